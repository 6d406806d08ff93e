/**
 * Catches `patx surveil --follow` that tells no case of a running venue, tells one twice, or others than the journal's own; that
 * ends before it is told to; and one beside it that begins later and does not catch up. The real commands, a real venue.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { RawClient } from '../../bench/e2e/raw-client.js';
import { openSandbox } from '../../bench/e2e/sandbox.js';
import type { SurveillanceCase } from '../../src/surveillance/index.js';
import { COMMAND_KIND, Command, ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { MAIN, patx } from './patx.js';

const WAIT = { timeout: 60_000, interval: 50 };
const sandbox = await openSandbox(1);

afterAll(() => rmSync(sandbox.data, { recursive: true, force: true }));

interface Following {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  cases(): readonly SurveillanceCase[];
}

function follow(): Following {
  const child = fork(MAIN, ['surveil', '--data', sandbox.data, '--follow'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let out = '';
  child.stdout?.on('data', (part) => {
    out += part;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const cases = () =>
    out.split('\n').flatMap((line) => (line === '' ? [] : (JSON.parse(line) as SurveillanceCase)));
  return { child, ended, cases };
}

/** Sets orders of one lot and takes them back at once, which nobody does by the hundred for trading. */
async function ping(client: RawClient, orders: number): Promise<void> {
  const sent = Array.from({ length: orders }, () => client.nextRequestId());
  for (const clientId of sent) {
    const order = Object.assign(new Command(), {
      ...{ kind: COMMAND_KIND.PLACE_ORDER, clientId, seriesId: 1, side: SIDE.BUY, lots: 1 },
      ...{ orderType: ORDER_TYPE.LIMIT, timeInForce: TIME_IN_FORCE.GTC, priceTicks: 900 },
    });
    client.encoder.command(clientId, order);
  }
  client.flush();
  // Orders that are taken back in the moment they were set never stood.
  await sleep(300);
  for (const targetClientId of sent) {
    const clientId = client.nextRequestId();
    const cancel = { kind: COMMAND_KIND.CANCEL_ORDER, clientId, targetClientId };
    client.encoder.command(clientId, Object.assign(new Command(), cancel));
  }
  client.flush();
}

test('tells the cases of a running venue as they are made, and once', async () => {
  const following = follow();
  const client = await RawClient.open(sandbox.url, sandbox.consumer, sandbox.key);
  await ping(client, 60);
  await sleep(200);
  expect(following.cases()).toEqual([]);
  await ping(client, 60);
  await vi.waitFor(() => expect(following.cases().length).toBe(1), WAIT);
  const [found] = following.cases();
  expect(found).toMatchObject({ kind: 'PINGING', accounts: [sandbox.consumer], seriesId: 1 });
  expect(found?.evidence.orders).toBe(100);
  // One that begins now tells what was, and what both tell is what the journal says.
  const later = follow();
  await vi.waitFor(() => expect(later.cases()).toEqual(following.cases()), WAIT);
  client.check();
  client.close();
  const gone = new Promise((resolve) => sandbox.child.once('exit', resolve));
  sandbox.child.kill('SIGTERM');
  await gone;
  // They wait for the venue to come back, until they are told to end.
  for (const { child } of [following, later]) {
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
  }
  await Promise.all([following.ended, later.ended]);
  const { status, out, err } = await patx('surveil', '--data', sandbox.data, '--json');
  expect(status, err).toBe(0);
  expect(JSON.parse(out)).toEqual(following.cases());
}, 120_000);
