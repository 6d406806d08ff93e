/**
 * Catches a tool that takes a journal of another core version for a damaged one, or that works on it: the real commands,
 * on a data directory whose journal begins as an older core would have begun it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CORE_VERSION } from '../../src/engine/core/index.js';
import { LmdbCommandLog } from '../../src/engine/log/index.js';
import { firstFrameOf } from '../support/foreign-journal.js';
import { MAIN } from './patx.js';

const REFUSAL = `patx: core-version: the journal was written by core version 1, this build reads version ${CORE_VERSION}. Remedy: `;
const root = mkdtempSync(join(tmpdir(), 'patx-core-version-'));

beforeAll(async () => {
  const log = LmdbCommandLog.open({ directory: join(root, 'journal') });
  log.appendBlocking(firstFrameOf(0));
  await log.close();
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });

test.each([
  ['verify', []],
  ['replay', []],
  ['pnl', []],
  ['proof', ['--all']],
  ['backtest', []],
  ['start', []],
])('patx %s refuses it, with both versions and what to do', (command, options) => {
  const { status, stderr, stdout } = run(command, '--data', root, ...options);
  expect(status).toBe(1);
  // The exchange logs lines of JSON before it gives up; the tools have said nothing yet.
  if (command !== 'start') expect(stdout).toBe('');
  expect(String(stderr)).toContain(REFUSAL);
});

test('patx journal prints it, and says whose it is', () => {
  const { status, stderr, stdout } = run('journal', '--data', root);
  expect(status).toBe(0);
  expect(String(stderr)).toContain(REFUSAL);
  expect(String(stdout)).toContain('INITIALIZE_VENUE {"venue":"foreign"');
});

test('patx --version names the core version', () => {
  expect(String(run('--version').stdout)).toContain(`core version ${CORE_VERSION}\n`);
});
