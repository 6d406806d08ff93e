/**
 * A log in memory, for tests and simulation: the same contract as the stored one, with faults on demand.
 *
 * `faults.failAt` makes an append fail before or after the frame is kept, `hold` leaves appends in flight until
 * `release`, and `crash` gives the log a new process would find. Reading goes through the real frame reader, so bytes
 * that a test damages are found here too.
 */
import assert from 'node:assert/strict';
import { Admission } from './admission.js';
import { type BlockingCommandLog, GENESIS } from './command-log.js';
import type { Frame, SealedFrame } from './frame-layout.js';
import { type ChainPosition, checkFollows, positionAfter, readFrame } from './frame-reader.js';
import { type StoreError, tooOldError, tooShortError } from './store-error.js';

/** When and how an append fails. `kept` says whether the frame is found after a crash all the same. */
export interface AppendFault {
  readonly error: Error;
  readonly kept: boolean;
}

export interface MemoryLogOptions {
  /** Frames already there, as another log's `storedFrames` gave them. */
  readonly frames?: readonly Uint8Array[];
  /** Asked before every append; an answer makes it fail. */
  readonly faultFor?: (frame: SealedFrame, index: number) => AppendFault | undefined;
  /** Appends stay in flight until `release` is called. */
  readonly hold?: boolean;
}

interface HeldAppend {
  readonly frame: SealedFrame;
  readonly settle: () => void;
}

export class MemoryCommandLog implements BlockingCommandLog {
  readonly #frames: Uint8Array[];
  readonly #admission: Admission;
  readonly #options: MemoryLogOptions;
  #held: HeldAppend | undefined;
  #appends = 0;

  constructor(options: MemoryLogOptions = {}) {
    this.#options = options;
    this.#frames = [...(options.frames ?? [])];
    let position: ChainPosition = GENESIS;
    for (const frame of this.#walk()) {
      position = positionAfter(frame);
    }
    this.#admission = new Admission(position);
  }

  get position(): ChainPosition {
    return this.#admission.position;
  }

  get failure(): StoreError | undefined {
    return this.#admission.failure;
  }

  get busy(): boolean {
    return this.#admission.busy;
  }

  /** The stored bytes of every frame, the live arrays: a test may damage them. */
  get storedFrames(): readonly Uint8Array[] {
    return this.#frames;
  }

  async append(frame: SealedFrame): Promise<number> {
    this.#admission.begin(frame);
    await new Promise<void>((settle) => {
      if (this.#options.hold === true) {
        this.#held = { frame, settle };
      } else {
        settle();
      }
    });
    return this.#store(frame);
  }

  appendBlocking(frame: SealedFrame): number {
    this.#admission.begin(frame);
    return this.#store(frame);
  }

  /** Lets the append in flight complete. It settles in a later microtask. */
  release(): void {
    assert(this.#held !== undefined, 'nothing is held');
    this.#held.settle();
    this.#held = undefined;
  }

  /** The log a new process finds: what was stored, plus the frame in flight when `keepInFlight` says so. */
  crash(options: { readonly keepInFlight: boolean }): MemoryCommandLog {
    const frames = this.#frames.map((bytes) => Uint8Array.from(bytes));
    if (options.keepInFlight && this.#held !== undefined) {
      frames.push(Uint8Array.from(this.#held.frame.bytes));
    }
    return new MemoryCommandLog({ frames });
  }

  *read(fromSequence: number): Generator<Frame, void, undefined> {
    const first = this.#frames[0];
    const next = this.#admission.position.nextSequence;
    const oldest = first === undefined ? next : readFrame(first).firstSequence;
    if (fromSequence < oldest) {
      throw tooOldError(fromSequence, oldest);
    }
    if (fromSequence > next) {
      throw tooShortError(fromSequence, next - 1);
    }
    for (const frame of this.#walk()) {
      if (frame.lastSequence >= fromSequence) {
        yield frame;
      }
    }
  }

  async close(): Promise<void> {
    this.#admission.close();
  }

  #store(frame: SealedFrame): number {
    const fault = this.#options.faultFor?.(frame, this.#appends);
    this.#appends += 1;
    if (fault === undefined || fault.kept) {
      this.#frames.push(Uint8Array.from(frame.bytes));
    }
    if (fault !== undefined) {
      throw this.#admission.fail(frame, fault.error);
    }
    return this.#admission.succeed(frame);
  }

  /** Every stored frame, checked; the first may have any sequence, as in a journal whose beginning is archived. */
  *#walk(): Generator<Frame, void, undefined> {
    let position: ChainPosition | undefined;
    for (const bytes of this.#frames) {
      const frame = readFrame(
        bytes,
        position === undefined ? {} : { sequence: position.nextSequence },
      );
      if (position !== undefined) {
        checkFollows(frame, position);
      }
      position = positionAfter(frame);
      yield frame;
    }
  }
}
