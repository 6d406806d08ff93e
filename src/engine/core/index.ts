/** The door of the core: the pure fold of commands, its state as readers may see it, and what it says happened. */
export * from './accounts.js';
export {
  type Clearing,
  DepthRows,
  firstOrderAt,
  lotsAt,
  type OrderStore,
  orderLayout,
  PracticeBook,
  readDepth,
} from './book/index.js';
export { check, InvariantBroken } from './check.js';
export type { Column } from './columns.js';
export { Core, type CoreOptions } from './core.js';
export { DELIVERY_FIELD } from './deliveries.js';
export { type Decision, ENTITLEMENT_FIELD } from './entitlements.js';
export * from './events.js';
export { brokenInvariants } from './invariants.js';
export { BUCKET, OUTSIDE, type PostingObserver } from './ledger.js';
export { DEFAULT_LIMITS, limitsProblem } from './limits.js';
export { ORDER_FLAG } from './live-orders.js';
export { type DryRun, dryRun } from './parameter-dry-run.js';
export { POSITION_FIELD, POSITION_FLAG } from './positions.js';
export type * from './registry.js';
export { CODE } from './reject.js';
export { QUOTE_FACTOR_WORDS, QUOTE_LEVELS, QUOTE_SLOTS, SERIES_FIELD } from './series-table.js';
export { exportState, importState, limitsOfState, StateSlicer, stateParts } from './snapshot.js';
export type { State } from './state.js';
export { CORE_VERSION } from './venue.js';
