/**
 * Catches a command that finds a store full and has changed something by then, a store that can be filled for good, and
 * one that is refused while there is room. Every store is made small, filled, and asked for one more.
 *
 * What a refusal may change: the sequence, the sender's private sequence and rate credit, and the outcome of the client
 * id. Every other byte of the state has to stay.
 */
import { describe, expect, test, vi } from 'vitest';
import {
  ACCOUNT_FIELD,
  ACCOUNT_WORDS,
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  type Core,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_CANCELED,
  ORDER_REFUSED,
  SERIES_FIELD,
} from '../../../src/engine/core/index.js';
import { TIMER } from '../../../src/engine/core/kernel/timers.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CANCEL_REASON,
  ENTITLEMENT_ORIGIN,
  KEY_SCOPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { approveWaiting } from '../../support/approvals.js';
import {
  DAY_MS,
  RULES,
  type SMALL_LIMITS,
  START_MS,
  type TradingVenue,
  tradingVenue,
} from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const SPACE = 2 ** 48;
/** The least a limit may be. */
const FEW = 16;
const STEPS_MAX = 100;
/** Where pages without orders are kept: one may have been made, or given up for another, before an order is refused. */
const IDLE_PAGES = ['book.ladders', 'book.nodes'];

/** Parameters that would refuse before the store does. */
const RAISED = {
  max_order_share_ppm: 1_000_000_000_000,
  collar_cap_ppm: 1_000_000_000,
  collar_buy_ppm: 1_000_000_000,
  collar_floor_ppm: 0,
  collar_sell_ppm: 0,
  broker_series_exposure_ppm: 1_000_000_000,
  broker_window_exposure_ppm: 1_000_000_000,
  broker_segment_exposure_ppm: 1_000_000_000,
};

function raised(limits: Partial<typeof SMALL_LIMITS>): TradingVenue {
  const venue = tradingVenue({ referencePriceTicks: 1_000 }, limits);
  for (const [name, value] of Object.entries(RAISED)) {
    const body = { name, target: '', value, expectedVersion: 0, reason: 'test', unset: false };
    venue.send(OPERATOR, 'setParameter', body);
  }
  approveWaiting(venue);
  forgetShares(venue);
  return venue;
}

/** One account fills a store here, which its share would not let it: that is tried in test/threats. */
function forgetShares({ core }: TradingVenue): void {
  const { sources, deliveries, entitlements } = core.state;
  vi.spyOn(sources, 'problem').mockReturnValue(0);
  vi.spyOn(deliveries, 'problem').mockImplementation((_, more) =>
    deliveries.room < more ? CODE.CAPACITY_FULL : 0,
  );
  vi.spyOn(entitlements, 'problem').mockImplementation((_, more, nowMs) =>
    entitlements.hasRoom(more, nowMs) ? 0 : CODE.CAPACITY_FULL,
  );
}

/** The code a command was answered with; 0 when it was done. */
function codeOf(events: number[][]): number {
  for (const event of events) {
    if (event[0] === EVENT.ORDER_REFUSED) return event[ORDER_REFUSED.code] as number;
    if (event[0] === EVENT.COMMAND_RESULT) return event[COMMAND_RESULT.code] as number;
    if (event[0] === EVENT.QUOTE_RESULT && event[4] !== 0) return event[4] as number;
  }
  return 0;
}

/** The state without what a refused command may change. */
function kept(core: Core): Map<string, string> {
  const parts = new Map<string, string>();
  for (const { name, bytes } of exportState(core)) {
    if (name === 'clock' || name.startsWith('outcomes')) continue;
    if (name === 'accounts') blank(bytes);
    parts.set(name, Buffer.from(bytes).toString('base64'));
  }
  return parts;
}

function blank(accounts: Uint8Array): void {
  const f = new Float64Array(accounts.buffer, accounts.byteOffset, accounts.byteLength / 8);
  const { sequence, rateMilliCredits, rateTimeMs } = ACCOUNT_FIELD;
  for (let at = 0; at < f.length; at += ACCOUNT_WORDS) {
    for (const field of [sequence, rateMilliCredits, rateTimeMs]) f[at + field] = 0;
  }
}

/** Exercises rights and accepts what comes of them: their entries are free. */
function deliver(venue: TradingVenue, consumer: number, lots: number): void {
  const events = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: lots });
  expect(codeOf(events)).toBe(0);
  for (const [type, , , , , deliveryId = 0] of events) {
    if (type !== EVENT.DELIVERY) continue;
    const body = { deliveryId, signature: new Uint8Array(64), keyId: 1 };
    expect(codeOf(venue.send(consumer, 'acceptDelivery', body))).toBe(0);
  }
}

/** Sends until the store is full; returns how many were taken. */
function count(send: (i: number) => number[][]): number {
  for (let i = 0; i < STEPS_MAX; i += 1) {
    const code = codeOf(send(i));
    if (code === 0) continue;
    expect(code).toBe(CODE.CAPACITY_FULL);
    return i;
  }
  throw new Error(`not full after ${STEPS_MAX}`);
}

/** The same; what is refused may have changed nothing but the parts that are named. */
function fill(
  venue: TradingVenue,
  send: (i: number) => number[][],
  mayChange: readonly string[] = [],
): number {
  let before = kept(venue.core);
  const taken = count((i) => {
    before = kept(venue.core);
    return send(i);
  });
  const after = kept(venue.core);
  const changed = [...after.keys()].filter((name) => before.get(name) !== after.get(name));
  expect(changed.filter((name) => !mayChange.includes(name))).toEqual([]);
  return taken;
}

const openAccount = (venue: TradingVenue, role: number = ACCOUNT_ROLE.CONSUMER): number => {
  const body = {
    role,
    accountClass: ACCOUNT_CLASS.INSTITUTION,
    firmGroup: 0,
    publicKey: new Uint8Array(0),
    scopes: [],
    name: 'one more',
  };
  expect(codeOf(venue.send(OPERATOR, 'openAccount', body))).toBe(0);
  const id = venue.core.state.accounts.count;
  venue.send(OPERATOR, 'deposit', { targetAccountId: id, amountMicroPat: 100_000_000_000 });
  return id;
};

/** Accounts that have ordered once, so that a refusal changes no more of them than of others. */
const openBuyers = (venue: TradingVenue, count: number): number[] =>
  Array.from({ length: count }, () => {
    const id = openAccount(venue);
    const terms = { side: BUY, priceTicks: 1, lots: 1, timeInForce: TIME_IN_FORCE.IOC };
    expect(codeOf(venue.order(id, terms))).toBe(0);
    return id;
  });

const quote = (venue: TradingVenue, bids: number[], asks: number[]) =>
  venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        seriesId: 1,
        bids: bids.map((priceTicks) => ({ priceTicks, quantityLots: 1 })),
        asks: asks.map((priceTicks) => ({ priceTicks, quantityLots: 1 })),
        validUntilMs: venue.timeMs + DAY_MS,
        factors: null,
      },
    ],
  });

describe('a full store of', () => {
  test('orders refuses the next order and the next quote, until one is cancelled', () => {
    const venue = raised({ maxOrders: FEW });
    // One each: nobody has its share.
    const accounts = openBuyers(venue, FEW + 1);
    const order = (i: number) =>
      venue.order(accounts[i] as number, { side: BUY, priceTicks: 900 + i, lots: 1 });
    expect(fill(venue, order)).toBe(FEW);
    expect(fill(venue, () => quote(venue, [800], []))).toBe(0);
    const immediate = { side: BUY, priceTicks: 900, lots: 1, timeInForce: TIME_IN_FORCE.IOC };
    expect(fill(venue, () => venue.order(accounts[1] as number, immediate))).toBe(0);
    const [first = 0] = accounts;
    venue.cancel(first, venue.core.state.orders.idOf(1));
    expect(codeOf(order(0))).toBe(0);
    expect(fill(venue, () => order(FEW))).toBe(0);
  });

  test('price pages refuses an order at a price far from others, until a page is free', () => {
    const venue = raised({ maxPricePages: FEW });
    // The broker has no share of them.
    const broker = BROKER_ACCOUNT;
    const ids: number[] = [];
    const order = (i: number) => {
      const events = venue.order(broker, { side: BUY, priceTicks: 1 + i * 5_000, lots: 1 });
      ids.push(events[0]?.[3] as number);
      return events;
    };
    const taken = fill(venue, order, IDLE_PAGES);
    expect(taken).toBeGreaterThan(2);
    // A price that is there needs no page; an amend to a far one does.
    expect(codeOf(venue.order(broker, { side: BUY, priceTicks: 1, lots: 1 }))).toBe(0);
    const resting = ids[0] as number;
    expect(fill(venue, () => venue.amend(broker, resting, 600_000, 1), IDLE_PAGES)).toBe(0);
    for (const id of ids.slice(0, taken)) venue.cancel(broker, id);
    expect(codeOf(order(70))).toBe(0);
  });

  test('positions refuses a first order, a quote and a mint, until a position is given up', () => {
    const venue = raised({ maxPositions: FEW });
    const first: [account: number, orderId: number][] = [];
    const order = () => {
      const account = openAccount(venue);
      const events = venue.order(account, { side: BUY, priceTicks: 900, lots: 1 });
      first.push([account, events[0]?.[3] as number]);
      return events;
    };
    // Both providers have one.
    expect(count(order)).toBe(FEW - 2);
    expect(fill(venue, () => quote(venue, [800], []))).toBe(0);
    const provider = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
    venue.send(OPERATOR, 'setConfidence', {
      providerId: provider,
      segment: 'AUTO_INTENT',
      confidencePpm: 800_000,
    });
    venue.send(provider, 'escrowCapacity', {
      providerId: 0,
      segment: 'AUTO_INTENT',
      capacityLots: 100,
      attestedUntilMs: START_MS + 30 * DAY_MS,
    });
    const mint = () => venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 1 });
    expect(fill(venue, mint)).toBe(0);
    const [account, orderId] = first[0] as [number, number];
    venue.cancel(account, orderId);
    expect(codeOf(mint())).toBe(0);
    expect(fill(venue, () => quote(venue, [800], []))).toBe(0);
  });

  test('sources refuses what would trade, place, amend and bust, until rights are delivered', () => {
    const venue = raised({ maxObligations: FEW });
    const [consumer = 0] = venue.consumers;
    const [provider = 0, other = 0] = venue.providers;
    const trade = (i: number) => {
      const seller = i % 2 === 0 ? provider : other;
      const offer = venue.order(seller, { side: SELL, priceTicks: 1_000 + i, lots: 1 });
      expect(codeOf(offer)).toBe(0);
      return venue.order(consumer, { side: BUY, priceTicks: 1_000 + i, lots: 1 });
    };
    // One entry is the broker's, two are left for its sale: a claim, and the obligation behind it.
    for (let i = 0; i < 2; i += 1) {
      quote(venue, [999], []);
      venue.order(provider, { side: SELL, priceTicks: 999, lots: 1 });
    }
    for (let i = 0; i < FEW - 3; i += 1) expect(codeOf(trade(i))).toBe(0);
    expect(venue.core.state.sources.room).toBe(2);
    quote(venue, [], [1_500]);
    expect(codeOf(venue.order(consumer, { side: BUY, priceTicks: 1_500, lots: 1 }))).toBe(0);
    expect(venue.core.state.sources.room).toBe(0);
    expect(count(trade)).toBe(0);
    const fok = { side: BUY, priceTicks: 1_100, lots: 1, timeInForce: TIME_IN_FORCE.FOK };
    expect(fill(venue, () => venue.order(consumer, fok))).toBe(0);
    const resting = venue.order(consumer, { side: BUY, priceTicks: 500, lots: 1 });
    const orderId = resting[0]?.[3] as number;
    expect(fill(venue, () => venue.amend(consumer, orderId, 1_100, 1))).toBe(0);
    // Neither does a price far from all others leave a page behind.
    expect(fill(venue, () => venue.amend(consumer, orderId, 90_000, 1))).toBe(0);
    const sliced = { ...{ side: BUY, priceTicks: 500, lots: 2 }, displayLots: 1 };
    const iceberg = venue.order(consumer, sliced)[0]?.[3] as number;
    expect(fill(venue, () => venue.amend(consumer, iceberg, 90_000, 2))).toBe(0);
    venue.cancel(consumer, iceberg);
    const bust = () =>
      venue.send(OPERATOR, 'bustTrade', { seriesId: 1, tradeId: 1, reason: 'test' });
    expect(fill(venue, bust)).toBe(0);
    deliver(venue, consumer, 3);
    expect(codeOf(venue.order(consumer, fok))).toBe(0);
    // Half way: the rest of an order that finds it full is cancelled, and what traded stays.
    for (let i = 0; i < 3; i += 1) {
      venue.order(other, { side: SELL, priceTicks: 1_200 + i, lots: 1 });
    }
    const sweep = venue.order(consumer, { side: BUY, priceTicks: 1_300, lots: 4 });
    expect(sweep.filter(([type]) => type === EVENT.TRADE)).toHaveLength(1);
    const canceled = sweep.find(([type]) => type === EVENT.ORDER_CANCELED);
    expect(canceled?.[ORDER_CANCELED.reason]).toBe(CANCEL_REASON.CAPACITY);
  });

  test('sources refuses what must trade whole by the fills it may have, peaks of icebergs each', () => {
    const venue = raised({ maxObligations: FEW });
    const [consumer = 0] = venue.consumers;
    const [provider = 0, other = 0] = venue.providers;
    const offer = (account: number, priceTicks: number, lots: number, displayLots = 0) =>
      codeOf(venue.order(account, { side: SELL, priceTicks, lots, displayLots }));
    const whole = (lots: number) => ({
      ...{ side: BUY, priceTicks: 2_000, lots, timeInForce: TIME_IN_FORCE.FOK },
    });
    // Four entries are left, enough for two fills.
    for (let i = 0; i < FEW - 4; i += 1) {
      expect(offer(i % 2 === 0 ? provider : other, 1_000 + i, 1)).toBe(0);
      venue.order(consumer, { side: BUY, priceTicks: 1_000 + i, lots: 1 });
    }
    expect(venue.core.state.sources.room).toBe(4);
    for (let i = 0; i < 3; i += 1) expect(offer(provider, 1_100 + i, 1)).toBe(0);
    expect(fill(venue, () => venue.order(consumer, whole(3)))).toBe(0);
    // As many entries as there is room for, and many lots of few orders.
    expect(codeOf(venue.order(consumer, whole(2)))).toBe(0);
    deliver(venue, consumer, 2);
    expect(venue.core.state.sources.room).toBe(4);
    expect(offer(other, 1_103, 9)).toBe(0);
    // Orders behind those it needs, and on the other side, do not count.
    for (let i = 0; i < 4; i += 1) expect(offer(provider, 1_500 + i, 1)).toBe(0);
    for (let i = 0; i < 4; i += 1) {
      venue.order(consumer, { side: BUY, priceTicks: 900 + i, lots: 1 });
    }
    expect(codeOf(venue.order(consumer, whole(8)))).toBe(0);
    deliver(venue, consumer, 2);
    expect(venue.core.state.sources.room).toBe(4);
    // An iceberg, alone in the book, fills peak by peak.
    const all = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    for (const account of [other, provider, consumer]) venue.send(account, 'massCancel', all);
    expect(venue.core.state.series.get(1, SERIES_FIELD.openOrders)).toBe(0);
    expect(offer(other, 1_104, 6, 2)).toBe(0);
    expect(fill(venue, () => venue.order(consumer, whole(4)))).toBe(0);
  });

  test('timers, were it full, would refuse whatever needs one, until one is over', () => {
    const venue = raised({ maxOrders: FEW });
    const [consumer = 0] = venue.consumers;
    const { timers } = venue.core.state;
    const expireTimeMs = venue.timeMs + DAY_MS;
    const terms = { side: BUY, priceTicks: 900, lots: 1, expireTimeMs };
    const gtd = { ...terms, timeInForce: TIME_IN_FORCE.GTD };
    expect(codeOf(venue.order(consumer, gtd))).toBe(0);
    // Commands cannot fill it: it has room for every order, for what a series can wait for, for every request.
    const handles: number[] = [];
    const late = venue.timeMs + 9 * DAY_MS;
    while (!timers.isFull) handles.push(timers.set(late, TIMER.QUOTE_EXPIRY, 1));
    expect(timers.set(late, TIMER.QUOTE_EXPIRY, 1)).toBe(0);
    expect(fill(venue, () => venue.order(consumer, gtd))).toBe(0);
    expect(fill(venue, () => venue.order(consumer, { ...gtd, displayLots: 1, lots: 2 }))).toBe(0);
    expect(fill(venue, () => quote(venue, [800], []))).toBe(0);
    const openSeries = () =>
      venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: START_MS + 60_000 });
    expect(fill(venue, openSeries)).toBe(0);
    expect(codeOf(venue.order(consumer, { side: BUY, priceTicks: 900, lots: 1 }))).toBe(0);
    timers.cancel(handles.pop() as number);
    expect(codeOf(venue.order(consumer, gtd))).toBe(0);
    expect(fill(venue, () => venue.order(consumer, gtd))).toBe(0);
  });

  test('orders leaves room in the store of timers, whatever they wait for', () => {
    const venue = raised({ maxOrders: FEW, maxSeries: FEW });
    const accounts = openBuyers(venue, FEW);
    const { timers } = venue.core.state;
    const openSeries = (i: number) =>
      venue.send(OPERATOR, 'openSeries', {
        contractId: 1,
        windowStartMs: START_MS + (i + 1) * 60_000,
      });
    const series = fill(venue, openSeries);
    quote(venue, [800], []);
    const order = (i: number) =>
      venue.order(accounts[i] as number, {
        ...{ side: BUY, priceTicks: 900 + i, lots: 1, timeInForce: TIME_IN_FORCE.GTD },
        expireTimeMs: venue.timeMs + 1_000 + i,
      });
    const orders = fill(venue, order);
    // The first series and each of the others wait for a time of their own, the quote for its end.
    expect(timers.count).toBe(orders + 1 + series + 1);
    expect(timers.isFull).toBe(false);
    venue.advance(2_000);
    expect(venue.core.state.orders.liveCount).toBe(1);
    expect(timers.count).toBe(1 + series + 1);
  });

  test('deliveries refuses an exercise', () => {
    const venue = raised({ maxDeliveries: FEW });
    const [consumer = 0] = venue.consumers;
    const [provider = 0] = venue.providers;
    venue.order(provider, { side: SELL, priceTicks: 1_000, lots: 40 });
    venue.order(consumer, { side: BUY, priceTicks: 1_000, lots: 40 });
    const exercise = () => venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 1 });
    expect(fill(venue, exercise)).toBe(FEW);
    expect(fill(venue, exercise)).toBe(0);
  });

  test('entitlements refuses a grant and an exercise, until one is over', () => {
    const venue = raised({ maxEntitlements: FEW });
    const [consumer = 0] = venue.consumers;
    const [provider = 0] = venue.providers;
    venue.order(provider, { side: SELL, priceTicks: 1_000, lots: 4 });
    venue.order(consumer, { side: BUY, priceTicks: 1_000, lots: 4 });
    const grant = (i: number) =>
      venue.send(OPERATOR, 'grantEntitlement', {
        holderId: consumer,
        resource: `dataset ${i}`,
        actions: 'read',
        quota: 1,
        validFromMs: START_MS,
        validToMs: START_MS + DAY_MS,
        origin: ENTITLEMENT_ORIGIN.GRANT,
        licenceHash: new Uint8Array(32),
      });
    expect(fill(venue, grant)).toBe(FEW);
    const exercise = () => venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 1 });
    expect(fill(venue, exercise)).toBe(0);
    const entitlementId = venue.core.state.entitlements.idOf(1);
    venue.send(OPERATOR, 'revokeEntitlement', { entitlementId, reason: 'test' });
    expect(codeOf(exercise())).toBe(0);
    expect(fill(venue, grant)).toBe(0);
    venue.advance(2 * DAY_MS);
    expect(codeOf(grant(99))).toBe(0);
  });

  test('accounts refuses the next account', () => {
    const venue = raised({ maxAccounts: FEW });
    const body = {
      role: ACCOUNT_ROLE.CONSUMER,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey: new Uint8Array(32),
      scopes: [KEY_SCOPE.READ],
      name: 'one more',
    };
    const before = venue.core.state.accounts.count;
    expect(fill(venue, () => venue.send(OPERATOR, 'openAccount', body))).toBe(FEW - before);
  });

  test('keys of an account refuses the next, until one is revoked', () => {
    const venue = raised({});
    const [consumer = 0] = venue.consumers;
    const addKey = (i: number) =>
      venue.send(OPERATOR, 'addKey', {
        targetAccountId: consumer,
        publicKey: new Uint8Array(32).fill(i + 1),
        scopes: [KEY_SCOPE.READ],
      });
    expect(fill(venue, addKey)).toBe(16);
    venue.send(OPERATOR, 'revokeKey', { targetAccountId: consumer, keyId: 3 });
    expect(codeOf(addKey(200))).toBe(0);
    expect(fill(venue, () => addKey(201))).toBe(0);
  });

  test('contracts and of series refuses the next of each', () => {
    const venue = raised({ maxSeries: FEW });
    const define = (i: number) =>
      venue.send(OPERATOR, 'defineContract', {
        contract: `SEGMENT_${String.fromCharCode(65 + i)}|7D|0.70-0.85`,
        rules: RULES,
      });
    const openSeries = (i: number) =>
      venue.send(OPERATOR, 'openSeries', {
        contractId: 1,
        windowStartMs: START_MS + (i + 1) * 60_000,
      });
    expect(fill(venue, define)).toBe(FEW - 1);
    expect(fill(venue, openSeries)).toBe(FEW - 1);
  });

  test('id spaces refuses a further one and keeps a first one for everybody', () => {
    const venue = raised({ maxIdSpaces: FEW, maxAccounts: FEW });
    const [consumer = 0, another = 0] = venue.consumers;
    const order = (account: number, clientId: number) =>
      venue.order(account, { side: BUY, priceTicks: 900, lots: 1, clientId });
    expect(codeOf(order(consumer, 1))).toBe(0);
    expect(fill(venue, (i) => order(consumer, (i + 1) * SPACE + 1))).toBe(0);
    expect(codeOf(order(another, 5 * SPACE + 1))).toBe(0);
    expect(codeOf(order(consumer, 2))).toBe(0);
  });
});
