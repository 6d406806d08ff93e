/**
 * Reads the stored frames of one segment as raw bytes, through a read-only handle of its own.
 *
 * A handle sees the state of its latest read transaction, so each call begins a fresh one and lets go of it at the
 * end: a reader never holds back the writer's page reuse and always sees what was committed before the call.
 *
 * What the storage engine itself finds wrong (a page of the wrong type, a read beyond the file) is answered with
 * `segment-damaged`, naming the segment.
 */
import { type Environment, openForReading } from './lmdb-environment.js';
import { FrameError, StoreError } from './store-error.js';
import { sequenceKey, sequenceOfKey } from './uint64.js';

/** One stored frame: the sequence in its key and its bytes, a copy. */
export interface StoredFrame {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** A read-only view of one segment. */
export class SegmentReader {
  readonly #environment: Environment;
  readonly #directory: string;

  private constructor(environment: Environment, directory: string) {
    this.#environment = environment;
    this.#directory = directory;
  }

  /** Opens the segment in `directory`; undefined when no environment is there yet. */
  static open(directory: string): SegmentReader | undefined {
    const environment = guarded(directory, () => openForReading(directory));
    return environment && new SegmentReader(environment, directory);
  }

  /** Sequence of the first frame; undefined when the segment is empty. */
  firstSequence(): number | undefined {
    return this.#sequences({ start: sequenceKey(0), limit: 1 })[0];
  }

  /** Sequence of the first command of the last frame; undefined when the segment is empty. */
  lastSequence(): number | undefined {
    return this.#sequences({ reverse: true, limit: 1 })[0];
  }

  /** Sequence of the first command of the frame that holds `sequence`, by key order alone. */
  frameHolding(sequence: number): number | undefined {
    return this.#sequences({ start: sequenceKey(sequence), reverse: true, limit: 1 })[0];
  }

  /** Up to `limit` frames whose key is `fromSequence` or more, in order; none behind the one that comes to `bytesMax`. */
  batch(fromSequence: number, limit: number, bytesMax = Number.POSITIVE_INFINITY): StoredFrame[] {
    const range = { start: sequenceKey(fromSequence), limit };
    return this.#fresh(() => {
      const frames: StoredFrame[] = [];
      let left = bytesMax;
      for (const { key, value } of this.#environment.getRange(range)) {
        frames.push({ sequence: this.#decodeKey(key), bytes: value });
        left -= value.length;
        if (left <= 0) break;
      }
      return frames;
    });
  }

  close(): Promise<void> {
    return this.#environment.close();
  }

  #sequences(range: { start?: Buffer; reverse?: boolean; limit: number }): number[] {
    const keys = this.#fresh(() => [...this.#environment.getKeys(range)]);
    return keys.map((key) => this.#decodeKey(key));
  }

  /** Runs `read` in a read transaction of its own. */
  #fresh<Result>(read: () => Result): Result {
    return guarded(this.#directory, () => {
      this.#environment.resetReadTxn();
      const result = read();
      this.#environment.resetReadTxn();
      return result;
    });
  }

  #decodeKey(key: Uint8Array): number {
    const sequence = sequenceOfKey(key);
    if (sequence === undefined) {
      throw new FrameError('frame-wrong-key', `a key of ${key.length} bytes is not a sequence`);
    }
    return sequence;
  }
}

/** Runs `read`, naming the segment when the storage engine fails. */
const guarded = <Result>(directory: string, read: () => Result): Result => {
  try {
    return read();
  } catch (cause) {
    throw new StoreError(
      'segment-damaged',
      `${directory}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'keep the directory as it is and restore the segment from its archive or from a replica',
      { cause },
    );
  }
};
