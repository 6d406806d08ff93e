/**
 * Every frame of a venue, from the one that creates it on, for the tools that replay a journal: out of the data directory,
 * and out of an archive where the oldest segments have left it. Each frame is checked on the way.
 *
 * Fails with a sentence that names the directory when there is no journal or its beginning is elsewhere, and with `FrameError` or
 * `StoreError` at the first fault that loses something; other faults are named on standard error.
 */
import { existsSync } from 'node:fs';
import {
  beginsStretch,
  type Frame,
  newestStretch,
  verifyJournal,
  verifyWholeJournal,
} from '../engine/log/index.js';
import { CommandCodec } from '../schema/index.js';
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
    if (isFirst && !beginsStretch(frame)) {
      throw new CommandError(
        'no-archive',
        `${journal} begins at sequence ${frame.firstSequence}: give the place of the older segments with --archive`,
      );
    }
    isFirst = false;
    yield frame;
  }
}

/**
 * The frames this build's core folds: those of the newest stretch, which an upgrade began, or all. For tools that look at
 * every command or event themselves.
 */
export function* stretchFrames(root: string, archive?: string): Generator<Frame, void, undefined> {
  let from: number | undefined;
  for (const frame of venueFrames(root, archive)) {
    // The walk has looked at the files before the first of them is opened.
    from ??= newestStretch(journalDirectory(root), new CommandCodec())?.sequence ?? 0;
    if (frame.firstSequence >= from) yield frame;
  }
}
