/** Catches an exchange that cannot be stopped because somebody is connected to its status page and asks nothing. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { serveStatus } from '../../src/desk/status-page.js';
import { tradingVenue } from '../support/venue.js';

async function closes(send: string): Promise<boolean> {
  const { core } = tradingVenue();
  const source = {
    core,
    startedAtMs: 0,
    nowMs: () => 0,
    durableSequence: () => 0,
    lastSnapshotSequence: () => 0,
    snapshotsFailed: () => 0,
    engine: () => undefined,
    attribution: undefined as never,
    settlement: () => undefined,
  };
  const host = { stage: () => 'open' as const, source: () => source };
  const server = await serveStatus(host, { hostname: '127.0.0.1', port: 0 });
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  if (send !== '') socket.write(send);
  await new Promise((r) => setTimeout(r, 200));
  const done = await Promise.race([
    server.close().then(() => true),
    new Promise<boolean>((r) => setTimeout(() => r(false), 8_000)),
  ]);
  socket.destroy();
  return done;
}

test('the status server closes under a connection that asks nothing', async () => {
  expect(await closes('')).toBe(true);
}, 20_000);
test('... that stops in the middle of a request', async () => {
  expect(await closes('GET /status HTTP/1.1\r\nHost: x\r\n')).toBe(true);
}, 20_000);
test('... that is kept alive after a request', async () => {
  expect(await closes('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')).toBe(true);
}, 20_000);
