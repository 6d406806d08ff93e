/**
 * Errors of the journal and of the snapshot store. Each has a stable code, the sequence or place it concerns, and a
 * remedy an operator can follow. Codes are permanent: they are printed by `verify` and searched for in logs.
 */

/** Stable codes of what can be wrong with one frame, or with a frame against the one before it. */
export type FrameErrorCode =
  | 'frame-truncated'
  | 'frame-bad-magic'
  | 'frame-unsupported-version'
  | 'frame-bad-length'
  | 'frame-bad-crc'
  | 'frame-out-of-range'
  | 'frame-bad-payload'
  | 'frame-wrong-key'
  | 'frame-sequence-gap'
  | 'frame-broken-chain'
  | 'frame-epoch-regressed';

/** Stable codes of what can go wrong with the store as a whole. */
export type StoreErrorCode =
  | 'journal-locked'
  | 'store-open-failed'
  | 'journal-commit-failed'
  | 'journal-refusing'
  | 'journal-closed'
  | 'journal-too-old'
  | 'journal-too-short'
  | 'journal-missing-segment'
  | 'segment-damaged'
  | 'segment-not-removable'
  | 'archive-damaged'
  | 'snapshot-write-failed'
  | 'snapshot-refused';

const FRAME_REMEDY =
  'Stop, keep the data directory as it is, and restore the segment from its archive or from a replica; ' +
  'then run verify again. Never delete the frame: the frames after it depend on it.';

/** Builds the text all store errors share: what, where, and what to do. */
const describe = (what: string, remedy: string): string => `${what}. Remedy: ${remedy}`;

/** One frame is not what was written, or does not follow from the frame before it. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
  readonly code: FrameErrorCode;
  /** First sequence the frame has or should have; undefined when the bytes were read without a place. */
  readonly sequence: number | undefined;
  readonly remedy: string;

  constructor(code: FrameErrorCode, reason: string, sequence?: number) {
    const place = sequence === undefined ? 'frame' : `frame at sequence ${sequence}`;
    super(describe(`${code}: ${place}: ${reason}`, FRAME_REMEDY));
    this.code = code;
    this.sequence = sequence;
    this.remedy = FRAME_REMEDY;
  }
}

/** The store cannot do what was asked. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly remedy: string;

  constructor(code: StoreErrorCode, reason: string, remedy: string, options?: { cause?: unknown }) {
    super(describe(`${code}: ${reason}`, remedy), options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** A reader asks for commands that are no longer kept. */
export const tooOldError = (fromSequence: number, oldest: number): StoreError =>
  new StoreError(
    'journal-too-old',
    `sequence ${fromSequence} is no longer kept, the journal begins at ${oldest}`,
    'start from a snapshot, or read the archived segments',
  );

/** A reader asks for commands past the next one: it has seen commands that this journal does not hold. */
export const tooShortError = (fromSequence: number, last: number): StoreError =>
  new StoreError(
    'journal-too-short',
    `sequence ${fromSequence} is asked for, the journal ends at ${last}`,
    'restore the journal: what asks for it has seen commands that are not there',
  );

/** A file of a store could not be opened, for a reason of the disk's. */
export const openFailed = (path: string, cause: unknown): StoreError =>
  new StoreError(
    'store-open-failed',
    `${path} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
    'look at the disk: its free space, its permissions, the log of the kernel; then start again',
    { cause },
  );
