/**
 * The store of opaque command frames: the format, the logs that keep frames, readers for other threads.
 *
 * Nothing here knows what a command means.
 */
export { type BlockingCommandLog, type CommandLog, GENESIS } from './command-log.js';
export { DurableWatermark, type WaitOutcome, type WatermarkState } from './durable-watermark.js';
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
export { FrameWriter, type SealFields } from './frame-writer.js';
export { JournalReader, type JournalReaderOptions } from './journal-reader.js';
export { LmdbCommandLog, type LmdbCommandLogOptions } from './lmdb-command-log.js';
export { type AppendFault, MemoryCommandLog, type MemoryLogOptions } from './memory-command-log.js';
export { FrameError, type FrameErrorCode, StoreError, type StoreErrorCode } from './store-error.js';
