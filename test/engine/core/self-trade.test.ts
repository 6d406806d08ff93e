/**
 * Catches two orders of one firm that trade with each other, a prevention mode that takes the wrong one away, and a
 * fill-or-kill order that counts lots it must not trade with. Each mode is tried by an order, an amend and a FOK.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_FIELD,
  CODE,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_CANCELED,
  ORDER_REFUSED,
  TRADE,
} from '../../../src/engine/core/index.js';
import { stateHash } from '../../../src/engine/log/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CANCEL_REASON,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { setParameter, stateOf } from '../../support/auction.js';
import { DAY_MS, START_MS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const { SELF_TRADE, SELF_TRADE_REST } = CANCEL_REASON;
const { BUY, SELL } = SIDE;
const { CANCEL_TAKER, CANCEL_MAKER, CANCEL_BOTH, DECREMENT } = SELF_TRADE_PREVENTION;
const { GTC, IOC, FOK } = TIME_IN_FORCE;
const GROUP = 7;

interface Firm {
  readonly venue: TradingVenue;
  /** A consumer and a provider of one firm group. */
  readonly buyer: number;
  readonly mate: number;
  readonly other: number;
}

function firm(): Firm {
  const venue = tradingVenue();
  const open = (role: number): number => {
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: GROUP,
      publicKey: new Uint8Array(0),
      scopes: [],
      name: 'firm',
    });
    const targetAccountId = venue.core.state.accounts.count;
    const amountMicroPat = 100_000_000_000;
    venue.send(FIRST_OPERATOR_ACCOUNT, 'deposit', { targetAccountId, amountMicroPat });
    return targetAccountId;
  };
  const buyer = open(ACCOUNT_ROLE.CONSUMER);
  const mate = open(ACCOUNT_ROLE.PROVIDER);
  const segment = 'AUTO_INTENT';
  const measured = { providerId: mate, segment, confidencePpm: 800_000 };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'setConfidence', measured);
  venue.send(mate, 'escrowCapacity', {
    providerId: 0,
    segment,
    capacityLots: 1_000,
    attestedUntilMs: START_MS + 30 * DAY_MS,
  });
  venue.send(mate, 'mintRights', { seriesId: 1, quantityLots: 500 });
  const [other = 0] = venue.providers;
  return { venue, buyer, mate, other };
}

const offer = ({ venue }: Firm, account: number, priceTicks: number, lots: number): number =>
  venue.order(account, { side: SELL, priceTicks, lots })[0]?.[3] as number;

const buy = (one: Firm, lots: number, selfTradePrevention: number, timeInForce: number = GTC) =>
  one.venue.order(one.buyer, {
    side: BUY,
    priceTicks: 101,
    lots,
    selfTradePrevention,
    timeInForce,
  });

/** What happened to whom: trades, lots taken off, cancels for being one's own. */
function outcome(events: number[][], { buyer, mate }: Firm) {
  let traded = 0;
  const canceled = { buyer: 0, mate: 0 };
  for (const event of events) {
    const [type, account] = event;
    const who = account === buyer ? 'buyer' : account === mate ? 'mate' : undefined;
    if (type === EVENT.TRADE) {
      traded += event[TRADE.lots] as number;
      // The firm is on one side of every trade, never on both.
      expect([event[TRADE.makerAccount], event[TRADE.takerAccount]]).not.toContain(mate);
    }
    const reason = event[ORDER_CANCELED.reason] as number;
    const isPrevented = reason === SELF_TRADE || reason === SELF_TRADE_REST;
    // What rested was taken out; what came never rested.
    if (isPrevented && who === 'mate') expect(reason).toBe(SELF_TRADE);
    if (isPrevented && who === 'buyer') expect(reason).toBe(SELF_TRADE_REST);
    if (type === EVENT.ORDER_CANCELED && isPrevented && who) {
      canceled[who] = event[ORDER_CANCELED.lots] as number;
    }
  }
  return {
    traded,
    canceled,
    reduced: events.filter(([type]) => type === EVENT.ORDER_REDUCED).length,
  };
}

/** Open lots of the buyer's, the mate's and the other's orders. */
function open({ venue, buyer, mate, other }: Firm) {
  const { live } = venue.core;
  const { accounts } = venue.core.state;
  return [buyer, mate, other].map((account) => {
    let lots = 0;
    for (
      let slot = accounts.get(account, ACCOUNT_FIELD.oldestOrder);
      slot !== 0;
      slot = live.nextOfAccount(slot)
    ) {
      lots += live.openLots(slot);
    }
    return lots;
  });
}

/** Others' lots ahead of the mate's, the mate's, others' behind: 2, 3 and 4; seven are asked for. */
const BOOK = [
  ['other', 100, 2],
  ['mate', 100, 3],
  ['other', 101, 4],
] as const;
const LOTS = 7;

const EXPECTED = [
  { mode: CANCEL_TAKER, traded: 2, canceled: { buyer: 5, mate: 0 }, reduced: 0, left: [0, 3, 4] },
  { mode: CANCEL_MAKER, traded: 6, canceled: { buyer: 0, mate: 3 }, reduced: 0, left: [1, 0, 0] },
  { mode: CANCEL_BOTH, traded: 2, canceled: { buyer: 5, mate: 3 }, reduced: 0, left: [0, 0, 4] },
  { mode: DECREMENT, traded: 4, canceled: { buyer: 0, mate: 0 }, reduced: 2, left: [0, 0, 2] },
] as const;

function firmWithBook(): Firm {
  const one = firm();
  for (const [who, priceTicks, lots] of BOOK) offer(one, one[who], priceTicks, lots);
  return one;
}

describe.each(EXPECTED)('mode $mode', ({ mode, left, ...expected }) => {
  test('an order that meets its own firm', () => {
    const one = firmWithBook();
    expect(outcome(buy(one, LOTS, mode), one)).toEqual(expected);
    expect(open(one)).toEqual(left);
  });

  test('an amend that meets its own firm ends as an order would', () => {
    const one = firmWithBook();
    const { venue, buyer } = one;
    const terms = { side: BUY, priceTicks: 90, lots: 5, selfTradePrevention: mode };
    const orderId = venue.order(buyer, terms)[0]?.[3] as number;
    expect(outcome(venue.amend(buyer, orderId, 101, LOTS), one)).toEqual(expected);
    expect(open(one)).toEqual(left);
  });

  test('an immediate order: what would rest is cancelled', () => {
    const one = firmWithBook();
    const events = buy(one, LOTS, mode, IOC);
    const rest = events.find(
      ([type, account]) => type === EVENT.ORDER_CANCELED && account === one.buyer,
    );
    expect(rest?.[ORDER_CANCELED.lots] ?? 0).toBe(expected.canceled.buyer + left[0]);
    expect(open(one)).toEqual([0, left[1], left[2]]);
  });

  test('a FOK counts what it may trade, and trades it all or leaves everything', () => {
    const most = mode === CANCEL_MAKER ? 6 : 2;
    for (let lots = 1; lots <= 10; lots += 1) {
      const one = firmWithBook();
      const before = open(one);
      const events = buy(one, lots, mode, FOK);
      if (lots <= most) {
        expect(outcome(events, one).traded).toBe(lots);
        continue;
      }
      expect(events).toHaveLength(1);
      expect(events[0]?.[ORDER_REFUSED.code]).toBe(CODE.FOK_UNFILLABLE);
      expect(open(one)).toEqual(before);
    }
  });
});

test('an order that would meet its own firm first is refused in the mode that cancels it, no other', () => {
  for (const { mode } of EXPECTED) {
    const one = firm();
    offer(one, one.mate, 100, 3);
    const [first = []] = buy(one, 1, mode);
    const isRefused = first[0] === EVENT.ORDER_REFUSED;
    expect({ mode, isRefused }).toEqual({ mode, isRefused: mode === CANCEL_TAKER });
    if (isRefused) expect(first[ORDER_REFUSED.code]).toBe(CODE.SELF_MATCH);
  }
});

test('an order its own firm stopped before a price band does not begin an auction', () => {
  for (const mode of [CANCEL_TAKER, CANCEL_BOTH]) {
    const one = firmWithBook();
    const { venue, other, buyer } = one;
    const [, rival = 0] = venue.providers;
    offer(one, rival, 99, 1);
    venue.order(buyer, { side: BUY, priceTicks: 99, lots: 1 });
    setParameter(venue, 'volatility_dynamic_ppm', 50_000);
    offer(one, other, 110, 4);
    const terms = { side: BUY, priceTicks: 112, lots: LOTS, selfTradePrevention: mode };
    expect(outcome(venue.order(buyer, terms), one)).toMatchObject({ traded: 2 });
    expect(stateOf(venue)).toBe(SERIES_STATE.OPEN);
  }
});

test('a FOK is taken if and only if an IOC on the same terms would trade whole', () => {
  const level = fc.record({
    isMate: fc.boolean(),
    priceTicks: fc.integer({ min: 97, max: 103 }),
    lots: fc.integer({ min: 1, max: 5 }),
  });
  const mode = fc.constantFrom(...EXPECTED.map((one) => one.mode));
  const lots = fc.integer({ min: 1, max: 12 });
  let taken = 0;
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 6 }),
      mode,
      lots,
      (levels, stp, size) => {
        const [fok, ioc] = [firm(), firm()];
        for (const one of [fok, ioc]) {
          for (const { isMate, priceTicks, lots: some } of levels) {
            offer(one, isMate ? one.mate : one.other, priceTicks, some);
          }
        }
        expect(stateHash(fok.venue.core.state)).toEqual(stateHash(ioc.venue.core.state));
        const whole = buy(ioc, size, stp, IOC);
        const events = buy(fok, size, stp, FOK);
        const isWhole = outcome(whole, ioc).traded === size;
        expect(events[0]?.[0]).toBe(isWhole ? EVENT.ORDER_ACCEPTED : EVENT.ORDER_REFUSED);
        if (!isWhole) return;
        taken += 1;
        expect(outcome(events, fok)).toEqual(outcome(whole, ioc));
        expect(open(fok)).toEqual(open(ioc));
      },
    ),
    { numRuns: 60 },
  );
  expect(taken).toBeGreaterThan(0);
});
