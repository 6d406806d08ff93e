/**
 * Catches an exchange whose HTTP API is not there, says something else than its gateway, is ahead of the disk, keeps the venue
 * from closing, or takes the venue with it when its history cannot be written.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openLoop } from '../../bench/e2e/orders.js';
import { RawClient } from '../../bench/e2e/raw-client.js';
import { openSandbox } from '../../bench/e2e/sandbox.js';
import { signed } from '../api/venue.js';
import { start, stopped } from './started.js';

const WAIT = { timeout: 60_000, interval: 50 };
const scratch = mkdtempSync(join(tmpdir(), 'patx-api-of-start-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const json = async (url: string, init?: RequestInit): Promise<Record<string, unknown>> =>
  (await (await fetch(url, init)).json()) as Record<string, unknown>;

test('it follows the gateway, and is never ahead of the disk', async () => {
  const api = ['--api-port', '0'];
  const sandbox = await openSandbox(1, undefined, api);
  const { apiUrl = '', statusUrl, consumer, key } = sandbox;
  const client = await RawClient.open(sandbox.url, consumer, key);
  const trading = openLoop(client, 500, 2, 1_000_000);
  for (let look = 0; look < 10; look += 1) {
    const status = await json(`${apiUrl}/v1/status`);
    const { durableSequence } = await json(`${statusUrl}/status`);
    if (status.asOfSequence !== undefined) {
      expect(status.asOfSequence).toBeLessThanOrEqual(durableSequence as number);
    }
  }
  const { answered } = await trading;
  expect(answered).toBe(1_000);
  await vi.waitFor(async () => {
    const page = await signed(new Request(`${apiUrl}/v1/account/open-orders`), {
      accountId: consumer,
      keyId: 1,
      key,
    });
    const { data } = (await (await fetch(page)).json()) as { data: unknown[] };
    expect(data).toHaveLength(1_000);
  }, WAIT);
  const metrics = await vi.waitFor(async () => {
    const text = await (await fetch(`${statusUrl}/metrics`)).text();
    expect(text).toContain('patx_reader_sequence');
    return text;
  }, WAIT);
  expect(metrics).toMatch(/^patx_reader_unexplained_movements_total 0$/m);
  client.close();
  await sandbox.close();
}, 120_000);

test('a history that cannot be written does not hold the venue up', async () => {
  const data = join(scratch, 'broken');
  // Where the file should be lies a directory.
  mkdirSync(join(data, 'history', 'venue.db'), { recursive: true });
  const started = start(data, '--api-port', '0', '--quoting', 'false');
  const open = (await started.open) as { apiUrl?: string } | undefined;
  const { apiUrl = '' } = open ?? {};
  const refused = await fetch(`${apiUrl}/v1/status`);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ name: 'NOT_READY' });
  await vi.waitFor(
    () => expect(started.said()).toContain('the reader stopped: it tries again'),
    WAIT,
  );
  const { code, err } = await stopped(started);
  expect({ code, err }).toEqual({ code: 0, err: '' });
}, 120_000);
