// Catches an order type that a client cannot use: each over real sockets, from the call to the reports, the public book
// and the account's snapshot, and through a replay of the journal that must come to the same state.
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type BookView,
  CANCEL_REASON,
  EXECUTION_TYPE,
  type NewOrder,
  ORDER_TYPE,
  SIDE,
} from '../../src/client/index.js';
import { brokenInvariants, Core } from '../../src/engine/core/index.js';
import { EventChain, Replayer, stateHash } from '../../src/engine/log/index.js';
import { CommandCodec, type ExecutionReport } from '../../src/schema/index.js';
import { startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

const { BUY, SELL } = SIDE;
const { STOP, STOP_LIMIT, TRAILING_STOP, PEGGED } = ORDER_TYPE;
const { ACCEPTED, TRADE, CANCELED, TRIGGERED, REPRICED } = EXECUTION_TYPE;

async function market() {
  const exchange = await startExchange();
  onTestFinished(() => exchange.stop());
  const parties = [exchange.openConsumer(), exchange.openProvider(), exchange.broker] as const;
  await exchange.sequencer.drain();
  const [consumer, provider, broker] = await Promise.all(
    parties.map((party) => connect(exchange, party)),
  );
  if (!consumer || !provider || !broker) throw new Error('nobody connected');
  return {
    consumer,
    provider,
    broker,
    /** Replays the journal so far, which must come to the same events and state. */
    replay: async (): Promise<void> => {
      await exchange.sequencer.drain();
      const core = new Core({ limits: exchange.core.state.limits });
      const replayer = new Replayer(core, new CommandCodec(), new EventChain());
      for (const frame of exchange.log.read(1)) replayer.apply(frame);
      expect(stateHash(core.state)).toEqual(stateHash(exchange.core.state));
      expect(brokenInvariants(core)).toEqual([]);
    },
  };
}

const order = (side: number, priceTicks: number, quantityLots: number): NewOrder => ({
  seriesId: 1,
  side,
  priceTicks,
  quantityLots,
});

/** The next report of a stream that passes. */
async function next<T>(stream: AsyncIterator<T>, accepts: (value: T) => boolean): Promise<T> {
  for (;;) {
    const { value, done } = await stream.next();
    if (done === true) throw new Error('the stream ended');
    if (accepts(value)) return value;
  }
}

const is =
  (type: number) =>
  ({ executionType }: Readonly<ExecutionReport>): boolean =>
    executionType === type;

describe('over the SDK', () => {
  it('an iceberg shows its peak in the public book and all its lots to its owner', async () => {
    const { consumer, provider, replay } = await market();
    const books = consumer.market.book(1);
    const reports = provider.events.reports.queue();
    await provider.place({ ...order(SELL, 100, 12), displayLots: 5 });
    expect(await next(reports, is(ACCEPTED))).toMatchObject({ openLots: 12 });
    const book = await next<BookView>(books, ({ bestAsk }) => bestAsk !== undefined);
    expect(book.bestAsk).toMatchObject({ priceTicks: 100, quantityLots: 5 });
    await consumer.place(order(BUY, 100, 7));
    expect(await next(reports, is(TRADE))).toMatchObject({ lastLots: 5, openLots: 7 });
    expect(await next(reports, is(TRADE))).toMatchObject({ lastLots: 2, openLots: 5 });
    const after = await next<BookView>(books, ({ bestAsk }) => bestAsk?.quantityLots === 3);
    expect(after.isLive).toBe(true);
    const { openOrders } = await provider.queries.accountSnapshot();
    expect(openOrders[0]).toMatchObject({ openLots: 5, displayedLots: 3, cumulativeLots: 7 });
    await replay();
  });

  it('all-or-none is refused in part, and post-only slides', async () => {
    const { consumer, provider, replay } = await market();
    await provider.place(order(SELL, 100, 3));
    const part = consumer.place({ ...order(BUY, 100, 4), allOrNone: true });
    await expect(part).rejects.toMatchObject({ name: 'FOK_UNFILLABLE', field: 'quantity_lots' });
    const reports = consumer.events.reports.queue();
    await consumer.place({ ...order(BUY, 103, 4), postOnlySlide: true });
    expect(await next(reports, is(ACCEPTED))).toMatchObject({ priceTicks: 99, openLots: 4 });
    await replay();
  });

  it('stops wait unseen, say when they are woken, and trade or rest', async () => {
    const { consumer, provider, replay } = await market();
    const reports = consumer.events.reports.queue();
    const waiting = { ...order(BUY, 103, 2), orderType: STOP_LIMIT, triggerPriceTicks: 101 };
    const limit = await consumer.place(waiting);
    const stop = { ...order(BUY, 110, 2), orderType: STOP, triggerPriceTicks: 102 };
    await consumer.place(stop);
    const trail = { orderType: TRAILING_STOP, triggerPriceTicks: 109, trailingOffsetTicks: 4 };
    const trailing = await consumer.place({ ...order(BUY, 112, 1), ...trail });
    const { openOrders } = await consumer.queries.accountSnapshot();
    expect(openOrders).toMatchObject([
      { orderType: STOP_LIMIT, triggerPriceTicks: 101, displayedLots: 0, openLots: 2 },
      { orderType: STOP, triggerPriceTicks: 102 },
      { orderType: TRAILING_STOP, triggerPriceTicks: 109 },
    ]);
    await provider.place(order(SELL, 101, 1));
    await consumer.place(order(BUY, 101, 1));
    const woken = await next(reports, is(TRIGGERED));
    expect(woken).toMatchObject({ orderId: limit.orderId, priceTicks: 103, openLots: 2 });
    const after = (await consumer.queries.accountSnapshot()).openOrders;
    expect(after.find(({ orderId }) => orderId === limit.orderId)).toMatchObject({
      orderType: ORDER_TYPE.LIMIT,
      triggerPriceTicks: 0,
      displayedLots: 2,
    });
    const followed = after.find(({ orderId }) => orderId === trailing.orderId);
    expect(followed).toMatchObject({ triggerPriceTicks: 105 });
    await replay();
  });

  it('one of a group cancels the other', async () => {
    const { consumer, provider, replay } = await market();
    const reports = consumer.events.reports.queue();
    const first = await consumer.place(order(BUY, 98, 2));
    const group = { ocoClientOrderId: first.clientOrderId };
    const second = await consumer.place({ ...order(BUY, 99, 2), ...group });
    await provider.place(order(SELL, 98, 4));
    expect(await next(reports, is(TRADE))).toMatchObject({ orderId: second.orderId });
    expect(await next(reports, is(CANCELED))).toMatchObject({
      orderId: first.orderId,
      cancelReason: CANCEL_REASON.ONE_CANCELS_OTHER,
    });
    await replay();
  });

  it('a peg follows the mark, says so, and is seen in the public book', async () => {
    const { consumer, broker, replay } = await market();
    const reports = consumer.events.reports.queue();
    const books = consumer.market.book(1);
    const peg = { ...order(BUY, 104, 2), orderType: PEGGED, pegOffsetTicks: -2 };
    const { orderId } = await consumer.place(peg);
    expect(await next(reports, is(REPRICED))).toMatchObject({ orderId, priceTicks: 98 });
    const marks = [{ seriesId: 1, markTicks: 103, sigmaPpm: 1, thinnessPpm: 1_000_000 }];
    await broker.broker.updateMarks({ marks });
    expect(await next(reports, is(REPRICED))).toMatchObject({ orderId, priceTicks: 101 });
    const book = await next<BookView>(books, ({ bestBid }) => bestBid?.priceTicks === 101);
    expect(book.bestBid).toMatchObject({ quantityLots: 2, orderCount: 1 });
    await consumer.amend({ orderId }, { priceTicks: 100, openLots: 2 });
    expect(await next(reports, is(REPRICED))).toMatchObject({ orderId, priceTicks: 100 });
    await consumer.cancel({ orderId });
    await replay();
  });
});
