/**
 * Exponentially weighted estimators: averages by half-life, rates by time constant.
 *
 * Time that runs backwards counts as no time. A half-life or constant that is not positive has no
 * memory at all: the newest value is the estimate.
 */
import { MS_PER_DAY } from './numbers.js';

/** Weight 2^(−Δt/H) the old value keeps after `elapsedMs` with half-life `halfLifeMs`. */
export function ewmaWeight(elapsedMs: number, halfLifeMs: number): number {
  if (!(halfLifeMs > 0)) return 0;
  return elapsedMs > 0 ? 2 ** (-elapsedMs / halfLifeMs) : 1;
}

/** `y ← w·y + (1 − w)·x`. */
export function ewma(value: number, sample: number, weight: number): number {
  return weight * value + (1 - weight) * sample;
}

/** A rate per day after `elapsedMs` without an event: `λ ← e^(−Δt/τ)·λ`. */
export function decayRate(perDay: number, elapsedMs: number, tauMs: number): number {
  if (!(tauMs > 0)) return 0;
  return elapsedMs > 0 ? perDay * Math.exp(-elapsedMs / tauMs) : perDay;
}

/** What `units` at this moment add to a rate per day with time constant τ: `n/τ`. */
export function rateOf(units: number, tauMs: number): number {
  return tauMs > 0 ? (units * MS_PER_DAY) / tauMs : 0;
}

/**
 * A live rate pulled towards what is expected at this age:
 * `(live + share·expected) / (1 + share)`, the mean of a Poisson rate whose prior is worth `share` of
 * the estimator's own memory in pseudo-exposure. Share 0 is the live rate alone.
 */
export function shrunkRate(livePerDay: number, expectedPerDay: number, share: number): number {
  return (livePerDay + share * expectedPerDay) / (1 + share);
}
