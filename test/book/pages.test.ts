/**
 * Catches nodes of prices that are lost when their orders have gone, given away while they hold some, or counted wrong in
 * what a snapshot takes: a book that slowly fills up for good, or whose snapshot is not the part in use. And a ladder that
 * loses a price when its tables become a trie, or that takes one more than there is room for.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Book, OrderStore, validateBooks } from '../../src/engine/core/book/index.js';
import { IDLE_COUNT, NODES_LEFT, RUNGS_MAX } from '../../src/engine/core/book/level-layout.js';
import { IDLE_PAGES_MAX } from '../../src/engine/core/book/node-pool.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const ORDERS_MAX = 200;
const PAGES_MAX = 64;
const SERIES_MAX = 2;
const NODE_BYTES = 160;
/** Prices this far apart share nothing but the root. */
const FAR = 2 ** 24;
/** One price more than the tables of a ladder hold. */
const LONG = RUNGS_MAX + 1;

class Pages {
  readonly columns = new Columns();
  readonly orders: OrderStore;
  readonly book: Book;

  constructor({ ordersMax, pagesMax } = { ordersMax: ORDERS_MAX, pagesMax: PAGES_MAX }) {
    this.orders = new OrderStore(this.columns, ordersMax);
    this.book = new Book(this.columns, this.orders, { seriesMax: SERIES_MAX, pagesMax });
  }

  /** Rests an order; 0 when there is no page for its price. */
  rest(price: number, lots = 1, side = 0, series = 0): number {
    if (!this.book.hasRoom(series, side, price, lots)) return 0;
    const slot = this.orders.allocate();
    this.book.setLots(slot, lots, 0);
    this.book.rest(slot, series, side, price);
    return slot;
  }

  /** Makes a ladder a trie: neighbouring prices from this one on. */
  lengthen(price: number, side = 0, series = 0): number[] {
    return Array.from({ length: LONG }, (_, i) => this.rest(price + i, 1, side, series));
  }

  /** Nodes in use. */
  get nodes(): number {
    return this.book.levels.pagesMax - (this.book.levels.i32[NODES_LEFT] as number);
  }

  cancel(slot: number): void {
    this.book.unlink(slot);
    this.orders.free(slot);
  }

  /** Rests orders far from each other until there is no page left. */
  fill(firstPrice: number, step = FAR, side = 0): number[] {
    const slots: number[] = [];
    for (let i = 0; ; i += 1) {
      const slot = this.rest(firstPrice + i * step, 1, side);
      if (slot === 0) return slots;
      slots.push(slot);
      expect(slots.length).toBeLessThanOrEqual(PAGES_MAX);
    }
  }

  problems(): string[] {
    return validateBooks(this.book, SERIES_MAX);
  }

  usedBytes(name: string): number {
    return (
      this.columns
        .list()
        .find((column) => column.name === name)
        ?.usedBytes() ?? Number.NaN
    );
  }
}

describe('a book that had no page left', () => {
  test.each([
    ['far from each other', FAR],
    ['under one node', 32],
    ['under one node but one', 1_024],
  ])(
    'takes as many orders at other prices once those of the first, %s, have gone',
    (_name, step) => {
      const pages = new Pages();
      let first = pages.fill(1, step);
      expect(first.length).toBeGreaterThan(5);
      // The failed try went through all idle pages: those that held orders must be found again when these have gone.
      for (let round = 0; round < 5; round += 1) {
        for (const slot of first) pages.cancel(slot);
        const price = 5 + (round + 1) * 7 * step;
        const again = pages.fill(price, step);
        expect(again.length).toBe(new Pages().fill(price, step).length);
        expect(pages.problems()).toEqual([]);
        first = again;
      }
    },
  );

  test('gives away the page of an order that has gone and none of those that rest', () => {
    const pages = new Pages();
    const slots = pages.fill(1);
    const kept = slots.filter((_, i) => i % 2 === 0);
    for (const slot of slots) if (!kept.includes(slot)) pages.cancel(slot);
    const more = pages.fill(FAR / 2);
    expect(more.length).toBe(slots.length - kept.length);
    expect(pages.problems()).toEqual([]);
    for (const [i, slot] of kept.entries()) {
      expect(pages.book.priceTicksOf(slot)).toBe(1 + i * 2 * FAR);
    }
  });

  test('still has the neighbours of a price that rests', () => {
    const pages = new Pages();
    const [first = 0] = pages.fill(64, 32);
    for (let price = 65; price < 96; price += 1) expect(pages.rest(price)).not.toBe(0);
    expect(pages.rest(96 + FAR / 2)).toBe(0);
    pages.cancel(first);
    expect(pages.problems()).toEqual([]);
  });
});

describe('a trie that stays', () => {
  test('gives the pages of orders that have gone to other prices, until all hold some', () => {
    const pages = new Pages();
    pages.lengthen(1_000);
    const room = PAGES_MAX - pages.nodes;
    const first = pages.fill(2_048, 32);
    expect(first.length).toBeGreaterThan(room / 2);
    for (const slot of first) pages.cancel(slot);
    const again = pages.fill(2_048 + first.length * 32, 32);
    expect(again.length).toBe(first.length);
    expect(pages.problems()).toEqual([]);
  });

  test('has a page wait once, however often its orders come and go', () => {
    const pages = new Pages({ ordersMax: 8_192, pagesMax: 65_536 });
    const [first = 0] = pages.lengthen(2 ** 30);
    pages.cancel(first);
    expect(pages.book.levels.i32[IDLE_COUNT]).toBe(0);
    for (let round = 0; round < 5; round += 1) {
      for (const price of [1, 33, 65]) pages.cancel(pages.rest(price));
    }
    expect(pages.book.levels.i32[IDLE_COUNT]).toBe(3);
    const others = Array.from({ length: IDLE_PAGES_MAX * 2 }, (_, i) => pages.rest(2_048 + i * 32));
    for (const slot of others) pages.cancel(slot);
    expect(pages.problems()).toEqual([]);
  });

  // What a trie remembers of its last order may be somebody else's by the time of the next.
  test.each([
    ['its own page', 1],
    ['a page beside', 40],
    ['a region beside', 3_000],
    ['a district beside', 40_000],
    ['a zone beside', 2 ** 21],
  ])('forgets the way to what it gave away, for %s', (_name, away) => {
    for (const log2 of [11, 16, 21, 26]) {
      for (const side of [0, 1]) {
        const pages = new Pages();
        pages.lengthen(1_000, side);
        const far = 1_000 + 2 ** log2;
        pages.cancel(pages.rest(far, 1, side));
        // Another book needs every node that is left.
        const others = pages.lengthen(500, 1, 1);
        for (let price = 2_048, slot = 1; slot !== 0; price += 32) {
          slot = pages.rest(price, 1, 1, 1);
          others.push(slot);
        }
        expect(pages.problems()).toEqual([]);
        for (const slot of others.slice(LONG)) if (slot !== 0) pages.cancel(slot);
        const prices = [far + away, far + away + 32, far];
        const slots = prices.map((price) => pages.rest(price, 1, side));
        expect(slots).not.toContain(0);
        expect(slots.map((slot) => pages.book.priceTicksOf(slot))).toEqual(prices);
        expect(pages.problems()).toEqual([]);
      }
    }
  });
});

describe('pages that no order needs any more', () => {
  const ROOMY = { ordersMax: 8_192, pagesMax: 65_536 };

  test('are used again, however far the price runs', () => {
    const pages = new Pages(ROOMY);
    pages.lengthen(2 ** 30);
    const others = pages.nodes;
    let last = pages.rest(1);
    // Ten times as many pages as may wait; a run of prices needs few nodes above its pages.
    for (let i = 1; i < IDLE_PAGES_MAX * 10; i += 1) {
      const next = pages.rest(1 + i * 32);
      pages.cancel(last);
      last = next;
    }
    expect(pages.problems()).toEqual([]);
    const used = pages.usedBytes('book.nodes') / NODE_BYTES - others;
    expect(used).toBeGreaterThan(IDLE_PAGES_MAX);
    expect(used).toBeLessThan(IDLE_PAGES_MAX * 1.2);
  });

  test('wait for their prices to come back, up to a limit', () => {
    const pages = new Pages(ROOMY);
    pages.lengthen(2 ** 30);
    const waiting = () => pages.book.levels.i32[IDLE_COUNT];
    for (let i = 0; i < 10; i += 1) pages.cancel(pages.rest(1 + i * 32));
    expect(waiting()).toBe(10);
    for (let i = 10; i < IDLE_PAGES_MAX + 10; i += 1) pages.cancel(pages.rest(1 + i * 32));
    expect(waiting()).toBe(IDLE_PAGES_MAX);
    expect(pages.problems()).toEqual([]);
  });

  test.each([
    ['far from all', 7_000_000],
    ['in a page that was left', 5_000_000],
    ['in a page that is left meanwhile', 33],
  ])('leave the room an order was promised, %s', (_name, price) => {
    const pages = new Pages(ROOMY);
    pages.lengthen(2 ** 30);
    pages.cancel(pages.rest(5_000_001));
    const others: number[] = [];
    for (let i = 0; i < IDLE_PAGES_MAX * 2; i += 1) others.push(pages.rest(1 + i * 32));
    expect(pages.book.hasRoom(0, 0, price, 1)).toBe(true);
    // All of the queue is new before the order comes to rest.
    for (const slot of others) pages.cancel(slot);
    const slot = pages.orders.allocate();
    pages.book.setLots(slot, 1, 0);
    pages.book.rest(slot, 0, 0, price);
    expect(pages.book.priceTicksOf(slot)).toBe(price);
    expect(pages.problems()).toEqual([]);
  });
});

describe('a ladder', () => {
  test('takes no order that did not ask for room and has none: that is our bug', () => {
    const pages = new Pages({ ordersMax: 2, pagesMax: 1 });
    const slot = pages.orders.allocate();
    pages.book.setLots(slot, 1, 0);
    expect(pages.book.hasRoom(0, 0, 5, 1)).toBe(false);
    expect(() => pages.book.rest(slot, 0, 0, 5)).toThrow('I20: a price was let in without room');
  });

  test('keeps forty prices in two nodes, wherever they are, and gives them back with the last', () => {
    const pages = new Pages();
    const { book } = pages;
    const slots = Array.from({ length: RUNGS_MAX - 1 }, (_, i) => pages.rest(1 + i * FAR));
    // Tables of another ladder lie behind these.
    const other = pages.rest(7, 1, 1);
    slots.push(pages.rest(1 + (RUNGS_MAX - 1) * FAR));
    expect(pages.nodes).toBe(4);
    expect(pages.problems()).toEqual([]);
    expect(book.levels.better(book.levels.best(0))).toBe(0);
    expect(book.levels.worse(book.levelOf(slots[0] ?? 0))).toBe(0);
    // There is no room for a trie of so many, and for a price that is there it needs none.
    expect(book.hasRoom(0, 0, 2, 1)).toBe(false);
    expect(book.hasRoom(0, 0, 1, 1)).toBe(true);
    pages.cancel(other);
    expect(pages.nodes).toBe(2);
    expect(slots.map((slot) => pages.book.priceTicksOf(slot))).toEqual(
      slots.map((_, i) => 1 + i * FAR),
    );
    for (const slot of slots) pages.cancel(slot);
    expect(pages.nodes).toBe(0);
    expect(pages.problems()).toEqual([]);
  });

  test('becomes a trie with the next, and has tables again once all of its pages are given back', () => {
    const pages = new Pages({ ordersMax: 2_000, pagesMax: 4_096 });
    const slots = pages.lengthen(1_000);
    // A root, five nodes below it, and the pages of 41 prices from 1,000 on.
    expect(pages.nodes).toBe(6 + 3);
    expect(pages.problems()).toEqual([]);
    for (const slot of slots) pages.cancel(slot);
    expect(pages.nodes).toBe(6 + 3);
    // Pages of the other side push those that wait out of the queue.
    const others = Array.from({ length: 1_200 }, (_, i) => pages.rest(2 ** 20 + i * 32, 1, 1));
    for (const slot of others) pages.cancel(slot);
    const before = pages.nodes;
    pages.rest(1_000);
    expect(pages.nodes).toBe(before + 2);
    expect(pages.problems()).toEqual([]);
  });

  test('takes the next only if the trie has room for all, to the node', () => {
    const prices = fc.uniqueArray(
      fc.integer({ min: 5, max: 31 }).chain((log2) => fc.integer({ min: 1, max: 2 ** log2 - 2 })),
      { minLength: LONG, maxLength: LONG },
    );
    fc.assert(
      fc.property(prices, fc.integer({ min: 0, max: 1 }), (list, side) => {
        const rest = (pages: Pages) => list.map((price) => pages.rest(price, 1, side));
        const roomy = new Pages({ ordersMax: LONG, pagesMax: 1_000 });
        rest(roomy);
        const needed = roomy.nodes;
        const enough = new Pages({ ordersMax: LONG, pagesMax: needed });
        expect(rest(enough)).not.toContain(0);
        expect([enough.nodes, enough.problems()]).toEqual([needed, []]);
        const short = new Pages({ ordersMax: LONG, pagesMax: needed - 1 });
        const slots = rest(short);
        expect([slots.indexOf(0), short.nodes, short.problems()]).toEqual([RUNGS_MAX, 2, []]);
        // A price that is there has room.
        for (const price of list.slice(0, RUNGS_MAX)) {
          expect(short.book.hasRoom(0, side, price, 1)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the last places that are remembered', () => {
  test('lead to no page of another price, however far the next one is', () => {
    for (const first of [1, 32, 1_024, 32_768, 2 ** 20, 2 ** 25]) {
      for (let log2 = 5; log2 < 30; log2 += 1) {
        const pages = new Pages();
        // Every place of a page is taken, so that its levels could be mistaken for nodes; and it is a trie.
        const slots = pages.lengthen(first);
        const prices = slots.map((_, i) => first + i);
        for (const factor of [1, 3, 5]) {
          const price = first + 2 ** log2 * factor;
          if (price > 2 ** 31 - 2) continue;
          slots.push(pages.rest(price));
          prices.push(price);
        }
        expect(slots.map((slot) => pages.book.priceTicksOf(slot))).toEqual(prices);
        expect(pages.problems()).toEqual([]);
      }
    }
  });

  test.each([
    ['a page', 8],
    ['a region', 512],
    ['a district', 8_192],
    ['a zone', 2 ** 18],
  ])('lead nowhere once %s was given to another book', (_name, distance) => {
    for (let shift = 0; shift < 24; shift += 1) {
      const pages = new Pages();
      for (const slot of pages.lengthen(1)) pages.cancel(slot);
      // Another side of another series takes every node there is, in prices that differ where the shift says.
      const others: number[] = [];
      for (let i = 0; i < PAGES_MAX; i += 1) {
        const slot = pages.rest(1 + ((i * 2 ** shift) % (2 ** 31 - 2)), 1, 1, 1);
        if (slot !== 0) others.push(slot);
      }
      const gone = others.splice(0, others.length >> 1);
      for (const slot of gone) pages.cancel(slot);
      const price = 1 + distance;
      const slot = pages.rest(price);
      if (slot !== 0) expect(pages.book.priceTicksOf(slot)).toBe(price);
      expect(pages.problems()).toEqual([]);
    }
  });
});

test('pages come and go as often as one likes, on both sides of two series, and the books stay whole', () => {
  const step = fc.record({
    price: fc
      .integer({ min: 5, max: 31 })
      .chain((log2) => fc.integer({ min: 1, max: 2 ** log2 - 2 })),
    side: fc.integer({ min: 0, max: 1 }),
    series: fc.integer({ min: 0, max: SERIES_MAX - 1 }),
    cancels: fc.nat({ max: 3 }),
  });
  const steps = fc.array(step, { minLength: 100, maxLength: 300 });
  fc.assert(
    fc.property(steps, fc.boolean(), (steps, isLong) => {
      const pages = new Pages({ ordersMax: ORDERS_MAX * 2, pagesMax: PAGES_MAX });
      const standing = [0, 1, 2, 3].flatMap((ladder) =>
        isLong ? pages.lengthen(9_000, ladder & 1, ladder >> 1) : [],
      );
      const resting: { slot: number; price: number }[] = [];
      for (const { price, side, series, cancels } of steps) {
        const slot = resting.length < ORDERS_MAX ? pages.rest(price, 1, side, series) : 0;
        if (slot !== 0) resting.push({ slot, price });
        for (let i = 0; i < cancels && resting.length > 0; i += 1) {
          const [gone] = resting.splice((price + i) % resting.length, 1);
          if (gone !== undefined) pages.cancel(gone.slot);
        }
      }
      expect(pages.problems()).toEqual([]);
      for (const { slot, price } of resting) expect(pages.book.priceTicksOf(slot)).toBe(price);
      for (const slot of [...standing, ...resting.map((one) => one.slot)]) pages.cancel(slot);
      expect(pages.problems()).toEqual([]);
      if (!isLong) expect(pages.fill(1).length).toBe(new Pages().fill(1).length);
    }),
    { numRuns: 60 },
  );
});

test('the part in use of levels and of nodes is what was ever used, and no more', () => {
  const pages = new Pages();
  expect(pages.usedBytes('book.levels')).toBe(0);
  expect(pages.usedBytes('book.nodes')).toBe(0);
  const levelBytes = 32;
  const slots = [1, 2, 3].map((price) => pages.rest(price));
  expect(pages.usedBytes('book.levels')).toBe(3 * levelBytes);
  const pathBytes = pages.usedBytes('book.nodes');
  expect(pathBytes).toBeGreaterThan(0);
  for (const slot of slots) pages.cancel(slot);
  pages.rest(9);
  expect(pages.usedBytes('book.levels')).toBe(3 * levelBytes);
  expect(pages.usedBytes('book.nodes')).toBe(pathBytes);
  const all = pages.columns.list().find(({ name }) => name === 'book.nodes');
  pages.fill(FAR);
  expect(pages.usedBytes('book.nodes')).toBeLessThanOrEqual(all?.bytes.length ?? 0);
});
