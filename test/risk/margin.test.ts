/**
 * Catches a margin that is rounded down, falls where risk rises, passes the possible loss, or is not the number of the
 * rulebook. The numbers below were worked out by hand from the formulas of the rulebook's margin section; where they are
 * irrational the last digit is rounded up. The properties are checked against exact fractions.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  initialMarginMicroPat,
  initialRatePpm,
  maintenanceRatePpm,
  openInterestBound,
  openInterestRatePpm,
  THINNESS_MAX_PPM,
} from '../../src/risk/index.js';

const PPM = 1_000_000;
const K = 3 * PPM;
const PAT = 1_000_000;
const SYNTHETIC = 100_000;
const FORWARD = 200_000;
const LARGE = Number.MAX_SAFE_INTEGER;

const rate = fc.integer({ min: 0, max: PPM });
const sigma = fc.integer({ min: 0, max: 2 * PPM });
const thinness = fc.integer({ min: PPM, max: THINNESS_MAX_PPM });
const amount = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.integer({ min: 0, max: 1_000_000_000_000 }),
  fc.integer({ min: 0, max: LARGE }),
);
const RUNS = { numRuns: 2_000 };

describe('the initial rate', () => {
  it.each([
    // [least, σ, M] and IMF0: max(i0, 3σ√d)·M, d = 2 from M = 2 on, at most the whole notional.
    [SYNTHETIC, 0, 1, 100_000],
    [SYNTHETIC, 30_000, 1, 100_000],
    [SYNTHETIC, 80_000, 1, 240_000],
    [FORWARD, 80_000, 1, 240_000],
    [FORWARD, 30_000, 1.5, 300_000],
    // 3 · 0.08 · √2 = 0.33941125…, rounded up before it is doubled.
    [SYNTHETIC, 80_000, 2, 678_824],
    // 3 · 0.03 · √2 = 0.12727922… is more than the least.
    [SYNTHETIC, 30_000, 2, 254_560],
    [FORWARD, 30_000, 2, 400_000],
    [FORWARD, 80_000, 4, PPM],
    [SYNTHETIC, 333_334, 1, PPM],
  ])('of a product with %i ppm, σ of %i and M of %d is %i', (least, sigmaPpm, m, expected) => {
    expect(initialRatePpm(least, sigmaPpm, K, m * PPM)).toBe(expected);
  });

  it('is the exact fraction, rounded up by less than a step of each product', () => {
    fc.assert(
      fc.property(rate, sigma, thinness, (least, sigmaPpm, m) => {
        const days = m >= 2 * PPM ? 2 : 1;
        const exact = Math.min(
          1,
          Math.max(least / PPM, (3 * sigmaPpm * Math.sqrt(days)) / PPM) * (m / PPM),
        );
        const found = initialRatePpm(least, sigmaPpm, K, m) / PPM;
        expect(found).toBeGreaterThanOrEqual(exact - 1e-12);
        // One step of the root, multiplied by M, and one of the product.
        expect(found).toBeLessThan(exact + (m / PPM + 1) / PPM + 1e-12);
      }),
      RUNS,
    );
  });

  it('never falls with the least rate, σ, its multiple or thinness, and is never above the notional', () => {
    const two = (arb: fc.Arbitrary<number>) =>
      fc.tuple(arb, arb).map((pair) => pair.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(two(rate), two(sigma), two(sigma), two(thinness), (least, s, k, m) => {
        const low = initialRatePpm(least[0]!, s[0]!, k[0]!, m[0]!);
        const high = initialRatePpm(least[1]!, s[1]!, k[1]!, m[1]!);
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(least[0]!);
        expect(high).toBeLessThanOrEqual(PPM);
      }),
      RUNS,
    );
  });

  it('has a stated result for any numbers at all', () => {
    const any = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(-1, 0, 1, LARGE, -LARGE));
    fc.assert(
      fc.property(rate, any, any, any, (least, sigmaPpm, sigmas, m) => {
        const found = initialRatePpm(least, sigmaPpm, sigmas, m);
        expect(Number.isInteger(found) && found >= least && found <= PPM).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('the rate with open interest', () => {
  it.each([
    [240_000, 99, 100, 200, 240_000],
    [240_000, 100, 100, 200, 240_000],
    // Half way: 0.24 + 0.5 · 0.76.
    [240_000, 150, 100, 200, 620_000],
    // A third: 0.1 + 0.9/3 = 0.4.
    [100_000, 200, 100, 400, 400_000],
    // 0.24 + 0.76/3 = 0.49333…, rounded up.
    [240_000, 200, 100, 400, 493_334],
    [240_000, 200, 100, 200, PPM],
    [240_000, 1, 0, 0, PPM],
    [240_000, 0, 0, 0, 240_000],
  ])('of %i ppm at %i between %i and %i is %i', (initial, open, lower, upper, expected) => {
    expect(openInterestRatePpm(initial, open, lower, upper)).toBe(expected);
  });

  it('never falls with the initial rate or open interest, and lies between the initial rate and the notional', () => {
    fc.assert(
      fc.property(rate, amount, amount, amount, amount, (initial, a, b, lower, width) => {
        const upper = Math.min(LARGE, lower + width);
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const low = openInterestRatePpm(initial, less, lower, upper);
        const high = openInterestRatePpm(initial, more, lower, upper);
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(initial);
        expect(high).toBeLessThanOrEqual(PPM);
        expect(low).toBeLessThanOrEqual(
          openInterestRatePpm(Math.min(PPM, initial + 1), less, lower, upper),
        );
      }),
      RUNS,
    );
  });

  it('is bounded by shares of what is exercised, with a floor', () => {
    expect(openInterestBound(7_000 * PAT, 100_000, 0)).toBe(700 * PAT);
    expect(openInterestBound(7_000 * PAT, 200_000, 0)).toBe(1_400 * PAT);
    expect(openInterestBound(7_000 * PAT, 100_000, 1_000 * PAT)).toBe(1_000 * PAT);
    expect(openInterestBound(-5, 100_000, 3)).toBe(3);
    expect(openInterestBound(LARGE, LARGE, 0)).toBe(LARGE);
  });
});

describe('the initial margin', () => {
  it.each([
    // [N, IMF, L] in PAT and ppm: N·IMF·(1 + max(0, N/L − 0.25)).
    [100, 240_000, 1_000, 24 * PAT],
    [250, 240_000, 1_000, 60 * PAT],
    // 0.24 · 500 · 1.25.
    [500, 240_000, 1_000, 150 * PAT],
    // 0.24 · 1,000 · 1.75.
    [1_000, 240_000, 1_000, 420 * PAT],
    // 0.1 · 300 · (1 + 0.3 − 0.25).
    [300, 100_000, 1_000, 31_500_000],
  ])('of %i PAT at %i ppm where %i PAT are exercised a day is %i', (n, ppm, l, expected) => {
    expect(initialMarginMicroPat(n * PAT, ppm, l * PAT, LARGE)).toBe(expected);
  });

  it('rounds up once, at the end', () => {
    expect(initialMarginMicroPat(1, 1, 1_000, LARGE)).toBe(1);
    expect(initialMarginMicroPat(1_000_001, 100_000, 100_000_000, LARGE)).toBe(100_001);
    // 7 · 0.333333 · (1 + 7/20 − 0.25) = 2.5666…
    expect(initialMarginMicroPat(7, 333_333, 20, LARGE)).toBe(3);
  });

  it('is the whole loss where nothing is exercised, and nothing for nothing', () => {
    expect(initialMarginMicroPat(5 * PAT, 1, 0, 3 * PAT)).toBe(3 * PAT);
    expect(initialMarginMicroPat(0, PPM, 0, 3 * PAT)).toBe(0);
    expect(initialMarginMicroPat(-5, PPM, 10, -3)).toBe(0);
  });

  it('never falls with notional or rate, never rises with liquidity, and is never above the possible loss', () => {
    fc.assert(
      fc.property(amount, amount, rate, amount, amount, (n, more, ppm, l, loss) => {
        const margin = initialMarginMicroPat(n, ppm, l, loss);
        expect(Number.isSafeInteger(margin)).toBe(true);
        expect(margin).toBeGreaterThanOrEqual(0);
        expect(margin).toBeLessThanOrEqual(loss);
        const larger = Math.min(LARGE, n + more);
        expect(margin).toBeLessThanOrEqual(initialMarginMicroPat(larger, ppm, l, loss));
        expect(margin).toBeLessThanOrEqual(
          initialMarginMicroPat(n, Math.min(PPM, ppm + 1), l, loss),
        );
        if (l > 0) {
          const deeper = Math.min(LARGE, l + more);
          expect(margin).toBeGreaterThanOrEqual(initialMarginMicroPat(n, ppm, deeper, loss));
        }
        if (margin < loss)
          expect(BigInt(margin) * 1_000_000n).toBeGreaterThanOrEqual(BigInt(n) * BigInt(ppm));
      }),
      RUNS,
    );
  });
});

it('maintenance is six tenths of the initial rate, rounded up, and below it', () => {
  expect(maintenanceRatePpm(240_000)).toBe(144_000);
  expect(maintenanceRatePpm(100_001)).toBe(60_001);
  expect(maintenanceRatePpm(2 * PPM)).toBe(600_000);
  fc.assert(
    fc.property(rate, (initial) => {
      const found = maintenanceRatePpm(initial);
      expect(found * 10).toBeGreaterThanOrEqual(initial * 6);
      expect(found).toBeLessThanOrEqual(initial);
    }),
    RUNS,
  );
});
