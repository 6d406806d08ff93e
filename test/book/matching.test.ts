// Catches any difference between the fast book and the naive one: order of fills, self-trade
// prevention, iceberg refills, all-or-nothing feasibility, paused matching, depth, or a broken table.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { type Entry, MatchingPair } from './matching-pair.js';

type Step =
  | { readonly op: 'enter'; readonly entry: Entry }
  | { readonly op: 'cancel'; readonly pick: number }
  | { readonly op: 'reduce'; readonly pick: number; readonly by: number };

const SERIES_MAX = 2;

function entries(price: fc.Arbitrary<number>, lots: fc.Arbitrary<number>): fc.Arbitrary<Entry> {
  return fc.record({
    series: fc.nat({ max: SERIES_MAX - 1 }),
    side: fc.constantFrom(0 as const, 1 as const),
    price,
    lots,
    owner: fc.nat({ max: 3 }),
    group: fc.nat({ max: 1 }),
    stp: fc.constantFrom(
      'none',
      'none',
      'cancel_taker',
      'cancel_maker',
      'cancel_both',
      'decrement',
    ),
    scope: fc.constantFrom('account', 'group'),
    tif: fc.constantFrom('GTC', 'GTC', 'GTC', 'IOC', 'FOK'),
    peaks: fc.constantFrom(1, 1, 2, 3, 20),
  });
}

function steps(entry: fc.Arbitrary<Entry>): fc.Arbitrary<Step[]> {
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ op: fc.constant('enter' as const), entry }) },
      { weight: 3, arbitrary: fc.record({ op: fc.constant('cancel' as const), pick: fc.nat() }) },
      {
        weight: 1,
        arbitrary: fc.record({
          op: fc.constant('reduce' as const),
          pick: fc.nat(),
          by: fc.integer({ min: 1, max: 9 }),
        }),
      },
    ),
    { maxLength: 60 },
  );
}

function run(pair: MatchingPair, list: readonly Step[]): void {
  for (const step of list) {
    const live = pair.liveKeys();
    if (step.op === 'enter') pair.enter(step.entry);
    else if (live.length > 0) {
      const key = live[step.pick % live.length] as number;
      if (step.op === 'cancel') pair.cancel(key);
      else pair.reduce(key, step.by);
    }
    pair.compare();
  }
}

const smallLots = fc.integer({ min: 1, max: 20 });

describe('the fast book against the naive one', () => {
  it('on few prices, with a match buffer of three rows', () => {
    const list = steps(entries(fc.integer({ min: 95, max: 105 }), smallLots));
    fc.assert(
      fc.property(list, (all) => {
        run(
          new MatchingPair({ seriesMax: SERIES_MAX, ordersMax: 200, pagesMax: 20, matchesMax: 3 }),
          all,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('on prices across the whole range, with pages and orders that run out', () => {
    const price = fc.oneof(
      fc.integer({ min: 1, max: 2 ** 31 - 2 }),
      fc.integer({ min: 1, max: 80 }).map((n) => n * 1024),
      fc.integer({ min: 32_700, max: 32_800 }),
      fc.constantFrom(1, 2 ** 31 - 2, 2 ** 30, 31, 32, 1023, 1024),
    );
    fc.assert(
      fc.property(steps(entries(price, smallLots)), (all) => {
        run(
          new MatchingPair({ seriesMax: SERIES_MAX, ordersMax: 30, pagesMax: 6, matchesMax: 100 }),
          all,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('on quantities beyond 32 bits, whose levels must stay exact', () => {
    const lots = fc.oneof(
      smallLots,
      fc.integer({ min: 2 ** 31, max: 2 ** 53 - 1 }),
      fc.constantFrom(2 ** 53 - 1, 2 ** 52, 2 ** 32 + 1),
    );
    fc.assert(
      fc.property(steps(entries(fc.integer({ min: 99, max: 101 }), lots)), (all) => {
        run(
          new MatchingPair({ seriesMax: SERIES_MAX, ordersMax: 200, pagesMax: 20, matchesMax: 3 }),
          all,
        );
      }),
      { numRuns: 200 },
    );
  });
});
