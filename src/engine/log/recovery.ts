/**
 * Starts from what is on disk: the newest snapshot whose hashes hold, then the frames after it, each checked.
 *
 * A journal without frames is a new venue. Fails with `FrameError` at a bad frame, `Divergence` when the replay says
 * something else, `RecoveryError` when the journal cannot be a journal of this build; nothing is repaired silently.
 */
import type { CommandCodec } from '../../schema/index.js';
import {
  COMMAND_KIND,
  type ColdBodies,
  Command,
  type Limits,
  type ParameterDefinition,
} from '../../values/index.js';
import { Core, importState, limitsOfState } from '../core/index.js';
import { EventChain } from './event-chain.js';
import { decodeCommand, Replayer } from './replay.js';
import { stateHash } from './state-hash.js';
import { type CommandLog, commandsOf, FIRST_SEQUENCE, type SnapshotStore } from './store/index.js';

export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
}

export interface RecoveryOptions {
  readonly log: Pick<CommandLog, 'read' | 'position'>;
  readonly snapshots?: SnapshotStore;
  readonly codec: CommandCodec;
  readonly parameters?: readonly ParameterDefinition[];
  /** Called now and then with the sequence reached. */
  readonly progress?: (sequence: number, lastSequence: number) => void;
}

export interface Recovered {
  readonly core: Core;
  readonly chain: EventChain;
  readonly snapshotSequence: number;
  readonly replayedCommands: number;
  readonly lastStateCursor: number;
  /** Newer snapshots that were passed over, and why. */
  readonly rejected: readonly { readonly sequence: number; readonly reason: string }[];
}

const PROGRESS_FRAMES = 1024;

/** The core as of the end of the journal; undefined when the journal is empty. */
export function recover(options: RecoveryOptions): Recovered | undefined {
  const { log, codec } = options;
  const last = log.position.nextSequence - 1;
  if (last < FIRST_SEQUENCE) return undefined;
  const newest = options.snapshots?.newestValid();
  const snapshot = newest?.snapshot;
  const core = new Core({
    limits: snapshot === undefined ? firstLimits(options) : limitsOfState(snapshot.columns),
    ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
  });
  let chain = new EventChain();
  if (snapshot !== undefined) {
    if (snapshot.meta.sequence > last) {
      throw new RecoveryError(
        `the snapshot at ${snapshot.meta.sequence} is ahead of the journal, which ends at ${last}; the journal has lost its end: restore it from its archive`,
      );
    }
    const problem = importState(core, snapshot.columns);
    if (problem !== undefined) {
      throw new RecoveryError(`the snapshot at ${snapshot.meta.sequence} does not fit: ${problem}`);
    }
    if (Buffer.compare(stateHash(core.state), snapshot.meta.stateHash) !== 0) {
      throw new RecoveryError(`the state at ${snapshot.meta.sequence} has another hash`);
    }
    chain = new EventChain(snapshot.meta.eventHash);
  }
  const from = snapshot?.meta.sequence ?? 0;
  const replayer = new Replayer(core, codec, chain);
  let frames = 0;
  let lastStateCursor = 0;
  for (const frame of log.read(from + 1)) {
    if (frame.lastSequence <= from) continue;
    replayer.apply(frame);
    lastStateCursor = frame.stateSlice.cursor;
    frames += 1;
    if (frames % PROGRESS_FRAMES === 0) options.progress?.(frame.lastSequence, last);
  }
  return {
    core,
    chain,
    snapshotSequence: from,
    replayedCommands: replayer.commandCount,
    lastStateCursor,
    rejected: newest?.rejected ?? [],
  };
}

/** The limits the journal's first command fixed. */
function firstLimits(options: RecoveryOptions): Limits {
  for (const frame of options.log.read(FIRST_SEQUENCE)) {
    const command = new Command();
    for (const bytes of commandsOf(frame)) {
      decodeCommand(options.codec, bytes, command, frame.firstSequence);
      break;
    }
    const body = command.body as ColdBodies['initializeVenue'] | undefined;
    if (command.kind !== COMMAND_KIND.INITIALIZE_VENUE || !body?.limits) break;
    return body.limits;
  }
  throw new RecoveryError('the journal does not begin with the creation of a venue');
}
