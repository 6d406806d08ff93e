/**
 * Catches an account that makes the venue work for others' waiting: refused messages that cost nothing, credits that come
 * back with a new session, a debt that keeps somebody from cancelling.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_ACCOUNT, unitsOf, WorkCredits } from '../../src/gateway/intake/work-credits.js';
import {
  ACCOUNT_ROLE,
  Command,
  ERROR_CATALOG,
  COMMAND_KIND as K,
  SIDE,
} from '../../src/values/index.js';
import { setParameter } from './provocations/provoke.js';
import type { TestClient } from './support/client.js';
import { startExchange, type TestExchange } from './support/exchange.js';

const { RATE } = ERROR_CATALOG;
/** Units earned a second at an order rate of 1, and saved up at most. */
const FULL = 4_000;

let exchange: TestExchange;
let nowMs = 1_800_000_000_000;

beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  exchange = await startExchange({ nowMs: () => nowMs });
  setParameter(exchange, 'order_rate_per_second', 1);
  exchange.openProvider();
});

afterEach(() => exchange.stop());

const order = { clientOrderId: 1, side: SIDE.BUY, priceTicks: 10, lots: 1 };

/** Commands of 4 units each that the core refuses. */
function flood(client: TestClient, count: number): number[] {
  const command = new Command();
  command.kind = K.CANCEL_ORDER;
  command.orderId = 999_999;
  return Array.from({ length: count }, () => client.command(command));
}

test('who has used his credits is refused, keeps his cancels, and may go on a second later', async () => {
  const party = exchange.openConsumer();
  const client = await exchange.logOn(party);
  const { orderId } = await client.order(order);
  const ids = flood(client, FULL + 10);
  const last = await client.answer(ids.at(-1) as number);
  expect(last.body).toMatchObject({ errorCode: RATE.code, closing: false });
  expect((last.body as { detail: string }).detail).toMatch(/wait \d+ ms/);
  const first = await client.answer(ids[0] as number);
  expect(first.type).toBe('commandResult');
  // Another session of the account has no more, another account has all of its own.
  const second = await exchange.logOn(party);
  const asked = await second.answer(second.session({ type: 'listParameters', body: {} }));
  expect(asked.body).toMatchObject({ errorCode: RATE.code });
  const other = await exchange.logOn(exchange.openConsumer());
  expect((await other.order(order)).errorCode).toBe(0);
  // What ends an order is taken still.
  client.cancel(orderId);
  const canceled = await client.next('executionReport', (m) => m.body.cancelReason !== 0);
  expect(canceled.body.orderId).toBe(orderId);
  nowMs += 1_000;
  expect((await client.order({ ...order, clientOrderId: 2 })).errorCode).toBe(0);
});

test('who goes on all the same is ended, and finds his debt when he comes back', async () => {
  const party = exchange.openConsumer();
  const client = await exchange.logOn(party);
  flood(client, 3 * FULL);
  expect((await client.ended()).reason).toBe('RATE');
  const again = await exchange.logOn(party);
  const [id] = flood(again, 1);
  const answer = await again.answer(id as number).catch((error: Error) => error.message);
  expect(JSON.stringify(answer)).toMatch(/RATE|"errorCode":6/);
  // What reached the journal is bounded by the credits, not by what was sent.
  expect(exchange.core.state.sequence).toBeLessThan(2 * FULL);
});

test('frames that hold next to nothing are paid for by their length, and end who goes on sending them', async () => {
  const party = exchange.openConsumer();
  const client = await exchange.connect('patx.v1.json');
  const challenge = await challengeIn(client);
  const body = client.logonOf(challenge as never, party);
  const signature = Buffer.from(body.signature).toString('base64');
  const logon = { ...body, signature };
  client.raw(JSON.stringify({ requestId: '1', logon }));
  await client.until(
    () => client.texts.some((text) => text.includes('logonAccepted')),
    'the logon',
  );
  // 64 KiB of one envelope, which alone costs two units: a beat, and what nobody knows.
  const beat = `{"requestId":"7","heartbeat":{"timeMs":"1"}`;
  const frame = `${beat}${',"no":0'.repeat((65_536 - beat.length - 1) / 7)}}`;
  const before = exchange.gateway.metrics.envelopesIn;
  for (let i = 0; i < 400; i += 1) client.raw(frame);
  expect((await client.ended()).reason).toBe('RATE');
  const each = (4 * frame.length) / 1_024;
  const read = exchange.gateway.metrics.envelopesIn - before;
  expect(read).toBeGreaterThan(FULL / each - 1);
  expect(read).toBeLessThanOrEqual((2 * FULL) / each + 2);
});

/** The challenge of a JSON session. */
async function challengeIn(client: TestClient): Promise<unknown> {
  await client.until(() => client.texts.length > 0, 'a challenge');
  const { challenge } = JSON.parse(client.texts[0] as string) as {
    challenge: { nonce: string; sessionId: string };
  };
  const { nonce, sessionId } = challenge;
  return { body: { nonce: Buffer.from(nonce, 'base64'), sessionId: Number(sessionId) } };
}

test('credits that were earned back end nobody for what he owed before', () => {
  const work = new WorkCredits(() => 1);
  const own = work.of(12, ACCOUNT_ROLE.CONSUMER, 0);
  for (let i = 0; i < 200; i += 1) work.begin(own, 0, 64);
  expect(work.isFarOver(own)).toBe(true);
  work.begin(own, 60_000, 1);
  expect(work.isFarOver(own)).toBe(false);
});

test('an answer dearer than what is left is waited for, and ends nobody', () => {
  const work = new WorkCredits(() => 1);
  const own = work.of(12, ACCOUNT_ROLE.CONSUMER, 0);
  expect(work.take(own, 2)).toBe(true);
  // A thousand deep books, asked for in one go.
  work.charge(own, 20 * FULL);
  expect(work.take(own, 2)).toBe(false);
  expect(work.isFarOver(own)).toBe(false);
  expect(work.waitMs(own)).toBeGreaterThan(30_000);
  // Who goes on sending meanwhile is ended all the same.
  for (let i = 0; i < FULL; i += 1) work.take(own, 2);
  expect(work.isFarOver(own)).toBe(true);
  work.begin(own, 60_000, 0);
  expect(work.take(own, 2)).toBe(true);
  expect(work.isFarOver(own)).toBe(false);
});

test('who has nothing left still beats, and logs out in order', async () => {
  const client = await exchange.logOn(exchange.openConsumer());
  const ids = flood(client, FULL + 10);
  await client.answer(ids.at(-1) as number);
  const body = { timeMs: 1, accountSequence: 0, lagNs: 0, journalSequence: 0 };
  expect((await client.answer(client.session({ type: 'heartbeat', body }))).type).toBe('heartbeat');
  client.session({ type: 'logout', body: {} });
  expect((await client.ended()).reason).toBe('logged out');
});

test('an order a millisecond with its cancel and a question each second stays below', () => {
  const work = new WorkCredits(() => 1_000);
  const own = work.of(12, ACCOUNT_ROLE.CONSUMER, 0);
  for (let ms = 1; ms <= 60_000; ms += 1) {
    work.begin(own, ms, 60 / 1_024);
    for (const kind of [K.PLACE_ORDER, K.CANCEL_ORDER, K.AMEND_ORDER]) {
      expect(work.take(own, unitsOf(kind))).toBe(true);
    }
  }
});

test('the broker and operators are not counted, and strangers have no account', () => {
  const work = new WorkCredits(() => 1);
  for (const role of [ACCOUNT_ROLE.BROKER, ACCOUNT_ROLE.OPERATOR]) {
    const own = work.of(role, role, 0);
    for (let i = 0; i < 10_000; i += 1) expect(work.take(own, 100)).toBe(true);
    expect(work.isFarOver(own)).toBe(false);
  }
  work.begin(NO_ACCOUNT, 1, 1e9);
  expect(NO_ACCOUNT.units).toBe(0);
});

test('receipts with wrong signatures are charged, bounded, and hold up nobody', async () => {
  const party = exchange.openConsumer();
  const client = await exchange.logOn(party);
  await client.order({ ...order, priceTicks: 90 });
  const signature = new Uint8Array(64);
  const ids = Array.from({ length: 300 }, (_, i) =>
    client.request('acceptDelivery', { deliveryId: i + 1, keyId: 1, signature }),
  );
  const codes = new Set<number>();
  await client.ended();
  const answers = client.messages.filter(({ requestId }) => ids.includes(requestId));
  for (const { body } of answers) codes.add((body as { errorCode: number }).errorCode);
  // At 32 units each the credits end after 125 of them.
  expect(codes).toContain(RATE.code);
  expect(exchange.core.state.sequence).toBeLessThan(200);
});

test('every number costs something, whatever the number', () => {
  for (const kind of [...Object.values(K), 0, 101, 255, 256, 2_047, 5_000]) {
    expect(unitsOf(kind), `${kind}`).toBeGreaterThan(0);
  }
});
