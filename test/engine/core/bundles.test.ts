// Catches a bundle that trades some of its legs, counts money or room twice over its legs, leaves a trace when it is
// refused, or happens twice. The random runs of the model compare bundles with the reference.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_ACCEPTED,
  TRADE,
} from '../../../src/engine/core/index.js';
import { type BundleLeg, FIELD_ID, ORDER_TYPE, SIDE } from '../../../src/values/index.js';
import { setParameter } from '../../support/auction.js';
import { type TradingVenue, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;

/** A venue with so many series in which a provider offers 10 lots at 100 and 10 at 105. */
function offering(seriesCount = 3): TradingVenue {
  const venue = tradingVenue();
  const [, seller] = venue.providers as [number, number];
  setParameter(venue, 'max_order_share_ppm', 1_000_000);
  for (let id = 1; id <= seriesCount; id += 1) {
    if (id > 1) {
      const windowStartMs = venue.timeMs - id * 60_000;
      venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId: 1, windowStartMs });
      venue.send(seller, 'mintRights', { seriesId: id, quantityLots: 100 });
    }
    for (const priceTicks of [100, 105]) {
      venue.order(seller, { seriesId: id, side: SELL, priceTicks, lots: 10 });
    }
  }
  return venue;
}

const leg = (seriesId: number, quantityLots: number, priceTicks = 105): BundleLeg => ({
  seriesId,
  side: BUY,
  priceTicks,
  quantityLots,
});

function place(venue: TradingVenue, legs: readonly BundleLeg[], clientRequestId?: number) {
  const [consumer] = venue.consumers as [number];
  const id = clientRequestId === undefined ? {} : { clientRequestId };
  const events = venue.send(consumer, 'placeBundle', { legs, ...id });
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) as number[];
  return {
    events,
    types: events.map(([type]) => type),
    code: result[COMMAND_RESULT.code],
    field: result[COMMAND_RESULT.field],
    affected: result[COMMAND_RESULT.affected],
    isDuplicate: result[COMMAND_RESULT.duplicate] === 1,
    lots: (seriesId: number): number =>
      events
        .filter((event) => event[0] === EVENT.TRADE && event[TRADE.series] === seriesId)
        .reduce((sum, event) => sum + (event[TRADE.lots] as number), 0),
  };
}

/** What a refused bundle must leave as it was. */
function traceOf(venue: TradingVenue): unknown {
  const { ledger, orders, sources } = venue.core.state;
  const [consumer] = venue.consumers as [number];
  const money = Object.values(BUCKET).map((bucket) =>
    ledger.balance(ledger.bucket(consumer, bucket)),
  );
  return { money, orders: orders.liveCount, room: sources.room };
}

describe('a bundle', () => {
  it('fills every leg, at its limit or better, under one id', () => {
    const venue = offering();
    const placed = place(venue, [leg(1, 3), leg(3, 15), leg(2, 10, 100)]);
    expect(placed).toMatchObject({ code: 0, affected: 3 });
    expect([1, 2, 3].map(placed.lots)).toEqual([3, 10, 15]);
    const accepted = placed.events.filter(([type]) => type === EVENT.ORDER_ACCEPTED);
    expect(accepted.map((event) => event[ORDER_ACCEPTED.series])).toEqual([1, 3, 2]);
    expect(new Set(accepted.map((event) => event[ORDER_ACCEPTED.clientId])).size).toBe(1);
    const { ledger } = venue.core.state;
    expect(ledger.balance(ledger.bucket(venue.consumers[0] as number, BUCKET.RESERVED))).toBe(0);
  });

  it.each<[string, readonly BundleLeg[], number, number]>([
    ['a leg the book cannot fill', [leg(1, 3), leg(2, 21)], CODE.FOK_UNFILLABLE, FIELD_ID.legs],
    [
      'a leg within its limit only in part',
      [leg(1, 3), leg(2, 11, 104)],
      CODE.FOK_UNFILLABLE,
      FIELD_ID.legs,
    ],
    ['a leg out of the collar', [leg(1, 3), leg(2, 3, 200)], CODE.COLLAR, FIELD_ID.price_ticks],
    ['a series there is not', [leg(1, 3), leg(9, 3)], CODE.UNKNOWN_SERIES, FIELD_ID.legs],
    ['one series twice', [leg(1, 3), leg(1, 3)], CODE.INVALID_FIELD, FIELD_ID.legs],
    ['no legs', [], CODE.INVALID_FIELD, FIELD_ID.legs],
    [
      'a side that is not its role',
      [leg(1, 3), { ...leg(2, 3), side: SELL }],
      CODE.PHASE,
      FIELD_ID.side,
    ],
  ])('is refused whole for %s', (_why, legs, code, field) => {
    const venue = offering();
    const before = traceOf(venue);
    const placed = place(venue, legs);
    expect(placed).toMatchObject({ code, field, types: [EVENT.COMMAND_RESULT] });
    expect(traceOf(venue)).toEqual(before);
  });

  it('needs the money of all legs together', () => {
    const venue = offering();
    const [consumer] = venue.consumers as [number];
    const available = venue.core.state.ledger.available(consumer);
    // One leg of ten at 105 with its fee of 1 % takes 10,605,000; two take more than what is left.
    venue.send(FIRST_OPERATOR_ACCOUNT, 'withdraw', {
      targetAccountId: consumer,
      amountMicroPat: available - 20_000_000,
    });
    expect(place(venue, [leg(1, 10), leg(2, 10)]).code).toBe(CODE.ESCROW_OR_PAT);
    expect(place(venue, [leg(1, 10)]).code).toBe(0);
  });

  it('does not touch a series in auction, nor trade out of a price band', () => {
    const venue = offering();
    const reason = 'test';
    place(venue, [leg(2, 1, 100)]);
    setParameter(venue, 'volatility_dynamic_ppm', 40_000);
    expect(place(venue, [leg(1, 1), leg(2, 15)]).code).toBe(CODE.FOK_UNFILLABLE);
    venue.send(FIRST_OPERATOR_ACCOUNT, 'haltSeries', { seriesId: 2, reason });
    venue.send(FIRST_OPERATOR_ACCOUNT, 'resumeSeries', { seriesId: 2, reason });
    expect(place(venue, [leg(1, 1), leg(2, 1)])).toMatchObject({
      code: CODE.AUCTION,
      field: FIELD_ID.legs,
    });
  });

  it('happens once', () => {
    const venue = offering();
    const first = place(venue, [leg(1, 3), leg(2, 3)], 77);
    const again = place(venue, [leg(1, 3), leg(2, 3)], 77);
    expect(first.isDuplicate).toBe(false);
    expect(again).toMatchObject({ code: 0, isDuplicate: true, types: [EVENT.COMMAND_RESULT] });
  });

  it('leaves nothing behind when there is no record for its last leg', () => {
    const venue = offering(3);
    const { orders } = venue.core.state;
    setParameter(venue, 'max_open_orders', 1_000);
    setParameter(venue, 'order_burst_count', 10_000);
    // The broker has no share of orders that could run out.
    for (let i = 0; orders.capacity - orders.liveCount > 2; i += 1) {
      expect(i).toBeLessThan(orders.capacity);
      venue.order(BROKER_ACCOUNT, { side: BUY, priceTicks: 90, lots: 1 });
    }
    const before = traceOf(venue);
    expect(place(venue, [leg(1, 3), leg(2, 3), leg(3, 3)]).code).toBe(CODE.CAPACITY_FULL);
    expect(traceOf(venue)).toEqual(before);
    expect(place(venue, [leg(1, 3), leg(2, 3)]).code).toBe(0);
  });

  it('is all or nothing, whatever its legs', () => {
    const legs = fc.uniqueArray(
      fc.record({
        seriesId: fc.integer({ min: 1, max: 4 }),
        side: fc.constant(BUY),
        priceTicks: fc.integer({ min: 98, max: 107 }),
        quantityLots: fc.integer({ min: 1, max: 24 }),
      }),
      { selector: ({ seriesId }) => seriesId, minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(legs, (some) => {
        const venue = offering(4);
        const there = (priceTicks: number): number =>
          [100, 105].filter((price) => price <= priceTicks).length * 10;
        const fits = some.every(
          ({ priceTicks, quantityLots }) => quantityLots <= there(priceTicks),
        );
        const placed = place(venue, some);
        expect(placed.code).toBe(fits ? 0 : CODE.FOK_UNFILLABLE);
        for (const { seriesId, quantityLots } of some) {
          expect(placed.lots(seriesId)).toBe(fits ? quantityLots : 0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is done before the orders it wakes enter', () => {
    const venue = offering(2);
    const [, second] = venue.consumers as [number, number];
    const stop = { orderType: ORDER_TYPE.STOP, triggerPriceTicks: 105 };
    venue.order(second, { side: BUY, priceTicks: 110, lots: 1, ...stop });
    const { events } = place(venue, [leg(1, 12), leg(2, 12)]);
    const told = events
      .filter(([type]) => type === EVENT.TRADE || type === EVENT.ORDER_TRIGGERED)
      .map((event) => (event[0] === EVENT.TRADE ? event[TRADE.series] : 'woken'));
    expect(told).toEqual([1, 1, 2, 2, 'woken', 1]);
  });
});
