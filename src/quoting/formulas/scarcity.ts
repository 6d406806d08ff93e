/**
 * Scarcity S: rights used up against rights minted, and how long the stock on hand would last, with
 * what a buyer could take instead counted in.
 *
 * Total: no supply at all is full scarcity of stock, no flows at all is balance.
 */
import { clamp, tanhLog } from './numbers.js';

export interface ScarcityTuning {
  /** ε, lots a day. */
  readonly epsilonPerDay: number;
  /** Weights of flow (burn against mint) and stock (cover) in the exponent. */
  readonly flowWeight: number;
  readonly stockWeight: number;
  /** The stock that counts as balanced: the lots burnt in this share of the window. */
  readonly coverShare: number;
  readonly min: number;
  readonly max: number;
}

export interface ScarcityInputs {
  /** ν, lots a day exercised. */
  readonly burnPerDay: number;
  /** μ, lots a day minted. */
  readonly mintPerDay: number;
  /** A_eff, unsold lots plus the weighted unsold lots of substitutes. */
  readonly effectiveUnsoldLots: number;
  /** W, days. */
  readonly windowDays: number;
}

const MIN_COVER = 1e-6;

/** κ = max(1e-6, A_eff/((ν + ε)·W·share)): how many balanced stocks are on hand. */
export function stockCover(inputs: ScarcityInputs, tuning: ScarcityTuning): number {
  const balanced =
    (inputs.burnPerDay + tuning.epsilonPerDay) * inputs.windowDays * tuning.coverShare;
  const cover = inputs.effectiveUnsoldLots / balanced;
  return cover > MIN_COVER || Number.isNaN(cover) ? cover : MIN_COVER;
}

/** S = clamp(exp(flow·tanh ln((ν + ε)/(μ + ε)) − stock·tanh ln κ), min, max). */
export function scarcityFactor(inputs: ScarcityInputs, tuning: ScarcityTuning): number {
  const flow = tanhLog(
    (inputs.burnPerDay + tuning.epsilonPerDay) / (inputs.mintPerDay + tuning.epsilonPerDay),
  );
  const stock = tanhLog(stockCover(inputs, tuning));
  const value = Math.exp(tuning.flowWeight * flow - tuning.stockWeight * stock);
  return clamp(value, tuning.min, tuning.max);
}
