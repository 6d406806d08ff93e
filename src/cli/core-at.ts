/**
 * The core as it was behind a frame, by folding a journal from its beginning, each stretch by the core that wrote it; what an
 * older one came to is carried into a core of this build. Batches are cut at frames.
 */
import type { Core } from '../engine/core/index.js';
import { History, loadCores } from '../release/index.js';
import { CommandError } from './command-error.js';
import { venueFrames } from './venue-frames.js';

const cores = await loadCores();

/**
 * Throws where no frame ends there.
 * @param sequence the last one if not given
 */
export function coreAt(root: string, sequence: number | undefined, archive?: string): Core {
  const history = new History(cores);
  for (const frame of venueFrames(root, archive)) {
    history.apply(frame);
    if (sequence !== undefined && frame.lastSequence >= sequence) break;
  }
  if (history.sequence === 0) throw emptyJournal();
  if (sequence === undefined || history.sequence === sequence) return history.core();
  throw new CommandError(
    'bad-value',
    `no frame ends at ${sequence}: the journal has one ending at ${history.sequence}`,
  );
}

/** The core behind the frame at whose end the running hash of frames and events was this, in hex; undefined where there is none. */
export function coreBehind(root: string, eventHash: string): Core | undefined {
  const history = new History(cores);
  for (const frame of venueFrames(root)) {
    history.apply(frame);
    if (Buffer.from(history.eventHash).toString('hex') === eventHash) return history.core();
  }
  return undefined;
}

function emptyJournal(): CommandError {
  return new CommandError('empty-journal', 'the journal holds no frame: nothing was ever written');
}
