/**
 * Catches an exchange that dies of a full disk, loses what it acknowledged, keeps people from cancelling, or does not go on
 * once there is room: the real process on a small file system of its own. Runs where one may be mounted.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PatxClient } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, KILL_SCOPE } from '../../src/values/index.js';
import { start } from '../cli/started.js';

const MIB = 1_048_576;
const DISK_MIB = 160;
const RESERVE = ['--disk-reserve-mib', '64', '--quoting', 'false'];
const WAIT = { timeout: 10_000, interval: 50 };
const mountPoint = mkdtempSync(join(tmpdir(), 'patx-full-'));
const data = join(mountPoint, 'data');
const filler = join(mountPoint, 'filler');
const canMount =
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'none', mountPoint]).status === 0;

const freeMib = (): number => {
  const { bavail, bsize } = statfsSync(mountPoint);
  return (bavail * bsize) / MIB;
};

/** Writes until no more than so much is free. */
function leave(mib: number): void {
  rmSync(filler, { force: true });
  writeFileSync(filler, Buffer.alloc(Math.max(0, Math.floor((freeMib() - mib) * MIB))));
}

beforeAll(() => {
  expect(existsSync(mountPoint)).toBe(true);
});

afterAll(() => {
  if (canMount) spawnSync('umount', ['-l', mountPoint]);
  rmSync(mountPoint, { recursive: true, force: true });
});

test.skipIf(!canMount)(
  'refuses new work, takes cancels, goes on with room, stops in order without, and has everything after',
  { timeout: 240_000 },
  async () => {
    const running = start(data, ...RESERVE);
    const urls = (await running.open) as { gatewayUrl: string; statusUrl: string };
    const operator = await PatxClient.connect({
      ...{ url: urls.gatewayUrl, accountId: FIRST_OPERATOR_ACCOUNT, keyId: 1, reconnect: false },
      privateKey: readFileSync(join(data, 'keys', 'operator.pem'), 'utf8'),
    });
    let opened = 0;
    const open = async (): Promise<void> => {
      await operator.operator.openAccount({
        role: ACCOUNT_ROLE.CONSUMER,
        accountClass: ACCOUNT_CLASS.RETAIL,
        firmGroup: 0,
        name: `account ${opened}`,
        publicKey: new Uint8Array(),
        scopes: [],
      });
      opened += 1;
    };
    const takesNewWork = async (): Promise<unknown> => {
      const status = await (await fetch(`${urls.statusUrl}/status`)).json();
      return (status as { takesNewWork: boolean }).takesNewWork;
    };
    await open();
    leave(32);
    await vi.waitFor(async () => expect(await takesNewWork()).toBe(false), WAIT);
    await expect(open()).rejects.toMatchObject({ name: 'STORAGE_LOW' });
    const everything = { killScope: KILL_SCOPE.GLOBAL, targetId: 0, reason: 'low disk' };
    await operator.operator.kill(everything);
    rmSync(filler);
    await vi.waitFor(async () => expect(await takesNewWork()).toBe(true), WAIT);
    await open();
    operator.close();
    leave(6);
    const ended = await running.ended;
    expect(ended).toMatchObject({ code: 1, signal: null });
    expect(ended.err).toMatch(/^patx: disk-full: .* MiB of free disk/);
    expect(ended.out).toContain('the exchange is closed');

    const refused = await start(data, ...RESERVE).ended;
    expect(refused).toMatchObject({ code: 1, signal: null });
    expect(refused.err).toMatch(/^patx: disk-full: /);

    rmSync(filler);
    const again = start(data, ...RESERVE);
    const { statusUrl } = (await again.open) as { statusUrl: string };
    const metrics = await (await fetch(`${statusUrl}/metrics`)).text();
    // The venue's own four, and those that were acknowledged.
    expect(metrics).toContain(`\npatx_accounts ${4 + opened}\n`);
    again.kill('SIGTERM');
    expect(await again.ended).toMatchObject({ code: 0 });
  },
);
