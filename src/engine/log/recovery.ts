/**
 * Starts the engine from what is on disk: the newest snapshot that counts, then the frames after it, each checked.
 *
 * Fails with `FrameError` at a bad frame, `Divergence` when the replay says something else than the original,
 * `CoreVersionError` when another core version wrote it, `RecoveryError` when the disk does not hold one history; nothing is repaired silently.
 * The thread does its other work now and then, and a replay can be called off.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { CommandCodec } from '../../schema/index.js';
import { Replayer } from './replay.js';
import { RecoveryError, type StartPoint, startPoint } from './start-point.js';
import { type CommandLog, FIRST_SEQUENCE, type Frame, type SnapshotReader } from './store/index.js';

export interface RecoveryOptions {
  readonly log: Pick<CommandLog, 'read' | 'position'>;
  readonly snapshots?: SnapshotReader | undefined;
  /** Where the newest stretch of the journal begins; the first sequence where nothing was upgraded. */
  readonly stretchSequence?: number | undefined;
  readonly codec: CommandCodec;
  /** Called now and then with the sequence reached. */
  readonly progress?: ((sequence: number, lastSequence: number) => void) | undefined;
  /** Called after each replayed frame, with the replayer that holds its events. */
  readonly replayed?: ((frame: Frame, replayer: Replayer) => void) | undefined;
  /** Calls the replay off: it then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface Recovered extends StartPoint {
  readonly snapshotSequence: number;
  readonly replayedCommands: number;
  /** Cursor of the last frame's state check. */
  readonly stateCursor: number;
}

const PROGRESS_FRAMES = 1024;
/** Longest time without a look at the thread's other work, signals among it; a large frame takes about as long again. */
const TURN_MS = 20;

/** The core as of the end of the journal; undefined when the journal is empty. */
export async function recover(options: RecoveryOptions): Promise<Recovered | undefined> {
  const { log, codec, snapshots } = options;
  const last = log.position.nextSequence - 1;
  if (last < FIRST_SEQUENCE) return undefined;
  const read = (from: number) => log.read(from);
  const { stretchSequence } = options;
  const start = startPoint({ read, snapshots, stretchSequence, codec });
  if (start.sequence > last) {
    throw new RecoveryError(
      `the snapshot at ${start.sequence} is ahead of the journal, which ends at ${last}: restore the end of the journal from its archive, or remove the snapshots to go back`,
    );
  }
  const replayer = new Replayer(start.core, codec, start.chain);
  let frames = 0;
  let stateCursor = 0;
  let turnMs = performance.now();
  if (start.sequence < last) {
    for (const frame of log.read(start.sequence + 1)) {
      replayer.apply(frame);
      options.replayed?.(frame, replayer);
      stateCursor = frame.stateSlice.cursor;
      frames += 1;
      if (frames % PROGRESS_FRAMES === 0) options.progress?.(frame.lastSequence, last);
      if (performance.now() - turnMs < TURN_MS) continue;
      await turn();
      options.signal?.throwIfAborted();
      turnMs = performance.now();
    }
  }
  const reached = replayer.core.state.sequence;
  if (reached !== last) {
    throw new RecoveryError(
      `the journal ends at ${last}, and its frames were found up to ${reached} only: restore the segments in between from their archive`,
    );
  }
  return {
    ...start,
    sequence: last,
    snapshotSequence: start.sequence,
    replayedCommands: replayer.commandCount,
    stateCursor,
  };
}
