/** A venue of this build on disk, opened and closed as the exchange does it. */
import type { Core } from '../../src/engine/core/index.js';
import {
  type EventChain,
  LmdbCommandLog,
  newestStretch,
  type Recovered,
  recover,
  Sequencer,
  SnapshotStore,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { Command } from '../../src/values/index.js';
import { placeOf } from './old-venue.js';

export interface Running {
  readonly core: Core;
  readonly recovered: Recovered;
  /** Submits a command and waits until it is on disk. */
  send(fields: Partial<Command>): Promise<void>;
  close(): Promise<void>;
}

/** Starts on what is on disk. @param atMs the clock, which stands still */
export async function start(root: string, atMs = 0, isFromSnapshot = true): Promise<Running> {
  const { journal, snapshots: directory } = placeOf(root);
  const log = LmdbCommandLog.open({ directory: journal });
  const codec = new CommandCodec();
  const snapshots = SnapshotStore.open({ directory });
  try {
    const recovered = await recover({
      log,
      snapshots: isFromSnapshot ? snapshots : undefined,
      stretchSequence: newestStretch(journal, codec)?.sequence,
      codec,
    });
    if (recovered === undefined) throw new Error('the journal is empty');
    const { core, chain, stateCursor } = recovered;
    const sequencer = sequencerOf({ core, log, codec, chain, stateCursor, atMs });
    return {
      core,
      recovered,
      send: async (fields) => {
        sequencer.submit(Object.assign(new Command(), fields), 0);
        await sequencer.drain();
      },
      close: async () => {
        await sequencer.stop();
        await log.close();
      },
    };
  } catch (error) {
    await log.close();
    throw error;
  } finally {
    await snapshots.close();
  }
}

interface Parts {
  readonly core: Core;
  readonly log: LmdbCommandLog;
  readonly codec: CommandCodec;
  readonly chain: EventChain;
  readonly stateCursor: number;
  readonly atMs: number;
}

function sequencerOf({ core, log, codec, chain, stateCursor, atMs }: Parts): Sequencer {
  return new Sequencer({
    ...{ core, log, blockingLog: log, codec, chain, stateCursor },
    epoch: core.state.registry.epoch + 1,
    nowMs: () => Math.max(atMs, core.state.timeMs),
    failed: (error) => {
      throw error;
    },
  });
}
