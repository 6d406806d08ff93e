/**
 * Catches a case of surveillance that is lost, decided by nobody, opened twice for one finding or about what is not there, and one
 * operator that uses up the room for all; and cases that a snapshot or an upgrade forgets.
 */
import { expect, test } from 'vitest';
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
  CASES_MAX,
  OPEN_CASES_MAX,
  OPEN_CASES_OF_ONE_MAX,
} from '../../../src/engine/core/venue/case-desk.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CASE_DECISION,
  CASE_KIND,
  type ColdBodies,
  KEY_SCOPE,
} from '../../../src/values/index.js';
import { SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';
import { carriedBytes, carriedInto } from './carry/copy.js';

const A = FIRST_OPERATOR_ACCOUNT;

function hashOf(number: number): Uint8Array {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

const told = (events: number[][]): { code: number; reference: number } => {
  const found = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return {
    code: found[COMMAND_RESULT.code] ?? 0,
    reference: found[COMMAND_RESULT.reference] ?? 0,
  };
};

function open(
  venue: TradingVenue,
  number: number,
  fields: Partial<ColdBodies['openCase']> = {},
  by = A,
) {
  const [accountId = 0] = venue.consumers;
  return told(
    venue.send(by, 'openCase', {
      ...{ caseKind: CASE_KIND.WASH, parties: [{ accountId }], seriesId: 1, reason: 'looks odd' },
      ...{ fromTimeMs: 1, untilTimeMs: 2, evidenceHash: hashOf(number), ...fields },
    }),
  );
}
const decide = (venue: TradingVenue, caseId: number, decision: number, by = A) =>
  told(venue.send(by, 'decideCase', { caseId, decision, reason: 'seen' }));

const secondOperator = (venue: TradingVenue, n: number): number =>
  venue
    .send(A, 'openAccount', {
      ...{ role: ACCOUNT_ROLE.OPERATOR, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 0 },
      ...{ publicKey: new Uint8Array(32).fill(n), scopes: [KEY_SCOPE.OPERATE], name: `o${n}` },
    })
    .find(([type]) => type === EVENT.ACCOUNT)?.[1] as number;

test('a case is of one finding about what is there, and keeps what was decided, by whom', () => {
  const venue = tradingVenue();
  const { cases } = venue.core.state.registry;
  const [one = 0, two = 0] = venue.consumers;
  const twice = { parties: [{ accountId: one }, { accountId: one }] };
  expect(open(venue, 1, twice).code).toBe(CODE.INVALID_FIELD);
  expect(open(venue, 1, { parties: [] }).code).toBe(CODE.INVALID_FIELD);
  expect(open(venue, 1, { parties: [{ accountId: 999 }] }).code).toBe(CODE.UNKNOWN_ACCOUNT);
  expect(open(venue, 1, { seriesId: 999 }).code).toBe(CODE.UNKNOWN_SERIES);
  expect(open(venue, 1, { fromTimeMs: 3 }).code).toBe(CODE.INVALID_FIELD);
  const late = { untilTimeMs: venue.timeMs + 60_000 };
  expect(open(venue, 1, late).code).toBe(CODE.INVALID_FIELD);
  expect(cases).toEqual([]);
  const parties = [{ accountId: one }, { accountId: two }];
  const { code, reference: caseId } = open(venue, 1, { parties });
  expect([code, caseId]).toEqual([0, 1]);
  expect(open(venue, 1).code).toBe(CODE.ALREADY_EXISTS);
  expect(decide(venue, 2, CASE_DECISION.WARNED).code).toBe(CODE.UNKNOWN_CASE);
  expect(decide(venue, caseId, CASE_DECISION.NO_VIOLATION, one).code).toBe(CODE.ROLE);
  expect(cases[0]).toMatchObject({ decision: 0, decidedBy: 0, accountIds: [one, two] });
  expect(decide(venue, caseId, CASE_DECISION.NO_VIOLATION).code).toBe(0);
  // Whoever decided too kindly is not the last word.
  const second = secondOperator(venue, 9);
  venue.timeMs += 5_000;
  expect(decide(venue, caseId, CASE_DECISION.RESTRICTED, second).code).toBe(0);
  expect(cases[0]).toMatchObject({
    ...{ decision: CASE_DECISION.RESTRICTED, decidedBy: second, decisionReason: 'seen' },
    ...{ openedBy: A, reason: 'looks odd', decidedAtMs: venue.timeMs },
  });
  // Nothing happens to the accounts.
  expect(venue.core.state.accounts.isKilled(one)).toBe(false);
  venue.check();
});

test('no operator uses up the room, open cases stay, and of the others the oldest go', () => {
  const venue = tradingVenue();
  venue.isChecked = false;
  const { cases } = venue.core.state.registry;
  const operators = [A, ...[11, 12, 13, 14].map((n) => secondOperator(venue, n))];
  let number = 0;
  const openAs = (by: number): number => {
    number += 1;
    return open(venue, number, {}, by).code;
  };
  for (let i = 0; i < OPEN_CASES_OF_ONE_MAX; i += 1) expect(openAs(A)).toBe(0);
  expect(openAs(A)).toBe(CODE.SHARE_USED);
  for (const by of operators.slice(1, 4)) {
    for (let i = 0; i < OPEN_CASES_OF_ONE_MAX; i += 1) expect(openAs(by)).toBe(0);
  }
  expect(cases).toHaveLength(OPEN_CASES_MAX);
  expect(openAs(operators[4] ?? 0)).toBe(CODE.CAPACITY_FULL);
  venue.check();
  // All of these are decided, and as many again come and are.
  for (const { caseId } of [...cases]) decide(venue, caseId, CASE_DECISION.WARNED);
  const first = open(venue, 1_000_000).reference;
  for (let i = 0; i < CASES_MAX; i += 1) {
    const { reference } = open(venue, 2_000_000 + i);
    expect(decide(venue, reference, CASE_DECISION.WARNED).code).toBe(0);
  }
  expect(cases).toHaveLength(CASES_MAX);
  expect(cases[0]).toMatchObject({ caseId: first, decision: 0 });
  expect(cases.at(-1)?.caseId).toBe(first + CASES_MAX);
  venue.check();
});

test('snapshots and upgrades keep them, and a venue without any carries nothing', () => {
  const venue = tradingVenue();
  const without = carriedBytes(venue.core).length;
  open(venue, 1);
  open(venue, 2, { caseKind: CASE_KIND.OTHER, seriesId: 0 });
  decide(venue, 1, CASE_DECISION.REFERRED);
  expect(carriedBytes(venue.core).length).toBeGreaterThan(without);
  const copy = new Core({ limits: SMALL_LIMITS });
  expect(importState(copy, exportState(venue.core))).toBeUndefined();
  const carried = carriedInto(venue.core, SMALL_LIMITS);
  expect(Buffer.compare(carriedBytes(venue.core), carriedBytes(carried))).toBe(0);
  for (const core of [copy, carried]) {
    expect(core.state.registry.cases).toEqual(venue.core.state.registry.cases);
  }
});
