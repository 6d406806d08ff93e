/**
 * Catches a plain byte on disk, a chunk that was moved, cut or exchanged and still reads, an acknowledged byte that a kill
 * loses, something left behind by an upload that ended, and a destroyed key that still opens.
 */
// Rows of docs/marketplace-rows.md: DM18, GV10.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';
import { DirectoryStore } from '../../src/objects/index.js';
import { CANARY, contentAt } from './content.js';

const MIB = 1_048_576;
const scratch = mkdtempSync(join(tmpdir(), 'patx-objects-'));
let folder: string;
let store: DirectoryStore;

const placesIn = (root: string) => ({
  directory: join(root, 'bytes'),
  keysDirectory: join(root, 'keys'),
});
const reopened = (options = {}) => new DirectoryStore({ ...placesIn(folder), ...options });

beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'store-'));
  store = reopened();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function* pieces(from: number, to: number, size = 300_000) {
  for (let at = from; at < to; at += size) yield contentAt(at, Math.min(to, at + size));
}

async function stored(bytes: number, owner = '5') {
  const upload = await store.beginUpload(owner);
  await upload.append(pieces(0, bytes));
  return await upload.finish();
}

function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(root, file)).isFile())
    .sort();
}

const dataFiles = () => filesIn(join(folder, 'bytes'));
const keyFiles = () => filesIn(join(folder, 'keys', 'files'));

function expectNoCanary(): void {
  const files = filesIn(folder);
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    expect(readFileSync(join(folder, file)).includes(CANARY.slice(0, 12)), file).toBe(false);
  }
}

test('what goes in comes out, whole and in ranges, and no plain byte is on disk at any time', async () => {
  const size = 3 * MIB + 77_777;
  const upload = await store.beginUpload('5');
  for (let at = 0; at < size; at += 500_000) {
    await upload.append(pieces(at, Math.min(size, at + 500_000)));
    expectNoCanary();
  }
  const { address, contentHash } = await upload.finish();
  expectNoCanary();
  const expected = contentAt(0, size);
  expect(contentHash).toBe(createHash('sha256').update(expected).digest('hex'));
  const object = await store.open(address);
  expect(object.sizeBytes).toBe(size);
  expect(Buffer.compare(await object.read(0, size), expected)).toBe(0);
  await fc.assert(
    fc.asyncProperty(fc.nat(size + 10), fc.nat(2 * MIB), async (start, length) => {
      const bytes = await object.read(start, start + length);
      expect(Buffer.compare(bytes, expected.subarray(start, start + length))).toBe(0);
    }),
    {
      numRuns: 25,
      examples: [
        [MIB - 1, 2],
        [MIB, MIB],
        [size, 5],
        [0, 0],
      ],
    },
  );
  await object.close();
});

test.each([0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB])('a file of %i bytes', async (size) => {
  const { address } = await stored(size);
  const object = await store.open(address);
  expect(Buffer.compare(await object.read(0, size + 1), contentAt(0, size))).toBe(0);
  await object.close();
  expect(dataFiles()).toEqual([`files/${address.slice(0, 2)}/${address}`]);
  expect(keyFiles()).toEqual([`${address}.key`]);
});

test('one content of one owner is one object; of another owner it lies elsewhere', async () => {
  const first = await stored(2_000);
  const second = await stored(2_000);
  const others = await stored(2_000, '6');
  expect(second).toEqual(first);
  expect(others.contentHash).toBe(first.contentHash);
  expect(others.address).not.toBe(first.address);
  expect(dataFiles()).toHaveLength(2);
  // Without the ring nobody can compute where content would lie.
  expect(first.address).not.toBe(first.contentHash);
});

test('an upload is resumed at any boundary, by another process too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 6 }),
      async (parts) => {
        const begun = await store.beginUpload('5');
        const { id } = begun;
        await begun.close();
        let at = 0;
        for (const part of parts) {
          store = reopened();
          const upload = await store.resumeUpload(id);
          expect(upload.offsetBytes).toBe(at);
          expect(await upload.append(pieces(at, at + part))).toBe(part);
          at += part;
          await upload.close();
        }
        store = reopened();
        const upload = await store.resumeUpload(id);
        const { address } = await upload.finish();
        const object = await store.open(address);
        expect(Buffer.compare(await object.read(0, at), contentAt(0, at))).toBe(0);
        await object.close();
        await store.remove(address);
        expect([dataFiles(), keyFiles()]).toEqual([[], []]);
      },
    ),
    { numRuns: 8 },
  );
});

test('uploads of one content that end together are one object that reads', async () => {
  const uploads = await Promise.all([1, 2, 3].map(() => store.beginUpload('5')));
  await Promise.all(uploads.map((upload) => upload.append(pieces(0, MIB + 7))));
  const found = await Promise.all(uploads.map((upload) => upload.finish()));
  expect(new Set(found.map(({ address }) => address)).size).toBe(1);
  const object = await store.open(found[0]?.address as string);
  expect(Buffer.compare(await object.read(0, 2 * MIB), contentAt(0, MIB + 7))).toBe(0);
  await object.close();
  expect([dataFiles().length, keyFiles().length]).toEqual([1, 1]);
});

test('an upload that goes on in the same store reads nothing again, and hashes the same', async () => {
  const begun = await store.beginUpload('5');
  await begun.close();
  const path = join(folder, 'bytes', 'uploads', begun.id);
  for (let at = 0; at < 3 * MIB; at += 400_000) {
    const upload = await store.resumeUpload(begun.id);
    expect(upload.offsetBytes).toBe(at);
    await upload.append(pieces(at, at + 400_000));
    await upload.close();
    await upload.close();
  }
  expect(statSync(path).size).toBeGreaterThan(2 * MIB);
  const { contentHash, sizeBytes } = await (await store.resumeUpload(begun.id)).finish();
  expect(contentHash).toBe(createHash('sha256').update(contentAt(0, sizeBytes)).digest('hex'));
  await expect(store.resumeUpload(begun.id)).rejects.toThrow('upload-unknown');
});

test('a connection that breaks keeps what came before', async () => {
  const upload = await store.beginUpload('5');
  async function* broken() {
    yield contentAt(0, 700_000);
    throw new Error('the socket is gone');
  }
  await expect(upload.append(broken())).rejects.toThrow('socket');
  await upload.close();
  const again = await reopened().resumeUpload(upload.id);
  expect(again.offsetBytes).toBe(700_000);
  await again.close();
});

test('a destroyed key is a destroyed file, in a copy of the bytes and for who has it open', async () => {
  const { address } = await stored(2 * MIB);
  const object = await store.open(address);
  const copy = join(scratch, 'copy');
  cpSync(join(folder, 'bytes'), copy, { recursive: true });
  await store.remove(address);
  await expect(object.read(0, 10)).rejects.toThrow('object-unknown');
  await object.close();
  await expect(store.open(address)).rejects.toThrow('object-unknown');
  expect([dataFiles(), keyFiles()]).toEqual([[], []]);
  // The bytes are brought back from the copy; the key is not.
  cpSync(copy, join(folder, 'bytes'), { recursive: true });
  await expect(store.open(address)).rejects.toThrow('object-unknown');
  reopened();
  expect(dataFiles()).toEqual([]);
});

test('chunks that are changed, cut, exchanged or taken from another file do not read', async () => {
  const one = await stored(3 * MIB);
  const other = await stored(3 * MIB - 5);
  const path = join(folder, 'bytes', 'files', one.address.slice(0, 2), one.address);
  const otherPath = join(folder, 'bytes', 'files', other.address.slice(0, 2), other.address);
  const whole = readFileSync(path);
  const sealed = MIB + 28;
  const changes: Record<string, (bytes: Buffer) => Buffer> = {
    'a flipped bit': (bytes) => {
      bytes[sealed + 50] = (bytes[sealed + 50] as number) ^ 1;
      return bytes;
    },
    'a cut end': (bytes) => bytes.subarray(0, bytes.length - 1),
    'the last chunk cut off': (bytes) => bytes.subarray(0, 2 * sealed),
    'two chunks exchanged': (bytes) =>
      Buffer.concat([
        bytes.subarray(sealed, 2 * sealed),
        bytes.subarray(0, sealed),
        bytes.subarray(2 * sealed),
      ]),
    'an inner chunk repeated as the last': (bytes) =>
      Buffer.concat([bytes.subarray(0, 2 * sealed), bytes.subarray(0, sealed)]),
    "another file's chunk": (bytes) =>
      Buffer.concat([readFileSync(otherPath).subarray(0, sealed), bytes.subarray(sealed)]),
  };
  for (const [what, change] of Object.entries(changes)) {
    writeFileSync(path, change(Buffer.from(whole)));
    const object = await store.open(one.address);
    await expect(object.read(0, 3 * MIB), what).rejects.toThrow('object-damaged');
    await object.close();
  }
});

test("another object's key record under this one's name opens nothing", async () => {
  const one = await stored(100);
  const other = await stored(200);
  const keys = join(folder, 'keys', 'files');
  copyFileSync(join(keys, `${other.address}.key`), join(keys, `${one.address}.key`));
  await expect(store.open(one.address)).rejects.toThrow('object-damaged');
});

test('keys rotate: what was stored still reads, and the old key is gone', async () => {
  const { address } = await stored(MIB + 5);
  const ring = () => JSON.parse(readFileSync(join(folder, 'keys', 'ring.json'), 'utf8'));
  const before = ring().keys['1'];
  const record = readFileSync(join(folder, 'keys', 'files', `${address}.key`), 'utf8');
  store.rotateKeys();
  expect(JSON.stringify(ring())).not.toContain(before);
  const object = await reopened().open(address);
  expect(Buffer.compare(await object.read(0, MIB + 5), contentAt(0, MIB + 5))).toBe(0);
  await object.close();
  // A record that was copied away before opens nothing any more.
  writeFileSync(join(folder, 'keys', 'files', `${address}.key`), record);
  await expect(store.open(address)).rejects.toThrow('key-unknown');
});

test('a rotation that was cut off is finished by the next', async () => {
  const { address } = await stored(10);
  const second = await stored(20);
  const path = join(folder, 'keys', 'files', `${second.address}.key`);
  const old = readFileSync(path);
  const ringPath = join(folder, 'keys', 'ring.json');
  const oldRing = JSON.parse(readFileSync(ringPath, 'utf8'));
  store.rotateKeys();
  // As if the process had died after the first record: both keys there, one record under each.
  const ring = JSON.parse(readFileSync(ringPath, 'utf8'));
  writeFileSync(ringPath, JSON.stringify({ ...ring, keys: { ...oldRing.keys, ...ring.keys } }));
  writeFileSync(path, old);
  store = reopened();
  store.rotateKeys();
  for (const one of [address, second.address]) await (await store.open(one)).close();
  expect(Object.keys(JSON.parse(readFileSync(ringPath, 'utf8')).keys)).toHaveLength(1);
});

test('what a death between two steps leaves is removed when the store opens', async () => {
  const { address } = await stored(10);
  const upload = await store.beginUpload('5');
  await upload.close();
  const bytes = join(folder, 'bytes');
  writeFileSync(join(bytes, 'uploads', `u${'0'.repeat(32)}`), 'no key');
  writeFileSync(join(bytes, 'uploads', `${upload.id}.tail.next`), 'half');
  writeFileSync(join(bytes, 'files', address.slice(0, 2), 'f'.repeat(64)), 'no key');
  const keys = join(folder, 'keys', 'files');
  copyFileSync(join(keys, `${address}.key`), join(keys, `${'a'.repeat(64)}.key`));
  reopened();
  expect(dataFiles()).toEqual([`files/${address.slice(0, 2)}/${address}`, `uploads/${upload.id}`]);
  expect(keyFiles()).toEqual([`${address}.key`, `${upload.id}.key`].sort());
});

test('bounds: bytes of an object, uploads of an owner, one writer, names that are none', async () => {
  store = reopened({ objectBytesMax: 1_000, uploadsPerOwnerMax: 2 });
  const upload = await store.beginUpload('5');
  await expect(upload.append(pieces(0, 1_001, 600))).rejects.toThrow('upload-too-large');
  expect(upload.offsetBytes).toBe(600);
  await expect(store.resumeUpload(upload.id)).rejects.toThrow('upload-busy');
  await expect(store.discardUpload(upload.id)).rejects.toThrow('upload-busy');
  await (await store.beginUpload('5')).close();
  await expect(store.beginUpload('5')).rejects.toThrow('upload-limit');
  await (await store.beginUpload('6')).close();
  await upload.close();
  await store.discardUpload(upload.id);
  await expect(store.resumeUpload(upload.id)).rejects.toThrow('upload-unknown');
  await (await store.beginUpload('5')).close();
  for (const name of ['../../keys/ring', '', 'u', '..', 'a/b']) {
    await expect(store.resumeUpload(name)).rejects.toThrow('upload-unknown');
    await expect(store.open(name)).rejects.toThrow('object-unknown');
    await store.remove(name);
  }
  expect(existsSync(join(folder, 'keys', 'ring.json'))).toBe(true);
});

test('uploads nobody goes on with are discarded', async () => {
  const upload = await store.beginUpload('5');
  await upload.append(pieces(0, 100));
  expect(await store.discardUploadsBefore(Date.now() + 60_000)).toEqual([]);
  await upload.close();
  expect(await store.discardUploadsBefore(Date.now() - 60_000)).toEqual([]);
  expect(await store.discardUploadsBefore(Date.now() + 60_000)).toEqual([upload.id]);
  expect([dataFiles(), keyFiles()]).toEqual([[], []]);
});

test('a torn end after a power cut is cut off; what was answered is there', async () => {
  const upload = await store.beginUpload('5');
  await upload.append(pieces(0, 2 * MIB + 9));
  await upload.close();
  const path = join(folder, 'bytes', 'uploads', upload.id);
  // The next chunk was being written: length is there, bytes are not.
  appendFileSync(path, Buffer.alloc(MIB + 28));
  const resumed = await reopened().resumeUpload(upload.id);
  expect(resumed.offsetBytes).toBe(2 * MIB + 9);
  await resumed.append(pieces(2 * MIB + 9, 3 * MIB));
  const { contentHash } = await resumed.finish();
  expect(contentHash).toBe(
    createHash('sha256')
      .update(contentAt(0, 3 * MIB))
      .digest('hex'),
  );
  expect(() => truncateSync(path, 0)).toThrow('ENOENT');
});

const KILLS = Number(process.env.PATX_KILLS ?? 4);
const TOTAL = 12 * MIB + 5;

test(`${KILLS} kills of a writer lose nothing it said was kept`, async () => {
  const { directory, keysDirectory } = placesIn(folder);
  const program = join(ROOT, 'dist', 'test', 'processes', 'object-writer.js');
  let id: string | undefined;
  let kept = 0;
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const args = [directory, keysDirectory, String(TOTAL), '130000', ...(id ? [id] : [])];
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // Dies at another point of its work each time; the last one lives.
    const limit = kill === KILLS ? Number.POSITIVE_INFINITY : kept + (kill + 1) * 777_777;
    const said = await linesUntil(child, limit);
    id ??= said.id;
    kept = Math.max(kept, said.offset);
    if (said.address === undefined) {
      const upload = await reopened().resumeUpload(id as string);
      expect(upload.offsetBytes).toBeGreaterThanOrEqual(kept);
      await upload.close();
      continue;
    }
    const object = await reopened().open(said.address);
    expect(object.sizeBytes).toBe(TOTAL);
    expect(Buffer.compare(await object.read(0, TOTAL), contentAt(0, TOTAL))).toBe(0);
    await object.close();
    expect(dataFiles()).toHaveLength(1);
    expectNoCanary();
    return;
  }
  expect.unreachable('the writer never ended');
});

async function linesUntil(child: ChildProcess, limit: number) {
  const said: { id?: string; offset: number; address?: string } = { offset: 0 };
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const [what, value = ''] = line.split(' ');
    if (what === 'id') said.id = value;
    if (what === 'offset') said.offset = Number(value);
    if (what === 'done') said.address = value;
    if (said.offset >= limit) child.kill('SIGKILL');
  }
  return said;
}
