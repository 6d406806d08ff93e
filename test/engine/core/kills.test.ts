/**
 * Catches a kill switch that lets somebody on, stops somebody else, leaves orders behind, holds back a cancel, or can be
 * lifted by the one who set it. Every scope is tried against every party.
 */
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  KILL,
  ORDER_CANCELED,
  ORDER_REFUSED,
  QUOTE_RESULT,
} from '../../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CANCEL_REASON,
  KILL_SCOPE,
  QUOTER_STATE,
  SIDE,
} from '../../../src/values/index.js';
import { DAY_MS, START_MS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const { BUY } = SIDE;

interface Scene {
  readonly venue: TradingVenue;
  readonly second: number;
  readonly consumer: number;
  readonly another: number;
}

/** Two series; in both, a quote of the broker and an order of each of two consumers. */
function scene(): Scene {
  const venue = tradingVenue();
  const [consumer = 0, another = 0] = venue.consumers;
  venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: START_MS - 60_000 });
  venue.send(OPERATOR, 'openAccount', {
    role: ACCOUNT_ROLE.OPERATOR,
    accountClass: ACCOUNT_CLASS.INSTITUTION,
    firmGroup: 0,
    publicKey: new Uint8Array(0),
    scopes: [],
    name: 'second',
  });
  const one = { venue, second: venue.core.state.accounts.count, consumer, another };
  for (const seriesId of [1, 2]) {
    expect(quote(one, seriesId)).toBe(0);
    expect(order(one, consumer, seriesId)).toBe(0);
    expect(order(one, another, seriesId)).toBe(0);
  }
  return one;
}

function quote({ venue }: Scene, seriesId: number): number {
  const events = venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        seriesId,
        bids: [{ priceTicks: 90, quantityLots: 1 }],
        asks: [],
        validUntilMs: venue.timeMs + DAY_MS,
        factors: null,
      },
    ],
  });
  return events.find(([type]) => type === EVENT.QUOTE_RESULT)?.[QUOTE_RESULT.code] ?? -1;
}

function order({ venue }: Scene, account: number, seriesId: number): number {
  const events = venue.order(account, { side: BUY, priceTicks: 80, lots: 1, seriesId });
  return events.find(([type]) => type === EVENT.ORDER_REFUSED)?.[ORDER_REFUSED.code] ?? 0;
}

const resultOf = (events: number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

const liveOrders = ({ venue, consumer, another }: Scene): number[] =>
  [BROKER_ACCOUNT, consumer, another].map((account) =>
    venue.core.state.accounts.get(account, ACCOUNT_FIELD.openOrders),
  );

/** Which of quotes and orders are answered with KILLED: both series, both consumers. */
function blocked(one: Scene) {
  const codes = [
    quote(one, 1),
    quote(one, 2),
    order(one, one.consumer, 1),
    order(one, one.consumer, 2),
    order(one, one.another, 1),
  ];
  for (const code of codes) expect([0, CODE.KILLED]).toContain(code);
  return codes.map((code) => code === CODE.KILLED);
}

const SCOPES = [
  {
    name: 'everything',
    killScope: KILL_SCOPE.GLOBAL,
    target: () => 0,
    left: [0, 0, 0],
    stops: [true, true, true, true, true],
  },
  {
    name: 'an account',
    killScope: KILL_SCOPE.ACCOUNT,
    target: ({ consumer }: Scene) => consumer,
    left: [2, 0, 2],
    stops: [false, false, true, true, false],
  },
  {
    name: 'a series',
    killScope: KILL_SCOPE.SERIES,
    target: () => 1,
    left: [1, 1, 1],
    stops: [true, false, true, false, true],
  },
  {
    name: 'the quoter',
    killScope: KILL_SCOPE.QUOTER,
    target: () => 0,
    left: [0, 2, 2],
    stops: [true, true, false, false, false],
  },
] as const;

describe.each(SCOPES)('a kill of $name', ({ killScope, target, left, stops }) => {
  test('ends the orders it covers, for that reason, and says how many live on', () => {
    const one = scene();
    const { venue } = one;
    const kill = { killScope, targetId: target(one), reason: 'test' };
    const events = venue.send(OPERATOR, 'kill', kill);
    expect(resultOf(events)).toBe(0);
    events.push(...venue.advance(0));
    expect(liveOrders(one)).toEqual(left);
    const ended = events.filter(([type]) => type === EVENT.ORDER_CANCELED);
    for (const event of ended) expect(event[ORDER_CANCELED.reason]).toBe(CANCEL_REASON.KILLED);
    const done = events.filter(([type]) => type === EVENT.KILL).at(-1);
    expect(done?.slice(0, KILL.words)).toEqual([EVENT.KILL, killScope, target(one), 1, 0]);
  });

  test('stops those it covers and nobody else, and nobody from cancelling', () => {
    const one = scene();
    const { venue, consumer } = one;
    venue.send(OPERATOR, 'kill', { killScope, targetId: target(one), reason: 'test' });
    venue.advance(0);
    expect(blocked(one)).toEqual(stops);
    const all = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    expect(resultOf(venue.send(consumer, 'massCancel', all))).toBe(0);
    expect(venue.core.state.accounts.get(consumer, ACCOUNT_FIELD.openOrders)).toBe(0);
  });

  test('is set once, and lifted by a second operator only, as a whole', () => {
    const one = scene();
    const { venue, second } = one;
    const kill = { killScope, targetId: target(one), reason: 'test' };
    expect(resultOf(venue.send(second, 'releaseKill', kill))).toBe(CODE.NOT_KILLED);
    venue.send(OPERATOR, 'kill', kill);
    expect(resultOf(venue.send(second, 'kill', kill))).toBe(CODE.ALREADY_EXISTS);
    venue.advance(0);
    expect(resultOf(venue.send(OPERATOR, 'releaseKill', kill))).toBe(CODE.SECOND_PERSON);
    expect(blocked(one)).toEqual(stops);
    expect(resultOf(venue.send(second, 'releaseKill', kill))).toBe(0);
    expect(blocked(one)).toEqual([false, false, false, false, false]);
    expect(resultOf(venue.send(second, 'releaseKill', kill))).toBe(CODE.NOT_KILLED);
  });

  test('outlives the release of another that covers the same', () => {
    const one = scene();
    const { venue, second } = one;
    const kill = { killScope, targetId: target(one), reason: 'test' };
    venue.send(OPERATOR, 'kill', kill);
    const others = SCOPES.filter((scope) => scope.killScope !== killScope).map((scope) => ({
      killScope: scope.killScope,
      targetId: scope.target(one),
      reason: 'test',
    }));
    for (const other of others) expect(resultOf(venue.send(OPERATOR, 'kill', other))).toBe(0);
    venue.advance(0);
    for (const other of others) {
      expect(resultOf(venue.send(second, 'releaseKill', other))).toBe(0);
    }
    expect(blocked(one)).toEqual(stops);
  });
});

test('everybody may kill his own account, and nobody but an operator anything else', () => {
  const one = scene();
  const { venue, consumer, another } = one;
  const kill = (killScope: number, targetId: number) =>
    resultOf(venue.send(consumer, 'kill', { killScope, targetId, reason: 'test' }));
  expect(kill(KILL_SCOPE.GLOBAL, 0)).toBe(CODE.ROLE);
  expect(kill(KILL_SCOPE.SERIES, 1)).toBe(CODE.ROLE);
  expect(kill(KILL_SCOPE.QUOTER, 0)).toBe(CODE.ROLE);
  expect(kill(KILL_SCOPE.ACCOUNT, another)).toBe(CODE.ROLE);
  expect(liveOrders(one)).toEqual([2, 2, 2]);
  expect(kill(KILL_SCOPE.ACCOUNT, consumer)).toBe(0);
  expect(liveOrders(one)).toEqual([2, 0, 2]);
  // Not even the one who set it; an operator has to.
  const release = { killScope: KILL_SCOPE.ACCOUNT, targetId: consumer, reason: 'test' };
  expect(resultOf(venue.send(consumer, 'releaseKill', release))).toBe(CODE.ROLE);
  expect(resultOf(venue.send(OPERATOR, 'releaseKill', release))).toBe(0);
});

test('a target that is not there cannot be killed', () => {
  const { venue } = scene();
  for (const [killScope, targetId] of [
    [KILL_SCOPE.ACCOUNT, 999],
    [KILL_SCOPE.SERIES, 999],
    [KILL_SCOPE.GLOBAL, 1],
    [KILL_SCOPE.QUOTER, 1],
  ] as const) {
    const events = venue.send(OPERATOR, 'kill', { killScope, targetId, reason: 'test' });
    expect(resultOf(events)).toBe(CODE.INVALID_FIELD);
  }
  expect(venue.core.state.registry.kills).toEqual([]);
});

test('a quoter in HALT quotes no more, and only an operator lets it on', () => {
  const one = scene();
  const { venue } = one;
  const set = (account: number, quoterState: number) =>
    resultOf(venue.send(account, 'setQuoterState', { seriesId: 1, quoterState, reason: 'test' }));
  expect(set(BROKER_ACCOUNT, QUOTER_STATE.HALT)).toBe(0);
  expect(liveOrders(one)).toEqual([1, 2, 2]);
  expect(blocked(one)).toEqual([true, false, false, false, false]);
  expect(set(BROKER_ACCOUNT, QUOTER_STATE.NORMAL)).toBe(CODE.ROLE);
  expect(set(OPERATOR, QUOTER_STATE.NORMAL)).toBe(0);
  expect(blocked(one)).toEqual([false, false, false, false, false]);
});
