/** The door of the core: the pure fold of commands, its state as readers may see it, and what it says happened. */

export { unitFeeMicroPat } from '../../risk/index.js';
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
export { MARK_AGE_MAX_MS } from './clearing/margin/cash.js';
export type { Margin } from './clearing/margin/margin.js';
export {
  isOfMargin,
  type LiquidationFact,
  liquidationFact,
  type MarginFact,
  marginFact,
} from './clearing/margin/margin-fact.js';
export { RUN } from './clearing/margin/margin-run.js';
export {
  CASH,
  FUND,
  HOLDING,
  LADDER,
  MARK_QUALITY,
  STAKE,
} from './clearing/margin/margin-table.js';
export {
  type CashView,
  cashView,
  type HoldingView,
  type MarginView,
  marginView,
} from './clearing/margin/margin-view.js';
export { OPTION_PHASE } from './clearing/margin/option-clearing.js';
export { Core, type CoreOptions } from './core.js';
export {
  CLEARING,
  QUOTE_FACTOR_WORDS,
  QUOTE_LEVELS,
  QUOTE_SLOTS,
  SERIES_FIELD,
} from './instruments/series-table.js';
export * from './kernel/accounts.js';
export { check, InvariantBroken } from './kernel/check.js';
export type { Column } from './kernel/columns.js';
export * from './kernel/events.js';
export { FILL_ALERT_PPM, type FillLevel, fillLevels } from './kernel/fill-levels.js';
export type { BoundKey, KeyOutcome } from './kernel/idempotency-keys.js';
export { brokenInvariants } from './kernel/invariants.js';
export { BUCKET } from './kernel/ledger.js';
export { DEFAULT_LIMITS, LIMIT_MAX, limitsProblem } from './kernel/limits.js';
export type * from './kernel/phase-records.js';
export type * from './kernel/registry.js';
export { CODE } from './kernel/reject.js';
export {
  exportState,
  importState,
  limitsOfState,
  type StatePart,
  StateSlicer,
  stateParts,
} from './kernel/snapshot.js';
export type { State } from './kernel/state.js';
export { canonical } from './resources/document.js';
export { CREATOR_CAUSE } from './resources/feeds/creator-desk.js';
export { FEED_CAUSE } from './resources/feeds/feed-desk.js';
export {
  CREATOR_FIELD,
  FEED_FIELD,
  FEED_PHASE,
  FEED_RULE,
  PLAN_FIELD,
  planWord,
} from './resources/feeds/feeds.js';
export { ALL_GATES } from './resources/feeds/readiness.js';
export { SEAT_DAYS } from './resources/feeds/seat-desk.js';
export { chainHash } from './resources/feeds/signal-desk.js';
export { eachHolding } from './resources/invariants.js';
export { LISTING_CAUSE } from './resources/listing-desk.js';
export { listingResource } from './resources/listing-door.js';
export {
  LISTING_FIELD,
  LISTING_STATUS,
  MEMBER_STATE,
  REVISION_FIELD,
  REVISION_STATUS,
  royaltiesAt,
} from './resources/listings.js';
export { MARKET_ESCROW, MONEY_CAUSE } from './resources/market-money.js';
export { MEMBER } from './resources/members.js';
export { PROMISE, promiseOf } from './resources/promises.js';
export { PURCHASE_CAUSE } from './resources/purchase-book.js';
export {
  DOSSIER_FIELD,
  PURCHASE_FIELD,
  PURCHASE_STATUS,
  REQUEST_FIELD,
  REQUEST_STATUS,
} from './resources/purchases.js';
export { REQUEST_CAUSE } from './resources/request-desk.js';
export { DELIVERY_FIELD } from './rights/deliveries.js';
export { type Decision, ENTITLEMENT_FIELD } from './rights/entitlements.js';
export { CLAIMS, INVENTORY, OBLIGATIONS, PIECES, SOURCE_KIND } from './rights/sources.js';
export { ORDER_FLAG } from './trading/order-records.js';
export { POSITION_FIELD, POSITION_FLAG } from './trading/positions.js';
export { PROTECTION_FIELD } from './trading/protections.js';
export { AGENT_KINDS } from './venue/agent-spending.js';
export { INDEX_FIELD } from './venue/index-price/index-table.js';
export { OPERATOR_ACTIONS } from './venue/operator-actions.js';
export { PARAMETERS } from './venue/parameters/definitions.js';
export { type DryRun, dryRun } from './venue/parameters/dry-run.js';
export {
  ORDERED_PARAMETERS,
  type ParameterKey,
  type ParameterSpec,
  QUOTING_PARAMETERS,
  type QuotingParameters,
} from './venue/parameters/quoting.js';
export { GATE_DAY } from './venue/phases/gate-days.js';
export { type Gate, gatesOf } from './venue/phases/gates.js';
export { CORE_VERSION } from './venue/venue.js';
export { WALLET_FIELD, type Wallets } from './wallets/wallets.js';
