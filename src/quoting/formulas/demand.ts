/**
 * Demand pressure D: how fast rights are consumed against how fast they must be to clear in time.
 *
 * The pressure g = tanh x lies in [−1, 1]. Faster clearing raises the price; slower clearing lowers it
 * by less and, beside that, makes bids lower and smaller. Total: no flow and no supply is balance (0).
 */
import { tanhLog } from './numbers.js';

export interface DemandTuning {
  /** ε, lots a day added to both velocities so that silence is balance. */
  readonly epsilonPerDay: number;
  /** ln of D at full pressure, g = 1. */
  readonly logFull: number;
  /** Exponent shares of the slow side: in the price, and in the bids' own factor b. */
  readonly slowShare: number;
  readonly slowBidShare: number;
  /** Share of the bid size withdrawn at g = −1. */
  readonly slowBidSizeCut: number;
}

export interface DemandInputs {
  /** λ, lots a day bought by unaffiliated consumers. */
  readonly consumptionPerDay: number;
  /** A, minted lots no consumer holds yet. */
  readonly unsoldLots: number;
  /** R, days. */
  readonly remainingDays: number;
}

/** g = tanh ln((λ + ε)/(v* + ε)) with the clearing velocity v* = A/R. In [−1, 1]. */
export function demandPressure(inputs: DemandInputs, tuning: DemandTuning): number {
  const clearingPerDay = inputs.unsoldLots / inputs.remainingDays;
  const ratio =
    (inputs.consumptionPerDay + tuning.epsilonPerDay) / (clearingPerDay + tuning.epsilonPerDay);
  return tanhLog(ratio);
}

/** D = full^(g⁺ − slowShare·g⁻): in [0.93, 1.15] with the defaults. */
export function demandFactor(pressure: number, tuning: DemandTuning): number {
  const exponent = pressure > 0 ? pressure : tuning.slowShare * pressure;
  return Math.exp(tuning.logFull * exponent);
}

/** b = full^(−slowBidShare·g⁻): the extra discount on bids while clearing is slow, at most 1. */
export function slowClearingFactor(pressure: number, tuning: DemandTuning): number {
  return pressure < 0 ? Math.exp(tuning.logFull * tuning.slowBidShare * pressure) : 1;
}

/** 1 − cut·g⁻: the share of the bid size kept while clearing is slow. */
export function slowBidSize(pressure: number, tuning: DemandTuning): number {
  return pressure < 0 ? 1 + tuning.slowBidSizeCut * pressure : 1;
}
