/** Would catch: a segment removed without a verified snapshot and a sound copy, a damaged copy that verifies. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  archiveSegment,
  FrameError,
  HASH_BYTES,
  LmdbCommandLog,
  listSegments,
  readArchive,
  removeSegment,
  SnapshotStore,
  StoreError,
  verifyArchive,
} from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';

interface Place {
  readonly log: LmdbCommandLog;
  readonly snapshots: SnapshotStore;
  readonly journalDirectory: string;
  readonly archiveDirectory: string;
}

/** A journal of three segments or more and an empty snapshot store. */
const makePlace = (): Place => {
  const root = scratchDirectory();
  const journalDirectory = join(root, 'journal');
  const log = LmdbCommandLog.open({ directory: journalDirectory, segmentBytes: 65_536 });
  for (let index = 0; index < 50; index += 1) {
    log.appendBlocking(frameAfter(log.position, { count: 100 }));
  }
  const snapshots = SnapshotStore.open({
    directory: join(root, 'snapshots'),
    capacityBytes: 1 << 26,
  });
  return { log, snapshots, journalDirectory, archiveDirectory: join(root, 'archive') };
};

const verifySnapshotAt = async (snapshots: SnapshotStore, sequence: number): Promise<void> => {
  const zero = new Uint8Array(HASH_BYTES);
  const hashes = { frameHash: zero, eventHash: zero, stateHash: zero };
  const meta = { sequence, timeMs: 0, epoch: 0, coreVersion: 1, ...hashes };
  await snapshots.markVerified(sequence, await snapshots.write(meta, []));
};

const closeAll = async ({ log, snapshots }: Place): Promise<void> => {
  await snapshots.close();
  await log.close();
};

describe('an archived segment', () => {
  it('holds the same frames and states what it holds', async () => {
    const place = makePlace();
    const manifest = await archiveSegment({ ...place, segment: 1 });
    const copied = [...readArchive(place.archiveDirectory, 1)];
    const kept = [...place.log.read(1)].slice(0, copied.length);
    expect(copied.map(({ bytes }) => Buffer.from(bytes))).toEqual(
      kept.map(({ bytes }) => Buffer.from(bytes)),
    );
    expect(manifest).toMatchObject({ frames: copied.length, firstSequence: 1, segment: 1 });
    expect(verifyArchive(place.archiveDirectory, 1)).toEqual(manifest);
    await closeAll(place);
  });

  it('fails to verify wherever a byte changed, is missing or was added', async () => {
    const place = makePlace();
    await archiveSegment({ ...place, segment: 1 });
    await closeAll(place);
    const path = join(place.archiveDirectory, '000001.frames');
    const bytes = readFileSync(path);
    const isDamaged = (changed: Uint8Array): boolean => {
      writeFileSync(path, changed);
      try {
        verifyArchive(place.archiveDirectory, 1);
        return false;
      } catch (error) {
        return error instanceof FrameError || error instanceof StoreError;
      }
    };
    for (let offset = 0; offset < bytes.length; offset += 397) {
      const changed = Uint8Array.from(bytes);
      changed[offset] = (changed[offset] ?? 0) ^ 0x10;
      expect(isDamaged(changed), `byte ${offset}`).toBe(true);
    }
    const frameBytes = [...place.log.read(1)][0]?.bytes.length ?? 0;
    for (const cut of [1, 50, frameBytes, 2 * frameBytes]) {
      expect(isDamaged(bytes.subarray(0, bytes.length - cut)), `cut ${cut}`).toBe(true);
    }
    expect(isDamaged(Buffer.concat([bytes, Buffer.of(0)]))).toBe(true);
    expect(isDamaged(bytes)).toBe(false);
  });
});

describe('removing a segment', () => {
  it('is refused until there is a verified snapshot after it and a copy of these frames', async () => {
    const place = makePlace();
    const request = { ...place, segment: 1 };
    const refusal = (reason: RegExp) => ({
      code: 'segment-not-removable',
      message: expect.stringMatching(reason) as string,
    });
    await expect(removeSegment(request)).rejects.toMatchObject(refusal(/does not verify/));
    const { lastSequence } = await archiveSegment(request);
    await expect(removeSegment(request)).rejects.toMatchObject(refusal(/snapshot is at 0/));
    await verifySnapshotAt(place.snapshots, lastSequence - 1);
    await expect(removeSegment(request)).rejects.toMatchObject(refusal(/the segment ends at/));
    await verifySnapshotAt(place.snapshots, lastSequence);
    await expect(removeSegment({ ...request, segment: 2 })).rejects.toMatchObject(
      refusal(/the oldest segment is 1/),
    );
    const before = listSegments(place.journalDirectory);
    await removeSegment(request);
    expect(listSegments(place.journalDirectory)).toEqual(before.slice(1));
    expect([...place.log.read(lastSequence + 1)][0]?.firstSequence).toBe(lastSequence + 1);
    await closeAll(place);
  });

  it('is refused for a copy of another journal and for the segment being written', async () => {
    const place = makePlace();
    const other = makePlace();
    other.log.appendBlocking(frameAfter(other.log.position, { count: 3 }));
    await archiveSegment({ ...other, archiveDirectory: place.archiveDirectory, segment: 2 });
    for (const kind of ['frames', 'json']) {
      const text = readFileSync(join(place.archiveDirectory, `000002.${kind}`));
      const renumbered =
        kind === 'json' ? text.toString().replace('"segment": 2', '"segment": 1') : text;
      writeFileSync(join(place.archiveDirectory, `000001.${kind}`), renumbered);
    }
    await verifySnapshotAt(place.snapshots, 5000);
    await expect(removeSegment({ ...place, segment: 1 })).rejects.toThrow(/other frames/);
    const single = scratchDirectory();
    const log = LmdbCommandLog.open({ directory: single });
    log.appendBlocking(frameAfter(log.position));
    await expect(removeSegment({ ...place, journalDirectory: single, segment: 1 })).rejects.toThrow(
      /being written/,
    );
    await log.close();
    await closeAll(other);
    await closeAll(place);
  });
});
