// Catches pegged orders that trade by moving, miss their limit, lose their order of arrival, or stay where
// fair value no longer puts them.
import { describe, expect, it } from 'vitest';
import {
  Book,
  OrderStore,
  orderLayout,
  Pegs,
  special,
  validateBooks,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const { COLD_I32_LOG2, FLAGS } = orderLayout;

function setUp(pegsMax = 10) {
  const columns = new Columns();
  const orders = new OrderStore(columns, 50);
  const book = new Book(columns, orders, { seriesMax: 1, pagesMax: 60 });
  const specials = new special.AdvancedBook(columns, orders, 20);
  const pegs = new Pegs(columns, specials, book, { seriesMax: 1, pegsMax });
  const slot = (lots: number) => {
    const fresh = orders.allocate();
    orders.coldI32[(fresh << COLD_I32_LOG2) + FLAGS] = 0;
    book.setLots(fresh, lots, 0);
    return fresh;
  };
  const peg = (side: number, offset: number, limit: number, fair: number) => {
    const fresh = slot(1);
    return { slot: fresh, isIn: pegs.add(specials.attach(fresh, 0, side), offset, limit, fair) };
  };
  const rest = (side: number, price: number) => {
    const fresh = slot(1);
    book.rest(fresh, 0, side, price);
    return fresh;
  };
  return { book, pegs, specials, peg, rest };
}

describe('pegged orders', () => {
  it('follow fair value at their distance, in the order they came', () => {
    const { book, pegs, peg } = setUp();
    const first = peg(0, -3, 0, 100);
    const second = peg(0, -3, 0, 100);
    expect(book.bestPriceTicks(0, 0)).toBe(97);
    pegs.move(0, 110);
    expect(book.bestPriceTicks(0, 0)).toBe(107);
    expect(book.headOf(0, 0)).toBe(first.slot);
    pegs.remove(pegs.first(0));
    expect(book.headOf(0, 0)).toBe(second.slot);
    expect(validateBooks(book, 1)).toEqual([]);
  });

  it('keep their place while fair value does not move them', () => {
    const { book, pegs, peg, rest } = setUp();
    const mine = peg(0, -3, 0, 100);
    rest(0, 97);
    pegs.move(0, 100);
    expect(book.headOf(0, 0)).toBe(mine.slot);
  });

  it('never pass their limit', () => {
    const { book, pegs, peg } = setUp();
    peg(0, -3, 99, 100);
    peg(1, 3, 101, 100);
    pegs.move(0, 120);
    expect(book.bestPriceTicks(0, 0)).toBe(99);
    expect(book.bestPriceTicks(0, 1)).toBe(123);
    pegs.move(0, 80);
    expect(book.bestPriceTicks(0, 0)).toBe(77);
    expect(book.bestPriceTicks(0, 1)).toBe(101);
  });

  it('stay one tick away from the other side instead of trading', () => {
    const { book, pegs, peg, rest } = setUp();
    rest(1, 100);
    peg(0, 5, 0, 100);
    expect(book.bestPriceTicks(0, 0)).toBe(99);
    pegs.move(0, 200);
    expect(book.bestPriceTicks(0, 0)).toBe(99);
  });

  it('do not rest without a fair value or a price they may have, and come back', () => {
    const { book, pegs, peg } = setUp();
    const { slot } = peg(0, -3, 0, 0);
    expect(book.levelOf(slot)).toBe(0);
    pegs.move(0, 2);
    expect(book.levelOf(slot)).toBe(0);
    pegs.move(0, 10);
    expect(book.priceTicksOf(slot)).toBe(7);
    pegs.move(0, 0);
    expect(book.levelOf(slot)).toBe(0);
    pegs.remove(pegs.first(0));
    expect(pegs.first(0)).toBe(0);
  });

  it('are refused beyond their limit of number', () => {
    const { peg } = setUp(2);
    expect([peg(0, -1, 0, 100).isIn, peg(0, -1, 0, 100).isIn, peg(0, -1, 0, 100).isIn]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
