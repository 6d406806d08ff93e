/**
 * Catches extensions that are lost, given twice or written over, lists and groups that lose count or a member, and stops
 * and pegs at the edges of what there is room for: what random play on one series with room for everything passes over.
 */
import { describe, expect, test } from 'vitest';
import {
  Book,
  Oco,
  OrderStore,
  orderLayout,
  Pegs,
  special,
  Triggers,
  validateBooks,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const BUY = 0;
const SELL = 1;
const SERIES_MAX = 3;
const SPECIALS_MAX = 20;
const ORDERS_MAX = 40;
const GROUP_MAX = 16;
const { COLD_I32_LOG2, FLAGS } = orderLayout;

class Bench {
  readonly columns = new Columns();
  readonly orders = new OrderStore(this.columns, ORDERS_MAX);
  readonly book: Book;
  readonly specials: special.AdvancedBook;
  readonly triggers: Triggers;
  readonly pegs: Pegs;
  readonly oco: Oco;

  constructor({ pagesMax = 60, trailingMax = 2 } = {}) {
    const limits = { seriesMax: SERIES_MAX, pagesMax };
    this.book = new Book(this.columns, this.orders, limits);
    this.specials = new special.AdvancedBook(this.columns, this.orders, SPECIALS_MAX);
    this.triggers = new Triggers(this.columns, this.orders, this.specials, {
      ...limits,
      trailingMax,
    });
    this.pegs = new Pegs(this.columns, this.specials, this.book, {
      seriesMax: SERIES_MAX,
      pegsMax: 10,
    });
    this.oco = new Oco(this.specials, this.book);
  }

  slot(lots = 1): number {
    const slot = this.orders.allocate();
    this.orders.coldI32[(slot << COLD_I32_LOG2) + FLAGS] = 0;
    this.book.setLots(slot, lots, 0);
    return slot;
  }

  extension(side = BUY, series = 1): number {
    return this.specials.attach(this.slot(), series, side);
  }

  rest(side: number, price: number, series = 1): number {
    const slot = this.slot();
    this.book.rest(slot, series, side, price);
    return slot;
  }

  slotOf(extension: number): number {
    return this.specials.get(extension, special.SLOT);
  }

  /** Slots in the order in which they are elected. */
  elected(series = 1): number[] {
    const slots: number[] = [];
    for (;;) {
      const first = this.triggers.firstElected(series);
      const slot = this.triggers.takeElected(series);
      expect(slot).toBe(first);
      if (slot === 0) return slots;
      slots.push(slot);
    }
  }

  problems(): string[] {
    return [
      ...validateBooks(this.book, SERIES_MAX, this.triggers.waiting),
      ...validateBooks(this.triggers.waiting, SERIES_MAX, this.book),
    ];
  }
}

describe('extensions', () => {
  test('are as many as were asked for, one an order, and come back when they are taken off', () => {
    const { specials, orders, ...bench } = new Bench();
    expect(bench.columns.list().map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...['specials', 'specials.bySlot', 'specials.trailing', 'specials.elected'],
        ...['specials.pegs', 'triggers.levels', 'triggers.nodes'],
      ]),
    );
    const slots = Array.from({ length: SPECIALS_MAX }, () => orders.allocate());
    for (const [i, slot] of slots.entries()) {
      expect(specials.room).toBe(SPECIALS_MAX - i);
      expect(specials.attach(slot, 2, SELL)).toBe(i + 1);
    }
    expect(specials.room).toBe(0);
    expect(specials.attach(orders.allocate(), 2, SELL)).toBe(0);
    const again = slots[4] as number;
    expect(specials.attach(again, 0, BUY)).toBe(5);
    expect(specials.get(5, special.SERIES)).toBe(2);
    for (const slot of [again, again]) specials.detach(slot);
    expect([specials.room, specials.of(again)]).toEqual([1, 0]);
    const [last = 0] = slots.slice(-1);
    specials.detach(last);
    expect(specials.room).toBe(2);
    // The last slot there is has a place for its extension, too.
    while (!orders.isFull) orders.allocate();
    expect(specials.attach(ORDERS_MAX, 1, BUY)).toBe(SPECIALS_MAX);
    expect(specials.of(ORDERS_MAX)).toBe(SPECIALS_MAX);
    expect(specials.attach(again, 1, BUY)).toBe(5);
    expect(specials.attach(last, 1, BUY)).toBe(0);
    const names = ['specials', 'specials.bySlot'];
    const sizes = bench.columns.list().filter(({ name }) => names.includes(name));
    expect(sizes.map(({ bytes }) => bytes.length)).toEqual([
      64 * (SPECIALS_MAX + 1),
      4 * (ORDERS_MAX + 1),
    ]);
    expect(sizes.map(({ usedBytes }) => usedBytes())).toEqual(
      sizes.map(({ bytes }) => bytes.length),
    );
  });

  test('begin with nothing but what they are told, and touch no other', () => {
    const { specials, orders } = new Bench();
    const [before, middle, after] = [1, 2, 3].map(() => orders.allocate()) as [
      number,
      number,
      number,
    ];
    const fields = Array.from({ length: 16 }, (_, field) => field);
    const [a, b, c] = [before, middle, after].map((slot) => specials.attach(slot, 1, SELL)) as [
      number,
      number,
      number,
    ];
    for (const one of [a, b, c])
      for (const field of fields) specials.set(one, field, 100 * one + field);
    const all = (extension: number) => fields.map((field) => specials.get(extension, field));
    const kept = [all(a), all(c)];
    specials.detach(middle);
    expect([all(a), all(c)]).toEqual(kept);
    expect(specials.attach(middle, 2, SELL)).toBe(b);
    expect(all(b)).toEqual([middle, 2, SELL, ...Array.from({ length: 13 }, () => 0)]);
    expect([all(a), all(c)]).toEqual(kept);
  });
});

describe('stops', () => {
  test('trail in each series up to its limit, and make room when they leave', () => {
    const bench = new Bench({ trailingMax: 2 });
    const { triggers } = bench;
    const [first, second, third] = [1, 2, 3].map(() => bench.extension(BUY, 2));
    expect(triggers.waitTrailing(first ?? 0, 110, 5)).toBe(true);
    expect(triggers.freeToTrail(2)).toBeGreaterThan(0);
    expect(triggers.waitTrailing(second ?? 0, 110, 5)).toBe(true);
    expect(triggers.freeToTrail(2)).toBe(0);
    expect(triggers.waitTrailing(third ?? 0, 110, 5)).toBe(false);
    expect(triggers.freeToTrail(0)).toBe(triggers.freeToTrail(1));
    expect(triggers.waiting.levelOf(bench.slotOf(third ?? 0))).toBe(0);
    triggers.remove(first ?? 0);
    expect(triggers.freeToTrail(2)).toBeGreaterThan(0);
    expect(triggers.waitTrailing(third ?? 0, 110, 5)).toBe(true);
    triggers.notePrice(2, 100);
    triggers.notePrice(2, 105);
    expect(bench.elected(2)).toEqual([bench.slotOf(second ?? 0), bench.slotOf(third ?? 0)]);
    expect(triggers.freeToTrail(2)).toBeGreaterThan(0);
    expect(bench.problems()).toEqual([]);
  });

  test('keep their place among those of one price while the market does not move away', () => {
    const bench = new Bench();
    const { triggers } = bench;
    const trailing = bench.extension(BUY);
    const fixed = bench.extension(BUY);
    const trailingSell = bench.extension(SELL);
    const fixedSell = bench.extension(SELL);
    triggers.waitTrailing(trailing, 110, 5);
    triggers.wait(fixed, 110);
    triggers.waitTrailing(trailingSell, 90, 15);
    triggers.wait(fixedSell, 90);
    // 105 and the distances of 5 and 15 give the triggers they have.
    triggers.notePrice(1, 105);
    triggers.notePrice(1, 110);
    expect(bench.elected()).toEqual([bench.slotOf(trailing), bench.slotOf(fixed)]);
    const sells = [bench.slotOf(fixedSell), bench.slotOf(trailingSell)];
    // That trade at 110 moved the trailing one up to 95, so that it is reached first.
    triggers.notePrice(1, 90);
    expect(bench.elected()).toEqual(sells.toReversed());
  });

  test('to sell keep it, too', () => {
    const bench = new Bench();
    const { triggers } = bench;
    const trailing = bench.extension(SELL);
    const fixed = bench.extension(SELL);
    triggers.waitTrailing(trailing, 90, 15);
    triggers.wait(fixed, 90);
    triggers.notePrice(1, 105);
    triggers.notePrice(1, 90);
    expect(bench.elected()).toEqual([bench.slotOf(trailing), bench.slotOf(fixed)]);
  });

  test('are elected at once, leave when they are elected, and are none of another series', () => {
    const bench = new Bench();
    const { triggers } = bench;
    const [now, waits, other] = [bench.extension(), bench.extension(), bench.extension(BUY, 2)];
    expect(triggers.firstElected(1)).toBe(0);
    triggers.electNow(now, 100);
    triggers.wait(waits, 100);
    triggers.wait(other, 100);
    expect([now, waits].map((one) => triggers.isElected(one))).toEqual([true, false]);
    expect(bench.specials.get(now, special.TRIGGER_TICKS)).toBe(100);
    triggers.notePrice(1, 100);
    expect([now, waits, other].map((one) => triggers.isElected(one))).toEqual([true, true, false]);
    triggers.remove(now);
    expect(bench.elected()).toEqual([bench.slotOf(waits)]);
    expect(bench.elected(2)).toEqual([]);
    triggers.remove(other);
    expect(bench.problems()).toEqual([]);
  });

  test('are refused where there is no page, and then wait nowhere', () => {
    // Enough for the stops of one series.
    const bench = new Bench({ pagesMax: 3 });
    const { triggers } = bench;
    expect(triggers.hasRoom(bench.extension(), 7, 1)).toBe(true);
    expect(triggers.wait(bench.extension(), 7)).toBe(true);
    const late = bench.extension(BUY, 2);
    expect(triggers.hasRoom(late, 7, 1)).toBe(false);
    expect(triggers.wait(late, 7)).toBe(false);
    expect(triggers.waitTrailing(late, 7, 3)).toBe(false);
    expect(triggers.freeToTrail(1)).toBeGreaterThan(0);
    expect(triggers.waiting.levelOf(bench.slotOf(late))).toBe(0);
    expect(bench.problems()).toEqual([]);
  });
});

describe('groups', () => {
  test('take sixteen, lose members one by one, and end with the last but one', () => {
    const bench = new Bench();
    const { oco, specials, book } = bench;
    const members = Array.from({ length: GROUP_MAX }, () => bench.extension());
    const [first = 0, ...rest] = members;
    expect([oco.size(first), oco.isFull(first), oco.sibling(first), oco.hasAny()]).toEqual([
      ...[1, false, 0, false],
    ]);
    oco.leave(first);
    for (const [i, one] of rest.entries()) {
      expect(oco.isFull(first)).toBe(false);
      expect(oco.join(one, first)).toBe(true);
      expect([oco.size(first), oco.size(one)]).toEqual([i + 2, i + 2]);
      expect(specials.linkedCount).toBe(i + 2);
    }
    expect([oco.isFull(first), oco.hasAny()]).toEqual([true, true]);
    const late = bench.extension();
    expect(oco.join(late, first)).toBe(false);
    expect([oco.size(late), oco.size(first), book.isLinked(bench.slotOf(late))]).toEqual([
      ...[1, GROUP_MAX, false],
    ]);
    for (const [i, one] of rest.entries()) {
      expect(oco.sibling(first)).not.toBe(0);
      expect(oco.sibling(first)).not.toBe(bench.slotOf(first));
      oco.leave(one);
      const left = GROUP_MAX - i - 1;
      expect([oco.size(first), oco.size(one)]).toEqual([left, 1]);
      expect(book.isLinked(bench.slotOf(one))).toBe(false);
      expect(book.isLinked(bench.slotOf(first))).toBe(left > 1);
      expect(specials.linkedCount).toBe(left > 1 ? left : 0);
    }
    expect([oco.sibling(first), oco.hasAny()]).toEqual([0, false]);
  });

  test('are counted anew each time one asks what would fill', () => {
    const bench = new Bench();
    const { oco } = bench;
    const [one, two, alone] = [bench.extension(), bench.extension(), bench.extension()];
    oco.join(two, one);
    for (let count = 0; count < 3; count += 1) {
      oco.begin();
      expect(oco.wasSeen(bench.slotOf(one))).toBe(false);
      expect(oco.wasSeen(bench.slotOf(two))).toBe(true);
      expect(oco.wasSeen(bench.slotOf(alone))).toBe(false);
    }
    // The last extension there is can be seen, too.
    const others = Array.from({ length: SPECIALS_MAX - 3 }, () => bench.extension());
    const [last = 0] = others.slice(-1);
    expect(last).toBe(SPECIALS_MAX);
    oco.join(last, alone);
    oco.begin();
    expect(oco.wasSeen(bench.slotOf(alone))).toBe(false);
    expect(oco.wasSeen(bench.slotOf(last))).toBe(true);
  });
});

describe('pegs', () => {
  const HIGHEST = 200;

  test('rest nowhere without a fair value, above the highest price, or where there is no page', () => {
    const bench = new Bench({ pagesMax: 5 });
    const { pegs, book } = bench;
    bench.rest(BUY, 50);
    const peg = bench.extension(SELL);
    expect(pegs.add(peg, 30, 0, 0, HIGHEST)).toBe(true);
    expect(book.levelOf(bench.slotOf(peg))).toBe(0);
    for (const [fair, price] of [
      [0, 0],
      [170, 200],
      [171, 0],
      [171, 0],
      [20, 51],
      [0, 0],
      [100, 130],
      [100, 130],
    ] as const) {
      pegs.move(1, fair, HIGHEST);
      const slot = bench.slotOf(peg);
      expect(book.levelOf(slot) === 0 ? 0 : book.priceTicksOf(slot)).toBe(price);
      expect(bench.problems()).toEqual([]);
    }
    expect([pegs.first(1), pegs.next(peg), pegs.first(2)]).toEqual([peg, 0, 0]);
    // Without a price it needs no room; then another book takes it.
    pegs.move(1, 0);
    bench.rest(BUY, 70, 2);
    pegs.move(1, 100, HIGHEST);
    expect(book.levelOf(bench.slotOf(peg))).toBe(0);
    expect(bench.problems()).toEqual([]);
  });

  test('are of their series, and the next is the one that came after', () => {
    const bench = new Bench();
    const { pegs, book } = bench;
    const mine = [1, 2, 3].map(() => bench.extension(BUY, 1));
    const other = bench.extension(BUY, 2);
    for (const peg of [...mine, other]) pegs.add(peg, -3, 0, 100);
    expect([pegs.first(1), ...mine.map((peg) => pegs.next(peg))]).toEqual([...mine, 0]);
    pegs.move(1, 110);
    expect(book.bestPriceTicks(1, BUY)).toBe(107);
    expect(book.bestPriceTicks(2, BUY)).toBe(97);
    pegs.remove(mine[1] ?? 0);
    expect([pegs.first(1), pegs.next(mine[0] ?? 0)]).toEqual([mine[0], mine[2]]);
    for (const peg of [mine[0], mine[2], other]) pegs.remove(peg ?? 0);
    expect([pegs.first(1), pegs.first(2), bench.problems()]).toEqual([0, 0, []]);
  });
});
