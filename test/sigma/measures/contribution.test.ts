// Catches a copy, a scaled copy or a copy with noise that counts as a contribution, a feed of its own that does not, and figures that
// differ from a regression solved another way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contributionReport,
  type Measure,
  sharpeRatio,
} from '../../../src/sigma/measures/index.js';
import { Chance } from '../../../src/values/index.js';

const numberOf = (measure: Measure): number =>
  measure.status === 'RATED' ? measure.value : Number.NaN;
const series = (name: string, mean = 0.002, length = 400): number[] => {
  const chance = new Chance(3, name);
  return Array.from({ length }, () => mean + 0.01 * chance.normal());
};
const market = ['a', 'b', 'c'].map((name) => series(name, 0.004));
const [first = []] = market;

describe('contribution', () => {
  it('of a copy is 0, scaled, turned around or with noise too', () => {
    for (const copy of [first, first.map((r) => 3 * r), first.map((r) => -r)]) {
      const { closest, contribution } = contributionReport(copy, market);
      expect(numberOf(closest)).toBeCloseTo(1, 9);
      expect(numberOf(contribution)).toBe(0);
      expect(numberOf(contributionReport(copy, [first]).contribution)).toBe(0);
    }
    const noise = series('noise', 0);
    const noisy = first.map((r, at) => r + 0.3 * (noise[at] as number));
    expect(Math.abs(numberOf(contributionReport(noisy, market).contribution))).toBeLessThan(0.08);
    expect(numberOf(sharpeRatio(noisy))).toBeGreaterThan(0.3);
  });

  it('of a feed of its own is about its Sharpe ratio; of the only feed exactly that', () => {
    const own = series('own', 0.003);
    const ratio = numberOf(sharpeRatio(own));
    expect(numberOf(contributionReport(own, market).contribution)).toBeGreaterThan(0.8 * ratio);
    expect(numberOf(contributionReport(own, []).contribution)).toBeCloseTo(ratio, 9);
  });

  it('agrees with the normal equations of the two regressors', () => {
    const values = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(values, values, values, (r, x, y) => {
        const { contribution } = contributionReport(r, [x, y]);
        if (contribution.status === 'UNRATED' || contribution.value === 0) return;
        const mean = (list: readonly number[]): number => list.reduce((s, v) => s + v, 0) / 40;
        const cov = (a: readonly number[], b: readonly number[]): number =>
          a.reduce((s, v, at) => s + (v - mean(a)) * ((b[at] as number) - mean(b)), 0) / 39;
        const det = cov(x, x) * cov(y, y) - cov(x, y) ** 2;
        if (!(det > 1e-4 * cov(x, x) * cov(y, y))) return;
        // Returns of 1e-160 have squares that are no numbers any more.
        if (!(cov(x, x) > 1e-12 && cov(y, y) > 1e-12)) return;
        // Closest and average span the same plane as the two feeds themselves.
        const bx = (cov(r, x) * cov(y, y) - cov(r, y) * cov(x, y)) / det;
        const by = (cov(r, y) * cov(x, x) - cov(r, x) * cov(x, y)) / det;
        const rest = r.map((v, at) => v - bx * (x[at] as number) - by * (y[at] as number));
        expect(contribution.value).toBeCloseTo(mean(rest) / Math.sqrt(cov(rest, rest)), 6);
      }),
    );
  });

  it('is unrated for series that are short, constant, broken or unpaired', () => {
    const reason = (returns: number[], others: number[][] = market): unknown =>
      contributionReport(returns, others).contribution;
    expect(reason(first.slice(1))).toMatchObject({ reason: 'NOT_PAIRED' });
    expect(reason([1, 2, 3], [])).toMatchObject({ reason: 'TOO_FEW_OBSERVATIONS' });
    expect(reason(first.map(() => 0.1))).toMatchObject({ reason: 'CONSTANT_SERIES' });
    expect(reason(first, [first.map(() => Number.NaN)])).toMatchObject({ reason: 'NOT_FINITE' });
    const flat = contributionReport(first, [first.map(() => 0.1)]);
    expect(numberOf(flat.contribution)).toBeCloseTo(numberOf(sharpeRatio(first)), 9);
  });
});
