/**
 * The store of opaque command frames: the format, the logs that keep frames, readers for other threads,
 * the archive of closed segments and the snapshots.
 *
 * Nothing here knows what a command means.
 */
export {
  type ArchiveManifest,
  type ArchivePlace,
  archivedSegments,
  archiveSegment,
  readArchive,
  verifyArchive,
} from './archive.js';
export { type BlockingCommandLog, type CommandLog, GENESIS } from './command-log.js';
export { DurableFile, publishDurable } from './durable-file.js';
export {
  DurableWatermark,
  type WaitOutcome,
  type Watermark,
  type WatermarkState,
} from './durable-watermark.js';
export { firstFrames } from './first-frames.js';
export { type FollowOptions, followJournal } from './follow.js';
export {
  FIRST_SEQUENCE,
  FRAME_HEADER_BYTES,
  type Frame,
  type FrameHeader,
  GENESIS_HASH,
  HASH_BYTES,
  type SealedFrame,
  type StateSlice,
} from './frame-layout.js';
export {
  type ChainPosition,
  checkFollows,
  commandsOf,
  positionAfter,
  readFrame,
} from './frame-reader.js';
export { type FrameSource, JournalSource } from './frame-source.js';
export { FrameWriter, type SealFields } from './frame-writer.js';
export { JournalReader, type JournalReaderOptions } from './journal-reader.js';
export { LmdbCommandLog, type LmdbCommandLogOptions } from './lmdb-command-log.js';
export { type AppendFault, MemoryCommandLog, type MemoryLogOptions } from './memory-command-log.js';
export { type RemovalRequest, removeSegment } from './retain.js';
export { listSegments, segmentDirectory } from './segments.js';
export { sha256 } from './sha256.js';
export type { SnapshotColumn, SnapshotMeta } from './snapshot-format.js';
export type { LoadedSnapshot } from './snapshot-load.js';
export { type NewestSnapshot, type RejectedSnapshot, SnapshotReader } from './snapshot-reader.js';
export { SnapshotStore, type SnapshotStoreOptions } from './snapshot-store.js';
export type { Warn } from './sound-segment.js';
export { FrameError, type FrameErrorCode, StoreError, type StoreErrorCode } from './store-error.js';
export { clearStretches, removeNewestSegment, StretchSegment } from './stretch-segment.js';
export { unreadableFault } from './unreadable.js';
export { checkJournalStructure, verifyJournal } from './verify.js';
export { verifyWholeJournal } from './whole-journal.js';
export { isBeingWritten, takeWriterLock } from './writer-lock.js';
