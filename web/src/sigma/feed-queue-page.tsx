/** What waits for operators of feeds: creators to be admitted, feeds to be read, with their gates; each decision with its reason. */
import { useState } from 'preact/hooks';
import { command } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { SignedIn } from '../marketplace/signed-in.js';
import { moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { type Creator, words } from './shapes.js';

const AGAIN_MS = 1_000;

interface Waiting {
  readonly listingId: number;
  readonly version: number;
  readonly title: string;
  readonly ownerId: number;
}

export function FeedQueuePage() {
  return (
    <SignedIn what="Creators and reviews" scope="OPERATE">
      <Queue />
    </SignedIn>
  );
}

function Queue() {
  const creators = useAnswer<{ readonly stage: string; readonly data: readonly Creator[] }>(
    '/market/creators?limit=100',
    AGAIN_MS,
  ).value;
  const queue = useAnswer<{ readonly listings: readonly Waiting[] }>(
    '/market/queue',
    AGAIN_MS,
  ).value;
  const [reason, setReason] = useState('');
  const action = useAction();
  const isReady = reason.trim() !== '' && !action.isBusy;
  const admit = (one: Creator, standing: string, payoutsHeld: boolean) => async () => {
    const fields = { standing, payoutsHeld, evidenceHash: '', reason };
    await command('PUT', `/market/creators/${one.accountId}`, fields);
    return `Account ${one.accountId} is ${words(standing)}.`;
  };
  const review = (one: Waiting, approved: boolean) => async () => {
    const fields = { basedOnVersion: one.version, approved, evidenceHash: '', reason };
    await command('POST', `/market/listings/${one.listingId}/review`, fields);
    return approved ? 'Approved.' : 'Sent back as a draft.';
  };
  const button = (text: string, act: () => Promise<string>, isGrave = false) => (
    <button
      type="button"
      class={isGrave ? 'button grave' : 'button main'}
      disabled={!isReady}
      onClick={() => action.run(act)}
    >
      {text}
    </button>
  );
  return (
    <>
      <form
        class="form row"
        aria-label="What you decide by"
        onSubmit={(event) => event.preventDefault()}
      >
        <label>
          Reason, journaled with what you decide
          <input
            class="field"
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
      </form>
      <Said action={action} />
      <Panel
        title="Creators"
        class="spaced"
        aside={<span class="soft">stage {words(creators?.stage ?? '')}</span>}
      >
        {creators?.data.length === 0 && <p class="empty">Nobody applied.</p>}
        <ul class="items">
          {creators?.data.map((one) => (
            <li
              key={one.accountId}
              class="item"
              data-creator={one.accountId}
              data-standing={one.standing}
            >
              Account {one.accountId}: {words(one.standing)}, {one.entries} entries,{' '}
              {pat(one.payableMicroPat)} PAT wait, applied {moment(one.appliedMs)}. {one.reason}
              <p class="ends">
                {one.standing !== 'ADMITTED' && button('Admit', admit(one, 'ADMITTED', false))}
                {!one.payoutsHeld && button('Hold payouts', admit(one, one.standing, true), true)}
                {one.payoutsHeld && button('Release payouts', admit(one, one.standing, false))}
                {one.standing !== 'REMOVED' && button('Remove', admit(one, 'REMOVED', true), true)}
              </p>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Handed in" class="spaced">
        {queue?.listings.length === 0 && <p class="empty">Nothing waits.</p>}
        <ul class="items">
          {queue?.listings.map((one) => (
            <li key={one.listingId} class="item" data-waiting={one.listingId}>
              <a href={`/feeds/${one.listingId}`}>{one.title}</a> of account {one.ownerId}
              <p class="ends">
                {button('Approve', review(one, true))}
                {button('Send back', review(one, false), true)}
              </p>
            </li>
          ))}
        </ul>
      </Panel>
      <p class="soft">
        Takedowns, appeals and disputes are on{' '}
        <a href="/data/queue">the review page of the market</a>, the audit trail is in{' '}
        <a href="/console/audit">the console</a>.
      </p>
    </>
  );
}
