/**
 * Reading a book: the best levels of a side into a buffer of the caller's, and the orders of a level.
 * Never changes anything.
 */
import type { Book } from './book.js';
import * as levelLayout from './level-layout.js';
import * as orderLayout from './order-layout.js';
import { mirrorOf } from './price-levels.js';

const { HOT_I32_LOG2, NEXT } = orderLayout;
const { CELL_I32_LOG2, CELL_F64_LOG2, HEAD, ORDER_COUNT, LOTS } = levelLayout;

/** Rows of a book's side, best price first. */
export class DepthRows {
  readonly capacity: number;
  count = 0;
  readonly priceTicks: Int32Array;
  /** Lots on display. */
  readonly lots: Float64Array;
  readonly hiddenLots: Float64Array;
  readonly orderCount: Int32Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.priceTicks = new Int32Array(capacity);
    this.lots = new Float64Array(capacity);
    this.hiddenLots = new Float64Array(capacity);
    this.orderCount = new Int32Array(capacity);
  }
}

/** Fills `rows` with the best levels of a side, as many as there are and fit. */
export function readDepth(book: Book, series: number, side: number, rows: DepthRows): void {
  const { levels } = book;
  let level = levels.best(series * 2 + side);
  let row = 0;
  while (level !== 0 && row < rows.capacity) {
    rows.priceTicks[row] = levels.keyOf(level) ^ mirrorOf(side);
    rows.lots[row] = levels.f64[(level << CELL_F64_LOG2) + LOTS] as number;
    rows.hiddenLots[row] = levels.hidden[level] as number;
    rows.orderCount[row] = levels.i32[(level << CELL_I32_LOG2) + ORDER_COUNT] as number;
    row += 1;
    level = levels.worse(level);
  }
  rows.count = row;
}

/** Lots on display at a price. */
export function lotsAt(book: Book, series: number, side: number, priceTicks: number): number {
  const level = book.levels.find(series * 2 + side, priceTicks ^ mirrorOf(side));
  return level === 0 ? 0 : (book.levels.f64[(level << CELL_F64_LOG2) + LOTS] as number);
}

/** The oldest order at a price, or 0. */
export function firstOrderAt(book: Book, series: number, side: number, priceTicks: number): number {
  const level = book.levels.find(series * 2 + side, priceTicks ^ mirrorOf(side));
  return level === 0 ? 0 : (book.levels.i32[(level << CELL_I32_LOG2) + HEAD] as number);
}

/** The order behind a resting order in its level, or 0. */
export function orderBehind(book: Book, slot: number): number {
  return book.orders.i32[(slot << HOT_I32_LOG2) + NEXT] as number;
}
