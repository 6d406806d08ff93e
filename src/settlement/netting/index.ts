/** From the ledger's movements to rows of batches. */
export { type ChainView, chainViewOf } from './chain-view.js';
export { LedgerNet, type NetChange, type NettedRange } from './ledger-net.js';
export { onChain } from './on-chain.js';
export { exact, REFUSAL, type Refusal, SettlementRefused } from './refusal.js';
export { type SplitLimits, type SubBatch, splitRange } from './sub-batches.js';
