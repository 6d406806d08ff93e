/** The core as it was behind a frame, by replaying a journal; batches are cut at frames. */
import type { Core } from '../engine/core/index.js';
import type { Replayer } from '../engine/log/index.js';
import { CommandError } from './command-error.js';
import { replayFrom } from './replay-from.js';
import { venueFrames } from './venue-frames.js';

/**
 * Throws where no frame ends there.
 * @param sequence the last one if not given
 */
export function coreAt(root: string, sequence: number | undefined, archive?: string): Core {
  let replayer: Replayer | undefined;
  for (const frame of venueFrames(root, archive)) {
    replayer ??= replayFrom(frame);
    replayer.apply(frame);
    if (sequence !== undefined && frame.lastSequence >= sequence) break;
  }
  const { core } = replayer ?? replayFrom(undefined);
  if (sequence === undefined || core.state.sequence === sequence) return core;
  throw new CommandError(
    'bad-value',
    `no frame ends at ${sequence}: the journal has one ending at ${core.state.sequence}`,
  );
}

/** The core behind the frame at whose end the running hash of frames and events was this, in hex; undefined where there is none. */
export function coreBehind(root: string, eventHash: string): Core | undefined {
  let replayer: Replayer | undefined;
  for (const frame of venueFrames(root)) {
    replayer ??= replayFrom(frame);
    replayer.apply(frame);
    if (Buffer.from(replayer.eventHash).toString('hex') === eventHash) return replayer.core;
  }
  return undefined;
}
