/**
 * Where the broker's own model plugs in: four functions, one for each live variable of the price.
 *
 * The default is the published set of formulas. A replacement may use anything it knows, but what it
 * answers passes the same guard rails: B and the D, S targets are slewed, S and D·S are clamped, and an
 * answer that is not a positive finite number halts that series and no other.
 */
import { demandFactor, demandPressure } from './formulas/demand.js';
import { freshness } from './formulas/freshness.js';
import { scarcityFactor } from './formulas/scarcity.js';
import type { Tuning } from './parameters/tuning.js';

/** What a model may look at, for one series at one moment. */
export interface ModelInputs {
  /** Age in [0, 1] now. */
  u: number;
  windowDays: number;
  /** R, days. */
  remainingDays: number;
  /** A, lots. */
  unsoldLots: number;
  /** A_eff, lots. */
  effectiveUnsoldLots: number;
  /** λ, ν, μ in lots a day. */
  consumptionPerDay: number;
  burnPerDay: number;
  mintPerDay: number;
  /**
   * Of what others paid: the log by which the visits of consumers, and those of providers, move the price at which the two are
   * equal; 0 where as many come as expected.
   */
  demandLog: number;
  supplyLog: number;
}

export interface PriceModel {
  /** B in micro-PAT a lot. */
  base(inputs: ModelInputs, tuning: Tuning): number;
  /** F at age u. */
  freshness(u: number, tuning: Tuning): number;
  /** Where D is heading. */
  demand(inputs: ModelInputs, tuning: Tuning): number;
  /** Where S is heading. */
  scarcity(inputs: ModelInputs, tuning: Tuning): number;
}

/** The formulas of the pricing guide: estimators with the optimum, or the first ones. */
export const DEFAULT_MODEL: PriceModel = {
  base: (_inputs, tuning) => tuning.parameters.baseValueMicroPat,
  freshness: (u, tuning) => freshness(u, tuning.curve),
  demand: (inputs, tuning) =>
    tuning.evidence.isOptimal
      ? Math.exp(inputs.demandLog)
      : demandFactor(demandPressure(inputs, tuning.demand), tuning.demand),
  scarcity: (inputs, tuning) =>
    tuning.evidence.isOptimal
      ? Math.exp(-inputs.supplyLog)
      : scarcityFactor(inputs, tuning.scarcity),
};
