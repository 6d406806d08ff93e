// Goal: catch an explanation that differs from the quote, that needs more than a browser has, or a golden quote that moved.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  latchConditions,
  newLatch,
  stateEndMs,
  stateOf,
} from '../../src/quoting/formulas/state.js';
import { explainQuote, type QuoteFactors } from '../../src/quoting/index.js';

const GOLDEN: QuoteFactors = {
  baseValuePpmTicks: 10_000 * 1_000_000,
  freshnessPpm: 800_000,
  demandPpm: 1_250_000,
  scarcityPpm: 1_200_000,
  pressurePpm: 1_500_000,
  dominancePpm: 1_000_000,
  dominanceBidPpm: 1_000_000,
  inventorySkewPpm: 48_000,
  clearingPpm: 37_500,
  bidFactorPpm: 900_000,
  spreadBasePpm: 10_000,
  spreadVolatilityPpm: 20_000,
  spreadThinnessPpm: 10_000,
  spreadMarkoutPpm: 1_000,
  spreadMultiplierPpm: 1_000_000,
  spreadFloorPpm: 0,
  halfSpreadPpm: 41_000,
  levelStepPpm: 600_000,
};

describe('explainQuote', () => {
  it('gives the quote worked by hand', () => {
    const quote = explainQuote(GOLDEN);
    // P* = 10,000 · 0.8 · 1.5; r = 12,000 · (1 − 0.048 − 0.0375).
    expect(quote.fairValueTicks).toBeCloseTo(12_000, 6);
    expect(quote.markTicks).toBe(12_000);
    expect(quote.reservationTicks).toBeCloseTo(10_974, 6);
    // 10,974 · (1 + 0.041·(1 + 0.6 i)), up; 10,974 · 0.9 · (1 − 0.041·(1 + 0.6 i)), down.
    expect(quote.askTicks).toEqual([11_424, 11_694, 11_964, 12_234, 12_504]);
    expect(quote.bidTicks).toEqual([9_471, 9_228, 8_985, 8_742, 8_499]);
  });

  it('lowers both sides by dominance and leaves fair value', () => {
    const quote = explainQuote({ ...GOLDEN, dominancePpm: 500_000, dominanceBidPpm: 400_000 });
    expect(quote.markTicks).toBe(12_000);
    expect(quote.askTicks[0]).toBe(5_712);
    expect(quote.bidTicks[0]).toBe(3_788);
  });

  it('never crosses for any factors the quoter can make', () => {
    const ppm = (min: number, max: number) => fc.integer({ min, max });
    const factors = fc.record({
      baseValuePpmTicks: fc.integer({ min: 1, max: 2 ** 50 }),
      freshnessPpm: ppm(1, 10_000_000),
      pressurePpm: ppm(400_000, 3_000_000),
      dominancePpm: ppm(0, 1_000_000),
      inventorySkewPpm: ppm(-400_000, 400_000),
      clearingPpm: ppm(0, 500_000),
      bidFactorPpm: ppm(0, 1_000_000),
      halfSpreadPpm: ppm(100, 290_000),
      levelStepPpm: ppm(0, 600_000),
    });
    fc.assert(
      fc.property(factors, ppm(0, 1_000_000), (some, less) => {
        const dominanceBidPpm = Math.min(some.dominancePpm, less);
        const quote = explainQuote({ ...GOLDEN, ...some, dominanceBidPpm });
        expect(quote.bidTicks[0]).toBeLessThan(quote.askTicks[0]!);
        expect(quote.bidTicks.every((ticks) => ticks >= 0)).toBe(true);
        for (let level = 1; level < 5; level += 1) {
          expect(quote.askTicks[level]).toBeGreaterThanOrEqual(quote.askTicks[level - 1]!);
          expect(quote.bidTicks[level]).toBeLessThanOrEqual(quote.bidTicks[level - 1]!);
        }
      }),
    );
  });

  it('needs nothing but plain numbers: it imports no module of Node and no package', () => {
    for (const file of ['explain', 'numbers']) {
      const text = readFileSync(
        new URL(`../../src/quoting/formulas/${file}.ts`, import.meta.url),
        'utf8',
      );
      const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, specifier]) => specifier);
      expect(imports.filter((specifier) => specifier !== './numbers.js')).toEqual([]);
    }
  });
});

const TUNING = { cleanMs: 600, limitUse: 0.9, fullTilt: 1, healMs: 500 };
const CALM = {
  jump: false,
  tilt: 0,
  limitUse: 0,
  decayBudgetSpent: false,
  halt: 'NONE',
} as const;

describe('the latch', () => {
  it('stays wide until the last jump is ten clean minutes ago', () => {
    const latch = newLatch();
    latchConditions(latch, { ...CALM, jump: true }, 100, TUNING);
    expect(stateOf(latch, 100)).toBe('WIDE');
    latchConditions(latch, { ...CALM, jump: true }, 400, TUNING);
    latchConditions(latch, CALM, 900, TUNING);
    expect(stateOf(latch, 999)).toBe('WIDE');
    expect(stateEndMs(latch, 999, TUNING)).toBe(1_000);
    expect(stateOf(latch, 1_000)).toBe('NORMAL');
    expect(stateEndMs(latch, 1_000, TUNING)).toBe(Number.POSITIVE_INFINITY);
  });

  it('puts reducing before wide and halting before both', () => {
    const latch = newLatch();
    latchConditions(latch, { ...CALM, jump: true, limitUse: 0.9 }, 0, TUNING);
    expect(stateOf(latch, 0)).toBe('REDUCE_ONLY');
    latchConditions(latch, { ...CALM, decayBudgetSpent: true }, 300, TUNING);
    expect(stateEndMs(latch, 300, TUNING)).toBe(900);
    latchConditions(latch, { ...CALM, halt: 'SOURCE_DEAD' }, 400, TUNING);
    expect(stateOf(latch, 400)).toBe('HALT');
  });

  it('keeps the first reason of a halt, and lets only a missing base value mend itself', () => {
    const latch = newLatch();
    latchConditions(latch, { ...CALM, halt: 'NO_BASE_VALUE' }, 0, TUNING);
    latchConditions(latch, CALM, 1, TUNING);
    expect(latch.haltReason).toBe('NONE');
    latchConditions(latch, { ...CALM, halt: 'DAILY_LOSS' }, 2, TUNING);
    latchConditions(latch, { ...CALM, halt: 'SOURCE_DEAD' }, 3, TUNING);
    latchConditions(latch, CALM, 1e12, TUNING);
    expect(latch.haltReason).toBe('DAILY_LOSS');
  });
});
