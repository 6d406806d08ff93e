/**
 * Catches a reader of the book that goes past its rows, mixes up sides or series, or finds lots where no order rests; and a
 * price for orders that must not take that is no price.
 */
import { describe, expect, test } from 'vitest';
import {
  Book,
  DepthRows,
  firstOrderAt,
  lotsAt,
  OrderStore,
  orderBehind,
  passiveTicks,
  readDepth,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const BUY = 0;
const SELL = 1;
const PRICE_MAX = 2 ** 31 - 2;

class Shelf {
  private readonly columns = new Columns();
  private readonly orders = new OrderStore(this.columns, 64);
  readonly book = new Book(this.columns, this.orders, { seriesMax: 3, pagesMax: 64 });

  rest(series: number, side: number, price: number, lots: number, peakLots = 0): number {
    const slot = this.orders.allocate();
    this.book.setLots(slot, lots, peakLots);
    this.book.restAny(slot, series, side, price);
    return slot;
  }

  depth(series: number, side: number, capacity: number): number[][] {
    const rows = new DepthRows(capacity);
    readDepth(this.book, series, side, rows);
    return Array.from({ length: rows.count }, (_, row) => [
      rows.priceTicks[row] as number,
      rows.lots[row] as number,
      rows.hiddenLots[row] as number,
      rows.orderCount[row] as number,
    ]);
  }
}

describe('depth', () => {
  test('is the best levels of one side of one series, as many as there are and fit', () => {
    const shelf = new Shelf();
    for (const price of [7, 9, 8]) shelf.rest(1, BUY, price, price);
    shelf.rest(1, BUY, 8, 5, 2);
    for (const price of [12, 11]) shelf.rest(1, SELL, price, 1);
    shelf.rest(2, BUY, 10, 4);
    const bids = [
      [9, 9, 0, 1],
      [8, 10, 3, 2],
      [7, 7, 0, 1],
    ];
    for (const capacity of [0, 1, 2, 3, 4]) {
      expect(shelf.depth(1, BUY, capacity)).toEqual(bids.slice(0, capacity));
    }
    expect(shelf.depth(1, SELL, 9).map(([price]) => price)).toEqual([11, 12]);
    expect(shelf.depth(2, BUY, 9)).toEqual([[10, 4, 0, 1]]);
    expect(shelf.depth(0, BUY, 9)).toEqual([]);
  });
});

test('a price has its lots and its queue, and none where nothing rests', () => {
  const shelf = new Shelf();
  const { book } = shelf;
  const first = shelf.rest(1, SELL, 20, 3);
  const second = shelf.rest(1, SELL, 20, 4);
  shelf.rest(1, BUY, 19, 5);
  expect(lotsAt(book, 1, SELL, 20)).toBe(7);
  expect(lotsAt(book, 1, BUY, 19)).toBe(5);
  expect(firstOrderAt(book, 1, SELL, 20)).toBe(first);
  expect([orderBehind(book, first), orderBehind(book, second)]).toEqual([second, 0]);
  for (const [series, side, price] of [
    [1, SELL, 21],
    [1, BUY, 20],
    [2, SELL, 20],
    [0, SELL, 20],
    [0, BUY, 1],
  ] as const) {
    expect(lotsAt(book, series, side, price)).toBe(0);
    expect(firstOrderAt(book, series, side, price)).toBe(0);
  }
});

describe('the price of an order that slides', () => {
  test.each([
    ['a bid at its own where nobody offers', BUY, 10, [], 10],
    ['a bid one below the best offer', BUY, 10, [[SELL, 8]], 7],
    ['a bid at its own below the best offer', BUY, 5, [[SELL, 8]], 5],
    ['a bid at the least price there is', BUY, 10, [[SELL, 2]], 1],
    ['no bid below that', BUY, 10, [[SELL, 1]], 0],
    ['an offer one above the best bid', SELL, 5, [[BUY, 8]], 9],
    ['an offer at its own above the best bid', SELL, 10, [[BUY, 8]], 10],
    ['an offer at the highest price there is', SELL, 5, [[BUY, PRICE_MAX - 1]], PRICE_MAX],
    ['no offer above that', SELL, 5, [[BUY, PRICE_MAX]], 0],
    ['an own price that is none', BUY, 0, [], 0],
  ] as const)('is %s', (_name, side, price, resting, expected) => {
    const shelf = new Shelf();
    for (const [otherSide, otherPrice] of resting) shelf.rest(1, otherSide, otherPrice, 1);
    expect(passiveTicks(shelf.book, 1, side, price)).toBe(expected);
  });
});
