/**
 * Catches a shim that misses calls, so that a campaign passes over the one that matters; and an action that does not take
 * place, so that every case ends well.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';
import { runNode } from './campaign.js';
import { type CallKind, type Fault, readCalls, shimEnvironment, shimProblem } from './shim.js';

const problem = shimProblem();
const hasStrace = spawnSync('strace', ['-V']).status === 0;
const scratch = mkdtempSync(join(tmpdir(), 'patx-shim-test-'));
const disk = join(scratch, 'disk');
const log = join(scratch, 'calls');
const LIFE = join(ROOT, 'dist', 'test', 'processes', 'engine-life.js');
const TIMEOUT_MS = 60_000;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Every call of node:fs the program makes, by both of its ways, on files of its own. */
const EVERY_CALL = `
const fs = require('node:fs');
const root = ${JSON.stringify(disk)};
const both = async (folder, call) => {
  const at = (name) => root + '/' + folder + '/' + name;
  await call('mkdir', root + '/' + folder);
  await call('writeFile', at('a'), 'one');
  await call('appendFile', at('a'), 'two');
  await call('truncate', at('a'), 2);
  await call('chmod', at('a'), 0o600);
  await call('rename', at('a'), at('b'));
  await call('link', at('b'), at('c'));
  await call('unlink', at('c'));
  await call('mkdir', at('d'));
  await call('rmdir', at('d'));
  await call('rm', at('b'));
};
(async () => {
  await both('sync', (name, ...rest) => fs[name + 'Sync'](...rest));
  await both('async', (name, ...rest) => fs.promises[name](...rest));
  const file = fs.openSync(root + '/vectors', 'w');
  fs.writevSync(file, [Buffer.from('a'), Buffer.from('b')]);
  fs.writevSync(file, [Buffer.from('c'), Buffer.from('d')], 100);
  fs.fsyncSync(file);
  fs.fdatasyncSync(file);
  fs.closeSync(file);
})();`;

/** System calls strace shows, by the kind the shim gives them. */
const KIND_OF: Readonly<Record<string, CallKind>> = {
  ...{ write: 'write', writev: 'write', pwrite64: 'write', pwritev: 'write', pwritev2: 'write' },
  ...{ ftruncate: 'truncate', truncate: 'truncate', fallocate: 'allocate' },
  ...{ fsync: 'fsync', fdatasync: 'fdatasync', sync_file_range: 'sync-range' },
  ...{ rename: 'rename', renameat: 'rename', renameat2: 'rename', link: 'link', linkat: 'link' },
  ...{ mkdir: 'mkdir', mkdirat: 'mkdir', chmod: 'chmod', fchmod: 'chmod', fchmodat: 'chmod' },
  ...{ unlink: 'unlink', rmdir: 'rmdir' },
};

function kindIn(row: string): CallKind | undefined {
  const name = /^\d+\s+(\w+)\(/.exec(row)?.[1] ?? '';
  if (name === 'unlinkat') return row.includes('AT_REMOVEDIR') ? 'rmdir' : 'unlink';
  return KIND_OF[name];
}

/** Counts by kind of what a program did below the folder, by strace and by the shim, in one run. */
function countBoth(args: readonly string[]): Record<'strace' | 'shim', Record<string, number>> {
  rmSync(disk, { recursive: true, force: true });
  rmSync(log, { force: true });
  mkdirSync(disk);
  const trace = join(scratch, 'trace');
  const variables = Object.entries(shimEnvironment({ root: disk, log }));
  const calls = [...Object.keys(KIND_OF), 'unlinkat', 'copy_file_range', 'sendfile', 'symlink'];
  const { status, stderr } = spawnSync(
    'strace',
    [
      ...['-f', '-qq', '-y', '-s', '0', '-o', trace, '-e', `trace=${calls.join(',')}`, '-z'],
      ...variables.flatMap(([name, value]) => ['-E', `${name}=${value}`]),
      ...[process.execPath, ...args],
    ],
    { encoding: 'utf8', timeout: TIMEOUT_MS },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const counts = { strace: {} as Record<string, number>, shim: {} as Record<string, number> };
  const add = (where: Record<string, number>, kind: string) => {
    where[kind] = (where[kind] ?? 0) + 1;
  };
  for (const row of readFileSync(trace, 'utf8').split('\n')) {
    if (row.includes(`${disk}/`) || row.includes(`${disk}>`))
      add(counts.strace, kindIn(row) ?? row);
  }
  for (const { kind } of readCalls(log)) if (kind !== 'open') add(counts.shim, kind);
  return counts;
}

describe.skipIf(problem !== undefined || !hasStrace)(
  `counts what the kernel sees (${problem ?? (hasStrace ? 'on' : 'there is no strace')})`,
  () => {
    test.each([
      ['every call of node:fs', ['-e', EVERY_CALL], 10],
      ['an engine', [LIFE, join(disk, 'data'), join(scratch, 'acknowledged'), '3'], 5],
    ] as const)('%s', (_name, args, kinds) => {
      const { strace, shim } = countBoth(args);
      expect(shim).toEqual(strace);
      expect(Object.keys(shim).length).toBeGreaterThanOrEqual(kinds);
    });
  },
);

describe.skipIf(problem !== undefined)(`acts at one call (${problem ?? 'on'})`, () => {
  const path = join(disk, 'file');
  const program = `
    const fs = require('node:fs');
    const file = fs.openSync(${JSON.stringify(path)}, 'w');
    const told = [];
    for (const text of ['aaaa', 'bbbb', 'cccc']) {
      try {
        told.push(fs.writeSync(file, text));
      } catch (error) {
        told.push(error.code);
      }
    }
    console.log(told.join(' '));`;

  test.each<[Fault, string, string]>([
    // The first call makes the file; the writes are 2, 3 and 4.
    [{ action: 'kill-before', at: 3 }, 'SIGKILL', 'aaaa'],
    [{ action: 'kill-after', at: 3 }, 'SIGKILL', 'aaaabbbb'],
    [{ action: 'kill-middle', at: 3 }, 'SIGKILL', 'aaaabb'],
    // Node writes the rest by itself; the storage engine does not.
    [{ action: 'short', at: 3 }, '4 4 4', 'aaaabbbbcccc'],
    [{ action: 'errno', at: 3, errno: 'ENOSPC' }, '4 ENOSPC 4', 'aaaacccc'],
    [{ action: 'errno', at: 3, errno: 'EIO', isForever: true }, '4 EIO EIO', 'aaaa'],
  ])('%j', async (fault, told, left) => {
    rmSync(disk, { recursive: true, force: true });
    rmSync(log, { force: true });
    mkdirSync(disk);
    const environment = shimEnvironment({ root: disk, log, fault });
    const ended = await runNode(['-e', program], environment, TIMEOUT_MS);
    expect(ended.signal ?? ended.stdout.trim()).toBe(told);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(left);
    expect(readCalls(log).filter(({ isHit }) => isHit)[0]?.number).toBe(3);
  });
});
