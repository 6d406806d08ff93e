// Goal: catch a level of the quote before left in the next one, an empty level shown, or a price shown twice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LADDER_LEVELS, newFactors } from '../../src/quoting/formulas/explain.js';
import { RECORD_FLOATS } from '../../src/quoting/series/series-numbers.js';
import { StandingDecision } from '../../src/quoting/series/standing-decision.js';

const five = (most: number) =>
  fc.array(fc.integer({ min: 0, max: most }), {
    minLength: LADDER_LEVELS,
    maxLength: LADDER_LEVELS,
  });
const ladders = fc.array(fc.record({ gaps: five(2), sizes: five(3) }), { maxLength: 8 });

/** The second record of two: a place mistaken for the first one's shows. */
const newStanding = () =>
  new StandingDecision(1, new Float64Array(2 * RECORD_FLOATS), RECORD_FLOATS);

/** What should be shown, plainly: equal prices of levels that are not empty are one level. */
function shown(prices: readonly number[], sizes: readonly number[]) {
  const lots = new Map<number, number>();
  for (const [level, priceTicks] of prices.entries()) {
    const more = sizes[level] ?? 0;
    if (more > 0) lots.set(priceTicks, (lots.get(priceTicks) ?? 0) + more);
  }
  return [...lots].map(([priceTicks, quantityLots]) => ({ priceTicks, quantityLots }));
}

describe('what stands', () => {
  it('is the last ladder alone, whatever stood before', () => {
    fc.assert(
      fc.property(ladders, (steps) => {
        const standing = newStanding();
        for (const { gaps, sizes } of steps) {
          const asks = gaps.map((_, i) => 100 + gaps.slice(0, i + 1).reduce((a, b) => a + b, 0));
          const bids = asks.map((ask) => 200 - ask);
          standing.setAsks(Int32Array.from(asks), Int32Array.from(sizes));
          standing.setBids(Int32Array.from(bids), Int32Array.from(sizes.toReversed()));
          expect(standing.asks).toEqual(shown(asks, sizes));
          expect(standing.bids).toEqual(shown(bids, sizes.toReversed()));
          expect(standing.isEmpty).toBe(sizes.every((lots) => lots === 0));
        }
      }),
    );
  });

  it('is told from every other ladder, and from none that shows the same', () => {
    const ladder = fc.record({ gaps: five(1), sizes: five(2) });
    const pricesOf = (gaps: readonly number[]) =>
      gaps.map((_, i) => 100 + gaps.slice(0, i + 1).reduce((a, b) => a + b, 0));
    fc.assert(
      fc.property(ladder, ladder, (before, after) => {
        const standing = newStanding();
        const [was, is] = [pricesOf(before.gaps), pricesOf(after.gaps)];
        standing.setAsks(Int32Array.from(was), Int32Array.from(before.sizes));
        const isSame = standing.hasAsks(Int32Array.from(is), Int32Array.from(after.sizes));
        const [stood, wanted] = [shown(was, before.sizes), shown(is, after.sizes)];
        expect(isSame).toBe(JSON.stringify(stood) === JSON.stringify(wanted));
      }),
      { numRuns: 2_000 },
    );
  });

  it('has the factors it was given and not those that change after', () => {
    const standing = newStanding();
    const names = Object.keys(newFactors());
    const factors = Object.fromEntries(names.map((name, i) => [name, i + 1])) as never;
    standing.setFactors(factors);
    expect(standing.factors).toEqual(factors);
    (factors as { demandPpm: number }).demandPpm = 999;
    expect(standing.factors?.demandPpm).toBe(3);
    standing.setFactors(undefined);
    expect(standing.factors).toBeUndefined();
  });
});
