// Goal: catch demand pressure or scarcity that differs from its formula, moves the wrong way, or has no answer for
// silence, emptiness and extremes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  demandFactor,
  demandPressure,
  slowBidSize,
  slowClearingFactor,
} from '../../src/quoting/formulas/demand.js';
import { fairValue, pressureFactor, slewed } from '../../src/quoting/formulas/fair-value.js';
import { tanhLog } from '../../src/quoting/formulas/numbers.js';
import { scarcityFactor, stockCover } from '../../src/quoting/formulas/scarcity.js';
import { DEFAULT_PARAMETERS } from '../../src/quoting/parameters/parameter-table.js';
import { tuningOf } from '../../src/quoting/parameters/tuning.js';

// The worked values are of the published ranges, wider than the defaults.
const { demand, scarcity, pressure } = tuningOf({
  ...DEFAULT_PARAMETERS,
  demandFullPpm: 2_000_000,
  scarcityFlowPpm: 250_000,
  scarcityStockPpm: 350_000,
});
const lots = fc.double({ min: 0, max: 1e12, noNaN: true });

describe('tanhLog', () => {
  it('is tanh of the logarithm, with its limits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (ratio) => {
        expect(tanhLog(ratio)).toBeCloseTo(Math.tanh(Math.log(ratio)), 12);
      }),
    );
    expect([0, 1, Number.POSITIVE_INFINITY].map(tanhLog)).toEqual([-1, 0, 1]);
    expect(tanhLog(-1)).toBeNaN();
    expect(tanhLog(Number.NaN)).toBeNaN();
  });
});

describe('demand', () => {
  it('balances when consumption equals the clearing velocity', () => {
    const inputs = { consumptionPerDay: 20, unsoldLots: 70, remainingDays: 3.5 };
    expect(demandPressure(inputs, demand)).toBe(0);
    expect(demandFactor(0, demand)).toBe(1);
  });

  it('gives the worked values of fast and slow clearing', () => {
    const at = (consumptionPerDay: number) =>
      demandPressure({ consumptionPerDay, unsoldLots: 70, remainingDays: 3.5 }, demand);
    expect(at(39)).toBeCloseTo(0.5678588926996571, 14);
    expect(demandFactor(at(39), demand)).toBeCloseTo(1.4823220195714173, 14);
    expect(slowClearingFactor(at(39), demand)).toBe(1);
    expect(slowBidSize(at(39), demand)).toBe(1);
    expect(at(9)).toBeCloseTo(-0.6303142329020334, 14);
    expect(demandFactor(at(9), demand)).toBeCloseTo(0.8037634522584131, 14);
    expect(slowClearingFactor(at(9), demand)).toBeCloseTo(0.8037634522584131, 14);
    expect(slowBidSize(at(9), demand)).toBeCloseTo(0.527264325323475, 14);
  });

  it('stays in its range, rises with consumption and falls with supply', () => {
    fc.assert(
      fc.property(
        lots,
        lots,
        lots,
        fc.double({ min: 0.04, max: 400, noNaN: true }),
        (a, b, A, R) => {
          const slow = { consumptionPerDay: Math.min(a, b), unsoldLots: A, remainingDays: R };
          const fast = { ...slow, consumptionPerDay: Math.max(a, b) };
          const low = demandFactor(demandPressure(slow, demand), demand);
          const high = demandFactor(demandPressure(fast, demand), demand);
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(Math.SQRT1_2 - 1e-12);
          expect(high).toBeLessThanOrEqual(2 + 1e-12);
          const more = { ...slow, unsoldLots: A + b };
          expect(demandPressure(more, demand)).toBeLessThanOrEqual(demandPressure(slow, demand));
        },
      ),
    );
  });
});

describe('scarcity', () => {
  it('gives the worked values', () => {
    const plenty = { burnPerDay: 19, mintPerDay: 39, effectiveUnsoldLots: 100, windowDays: 7 };
    expect(stockCover(plenty, scarcity)).toBeCloseTo(100 / 35, 12);
    expect(scarcityFactor(plenty, scarcity)).toBeCloseTo(0.654680454693148, 14);
    const scarce = { burnPerDay: 39, mintPerDay: 4, effectiveUnsoldLots: 35, windowDays: 7 };
    expect(stockCover(scarce, scarcity)).toBe(0.5);
    expect(scarcityFactor(scarce, scarcity)).toBeCloseTo(1.5719355466500224, 14);
  });

  it('is full stock scarcity when there is nothing at all, and finite at every extreme', () => {
    const nothing = { burnPerDay: 0, mintPerDay: 0, effectiveUnsoldLots: 0, windowDays: 7 };
    expect(stockCover(nothing, scarcity)).toBe(1e-6);
    expect(scarcityFactor(nothing, scarcity)).toBeCloseTo(Math.exp(0.35), 10);
    fc.assert(
      fc.property(
        lots,
        lots,
        lots,
        fc.double({ min: 0.01, max: 400, noNaN: true }),
        (a, b, c, d) => {
          const value = scarcityFactor(
            { burnPerDay: a, mintPerDay: b, effectiveUnsoldLots: c, windowDays: d },
            scarcity,
          );
          expect(value).toBeGreaterThanOrEqual(0.6);
          expect(value).toBeLessThanOrEqual(1.8);
        },
      ),
    );
  });

  it('falls as supply grows, a substitute included', () => {
    const at = (effectiveUnsoldLots: number) =>
      scarcityFactor(
        { burnPerDay: 5, mintPerDay: 5, effectiveUnsoldLots, windowDays: 7 },
        scarcity,
      );
    expect(at(20)).toBeLessThan(at(10));
    expect(at(10)).toBeLessThan(at(5));
  });
});

describe('fair value', () => {
  it('is the exact product with D·S clamped', () => {
    expect(pressureFactor(2, 1.8, pressure)).toBe(3);
    expect(pressureFactor(0.5, 0.6, pressure)).toBe(0.4);
    expect(pressureFactor(1.5, 1.2, pressure)).toBeCloseTo(1.8, 12);
    expect(fairValue(100, 1.25, 1.8)).toBe(225);
  });

  it('slews towards its target by no more than the limit, and not backwards in time', () => {
    const limit = { maxPerUnit: Math.log(1.1), elapsed: 2 };
    expect(slewed(0, 1, limit)).toBeCloseTo(2 * Math.log(1.1), 12);
    expect(slewed(0, -1, limit)).toBeCloseTo(-2 * Math.log(1.1), 12);
    expect(slewed(0, 0.05, limit)).toBe(0.05);
    expect(slewed(0.3, 1, { ...limit, elapsed: -4 })).toBe(0.3);
    expect(slewed(0, Number.NaN, limit)).toBeNaN();
  });
});
