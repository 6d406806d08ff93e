/**
 * The half-spread h: what the broker earns for standing between provider and consumer, and for the
 * risk it takes while it does.
 *
 * h = clamp(J·(base + volatility + thinness + markout), min, max), and once enough fills are known it is
 * never below the bound of Guéant, Lehalle and Fernandez-Tapia. Shares of the price.
 */
import { clamp, MS_PER_DAY } from './numbers.js';

export interface SpreadTuning {
  readonly base: number;
  /** Weight of σ_q·√τ_f. */
  readonly volatilityWeight: number;
  /** Weight of M − 1. */
  readonly thinnessWeight: number;
  readonly min: number;
  readonly max: number;
  /** J while a jump is fresh. */
  readonly jumpMultiplier: number;
  readonly fillHorizonMinMs: number;
  readonly fillHorizonMaxMs: number;
}

export interface SpreadInputs {
  /** σ_q per √day. */
  sigma: number;
  thinness: number;
  /** m⁺, mean adverse move after a fill, 0 or more. */
  markout: number;
  topLots: number;
  consumptionPerDay: number;
  remainingDays: number;
  jump: boolean;
  /** The bound from fitted fills, or 0 while there is none. */
  floor: number;
}

export interface SpreadParts {
  readonly volatility: number;
  readonly thinness: number;
  readonly markout: number;
  readonly multiplier: number;
  readonly half: number;
}

/** τ_f in days: time to sell the top level at rate λ, within [5 min, min(R, 1 day)] by default. */
export function fillHorizonDays(
  inputs: Pick<SpreadInputs, 'topLots' | 'consumptionPerDay' | 'remainingDays'>,
  tuning: SpreadTuning,
): number {
  const longest = Math.min(inputs.remainingDays, tuning.fillHorizonMaxMs / MS_PER_DAY);
  if (inputs.consumptionPerDay === 0) return longest;
  const days = inputs.topLots / inputs.consumptionPerDay;
  return clamp(days, Math.min(longest, tuning.fillHorizonMinMs / MS_PER_DAY), longest);
}

/** The half-spread and its parts. A part that is NaN makes h NaN; a bound that is NaN is no bound. */
export function halfSpread(inputs: Readonly<SpreadInputs>, tuning: SpreadTuning): SpreadParts {
  const volatility =
    tuning.volatilityWeight * inputs.sigma * Math.sqrt(fillHorizonDays(inputs, tuning));
  const thin = tuning.thinnessWeight * (inputs.thinness - 1);
  const multiplier = inputs.jump ? tuning.jumpMultiplier : 1;
  const sum = multiplier * (tuning.base + volatility + thin + inputs.markout);
  const least = inputs.floor > tuning.min ? Math.min(inputs.floor, tuning.max) : tuning.min;
  return {
    volatility,
    thinness: thin,
    markout: inputs.markout,
    multiplier,
    half: clamp(sum, least, tuning.max),
  };
}
