/** Catches a snapshot that cannot be written and takes the desk, and so the exchange, with it; or is tried without end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Follower } from '../../src/desk/index.js';
import { DurableWatermark, JournalSource, SnapshotStore } from '../../src/engine/log/index.js';
import { writeIdleJournal } from '../support/idle-journal.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-failed-snapshots-'));
const FRAMES = 520;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Follows a journal, with a clock that goes a minute on at each look, until its end. */
async function follow(name: string, break_: (snapshots: SnapshotStore) => void, isFull = false) {
  const watermark = new DurableWatermark();
  const journalDirectory = join(scratch, name, 'journal');
  await writeIdleJournal(journalDirectory, watermark, FRAMES);
  const snapshots = SnapshotStore.open({ directory: join(scratch, name, 'snapshots') });
  break_(snapshots);
  let nowMs = 0;
  const failed: { message: string; retryAfterMs: number }[] = [];
  const taken: number[] = [];
  const source = new JournalSource(journalDirectory, watermark);
  const follower = await Follower.open({
    ...{ source, snapshots },
    ...{ snapshotEveryCommands: 64, snapshotEveryMs: 1_000_000_000 },
    nowMs: () => {
      nowMs += 60_000;
      return nowMs;
    },
    snapshotProblem: () => (isFull ? new Error('no room') : undefined),
    snapshotFailed: (error, retryAfterMs) =>
      failed.push({ message: (error as Error).message, retryAfterMs }),
    snapshotTaken: (sequence) => taken.push(sequence),
  });
  expect(await follower.run()).toBe('stopped');
  expect(follower.sequence).toBe(FRAMES);
  await snapshots.close();
  return { failed, taken };
}

test('one that fails once is written later', async () => {
  let isBroken = true;
  const { failed, taken } = await follow('once', (snapshots) => {
    const write = snapshots.write.bind(snapshots);
    snapshots.write = (meta, columns) => {
      if (!isBroken) return write(meta, columns);
      isBroken = false;
      return Promise.reject(new Error('the disk is full'));
    };
  });
  expect(failed).toEqual([{ message: 'the disk is full', retryAfterMs: 30_000 }]);
  expect(taken.length).toBeGreaterThan(0);
});

test('one that cannot be marked is written anew', async () => {
  let isBroken = true;
  const { failed, taken } = await follow('mark', (snapshots) => {
    const mark = snapshots.markVerified.bind(snapshots);
    snapshots.markVerified = (sequence, sha256) => {
      if (!isBroken) return mark(sequence, sha256);
      isBroken = false;
      return Promise.reject(new Error('the disk is full'));
    };
  });
  expect(failed).toHaveLength(1);
  expect(taken.length).toBeGreaterThan(0);
});

test('one for which there is no room is not begun, and tried ever more seldom', async () => {
  let writes = 0;
  const { failed, taken } = await follow(
    'full',
    (snapshots) => {
      snapshots.write = () => {
        writes += 1;
        return Promise.reject(new Error('it was begun'));
      };
    },
    true,
  );
  expect({ writes, taken }).toEqual({ writes: 0, taken: [] });
  expect(failed.length).toBeGreaterThan(0);
  const waits = failed.map(({ retryAfterMs }) => retryAfterMs);
  expect(waits).toEqual(waits.map((_, i) => 30_000 * 2 ** i));
});
