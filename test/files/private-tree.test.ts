/** Catches a journal, a snapshot or a log that every local user can read, also of a venue made before that was looked at. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeTreePrivate } from '../../src/files/index.js';
import { MAIN } from '../cli/patx.js';
import { startAndStop } from '../cli/started.js';

const MODE = 0o777;

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'patx-private-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Every path below a directory whose mode lets others in. */
function openTo(root: string): string[] {
  const below = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    const path = join(root, entry.name);
    return entry.isDirectory() ? openTo(path) : (lstatSync(path).mode & 0o077) === 0 ? [] : [path];
  });
  return (lstatSync(root).mode & 0o077) === 0 ? below : [root, ...below];
}

test('a tree is its owner’s alone, and what lies elsewhere is left alone', () => {
  const outside = join(scratch(), 'outside');
  writeFileSync(outside, '', { mode: 0o644 });
  const root = scratch();
  mkdirSync(join(root, 'a/b'), { recursive: true, mode: 0o755 });
  writeFileSync(join(root, 'a/b/file'), 'x', { mode: 0o644 });
  symlinkSync(outside, join(root, 'a/link'));
  chmodSync(root, 0o755);
  makeTreePrivate(root);
  expect(lstatSync(root).mode & MODE).toBe(0o700);
  expect(lstatSync(join(root, 'a/b')).mode & MODE).toBe(0o700);
  expect(lstatSync(join(root, 'a/b/file')).mode & MODE).toBe(0o600);
  expect(lstatSync(outside).mode & MODE).toBe(0o644);
});

test('the owner keeps what he may: a program stays one', () => {
  const program = join(scratch(), 'program');
  writeFileSync(program, '', { mode: 0o755 });
  makeTreePrivate(dirname(program));
  expect(lstatSync(program).mode & MODE).toBe(0o700);
});

test('a venue leaves nothing to others: a new one, and one that was open to them', async () => {
  const data = join(scratch(), 'data');
  expect(await startAndStop(data)).toMatchObject({ code: 0 });
  expect(openTo(data)).toEqual([]);
  const loosen = (directory: string): void => {
    chmodSync(directory, 0o755);
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) loosen(path);
      else chmodSync(path, 0o644);
    }
  };
  loosen(data);
  // Whatever else lies there is not the venue's.
  const other = join(data, 'other');
  writeFileSync(other, '');
  chmodSync(other, 0o644);
  expect(await startAndStop(data)).toMatchObject({ code: 0 });
  expect(openTo(data)).toEqual([data, other]);
}, 60_000);

test('what a command writes is its owner’s alone', async () => {
  const path = join(scratch(), 'key.pem');
  const child = spawn(process.execPath, [MAIN, 'keygen', path], { stdio: 'ignore' });
  await once(child, 'close');
  expect(lstatSync(path).mode & MODE).toBe(0o600);
});
