// Goal: catch a value function that is not the optimum it says: prices off those published for its limits, worth that rises with
// inventory or with age, a table of nonsense inputs, or work that grows with the sizes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PolicyInputs,
  type PolicyPrice,
  solvePolicy,
} from '../../src/quoting/formulas/policy-table.js';

const inputs = (more: Partial<PolicyInputs> = {}): PolicyInputs => ({
  buys: { lotsPerDay: 20, elasticity: 8 },
  sells: { lotsPerDay: 20, elasticity: 8 },
  windowDays: 7,
  freshness: (u) => 1.25 - u,
  bidCutoff: 0.98,
  maxLots: 100,
  reach: 1.4,
  penalty: 0,
  presencePerDay: 0,
  ...more,
});
const quote = (of: PolicyInputs, lots: number, u: number): PolicyPrice => {
  const price = { ask: 0, bid: 0, lastLot: 0, nextLot: 0 };
  solvePolicy(of)?.quote(lots, u, price);
  return price;
};

describe('presence', () => {
  it('is worth what it costs: a first lot is bought dearer, the last one sold dearer, and nothing else is bought for it', () => {
    const usual = inputs();
    const present = inputs({ presencePerDay: 1 });
    expect(quote(present, 0, 0.3).bid).toBeGreaterThan(quote(usual, 0, 0.3).bid);
    expect(quote(present, 1, 0.3).ask).toBeGreaterThan(quote(usual, 1, 0.3).ask);
    const more = quote(present, 30, 0.3).bid - quote(usual, 30, 0.3).bid;
    expect(Math.abs(more)).toBeLessThan(
      0.2 * (quote(present, 0, 0.3).bid - quote(usual, 0, 0.3).bid),
    );
    // Of a lot that somebody buys in the end it is worth about what it is said to be worth of one.
    const quiet = {
      buys: { lotsPerDay: 0.5, elasticity: 8 },
      sells: { lotsPerDay: 0.5, elasticity: 8 },
    };
    const gain = quote(inputs({ ...quiet, presencePerDay: 0.025 }), 0, 0.3).bid;
    expect(gain - quote(inputs(quiet), 0, 0.3).bid).toBeLessThan(0.1);
  });
});

describe('its limits', () => {
  it('is Gallego and van Ryzin’s where nobody provides: V(n, t) = ln(Σ (λt/e)^i/i!)/k, published in closed form', () => {
    const k = 3;
    const lotsPerDay = 1;
    const days = 1;
    const table = solvePolicy(
      inputs({
        // e^(−k(p − 1)): λ at price 0 is Λ·e^k.
        buys: { lotsPerDay, elasticity: k },
        sells: { lotsPerDay: 0, elasticity: k },
        windowDays: days,
        freshness: () => 1,
        // A price of nothing brings e^k times the rate at 1: no bound.
        reach: Math.exp(k),
        maxLots: 12,
      }),
    );
    const scale = (lotsPerDay * Math.exp(k) * days) / Math.E;
    const value = (n: number): number => {
      let term = 1;
      let sum = 1;
      for (let i = 1; i <= n; i += 1) {
        term *= scale / i;
        sum += term;
      }
      return Math.log(sum) / k;
    };
    for (let n = 0; n < 8; n += 1) {
      const expected = value(n + 1) - value(n);
      expect(Math.abs((table?.lotWorth(n, 0) ?? Number.NaN) - expected)).toBeLessThan(0.02);
    }
  });

  it('is Guéant, Lehalle and Fernandez-Tapia’s without decay: V = ln(v)/k with v = exp(−M·T)·1, their theorem', () => {
    const k = 10;
    const perDay = 6;
    const penalty = 0.004;
    const days = 20;
    const most = 40;
    const table = solvePolicy(
      inputs({
        buys: { lotsPerDay: perDay, elasticity: k },
        sells: { lotsPerDay: perDay, elasticity: k },
        windowDays: days,
        freshness: () => 1,
        bidCutoff: 1,
        reach: Math.exp(2),
        penalty,
        maxLots: most,
      }),
    );
    // I − M·dt, squared until it spans the window.
    const doublings = 20;
    const dt = days / 2 ** doublings;
    let matrix = Array.from({ length: most + 1 }, (_, q) =>
      Array.from({ length: most + 1 }, (_, to) => {
        if (to === q) return 1 - dt * 0.5 * k * penalty * q * q;
        if (to === q - 1) return dt * perDay * Math.exp(k - 1);
        return to === q + 1 ? dt * perDay * Math.exp(-k - 1) : 0;
      }),
    );
    for (let i = 0; i < doublings; i += 1) {
      const squared = matrix.map((row) =>
        row.map((_, to) => row.reduce((sum, x, via) => sum + x * (matrix[via]?.[to] ?? 0), 0)),
      );
      // Only ratios count.
      const largest = Math.max(...squared.flat());
      matrix = squared.map((row) => row.map((x) => x / largest));
    }
    const logs = matrix.map((row) => Math.log(row.reduce((sum, x) => sum + x, 0)) / k);
    for (let q = 0; q < 12; q += 1) {
      const published = (logs[q + 1] ?? 0) - (logs[q] ?? 0);
      expect(Math.abs((table?.lotWorth(q, 0) ?? Number.NaN) - published)).toBeLessThan(0.004);
    }
    const price = { ask: 0, bid: 0, lastLot: 0, nextLot: 0 };
    table?.quote(5, 0, price);
    expect(price.ask - price.lastLot).toBeCloseTo(1 / k, 9);
    expect(price.nextLot - price.bid).toBeCloseTo(1 / k, 9);
  });
});

describe('what always holds', () => {
  const side = fc.record({
    lotsPerDay: fc.double({ min: 0, max: 1e5, noNaN: true }),
    elasticity: fc.double({ min: 2, max: 40, noNaN: true }),
  });

  it('a lot more is worth no more than the one before, nothing is worth more than it can be sold for, bids stay below asks', () => {
    fc.assert(
      fc.property(
        side,
        side,
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        fc.integer({ min: 0, max: 1_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (buys, sells, windowDays, lots, u) => {
          const of = inputs({ buys, sells, windowDays, maxLots: 1_000 });
          const one = quote(of, lots, u);
          const more = quote(of, lots + 1, u);
          expect(more.lastLot).toBeLessThanOrEqual(one.lastLot + 1e-9);
          expect(one.nextLot).toBeLessThanOrEqual(one.lastLot + 1e-9);
          expect(one.nextLot).toBeGreaterThanOrEqual(-1e-9);
          expect(one.bid).toBeLessThan(one.ask);
          expect(Number.isFinite(one.ask + one.bid)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('bids less for a lot where few consume, and nothing where nobody does', () => {
    const busy = quote(inputs(), 3, 0.3);
    const slow = quote(inputs({ buys: { lotsPerDay: 2, elasticity: 8 } }), 3, 0.3);
    expect(slow.bid).toBeLessThan(busy.bid);
    expect(quote(inputs({ buys: { lotsPerDay: 0, elasticity: 8 } }), 0, 0.3).bid).toBe(0);
  });
});

describe('bad inputs', () => {
  it('are no table', () => {
    for (const bad of [Number.NaN, -1, 0]) {
      expect(solvePolicy(inputs({ buys: { lotsPerDay: 1, elasticity: bad } }))).toBeUndefined();
      expect(solvePolicy(inputs({ windowDays: bad }))).toBeUndefined();
      expect(solvePolicy(inputs({ maxLots: bad }))).toBeUndefined();
    }
    expect(solvePolicy(inputs({ freshness: () => Number.NaN }))).toBeUndefined();
    expect(
      solvePolicy(inputs({ buys: { lotsPerDay: Number.POSITIVE_INFINITY, elasticity: 8 } })),
    ).toBeUndefined();
  });
});
