/**
 * Every frame of a venue, from the one that creates it on, for the tools that replay a journal: out of the data directory,
 * and out of an archive where the oldest segments have left it. Each frame is checked on the way.
 *
 * Fails with a sentence that names the directory when there is no journal or its beginning is elsewhere, and with `FrameError` or
 * `StoreError` at the first fault that loses something; other faults are named on standard error.
 */
import { existsSync } from 'node:fs';
import {
  FIRST_SEQUENCE,
  type Frame,
  verifyJournal,
  verifyWholeJournal,
} from '../engine/log/index.js';
import { CommandError, journalDirectory, warnOnStderr } from './command-error.js';

/** The option of every command that reads a whole journal. */
export const ARCHIVE_OPTION = [
  '--archive <dir>',
  'where `patx archive` put the segments that are gone',
] as const;

export function* venueFrames(root: string, archive?: string): Generator<Frame, void, undefined> {
  const journal = journalDirectory(root);
  if (archive !== undefined && !existsSync(archive)) {
    throw new CommandError('no-archive', `${archive} is not there: no archive to read`);
  }
  const frames =
    archive === undefined
      ? verifyJournal(journal, warnOnStderr)
      : verifyWholeJournal(journal, archive, warnOnStderr);
  let isFirst = true;
  for (const frame of frames) {
    if (isFirst && frame.firstSequence !== FIRST_SEQUENCE) {
      throw new CommandError(
        'no-archive',
        `${journal} begins at sequence ${frame.firstSequence}: give the place of the older segments with --archive`,
      );
    }
    isFirst = false;
    yield frame;
  }
}
