/**
 * Would catch: a process that reads the journal or the snapshots beside the exchange and makes it lose what is on disk, or reads
 * anything but what was written. It did while readers opened the files with the storage engine: a commit failed, flushed
 * frames were gone, or the writer died of a wild address (ADR 0079).
 */
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  HASH_BYTES,
  JournalReader,
  LmdbCommandLog,
  SnapshotStore,
} from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';
import { processFile, run } from './processes.js';

const READERS = 3;
const FOR_MS = 2_000;

it('keeps all that was written, whoever opens it meanwhile', async () => {
  const root = scratchDirectory();
  const [directory, snapshots] = [join(root, 'journal'), join(root, 'snapshots')];
  // Small segments: readers meet the change from one to the next.
  const log = LmdbCommandLog.open({ directory, segmentBytes: 4 * 1_048_576 });
  const store = SnapshotStore.open({ directory: snapshots, keep: 2, capacityBytes: 1 << 28 });
  const snapshotAt = async (sequence: number): Promise<void> => {
    const hash = new Uint8Array(HASH_BYTES).fill(sequence % 256);
    const meta = { sequence, timeMs: sequence, epoch: 1, coreVersion: 1, frameHash: hash };
    const bytes = new Uint8Array(200_000 + (sequence % 7) * 10_000).fill(sequence % 256);
    const written = await store.write({ ...meta, eventHash: hash, stateHash: hash }, [
      { name: 'state', type: 'records', bytes },
    ]);
    await store.markVerified(sequence, written);
  };
  await log.append(frameAfter(log.position));
  await snapshotAt(1);

  const readers = Array.from({ length: READERS }, () =>
    run(process.execPath, [processFile('store-readers'), directory, snapshots, String(FOR_MS)]),
  );
  let left = READERS;
  for (const { exited } of readers) {
    void exited.then(() => {
      left -= 1;
    });
  }
  for (let round = 0; left > 0; round += 1) {
    await log.append(frameAfter(log.position, { commandBytes: 200 + (round % 9) * 700 }));
    if (round % 40 === 0) await snapshotAt(log.position.nextSequence - 1);
    await turn();
  }

  for (const { exited, lines, errors } of readers) {
    expect([await exited, errors()]).toEqual([{ code: 0, signal: null }, '']);
    const read = JSON.parse(lines()[0] ?? '') as Record<string, unknown>;
    expect(read).toMatchObject({ rejected: [] });
    expect(read.frames).toBeGreaterThan(100);
    expect(read.snapshotsRead).toBeGreaterThan(0);
  }
  const kept = JournalReader.openOldest({ directory });
  const all = [...kept.frames()];
  kept.close();
  expect(all.at(-1)?.lastSequence).toBe(log.position.nextSequence - 1);
  await log.close();
  await store.close();
});
