/**
 * Catches an exchange that dies of a signal, or does not stop, because it is still starting or has just opened: the
 * real process, told to stop at many moments, must always end in order and leave a directory that starts again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { some } from '../support/long.js';
import { type Ended, start } from './started.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-signals-'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function expectOrderlyStop({ code, signal, out, err }: Ended): void {
  expect({ code, signal, err }).toEqual({ code: 0, signal: null, err: '' });
  expect(out.trim().split('\n').at(-1)).toContain('the exchange is closed');
}

test.concurrent.each([
  ['SIGTERM', some(2, [0, 100, 200, 300])],
  ['SIGINT', some(1, [50, 150, 250])],
] as const)('%s at any moment of a start ends it in order: %j ms', async (signal, delaysMs) => {
  const data = join(scratch, signal);
  for (const delayMs of delaysMs) {
    const started = start(data);
    // From its first instruction on: before it has loaded anything.
    expect(await started.heard).toBe(0);
    await sleep(delayMs);
    started.kill(signal);
    expectOrderlyStop(await started.ended);
  }
  // Within the moment it opens, and what the others left behind did not keep it from opening.
  const started = start(data);
  expect(await started.open).toBeDefined();
  started.kill(signal);
  started.kill(signal);
  expectOrderlyStop(await started.ended);
});

test.concurrent('one that waits for its chain says that it is starting, and stops when it is told to', async () => {
  const [chain, http] = [await freePort(), await freePort()];
  const clearing = `0x${'aa'.repeat(20)}`;
  const started = start(
    join(scratch, 'unbound'),
    ...['--http-port', String(http), '--chain', `http://127.0.0.1:${chain}`],
    ...['--chain-clearing', clearing, '--chain-keys-together', 'accept'],
  );
  const seen: unknown[] = [];
  for (let left = 3_000; left > 0 && seen.length < 3; left -= 1) {
    const answer = await fetch(`http://127.0.0.1:${http}/healthz`).catch(() => undefined);
    if (answer === undefined) await sleep(20);
    else seen.push([answer.status, ((await answer.json()) as { status: string }).status]);
  }
  expect(seen).toEqual(Array(3).fill([503, 'starting']));
  started.kill('SIGTERM');
  expectOrderlyStop(await started.ended);
});

/** A port nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
