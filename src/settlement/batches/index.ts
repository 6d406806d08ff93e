/** Batches on their way to the chain: their states, what moves them, and what carries them out. */
export { retryHalted, type SettlerPorts, type SettlerTerms, settleOnce } from './driver.js';
export {
  type ChainHead,
  type FrozenBatch,
  type FrozenHeader,
  freezeRange,
  type Standing,
} from './freeze.js';
export {
  type Attempt,
  BATCH_STATE,
  type BatchRecord,
  type BatchState,
  type HaltReason,
  inOrder,
  isUnsettled,
  TRANSITIONS,
} from './record.js';
export { type ChainFact, type Duty, dutyOf, type Fact, type Known, step } from './transitions.js';
