/** Catches a session that speaks for an account without its key, outlives its rights, or leaves without a trace. */
import { afterEach, expect, test } from 'vitest';
import { CLOSE_CODE_BASE } from '../../src/gateway/index.js';
import {
  CANCEL_REASON,
  ERROR_CATALOG,
  type ErrorName,
  KEY_SCOPE,
  SIDE,
} from '../../src/values/index.js';
import { TRANSPORTS } from '../support/transports.js';
import type { TestClient } from './support/client.js';
import {
  CONSUMER,
  type ExchangeOptions,
  newKey,
  rawKey,
  startExchange,
  type TestExchange,
} from './support/exchange.js';

const { READ, TRADE, OPERATE, WALLET } = KEY_SCOPE;
let exchange: TestExchange;

async function start(options: ExchangeOptions = {}): Promise<TestExchange> {
  exchange = await startExchange(options);
  return exchange;
}

afterEach(() => exchange.stop());

/** The session was told why it ends, and the close frame says the same. */
async function expectEnded(client: TestClient, name: ErrorName): Promise<void> {
  const { code } = ERROR_CATALOG[name];
  expect(await client.ended()).toEqual({ code: CLOSE_CODE_BASE + code, reason: name });
  expect(client.all('errorReport').at(-1)?.body).toMatchObject({ errorCode: code, closing: true });
}

test.each(TRANSPORTS)('a signed challenge logs on over %s', async (transport) => {
  await start({ transport });
  const consumer = exchange.openConsumer();
  const client = await exchange.connect();
  const accepted = await client.logOn(consumer, { heartbeatIntervalMs: 2_000 });
  expect(accepted.body).toMatchObject({
    accountId: consumer.accountId,
    scopes: [READ, TRADE, WALLET],
    role: CONSUMER,
    heartbeatIntervalMs: 2_000,
    maxInFlight: exchange.core.state.limits.outcomesPerIdSpace,
    maxMessageBytes: exchange.gateway.limits.messageBytesMax,
    accountSequence: 0,
  });
  expect(accepted.sentTimeMs).toBeGreaterThan(0);
  expect(accepted.body.journalSequence).toBe(exchange.core.state.sequence);
  expect(exchange.core.state.registry.sessions).toHaveLength(1);
  expect(exchange.gateway.metrics.sessions).toBe(1);
});

test('session ids go on from the last one in the journal', async () => {
  await start();
  const consumer = exchange.openConsumer();
  const first = await exchange.connect();
  const second = await exchange.connect();
  const [a, b] = [await first.logOn(consumer), await second.logOn(consumer)];
  expect(b.body.sessionId).toBe(a.body.sessionId + 1);
  expect(exchange.core.state.registry.lastSessionId).toBe(b.body.sessionId);
});

test('a signature that is not of this challenge, account and key ends the session', async () => {
  await start();
  const consumer = exchange.openConsumer();
  const other = exchange.openConsumer();
  const first = await exchange.connect();
  const challenge = await first.next('challenge');
  const replayed = first.logonOf(challenge, consumer);
  const wrong = [
    replayed,
    { ...replayed, accountId: other.accountId },
    { ...replayed, keyId: 2 },
    { ...replayed, accountId: 999 },
  ];
  for (const body of wrong) {
    const client = await exchange.connect();
    await client.next('challenge');
    client.session({ type: 'logon', body });
    await expectEnded(client, 'BAD_SIGNATURE');
  }
  const forged = await exchange.connect();
  const own = await forged.next('challenge');
  forged.session({ type: 'logon', body: forged.logonOf(own, { ...consumer, key: newKey() }) });
  await expectEnded(forged, 'BAD_SIGNATURE');
  expect(exchange.core.state.registry.sessions).toHaveLength(0);
});

test('a session that does not log on in time ends, and one that logs on twice is told so', async () => {
  let now = 1_800_000_000_000;
  await start({ nowMs: () => now });
  const consumer = exchange.openConsumer();
  const late = await exchange.connect();
  await late.next('challenge');
  const client = await exchange.logOn(consumer);
  now += exchange.gateway.limits.logonTimeoutMs;
  await expectEnded(late, 'LOGON_TIMEOUT');
  const body = client.logonOf(client.all('challenge')[0] as never, consumer);
  const answer = await client.answer(client.session({ type: 'logon', body }));
  expect(answer.body).toMatchObject({ errorCode: ERROR_CATALOG.ALREADY_LOGGED_ON.code });
  expect(client.closed).toBeUndefined();
});

test('sessions are limited per account and in all', async () => {
  await start({ limits: { sessionsPerAccountMax: 2, sessionsMax: 4 } });
  const consumer = exchange.openConsumer();
  const first = await exchange.logOn(consumer);
  await exchange.logOn(consumer);
  const third = await exchange.connect();
  const challenge = await third.next('challenge');
  third.session({ type: 'logon', body: third.logonOf(challenge, consumer) });
  await expectEnded(third, 'SESSION_LIMIT');
  first.terminate();
  await first.ended();
  await expect.poll(() => exchange.gateway.metrics.sessions).toBe(1);
  await exchange.logOn(consumer);
  await exchange.connect();
  await exchange.connect();
  await expectEnded(await exchange.connect(), 'SESSION_LIMIT');
});

test('before the logon nothing but a logon is heard, and not for long', async () => {
  await start({ limits: { refusalsBeforeLogonMax: 3 } });
  const client = await exchange.connect();
  await client.next('challenge');
  const order = { clientOrderId: 1, side: SIDE.BUY, priceTicks: 100, lots: 1 };
  const [requestId] = client.place(order);
  const answer = await client.answer(requestId as number);
  expect(answer.body).toMatchObject({
    errorCode: ERROR_CATALOG.NOT_LOGGED_ON.code,
    closing: false,
  });
  client.session({ type: 'listMarkets', body: { includeClosed: false } });
  client.place(order, order);
  await expectEnded(client, 'NOT_LOGGED_ON');
});

test('what a key has no scope for is refused', async () => {
  await start();
  const reader = await exchange.logOn(exchange.open(CONSUMER, [READ]));
  const trader = await exchange.logOn(exchange.open(CONSUMER, [TRADE]));
  const scope = { errorCode: ERROR_CATALOG.SCOPE.code, closing: false };
  const order = { clientOrderId: 1, side: SIDE.BUY, priceTicks: 100, lots: 1 };
  const [requestId] = reader.place(order);
  expect((await reader.answer(requestId as number)).body).toMatchObject(scope);
  const deposit = { clientRequestId: 1, targetAccountId: 5, amountMicroPat: 1 };
  for (const client of [reader, trader]) {
    expect((await client.answer(client.request('deposit', deposit))).body).toMatchObject(scope);
  }
  const snapshot = trader.session({ type: 'getAccountSnapshot', body: {} });
  expect((await trader.answer(snapshot)).body).toMatchObject(scope);
  expect((await trader.order(order)).errorCode).not.toBe(ERROR_CATALOG.SCOPE.code);
});

test('a revoked key ends its sessions once the revocation is durable', async () => {
  await start();
  const consumer = exchange.openConsumer();
  const kept = newKey();
  exchange.submit(exchange.operator.accountId, 'addKey', {
    targetAccountId: consumer.accountId,
    publicKey: rawKey(kept),
    scopes: [READ],
  });
  const revoked = await exchange.logOn(consumer);
  const other = await exchange.logOn({ ...consumer, keyId: 2, key: kept });
  const operator = await exchange.logOn(exchange.operator);
  const body = { targetAccountId: consumer.accountId, keyId: 1 };
  expect((await operator.result('revokeKey', body)).errorCode).toBe(0);
  await expectEnded(revoked, 'BAD_SIGNATURE');
  await other.settle();
  const again = await exchange.connect();
  const challenge = await again.next('challenge');
  again.session({ type: 'logon', body: again.logonOf(challenge, consumer) });
  await expectEnded(again, 'BAD_SIGNATURE');
});

test('a lost connection cancels the orders of a session that asked for it, a logout does not', async () => {
  await start();
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const watcher = await exchange.logOn(consumer);
  const lost = await exchange.logOn(consumer, { cancelOnDisconnect: true });
  const left = await exchange.logOn(consumer, { cancelOnDisconnect: true });
  const order = { side: SIDE.BUY, priceTicks: 90, lots: 1 };
  const first = await lost.order({ ...order, clientOrderId: 1 });
  const second = await left.order({ ...order, clientOrderId: 2 });
  left.session({ type: 'logout', body: {} });
  expect(await left.ended()).toEqual({ code: 1_000, reason: 'logged out' });
  lost.terminate();
  const canceled = await watcher.next(
    'executionReport',
    (m) => m.body.cancelReason === CANCEL_REASON.DISCONNECTED,
  );
  expect(canceled.body.orderId).toBe(first.orderId);
  expect(exchange.core.state.orders.find(second.orderId)).not.toBe(0);
  expect(exchange.core.state.registry.sessions).toHaveLength(1);
});

test('after a logout the session is heard no more', async () => {
  await start();
  const operator = await exchange.logOn(exchange.operator);
  operator.session({ type: 'logout', body: {} });
  const body = { clientRequestId: 1, targetAccountId: 1, amountMicroPat: 5 };
  const requestId = operator.request('deposit', body);
  await operator.ended();
  const answer = operator.messages.find((m) => m.requestId === requestId);
  if (answer !== undefined) {
    expect(answer.body).toMatchObject({ errorCode: ERROR_CATALOG.NOT_LOGGED_ON.code });
  }
  expect(exchange.gateway.metrics.sessions).toBe(0);
});

test('an operator logs on with its own scopes', async () => {
  await start();
  const accepted = await (await exchange.connect()).logOn(exchange.operator);
  expect(accepted.body.scopes).toEqual([READ, OPERATE]);
});
