/** The door of the log: the sequencer around the core, and the way back from disk. */
export { Batch } from './batch.js';
export { CarryFold, SeamError } from './carry-fold.js';
export { Applier, letInlineAll, raiseInliningBudget } from './compiling.js';
export { CoreVersionError, checkCoreVersion, writtenVersion } from './core-version.js';
export { EventChain } from './event-chain.js';
export { type Recovered, type RecoveryOptions, recover } from './recovery.js';
export { Divergence, decodeCommand, Replayer } from './replay.js';
export { type BatchListener, Sequencer, type SequencerOptions } from './sequencer.js';
export {
  journalPoint,
  RecoveryError,
  type StartPoint,
  snapshotPoint,
  startPoint,
} from './start-point.js';
export { stateHash } from './state-hash.js';
export * from './store/index.js';
export {
  beginningIn,
  beginsStretch,
  carryEndIn,
  newestStretch,
  newestStretchFrame,
  type StretchBeginning,
} from './stretches.js';
