/**
 * The replayer of the tools that read a journal from its beginning: an empty core with the limits that the first command
 * fixed. Throws CommandError when there is no first frame, RecoveryError when it does not begin with the creation of a
 * venue, CoreVersionError when a core of another version wrote it.
 */
import { type Frame, Replayer, startPoint } from '../engine/log/index.js';
import { CommandCodec } from '../schema/index.js';
import { CommandError } from './command-error.js';

/** A replayer ready for `first`, the journal's first frame, which it has only looked at. */
export function replayFrom(first: Frame | undefined): Replayer {
  if (first === undefined) {
    throw new CommandError('empty-journal', 'the journal holds no frame: nothing was ever written');
  }
  const codec = new CommandCodec();
  const start = startPoint({ read: () => [first], codec });
  return new Replayer(start.core, codec, start.chain);
}
