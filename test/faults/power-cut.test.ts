/**
 * Catches a model of power cuts that is kinder than a disk: one that keeps what was never flushed, or tears nothing; and one
 * that is harsher, and loses what was flushed.
 */
import { expect, test } from 'vitest';
import { type Cut, diskAfter, type Luck, type NameModel, PAGE_BYTES } from './power-cut.js';
import type { Call, CallKind } from './shim.js';

const ROOT = '/disk';
const FILE = `${ROOT}/data/file`;
const FILE_INODE = 7;

function call(kind: CallKind, path: string, fields: Partial<Call> = {}): Call {
  return {
    ...{ kind, path, number: 1, offset: 0, result: 0, error: 0, inode: 0, second: '', end: 0 },
    ...{ isSynchronous: false, isCreated: false, isDirectory: false, isHit: false },
    data: Buffer.alloc(0),
    ...fields,
  };
}

const create = call('open', FILE, { inode: FILE_INODE, isCreated: true });
const write = (offset: number, data: Buffer, isSynchronous = false) =>
  call('write', FILE, { inode: FILE_INODE, offset, data, isSynchronous });
const flush = call('fdatasync', FILE, { inode: FILE_INODE });
const flushFolder = (path: string) => call('fsync', path, { isDirectory: true });
const made = [call('mkdir', `${ROOT}/data`), create];
const named = [...made, flushFolder(ROOT), flushFolder(`${ROOT}/data`)];
const page = (byte: number, pages = 1) => Buffer.alloc(pages * PAGE_BYTES, byte);

function after(calls: readonly Call[], luck: Luck, model: NameModel = 'strict', seed = 1) {
  const cut: Cut = { at: calls.length, model, luck, seed };
  return diskAfter(calls, ROOT, cut).files.get('data/file');
}

const manySeeds = Array.from({ length: 200 }, (_, seed) => seed);

test('what was flushed is there at every throw of the dice, whatever came later', () => {
  const calls = [...named, write(0, page(1, 3)), flush, write(PAGE_BYTES, page(2))];
  for (const seed of manySeeds) {
    const bytes = after(calls, 'some', 'strict', seed) as Buffer;
    expect(bytes.subarray(0, PAGE_BYTES).equals(page(1))).toBe(true);
    expect(bytes.subarray(2 * PAGE_BYTES).equals(page(1))).toBe(true);
    expect([1, 2]).toContain(bytes[PAGE_BYTES]);
  }
});

test('what was not flushed is gone, there, or torn between pages', () => {
  const calls = [...named, write(0, page(1, 2)), flush, write(0, page(2, 2))];
  const seen = new Set(
    manySeeds.map((seed) => {
      const bytes = after(calls, 'some', 'strict', seed) as Buffer;
      return `${bytes[0]}${bytes[PAGE_BYTES]}`;
    }),
  );
  expect([...seen].sort()).toEqual(['11', '12', '21', '22']);
  expect(after(calls, 'nothing')).toEqual(page(1, 2));
  expect(after(calls, 'everything')).toEqual(page(2, 2));
});

test('a file that was never flushed is empty, or has its length and zeros', () => {
  const calls = [...named, write(0, page(1))];
  const seen = new Set(
    manySeeds.map((seed) => {
      const bytes = after(calls, 'some', 'strict', seed) as Buffer;
      return bytes.length === 0 ? 'empty' : String(bytes[0]);
    }),
  );
  expect([...seen].sort()).toEqual(['0', '1', 'empty']);
});

test('a write through O_DSYNC is there, and takes nothing else along', () => {
  const calls = [...named, write(0, page(1, 3)), flush, write(0, page(2)), write(8, page(3), true)];
  const bytes = after(calls, 'nothing') as Buffer;
  expect(bytes[0]).toBe(2);
  expect(bytes[8]).toBe(3);
  const apart = [...named, write(0, page(1, 3)), flush, write(2 * PAGE_BYTES, page(2))];
  expect(after([...apart, write(0, page(3), true)], 'nothing')?.[2 * PAGE_BYTES]).toBe(1);
});

test('a name is durable once its folder was flushed, in the model of ext4 also with its file', () => {
  const calls = [...made, write(0, page(1)), flush];
  expect(after(calls, 'nothing', 'strict')).toBeUndefined();
  expect(after(calls, 'nothing', 'ordered')).toEqual(page(1));
  expect(after([...calls, flushFolder(`${ROOT}/data`)], 'nothing', 'strict')).toBeUndefined();
  const whole = [...calls, flushFolder(`${ROOT}/data`), flushFolder(ROOT)];
  expect(after(whole, 'nothing', 'strict')).toEqual(page(1));
});

test('a rename is there whole or not at all', () => {
  const next = `${FILE}.next`;
  const calls = [
    ...[...named, write(0, page(1)), flush],
    call('open', next, { inode: 8, isCreated: true }),
    call('write', next, { inode: 8, data: page(2) }),
    call('fsync', next, { inode: 8 }),
    call('rename', next, { second: FILE }),
  ];
  for (const model of ['strict', 'ordered'] as const) {
    const seen = new Set(manySeeds.map((seed) => after(calls, 'some', model, seed)?.[0]));
    expect([...seen].sort()).toEqual([1, 2]);
  }
  expect(after([...calls, flushFolder(`${ROOT}/data`)], 'nothing', 'strict')?.[0]).toBe(2);
});
