/**
 * Catches a command by HTTP that happens twice, that nobody signed, that a captured request repeats, or whose answer is ahead of
 * the disk: against a running exchange over real sockets, with the same key sent many times at once, on both transports, and
 * with the exchange killed between taking a command and answering it.
 */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSandbox, type Sandbox, startProcess } from '../../bench/e2e/sandbox.js';
import { PatxClient } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { answerOf, type HttpAnswer, type HttpParty, headersBy, send } from '../api/http-client.js';

const WAIT = { timeout: 60_000, interval: 50 };
const ORDER = {
  ...{ seriesId: 1, side: 'BUY', orderType: 'LIMIT', timeInForce: 'GTC' },
  ...{ priceTicks: 100, quantityLots: 1, selfTradePrevention: 'CANCEL_TAKER' },
};
let sandbox: Sandbox;
let consumer: HttpParty;
let operator: HttpParty;
let apiUrl = '';

beforeAll(async () => {
  sandbox = await openSandbox(1, undefined, ['--api-port', '0']);
  apiUrl = sandbox.apiUrl ?? '';
  consumer = { accountId: sandbox.consumer, keyId: 1, key: sandbox.key };
  const key = createPrivateKey(readFileSync(join(sandbox.data, 'keys', 'operator.pem')));
  operator = { accountId: FIRST_OPERATOR_ACCOUNT, keyId: 1, key };
  await vi.waitFor(async () => {
    expect((await fetch(`${apiUrl}/v1/status`)).status).toBe(200);
    // The reader knows the consumer's key once it has followed that far.
    const known = await send(apiUrl, consumer, { method: 'GET', path: '/v1/account' });
    expect(known.status).toBe(200);
  }, WAIT);
}, 120_000);
afterAll(() => sandbox.close());

const place = (key: string, fields: object = {}, party = consumer): Promise<HttpAnswer> =>
  send(apiUrl, party, { method: 'POST', path: '/v1/orders', body: { ...ORDER, ...fields }, key });

const openOrders = (url = apiUrl, party = consumer): Promise<readonly Record<string, unknown>[]> =>
  vi.waitFor(async () => {
    const status = await answerOf(await fetch(`${url}/v1/status`));
    const page = await send(url, party, { method: 'GET', path: '/v1/account/open-orders' });
    expect((status.body.reader as { lagCommands: number }).lagCommands).toBe(0);
    expect(page.status).toBe(200);
    return page.body.data as Record<string, unknown>[];
  }, WAIT);

test('an order is placed, amended and cancelled, each once for its key', async () => {
  const placed = await place('first');
  expect(placed.body).toMatchObject({ command: 'placeOrder', duplicate: false, outcome: null });
  expect(placed.status).toBe(200);
  expect(placed.headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/);
  const { referenceId: orderId, clientOrderId, journalSequence } = placed.body;
  expect(Math.floor((clientOrderId as number) / 2 ** 48)).toBe(29);
  const again = await place('first');
  expect(again.body).toEqual({ ...placed.body, duplicate: true, journalSequence });
  const amend = (priceTicks: number, key: string): Promise<HttpAnswer> => {
    const body = { priceTicks, openLots: 1 };
    return send(apiUrl, consumer, { method: 'PATCH', path: `/v1/orders/${orderId}`, body, key });
  };
  expect((await amend(90, 'second')).status).toBe(200);
  expect((await amend(80, 'third')).status).toBe(200);
  // Sent again it does not go back to what it asked for first.
  expect((await amend(90, 'second')).body).toMatchObject({ duplicate: true });
  expect(await openOrders()).toMatchObject([{ orderId, priceTicks: 80 }]);
  const cancel = { method: 'DELETE', path: `/v1/orders/${orderId}`, key: 'fourth' };
  expect((await send(apiUrl, consumer, cancel)).body).toMatchObject({ command: 'cancelOrder' });
  expect((await send(apiUrl, consumer, cancel)).body).toMatchObject({ duplicate: true });
  const other = await send(apiUrl, consumer, { ...cancel, key: 'fifth' });
  expect(other).toMatchObject({ status: 404, body: { name: 'UNKNOWN_ORDER' } });
});

test('a refusal names code, field and remedy, and stays what it was', async () => {
  const refused = await place('refused', { priceTicks: -5 });
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ name: 'TICK_LOT', field: 'priceTicks' });
  expect(String(refused.body.remedy).length).toBeGreaterThan(5);
  expect((await place('refused', { priceTicks: -5 })).body).toEqual(refused.body);
  const unknown = await place('no-series', { seriesId: 999 });
  expect(unknown).toMatchObject({ status: 404, body: { name: 'UNKNOWN_SERIES' } });
});

test('the same key with another request is refused, and so is a key that is none', async () => {
  expect((await place('mine')).status).toBe(200);
  const other = await place('mine', { priceTicks: 101 });
  expect(other).toMatchObject({ status: 422, body: { name: 'IDEMPOTENCY_MISMATCH' } });
  const kill = { killScope: 'ACCOUNT', targetId: consumer.accountId, reason: 'test' };
  const killed = await send(apiUrl, consumer, {
    ...{ method: 'POST', path: '/v1/kills', body: kill, key: 'mine' },
  });
  expect(killed.status).toBe(422);
  for (const key of ['x'.repeat(65), 'é'.repeat(33)]) {
    const refused = await place(key);
    expect(refused.status).toBe(400);
  }
  const url = `${apiUrl}/v1/orders`;
  const headers = await headersBy(consumer, url, { method: 'POST', body: ORDER });
  const without = await fetch(url, { method: 'POST', headers, body: JSON.stringify(ORDER) });
  expect(without.status).toBe(400);
  // Any text is a key, and each its own.
  for (const key of ['a b', 'schlüssel', '鍵 1', '\u0080\u202e', 'é'.repeat(32)]) {
    const [first, second] = [
      await place(key, { priceTicks: 90 }),
      await place(key, { priceTicks: 90 }),
    ];
    expect([first.status, second.body]).toEqual([200, { ...first.body, duplicate: true }]);
    expect((await place(key, { priceTicks: 91 })).status).toBe(422);
  }
  // Another account's key of the same text is another key.
  const theirs = await place('mine', {}, operator);
  expect(theirs).toMatchObject({ status: 403, body: { name: 'SCOPE' } });
  const clean = await send(apiUrl, consumer, {
    method: 'DELETE',
    path: '/v1/orders',
    key: 'clean',
  });
  expect(clean.body).toMatchObject({ affectedCount: 6 });
});

test('the same request sent at once fifty times happens once', async () => {
  const url = `${apiUrl}/v1/orders`;
  const body = { ...ORDER, priceTicks: 50 };
  const headers = await headersBy(consumer, url, { method: 'POST', body, key: 'many' });
  const sendOnce = async (): Promise<HttpAnswer> =>
    answerOf(await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  const answers = await Promise.all(Array.from({ length: 50 }, sendOnce));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map((one) => one.body.referenceId)).size).toBe(1);
  expect(answers.filter((one) => one.body.duplicate === false)).toHaveLength(1);
  expect(await openOrders()).toHaveLength(1);
});

test('different keys at once are different orders, and the account pays for all', async () => {
  const before = (await openOrders()).length;
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => place(`each-${i}`, { priceTicks: 60 })),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(answers.map((one) => one.body.clientOrderId)).size).toBe(40);
  expect(await openOrders()).toHaveLength(before + 40);
  const all = { method: 'DELETE', path: '/v1/orders?side=BUY', key: 'all' };
  expect((await send(apiUrl, consumer, all)).body).toMatchObject({ affectedCount: before + 40 });
  expect(await openOrders()).toHaveLength(0);
});

test('a retry over the other transport is the same command', async () => {
  const client = await PatxClient.connect({
    ...{ url: sandbox.url, accountId: consumer.accountId, keyId: 1 },
    privateKey: sandbox.key.export({ type: 'pkcs8', format: 'pem' }) as string,
  });
  const clientOrderId = 5 * 2 ** 48 + 77;
  const bySocket = await client.place({
    ...{ clientOrderId, seriesId: 1, side: SIDE.BUY, orderType: ORDER_TYPE.LIMIT },
    ...{ timeInForce: TIME_IN_FORCE.GTC, priceTicks: 100, quantityLots: 1 },
  } as never);
  const retried = await place(`order:${clientOrderId}`);
  expect(retried.body).toMatchObject({
    ...{ referenceId: bySocket.orderId, clientOrderId, duplicate: true },
  });
  const other = await place(`order:${clientOrderId + 1}`);
  expect(other.body).toMatchObject({ clientOrderId: clientOrderId + 1, duplicate: false });
  const outcome = await client.getOutcome(clientOrderId + 1);
  expect(outcome).toMatchObject({ referenceId: other.body.referenceId });
  const asked = await send(apiUrl, consumer, {
    ...{ method: 'POST', path: `/v1/outcomes/${clientOrderId}` },
  });
  expect(asked.body).toMatchObject({ outcome: 'ACCEPTED', referenceId: bySocket.orderId });
  const never = await send(apiUrl, consumer, { method: 'POST', path: '/v1/outcomes/12' });
  expect(never.body).toMatchObject({ outcome: 'NEVER_SEEN' });
  await client.close();
});

test('what was changed after it was signed does not count', async () => {
  const url = `${apiUrl}/v1/orders`;
  const signedFor = { method: 'POST', body: ORDER, key: 'signed' };
  const headers = await headersBy(consumer, url, signedFor);
  const tampered = async (more: Record<string, string>, body: object = ORDER) =>
    answerOf(
      await fetch(url, {
        ...{ method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) },
      }),
    );
  const bad = { status: 401, body: { name: 'BAD_SIGNATURE' } };
  expect(await tampered({}, { ...ORDER, quantityLots: 1_000 })).toMatchObject(bad);
  expect(await tampered({ 'idempotency-key': 'other' })).toMatchObject(bad);
  const swapped = headers['signature-input']?.replace(/keyid="\d+\//, 'keyid="1/') ?? '';
  expect(await tampered({ 'signature-input': swapped })).toMatchObject(bad);
  // Signed without the key, which could then be another one each time.
  const bare = await headersBy(consumer, url, { method: 'POST', body: ORDER });
  const free = await fetch(url, {
    ...{ method: 'POST', headers: { ...bare, 'idempotency-key': 'free' } },
    body: JSON.stringify(ORDER),
  });
  expect(free.status).toBe(401);
  expect((await tampered({})).status).toBe(200);
});

test('operators act by HTTP as their roles say', async () => {
  const halt = { method: 'POST', path: '/v1/series/1/halt', body: { reason: 'test' } };
  const may = await send(apiUrl, consumer, { ...halt, key: 'halt' });
  expect(may).toMatchObject({ status: 403, body: { name: 'SCOPE' } });
  expect((await send(apiUrl, operator, { ...halt, key: 'halt' })).status).toBe(200);
  expect((await place('halted')).body).toMatchObject({ status: 409 });
  const resume = { method: 'POST', path: '/v1/series/1/resumption', body: { reason: 'test' } };
  expect((await send(apiUrl, operator, { ...resume, key: 'resume' })).status).toBe(200);
  const parameter = await send(apiUrl, operator, {
    ...{ method: 'PUT', path: '/v1/parameters/max_open_orders', key: 'parameter' },
    body: { target: '', value: 3_000_000, reason: 'test', expectedVersion: 0 },
  });
  expect(parameter.body).toMatchObject({ command: 'setParameter', awaitingApproval: false });
  const none = await send(apiUrl, operator, {
    ...{ method: 'PUT', path: '/v1/parameters/no_such', key: 'parameter-2' },
    body: { target: '', value: 1, reason: 'test' },
  });
  expect(none).toMatchObject({ status: 404, body: { name: 'UNKNOWN_PARAMETER' } });
});

test('killed between taking a command and answering it, a retry finds what became of it', async () => {
  const killed = await openSandbox(1, undefined, ['--api-port', '0']);
  const party = { accountId: killed.consumer, keyId: 1, key: killed.key };
  const ask = (url: string, key: string): Promise<HttpAnswer> =>
    send(url, party, { method: 'POST', path: '/v1/orders', body: ORDER, key });
  await vi.waitFor(async () => {
    const known = await send(killed.apiUrl ?? '', party, { method: 'GET', path: '/v1/account' });
    expect(known.status).toBe(200);
  }, WAIT);
  // Orders without end, and a sudden death somewhere among them.
  const answers = new Map<string, number>();
  const died = new Promise<void>((resolve) => killed.child.once('exit', () => resolve()));
  let answered = 0;
  const senders = Array.from({ length: 8 }, async (_, sender) => {
    for (let i = 0; ; i += 1) {
      const key = `k-${sender}-${i}`;
      answers.set(key, 0);
      const answer = await ask(killed.apiUrl ?? '', key).catch(() => undefined);
      if (answer === undefined) return;
      if (answer.status === 200) {
        answers.set(key, answer.body.referenceId as number);
        answered += 1;
        if (answered === 24) killed.child.kill('SIGKILL');
      } else throw new Error(`${key}: ${JSON.stringify(answer.body)}`);
    }
  });
  await Promise.all([died, ...senders]);
  const unanswered = [...answers].filter(([, id]) => id === 0).map(([key]) => key);
  expect(unanswered.length).toBeGreaterThan(0);
  expect(answers.size).toBeGreaterThan(unanswered.length);
  const next = await startProcess(killed.data, ['--quoting', 'false', '--api-port', '0']);
  await vi.waitFor(async () => {
    const known = await send(next.apiUrl ?? '', party, { method: 'GET', path: '/v1/account' });
    expect(known.status).toBe(200);
  }, WAIT);
  const ids = new Map<string, number>();
  for (const [key, id] of answers) {
    const answer = await ask(next.apiUrl ?? '', key);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    ids.set(key, answer.body.referenceId as number);
    // What was answered is durable, and is answered the same.
    if (id !== 0) expect([answer.body.referenceId, answer.body.duplicate]).toEqual([id, true]);
  }
  expect(new Set(ids.values()).size).toBe(answers.size);
  expect(await openOrders(next.apiUrl, party)).toHaveLength(answers.size);
  const ended = new Promise<void>((resolve) => next.child.once('exit', () => resolve()));
  next.child.kill('SIGTERM');
  await ended;
}, 180_000);
