/** Catches a snapshot that counts without verification, loads damaged, is lost when a later write is cut off, or keeps a venue from starting. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  HASH_BYTES,
  type SnapshotColumn,
  type SnapshotMeta,
  SnapshotReader,
  SnapshotStore,
} from '../../../../src/engine/log/store/index.js';
import { openForWriting } from '../../../../src/engine/log/store/lmdb-environment.js';
import { chunkKey } from '../../../../src/engine/log/store/snapshot-format.js';
import { scratchDirectory } from './fixtures.js';

/** How many bytes are flipped; `npm run test:long` flips more. */
const FLIPS = Number(process.env.PATX_FLIPS ?? 25);

const metaAt = (sequence: number): SnapshotMeta => ({
  sequence,
  timeMs: 1_700_000_000_000 + sequence,
  epoch: 2,
  coreVersion: 1,
  frameHash: new Uint8Array(HASH_BYTES).fill(1),
  eventHash: new Uint8Array(HASH_BYTES).fill(2),
  stateHash: new Uint8Array(HASH_BYTES).fill(3),
});

const columnsAt = (sequence: number, bytes = 1000): SnapshotColumn[] => [
  { name: 'orders', type: 'records', bytes: new Uint8Array(bytes).fill(sequence % 251) },
  { name: 'empty', type: 'i32', bytes: new Uint8Array(0) },
  { name: 'ledger', type: 'f64', bytes: new Uint8Array(16).fill(7) },
];

const openStore = (directory: string, keep = 3): SnapshotStore =>
  SnapshotStore.open({ directory, keep, capacityBytes: 1 << 28 });

const writeVerified = async (store: SnapshotStore, sequence: number): Promise<void> => {
  const hash = await store.write(metaAt(sequence), columnsAt(sequence));
  await store.markVerified(sequence, hash);
};

describe('the snapshot store', () => {
  it('gives back every column and hash, also across chunks and reopening', async () => {
    const directory = scratchDirectory();
    let store = openStore(directory);
    const large = columnsAt(9, 9 * 1_048_576 + 5);
    const hash = await store.write(metaAt(9), large);
    await store.markVerified(9, hash);
    await store.close();
    store = openStore(directory);
    const { snapshot, rejected } = store.newestValid();
    expect(rejected).toEqual([]);
    expect(snapshot?.meta).toEqual({
      ...metaAt(9),
      frameHash: Buffer.alloc(32, 1),
      eventHash: Buffer.alloc(32, 2),
      stateHash: Buffer.alloc(32, 3),
    });
    expect(snapshot?.columns.map(({ name, type }) => `${name}:${type}`)).toEqual([
      'orders:records',
      'empty:i32',
      'ledger:f64',
    ]);
    for (const [index, column] of large.entries()) {
      expect(
        Buffer.compare(snapshot?.columns[index]?.bytes ?? new Uint8Array(1), column.bytes),
      ).toBe(0);
    }
    await store.close();
  });

  it('counts only what was verified with the hash that was written', async () => {
    const store = openStore(scratchDirectory());
    const hash = await store.write(metaAt(5), columnsAt(5));
    expect(store.newestValid()).toEqual({
      snapshot: undefined,
      rejected: [{ sequence: 5, reason: 'was never verified' }],
    });
    await expect(store.markVerified(5, new Uint8Array(32))).rejects.toMatchObject({
      code: 'snapshot-refused',
    });
    await expect(store.markVerified(6, hash)).rejects.toMatchObject({ code: 'snapshot-refused' });
    await store.markVerified(5, hash);
    expect(store.newestValid().snapshot?.meta.sequence).toBe(5);
    const other = { ...metaAt(5), stateHash: new Uint8Array(HASH_BYTES).fill(9) };
    await expect(store.write(other, columnsAt(5))).rejects.toMatchObject({
      code: 'snapshot-refused',
    });
    expect(await store.write(metaAt(5), columnsAt(6))).toEqual(Buffer.from(hash));
    expect(store.newestValid().snapshot?.columns[0]?.bytes).toEqual(columnsAt(5)[0]?.bytes);
    await store.close();
  });

  it('keeps the newest verified ones and drops what is older, verified or not', async () => {
    const store = openStore(scratchDirectory(), 2);
    await writeVerified(store, 1);
    await store.write(metaAt(2), columnsAt(2));
    await writeVerified(store, 3);
    await store.write(metaAt(4), columnsAt(4));
    await writeVerified(store, 5);
    expect(store.verifiedSequences()).toEqual([3, 5]);
    expect(store.newestValid().snapshot?.meta.sequence).toBe(5);
    await store.close();
  });

  it('passes over a newest one with a missing chunk, and says why', async () => {
    const directory = scratchDirectory();
    let store = openStore(directory);
    await writeVerified(store, 1);
    await writeVerified(store, 2);
    await store.close();
    const environment = openForWriting(directory, 1 << 28);
    await environment.remove(chunkKey(2, 0, 0));
    await environment.put(chunkKey(1, 2, 0), Buffer.alloc(16, 8));
    await environment.close();
    store = openStore(directory);
    const { snapshot, rejected } = store.newestValid();
    expect(snapshot).toBeUndefined();
    expect(rejected).toEqual([
      { sequence: 2, reason: 'column orders: chunk 0 is missing or cut off' },
      { sequence: 1, reason: 'column ledger: the checksum does not hold' },
    ]);
    await store.close();
  });

  it('removes what an interrupted write left, and only that', async () => {
    const directory = scratchDirectory();
    let store = openStore(directory);
    await writeVerified(store, 1);
    await store.close();
    const environment = openForWriting(directory, 1 << 28);
    await environment.put(chunkKey(7, 0, 0), Buffer.alloc(100));
    await environment.close();
    store = openStore(directory);
    expect(store.newestValid().snapshot?.meta.sequence).toBe(1);
    await writeVerified(store, 8);
    await store.close();
    const after = openForWriting(directory, 1 << 28);
    expect(after.get(chunkKey(7, 0, 0))).toBeUndefined();
    expect(after.get(chunkKey(1, 0, 0))).toBeDefined();
    await after.close();
  });

  it('replaces one that was never verified, or whose bytes are damaged', async () => {
    const directory = scratchDirectory();
    let store = openStore(directory);
    await store.write(metaAt(4), columnsAt(3));
    await store.close();
    store = openStore(directory);
    await writeVerified(store, 4);
    expect(store.newestValid().snapshot?.columns[0]?.bytes).toEqual(columnsAt(4)[0]?.bytes);
    await store.close();
    const environment = openForWriting(directory, 1 << 28);
    await environment.remove(chunkKey(4, 0, 0));
    await environment.close();
    store = openStore(directory);
    expect(store.newestValid().snapshot).toBeUndefined();
    await writeVerified(store, 4);
    expect(store.newestValid().snapshot?.meta.sequence).toBe(4);
    await store.close();
  });

  it('opens whatever byte of the file is flipped, and never loads a snapshot whose bytes changed', async () => {
    const directory = scratchDirectory();
    const writer = openStore(directory);
    await writeVerified(writer, 1);
    await writeVerified(writer, 2);
    await writer.close();
    const bytes = readFileSync(join(directory, 'data.mdb'));
    let mended = 0;
    let lost = 0;
    // Half of the flips go where structure is: the meta pages and the beginnings of pages.
    const structural = fc
      .tuple(fc.nat(bytes.length / 4096 - 1), fc.nat(160))
      .map(([page, near]) => page * 4096 + near);
    // Two that surely hit: the mark at the head of the file, and a byte in the middle of the newest snapshot's column.
    const mark = bytes.indexOf(Buffer.from([0xde, 0xc0, 0xef, 0xbe]));
    const column = bytes.indexOf(Buffer.alloc(1000, 2)) + 500;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.nat(bytes.length - 1), structural),
        fc.nat(7),
        async (offset, bit) => {
          const damaged = Uint8Array.from(bytes);
          damaged[offset] = (damaged[offset] ?? 0) ^ (1 << bit);
          const place = join(scratchDirectory(), 'snapshots');
          mkdirSync(place);
          writeFileSync(join(place, 'data.mdb'), damaged);
          const warnings: string[] = [];
          const warn = (warning: string) => warnings.push(warning);
          const store = SnapshotStore.open({ directory: place, capacityBytes: 1 << 28, warn });
          const { snapshot, rejected } = store.newestValid();
          mended += warnings.length;
          lost += rejected.length;
          if (snapshot !== undefined) {
            const expected = columnsAt(snapshot.meta.sequence);
            expect(snapshot.columns.map((column) => [...column.bytes])).toEqual(
              expected.map((column) => [...column.bytes]),
            );
          }
          await writeVerified(store, 3);
          expect(store.newestValid().snapshot?.meta.sequence).toBe(3);
          await store.close();
        },
      ),
      {
        numRuns: FLIPS,
        examples: [
          [mark, 0],
          [column, 3],
        ],
      },
    );
    expect(mended).toBeGreaterThan(0);
    expect(lost).toBeGreaterThan(0);
  });

  it('finishes a mending that was cut off before the copy had its name', async () => {
    const directory = join(scratchDirectory(), 'snapshots');
    let store = openStore(directory);
    await writeVerified(store, 1);
    await store.close();
    renameSync(directory, `${directory}.copy`);
    store = openStore(directory);
    expect(store.verifiedSequences()).toEqual([1]);
    await store.close();
  });

  it.each([0, 100, 4096, 8191])(
    'is made anew where its making was cut off at %d bytes',
    async (bytes) => {
      const directory = scratchDirectory();
      const whole = openStore(directory);
      await whole.close();
      const file = join(directory, 'data.mdb');
      const head = readFileSync(file).subarray(0, bytes);
      writeFileSync(file, head);
      const store = openStore(directory);
      await writeVerified(store, 1);
      expect(store.verifiedSequences()).toEqual([1]);
      await store.close();
    },
  );

  it('writes nothing when it is opened for reading', async () => {
    const directory = scratchDirectory();
    const store = openStore(directory);
    await writeVerified(store, 1);
    await store.close();
    const before = readFileSync(join(directory, 'data.mdb'));
    const reader = SnapshotReader.openForReading(directory);
    expect(reader?.verifiedSequences()).toEqual([1]);
    await reader?.close();
    expect(readFileSync(join(directory, 'data.mdb')).equals(before)).toBe(true);
    expect(SnapshotReader.openForReading(join(directory, 'none'))).toBeUndefined();
  });
});
