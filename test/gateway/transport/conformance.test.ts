/** Would catch: a difference between the two transports, or one that breaks the contract in transport.ts. */
import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../src/gateway/transport/index.js';
import { TRANSPORTS } from '../../support/transports.js';
import {
  type Client,
  onlyConnection,
  openClient,
  openSilent,
  startServer,
  until,
} from './harness.js';

const KIB = 1024;

describe.each(TRANSPORTS)('messages over %s', (kind) => {
  it('come back as they were sent, binary and text, empty to the longest allowed', async () => {
    const server = await startServer(kind, {}, true);
    const client = await openClient(server.port);
    const sizes = [0, 1, 125, 126, 65_535, 64 * KIB];
    for (const size of sizes) {
      client.socket.send(Buffer.alloc(size, size % 256));
    }
    client.socket.send('ünïcode', { binary: false });
    client.socket.send(Buffer.alloc(10, 1), { fin: false });
    client.socket.send(Buffer.alloc(10, 2), { fin: true });
    await until(() => client.received.length === sizes.length + 2);
    for (const [index, size] of sizes.entries()) {
      expect(client.received[index]?.equals(Buffer.alloc(size, size % 256)), `${size}`).toBe(true);
    }
    expect(client.received.at(-2)?.toString()).toBe('ünïcode');
    expect(client.received.at(-1)).toEqual(
      Buffer.from([...Buffer.alloc(10, 1), ...Buffer.alloc(10, 2)]),
    );
    expect(server.seen.messages.map((message) => message.kind)).toEqual([
      ...sizes.map(() => 'binary'),
      'text',
      'binary',
    ]);
  });

  it('carry the bytes of the moment, although the caller reuses its buffer', async () => {
    const server = await startServer(kind);
    const client = await openClient(server.port);
    const connection = await onlyConnection(server);
    client.socket.pause();
    const shared = Buffer.alloc(16 * KIB);
    for (let index = 0; index < 60; index += 1) {
      shared.fill(index);
      expect(connection.send(shared, 'binary')).not.toBe('dropped');
    }
    shared.fill(255);
    client.socket.resume();
    await until(() => client.received.length === 60);
    for (const [index, bytes] of client.received.entries()) {
      expect(bytes.equals(Buffer.alloc(16 * KIB, index)), `message ${index}`).toBe(true);
    }
  });

  it('keep their order when corked', async () => {
    const server = await startServer(kind);
    const client = await openClient(server.port);
    const connection = await onlyConnection(server);
    connection.cork(() => {
      for (let index = 0; index < 100; index += 1) {
        connection.send(Buffer.from([index]), 'binary');
      }
    });
    connection.send(Buffer.from([100]), 'binary');
    await until(() => client.received.length === 101);
    expect(client.received.map((bytes) => bytes[0])).toEqual([...Array(101).keys()]);
  });

  it('close the connection with 1009 when they are too long, however they come', async () => {
    const server = await startServer(kind);
    const long = await openClient(server.port);
    long.socket.send(Buffer.alloc(64 * KIB + 1));
    expect((await long.closed).code).toBe(1009);
    const pieces = await openClient(server.port);
    pieces.socket.send(Buffer.alloc(40 * KIB), { fin: false });
    pieces.socket.send(Buffer.alloc(40 * KIB), { fin: true });
    expect((await pieces.closed).code).toBe(1009);
    const huge = await openClient(server.port);
    huge.socket.send(Buffer.alloc(1024 * KIB));
    await huge.closed;
    await until(() => server.seen.closed.length === 3);
    expect(server.seen.closed.map(({ code }) => code)).toEqual([1009, 1009, 1009]);
    expect(server.seen.messages).toEqual([]);
  });
});

describe.each(TRANSPORTS)('the handshake over %s', (kind) => {
  it('agrees on the first subprotocol of ours that is offered', async () => {
    const server = await startServer(kind);
    const offers = [
      [['patx.v1.proto'], 'patx.v1.proto'],
      [['patx.v1.json'], 'patx.v1.json'],
      [['other', 'patx.v1.json', 'patx.v1.proto'], 'patx.v1.proto'],
    ] as const;
    for (const [offered, agreed] of offers) {
      const client = await openClient(server.port, [...offered]);
      expect(client.socket.protocol).toBe(agreed);
    }
    expect(server.seen.opened.map(({ subprotocol }) => subprotocol)).toEqual(
      offers.map(([, agreed]) => agreed),
    );
    expect(server.seen.opened.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(server.seen.opened[0]?.remoteAddress).toBe('127.0.0.1');
  });

  it('refuses other paths, other subprotocols, plain requests and one connection too many', async () => {
    const server = await startServer(kind, { connectionsMax: 2 });
    await expect(openClient(server.port, ['other'])).rejects.toThrow(/400/);
    await expect(openClient(server.port, [])).rejects.toThrow(/400/);
    await expect(openClient(server.port, ['patx.v1.proto'], '/other')).rejects.toThrow(/404/);
    const plain = await fetch(`http://127.0.0.1:${server.port}/v1`);
    expect(plain.status).toBe(426);
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
    await openClient(server.port);
    const second = await openClient(server.port);
    await expect(openClient(server.port)).rejects.toThrow(/503/);
    second.socket.close();
    await until(() => server.transport.connectionCount === 1);
    await openClient(server.port);
  });

  it('is not begun on a port that is taken', async () => {
    const { port } = await startServer(kind);
    for (const other of TRANSPORTS) {
      await expect(startServer(other, { port })).rejects.toThrow(TransportError);
    }
  });
});

describe.each(TRANSPORTS)('a connection over %s', (kind) => {
  it('reports a slow reader, never holds more than its limit, and goes on when it reads again', async () => {
    const bufferedBytesMax = 256 * KIB;
    const server = await startServer(kind, { bufferedBytesMax });
    const client = await openClient(server.port);
    const connection = await onlyConnection(server);
    client.socket.pause();
    const message = Buffer.alloc(32 * KIB);
    const results = { sent: 0, buffered: 0, dropped: 0 };
    // Far more than the kernel's own buffers take.
    for (let index = 0; index < 2000; index += 1) {
      results[connection.send(message, 'binary')] += 1;
      expect(connection.bufferedBytes).toBeLessThanOrEqual(bufferedBytesMax + KIB);
    }
    expect(results.buffered).toBeGreaterThan(0);
    expect(results.dropped).toBeGreaterThan(1000);
    client.socket.resume();
    await until(() => server.seen.drained.length > 0 && connection.bufferedBytes === 0);
    expect(connection.send(message, 'binary')).not.toBe('dropped');
    await until(() => client.received.length === results.sent + results.buffered + 1);
    expect(connection.isOpen).toBe(true);
  });

  it('is closed with the code and reason the server gives, and takes nothing after', async () => {
    const server = await startServer(kind);
    const client = await openClient(server.port);
    const connection = await onlyConnection(server);
    connection.send(Buffer.from('last'), 'text');
    connection.close(4003, 'over the limit');
    expect(connection.send(Buffer.from('late'), 'text')).toBe('dropped');
    expect(await client.closed).toEqual({ code: 4003, reason: 'over the limit' });
    expect(client.received.map(String)).toEqual(['last']);
    await until(() => server.seen.closed.length === 1);
    expect(connection.isOpen).toBe(false);
    connection.close(4004, 'again');
    connection.terminate();
    connection.cork(() => undefined);
    expect(connection.bufferedBytes).toBe(0);
    expect(server.seen.closed).toHaveLength(1);
  });

  it('is over soon after the server closes it, although the peer does not answer', async () => {
    const server = await startServer(kind);
    await openSilent(server.port);
    const connection = await onlyConnection(server);
    connection.close(4003, 'enough');
    await until(() => server.transport.connectionCount === 0);
    expect(server.seen.closed).toHaveLength(1);
  });

  it('reports how the peer left: with a code, without a word, or by a reset', async () => {
    const server = await startServer(kind);
    const polite = await openClient(server.port);
    polite.socket.close(4001, 'done');
    await until(() => server.seen.closed.length === 1);
    const rude = await openClient(server.port);
    rude.socket.terminate();
    await until(() => server.seen.closed.length === 2);
    const reset = await openSilent(server.port);
    reset.resetAndDestroy();
    await until(() => server.seen.closed.length === 3);
    expect(server.seen.closed.map(({ code, reason }) => [code, reason])).toEqual([
      [4001, 'done'],
      [1006, ''],
      [1006, ''],
    ]);
  });

  it('is cut off when the peer is gone, and kept while it answers pings', async () => {
    const server = await startServer(kind, { idleTimeoutMs: 400 });
    const alive = await openClient(server.port);
    let pings = 0;
    alive.socket.on('ping', () => {
      pings += 1;
    });
    await openSilent(server.port);
    await until(() => server.seen.closed.length === 1 && pings > 8);
    expect(server.seen.closed[0]).toMatchObject({ code: 1006 });
    expect(server.transport.connectionCount).toBe(1);
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });

  it('is closed for bytes that are no WebSocket frame, and the others do not notice', async () => {
    const server = await startServer(kind, {}, true);
    const good = await openClient(server.port);
    const mask = [0, 0, 0, 0];
    const broken = [
      [0x83, 0x80, ...mask], // an opcode that is not defined
      [0x81, 0x82, ...mask, 0xff, 0xfe], // text that is not UTF-8
      [0x80, 0x81, ...mask, 1], // a continuation of nothing
      [0x89, 0xfe, 0, 126, ...mask, ...Array(126).fill(0)], // a ping longer than pings may be
    ];
    for (const bytes of broken) {
      const client = await openSilent(server.port);
      client.resume();
      client.write(Buffer.from(bytes as number[]));
      const expected = broken.indexOf(bytes) + 1;
      await until(() => server.seen.closed.length === expected);
    }
    good.socket.send('still here', { binary: false });
    await until(() => good.received.length === 1);
    expect(server.transport.connectionCount).toBe(1);
  });
});

describe.each(TRANSPORTS)('many connections over %s', (kind) => {
  it('are served a thousand at a time, each its own messages', async () => {
    const server = await startServer(kind, { connectionsMax: 1000 }, true);
    const clients: Client[] = [];
    for (let batch = 0; batch < 10; batch += 1) {
      clients.push(
        ...(await Promise.all(Array.from({ length: 100 }, () => openClient(server.port)))),
      );
    }
    expect(server.transport.connectionCount).toBe(1000);
    await expect(openClient(server.port)).rejects.toThrow(/503/);
    for (const [index, client] of clients.entries()) {
      client.socket.send(String(index), { binary: false });
    }
    await until(() => clients.every(({ received }) => received.length === 1));
    expect(clients.map(({ received }) => String(received[0]))).toEqual(
      clients.map((_, index) => String(index)),
    );
    for (const client of clients) {
      client.socket.close();
    }
    await until(() => server.transport.connectionCount === 0);
    expect(server.seen.closed).toHaveLength(1000);
  });

  it('get what was sent to them before a graceful stop, then 1001', async () => {
    const server = await startServer(kind, { bufferedBytesMax: 8192 * KIB });
    const clients = await Promise.all([1, 2, 3].map(() => openClient(server.port)));
    await until(() => server.seen.opened.length === 3);
    for (const client of clients) {
      client.socket.pause();
    }
    for (const connection of server.seen.opened) {
      for (let index = 0; index < 100; index += 1) {
        expect(connection.send(Buffer.alloc(64 * KIB, index), 'binary')).not.toBe('dropped');
      }
    }
    const stopped = server.transport.stop(20_000);
    for (const client of clients) {
      client.socket.resume();
    }
    for (const client of clients) {
      expect((await client.closed).code).toBe(1001);
      expect(client.received).toHaveLength(100);
    }
    await stopped;
    expect(server.transport.connectionCount).toBe(0);
    await expect(openClient(server.port)).rejects.toThrow();
  });

  it('do not hold up a stop when a peer never reads', async () => {
    const server = await startServer(kind, { bufferedBytesMax: 16_384 * KIB });
    await openSilent(server.port);
    const connection = await onlyConnection(server);
    while (connection.bufferedBytes < 4096 * KIB) {
      connection.send(Buffer.alloc(64 * KIB), 'binary');
    }
    await server.transport.stop(50);
    expect(server.seen.closed).toMatchObject([{ code: 1006 }]);
  });
});
