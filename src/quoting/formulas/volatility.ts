/**
 * Volatility σ of a series per √day, from returns with scheduled decay taken out.
 *
 * Returns arrive clean: whoever samples removes Δln F and what mints, base value and parameters
 * caused. A return beyond `jumpSigmas` standard deviations is a jump: its excess does not feed σ but
 * σ_J, so that one jump widens quotes without teaching the estimator a wrong everyday volatility.
 */
import { ewma, ewmaWeight } from './estimator.js';
import { clamp, MS_PER_DAY } from './numbers.js';

export interface VolatilityTuning {
  readonly halfLifeMs: number;
  /** Per √day. */
  readonly prior: number;
  readonly floor: number;
  readonly cap: number;
  readonly jumpSigmas: number;
}

/** Variances per day. Mutable: one per series. */
export interface VolatilityState {
  variance: number;
  jumpVariance: number;
}

/** σ per √day, inside [floor, cap]. */
export function everydaySigma(state: VolatilityState, tuning: VolatilityTuning): number {
  return clamp(Math.sqrt(state.variance), tuning.floor, tuning.cap);
}

/** σ_q = √(σ² + σ_J²) per √day, at most the cap: what quotes and margins use. */
export function quotedSigma(state: VolatilityState, tuning: VolatilityTuning): number {
  const everyday = everydaySigma(state, tuning);
  return Math.min(tuning.cap, Math.sqrt(everyday * everyday + state.jumpVariance));
}

/**
 * Feeds one clean log return over `elapsedMs` into the state, and tells whether it was a jump.
 * A return over no time, or one that is not finite, changes nothing and is no jump.
 */
export function feedReturn(
  state: VolatilityState,
  sample: { readonly logReturn: number; readonly elapsedMs: number },
  tuning: VolatilityTuning,
): boolean {
  const { logReturn, elapsedMs } = sample;
  if (!(elapsedMs > 0) || !Number.isFinite(logReturn)) return false;
  const days = elapsedMs / MS_PER_DAY;
  const limit = tuning.jumpSigmas * everydaySigma(state, tuning) * Math.sqrt(days);
  const size = Math.abs(logReturn);
  const kept = Math.min(size, limit);
  const excess = size - kept;
  const weight = ewmaWeight(elapsedMs, tuning.halfLifeMs);
  state.variance = ewma(state.variance, (kept * kept) / days, weight);
  state.jumpVariance = ewma(state.jumpVariance, (excess * excess) / days, weight);
  return excess > 0;
}
