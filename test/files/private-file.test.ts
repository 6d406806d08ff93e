/**
 * Catches a key that a power cut leaves empty, that others can read, or that replaces one that is there; and a directory
 * that is never made and never refused.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  createPrivateFile,
  ensurePrivateFile,
  makeDirectory,
  removeFile,
} from '../../src/files/index.js';
import { MAIN } from '../cli/patx.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-files-'));
const hasStrace = spawnSync('strace', ['-V']).status === 0;
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'folder-'));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('a file is made whole, for its owner alone, and nothing else stays', () => {
  const path = join(folder, 'keys', 'a.pem');
  expect(ensurePrivateFile(path, () => 'secret')).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('secret');
  expect([modeOf(join(folder, 'keys')), modeOf(path)]).toEqual(['700', '600']);
  expect(readdirSync(join(folder, 'keys'))).toEqual(['a.pem']);
});

test('one that is there is kept, and closed to others', () => {
  const path = join(folder, 'a.pem');
  writeFileSync(path, 'first');
  chmodSync(path, 0o664);
  chmodSync(folder, 0o755);
  expect(ensurePrivateFile(path, () => 'second')).toBe(false);
  expect(() => createPrivateFile(path, 'third')).toThrow('EEXIST');
  expect(readFileSync(path, 'utf8')).toBe('first');
  expect([modeOf(folder), modeOf(path)]).toEqual(['700', '600']);
  expect(readdirSync(folder)).toEqual(['a.pem']);
});

test('a removed file is gone, and need not have been there', () => {
  const path = join(folder, 'marker');
  createPrivateFile(path, '');
  removeFile(path);
  removeFile(path);
  expect(readdirSync(folder)).toEqual([]);
});

test('directories are made with those above them, and refused where a file is', () => {
  const path = join(folder, 'a', 'b');
  makeDirectory(path);
  makeDirectory(path);
  expect(statSync(path).isDirectory()).toBe(true);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => makeDirectory(file)).toThrow('ENOTDIR');
  expect(() => makeDirectory(join(file, 'below'))).toThrow('ENOTDIR');
});

// mkdir with `recursive` never returns here.
test.runIf(process.platform === 'linux')('a directory that cannot be made is refused', () => {
  expect(() => makeDirectory('/proc/patx/data')).toThrow(/ENOENT.*\/proc\/patx/);
});

test.runIf(hasStrace)(
  'a key is flushed before it has its name, and its name before it is used',
  () => {
    const key = join(folder, 'keys', 'me.pem');
    const args = ['-f', '-y', '-e', 'trace=fsync,link,linkat,mkdir,write', process.execPath];
    const { status, stderr } = spawnSync('strace', [...args, MAIN, 'keygen', key], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const calls = stderr.split('\n');
    const made = calls.findIndex((call) => /mkdir\(.*keys/.test(call));
    const flushed = calls.findIndex((call) => /fsync\(\d+<.*me\.pem\..*>/.test(call));
    const named = calls.findIndex((call) => /link(at)?\(.*me\.pem/.test(call));
    const folders = calls.flatMap((call, at) => {
      const path = /fsync\(\d+<([^>]*)>/.exec(call)?.[1];
      return path === folder || path === join(folder, 'keys') ? [[path, at] as const] : [];
    });
    // The public key: from here on somebody may count on it.
    const told = calls.findIndex((call) => /write\(1<.*"[0-9a-f]{32}/.test(call));
    const [above, own] = folders.map(([, at]) => at);
    expect(folders.map(([path]) => path)).toEqual([folder, join(folder, 'keys')]);
    const order = [made, above, flushed, named, own, told];
    expect(order.every((at) => at !== undefined && at >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => (a ?? 0) - (b ?? 0)));
  },
);
