/**
 * Where a follower gets its frames from: the seam between whoever folds the journal and wherever the journal is.
 *
 * Whatever the source, only durable frames come out of it, each once and in order, each checked against the one before.
 * Reading is asynchronous, so that a source may be another machine. Fails with `FrameError` and `StoreError`.
 */
import type { Watermark, WatermarkState } from './durable-watermark.js';
import { firstFrames } from './first-frames.js';
import { followJournal } from './follow.js';
import type { Frame } from './frame-layout.js';
import { JournalReader } from './journal-reader.js';

export interface FrameSource {
  /** Last sequence known to be durable; 0 before the first frame. */
  durableSequence(): number;
  /** What the writer is doing, as far as the source can tell. */
  writerState(): WatermarkState;
  /** The frame that holds a sequence; undefined while that is not durable. */
  frameAt(sequence: number): Promise<Frame | undefined>;
  /** The first durable frame of every segment, the newest segment first. */
  firstFrames(): AsyncGenerator<Frame, void, undefined>;
  /** Batches of frames from the one that holds `fromSequence`, none empty; the return value tells how the writer ended. */
  follow(
    fromSequence: number,
    framesMax: number,
  ): AsyncGenerator<Frame[], 'stopped' | 'failed', undefined>;
}

/** The journal in a directory of this machine, as far as a watermark says that it is durable. */
export class JournalSource implements FrameSource {
  readonly #directory: string;
  readonly #watermark: Watermark;

  constructor(directory: string, watermark: Watermark) {
    this.#directory = directory;
    this.#watermark = watermark;
  }

  durableSequence(): number {
    return this.#watermark.sequence();
  }

  writerState(): WatermarkState {
    return this.#watermark.state();
  }

  async frameAt(sequence: number): Promise<Frame | undefined> {
    const watermark = this.#watermark;
    if (watermark.sequence() < sequence) return undefined;
    const reader = JournalReader.open({ directory: this.#directory, watermark }, sequence);
    try {
      return reader.next(1)[0];
    } finally {
      reader.close();
    }
  }

  async *firstFrames(): AsyncGenerator<Frame, void, undefined> {
    for (const frame of firstFrames(this.#directory)) {
      if (frame.lastSequence <= this.#watermark.sequence()) yield frame;
    }
  }

  follow(
    fromSequence: number,
    framesMax: number,
  ): AsyncGenerator<Frame[], 'stopped' | 'failed', undefined> {
    const [directory, watermark] = [this.#directory, this.#watermark];
    return followJournal({ directory, watermark, fromSequence, framesMax });
  }
}
