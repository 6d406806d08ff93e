/** Signing in: with a one-time link of a sandbox, which is redeemed at once, or with a passkey. */
import { useEffect, useState } from 'preact/hooks';
import { goTo } from '../app/router.js';
import { ApiError } from '../live/api.js';
import { may, redeem, session, signInWithPasskey } from './session.js';

const tokenIn = (hash: string): string => /^#token=([0-9a-f]{64})$/.exec(hash)?.[1] ?? '';

export function SignInPage() {
  const [said, say] = useState('');
  const [isBusy, setBusy] = useState(false);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    say('');
    try {
      await act();
      goTo(may('OPERATE') ? '/console' : '/account');
    } catch (error) {
      const isProblem = error instanceof ApiError;
      say(isProblem ? `${error.problem.title} ${error.problem.remedy}` : String(error));
    }
    setBusy(false);
  };
  useEffect(() => {
    const token = tokenIn(location.hash);
    if (token === '') return;
    // Out of the address bar and the history before anything else.
    history.replaceState(null, '', location.pathname);
    void attempt(() => redeem(token));
  }, []);
  const who = session.value;
  return (
    <>
      <div class="head">
        <h1>Sign in</h1>
      </div>
      {who != null && <p data-signed-in>You are signed in as account {who.accountId}.</p>}
      <p class="lead">
        This page makes a key of its own, which cannot be taken out of your browser, and has a
        session opened for it that ends within a day.
      </p>
      <button
        type="button"
        class="button main"
        disabled={isBusy}
        onClick={() => void attempt(signInWithPasskey)}
      >
        Sign in with a passkey
      </button>
      <p role="alert" class="bad below">
        {said}
      </p>
      <p class="soft">
        The sandbox prints a one-time link for two operators and a consumer when it starts (
        <code>npm start</code>).
      </p>
    </>
  );
}
