/** Catches a desk that answers nobody while it reads a long journal: status pages, signatures, its own end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Follower } from '../../src/desk/index.js';
import { DurableWatermark, JournalSource, SnapshotStore } from '../../src/engine/log/index.js';
import { writeIdleJournal } from '../support/idle-journal.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-follower-'));
const FRAMES = 260;
/** Of 64 frames each. */
const BATCHES = 5;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('between two batches of frames the thread does its other work', async () => {
  const watermark = new DurableWatermark();
  const journalDirectory = join(scratch, 'journal');
  await writeIdleJournal(journalDirectory, watermark, FRAMES);
  const snapshots = SnapshotStore.open({ directory: join(scratch, 'snapshots') });
  const source = new JournalSource(journalDirectory, watermark);
  const follower = await Follower.open({
    ...{ source, snapshots, nowMs: () => 0 },
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
