/** A page for those who are signed in, with a scope where one is needed. */
import type { ComponentChildren } from 'preact';
import { may, session } from '../account/session.js';

interface Props {
  readonly what: string;
  readonly scope?: string;
  readonly children: ComponentChildren;
}

export function SignedIn({ what, scope, children }: Props) {
  const isAllowed = scope === undefined || may(scope);
  return (
    <>
      <div class="head">
        <h1>{what}</h1>
      </div>
      {session.value === null && <p class="empty">Asking the venue …</p>}
      {session.value === undefined && (
        <p class="empty">
          Nobody is signed in here. <a href="/sign-in">Sign in</a>
        </p>
      )}
      {session.value &&
        (isAllowed ? children : <p class="empty">This account has none of this.</p>)}
    </>
  );
}
