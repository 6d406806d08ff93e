/** The door of the core: the pure fold of commands, its state as readers may see it, and what it says happened. */

export {
  type Clearing,
  DepthRows,
  firstOrderAt,
  LINE_BYTES_MAX,
  lotsAt,
  type OrderStore,
  orderLayout,
  PracticeBook,
  type PracticeEvent,
  REJECT_CODES,
  readDepth,
} from './book/index.js';
export { CARRY_PARTS, CarryIn, carriedRows } from './carry/carry.js';
export { rowsAsNow } from './carry/older-rows.js';
export { CarryError } from './carry/part.js';
export { check, InvariantBroken } from './check.js';
export { Core, type CoreOptions } from './core.js';
export * from './events.js';
export { FILL_ALERT_PPM, type FillLevel, fillLevels } from './fill-levels.js';
export { brokenInvariants } from './invariants.js';
export { DEFAULT_LIMITS, limitsProblem } from './limits.js';
export { ORDER_FLAG } from './orders/live-orders.js';
export { CODE } from './reject.js';
export {
  exportState,
  importState,
  limitsOfState,
  type StatePart,
  StateSlicer,
  stateParts,
} from './snapshot.js';
export type { State } from './state.js';
export * from './tables/accounts.js';
export type { Column } from './tables/columns.js';
export { DELIVERY_FIELD } from './tables/deliveries.js';
export { type Decision, ENTITLEMENT_FIELD } from './tables/entitlements.js';
export type { BoundKey, KeyOutcome } from './tables/idempotency-keys.js';
export { BUCKET } from './tables/ledger.js';
export { POSITION_FIELD, POSITION_FLAG } from './tables/positions.js';
export { PROTECTION_FIELD } from './tables/protections.js';
export type * from './tables/registry.js';
export {
  QUOTE_FACTOR_WORDS,
  QUOTE_LEVELS,
  QUOTE_SLOTS,
  SERIES_FIELD,
} from './tables/series-table.js';
export { CLAIMS, INVENTORY, OBLIGATIONS, PIECES, SOURCE_KIND } from './tables/sources.js';
export { WALLET_FIELD, type Wallets } from './tables/wallets.js';
export { OPERATOR_ACTIONS } from './venue/operator-actions.js';
export { type DryRun, dryRun } from './venue/parameter-dry-run.js';
export { PARAMETERS } from './venue/parameters.js';
export {
  ORDERED_PARAMETERS,
  type ParameterKey,
  type ParameterSpec,
  QUOTING_PARAMETERS,
  type QuotingParameters,
} from './venue/quoting-parameters.js';
export { CORE_VERSION } from './venue/venue.js';
