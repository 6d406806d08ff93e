/** The door of the quoting room: pricing formulas, parameters, and the quoter. */

export type { RestoreOutcome } from './checkpoint.js';
export { type AvellanedaStoikovInputs, avellanedaStoikov } from './formulas/avellaneda-stoikov.js';
export { waitedCarry } from './formulas/carry.js';
export {
  type ExplainedQuote,
  explainQuote,
  LADDER_LEVELS,
  type QuoteFactors,
} from './formulas/explain.js';
export {
  type ForwardTerms,
  type ForwardVolatility,
  forwardPrice,
  forwardSigma,
  pressureKept,
} from './formulas/forward-price.js';
export { FRESHNESS_SHAPES, type FreshnessCurve, freshness } from './formulas/freshness.js';
export { glftHalfSpread } from './formulas/glft.js';
export {
  meanKeptPpm,
  type Size,
  type SizeBase,
  sizePrice,
  sizeTicks,
} from './formulas/size-price.js';
export {
  HALT_REASONS,
  type HaltReason,
  heals,
  QUOTER_STATES,
  type QuoterState,
} from './formulas/state.js';
export { DEFAULT_MODEL, type ModelInputs, type PriceModel } from './model.js';
export {
  type BlackTerms,
  blackGreeks,
  blackPrice,
  type Greeks,
  MS_PER_YEAR,
  type Slopes,
  varianceYears,
} from './options/black76.js';
export { impliedVolatility } from './options/implied-volatility.js';
export { type Product, payoff, productGreeks, productPrice } from './options/product.js';
export {
  type ExplainedOption,
  explainOptionQuote,
  type OptionFactors,
  type OptionQuote,
  type OptionTuning,
  quoteSurface,
  type SurfaceInputs,
  skewedSmile,
} from './options/quote.js';
export {
  type ContractRisk,
  contractRisk,
  type Holding,
  type StressLosses,
  stressLosses,
} from './options/risk-book.js';
export {
  type Smile,
  type SmileProblem,
  smileProblem,
  smileSigma,
  soundSmile,
} from './options/smile.js';
export {
  type ParameterChange,
  type ParameterOutcome,
  type ParameterRefused,
  ParameterStore,
  targetChain,
} from './parameters/parameter-store.js';
export {
  DEFAULT_PARAMETERS,
  findParameter,
  type ParameterKey,
  type ParameterSpec,
  QUOTING_PARAMETERS,
  type QuotingParameters,
} from './parameters/parameter-table.js';
export { type Tuning, tuningOf } from './parameters/tuning.js';
export { Quoter, type QuoterOptions } from './quoter.js';
export type * from './types.js';
