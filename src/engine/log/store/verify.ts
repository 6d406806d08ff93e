/**
 * Walks a whole journal and hands out its frames, having checked everything that can be checked without knowing what
 * a command means: segment numbers, the structure of every segment, each frame's checksum and lengths, the chain from
 * the oldest frame kept, sequences without a gap. Fails with `FrameError` or `StoreError` at the first fault, naming
 * the sequence or the file and page.
 *
 * While a process writes the journal its last segment changes under the reader, so that segment's structure is left
 * out (its frames are not): `writerOf` tells.
 */
import { checkEnvironment } from './check-environment.js';
import type { Frame } from './frame-layout.js';
import { JournalReader } from './journal-reader.js';
import { listSegments, segmentDirectory } from './segments.js';
import { writerOf } from './writer-lock.js';

/** Checks the structure alone: what must hold before the storage engine, which trusts it, may open a segment. */
export function checkJournalStructure(directory: string): void {
  const numbers = listSegments(directory);
  const settled = writerOf(directory) === undefined ? numbers : numbers.slice(0, -1);
  for (const number of settled) {
    checkEnvironment(segmentDirectory(directory, number));
  }
}

/** Every frame of the journal in `directory`, oldest first. */
export function* verifyJournal(directory: string): Generator<Frame, void, undefined> {
  checkJournalStructure(directory);
  const reader = JournalReader.openOldest({ directory });
  try {
    yield* reader.frames();
  } finally {
    void reader.close();
  }
}
