/** Catches work, room and log lines that somebody who has not logged on can take from others. */
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { SampledLog } from '../../src/gateway/sampled-log.js';
import { Lobby } from '../../src/gateway/session/lobby.js';
import type { Session } from '../../src/gateway/session/session.js';
import { ERROR_CATALOG, SIDE } from '../../src/values/index.js';
import { TRANSPORTS } from '../support/transports.js';
import { type ExchangeOptions, startExchange, type TestExchange } from './support/exchange.js';

let exchange: TestExchange;

const start = async (options: ExchangeOptions = {}): Promise<void> => {
  exchange = await startExchange(options);
};

afterEach(() => exchange?.stop());

/** A connection from another address of this machine. */
async function connectFrom(localAddress: string): Promise<WebSocket> {
  const url = `ws://127.0.0.1:${exchange.gateway.port}/`;
  const socket = new WebSocket(url, 'patx.v1.proto', { localAddress } as never);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

test.each(TRANSPORTS.flatMap((transport) => [1, 20].map((places) => [transport, places] as const)))(
  '%s: silent connections of %i addresses keep nobody else out',
  async (transport, places) => {
    await start({
      transport,
      limits: { silentMax: 20, silentPerPlaceMax: 10, logonTimeoutMs: 600_000 },
    });
    const consumer = exchange.openConsumer();
    const attackers: WebSocket[] = [];
    for (let i = 0; i < 100; i += 1)
      attackers.push(await connectFrom(`127.0.0.${2 + (i % places)}`));
    await exchange.logOn(consumer);
    const open = () => attackers.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
    // One address has its bound, many have that of all together, less who comes to log on.
    const left = places === 1 ? 10 : 20;
    await expect.poll(open).toBeLessThanOrEqual(left);
    expect(open()).toBeGreaterThanOrEqual(left - 1);
    // The oldest had to go.
    const gone = attackers.slice(0, 100 - left);
    expect(gone.every((socket) => socket.readyState >= WebSocket.CLOSING)).toBe(true);
    // From the same address somebody honest comes in as well: he does not stay silent.
    for (let i = 0; i < 20; i += 1) {
      const client = await exchange.logOn(exchange.openConsumer(0));
      client.terminate();
      (await connectFrom('127.0.0.1')).on('error', () => undefined);
    }
    expect(exchange.gateway.metrics.logons).toBe(21);
    for (const socket of attackers) socket.terminate();
  },
);

test('past the bound of all places the one with most loses its oldest', () => {
  const lobby = new Lobby({ silentMax: 4, silentPerPlaceMax: 3 });
  const of = (place: string) => ({ place }) as Session;
  const [a1, a2, a3, b1, b2, c1] = ['a', 'a', 'a', 'b', 'b', 'c'].map(of) as Session[];
  for (const session of [a1, a2, a3, b1]) expect(lobby.enter(session as Session)).toBeUndefined();
  expect(lobby.enter(b2 as Session)).toBe(a1);
  lobby.leave(a1 as Session);
  lobby.leave(a1 as Session);
  lobby.leave(a2 as Session);
  expect(lobby.enter(c1 as Session)).toBeUndefined();
  expect(lobby.enter(of('c'))).toBe(b1);
});

test('one address may open so many connections and is told when to stop', async () => {
  await start({ limits: { connectsPerSecond: 1, connectsBurst: 5 } });
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      connectFrom('127.0.0.3').then(
        (socket) => socket.terminate(),
        () => 'refused',
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(15);
  await (await exchange.connect()).next('challenge');
});

test.each(['patx.v1.proto', 'patx.v1.json'])(
  '%s: before the logon a message is short',
  async (protocol) => {
    await start();
    const client = await exchange.connect(protocol);
    const text = ' '.repeat(4_097);
    client.raw(protocol.endsWith('json') ? text : Buffer.from(text));
    const { reason } = await client.ended();
    expect(reason).toBe('MALFORMED');
  },
);

test('twenty addresses that send a MiB of JSON before the logon are cut off one by one, and hold up no order', async () => {
  await start();
  const party = exchange.openConsumer();
  const client = await exchange.logOn(party);
  const much = `[${'{"requestId":"1","logout":{}},'.repeat(2 ** 20 / 31)}{}]`;
  const url = `ws://127.0.0.1:${exchange.gateway.port}/`;
  const ended = Array.from({ length: 20 }, async (_, i) => {
    const terms = { localAddress: `127.0.0.${2 + i}` } as never;
    const socket = new WebSocket(url, 'patx.v1.json', terms);
    socket.on('error', () => undefined);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    socket.send(much);
    await closed;
  });
  const clientOrderId = exchange.nextId(party.accountId);
  const order = { clientOrderId, side: SIDE.BUY, priceTicks: 10, lots: 1 };
  const answer = await client.order(order);
  await Promise.all(ended);
  expect(answer.errorCode).toBe(0);
  // None of it was read: an envelope of theirs would have been answered, and counted.
  expect(exchange.gateway.metrics.envelopesIn).toBe(2);
});

test('a JSON session that is logged on sends 64 KiB at most, a binary one 256 KiB', async () => {
  await start();
  const binary = await exchange.connect();
  const accepted = await binary.logOn(exchange.openConsumer());
  expect(accepted.body.maxMessageBytes).toBe(262_144);
  binary.raw(new Uint8Array(262_145));
  // Longer than the transport lets through.
  expect((await binary.ended()).code).toBe(1_009);
});

test.each([1, 20])(
  'connections of %i addresses that never log on spend no session ids',
  async (places) => {
    await start();
    const before = (await (await exchange.connect()).next('challenge')).body.sessionId;
    const { metrics } = exchange.gateway;
    const here = metrics.connections;
    for (let i = 0; i < 60; i += places) {
      const sockets = await Promise.all(
        Array.from({ length: places }, (_, place) => connectFrom(`127.0.0.${2 + place}`)),
      );
      await expect.poll(() => metrics.connections).toBe(here + places);
      for (const socket of sockets) socket.terminate();
      await expect.poll(() => metrics.connections).toBe(here);
    }
    const client = await exchange.connect();
    const accepted = await client.logOn(exchange.openConsumer());
    expect(accepted.body.sessionId).toBeLessThan(before + places + 3);
    // The id of a session in the journal is not given again.
    client.terminate();
    await exchange.sequencer.drain();
    const next = await (await exchange.connect()).next('challenge');
    expect(next.body.sessionId).not.toBe(accepted.body.sessionId);
  },
);

test('log lines that strangers cause are sampled, and what was left out is counted', () => {
  const lines: object[] = [];
  const note = (fields: object) => void lines.push(fields);
  const log = new SampledLog({ info: note, warn: note, error: note }, 2);
  for (let i = 0; i < 10; i += 1) log.info({ i }, 'ended', 0);
  log.info({ i: 10 }, 'ended', 1_000);
  expect(lines).toEqual([{ i: 0 }, { i: 1 }, { i: 10, leftOut: 8 }]);
});

test('a wrong signature is not told apart from an account there is not', async () => {
  await start();
  const client = await exchange.connect();
  const party = exchange.openConsumer();
  const logon = client
    .logOn({ ...party, accountId: 999_999 })
    .catch((error: Error) => error.message);
  expect(await logon).toContain('BAD_SIGNATURE');
  expect(client.closed?.code).toBe(4_000 + ERROR_CATALOG.BAD_SIGNATURE.code);
});

test.each(['uws', 'ws'] as const)(
  '%s: a place that sends much before it logs on may open fewer connections, others as many as before',
  async (transport) => {
    let nowMs = 1_800_000_000_000;
    const limits = { connectsPerSecond: 100, connectsBurst: 100 };
    await start({ transport, limits, nowMs: () => nowMs });
    const much = new Uint8Array(200_000);
    /** How many of so many connections are let in, each of which sends its bytes and is cut off. */
    const opened = async (address: string, bytes: Uint8Array, count: number): Promise<number> => {
      let got = 0;
      for (let i = 0; i < count; i += 1) {
        const socket = await connectFrom(address).catch(() => undefined);
        if (socket === undefined) continue;
        got += 1;
        const ended = once(socket, 'close');
        socket.send(bytes);
        await ended;
      }
      return got;
    };
    // Twelve credits each beside the opening's own: eight of them use up what was saved.
    expect(await opened('127.0.0.2', much, 20)).toBe(8);
    expect(await opened('127.0.0.4', new Uint8Array([1, 2, 3]), 50)).toBe(50);
    nowMs += 1_000;
    expect(await opened('127.0.0.2', much, 20)).toBeLessThanOrEqual(8);
    // It owes no more than it may save up, and is forgiven with time.
    nowMs += 2_000;
    expect(await opened('127.0.0.2', new Uint8Array([1, 2, 3]), 50)).toBe(50);
  },
);
