// Goal: catch a reservation price that differs from its formula, rises with inventory, or forgets to clear perishables.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clearingDiscount,
  inventorySkew,
  inventoryTarget,
  inventoryTilt,
  unclearedShare,
} from '../../src/quoting/formulas/reservation.js';
import { DEFAULT_PARAMETERS } from '../../src/quoting/parameters/parameter-table.js';
import { tuningOf } from '../../src/quoting/parameters/tuning.js';

const { inventory } = tuningOf(DEFAULT_PARAMETERS);

describe('inventory', () => {
  it('aims at a day of consumption, at most half the limit', () => {
    expect(inventoryTarget(100, inventory)).toBe(100);
    expect(inventoryTarget(9_000, inventory)).toBe(500);
    expect(inventoryTarget(0, inventory)).toBe(0);
  });

  it('tilts by the share of the limit it is away', () => {
    expect(inventoryTilt(600, 100, inventory)).toBe(0.5);
    expect(inventoryTilt(0, 500, inventory)).toBe(-0.5);
    expect(inventoryTilt(1e15, 0, inventory)).toBe(1);
    expect(inventoryTilt(0, 0, { ...inventory, maxLots: 0 })).toBe(1);
  });

  it('gives the worked skew, capped at 15 %', () => {
    const at = (tilt: number, sigma: number, remainingDays: number) =>
      inventorySkew({ tilt, sigma, remainingDays }, inventory);
    expect(at(0.5, 0.08, 3.5)).toBeCloseTo(0.048, 12);
    expect(at(0.5, 0.08, 1)).toBeCloseTo(0.016, 12);
    expect(at(1, 1, 3)).toBe(0.15);
    expect(at(-1, 1, 3)).toBe(-0.15);
  });

  it('never falls, as a discount, while inventory rises', () => {
    const lots = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(lots, lots, fc.double({ min: 0.03, max: 1, noNaN: true }), (a, b, sigma) => {
        const at = (q: number) =>
          inventorySkew(
            { tilt: inventoryTilt(q, 100, inventory), sigma, remainingDays: 2 },
            inventory,
          );
        expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)));
      }),
    );
  });
});

describe('clearing', () => {
  it('discounts by the share that will not clear and the square of age', () => {
    expect(unclearedShare(20, 3.5, 140)).toBe(0.5);
    expect(unclearedShare(20, 3.5, 70)).toBe(0);
    expect(unclearedShare(0, 3.5, 1)).toBe(1);
    expect(unclearedShare(0, 3.5, 0)).toBe(0);
    expect(clearingDiscount(0.5, 0.5, inventory)).toBeCloseTo(0.0375, 12);
    expect(clearingDiscount(1, 1, inventory)).toBeCloseTo(0.3, 12);
  });
});
