/** Catches sessions that outlive their peers, queues without a bound, and a stop that loses answers. */
import { afterEach, expect, test } from 'vitest';
import { CLOSE_CODE_BASE } from '../../src/gateway/index.js';
import { CANCEL_REASON, ERROR_CATALOG, SIDE } from '../../src/values/index.js';
import { setParameter } from './provocations/provoke.js';
import type { TestClient } from './support/client.js';
import { type ExchangeOptions, startExchange, type TestExchange } from './support/exchange.js';

/** Close code of a connection that ended without a close frame. */
const CUT = 1_006;

let exchange: TestExchange;
let now = 1_800_000_000_000;

/** A venue whose clock the test moves. */
async function start(options: ExchangeOptions = {}): Promise<TestExchange> {
  now = 1_800_000_000_000;
  exchange = await startExchange({ nowMs: () => now, ...options });
  return exchange;
}

afterEach(() => exchange.stop());

const order = { clientOrderId: 1, side: SIDE.BUY, priceTicks: 90, lots: 1 };
const beat = (timeMs: number) =>
  ({
    type: 'heartbeat',
    body: { timeMs, accountSequence: 0, lagNs: 0, journalSequence: 0 },
  }) as const;

/** Moves the clock and waits until the venue has looked at it. */
async function advance(ms: number, steps: number, client?: TestClient): Promise<void> {
  for (let i = 0; i < steps; i += 1) {
    now += ms;
    if (client !== undefined) await client.answer(client.session(beat(now)));
    await new Promise((resolve) => setTimeout(resolve, 2 * exchange.gateway.limits.tickMs));
  }
}

test('heartbeats go both ways and carry the last sequences', async () => {
  await start();
  exchange.openProvider();
  const client = await exchange.logOn(exchange.openConsumer(), { heartbeatIntervalMs: 1_000 });
  const placed = await client.order(order);
  const answer = await client.answer(client.session(beat(5)));
  expect(answer.body).toMatchObject({
    timeMs: now,
    accountSequence: placed.accountSequence,
    journalSequence: placed.journalSequence,
  });
  await advance(1_000, 1);
  const own = await client.next('heartbeat', (m) => m.requestId === 0);
  expect(own.body).toMatchObject({ timeMs: now, accountSequence: placed.accountSequence });
});

test('a session silent for three intervals ends, and its orders with it', async () => {
  await start({ limits: { tickMs: 20 } });
  exchange.openProvider();
  const consumer = exchange.openConsumer();
  const silent = await exchange.logOn(consumer, {
    heartbeatIntervalMs: 1_000,
    cancelOnDisconnect: true,
  });
  const watcher = await exchange.logOn(consumer, { heartbeatIntervalMs: 60_000 });
  const { orderId } = await silent.order(order);
  await advance(1_000, 3, watcher);
  expect(silent.closed).toBeUndefined();
  await advance(1_000, 1, watcher);
  expect((await silent.ended()).reason).toBe('HEARTBEAT_MISSED');
  const canceled = await watcher.next('executionReport', (m) => m.body.cancelReason !== 0);
  expect(canceled.body).toMatchObject({ orderId, cancelReason: CANCEL_REASON.DISCONNECTED });
  expect(watcher.closed).toBeUndefined();
});

test('a peer that neither reads nor closes is cut off', async () => {
  // The native transport lets go of a connection as it sends the close frame.
  await start({ transport: 'ws', limits: { tickMs: 20 } });
  const client = await exchange.logOn(exchange.openConsumer(), { heartbeatIntervalMs: 1_000 });
  client.socket.pause();
  await advance(4_000, 1);
  await expect.poll(() => exchange.gateway.metrics.sessions).toBe(0);
  expect(exchange.gateway.metrics.connections).toBe(1);
  await advance(exchange.gateway.limits.closeGraceMs, 1);
  await expect.poll(() => exchange.gateway.metrics.connections).toBe(0);
});

test('a reader too slow for its own reports is closed before its queue passes the limit', async () => {
  await start({ limits: { queueBytesMax: 100_000 } });
  setParameter(exchange, 'order_rate_per_second', 1_000_000);
  setParameter(exchange, 'order_burst_count', 1_000_000);
  exchange.openProvider();
  const consumer = exchange.openConsumer();
  const slow = await exchange.logOn(consumer);
  const busy = await exchange.logOn(consumer);
  slow.socket.pause();
  const { SLOW_CONSUMER } = ERROR_CATALOG;
  const { closes } = exchange.gateway.metrics;
  // Every session of the account gets the reports of the orders any of them places and cancels again and again.
  const everything = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
  for (let i = 0; i < 1_000 && closes[SLOW_CONSUMER.code] === 0; i += 1) {
    const orders = Array.from({ length: 150 }, () => {
      return { ...order, clientOrderId: exchange.nextId(consumer.accountId) };
    });
    busy.place(...orders);
    expect((await busy.result('massCancel', everything)).affectedCount).toBe(150);
    busy.messages.length = 0;
  }
  expect(closes[SLOW_CONSUMER.code]).toBe(1);
  slow.socket.resume();
  // uWebSockets.js cuts who has not read the close frame by its next sweep, which may be any moment of four seconds.
  const { code, reason } = await slow.ended();
  expect([code, reason]).toEqual(
    reason === '' ? [CUT, ''] : [CLOSE_CODE_BASE + SLOW_CONSUMER.code, 'SLOW_CONSUMER'],
  );
  const [requestId] = busy.place({ ...order, clientOrderId: exchange.nextId(consumer.accountId) });
  const last = await busy.answer(requestId as number);
  expect(last.body).toMatchObject({ errorCode: 0 });
});

test('a stop answers what was sequenced, cancels where asked, and says why it ends', async () => {
  await start();
  exchange.openProvider();
  const consumer = exchange.openConsumer();
  const client = await exchange.logOn(consumer, { cancelOnDisconnect: true });
  const kept = await exchange.logOn(consumer);
  const first = await client.order(order);
  const second = await kept.order({ ...order, clientOrderId: 2 });
  const [requestId] = kept.place({ ...order, clientOrderId: 3 });
  await kept.answer(requestId as number);
  await exchange.gateway.stop();
  for (const session of [client, kept]) {
    expect((await session.ended()).reason).toBe('SHUTTING_DOWN');
    expect(session.all('errorReport').at(-1)?.body).toMatchObject({
      errorCode: ERROR_CATALOG.SHUTTING_DOWN.code,
      closing: true,
    });
  }
  const { orders, registry } = exchange.core.state;
  expect(orders.find(first.orderId)).toBe(0);
  expect(orders.find(second.orderId)).not.toBe(0);
  expect(registry.sessions).toEqual([]);
  expect(exchange.sequencer.durableSequence).toBe(exchange.core.state.sequence);
});

test('a session that beat while the process was held up goes on', async () => {
  now = Date.now();
  exchange = await startExchange({ limits: { heartbeatsMissedMax: 1 } });
  const client = await exchange.logOn(exchange.openConsumer(), { heartbeatIntervalMs: 1_000 });
  // Twice, as a busy machine does it: no look at the sessions comes before the sockets have been read.
  for (const heldMs of [500, 1_500]) {
    client.session(beat(now));
    // The beat lies in the socket when the timer that looks for silent sessions is due.
    const until = performance.now() + heldMs;
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await new Promise((resolve) => setTimeout(resolve, 2 * exchange.gateway.limits.tickMs));
  expect(client.closed).toBeUndefined();
});
