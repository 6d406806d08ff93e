// Catches an auction of the core that clears at another price or other lots than trying every price would choose, out of
// priority, in more work per command than is allowed, or otherwise after a snapshot than without one; money that is not
// conserved (the invariants are counted after every command).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  importState,
  ORDER_ACCEPTED,
  ORDER_REFUSED,
  SERIES_FIELD as S,
  stateParts,
} from '../../../src/engine/core/index.js';
import { COMMAND_KIND, Command, SERIES_STATE, SIDE } from '../../../src/values/index.js';
import {
  auctionTradesIn,
  type Cleared,
  clearingOf,
  gather,
  setParameter,
  stateOf,
} from '../../support/auction.js';
import { readEvents, SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const MARK = 100;
const HIGHEST = 140;

interface Gathered {
  readonly side: number;
  readonly who: number;
  readonly priceTicks: number;
  readonly lots: number;
}

const order: fc.Arbitrary<Gathered> = fc.record({
  side: fc.constantFrom(BUY, SELL),
  who: fc.integer({ min: 0, max: 1 }),
  priceTicks: fc.integer({ min: 90, max: 112 }),
  lots: fc.integer({ min: 1, max: 30 }),
});

function accountOf(venue: TradingVenue, { side, who }: Gathered): number {
  return (side === BUY ? venue.consumers : venue.providers)[who] as number;
}

/** A venue in auction in which the orders have gathered. */
function gathered(orders: readonly Gathered[]): TradingVenue {
  const venue = tradingVenue();
  gather(venue, 60_000);
  for (const one of orders) venue.order(accountOf(venue, one), one);
  return venue;
}

describe('the clearing of an auction', () => {
  it('trades most lots, leaves least surplus, is nearest to the reference, in priority', () => {
    fc.assert(
      fc.property(fc.array(order, { minLength: 2, maxLength: 24 }), (orders) => {
        const venue = gathered(orders);
        const wanted = clearingOf(orders, MARK, HIGHEST);
        const indicative = { priceTicks: 0, lots: 0, surplusLots: 0 };
        venue.core.auctions.find(1, indicative);
        const none: Cleared = { priceTicks: 0, lots: 0, surplusLots: 0 };
        expect(indicative).toEqual(wanted ?? none);
        const trades = auctionTradesIn(venue.advance(60_000));
        expect(stateOf(venue)).toBe(SERIES_STATE.OPEN);
        expect(trades.reduce((sum, { lots }) => sum + lots, 0)).toBe(wanted?.lots ?? 0);
        for (const { priceTicks } of trades) expect(priceTicks).toBe(wanted?.priceTicks);
        expect(venue.core.state.series.get(1, S.lastAuctionTicks)).toBe(wanted?.priceTicks ?? 0);
        for (const side of [BUY, SELL]) {
          expect(boughtBy(venue, trades, side)).toEqual(inPriority(venue, orders, side, wanted));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('goes on over commands, takes nobody in between, lets cancels pass', () => {
    const { venue, orderIds, provider } = bigAuction();
    venue.timeMs += 60_000;
    expect(auctionTradesIn(venue.send(0, 'advanceTime', {}))).toHaveLength(256);
    expect(stateOf(venue)).toBe(SERIES_STATE.AUCTION);
    expect(venue.core.lifecycle.isDue(venue.timeMs)).toBe(true);
    // Each command does the next stretch before its own work.
    const late = venue.order(provider, { side: SELL, priceTicks: 120, lots: 1 });
    expect(auctionTradesIn(late)).toHaveLength(256);
    expect(codeOf(late)).toBe(CODE.AUCTION);
    const [last] = orderIds.slice(-1) as [number];
    const canceled = venue.cancel(venue.consumers[0] as number, last);
    expect(auctionTradesIn(canceled)).toHaveLength(ORDERS - 512);
    expect(stateOf(venue)).toBe(SERIES_STATE.OPEN);
  });

  it('refuses amends and quotes while it goes on', () => {
    const { venue, saleId, provider } = bigAuction();
    venue.timeMs += 60_000;
    const amended = venue.amend(provider, saleId, 95, 1);
    expect(codeOf(amended)).toBe(CODE.AUCTION);
    const validUntilMs = venue.timeMs + 60_000;
    const bids = [{ priceTicks: 90, quantityLots: 1 }];
    const quotes = [{ seriesId: 1, bids, asks: [], validUntilMs, factors: null }];
    const quoted = venue.send(BROKER_ACCOUNT, 'massQuote', { quotes, basedOnSequence: 0 });
    expect(quoted.find(([type]) => type === EVENT.QUOTE_RESULT)?.at(-1)).toBe(CODE.AUCTION);
  });

  it('finds a price of its own for what cancels in between leave crossed', () => {
    const { venue } = bigAuction(ORDERS - 50);
    const [consumer, second] = venue.consumers as [number, number];
    const [, other] = venue.providers as [number, number];
    venue.order(second, { side: BUY, priceTicks: 99, lots: 50 });
    venue.order(other, { side: SELL, priceTicks: 96, lots: 50 });
    venue.timeMs += 60_000;
    const first = auctionTradesIn(venue.send(0, 'advanceTime', {}));
    const [price] = first.map(({ priceTicks }) => priceTicks) as [number];
    expect(price).toBeGreaterThan(99);
    const filter = { seriesId: 1, side: BUY, minPriceTicks: 110, maxPriceTicks: 0, sessionId: 0 };
    const after = auctionTradesIn([
      ...venue.send(consumer, 'massCancel', filter),
      ...venue.advance(0),
    ]);
    expect(stateOf(venue)).toBe(SERIES_STATE.OPEN);
    expect(after.at(-1)?.buyer).toBe(second);
    expect(after.at(-1)?.priceTicks).toBeLessThanOrEqual(99);
  });
});

describe('a snapshot', () => {
  it.each([
    ['while orders gather', 30_000],
    ['while it is cleared', 60_000],
  ])('taken %s goes on as the original does', (_when, ms) => {
    const { venue } = bigAuction();
    const command = new Command();
    command.kind = COMMAND_KIND.ADVANCE_TIME;
    command.body = {};
    venue.timeMs += ms;
    venue.apply(command);
    const isClearing = venue.core.state.series.get(1, S.auctionClearing);
    expect(isClearing).toBe(ms === 60_000 ? 1 : 0);
    const copy = new Core({ limits: { ...SMALL_LIMITS, ...BIG } });
    expect(importState(copy, exportState(venue.core))).toBeUndefined();
    for (const later of [0, 0, 40_000, 0, 0, 0, 0]) {
      venue.timeMs += later;
      const events = venue.apply(command);
      copy.events.clear();
      copy.apply(command);
      expect(readEvents(copy)).toEqual(events);
    }
    expect(stateOf(venue)).toBe(SERIES_STATE.OPEN);
    expect(stateParts(copy.state)).toEqual(stateParts(venue.core.state));
  });
});

const ORDERS = 620;
const BIG = { maxOrders: 8_192, maxObligations: 4_096 };

/** An auction of more trades than two commands may clear: many small buys, one large sale. */
function bigAuction(saleLots = ORDERS) {
  const venue = tradingVenue({}, BIG);
  setParameter(venue, 'max_order_share_ppm', 1_000_000);
  setParameter(venue, 'max_open_orders', 1_000);
  gather(venue, 60_000);
  const [consumer] = venue.consumers as [number];
  const [provider] = venue.providers as [number];
  const orderIds = Array.from({ length: ORDERS }, () => {
    const [accepted] = venue.order(consumer, { side: BUY, priceTicks: 110, lots: 1 });
    return (accepted as number[])[ORDER_ACCEPTED.orderId] as number;
  });
  const [sale] = venue.order(provider, { side: SELL, priceTicks: 95, lots: saleLots });
  const saleId = (sale as number[])[ORDER_ACCEPTED.orderId] as number;
  return { venue, orderIds, saleId, provider };
}

function codeOf(events: readonly number[][]): number | undefined {
  const refused = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
  return refused?.[ORDER_REFUSED.code] ?? result?.[COMMAND_RESULT.code];
}

/** Lots each account traded on a side. */
function boughtBy(
  venue: TradingVenue,
  trades: ReturnType<typeof auctionTradesIn>,
  side: number,
): number[] {
  const accounts = side === BUY ? venue.consumers : venue.providers;
  return accounts.map((account) =>
    trades
      .filter(({ buyer, seller }) => (side === BUY ? buyer : seller) === account)
      .reduce((sum, { lots }) => sum + lots, 0),
  );
}

/** Lots each account should have traded: best price first, then first come. */
function inPriority(
  venue: TradingVenue,
  orders: readonly Gathered[],
  side: number,
  cleared: Cleared | undefined,
): number[] {
  const sign = side === BUY ? -1 : 1;
  const queue = orders
    .filter((one) => one.side === side)
    .toSorted((a, b) => sign * (a.priceTicks - b.priceTicks));
  const traded = [0, 0];
  let left = cleared?.lots ?? 0;
  for (const one of queue) {
    const some = Math.min(left, one.lots);
    traded[one.who] = (traded[one.who] as number) + some;
    left -= some;
  }
  expect(left).toBe(0);
  return (side === BUY ? venue.consumers : venue.providers).map((_, i) => traded[i] as number);
}
