/**
 * The watermark for other processes: a small file beside the journal that says how far the journal is durable.
 *
 * The process that writes the journal publishes after each flush, so the file is never ahead of the disk; it is a hint of
 * how far to read and is not flushed itself. Whoever follows from another process trusts it only while a process holds the
 * writer's lock. With no writer, the end of the journal is the end of what is durable: the next writer begins there.
 *
 * Layout of its 20 bytes, little-endian: magic (4), sequence (8), writer's process id (4), CRC-32 of the bytes before (4). A
 * torn or foreign file is read as nothing published.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { WaitOutcome, Watermark, WatermarkState } from './durable-watermark.js';
import { readFrame } from './frame-reader.js';
import { SegmentReader } from './segment-reader.js';
import { listSegments, segmentDirectory } from './segments.js';
import { readUint64, writeUint64 } from './uint64.js';
import { isBeingWritten } from './writer-lock.js';

const FILE = 'durable';
/** `DURA` read as a little-endian 32-bit integer. */
const MAGIC = 0x41525544;
const BYTES = 20;
const SEQUENCE_AT = 4;
const PROCESS_AT = 12;
const CRC_AT = 16;

/** Longest time frames gather before the file says so: other processes look as often. */
const GATHER_MS = 5;
const POLL_MS = 10;
/** How often a follower looks whether there is a writer. */
const WRITER_LOOK_MS = 500;
const IDLE_MS = 1_000;

/** Publishes a watermark in `directory` until its writer stops or `signal` aborts. */
export async function publishDurable(
  directory: string,
  watermark: Watermark,
  signal?: AbortSignal,
): Promise<void> {
  const file = openSync(join(directory, FILE), 'a+', 0o600);
  closeSync(file);
  const descriptor = openSync(join(directory, FILE), 'r+');
  const bytes = Buffer.alloc(BYTES);
  let published = -1;
  try {
    while (signal?.aborted !== true) {
      const sequence = watermark.sequence();
      if (sequence !== published) {
        encode(bytes, sequence);
        writeSync(descriptor, bytes, 0, BYTES, 0);
        published = sequence;
      }
      const outcome = await watermark.waitBeyond(sequence, IDLE_MS);
      if (outcome === 'stopped' || outcome === 'failed') return;
      if (outcome === 'advanced') await sleep(GATHER_MS);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** How far the journal in a directory is durable, seen from another process. It outlives the writer and waits for the next. */
export class DurableFile implements Watermark {
  readonly #directory: string;
  readonly #bytes = Buffer.alloc(BYTES);
  #sequence = 0;
  #isWritten = false;
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(directory: string) {
    this.#directory = directory;
    this.look();
  }

  sequence(): number {
    return this.#sequence;
  }

  /** A follower in another process does not end with the writer. */
  state(): WatermarkState {
    return 'running';
  }

  /** Whether a process wrote the journal when it was looked last. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  async waitBeyond(sequence: number, timeoutMs: number): Promise<WaitOutcome> {
    const endMs = performance.now() + timeoutMs;
    for (;;) {
      this.look();
      if (this.#sequence > sequence) return 'advanced';
      if (performance.now() >= endMs) return 'timeout';
      await sleep(POLL_MS);
    }
  }

  /** Reads what is published, or, when nobody writes, how far the journal goes. It never falls. */
  look(): void {
    const nowMs = performance.now();
    if (nowMs - this.#lookedMs >= WRITER_LOOK_MS) {
      this.#lookedMs = nowMs;
      this.#isWritten = isBeingWritten(this.#directory);
      if (!this.#isWritten) {
        // Asked again after the look: what was there while nobody wrote is durable.
        const end = endOfJournal(this.#directory);
        this.#isWritten = isBeingWritten(this.#directory);
        if (!this.#isWritten) this.#sequence = Math.max(this.#sequence, end);
      }
    }
    if (this.#isWritten) this.#sequence = Math.max(this.#sequence, this.#published());
  }

  #published(): number {
    let descriptor: number;
    try {
      descriptor = openSync(join(this.#directory, FILE), 'r');
    } catch {
      return 0;
    }
    try {
      const length = readSync(descriptor, this.#bytes, 0, BYTES, 0);
      return length === BYTES ? decode(this.#bytes) : 0;
    } finally {
      closeSync(descriptor);
    }
  }
}

function encode(bytes: Buffer, sequence: number): void {
  bytes.writeUInt32LE(MAGIC, 0);
  writeUint64(viewOf(bytes), SEQUENCE_AT, sequence);
  bytes.writeUInt32LE(process.pid, PROCESS_AT);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, CRC_AT)), CRC_AT);
}

/** The sequence, or 0 when the bytes are not a whole publication. */
function decode(bytes: Buffer): number {
  const isWhole =
    bytes.readUInt32LE(0) === MAGIC &&
    bytes.readUInt32LE(CRC_AT) === crc32(bytes.subarray(0, CRC_AT));
  return isWhole ? (readUint64(viewOf(bytes), SEQUENCE_AT) ?? 0) : 0;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** Last sequence of the last frame in a journal; 0 when it has none. */
function endOfJournal(directory: string): number {
  for (const number of listSegments(directory).toReversed()) {
    const segment = SegmentReader.open(segmentDirectory(directory, number));
    const start = segment?.lastSequence();
    const stored = start === undefined ? undefined : segment?.batch(start, 1)[0];
    void segment?.close();
    if (stored !== undefined) {
      return readFrame(stored.bytes, { sequence: stored.sequence }).lastSequence;
    }
  }
  return 0;
}
