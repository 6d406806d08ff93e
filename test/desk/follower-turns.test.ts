/** Catches a desk that answers nobody while it reads a long journal: status pages, signatures, its own end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Follower } from '../../src/desk/index.js';
import { CORE_VERSION, Core } from '../../src/engine/core/index.js';
import {
  DurableWatermark,
  EventChain,
  LmdbCommandLog,
  Sequencer,
  SnapshotStore,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { COMMAND_KIND, Command } from '../../src/values/index.js';
import { SMALL_LIMITS as limits } from '../support/venue.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-follower-'));
const FRAMES = 260;
/** Of 64 frames each. */
const BATCHES = 5;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function journal(directory: string, watermark: DurableWatermark): Promise<void> {
  const log = LmdbCommandLog.open({ directory, watermark });
  const sequencer = new Sequencer({
    ...{ core: new Core({ limits }), log, blockingLog: log, codec: new CommandCodec() },
    ...{ chain: new EventChain(), stateCursor: 0, epoch: 1, nowMs: () => 1_000 },
    failed: (error) => {
      throw error;
    },
  });
  const command = new Command();
  const submit = (kind: number, body: Command['body']): void => {
    Object.assign(command, { kind, body });
    sequencer.submit(command, 0);
    sequencer.flush();
  };
  const [brokerPublicKey, operatorPublicKey] = [new Uint8Array(32), new Uint8Array(32).fill(1)];
  submit(COMMAND_KIND.INITIALIZE_VENUE, {
    ...{ venue: 'test', brokerPublicKey, operatorPublicKey, limits, coreVersion: CORE_VERSION },
  });
  for (let frame = 1; frame < FRAMES; frame += 1) submit(COMMAND_KIND.ADVANCE_TIME, {});
  await sequencer.stop();
  await log.close();
}

test('between two batches of frames the thread does its other work', async () => {
  const watermark = new DurableWatermark();
  const journalDirectory = join(scratch, 'journal');
  await journal(journalDirectory, watermark);
  const snapshots = SnapshotStore.open({ directory: join(scratch, 'snapshots') });
  const follower = new Follower({
    ...{ journalDirectory, watermark, snapshots, parameters: [], nowMs: () => 0 },
    ...{ snapshotEveryCommands: 1_000_000, snapshotEveryMs: 1_000_000 },
  });
  let turns = 0;
  let isOver = false;
  const other = (): void => {
    turns += 1;
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  expect(await follower.run()).toBe('stopped');
  isOver = true;
  await snapshots.close();
  expect(follower.sequence).toBe(FRAMES);
  expect(turns).toBeGreaterThanOrEqual(BATCHES - 1);
});
