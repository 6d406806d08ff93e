// Goal: catch chance that is not: numbers out of range, of the wrong mean or spread, equal in streams of different names,
// or different for one seed; and an agenda that forgets or disorders what is to be done.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../src/backtest/agenda.js';
import { drawArrivals } from '../../src/simulation/arrivals.js';
import { SMALL_SCENARIO } from '../../src/simulation/scenario.js';
import { Chance } from '../../src/values/chance.js';

const N = 50_000;
const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

describe('chance', () => {
  it('is in range, and has the mean and spread it says', () => {
    const chance = new Chance(7, 'test');
    const uniform = draw(N, () => chance.uniform());
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    // Six standard errors each: 1/√(12N), 1/√N, 1/√N, √(mean·(mean − 1)/N).
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(6 / Math.sqrt(12 * N));
    expect(Math.abs(mean(draw(N, () => chance.normal())))).toBeLessThan(6 / Math.sqrt(N));
    expect(Math.abs(mean(draw(N, () => chance.normal() ** 2)) - 1)).toBeLessThan(9 / Math.sqrt(N));
    expect(Math.abs(mean(draw(N, () => chance.exponential(3))) - 3)).toBeLessThan(
      18 / Math.sqrt(N),
    );
    const counts = draw(N, () => chance.count(2.5));
    expect(Math.min(...counts)).toBe(1);
    expect(Math.abs(mean(counts) - 2.5)).toBeLessThan(6 * Math.sqrt((2.5 * 1.5) / N));
  });

  it('is the same for the same seed and name, and another for another', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.string(), (seed, a, b) => {
        const of = (name: string, from = seed): string => {
          const chance = new Chance(from, name);
          return draw(8, () => chance.uniform()).join();
        };
        expect(of(a)).toBe(of(a));
        expect(of(a)).not.toBe(of(a, seed + 1));
        if (a !== b) expect(of(a)).not.toBe(of(b));
      }),
      { seed: 11 },
    );
  });

  it('draws arrivals in the order of time, about as many as the rates say, fewer at higher prices', () => {
    const arrivals = drawArrivals(SMALL_SCENARIO, 3);
    expect(arrivals).toEqual(drawArrivals(SMALL_SCENARIO, 3));
    const times = arrivals.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const buys = arrivals.filter(({ kind }) => kind === 1);
    const willPay = (price: number): number => buys.filter(({ limit }) => limit >= price).length;
    expect(willPay(SMALL_SCENARIO.enter)).toBe(buys.length);
    // Elasticity 8: an eighth more loses all but e^−1 of them.
    const share = willPay(SMALL_SCENARIO.enter + 1 / 8) / buys.length;
    expect(Math.abs(share - Math.exp(-1))).toBeLessThan(4 * Math.sqrt(0.24 / buys.length));
  });
});

describe('the agenda', () => {
  it('takes by time, then in the order things were added', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (times) => {
        const agenda = new Agenda();
        const done: (readonly [number, number])[] = [];
        for (const [order, atMs] of times.entries()) {
          agenda.add(atMs, () => done.push([atMs, order]));
        }
        while (agenda.nextMs < Number.POSITIVE_INFINITY) agenda.take()();
        agenda.take()();
        const wanted = times.map((atMs, order) => [atMs, order] as const);
        expect(done).toEqual(wanted.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });
});
