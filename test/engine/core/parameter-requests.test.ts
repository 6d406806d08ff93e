/**
 * Catches a change that takes effect without the second person it needs, twice, late, half, or over one its author or
 * approver had not seen; a schedule that depends on anything but the commands; a rollback to another value than before.
 */
import { describe, expect, test } from 'vitest';
import {
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
} from '../../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  KEY_SCOPE,
  PARAMETER_REQUEST_STATE,
} from '../../../src/values/index.js';
import { secondOperator } from '../../support/approvals.js';
import { DAY_MS, SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const GUARDED = 'broker_series_exposure_ppm';
const FREE = 'max_open_orders';
const HOUR_MS = 3_600_000;
const { AWAITING_APPROVAL, SCHEDULED, EFFECTIVE, WITHDRAWN, LAPSED, REFUSED } =
  PARAMETER_REQUEST_STATE;

interface Told {
  readonly code: number;
  readonly reference: number;
  readonly affected: number;
}

function told(events: number[][]): Told {
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return {
    code: result[COMMAND_RESULT.code] ?? -1,
    reference: result[COMMAND_RESULT.reference] ?? -1,
    affected: result[COMMAND_RESULT.affected] ?? -1,
  };
}

/** The states requests came to, as the events tell them. */
const moves = (events: number[][]): number[] =>
  events.filter(([type]) => type === EVENT.PARAMETER_REQUEST).map((event) => event[2] as number);

interface Terms {
  readonly name?: string;
  readonly target?: string;
  readonly value?: number;
  readonly unset?: boolean;
  readonly expectedVersion?: number;
  readonly effectiveTimeMs?: number;
}

function set(venue: TradingVenue, terms: Terms, author = OPERATOR): Told {
  const body = { name: FREE, target: '', value: 7, expectedVersion: 0, unset: false, reason: 'r' };
  return told(venue.send(author, 'setParameter', { ...body, ...terms }));
}

const approve = (venue: TradingVenue, author: number, parameterRequestId: number): Told =>
  told(venue.send(author, 'approveParameter', { parameterRequestId, reason: 'yes' }));

const inForce = (venue: TradingVenue, name: string): number =>
  venue.core.parameters.venue(venue.core.parameters.index(name));

const stateOf = (venue: TradingVenue, id: number): number | undefined =>
  venue.core.state.registry.parameterRequests[id - 1]?.state;

describe('what two people decide', () => {
  test('waits for the second, who is not the first, and then takes effect once', () => {
    const venue = tradingVenue();
    const second = secondOperator(venue);
    const before = inForce(venue, GUARDED);
    const asked = set(venue, { name: GUARDED, value: 5_000 });
    expect(asked).toEqual({ code: 0, reference: 1, affected: 1 });
    expect(inForce(venue, GUARDED)).toBe(before);
    expect(approve(venue, OPERATOR, 1).code).toBe(CODE.SECOND_PERSON);
    expect(inForce(venue, GUARDED)).toBe(before);
    expect(approve(venue, second, 1).code).toBe(0);
    expect(inForce(venue, GUARDED)).toBe(5_000);
    expect(approve(venue, second, 1).code).toBe(CODE.UNKNOWN_PARAMETER_REQUEST);
    const [change] = venue.core.state.registry.parameterChanges;
    expect(change).toMatchObject({ authorId: OPERATOR, approverId: second, version: 1 });
  });

  test('is refused to everybody but operators', () => {
    const venue = tradingVenue();
    set(venue, { name: GUARDED, value: 5_000 });
    for (const account of [1, venue.consumers[0] as number, venue.providers[0] as number]) {
      expect(approve(venue, account, 1).code).toBe(CODE.ROLE);
      const withdrawn = venue.send(account, 'withdrawParameter', {
        parameterRequestId: 1,
        reason: 'no',
      });
      expect(told(withdrawn).code).toBe(CODE.ROLE);
    }
    expect(stateOf(venue, 1)).toBe(AWAITING_APPROVAL);
  });

  test('lapses when nobody agrees in time', () => {
    const venue = tradingVenue();
    const second = secondOperator(venue);
    set(venue, { name: GUARDED, value: 5_000 });
    expect(moves(venue.advance(DAY_MS - 1))).toEqual([]);
    expect(moves(venue.advance(1))).toEqual([LAPSED]);
    expect(approve(venue, second, 1).code).toBe(CODE.UNKNOWN_PARAMETER_REQUEST);
    expect(venue.core.state.registry.parameterChanges).toEqual([]);
  });

  test('is not approved any more when the value has moved on, and can be withdrawn', () => {
    const venue = tradingVenue();
    const second = secondOperator(venue);
    set(venue, { name: GUARDED, value: 5_000 });
    set(venue, { name: GUARDED, value: 6_000 });
    expect(approve(venue, second, 2).code).toBe(0);
    expect(approve(venue, second, 1).code).toBe(CODE.STALE_VERSION);
    expect(inForce(venue, GUARDED)).toBe(6_000);
    const events = venue.send(OPERATOR, 'withdrawParameter', {
      parameterRequestId: 1,
      reason: 'no',
    });
    expect(moves(events)).toEqual([WITHDRAWN]);
    expect(approve(venue, second, 1).code).toBe(CODE.UNKNOWN_PARAMETER_REQUEST);
  });

  test('can be more than the defaults say at once, but less only by two people', () => {
    const venue = tradingVenue();
    const second = secondOperator(venue);
    const ask = (name: string, required: boolean): Told =>
      told(venue.send(OPERATOR, 'requireApproval', { name, required, reason: 'care' }));
    expect(ask(FREE, true)).toMatchObject({ code: 0, affected: 0 });
    expect(set(venue, { value: 9 }).affected).toBe(1);
    expect(ask(FREE, false)).toMatchObject({ code: 0, affected: 1 });
    expect(set(venue, { value: 9 }).affected).toBe(1);
    expect(approve(venue, OPERATOR, 3).code).toBe(CODE.SECOND_PERSON);
    expect(approve(venue, second, 3).code).toBe(0);
    expect(set(venue, { value: 9 })).toEqual({ code: 0, reference: 1, affected: 0 });
    expect(inForce(venue, FREE)).toBe(9);
    expect(ask('no_such_ppm', true).code).toBe(CODE.UNKNOWN_PARAMETER);
  });

  test('is bounded in number, and a refused one leaves nothing behind', () => {
    const venue = tradingVenue();
    for (let i = 0; i < 64; i += 1) expect(set(venue, { name: GUARDED, value: i }).code).toBe(0);
    expect(set(venue, { name: GUARDED, value: 1 }).code).toBe(CODE.CAPACITY_FULL);
    expect(venue.core.state.registry.parameterRequests).toHaveLength(64);
    venue.advance(DAY_MS);
    expect(set(venue, { name: GUARDED, value: 1 }).code).toBe(0);
  });
});

describe('a change with a time', () => {
  test('takes effect then and not before, also after a restore in between', () => {
    const venue = tradingVenue();
    const atMs = venue.timeMs + HOUR_MS;
    expect(set(venue, { effectiveTimeMs: atMs })).toEqual({ code: 0, reference: 1, affected: 1 });
    expect(stateOf(venue, 1)).toBe(SCHEDULED);
    const copy = new Core({ limits: SMALL_LIMITS });
    expect(importState(copy, exportState(venue.core))).toBeUndefined();
    expect(copy.changes.waiting()).toEqual(venue.core.changes.waiting());
    expect(moves(venue.advance(HOUR_MS - 1))).toEqual([]);
    expect(inForce(venue, FREE)).toBe(200);
    expect(moves(venue.advance(1))).toEqual([EFFECTIVE]);
    expect(inForce(venue, FREE)).toBe(7);
    const [change] = venue.core.state.registry.parameterChanges;
    expect(change).toMatchObject({ effectiveTimeMs: atMs, version: 1, oldValue: 200, value: 7 });
  });

  test('is refused in the past, and cancelled before it begins', () => {
    const venue = tradingVenue();
    expect(set(venue, { effectiveTimeMs: venue.timeMs }).code).toBe(CODE.INVALID_FIELD);
    set(venue, { effectiveTimeMs: venue.timeMs + HOUR_MS });
    venue.send(OPERATOR, 'withdrawParameter', { parameterRequestId: 1, reason: 'no' });
    expect(moves(venue.advance(2 * HOUR_MS))).toEqual([]);
    expect(inForce(venue, FREE)).toBe(200);
  });

  test('does not replace a value its author named and has not seen', () => {
    const venue = tradingVenue();
    set(venue, { value: 50 });
    set(venue, { value: 7, expectedVersion: 1, effectiveTimeMs: venue.timeMs + HOUR_MS });
    set(venue, { value: 60 });
    expect(moves(venue.advance(HOUR_MS))).toEqual([REFUSED]);
    expect(inForce(venue, FREE)).toBe(60);
  });

  test('waits for the second person first and lapses when its time comes without', () => {
    const venue = tradingVenue();
    const second = secondOperator(venue);
    const terms = { name: GUARDED, value: 5_000, effectiveTimeMs: venue.timeMs + HOUR_MS };
    set(venue, terms);
    set(venue, terms);
    expect(approve(venue, second, 2).code).toBe(0);
    expect([stateOf(venue, 1), stateOf(venue, 2)]).toEqual([AWAITING_APPROVAL, SCHEDULED]);
    expect(moves(venue.advance(HOUR_MS)).toSorted()).toEqual([EFFECTIVE, LAPSED]);
    expect(inForce(venue, GUARDED)).toBe(5_000);
  });

  test('is refused at its time when it contradicts what was set meanwhile', () => {
    const venue = tradingVenue();
    const effectiveTimeMs = venue.timeMs + HOUR_MS;
    expect(set(venue, { name: 'collar_buy_ppm', value: 3_000_000, effectiveTimeMs }).code).toBe(0);
    expect(set(venue, { name: 'collar_cap_ppm', value: 2_000_000 }).code).toBe(0);
    expect(moves(venue.advance(HOUR_MS))).toEqual([REFUSED]);
    expect(inForce(venue, 'collar_buy_ppm')).toBe(1_200_000);
  });
});

describe('a rollback', () => {
  const rollBack = (venue: TradingVenue, version: number, expectedVersion = 0): Told => {
    const body = { name: FREE, target: '', version, expectedVersion, reason: 'back' };
    return told(venue.send(OPERATOR, 'rollBackParameter', body));
  };

  test('restores what was in force before the version, as a change that says so', () => {
    const venue = tradingVenue();
    for (const value of [50, 60, 70]) set(venue, { value });
    expect(rollBack(venue, 3)).toMatchObject({ code: 0, reference: 4 });
    expect(inForce(venue, FREE)).toBe(60);
    expect(rollBack(venue, 1)).toMatchObject({ code: 0, reference: 5 });
    expect(inForce(venue, FREE)).toBe(200);
    // Undoing the undoing brings the value back.
    expect(rollBack(venue, 5)).toMatchObject({ code: 0, reference: 6 });
    expect(inForce(venue, FREE)).toBe(60);
    const { parameterChanges } = venue.core.state.registry;
    expect(parameterChanges.map((one) => one.undoesVersion)).toEqual([0, 0, 0, 3, 1, 5]);
  });

  test('of a version there is not, or from a stale one, is refused', () => {
    const venue = tradingVenue();
    set(venue, { value: 50 });
    expect(rollBack(venue, 2).code).toBe(CODE.INVALID_FIELD);
    expect(rollBack(venue, 0).code).toBe(CODE.INVALID_FIELD);
    set(venue, { value: 60 });
    expect(rollBack(venue, 2, 1).code).toBe(CODE.STALE_VERSION);
    expect(inForce(venue, FREE)).toBe(60);
  });

  test('of what two people decide needs two people', () => {
    const venue = tradingVenue();
    const second = secondOperator(venue);
    set(venue, { name: GUARDED, value: 5_000 });
    approve(venue, second, 1);
    const body = { name: GUARDED, target: '', version: 1, expectedVersion: 0, reason: 'back' };
    const asked = told(venue.send(second, 'rollBackParameter', body));
    expect(asked).toEqual({ code: 0, reference: 2, affected: 1 });
    expect(approve(venue, second, 2).code).toBe(CODE.SECOND_PERSON);
    expect(approve(venue, OPERATOR, 2).code).toBe(0);
    expect(inForce(venue, GUARDED)).toBe(100_000);
  });
});

describe('limits that contradict each other are refused and change nothing', () => {
  const SEGMENT = 'AUTO_INTENT';
  const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';

  test('at the same place, below it, and by taking a value away', () => {
    const venue = tradingVenue();
    const cap = (target: string, value: number): number =>
      set(venue, { name: 'collar_cap_ppm', target, value }).code;
    const buy = (target: string, value: number): number =>
      set(venue, { name: 'collar_buy_ppm', target, value }).code;
    expect(cap('', 1_100_000)).toBe(CODE.PARAMETER_ORDER);
    expect(cap(CONTRACT, 1_100_000)).toBe(CODE.PARAMETER_ORDER);
    expect(cap(CONTRACT, 1_300_000)).toBe(0);
    // What is set for the whole venue or the segment would count at the contract, where the cap is lower.
    expect(buy('', 1_400_000)).toBe(CODE.PARAMETER_ORDER);
    expect(buy(SEGMENT, 1_400_000)).toBe(CODE.PARAMETER_ORDER);
    expect(buy(CONTRACT, 1_300_000)).toBe(0);
    // Now the contract has its own value, and the venue's no longer counts there.
    expect(buy('', 1_400_000)).toBe(0);
    const unset = set(venue, { name: 'collar_buy_ppm', target: CONTRACT, unset: true });
    expect(unset.code).toBe(CODE.PARAMETER_ORDER);
    const { parameters, changes } = venue.core;
    const index = parameters.index('collar_buy_ppm');
    expect(parameters.get(1, index)).toBe(1_300_000);
    expect(changes.order.range(index, CONTRACT)).toEqual({ min: 1_000_000, max: 1_300_000 });
    expect(venue.core.state.registry.parameterChanges).toHaveLength(3);
  });
});

describe('with a passkey', () => {
  const passkey = (venue: TradingVenue, accountId: number, scopes: readonly number[]): void => {
    venue.send(accountId, 'registerPasskey', {
      ...{ credentialId: new Uint8Array([accountId]), credentialKey: new Uint8Array([1]), scopes },
      ...{ registeredByKeyId: 1, evidence: new Uint8Array(), label: 'phone' },
    });
  };
  const withPasskey = (venue: TradingVenue, author: number, id: number, passkeyId: number): Told =>
    told(
      venue.send(author, 'approveWithPasskey', {
        ...{ parameterRequestId: id, passkeyId, reason: 'yes', assertion: new Uint8Array([1]) },
      }),
    );

  test('whoever has one that may approve, approves with his own and in no other way', () => {
    const venue = tradingVenue();
    const events = venue.send(OPERATOR, 'openAccount', {
      ...{ role: ACCOUNT_ROLE.OPERATOR, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 0 },
      ...{ publicKey: new Uint8Array(32).fill(5), scopes: [KEY_SCOPE.OPERATE], name: 'second' },
    });
    const second = events.find(([type]) => type === EVENT.ACCOUNT)?.[1] as number;
    const { reference: id } = set(venue, { name: GUARDED, value: 300_000 });
    passkey(venue, OPERATOR, [KEY_SCOPE.OPERATE]);
    expect(withPasskey(venue, second, id, 1).code).toBe(CODE.INVALID_FIELD);
    passkey(venue, second, [KEY_SCOPE.OPERATE]);
    expect(approve(venue, second, id).code).toBe(CODE.PASSKEY_NEEDED);
    expect(withPasskey(venue, OPERATOR, id, 1).code).toBe(CODE.SECOND_PERSON);
    expect(withPasskey(venue, second, id, 2).code).toBe(0);
    expect(venue.core.state.registry.parameterRequest(id)).toMatchObject({
      ...{ state: EFFECTIVE, approverId: second },
    });
    expect(withPasskey(venue, second, id, 2).code).toBe(CODE.UNKNOWN_PARAMETER_REQUEST);
  });
});
