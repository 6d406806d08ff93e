/**
 * Catches a `patx upgrade`, `patx start` or `patx verify` that takes a venue of an older core over unasked, says something else
 * than it does, or cannot go on from it: the real commands, on a data directory of the core before.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CORE_VERSION } from '../../src/engine/core/index.js';
import { OLD_VERSION, writeOldVenue } from '../release/old-venue.js';
import { MAIN } from './patx.js';

const root = mkdtempSync(join(tmpdir(), 'patx-upgrade-cli-'));
beforeAll(() => writeOldVenue(root));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(...args: readonly string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args, '--data', root], {
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

test('a start does not take it over unasked, and says what would', () => {
  const { status, err } = run('start', '--gateway-port', '0', '--http-port', '0');
  expect(status).toBe(1);
  expect(err).toContain(
    `patx: upgrade-needed: core version ${OLD_VERSION} folds the venue, this build has ${CORE_VERSION}: say --upgrade`,
  );
});

test('a dry run reports and changes nothing; the upgrade does what it said', () => {
  const dry = run('upgrade', '--dry-run');
  expect(dry.err).toBe('');
  expect(dry.out).toContain(`core          version ${OLD_VERSION} up to sequence`);
  expect(dry.out).toContain('nothing was written');
  expect(run('verify').out).not.toContain('upgrades');
  const done = run('upgrade');
  expect(done.status).toBe(0);
  expect(done.out.split('\n').slice(0, 4)).toEqual(dry.out.split('\n').slice(0, 4));
  const verified = run('verify');
  expect(verified.err.replace(/^verified up to.*\n/gm, '')).toBe('');
  expect(verified.out).toContain(
    `upgrades      core ${OLD_VERSION}, then core ${CORE_VERSION} from`,
  );
  expect(verified.out).toContain('invariants    all hold');
  expect(run('replay').out).toContain('sequence');
  expect(run('pnl').status).toBe(0);
  expect(run('upgrade').err).toContain('patx: nothing-to-upgrade: ');
});

test('a doctor says how full its stores are, whichever core wrote it', () => {
  const { out } = run('doctor', '--port', '0');
  expect(out).toMatch(/^ok {3}stores {5}at sequence \d+, fullest: \S+ \d+ of \d+ \(\d+\.\d %\)$/m);
});

test('it is taken back, and limits that are none are refused', () => {
  expect(run('upgrade', '--back').out).toBe(
    `the venue is folded by core version ${OLD_VERSION} again\n`,
  );
  expect(run('upgrade', '--back').err).toContain(
    'patx: cannot-go-back: the venue was never upgraded',
  );
  const file = join(root, 'limits.json');
  writeFileSync(file, '{"maxOrders": 1000, "maxOrder": 5}');
  expect(run('upgrade', '--limits', file).err).toContain(`bad-value: ${file}:`);
  writeFileSync(file, '{"maxOrders": 5}');
  expect(run('upgrade', '--limits', file).err).toContain('patx: bad-limits: maxOrders is 5');
});

test('an exchange takes it over when it is asked to, and serves', async () => {
  const child = spawn(
    process.execPath,
    [
      ...[MAIN, 'start', '--upgrade', '--accept-clock', '--data', root],
      ...['--gateway-port', '0', '--http-port', '0'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  let text = '';
  child.stdout?.on('data', (bytes) => (text += String(bytes)));
  child.stderr?.on('data', (bytes) => (text += String(bytes)));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const urls = await Promise.race([
    new Promise<{ statusUrl: string }>((resolve) => child.once('message', resolve as never)),
    exited.then(() => undefined),
  ]);
  if (urls === undefined) throw new Error(text);
  const status = (await (await fetch(`${urls.statusUrl}/status`)).json()) as object;
  expect(status).toBeTypeOf('object');
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(text).toContain('the venue is taken over');
  expect(run('upgrade', '--back').err).toContain('cannot-go-back: commands have come since');
  expect(run('verify').out).toContain('each seam proved');
}, 60_000);
