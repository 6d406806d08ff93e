/**
 * Carry: what a right bought now is expected to lose before it is sold, which a bid must not pay for.
 *
 * The lot bought next waits behind the lots in hand, so it is sold after (q + 1)/λ days, and is worth by then what
 * freshness has left of it. What would wait longer than half of what is left of the window is worth less still, down to
 * nothing: it would lapse. Never rises with q, never falls with λ, in [min, 1]. Total: without consumption it waits to the
 * end; a NaN stays NaN, and halts the series.
 */
import { clamp } from './numbers.js';

export interface CarryTuning {
  /** Exponent of what is kept; 0 switches carry off. */
  readonly weight: number;
  /** A broker full of stock still bids this share of what it would without. */
  readonly min: number;
}

export interface CarryInputs {
  /** Lots that are sold first, itself included. */
  readonly lots: number;
  /** λ, lots a day. */
  readonly consumptionPerDay: number;
  /** R, days. */
  readonly remainingDays: number;
}

/** Days until a lot behind so many others is sold, at most what is left of the window. */
export function waitDays({ lots, consumptionPerDay, remainingDays }: CarryInputs): number {
  if (lots === 0) return 0;
  if (!(consumptionPerDay > 0)) return remainingDays;
  return Math.min(remainingDays, lots / consumptionPerDay);
}

/**
 * The bid's factor: (F(later)/F(now))^weight, times what of it will not lapse, and never below the least.
 * @param waitShare days until it is sold, of the days left
 * @param kept freshness when the lot is sold, by freshness now
 */
export function carryFactor(waitShare: number, kept: number, tuning: CarryTuning): number {
  if (tuning.weight === 0) return 1;
  const worth = clamp(kept, 0, 1) ** tuning.weight * clamp(2 * (1 - waitShare), 0, 1);
  return Math.max(tuning.min, worth);
}

/** The factor of a bid for the last of `lots`, with freshness `keptAt` after a share of the days left. */
export function waitedCarry(
  inputs: CarryInputs,
  keptAt: (share: number) => number,
  tuning: CarryTuning,
): number {
  const share = waitDays(inputs) / inputs.remainingDays;
  return carryFactor(share, keptAt(share), tuning);
}
