/** Deliveries to the account, the newest first: where each stands and until when. */
import { nowMs } from '../live/clock.js';
import type { Page } from '../live/shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { seriesById } from '../live/venue-feed.js';
import { count, duration } from '../parts/format.js';
import { MarketName } from '../parts/market-name.js';
import { Panel } from '../parts/panel.js';
import type { Action } from '../parts/use-action.js';

interface Delivery {
  readonly deliveryId: number;
  readonly seriesId: number;
  readonly providerId: number;
  readonly quantityLots: number;
  readonly state: string;
  readonly deadlineMs: number;
}

const AGAIN_MS = 1_000;
const MEANS: Readonly<Record<string, string>> = {
  TICKETED: 'waits for the provider',
  OVERDUE: 'late; the provider may still deliver',
  NOTICED: 'can be fetched; yours to look at',
  CONFIRMED: 'accepted; the time to dispute runs',
  DISPUTED: 'waits for a ruling',
  ACCEPTED: 'over; paid',
  FAILED: 'over; refunded or replaced',
};

export function DeliveriesPanel({ action }: { readonly action: Action }) {
  const { value } = useAnswer<Page<Delivery>>('/v1/account/deliveries?limit=20', AGAIN_MS);
  const deliveries = value?.data ?? [];
  return (
    <Panel
      title="Deliveries"
      class="spaced"
      aside={<a href="/guide/deliveries">How to take delivery</a>}
    >
      {deliveries.length === 0 ? (
        <p class="empty">{action.isBusy ? 'Asking the venue …' : 'Nothing was exercised yet.'}</p>
      ) : (
        <table class="figures markets">
          <thead>
            <tr>
              <th scope="col">Right</th>
              <th scope="col" class="right">
                Lots
              </th>
              <th scope="col" class="right wide">
                Provider
              </th>
              <th scope="col">State</th>
              <th scope="col" class="right wide">
                Until
              </th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.deliveryId} delivery={delivery} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function DeliveryRow({ delivery }: { readonly delivery: Delivery }) {
  const { deliveryId, seriesId, providerId, quantityLots, state, deadlineMs } = delivery;
  const contract = seriesById.value.get(seriesId)?.contract ?? `series ${seriesId}`;
  return (
    <tr data-delivery={deliveryId} data-state={state}>
      <td>
        <MarketName contract={contract} />
      </td>
      <td class="right number">{count(quantityLots)}</td>
      <td class="right number wide">{providerId}</td>
      <td>
        {state.toLowerCase()}
        <span class="soft wide"> · {MEANS[state] ?? ''}</span>
      </td>
      <td class="right number wide">
        {deadlineMs === 0 ? '' : duration(deadlineMs - nowMs.value)}
      </td>
    </tr>
  );
}
