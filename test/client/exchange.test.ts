// Catches a client and a gateway that do not understand each other: every command, channel, break and recovery goes over
// real sockets to a real core.
import { createHash, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type BookView,
  DELIVERY_STATE,
  EXECUTION_TYPE,
  openSocket,
  type PatxError,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/client/index.js';
import {
  type ExchangeOptions,
  newKey,
  rawKey,
  startExchange,
  type TestExchange,
} from '../gateway/support/exchange.js';
import { connect } from './connected.js';

const { BUY, SELL } = SIDE;

async function open(options: ExchangeOptions = {}): Promise<TestExchange> {
  const exchange = await startExchange(options);
  onTestFinished(() => exchange.stop());
  return exchange;
}

/** A client of a party, closed with the test. */
/** An exchange with a consumer and a provider that has minted, both connected. */
async function market(options: ExchangeOptions = {}) {
  const exchange = await open(options);
  const [buyer, seller] = [exchange.openConsumer(), exchange.openProvider()];
  await exchange.sequencer.drain();
  const consumer = await connect(exchange, buyer);
  const provider = await connect(exchange, seller);
  return { exchange, buyer, seller, consumer, provider };
}

const order = (side: number, priceTicks: number, quantityLots: number) => ({
  seriesId: 1,
  side,
  priceTicks,
  quantityLots,
});

describe('trading', () => {
  it('places, amends, fills and cancels', async () => {
    const { consumer, provider } = await market();
    const fills = consumer.events.fills.queue();
    const balances = consumer.events.balances.queue();
    const offer = await provider.place(order(SELL, 100, 10));
    expect(offer.durability).toBe(1);
    const amended = await provider.amend(
      { orderId: offer.orderId },
      { priceTicks: 101, openLots: 8 },
    );
    expect(amended.orderId).toBe(offer.orderId);
    const bid = await consumer.place({ ...order(BUY, 101, 3), timeInForce: TIME_IN_FORCE.IOC });
    const { value: fill } = await fills.next();
    expect(fill).toMatchObject({
      executionType: EXECUTION_TYPE.TRADE,
      orderId: bid.orderId,
      clientOrderId: bid.clientOrderId,
      lastPriceTicks: 101,
      lastLots: 3,
    });
    expect((await balances.next()).value?.escrowMicroPat).toBeGreaterThan(0);
    expect((await provider.cancel({ clientOrderId: offer.clientOrderId })).orderId).toBe(
      offer.orderId,
    );
    await expect(provider.cancel({ orderId: offer.orderId })).rejects.toMatchObject({
      name: 'UNKNOWN_ORDER',
    });
    const snapshot = await consumer.queries.accountSnapshot();
    expect(snapshot.positions).toMatchObject([{ seriesId: 1, heldLots: 3 }]);
    expect(snapshot.asOfAccountSequence).toBe(consumer.accountSequence);
    expect(consumer.credits?.remaining).toBeGreaterThan(0);
  });

  it('tells refusals with their field, and outcomes by client id', async () => {
    const { consumer } = await market();
    const refused = await consumer.place(order(SELL, 100, 1)).catch((error: PatxError) => error);
    expect(refused).toMatchObject({ name: 'PHASE', retriable: false });
    const { clientId } = refused as PatxError;
    expect(await consumer.getOutcome(clientId)).toMatchObject({
      kind: 'refused',
      error: { name: 'PHASE' },
    });
    const ack = await consumer.place(order(BUY, 90, 1));
    expect(await consumer.getOutcome(ack.clientOrderId)).toEqual({
      kind: 'done',
      referenceId: ack.orderId,
      journalSequence: ack.journalSequence,
    });
    const ahead = consumer.ids.at(50_000);
    expect(await consumer.getOutcome(ahead)).toEqual({ kind: 'never-seen' });
    expect(await consumer.getOutcome(ahead)).toEqual({ kind: 'never-seen' });
    await expect(
      consumer.place({ ...order(BUY, 90, 1), clientOrderId: ahead }),
    ).rejects.toMatchObject({ name: 'ID_REFUSED' });
  });

  it('cancels many at once, and takes many in flight', async () => {
    const { consumer, provider } = await market({ limits: { inFlightMax: 16 } });
    const acks = await Promise.all(
      Array.from({ length: 150 }, (_, n) => provider.place(order(SELL, 100 + (n % 7), 1))),
    );
    expect(new Set(acks.map(({ orderId }) => orderId)).size).toBe(150);
    const some = await provider.massCancel({ minPriceTicks: 103 });
    const rest = await provider.massCancel();
    expect(some.affectedCount + rest.affectedCount).toBe(150);
    expect((await consumer.massCancel()).affectedCount).toBe(0);
  });
});

describe('rights', () => {
  it('are minted, exercised, delivered and accepted', async () => {
    const desk = newKey();
    const { consumer, provider } = await market({
      signer: {
        publicKey: rawKey(desk),
        sign: async ({ ticketId }) => sign(null, ticketId, desk),
      },
    });
    const tickets = provider.events.tickets.queue();
    const deliveries = consumer.events.deliveries.queue();
    expect((await provider.rights.mint({ seriesId: 1, quantityLots: 5 })).affectedCount).toBe(5);
    await provider.place(order(SELL, 100, 2));
    await consumer.place(order(BUY, 100, 2));
    expect((await consumer.rights.exercise({ seriesId: 1, quantityLots: 2 })).affectedCount).toBe(
      1,
    );
    const { deliveryId } = (await deliveries.next()).value ?? { deliveryId: 0 };
    expect((await tickets.next()).value).toMatchObject({ deliveryId, quantityLots: 2 });
    const contentHash = createHash('sha256').update('records').digest();
    await provider.rights.acknowledgeTicket({ deliveryId });
    await provider.rights.notice({
      deliveryId,
      contentHash,
      location: 'https://data.example/records',
    });
    expect((await deliveries.next()).value?.state).toBe(DELIVERY_STATE.NOTICED);
    await expect(
      consumer.rights.accept({ deliveryId, contentHash: new Uint8Array(32) }),
    ).rejects.toMatchObject({ field: 'signature' });
    await consumer.rights.accept({ deliveryId, contentHash });
    expect((await deliveries.next()).value).toMatchObject({ state: DELIVERY_STATE.ACCEPTED });
  });
});

describe('operators and the broker', () => {
  it('run the venue', async () => {
    const { exchange } = await market();
    const operator = await connect(exchange, exchange.operator);
    const venue = operator.market.venue();
    const { publicKey } = { publicKey: rawKey(newKey()) };
    const opened = await operator.operator.openAccount({
      role: 2,
      accountClass: 1,
      firmGroup: 0,
      publicKey,
      scopes: [1, 2],
      name: 'somebody',
    });
    const targetAccountId = opened.referenceId;
    await operator.operator.deposit({ targetAccountId, amountMicroPat: 5_000_000 });
    await operator.operator.setParameter({
      name: 'max_open_orders',
      target: '',
      value: 50,
      expectedVersion: 0,
      reason: 'test',
      unset: false,
    });
    for await (const { type, body } of venue) {
      if (type !== 'parameterInfo') continue;
      expect(body).toMatchObject({ name: 'max_open_orders', value: 50, reason: 'test' });
      break;
    }
    const parameters = await operator.queries.parameters();
    expect(parameters.some(({ name, value }) => name === 'max_open_orders' && value === 50)).toBe(
      true,
    );
    const { contracts, series, venue: info } = await operator.queries.markets();
    expect(contracts.map(({ contract }) => contract)).toEqual(['AUTO_INTENT|7D|0.70-0.85']);
    expect(series.length).toBe(1);
    expect(info?.venue).toBe('test');
    const killed = await operator.operator.kill({
      killScope: 2,
      targetId: targetAccountId,
      reason: 'x',
    });
    expect(killed.errorCode).toBe(0);
    await expect(
      operator.operator.releaseKill({ killScope: 2, targetId: targetAccountId, reason: 'x' }),
    ).rejects.toMatchObject({ name: 'SECOND_PERSON' });
  });

  it('quote many series, each with its result', async () => {
    const { exchange, consumer } = await market();
    const broker = await connect(exchange, exchange.broker);
    const quotes = consumer.market.quotes(1);
    await quotes.next();
    const level = (priceTicks: number) => ({ priceTicks, quantityLots: 1 });
    const validUntilMs = Math.floor(exchange.nowMs()) + 60_000;
    const quote = { asks: [], validUntilMs, factors: null };
    const ack = await broker.broker.massQuote({
      quotes: [
        { ...quote, seriesId: 1, bids: [level(80), level(79)] },
        { ...quote, seriesId: 9, bids: [level(80)] },
      ],
      basedOnSequence: 0,
    });
    expect(ack.entryErrorCodes).toEqual([0, 31]);
    expect((await quotes.next()).value?.bids).toEqual([level(80), level(79)]);
  });
});

describe('a break', () => {
  it('loses nothing: orders on the way, fills meanwhile, the book', async () => {
    const { exchange, consumer, provider } = await market();
    const told: number[] = [];
    consumer.events.reports.on(({ accountSequence, duplicate, errorCode }) => {
      // Answers are told too, and have no number.
      expect(accountSequence === 0).toBe(duplicate || errorCode !== 0);
      if (accountSequence !== 0) told.push(accountSequence);
    });
    const book = provider.market.book(1);
    let latest: BookView | undefined;
    const reading = (async () => {
      for await (const view of book) latest = view;
    })();
    const acks: Promise<unknown>[] = [];
    for (let n = 0; n < 200; n += 1) {
      acks.push(consumer.place(order(BUY, 90 + (n % 5), 1)).catch((error: unknown) => error));
      if (n % 20 === 0) await sleep(1);
      if (n === 70) consumer.dropConnection();
      if (n === 120) provider.dropConnection();
      if (consumer.state !== 'online') await consumer.online();
    }
    const settled = (await Promise.all(acks)) as { name?: string; orderId?: number }[];
    const accepted = settled.filter(({ orderId }) => orderId !== undefined);
    for (const { name } of settled.filter(({ orderId }) => orderId === undefined)) {
      expect(['NEVER_SEEN', 'ID_REFUSED', 'PatxConnectionError']).toContain(name);
    }
    await consumer.online();
    await provider.online();
    const snapshot = await consumer.queries.accountSnapshot();
    expect(new Set(snapshot.openOrders.map(({ orderId }) => orderId))).toEqual(
      new Set(accepted.map(({ orderId }) => orderId)),
    );
    while (consumer.accountSequence < snapshot.asOfAccountSequence) await sleep(1);
    expect(told).toEqual(told.map((_, index) => (told[0] as number) + index));
    const open = snapshot.openOrders.reduce((sum, { openLots }) => sum + openLots, 0);
    const shown = () => latest?.bids().reduce((sum, { quantityLots }) => sum + quantityLots, 0);
    while (!latest?.isLive || shown() !== open) await sleep(1);
    await book.return();
    await reading;
    await exchange.sequencer.drain();
  });

  it('longer than reports are kept is told, with the snapshot', async () => {
    const { exchange, buyer, provider } = await market({ limits: { reportBytes: 4_096 } });
    let mayConnect = Promise.resolve();
    const consumer = await connect(exchange, buyer, {
      openSocket: async (...of) => {
        await mayConnect;
        return openSocket(...of);
      },
    });
    await consumer.place(order(BUY, 100, 100));
    let reconnect = (): void => {};
    mayConnect = new Promise((resolve) => {
      reconnect = resolve;
    });
    const gaps = consumer.events.gaps.queue();
    const before = consumer.accountSequence;
    consumer.dropConnection();
    for (let n = 0; n < 60; n += 1) await provider.place(order(SELL, 100, 1));
    reconnect();
    const { value: gap } = await gaps.next();
    expect(gap?.fromAccountSequence).toBe(before + 1);
    expect(gap?.toAccountSequence).toBe(before + 60);
    expect(gap?.snapshot.positions).toMatchObject([{ heldLots: 60 }]);
  });

  it('cancels the orders of sessions that asked for it, and a logout does not', async () => {
    const { exchange, buyer, consumer } = await market();
    const other = await connect(exchange, buyer, { idSpace: 2, cancelOnDisconnect: true });
    await other.place(order(BUY, 90, 1));
    const canceled = consumer.events.reports.queue();
    other.dropConnection();
    for await (const { executionType } of canceled) {
      if (executionType === EXECUTION_TYPE.CANCELED) break;
    }
    await other.online();
    await other.place(order(BUY, 90, 1));
    other.close();
    await sleep(50);
    expect((await consumer.queries.accountSnapshot()).openOrders.length).toBe(1);
  });
});
