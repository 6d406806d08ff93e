// Catches special orders that an auction treats otherwise than continuous trading would have it: hidden lots that do not
// count, groups that trade twice, stops that enter a series in auction, pegs that cross there; and, over random commands,
// anything that breaks an invariant.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brokenInvariants,
  EVENT,
  ORDER_CANCELED as OX,
  SERIES_FIELD as S,
} from '../../../../src/engine/core/index.js';
import { CANCEL_REASON, ORDER_TYPE, SERIES_STATE } from '../../../../src/values/index.js';
import {
  auctionTradesIn,
  clearingOf,
  gather,
  halt,
  resume,
  setParameter,
  stateOf,
} from '../../../support/auction.js';
import type { OrderFields } from '../../../support/venue.js';
import { BUY, idOf, Market, SELL } from './market.js';

const MINUTE_MS = 60_000;
const { OPEN } = SERIES_STATE;

function gathering(): Market {
  const m = new Market();
  gather(m.venue, MINUTE_MS);
  return m;
}

describe('in an auction', () => {
  it('what an iceberg hides counts for the price and trades', () => {
    const order = fc.record({
      side: fc.constantFrom(BUY, SELL),
      priceTicks: fc.integer({ min: 92, max: 108 }),
      lots: fc.integer({ min: 1, max: 40 }),
      peak: fc.constantFrom(0, 1, 3),
    });
    fc.assert(
      fc.property(fc.array(order, { minLength: 2, maxLength: 16 }), (orders) => {
        const m = gathering();
        for (const { side, priceTicks, lots, peak } of orders) {
          const more = { displayLots: Math.min(peak, lots) };
          if (side === BUY) m.buy(m.consumer, priceTicks, lots, more);
          else m.sell(m.provider, priceTicks, lots, more);
        }
        const wanted = clearingOf(orders, 100, 140);
        const trades = auctionTradesIn(m.venue.advance(MINUTE_MS));
        expect(trades.reduce((sum, { lots }) => sum + lots, 0)).toBe(wanted?.lots ?? 0);
        for (const { priceTicks } of trades) expect(priceTicks).toBe(wanted?.priceTicks);
        expect(stateOf(m.venue)).toBe(OPEN);
      }),
      { numRuns: 40 },
    );
  });

  it('of a group one trades and the other is cancelled', () => {
    const m = gathering();
    m.sell(m.provider, 95, 10);
    m.sell(m.rival, 96, 10);
    const clientId = m.venue.nextId(m.consumer);
    m.buy(m.consumer, 108, 4, { clientId });
    const second = idOf(m.buy(m.consumer, 107, 6, { ocoClientId: clientId }));
    const events = m.venue.advance(MINUTE_MS);
    expect(auctionTradesIn(events)).toMatchObject([{ buyer: m.consumer, lots: 4 }]);
    const canceled = events.filter(([type]) => type === EVENT.ORDER_CANCELED);
    expect(canceled.map((event) => [event[OX.orderId], event[OX.reason]])).toEqual([
      [second, CANCEL_REASON.ONE_CANCELS_OTHER],
    ]);
    expect(m.reserved(m.consumer)).toBe(0);
  });

  it('a stop waits, is woken by the price, and enters when the series is open', () => {
    const m = new Market();
    m.print(100);
    gather(m.venue, MINUTE_MS);
    const stop = { orderType: ORDER_TYPE.STOP, triggerPriceTicks: 103 };
    const id = idOf(m.buy(m.other, 110, 2, stop));
    m.sell(m.provider, 104, 5);
    m.buy(m.consumer, 104, 3);
    const events = m.venue.advance(MINUTE_MS);
    const order = events
      .map(([type]) => type)
      .filter((type) =>
        [EVENT.AUCTION_TRADE, EVENT.SERIES, EVENT.ORDER_TRIGGERED, EVENT.TRADE].some(
          (t) => t === type,
        ),
      );
    expect(order).toEqual([EVENT.AUCTION_TRADE, EVENT.SERIES, EVENT.ORDER_TRIGGERED, EVENT.TRADE]);
    expect(id).toBeGreaterThan(0);
  });

  it('a peg stays outside the other side, however the mark moves', () => {
    const m = gathering();
    m.sell(m.provider, 100, 5);
    m.buy(m.consumer, 110, 5, { orderType: ORDER_TYPE.PEGGED, pegOffsetTicks: -3 });
    m.mark(108);
    expect(m.venue.core.state.book.bestPriceTicks(1, 0)).toBe(99);
    expect(auctionTradesIn(m.venue.advance(MINUTE_MS))).toEqual([]);
    expect(stateOf(m.venue)).toBe(OPEN);
  });
});

interface Step {
  readonly kind: string;
  readonly side: number;
  readonly priceTicks: number;
  readonly lots: number;
  readonly type: number;
  readonly peak: number;
  readonly oco: number;
  readonly who: number;
}

/** What the type of an order asks for beside its price. */
function termsOf({ type, side, priceTicks, lots, peak }: Step): Partial<OrderFields> {
  switch (type) {
    case ORDER_TYPE.STOP:
    case ORDER_TYPE.STOP_LIMIT:
      return { triggerPriceTicks: priceTicks };
    case ORDER_TYPE.TRAILING_STOP:
      return { trailingOffsetTicks: 1 + (lots % 4) };
    case ORDER_TYPE.PEGGED:
      return { pegOffsetTicks: side === BUY ? -2 : 2 };
    default:
      return { displayLots: Math.min(peak, lots) };
  }
}

/** Places an order that may join the group of the account's last one. */
function place({ venue }: Market, one: Step, last: Map<number, number>): void {
  const { side, priceTicks, lots, type } = one;
  const account = (side === BUY ? venue.consumers : venue.providers)[one.who] as number;
  const clientId = venue.nextId(account);
  const ocoClientId = one.oco === 0 ? (last.get(account) ?? 0) : 0;
  const order = { side, priceTicks, lots, clientId, orderType: type, ocoClientId };
  venue.order(account, { ...order, ...termsOf(one) });
  last.set(account, clientId);
}

function play(m: Market, one: Step, last: Map<number, number>): void {
  const { venue } = m;
  switch (one.kind) {
    case 'mark':
      m.mark(one.priceTicks);
      return;
    case 'time':
      venue.advance(MINUTE_MS / 2);
      return;
    case 'halt':
      halt(venue);
      return;
    case 'resume':
      resume(venue);
      return;
    case 'cancel': {
      const filter = { seriesId: 1, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
      venue.send(venue.consumers[one.who] as number, 'massCancel', filter);
      return;
    }
    default:
      place(m, one, last);
  }
}

describe('random special orders', () => {
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom(
      ...['order', 'order', 'order', 'order', 'mark', 'time', 'halt', 'resume', 'cancel'],
    ),
    side: fc.constantFrom(BUY, SELL),
    priceTicks: fc.integer({ min: 90, max: 110 }),
    lots: fc.integer({ min: 1, max: 20 }),
    type: fc.constantFrom(
      ORDER_TYPE.LIMIT,
      ORDER_TYPE.LIMIT,
      ORDER_TYPE.STOP,
      ORDER_TYPE.STOP_LIMIT,
      ORDER_TYPE.TRAILING_STOP,
      ORDER_TYPE.PEGGED,
    ),
    peak: fc.constantFrom(0, 0, 1, 4),
    oco: fc.integer({ min: 0, max: 3 }),
    who: fc.integer({ min: 0, max: 1 }),
  });

  it('leave every invariant whole through auctions, halts and interruptions', () => {
    let auctions = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 80 }), (steps) => {
        const m = new Market();
        const { venue } = m;
        m.print(100);
        setParameter(venue, 'auction_resume_ms', MINUTE_MS);
        setParameter(venue, 'volatility_dynamic_ppm', 30_000);
        setParameter(venue, 'volatility_auction_ms', MINUTE_MS);
        const last = new Map<number, number>();
        for (const one of steps) play(m, one, last);
        if (stateOf(venue) === SERIES_STATE.HALTED) resume(venue);
        for (let i = 0; i < 4; i += 1) venue.advance(2 * MINUTE_MS);
        expect(stateOf(venue)).toBe(OPEN);
        expect(brokenInvariants(venue.core)).toEqual([]);
        if (venue.core.state.series.get(1, S.lastAuctionTicks) !== 0) auctions += 1;
      }),
      { numRuns: 40 },
    );
    expect(auctions).toBeGreaterThan(0);
  });
});
