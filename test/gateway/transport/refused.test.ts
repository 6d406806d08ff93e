/**
 * Catches a handshake that is refused and costs more than its answer: a peer that resets ends the process, one that never
 * closes keeps a socket no limit counts. With both transports.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { TRANSPORTS } from '../../support/transports.js';
import { type Kind, startServer } from './harness.js';

const REQUEST = [
  ...['GET /nowhere HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket'],
  ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13', '', ''],
].join('\r\n');

const kinds: readonly Kind[] = TRANSPORTS;

/** What connects and reads the refusal. */
async function refusedBy(kind: Kind) {
  const { port } = await startServer(kind);
  return async () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const errors: Error[] = [];
    socket.on('error', (error) => errors.push(error));
    await once(socket, 'connect');
    socket.write(REQUEST);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /);
    return { socket, errors };
  };
}

test.each(kinds)('%s: a refused peer that resets ends nothing but itself', async (kind) => {
  const attempt = await refusedBy(kind);
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.prependListener('uncaughtException', note);
  onTestFinished(() => void process.removeListener('uncaughtException', note));
  for (let i = 0; i < 10; i += 1) {
    const { socket } = await attempt();
    socket.resetAndDestroy();
    await sleep(5);
  }
  await sleep(100);
  expect(uncaught).toEqual([]);
});

test.each(kinds)('%s: a refused peer that does not close is closed', async (kind) => {
  const attempt = await refusedBy(kind);
  const { socket, errors } = await attempt();
  for (let tries = 0; tries < 500 && errors.length === 0; tries += 1) {
    await sleep(20);
    socket.write('x');
  }
  expect(errors).toHaveLength(1);
});
