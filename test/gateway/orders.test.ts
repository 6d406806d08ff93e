/** Catches an order whose answer is lost, early, or goes to somebody else: order entry over real sockets. */
import { afterEach, expect, test } from 'vitest';
import {
  CANCEL_REASON,
  DURABILITY,
  ERROR_CATALOG,
  EXECUTION_TYPE,
  LIQUIDITY,
  SIDE,
} from '../../src/values/index.js';
import { TRANSPORTS } from '../support/transports.js';
import { type ExchangeOptions, startExchange, type TestExchange } from './support/exchange.js';

const { BUY, SELL } = SIDE;
let exchange: TestExchange;

async function start(options: ExchangeOptions = {}): Promise<TestExchange> {
  exchange = await startExchange(options);
  return exchange;
}

afterEach(() => exchange.stop());

test.each(TRANSPORTS)('place, amend and cancel are answered over %s', async (transport) => {
  await start({ transport });
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const client = await exchange.logOn(consumer);
  const placed = await client.order({ clientOrderId: 1, side: BUY, priceTicks: 100, lots: 5 });
  expect(placed).toMatchObject({
    executionType: EXECUTION_TYPE.ACCEPTED,
    clientOrderId: 1,
    openLots: 5,
    durability: DURABILITY.DISK,
    accountId: consumer.accountId,
  });
  expect(placed.journalSequence).toBeGreaterThan(0);
  expect(placed.journalSequence).toBeLessThanOrEqual(exchange.sequencer.durableSequence);
  expect(placed.receivedTimeMs).toBeGreaterThan(0);
  const { orderId } = placed;
  const amendId = client.amend({ orderId, priceTicks: 101, openLots: 4, clientRequestId: 2 });
  const amended = await client.next('executionReport', (m) => m.requestId === amendId);
  expect(amended.body).toMatchObject({
    executionType: EXECUTION_TYPE.AMENDED,
    priceTicks: 101,
    openLots: 4,
  });
  const cancelId = client.cancel(orderId);
  const canceled = await client.next('executionReport', (m) => m.requestId === cancelId);
  expect(canceled.body).toMatchObject({
    executionType: EXECUTION_TYPE.CANCELED,
    cancelReason: CANCEL_REASON.REQUESTED,
    orderId,
  });
  const sequences = client.all('executionReport').map((m) => m.body.accountSequence);
  expect(sequences).toEqual([1, 2, 3]);
});

test('a trade is reported to both sides and only the taker is answered', async () => {
  await start();
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  const seller = await exchange.logOn(provider);
  const buyer = await exchange.logOn(consumer);
  const resting = await seller.order({
    clientOrderId: exchange.nextId(provider.accountId),
    side: SELL,
    priceTicks: 100,
    lots: 10,
  });
  const [requestId] = buyer.place({ clientOrderId: 1, side: BUY, priceTicks: 100, lots: 4 });
  const accepted = await buyer.next('executionReport');
  const taken = await buyer.next('executionReport');
  const given = await seller.next('executionReport');
  expect(accepted).toMatchObject({ requestId, body: { executionType: EXECUTION_TYPE.ACCEPTED } });
  expect(taken).toMatchObject({
    requestId: 0,
    body: {
      executionType: EXECUTION_TYPE.TRADE,
      liquidity: LIQUIDITY.TAKER,
      side: BUY,
      lastLots: 4,
      lastPriceTicks: 100,
      openLots: 0,
      cumulativeLots: 4,
      tradeId: 1,
    },
  });
  expect(given).toMatchObject({
    requestId: 0,
    body: {
      executionType: EXECUTION_TYPE.TRADE,
      liquidity: LIQUIDITY.MAKER,
      side: SELL,
      orderId: resting.orderId,
      openLots: 6,
      cumulativeLots: 4,
      receivedTimeMs: 0,
    },
  });
  expect(given.body.journalSequence).toBe(taken.body.journalSequence);
});

test('an order sent again gets its recorded outcome and is not entered twice', async () => {
  await start();
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const client = await exchange.logOn(consumer);
  const terms = { clientOrderId: 7, side: BUY, priceTicks: 100, lots: 5 };
  const first = await client.order(terms);
  const again = await client.order(terms);
  expect(again).toMatchObject({
    executionType: EXECUTION_TYPE.ACCEPTED,
    duplicate: true,
    errorCode: ERROR_CATALOG.DUPLICATE.code,
    orderId: first.orderId,
    journalSequence: first.journalSequence,
  });
  expect(exchange.core.state.orders.liveCount).toBe(1);
  const refused = await client.order({ ...terms, clientOrderId: 8, priceTicks: 10_000 });
  const refusedAgain = await client.order({ ...terms, clientOrderId: 8, priceTicks: 10_000 });
  expect(refused.errorCode).toBe(ERROR_CATALOG.COLLAR.code);
  expect(refusedAgain).toMatchObject({
    executionType: EXECUTION_TYPE.REFUSED,
    duplicate: true,
    errorCode: ERROR_CATALOG.COLLAR.code,
  });
});

test('many orders in one frame are answered in one frame, in order, with the credits left', async () => {
  await start();
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const client = await exchange.logOn(consumer);
  const framesBefore = client.frameCount;
  const orders = Array.from({ length: 50 }, (_, i) => ({
    clientOrderId: i + 1,
    side: BUY,
    priceTicks: 90,
    lots: 1,
  }));
  const ids = client.place(...orders);
  const credits = await client.next('credits');
  const reports = client.all('executionReport');
  expect(reports.map((m) => m.requestId)).toEqual(ids);
  expect(reports.map((m) => m.body.clientOrderId)).toEqual(orders.map((o) => o.clientOrderId));
  expect(client.frameCount - framesBefore).toBe(1);
  expect(credits.body.remaining).toBe(1_950);
  const stamped = client.messages.filter((m) => m.sentTimeMs > 0);
  expect(stamped).toContain(reports[0]);
  expect(stamped).not.toContain(reports[1]);
});

test('every session of an account is told, and only the one that asked is answered', async () => {
  await start();
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const asking = await exchange.logOn(consumer);
  const watching = await exchange.logOn(consumer);
  const { orderId } = await asking.order({
    clientOrderId: 1,
    side: BUY,
    priceTicks: 90,
    lots: 1,
  });
  const cancelId = watching.cancel(orderId);
  await watching.answer(cancelId);
  await asking.next('executionReport', (m) => m.body.executionType === EXECUTION_TYPE.CANCELED);
  const reports = [asking, watching].map((client) => client.all('executionReport'));
  expect(reports[0]?.map((m) => m.body)).toEqual(reports[1]?.map((m) => m.body));
  expect(reports[0]?.map((m) => m.requestId > 0)).toEqual([true, false]);
  expect(reports[1]?.map((m) => m.requestId > 0)).toEqual([false, true]);
});

test('a mass quote is answered quote by quote and as a whole, without a gap', async () => {
  await start();
  exchange.openProvider();
  const broker = await exchange.logOn(exchange.broker);
  const validUntilMs = Math.floor(exchange.nowMs()) + 60_000;
  const bids = [{ priceTicks: 95, quantityLots: 3 }];
  const quote = { seriesId: 1, bids, asks: [], validUntilMs, factors: null };
  const requestId = broker.request('massQuote', {
    basedOnSequence: exchange.sequencer.durableSequence,
    quotes: [quote, { ...quote, seriesId: 9 }],
  });
  const result = await broker.next('commandResult', (m) => m.requestId === requestId);
  const { UNKNOWN_SERIES } = ERROR_CATALOG;
  expect(result.body).toMatchObject({
    errorCode: 0,
    affectedCount: 1,
    entryErrorCodes: [0, UNKNOWN_SERIES.code],
  });
  const entries = broker.all('commandResult').filter((m) => m.requestId === 0);
  expect(entries.map((m) => [m.body.referenceId, m.body.errorCode])).toEqual([
    [1, 0],
    [9, UNKNOWN_SERIES.code],
  ]);
  const sequences = broker.all('commandResult').map((m) => m.body.accountSequence);
  expect(sequences).toEqual([0, 0, 0]);
});

test('a refused parameter says what its range is', async () => {
  await start();
  const operator = await exchange.logOn(exchange.operator);
  const result = await operator.result('setParameter', {
    clientRequestId: 1_000,
    name: 'collar_buy_ppm',
    target: '',
    value: 5,
    expectedVersion: 0,
    reason: 'test',
    unset: false,
  });
  expect(result).toMatchObject({
    errorCode: ERROR_CATALOG.PARAMETER_RANGE.code,
    errorField: 'value',
    errorDetail: '1000000 to 5000000 ppm',
  });
  expect(exchange.gateway.metrics.rejections[ERROR_CATALOG.PARAMETER_RANGE.code]).toBe(1);
});

test('a bundle is answered by its result, and its legs are told without its request', async () => {
  await start();
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  await exchange.sequencer.drain();
  const maker = await exchange.logOn(provider);
  await maker.order({ clientOrderId: 1_000, side: SIDE.SELL, priceTicks: 100, lots: 5 });
  const taker = await exchange.logOn(consumer);
  const legs = [{ seriesId: 1, side: SIDE.BUY, priceTicks: 101, quantityLots: 2 }];
  const { errorCode } = await taker.result('placeBundle', { clientRequestId: 2_000, legs });
  expect(errorCode).toBe(0);
  const told = taker.messages.filter(({ type }) => type === 'executionReport');
  expect(told.map(({ requestId }) => requestId)).toEqual([0, 0]);
});
