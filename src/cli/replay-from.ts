/**
 * The replayer of the tools that read a journal from its beginning: an empty core with the limits that the first command
 * fixed. Throws RecoveryError when there is no first frame or it does not begin with the creation of a venue.
 */
import { VENUE_PARAMETERS } from '../broker/index.js';
import { type Frame, Replayer, startPoint } from '../engine/log/index.js';
import { CommandCodec } from '../schema/index.js';

/** A replayer ready for `first`, the journal's first frame, which it has only looked at. */
export function replayFrom(first: Frame | undefined): Replayer {
  const codec = new CommandCodec();
  const frames = first === undefined ? [] : [first];
  const start = startPoint({ read: () => frames, codec, parameters: VENUE_PARAMETERS });
  return new Replayer(start.core, codec, start.chain);
}
