/** The frame of a page about the account that is signed in, or the way in. */
import type { ComponentChildren } from 'preact';
import { session } from './session.js';

interface Props {
  readonly title: string;
  readonly ends?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function SignedIn({ title, ends, children }: Props) {
  const who = session.value;
  if (who === null) return <p class="empty">Asking the venue …</p>;
  return (
    <>
      <div class="head">
        <h1>{title}</h1>
        {who !== undefined && <span class="soft">of account {who.accountId}</span>}
        {ends !== undefined && <div class="ends">{ends}</div>}
      </div>
      {who === undefined ? (
        <p data-not-for-you>
          <a href="/sign-in">Sign in</a> to see it.
        </p>
      ) : (
        children
      )}
    </>
  );
}
