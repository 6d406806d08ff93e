/** Pure risk checks the core is given, and the parameters that tune them. */
export { ageFactorPpm } from './age-curve.js';
export {
  ADMISSION,
  admissionOf,
  admissionProblem,
  CLASSES,
  fromPhaseOf,
  PHASES,
  TRADE_KIND,
} from './class-matrix.js';
export { unitFeeMicroPat } from './fees.js';
export {
  INDEX_RULES,
  type IndexPrint,
  type IndexRules,
  type IndexValue,
  indexValue,
} from './index-value.js';
export {
  initialMarginMicroPat,
  initialRatePpm,
  maintenanceRatePpm,
  openInterestBound,
  openInterestRatePpm,
  THINNESS_MAX_PPM,
} from './margin.js';
export { type ModelInputs, modelPriceMicroPat } from './options/model-price.js';
export { type OptionTerms, payoffMaxMicroPat, payoffMicroPat } from './options/payoff.js';
export {
  type Instrument,
  lossMax,
  SCENARIOS,
  type ScenarioLine,
  type ScenarioMargin,
  scenarioMargin,
  scenarioRangePpm,
  scenarioRow,
} from './options/scenarios.js';
export { type ShortMargin, shortMargin } from './options/short-margin.js';
export { RISK, RISK_PARAMETERS } from './parameters.js';
export { checkEntry, checkOrder, OrderCheck } from './pre-trade.js';
export {
  type Minute,
  SETTLEMENT,
  type SettlementPrice,
  settlementPrice,
} from './settlement-price.js';
