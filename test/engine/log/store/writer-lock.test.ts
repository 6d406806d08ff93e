/** Catches two processes that write one journal, also where they cannot see each other, and a lock that outlives its owner. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { isBeingWritten, LmdbCommandLog } from '../../../../src/engine/log/store/index.js';
import { itWith } from '../../../support/data.js';
import { scratchDirectory } from './fixtures.js';
import { processFile, run } from './processes.js';

const cannotUnshare =
  spawnSync('unshare', ['--pid', '--fork', 'true']).status === 0
    ? undefined
    : 'unshare is not there, or not allowed';

const writer = (directory: string, ...prefix: readonly string[]) => {
  const command = [...prefix, process.execPath, processFile('journal-writer'), directory];
  return run(command[0] as string, [...command.slice(1), 'blocking', '1000000']);
};

const begun = async ({ lines }: { lines: () => string[] }): Promise<void> => {
  await expect.poll(() => lines().length).toBeGreaterThan(2);
};

it('is taken once in a process', async () => {
  const directory = scratchDirectory();
  const log = LmdbCommandLog.open({ directory });
  expect(() => LmdbCommandLog.open({ directory })).toThrow(
    new RegExp(`journal-locked: process ${process.pid} on .+ writes the journal in .+stop that`),
  );
  await log.close();
  expect(isBeingWritten(directory)).toBe(false);
  await LmdbCommandLog.open({ directory }).close();
});

it('is held by a process as long as it lives, however it ends', async () => {
  const directory = scratchDirectory();
  const { child, exited, ...output } = writer(directory);
  await begun(output);
  expect(isBeingWritten(directory)).toBe(true);
  expect(() => LmdbCommandLog.open({ directory })).toThrow(`journal-locked: process ${child.pid}`);
  child.kill('SIGKILL');
  await exited;
  expect(isBeingWritten(directory)).toBe(false);
  await LmdbCommandLog.open({ directory }).close();
});

itWith(cannotUnshare, 'is seen from another PID namespace', async () => {
  const directory = scratchDirectory();
  const inside = writer(directory, 'unshare', '--pid', '--fork', '--kill-child');
  await begun(inside);
  expect(() => LmdbCommandLog.open({ directory })).toThrow('journal-locked');
  inside.child.kill('SIGKILL');
  await inside.exited;
  await expect.poll(() => isBeingWritten(directory)).toBe(false);
  await LmdbCommandLog.open({ directory }).close();
});
