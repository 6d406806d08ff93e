/**
 * Reads the journal across its segments, checking every frame and the chain between them.
 *
 * With a watermark it never hands out a frame that is not wholly durable, although the storage engine may already
 * show one: the follower must not know more than the outside world. It keeps one segment open at a time. Reading
 * stops with a `FrameError` at the first bad frame; nothing is skipped.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { GENESIS } from './command-log.js';
import type { Watermark } from './durable-watermark.js';
import { FIRST_SEQUENCE, type Frame } from './frame-layout.js';
import { type ChainPosition, checkFollows, positionAfter, readFrame } from './frame-reader.js';
import { SegmentReader } from './segment-reader.js';
import { listSegments, segmentDirectory } from './segments.js';
import { ignoreWarnings, requireSound, type Warn } from './sound-segment.js';
import { FrameError, tooOldError, tooShortError } from './store-error.js';

/** Frames fetched from the store at a time, and about how many bytes: a read keeps its thread some milliseconds, not seconds. */
const BATCH_FRAMES = 64;
const BATCH_BYTES = 4 * 1_048_576;

export interface JournalReaderOptions {
  /** Root of the journal, the directory with the segments. */
  readonly directory: string;
  /** Bounds what is read; without it everything committed is. */
  readonly watermark?: Pick<Watermark, 'sequence'>;
  /** Bytes fetched at a time, about; a frame that is longer is fetched alone. */
  readonly batchBytes?: number;
  /** Check the structure of each segment but the last, which may be in use, before it is opened. */
  readonly checkSealed?: boolean;
  /** Hears of faults that lose nothing. */
  readonly warn?: Warn;
}

/** A cursor over the journal. Not shared between two readings at the same time. */
export class JournalReader {
  readonly #directory: string;
  readonly #watermark: Pick<Watermark, 'sequence'> | undefined;
  readonly #checkSealed: boolean;
  readonly #batchBytes: number;
  readonly #warn: Warn;
  #segment: SegmentReader | undefined;
  #segmentNumber = 0;
  #position: ChainPosition | undefined;
  #nextSequence: number;

  private constructor(options: JournalReaderOptions, fromSequence: number) {
    this.#directory = options.directory;
    this.#watermark = options.watermark;
    this.#checkSealed = options.checkSealed ?? false;
    this.#batchBytes = options.batchBytes ?? BATCH_BYTES;
    this.#warn = options.warn ?? ignoreWarnings;
    this.#nextSequence = fromSequence;
  }

  /**
   * A reader that begins with the frame that holds `fromSequence`, which may be the first not written yet. Fails with
   * `journal-too-old` when the frame is no longer kept, `journal-too-short` when the journal ends before it.
   */
  static open(options: JournalReaderOptions, fromSequence: number): JournalReader {
    assert(Number.isSafeInteger(fromSequence) && fromSequence > 0);
    const reader = new JournalReader(options, fromSequence);
    reader.#seek(fromSequence);
    return reader;
  }

  /** A reader that begins with the oldest frame kept; of an empty journal, with the first to be written. */
  static openOldest(options: JournalReaderOptions): JournalReader {
    for (const number of listSegments(options.directory)) {
      const segment = SegmentReader.open(segmentDirectory(options.directory, number));
      const first = segment?.firstSequence();
      segment?.close();
      if (first !== undefined) {
        return JournalReader.open(options, first);
      }
    }
    return JournalReader.open(options, FIRST_SEQUENCE);
  }

  /** Sequence of the first command that has not been read. */
  get nextSequence(): number {
    return this.#nextSequence;
  }

  /** The next frames, at most `framesMax` and about as many bytes as a batch has; empty when there is nothing new. Fails with `FrameError`. */
  next(framesMax: number = BATCH_FRAMES): Frame[] {
    const durable = this.#watermark?.sequence() ?? Number.MAX_SAFE_INTEGER;
    if (durable < this.#nextSequence) {
      return [];
    }
    const read = () => this.#segment?.batch(this.#nextSequence, framesMax, this.#batchBytes) ?? [];
    let stored = read();
    if (stored.length === 0 && this.#advanceSegment()) {
      stored = read();
    }
    const frames: Frame[] = [];
    for (const { sequence, bytes } of stored) {
      const frame = readFrame(bytes, { sequence });
      if (frame.lastSequence > durable) {
        break;
      }
      this.#accept(frame, sequence);
      frames.push(frame);
    }
    return frames;
  }

  /** Every frame from here to the end of what is durable now. */
  *frames(): Generator<Frame, void, undefined> {
    for (let batch = this.next(); batch.length > 0; batch = this.next()) {
      yield* batch;
    }
  }

  /** Releases the open segment. */
  close(): void {
    this.#segment?.close();
    this.#segment = undefined;
  }

  #accept(frame: Frame, keySequence: number): void {
    if (frame.firstSequence !== keySequence) {
      throw new FrameError(
        'frame-wrong-key',
        `is stored under ${keySequence} and begins at ${frame.firstSequence}`,
        keySequence,
      );
    }
    checkFollows(frame, this.#position ?? this.#positionBefore(frame));
    this.#position = positionAfter(frame);
    this.#nextSequence = frame.lastSequence + 1;
  }

  /** Before the first frame of all is nothing; before another first frame read is something that was not read. */
  #positionBefore(frame: Frame): ChainPosition {
    return this.#nextSequence === FIRST_SEQUENCE
      ? GENESIS
      : { nextSequence: this.#nextSequence, lastHash: frame.previousHash, epoch: 0 };
  }

  /** Opens the segment that holds `fromSequence` and steps back to the beginning of its frame. */
  #seek(fromSequence: number): void {
    const numbers = listSegments(this.#directory);
    let oldest: number | undefined;
    for (const number of numbers.toReversed()) {
      const segment = this.#open(number);
      const first = segment?.firstSequence();
      if (segment !== undefined && first !== undefined && first <= fromSequence) {
        this.#segment = segment;
        this.#segmentNumber = number;
        this.#nextSequence = beginningOfFrame(segment, fromSequence);
        return;
      }
      oldest = first ?? oldest;
      segment?.close();
    }
    if (oldest !== undefined) {
      throw tooOldError(fromSequence, oldest);
    }
    if (fromSequence !== FIRST_SEQUENCE) {
      throw tooShortError(fromSequence, 0);
    }
    this.#segmentNumber = (numbers[0] ?? 1) - 1;
  }

  #open(number: number): SegmentReader | undefined {
    const directory = segmentDirectory(this.#directory, number);
    if (this.#checkSealed && existsSync(segmentDirectory(this.#directory, number + 1))) {
      requireSound(directory, this.#warn);
    }
    return SegmentReader.open(directory);
  }

  /** Goes on to the next segment, if there is one that is not empty. */
  #advanceSegment(): boolean {
    const next = this.#open(this.#segmentNumber + 1);
    if (next === undefined) {
      return false;
    }
    if (next.firstSequence() === undefined) {
      next.close();
      return false;
    }
    this.#segment?.close();
    this.#segment = next;
    this.#segmentNumber += 1;
    return true;
  }
}

/** First sequence of the frame that holds `sequence`, or `sequence` itself when it is the next to be written. */
const beginningOfFrame = (segment: SegmentReader, sequence: number): number => {
  const start = segment.frameHolding(sequence) ?? sequence;
  const stored = segment.batch(start, 1)[0];
  const last = stored === undefined ? 0 : readFrame(stored.bytes, { sequence: start }).lastSequence;
  if (sequence > last + 1) {
    throw tooShortError(sequence, last);
  }
  return sequence > last ? sequence : start;
};
