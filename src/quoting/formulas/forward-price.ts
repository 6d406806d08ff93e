/**
 * F_T, what a lot is expected to be worth at a later time: today's four factors, with today's pressure fading.
 *
 * F_T = B·F(u_T)·exp(e^(−θT)·ln clamp(D·S)): base value and freshness are known for any time; demand and scarcity revert to
 * their normal of 1 with a half-life. Total: a half-life of 0 forgets pressure at once, no time forgets nothing.
 */
import { clamp } from './numbers.js';

export interface ForwardTerms {
  /** B, in the unit the price is wanted in. */
  readonly base: number;
  /** F at the age the lot has at T; 1 for the index, which ages are taken out of. */
  readonly freshness: number;
  /** D·S now, clamped. */
  readonly pressure: number;
  readonly daysAhead: number;
  /** Days after which half of the log of the pressure is left. */
  readonly halfLifeDays: number;
}

/** Share of today's log pressure that is left after a time, 0 to 1. */
export function pressureKept(daysAhead: number, halfLifeDays: number): number {
  const days = Math.max(0, daysAhead);
  if (days === 0) return 1;
  return halfLifeDays > 0 ? 2 ** (-days / halfLifeDays) : 0;
}

/** F_T. */
export function forwardPrice(terms: ForwardTerms): number {
  const kept = pressureKept(terms.daysAhead, terms.halfLifeDays);
  return terms.base * terms.freshness * terms.pressure ** kept;
}

export interface ForwardVolatility {
  /** Of what reverts, per √day: the volatility of spot. */
  readonly revertingSigma: number;
  /** Of what stays, per √day: the base value. */
  readonly lastingSigma: number;
  readonly halfLifeDays: number;
}

/**
 * Volatility per √year to quote an expiry at: √(v/T) of the variance v = lasting²·T + reverting²·(1 − e^(−2θT))/2θ, in which a
 * shock to demand moves a forward by what is left of it at T. v grows with T, so no calendar is negative.
 *
 * Source: E. Schwartz, The stochastic behavior of commodity prices, J. Finance 52, 1997, of the one-factor model.
 */
export function forwardSigma(volatility: ForwardVolatility, daysAhead: number): number {
  const { revertingSigma, lastingSigma, halfLifeDays } = volatility;
  const days = Math.max(1e-9, daysAhead);
  const twoTheta = (2 * Math.LN2) / Math.max(1e-9, halfLifeDays);
  const reverted = clamp(-Math.expm1(-twoTheta * days) / twoTheta, 0, days);
  const variance = lastingSigma * lastingSigma * days + revertingSigma * revertingSigma * reverted;
  return Math.sqrt((variance / days) * 365);
}
