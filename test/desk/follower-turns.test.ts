/** Catches a desk that answers nobody while it reads a long journal: status pages, signatures, its own end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Follower } from '../../src/desk/index.js';
import { DurableWatermark, JournalSource, SnapshotStore } from '../../src/engine/log/index.js';
import { writeIdleJournal } from '../support/idle-journal.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-follower-'));
/** Of 64 frames each. */
const BATCHES = 5;
/** Longer than a follower goes on without a look at other work. */
const FRAME_MS = 12;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Follows so many frames, each of which takes so long; answers how often other work had its turn. */
async function turnsOver(name: string, frames: number, frameMs: number): Promise<number> {
  const watermark = new DurableWatermark();
  const journalDirectory = join(scratch, name, 'journal');
  await writeIdleJournal(journalDirectory, watermark, frames);
  const snapshots = SnapshotStore.open({ directory: join(scratch, name, 'snapshots') });
  const source = new JournalSource(journalDirectory, watermark);
  const follower = await Follower.open({
    ...{ source, snapshots, nowMs: () => 0 },
    ...{ snapshotEveryCommands: 1_000_000, snapshotEveryMs: 1_000_000 },
    applied: () => {
      const endMs = performance.now() + frameMs;
      while (performance.now() < endMs);
    },
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
  expect(follower.sequence).toBe(frames);
  return turns;
}

test('between two batches of frames the thread does its other work', async () => {
  expect(await turnsOver('short', 260, 0)).toBeGreaterThanOrEqual(BATCHES - 1);
});

test('within a batch of long frames too', async () => {
  expect(await turnsOver('long', 12, FRAME_MS)).toBeGreaterThanOrEqual(10);
});
