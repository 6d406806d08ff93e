// Catches a price, a sensitivity or an implied volatility that is off a 50-digit reference or off published values, parity that
// does not hold, and terms that come out as no number.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlackTerms,
  blackGreeks,
  blackPrice,
  varianceYears,
} from '../../../src/quoting/options/black76.js';
import { impliedVolatility } from '../../../src/quoting/options/implied-volatility.js';
import { cumulative, quantile } from '../../../src/quoting/options/normal.js';
import { type ExactTerms, exactPrice, exactStep, exactVega, phi } from './reference.js';

/** Terms from deep in the money to far out, minutes to years, calm to wild, by arithmetic. */
function ladder(): BlackTerms[] {
  const all: BlackTerms[] = [];
  for (const ratio of [0.2, 0.5, 0.8, 0.95, 0.999, 1, 1.001, 1.05, 1.3, 2, 5]) {
    for (const total of [0.02, 0.1, 0.3, 0.8, 2, 4]) {
      const years = total < 0.3 ? 1 / 365 : 0.25;
      // Further out nothing is left at 50 digits.
      if (Math.abs(Math.log(ratio)) > 12 * total) continue;
      const terms = { forward: 140 * ratio, strike: 140, sigma: total / Math.sqrt(years), years };
      all.push({ ...terms, isCall: true }, { ...terms, isCall: false });
    }
  }
  return all;
}

const LADDER = ladder().map((terms) => ({ terms, exact: exactPrice(terms) }));

describe('the normal distribution', () => {
  it('agrees with 50 digits to fourteen, tails included', () => {
    for (let x = -8; x <= 8; x += 0.77) {
      const exact = phi(x);
      expect(Math.abs(Number(exact.div(cumulative(x)).sub(1)))).toBeLessThan(2e-14);
    }
  });

  it('has an inverse', () => {
    for (const p of [1e-300, 1e-40, 1e-9, 0.01, 0.02, 0.1, 0.3, 0.4999, 0.5, 0.7, 0.999]) {
      expect(cumulative(quantile(p)) / p).toBeCloseTo(1, 11);
    }
    expect(quantile(0)).toBe(-Infinity);
    expect(quantile(-1)).toBeNaN();
  });
});

describe("Black's formula", () => {
  it('is within 2e-15 of the forward of the 50-digit price', () => {
    for (const { terms, exact } of LADDER) {
      const off = Number(exact.sub(blackPrice(terms)).abs());
      expect(off / Math.max(terms.forward, terms.strike), JSON.stringify(terms)).toBeLessThan(
        2e-15,
      );
    }
  });

  it('keeps twelve digits of what is far out of the money', () => {
    for (const { terms, exact } of LADDER) {
      const isOut = terms.isCall === terms.forward <= terms.strike;
      if (!isOut || exact.lt(1e-60)) continue;
      const off = Math.abs(Number(exact.div(blackPrice(terms)).sub(1)));
      expect(off, JSON.stringify(terms)).toBeLessThan(1e-12);
    }
  });

  it('gives the published values', () => {
    // J. Hull, Options, Futures and Other Derivatives, 8th ed., example 17.5 (European put on a crude oil future): F = K = 20,
    // r = 9 %, σ = 25 %, four months: 1.12.
    const discount = Math.exp((-0.09 * 4) / 12);
    const put = blackPrice({ isCall: false, forward: 20, strike: 20, sigma: 0.25, years: 4 / 12 });
    expect(put * discount).toBeCloseTo(1.12, 2);
    // E. Haug, The Complete Guide to Option Pricing Formulas, 2nd ed., Black-76 (option on a Brent future): F = K = 19, r = 10 %,
    // σ = 28 %, nine months: call and put 1.7011.
    const haug = { forward: 19, strike: 19, sigma: 0.28, years: 0.75 };
    expect(blackPrice({ ...haug, isCall: true }) * Math.exp(-0.075)).toBeCloseTo(1.7011, 4);
    expect(blackPrice({ ...haug, isCall: false }) * Math.exp(-0.075)).toBeCloseTo(1.7011, 4);
    // F. Black, 1976: at the money the price is F·(2Φ(σ√τ/2) − 1), F·σ·√(τ/2π) to first order.
    const short = { isCall: true, forward: 100, strike: 100, sigma: 0.2, years: 1e-4 };
    expect(blackPrice(short)).toBeCloseTo(100 * 0.2 * Math.sqrt(1e-4 / (2 * Math.PI)), 7);
  });

  it('keeps put–call parity, rises with volatility and lies within its bounds', () => {
    const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        positive(1, 1e4),
        positive(1, 1e4),
        positive(0, 8),
        positive(0, 3),
        (forward, strike, sigma, years) => {
          const terms = { forward, strike, sigma, years };
          const call = blackPrice({ ...terms, isCall: true });
          const put = blackPrice({ ...terms, isCall: false });
          const scale = Math.max(forward, strike);
          expect(Math.abs(call - put - (forward - strike)) / scale).toBeLessThan(1e-14);
          expect(call).toBeGreaterThanOrEqual(Math.max(0, forward - strike));
          expect(call).toBeLessThanOrEqual(forward * (1 + 1e-15));
          const wilder = blackPrice({ ...terms, sigma: sigma + 0.01, isCall: true });
          expect(wilder).toBeGreaterThanOrEqual(call * (1 - 1e-13));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is what exercise pays once time or volatility has run out', () => {
    const terms = { forward: 150, strike: 140, sigma: 0.5, years: 0 };
    expect(blackPrice({ ...terms, isCall: true })).toBe(10);
    expect(blackPrice({ ...terms, isCall: false, years: -1 })).toBe(0);
    expect(blackGreeks({ ...terms, isCall: true })).toEqual({
      delta: 1,
      gamma: 0,
      vega: 0,
      thetaDay: 0,
    });
  });
});

describe('sensitivities', () => {
  it('are the differences of exact prices', () => {
    const bump = 1e-12;
    // Every third: the reference is slow.
    for (const { terms, exact: mid } of LADDER.filter((_, i) => i % 3 === 0)) {
      const at = (change: Partial<ExactTerms>) => exactPrice({ ...terms, ...change });
      const { delta, gamma, vega, thetaDay } = blackGreeks(terms);
      const f = terms.forward;
      // A price far from both sides' rounding: the reference takes decimals as they are written.
      const step = exactStep(f);
      const rise = at({ forward: step.up });
      const fall = at({ forward: step.down });
      expect(Number(rise.sub(fall).div(step.size.mul(2)))).toBeCloseTo(delta, 8);
      const second = rise.add(fall).sub(mid.mul(2)).div(step.size.mul(step.size));
      expect(Math.abs(Number(second) - gamma) * f).toBeLessThan(1e-6 * (1 + gamma * f));
      expect(Math.abs(Number(exactVega(terms).sub(vega))) / f).toBeLessThan(1e-14);
      const rest = terms.years - 1 / 365;
      const later =
        rest > 1e-9
          ? Number(at({ years: rest }))
          : Math.max(0, (f - terms.strike) * (terms.isCall ? 1 : -1));
      expect(Math.abs(later - Number(mid) - thetaDay) / f).toBeLessThan(bump);
    }
  });
});

describe('implied volatility', () => {
  it('finds the volatility of exact prices', () => {
    for (const { terms, exact } of LADDER) {
      const price = Number(exact);
      const found = impliedVolatility({ ...terms, price });
      const intrinsic = Math.max(0, (terms.forward - terms.strike) * (terms.isCall ? 1 : -1));
      const vega = Number(exactVega(terms));
      // A price is known to half of its last digit: so well and no better can the volatility be known.
      const known = (Math.max(price, terms.forward) * 1.2e-16) / (vega * terms.sigma);
      if (price - intrinsic < 1e-250 || known > 1e-3) continue;
      expect(found, JSON.stringify(terms)).toBeDefined();
      expect(Math.abs((found as number) / terms.sigma - 1), JSON.stringify(terms)).toBeLessThan(
        1e-13 + 8 * known,
      );
    }
  });

  it('has its price again, wherever the price lies between its bounds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        fc.boolean(),
        (log, share, isCall) => {
          const forward = 100 * Math.exp(log);
          const intrinsic = Math.max(0, isCall ? forward - 100 : 100 - forward);
          const price = intrinsic + share * ((isCall ? forward : 100) - intrinsic);
          const terms = { isCall, forward, strike: 100, years: 0.5 };
          const sigma = impliedVolatility({ ...terms, price });
          expect(sigma).toBeDefined();
          const again = blackPrice({ ...terms, sigma: sigma as number });
          expect(Math.abs(again - price)).toBeLessThan(1e-13 * Math.max(forward, 100));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('refuses prices of arbitrage and terms that are none', () => {
    const terms = { isCall: true, forward: 120, strike: 100, years: 1 };
    expect(impliedVolatility({ ...terms, price: 19.99 })).toBeUndefined();
    expect(impliedVolatility({ ...terms, price: 120 })).toBeUndefined();
    expect(impliedVolatility({ ...terms, price: Number.NaN })).toBeUndefined();
    expect(impliedVolatility({ ...terms, years: 0, price: 30 })).toBeUndefined();
    expect(impliedVolatility({ ...terms, forward: -1, price: 30 })).toBeUndefined();
    expect(impliedVolatility({ ...terms, price: 20 })).toBe(0);
  });
});

describe('the averaged settlement price', () => {
  it('has a third of the window left of its variance', () => {
    const hour = 1 / 8760;
    expect(varianceYears(0.1, hour)).toBeCloseTo(0.1 - (2 / 3) * hour, 15);
    expect(varianceYears(hour, hour)).toBeCloseTo(hour / 3, 15);
    expect(varianceYears(0, hour)).toBe(0);
  });
});
