/**
 * Catches a bench client that goes on waiting, or measuring, after its connection has ended, that hides why it ended,
 * and one that miscounts the answers it got.
 */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { closedLoop, openLoop } from '../../bench/e2e/orders.js';
import { RawClient } from '../../bench/e2e/raw-client.js';

const FIRST_ID = 1_000_000_000;
const { privateKey } = generateKeyPairSync('ed25519');
const servers: WebSocketServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const socket of server.clients) socket.terminate();
    server.close();
  }
});

/** A server that does `serve` with each connection; returns its address. */
async function listen(serve: (socket: WebSocket) => void): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  server.on('connection', serve);
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends back what comes, `messages` times, and then does `end`. */
const echoUntil =
  (messages: number, end: (socket: WebSocket) => void) =>
  (socket: WebSocket): void => {
    let left = messages;
    socket.on('message', (data) => {
      left -= 1;
      if (left >= 0) socket.send(data);
      else if (left === -1) end(socket);
    });
  };

test('a server that refuses the session: log-on fails with its code and reason', async () => {
  const url = await listen((socket) => socket.close(1013, 'too many sessions'));
  await expect(RawClient.open(url, 1, privateKey)).rejects.toThrow(
    'the connection closed with 1013 too many sessions',
  );
});

test('nobody listens: opening fails', async () => {
  const url = await listen(() => undefined);
  servers[0]?.close();
  await expect(RawClient.openBare(url)).rejects.toThrow('ECONNREFUSED');
});

test.each([
  ['closed loop', (client: RawClient) => closedLoop(client, 4, 60, FIRST_ID)],
  ['open loop', (client: RawClient) => openLoop(client, 2_000, 60, FIRST_ID)],
])('a connection that ends under load ends the %s, not its sixty seconds', async (_name, run) => {
  const said = await listen(echoUntil(20, (socket) => socket.close(4008, 'slow consumer')));
  await expect(run(await RawClient.openBare(said))).rejects.toThrow(
    'the connection closed with 4008 slow consumer',
  );
  const cut = await listen(echoUntil(20, (socket) => socket.terminate()));
  await expect(run(await RawClient.openBare(cut))).rejects.toThrow(
    /the connection closed with 1006$/,
  );
});

test('who waits after the end is told at once, also that the client itself closed', async () => {
  const url = await listen((socket) => socket.close(4001, 'go away'));
  const left = await RawClient.openBare(url);
  await expect.poll(() => left.hasEnded).toBe(true);
  await expect(left.run('moveCollateral', { amountMicroPat: 1 })).rejects.toThrow('4001 go away');
  expect(() => left.check()).toThrow('4001 go away');
  const quiet = await RawClient.openBare(await listen(() => undefined));
  expect(() => quiet.check()).not.toThrow();
  quiet.close();
  await expect(quiet.run('moveCollateral', { amountMicroPat: 1 })).rejects.toThrow(
    'the client closed the connection',
  );
});

test('every order sent is answered once, whatever the frames it comes back in', async () => {
  let requests = 0;
  const url = await listen((socket) => {
    let held: Buffer[] = [];
    socket.on('message', (data: Buffer) => {
      held.push(data);
      if (held.length > 1) return;
      // What came until now goes back as one message.
      setTimeout(() => {
        requests += held.length;
        socket.send(Buffer.concat(held));
        held = [];
      }, 3);
    });
  });
  const client = await RawClient.openBare(url);
  const result = await openLoop(client, 900, 1, FIRST_ID);
  client.close();
  expect(result.answered).toBe(900);
  expect(requests).toBeGreaterThan(10);
  expect(result.p50Ms).toBeGreaterThan(0);
  expect(result.maxMs).toBeGreaterThanOrEqual(result.p99Ms);
});
