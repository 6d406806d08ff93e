// Catches Sharpe, probabilistic and deflated Sharpe ratios and track record lengths that differ from published worked examples or
// from an independent implementation; scores that padding or hiding trials, NaN, constant or short series could raise or break.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deflatedSharpe,
  deflationThreshold,
  dsrOf,
  expectedMaximum,
  type Measure,
  minimumTrackRecord,
  normalCdf,
  normalQuantile,
  probabilisticSharpe,
  psrOf,
  sharpeEstimate,
  sharpeRatio,
  sweepSize,
} from '../../../src/sigma/measures/index.js';
import { dsr, estimate, phi, phiInverse, psr } from './independent.js';

const numberOf = (measure: Measure): number =>
  measure.status === 'RATED' ? measure.value : Number.NaN;
const returnsOf = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), {
  minLength: 20,
  maxLength: 300,
});
const trialsOf = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), {
  minLength: 2,
  maxLength: 200,
});
const varies = (returns: readonly number[]): boolean =>
  typeof sharpeEstimate(returns) !== 'string' && Math.max(...returns) - Math.min(...returns) > 1e-6;

describe('the normal distribution', () => {
  // Abramowitz and Stegun, Handbook of Mathematical Functions, tables 26.1 and 26.5.
  it.each([
    [0.5, 0.691_462_461_274_013],
    [1, 0.841_344_746_068_543],
    [1.96, 0.975_002_104_851_78],
    [3, 0.998_650_101_968_37],
  ])('Φ(%d)', (x, p) => {
    expect(normalCdf(x)).toBeCloseTo(p, 13);
    expect(normalCdf(-x)).toBeCloseTo(1 - p, 13);
  });
  it.each([
    [0.95, 1.644_853_626_951_47],
    [0.975, 1.959_963_984_540_05],
    [0.99, 2.326_347_874_040_84],
    [0.999, 3.090_232_306_167_81],
  ])('Φ⁻¹(%d)', (p, x) => {
    expect(normalQuantile(p)).toBeCloseTo(x, 12);
  });
  it('agrees with the independent one to 1e-12 and, inverted, to 1e-9', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
        expect(Math.abs(normalCdf(x) - phi(x))).toBeLessThan(1e-12);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        expect(Math.abs(normalQuantile(p) - phiInverse(p))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('published worked examples', () => {
  // Bailey and López de Prado 2012, The Sharpe Ratio Efficient Frontier, section 4: 24 monthly returns with SR 0.458, skewness
  // −2.448 and kurtosis 10.164 have PSR(0) 0.913; normal ones 0.982.
  it('PSR of two years of a hedge fund', () => {
    const fund = { sharpe: 0.458, observations: 24, skewness: -2.448, kurtosis: 10.164 };
    expect(numberOf(psrOf(fund, 0))).toBeCloseTo(0.913, 3);
    expect(numberOf(psrOf({ ...fund, skewness: 0, kurtosis: 3 }, 0))).toBeCloseTo(0.982, 3);
  });
  // The same, section 5: SR 2 against SR* 1 a year takes 2.73 years of daily, 2.83 of weekly, 3.24 of monthly normal returns;
  // 4.99 of monthly ones with skewness −0.72 and kurtosis 5.78.
  it.each([
    [250, 0, 3, 2.73],
    [52, 0, 3, 2.83],
    [12, 0, 3, 3.24],
    [12, -0.72, 5.78, 4.99],
  ])('minimum track record at %d a year, γ3 %d, γ4 %d', (perYear, skewness, kurtosis, years) => {
    const root = Math.sqrt(perYear);
    const record = minimumTrackRecord(
      { sharpe: 2 / root, observations: 100, skewness, kurtosis },
      1 / root,
    );
    expect(numberOf(record) / perYear).toBeCloseTo(years, 2);
  });
  // Bailey and López de Prado 2014, The Deflated Sharpe Ratio, A numerical example: five years of daily returns, SR 2.5 a year,
  // V 1/2 a year, skewness −3, kurtosis 10. SR0 0.1132 and DSR 0.9004 for 100 trials, 0.9505 for 46; 0.9505 for 88 if normal.
  it.each([
    [100, -3, 10, 0.9004],
    [46, -3, 10, 0.9505],
    [88, 0, 3, 0.9505],
  ])('DSR of %d trials, γ3 %d, γ4 %d', (trials, skewness, kurtosis, value) => {
    const judged = { sharpe: 2.5 / Math.sqrt(250), observations: 1_250, skewness, kurtosis };
    const measure = dsrOf(judged, { trials, variance: 0.5 / 250 });
    expect(numberOf(measure)).toBeCloseTo(value, 4);
    if (trials === 100) expect(measure.inputs.threshold).toBeCloseTo(0.1132, 4);
  });
});

describe('against the independent implementation', () => {
  it('agrees to 1e-9', () => {
    fc.assert(
      fc.property(returnsOf.filter(varies), trialsOf, (returns, trials) => {
        expect(Math.abs(numberOf(sharpeRatio(returns)) - estimate(returns).sharpe)).toBeLessThan(
          1e-9,
        );
        expect(
          Math.abs(numberOf(probabilisticSharpe(returns, 0.01)) - psr(returns, 0.01)),
        ).toBeLessThan(1e-9);
        expect(
          Math.abs(numberOf(deflatedSharpe(returns, trials)) - dsr(returns, trials)),
        ).toBeLessThan(1e-9);
      }),
      { numRuns: 60 },
    );
  });
  it('is the PSR at the minimum track record', () => {
    const one = { sharpe: 0.11, skewness: -0.8, kurtosis: 6, observations: 10 };
    const needed = numberOf(minimumTrackRecord(one));
    expect(numberOf(psrOf({ ...one, observations: needed }, 0))).toBeCloseTo(0.95, 9);
  });
});

describe('what cheats try', () => {
  it('padding a sweep never brings the threshold below that of coins', () => {
    fc.assert(
      fc.property(trialsOf, trialsOf, fc.integer({ min: 20, max: 2_000 }), (own, pads, n) => {
        const padded = sweepSize([...own, ...pads], n);
        const coins = deflationThreshold(own.length, 1 / (n - 1));
        expect(deflationThreshold(padded.trials, padded.variance)).toBeGreaterThanOrEqual(coins);
      }),
    );
  });
  it('copies of one trial make a sweep of coins harder, not easier', () => {
    const n = 500;
    const coins = Array.from({ length: 50 }, (_, i) => ((i % 5) - 2) * 0.01);
    const before = sweepSize(coins, n);
    const after = sweepSize([...coins, ...new Array<number>(500).fill(0)], n);
    const [a, b] = [before, after].map(({ trials, variance }) =>
      deflationThreshold(trials, variance),
    );
    expect(b).toBeGreaterThan(a as number);
  });
  it('every further trial of a sweep raises the expected maximum', () => {
    for (let trials = 1; trials < 400; trials += 1) {
      expect(expectedMaximum(trials + 1)).toBeGreaterThan(expectedMaximum(trials));
    }
  });
  it('hiding losers raises the score, which is why the whole sweep is hashed', () => {
    const returns = Array.from({ length: 300 }, (_, i) => 0.002 + 0.02 * Math.sin(i * 2.3));
    const all = Array.from({ length: 100 }, (_, i) => (i - 50) / 400);
    const shown = all.slice(-5);
    expect(numberOf(deflatedSharpe(returns, shown))).toBeGreaterThan(
      numberOf(deflatedSharpe(returns, all)) + 0.05,
    );
  });
});

describe('bad input has an answer', () => {
  const good = Array.from({ length: 30 }, (_, i) => 0.01 * Math.sin(i));
  it.each([
    ['3 observations', [0.1, 0.2, 0.1], 'TOO_FEW_OBSERVATIONS'],
    ['none', [], 'TOO_FEW_OBSERVATIONS'],
    ['NaN', [...good, Number.NaN], 'NOT_FINITE'],
    ['infinite', [...good, Number.POSITIVE_INFINITY], 'NOT_FINITE'],
    ['constant', new Array<number>(30).fill(0.01), 'CONSTANT_SERIES'],
    ['zero', new Array<number>(30).fill(0), 'CONSTANT_SERIES'],
    ['huge', [...good, 1e200], 'OUT_OF_RANGE'],
  ])('%s', (_, returns, reason) => {
    for (const measure of [
      sharpeRatio(returns),
      probabilisticSharpe(returns),
      deflatedSharpe(returns, [0.1, 0.2]),
    ]) {
      expect(measure).toMatchObject({ status: 'UNRATED', reason });
      expect(measure.formula).not.toBe('');
    }
  });
  it('trials that are NaN or too many', () => {
    expect(deflatedSharpe(good, [0.1, Number.NaN])).toMatchObject({ reason: 'NOT_FINITE' });
    expect(deflatedSharpe(good, new Array<number>(100_001).fill(0))).toMatchObject({
      reason: 'OUT_OF_RANGE',
    });
  });
  it('no skill has no minimum track record', () => {
    const none = { sharpe: 0, observations: 100, skewness: 0, kurtosis: 3 };
    expect(minimumTrackRecord(none)).toMatchObject({ reason: 'NOT_POSITIVE' });
    expect(minimumTrackRecord({ ...none, sharpe: 1e-200 })).toMatchObject({
      reason: 'NOT_POSITIVE',
    });
  });
});
