/**
 * Where a replay begins: the newest snapshot whose hashes hold, or an empty core with the limits the journal's first
 * command fixed. The same for the engine, the follower and every tool.
 */
import type { CommandCodec } from '../../schema/index.js';
import { type ColdBodies, Command, type Limits } from '../../values/index.js';
import { Core, importState, limitsOfState } from '../core/index.js';
import { checkCoreVersion, writtenVersion } from './core-version.js';
import { EventChain } from './event-chain.js';
import { decodeCommand } from './replay.js';
import { stateHash } from './state-hash.js';
import {
  commandsOf,
  FIRST_SEQUENCE,
  type Frame,
  type RejectedSnapshot,
  type SnapshotStore,
} from './store/index.js';

export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
}

export interface StartOptions {
  /** Frames from a sequence on; used for the first command when there is no snapshot. */
  readonly read: (fromSequence: number) => Iterable<Frame>;
  readonly snapshots?: SnapshotStore | undefined;
  readonly codec: CommandCodec;
}

export interface StartPoint {
  readonly core: Core;
  readonly chain: EventChain;
  /** Last sequence the core has; 0 for an empty core. */
  readonly sequence: number;
  /** Newer snapshots that were passed over, and why. */
  readonly rejected: readonly RejectedSnapshot[];
}

/**
 * A core ready for the frame after `sequence`. Throws CoreVersionError when another core version wrote the snapshot or
 * the journal, RecoveryError when the snapshot does not fit although it says the same version.
 */
export function startPoint(options: StartOptions): StartPoint {
  const newest = options.snapshots?.newestValid();
  const rejected = newest?.rejected ?? [];
  const snapshot = newest?.snapshot;
  if (snapshot === undefined) {
    const core = new Core({ limits: firstLimits(options) });
    return { core, chain: new EventChain(), sequence: 0, rejected };
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
  return { core, chain: new EventChain(eventHash), sequence, rejected };
}

/** The limits the journal's first command fixed. */
function firstLimits(options: StartOptions): Limits {
  const command = new Command();
  for (const frame of options.read(FIRST_SEQUENCE)) {
    const [bytes] = commandsOf(frame);
    if (bytes === undefined) break;
    decodeCommand(options.codec, bytes, command, frame.firstSequence);
    const body = command.body as ColdBodies['initializeVenue'] | undefined;
    const written = writtenVersion(command);
    if (written === undefined || !body?.limits) break;
    checkCoreVersion('the journal', written);
    return body.limits;
  }
  throw new RecoveryError('the journal does not begin with the creation of a venue');
}
