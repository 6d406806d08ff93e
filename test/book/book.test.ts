/**
 * Catches a book that mixes its series up, lets a level's total pass what a double holds exactly, goes on trading past a
 * member of a group, or forgets what an order shows at a time: what no play of one series with small orders notices.
 */
import { describe, expect, test } from 'vitest';
import {
  Book,
  DONE,
  EXHAUSTED,
  FILL,
  LEVEL_LOTS_MAX,
  Matches,
  OrderStore,
  orderLayout,
  PAUSED,
  SCOPE_ACCOUNT,
  SCOPE_GROUP,
  STOPPED_BY_STP,
  STP_CANCEL_BOTH,
  STP_CANCEL_MAKERS,
  STP_CANCEL_TAKER,
  STP_DECREMENT_BOTH,
  Taker,
  validateBooks,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const BUY = 0;
const SELL = 1;
const SERIES_MAX = 4;
const { HOT_I32_LOG2, OWNER } = orderLayout;

interface Terms {
  readonly series?: number;
  readonly side: number;
  readonly price: number;
  readonly lots: number;
  readonly owner?: number;
  readonly peakLots?: number;
  readonly isLinked?: boolean;
}

class Bench {
  readonly orders: OrderStore;
  readonly book: Book;
  readonly matches = new Matches(16);
  readonly taker = new Taker();

  constructor() {
    const columns = new Columns();
    this.orders = new OrderStore(columns, 64);
    this.book = new Book(columns, this.orders, { seriesMax: SERIES_MAX, pagesMax: 256 });
  }

  /** Rests an order without matching it; 0 when there is no room. */
  rest({
    series = 0,
    side,
    price,
    lots,
    owner = 1,
    peakLots = 0,
    isLinked = false,
  }: Terms): number {
    const { book, orders } = this;
    if (!book.hasRoom(series, side, price, lots)) return 0;
    const slot = orders.allocate();
    orders.i32[(slot << HOT_I32_LOG2) + OWNER] = owner;
    orders.coldI32[(slot << orderLayout.COLD_I32_LOG2) + orderLayout.FLAGS] = 0;
    book.setLots(slot, lots, peakLots);
    if (isLinked) book.setLinked(slot, true);
    book.restAny(slot, series, side, price);
    return slot;
  }

  /** What matching answers, and what it did as `[kind, maker, lots, maker's rest]`. */
  match(terms: Terms, stpMode = 0): { result: number; rows: number[][]; left: number } {
    const { book, matches, taker } = this;
    const { series = 0, side, price, lots, owner = 9 } = terms;
    Object.assign(taker, { series, side, limitPriceTicks: price, lots, owner, stpMode });
    taker.stpScope = SCOPE_ACCOUNT;
    matches.clear();
    const result = book.match(taker, matches);
    const rows = Array.from({ length: matches.count }, (_, row) => [
      matches.kind(row),
      matches.makerSlot(row),
      matches.lots(row),
      matches.makerOpenLots(row),
    ]);
    return { result, rows, left: taker.lots };
  }

  problems(): string[] {
    return validateBooks(this.book, SERIES_MAX);
  }
}

describe('several series', () => {
  test('each has its own best price, head and trades', () => {
    const bench = new Bench();
    const slots = [0, 1, 2, 3].map((series) =>
      bench.rest({ series, side: SELL, price: 100 + series, lots: 1 + series }),
    );
    const buy = bench.rest({ series: 3, side: BUY, price: 7, lots: 1 });
    for (const series of [0, 1, 2, 3]) {
      expect(bench.book.bestPriceTicks(series, SELL)).toBe(100 + series);
      expect(bench.book.headOf(series, SELL)).toBe(slots[series]);
      expect(bench.book.bestPriceTicks(series, BUY)).toBe(series === 3 ? 7 : 0);
      expect(bench.book.headOf(series, BUY)).toBe(series === 3 ? buy : 0);
    }
    const { rows, result } = bench.match({ series: 2, side: BUY, price: 103, lots: 9 });
    expect(rows).toEqual([[0, slots[2], 3, 0]]);
    expect(result).toBe(EXHAUSTED);
    expect(bench.book.bestPriceTicks(1, SELL)).toBe(101);
  });
});

describe("a level's total", () => {
  test('is never taken past its bound, hidden lots included, and nothing changes by trying', () => {
    const bench = new Bench();
    const half = LEVEL_LOTS_MAX / 2;
    expect(bench.rest({ side: BUY, price: 50, lots: half, peakLots: 10 })).not.toBe(0);
    expect(bench.book.hasRoom(0, BUY, 50, half + 1)).toBe(false);
    expect(bench.book.hasRoom(0, BUY, 51, half + 1)).toBe(true);
    const second = bench.rest({ side: BUY, price: 50, lots: half });
    expect(second).not.toBe(0);
    expect(bench.book.hasRoom(0, BUY, 50, 2 ** 30)).toBe(false);
    bench.book.unlink(second);
    expect(bench.book.hasRoom(0, BUY, 50, half)).toBe(true);
    expect(bench.book.hasRoom(0, BUY, 50, LEVEL_LOTS_MAX)).toBe(false);
  });
});

describe('groups and peaks', () => {
  test('matching pauses after the last lot of a member of a group, and only there', () => {
    const bench = new Bench();
    const plain = bench.rest({ side: SELL, price: 10, lots: 2 });
    const peak = bench.rest({ side: SELL, price: 10, lots: 2, peakLots: 1 });
    const member = bench.rest({ side: SELL, price: 11, lots: 2, isLinked: true });
    const behind = bench.rest({ side: SELL, price: 12, lots: 2 });
    const first = bench.match({ side: BUY, price: 12, lots: 7 });
    expect(first.result).toBe(PAUSED);
    expect(first.rows).toEqual([
      [0, plain, 2, 0],
      [0, peak, 1, 1],
      [0, peak, 1, 0],
      [0, member, 2, 0],
    ]);
    expect(first.left).toBe(1);
    const second = bench.match({ side: BUY, price: 12, lots: first.left });
    expect(second).toMatchObject({ result: DONE, rows: [[0, behind, 1, 1]] });
    expect(bench.problems()).toEqual([]);
  });

  test('an order that leaves the book keeps its peak, and its lots can be gathered', () => {
    const bench = new Bench();
    const { book } = bench;
    const slot = bench.rest({ side: SELL, price: 10, lots: 9, peakLots: 4 });
    expect([book.openLots(slot), book.hiddenLots(slot), book.peakLots(slot)]).toEqual([4, 5, 4]);
    book.unlink(slot);
    book.gather(slot, 7);
    expect([book.openLots(slot), book.hiddenLots(slot), book.peakLots(slot)]).toEqual([7, 0, 4]);
    book.setPeak(slot, 3);
    expect(book.peakLots(slot)).toBe(3);
    book.setLots(slot, 3, 3);
    expect([book.openLots(slot), book.hiddenLots(slot)]).toEqual([3, 0]);
  });

  test('an order is more than a plain one only while it hides lots or is one of a group', () => {
    const bench = new Bench();
    const { book } = bench;
    const plain = bench.rest({ side: SELL, price: 10, lots: 4 });
    const whole = bench.rest({ side: SELL, price: 10, lots: 4, peakLots: 4 });
    const iceberg = bench.rest({ side: SELL, price: 10, lots: 4, peakLots: 3 });
    const linked = bench.rest({ side: SELL, price: 10, lots: 4, isLinked: true });
    const both = bench.rest({ side: SELL, price: 10, lots: 4, peakLots: 3, isLinked: true });
    const areSpecial = () => [plain, whole, iceberg, linked, both].map((s) => book.isSpecial(s));
    expect(areSpecial()).toEqual([false, false, true, true, true]);
    for (const slot of [plain, linked, both]) book.setLinked(slot, false);
    expect(areSpecial()).toEqual([false, false, true, false, true]);
    book.setLinked(both, true);
    book.unlink(both);
    expect(book.isSpecial(both)).toBe(false);
    book.gather(both, 6);
    expect(book.isLinked(both)).toBe(true);
    expect([book.openLots(both), book.hiddenLots(both)]).toEqual([6, 0]);
    expect(bench.problems()).toEqual([]);
  });

  test('a plain order in the record of an iceberg that has gone hides nothing', () => {
    const bench = new Bench();
    const { book, orders } = bench;
    const iceberg = bench.rest({ side: SELL, price: 10, lots: 9, peakLots: 2 });
    book.unlink(iceberg);
    orders.free(iceberg);
    const slot = orders.allocate();
    expect(slot).toBe(iceberg);
    // As the core does: it sets the flags and the lots on display of a plain order, and no more.
    orders.coldI32[(slot << orderLayout.COLD_I32_LOG2) + orderLayout.FLAGS] = 0;
    orders.f64[(slot << orderLayout.HOT_F64_LOG2) + orderLayout.OPEN_LOTS] = 3;
    book.restAny(slot, 0, SELL, 10);
    expect([book.hiddenLots(slot), book.totalLots(slot)]).toEqual([0, 3]);
    expect(bench.problems()).toEqual([]);
  });

  test('what is written about an order goes into its own record', () => {
    const bench = new Bench();
    const { book, orders } = bench;
    const slots = [1, 2, 3].map((lots) => bench.rest({ side: SELL, price: 10, lots }));
    const [before = 0, middle = 0, after = 0] = slots;
    const { COLD_F64, COLD_F64_LOG2, COLD_I32, COLD_I32_LOG2, ICEBERG, LINKED } = orderLayout;
    const words = (slot: number): number[] => [
      ...orders.coldI32.subarray(slot << COLD_I32_LOG2, (slot << COLD_I32_LOG2) + COLD_I32),
      ...orders.i32.subarray(slot << HOT_I32_LOG2, (slot + 1) << HOT_I32_LOG2),
    ];
    for (const slot of [before, after]) {
      // Every word another one and none 0; the flags are not the book's.
      const at = slot << COLD_F64_LOG2;
      for (let i = 0; i < COLD_F64; i += 1) orders.coldF64[at + i] = Math.PI * (slot * 100 + i + 1);
      const flags = (slot << COLD_I32_LOG2) + orderLayout.FLAGS;
      orders.coldI32[flags] = (orders.coldI32[flags] as number) & ~(ICEBERG | LINKED);
    }
    book.unlink(middle);
    const kept = [words(before), words(after)];
    book.setLots(middle, 9, 4);
    book.setLinked(middle, true);
    book.setPeak(middle, 3);
    book.gather(middle, 8);
    book.setLots(middle, 8, 8);
    book.setLinked(middle, false);
    expect([words(before), words(after)]).toEqual(kept);
  });
});

describe('whether an order can fill', () => {
  const MODES = [STP_CANCEL_TAKER, STP_CANCEL_MAKERS, STP_CANCEL_BOTH, STP_DECREMENT_BOTH];

  test.each(MODES)(
    'is what matching then does, by account and by firm group, in mode %d',
    (mode) => {
      for (const stpScope of [SCOPE_ACCOUNT, SCOPE_GROUP]) {
        for (let lots = 1; lots <= 7; lots += 1) {
          const bench = new Bench();
          const { book, orders, taker } = bench;
          // Of the taker's account, of its group, of neither; in two levels.
          for (const [owner, group, price] of [
            [1, 5, 10],
            [9, 5, 10],
            [2, 7, 10],
            [1, 5, 11],
            [2, 7, 11],
          ] as const) {
            const slot = bench.rest({ side: SELL, price, lots: 1, owner });
            orders.i32[(slot << HOT_I32_LOG2) + orderLayout.OWNER_GROUP] = group;
          }
          const terms = {
            series: 0,
            side: BUY,
            limitPriceTicks: 11,
            lots,
            owner: 2,
            ownerGroup: 5,
          };
          Object.assign(taker, { ...terms, stpMode: mode, stpScope });
          const can = book.canFill(taker);
          expect(bench.problems()).toEqual([]);
          bench.matches.clear();
          book.match(taker, bench.matches);
          let filled = 0;
          for (let row = 0; row < bench.matches.count; row += 1) {
            if (bench.matches.kind(row) === FILL) filled += bench.matches.lots(row);
          }
          expect({ stpScope, lots, can }).toEqual({ stpScope, lots, can: filled === lots });
        }
      }
    },
  );
});

describe('self-trade prevention', () => {
  const own = { side: SELL, price: 10, owner: 9 };

  test.each([
    ['cancel taker', STP_CANCEL_TAKER, STOPPED_BY_STP, [], 5],
    [
      'cancel makers',
      STP_CANCEL_MAKERS,
      DONE,
      [
        [1, 1, 3, 0],
        [0, 2, 5, 1],
      ],
      0,
    ],
    ['cancel both', STP_CANCEL_BOTH, STOPPED_BY_STP, [[1, 1, 3, 0]], 5],
    [
      'decrement',
      STP_DECREMENT_BOTH,
      DONE,
      [
        [2, 1, 3, 0],
        [0, 2, 2, 4],
      ],
      0,
    ],
  ] as const)('%s', (_name, mode, result, rows, left) => {
    const bench = new Bench();
    const maker = bench.rest({ ...own, lots: 3 });
    const other = bench.rest({ side: SELL, price: 10, lots: 6 });
    expect([maker, other]).toEqual([1, 2]);
    const got = bench.match({ side: BUY, price: 10, lots: 5, owner: 9 }, mode);
    expect(got).toEqual({ result, rows, left });
    expect(bench.problems()).toEqual([]);
  });

  test('a decrement of fewer lots than the maker shows leaves the rest of it, hidden lots too', () => {
    const bench = new Bench();
    const maker = bench.rest({ ...own, lots: 8, peakLots: 5 });
    const got = bench.match({ side: BUY, price: 10, lots: 2, owner: 9 }, STP_DECREMENT_BOTH);
    expect(got).toEqual({ result: DONE, rows: [[2, maker, 2, 6]], left: 0 });
    expect([bench.book.openLots(maker), bench.book.hiddenLots(maker)]).toEqual([3, 3]);
    expect(bench.problems()).toEqual([]);
  });
});
