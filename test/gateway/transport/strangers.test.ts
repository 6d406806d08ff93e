/** Catches sockets that never become WebSockets and fill the process's descriptors, and one address that takes all connections. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { TRANSPORTS } from '../../support/transports.js';
import { type Kind, startServer } from './harness.js';

const kinds: readonly Kind[] = TRANSPORTS;
const PENDING_MAX = 16;

/** Opens a socket that says nothing. */
function silent(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

async function opens(port: number): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1`, 'patx.v1.proto');
  onTestFinished(() => socket.terminate());
  const failed = once(socket, 'error').then(([error]) => String(error));
  return Promise.race([once(socket, 'open').then(() => 'open'), failed]);
}

test.each(kinds)(
  '%s: silent sockets are counted from their coming, and no more are kept',
  async (kind) => {
    const { port } = await startServer(kind, { pendingMax: PENDING_MAX });
    const sockets = Array.from({ length: 10 * PENDING_MAX }, () => silent(port));
    const closed = () => sockets.filter((socket) => socket.closed).length;
    for (let i = 0; i < 200 && closed() < 9 * PENDING_MAX; i += 1) await sleep(10);
    expect(closed()).toBe(9 * PENDING_MAX);
    // Those that go make room, and what becomes a WebSocket is not counted with them.
    for (const socket of sockets) socket.destroy();
    await sleep(50);
    for (let i = 0; i < 2 * PENDING_MAX; i += 1) expect(await opens(port)).toBe('open');
  },
);

test.each(kinds)('%s: an address that may not connect now is told so', async (kind) => {
  const asked: string[] = [];
  const { port } = await startServer(kind, {}, false, (address) => {
    asked.push(address);
    return asked.length > 1;
  });
  expect(await opens(port)).toMatch(/429/);
  expect(await opens(port)).toBe('open');
  expect(asked).toEqual(['127.0.0.1', '127.0.0.1']);
});

test.each(kinds)('%s: a trusted proxy speaks for others', async (kind) => {
  const asked: string[] = [];
  const admits = (address: string) => {
    asked.push(address);
    return true;
  };
  const { port } = await startServer(kind, { proxies: new Set(['127.0.0.1']) }, false, admits);
  const headers = { 'x-forwarded-for': '192.0.2.1, 203.0.113.7' };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1`, 'patx.v1.proto', { headers });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  expect(asked).toEqual(['203.0.113.7']);
});
