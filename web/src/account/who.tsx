/** Who is signed in, in the bar of every page. */
import { session, signOut } from './session.js';

export function Who() {
  const who = session.value;
  if (who === null) return null;
  if (who === undefined) {
    return (
      <a class="button-like" href="/sign-in">
        Sign in
      </a>
    );
  }
  return (
    <>
      <a href="/account" data-account={who.accountId}>
        Account {who.accountId}
      </a>
      <button type="button" class="button" onClick={() => void signOut()}>
        Sign out
      </button>
    </>
  );
}
