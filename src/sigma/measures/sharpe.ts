/**
 * Sharpe ratio, the probability that the true one exceeds a benchmark, and the track record that takes. All ratios are per
 * period of the series, never annualised, and the observed ratio stands in the variance of its estimate.
 *
 * Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2), 2012.
 */
import {
  type Measure,
  type MeasureDefinition,
  rated,
  seriesProblem,
  type UnratedReason,
  unrated,
} from './measure.js';
import { type Moments, momentsOf } from './moments.js';
import { normalCdf, normalQuantile } from './normal.js';

const FRONTIER = 'Bailey and López de Prado 2012, The Sharpe Ratio Efficient Frontier';

const SHARPE: MeasureDefinition = {
  name: 'sharpe_ratio',
  formula: 'mean(r) / sd(r), per period, sd with n − 1',
  source: 'Sharpe 1994, The Sharpe Ratio',
};

const PSR: MeasureDefinition = {
  name: 'probabilistic_sharpe_ratio',
  formula: 'Φ[(SR − SR*)·√(n − 1) / √(1 − γ3·SR + (γ4 − 1)/4·SR²)]',
  source: FRONTIER,
};

const MIN_TRACK_RECORD: MeasureDefinition = {
  name: 'minimum_track_record_length',
  formula: '1 + (1 − γ3·SR + (γ4 − 1)/4·SR²)·(Φ⁻¹(p) / (SR − SR*))²',
  source: FRONTIER,
};

/** What the estimate of a Sharpe ratio depends on. `kurtosis` is 3 for a normal distribution. */
export interface SharpeEstimate {
  readonly sharpe: number;
  readonly observations: number;
  readonly skewness: number;
  readonly kurtosis: number;
}

export function estimateOf(moments: Moments): SharpeEstimate {
  const { observations, skewness, kurtosis } = moments;
  return { sharpe: moments.mean / moments.standardDeviation, observations, skewness, kurtosis };
}

/** The estimate of a series' Sharpe ratio, or why there is none. */
export function sharpeEstimate(returns: readonly number[]): SharpeEstimate | UnratedReason {
  const problem = seriesProblem(returns);
  if (problem !== undefined) return problem;
  const moments = momentsOf(returns);
  return moments === undefined ? 'CONSTANT_SERIES' : estimateOf(moments);
}

/** n − 1 times the variance of the estimate. Never negative, since γ4 ≥ 1 + γ3². */
function varianceFactor({ sharpe, skewness, kurtosis }: SharpeEstimate): number {
  return 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
}

export function sharpeRatio(returns: readonly number[]): Measure {
  const estimate = sharpeEstimate(returns);
  const inputs = { observations: returns.length };
  if (typeof estimate === 'string') return unrated(SHARPE, estimate, inputs);
  return rated(SHARPE, estimate.sharpe, inputs);
}

/** The z-score whose Φ is the PSR; undefined where the estimate has no variance. */
export function sharpeScore(estimate: SharpeEstimate, benchmark: number): number | undefined {
  const factor = varianceFactor(estimate);
  if (!(factor > 1e-12) || estimate.observations < 2) return undefined;
  return ((estimate.sharpe - benchmark) * Math.sqrt(estimate.observations - 1)) / Math.sqrt(factor);
}

/** @param benchmark SR*, per period */
export function psrOf(estimate: SharpeEstimate, benchmark: number): Measure {
  const inputs = { ...estimate, benchmark };
  if (!Object.values(inputs).every(Number.isFinite)) return unrated(PSR, 'NOT_FINITE', {});
  const score = sharpeScore(estimate, benchmark);
  if (score === undefined) return unrated(PSR, 'DEGENERATE', inputs);
  return rated(PSR, normalCdf(score), inputs);
}

export function probabilisticSharpe(returns: readonly number[], benchmark = 0): Measure {
  const estimate = sharpeEstimate(returns);
  if (typeof estimate === 'string') {
    return unrated(PSR, estimate, { observations: returns.length });
  }
  return psrOf(estimate, benchmark);
}

/** The confidence every gate asks for. */
export const CONFIDENCE = 0.95;

/**
 * Observations needed before PSR(SR*) can reach the confidence.
 * @param benchmark SR*, per period
 */
export function minimumTrackRecord(estimate: SharpeEstimate, benchmark = 0): Measure {
  const inputs = { ...estimate, benchmark, confidence: CONFIDENCE };
  if (!Object.values(inputs).every(Number.isFinite)) {
    return unrated(MIN_TRACK_RECORD, 'NOT_FINITE', {});
  }
  const gap = estimate.sharpe - benchmark;
  if (!(gap > 0)) return unrated(MIN_TRACK_RECORD, 'NOT_POSITIVE', inputs);
  const needed = 1 + varianceFactor(estimate) * (normalQuantile(CONFIDENCE) / gap) ** 2;
  if (!Number.isFinite(needed)) return unrated(MIN_TRACK_RECORD, 'NOT_POSITIVE', inputs);
  return rated(MIN_TRACK_RECORD, needed, inputs);
}
