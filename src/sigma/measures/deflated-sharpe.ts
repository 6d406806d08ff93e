/**
 * The deflated Sharpe ratio: the probability that a Sharpe ratio is better than the best of as many trials of no skill.
 *
 * Bailey and López de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), 2014. N and V are those of
 * every trial of the sweep, losers included, and of every model the owner ever entered. V is never taken below 1/(n − 1), the
 * variance that the Sharpe ratios of trials without skill have from chance alone: padding a sweep with look-alikes raises N
 * and cannot push the threshold below what that many coins would reach.
 */
import {
  type Measure,
  type MeasureDefinition,
  rated,
  seriesProblem,
  type UnratedReason,
  unrated,
} from './measure.js';
import { varianceOf } from './moments.js';
import { normalCdf, normalQuantile } from './normal.js';
import { type SharpeEstimate, sharpeEstimate, sharpeScore } from './sharpe.js';

const DSR: MeasureDefinition = {
  name: 'deflated_sharpe_ratio',
  formula:
    'PSR(SR0), SR0 = √V·[(1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))], V = max(var(SR of trials), 1/(n − 1)), γ = 0.5772…',
  source: 'Bailey and López de Prado 2014, The Deflated Sharpe Ratio',
};

const EULER_MASCHERONI = 0.577_215_664_901_532_9;

/** Trials of one sweep or owner that are computed; Φ⁻¹ keeps its digits up to here. */
export const TRIALS_MAX = 100_000;

/** Expected largest of N standard normal draws; 0 for a single one. */
export function expectedMaximum(trials: number): number {
  if (trials < 2) return 0;
  return (
    (1 - EULER_MASCHERONI) * normalQuantile(1 - 1 / trials) +
    EULER_MASCHERONI * normalQuantile(1 - 1 / (trials * Math.E))
  );
}

/** SR0. @param variance V of the trials' Sharpe ratios, per period */
export function deflationThreshold(trials: number, variance: number): number {
  return Math.sqrt(variance) * expectedMaximum(trials);
}

export interface SweepSize {
  /** N, at least 1: the trial that is judged is one of them. */
  readonly trials: number;
  /** V, per period squared. */
  readonly variance: number;
}

/** The formula as it was published, of given N and V. */
export function dsrOf(estimate: SharpeEstimate, { trials, variance }: SweepSize): Measure {
  const inputs = { ...estimate, trials, variance };
  if (!Object.values(inputs).every(Number.isFinite)) return unrated(DSR, 'NOT_FINITE', {});
  if (!Number.isInteger(trials) || trials < 1 || trials > TRIALS_MAX || variance < 0) {
    return unrated(DSR, 'OUT_OF_RANGE', inputs);
  }
  const threshold = deflationThreshold(trials, variance);
  const score = sharpeScore(estimate, threshold);
  if (score === undefined) return unrated(DSR, 'DEGENERATE', inputs);
  return rated(DSR, normalCdf(score), { ...inputs, threshold });
}

/** N and V of all trials, with V at least what chance alone makes of `observations` returns. */
export function sweepSize(trialSharpes: readonly number[], observations: number): SweepSize {
  const variance = Math.max(varianceOf(trialSharpes), 1 / (observations - 1));
  return { trials: Math.max(1, trialSharpes.length), variance };
}

/**
 * @param returns out of sample, net of fees
 * @param trialSharpes of every trial and of every model of the owner, this one's included, per period of the same length
 */
export function deflatedSharpe(
  returns: readonly number[],
  trialSharpes: readonly number[],
): Measure {
  const inputs = { observations: returns.length, trials: trialSharpes.length };
  const problem: UnratedReason | undefined =
    trialSharpes.length > TRIALS_MAX ? 'OUT_OF_RANGE' : seriesProblem(trialSharpes, 0);
  if (problem !== undefined) return unrated(DSR, problem, inputs);
  const estimate = sharpeEstimate(returns);
  if (typeof estimate === 'string') return unrated(DSR, estimate, inputs);
  return dsrOf(estimate, sweepSize(trialSharpes, returns.length));
}
