// Goal: catch bids that pay for value a right will have lost before it is sold: a carry that differs from its formula,
// rises with inventory, falls with consumption, or has no answer where nothing sells.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryFactor, waitDays } from '../../src/quoting/formulas/carry.js';
import { freshness } from '../../src/quoting/formulas/freshness.js';
import { DEFAULT_PARAMETERS } from '../../src/quoting/parameters/parameter-table.js';
import { tuningOf } from '../../src/quoting/parameters/tuning.js';
import { Market } from './market.js';

const { curve } = tuningOf(DEFAULT_PARAMETERS);
const carry = tuningOf({ ...DEFAULT_PARAMETERS, carryWeightPpm: 1_000_000 }).carry;

/** The factor of a series of seven days at age u. */
function factor(u: number, lots: number, consumptionPerDay: number): number {
  const remainingDays = (1 - u) * 7;
  const wait = waitDays({ lots: lots + 1, consumptionPerDay, remainingDays });
  const kept = freshness(Math.min(1, u + wait / 7), curve) / freshness(u, curve);
  return carryFactor(wait / remainingDays, kept, carry);
}

describe('carry', () => {
  it('gives the worked value: ten lots in hand, twenty a day, on the first day', () => {
    // The next lot is sold after 11/20 of a day; F falls from 1.25 to 1.0745 by then.
    expect(waitDays({ lots: 11, consumptionPerDay: 20, remainingDays: 7 })).toBe(0.55);
    expect(factor(0, 10, 20)).toBeCloseTo(freshness(0.55 / 7, curve) / 1.25, 12);
    expect(factor(0, 10, 20)).toBeCloseTo(0.8596, 4);
  });

  it('takes off what would lapse, down to the least and no further', () => {
    // Three quarters of what is left: half of it counts as lost.
    expect(carryFactor(0.75, 1, { weight: 1, min: 0 })).toBe(0.5);
    expect(carryFactor(1, 1, { weight: 1, min: 0 })).toBe(0);
    expect(carryFactor(1, 1, carry)).toBe(0.5);
    expect(carryFactor(1, 0.1, { weight: 0, min: 0.5 })).toBe(1);
  });

  it('waits to the end where nothing is consumed', () => {
    expect(waitDays({ lots: 1, consumptionPerDay: 0, remainingDays: 3 })).toBe(3);
    expect(waitDays({ lots: 1, consumptionPerDay: Number.NaN, remainingDays: 3 })).toBe(3);
  });

  it('never rises with inventory, never falls with consumption, and stays in its range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.98, noNaN: true }),
        fc.nat(2_000),
        fc.nat(2_000),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (u, q, more, a, b) => {
          const now = factor(u, q, a);
          expect(now).toBeGreaterThanOrEqual(carry.min);
          expect(now).toBeLessThanOrEqual(1);
          expect(factor(u, q + more, a)).toBeLessThanOrEqual(now);
          expect(factor(u, q, a + b)).toBeGreaterThanOrEqual(now);
        },
      ),
    );
  });

  it('lowers the bids of a quoter that holds much, and no ask with them', () => {
    const of = (weight: number) => {
      const market = new Market({ parameters: { carry_weight_ppm: weight } });
      market.open(1);
      market.mint(1, 60);
      market.hold(1, 40);
      market.settle();
      return market.decision(1);
    };
    const without = of(0);
    const withCarry = of(1_000_000);
    expect(withCarry.bids[0]!.priceTicks).toBeLessThan(without.bids[0]!.priceTicks * 0.8);
    expect(withCarry.asks).toEqual(without.asks);
  });
});
