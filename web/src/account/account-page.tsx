/** What an account has: PAT, rights with the decay ahead of them, orders, deliveries; and what may be done with each. */

import type { Page } from '../live/shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { seriesById } from '../live/venue-feed.js';
import { count, pat, price } from '../parts/format.js';
import { MarketName } from '../parts/market-name.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Action, useAction } from '../parts/use-action.js';
import { DeliveriesPanel } from './deliveries-panel.js';
import { HoldingRow, type Position } from './holding-row.js';
import { command, session } from './session.js';

interface Order {
  readonly orderId: number;
  readonly seriesId: number;
  readonly side: string;
  readonly priceTicks: number;
  readonly openLots: number;
}

interface Balances {
  readonly availableMicroPat: string;
  readonly reservedMicroPat: string;
  readonly escrowMicroPat: string;
}

const AGAIN_MS = 1_000;

export function AccountPage() {
  const who = session.value;
  if (who === null) return <p class="empty">Asking the venue …</p>;
  if (who === undefined) {
    return (
      <p class="empty">
        Nobody is signed in here. <a href="/sign-in">Sign in</a>
      </p>
    );
  }
  return <Account key={who.accountId} accountId={who.accountId} />;
}

function Account({ accountId }: { readonly accountId: number }) {
  const balances = useAnswer<Balances>('/v1/account/balances', AGAIN_MS);
  const positions = useAnswer<Page<Position>>('/v1/account/positions', AGAIN_MS);
  const orders = useAnswer<Page<Order>>('/v1/account/open-orders', AGAIN_MS);
  const action = useAction();
  const {
    availableMicroPat = '0',
    reservedMicroPat = '0',
    escrowMicroPat = '0',
  } = balances.value ?? {};
  return (
    <>
      <div class="head">
        <h1>Account {accountId}</h1>
      </div>
      <dl class="facts panel" aria-label="PAT">
        <div>
          <dt>To spend</dt>
          <dd class="number large">{pat(availableMicroPat)} PAT</dd>
        </div>
        <div>
          <dt>In open orders</dt>
          <dd class="number">{pat(reservedMicroPat)} PAT</dd>
        </div>
        <div>
          <dt>In escrow until deliveries are accepted</dt>
          <dd class="number">{pat(escrowMicroPat)} PAT</dd>
        </div>
      </dl>
      <Said action={action} />
      <Holdings positions={positions.value?.data ?? []} action={action} />
      <DeliveriesPanel action={action} />
      <Orders orders={orders.value?.data ?? []} action={action} />
    </>
  );
}

interface HoldingsProps {
  readonly positions: readonly Position[];
  readonly action: Action;
}

function Holdings({ positions, action }: HoldingsProps) {
  const held = positions.filter(({ heldLots }) => heldLots > 0);
  return (
    <Panel title="Holdings" class="spaced" aside={<span class="soft">at fair value, PAT</span>}>
      {held.length === 0 ? (
        <p class="empty">
          No rights are held. <a href="/">Markets</a>
        </p>
      ) : (
        <table class="figures markets">
          <thead>
            <tr>
              <th scope="col">Right</th>
              <th scope="col" class="right">
                Lots
              </th>
              <th scope="col" class="right wide">
                Paid
              </th>
              <th scope="col" class="right wide">
                Worth now
              </th>
              <th scope="col" class="right wide">
                Decay in a day
              </th>
              <th scope="col" class="right">
                Use
              </th>
            </tr>
          </thead>
          <tbody>
            {held.map((position) => (
              <HoldingRow key={position.seriesId} position={position} action={action} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Orders({
  orders,
  action,
}: {
  readonly orders: readonly Order[];
  readonly action: Action;
}) {
  return (
    <Panel title="Open orders" class="spaced">
      {orders.length === 0 ? (
        <p class="empty">No order is open.</p>
      ) : (
        <table class="figures markets">
          <thead>
            <tr>
              <th scope="col">Market</th>
              <th scope="col">Side</th>
              <th scope="col" class="right">
                Lots
              </th>
              <th scope="col" class="right">
                Price
              </th>
              <th scope="col" class="right">
                Cancel
              </th>
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <OrderRow key={order.orderId} order={order} action={action} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function OrderRow({ order, action }: { readonly order: Order; readonly action: Action }) {
  const { orderId, seriesId, side, priceTicks, openLots } = order;
  const series = seriesById.value.get(seriesId);
  const cancel = async (): Promise<string> => {
    await command('DELETE', `/v1/orders/${orderId}`);
    return 'The order is cancelled.';
  };
  return (
    <tr data-order={orderId}>
      <td>
        <MarketName contract={series?.contract ?? `series ${seriesId}`} />
      </td>
      <td>{side.toLowerCase()}</td>
      <td class="right number">{count(openLots)}</td>
      <td class="right number">{price(priceTicks, Number(series?.tickValueMicroPat ?? 0))}</td>
      <td class="right">
        <button
          type="button"
          class="button"
          disabled={action.isBusy}
          onClick={() => action.run(cancel)}
        >
          Cancel
        </button>
      </td>
    </tr>
  );
}
