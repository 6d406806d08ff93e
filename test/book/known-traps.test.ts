// Catches the mistakes other engines are known for; each test carries the name of its trap.
import { describe, expect, it } from 'vitest';
import { DepthRows, PracticeBook, readDepth } from '../../src/engine/core/book/index.js';
import { Core, EVENT, exportState, importState, TRADE } from '../../src/engine/core/index.js';
import { ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { tradingVenue } from '../support/venue.js';

const SMALL = { ordersMax: 100, pagesMax: 100, specialsMax: 50, trailingMax: 10 };

/** Applies instructions to a fresh book, with what most of them have in common filled in. */
function play(...instructions: Record<string, unknown>[]): PracticeBook {
  const book = new PracticeBook(SMALL);
  for (const instruction of instructions) book.apply(instruction);
  return book;
}

function place(id: number, user: string, side: string, qty: number, price?: number, more = {}) {
  const type = price === undefined ? 'market' : 'limit';
  return { op: 'place', id, user, side, type, qty, price, ...more };
}

/** Lots of each trade, in order. */
function tradesOf(events: readonly number[][]): number[] {
  return events
    .filter(([type]) => type === EVENT.TRADE)
    .map((event) => event[TRADE.lots] as number);
}

describe('known traps', () => {
  it('a modify that drops the account', () => {
    const book = play(
      place(1, 'a', 'buy', 5, 100),
      { op: 'replace', id: 1, user: 'a', price: 101 },
      { op: 'cancel', id: 1, user: 'b' },
      { op: 'cancel', id: 1, user: 'a' },
    );
    expect(book.final().rejectedSteps).toEqual([2]);
    expect(book.final().status).toEqual({ 1: 'canceled' });
  });

  it('a modify that drops the self-trade mode', () => {
    const book = play(
      place(1, 'a', 'sell', 5, 105),
      place(2, 'a', 'buy', 5, 100, { stp: 'cancel_taker' }),
      { op: 'replace', id: 2, user: 'a', price: 105 },
    );
    expect(book.final().trades).toEqual([]);
    expect(book.final().status).toEqual({ 1: 'open', 2: 'canceled' });
  });

  it('a post-only amended into a cross that loses the order', () => {
    const book = play(
      place(1, 'a', 'sell', 5, 105),
      place(2, 'b', 'buy', 5, 100, { postOnly: true }),
      { op: 'replace', id: 2, user: 'b', price: 105, qty: 7 },
    );
    expect(book.final()).toMatchObject({
      bids: [[100, 5]],
      status: { 2: 'open' },
      rejectedSteps: [2],
    });
  });

  it('a FOK that fills partially when self-trade prevention removes makers', () => {
    for (const stp of ['cancel_maker', 'cancel_taker', 'cancel_both', 'decrement']) {
      const book = play(
        place(1, 'b', 'sell', 3, 100),
        place(2, 'a', 'sell', 3, 100),
        place(3, 'b', 'sell', 1, 101),
        place(4, 'a', 'buy', 5, 101, { tif: 'FOK', stp }),
      );
      expect(book.final()).toMatchObject({
        trades: [],
        asks: [
          [100, 6],
          [101, 1],
        ],
        status: { 2: 'open', 4: 'killed' },
      });
    }
  });

  it('a FOK that does not see what an iceberg hides, or sees what a group takes away', () => {
    const iceberg = play(
      place(1, 'b', 'sell', 9, 100, { displayQty: 2 }),
      place(2, 'a', 'buy', 9, 100, { tif: 'FOK' }),
    );
    expect(iceberg.final().status).toEqual({ 1: 'filled', 2: 'filled' });
    const group = play(
      place(1, 'b', 'sell', 5, 100, { ocoGroup: 'A' }),
      place(2, 'b', 'sell', 5, 101, { ocoGroup: 'A' }),
      place(3, 'a', 'buy', 10, 101, { tif: 'FOK' }),
    );
    expect(group.final().status).toEqual({ 1: 'open', 2: 'open', 3: 'killed' });
  });

  it('float dust left resting', () => {
    const book = play(
      place(1, 'a', 'buy', 0.1 + 0.2, 100),
      place(2, 'a', 'buy', 1, 100.5),
      place(3, 'a', 'buy', 1e-9, 100),
      place(4, 'a', 'buy', Number.NaN, 100),
      place(5, 'a', 'buy', -1, 100),
      place(6, 'a', 'buy', 2 ** 52, 1),
      place(7, 'b', 'sell', 2 ** 52 - 1, 1),
      place(8, 'b', 'sell', 1, 1),
    );
    expect(book.final()).toMatchObject({ bids: [], asks: [], rejectedSteps: [0, 1, 2, 3, 4] });
    expect(book.final().trades).toEqual([
      [6, 7, 1, 2 ** 52 - 1],
      [6, 8, 1, 1],
    ]);
  });

  it('a duplicate live id that trades before it is refused', () => {
    const book = play(
      place(1, 'a', 'sell', 5, 100),
      place(2, 'b', 'buy', 5, 90),
      place(2, 'b', 'buy', 5, 100),
      { op: 'place', id: 2, user: 'b', side: 'buy', type: 'stop', qty: 1, stopPrice: 120 },
    );
    expect(book.final()).toMatchObject({
      trades: [],
      status: { 2: 'open' },
      rejectedSteps: [2, 3],
      bids: [[90, 5]],
    });
  });

  it('a native IOC whose rest stays in the book', () => {
    const book = play(
      place(1, 'a', 'sell', 2, 100),
      place(2, 'b', 'buy', 5, 100, { tif: 'IOC' }),
      place(3, 'b', 'buy', 5, undefined),
    );
    expect(book.final()).toMatchObject({
      trades: [[1, 2, 100, 2]],
      bids: [],
      asks: [],
      status: { 2: 'killed', 3: 'killed' },
    });
  });

  it('filled orders left in the id map', () => {
    const book = play(
      place(1, 'a', 'sell', 2, 100),
      place(2, 'b', 'buy', 2, 100),
      { op: 'cancel', id: 1, user: 'a' },
      { op: 'replace', id: 2, user: 'b', qty: 9 },
      place(1, 'a', 'buy', 1, 50),
    );
    expect(book.final()).toMatchObject({
      rejectedSteps: [2, 3],
      status: { 1: 'open', 2: 'filled' },
      bids: [[50, 1]],
    });
  });

  it('a book that is full for good after many orders have come and gone', () => {
    const book = new PracticeBook(SMALL);
    for (let id = 1; id <= 5000; id += 1) {
      book.apply(place(id, 'a', 'buy', 1, (id * 7919) % 2_000_000_000, { ocoGroup: `${id}` }));
      book.apply({ op: 'cancel', id, user: 'a' });
    }
    expect(book.final().rejectedSteps).toEqual([]);
  });

  it('a stop cascade that is order-dependent', () => {
    const stop = (id: number, stopPrice: number) => {
      return { op: 'place', id, user: 'c', side: 'sell', type: 'stop', qty: 1, stopPrice };
    };
    const bids = [100, 99, 98, 97, 96, 95].map((price, i) => place(i + 1, 'a', 'buy', 1, price));
    const stops = [stop(11, 100), stop(12, 99), stop(13, 98), stop(14, 97)];
    const trigger = place(20, 'b', 'sell', 1, 100);
    const inOrder = play(...bids, ...stops, trigger).final();
    const reversed = play(...bids, ...[...stops].reverse(), trigger).final();
    expect(inOrder.trades).toEqual([
      [1, 20, 100, 1],
      [2, 11, 99, 1],
      [3, 12, 98, 1],
      [4, 13, 97, 1],
      [5, 14, 96, 1],
    ]);
    expect(reversed.trades).toEqual(inOrder.trades);
  });

  it('a restart that loses iceberg peaks or stops', () => {
    const venue = tradingVenue();
    const [seller = 0] = venue.providers;
    const [buyer = 0, other = 0] = venue.consumers;
    const print = (priceTicks: number, lots: number) =>
      venue.order(buyer, { side: SIDE.BUY, priceTicks, lots, timeInForce: TIME_IN_FORCE.IOC });
    venue.order(seller, { side: SIDE.SELL, priceTicks: 100, lots: 12, displayLots: 5 });
    venue.order(seller, { side: SIDE.SELL, priceTicks: 101, lots: 9 });
    const stop = { orderType: ORDER_TYPE.STOP_LIMIT, triggerPriceTicks: 101 };
    venue.order(other, { side: SIDE.BUY, priceTicks: 101, lots: 4, ...stop });
    print(100, 3);
    const restored = new Core({ limits: venue.core.state.limits });
    expect(importState(restored, exportState(venue.core))).toBeUndefined();
    Object.assign(venue, { core: restored });
    const { book } = restored.state;
    const rows = new DepthRows(2);
    readDepth(book, 1, 1, rows);
    expect([rows.lots[0], rows.hiddenLots[0]]).toEqual([2, 7]);
    // The peak comes back five at a time, and the last lots wake the stop at the price above.
    expect(tradesOf(print(100, 9))).toEqual([2, 5, 2]);
    expect(tradesOf(print(101, 1))).toEqual([1, 4]);
    expect(book.bestPriceTicks(1, 1)).toBe(101);
    expect(restored.state.specials.stops(1)).toBe(0);
  });

  it('an iceberg that grows into more peaks than a taker may meet', () => {
    const stopLimit = { type: 'stop_limit', stopPrice: 200, displayQty: 1 };
    const book = play(
      place(1, 'a', 'sell', 2, 100, { displayQty: 1 }),
      place(2, 'a', 'buy', 2, 210, stopLimit),
      { op: 'replace', id: 1, user: 'a', price: 100, qty: 10_001 },
      { op: 'replace', id: 2, user: 'a', qty: 10_001 },
      place(3, 'a', 'sell', 10_001, 100, { displayQty: 1 }),
      { op: 'replace', id: 1, user: 'a', price: 100, qty: 10_000 },
    );
    const { rejectedSteps, asksTotal, status } = book.final();
    expect([rejectedSteps, asksTotal]).toEqual([[2, 3, 4], [[100, 10_000]]]);
    expect(status).toEqual({ 1: 'open', 2: 'untriggered', 3: 'rejected' });
  });

  it('an overflow that is noticed after the first trade', () => {
    const book = play(
      place(1, 'a', 'sell', 1, 100),
      place(2, 'b', 'buy', 2 ** 52, 2 ** 31 - 2),
      place(3, 'b', 'buy', 2 ** 53, 100),
      place(4, 'b', 'buy', 1, 2 ** 31 - 1),
      place(5, 'b', 'buy', 1, 0),
      { op: 'replace', id: 1, user: 'a', qty: 2 ** 52, price: 2 ** 30 },
    );
    expect(book.final()).toMatchObject({
      trades: [],
      rejectedSteps: [1, 2, 3, 4, 5],
      asks: [[100, 1]],
    });
  });
});
