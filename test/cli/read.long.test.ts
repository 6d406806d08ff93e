/**
 * Catches a reader process that harms the exchange beside it, is ahead of what is durable, loses or repeats rows when it is
 * killed, or does not go on when the exchange is killed and comes back.
 *
 * PATX_KILLS sets the number of kills of the reader (default 3).
 */
// Rows of docs/marketplace-rows.md: GV21.
import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { RawClient } from '../../bench/e2e/raw-client.js';
import { openSandbox, startProcess } from '../../bench/e2e/sandbox.js';
import { DurableFile, JournalSource } from '../../src/engine/log/index.js';
import { Database, digestTables, HistoryReader } from '../../src/reader/index.js';
import { COMMAND_KIND, Command, ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { newPath } from '../reader/histories.js';
import { MAIN } from './patx.js';

const KILLS = Number(process.env.PATX_KILLS ?? 3);
const WAIT = { timeout: 60_000, interval: 50 };
const sandbox = await openSandbox(2);
const history = join(sandbox.data, 'history', 'read.db');

interface Reading {
  readonly child: ChildProcess;
  readonly apiUrl: string;
}

async function startReader(...args: readonly string[]): Promise<Reading> {
  const child = fork(MAIN, ['read', '--data', sandbox.data, '--api-port', '0', ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return await new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ child, ...(message as { apiUrl: string }) }));
    child.once('exit', (code) => reject(new Error(`the reader ended with ${code}`)));
  });
}

const ended = (child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return gone;
};

afterAll(() => rmSync(sandbox.data, { recursive: true, force: true }));

interface Status {
  readonly asOfSequence: number;
  readonly reader: { readonly durableSequence: number; readonly lagCommands: number };
}

const statusOf = async ({ apiUrl }: Reading): Promise<Status | undefined> => {
  const response = await fetch(`${apiUrl}/v1/status`).catch(() => undefined);
  return response?.status === 200 ? ((await response.json()) as Status) : undefined;
};

/** Waits until a reader has all there is. */
const caughtUp = (reading: Reading, least: number): Promise<Status> =>
  vi.waitFor(async () => {
    const status = await statusOf(reading);
    expect(status?.reader.lagCommands).toBe(0);
    expect(status?.asOfSequence).toBeGreaterThanOrEqual(least);
    return status as Status;
  }, WAIT);

/** Orders that rest, cross and are cancelled, until told to stop. */
async function trade(
  url: string,
  isOver: () => boolean,
  clientId: { last: number },
): Promise<void> {
  const client = await RawClient.open(url, sandbox.consumer, sandbox.key);
  client.hasQuietErrors = true;
  const command = new Command();
  while (!isOver()) {
    for (let i = 0; i < 20; i += 1) {
      clientId.last += 1;
      Object.assign(command, new Command(), {
        ...{ kind: COMMAND_KIND.PLACE_ORDER, clientId: clientId.last, seriesId: 1 + (i % 2) },
        ...{ side: SIDE.BUY, orderType: ORDER_TYPE.LIMIT, timeInForce: TIME_IN_FORCE.GTC },
        ...{ priceTicks: 900 + (clientId.last % 90), lots: 1 },
      });
      client.encoder.command(client.nextRequestId(), command);
    }
    client.flush();
    await sleep(5);
  }
  client.close();
}

const durableOf = async (statusUrl: string): Promise<number> =>
  ((await (await fetch(`${statusUrl}/status`)).json()) as { durableSequence: number })
    .durableSequence;

test('killed at any moment it goes on, and its history equals a rebuilt one', async () => {
  let isOver = false;
  const clientId = { last: 0 };
  const traded = trade(sandbox.url, () => isOver, clientId);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const reading = await startReader();
    await vi.waitFor(async () => expect(await statusOf(reading)).toBeDefined(), WAIT);
    const status = (await statusOf(reading)) as Status;
    expect(status.asOfSequence).toBeLessThanOrEqual(await durableOf(sandbox.statusUrl));
    await sleep(100 + kill * 137);
    await ended(reading.child, 'SIGKILL');
  }
  isOver = true;
  await traded;
  expect(clientId.last).toBeGreaterThan(100);
  const reading = await startReader();
  await caughtUp(reading, await durableOf(sandbox.statusUrl));

  // A second one of the same history is refused, with what to do; one with its own is not.
  const second = await startReader();
  expect(await new Promise((resolve) => second.child.once('exit', resolve))).toBe(1);
  const other = await startReader('--history', newPath());
  await caughtUp(other, 1);
  await ended(other.child, 'SIGTERM');

  // The exchange is killed, the reader stays, and goes on with what comes back.
  await ended(sandbox.child, 'SIGKILL');
  const { asOfSequence } = (await statusOf(reading)) as Status;
  const again = await startProcess(sandbox.data, ['--quoting', 'false', '--log-level', 'error']);
  await caughtUp(reading, asOfSequence + 1);
  await ended(again.child, 'SIGTERM');
  await vi.waitFor(async () => expect((await statusOf(reading))?.reader.lagCommands).toBe(0), WAIT);
  await ended(reading.child, 'SIGTERM');

  const source = new JournalSource(
    join(sandbox.data, 'journal'),
    new DurableFile(join(sandbox.data, 'journal')),
  );
  const rebuilt = await HistoryReader.open({
    ...{ source, path: newPath(), nowMs: Date.now },
    log: () => undefined,
  });
  const abort = new AbortController();
  const run = rebuilt.run(abort.signal);
  await vi.waitFor(() => expect(rebuilt.sequence).toBe(source.durableSequence()), WAIT);
  abort.abort();
  await run;
  const followed = Database.open(history);
  expect(digestTables(followed)).toEqual(digestTables(rebuilt.database));
  followed.close();
  rebuilt.close();
}, 300_000);
