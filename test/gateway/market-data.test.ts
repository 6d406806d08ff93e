/** Catches market data that is wrong, out of order, or silently incomplete: channels over real sockets. */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import {
  CHANNEL_KIND,
  ERROR_CATALOG,
  KILL_SCOPE,
  QUOTER_STATE,
  SERIES_STATE,
  SIDE,
  SLOW_POLICY,
} from '../../src/values/index.js';
import { TRANSPORTS } from '../support/transports.js';
import type { TestClient } from './support/client.js';
import { follow, venueLevels } from './support/client-book.js';
import {
  AUDITOR,
  type ExchangeOptions,
  type Party,
  startExchange,
  type TestExchange,
} from './support/exchange.js';

const { BUY, SELL } = SIDE;
const { BOOK, TRADES, QUOTES, VENUE, DROP_COPY } = CHANNEL_KIND;
let exchange: TestExchange;

async function start(options: ExchangeOptions = {}): Promise<TestExchange> {
  exchange = await startExchange(options);
  return exchange;
}

afterEach(() => exchange.stop());

async function subscribe(
  client: TestClient,
  kind: number,
  terms: { seriesId?: number; depth?: number; slowPolicy?: number } = {},
): Promise<number> {
  const isOfSeries = kind <= QUOTES;
  const body = { kind, seriesId: isOfSeries ? 1 : 0, depth: 0, slowPolicy: 0, ...terms };
  const requestId = client.session({ type: 'subscribe', body });
  const { body: answer } = await client.next('subscribed', (m) => m.requestId === requestId);
  expect(answer).toMatchObject({ kind, seriesId: body.seriesId });
  return answer.channelId;
}

test.each(TRANSPORTS)('snapshot and deltas give the venue’s book over %s', async (transport) => {
  await start({ transport });
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  const buyer = await exchange.logOn(consumer);
  const seller = await exchange.logOn(provider);
  const early = await exchange.logOn(consumer);
  const earlyId = await subscribe(early, BOOK);
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          isBuy: fc.boolean(),
          price: fc.integer({ min: 90, max: 112 }),
          lots: fc.integer({ min: 1, max: 9 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      async (orders) => {
        for (const { isBuy, price, lots } of orders) {
          const party = isBuy ? consumer : provider;
          const client = isBuy ? buyer : seller;
          const clientOrderId = exchange.nextId(party.accountId);
          client.place({ clientOrderId, side: isBuy ? BUY : SELL, priceTicks: price, lots });
        }
        await buyer.settle();
        await seller.settle();
        await early.settle();
        const late = await exchange.logOn(consumer);
        const lateId = await subscribe(late, BOOK);
        await late.settle();
        for (const [client, id] of [
          [early, earlyId],
          [late, lateId],
        ] as const) {
          const book = follow(client, id);
          expect(book.levels(BUY)).toEqual(venueLevels(exchange, BUY));
          expect(book.levels(SELL)).toEqual(venueLevels(exchange, SELL));
        }
        late.terminate();
        await late.ended();
      },
    ),
    { numRuns: 12 },
  );
  expect(
    follow(early, earlyId).levels(BUY).length + follow(early, earlyId).levels(SELL).length,
  ).toBeGreaterThan(0);
});

test('a snapshot of fewer levels says that it is cut, and counts orders', async () => {
  await start();
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const client = await exchange.logOn(consumer);
  const prices = [100, 100, ...Array.from({ length: 11 }, (_, n) => 99 - n)];
  for (const [i, priceTicks] of prices.entries()) {
    await client.order({ clientOrderId: i + 1, side: BUY, priceTicks, lots: 2 });
  }
  await subscribe(client, BOOK, { depth: 2 });
  const { body } = await client.next('bookSnapshot');
  expect(body.truncated).toBe(true);
  expect(body.bids).toHaveLength(10);
  expect(body.bids.slice(0, 2)).toEqual([
    { side: BUY, priceTicks: 100, quantityLots: 4, orderCount: 2 },
    { side: BUY, priceTicks: 99, quantityLots: 2, orderCount: 1 },
  ]);
  await client.order({ clientOrderId: 20, side: BUY, priceTicks: 89, lots: 1 });
  const delta = await client.next('bookDelta');
  expect(delta.body.levels).toEqual([
    { side: BUY, priceTicks: 89, quantityLots: 3, orderCount: 2 },
  ]);
});

test('public trades come in order, and a busted one is taken back', async () => {
  await start();
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  const buyer = await exchange.logOn(consumer);
  const seller = await exchange.logOn(provider);
  const watcher = await exchange.logOn(exchange.operator);
  await subscribe(watcher, TRADES);
  const nextId = (): number => exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId: nextId(), side: SELL, priceTicks: 100, lots: 3 });
  await seller.order({ clientOrderId: nextId(), side: SELL, priceTicks: 101, lots: 3 });
  const [, ...rest] = [buyer.place({ clientOrderId: 1, side: BUY, priceTicks: 101, lots: 5 })];
  expect(rest).toEqual([]);
  const first = await watcher.next('tradePrint');
  const second = await watcher.next('tradePrint');
  expect(first.body).toMatchObject({
    tradeId: 1,
    priceTicks: 100,
    quantityLots: 3,
    takerSide: BUY,
  });
  expect(second.body).toMatchObject({ tradeId: 2, priceTicks: 101, quantityLots: 2 });
  const trade = await buyer.next('executionReport', (m) => m.body.tradeId === 2);
  expect(second.body.sequence).toBe(trade.body.journalSequence);
  const busted = await watcher.result('bustTrade', { seriesId: 1, tradeId: 2, reason: 'wrong' });
  expect(busted.errorCode).toBe(0);
  const print = await watcher.next('tradePrint');
  expect(print.body).toMatchObject({ tradeId: 2, busted: true });
  expect((await buyer.next('executionReport')).body).toMatchObject({ tradeId: 2, lastLots: 2 });
});

const FACTORS = {
  baseValuePpmTicks: 100_000_000,
  freshnessPpm: 1_100_000,
  demandPpm: 1_000_000,
  scarcityPpm: 1_000_000,
  dominancePpm: 1_000_000,
  halfSpreadPpm: 50_000,
  reservationPpm: 990_000,
  bidFactorPpm: 1_000_000,
  sigmaPpm: 80_000,
  thinnessPpm: 1_000_000,
  nextRepriceTimeMs: 1_900_000_000_000,
};

function quote(bidTicks: number): void {
  exchange.submit(exchange.broker.accountId, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        seriesId: 1,
        bids: [{ priceTicks: bidTicks, quantityLots: 10 }],
        asks: [],
        validUntilMs: Math.floor(exchange.nowMs()) + 60_000,
        factors: FACTORS,
      },
    ],
  } as never);
}

test('quotes carry their factors and follow trades against them', async () => {
  await start();
  const provider = exchange.openProvider();
  const seller = await exchange.logOn(provider);
  quote(95);
  const channelId = await subscribe(seller, QUOTES);
  const first = await seller.next('quote');
  expect(first).toMatchObject({
    channelId,
    body: {
      bids: [{ priceTicks: 95, quantityLots: 10 }],
      asks: [],
      factors: FACTORS,
      quoterState: QUOTER_STATE.NORMAL,
      markTicks: 100,
    },
  });
  const clientOrderId = exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId, side: SELL, priceTicks: 95, lots: 4 });
  const second = await seller.next('quote');
  expect(second.body.bids).toEqual([{ priceTicks: 95, quantityLots: 6 }]);
  expect(second.body.previousSequence).toBe(first.body.sequence);
  quote(96);
  const third = await seller.next('quote');
  expect(third.body.bids).toEqual([{ priceTicks: 96, quantityLots: 10 }]);
  expect(third.body.previousSequence).toBe(second.body.sequence);
});

test('the venue channel starts from the markets and tells what changes', async () => {
  await start();
  const watcher = await exchange.logOn(exchange.operator);
  const channelId = await subscribe(watcher, VENUE);
  const list = await watcher.next('marketList', (m) => m.channelId === channelId);
  expect(list.body.venue).toMatchObject({ venue: 'test', phase: 1, killed: false });
  expect(list.body.contracts[0]?.contract).toBe('AUTO_INTENT|7D|0.70-0.85');
  expect(list.body.series[0]).toMatchObject({ seriesId: 1, state: SERIES_STATE.OPEN });
  const reason = 'test';
  watcher.request('haltSeries', { seriesId: 1, reason });
  expect((await watcher.next('seriesInfo')).body.state).toBe(SERIES_STATE.HALTED);
  watcher.request('setPhase', { phase: 2, reason });
  expect((await watcher.next('venueInfo')).body.phase).toBe(2);
  watcher.request('setParameter', {
    clientRequestId: 1_000,
    name: 'collar_buy_ppm',
    target: 'AUTO_INTENT',
    value: 1_300_000,
    expectedVersion: 0,
    reason,
    unset: false,
  });
  expect((await watcher.next('parameterInfo')).body).toMatchObject({
    name: 'collar_buy_ppm',
    target: 'AUTO_INTENT',
    value: 1_300_000,
    authorId: exchange.operator.accountId,
    version: 1,
  });
  const kill = { killScope: KILL_SCOPE.GLOBAL, targetId: 0, reason };
  expect((await watcher.result('kill', kill)).errorCode).toBe(0);
  exchange.submit(0, 'advanceTime', {});
  expect((await watcher.next('venueInfo', (m) => m.body.killed)).body.killed).toBe(true);
});

test('drop copy shows every account’s reports to those who may see all, and to nobody else', async () => {
  await start();
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const auditor = await exchange.logOn(exchange.open(AUDITOR, [1], 0));
  const client = await exchange.logOn(consumer);
  const channelId = await subscribe(auditor, DROP_COPY);
  const body = { kind: DROP_COPY, seriesId: 0, depth: 0, slowPolicy: 0 };
  const refused = await client.answer(client.session({ type: 'subscribe', body }));
  expect(refused.body).toMatchObject({ errorCode: ERROR_CATALOG.ROLE.code });
  await client.order({ clientOrderId: 1, side: BUY, priceTicks: 100, lots: 5 });
  const copy = await auditor.next('executionReport');
  expect(copy).toMatchObject({ channelId, requestId: 0, body: { accountId: consumer.accountId } });
});

test('subscriptions that cannot be are refused, ended ones are silent', async () => {
  await start({ limits: { subscriptionsMax: 2 } });
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const client = await exchange.logOn(consumer);
  const ask = async (kind: number, seriesId: number): Promise<unknown> => {
    const body = { kind, seriesId, depth: 0, slowPolicy: 0 };
    return (await client.answer(client.session({ type: 'subscribe', body }))).body;
  };
  expect(await ask(BOOK, 9)).toMatchObject({ errorCode: ERROR_CATALOG.UNKNOWN_SERIES.code });
  expect(await ask(VENUE, 1)).toMatchObject({ errorField: 'series_id' });
  const channelId = await subscribe(client, BOOK);
  expect(await ask(BOOK, 1)).toMatchObject({ errorCode: ERROR_CATALOG.ALREADY_EXISTS.code });
  await subscribe(client, TRADES);
  expect(await ask(QUOTES, 1)).toMatchObject({ errorCode: ERROR_CATALOG.SUBSCRIPTION_LIMIT.code });
  client.session({ type: 'unsubscribe', body: { channelId } });
  const again = client.session({ type: 'unsubscribe', body: { channelId } });
  expect((await client.answer(again)).body).toMatchObject({ errorField: 'channel_id' });
  await client.order({ clientOrderId: 1, side: BUY, priceTicks: 100, lots: 5 });
  await client.settle();
  expect(client.all('bookDelta')).toEqual([]);
});

/** Moves the book of series 1 in two turns. */
async function churn(client: TestClient, party: Party): Promise<void> {
  const orders = Array.from({ length: 40 }, (_, n) => ({
    clientOrderId: exchange.nextId(party.accountId),
    side: BUY,
    priceTicks: 60 + n,
    lots: 1,
  }));
  client.place(...orders);
  await client.settle();
  const everything = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
  await client.answer(client.request('massCancel', everything));
}

/** Close code of a connection that ended without a close frame. */
const CUT = 1_006;
const QUESTIONS_AT_ONCE = 50;
const WAIT = { timeout: 10_000, interval: 1 };

/** Stops reading and asks for long answers until the venue's queue for the client is over the limit for market data. */
async function clog(slow: TestClient, isClogged: () => boolean): Promise<void> {
  const churner = exchange.openConsumer();
  const client = await exchange.logOn(churner);
  const { metrics } = exchange.gateway;
  slow.socket.pause();
  for (let i = 0; i < 500 && !isClogged(); i += 1) {
    const heard = metrics.framesIn + QUESTIONS_AT_ONCE;
    for (let n = 0; n < QUESTIONS_AT_ONCE; n += 1) {
      slow.session({ type: 'listParameters', body: {} });
    }
    // A socket that is closed with questions unread is reset, and the reason for the close with it.
    await vi.waitFor(() => expect(isClogged() || metrics.framesIn >= heard).toBe(true), WAIT);
    if (!isClogged()) await churn(client, churner);
  }
}

test('a slow subscriber is conflated, told how much it missed, and its book is right again', async () => {
  await start({ limits: { marketQueueBytesMax: 20_000, marketQueueBytesLow: 5_000 } });
  exchange.openProvider();
  const slow = await exchange.logOn(exchange.openConsumer());
  const channelId = await subscribe(slow, BOOK);
  await clog(slow, () => exchange.gateway.metrics.conflations > 0);
  expect(exchange.gateway.metrics.conflations).toBe(1);
  const deltas = slow.all('bookDelta').length;
  slow.socket.resume();
  const gap = await slow.next('channelGap');
  expect(gap.channelId).toBe(channelId);
  expect(gap.body.skippedCount).toBeGreaterThan(0);
  const party = exchange.openConsumer();
  await churn(await exchange.logOn(party), party);
  await slow.settle();
  expect(slow.all('bookSnapshot')).toHaveLength(2);
  expect(slow.all('bookDelta').length).toBeGreaterThan(deltas);
  expect(follow(slow, channelId).levels(BUY)).toEqual(venueLevels(exchange, BUY));
});

test('who does not read costs nothing while it waits, conflated or resuming', async () => {
  await start({ limits: { marketQueueBytesMax: 20_000, marketQueueBytesLow: 5_000 } });
  exchange.openProvider();
  const party = exchange.openConsumer();
  const slow = await exchange.logOn(party);
  await subscribe(slow, BOOK);
  await slow.order({
    clientOrderId: exchange.nextId(party.accountId),
    side: BUY,
    priceTicks: 50,
    lots: 1,
  });
  await clog(slow, () => exchange.gateway.metrics.conflations > 0);
  const requestId = slow.session({ type: 'resumeReports', body: { afterAccountSequence: 0 } });
  await vi.waitFor(() => expect(exchange.gateway.metrics.resumes).toBe(1), WAIT);
  await exchange.sequencer.drain();
  const turns = vi.spyOn(globalThis, 'setImmediate');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const count = turns.mock.calls.length;
  turns.mockRestore();
  expect(count).toBeLessThan(100);
  slow.socket.resume();
  const done = await slow.next('resumeDone', (m) => m.requestId === requestId);
  expect(done.body.reportCount).toBe(1);
});

test('a slow subscriber that asked not to be conflated is disconnected', async () => {
  // On a busy machine the reader may take its time to come to the reason.
  const closeGraceMs = 60_000;
  await start({
    limits: { marketQueueBytesMax: 20_000, marketQueueBytesLow: 5_000, closeGraceMs },
  });
  exchange.openProvider();
  const slow = await exchange.logOn(exchange.openConsumer());
  await subscribe(slow, BOOK, { slowPolicy: SLOW_POLICY.DISCONNECT });
  const { SLOW_CONSUMER } = ERROR_CATALOG;
  const { metrics } = exchange.gateway;
  await clog(slow, () => (metrics.closes[SLOW_CONSUMER.code] as number) > 0);
  slow.socket.resume();
  // Whoever is too slow for the close frame too sees the connection cut.
  const { code, reason } = await slow.ended();
  expect(['SLOW_CONSUMER', '']).toContain(reason);
  expect(reason === '').toBe(code === CUT);
});
