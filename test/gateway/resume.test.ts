/** Catches a report that is missed, repeated or out of order over a reconnect, and a resume that hides a loss. */
import { afterEach, expect, test } from 'vitest';
import { ClientEncoder } from '../../src/schema/index.js';
import { ERROR_CATALOG, EXECUTION_TYPE, type QuoteLevel, SIDE } from '../../src/values/index.js';
import { type OrderTerms, orderCommand, type TestClient } from './support/client.js';
import {
  type ExchangeOptions,
  type Party,
  startExchange,
  type TestExchange,
} from './support/exchange.js';

const { BUY, SELL } = SIDE;
let exchange: TestExchange;

async function start(options: ExchangeOptions = {}): Promise<TestExchange> {
  exchange = await startExchange(options);
  return exchange;
}

afterEach(() => exchange.stop());

function resume(client: TestClient, afterAccountSequence: number): number {
  return client.session({ type: 'resumeReports', body: { afterAccountSequence } });
}

/** Orders of a party, without waiting for answers. */
function orders(party: Party, count: number, priceTicks = 90) {
  return Array.from({ length: count }, () => ({
    clientOrderId: exchange.nextId(party.accountId),
    side: BUY,
    priceTicks,
    lots: 1,
  }));
}

const sequences = (client: TestClient): number[] =>
  client.all('executionReport').map((m) => m.body.accountSequence);

test('reports missed while away come in order, then live ones', async () => {
  await start();
  const party = exchange.openConsumer();
  exchange.openProvider();
  const first = await exchange.logOn(party);
  first.place(...orders(party, 3));
  await first.settle();
  expect(sequences(first)).toEqual([1, 2, 3]);
  first.terminate();
  const other = await exchange.logOn(party);
  other.place(...orders(party, 4));
  await other.settle();
  const back = await exchange.connect();
  const accepted = await back.logOn(party);
  expect(accepted.body.accountSequence).toBe(7);
  const requestId = resume(back, 3);
  const done = await back.next('resumeDone', (m) => m.requestId === requestId);
  expect(done.body).toEqual({ accountSequence: 7, reportCount: 4 });
  expect(sequences(back)).toEqual([4, 5, 6, 7]);
  // Of the messages the first session and the second got, byte for byte the same content.
  expect(back.all('executionReport').map((m) => m.body)).toEqual(
    other.all('executionReport').map((m) => m.body),
  );
  other.place(...orders(party, 2));
  await back.next('executionReport', (m) => m.body.accountSequence === 9);
  expect(sequences(back)).toEqual([4, 5, 6, 7, 8, 9]);
  expect((await back.answer(resume(back, 9))).body).toEqual({ accountSequence: 9, reportCount: 0 });
});

test('answers to orders sent while resuming keep their place and their request ids', async () => {
  await start({ limits: { resumeBytesPerTurn: 200 } });
  const party = exchange.openConsumer();
  exchange.openProvider();
  const first = await exchange.logOn(party);
  first.place(...orders(party, 60));
  await first.settle();
  const back = await exchange.logOn(party);
  const resumeId = resume(back, 0);
  const ids = back.place(...orders(party, 20));
  await back.next('resumeDone', (m) => m.requestId === resumeId);
  await back.settle();
  expect(sequences(back)).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
  const answers = back.all('executionReport').filter((m) => m.requestId !== 0);
  expect(answers.map((m) => m.requestId)).toEqual(ids);
  expect(answers.map((m) => m.body.accountSequence)).toEqual(ids.map((_, i) => 61 + i));
});

test('answers are no part of what is resumed, and no sequence is missing without them', async () => {
  await start();
  const party = exchange.openConsumer();
  exchange.openProvider();
  const first = await exchange.logOn(party);
  const [one, two, three] = orders(party, 3) as [OrderTerms, OrderTerms, OrderTerms];
  first.place(one, { ...two, priceTicks: 900 }, three);
  await first.result('getOutcome', { clientOrderId: 999_999 });
  await first.settle();
  expect(sequences(first)).toEqual([1, 0, 2]);
  const back = await exchange.logOn(party);
  expect((await back.answer(resume(back, 0))).body).toEqual({ accountSequence: 2, reportCount: 2 });
  expect(sequences(back)).toEqual([1, 2]);
  expect(back.all('commandResult')).toEqual([]);
  // What became of the refused order is there for whoever lost its answer.
  const asked = await back.result('getOutcome', { clientOrderId: two.clientOrderId });
  expect(asked).toMatchObject({ errorCode: ERROR_CATALOG.COLLAR.code, duplicate: true });
});

test('an answer to a session that is catching up comes all the same, once', async () => {
  await start({ limits: { resumeBytesPerTurn: 1 } });
  const party = exchange.openConsumer();
  exchange.openProvider();
  const first = await exchange.logOn(party);
  first.place(...orders(party, 40));
  await first.settle();
  const back = await exchange.logOn(party);
  const resumeId = resume(back, 0);
  const asked = back.request('getOutcome', { clientOrderId: 999_999 });
  await back.next('resumeDone', (m) => m.requestId === resumeId);
  await back.settle();
  expect(back.all('commandResult').filter((m) => m.requestId === asked)).toHaveLength(1);
  expect(sequences(back)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
});

test('a result tells of every quote of its command', async () => {
  await start();
  exchange.openProvider();
  const maker = await exchange.logOn(exchange.broker);
  const watcher = await exchange.logOn(exchange.broker);
  const validUntilMs = Math.floor(exchange.nowMs()) + 60_000;
  const quote = { bids: [], asks: [], validUntilMs, factors: null };
  const quoteAll = (...seriesIds: number[]) =>
    maker.result('massQuote', {
      basedOnSequence: exchange.sequencer.durableSequence,
      quotes: seriesIds.map((seriesId) => ({ ...quote, seriesId })),
    });
  const refused = ERROR_CATALOG.UNKNOWN_SERIES.code;
  expect((await quoteAll(1, 9, 1, 8)).entryErrorCodes).toEqual([0, refused, 0, refused]);
  expect((await quoteAll(9)).entryErrorCodes).toEqual([refused]);
  await watcher.settle();
  // Beside its own answer, with which it settles.
  expect(watcher.all('commandResult').filter((m) => m.requestId === 0)).toEqual([]);
});

test('both parties of a trade can resume it', async () => {
  await start();
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  const seller = await exchange.logOn(provider);
  const resting = await seller.order({
    clientOrderId: exchange.nextId(provider.accountId),
    side: SELL,
    priceTicks: 100,
    lots: 5,
  });
  seller.terminate();
  await seller.ended();
  const buyer = await exchange.logOn(consumer);
  buyer.place({ clientOrderId: 1, side: BUY, priceTicks: 100, lots: 5 });
  await buyer.next('executionReport', (m) => m.body.executionType === EXECUTION_TYPE.TRADE);
  for (const [party, side, after] of [
    [provider, SELL, resting.accountSequence],
    [consumer, BUY, 1],
  ] as const) {
    const back = await exchange.logOn(party);
    await back.answer(resume(back, after));
    const [trade] = back.all('executionReport');
    expect(trade?.body).toMatchObject({
      executionType: EXECUTION_TYPE.TRADE,
      side,
      accountId: party.accountId,
      accountSequence: after + 1,
    });
  }
});

test('what is no longer kept is said to be too old, what never was is refused', async () => {
  await start({ limits: { reportBytes: 4_096 } });
  const party = exchange.openConsumer();
  exchange.openProvider();
  const client = await exchange.logOn(party);
  client.place(...orders(party, 100));
  await client.settle();
  const back = await exchange.logOn(party);
  expect((await back.answer(resume(back, 0))).body).toMatchObject({
    errorCode: ERROR_CATALOG.RESUME_TOO_OLD.code,
    closing: false,
  });
  expect((await back.answer(resume(back, 101))).body).toMatchObject({
    errorCode: ERROR_CATALOG.INVALID_FIELD.code,
    errorField: 'after_account_sequence',
  });
  expect((await back.answer(resume(back, 95))).body).toBeDefined();
  await back.next('resumeDone');
  expect(sequences(back)).toEqual([96, 97, 98, 99, 100]);
});

test('a reader the ring overtakes is told that it lost reports', async () => {
  await start({
    limits: { reportBytes: 8_192, resumeBytesPerTurn: 100, marketQueueBytesMax: 50 },
  });
  const party = exchange.openConsumer();
  exchange.openProvider();
  const other = exchange.openConsumer();
  const client = await exchange.logOn(party);
  const noise = await exchange.logOn(other);
  client.place(...orders(party, 40));
  await client.settle();
  const back = await exchange.logOn(party);
  const requestId = resume(back, 0);
  for (let i = 0; i < 10; i += 1) noise.place(...orders(other, 50));
  const answer = await back.answer(requestId);
  if (answer.type === 'errorReport') {
    expect(answer.body.errorCode).toBe(ERROR_CATALOG.RESUME_TOO_OLD.code);
  } else expect(sequences(back)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
});

test('the account snapshot is whole, in chunks of one sequence', async () => {
  await start({ limits: { chunkEntries: 4 } });
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  const seller = await exchange.logOn(provider);
  await seller.order({
    clientOrderId: exchange.nextId(provider.accountId),
    side: SELL,
    priceTicks: 100,
    lots: 50,
  });
  const client = await exchange.logOn(consumer);
  await client.order({ clientOrderId: 2 ** 48 + 1, side: BUY, priceTicks: 100, lots: 7 });
  const prices = [99, 98, 97, 96, 95, 94, 93, 92, 91];
  for (const priceTicks of prices) {
    await client.order({ clientOrderId: 200 - priceTicks, side: BUY, priceTicks, lots: 2 });
  }
  await client.result('exerciseRights', { clientRequestId: 300, seriesId: 1, quantityLots: 3 });
  const requestId = client.session({ type: 'getAccountSnapshot', body: {} });
  await client.next('accountSnapshot', (m) => !m.body.more);
  const parts = client.all('accountSnapshot');
  expect(parts.map((m) => m.requestId)).toEqual(parts.map(() => requestId));
  expect(parts.map((m) => m.body.more)).toEqual([true, true, false]);
  expect(new Set(parts.map((m) => m.body.asOfSequence)).size).toBe(1);
  expect(parts.flatMap((m) => m.body.openOrders.map((o) => o.priceTicks))).toEqual(prices);
  expect(parts.flatMap((m) => m.body.positions)).toMatchObject([{ seriesId: 1, heldLots: 4 }]);
  expect(parts.flatMap((m) => m.body.deliveries)).toMatchObject([
    { quantityLots: 3, consumerId: consumer.accountId, providerId: provider.accountId },
  ]);
  expect(parts[0]?.body.lastClientOrderIds.toSorted((a, b) => a - b)).toEqual([300, 2 ** 48 + 1]);
  const { balance, asOfAccountSequence } = parts[0]?.body ?? {};
  const reserved = prices.reduce((sum, price) => sum + price * 2 * 10_000, 0);
  expect(balance?.reservedMicroPat).toBeGreaterThanOrEqual(reserved);
  expect(balance?.asOfAccountSequence).toBe(asOfAccountSequence);
  const seen = client.messages
    .slice(0, client.messages.indexOf(parts[0] as never))
    .flatMap((m) => ('accountSequence' in m.body ? [m.body.accountSequence] : []));
  expect(Math.max(...seen)).toBe(asOfAccountSequence);
});

test('balances and positions are pushed to those who asked, as they are after the turn', async () => {
  await start();
  const consumer = exchange.openConsumer(1_000_000_000);
  const provider = exchange.openProvider();
  const seller = await exchange.logOn(provider);
  const clientOrderId = exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId, side: SELL, priceTicks: 100, lots: 50 });
  const client = await exchange.logOn(consumer, { pushBalances: true });
  const quiet = await exchange.logOn(consumer);
  await client.order({ clientOrderId: 1, side: BUY, priceTicks: 100, lots: 7 });
  const balance = await client.next('balanceReport', (m) => m.body.escrowMicroPat > 0);
  const position = await client.next('positionReport');
  expect(balance.body.escrowMicroPat).toBe(7 * 100 * 10_000 * 1.01);
  expect(balance.body.availableMicroPat).toBe(1_000_000_000 - balance.body.escrowMicroPat);
  expect(position.body).toMatchObject({ seriesId: 1, heldLots: 7, reservedLots: 0 });
  exchange.submit(exchange.operator.accountId, 'deposit', {
    targetAccountId: consumer.accountId,
    amountMicroPat: 5,
  });
  const after = await client.next('balanceReport');
  expect(after.body.availableMicroPat).toBe(balance.body.availableMicroPat + 5);
  await quiet.settle();
  expect(quiet.all('balanceReport')).toEqual([]);
});

test('a position is pushed when the broker’s own quotes change what is reserved of it', async () => {
  await start();
  const { broker } = exchange;
  const provider = exchange.openProvider();
  const maker = await exchange.logOn(broker, { pushBalances: true });
  const validUntilMs = Math.floor(exchange.nowMs()) + 60_000;
  const quote = (bids: QuoteLevel[], asks: QuoteLevel[]) =>
    maker.result('massQuote', {
      basedOnSequence: exchange.sequencer.durableSequence,
      quotes: [1, 9].map((seriesId) => ({ seriesId, bids, asks, validUntilMs, factors: null })),
    });
  await quote([{ priceTicks: 95, quantityLots: 3 }], []);
  const seller = await exchange.logOn(provider);
  const clientOrderId = exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId, side: SELL, priceTicks: 95, lots: 3 });
  const bought = await maker.next('positionReport', (m) => m.body.heldLots === 3);
  expect(bought.body).toMatchObject({ seriesId: 1, reservedLots: 0 });
  await quote([], [{ priceTicks: 105, quantityLots: 2 }]);
  const quoted = await maker.next('positionReport', (m) => m.body.reservedLots === 2);
  expect(quoted.body).toMatchObject({ seriesId: 1, heldLots: 3 });
  expect(maker.all('positionReport').some((m) => m.body.seriesId === 9)).toBe(false);
});

test('what was asked before a logout is answered before the connection closes', async () => {
  await start();
  exchange.openProvider();
  const party = exchange.openConsumer();
  await exchange.sequencer.drain();
  const client = await exchange.logOn(party);
  const first = await client.order({ clientOrderId: 1, side: BUY, priceTicks: 99, lots: 1 });
  const encoder = new ClientEncoder();
  const { accountSequence: afterAccountSequence } = first;
  encoder.session(100, { type: 'resumeReports', body: { afterAccountSequence } });
  encoder.command(101, orderCommand({ clientOrderId: 2, side: BUY, priceTicks: 98, lots: 1 }));
  encoder.session(102, { type: 'getAccountSnapshot', body: {} });
  encoder.session(103, { type: 'logout', body: {} });
  client.socket.send(encoder.bytes);
  await client.ended();
  expect(client.closed?.code).toBe(1000);
  const answers = client.messages.filter(({ requestId }) => requestId >= 100);
  expect(answers.map(({ type, requestId }) => [requestId, type]).sort()).toEqual([
    [100, 'resumeDone'],
    [101, 'executionReport'],
    [102, 'accountSnapshot'],
  ]);
});
