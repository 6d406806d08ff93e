/** The door of the quoting room: pricing formulas, parameters, and the quoter. */
export { type AvellanedaStoikovInputs, avellanedaStoikov } from './avellaneda-stoikov.js';
export type { RestoreOutcome } from './checkpoint.js';
export {
  type ExplainedQuote,
  explainQuote,
  LADDER_LEVELS,
  type QuoteFactors,
} from './explain.js';
export { FRESHNESS_SHAPES, type FreshnessCurve, freshness } from './freshness.js';
export { glftHalfSpread } from './glft.js';
export { DEFAULT_MODEL, type ModelInputs, type PriceModel } from './model.js';
export {
  type ParameterChange,
  type ParameterOutcome,
  type ParameterRefused,
  ParameterStore,
  targetChain,
} from './parameter-store.js';
export {
  DEFAULT_PARAMETERS,
  findParameter,
  type ParameterKey,
  type ParameterSpec,
  QUOTING_PARAMETERS,
  type QuotingParameters,
} from './parameter-table.js';
export { Quoter, type QuoterOptions } from './quoter.js';
export { meanKeptPpm, type Size, type SizeBase, sizePrice, sizeTicks } from './size-price.js';
export {
  HALT_REASONS,
  type HaltReason,
  QUOTER_STATES,
  type QuoterState,
} from './state.js';
export { type Tuning, tuningOf } from './tuning.js';
export type * from './types.js';
