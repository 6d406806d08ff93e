/**
 * Walks a whole journal and hands out its frames, having checked everything that can be checked without knowing what
 * a command means: segment numbers, the structure of every segment, each frame's checksum and lengths, the chain from
 * the oldest frame kept, sequences without a gap. Fails with `FrameError` or `StoreError` at the first fault that loses
 * something, naming the sequence or the file and page; `warn` hears of the others.
 *
 * While a process writes the journal its last segment changes under the reader, so that segment's structure is left
 * out (its frames are not).
 */
import type { Frame } from './frame-layout.js';
import { JournalReader } from './journal-reader.js';
import { listSegments, segmentDirectory } from './segments.js';
import { ignoreWarnings, requireSound, type Warn } from './sound-segment.js';
import { isBeingWritten } from './writer-lock.js';

/** Checks the structure alone: what must hold before the storage engine, which trusts it, may open a segment. */
export function checkJournalStructure(directory: string, warn: Warn = ignoreWarnings): void {
  const numbers = listSegments(directory);
  const settled = isBeingWritten(directory) ? numbers.slice(0, -1) : numbers;
  for (const number of settled) {
    requireSound(segmentDirectory(directory, number), warn);
  }
}

/** Every frame of the journal in `directory`, oldest first. */
export function* verifyJournal(
  directory: string,
  warn: Warn = ignoreWarnings,
): Generator<Frame, void, undefined> {
  checkJournalStructure(directory, warn);
  const reader = JournalReader.openOldest({ directory });
  try {
    yield* reader.frames();
  } finally {
    reader.close();
  }
}
