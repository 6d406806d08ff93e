/**
 * Where a replay begins: the newest snapshot whose hashes hold, or an empty core with the limits that the first command of
 * the journal, or of its newest stretch, fixed. The same for the engine, the follower and every tool.
 */
import type { CommandCodec } from '../../schema/index.js';
import { Core, importState, limitsOfState } from '../core/index.js';
import { checkCoreVersion } from './core-version.js';
import { EventChain } from './event-chain.js';
import { stateHash } from './state-hash.js';
import {
  FIRST_SEQUENCE,
  type Frame,
  type RejectedSnapshot,
  type SnapshotReader,
} from './store/index.js';
import { beginningIn } from './stretches.js';

export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
}

/** What a core is made with, wherever it begins. */
interface CoreOptions {
  readonly codec: CommandCodec;
}

export interface SnapshotOptions extends CoreOptions {
  readonly snapshots?: SnapshotReader | undefined;
  /** No snapshot beyond this sequence is used; any if not given. */
  readonly sequenceMax?: number | undefined;
  /** Where the newest stretch of the journal begins; snapshots from before it are of another core. */
  readonly stretchSequence?: number | undefined;
}

export interface StartOptions extends SnapshotOptions {
  /** Frames from a sequence on; used for the first command when there is no snapshot. */
  readonly read: (fromSequence: number) => Iterable<Frame>;
}

export interface StartPoint {
  readonly core: Core;
  readonly chain: EventChain;
  /** Last sequence the core has; 0 for an empty core. */
  readonly sequence: number;
  /** Newer snapshots that were passed over, and why. */
  readonly rejected: readonly RejectedSnapshot[];
}

interface SnapshotPoint {
  readonly start: StartPoint | undefined;
  readonly rejected: readonly RejectedSnapshot[];
}

/**
 * A core ready for the frame after `sequence`. Throws CoreVersionError when another core version wrote the snapshot or
 * the journal, RecoveryError when the snapshot does not fit although it says the same version.
 */
export function startPoint(options: StartOptions): StartPoint {
  const { stretchSequence = FIRST_SEQUENCE } = options;
  const { start, rejected } = snapshotPoint(options);
  return start ?? { ...journalPoint(options, options.read(stretchSequence)), rejected };
}

/** A core as of the newest snapshot that counts, if there is one; fails as `startPoint` does. */
export function snapshotPoint(options: SnapshotOptions): SnapshotPoint {
  const { sequenceMax, stretchSequence = FIRST_SEQUENCE } = options;
  const newest = options.snapshots?.newestValid(sequenceMax);
  const { snapshot, rejected = [] } = newest ?? {};
  if (snapshot === undefined || snapshot.meta.sequence < stretchSequence) {
    return { start: undefined, rejected };
  }
  const { sequence, eventHash, coreVersion } = snapshot.meta;
  checkCoreVersion(`the snapshot at ${sequence}`, coreVersion);
  const core = new Core({ limits: limitsOfState(snapshot.columns) });
  const problem = importState(core, snapshot.columns);
  if (problem !== undefined) {
    throw new RecoveryError(`the snapshot at ${sequence} does not fit this build: ${problem}`);
  }
  if (Buffer.compare(stateHash(core.state), snapshot.meta.stateHash) !== 0) {
    throw new RecoveryError(`the state restored at ${sequence} has another hash than was recorded`);
  }
  const start = { core, chain: new EventChain(eventHash), sequence, rejected };
  return { start, rejected };
}

/** An empty core with the limits that the first frame of the journal, or of a stretch, fixed; fails as `startPoint` does. */
export function journalPoint({ codec }: CoreOptions, first: Iterable<Frame>): StartPoint {
  for (const frame of first) {
    const stretch = beginningIn(frame, codec);
    if (stretch === undefined) break;
    checkCoreVersion('the journal', stretch.coreVersion);
    const core = new Core({ limits: stretch.limits });
    if (stretch.previousFrameHash === undefined) {
      return { core, chain: new EventChain(), sequence: 0, rejected: [] };
    }
    const sequence = frame.firstSequence - 1;
    core.state.goOn(sequence, frame.timeMs);
    return { core, chain: new EventChain(frame.eventHash.slice()), sequence, rejected: [] };
  }
  throw new RecoveryError('the journal does not begin with the creation of a venue');
}
