/**
 * What both stores check before they accept a frame, and the state that follows: position, one append in flight,
 * and the finality of a failure. Keeping it in one place keeps the in-memory store an honest model of the real one.
 */
import assert from 'node:assert/strict';
import { GENESIS } from './command-log.js';
import type { SealedFrame } from './frame-layout.js';
import type { ChainPosition } from './frame-reader.js';
import { equalBytes } from './sha256.js';
import { StoreError } from './store-error.js';

const RESTART_REMEDY =
  'stop the process, mend the disk, start again; recovery replays everything that was acknowledged';

/** The admission state of a log. */
export class Admission {
  #position: ChainPosition;
  #failure: StoreError | undefined;
  #busy = false;
  #closed = false;

  constructor(position: ChainPosition = GENESIS) {
    this.#position = position;
  }

  get position(): ChainPosition {
    return this.#position;
  }

  get failure(): StoreError | undefined {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Lets `frame` in, or throws `journal-refusing` or `journal-closed`. A frame out of order is a bug. */
  begin(frame: SealedFrame): void {
    if (this.#failure !== undefined) {
      throw new StoreError(
        'journal-refusing',
        `an earlier append failed (${this.#failure.code}), so the frame at ${frame.firstSequence} is refused`,
        RESTART_REMEDY,
        { cause: this.#failure },
      );
    }
    if (this.#closed) {
      throw new StoreError('journal-closed', 'the journal is closed', 'open it again');
    }
    assert(!this.#busy, 'one append at a time');
    assert.equal(frame.firstSequence, this.#position.nextSequence, 'frames are appended in order');
    assert(
      equalBytes(frame.previousHash, this.#position.lastHash),
      'a frame chains to the last one',
    );
    assert(frame.epoch >= this.#position.epoch, 'the epoch never goes back');
    this.#busy = true;
  }

  /** The frame is durable: the position moves past it. Returns its last sequence. */
  succeed(frame: SealedFrame): number {
    assert(this.#busy && this.#failure === undefined);
    this.#busy = false;
    this.#position = {
      nextSequence: frame.lastSequence + 1,
      lastHash: frame.hash,
      epoch: frame.epoch,
    };
    return frame.lastSequence;
  }

  /** The frame may or may not be stored, and nothing is accepted any more. Returns the error to hand out. */
  fail(frame: SealedFrame, cause: unknown): StoreError {
    this.#busy = false;
    this.#failure = new StoreError(
      'journal-commit-failed',
      `the frame at ${frame.firstSequence} did not reach the disk: ${String(cause)}`,
      RESTART_REMEDY,
      { cause },
    );
    return this.#failure;
  }

  close(): void {
    this.#closed = true;
  }
}
