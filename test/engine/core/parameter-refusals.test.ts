/**
 * Catches a parameter that takes a value outside its bounds, two that contradict each other somewhere after any history of
 * changes, and a refused change that leaves something behind. Every parameter of the venue is tried, those of pricing too.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  PARAMETERS,
} from '../../../src/engine/core/index.js';
import { ACCOUNT_ROLE, FIELD_ID } from '../../../src/values/index.js';
import { approveWaiting, secondOperator } from '../../support/approvals.js';
import { RULES, SMALL_LIMITS, START_MS, TestVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const PAIRS = PARAMETERS.flatMap(({ name, notAbove = [] }) =>
  notAbove.map((high) => [name, high] as const),
);
const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';
const OTHER = 'AUTO_INTENT|1D|0.70-0.85';
const SERIES = `${CONTRACT}@${new Date(START_MS).toISOString().slice(0, 10)}`;
const TARGETS = ['', 'AUTO_INTENT', CONTRACT, OTHER, SERIES];

/** Two contracts of a segment, two series of the first and one of the other. */
function scene(): TestVenue {
  const venue = new TestVenue(SMALL_LIMITS);
  for (const contract of [CONTRACT, OTHER]) {
    venue.send(OPERATOR, 'defineContract', { contract, rules: RULES });
  }
  for (const [contractId, windowStartMs] of [
    [1, START_MS],
    [1, START_MS - 60_000],
    [2, START_MS],
  ] as const) {
    venue.send(OPERATOR, 'openSeries', { contractId, windowStartMs });
  }
  return venue;
}

interface Change {
  readonly name: string;
  readonly value?: number;
  readonly target?: string;
  readonly expectedVersion?: number;
  readonly unset?: boolean;
  readonly effectiveTimeMs?: number;
}

function set(venue: TestVenue, change: Change, author = OPERATOR) {
  const rest = { value: 0, target: '', expectedVersion: 0, unset: false, reason: 'test' };
  const events = venue.send(author, 'setParameter', { ...rest, ...change });
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return { code: result[COMMAND_RESULT.code], field: result[COMMAND_RESULT.field] };
}

/** All that a change could have touched. */
function standing({ core }: TestVenue): string {
  const { parameterChanges, parameterRequests, approvalMarks } = core.state.registry;
  const { timers, work } = core.state;
  const kept = { parameterChanges, parameterRequests, approvalMarks };
  return JSON.stringify({
    kept,
    values: [...core.parameters.values],
    due: timers.nextDueMs,
    work: work.count,
  });
}

describe.each(PARAMETERS.map((one) => [one.name, one] as const))(
  '%s',
  (name, { minValue, maxValue, defaultValue, scope }) => {
    test('has a default within its bounds, and refuses what is outside with the field', () => {
      expect(defaultValue >= minValue && defaultValue <= maxValue && minValue < maxValue).toBe(
        true,
      );
      const venue = scene();
      const before = standing(venue);
      const targets = scope === 'venue' ? [''] : TARGETS;
      for (const target of targets) {
        for (const value of [
          minValue - 1,
          maxValue + 1,
          -Number.MAX_SAFE_INTEGER,
          Number.MAX_SAFE_INTEGER,
        ]) {
          const refused = set(venue, { name, value, target });
          expect(refused).toEqual({ code: CODE.PARAMETER_RANGE, field: FIELD_ID.value });
        }
      }
      if (scope === 'venue') {
        const refused = set(venue, { name, value: defaultValue, target: CONTRACT });
        expect(refused).toEqual({ code: CODE.INVALID_FIELD, field: FIELD_ID.target });
      }
      const stale = set(venue, { name, value: defaultValue, expectedVersion: 7 });
      expect(stale).toEqual({ code: CODE.STALE_VERSION, field: FIELD_ID.expected_version });
      const late = set(venue, { name, value: defaultValue, effectiveTimeMs: venue.timeMs });
      expect(late).toEqual({ code: CODE.INVALID_FIELD, field: FIELD_ID.effective_time_ns });
      expect(standing(venue)).toBe(before);
    });
  },
);

test('an unknown name, a place there is not, and an account that may not, change nothing', () => {
  const venue = scene();
  venue.send(OPERATOR, 'openAccount', {
    role: ACCOUNT_ROLE.CONSUMER,
    accountClass: 1,
    firmGroup: 0,
    publicKey: new Uint8Array(0),
    scopes: [],
    name: 'consumer',
  });
  const consumer = venue.core.state.accounts.count;
  const before = standing(venue);
  const name = 'collar_buy_ppm';
  const value = 1_300_000;
  expect(set(venue, { name: 'collar_buy', value }).code).toBe(CODE.UNKNOWN_PARAMETER);
  expect(set(venue, { name, value, target: 'AUTO' }).code).toBe(CODE.INVALID_FIELD);
  expect(set(venue, { name, value, target: `${CONTRACT}@2001-01-01` }).code).toBe(
    CODE.INVALID_FIELD,
  );
  expect(set(venue, { name, value }, consumer).code).toBe(CODE.ROLE);
  expect(set(venue, { name, value }, 1).code).toBe(CODE.ROLE);
  expect(standing(venue)).toBe(before);
});

test('after any changes, undone, removed and approved, no two contradict each other anywhere', () => {
  expect(PAIRS.length).toBeGreaterThan(5);
  const action = fc.record({
    isLow: fc.boolean(),
    target: fc.constantFrom(...TARGETS),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('set', 'set', 'set', 'set', 'later', 'unset', 'undo', 'time'),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...PAIRS),
      fc.array(action, { minLength: 5, maxLength: 40 }),
      (pair, actions) => {
        const venue = scene();
        secondOperator(venue);
        const { parameters, state } = venue.core;
        const [low, high] = pair.map((name) => PARAMETERS.find((one) => one.name === name));
        // Where the two can meet: around the default of the lower one.
        const from = Math.max(low?.minValue ?? 0, high?.minValue ?? 0);
        const most = Math.min(
          low?.maxValue ?? 0,
          high?.maxValue ?? 0,
          from + 4 * ((low?.defaultValue ?? 0) + 1),
        );
        for (const { isLow, target, share, kind } of actions) {
          const name = pair[isLow ? 0 : 1];
          const value = Math.round(from + share * (most - from));
          const at = { effectiveTimeMs: venue.timeMs + 1_000 };
          if (kind === 'set') set(venue, { name, target, value });
          else if (kind === 'later') set(venue, { name, target, value, ...at });
          else if (kind === 'unset') set(venue, { name, target, unset: true });
          else if (kind === 'time') venue.advance(1_000);
          else {
            const terms = { name, target, version: 1, expectedVersion: 0, reason: 'test' };
            venue.send(OPERATOR, 'rollBackParameter', terms);
          }
          approveWaiting(venue);
          for (let id = 0; id <= state.series.count; id += 1) {
            const get = (one: string): number => parameters.get(id, parameters.index(one));
            expect({ id, pair, fits: get(pair[0]) <= get(pair[1]) }).toMatchObject({ fits: true });
          }
        }
      },
    ),
    { numRuns: 50 },
  );
});
