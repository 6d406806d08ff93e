/** A provider's page: what it may mint and has minted, what was bought, what it has to deliver, what is disputed. */
import { useState } from 'preact/hooks';
import { nowMs } from '../live/clock.js';
import type { Page, Series } from '../live/shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { seriesById } from '../live/venue-feed.js';
import { count, duration, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Column, Table } from '../parts/table.js';
import { type Action, useAction } from '../parts/use-action.js';
import { command, may } from './session.js';
import { SignedIn } from './signed-in.js';

interface Position {
  readonly seriesId: number;
  readonly heldLots: number;
  readonly outstandingLots: number;
  readonly collateralMicroPat: string;
}

interface Due {
  readonly deliveryId: number;
  readonly seriesId: number;
  readonly consumerId: number;
  readonly quantityLots: number;
  readonly state: string;
  readonly deadlineMs: number;
  readonly providerMicroPat: string;
}

interface Notice {
  readonly deliveryId: number;
  readonly isProved: boolean;
  readonly problem: {
    readonly code: string;
    readonly detail: string;
    readonly remedy: string;
  } | null;
}

const AGAIN_MS = 1_000;
const HASH = /^[0-9a-f]{64}$/;
const OVER = new Set(['ACCEPTED', 'FAILED']);
const nameOf = (seriesId: number): string =>
  seriesById.value.get(seriesId)?.contract ?? `series ${seriesId}`;

const HELD: readonly Column<Position>[] = [
  { title: 'Right', cell: ({ seriesId }) => nameOf(seriesId) },
  { title: 'Minted, unsold', kind: 'number', cell: ({ heldLots }) => count(heldLots) },
  { title: 'To be served', kind: 'number', cell: ({ outstandingLots }) => count(outstandingLots) },
  {
    title: 'Collateral, PAT',
    kind: 'number wide',
    cell: ({ collateralMicroPat }) => pat(collateralMicroPat),
  },
];

export function ProvidePage() {
  const positions = useAnswer<Page<Position>>('/v1/account/positions', AGAIN_MS);
  const due = useAnswer<Page<Due>>('/v1/account/deliveries-due?limit=200', AGAIN_MS);
  const balances = useAnswer<Readonly<Record<string, string>>>('/v1/account/balances', AGAIN_MS);
  const notices = useAnswer<Page<Notice>>('/v1/account/notices?limit=200', AGAIN_MS);
  const noticeOf = new Map(notices.value?.data.map((one) => [one.deliveryId, one]));
  const deliveries = due.value?.data ?? [];
  const open = deliveries.filter(({ state }) => !OVER.has(state));
  const disputed = deliveries.filter(({ state }) => state === 'DISPUTED');
  const action = useAction();
  return (
    <SignedIn title="Provide">
      <dl class="facts panel spaced" aria-label="PAT">
        <div>
          <dt>To take out</dt>
          <dd class="number">{pat(balances.value?.availableMicroPat ?? '0')} PAT</dd>
        </div>
        <div>
          <dt>Comes with accepted deliveries</dt>
          <dd class="number">{pat(balances.value?.pendingMicroPat ?? '0')} PAT</dd>
        </div>
        <div>
          <dt>Locked as collateral</dt>
          <dd class="number">{pat(balances.value?.collateralMicroPat ?? '0')} PAT</dd>
        </div>
        <div>
          <dt>Deliveries to make</dt>
          <dd class="number">{count(open.length)}</dd>
        </div>
        <div>
          <dt>Disputes</dt>
          <dd class={`number ${disputed.length > 0 ? 'bad' : ''}`}>{count(disputed.length)}</dd>
        </div>
      </dl>
      <Panel title="Rights of yours" class="spaced">
        <Table
          rows={positions.value?.data ?? []}
          columns={HELD}
          keyOf={({ seriesId }) => seriesId}
          mark="provided"
          empty={positions.value === undefined ? 'Asking the venue …' : 'None was minted yet.'}
        />
      </Panel>
      {may('PROVIDE') && <Mint />}
      <Panel
        title="Deliveries"
        class="spaced"
        aside={<a href="/guide/deliveries">How deliveries work</a>}
      >
        {open.length === 0 && <p class="empty">Nothing has to be delivered.</p>}
        <ul class="items" aria-label="Deliveries to make">
          {open.map((one) => (
            <DueItem
              key={one.deliveryId}
              due={one}
              notice={noticeOf.get(one.deliveryId)}
              action={action}
            />
          ))}
        </ul>
        <Said action={action} />
      </Panel>
    </SignedIn>
  );
}

function Mint() {
  const [series, setSeries] = useState('');
  const [lots, setLots] = useState('');
  const [segment, setSegment] = useState('');
  const [capacity, setCapacity] = useState('');
  const action = useAction();
  const open = [...seriesById.value.values()].filter(({ state }) => state === 'OPEN');
  const segments = [...new Set(open.map((one: Series) => one.segment))];
  const mint = async (): Promise<string> => {
    await command('POST', `/v1/series/${series}/mints`, { quantityLots: Number(lots) });
    return `Minted: ${count(Number(lots))} lots. Sell them on the market, or to the broker.`;
  };
  const state = async (): Promise<string> => {
    const path = `/v1/capacities/${encodeURIComponent(segment)}`;
    await command('PUT', path, { capacityLots: Number(capacity) });
    return `Capacity of ${segment}: ${count(Number(capacity))} lots.`;
  };
  return (
    <Panel title="Mint" class="spaced">
      <form
        class="form row"
        data-capacity
        onSubmit={(event) => {
          event.preventDefault();
          action.run(state);
        }}
      >
        <label>
          Segment
          <select
            class="field"
            value={segment}
            onChange={(event) => setSegment(event.currentTarget.value)}
          >
            <option value="">choose one</option>
            {segments.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label>
          Lots you can serve
          <input
            class="field number"
            inputMode="numeric"
            value={capacity}
            onInput={(event) => setCapacity(event.currentTarget.value)}
          />
        </label>
        <button
          type="submit"
          class="button"
          disabled={action.isBusy || segment === '' || !/^\d+$/.test(capacity)}
        >
          State the capacity
        </button>
      </form>
      <form
        class="form row below"
        data-mint
        onSubmit={(event) => {
          event.preventDefault();
          action.run(mint);
        }}
      >
        <label>
          Series
          <select
            class="field"
            value={series}
            onChange={(event) => setSeries(event.currentTarget.value)}
          >
            <option value="">choose one</option>
            {open.map(({ seriesId, series: text }) => (
              <option key={seriesId} value={seriesId}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label>
          Lots
          <input
            class="field number"
            inputMode="numeric"
            value={lots}
            onInput={(event) => setLots(event.currentTarget.value)}
          />
        </label>
        <button
          type="submit"
          class="button main"
          disabled={action.isBusy || series === '' || !/^[1-9]\d*$/.test(lots)}
        >
          Mint
        </button>
      </form>
      <Said action={action} />
    </Panel>
  );
}

interface DueProps {
  readonly due: Due;
  readonly notice: Notice | undefined;
  readonly action: Action;
}

function DueItem({ due, notice: given, action }: DueProps) {
  const [hash, setHash] = useState('');
  const [location, setLocation] = useState('');
  const { deliveryId, seriesId, consumerId, quantityLots, state, deadlineMs } = due;
  const isUnproved = state === 'NOTICED' && given?.isProved === false;
  const isToNotice = state === 'TICKETED' || state === 'OVERDUE' || isUnproved;
  const notice = async (): Promise<string> => {
    await command('POST', `/v1/deliveries/${deliveryId}/notice`, { contentHash: hash, location });
    return `Delivery ${deliveryId}: the consumer was told where to fetch it.`;
  };
  return (
    <li
      class={`item ${state === 'OVERDUE' || state === 'DISPUTED' ? 'bad' : ''}`}
      data-due={deliveryId}
      data-state={state}
    >
      <header>
        <h3>
          {nameOf(seriesId)}, {count(quantityLots)} lots
        </h3>
        <span class="soft">
          {state.toLowerCase()}
          {deadlineMs !== 0 && `, ${duration(deadlineMs - nowMs.value)} left`}
        </span>
      </header>
      <p class="soft">
        Delivery {deliveryId} to account {consumerId}
      </p>
      {state === 'NOTICED' && given !== undefined && (
        <p class={given.problem === null ? 'soft' : 'bad'} data-proof={proofOf(given)}>
          {saidOf(given)}
        </p>
      )}
      {isToNotice && may('PROVIDE') && (
        <form
          class="form row"
          onSubmit={(event) => {
            event.preventDefault();
            action.run(notice);
          }}
        >
          <label>
            SHA-256 of what is handed over
            <input
              class="field number"
              value={hash}
              onInput={(event) => setHash(event.currentTarget.value.trim().toLowerCase())}
            />
          </label>
          <label>
            Where it can be fetched
            <input
              class="field"
              value={location}
              onInput={(event) => setLocation(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button main" disabled={action.isBusy || !HASH.test(hash)}>
            It is there
          </button>
        </form>
      )}
    </li>
  );
}

function proofOf({ isProved, problem }: Notice): string {
  return isProved ? 'PROVED' : (problem?.code ?? 'WAITS');
}

function saidOf({ isProved, problem }: Notice): string {
  if (isProved) return 'Found where the notice says: silence accepts it.';
  if (problem === null) return 'The platform has not looked for it yet.';
  return `Not found: ${problem.detail}. To mend it: ${problem.remedy}. Unless it is found in time or accepted, it fails.`;
}
