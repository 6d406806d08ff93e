// Goal: catch a ladder that offers more lots or more money than the broker has, a negative size, or a lost lot.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LADDER_LEVELS } from '../../src/quoting/formulas/explain.js';
import {
  fitBudget,
  fitLots,
  ladderCost,
  tiltSize,
  wantedSizes,
} from '../../src/quoting/formulas/ladder.js';
import { DEFAULT_PARAMETERS } from '../../src/quoting/parameters/parameter-table.js';
import { tuningOf } from '../../src/quoting/parameters/tuning.js';

const { ladder } = tuningOf(DEFAULT_PARAMETERS);
const sizesOf = (values: readonly number[]) => Int32Array.from(values);
const total = (sizes: Int32Array) => sizes.reduce((sum, lots) => sum + lots, 0);
const whole = (sizes: Int32Array) => sizes.every((lots) => Number.isInteger(lots) && lots >= 0);
const levels = (most: number) =>
  fc.array(fc.integer({ min: 0, max: most }), {
    minLength: LADDER_LEVELS,
    maxLength: LADDER_LEVELS,
  });

describe('sizes', () => {
  it('grow by 1.3 a level, whole lots', () => {
    const sizes = new Int32Array(LADDER_LEVELS);
    expect(wantedSizes(1, ladder, sizes)).toBe(10 + 13 + 16 + 21 + 28);
    expect([...sizes]).toEqual([10, 13, 16, 21, 28]);
    expect(wantedSizes(0.5, ladder, sizes)).toBe(5 + 6 + 8 + 10 + 14);
  });

  it('never leave the best level empty while a deeper one stands', () => {
    const sizes = new Int32Array(LADDER_LEVELS);
    // 0.705, 0.92, 1.19, 1.55 and 2.01 lots.
    expect(wantedSizes(0.0705, ladder, sizes)).toBe(4);
    expect([...sizes]).toEqual([1, 0, 1, 1, 1]);
    fitBudget(sizes, sizesOf([100, 60, 50, 40, 30]), 100);
    expect([...sizes]).toEqual([1, 0, 0, 0, 0]);
    fc.assert(
      fc.property(levels(30), fc.integer({ min: 0, max: 5_000 }), (wanted, budget) => {
        const [top = 0, ...deeper] = wanted;
        const some = sizesOf([top + 1, ...deeper]);
        fitBudget(some, sizesOf([100, 60, 50, 40, 30]), budget);
        if (total(some) > 0) expect(some[0]).toBeGreaterThan(0);
      }),
    );
  });

  it('are nothing for a factor that is none', () => {
    const sizes = new Int32Array(LADDER_LEVELS).fill(9);
    expect(wantedSizes(Number.NaN, ladder, sizes)).toBe(0);
    expect([...sizes]).toEqual([0, 0, 0, 0, 0]);
    expect(wantedSizes(-1, ladder, sizes)).toBe(0);
  });

  it('shrink on the side that would push inventory further out', () => {
    expect(tiltSize('BUY', 0.5, ladder)).toBeCloseTo(Math.exp(-1), 12);
    expect(tiltSize('SELL', 0.5, ladder)).toBe(1);
    expect(tiltSize('SELL', -0.5, ladder)).toBeCloseTo(Math.exp(-1), 12);
    expect(tiltSize('BUY', -0.5, ladder)).toBe(1);
  });
});

describe('fitLots', () => {
  it('uses exactly the lots there are, and never grows a ladder that fits', () => {
    fc.assert(
      fc.property(levels(1_000_000), fc.integer({ min: 0, max: 3_000_000 }), (wanted, lots) => {
        const sizes = sizesOf(wanted);
        const sum = total(sizes);
        fitLots(sizes, sum, lots);
        expect(whole(sizes)).toBe(true);
        expect(total(sizes)).toBe(Math.min(sum, lots));
        if (sum <= lots) expect([...sizes]).toEqual(wanted);
      }),
    );
  });

  it('leaves nothing when there is nothing, or less', () => {
    for (const lots of [0, -5, Number.NaN]) {
      const sizes = sizesOf([10, 13, 16, 21, 28]);
      fitLots(sizes, 88, lots);
      expect(total(sizes)).toBe(0);
    }
  });

  it('gives what rounding loses to the best levels', () => {
    const sizes = sizesOf([10, 13, 16, 21, 28]);
    fitLots(sizes, 88, 5);
    expect([...sizes]).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('fitBudget', () => {
  it('never costs more than the budget and never grows', () => {
    fc.assert(
      fc.property(
        levels(10_000),
        levels(1_000_000),
        fc.integer({ min: -10, max: 1_000_000_000 }),
        (wanted, prices, budget) => {
          const sizes = sizesOf(wanted);
          const best = sizesOf(prices.sort((a, b) => b - a));
          const before = ladderCost(sizes, best);
          fitBudget(sizes, best, budget);
          expect(whole(sizes)).toBe(true);
          expect(ladderCost(sizes, best)).toBeLessThanOrEqual(Math.max(0, budget));
          for (const [level, lots] of sizes.entries()) {
            expect(lots).toBeLessThanOrEqual(wanted[level]!);
          }
          if (before <= budget) expect([...sizes]).toEqual(wanted);
        },
      ),
    );
  });

  it('spends what rounding leaves at the best level', () => {
    const sizes = sizesOf([10, 13, 16, 21, 28]);
    fitBudget(sizes, sizesOf([100, 99, 98, 97, 96]), 250);
    expect([...sizes]).toEqual([2, 0, 0, 0, 0]);
  });
});
