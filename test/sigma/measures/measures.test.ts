// Rows: SD15.
// Catches stability, capacity, seats, headroom, parity, trust, risk band, regime stability, disclosure and churn figures that differ from
// hand-worked or independent values, and inputs that would turn the unknown into a low or a high number.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CapacityInputs,
  capacityOf,
  churnReport,
  DISCLOSURES,
  disclosureReport,
  dragPerYear,
  headroom,
  isSlippageAlert,
  type Measure,
  maximumDrawdown,
  parityReport,
  rated,
  regimeStability,
  riskReport,
  seatLimit,
  simVariance,
  slippageDelta,
  stability,
  timeWarpDistance,
  trustScore,
  unrated,
} from '../../../src/sigma/measures/index.js';
import { drawdown, warp } from './independent.js';

const numberOf = (measure: Measure): number =>
  measure.status === 'RATED' ? measure.value : Number.NaN;
const definition = { name: 'part', formula: '', source: '' };
const part = (value: number): Measure => rated(definition, value, {});
const wave = (length: number, mean = 0): number[] =>
  Array.from({ length }, (_, i) => mean + 0.01 * Math.sin(i * 1.7) + 0.004 * Math.cos(i * 0.9));

describe('stability', () => {
  it('is worked by hand', () => {
    // Ten windows of 20 out of 29; the first 20 returns lose 1 % each, the last 9 gain 10 %: windows sum up to more than 0 from the
    // second 10 % on. Falls to 0.99^20.
    const returns = [...new Array<number>(20).fill(-0.01), ...new Array<number>(9).fill(0.1)];
    const fall = 1 - 0.99 ** 20;
    const positive = 8 / 10;
    expect(numberOf(stability(returns))).toBeCloseTo(0.5 * positive + 0.5 * (1 - fall / 0.5), 12);
  });
  it('takes drawdowns as an independent search finds them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.9, max: 0.9, noNaN: true }), { maxLength: 40 }),
        (returns) => {
          expect(Math.abs(maximumDrawdown(returns) - drawdown(returns))).toBeLessThan(1e-9);
        },
      ),
    );
    expect(maximumDrawdown([0.1, -1, 5])).toBe(1);
  });
  it('3 observations and NaN are unrated', () => {
    expect(stability([1, 2, 3])).toMatchObject({ reason: 'TOO_FEW_OBSERVATIONS' });
    expect(stability(new Array<number>(30).fill(Number.NaN))).toMatchObject({
      reason: 'NOT_FINITE',
    });
  });
});

describe('capacity', () => {
  const one: CapacityInputs = {
    grossReturnPerYear: 0.3,
    linearDragPerYear: 0.05,
    assets: [
      {
        asset: 'A',
        tradesPerYear: 100,
        tradeShare: 0.5,
        dailyVolatility: 0.03,
        averageDailyVolume: 50e6,
      },
    ],
  };
  it('is worked by hand', () => {
    // b = 100·0.5·⅔·1·0.03·√(0.5 / 50e6) = 1e-4; K_max = (0.25 / 1e-4)² = 6.25e6; K* = 4/9 of it; 2.5 % of 50e6 at half a trade
    // is room for 2.5e6, which is less.
    const { limit, capacity } = capacityOf(one);
    expect(numberOf(limit)).toBeCloseTo(6.25e6, 3);
    expect(capacity.inputs.impactCapacity).toBeCloseTo((4 / 9) * 6.25e6, 3);
    expect(numberOf(capacity)).toBeCloseTo(2.5e6, 6);
    expect(numberOf(seatLimit(capacity, 100_000))).toBe(25);
  });
  it('K_max is where the drag eats all, K* where the gain in money is largest', () => {
    const big = { ...one, assets: one.assets.map((a) => ({ ...a, tradeShare: 0.01 })) };
    const { limit, capacity } = capacityOf(big);
    expect(dragPerYear(big, numberOf(limit))).toBeCloseTo(big.grossReturnPerYear, 9);
    const gain = (k: number): number => k * (big.grossReturnPerYear - dragPerYear(big, k));
    const best = capacity.inputs.impactCapacity as number;
    for (const factor of [0.9, 0.99, 1.01, 1.1]) {
      expect(gain(best)).toBeGreaterThan(gain(best * factor));
    }
  });
  it('unknown volume is unknown, a loss is no capacity, nothing traded is unknown', () => {
    const assets = one.assets.map((asset) => ({ ...asset, averageDailyVolume: null }));
    const unknown = capacityOf({ ...one, assets }).capacity;
    expect(unknown).toMatchObject({ status: 'UNRATED', reason: 'VOLUME_UNKNOWN' });
    expect(seatLimit(unknown, 1_000)).toMatchObject({ reason: 'VOLUME_UNKNOWN' });
    expect(numberOf(capacityOf({ ...one, grossReturnPerYear: 0.01 }).capacity)).toBe(0);
    expect(capacityOf({ ...one, assets: [] }).capacity).toMatchObject({ reason: 'NO_TURNOVER' });
    expect(capacityOf({ ...one, grossReturnPerYear: Number.NaN }).capacity).toMatchObject({
      reason: 'NOT_FINITE',
    });
  });
});

describe('headroom', () => {
  it('counts from ten unaffiliated paid seats on, and is never negative', () => {
    const use = (usedCapital: number, unaffiliatedPaidSeats: number): number =>
      numberOf(headroom(part(1_000), { usedCapital, unaffiliatedPaidSeats }));
    expect(use(250, 10)).toBe(0.75);
    expect(use(250, 9)).toBe(0);
    expect(use(2_000, 50)).toBe(0);
    const unknown = headroom(unrated(definition, 'VOLUME_UNKNOWN'), {
      usedCapital: 0,
      unaffiliatedPaidSeats: 20,
    });
    expect(unknown).toMatchObject({ reason: 'VOLUME_UNKNOWN' });
  });
});

describe('parity', () => {
  const none = { live: [], sim: [] };
  const sim = wave(30);
  it('is 0 while nothing is verified, whatever is reported', () => {
    const report = parityReport({ verified: none, reported: { live: sim, sim } });
    expect(report.basis).toBe('SIM_ONLY');
    expect(numberOf(report.parity)).toBe(0);
    expect(report.correlation).toMatchObject({ reason: 'TOO_FEW_OBSERVATIONS' });
  });
  it('reported returns lower it and never raise it', () => {
    const series = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(series, series, (live, told) => {
        const alone = parityReport({ verified: { live, sim }, reported: none });
        const more = parityReport({ verified: { live, sim }, reported: { live: told, sim } });
        expect(numberOf(more.parity)).toBeLessThanOrEqual(numberOf(alone.parity));
      }),
    );
  });
  it('is worked by hand for a live return that lags by 10 bp a week', () => {
    const live = sim.map((value) => value - 0.001);
    const report = parityReport({ verified: { live, sim }, reported: none });
    const distance = warp(live, sim, 1);
    expect(numberOf(report.correlation)).toBeCloseTo(1, 12);
    expect(numberOf(report.timeWarp)).toBeCloseTo((distance / 30) * 52, 12);
    expect(numberOf(report.parity)).toBeCloseTo(Math.exp(-((distance / 30) * 52) / 0.2), 12);
    expect(numberOf(report.trackingError)).toBeCloseTo(0, 12);
    const noisy = live.map((value, i) => value + (i % 2 === 0 ? 0.001 : -0.001));
    const t = parityReport({ verified: { live: noisy, sim }, reported: none }).meanDifference;
    // Differences are 0 and −0.002 in turn: mean −0.001, sd 0.001·√(30/29).
    expect(numberOf(t)).toBeCloseTo(-Math.sqrt(29), 9);
  });
  it('warps as the recursion does', () => {
    const series = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(series, series, fc.integer({ min: 0, max: 12 }), (a, b, band) => {
        expect(Math.abs(timeWarpDistance(a, b, band) - warp(a, b, band))).toBeLessThan(1e-9);
      }),
    );
  });
  it('weighs slippage by amount and alerts beyond its limit (SD14)', () => {
    const delta = slippageDelta([
      { amount: 300, liveCost: 0.004, simCost: 0.001 },
      { amount: 100, liveCost: 0.001, simCost: 0.002 },
    ]);
    expect(numberOf(delta)).toBeCloseTo(20, 9);
    expect(isSlippageAlert(delta)).toBe(false);
    expect(isSlippageAlert(slippageDelta([{ amount: 1, liveCost: 0.003, simCost: 0.0001 }]))).toBe(
      true,
    );
    expect(slippageDelta([])).toMatchObject({ reason: 'TOO_FEW_OBSERVATIONS' });
  });
  it('pairs of different length, NaN, and constant series are unrated', () => {
    const report = (live: number[]): unknown =>
      parityReport({ verified: { live, sim }, reported: none }).correlation;
    expect(report(sim.slice(1))).toMatchObject({ reason: 'NOT_PAIRED' });
    expect(report(sim.map(() => Number.NaN))).toMatchObject({ reason: 'NOT_FINITE' });
    expect(report(sim.map(() => 0.01))).toMatchObject({ reason: 'CONSTANT_SERIES' });
  });
});

describe('trust', () => {
  const parts = {
    deflatedSharpe: part(0.95),
    stability: part(0.8),
    headroom: part(0.5),
    parity: part(0),
  };
  it('is the weighted sum', () => {
    expect(numberOf(trustScore(parts))).toBeCloseTo(38 + 16 + 7.5, 12);
  });
  it('is unrated, never low, where a gate failed or a part is missing', () => {
    expect(trustScore(parts, 'BURN_IN')).toMatchObject({ reason: 'GATE_FAILED' });
    const missing = { ...parts, stability: unrated(definition, 'CONSTANT_SERIES') };
    expect(trustScore(missing)).toMatchObject({ reason: 'PART_UNRATED' });
    expect(trustScore({ ...parts, parity: part(1.5) })).toMatchObject({ reason: 'OUT_OF_RANGE' });
  });
});

describe('risk band and regimes', () => {
  it.each([
    [0.001, 'LOW'],
    [0.01, 'MEDIUM'],
    [0.05, 'HIGH'],
  ])('±%d a day is %s', (size, band) => {
    const returns = Array.from({ length: 250 }, (_, i) => (i % 2 === 0 ? size : -size));
    expect(riskReport(returns, 252).band).toBe(band);
  });
  it('a model that only earns in calm markets has a low regime stability', () => {
    const market = Array.from(
      { length: 600 },
      (_, i) => (i % 200 < 100 ? 0.002 : 0.03) * Math.sin(i * 2.1),
    );
    const steady = wave(600, 0.003);
    const fair = market.map((_, i) => (steady[i] as number) * (i % 200 < 100 ? 1 : -0.3));
    const good = numberOf(regimeStability(steady, market));
    expect(good).toBeGreaterThan(0.7);
    expect(numberOf(regimeStability(fair, market))).toBeLessThan(0.3);
    expect(regimeStability(wave(600, -0.003), market)).toMatchObject({ reason: 'NOT_POSITIVE' });
    expect(regimeStability(steady.slice(1), market)).toMatchObject({ reason: 'NOT_PAIRED' });
  });
  it('Sim variance is 52 times the mean square distance from the backtest', () => {
    expect(numberOf(simVariance([0.01, 0.03, 0.01, 0.03], [0.02, 0.02, 0.02, 0.02]))).toBeCloseTo(
      0.0052,
      12,
    );
  });
});

describe('disclosures and churn', () => {
  it('names what is missing', () => {
    const { completeness, missing } = disclosureReport(new Set(DISCLOSURES.slice(1)));
    expect(missing).toEqual(['model_card']);
    expect(numberOf(completeness)).toBeCloseTo(12 / 13, 12);
  });
  it('follows cohorts of owners, not of accounts (SD15)', () => {
    const paid = [
      { owner: 'a', month: 10 },
      { owner: 'a', month: 11 },
      { owner: 'a', month: 11 },
      { owner: 'b', month: 10 },
      { owner: 'c', month: 11 },
      { owner: 'c', month: 12 },
      { owner: 'd', month: 13 },
    ];
    expect(churnReport(paid, 12)).toEqual({
      cohorts: [
        { month: 10, owners: 2, retained: [2, 1, 0] },
        { month: 11, owners: 1, retained: [1, 1] },
      ],
      monthlyChurn: 0.5,
    });
    expect(churnReport([], 12)).toEqual({ cohorts: [], monthlyChurn: null });
  });
});
