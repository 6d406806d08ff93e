/**
 * Reads the stored frames of one segment as raw bytes, beside whoever writes it: it neither holds the writer up nor leaves a trace,
 * and each call sees what was committed before it.
 *
 * What is wrong with the file (a page of the wrong kind, a read beyond its end) is answered with `segment-damaged`, naming the
 * segment.
 */
import { dataFileOf } from './lmdb-environment.js';
import { type KeyRange, RecordPages } from './record-pages.js';
import { FrameError, StoreError } from './store-error.js';
import { sequenceKey, sequenceOfKey } from './uint64.js';

/** One stored frame: the sequence in its key and its bytes, a copy. */
export interface StoredFrame {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** A read-only view of one segment. */
export class SegmentReader {
  readonly #records: RecordPages;
  readonly #directory: string;

  private constructor(records: RecordPages, directory: string) {
    this.#records = records;
    this.#directory = directory;
  }

  /** Opens the segment in `directory`; undefined when no environment is there yet. */
  static open(directory: string): SegmentReader | undefined {
    const records = guarded(directory, () => RecordPages.open(directory));
    return records && new SegmentReader(records, directory);
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
    const records = guarded(this.#directory, () => this.#records.range(range, bytesMax));
    return records.map(({ key, value }) => ({ sequence: this.#decodeKey(key), bytes: value }));
  }

  close(): void {
    this.#records.close();
  }

  #sequences(range: KeyRange): number[] {
    const keys = guarded(this.#directory, () => this.#records.getKeys(range));
    return keys.map((key) => this.#decodeKey(key));
  }

  #decodeKey(key: Uint8Array): number {
    const sequence = sequenceOfKey(key);
    if (sequence === undefined) {
      throw new FrameError('frame-wrong-key', `a key of ${key.length} bytes is not a sequence`);
    }
    return sequence;
  }
}

/** Runs `read`, naming the segment when its file is damaged. */
const guarded = <Result>(directory: string, read: () => Result): Result => {
  try {
    return read();
  } catch (cause) {
    throw new StoreError(
      'segment-damaged',
      `${dataFileOf(directory)}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'keep the directory as it is and restore the segment from its archive or from a replica',
      { cause },
    );
  }
};
