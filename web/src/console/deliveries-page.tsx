/** Deliveries under way; of a disputed one the evidence of both sides, and the ruling. */
import { useState } from 'preact/hooks';
import { command } from '../account/session.js';
import { queryOf, setQuery } from '../app/router.js';
import { nowMs } from '../live/clock.js';
import { useAnswer } from '../live/use-answer.js';
import { seriesById } from '../live/venue-feed.js';
import { Choices } from '../parts/choices.js';
import { count, duration, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Column, Table } from '../parts/table.js';
import { type Action, useAction } from '../parts/use-action.js';
import { ForOverseers } from './for-overseers.js';

interface Delivery {
  readonly deliveryId: number;
  readonly state: string;
  readonly seriesId: number;
  readonly consumerId: number;
  readonly providerId: number;
  readonly quantityLots: number;
  readonly escrowMicroPat: string;
  readonly deadlineMs: number;
  readonly contentHash: string;
  readonly location: string;
  readonly disputeReason: string;
}

interface Deliveries {
  readonly data: readonly Delivery[];
}

const AGAIN_MS = 1_500;
type Shown = '' | 'OVERDUE' | 'NOTICED';
const nameOf = (seriesId: number): string =>
  seriesById.value.get(seriesId)?.contract ?? `series ${seriesId}`;
const left = (deadlineMs: number): string =>
  deadlineMs === 0 ? '' : duration(deadlineMs - nowMs.value);

const COLUMNS: readonly Column<Delivery>[] = [
  { title: 'Number', kind: 'number', cell: ({ deliveryId }) => deliveryId },
  { title: 'Right', cell: ({ seriesId }) => nameOf(seriesId) },
  { title: 'Lots', kind: 'number', cell: ({ quantityLots }) => count(quantityLots) },
  { title: 'Consumer', kind: 'number wide', cell: ({ consumerId }) => consumerId },
  { title: 'Provider', kind: 'number wide', cell: ({ providerId }) => providerId },
  { title: 'State', cell: ({ state }) => state.toLowerCase() },
  {
    title: 'In escrow, PAT',
    kind: 'number wide',
    cell: ({ escrowMicroPat }) => pat(escrowMicroPat),
  },
  { title: 'Time left', kind: 'number wide', cell: ({ deadlineMs }) => left(deadlineMs) },
];

export function DeliveriesPage() {
  const shown = queryOf('state') as Shown;
  const state = shown === '' ? '' : `&state=${shown}`;
  const { value } = useAnswer<Deliveries>(`/v1/deliveries?limit=200${state}`, AGAIN_MS);
  const disputed = useAnswer<Deliveries>('/v1/deliveries?state=DISPUTED&limit=200', AGAIN_MS);
  const action = useAction();
  return (
    <ForOverseers
      title="Deliveries and disputes"
      ends={
        <Choices
          label="Which are shown"
          choices={[
            ['', 'all under way'],
            ['NOTICED', 'to be looked at'],
            ['OVERDUE', 'overdue'],
          ]}
          value={shown}
          onChange={(one) => setQuery('state', one)}
        />
      }
    >
      <Panel title="Disputes to rule on" class="spaced">
        {disputed.value?.data.length === 0 && <p class="empty">None is open.</p>}
        <ul class="items" aria-label="Disputes">
          {(disputed.value?.data ?? []).map((one) => (
            <Dispute key={one.deliveryId} delivery={one} action={action} />
          ))}
        </ul>
        <Said action={action} />
      </Panel>
      <Panel title="Under way">
        <Table
          rows={value?.data ?? []}
          columns={COLUMNS}
          keyOf={({ deliveryId }) => deliveryId}
          mark="delivery"
          empty={value === undefined ? 'Asking the venue …' : 'There is none.'}
        />
      </Panel>
    </ForOverseers>
  );
}

interface DisputeProps {
  readonly delivery: Delivery;
  readonly action: Action;
}

function Dispute({ delivery, action }: DisputeProps) {
  const [reason, setReason] = useState('');
  const { deliveryId, consumerId, providerId, contentHash, location, disputeReason } = delivery;
  const rule = (upheld: boolean) => async (): Promise<string> => {
    await command('POST', `/v1/deliveries/${deliveryId}/ruling`, { upheld, reason });
    return upheld ? 'Ruled: the consumer is right.' : 'Ruled: the delivery is accepted.';
  };
  const isReady = reason.trim() !== '' && !action.isBusy;
  return (
    <li class="item bad" data-dispute={deliveryId}>
      <header>
        <h3>
          Delivery {deliveryId}, {nameOf(delivery.seriesId)}
        </h3>
        <span class="soft">{left(delivery.deadlineMs)} until the consumer is right</span>
      </header>
      <dl>
        <dt>Consumer</dt>
        <dd>
          {consumerId} says: {disputeReason || 'nothing'}
        </dd>
        <dt>Provider</dt>
        <dd>
          {providerId} handed over {count(delivery.quantityLots)} lots
          {location !== '' && ` at ${location}`}
        </dd>
        <dt>SHA-256</dt>
        <dd class="number wrap">{contentHash || 'nothing was handed over'}</dd>
        <dt>Frozen</dt>
        <dd>{pat(delivery.escrowMicroPat)} PAT</dd>
      </dl>
      <div class="form row">
        <label>
          Why, journaled
          <input
            class="field"
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <button
          type="button"
          class="button"
          disabled={!isReady}
          onClick={() => action.run(rule(true))}
        >
          The consumer is right
        </button>
        <button
          type="button"
          class="button"
          disabled={!isReady}
          onClick={() => action.run(rule(false))}
        >
          It was delivered as sold
        </button>
      </div>
    </li>
  );
}
