/** What waits for operators: listings to be read, takedowns to be ruled on, disputes; each with what the decision rests on. */
import { useState } from 'preact/hooks';
import { command, may } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Action, useAction } from '../parts/use-action.js';
import { EvidenceFields, useEvidence } from './evidence.js';
import { SignedIn } from './signed-in.js';

interface Waiting {
  readonly listingId: number;
  readonly version: number;
  readonly title: string;
  readonly ownerId: number;
  readonly personalData?: boolean;
  readonly approverId?: number;
}
interface Dispute {
  readonly purchaseId: number;
  readonly listingId: number;
  readonly buyerId: number;
  readonly heldMicroPat: string;
  readonly reason: string;
  readonly evidenceHash: string;
}
interface Queue {
  readonly listings: readonly Waiting[];
  readonly takedowns: readonly Waiting[];
  readonly disputes: readonly Dispute[];
}

const AGAIN_MS = 1_000;

export function QueuePage() {
  return (
    <SignedIn what="Review" scope="OPERATE">
      <Waits />
    </SignedIn>
  );
}

function Waits() {
  const { value } = useAnswer<Queue>('/market/queue', AGAIN_MS);
  const action = useAction();
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '' && may('OPERATE') && !action.isBusy;
  const say = async (path: string, fields: object, said: string): Promise<string> => {
    await command('POST', path, { ...fields, reason });
    return said;
  };
  const parts = { action, isReady, say };
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
      <Listings listings={value?.listings ?? []} {...parts} />
      <Takedowns takedowns={value?.takedowns ?? []} {...parts} />
      <Disputes disputes={value?.disputes ?? []} {...parts} />
      <TakeDown {...parts} />
    </>
  );
}

interface Parts {
  readonly action: Action;
  readonly isReady: boolean;
  readonly say: (path: string, fields: object, said: string) => Promise<string>;
}

function Decide({
  parts: { action, isReady },
  text,
  isGrave = false,
  act,
}: {
  readonly parts: Parts;
  readonly text: string;
  readonly isGrave?: boolean;
  readonly act: () => Promise<string>;
}) {
  return (
    <button
      type="button"
      class={isGrave ? 'button grave' : 'button main'}
      disabled={!isReady}
      onClick={() => action.run(act)}
    >
      {text}
    </button>
  );
}

function Listings({ listings, ...parts }: Parts & { readonly listings: readonly Waiting[] }) {
  const review = (one: Waiting, approved: boolean) => () =>
    parts.say(
      `/market/listings/${one.listingId}/review`,
      { basedOnVersion: one.version, approved, evidenceHash: '' },
      approved ? 'Approved.' : 'Sent back as a draft.',
    );
  return (
    <Panel title="Handed in" class="spaced">
      {listings.length === 0 && <p class="empty">Nothing waits.</p>}
      <ul class="items">
        {listings.map((one) => (
          <li key={one.listingId} class="item" data-waiting={one.listingId}>
            <a href={`/data/${one.listingId}`}>{one.title}</a> of account {one.ownerId}
            {one.personalData === true && (
              <span class="warn">
                {' '}
                with personal data: two operators
                {one.approverId === 0 ? '' : `, one of whom, ${one.approverId}, approved`}
              </span>
            )}
            <p class="ends">
              <Decide parts={parts} text="Approve" act={review(one, true)} />
              <Decide parts={parts} text="Send back" isGrave act={review(one, false)} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Takedowns({ takedowns, ...parts }: Parts & { readonly takedowns: readonly Waiting[] }) {
  const rule = (one: Waiting, restored: boolean) => () =>
    parts.say(
      `/market/listings/${one.listingId}/ruling`,
      { restored },
      restored ? 'Restored.' : 'Delisted for good; what is held is refunded.',
    );
  return (
    <Panel title="Taken down" class="spaced">
      {takedowns.length === 0 && <p class="empty">Nothing is.</p>}
      <ul class="items">
        {takedowns.map((one) => (
          <li key={one.listingId} class="item" data-takedown={one.listingId}>
            {one.title} of account {one.ownerId}
            <p class="ends">
              <Decide parts={parts} text="Restore" act={rule(one, true)} />
              <Decide parts={parts} text="Delist for good" isGrave act={rule(one, false)} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Disputes({ disputes, ...parts }: Parts & { readonly disputes: readonly Dispute[] }) {
  const rule = (one: Dispute, upheld: boolean) => () =>
    parts.say(
      `/purchases/${one.purchaseId}/ruling`,
      { upheld },
      upheld ? 'Upheld: the buyer is refunded.' : 'Rejected: the seller is paid.',
    );
  return (
    <Panel title="Disputed" class="spaced">
      {disputes.length === 0 && <p class="empty">Nothing is.</p>}
      <ul class="items">
        {disputes.map((one) => (
          <li key={one.purchaseId} class="item" data-dispute={one.purchaseId}>
            Purchase {one.purchaseId} of{' '}
            <a href={`/data/${one.listingId}`}>listing {one.listingId}</a> by account {one.buyerId},{' '}
            {pat(one.heldMicroPat)} PAT held: {one.reason}
            <p class="soft">
              SHA-256 of the evidence, to compare with what you are shown:{' '}
              <code class="digest" data-evidence={one.purchaseId}>
                {one.evidenceHash}
              </code>
            </p>
            <p class="ends">
              <Decide parts={parts} text="Uphold" act={rule(one, true)} />
              <Decide parts={parts} text="Reject" isGrave act={rule(one, false)} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function TakeDown(parts: Parts) {
  const [listing, setListing] = useState('');
  const evidence = useEvidence();
  const take = async (): Promise<string> =>
    await parts.say(
      `/market/listings/${Number(listing)}/takedown`,
      { evidenceHash: await evidence.hash() },
      'Taken down: nobody buys, reads or is paid until another operator rules.',
    );
  return (
    <Panel title="Take a listing down" class="spaced">
      <form class="form row" data-take-down onSubmit={(event) => event.preventDefault()}>
        <label>
          Its number
          <input
            class="field number"
            inputMode="numeric"
            value={listing}
            onInput={(event) => setListing(event.currentTarget.value)}
          />
        </label>
        <EvidenceFields evidence={evidence} />
        <Decide
          parts={{ ...parts, isReady: parts.isReady && evidence.isGiven }}
          text="Take it down"
          isGrave
          act={take}
        />
      </form>
    </Panel>
  );
}
