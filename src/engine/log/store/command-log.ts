/**
 * The log of commands as the sequencer sees it: opaque frames go in, durable sequences come out.
 *
 * Invariants every implementation keeps:
 * - frames are stored whole and in order; `position` is the end of what was accepted, and only a frame that
 *   continues it is accepted (anything else is a bug and an assertion);
 * - `append` settles only once the frame survives a power loss, and at most one append is in flight;
 * - a failed append is final: it rejects with a `StoreError`, and everything after it is refused. A disk that failed
 *   a flush once may have dropped the pages it failed to write, so trying again would acknowledge lost data.
 */
import { FIRST_SEQUENCE, type Frame, GENESIS_HASH, type SealedFrame } from './frame-layout.js';
import type { ChainPosition } from './frame-reader.js';
import type { StoreError } from './store-error.js';

/** The end of an empty log. */
export const GENESIS: ChainPosition = {
  nextSequence: FIRST_SEQUENCE,
  lastHash: GENESIS_HASH,
  epoch: 0,
};

export interface CommandLog {
  /** The end of the log: what the next frame must continue. Advances when an append settles. */
  readonly position: ChainPosition;
  /** Set once an append has failed; the log then refuses everything. */
  readonly failure: StoreError | undefined;
  /** True while an append has not settled. */
  readonly busy: boolean;
  /**
   * Stores `frame` and resolves with its last sequence once it is durable. The frame's bytes must not change until
   * then. Rejects with `journal-commit-failed`, `journal-refusing` or `journal-closed`.
   */
  append(frame: SealedFrame): Promise<number>;
  /**
   * The frames from the one that holds `fromSequence` to the end of what is durable now, each checked by itself and
   * against the one before. Throws `FrameError` at the first bad frame and `journal-too-old` when `fromSequence` is
   * no longer kept.
   */
  read(fromSequence: number): Generator<Frame, void, undefined>;
  /** Waits for the append in flight, then releases the store. */
  close(): Promise<void>;
}

/** A log on this machine's disk can also block the caller until the frame is durable. */
export interface BlockingCommandLog extends CommandLog {
  /** As `append`, but returns only when the frame is durable, and throws instead of rejecting. */
  appendBlocking(frame: SealedFrame): number;
}
