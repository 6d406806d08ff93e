/** Every order of the account, open and over, and what traded of them. */
import { seriesById } from '../live/venue-feed.js';
import { count, moment, pat, price } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';
import { type Pages, usePages } from '../parts/use-pages.js';
import { SignedIn } from './signed-in.js';

interface Order {
  readonly orderId: number;
  readonly clientOrderId: number;
  readonly createdMs: number;
  readonly seriesId: number;
  readonly side: string;
  readonly orderType: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly filledLots: number;
  readonly state: string;
}

interface Fill {
  readonly sequence: number;
  readonly tradeId: number;
  readonly timeMs: number;
  readonly seriesId: number;
  readonly side: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly feeMicroPat: string;
}

const nameOf = (seriesId: number): string =>
  seriesById.value.get(seriesId)?.contract ?? `series ${seriesId}`;
const tickOf = (seriesId: number): number =>
  Number(seriesById.value.get(seriesId)?.tickValueMicroPat ?? 0);

const ORDERS: readonly Column<Order>[] = [
  { title: 'Placed', kind: 'wide', cell: ({ createdMs }) => moment(createdMs) },
  {
    title: 'Right',
    cell: ({ seriesId }) => <a href={`/markets/${seriesId}`}>{nameOf(seriesId)}</a>,
  },
  { title: 'Side', cell: ({ side }) => side.toLowerCase() },
  {
    title: 'Price',
    kind: 'number',
    cell: ({ priceTicks, seriesId }) => price(priceTicks, tickOf(seriesId)),
  },
  {
    title: 'Traded',
    kind: 'number',
    cell: ({ filledLots, quantityLots }) => `${count(filledLots)} of ${count(quantityLots)}`,
  },
  { title: 'State', cell: ({ state }) => state.toLowerCase().replaceAll('_', ' ') },
];

const FILLS: readonly Column<Fill>[] = [
  { title: 'When', cell: ({ timeMs }) => moment(timeMs) },
  { title: 'Right', cell: ({ seriesId }) => nameOf(seriesId) },
  { title: 'Side', cell: ({ side }) => side.toLowerCase() },
  { title: 'Lots', kind: 'number', cell: ({ quantityLots }) => count(quantityLots) },
  {
    title: 'Price',
    kind: 'number',
    cell: ({ priceTicks, seriesId }) => price(priceTicks, tickOf(seriesId)),
  },
  { title: 'Fee, PAT', kind: 'number wide', cell: ({ feeMicroPat }) => pat(feeMicroPat) },
];

export function OrdersPage() {
  const orders = usePages<Order>('/v1/account/orders?limit=100');
  const fills = usePages<Fill>('/v1/account/fills?limit=100');
  return (
    <SignedIn title="Orders">
      <Panel
        title="Orders"
        class="spaced"
        aside={
          <a href="/v1/account/orders?format=csv" download>
            As CSV
          </a>
        }
      >
        <Table
          rows={orders.rows}
          columns={ORDERS}
          keyOf={({ orderId }) => orderId}
          mark="past-order"
          empty={orders.isThere ? 'None was placed yet.' : 'Asking the venue …'}
        />
        <More pages={orders} />
      </Panel>
      <Panel
        title="What traded"
        aside={
          <a href="/v1/account/fills?format=csv" download>
            As CSV
          </a>
        }
      >
        <Table
          rows={fills.rows}
          columns={FILLS}
          keyOf={({ seriesId, tradeId }) => `${seriesId}/${tradeId}`}
          mark="past-fill"
          empty={fills.isThere ? 'Nothing yet.' : 'Asking the venue …'}
        />
        <More pages={fills} />
      </Panel>
    </SignedIn>
  );
}

function More<T>({ pages }: { readonly pages: Pages<T> }) {
  if (pages.more === undefined) return null;
  return (
    <button type="button" class="button" onClick={pages.more}>
      Older ones
    </button>
  );
}
