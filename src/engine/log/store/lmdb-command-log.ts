/**
 * The journal on this machine's disk: one packed frame a commit into LMDB, cut into segments.
 *
 * Invariants: the key of a frame is its first sequence; keys only grow (the store is told to append, so a second
 * writer's frame under a taken sequence fails instead of replacing one); the watermark is raised after the commit
 * has been flushed and before the append settles; a segment's directory is durable before its first frame is.
 *
 * Fails with `journal-locked` on open when another process writes it, `FrameError` when the last frame is damaged,
 * and with `journal-commit-failed`, once and for good, when a commit does.
 */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { makeDirectory, requireFreeFor } from '../../../files/index.js';
import { Admission } from './admission.js';
import { type BlockingCommandLog, GENESIS } from './command-log.js';
import type { DurableWatermark } from './durable-watermark.js';
import type { Frame, SealedFrame } from './frame-layout.js';
import { type ChainPosition, positionAfter, readFrame } from './frame-reader.js';
import { JournalReader } from './journal-reader.js';
import { dataFileOf, type Environment, openForWriting } from './lmdb-environment.js';
import { SegmentReader } from './segment-reader.js';
import { listSegments, segmentDirectory } from './segments.js';
import { ignoreWarnings, requireSound, type Warn } from './sound-segment.js';
import { StoreError } from './store-error.js';
import { sequenceKey } from './uint64.js';
import { takeWriterLock } from './writer-lock.js';

const MIB = 1_048_576;
/** A segment is closed at the first frame that finds it this large. */
const SEGMENT_BYTES_DEFAULT = 1024 * MIB;
/** The largest frame accepted; it bounds what a full segment can still grow by. */
const FRAME_BYTES_MAX_DEFAULT = 16 * MIB;
const PAGE_BYTES = 4096;
/** Values above about half a page are stored in whole pages of their own. */
const IN_PAGE_BYTES_MAX = 1024;

export interface LmdbCommandLogOptions {
  /** Root of the journal; made when it is not there. */
  readonly directory: string;
  /** Size at which a segment is closed and the next begun. */
  readonly segmentBytes?: number;
  /** Largest frame, header included. */
  readonly frameBytesMax?: number;
  /** Raised after every durable frame, stopped when the log closes or fails. */
  readonly watermark?: DurableWatermark;
  /** Hears of faults that lose nothing. */
  readonly warn?: Warn;
}

export class LmdbCommandLog implements BlockingCommandLog {
  readonly #directory: string;
  readonly #segmentBytes: number;
  readonly #frameBytesMax: number;
  readonly #watermark: DurableWatermark | undefined;
  readonly #warn: Warn;
  readonly #releaseLock: () => void;
  readonly #admission: Admission;
  #segmentNumber: number;
  #environment: Environment;
  /** Bytes the segment's frames take on disk, estimated upwards between commits. */
  #usedBytes: number;
  #inFlight: Promise<unknown> = Promise.resolve();

  private constructor(options: LmdbCommandLogOptions, releaseLock: () => void, end: JournalEnd) {
    this.#directory = options.directory;
    this.#segmentBytes = options.segmentBytes ?? SEGMENT_BYTES_DEFAULT;
    this.#frameBytesMax = options.frameBytesMax ?? FRAME_BYTES_MAX_DEFAULT;
    this.#watermark = options.watermark;
    this.#warn = options.warn ?? ignoreWarnings;
    this.#releaseLock = releaseLock;
    this.#admission = new Admission(end.position);
    this.#segmentNumber = end.segmentNumber;
    this.#environment = this.#openSegment();
    this.#usedBytes = statSync(dataFileOf(this.#segmentPath())).size;
    this.#watermark?.publish(end.position.nextSequence - 1);
  }

  /**
   * Opens the journal for writing, making it when it is not there. The structure of the last segment and its last
   * frame are checked; the frames before are checked when they are read.
   */
  static open(options: LmdbCommandLogOptions): LmdbCommandLog {
    makeDirectory(options.directory);
    const releaseLock = takeWriterLock(options.directory);
    try {
      return new LmdbCommandLog(options, releaseLock, endOfJournal(options));
    } catch (error) {
      releaseLock();
      throw error;
    }
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

  async append(frame: SealedFrame): Promise<number> {
    this.#admission.begin(frame);
    try {
      this.#makeRoom(frame);
      const committed = this.#environment.put(sequenceKey(frame.firstSequence), asBuffer(frame), {
        append: true,
      } as never);
      this.#inFlight = committed.catch(() => undefined);
      this.#requireStored(frame, await committed);
    } catch (error) {
      throw this.#fail(frame, await causeOf(error));
    }
    return this.#succeed(frame);
  }

  appendBlocking(frame: SealedFrame): number {
    this.#admission.begin(frame);
    try {
      this.#makeRoom(frame);
      const stored = this.#environment.putSync(sequenceKey(frame.firstSequence), asBuffer(frame), {
        append: true,
      });
      this.#requireStored(frame, stored as unknown as boolean);
    } catch (error) {
      throw this.#fail(frame, error);
    }
    return this.#succeed(frame);
  }

  *read(fromSequence: number): Generator<Frame, void, undefined> {
    const reader = JournalReader.open(
      {
        directory: this.#directory,
        checkSealed: true,
        warn: this.#warn,
        ...(this.#watermark === undefined ? {} : { watermark: this.#watermark }),
      },
      fromSequence,
    );
    try {
      yield* reader.frames();
    } finally {
      reader.close();
    }
  }

  async close(): Promise<void> {
    await this.#inFlight;
    this.#admission.close();
    if (this.#admission.failure === undefined) {
      this.#watermark?.stop('stopped');
    }
    await this.#environment.close();
    this.#releaseLock();
  }

  /** Begins the next segment when this one is full. Fails where the disk is. */
  #makeRoom(frame: SealedFrame): void {
    assert(frame.bytes.length <= this.#frameBytesMax, 'a frame is within the configured limit');
    requireFreeFor(this.#directory, frame.bytes.length);
    if (this.#usedBytes >= this.#segmentBytes) {
      void this.#environment.close();
      this.#segmentNumber += 1;
      this.#environment = this.#openSegment();
      this.#usedBytes = 0;
    }
    this.#usedBytes += diskBytes(frame.bytes.length);
  }

  #openSegment(): Environment {
    // Address space only. Twice the size leaves room for the tree's own pages and for freed ones.
    const mapBytes = 2 * this.#segmentBytes + 2 * this.#frameBytesMax + 64 * MIB;
    return openForWriting(this.#segmentPath(), mapBytes);
  }

  #segmentPath(): string {
    return segmentDirectory(this.#directory, this.#segmentNumber);
  }

  #requireStored(frame: SealedFrame, stored: boolean): void {
    if (!stored) {
      throw new Error(`a frame at or after sequence ${frame.firstSequence} is already there`);
    }
  }

  #succeed(frame: SealedFrame): number {
    this.#watermark?.publish(frame.lastSequence);
    return this.#admission.succeed(frame);
  }

  #fail(frame: SealedFrame, cause: unknown): StoreError {
    this.#watermark?.stop('failed');
    return this.#admission.fail(frame, cause);
  }
}

/** The binding wants a Buffer; this one shares the frame's memory. */
const asBuffer = ({ bytes }: SealedFrame): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Space a value of `bytes` takes: beside others in a page when small, whole pages when not. */
const diskBytes = (bytes: number): number =>
  bytes <= IN_PAGE_BYTES_MAX
    ? 2 * bytes
    : Math.ceil((bytes + 16) / PAGE_BYTES) * PAGE_BYTES + PAGE_BYTES / 16;

/** The binding rejects a failed commit with a general error; the system's own comes in a promise beside it. */
const causeOf = async (error: unknown): Promise<unknown> => {
  const inner = (error as { commitError?: Promise<unknown> }).commitError;
  return inner === undefined ? error : inner.catch((cause: unknown) => cause);
};

/** Where a journal ends and goes on. */
interface JournalEnd {
  readonly position: ChainPosition;
  /** Segment the next frame goes into. */
  readonly segmentNumber: number;
}

/**
 * The position after the last frame, which is checked by itself. The segment that holds it takes the next one too, unless
 * another was begun behind it, or it has a fault and is only read from now on.
 */
const endOfJournal = ({ directory, warn = ignoreWarnings }: LmdbCommandLogOptions): JournalEnd => {
  const numbers = listSegments(directory);
  const newest = numbers.at(-1) ?? 1;
  for (const number of numbers.toReversed()) {
    const path = segmentDirectory(directory, number);
    const isSound = requireSound(path, warn);
    const last = lastFrame(path);
    if (last !== undefined) {
      const segmentNumber = number === newest && !isSound ? newest + 1 : newest;
      return { position: positionAfter(last), segmentNumber };
    }
    if (number < newest) {
      throw new StoreError(
        'journal-missing-segment',
        `segment ${number} holds no frame although segment ${newest} was begun after it`,
        'restore the segment from its archive',
      );
    }
  }
  return { position: GENESIS, segmentNumber: newest };
};

const lastFrame = (directory: string): Frame | undefined => {
  const segment = SegmentReader.open(directory);
  const sequence = segment?.lastSequence();
  const stored = sequence === undefined ? undefined : segment?.batch(sequence, 1)[0];
  segment?.close();
  return stored && readFrame(stored.bytes, { sequence: stored.sequence });
};
