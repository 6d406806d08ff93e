/**
 * Catches an order that lives longer or shorter than it was told to, an immediate one that rests, a fill-or-kill that
 * fills in part, and terms that contradict each other and are taken.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_FIELD,
  BUCKET,
  CODE,
  EVENT,
  ORDER_CANCELED,
  ORDER_REFUSED,
  TRADE,
} from '../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  FIELD_ID,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { DAY_MS, type OrderFields, START_MS, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const { LIMIT, MARKET } = ORDER_TYPE;
const { GTC, DAY, GTD, IOC, FOK } = TIME_IN_FORCE;
const WINDOW_MS = 7 * DAY_MS;

function scene() {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const { accounts, ledger } = venue.core.state;
  return {
    venue,
    consumer,
    buy: (fields: Partial<OrderFields>) =>
      venue.order(consumer, { side: BUY, priceTicks: 100, lots: 5, ...fields }),
    offer: (priceTicks: number, lots: number) =>
      venue.order(provider, { side: SELL, priceTicks, lots }),
    openOrders: () => accounts.get(consumer, ACCOUNT_FIELD.openOrders),
    reserved: () => ledger.balance(ledger.bucket(consumer, BUCKET.RESERVED)),
  };
}

const cancelsIn = (events: number[][]) =>
  events
    .filter(([type]) => type === EVENT.ORDER_CANCELED)
    .map((event) => ({ reason: event[ORDER_CANCELED.reason], lots: event[ORDER_CANCELED.lots] }));

const tradedIn = (events: number[][]): number =>
  events
    .filter(([type]) => type === EVENT.TRADE)
    .reduce((sum, event) => sum + (event[TRADE.lots] as number), 0);

describe('an order that may rest', () => {
  test.each([
    ['GTC', GTC, CANCEL_REASON.SERIES_CLOSED],
    ['DAY', DAY, CANCEL_REASON.EXPIRED],
  ] as const)(
    '%s lives to the end of the series, and ends with it',
    (_name, timeInForce, reason) => {
      const { venue, buy, openOrders, reserved } = scene();
      buy({ timeInForce });
      venue.advance(WINDOW_MS - 1);
      expect(openOrders()).toBe(1);
      expect(cancelsIn(venue.advance(1))).toEqual([{ reason, lots: 5 }]);
      expect([openOrders(), reserved()]).toEqual([0, 0]);
    },
  );

  test('GTD lives to its time, whatever traded before, and an ended one does not end again', () => {
    const { venue, consumer, buy, offer, openOrders, reserved } = scene();
    const expireTimeMs = START_MS + 60_000;
    buy({ timeInForce: GTD, expireTimeMs });
    const ended = buy({ timeInForce: GTD, expireTimeMs, priceTicks: 99 })[0]?.[3] as number;
    offer(100, 2);
    venue.cancel(consumer, ended);
    expect(cancelsIn(venue.advance(59_999))).toEqual([]);
    expect(openOrders()).toBe(1);
    const { EXPIRED: reason } = CANCEL_REASON;
    expect(cancelsIn(venue.advance(1))).toEqual([{ reason, lots: 3 }]);
    expect([openOrders(), reserved()]).toEqual([0, 0]);
  });

  test('GTD keeps its time when it is amended', () => {
    const { venue, consumer, buy, openOrders } = scene();
    const events = buy({ timeInForce: GTD, expireTimeMs: START_MS + 60_000 });
    venue.amend(consumer, events[0]?.[3] as number, 98, 7);
    venue.advance(59_999);
    expect(openOrders()).toBe(1);
    const { EXPIRED: reason } = CANCEL_REASON;
    expect(cancelsIn(venue.advance(1))).toEqual([{ reason, lots: 7 }]);
  });
});

describe('an immediate order', () => {
  test.each([
    ['limit', LIMIT],
    ['market', MARKET],
  ])('IOC, %s: trades what its price reaches and never rests', (_name, orderType) => {
    const { buy, offer, openOrders, reserved } = scene();
    offer(99, 2);
    offer(100, 1);
    offer(101, 9);
    const events = buy({ timeInForce: IOC, orderType });
    expect(tradedIn(events)).toBe(3);
    expect(cancelsIn(events)).toEqual([{ reason: CANCEL_REASON.IMMEDIATE_REST, lots: 2 }]);
    expect([openOrders(), reserved()]).toEqual([0, 0]);
  });

  test('IOC that meets nobody is accepted, and ends whole', () => {
    const { buy, openOrders, reserved } = scene();
    const events = buy({ timeInForce: IOC });
    expect(events[0]?.[0]).toBe(EVENT.ORDER_ACCEPTED);
    expect(cancelsIn(events)).toEqual([{ reason: CANCEL_REASON.IMMEDIATE_REST, lots: 5 }]);
    expect([openOrders(), reserved()]).toEqual([0, 0]);
  });

  test('FOK trades whole or is refused and leaves the book as it was', () => {
    const offers = fc.array(
      fc.record({ away: fc.integer({ min: -2, max: 2 }), lots: fc.integer({ min: 1, max: 4 }) }),
      { maxLength: 5 },
    );
    const orderType = fc.constantFrom(LIMIT, MARKET);
    fc.assert(
      fc.property(offers, fc.integer({ min: 1, max: 12 }), orderType, (book, lots, type) => {
        const { venue, buy, offer, openOrders, reserved } = scene();
        for (const { away, lots: some } of book) offer(100 + away, some);
        const within = book
          .filter(({ away }) => away <= 0)
          .reduce((sum, { lots: some }) => sum + some, 0);
        const [provider = 0] = venue.providers;
        const resting = venue.core.state.accounts.get(provider, ACCOUNT_FIELD.openOrders);
        const events = buy({ timeInForce: FOK, lots, orderType: type });
        if (within >= lots) expect(tradedIn(events)).toBe(lots);
        else {
          expect(events).toHaveLength(1);
          expect(events[0]?.[ORDER_REFUSED.code]).toBe(CODE.FOK_UNFILLABLE);
          expect(venue.core.state.accounts.get(provider, ACCOUNT_FIELD.openOrders)).toBe(resting);
        }
        expect([openOrders(), reserved()]).toEqual([0, 0]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('terms that contradict each other', () => {
  test.each([
    ['a market order that rests', { orderType: MARKET, timeInForce: GTC }, FIELD_ID.time_in_force],
    ['a market order for a day', { orderType: MARKET, timeInForce: DAY }, FIELD_ID.time_in_force],
    ['post-only at once', { timeInForce: IOC, postOnly: true }, FIELD_ID.post_only],
    ['post-only, all at once', { timeInForce: FOK, postOnly: true }, FIELD_ID.post_only],
    ['no time for GTD', { timeInForce: GTD }, FIELD_ID.expire_time_ns],
    ['now for GTD', { timeInForce: GTD, expireTimeMs: START_MS }, FIELD_ID.expire_time_ns],
    ['a time for GTC', { timeInForce: GTC, expireTimeMs: START_MS + 1 }, FIELD_ID.expire_time_ns],
    ['a time for IOC', { timeInForce: IOC, expireTimeMs: START_MS + 1 }, FIELD_ID.expire_time_ns],
    ['no such time in force', { timeInForce: 9 }, FIELD_ID.time_in_force],
    ['no such side', { side: 3 }, FIELD_ID.side],
  ])('%s: refused, and the field named', (_name, fields, field) => {
    const { buy, openOrders, reserved } = scene();
    const [event = []] = buy(fields);
    expect(event[0]).toBe(EVENT.ORDER_REFUSED);
    expect(event[ORDER_REFUSED.code]).toBe(CODE.INVALID_FIELD);
    expect(event[ORDER_REFUSED.field]).toBe(field);
    expect([openOrders(), reserved()]).toEqual([0, 0]);
  });
});

test('post-only rests beside the other side and is refused where it would trade', () => {
  const { buy, offer, openOrders } = scene();
  offer(100, 1);
  const [refused = []] = buy({ postOnly: true });
  expect(refused[ORDER_REFUSED.code]).toBe(CODE.WOULD_CROSS);
  expect(openOrders()).toBe(0);
  const [accepted = []] = buy({ postOnly: true, priceTicks: 99 });
  expect(accepted[0]).toBe(EVENT.ORDER_ACCEPTED);
  expect(openOrders()).toBe(1);
});
