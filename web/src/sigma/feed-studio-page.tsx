/** A creator's studio: its standing, its entries and how each stands, plans and hand-in, and what waits to be paid out. */
import { useState } from 'preact/hooks';
import { command } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { SignedIn } from '../marketplace/signed-in.js';
import { moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Action, useAction } from '../parts/use-action.js';
import { Ledger } from './ledger.js';
import { PublishPanel } from './publish-panel.js';
import { type Creator, type FeedListing, type FeedScore, trustText, words } from './shapes.js';

const AGAIN_MS = 1_000;
const MICRO = 1_000_000;
const TIERS = ['RETAIL', 'PRO', 'ENTERPRISE'];

interface Studio {
  readonly creator: Creator | null;
  readonly feeds: readonly FeedScore[];
}

export function FeedStudioPage() {
  return (
    <SignedIn what="Creator’s studio" scope="PROVIDE">
      <Feeds />
      <Ledger />
    </SignedIn>
  );
}

function Feeds() {
  const { value } = useAnswer<Studio>('/market/studio', AGAIN_MS);
  const action = useAction();
  const standing = value?.creator?.standing ?? '';
  const apply = async (): Promise<string> => {
    await command('POST', '/market/creators');
    return 'You are on the waiting list.';
  };
  const collect = async (): Promise<string> => {
    await command('POST', '/market/payouts');
    return 'Paid out.';
  };
  return (
    <>
      <Said action={action} />
      <Panel title="Standing" class="spaced">
        <p data-standing={standing}>
          {standing === '' ? 'Not applied yet.' : `${words(standing)}.`}{' '}
          {value?.creator && `${pat(value.creator.payableMicroPat)} PAT wait to be paid out.`}
          {value?.creator?.payoutsHeld === true && ' Payouts are held.'}
        </p>
        <p class="ends">
          {standing === '' && (
            <button type="button" class="button main" onClick={() => action.run(apply)}>
              Apply as a creator
            </button>
          )}
          {Number(value?.creator?.payableMicroPat ?? 0) > 0 && (
            <button type="button" class="button main" onClick={() => action.run(collect)}>
              Pay out
            </button>
          )}
        </p>
      </Panel>
      <PublishPanel />
      {value?.feeds.map((one) => (
        <Entry key={one.listingId} summary={one} action={action} />
      ))}
    </>
  );
}

function Entry({ summary, action }: { readonly summary: FeedScore; readonly action: Action }) {
  const at = `/market/listings/${summary.listingId}`;
  const { value } = useAnswer<FeedListing>(at, AGAIN_MS);
  const scoring = useAnswer<{ readonly hasBundle: boolean; readonly reason: string }>(
    `${at}/scoring`,
    AGAIN_MS,
  ).value;
  const feed = value?.feed;
  if (value === undefined || feed === null || feed === undefined) return null;
  const submit = async (): Promise<string> => {
    await command('POST', `${at}/submit`, { basedOnVersion: value.version });
    return 'Handed in.';
  };
  return (
    <Panel title={value.title} class="spaced">
      <div data-own-feed={value.listingId} data-status={value.status} data-phase={feed.phase}>
        <p>
          <a href={`/feeds/${value.listingId}`}>Page</a> · {words(value.status)} ·{' '}
          {words(feed.phase)} · trust {trustText(feed.trustPpm)} · drift {words(feed.drift)} ·
          review {moment(feed.reviewAtMs)}
        </p>
        {scoring?.hasBundle === false && (
          <p class="warn">
            Its bundle is not here: hand it in above, or by <code>patx sigma publish</code>.
          </p>
        )}
        {scoring !== undefined && scoring.reason !== '' && <p class="warn">{scoring.reason}</p>}
        <PlanForm listing={value} action={action} />
        {value.status === 'DRAFT' && feed.phase === 'PASSED' && (
          <p class="ends">
            <button type="button" class="button main" onClick={() => action.run(submit)}>
              Hand in for review
            </button>
          </p>
        )}
      </div>
    </Panel>
  );
}

function PlanForm({ listing, action }: { readonly listing: FeedListing; readonly action: Action }) {
  const [fields, setFields] = useState({ tier: 'RETAIL', price: '30', seats: '20', trial: '0' });
  const set = (name: keyof typeof fields, text: string) => setFields({ ...fields, [name]: text });
  const save = async (): Promise<string> => {
    await command('PUT', `/market/listings/${listing.listingId}/plans/${fields.tier}`, {
      ...{ basedOnVersion: listing.version, performanceFeeBps: 0 },
      ...{ priceMicroPat: Math.round(Number(fields.price) * MICRO) },
      ...{ seatCap: Math.floor(Number(fields.seats)), trialDays: Math.floor(Number(fields.trial)) },
    });
    return `The ${words(fields.tier)} plan is set.`;
  };
  const number = (name: 'price' | 'seats' | 'trial', title: string) => (
    <label>
      {title}
      <input
        class="field number"
        type="number"
        min={0}
        step={name === 'price' ? 'any' : 1}
        value={fields[name]}
        onInput={(event) => set(name, event.currentTarget.value)}
      />
    </label>
  );
  return (
    <form
      class="form row"
      data-plan
      onSubmit={(event) => {
        event.preventDefault();
        action.run(save);
      }}
    >
      <label>
        Tier
        <select
          class="field"
          value={fields.tier}
          onChange={(event) => set('tier', event.currentTarget.value)}
        >
          {TIERS.map((tier) => (
            <option key={tier} value={tier}>
              {words(tier)}
            </option>
          ))}
        </select>
      </label>
      {number('price', 'PAT for 30 days')}
      {number('seats', 'Seats')}
      {number('trial', 'Days to try')}
      <button type="submit" class="button" disabled={action.isBusy}>
        Set the plan
      </button>
    </form>
  );
}
