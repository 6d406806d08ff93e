/** The core as it was behind a frame, by replaying a journal; batches are cut at frames. Throws where no frame ends there. */
import type { Core } from '../engine/core/index.js';
import type { Replayer } from '../engine/log/index.js';
import { CommandError } from './command-error.js';
import { replayFrom } from './replay-from.js';
import { venueFrames } from './venue-frames.js';

/** @param sequence the last one if not given */
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
