/** Catches one address, or one network of them, that keeps the operator from the status pages by connecting and asking nothing. */
import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serveStatus } from '../../src/desk/status-page.js';
import { boundConnections } from '../../src/http/index.js';

test('one address has a part of the connections, and its silent ones end', async () => {
  const host = { stage: () => 'starting' as const, source: () => undefined };
  const server = await serveStatus(host, { hostname: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const sockets = Array.from({ length: 200 }, () => {
    const socket = connect({ port: server.port, host: '127.0.0.1', localAddress: '127.0.0.2' });
    socket.on('error', () => undefined);
    socket.resume();
    return socket;
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const open = () => sockets.filter((socket) => !socket.closed).length;
  await expect.poll(open, { timeout: 5_000 }).toBe(64);
  const answer = await fetch(`http://127.0.0.1:${server.port}/healthz`);
  expect(answer.status).toBe(503);
  // Half a request is no request: none of them stays for longer than it takes to send one.
  sockets.find((socket) => !socket.closed)?.write('GET /healthz HTTP/1.1\r\n');
  await expect.poll(open, { timeout: 15_000 }).toBe(0);
  const again = connect({ port: server.port, host: '127.0.0.1', localAddress: '127.0.0.2' });
  onTestFinished(() => void again.destroy());
  again.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  const [bytes] = await once(again, 'data');
  expect(String(bytes)).toMatch(/^HTTP\/1.1 503/);
}, 30_000);

test('a network of addresses has the part of one', () => {
  const server = new EventEmitter();
  boundConnections(server, { connectionsMax: 256, perPlaceMax: 64, silenceMs: 1_000 });
  /** Whether a connection from an address is kept. */
  const connectFrom = (remoteAddress: string): boolean => {
    let isKept = true;
    const destroy = () => {
      isKept = false;
    };
    const socket = Object.assign(new EventEmitter(), { remoteAddress, bytesRead: 1, destroy });
    onTestFinished(() => void socket.emit('close'));
    server.emit('connection', socket);
    return isKept;
  };
  const kept = Array.from({ length: 200 }, (_, i) =>
    connectFrom(`2001:db8:7:1::${i.toString(16)}`),
  );
  expect(kept.filter(Boolean)).toHaveLength(64);
  expect(connectFrom('2001:db8:7:2::1')).toBe(true);
  expect(connectFrom('::ffff:192.0.2.1')).toBe(true);
});
