/**
 * Plays yardstick messages through the exchange's own order book: the same store, books, matching and
 * self-trade prevention as in service, every order with an owner. What the exchange adds around them
 * (accounts, ledger, journal) is not part of this measure.
 *
 * The benchmark names orders by its own dense numbers. Two tables lead from a number to the slot its
 * order had last and from a slot to the number of its order now.
 */
import { Book, Matches, OrderStore, orderLayout, Taker } from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';
import type { Reports } from './reports.js';
import type { Workload } from './workload.js';
import * as messages from './workload.js';

const { HOT_I32_LOG2, HOT_F64_LOG2, LEVEL, OWNER, OWNER_GROUP, OPEN_LOTS } = orderLayout;
const { CANCEL, IOC_BIT, NEW, SELL_BIT, TYPE_MASK } = messages;

export interface PlayerOptions {
  readonly ordersMax: number;
  readonly pagesMax: number;
  readonly seriesMax: number;
}

export class Player {
  readonly book: Book;
  private readonly columns = new Columns();
  /** The columns before the first message. */
  private readonly begin: readonly Uint8Array[];
  private readonly orders: OrderStore;
  private readonly matches = new Matches(65_536);
  private readonly taker = new Taker();
  /** By the benchmark's order number: the slot the order has or had. */
  private readonly slots: Int32Array;
  /** By slot: the benchmark's order number. */
  private readonly numbers: Int32Array;

  constructor(options: PlayerOptions, idMax: number) {
    const { columns } = this;
    this.orders = new OrderStore(columns, options.ordersMax);
    this.book = new Book(columns, this.orders, options);
    this.begin = columns.list().map(({ bytes }) => bytes.slice());
    this.slots = new Int32Array(idMax + 1);
    this.numbers = new Int32Array(options.ordersMax + 1);
  }

  /** Puts the book back to before its first message: what is compiled and in memory stays. */
  rewind(): void {
    for (const [i, { bytes }] of this.columns.list().entries())
      bytes.set(this.begin[i] as Uint8Array);
    this.slots.fill(0);
    this.numbers.fill(0);
  }

  /** Plays the messages from one sequence up to, but not with, another. */
  play(workload: Workload, reports: Reports, from: number, to: number): void {
    const { kind, id } = workload;
    for (let seq = from; seq < to; seq += 1) {
      const type = (kind[seq] as number) & TYPE_MASK;
      if (type === CANCEL) this.cancel(seq, id[seq] as number, reports);
      else if (type === NEW) this.enter(seq, workload, reports);
      else this.modify(seq, workload, reports);
    }
  }

  private enter(seq: number, workload: Workload, reports: Reports): void {
    const bits = workload.kind[seq] as number;
    const side = (bits & SELL_BIT) === 0 ? 0 : 1;
    const number = workload.id[seq] as number;
    const price = workload.priceTicks[seq] as number;
    const lots = workload.lots[seq] as number;
    const { orders } = this;
    const slot = orders.allocate();
    const at = slot << HOT_I32_LOG2;
    const series = workload.series[seq] as number;
    orders.i32[at + OWNER] = workload.owner[seq] as number;
    orders.i32[at + OWNER_GROUP] = 0;
    this.numbers[slot] = number;
    this.slots[number] = slot;
    reports.acknowledged(seq, side, number, price, lots);
    const left = this.book.wouldCross(series, side, price)
      ? this.trade(seq, slot, series, side, price, lots, reports)
      : lots;
    if (left > 0 && (bits & IOC_BIT) === 0) {
      this.rest(slot, series, side, price, left);
      return;
    }
    if (left > 0) reports.cancelled(seq, side, number, price);
    orders.free(slot);
  }

  private cancel(seq: number, number: number, reports: Reports): void {
    const { levels } = this.book;
    const slot = this.find(number);
    if (slot === 0) {
      reports.cancelRefused(seq, number);
      return;
    }
    const level = this.orders.i32[(slot << HOT_I32_LOG2) + LEVEL] as number;
    const side = levels.ladderOf(level) & 1;
    reports.cancelled(seq, side, number, levels.keyOf(level) ^ (0 - side));
    this.book.unlink(slot);
    this.orders.free(slot);
  }

  private modify(seq: number, workload: Workload, reports: Reports): void {
    const { book, orders } = this;
    const number = workload.id[seq] as number;
    const price = workload.priceTicks[seq] as number;
    const lots = workload.lots[seq] as number;
    const slot = this.find(number);
    if (slot === 0) {
      reports.modifyRefused(seq, number);
      return;
    }
    const ladder = book.levels.ladderOf(orders.i32[(slot << HOT_I32_LOG2) + LEVEL] as number);
    const series = ladder >> 1;
    const side = ladder & 1;
    book.unlink(slot);
    const left = book.wouldCross(series, side, price)
      ? this.trade(seq, slot, series, side, price, lots, reports)
      : lots;
    if (left === 0) orders.free(slot);
    else this.rest(slot, series, side, price, left);
    reports.modified(seq, side, number, price, lots);
  }

  /** The slot of a resting order, or 0. */
  private find(number: number): number {
    const slot = this.slots[number] as number;
    const isResting = this.orders.i32[(slot << HOT_I32_LOG2) + LEVEL] !== 0;
    return isResting && this.numberOf(slot) === number ? slot : 0;
  }

  private numberOf(slot: number): number {
    return this.numbers[slot] as number;
  }

  private rest(slot: number, series: number, side: number, price: number, lots: number): void {
    this.orders.f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] = lots;
    if (!this.book.hasRoom(series, side, price, lots)) throw new Error('the book is full');
    this.book.rest(slot, series, side, price);
  }

  /** @returns the lots that did not trade */
  private trade(
    seq: number,
    slot: number,
    series: number,
    side: number,
    price: number,
    lots: number,
    reports: Reports,
  ): number {
    const { taker, matches } = this;
    taker.series = series;
    taker.side = side;
    taker.limitPriceTicks = price;
    taker.lots = lots;
    taker.owner = this.orders.i32[(slot << HOT_I32_LOG2) + OWNER] as number;
    matches.clear();
    this.book.match(taker, matches);
    const number = this.numberOf(slot);
    for (let row = 0; row < matches.count; row += 1) {
      const maker = matches.makerSlot(row);
      const makerNumber = this.numberOf(maker);
      reports.traded(seq, matches.priceTicks(row), matches.lots(row), makerNumber, number);
      if (matches.makerOpenLots(row) === 0) this.orders.free(maker);
    }
    return taker.lots;
  }
}
