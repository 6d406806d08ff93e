/**
 * Catches a parameter that is in force where it was not set or not where it was, a change that overwrites one its author
 * had not seen, and a restored core that reads other values than the one it was taken from.
 */
import fc from 'fast-check';
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
import { RISK_PARAMETERS } from '../../../src/risk/index.js';
import { formatSeriesKey } from '../../../src/values/index.js';
import {
  RULES,
  SMALL_LIMITS,
  START_MS,
  type TradingVenue,
  tradingVenue,
} from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const NAMES = ['max_order_share_ppm', 'collar_cap_ppm', 'max_notional_micro_pat'];
const VENUE_WIDE = 'max_open_orders';
const MINUTE_MS = 60_000;
const CONTRACTS = ['AUTO_INTENT|7D|0.70-0.85', 'AUTO_INTENT|1D|0.70-0.85', 'TRAVEL|7D|0.50-0.70'];

/** Three contracts in two segments, two series of the first and one of each other. */
function scene(): { venue: TradingVenue; targets: string[]; lineage: string[][] } {
  const venue = tradingVenue();
  for (const contract of CONTRACTS.slice(1)) {
    venue.send(OPERATOR, 'defineContract', { contract, rules: RULES });
  }
  const opened = [
    [1, START_MS],
    [1, START_MS - MINUTE_MS],
    [2, START_MS],
    [3, START_MS],
  ] as const;
  for (const [contractId, windowStartMs] of opened.slice(1)) {
    venue.send(OPERATOR, 'openSeries', { contractId, windowStartMs });
  }
  const { registry } = venue.core.state;
  /** Of each series, what may set its values, the most specific first. */
  const lineage = opened.map(([contractId, startMs]) => {
    const text = registry.contract(contractId)?.text ?? '';
    const segment = text.split('|')[0]?.trim() ?? '';
    return [formatSeriesKey(text, startMs), text, segment, ''];
  });
  return { venue, lineage, targets: [...new Set(lineage.flat())] };
}

function set(
  venue: TradingVenue,
  fields: {
    name: string;
    target?: string;
    value?: number;
    expectedVersion?: number;
    unset?: boolean;
  },
): { code: number; version: number } {
  const body = {
    target: '',
    value: 0,
    expectedVersion: 0,
    unset: false,
    reason: 'test',
    ...fields,
  };
  const events = venue.send(OPERATOR, 'setParameter', body);
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return {
    code: result[COMMAND_RESULT.code] ?? -1,
    version: result[COMMAND_RESULT.reference] ?? -1,
  };
}

const definitionOf = (name: string) => {
  const definition = RISK_PARAMETERS.find((one) => one.name === name);
  if (definition === undefined) throw new Error(`no parameter ${name}`);
  return definition;
};

test('the most specific value is in force everywhere, also after a restore', () => {
  const change = fc.record({
    name: fc.constantFrom(...NAMES),
    target: fc.nat(7),
    value: fc.option(fc.integer({ min: 1_200_000, max: 1_000_000_000 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
      const { venue, targets, lineage } = scene();
      const inForce = new Map<string, number | undefined>();
      const versions = new Map<string, number>();
      for (const { name, target: place, value } of changes) {
        const target = targets[place % targets.length] as string;
        const key = `${name} ${target}`;
        const expectedVersion = versions.get(key) ?? 0;
        const terms = { name, target, expectedVersion };
        const told = set(
          venue,
          value === undefined ? { ...terms, unset: true } : { ...terms, value },
        );
        expect(told).toEqual({ code: 0, version: expectedVersion + 1 });
        versions.set(key, told.version);
        inForce.set(key, value);
      }
      const copy = new Core({ limits: SMALL_LIMITS });
      expect(importState(copy, exportState(venue.core))).toBeUndefined();
      for (const [place, texts] of lineage.entries()) {
        for (const name of NAMES) {
          const value = texts
            .map((text) => inForce.get(`${name} ${text}`))
            .find((one) => one !== undefined);
          const expected = value ?? definitionOf(name).defaultValue;
          const index = venue.core.parameters.index(name);
          expect(venue.core.parameters.get(place + 1, index)).toBe(expected);
          expect(copy.parameters.get(place + 1, index)).toBe(expected);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('a series opened later takes the values that are in force for it', () => {
  const { venue, lineage } = scene();
  const [, contract = '', segment = ''] = lineage[2] as string[];
  const [share = '', cap = ''] = NAMES;
  set(venue, { name: share, target: contract, value: 1_234 });
  set(venue, { name: cap, target: segment, value: 7_000_000 });
  venue.send(OPERATOR, 'openSeries', { contractId: 2, windowStartMs: START_MS + MINUTE_MS });
  const { parameters, state } = venue.core;
  expect(state.series.count).toBe(5);
  expect(parameters.get(5, parameters.index(share))).toBe(1_234);
  expect(parameters.get(5, parameters.index(cap))).toBe(7_000_000);
});

describe('a change is refused', () => {
  const [name = ''] = NAMES;

  test('when it was made without knowing the last one of that very target', () => {
    const { venue, targets } = scene();
    const [series = '', contract = ''] = targets;
    expect(set(venue, { name, target: series, value: 10 })).toEqual({ code: 0, version: 1 });
    expect(set(venue, { name, target: series, value: 20, expectedVersion: 1 }).version).toBe(2);
    const stale = set(venue, { name, target: series, value: 30, expectedVersion: 1 });
    expect(stale.code).toBe(CODE.STALE_VERSION);
    // Another target has versions of its own.
    const early = set(venue, { name, target: contract, value: 30, expectedVersion: 1 });
    expect(early.code).toBe(CODE.STALE_VERSION);
    // An unset one goes on counting; 0 asks for no check.
    expect(set(venue, { name, target: series, unset: true, expectedVersion: 2 }).version).toBe(3);
    expect(set(venue, { name, target: series, value: 30 }).version).toBe(4);
    const index = venue.core.parameters.index(name);
    expect(venue.core.parameters.get(1, index)).toBe(30);
  });

  test('outside its range, at a target it does not have, and when there is none of the name', () => {
    const { venue, targets } = scene();
    const [series = ''] = targets;
    const before = venue.core.state.registry.parameterChanges.length;
    const { minValue, maxValue } = definitionOf(name);
    expect(set(venue, { name, value: minValue - 1 }).code).toBe(CODE.PARAMETER_RANGE);
    expect(set(venue, { name, value: maxValue + 1 }).code).toBe(CODE.PARAMETER_RANGE);
    expect(set(venue, { name, value: 1, target: 'NOBODY' }).code).toBe(CODE.INVALID_FIELD);
    const wide = { name: VENUE_WIDE, value: 1, target: series };
    expect(set(venue, wide).code).toBe(CODE.INVALID_FIELD);
    expect(set(venue, { name: 'no_such_name', value: 1 }).code).toBe(CODE.UNKNOWN_PARAMETER);
    expect(venue.core.state.registry.parameterChanges).toHaveLength(before);
    expect(set(venue, { name, value: minValue }).code).toBe(0);
    expect(set(venue, { name, value: maxValue }).code).toBe(0);
  });
});
