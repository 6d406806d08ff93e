/**
 * A venue's frames from the first command on, when its oldest segments have left the machine: those from the archive, each
 * copy verified, then those of the journal, as one chain. A segment that is in both is read from the journal.
 *
 * Fails with `FrameError` or `StoreError` at the first fault, and with `archive-damaged` when a copy is missing in between.
 */
import { archivedSegments, readArchive, verifyArchive } from './archive.js';
import { GENESIS } from './command-log.js';
import type { Frame } from './frame-layout.js';
import { type ChainPosition, checkFollows, positionAfter } from './frame-reader.js';
import { listSegments } from './segments.js';
import { ignoreWarnings, type Warn } from './sound-segment.js';
import { verifyJournal } from './verify.js';

/** Every frame, oldest first. */
export function* verifyWholeJournal(
  journalDirectory: string,
  archiveDirectory: string,
  warn: Warn = ignoreWarnings,
): Generator<Frame, void, undefined> {
  const [oldest = Number.MAX_SAFE_INTEGER] = listSegments(journalDirectory);
  let position: ChainPosition = GENESIS;
  for (const segment of archivedSegments(archiveDirectory)) {
    if (segment >= oldest) break;
    verifyArchive(archiveDirectory, segment);
    for (const frame of readArchive(archiveDirectory, segment)) {
      checkFollows(frame, position);
      position = positionAfter(frame);
      yield frame;
    }
  }
  for (const frame of verifyJournal(journalDirectory, warn)) {
    checkFollows(frame, position);
    position = positionAfter(frame);
    yield frame;
  }
}
