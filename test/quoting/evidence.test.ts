// Goal: catch evidence that costs nothing: prices, σ or limits moved by mints, resting orders or trades among others; one owner who
// counts for many; estimates that leave their prior without cause, or do not leave it with one; and a policy that solves without
// bound, forgets its last good table, or quotes nothing sane without one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitRatio } from '../../src/quoting/formulas/visit-rate.js';
import { ParameterStore } from '../../src/quoting/index.js';
import { newPolicySlot, PolicyCache } from '../../src/quoting/policy-cache.js';
import { OwnerShares } from '../../src/quoting/series/owner-shares.js';
import { copyDecision, HOUR, Market, MINUTE, START_MS } from './market.js';

const OPTIMAL = { quote_policy: 1 };
const TUNING = { slowPrior: 3, fastPrior: 5 };

function opened(parameters: Readonly<Record<string, number>> = {}): Market {
  const market = new Market({ parameters: { ...OPTIMAL, ...parameters } });
  market.open(1);
  market.settle();
  market.hold(1, 3);
  market.settle();
  return market;
}

/** Passes so much time with whatever is done every so often. */
function passing(market: Market, everyMs: number, times: number, act: () => void): void {
  for (let i = 0; i < times; i += 1) {
    market.nowMs += everyMs;
    act();
    market.settle();
  }
}

const ask = (market: Market): number => market.decision(1).asks[0]?.priceTicks ?? 0;
const bid = (market: Market): number => market.decision(1).bids[0]?.priceTicks ?? 0;
const demand = (market: Market): number => market.decision(1).factors?.demandPpm ?? 0;
const product = (market: Market): number => market.decision(1).factors?.pressurePpm ?? 0;

describe('visits', () => {
  const sums = (n: number, expected: number) => ({
    fastVisits: n,
    fastExpected: expected,
    slowVisits: n,
    slowExpected: expected,
  });

  it('are as expected until they are not, and then move the estimate in proportion to what is known', () => {
    expect(visitRatio(sums(0, 0), TUNING)).toBe(1);
    expect(visitRatio(sums(7, 7), TUNING)).toBe(1);
    const little = visitRatio(sums(4, 2), TUNING);
    const much = visitRatio(sums(400, 200), TUNING);
    expect(little).toBeGreaterThan(1);
    expect(little).toBeLessThan(much);
    expect(much).toBeGreaterThan(1.9);
    expect(much).toBeLessThan(2.05);
  });

  it('give a positive finite ratio whatever was seen, more with more visits, less with more expected', () => {
    const count = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const of = { fastVisits: a, fastExpected: b, slowVisits: c, slowExpected: d };
        const ratio = visitRatio(of, TUNING);
        expect(ratio).toBeGreaterThan(0);
        expect(Number.isFinite(ratio)).toBe(true);
        expect(visitRatio({ ...of, fastVisits: a + 1 }, TUNING)).toBeGreaterThanOrEqual(ratio);
        expect(visitRatio({ ...of, fastExpected: b + 1 }, TUNING)).toBeLessThanOrEqual(ratio);
      }),
    );
  });
});

describe('an owner', () => {
  const at = (nowMs: number, limit: number) => ({ nowMs, tauMs: 8 * HOUR, limit });

  it('counts once for what it does at once, and for no more than its share', () => {
    const owners = new OwnerShares();
    expect(owners.visit(7, 1, at(START_MS, 2))).toBe(1);
    expect(owners.visit(7, 1, at(START_MS + MINUTE, 2))).toBe(0);
    let counted = 1;
    for (let i = 1; i < 50; i += 1) counted += owners.visit(7, 1, at(START_MS + i * HOUR, 2));
    // Two at a time, and again what is forgotten meanwhile.
    expect(counted).toBeLessThan(2 + 2 * (50 / 8) + 1);
    expect(owners.visit(8, 1, at(START_MS + 50 * HOUR, 2))).toBe(1);
  });

  it('is not forgotten for being followed by a crowd that did nothing', () => {
    const owners = new OwnerShares();
    for (let i = 0; i < 8; i += 1) owners.visit(1, i, at(START_MS, 1_000));
    for (let i = 2; i < 2_000; i += 1) owners.visit(i, 1, at(START_MS, 0));
    expect(owners.visit(1, 99, at(START_MS, 8))).toBe(0);
  });
});

describe('what moves the quote', () => {
  it('is no mint, no order of others and no trade among them', () => {
    const market = opened();
    const other = opened();
    passing(market, 5 * MINUTE, 60, () => {
      market.mint(1, 500);
      market.quoter.onSupply({ seriesId: 1, unsoldLots: 0, atMs: market.nowMs });
      const book = { bidTicks: 4_000 + ((market.nowMs / MINUTE) % 7_000), bidLots: 1_000 };
      const top = { ...book, askTicks: 99_000, askLots: 1_000 };
      market.quoter.onBookTop({ seriesId: 1, ...top, atMs: market.nowMs });
      market.quoter.onTrade({
        seriesId: 1,
        quantityLots: 50,
        priceTicks: 20_000,
        brokerSide: 'NONE',
        consumed: true,
        affiliated: false,
        owner: 1,
        atMs: market.nowMs,
      });
    });
    passing(other, 5 * MINUTE, 60, () => undefined);
    const { factors, ...decided } = copyDecision(market.decision(1));
    const { factors: quiet, ...expected } = copyDecision(other.decision(1));
    expect(factors).toEqual(quiet);
    expect(decided).toEqual(expected);
    expect(market.decision(1).state).toBe('NORMAL');
  });

  it('is what many buy of the broker: demand rises with it, ask and bid with demand', () => {
    const market = opened();
    const other = opened();
    passing(other, 20 * MINUTE, 36, () => undefined);
    passing(market, 20 * MINUTE, 36, () => {
      market.sell(1, 1, ask(market));
      market.hold(1, 3);
    });
    expect(demand(market)).toBeGreaterThan(1.03 * demand(other));
    expect(ask(market)).toBeGreaterThan(ask(other));
    expect(bid(market)).toBeGreaterThan(bid(other));
  });

  it('is one owner less than many, and a bid that sales raised takes no more than was sold', () => {
    const many = opened();
    const one = opened();
    const sell = (market: Market, owner: number): void => {
      market.quoter.onTrade({
        seriesId: 1,
        quantityLots: 1,
        priceTicks: ask(market),
        brokerSide: 'SELL',
        consumed: true,
        affiliated: false,
        owner,
        atMs: market.nowMs,
      });
      market.hold(1, 3);
    };
    let owner = 1;
    passing(many, 10 * MINUTE, 12, () => {
      owner += 1;
      sell(many, owner);
    });
    passing(one, 10 * MINUTE, 12, () => sell(one, 1));
    expect(demand(one)).toBeGreaterThan(1_000_000);
    expect(demand(one) - 1_000_000).toBeLessThan(0.5 * (demand(many) - 1_000_000));
    const lots = many.decision(1).bids.reduce((sum, level) => sum + level.quantityLots, 0);
    expect(lots).toBeLessThanOrEqual(12);
    expect(lots).toBeGreaterThan(0);
  });

  it('is a raise only as far as it came faster than demand settles', () => {
    const afterADay = (perDayPpm?: number) => {
      const settles = perDayPpm === undefined ? {} : { demand_settles_per_day_ppm: perDayPpm };
      const market = opened(settles);
      passing(market, 20 * MINUTE, 72, () => {
        market.sell(1, 1, ask(market));
        market.hold(1, 3);
      });
      expect(demand(market)).toBeGreaterThan(1_080_000);
      return market.decision(1).bids.reduce((sum, level) => sum + level.quantityLots, 0);
    };
    // Sales of a day raise bids that take no more than was sold; where demand is let settle as fast, they are as large as ever.
    const bound = afterADay(0);
    expect(afterADay()).toBe(bound);
    expect(afterADay(1_000_000)).toBeGreaterThan(3 * bound);
    expect(opened().quoter.status().settledDemandMostPpm).toBe(0);
  });

  it('is near 1 where as many came as expected, and follows a base value that is wrong', () => {
    const market = opened();
    let balanced = 0;
    passing(market, 90 * MINUTE, 32, () => {
      market.sell(1, 1, ask(market));
      market.buy(1, 1, bid(market));
      market.hold(1, 3);
      balanced = product(market);
    });
    expect(Math.abs(balanced / 1_000_000 - 1)).toBeLessThan(0.12);
    // Everybody sells and nobody buys: the value is too high.
    passing(market, 30 * MINUTE, 60, () => {
      market.buy(1, 1, bid(market));
      market.hold(1, 3);
    });
    expect(product(market)).toBeLessThan(0.9 * balanced);
  });
});

describe('the policy', () => {
  it('quotes the optimum, explained to the tick, and asks less with more in hand', () => {
    const market = opened();
    const before = { ask: ask(market), bid: bid(market) };
    market.hold(1, 20);
    market.settle();
    expect(ask(market)).toBeLessThan(before.ask);
    expect(bid(market)).toBeLessThan(before.bid);
    expect(bid(market)).toBeGreaterThan(0);
    expect(market.decision(1).factors?.spreadFloorPpm).toBe(0);
  });

  it('solves so many tables a turn, keeps the last good one meanwhile, and quotes by the first formulas before', () => {
    const cache = new PolicyCache();
    const parameters = new ParameterStore();
    const tuning = parameters.tuning('');
    const curves = (lots: number) => ({
      buyLotsLog: Math.log(7 * lots),
      buyElasticity: 8,
      sellLotsLog: Math.log(7 * lots),
      sellElasticity: 8,
    });
    const slots = Array.from({ length: 6 }, newPolicySlot);
    cache.begin();
    const first = slots.map((slot, i) => cache.tableOf(slot, curves(2 ** i), 7, tuning));
    expect(first.filter((table) => table === undefined).length).toBe(2);
    expect(cache.deferredCount).toBe(2);
    cache.begin();
    const second = slots.map((slot, i) => cache.tableOf(slot, curves(2 ** i), 7, tuning));
    expect(second.includes(undefined)).toBe(false);
    expect(second.slice(0, 4)).toEqual(first.slice(0, 4));
    // A market that makes no sense leaves what was known.
    cache.begin();
    const slot = slots[0] ?? newPolicySlot();
    expect(cache.tableOf(slot, curves(Number.NaN), 7, tuning)).toBe(second[0]);
    expect(cache.tableOf(slot, curves(1e300), 7, tuning)).toBeDefined();
    // A solve that fails leaves the last good table, is counted, and is not tried again.
    cache.begin();
    const { curve, evidence } = tuning;
    const broken = {
      ...tuning,
      curve: { ...curve, start: Number.NaN },
      evidence: { ...evidence, tableKey: 'broken' },
    };
    const { table } = slots[2] ?? slot;
    for (let i = 0; i < 3; i += 1) {
      expect(cache.tableOf(slots[2] ?? slot, curves(4), 7, broken)).toBe(table);
    }
    expect(cache.failedCount).toBe(1);
    // Estimates that tremble solve nothing.
    const { solvedCount } = cache;
    for (let i = 0; i < 100; i += 1)
      cache.tableOf(slots[1] ?? slot, curves(2 + 0.1 * (i % 2)), 7, tuning);
    expect(cache.solvedCount).toBe(solvedCount);
  });

  it('never crosses and never says NaN, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            hours: fc.integer({ min: 0, max: 9 }),
            side: fc.constantFrom('SELL', 'BUY', 'HOLD'),
            lots: fc.integer({ min: 1, max: 5_000 }),
          }),
          { maxLength: 12 },
        ),
        (steps) => {
          const market = opened();
          for (const { hours, side, lots } of steps) {
            market.nowMs += hours * HOUR;
            if (side === 'SELL') market.sell(1, lots, ask(market) || 1);
            else if (side === 'BUY') market.buy(1, lots, bid(market) || 1);
            else market.hold(1, Math.min(lots, 1_000));
            market.settle();
            const decision = market.quoter.decisionFor(1);
            if (decision === undefined) return;
            expect(['NONE', 'DAILY_LOSS']).toContain(decision.haltReason);
            const best = decision.asks[0]?.priceTicks ?? Number.POSITIVE_INFINITY;
            expect(decision.bids[0]?.priceTicks ?? 0).toBeLessThan(best);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('a halt by measurement', () => {
  it('becomes WIDE by itself once its cause is gone, whoever made it; an operator’s stays', () => {
    const market = opened({ halt_heal_ms: 30 * MINUTE });
    market.quoter.onMint({ seriesId: 1, quantityLots: -1, affiliated: false, atMs: market.nowMs });
    market.settle();
    expect(market.decision(1).haltReason).toBe('BAD_INPUT');
    passing(market, 5 * MINUTE, 5, () => undefined);
    expect(market.decision(1).state).toBe('HALT');
    passing(market, 5 * MINUTE, 1, () => undefined);
    expect(market.decision(1).state).toBe('WIDE');
    expect(bid(market)).toBeGreaterThan(0);
    passing(market, 6 * MINUTE, 2, () => undefined);
    expect(market.decision(1).state).toBe('NORMAL');
    market.quoter.onState({ seriesId: 1, state: 'HALT', reason: 'OPERATOR', atMs: market.nowMs });
    passing(market, HOUR, 20, () => undefined);
    expect(market.decision(1).state).toBe('HALT');
  });
});
