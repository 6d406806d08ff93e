// Catches an auction that a client cannot follow: over real sockets, from the first order gathered to continuous trading,
// with a crossed book that has the right checksum, for those who were there and those who come in between.
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  AUCTION_KIND,
  type AuctionInfo,
  type BookView,
  LIQUIDITY,
  type PatxError,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
  type Told,
} from '../../src/client/index.js';
import { brokenInvariants, Core } from '../../src/engine/core/index.js';
import { EventChain, Replayer, stateHash } from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

const { BUY, SELL } = SIDE;
const { OPEN, HALTED, AUCTION } = SERIES_STATE;
const MINUTE_MS = 60_000;

/** An exchange whose clock the test moves, with everybody connected. */
async function venue() {
  let aheadMs = 0;
  const nowMs = (): number => performance.timeOrigin + performance.now() + aheadMs;
  // A jump of the clock must not look like a silent session.
  const exchange = await startExchange({ nowMs, limits: { heartbeatIntervalMs: 20 * MINUTE_MS } });
  onTestFinished(() => exchange.stop());
  const parties = [exchange.openConsumer(), exchange.openProvider()] as const;
  const second = exchange.openOperator();
  await exchange.sequencer.drain();
  return {
    consumer: await connect(exchange, parties[0]),
    provider: await connect(exchange, parties[1]),
    operator: (await connect(exchange, second)).operator,
    /** One more client of the consumer's. */
    join: () => connect(exchange, parties[0]),
    /** Lets time pass for the core. */
    pass: async (ms: number): Promise<void> => {
      aheadMs += ms;
      exchange.submit(0, 'advanceTime', {});
      await exchange.sequencer.drain();
    },
    nowMs,
    exchange,
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

/** The next value of a stream that passes. */
async function next<T>(stream: AsyncIterator<T>, accepts: (value: T) => boolean): Promise<T> {
  for (;;) {
    const { value, done } = await stream.next();
    if (done === true) throw new Error('the stream ended');
    if (accepts(value)) return value;
  }
}

const order = (side: number, priceTicks: number, quantityLots: number, seriesId = 1) => ({
  seriesId,
  side,
  priceTicks,
  quantityLots,
});

const parameter = (name: string, value: number) => ({
  name,
  target: '',
  value,
  expectedVersion: 0,
  unset: false,
  reason: 'test',
});

const isCrossed = ({ bestBid, bestAsk }: BookView): boolean =>
  bestBid !== undefined && bestAsk !== undefined && bestBid.priceTicks >= bestAsk.priceTicks;

describe('an opening auction', () => {
  it('is followed from its first order to its price', async () => {
    const { consumer, provider, operator, join, pass, nowMs, replay } = await venue();
    await operator.setParameter(parameter('auction_open_ms', MINUTE_MS));
    const windowStartMs = (Math.floor(nowMs() / MINUTE_MS) - 5) * MINUTE_MS;
    const opened = await operator.openSeries({ contractId: 1, windowStartMs });
    const seriesId = opened.referenceId;
    await provider.rights.mint({ seriesId, quantityLots: 1_000 });
    const auctions = consumer.market.auctions(seriesId);
    const prints = consumer.market.trades(seriesId);
    const books = consumer.market.book(seriesId);
    const fills = consumer.events.fills.queue();
    const start = await next<Told<AuctionInfo>>(auctions, () => true);
    expect(start).toMatchObject({ seriesId, state: AUCTION, kind: AUCTION_KIND.OPENING });
    expect(start).toMatchObject({ priceTicks: 0, quantityLots: 0, extended: false });
    expect(start.endTimeMs).toBeGreaterThan(nowMs());

    await provider.place(order(SELL, 95, 10, seriesId));
    const bid = await consumer.place(order(BUY, 105, 4, seriesId));
    // Every price from 95 to 105 clears four and leaves six; fair value is 100.
    const indicative = await next<Told<AuctionInfo>>(
      auctions,
      ({ quantityLots }) => quantityLots > 0,
    );
    expect(indicative).toMatchObject({ priceTicks: 100, quantityLots: 4, surplusLots: -6 });
    const crossed = await next<BookView>(
      books,
      (book) => isCrossed(book) && book.auction !== undefined,
    );
    expect(crossed.isLive).toBe(true);

    await replay();
    const late = await join();
    const lateBook = await next<BookView>(
      late.market.book(seriesId),
      (book) => book.auction !== undefined,
    );
    expect(isCrossed(lateBook)).toBe(true);
    // The first client hears of the new series a moment later.
    await expect.poll(() => indicative?.series).toBe(late.seriesOf(seriesId));
    expect(lateBook.auction).toEqual(indicative);
    expect(
      (await next<Told<AuctionInfo>>(late.market.auctions(seriesId), () => true)).priceTicks,
    ).toBe(100);

    const taking = { ...order(BUY, 105, 1, seriesId), timeInForce: TIME_IN_FORCE.IOC };
    const refused = await consumer.place(taking).catch((error: PatxError) => error);
    expect(refused).toMatchObject({ name: 'AUCTION', field: 'time_in_force', retriable: true });

    await pass(MINUTE_MS);
    const over = await next<Told<AuctionInfo>>(auctions, ({ state }) => state !== AUCTION);
    expect(over).toMatchObject({ state: OPEN, priceTicks: 100, quantityLots: 4, endTimeMs: 0 });
    const { value: print } = await prints.next();
    expect(print).toMatchObject({ auction: true, takerSide: 0, priceTicks: 100, quantityLots: 4 });
    const { value: fill } = await fills.next();
    expect(fill).toMatchObject({
      orderId: bid.orderId,
      liquidity: LIQUIDITY.AUCTION,
      priceTicks: 105,
      lastPriceTicks: 100,
      lastLots: 4,
    });
    const after = await next<BookView>(books, (book) => book.auction === undefined);
    expect(isCrossed(after)).toBe(false);
    expect((await consumer.place({ ...taking, quantityLots: 2 })).orderId).toBeGreaterThan(0);
    expect((await prints.next()).value).toMatchObject({ auction: false, takerSide: BUY });
    await replay();
  });
});

describe('a halt', () => {
  it('ends in an auction and then in continuous trading', async () => {
    const { consumer, provider, operator, pass } = await venue();
    await operator.setParameter(parameter('auction_resume_ms', MINUTE_MS));
    const lives = consumer.market.venue();
    const auctions = consumer.market.auctions(1);
    const stateOf = async (): Promise<number> => {
      const message = await next(lives, ({ type }) => type === 'seriesInfo');
      return (message.body as { readonly state: number }).state;
    };
    // The subscription must stand before the halt, or its message is part of the listing.
    await consumer.queries.markets();
    await operator.haltSeries({ seriesId: 1, reason: 'test' });
    expect(await stateOf()).toBe(HALTED);
    await expect(provider.place(order(SELL, 95, 5))).rejects.toMatchObject({
      name: 'SERIES_CLOSED',
    });
    await operator.resumeSeries({ seriesId: 1, reason: 'test' });
    expect(await stateOf()).toBe(AUCTION);
    expect(await next<Told<AuctionInfo>>(auctions, () => true)).toMatchObject({
      kind: AUCTION_KIND.RESUME,
    });
    await provider.place(order(SELL, 95, 5));
    await consumer.place(order(BUY, 105, 5));
    await next<Told<AuctionInfo>>(auctions, ({ quantityLots }) => quantityLots === 5);
    await pass(MINUTE_MS);
    expect(await stateOf()).toBe(OPEN);
    // Nothing is left over: of all prices that clear all, the one nearest to fair value.
    const over = await next<Told<AuctionInfo>>(auctions, ({ state }) => state === OPEN);
    expect(over).toMatchObject({ priceTicks: 100, quantityLots: 5 });
  });
});

describe('a volatility interruption', () => {
  it('stops an order at the band and finds the price in an auction, extended once', async () => {
    const { consumer, provider, operator, pass } = await venue();
    await provider.place(order(SELL, 100, 1));
    await consumer.place(order(BUY, 100, 1));
    await operator.setParameter(parameter('volatility_dynamic_ppm', 50_000));
    await operator.setParameter(parameter('volatility_auction_ms', MINUTE_MS));
    const auctions = consumer.market.auctions(1);
    const fills = consumer.events.fills.queue();
    await provider.place(order(SELL, 104, 2));
    await provider.place(order(SELL, 110, 2));
    await consumer.place(order(BUY, 112, 4));
    expect((await fills.next()).value).toMatchObject({ lastPriceTicks: 104, openLots: 2 });
    const start = await next<Told<AuctionInfo>>(auctions, ({ state }) => state === AUCTION);
    expect(start).toMatchObject({
      kind: AUCTION_KIND.VOLATILITY,
      priceTicks: 110,
      quantityLots: 2,
    });
    await pass(MINUTE_MS);
    const more = await next<Told<AuctionInfo>>(auctions, ({ extended }) => extended);
    expect(more.state).toBe(AUCTION);
    expect(more.endTimeMs).toBeGreaterThan(start.endTimeMs);
    await pass(MINUTE_MS);
    const over = await next<Told<AuctionInfo>>(auctions, ({ state }) => state === OPEN);
    expect(over).toMatchObject({ priceTicks: 110, quantityLots: 2, extended: true });
    expect((await fills.next()).value).toMatchObject({ lastPriceTicks: 110, openLots: 0 });
  });
});

/** The next value of a stream, or that none came. */
async function nextWithin<T>(stream: AsyncIterator<T>, ms: number): Promise<T | 'nothing'> {
  const timer = new Promise<'nothing'>((done) => setTimeout(() => done('nothing'), ms));
  return Promise.race([next(stream, () => true), timer]);
}

describe('the indicative price', () => {
  it('is told when fair value moves it', async () => {
    const { consumer, provider, operator, nowMs, exchange } = await venue();
    await operator.setParameter(parameter('auction_open_ms', 5 * MINUTE_MS));
    const windowStartMs = (Math.floor(nowMs() / MINUTE_MS) - 5) * MINUTE_MS;
    const { referenceId: seriesId } = await operator.openSeries({ contractId: 1, windowStartMs });
    await provider.rights.mint({ seriesId, quantityLots: 1_000 });
    const auctions = consumer.market.auctions(seriesId);
    await provider.place(order(SELL, 95, 10, seriesId));
    await consumer.place(order(BUY, 105, 4, seriesId));
    await next<Told<AuctionInfo>>(auctions, ({ priceTicks }) => priceTicks === 100);
    const marks = [{ seriesId, markTicks: 97, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
    exchange.submit(1, 'markUpdate', { marks });
    await exchange.sequencer.drain();
    const clearing = { priceTicks: 0, lots: 0, surplusLots: 0 };
    exchange.core.auctions.find(seriesId, clearing);
    expect(clearing.priceTicks).toBe(97);
    const told = await nextWithin<AuctionInfo>(auctions, 1_000);
    expect(told).toMatchObject({ priceTicks: 97 });
  });

  it('is told when a bust moves it', async () => {
    const { consumer, provider, operator, exchange } = await venue();
    await operator.setParameter(parameter('auction_resume_ms', 5 * MINUTE_MS));
    await provider.rights.mint({ seriesId: 1, quantityLots: 1_000 });
    await provider.place(order(SELL, 104, 1));
    await consumer.place(order(BUY, 104, 1));
    const auctions = consumer.market.auctions(1);
    await operator.haltSeries({ seriesId: 1, reason: 'x' });
    await operator.resumeSeries({ seriesId: 1, reason: 'x' });
    await provider.place(order(SELL, 95, 10));
    await consumer.place(order(BUY, 105, 4));
    await next<Told<AuctionInfo>>(auctions, ({ priceTicks }) => priceTicks === 104);
    await operator.bustTrade({ seriesId: 1, tradeId: 1, reason: 'x' });
    await exchange.sequencer.drain();
    const clearing = { priceTicks: 0, lots: 0, surplusLots: 0 };
    exchange.core.auctions.find(1, clearing);
    expect(clearing.priceTicks).toBe(100);
    const told = await nextWithin<AuctionInfo>(auctions, 1_000);
    expect(told).toMatchObject({ priceTicks: 100 });
  });

  it('an auction that begins and ends within one turn is told', async () => {
    const { consumer, provider, operator, exchange, pass } = await venue();
    await operator.setParameter(parameter('auction_resume_ms', 5 * MINUTE_MS));
    await provider.rights.mint({ seriesId: 1, quantityLots: 1_000 });
    await operator.haltSeries({ seriesId: 1, reason: 'x' });
    await operator.resumeSeries({ seriesId: 1, reason: 'x' });
    await provider.place(order(SELL, 95, 10));
    await consumer.place(order(BUY, 105, 4));
    await operator.haltSeries({ seriesId: 1, reason: 'x' });
    await operator.setParameter(parameter('auction_resume_ms', 0));
    const auctions = consumer.market.auctions(1);
    const trades = consumer.market.trades(1);
    await exchange.sequencer.drain();
    await new Promise((done) => setTimeout(done, 200));
    // Both in one turn.
    exchange.submit(2, 'resumeSeries', { seriesId: 1, reason: 'x' });
    exchange.submit(0, 'advanceTime', {});
    await exchange.sequencer.drain();
    const print = await nextWithin<{ auction: boolean }>(trades, 1_000);
    expect(print).toMatchObject({ auction: true });
    const told = await nextWithin<AuctionInfo>(auctions, 1_000);
    expect(told).toMatchObject({ quantityLots: 4 });
    void pass;
  });
});
