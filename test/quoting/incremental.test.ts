// Goal: catch a quoter that requotes what did not change, starves what did, forgets a timer, exceeds its budget, or gives
// different quotes for the same facts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuoteDecision } from '../../src/quoting/index.js';
import { DirtyQueue } from '../../src/quoting/schedule/dirty-queue.js';
import { DueHeap } from '../../src/quoting/schedule/due-heap.js';
import { BidBudget } from '../../src/quoting/venue/bid-budget.js';
import { copyDecision, DAY, HOUR, Market, MINUTE, PAT, START_MS, TICK } from './market.js';

/** Many series that do not bear on one another. */
function many(count: number, options: ConstructorParameters<typeof Market>[0] = {}): Market {
  const market = new Market({ maxSeries: count, ...options });
  for (let id = 1; id <= count; id += 1) {
    market.open(id, { segment: `SEGMENT_${id}` });
    market.hold(id, 20);
  }
  return market;
}

describe('a run', () => {
  it('requotes only the series a fact was about', () => {
    const market = many(50);
    expect(market.settle().length).toBe(50);
    expect(market.settle()).toEqual([]);
    market.nowMs += 100;
    market.sell(7, 1, 12_600);
    market.hold(7, 19);
    expect(market.settle().map((one) => one.seriesId)).toEqual([7]);
  });

  it('does no more than its budget and says what is left', () => {
    const market = many(50);
    const seen = new Set<number>();
    for (let round = 0; round < 10; round += 1) {
      const result = market.quoter.run(market.nowMs, 6);
      expect(result.decisions.length).toBeLessThanOrEqual(6);
      for (const { seriesId } of result.decisions) seen.add(seriesId);
      if (round < 8) expect(result.pending).toBeGreaterThan(0);
    }
    expect(seen.size).toBe(50);
    expect(market.quoter.run(market.nowMs, 0).decisions).toEqual([]);
  });

  it('says nothing again unless something moved, but renews a quote before it runs out', () => {
    const market = many(1, { parameters: { quote_valid_ms: 60_000, decay_step_ppm: 100_000 } });
    market.settle();
    let validUntil = market.decision(1).validUntilMs;
    for (let second = 1; second <= 300; second += 1) {
      market.nowMs += 1_000;
      for (const decision of market.settle()) {
        expect(market.nowMs).toBeLessThan(validUntil);
        validUntil = decision.validUntilMs;
      }
      expect(validUntil).toBeGreaterThan(market.nowMs);
    }
  });

  it('does not renew without end as the window closes', () => {
    const market = new Market();
    market.open(1, { windowMs: HOUR });
    market.hold(1, 20);
    market.pass(56 * MINUTE);
    let runs = 0;
    let decisions = 0;
    for (;;) {
      const result = market.quoter.run(market.nowMs, 10);
      runs += 1;
      decisions += result.decisions.length;
      for (const { validUntilMs } of result.decisions) {
        expect(validUntilMs).toBeLessThanOrEqual(START_MS + HOUR);
      }
      if (result.nextRunAtMs === Number.POSITIVE_INFINITY) break;
      market.nowMs = result.nextRunAtMs;
      expect(runs).toBeLessThan(300);
    }
    expect(decisions).toBeGreaterThan(3);
    expect(market.quoter.decisionFor(1)).toBeUndefined();
  });

  it('knows ahead when it will have work: run at that time there is some, a moment before none', () => {
    const market = many(5);
    market.settle();
    for (let step = 0; step < 200; step += 1) {
      const { nextRunAtMs } = market.quoter.run(market.nowMs, 100);
      expect(nextRunAtMs).toBeGreaterThan(market.nowMs);
      const early = market.quoter.run(nextRunAtMs - 1, 100);
      expect(early.decisions).toEqual([]);
      expect(early.nextRunAtMs).toBe(nextRunAtMs);
      market.nowMs = nextRunAtMs;
    }
    expect(market.nowMs).toBeLessThan(START_MS + DAY);
  });

  it('never goes back in time', () => {
    const market = many(2);
    market.settle();
    market.nowMs += HOUR;
    market.settle();
    const before = market.decision(1);
    const result = market.quoter.run(START_MS, 100);
    expect(result.decisions).toEqual([]);
    expect(market.decision(1)).toEqual(before);
  });
});

interface Step {
  readonly id: number;
  readonly kind: 'mint' | 'sell' | 'buy' | 'hold' | 'wait';
  readonly lots: number;
}

function take(market: Market, { id, kind, lots }: Step): void {
  if (kind === 'mint') market.mint(id, lots);
  else if (kind === 'sell') market.sell(id, lots, 12_000);
  else if (kind === 'buy') market.buy(id, lots, 11_000);
  else if (kind === 'hold') market.hold(id, lots);
  else market.nowMs += lots * 30_000;
}

/** Plays the steps with at most `slice` series a run; answers every decision, and what stands at the end. */
function play(steps: readonly Step[], slice: number) {
  const market = new Market({ maxSeries: 6 });
  for (let id = 1; id <= 6; id += 1) market.open(id, { startMs: START_MS - id * HOUR });
  const log: QuoteDecision[] = [];
  for (const step of steps) {
    take(market, step);
    for (let pending = 1; pending > 0; ) {
      const result = market.quoter.run(market.nowMs, slice);
      log.push(...result.decisions.map(copyDecision));
      pending = result.pending;
    }
  }
  const last = [1, 2, 3, 4, 5, 6].map((id) => market.quoter.decisionFor(id)?.factors);
  return { log, last };
}

describe('the same facts', () => {
  it('give the same decisions, and in slices of any size the same quotes in the end', () => {
    const step: fc.Arbitrary<Step> = fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      kind: fc.constantFrom('mint', 'sell', 'buy', 'hold', 'wait'),
      lots: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        expect(play(steps, 3).log).toEqual(play(steps, 3).log);
        expect(play(steps, 1).last).toEqual(play(steps, 1_000).last);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the bid budget', () => {
  it('is never exceeded by all bids together, whatever trades and budgets come', () => {
    const step = fc.record({
      budgetPat: fc.integer({ min: 0, max: 60_000 }),
      id: fc.integer({ min: 1, max: 12 }),
      lots: fc.integer({ min: 0, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const market = many(12, { bidBudgetPat: 5_000 });
        market.settle();
        for (const { budgetPat, id, lots } of steps) {
          market.quoter.onBroker({
            atMs: market.nowMs,
            bidBudgetMicroPat: budgetPat * PAT,
            collateralMicroPat: 1_000_000 * PAT,
          });
          market.hold(id, lots);
          market.nowMs += MINUTE;
          market.settle();
          let cost = 0;
          for (let series = 1; series <= 12; series += 1) {
            for (const bid of market.decision(series).bids) {
              cost += bid.priceTicks * bid.quantityLots * TICK;
            }
          }
          expect(cost).toBeLessThanOrEqual(budgetPat * PAT);
          expect(market.quoter.status().bidsHeldMicroPat).toBe(cost);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is shared in proportion to need, and a single lot is not starved', () => {
    const budget = new BidBudget(3);
    budget.set(1_000);
    const settle = () => {
      const held = [600, 1_200, 200].map((need, slot) => {
        const share = budget.share(slot, need, 1);
        budget.hold(slot, share);
        return share;
      });
      return held;
    };
    settle();
    expect(settle()).toEqual([300, 600, 100]);
    expect(budget.fraction).toBe(0.5);
    expect(budget.share(2, 200, 150)).toBe(100);
    budget.hold(1, 0);
    expect(budget.share(2, 200, 150)).toBe(150);
  });

  it('that was never told buys nothing', () => {
    const budget = new BidBudget(1);
    expect(budget.share(0, 500, 10)).toBe(0);
  });
});

describe('the timer heap', () => {
  it('always gives the earliest slot, as a plain search would', () => {
    const change = fc.tuple(
      fc.integer({ min: 0, max: 15 }),
      fc.oneof(
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom(Number.POSITIVE_INFINITY, Number.NaN),
      ),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const heap = new DueHeap(16);
        const plain = new Array<number>(16).fill(Number.POSITIVE_INFINITY);
        for (const [slot, time] of changes) {
          heap.set(slot, time);
          plain[slot] = Number.isFinite(time) ? time : Number.POSITIVE_INFINITY;
          const earliest = Math.min(...plain);
          expect(heap.earliestMs).toBe(earliest);
          if (earliest === Number.POSITIVE_INFINITY) expect(heap.earliestSlot).toBe(-1);
          else expect(plain[heap.earliestSlot]).toBe(earliest);
          expect(heap.timeOf(slot)).toBe(plain[slot]);
        }
      }),
    );
  });
});

describe('the queue of changed series', () => {
  it('holds each slot once, first in first out, however often it wraps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 7 }), { maxLength: 300 }), (steps) => {
        const queue = new DirtyQueue(8);
        const plain: number[] = [];
        for (const slot of steps) {
          if (slot < 0) {
            expect(queue.shift()).toBe(plain.shift() ?? -1);
          } else {
            queue.push(slot);
            if (!plain.includes(slot)) plain.push(slot);
          }
          expect(queue.size).toBe(plain.length);
          expect(queue.has(3)).toBe(plain.includes(3));
        }
      }),
    );
  });
});
