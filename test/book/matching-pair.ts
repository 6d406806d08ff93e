/**
 * Drives the fast book and the naive one with the same operations and compares every answer and the
 * whole state after each. Orders are named by a running key; the fast book's slots stay inside.
 */
import { expect } from 'vitest';
import {
  Book,
  DepthRows,
  DONE,
  EXHAUSTED,
  FILL,
  firstOrderAt,
  Matches,
  OrderStore,
  orderBehind,
  orderLayout,
  PAUSED,
  readDepth,
  STOPPED_BY_STP,
  STP_CANCEL_MAKER,
  Taker,
  validateBooks,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';
import { NaiveBook, type NaiveMatch, type NaiveTaker, type Scope, type Stp } from './naive-book.js';

const { HOT_I32_LOG2 } = orderLayout;
const { OWNER, OWNER_GROUP } = orderLayout;
const STP_MODES: readonly Stp[] = [
  'none',
  'cancel_taker',
  'cancel_maker',
  'cancel_both',
  'decrement',
];

export interface Entry {
  readonly series: number;
  readonly side: 0 | 1;
  readonly price: number;
  readonly lots: number;
  readonly owner: number;
  readonly group: number;
  readonly stp: Stp;
  readonly scope: Scope;
  readonly tif: 'GTC' | 'IOC' | 'FOK';
  /** In how many peaks the order shows itself; 1 = not an iceberg. */
  readonly peaks: number;
}

export interface PairLimits {
  readonly seriesMax: number;
  readonly ordersMax: number;
  readonly pagesMax: number;
  readonly matchesMax: number;
}

export class MatchingPair {
  readonly columns = new Columns();
  readonly book: Book;
  readonly naive = new NaiveBook();
  private readonly orders: OrderStore;
  private readonly matches: Matches;
  private readonly taker = new Taker();
  private readonly depth = new DepthRows(1000);
  private readonly slots = new Map<number, number>();
  private readonly keys = new Map<number, number>();
  private nextKey = 1;
  private readonly limits: PairLimits;

  constructor(limits: PairLimits) {
    this.limits = limits;
    this.orders = new OrderStore(this.columns, limits.ordersMax);
    this.book = new Book(this.columns, this.orders, limits);
    this.matches = new Matches(limits.matchesMax);
  }

  /** Keys of the resting orders, oldest name first. */
  liveKeys(): number[] {
    return [...this.slots.keys()].sort((a, b) => a - b);
  }

  enter(entry: Entry): void {
    const { series, side, price, lots, owner, group, stp, scope } = entry;
    const wanted: NaiveTaker = { series, side, price, lots, owner, group, stp, scope };
    expect(this.book.wouldCross(series, side, price)).toBe(
      this.naive.wouldCross(series, side, price),
    );
    this.fillIn(wanted);
    const canFill = this.naive.canFill(wanted);
    expect(this.book.canFill(this.taker)).toBe(canFill);
    if (entry.tif === 'FOK' && !canFill) return;
    const { rows, isStopped } = this.naive.match(wanted);
    expect(this.matchFast()).toEqual({ rows, isStopped });
    expect(this.taker.lots).toBe(wanted.lots);
    for (const { key, left } of rows) if (left === 0) this.forget(key);
    if (wanted.lots > 0 && !isStopped && entry.tif === 'GTC') this.rest(entry, wanted.lots);
  }

  cancel(key: number): void {
    this.book.unlink(this.slotOf(key));
    this.naive.remove(key);
    this.forget(key);
  }

  /** Lowers the displayed lots by as much as leaves at least one. */
  reduce(key: number, by: number): void {
    const order = this.naive.orders.find((candidate) => candidate.key === key);
    if (order === undefined) throw new Error(`no order ${key}`);
    order.open = Math.max(1, order.open - by);
    this.book.reduce(this.slotOf(key), order.open);
  }

  /** Compares every queue of every series and checks the fast book's own invariants. */
  compare(): void {
    for (let series = 0; series < this.limits.seriesMax; series += 1) {
      for (const side of [0, 1] as const) {
        expect(this.fastQueue(series, side)).toEqual(
          this.naive.queue(series, side).map(({ key, price, open, hidden }) => {
            return { key, price, open, hidden };
          }),
        );
      }
    }
    expect(validateBooks(this.book, this.limits.seriesMax)).toEqual([]);
    expect(this.orders.liveCount).toBe(this.slots.size);
  }

  private fillIn(wanted: NaiveTaker): void {
    const { taker } = this;
    taker.series = wanted.series;
    taker.side = wanted.side;
    taker.limitPriceTicks = wanted.price;
    taker.lots = wanted.lots;
    taker.owner = wanted.owner;
    taker.ownerGroup = wanted.group;
    taker.stpMode = STP_MODES.indexOf(wanted.stp);
    taker.stpScope = wanted.scope === 'group' ? 1 : 0;
  }

  private matchFast(): { rows: NaiveMatch[]; isStopped: boolean } {
    const { matches } = this;
    const rows: NaiveMatch[] = [];
    for (;;) {
      matches.clear();
      const end = this.book.match(this.taker, matches);
      for (let row = 0; row < matches.count; row += 1) {
        const kind = matches.kind(row);
        rows.push({
          kind: kind === FILL ? 'fill' : kind === STP_CANCEL_MAKER ? 'cancel_maker' : 'decrement',
          key: this.keys.get(matches.makerSlot(row)) as number,
          price: matches.priceTicks(row),
          lots: matches.lots(row),
          left: matches.makerOpenLots(row),
        });
      }
      if (end === PAUSED) continue;
      expect(end === DONE).toBe(this.taker.lots === 0);
      if (end === EXHAUSTED) {
        const { series, side, limitPriceTicks } = this.taker;
        expect(this.book.wouldCross(series, side, limitPriceTicks)).toBe(false);
      }
      return { rows, isStopped: end === STOPPED_BY_STP };
    }
  }

  private rest(entry: Entry, lots: number): void {
    const { series, side, price, owner, group } = entry;
    const slot = this.book.hasRoom(series, side, price, lots) ? this.orders.allocate() : 0;
    if (slot === 0) return;
    const key = this.nextKey;
    this.nextKey += 1;
    const peak = Math.ceil(entry.lots / entry.peaks);
    const open = Math.min(peak, lots);
    this.orders.i32[(slot << HOT_I32_LOG2) + OWNER] = owner;
    this.orders.i32[(slot << HOT_I32_LOG2) + OWNER_GROUP] = group;
    this.book.setLots(slot, lots, peak);
    this.book.restAny(slot, series, side, price);
    this.slots.set(key, slot);
    this.keys.set(slot, key);
    this.naive.rest({ key, series, side, price, owner, group, open, hidden: lots - open, peak });
  }

  private fastQueue(series: number, side: 0 | 1) {
    const { book, depth } = this;
    const queue = [];
    readDepth(book, series, side, depth);
    for (let row = 0; row < depth.count; row += 1) {
      const price = depth.priceTicks[row] as number;
      let slot = firstOrderAt(book, series, side, price);
      while (slot !== 0) {
        const key = this.keys.get(slot) as number;
        const open = book.openLots(slot);
        queue.push({ key, price, open, hidden: book.hiddenLots(slot) });
        slot = orderBehind(book, slot);
      }
    }
    return queue;
  }

  private slotOf(key: number): number {
    const slot = this.slots.get(key);
    if (slot === undefined) throw new Error(`no order ${key}`);
    return slot;
  }

  private forget(key: number): void {
    const slot = this.slotOf(key);
    this.slots.delete(key);
    this.keys.delete(slot);
    this.orders.free(slot);
  }
}
