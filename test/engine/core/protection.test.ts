/**
 * Catches a maker's protection that lets more than its limits through, pulls too little or somebody else's orders, lets
 * quotes in before the maker looked, forgets that it tripped, or counts what it should not.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
  ORDER_CANCELED,
  ORDER_REFUSED,
  PROTECTION,
  QUOTE_RESULT,
  TRADE,
} from '../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  type ColdBodies,
  ORDER_TYPE,
  PROTECTION_CHANGE,
  PROTECTION_LIMIT,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { DAY_MS, SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const { BUY, SELL } = SIDE;
const { SET, REMOVED, TRIPPED, RESET } = PROTECTION_CHANGE;
const TICK = 10_000;
const MINUTE_MS = 60_000;
const NONE = { targetAccountId: 0, maxFills: 0, maxQuantityLots: 0, maxDeltaMicroPat: 0 };

interface Scene {
  readonly venue: TradingVenue;
  readonly consumer: number;
  readonly maker: number;
  readonly other: number;
}

function scene(): Scene {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const [maker = 0, other = 0] = venue.providers;
  return { venue, consumer, maker, other };
}

type Limits = Partial<Omit<ColdBodies['setProtection'], 'clientRequestId'>>;

const protect = ({ venue }: Scene, account: number, limits: Limits, author = account): number =>
  resultOf(venue.send(author, 'setProtection', { ...NONE, windowMs: MINUTE_MS, ...limits }));

const reset = ({ venue }: Scene, account: number, targetAccountId = 0) =>
  venue.send(account, 'resetProtection', { targetAccountId });

const resultOf = (events: number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

/** What became of protections, by the names of its fields. */
const told = (events: number[][]) =>
  events
    .filter(([type]) => type === EVENT.PROTECTION)
    .map((e) => ({
      account: e[PROTECTION.account],
      change: e[PROTECTION.change],
      limit: e[PROTECTION.limit],
      fills: e[PROTECTION.fills],
      lots: e[PROTECTION.lots],
      delta: e[PROTECTION.deltaMicroPat],
      canceled: e[PROTECTION.canceled],
    }));

const sell = ({ venue, maker }: Scene, priceTicks: number, lots: number, account = maker) =>
  venue.order(account, { side: SELL, priceTicks, lots });
const buy = ({ venue, consumer }: Scene, priceTicks: number, lots: number) =>
  venue.order(consumer, { side: BUY, priceTicks, lots, timeInForce: TIME_IN_FORCE.IOC });
const refused = (events: number[][]): number =>
  events.find(([type]) => type === EVENT.ORDER_REFUSED)?.[ORDER_REFUSED.code] ?? 0;
const open = ({ venue }: Scene, account: number): number =>
  venue.core.state.accounts.get(account, ACCOUNT_FIELD.openOrders);

function quote({ venue }: Scene, seriesId = 1): number {
  const levels = (prices: readonly number[]) =>
    prices.map((priceTicks) => ({ priceTicks, quantityLots: 3 }));
  const events = venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        seriesId,
        bids: levels([99, 98, 97]),
        asks: [],
        validUntilMs: venue.timeMs + DAY_MS,
        factors: null,
      },
    ],
  });
  return events.find(([type]) => type === EVENT.QUOTE_RESULT)?.[QUOTE_RESULT.code] ?? -1;
}

describe.each([
  ['fills', { maxFills: 2 }, PROTECTION_LIMIT.FILLS],
  ['lots', { maxQuantityLots: 9 }, PROTECTION_LIMIT.QUANTITY],
  ['value to one side', { maxDeltaMicroPat: 10 * 100 * TICK }, PROTECTION_LIMIT.DELTA],
] as const)('a limit of %s', (_name, limits, limit) => {
  test('is met exactly, and passed by the next fill, which pulls everything the maker has', () => {
    const one = scene();
    expect(protect(one, one.maker, limits)).toBe(0);
    for (const priceTicks of [100, 101, 102, 103]) sell(one, priceTicks, 5);
    sell(one, 101, 5, one.other);
    const met = [...buy(one, 100, 4), ...buy(one, 100, 1)];
    expect(told(met)).toEqual([]);
    expect(open(one, one.maker)).toBe(3);
    const events = buy(one, 101, 6);
    const expected = { account: one.maker, change: TRIPPED, limit, fills: 3, canceled: 2 };
    expect(told(events)).toEqual([{ ...expected, lots: 10, delta: -(5 * 100 + 5 * 101) * TICK }]);
    const ended = events.filter(([type]) => type === EVENT.ORDER_CANCELED);
    expect(ended.map((event) => event[ORDER_CANCELED.reason])).toEqual([
      ...Array<number>(2).fill(CANCEL_REASON.PROTECTED),
    ]);
    expect([open(one, one.maker), open(one, one.other)]).toEqual([0, 1]);
  });

  test('lets nothing in that could rest until it is reset, by the maker or an operator', () => {
    for (const resetter of ['maker', 'operator'] as const) {
      const one = scene();
      protect(one, one.maker, limits);
      sell(one, 100, 20);
      buy(one, 100, 6);
      buy(one, 100, 2);
      expect(told(buy(one, 100, 6))).toHaveLength(1);
      expect(refused(sell(one, 100, 1))).toBe(CODE.PROTECTED);
      const stop = { orderType: ORDER_TYPE.STOP_LIMIT, triggerPriceTicks: 90, priceTicks: 90 };
      const asked = one.venue.order(one.maker, { side: SELL, lots: 1, ...stop });
      expect(refused(asked)).toBe(CODE.PROTECTED);
      // What trades at once is no quote.
      const now = { side: SELL, priceTicks: 100, lots: 1, timeInForce: TIME_IN_FORCE.IOC };
      expect(refused(one.venue.order(one.maker, now))).toBe(0);
      one.venue.timeMs += DAY_MS;
      expect(refused(sell(one, 100, 1))).toBe(CODE.PROTECTED);
      expect(protect(one, one.maker, { windowMs: 0 })).toBe(CODE.PROTECTED);
      // Other limits do not say that anybody looked.
      expect(protect(one, one.maker, { maxFills: 100 })).toBe(0);
      expect(refused(sell(one, 100, 1))).toBe(CODE.PROTECTED);
      const isMaker = resetter === 'maker';
      const events = isMaker ? reset(one, one.maker) : reset(one, OPERATOR, one.maker);
      expect(told(events)).toMatchObject([{ account: one.maker, change: RESET, limit }]);
      expect(refused(sell(one, 100, 1))).toBe(0);
      expect(told(buy(one, 100, 1))).toEqual([]);
    }
  });
});

test('one order that takes several levels is through before the rest is pulled', () => {
  const one = scene();
  protect(one, one.maker, { maxQuantityLots: 3 });
  for (const priceTicks of [100, 101, 102, 103]) sell(one, priceTicks, 5);
  // It was matched as one; only what comes after it is kept out.
  const events = buy(one, 102, 15);
  expect(told(events)).toMatchObject([{ fills: 1, lots: 5, canceled: 1 }]);
  expect(open(one, one.maker)).toBe(0);
});

test("the broker's quote of every series goes, and comes back after a reset", () => {
  const one = scene();
  const { venue, maker } = one;
  venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: venue.timeMs - MINUTE_MS });
  expect(protect(one, BROKER_ACCOUNT, { maxFills: 1 })).toBe(0);
  expect([quote(one, 1), quote(one, 2)]).toEqual([0, 0]);
  venue.order(maker, { side: SELL, priceTicks: 99, lots: 1 });
  expect(open(one, BROKER_ACCOUNT)).toBe(6);
  const events = venue.order(maker, { side: SELL, priceTicks: 99, lots: 1 });
  expect(told(events)).toMatchObject([{ account: BROKER_ACCOUNT, change: TRIPPED, canceled: 6 }]);
  expect(open(one, BROKER_ACCOUNT)).toBe(0);
  expect([quote(one, 1), quote(one, 2)]).toEqual([CODE.PROTECTED, CODE.PROTECTED]);
  reset(one, BROKER_ACCOUNT);
  expect([quote(one, 1), quote(one, 2)]).toEqual([0, 0]);
});

test('taking counts nothing, and buys weigh against sells', () => {
  const one = scene();
  protect(one, BROKER_ACCOUNT, { maxDeltaMicroPat: 3 * 99 * TICK });
  protect(one, one.consumer, { maxFills: 1 });
  for (let i = 0; i < 3; i += 1) {
    expect(quote(one)).toBe(0);
    one.venue.order(one.maker, { side: SELL, priceTicks: 99, lots: 3 });
    const lots = 3;
    const ask = [{ priceTicks: 101, quantityLots: lots }];
    const terms = { seriesId: 1, bids: [], asks: ask, factors: null };
    const quotes = [{ ...terms, validUntilMs: one.venue.timeMs + DAY_MS }];
    one.venue.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence: 0, quotes });
    expect(told(buy(one, 101, lots))).toEqual([]);
  }
  expect(one.venue.core.state.accounts.isTripped(BROKER_ACCOUNT)).toBe(false);
  expect(one.venue.core.state.accounts.isTripped(one.consumer)).toBe(false);
});

test('a fill counts for the window, and at most a sixteenth of it longer', () => {
  const windowMs = 16_000;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.nat({ max: 20_000 }), (waitMs, atMs) => {
      const one = scene();
      one.venue.timeMs += atMs;
      protect(one, one.maker, { windowMs, maxFills: 1 });
      sell(one, 100, 10);
      buy(one, 100, 1);
      one.venue.timeMs += waitMs;
      const hasTripped = told(buy(one, 100, 1)).length > 0;
      if (waitMs <= windowMs) expect(hasTripped).toBe(true);
      if (waitMs >= windowMs + windowMs / 16) expect(hasTripped).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('a core that was restored counts on, and is tripped if it was', () => {
  const one = scene();
  const { venue } = one;
  protect(one, one.maker, { maxFills: 2 });
  sell(one, 100, 10);
  buy(one, 100, 1);
  const restore = (): void => {
    const copy = new Core({ limits: SMALL_LIMITS });
    expect(importState(copy, exportState(venue.core))).toBeUndefined();
    Object.assign(venue, { core: copy });
  };
  restore();
  buy(one, 100, 1);
  expect(told(buy(one, 100, 1))).toMatchObject([{ change: TRIPPED, fills: 3 }]);
  restore();
  expect(refused(sell(one, 100, 1))).toBe(CODE.PROTECTED);
  expect(told(reset(one, one.maker))).toMatchObject([{ change: RESET, fills: 3 }]);
});

describe('what is asked wrongly is refused and changes nothing', () => {
  test.each([
    [{ windowMs: -1, maxFills: 1 }],
    [{ windowMs: DAY_MS + 1, maxFills: 1 }],
    [{ windowMs: 0, maxFills: 1 }],
    [{ windowMs: MINUTE_MS }],
    [{ maxFills: -1 }],
    [{ maxFills: 1, maxQuantityLots: -1 }],
    [{ maxFills: 1, maxDeltaMicroPat: -1 }],
  ])('limits of %j', (limits) => {
    const one = scene();
    protect(one, one.maker, { maxFills: 1 });
    const before = JSON.stringify(
      exportState(one.venue.core)
        .map(({ bytes }) => [...bytes])
        .at(-2),
    );
    expect(protect(one, one.maker, limits)).toBe(CODE.INVALID_FIELD);
    const after = JSON.stringify(
      exportState(one.venue.core)
        .map(({ bytes }) => [...bytes])
        .at(-2),
    );
    expect(after).toBe(before);
  });

  test('by who may not, or for who cannot trade', () => {
    const one = scene();
    const { maker, other, consumer } = one;
    expect(protect(one, maker, { maxFills: 1, targetAccountId: other })).toBe(CODE.ROLE);
    expect(protect(one, OPERATOR, { maxFills: 1 })).toBe(CODE.ROLE);
    expect(protect(one, OPERATOR, { maxFills: 1, targetAccountId: 99 })).toBe(CODE.UNKNOWN_ACCOUNT);
    expect(protect(one, OPERATOR, { maxFills: 1, targetAccountId: maker })).toBe(0);
    expect(resultOf(reset(one, consumer, maker))).toBe(CODE.ROLE);
    expect(told(reset(one, maker))).toEqual([]);
  });
});

test('an end is told once, frees its row, and the next maker begins at nothing', () => {
  const one = scene();
  const { venue, maker, other } = one;
  const limits = { ...NONE, windowMs: MINUTE_MS, maxFills: 1 };
  expect(told(venue.send(maker, 'setProtection', limits))).toMatchObject([{ change: SET }]);
  sell(one, 100, 10);
  buy(one, 100, 1);
  const end = { ...NONE, windowMs: 0 };
  const ended = venue.send(maker, 'setProtection', end);
  expect(told(ended)).toMatchObject([{ change: REMOVED, fills: 1, lots: 1 }]);
  expect(told(venue.send(maker, 'setProtection', end))).toEqual([]);
  expect(told(venue.send(other, 'setProtection', limits))).toMatchObject([{ fills: 0, lots: 0 }]);
  expect(venue.core.state.protections.highWater).toBe(1);
  for (let i = 0; i < 3; i += 1) expect(told(buy(one, 100, 1))).toEqual([]);
});

describe('each order that takes is through before the next one comes', () => {
  test('also when both were woken by one trade: the second does not meet whom the first tripped', () => {
    const all = scene();
    const { venue, consumer, maker, other } = all;
    const [, another = 0] = venue.consumers;
    protect(all, maker, { maxQuantityLots: 1 });
    venue.order(other, { side: SELL, priceTicks: 100, lots: 1 });
    const stop = { orderType: ORDER_TYPE.STOP, timeInForce: TIME_IN_FORCE.IOC };
    for (let i = 0; i < 10; i += 1) venue.order(maker, { side: SELL, priceTicks: 101, lots: 2 });
    for (let i = 0; i < 10; i += 1) {
      const terms = { ...stop, triggerPriceTicks: 100 };
      venue.order(consumer, { side: BUY, priceTicks: 105, lots: 2, ...terms });
    }
    const events = venue.order(another, { side: BUY, priceTicks: 100, lots: 1 });
    const hits = events.filter((e) => e[0] === EVENT.TRADE && e[TRADE.makerAccount] === maker);
    expect(hits).toHaveLength(1);
  });

  test('also when both are levels of one quote', () => {
    const all = scene();
    const { venue, maker } = all;
    protect(all, maker, { maxFills: 1 });
    for (let i = 0; i < 20; i += 1) venue.order(maker, { side: SELL, priceTicks: 90, lots: 2 });
    const bids = [100, 99, 98, 97, 96].map((priceTicks) => ({ priceTicks, quantityLots: 4 }));
    const until = venue.timeMs + 1_000;
    const events = venue.send(BROKER_ACCOUNT, 'massQuote', {
      basedOnSequence: 0,
      quotes: [{ seriesId: 1, bids, asks: [], validUntilMs: until, factors: null }],
    });
    const takers = events
      .filter(([type]) => type === EVENT.TRADE)
      .map((e) => e[TRADE.takerOrderId]);
    expect([takers.length, new Set(takers).size]).toEqual([2, 1]);
    expect(venue.core.state.book.bestPriceTicks(1, 1)).toBe(0);
  });
});

describe('a trade that is busted', () => {
  const bust = ({ venue }: Scene, tradeId: number) =>
    venue.send(OPERATOR, 'bustTrade', { seriesId: 1, tradeId, reason: 'test' });

  test('counts no more for its maker: the next fill is within the limit', () => {
    const one = scene();
    protect(one, one.maker, { maxFills: 2, maxQuantityLots: 9 });
    for (const priceTicks of [100, 101]) sell(one, priceTicks, 5);
    buy(one, 100, 4);
    expect(resultOf(bust(one, 1))).toBe(0);
    buy(one, 100, 1);
    expect(told(buy(one, 101, 5))).toEqual([]);
    sell(one, 100, 5);
    const [tripped] = told(buy(one, 100, 5));
    expect(tripped).toMatchObject({ change: TRIPPED, fills: 3, lots: 11 });
    expect(tripped?.delta).toBe(-(100 + 5 * 101 + 5 * 100) * TICK);
  });

  test('stays counted once it tripped, and is not taken from what is counted after a reset', () => {
    const one = scene();
    protect(one, one.maker, { maxQuantityLots: 4 });
    sell(one, 100, 5);
    expect(told(buy(one, 100, 5))).toMatchObject([{ change: TRIPPED, lots: 5 }]);
    expect(resultOf(bust(one, 1))).toBe(0);
    expect(told(reset(one, one.maker))).toMatchObject([{ change: RESET, lots: 5 }]);
    sell(one, 100, 9);
    buy(one, 100, 4);
    expect(told(buy(one, 100, 1))).toMatchObject([{ change: TRIPPED, lots: 5 }]);
  });

  test('of before the protection was set is not taken from it, nor one of before its window', () => {
    const one = scene();
    sell(one, 100, 50);
    buy(one, 100, 3);
    protect(one, one.maker, { maxQuantityLots: 4 });
    buy(one, 100, 4);
    expect(resultOf(bust(one, 1))).toBe(0);
    one.venue.timeMs += 2 * MINUTE_MS;
    buy(one, 100, 4);
    expect(resultOf(bust(one, 2))).toBe(0);
    expect(told(buy(one, 100, 1))).toMatchObject([{ change: TRIPPED, fills: 2, lots: 5 }]);
  });
});
