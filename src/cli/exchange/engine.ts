/**
 * The engine from what is on disk: the journal is opened for writing, the core is brought to its end, and the sequencer goes
 * on from there. Of a journal without a frame, an empty core with the configured limits.
 */
import type { Logger } from 'pino';
import { Core } from '../../engine/core/index.js';
import {
  clearStretches,
  type DurableWatermark,
  EventChain,
  FIRST_SEQUENCE,
  LmdbCommandLog,
  newestStretch,
  type Recovered,
  recover,
  Sequencer,
  SnapshotStore,
} from '../../engine/log/index.js';
import { CommandCodec } from '../../schema/index.js';
import type { Limits } from '../../values/index.js';
import type { Config } from '../config.js';
import type { DataDirectory } from '../data-directory.js';

const MIB = 1_048_576;

export function openJournal(
  { segmentMib }: Config,
  { journal: directory }: DataDirectory,
  watermark: DurableWatermark,
  logger: Logger,
): LmdbCommandLog {
  const warn = (warning: string): void => logger.warn(warning);
  const log = LmdbCommandLog.open({ directory, watermark, segmentBytes: segmentMib * MIB, warn });
  if (clearStretches(directory)) {
    warn(
      'an upgrade that was cut off before it took effect was cleared away: the venue is as it was',
    );
  }
  return log;
}

/** The core at the end of the journal; undefined when that is empty. */
export async function recoverEngine(
  log: LmdbCommandLog,
  { journal, snapshots: directory }: DataDirectory,
  logger: Logger,
  signal: AbortSignal,
): Promise<Recovered | undefined> {
  if (log.position.nextSequence === FIRST_SEQUENCE) return undefined;
  const begunMs = performance.now();
  const snapshots = SnapshotStore.open({ directory, warn: (warning) => logger.warn(warning) });
  let recovered: Recovered | undefined;
  try {
    const codec = new CommandCodec();
    recovered = await recover({
      log,
      snapshots,
      stretchSequence: newestStretch(journal, codec)?.sequence,
      codec,
      progress: (sequence, last) => logger.info({ sequence, last }, 'replaying the journal'),
      signal,
    });
  } finally {
    await snapshots.close();
  }
  for (const { sequence, reason } of recovered?.rejected ?? []) {
    logger.warn({ sequence, reason }, 'a snapshot was passed over');
  }
  if (recovered !== undefined) {
    const { sequence, snapshotSequence, replayedCommands } = recovered;
    const durationMs = Math.round(performance.now() - begunMs);
    logger.info({ sequence, snapshotSequence, replayedCommands, durationMs }, 'recovered');
  }
  return recovered;
}

interface SequencerParts {
  readonly log: LmdbCommandLog;
  readonly core: Core;
  readonly recovered: Recovered | undefined;
  readonly nowMs: () => number;
  readonly failed: (error: unknown) => void;
}

/** The core of a new venue. */
export function newCore(limits: Limits): Core {
  return new Core({ limits });
}

export function sequencerOf({ log, core, recovered, nowMs, failed }: SequencerParts): Sequencer {
  return new Sequencer({
    core,
    log,
    blockingLog: log,
    codec: new CommandCodec(),
    chain: recovered?.chain ?? new EventChain(),
    stateCursor: recovered?.stateCursor ?? 0,
    epoch: core.state.registry.epoch + 1,
    nowMs,
    failed,
  });
}
