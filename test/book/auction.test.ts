// Catches a call auction that clears at another price than trying every price would choose, trades other
// lots than it announced, trades out of priority, or leaves the book crossed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Book,
  type Clearing,
  Crosses,
  cross,
  DECREMENTED,
  findClearing,
  isCrossed,
  OrderStore,
  orderLayout,
  validateBooks,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const { HOT_I32_LOG2, COLD_I32_LOG2, OWNER, FLAGS } = orderLayout;

interface Gathered {
  readonly side: 0 | 1;
  readonly price: number;
  readonly lots: number;
  readonly peak: number;
  readonly owner: number;
}

function gather(list: readonly Gathered[]): { book: Book; slots: number[] } {
  const columns = new Columns();
  const orders = new OrderStore(columns, 100);
  const book = new Book(columns, orders, { seriesMax: 1, pagesMax: 200 });
  const slots = list.map(({ side, price, lots, peak, owner }) => {
    const slot = orders.allocate();
    orders.i32[(slot << HOT_I32_LOG2) + OWNER] = owner;
    orders.coldI32[(slot << COLD_I32_LOG2) + FLAGS] = 0;
    book.setLots(slot, lots, peak);
    book.restAny(slot, 0, side, price);
    return slot;
  });
  return { book, slots };
}

/** Every price tried, the rules applied one after the other. */
function bruteForce(list: readonly Gathered[], reference: number): Clearing {
  const volume = (side: number, fits: (price: number) => boolean) =>
    list.filter((o) => o.side === side && fits(o.price)).reduce((sum, o) => sum + o.lots, 0);
  const all: Clearing[] = [];
  for (let priceTicks = 1; priceTicks <= 60; priceTicks += 1) {
    const buys = volume(0, (price) => price >= priceTicks);
    const sells = volume(1, (price) => price <= priceTicks);
    all.push({ priceTicks, lots: Math.min(buys, sells), surplusLots: buys - sells });
  }
  const keep = (few: Clearing[], rank: (one: Clearing) => number) => {
    const best = Math.min(...few.map(rank));
    return few.filter((one) => rank(one) === best);
  };
  let few = keep(all, ({ lots }) => -lots);
  if (few[0]?.lots === 0) return { priceTicks: 0, lots: 0, surplusLots: 0 };
  few = keep(few, ({ surplusLots }) => Math.abs(surplusLots));
  few = keep(few, ({ priceTicks }) => Math.abs(priceTicks - reference));
  const [lower, higher = lower] = few as [Clearing, Clearing?];
  return higher.surplusLots > 0 ? higher : lower;
}

const order: fc.Arbitrary<Gathered> = fc.record({
  side: fc.constantFrom(0 as const, 1 as const),
  price: fc.integer({ min: 5, max: 45 }),
  lots: fc.integer({ min: 1, max: 20 }),
  peak: fc.constantFrom(0, 0, 3),
  owner: fc.integer({ min: 1, max: 5 }),
});
const orders = fc.array(order, { maxLength: 30 });

describe('the call auction', () => {
  it('clears at the price that trying every price chooses', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 60 }), (list, reference) => {
        const { book } = gather(list);
        const clearing: Clearing = { priceTicks: 9, lots: 9, surplusLots: 9 };
        findClearing(book, 0, reference, clearing);
        expect(clearing).toEqual(bruteForce(list, reference));
        expect(validateBooks(book, 1)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('trades what it announced, at one price, in priority, and leaves no cross', () => {
    fc.assert(
      fc.property(orders, fc.boolean(), fc.integer({ min: 1, max: 4 }), (list, stp, rows) => {
        const { book, slots } = gather(list);
        const clearing: Clearing = { priceTicks: 0, lots: 0, surplusLots: 0 };
        findClearing(book, 0, 25, clearing);
        if (clearing.lots === 0) return;
        const crosses = new Crosses(rows);
        const terms = { series: 0, ...clearing, preventsSelfTrades: stp, stpScope: 0 };
        let lots = 0;
        let isDone = false;
        while (!isDone) {
          crosses.count = 0;
          isDone = cross(book, terms, crosses);
          for (let row = 0; row < crosses.count; row += 1) {
            const buy = list[slots.indexOf(crosses.buySlot[row] as number)] as Gathered;
            const sell = list[slots.indexOf(crosses.sellSlot[row] as number)] as Gathered;
            expect(buy.price).toBeGreaterThanOrEqual(clearing.priceTicks);
            expect(sell.price).toBeLessThanOrEqual(clearing.priceTicks);
            expect(crosses.kind[row] === DECREMENTED).toBe(stp && buy.owner === sell.owner);
            lots += crosses.lots[row] as number;
          }
        }
        expect(lots).toBe(clearing.lots);
        expect(isCrossed(book, 0)).toBe(false);
        expect(validateBooks(book, 1)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('clears between the prices of orders when the reference is there', () => {
    const { book } = gather([
      { side: 0, price: 40, lots: 5, peak: 0, owner: 1 },
      { side: 1, price: 20, lots: 5, peak: 0, owner: 2 },
    ]);
    const clearing: Clearing = { priceTicks: 0, lots: 0, surplusLots: 0 };
    findClearing(book, 0, 33, clearing);
    expect(clearing).toEqual({ priceTicks: 33, lots: 5, surplusLots: 0 });
  });
});
