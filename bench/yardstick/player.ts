/**
 * Plays yardstick messages through the exchange's own order book: the same store, books, matching and
 * self-trade prevention as in service, every order with an owner. What the exchange adds around them
 * (accounts, ledger, journal) is not part of this measure.
 *
 * The benchmark names orders by its own dense numbers; a table from those to the book's order ids
 * stands for the client that keeps the ids it was given.
 */

import {
  Book,
  Matches,
  OrderStore,
  orderLayout,
  STP_CANCEL_TAKER,
  STP_NONE,
  Taker,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/columns.js';
import type { Reports } from './reports.js';
import * as reporting from './reports.js';
import type { Workload } from './workload.js';
import * as messages from './workload.js';

const { HOT_I32_LOG2, HOT_F64_LOG2, LEVEL, OWNER, OWNER_GROUP, OPEN_LOTS } = orderLayout;
const { CANCEL, IOC_BIT, NEW, SELL_BIT, TYPE_MASK } = messages;
const { ACKNOWLEDGED, CANCELLED, CANCEL_REFUSED, MODIFIED, MODIFY_REFUSED, TRADED } = reporting;

export interface PlayerOptions {
  readonly ordersMax: number;
  readonly pagesMax: number;
  /** Books loaded; message i goes to the series of its order's id modulo this. */
  readonly seriesMax: number;
  /** Accounts the orders are spread over. */
  readonly owners: number;
}

export class Player {
  readonly book: Book;
  private readonly orders: OrderStore;
  private readonly matches = new Matches(65_536);
  private readonly taker = new Taker();
  /** By the benchmark's order number: the book's order id. */
  private readonly orderIds: Float64Array;
  /** By slot: the benchmark's order number, as a client order id would be. */
  private readonly numbers: Int32Array;
  private readonly owners: number;
  private readonly seriesMax: number;

  constructor(options: PlayerOptions, idMax: number) {
    const columns = new Columns();
    this.orders = new OrderStore(columns, options.ordersMax);
    this.book = new Book(columns, this.orders, options);
    this.orderIds = new Float64Array(idMax + 1);
    this.numbers = new Int32Array(options.ordersMax + 1);
    this.owners = options.owners;
    this.seriesMax = options.seriesMax;
    this.taker.stpMode = options.owners > 1 ? STP_NONE : STP_CANCEL_TAKER;
  }

  play(workload: Workload, reports: Reports, from: number, to: number): void {
    const { kind, id, priceTicks, lots } = workload;
    for (let seq = from; seq < to; seq += 1) {
      const bits = kind[seq] as number;
      const type = bits & TYPE_MASK;
      const number = id[seq] as number;
      if (type === CANCEL) {
        this.cancel(seq, number, reports);
      } else if (type === NEW) {
        const side = (bits & SELL_BIT) === 0 ? 0 : 1;
        const isIoc = (bits & IOC_BIT) !== 0;
        this.enter(
          seq,
          side,
          number,
          priceTicks[seq] as number,
          lots[seq] as number,
          isIoc,
          reports,
        );
      } else {
        this.modify(seq, number, priceTicks[seq] as number, lots[seq] as number, reports);
      }
    }
  }

  private enter(
    seq: number,
    side: number,
    number: number,
    price: number,
    lots: number,
    isIoc: boolean,
    reports: Reports,
  ): void {
    const slot = this.orders.allocate();
    const at = slot << HOT_I32_LOG2;
    const owner = number % this.owners;
    this.orders.i32[at + OWNER] = owner;
    this.orders.i32[at + OWNER_GROUP] = 0;
    this.numbers[slot] = number;
    this.orderIds[number] = this.orders.idOf(slot);
    reports.push(ACKNOWLEDGED, seq, side, number, price, lots, 0);
    const left = this.trade(seq, side, number, price, lots, owner, reports);
    if (left === 0) {
      this.orders.free(slot);
    } else if (isIoc) {
      reports.push(CANCELLED, seq, side, number, price, 0, 0);
      this.orders.free(slot);
    } else {
      this.rest(slot, side, number, price, left);
    }
  }

  private cancel(seq: number, number: number, reports: Reports): void {
    const slot = this.orders.find(this.orderIds[number] as number);
    if (slot === 0) {
      reports.push(CANCEL_REFUSED, seq, 0, number, 0, 0, 0);
      return;
    }
    const level = this.orders.i32[(slot << HOT_I32_LOG2) + LEVEL] as number;
    const side = this.book.levels.ladderOf(level) & 1;
    const price = this.book.levels.keyOf(level) ^ -side;
    this.book.unlink(slot);
    this.orders.free(slot);
    reports.push(CANCELLED, seq, side, number, price, 0, 0);
  }

  private modify(seq: number, number: number, price: number, lots: number, reports: Reports): void {
    const slot = this.orders.find(this.orderIds[number] as number);
    if (slot === 0) {
      reports.push(MODIFY_REFUSED, seq, 0, number, 0, 0, 0);
      return;
    }
    const at = slot << HOT_I32_LOG2;
    const side = this.book.levels.ladderOf(this.orders.i32[at + LEVEL] as number) & 1;
    const owner = this.orders.i32[at + OWNER] as number;
    this.book.unlink(slot);
    const left = this.trade(seq, side, number, price, lots, owner, reports);
    if (left === 0) this.orders.free(slot);
    else this.rest(slot, side, number, price, left);
    reports.push(MODIFIED, seq, side, number, price, lots, 0);
  }

  private rest(slot: number, side: number, number: number, price: number, lots: number): void {
    this.orders.f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] = lots;
    const place = this.book.place(number % this.seriesMax, side, price, lots);
    if (place === 0) throw new Error('the book is full');
    this.book.rest(slot, place);
  }

  /** @returns the lots that did not trade */
  private trade(
    seq: number,
    side: number,
    number: number,
    price: number,
    lots: number,
    owner: number,
    reports: Reports,
  ): number {
    const { taker, matches } = this;
    const series = number % this.seriesMax;
    if (!this.book.wouldCross(series, side, price)) return lots;
    taker.series = series;
    taker.side = side;
    taker.limitPriceTicks = price;
    taker.lots = lots;
    taker.owner = owner;
    matches.clear();
    this.book.match(taker, matches);
    for (let row = 0; row < matches.count; row += 1) {
      const maker = matches.makerSlot(row);
      const makerNumber = this.numbers[maker] as number;
      reports.push(TRADED, seq, 0, number, matches.priceTicks(row), matches.lots(row), makerNumber);
      if (matches.makerOpenLots(row) === 0) this.orders.free(maker);
    }
    return taker.lots;
  }
}
