/**
 * Catches a door that opens for somebody without an entitlement, before or after its time, for another action or
 * resource, and a denial that gives the wrong reason.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  SERIES_FIELD as S,
} from '../../../src/engine/core/index.js';
import { ENTITLEMENT_ORIGIN, SERIES_STATE, SIDE } from '../../../src/values/index.js';
import { DAY_MS, START_MS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;

interface Grant {
  readonly holderId: number;
  readonly resource: string;
  readonly actions: string;
  readonly validFromMs: number;
  readonly validToMs: number;
}

function grant(venue: TradingVenue, terms: Partial<Grant> & { origin?: number; quota?: number }) {
  const [holderId = 0] = venue.consumers;
  const events = venue.send(OPERATOR, 'grantEntitlement', {
    holderId,
    resource: 'dataset',
    actions: 'read,export',
    quota: 1,
    validFromMs: START_MS,
    validToMs: START_MS + DAY_MS,
    origin: ENTITLEMENT_ORIGIN.GRANT,
    licenceHash: new Uint8Array(32),
    ...terms,
  });
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return {
    code: result[COMMAND_RESULT.code] ?? -1,
    id: result[COMMAND_RESULT.reference] ?? -1,
  };
}

function revoke(venue: TradingVenue, entitlementId: number): number {
  const events = venue.send(OPERATOR, 'revokeEntitlement', { entitlementId, reason: 'test' });
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return result[COMMAND_RESULT.code] ?? -1;
}

/** Of an entitlement: why it keeps the door shut, if it does. */
interface Reason {
  readonly id: number;
  readonly reason: string | undefined;
}

/** What is to be decided on these, the newest first. */
function decisionOf(reasons: readonly Reason[]) {
  const open = reasons.find(({ reason }) => reason === undefined);
  if (open !== undefined) return { allow: true, entitlementId: open.id };
  const { id = 0, reason = 'NO_ENTITLEMENT' } = reasons[0] ?? {};
  return { allow: false, code: reason, entitlementId: id };
}

/** Why one entitlement keeps a door shut that asks for `read` at the start; undefined when it opens it. */
function denialOf(terms: {
  isRevoked: boolean;
  actions: string;
  validFromMs: number;
  validToMs: number;
}): string | undefined {
  const isEnded = terms.validToMs <= START_MS;
  // What is over cannot be revoked any more.
  if (terms.isRevoked && !isEnded) return 'REVOKED';
  if (terms.validFromMs > START_MS) return 'NOT_YET_VALID';
  if (isEnded) return 'EXPIRED';
  return terms.actions === 'read' ? undefined : 'ACTION_NOT_ALLOWED';
}

describe('a door', () => {
  test('is shut for whom nothing was granted, also when there is no such account', () => {
    const venue = tradingVenue();
    const { entitlements } = venue.core;
    for (const holder of [...venue.consumers, OPERATOR, 0, -1, 999]) {
      expect(entitlements.decide(holder, 'read', 'dataset', START_MS)).toEqual({
        allow: false,
        code: 'NO_ENTITLEMENT',
        entitlementId: 0,
      });
    }
  });

  test('opens from the first millisecond to before the last, for the holder, action and resource', () => {
    const venue = tradingVenue();
    const [holder = 0, another = 0] = venue.consumers;
    const { id } = grant(venue, {});
    const ask = (who: number, action: string, resource: string, nowMs: number) => {
      const decision = venue.core.entitlements.decide(who, action, resource, nowMs);
      return decision.allow ? decision.entitlementId : decision.code;
    };
    expect(ask(holder, 'read', 'dataset', START_MS)).toBe(id);
    expect(ask(holder, 'export', 'dataset', START_MS + DAY_MS - 1)).toBe(id);
    expect(ask(holder, 'read', 'dataset', START_MS - 1)).toBe('NOT_YET_VALID');
    expect(ask(holder, 'read', 'dataset', START_MS + DAY_MS)).toBe('EXPIRED');
    expect(ask(holder, 'delete', 'dataset', START_MS)).toBe('ACTION_NOT_ALLOWED');
    expect(ask(holder, 'rea', 'dataset', START_MS)).toBe('ACTION_NOT_ALLOWED');
    expect(ask(holder, 'read,export', 'dataset', START_MS)).toBe('ACTION_NOT_ALLOWED');
    expect(ask(holder, 'read', 'data', START_MS)).toBe('NO_ENTITLEMENT');
    expect(ask(another, 'read', 'dataset', START_MS)).toBe('NO_ENTITLEMENT');
    expect(revoke(venue, id)).toBe(0);
    expect(ask(holder, 'read', 'dataset', START_MS)).toBe('REVOKED');
  });

  test('opens if any of several entitlements opens it, else says why of the newest', () => {
    const term = fc.record({
      isOther: fc.boolean(),
      isRevoked: fc.boolean(),
      actions: fc.constantFrom('read', 'export'),
      fromDay: fc.integer({ min: -2, max: 1 }),
      days: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
        const venue = tradingVenue();
        const [holder = 0] = venue.consumers;
        const reasons: Reason[] = [];
        for (const { isOther, isRevoked, actions, fromDay, days } of terms) {
          const validFromMs = START_MS + fromDay * DAY_MS;
          const validToMs = validFromMs + days * DAY_MS;
          const resource = isOther ? 'another' : 'dataset';
          const { code, id } = grant(venue, { resource, actions, validFromMs, validToMs });
          expect(code).toBe(0);
          const isEnded = validToMs <= START_MS;
          if (isRevoked) expect(revoke(venue, id)).toBe(isEnded ? CODE.UNKNOWN_ENTITLEMENT : 0);
          const terms = { isRevoked, actions, validFromMs, validToMs };
          if (!isOther) reasons.unshift({ id, reason: denialOf(terms) });
        }
        const decision = venue.core.entitlements.decide(holder, 'read', 'dataset', START_MS);
        expect(decision).toEqual(decisionOf(reasons));
      }),
      { numRuns: 60 },
    );
  });
});

test('a grant is refused to nobody, for no time, of less than nothing, and as if exercised', () => {
  const venue = tradingVenue();
  expect(grant(venue, { holderId: 999 }).code).toBe(CODE.UNKNOWN_ACCOUNT);
  expect(grant(venue, { validToMs: START_MS }).code).toBe(CODE.INVALID_FIELD);
  expect(grant(venue, { quota: -1 }).code).toBe(CODE.INVALID_FIELD);
  expect(grant(venue, { origin: ENTITLEMENT_ORIGIN.EXERCISE }).code).toBe(CODE.INVALID_FIELD);
  expect(venue.core.state.entitlements.highWater).toBe(0);
});

test('what is over cannot be revoked, nor what never was', () => {
  const venue = tradingVenue();
  const { id } = grant(venue, {});
  expect(revoke(venue, id + 1)).toBe(CODE.UNKNOWN_ENTITLEMENT);
  expect(revoke(venue, 0)).toBe(CODE.UNKNOWN_ENTITLEMENT);
  expect(revoke(venue, id)).toBe(0);
  expect(revoke(venue, id)).toBe(CODE.UNKNOWN_ENTITLEMENT);
  const { id: second } = grant(venue, {});
  venue.advance(DAY_MS);
  expect(revoke(venue, second)).toBe(CODE.UNKNOWN_ENTITLEMENT);
});

describe('a store of entitlements that is full, three quarters of it over', () => {
  const FULL = 256;
  const LIVE = 64;

  /** The first slots are valid for a year, the others over. */
  function fullStore(): TradingVenue {
    const venue = tradingVenue({}, { maxEntitlements: FULL });
    venue.isChecked = false;
    const [, holderId = 0] = venue.consumers;
    const validFromMs = venue.timeMs;
    for (let i = 0; i < FULL; i += 1) {
      const validToMs = validFromMs + (i < LIVE ? 365 * DAY_MS : 1_000);
      expect(grant(venue, { holderId, validFromMs, validToMs }).code).toBe(0);
    }
    expect(grant(venue, { holderId, validToMs: validFromMs + DAY_MS }).code).toBe(
      CODE.CAPACITY_FULL,
    );
    venue.timeMs += 2_000;
    return venue;
  }

  test('takes as many as are over, and not one more', () => {
    const venue = fullStore();
    const [holderId = 0] = venue.consumers;
    const terms = { holderId, validFromMs: venue.timeMs, validToMs: venue.timeMs + DAY_MS };
    const ids = new Set<number>();
    for (let i = LIVE; i < FULL; i += 1) {
      const { code, id } = grant(venue, terms);
      expect(code).toBe(0);
      ids.add(id);
    }
    expect(ids.size).toBe(FULL - LIVE);
    expect(grant(venue, terms).code).toBe(CODE.CAPACITY_FULL);
    // What is revoked makes room at once.
    expect(revoke(venue, [...ids][100] ?? 0)).toBe(0);
    expect(grant(venue, terms).code).toBe(0);
    expect(grant(venue, terms).code).toBe(CODE.CAPACITY_FULL);
    venue.check();
  });

  test('serves an exercise whole, and lets a series close', () => {
    const venue = fullStore();
    const [consumer = 0] = venue.consumers;
    const { series, ledger } = venue.core.state;
    for (const provider of venue.providers) {
      venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 10 });
    }
    venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 20 });
    const before = ledger.available(consumer);
    venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 15 });
    expect(ledger.available(consumer)).toBe(before);
    const count = (field: number): number => series.get(1, field);
    expect([count(S.failedLots), count(S.exercisedLots)]).toEqual([0, 15]);
    // Their deadline, and that of the cure.
    for (let i = 0; i < 2; i += 1) venue.advance(DAY_MS);
    venue.timeMs = count(S.endMs);
    for (let i = 0; i < 20; i += 1) venue.send(0, 'advanceTime', {});
    // The deliveries of the first fifteen had failed long before.
    expect([count(S.state), count(S.failedLots), count(S.exercisedLots)]).toEqual([
      SERIES_STATE.CLOSED,
      15,
      5,
    ]);
    venue.check();
  });
});
