// Goal: catch a parameter without a sane default, a change that is half applied, one that contradicts another, and a
// scope that does not win where it should.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_PARAMETERS,
  findParameter,
  ParameterStore,
  QUOTING_PARAMETERS,
  targetChain,
  tuningOf,
} from '../../src/quoting/index.js';

const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';
const SERIES = `${CONTRACT}@2026-11-16`;
const change = (name: string, value: number | null, target = '', expectedVersion = 0) => ({
  name,
  value,
  target,
  expectedVersion,
});

describe('the table', () => {
  it('has integer bounds around every default, unique names with the unit last, and a sentence each', () => {
    const names = QUOTING_PARAMETERS.map((spec) => spec.name);
    expect(new Set(names).size).toBe(names.length);
    const units = { ppm: /_ppm$/, ms: /_ms$/, lots: /_lots$/, micro_pat: /_micro_pat$/ };
    for (const spec of QUOTING_PARAMETERS) {
      for (const value of [spec.minValue, spec.defaultValue, spec.maxValue]) {
        expect(Number.isSafeInteger(value)).toBe(true);
      }
      expect(spec.minValue).toBeLessThanOrEqual(spec.defaultValue);
      expect(spec.defaultValue).toBeLessThanOrEqual(spec.maxValue);
      expect(spec.description).toMatch(/^\S.*\.$/);
      const pattern = Object.entries(units).find(([unit]) => unit === spec.unit)?.[1];
      if (pattern !== undefined) expect(spec.name).toMatch(pattern);
      expect(findParameter(spec.name)).toBe(spec);
    }
  });

  it('has the defaults of the specification, and where the simulation spoke against one, its own', () => {
    const tuning = tuningOf(DEFAULT_PARAMETERS);
    expect(tuning.curve).toMatchObject({
      shape: 'halflife',
      start: 1.25,
      end: 0.2,
      halfLife: 0.35,
    });
    expect(tuning.demand).toMatchObject({ slowShare: 0.5, epsilonPerDay: 1 });
    expect(tuning.demand.logFull).toBeCloseTo(Math.log(1.15), 15);
    expect(tuning.carry).toEqual({ weight: 2, min: 0.5 });
    expect(tuning.scarcity).toMatchObject({
      flowWeight: 0.05,
      stockWeight: 0.05,
      min: 0.6,
      max: 1.8,
    });
    expect(tuning.pressure).toEqual({ min: 0.4, max: 3 });
    expect(tuning.volatility).toMatchObject({ prior: 0.08, floor: 0.03, cap: 1, jumpSigmas: 4 });
    expect(tuning.spread).toMatchObject({
      base: 0.01,
      volatilityWeight: 0.5,
      min: 0.005,
      max: 0.25,
    });
    expect(tuning.inventory).toMatchObject({ skewWeight: 5, skewMax: 0.15, clearingMax: 0.3 });
    expect(tuning.inventory.skewHorizonDays).toBe(3);
    expect(tuning.pressureLogPerHour).toBeCloseTo(Math.log(1.1), 15);
    expect(tuning.baseLogPerDay).toBeCloseTo(Math.log(1.02), 15);
    expect(tuning.bidCutoff).toBe(0.98);
  });
});

describe('targets', () => {
  it('inherit from venue to series', () => {
    expect(targetChain('')).toEqual(['']);
    expect(targetChain('AUTO_INTENT')).toEqual(['', 'AUTO_INTENT']);
    expect(targetChain(SERIES)).toEqual(['', 'AUTO_INTENT', CONTRACT, SERIES]);
    expect(targetChain('FEED:gold|1M|pro@2026-12-01')?.length).toBe(4);
    for (const bad of [
      'A|B',
      'A|B|C|D',
      '|7D|x',
      'A@B',
      'A|B|C@',
      'A|B|C@d@e',
      'A B',
      'x'.repeat(200),
    ]) {
      expect(targetChain(bad)).toBeUndefined();
    }
  });

  it('resolve to the most specific value', () => {
    const store = new ParameterStore();
    const name = 'top_lots';
    const at = (target: string) => store.resolve(target).topLots;
    store.apply(change(name, 20));
    store.apply(change(name, 40, CONTRACT));
    expect([at(''), at('AUTO_INTENT'), at(CONTRACT), at(SERIES)]).toEqual([20, 20, 40, 40]);
    store.apply(change(name, 30, 'AUTO_INTENT'));
    store.apply(change(name, 50, SERIES));
    expect([at(''), at('AUTO_INTENT'), at(CONTRACT), at(SERIES)]).toEqual([20, 30, 40, 50]);
    expect(store.tuning(`${CONTRACT}@2026-11-17`).ladder.topLots).toBe(40);
    expect(store.tuning(`${CONTRACT}@2026-11-17`)).toBe(store.tuning(CONTRACT));
    store.apply(change(name, null, CONTRACT));
    expect([at(CONTRACT), at(SERIES)]).toEqual([30, 50]);
    expect(store.resolve('TRAVEL').topLots).toBe(20);
    expect(store.resolve('not a target').topLots).toBe(20);
  });
});

describe('a change', () => {
  it('answers old and new value and the version it makes', () => {
    const store = new ParameterStore();
    expect(store.apply(change('spread_min_ppm', 7_000, CONTRACT, 1))).toEqual({
      ok: true,
      key: 'spreadMinPpm',
      target: CONTRACT,
      oldValue: null,
      newValue: 7_000,
      version: 2,
    });
    expect(store.apply(change('spread_min_ppm', null, CONTRACT, 2))).toMatchObject({
      oldValue: 7_000,
      newValue: null,
      version: 3,
    });
    expect(store.override(CONTRACT, 'spreadMinPpm')).toBeUndefined();
  });

  it('is refused with field and range when unknown, stale, misplaced or out of bounds', () => {
    const store = new ParameterStore();
    const refused = (...args: Parameters<typeof change>) => store.apply(change(...args));
    expect(refused('no_such', 1)).toMatchObject({ code: 'UNKNOWN_PARAMETER', field: 'name' });
    expect(refused('top_lots', 1, 'A|B')).toMatchObject({ code: 'INVALID_FIELD', field: 'target' });
    expect(refused('daily_loss_ppm', 1, CONTRACT)).toMatchObject({ code: 'INVALID_FIELD' });
    expect(refused('top_lots', 1, '', 9)).toMatchObject({ code: 'STALE_VERSION' });
    for (const value of [-1, 1_000_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refused('top_lots', value)).toEqual({
        ok: false,
        code: 'PARAMETER_RANGE',
        field: 'value',
        min: 0,
        max: 1_000_000,
      });
    }
    expect(store.version).toBe(1);
    expect(store.resolve(SERIES)).toEqual(DEFAULT_PARAMETERS);
  });

  it('is refused where it would contradict another, here or below', () => {
    const store = new ParameterStore();
    expect(store.apply(change('spread_min_ppm', 150_000, CONTRACT)).ok).toBe(true);
    // At the venue 100,000 is above its own minimum of 5,000, but the contract's minimum is above it.
    expect(store.apply(change('spread_max_ppm', 100_000))).toEqual({
      ok: false,
      code: 'PARAMETER_RANGE',
      field: 'value',
      min: 150_000,
      max: 290_000,
    });
    expect(store.apply(change('spread_max_ppm', 160_000, SERIES)).ok).toBe(true);
    expect(store.apply(change('spread_min_ppm', 170_000, CONTRACT))).toMatchObject({
      max: 160_000,
    });
    // Removing an override may contradict as well.
    expect(store.apply(change('spread_max_ppm', 280_000)).ok).toBe(true);
    expect(store.apply(change('spread_max_ppm', 290_000, 'TRAVEL')).ok).toBe(true);
    expect(store.apply(change('spread_min_ppm', 200_000, 'TRAVEL')).ok).toBe(true);
    expect(store.apply(change('spread_max_ppm', 190_000)).ok).toBe(true);
    expect(store.apply(change('spread_max_ppm', null, 'TRAVEL'))).toMatchObject({ min: 200_000 });
  });

  it('never leaves a resolved set out of bounds or out of order, whatever is tried', () => {
    const spec = fc.constantFrom(...QUOTING_PARAMETERS);
    const target = fc.constantFrom('', 'AUTO_INTENT', CONTRACT, SERIES, 'TRAVEL');
    const one = fc.tuple(
      spec,
      target,
      fc.double({ min: -0.1, max: 1.1, noNaN: true }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 80 }), (changes) => {
        const store = new ParameterStore();
        for (const [{ name, minValue, maxValue }, where, share, remove] of changes) {
          const value = Math.round(minValue + share * (maxValue - minValue));
          store.apply(change(name, remove ? null : value, where));
        }
        for (const where of ['', 'AUTO_INTENT', CONTRACT, SERIES, 'TRAVEL']) {
          const values = store.resolve(where);
          for (const { key, minValue, maxValue } of QUOTING_PARAMETERS) {
            expect(values[key]).toBeGreaterThanOrEqual(minValue);
            expect(values[key]).toBeLessThanOrEqual(maxValue);
          }
          expect(values.spreadMinPpm).toBeLessThanOrEqual(values.spreadMaxPpm);
          expect(values.freshnessEndPpm).toBeLessThanOrEqual(values.freshnessStartPpm);
          expect(values.volatilityFloorPpm).toBeLessThanOrEqual(values.volatilityCapPpm);
        }
      }),
    );
  });
});
