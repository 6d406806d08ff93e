/** Catches anything that leaves before it is on disk: with a journal that commits only when the test says so. */
import { afterEach, expect, test } from 'vitest';
import { MemoryCommandLog } from '../../src/engine/log/index.js';
import { CHANNEL_KIND, ERROR_CATALOG, EXECUTION_TYPE, SIDE } from '../../src/values/index.js';
import { type ExchangeOptions, type Party, TestExchange } from './support/exchange.js';

const { BUY, SELL } = SIDE;
/** A client id whose outcome is remembered. */
const SEEN_RECORDED = 1;
let exchange: TestExchange;
let log: MemoryCommandLog;
/** While true, commits settle as they come. */
let isFlowing = true;
let isRunning = true;

/** Lets commits through, one by one, as long as they may flow. */
function pump(): void {
  if (isFlowing && log.busy) log.release();
  if (isRunning) setTimeout(pump, 1);
}

async function start(options: ExchangeOptions = {}): Promise<{ consumer: Party; provider: Party }> {
  log = new MemoryCommandLog({ hold: true });
  isFlowing = true;
  isRunning = true;
  exchange = new TestExchange({ log, ...options });
  exchange.openMarket();
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  pump();
  await exchange.sequencer.drain();
  await exchange.gateway.start();
  return { consumer, provider };
}

afterEach(async () => {
  isFlowing = true;
  await exchange.stop();
  isRunning = false;
});

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

test('answers, trades, market data and questions wait for the disk and leave in one frame', async () => {
  const { consumer, provider } = await start();
  const buyer = await exchange.logOn(consumer);
  const seller = await exchange.logOn(provider);
  const subscribe = (kind: number) => ({ kind, seriesId: 1, depth: 0, slowPolicy: 0 });
  buyer.session({ type: 'subscribe', body: subscribe(CHANNEL_KIND.BOOK) });
  buyer.session({ type: 'subscribe', body: subscribe(CHANNEL_KIND.TRADES) });
  await buyer.settle();
  const clientOrderId = exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId, side: SELL, priceTicks: 100, lots: 5 });
  await buyer.next('bookDelta');
  isFlowing = false;
  const before = { messages: buyer.messages.length, frames: buyer.frameCount };
  const sellerBefore = seller.messages.length;
  buyer.place({ clientOrderId: 1, side: BUY, priceTicks: 100, lots: 2 });
  await expect.poll(() => exchange.core.state.orders.liveCount > 0 && log.busy).toBe(true);
  buyer.session({ type: 'getAccountSnapshot', body: {} });
  buyer.session({ type: 'listMarkets', body: { includeClosed: false } });
  const late = await exchange.connect();
  const challenge = await late.next('challenge');
  late.session({ type: 'logon', body: late.logonOf(challenge, consumer) });
  await pause();
  expect(buyer.messages.length).toBe(before.messages);
  expect(seller.messages.length).toBe(sellerBefore);
  expect(late.all('logonAccepted')).toEqual([]);
  const { durableSequence } = exchange.sequencer;
  isFlowing = true;
  await buyer.next('marketList');
  expect(buyer.frameCount - before.frames).toBe(1);
  const came = buyer.messages.slice(before.messages).map((m) => m.type);
  expect(came).toEqual([
    'executionReport',
    'executionReport',
    'tradePrint',
    'bookDelta',
    'credits',
    'accountSnapshot',
    'marketList',
  ]);
  const snapshot = buyer.all('accountSnapshot')[0];
  expect(snapshot?.body.asOfSequence).toBeGreaterThan(durableSequence);
  expect(snapshot?.body.positions).toMatchObject([{ heldLots: 2 }]);
  await late.next('logonAccepted');
});

test('heartbeats and refusals of form do not wait, and tell of durable sequences only', async () => {
  const { consumer } = await start();
  const client = await exchange.logOn(consumer);
  isFlowing = false;
  const { durableSequence } = exchange.sequencer;
  client.place({ clientOrderId: 1, side: BUY, priceTicks: 100, lots: 2 });
  const body = { timeMs: 1, accountSequence: 0, lagNs: 0, journalSequence: 0 };
  const beat = await client.answer(client.session({ type: 'heartbeat', body }));
  expect(beat.body).toMatchObject({ journalSequence: durableSequence, accountSequence: 0 });
  const refused = { clientRequestId: 1, targetAccountId: 1, amountMicroPat: 1 };
  expect((await client.answer(client.request('deposit', refused))).type).toBe('errorReport');
  expect(client.all('executionReport')).toEqual([]);
});

test('whatever is in flight can be asked for, however many sessions send into one id space', async () => {
  const kept = 16;
  const { consumer } = await start({ coreLimits: { outcomesPerIdSpace: kept } });
  const clients = [await exchange.logOn(consumer), await exchange.logOn(consumer)] as const;
  for (const client of clients) await client.settle();
  isFlowing = false;
  const otherSpace = 2 ** 48;
  const terms = { side: BUY, priceTicks: 100, lots: 1 };
  const sent: number[] = [];
  for (const [place, client] of clients.entries()) {
    const ids = Array.from({ length: 30 }, (_, i) => 1 + 100 * place + i);
    sent.push(...ids);
    const requests = client.place(...ids.map((clientOrderId) => ({ ...terms, clientOrderId })), {
      ...terms,
      clientOrderId: otherSpace + 1 + place,
    });
    // The last of its space is refused at once; what is in flight has no answer.
    expect((await client.answer(requests[29] as number)).body).toMatchObject({
      errorCode: ERROR_CATALOG.IN_FLIGHT_LIMIT.code,
      errorField: 'client_order_id',
    });
    expect(client.all('executionReport')).toEqual([]);
  }
  // As after a death whose commits held and whose answers were lost: all are asked for, in any order.
  const { outcomes } = exchange.core.state;
  const found = sent.filter((id) => outcomes.lookup(consumer.accountId, id) === SEEN_RECORDED);
  expect(found).toEqual(sent.slice(0, kept));
  const refused = clients.flatMap((client) => client.all('errorReport')).length;
  expect(refused).toBe(60 - kept);
  isFlowing = true;
  await clients[1].settle();
  expect(exchange.core.state.orders.liveCount).toBe(kept + 2);
  expect((await clients[0].order({ ...terms, clientOrderId: 900 })).errorCode).toBe(0);
});

test('without room in the journal commands are refused, and what ends is written later', async () => {
  const { consumer } = await start({ commandsMax: 16 });
  const client = await exchange.logOn(consumer, { cancelOnDisconnect: true });
  await client.settle();
  isFlowing = false;
  // One frame fills the batch on its way to disk, another the one after it.
  for (const firstId of [1, 101]) {
    const ids = client.place(
      ...Array.from({ length: 60 }, (_, i) => ({
        clientOrderId: firstId + i,
        side: BUY,
        priceTicks: 100,
        lots: 1,
      })),
    );
    const last = await client.answer(ids[59] as number);
    expect(last.body).toMatchObject({ errorCode: ERROR_CATALOG.IN_FLIGHT_LIMIT.code });
    await pause();
  }
  expect(client.all('errorReport')).toHaveLength(2 * (60 - 16));
  const watcher = await exchange.connect();
  const challenge = await watcher.next('challenge');
  watcher.session({ type: 'logon', body: watcher.logonOf(challenge, consumer) });
  client.terminate();
  await expect.poll(() => exchange.gateway.metrics.sessions).toBe(0);
  expect(exchange.core.state.registry.sessions).toHaveLength(1);
  isFlowing = true;
  await watcher.next('logonAccepted');
  await expect.poll(() => exchange.core.state.registry.sessions).toHaveLength(1);
  expect(exchange.core.state.orders.liveCount).toBe(0);
  watcher.session({ type: 'resumeReports', body: { afterAccountSequence: 0 } });
  await watcher.next('resumeDone');
  const types = watcher.all('executionReport').map((m) => m.body.executionType);
  const accepted = types.filter((type) => type === EXECUTION_TYPE.ACCEPTED);
  const canceled = types.filter((type) => type === EXECUTION_TYPE.CANCELED);
  expect(accepted).toHaveLength(32);
  expect(canceled).toHaveLength(32);
});
