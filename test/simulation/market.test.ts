// Goal: catch a broker that does not live from its spread: default parameters that lose to decay what they earn, that
// let inventory or lapses grow, that halt by themselves, or do worse than brokers who know no more than a base value;
// and a simulation whose result depends on anything but scenario, seed and broker.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type BrokerPlan,
  PATX_PLAN,
  plainPlan,
  type SimulationRow,
  SMALL_SCENARIO,
  simulate,
} from '../../src/simulation/index.js';

const SEEDS = [1, 2];
const FIXED = plainPlan('fixed', [0.25]);
const plans = [PATX_PLAN, FIXED, plainPlan('AS', [0.1, 8])];
const results = new Map<string, readonly SimulationRow[]>();

const played = (plan: BrokerPlan): readonly SimulationRow[] =>
  SEEDS.map((seed) => simulate({ scenario: SMALL_SCENARIO, seed, plan }));

function of(name: string): readonly SimulationRow[] {
  return results.get(name) ?? [];
}

function sum(
  name: string,
  field: 'totalPat' | 'trueTotalPat' | 'lapsedLots' | 'boughtLots',
): number {
  return of(name).reduce((total, row) => total + row[field], 0);
}

beforeAll(() => {
  for (const plan of plans) {
    results.set(plan.name, played(plan));
  }
}, 300_000);

describe('the market', () => {
  it('is one in which all trade, and the same for the same seed', () => {
    for (const plan of plans) {
      for (const row of of(plan.name)) {
        expect(row.boughtLots).toBeGreaterThan(50);
        expect(row.soldLots).toBeGreaterThan(15);
        expect(row.consumerLots).toBeGreaterThanOrEqual(row.soldLots);
      }
    }
    const again = played(FIXED);
    expect(again).toEqual(of(FIXED.name));
    expect(again[0]).not.toEqual({ ...again[1], seed: again[0]?.seed });
  }, 120_000);

  it('keeps the books: lots bought are sold, lapsed or held, and the parts are the total', () => {
    for (const row of [...results.values()].flat()) {
      expect(row.boughtLots - row.soldLots - row.lapsedLots).toBe(row.heldAtEndLots);
      const parts =
        row.spreadPat + row.inventoryPat + row.freshnessPat + row.lapsePat + row.adversePat;
      expect(parts + row.settlementPat).toBeCloseTo(row.totalPat, 3);
    }
  });
});

describe("the exchange's broker with its parameters as they come", () => {
  it('earns its spread, and more of it than decay takes', () => {
    for (const row of of('patx')) {
      expect(row.spreadPat).toBeGreaterThan(0);
      expect(row.edgePat).toBeGreaterThan(0);
      expect(row.spreadPat).toBeGreaterThan(-row.freshnessPat - row.lapsePat);
    }
    expect(sum('patx', 'totalPat')).toBeGreaterThan(0);
  });

  it('holds little, lets little lapse, keeps its limits and halts nothing', () => {
    for (const row of of('patx')) {
      expect(row.mostHeldOfSeriesLots).toBeLessThanOrEqual(100);
      expect(row.mostOfLimit).toBeLessThanOrEqual(1);
      expect(row.lapsedShare).toBeLessThan(0.02);
      expect(row.halts).toBe(0);
      expect(row.bidShare).toBeGreaterThan(0.8);
    }
  });

  it('ends with more than a fixed spread and than Avellaneda–Stoikov, and lets fewer lots lapse', () => {
    for (const plan of plans.slice(1)) {
      expect(sum('patx', 'trueTotalPat')).toBeGreaterThan(sum(plan.name, 'trueTotalPat'));
      const lapsed = (name: string): number => sum(name, 'lapsedLots') / sum(name, 'boughtLots');
      expect(lapsed('patx')).toBeLessThan(lapsed(plan.name));
    }
  });
});
