// Goal: catch a half-spread that differs from its formula or leaves its bounds, a fitted intensity that is not the one
// behind the fills, and a bound that is not the published one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avellanedaStoikov } from '../../src/quoting/formulas/avellaneda-stoikov.js';
import { fitIntensity, glftHalfSpread } from '../../src/quoting/formulas/glft.js';
import { fillHorizonDays, halfSpread } from '../../src/quoting/formulas/spread.js';
import { thinness } from '../../src/quoting/formulas/thinness.js';
import { DEFAULT_PARAMETERS } from '../../src/quoting/parameters/parameter-table.js';
import { tuningOf } from '../../src/quoting/parameters/tuning.js';

const { spread } = tuningOf(DEFAULT_PARAMETERS);
const inputs = {
  sigma: 0.08,
  thinness: 2,
  markout: 0.001,
  topLots: 10,
  consumptionPerDay: 40,
  remainingDays: 3,
  jump: false,
  floor: 0,
};

describe('half-spread', () => {
  it('gives the worked value, doubled in a jump', () => {
    expect(halfSpread(inputs, spread).half).toBeCloseTo(0.041, 12);
    expect(halfSpread({ ...inputs, jump: true }, spread).half).toBeCloseTo(0.082, 12);
    expect(halfSpread(inputs, spread)).toMatchObject({
      thinness: 0.01,
      markout: 0.001,
      multiplier: 1,
    });
  });

  it('takes the fitted bound where it is wider, and no bound that is not a number', () => {
    expect(halfSpread({ ...inputs, floor: 0.06 }, spread).half).toBe(0.06);
    expect(halfSpread({ ...inputs, floor: 0.02 }, spread).half).toBeCloseTo(0.041, 12);
    expect(halfSpread({ ...inputs, floor: Number.NaN }, spread).half).toBeCloseTo(0.041, 12);
    expect(halfSpread({ ...inputs, floor: 9 }, spread).half).toBe(0.25);
  });

  it('waits five minutes at least, a day or the window at most, to fill the top level', () => {
    const at = (consumptionPerDay: number, remainingDays = 3) =>
      fillHorizonDays({ topLots: 10, consumptionPerDay, remainingDays }, spread);
    expect(at(40)).toBe(0.25);
    expect(at(1e9)).toBeCloseTo(300 / 86_400, 12);
    expect(at(0)).toBe(1);
    expect(at(1)).toBe(1);
    expect(at(1, 0.5)).toBe(0.5);
  });

  it('stays in its bounds for every finite input', () => {
    const share = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, fc.boolean(), (a, b, c, d, jump) => {
        const { half } = halfSpread(
          { ...inputs, sigma: a, thinness: 1 + b, markout: c, consumptionPerDay: d, jump },
          spread,
        );
        expect(half).toBeGreaterThanOrEqual(0.005);
        expect(half).toBeLessThanOrEqual(0.25);
      }),
    );
    expect(halfSpread({ ...inputs, sigma: Number.NaN }, spread).half).toBeNaN();
  });
});

describe('thinness', () => {
  it('is the root of target over depth, from 1 to 4', () => {
    const at = (exercisedMicroPat: number, targetMicroPat = 400) =>
      thinness({ exercisedMicroPat, targetMicroPat }, 4);
    expect(at(100)).toBe(2);
    expect(at(400)).toBe(1);
    expect(at(1e9)).toBe(1);
    expect(at(1)).toBe(4);
    expect(at(0)).toBe(4);
    expect(at(0, 0)).toBe(1);
  });
});

/** Parameters of the figures in arXiv:1105.3115: σ = 0.3, A = 0.9, k = 0.3, γ = 0.01 (ticks and seconds). */
const PAPER = { sigma: 0.3, amplitudePerDay: 0.9, decay: 0.3, riskAversion: 0.01 };

/**
 * The exact asymptotic half-spread at q = 0 of the paper's theorem 2: ln(1 + γ/k)/γ + ln(f⁰₀/f⁰₁)/k with f⁰ the
 * eigenvector of the smallest eigenvalue of the tridiagonal matrix αq² on the diagonal and −η beside it.
 */
function exactHalfSpread(inventoryMax: number): number {
  const { sigma, amplitudePerDay: A, decay: k, riskAversion: gamma } = PAPER;
  const alpha = (k / 2) * gamma * sigma * sigma;
  const eta = A * (1 + gamma / k) ** -(1 + k / gamma);
  const size = 2 * inventoryMax + 1;
  const diagonal = Array.from({ length: size }, (_, i) => alpha * (i - inventoryMax) ** 2);
  const shift = Math.max(...diagonal) + 2 * eta;
  let vector = diagonal.map(() => 1);
  for (let round = 0; round < 20_000; round += 1) {
    const next = vector.map(
      (value, i) =>
        (shift - diagonal[i]!) * value + eta * ((vector[i - 1] ?? 0) + (vector[i + 1] ?? 0)),
    );
    const norm = Math.hypot(...next);
    vector = next.map((value) => value / norm);
  }
  const ratio = vector[inventoryMax]! / vector[inventoryMax + 1]!;
  return Math.log(1 + gamma / k) / gamma + Math.log(ratio) / k;
}

describe('the bound of Guéant, Lehalle and Fernandez-Tapia', () => {
  it('is the closed form, worked by hand at the parameters of the paper', () => {
    // Half of the paper's asymptotic spread 2/γ·ln(1 + γ/k) + √(σ²γ/(2kA)·(1 + γ/k)^(1 + k/γ)) = 6.6258 ticks.
    expect(glftHalfSpread(PAPER)).toBeCloseTo(6.625830397129078 / 2, 12);
  });

  it('agrees with the exact solution the paper approximates, to a part in a thousand', () => {
    const exact = exactHalfSpread(30);
    expect(Math.abs(glftHalfSpread(PAPER) / exact - 1)).toBeLessThan(0.001);
  });

  it('does not depend on the unit of price', () => {
    const { sigma, decay, riskAversion, amplitudePerDay } = PAPER;
    const price = 1000;
    const relative = glftHalfSpread({
      sigma: sigma / price,
      decay: decay * price,
      riskAversion: riskAversion * price,
      amplitudePerDay,
    });
    expect(relative * price).toBeCloseTo(glftHalfSpread(PAPER), 9);
  });

  it('becomes 1/k without risk aversion, and has no answer without an intensity', () => {
    expect(glftHalfSpread({ ...PAPER, riskAversion: 0 })).toBeCloseTo(1 / 0.3, 12);
    expect(glftHalfSpread({ ...PAPER, riskAversion: 1e-9 })).toBeCloseTo(1 / 0.3, 4);
    expect(glftHalfSpread({ ...PAPER, decay: 0 })).toBeNaN();
    expect(glftHalfSpread({ ...PAPER, amplitudePerDay: 0 })).toBeNaN();
  });
});

describe('fitted intensity', () => {
  const levels = (amplitude: number, decay: number) =>
    [0.01, 0.016, 0.022, 0.028, 0.034].map((distance) => ({
      distance,
      exposureDays: 100,
      fills: 100 * amplitude * Math.exp(-decay * distance),
    }));

  it('finds the intensity behind exact fills', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1e5, noNaN: true }),
        fc.double({ min: 1, max: 400, noNaN: true }),
        (amplitude, decay) => {
          const fit = fitIntensity(levels(amplitude, decay));
          expect(fit?.decay).toBeCloseTo(decay, 4);
          expect((fit?.amplitudePerDay ?? 0) / amplitude).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('has no fit for too few levels, equal distances, or fills that grow with distance', () => {
    expect(fitIntensity([])).toBeUndefined();
    expect(fitIntensity(levels(10, 50).slice(0, 1))).toBeUndefined();
    expect(fitIntensity(levels(10, 50).map((one) => ({ ...one, distance: 0.01 })))).toBeUndefined();
    expect(fitIntensity(levels(10, 50).map((one) => ({ ...one, fills: 0 })))).toBeUndefined();
    expect(fitIntensity(levels(10, -50))).toBeUndefined();
  });
});

describe('Avellaneda and Stoikov', () => {
  /** The simulation of the paper: s = 100, T = 1, σ = 2, k = 1.5. */
  const paper = { mid: 100, inventory: 0, sigma: 2, decay: 1.5, timeLeft: 1 };

  it('gives the average spreads of the published tables', () => {
    // Quantitative Finance 8 (2008) 217–224, section 3.3: average spread 1.49 at γ = 0.1 and 1.35 at γ = 0.01. The
    // spread is linear in the time left, so its average over the session is its value half-way.
    const average = (riskAversion: number) =>
      avellanedaStoikov({ ...paper, riskAversion, timeLeft: 0.5 }).spread;
    expect(average(0.1)).toBeCloseTo(1.49, 2);
    expect(average(0.01)).toBeCloseTo(1.35, 2);
  });

  it('moves the reservation price against inventory, and less as the end nears', () => {
    const long = { ...paper, inventory: 3, riskAversion: 0.1 };
    expect(avellanedaStoikov(long).reservation).toBeCloseTo(98.8, 12);
    expect(avellanedaStoikov({ ...long, timeLeft: 0 }).reservation).toBe(100);
    expect(avellanedaStoikov({ ...long, timeLeft: -1 }).reservation).toBe(100);
    expect(avellanedaStoikov({ ...paper, riskAversion: 0 }).spread).toBeCloseTo(2 / 1.5, 12);
  });
});
