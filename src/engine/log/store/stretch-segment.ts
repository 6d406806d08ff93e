/**
 * The segment a new stretch of the journal begins with: written beside the journal's own, looked at, and put in its place in
 * one step, so that the journal has all of it or nothing of it whenever the process ends.
 *
 * Whoever writes one holds the lock of the journal. What an earlier one left behind is no part of the journal and is removed.
 * Fails with `journal-commit-failed` where the disk does, and leaves the journal as it was.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreeFor, syncDirectory } from '../../../files/index.js';
import { describeFault, faultOf } from './check-environment.js';
import type { SealedFrame } from './frame-layout.js';
import { type Environment, openForWriting } from './lmdb-environment.js';
import { SegmentFrames } from './segment-frames.js';
import { SegmentReader } from './segment-reader.js';
import { listSegments, segmentDirectory } from './segments.js';
import { StoreError } from './store-error.js';
import { sequenceKey } from './uint64.js';

const GIB = 1_073_741_824;
/** Address space, not disk. */
const MAP_BYTES = 64 * GIB;
/** Names that are no segment's: one that is written, and one that is taken out. */
const BEGUN = 'begun.stretch';
const UNDONE = 'undone.stretch';

export class StretchSegment {
  readonly #journal: string;
  readonly #path: string;
  readonly #environment: Environment;
  #frames = 0;

  private constructor(journal: string) {
    this.#journal = journal;
    this.#path = join(journal, BEGUN);
    this.#environment = openForWriting(this.#path, MAP_BYTES);
  }

  static begin(journalDirectory: string): StretchSegment {
    clearStretches(journalDirectory);
    return new StretchSegment(journalDirectory);
  }

  /** Stores a frame, which follows the one before; it is on disk when this returns. */
  append(frame: SealedFrame): void {
    const { bytes, firstSequence } = frame;
    try {
      requireFreeFor(this.#journal, bytes.length);
      const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.#environment.putSync(sequenceKey(firstSequence), value, { append: true });
    } catch (cause) {
      throw failed(`the frame at ${firstSequence} did not reach the disk: ${String(cause)}`, cause);
    }
    this.#frames += 1;
  }

  /** Makes it the newest segment of the journal, once it reads back whole. */
  async commit(): Promise<void> {
    await this.#environment.close();
    this.#requireWhole();
    syncDirectory(this.#path);
    const numbers = listSegments(this.#journal);
    const newest = numbers.at(-1) ?? 0;
    const isEmpty = newest > 0 && !hasFrames(segmentDirectory(this.#journal, newest));
    // A segment that was begun and never written: the new one takes its number.
    if (isEmpty) rmSync(segmentDirectory(this.#journal, newest), { recursive: true });
    renameSync(this.#path, segmentDirectory(this.#journal, isEmpty ? newest : newest + 1));
    syncDirectory(this.#journal);
  }

  /** Gives it up. */
  async abandon(): Promise<void> {
    await this.#environment.close();
    clearStretches(this.#journal);
  }

  #requireWhole(): void {
    const fault = faultOf(this.#path);
    if (fault !== undefined) throw failed(describeFault(fault));
    const frames = SegmentFrames.open(this.#path);
    let count = 0;
    try {
      for (const _frame of frames) count += 1;
    } finally {
      frames.close();
    }
    if (count !== this.#frames) throw failed(`of ${this.#frames} frames ${count} read back`);
  }
}

/** Removes what a stretch that was never begun, or was taken out, left behind. Says whether there was anything. */
export function clearStretches(journalDirectory: string): boolean {
  const left = [BEGUN, UNDONE].map((name) => join(journalDirectory, name)).filter(existsSync);
  for (const path of left) rmSync(path, { recursive: true });
  return left.length > 0;
}

/** Takes the newest segment out of a journal, in one step. Whoever asks has looked that nothing is lost by it. */
export function removeNewestSegment(journalDirectory: string): void {
  const newest = listSegments(journalDirectory).at(-1);
  if (newest === undefined) throw failed('the journal has no segment');
  renameSync(segmentDirectory(journalDirectory, newest), join(journalDirectory, UNDONE));
  syncDirectory(journalDirectory);
  clearStretches(journalDirectory);
}

function hasFrames(directory: string): boolean {
  const segment = SegmentReader.open(directory);
  const first = segment?.firstSequence();
  segment?.close();
  return first !== undefined;
}

function failed(reason: string, cause?: unknown): StoreError {
  return new StoreError(
    'journal-commit-failed',
    `the new stretch was not written, the journal is as it was: ${reason}`,
    'look at the disk and its free space, then upgrade again',
    { cause },
  );
}
