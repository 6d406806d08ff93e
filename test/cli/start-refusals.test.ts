/**
 * Catches an exchange that cannot start and says nothing, hangs, stays half open with the journal locked, or makes a venue
 * nobody asked for: each must end with 1 and one line that names the code, the path or port, and what to do, and leave a
 * directory that starts once that is done.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IS_LONG, some } from '../support/long.js';
import { type Ended, type Started, start, startAndStop, startAt, stopped } from './started.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-refusals-'));
/** A venue that was started and stopped once; copied, not changed. */
const venue = join(scratch, 'venue');
const KEYS = ['broker.pem', 'desk.pem', 'operator.pem'];
const KILLED_AFTER_MS = some(1, [300, 150]);
let listener: Server;
let takenPort: string;

beforeAll(async () => {
  listener = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  takenPort = String((listener.address() as { port: number }).port);
  expect(await startAndStop(venue)).toMatchObject({ code: 0 });
});

afterAll(() => {
  listener.close();
  rmSync(scratch, { recursive: true, force: true });
});

const fresh = (): string => join(mkdtempSync(join(scratch, 'data-')), 'data');

/** A venue of its own, without what a person or a disk took from it. */
function venueWithout(...lost: readonly string[]): string {
  const data = fresh();
  cpSync(venue, data, { recursive: true });
  for (const path of lost) rmSync(join(data, path), { recursive: true });
  return data;
}

/** A start that must be refused, and for what. */
const refused = (says: RegExp, data: string, ...args: readonly string[]): Promise<Ended> =>
  refusal(start(data, ...args), says);

async function refusal(started: Started, says: RegExp): Promise<Ended> {
  const ended = await started.ended;
  expect(ended.err).toMatch(says);
  expect(ended.err.trim().split('\n')).toHaveLength(1);
  expect(ended).toMatchObject({ code: 1, signal: null });
  expect(ended.out.trim().split('\n').at(-1)).toContain('"level":60');
  return ended;
}

function file(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

describe.concurrent('patx start', () => {
  test.each(some(1, ['--http-port', '--gateway-port', '--api-port']))(
    'with a taken %s makes no venue',
    async (flag) => {
      const data = fresh();
      const says = new RegExp(`^patx: port-taken: 127\\.0\\.0\\.1:${takenPort} .*${flag}`);
      await refused(says, data, flag, takenPort);
      expect(existsSync(join(data, 'keys'))).toBe(false);
      // Nothing holds the journal any more.
      if (flag === '--http-port')
        expect(await startAndStop(data)).toMatchObject({ code: 0, err: '' });
    },
  );

  test.runIf(process.platform === 'linux')('below /proc, where nothing can be made', async () => {
    await refused(/^patx: not-there: \/proc\/x.* name another place/, '/proc/x');
  });

  test('where a file lies', async () => {
    const path = file('a-file', '');
    await refused(/^patx: not-a-directory: .*a-file.data/, join(path, 'data'));
  });

  test.runIf(process.getuid?.() !== 0)('where it may not write', async () => {
    const closed = fresh();
    mkdirSync(closed, { mode: 0o500 });
    await refused(/^patx: not-allowed: .*journal/, closed);
  });

  test('on a venue that is bound to no contract of a foreign chain', async () => {
    const data = fresh();
    await refused(/^patx: chain-refused: .*--chain-clearing/, data, '--chain', 'http://x');
    expect(existsSync(join(data, 'keys'))).toBe(false);
  });

  test('with an empty key of the desk, which can be done without', async () => {
    const data = venueWithout();
    const key = join(data, 'keys', 'desk.pem');
    writeFileSync(key, '');
    await refused(/^patx: unreadable-file: .*desk\.pem .*it is empty; .*remove it/, data);
    if (!IS_LONG) return;
    rmSync(key);
    const { code, out } = await startAndStop(data);
    expect(code).toBe(0);
    expect(out).toContain('the desk had no key');
  });

  test.runIf(IS_LONG)(
    'warns of key files that the venue does not know, and needs none of them',
    async () => {
      const data = venueWithout('keys/operator.pem');
      cpSync(join(data, 'keys', 'desk.pem'), join(data, 'keys', 'broker.pem'));
      const { code, out } = await startAndStop(data);
      expect(code).toBe(0);
      expect(out).toMatch(/broker\.pem.*not registered for account 1 /);
      expect(out).not.toContain('operator.pem');
    },
  );
});

describe.concurrent('keys without a journal', () => {
  const LOST: readonly [string, string[]][] = [
    ['a segment without frames', ['journal/000001/data.mdb', 'journal/000001/lock.mdb']],
    ['no journal', ['journal', 'snapshots']],
  ];

  test.each(some(1, LOST))('are of a lost venue: %s', async (_name, lost) => {
    const data = venueWithout(...lost);
    await refused(/^patx: keys-without-journal: .*Restore .*journal .*--new-venue/, data);
    if (!IS_LONG) return;
    cpSync(join(venue, 'journal'), join(data, 'journal'), { recursive: true });
    expect(await startAndStop(data)).toMatchObject({ code: 0, err: '' });
  });

  test.runIf(IS_LONG)('are those of a new venue when somebody says so', async () => {
    const data = venueWithout('journal', 'snapshots');
    const { code, out } = await startAndStop(data, '--new-venue');
    expect(code).toBe(0);
    expect(out).toContain('a new venue');
    for (const name of KEYS) {
      expect(readFileSync(join(data, 'keys', name))).toEqual(
        readFileSync(join(venue, 'keys', name)),
      );
    }
  });
});

test('limits that are given must be those of the venue', async () => {
  const data = venueWithout();
  const other = file(
    'other.json',
    '{"limits":{"maxOrders":4096,"maxSeries":8192,"maxAccounts":64}}',
  );
  const says =
    /^patx: limits-fixed: .*maxOrders \(configured 4096, fixed 1048576\), maxAccounts \(configured 64, fixed 131072\)\. /;
  const { err } = await refused(says, data, '--config', other);
  expect(err).not.toContain('maxSeries');
  if (!IS_LONG) return;
  const same = file('same.json', '{"limits":{"maxOrders":1048576}}');
  expect(await startAndStop(data, '--config', same)).toMatchObject({ code: 0, err: '' });
});

test('limits no venue can have make none', async () => {
  const data = fresh();
  const odd = file('odd.json', '{"limits":{"outcomesPerIdSpace":100}}');
  await refused(
    /^patx: bad-value: limits: outcomesPerIdSpace is 100; .*power of two/,
    data,
    '--config',
    odd,
  );
  expect(existsSync(join(data, 'keys'))).toBe(false);
});

test('a first start that is killed at any moment is finished by the next', async () => {
  for (const delayMs of KILLED_AFTER_MS) {
    const data = fresh();
    const started = start(data);
    await started.heard;
    await sleep(delayMs);
    started.kill('SIGKILL');
    await started.ended;
    expect(await startAndStop(data)).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(data, 'first-start'))).toBe(false);
    expect(readdirSync(join(data, 'keys')).filter((name) => KEYS.includes(name))).toEqual(KEYS);
  }
});

test('what is made is its owner’s alone, and what was open to others is closed', async () => {
  const data = venueWithout();
  const keys = join(data, 'keys');
  chmodSync(keys, 0o755);
  chmodSync(join(keys, 'desk.pem'), 0o644);
  await startAndStop(data);
  expect((statSync(keys).mode & 0o777).toString(8)).toBe('700');
  for (const name of KEYS) {
    expect([name, (statSync(join(keys, name)).mode & 0o777).toString(8)]).toEqual([name, '600']);
  }
});

describe('the clock of the machine', () => {
  const DAY_MS = 86_400_000;

  const CLOCKS: readonly [string, number, string][] = [
    ['behind the journal', -40 * DAY_MS, 'clock-behind-journal'],
    ['far ahead of it', 40 * DAY_MS, 'clock-far-ahead'],
  ];

  test.each(some(1, CLOCKS))(
    '%s is refused, and taken when it is said to be right',
    async (_, aheadMs, code) => {
      const data = venueWithout();
      await refusal(startAt(aheadMs, data), new RegExp(`^patx: ${code}: .*--accept-clock`));
      const accepted = startAt(aheadMs, data, '--accept-clock');
      expect(await stopped(accepted)).toMatchObject({ code: 0 });
    },
  );
});
