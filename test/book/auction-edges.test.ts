/**
 * Catches an auction that clears another series or one that is not crossed, takes another
 * than the nearest price, takes a firm group for an account or the other way round, or trades on past a member of a group.
 */
import { expect, test } from 'vitest';
import {
  Book,
  CROSSED,
  Crosses,
  cross,
  DECREMENTED,
  findClearing,
  OrderStore,
  orderLayout,
  SCOPE_ACCOUNT,
  SCOPE_GROUP,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const BUY = 0;
const SELL = 1;
const SERIES = 2;
const { HOT_I32_LOG2, COLD_I32_LOG2, OWNER, OWNER_GROUP, FLAGS } = orderLayout;

type Order = readonly [side: number, price: number, lots: number, owner?: number, group?: number];

function gathered(orders: readonly Order[], series = SERIES): { book: Book; slots: number[] } {
  const columns = new Columns();
  const store = new OrderStore(columns, 64);
  const book = new Book(columns, store, { seriesMax: 4, pagesMax: 64 });
  const slots = orders.map(([side, price, lots, owner = 1, group = 0]) => {
    const slot = store.allocate();
    store.i32[(slot << HOT_I32_LOG2) + OWNER] = owner;
    store.i32[(slot << HOT_I32_LOG2) + OWNER_GROUP] = group;
    store.coldI32[(slot << COLD_I32_LOG2) + FLAGS] = 0;
    book.setLots(slot, lots, 0);
    book.restAny(slot, series, side, price);
    return slot;
  });
  return { book, slots };
}

function clearing(orders: readonly Order[], reference: number, series = SERIES): number[] {
  const found = { priceTicks: 99, lots: 99, surplusLots: 99 };
  findClearing(gathered(orders).book, series, reference, found);
  return [found.priceTicks, found.lots, found.surplusLots];
}

test.each<[string, Order[], number, number[]]>([
  ['nothing rests', [], 10, [0, 0, 0]],
  ['nobody sells', [[BUY, 10, 5]], 10, [0, 0, 0]],
  ['nobody buys', [[SELL, 10, 5]], 10, [0, 0, 0]],
  [
    'the sides do not meet',
    [
      [BUY, 10, 5],
      [SELL, 11, 5],
    ],
    10,
    [0, 0, 0],
  ],
  [
    'they meet at one price',
    [
      [BUY, 10, 5],
      [SELL, 10, 5],
    ],
    99,
    [10, 5, 0],
  ],
  [
    'the reference is between them',
    [
      [BUY, 20, 5],
      [SELL, 10, 5],
    ],
    13,
    [13, 5, 0],
  ],
  [
    'it is above them',
    [
      [BUY, 20, 5],
      [SELL, 10, 5],
    ],
    30,
    [20, 5, 0],
  ],
  [
    'it is below them',
    [
      [BUY, 20, 5],
      [SELL, 10, 5],
    ],
    1,
    [10, 5, 0],
  ],
  [
    'more lots trade at the far end',
    [
      [BUY, 20, 4],
      [SELL, 10, 3],
      [SELL, 20, 9],
    ],
    10,
    [20, 4, -8],
  ],
  [
    'the price of least surplus is far',
    [
      [BUY, 20, 5],
      [BUY, 10, 3],
      [SELL, 10, 5],
    ],
    10,
    [11, 5, 0],
  ],
])('the price is right where %s', (_name, orders, reference, expected) => {
  expect(clearing(orders, reference)).toEqual(expected);
  // The other series have nothing to clear.
  for (const series of [0, 1, 3]) expect(clearing(orders, reference, series)).toEqual([0, 0, 0]);
});

test('of prices that trade as much and leave as much over the nearest to the reference is taken', () => {
  const orders: Order[] = [
    [SELL, 10, 4],
    [BUY, 20, 4],
    [BUY, 14, 1],
    [SELL, 15, 1],
  ];
  // Four lots trade from 10 to 20; up to 14 a buyer is left over, from 15 on a seller.
  for (const [reference, price, surplus] of [
    [1, 10, 1],
    [12, 12, 1],
    [14, 14, 1],
    [15, 15, -1],
    [18, 18, -1],
    [99, 20, -1],
  ] as const) {
    expect(clearing(orders, reference)).toEqual([price, 4, surplus]);
  }
});

test.each([
  ['one account', SCOPE_ACCOUNT, 1, 0, 1, 0, true],
  ['one account in a group scope', SCOPE_GROUP, 1, 0, 1, 0, true],
  ['one group', SCOPE_GROUP, 1, 7, 2, 7, true],
  ['one group in an account scope', SCOPE_ACCOUNT, 1, 7, 2, 7, false],
  ['two groups', SCOPE_GROUP, 1, 7, 2, 8, false],
  ['no group', SCOPE_GROUP, 1, 0, 2, 0, false],
])(
  'orders of %s meet as one owner says',
  (_name, stpScope, buyer, buyerGroup, seller, sellerGroup, isOne) => {
    for (const preventsSelfTrades of [true, false]) {
      const { book, slots } = gathered([
        [BUY, 10, 3, buyer, buyerGroup],
        [SELL, 10, 2, seller, sellerGroup],
      ]);
      const crosses = new Crosses(8);
      const terms = { series: SERIES, priceTicks: 10, preventsSelfTrades, stpScope };
      expect(cross(book, terms, crosses)).toBe(true);
      expect(crosses.count).toBe(1);
      expect(crosses.kind[0]).toBe(isOne && preventsSelfTrades ? DECREMENTED : CROSSED);
      expect([crosses.buySlot[0], crosses.sellSlot[0]]).toEqual(slots);
      expect([crosses.lots[0], crosses.buyLeftLots[0], crosses.sellLeftLots[0]]).toEqual([2, 1, 0]);
    }
  },
);

test.each([
  ['the buyer', 0],
  ['the seller', 1],
])('it stops after a fill of %s who is one of a group, and goes on when asked', (_name, linked) => {
  const { book, slots } = gathered([
    [BUY, 10, 2, 1],
    [SELL, 10, 2, 2],
    [BUY, 10, 2, 3],
    [SELL, 10, 2, 4],
    [BUY, 9, 1, 5],
    [SELL, 11, 1, 6],
  ]);
  book.setLinked(slots[linked] as number, true);
  const crosses = new Crosses(8);
  const terms = {
    series: SERIES,
    priceTicks: 10,
    preventsSelfTrades: true,
    stpScope: SCOPE_ACCOUNT,
  };
  expect(cross(book, terms, crosses)).toBe(false);
  expect(crosses.count).toBe(1);
  expect(cross(book, terms, crosses)).toBe(true);
  expect(crosses.count).toBe(2);
  // Who asked for another price than the clearing one stays.
  expect([book.bestPriceTicks(SERIES, BUY), book.bestPriceTicks(SERIES, SELL)]).toEqual([9, 11]);
});

test('it fills no more rows than it may', () => {
  const { book } = gathered([
    [BUY, 10, 1, 1],
    [SELL, 10, 1, 2],
    [BUY, 10, 1, 1],
    [SELL, 10, 1, 2],
  ]);
  const crosses = new Crosses(8);
  crosses.rowsMax = 1;
  const terms = {
    series: SERIES,
    priceTicks: 10,
    preventsSelfTrades: true,
    stpScope: SCOPE_ACCOUNT,
  };
  expect([cross(book, terms, crosses), crosses.count]).toEqual([false, 1]);
  crosses.count = 0;
  expect([cross(book, terms, crosses), crosses.count]).toEqual([true, 1]);
});
