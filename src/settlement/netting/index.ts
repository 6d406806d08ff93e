/** From the ledger's movements to rows of batches. */
export { type ChainView, chainViewOf } from './chain-view.js';
export { exact, REFUSAL, type Refusal, SettlementRefused } from './refusal.js';
export {
  differenceOf,
  type NetChange,
  type Settled,
  settledTarget,
} from './settled-target.js';
export { type SplitLimits, type SubBatch, splitRange } from './sub-batches.js';
