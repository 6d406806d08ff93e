/**
 * Catches an agent that spends more than its owner lets it, by many commands, by its price, by a fee or over days; one that does
 * what it was not granted, buys from whom it was not named, or signs in as its owner; and budgets lost by a snapshot or an
 * upgrade.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  importState,
  LISTING_FIELD,
  ORDER_REFUSED,
} from '../../../src/engine/core/index.js';
import {
  type ColdBodies,
  type ColdKind,
  COMMAND_KIND as K,
  KEY_SCOPE,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { playListings } from '../../support/listings.js';
import { LICENCE, RULES_HASH } from '../../support/market.js';
import { kindOf, SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';
import { carriedBytes, carriedInto } from './carry/copy.js';

const { BUY, SELL } = SIDE;
const { IOC, FOK, GTC } = TIME_IN_FORCE;
const DAY_MS = 86_400_000;
const bytes = (count: number, fill: number): Uint8Array => new Uint8Array(count).fill(fill);
const resultOf = (events: number[][]): number | undefined =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code];

function grant(
  venue: TradingVenue,
  accountId: number,
  fields: Partial<ColdBodies['grantAgent']> = {},
): number {
  const before = venue.core.state.registry.keySessionsEver;
  const code = resultOf(
    venue.send(accountId, 'grantAgent', {
      ...{ publicKey: bytes(32, before + 1), dailyBudgetMicroPat: 10_000_000 },
      ...{ totalBudgetMicroPat: 25_000_000, expiresTimeMs: venue.timeMs + 30 * DAY_MS },
      ...{ targets: [], mayExercise: false, label: 'a program', ...fields },
    }),
  );
  return code === 0 ? 65_536 + before : -(code ?? 0);
}

let keys = 0;
/** Announces the next command of an account as its agent's, as the gateway does. */
function announce(venue: TradingVenue, accountId: number, agentKeyId: number, kind: number): void {
  keys += 1;
  venue.send(accountId, 'bindIdempotencyKey', {
    ...{ key: `k${keys}`, requestHash: bytes(32, 5), commandKind: kind, boundClientId: 0 },
    agentKeyId,
  } as never);
}

/** What an order of an agent came to: its error code, or 0. */
function order(
  venue: TradingVenue,
  [accountId, agentKeyId]: readonly [number, number],
  fields: Partial<Parameters<TradingVenue['order']>[1]> = {},
): number {
  announce(venue, accountId, agentKeyId, K.PLACE_ORDER);
  const place = { side: BUY, priceTicks: 100, lots: 1, timeInForce: IOC, ...fields };
  const refused = venue.order(accountId, place).find(([type]) => type === EVENT.ORDER_REFUSED);
  return refused === undefined ? 0 : (refused[ORDER_REFUSED.code] as number);
}

/** What a command of an agent came to. */
function command<N extends ColdKind>(
  venue: TradingVenue,
  [accountId, agentKeyId]: readonly [number, number],
  name: N,
  body: Omit<ColdBodies[N], 'clientRequestId'>,
): number | undefined {
  announce(venue, accountId, agentKeyId, kindOf(name));
  return resultOf(venue.send(accountId, name, body as never));
}

const balance = (venue: TradingVenue, accountId: number): number => {
  const { ledger } = venue.core.state;
  return [0, 1, 2, 3].reduce((sum, b) => sum + ledger.balance(ledger.bucket(accountId, b)), 0);
};

test('an agent buys within its budget of a day and in all, fees included, and once beyond it where its owner approved', () => {
  const venue = tradingVenue();
  const [one = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  venue.order(provider, { side: SELL, priceTicks: 100, lots: 200 });
  const id = grant(venue, one);
  const by = [one, id] as const;
  const agent = venue.core.state.registry.agent(id);
  const start = balance(venue, one);
  // A lot is 1 PAT and 1 % fee: nine fit into ten PAT, ten do not.
  expect(order(venue, by, { lots: 10 })).toBe(CODE.AGENT_BUDGET);
  expect([balance(venue, one), agent?.spentMicroPat]).toEqual([start, 0]);
  expect(order(venue, by, { lots: 9 })).toBe(0);
  expect(start - balance(venue, one)).toBe(9_090_000);
  expect(agent).toMatchObject({ spentMicroPat: 9_090_000, spentDayMicroPat: 9_090_000 });
  expect(order(venue, by)).toBe(CODE.AGENT_BUDGET);
  const approve = (fields: Partial<ColdBodies['approveAgentSpend']>): number | undefined =>
    resultOf(
      venue.send(one, 'approveAgentSpend', {
        ...{ agentKeyId: id, amountMicroPat: 5_100_000, seriesId: 1, listingId: 0 },
        ...{ expiresTimeMs: venue.timeMs + 60_000, ...fields },
      }),
    );
  expect(approve({ agentKeyId: 1 })).toBe(CODE.INVALID_FIELD);
  expect(approve({ listingId: 1 })).toBe(CODE.INVALID_FIELD);
  expect(approve({ seriesId: 99 })).toBe(CODE.UNKNOWN_SERIES);
  expect(approve({ amountMicroPat: 0 })).toBe(CODE.INVALID_FIELD);
  expect(approve({ expiresTimeMs: venue.timeMs + 2 * DAY_MS })).toBe(CODE.INVALID_FIELD);
  expect(approve({})).toBe(0);
  expect(order(venue, by, { lots: 6 })).toBe(CODE.AGENT_BUDGET);
  expect(order(venue, by, { lots: 5 })).toBe(0);
  // Once, and what was approved is not the budget's.
  expect(agent).toMatchObject({ spentMicroPat: 9_090_000, approval: null });
  expect(order(venue, by, { lots: 5 })).toBe(CODE.AGENT_BUDGET);
  expect(approve({})).toBe(0);
  venue.timeMs += 60_000;
  expect(order(venue, by, { lots: 5 })).toBe(CODE.AGENT_BUDGET);
  venue.timeMs += DAY_MS;
  expect(order(venue, by, { lots: 9 })).toBe(0);
  venue.timeMs += DAY_MS;
  // 25 in all, of which 18.18 are spent.
  expect(order(venue, by, { lots: 7 })).toBe(CODE.AGENT_BUDGET);
  expect(order(venue, by, { lots: 6 })).toBe(0);
  expect(agent?.spentMicroPat).toBe(24_240_000);
});

test('an agent does nothing else, and its key ends like a session', () => {
  const venue = tradingVenue();
  const [one = 0, two = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const { registry } = venue.core.state;
  venue.order(provider, { side: SELL, priceTicks: 100, lots: 200 });
  const id = grant(venue, one);
  const by = [one, id] as const;
  expect(order(venue, by, { timeInForce: GTC })).toBe(CODE.AGENT_NOT_ALLOWED);
  expect(order(venue, by, { side: SELL, timeInForce: FOK })).toBe(CODE.AGENT_NOT_ALLOWED);
  expect(order(venue, by, { orderType: ORDER_TYPE.MARKET })).toBe(CODE.AGENT_NOT_ALLOWED);
  expect(order(venue, by, { triggerPriceTicks: 90 })).toBe(CODE.AGENT_NOT_ALLOWED);
  // Somebody else's agent.
  expect(order(venue, [two, id])).toBe(CODE.AGENT_NOT_ALLOWED);
  expect(order(venue, by, { lots: 3 })).toBe(0);
  // The owner's own orders are never held to it.
  expect(venue.order(one, { side: BUY, priceTicks: 100, lots: 50 })[0]?.[0]).toBe(
    EVENT.ORDER_ACCEPTED,
  );
  const exercise = { seriesId: 1, quantityLots: 1 };
  expect(command(venue, by, 'exerciseRights', exercise)).toBe(CODE.AGENT_NOT_ALLOWED);
  expect(command(venue, by, 'endKeySession', { keyId: id })).toBe(CODE.AGENT_NOT_ALLOWED);
  const more = { agentKeyId: id, amountMicroPat: 1, seriesId: 1, listingId: 0 };
  const until = { expiresTimeMs: venue.timeMs + 1_000 };
  expect(command(venue, by, 'approveAgentSpend', { ...more, ...until })).toBe(
    CODE.AGENT_NOT_ALLOWED,
  );
  venue.send(one, 'registerPasskey', {
    ...{ credentialId: bytes(20, 1), credentialKey: bytes(70, 2), registeredByKeyId: id },
    ...{ evidence: bytes(9, 3), label: 'phone', scopes: [KEY_SCOPE.READ] },
  });
  expect(registry.passkeys).toEqual([]);
  const may = grant(venue, one, { mayExercise: true, targets: [{ seriesId: 1, providerId: 0 }] });
  expect(command(venue, [one, may], 'exerciseRights', exercise)).toBe(0);
  const other = grant(venue, one, { targets: [{ seriesId: 0, providerId: provider }] });
  expect(order(venue, [one, other])).toBe(CODE.AGENT_NOT_ALLOWED);
  expect(resultOf(venue.send(one, 'endKeySession', { keyId: id }))).toBe(0);
  expect([registry.agent(id), order(venue, by)]).toEqual([undefined, CODE.AGENT_NOT_ALLOWED]);
  venue.timeMs += 30 * DAY_MS;
  expect(order(venue, [one, may])).toBe(CODE.AGENT_NOT_ALLOWED);
  venue.send(0, 'expireKeySessions', {});
  expect(registry.agents).toEqual([]);
});

test('what is granted has bounds', () => {
  const venue = tradingVenue();
  const [one = 0] = venue.consumers;
  expect(grant(venue, one, { dailyBudgetMicroPat: -1 })).toBe(-CODE.INVALID_FIELD);
  expect(grant(venue, one, { totalBudgetMicroPat: 2 ** 52 })).toBe(-CODE.INVALID_FIELD);
  expect(grant(venue, one, { expiresTimeMs: venue.timeMs })).toBe(-CODE.INVALID_FIELD);
  expect(grant(venue, one, { expiresTimeMs: venue.timeMs + 367 * DAY_MS })).toBe(
    -CODE.INVALID_FIELD,
  );
  const targets = (seriesId: number, providerId: number) => ({
    targets: [{ seriesId, providerId }],
  });
  expect(grant(venue, one, targets(0, 0))).toBe(-CODE.INVALID_FIELD);
  expect(grant(venue, one, targets(99, 0))).toBe(-CODE.UNKNOWN_SERIES);
  expect(grant(venue, one, targets(0, 999))).toBe(-CODE.UNKNOWN_ACCOUNT);
  expect(grant(venue, venue.providers[0] ?? 0)).toBe(-CODE.ROLE);
  const ids = Array.from({ length: 8 }, () => grant(venue, one));
  expect(ids.every((id) => id > 0)).toBe(true);
  expect(grant(venue, one)).toBe(-CODE.SHARE_USED);
  expect(grant(venue, one, { publicKey: bytes(32, 1) })).toBe(-CODE.ALREADY_EXISTS);
});

test('an agent buys listings of whom its owner named, at a fixed price, within its budget', () => {
  const venue = tradingVenue();
  playListings(venue);
  const [, two = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const { listings } = venue.core.state;
  const price = listings.get(1, LISTING_FIELD.priceMicroPat);
  const buy = (listingId: number) => ({
    ...{ listingId, basedOnVersion: listings.get(listingId, LISTING_FIELD.version) },
    ...{ dossierId: 0, licenceHash: LICENCE, rulesHash: RULES_HASH },
    ...{ capMicroPat: 0, renews: false },
  });
  const named = { targets: [{ seriesId: 0, providerId: provider }] };
  const budget = (dailyBudgetMicroPat: number) => ({
    ...{ ...named, dailyBudgetMicroPat, totalBudgetMicroPat: 10 * price },
  });
  const unnamed = [two, grant(venue, two, { ...budget(10 * price), targets: [] })] as const;
  const poor = [two, grant(venue, two, budget(price - 1))] as const;
  const rich = [two, grant(venue, two, budget(price))] as const;
  expect(command(venue, unnamed, 'purchaseListing', buy(1))).toBe(CODE.AGENT_NOT_ALLOWED);
  expect(command(venue, poor, 'purchaseListing', buy(1))).toBe(CODE.AGENT_BUDGET);
  // What is private is not there for an agent either, dear or not.
  expect(command(venue, poor, 'purchaseListing', buy(2))).toBe(CODE.UNKNOWN_LISTING);
  expect(command(venue, rich, 'purchaseListing', buy(1))).toBe(0);
  expect(venue.core.state.registry.agent(rich[1])?.spentMicroPat).toBe(price);
  const approve = { agentKeyId: poor[1], amountMicroPat: price, seriesId: 0, listingId: 9 };
  const until = { expiresTimeMs: venue.timeMs + 1_000 };
  expect(resultOf(venue.send(two, 'approveAgentSpend', { ...approve, ...until }))).toBe(0);
});

test('whatever agents try and owners approve, spending stays within what was said, also in a copy', () => {
  const step = fc.record({
    agent: fc.nat(1),
    lots: fc.integer({ min: 1, max: 12 }),
    priceTicks: fc.constantFrom(90, 100, 101, 130),
    approve: fc.constantFrom(0, 0, 0, 4_040_000),
    waitMs: fc.constantFrom(0, 0, 30_000, DAY_MS),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const venue = tradingVenue();
      venue.isChecked = false;
      const [one = 0] = venue.consumers;
      const [provider = 0] = venue.providers;
      venue.order(provider, { side: SELL, priceTicks: 100, lots: 60 });
      venue.order(provider, { side: SELL, priceTicks: 101, lots: 900 });
      const ids = [grant(venue, one), grant(venue, one, { totalBudgetMicroPat: 12_000_000 })];
      const spent = ids.map(() => ({ all: 0, days: new Map<number, number>(), approved: 0 }));
      for (const { agent, lots, priceTicks, approve, waitMs } of steps) {
        venue.timeMs += waitMs;
        const id = ids[agent] ?? 0;
        const own = spent[agent] as (typeof spent)[number];
        if (approve > 0) {
          venue.send(one, 'approveAgentSpend', {
            ...{ agentKeyId: id, amountMicroPat: approve, seriesId: 1, listingId: 0 },
            expiresTimeMs: venue.timeMs + 60_000,
          });
          own.approved += approve;
        }
        const before = balance(venue, one);
        const code = order(venue, [one, id], { lots, priceTicks });
        const cost = before - balance(venue, one);
        expect(code === 0 || cost === 0).toBe(true);
        const day = Math.floor(venue.timeMs / DAY_MS);
        own.all += cost;
        own.days.set(day, (own.days.get(day) ?? 0) + cost);
      }
      venue.check();
      for (const [i, { all, days, approved }] of spent.entries()) {
        expect(all).toBeLessThanOrEqual((i === 0 ? 25_000_000 : 12_000_000) + approved);
        for (const cost of days.values()) {
          expect(cost).toBeLessThanOrEqual(10_000_000 + approved);
        }
      }
      const copy = new Core({ limits: SMALL_LIMITS });
      expect(importState(copy, exportState(venue.core))).toBeUndefined();
      const carried = carriedInto(venue.core, SMALL_LIMITS);
      for (const { state } of [copy, carried]) {
        expect(state.registry.agents).toEqual(venue.core.state.registry.agents);
      }
      expect(Buffer.compare(carriedBytes(venue.core), carriedBytes(carried))).toBe(0);
    }),
    { numRuns: Number(process.env.PATX_RUNS ?? 25) },
  );
});
