// Goal: catch a request for quote that is cheaper in parts, falls with its size, beats the public price, or forgets a group.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizePrice, sizeTicks } from '../../src/quoting/index.js';
import { ImpactBook } from '../../src/quoting/series/impact.js';
import type { SizeFactors } from '../../src/values/index.js';
import { HOUR, Market, MINUTE, START_MS } from './market.js';

const ppm = (min: number, max: number) => fc.integer({ min, max });
const BASE = fc.record({
  fairTicks: fc.double({ min: 1, max: 1e6, noNaN: true }),
  halfSpreadPpm: ppm(100, 290_000),
  dominancePpm: ppm(1, 1_000_000),
  bidFactorPpm: ppm(1, 1_000_000),
});
const CURVE = fc.record({
  targetLots: fc.integer({ min: 0, max: 2_000 }),
  maxLots: fc.integer({ min: 0, max: 2_000 }),
  skewSlopePpm: ppm(0, 2_000_000),
  skewMaxPpm: ppm(0, 400_000),
  clearingPpm: ppm(0, 500_000),
  spreadMultiplePpm: ppm(1_000_000, 3_400_000),
});
const SIDE = fc.constantFrom('BUY' as const, 'SELL' as const);
const PARTS = fc.array(
  fc.record({
    lots: fc.integer({ min: 1, max: 120 }),
    /** Time before it; what others bring back or take away at its moment. */
    waitMs: fc.integer({ min: 0, max: 48 * HOUR }),
    othersLots: fc.integer({ min: 0, max: 300 }),
  }),
  { minLength: 1, maxLength: 8 },
);

/** What the parts of a request cost one after another, to a group whose accounts take turns. */
function cost(
  terms: {
    base: Parameters<typeof sizePrice>[0];
    curve: Omit<SizeFactors, 'startLots' | 'topTicks'>;
    side: 'BUY' | 'SELL';
    q: number;
    tauMs: number;
  },
  parts: readonly { lots: number; waitMs: number; othersLots: number }[],
  price: typeof sizePrice,
): number {
  const { base, curve, side, tauMs } = terms;
  const book = new ImpactBook();
  let { q } = terms;
  let nowMs = START_MS;
  let paid = 0;
  for (const { lots, waitMs, othersLots } of parts) {
    nowMs += waitMs;
    q += side === 'BUY' ? othersLots : -othersLots;
    const startLots = book.startLots(7, side, { lots: q, nowMs, tauMs });
    paid += lots * price(base, { ...curve, startLots, topTicks: 0 }, { side, lots });
    book.taken(7, side, { startLots, lots, nowMs });
    q += side === 'BUY' ? -lots : lots;
  }
  return side === 'BUY' ? paid : -paid;
}

const TERMS = fc.record({
  base: BASE,
  curve: CURVE,
  side: SIDE,
  q: fc.integer({ min: 0, max: 3_000 }),
  tauMs: fc.integer({ min: MINUTE, max: 24 * HOUR }),
});

describe('splitting a request', () => {
  const total = (parts: readonly { lots: number }[]) =>
    parts.reduce((sum, { lots }) => sum + lots, 0);
  const whole = (lots: number) => [{ lots, waitMs: 0, othersLots: 0 }];

  it('gains nothing at any times, by any accounts of a group, while nobody else trades', () => {
    fc.assert(
      fc.property(TERMS, PARTS, (terms, drawn) => {
        const parts = drawn.map((part) => ({ ...part, othersLots: 0 }));
        const one = cost(terms, whole(total(parts)), sizePrice);
        const split = cost(terms, parts, sizePrice);
        expect(split).toBeGreaterThanOrEqual(one - 1e-9 * Math.abs(one));
        // In whole ticks, but for the tick a price is rounded by.
        const oneTicks = cost(terms, whole(total(parts)), sizeTicks);
        expect(cost(terms, parts, sizeTicks)).toBeGreaterThanOrEqual(oneTicks - total(parts));
      }),
    );
  });

  it('gains nothing at one moment, whatever others bring back in between', () => {
    fc.assert(
      fc.property(TERMS, PARTS, (terms, drawn) => {
        const parts = drawn.map((part, i) => ({
          ...part,
          waitMs: 0,
          othersLots: i === 0 ? 0 : part.othersLots,
        }));
        const one = cost(terms, whole(total(parts)), sizePrice);
        expect(cost(terms, parts, sizePrice)).toBeGreaterThanOrEqual(one - 1e-9 * Math.abs(one));
      }),
    );
  });

  it('begins where the group left off and gives way with the time constant', () => {
    const book = new ImpactBook();
    book.taken(7, 'BUY', { startLots: 100, lots: 40, nowMs: START_MS });
    const at = (group: number, lots: number, afterMs: number) =>
      book.startLots(group, 'BUY', { lots, nowMs: START_MS + afterMs, tauMs: HOUR });
    expect(at(7, 100, 0)).toBe(60);
    expect(at(8, 100, 0)).toBe(100);
    // 100 − 40·e⁻¹ = 85.28…, down.
    expect(at(7, 100, HOUR)).toBe(85);
    expect(at(7, 50, HOUR)).toBe(50);
    expect(book.startLots(7, 'SELL', { lots: 100, nowMs: START_MS, tauMs: HOUR })).toBe(100);
    book.sitOut(HOUR);
    expect(at(7, 100, HOUR)).toBe(60);
  });
});

describe('the price of a size', () => {
  it('is the one worked by hand in docs/pricing.md', () => {
    const base = {
      fairTicks: 12_000,
      halfSpreadPpm: 41_000,
      dominancePpm: 1_000_000,
      bidFactorPpm: 900_000,
    };
    const factors = {
      startLots: 540,
      targetLots: 40,
      maxLots: 1_000,
      skewSlopePpm: 96_000,
      skewMaxPpm: 150_000,
      clearingPpm: 37_500,
      spreadMultiplePpm: 1_500_000,
      topTicks: 11_424,
    };
    expect(sizeTicks(base, factors, { side: 'BUY', lots: 100 })).toBe(11_710);
    expect(sizeTicks(base, factors, { side: 'BUY', lots: 1 })).toBe(11_649);
    // 12,000 · 0.9145 · 0.9 · 0.9385 = 9,269.2
    expect(sizeTicks(base, { ...factors, topTicks: 9_471 }, { side: 'SELL', lots: 1 })).toBe(9_269);
  });

  it('moves against the client with the size, and is never better than the public one', () => {
    fc.assert(
      fc.property(TERMS, fc.integer({ min: 1, max: 300 }), ppm(0, 10 ** 6), (terms, lots, top) => {
        const { base, curve, side, q } = terms;
        const factors = { ...curve, startLots: q, topTicks: top };
        const small = sizeTicks(base, factors, { side, lots });
        const large = sizeTicks(base, factors, { side, lots: lots + 7 });
        if (side === 'BUY') {
          expect(large).toBeGreaterThanOrEqual(small);
          expect(small).toBeGreaterThanOrEqual(Math.max(1, top));
        } else {
          expect(large).toBeLessThanOrEqual(small);
          if (top > 0) expect(small).toBeLessThanOrEqual(top);
        }
      }),
    );
  });

  it('never crosses the public quote of the other side, for any size and inventory', () => {
    const held = fc.integer({ min: 1, max: 900 });
    fc.assert(
      fc.property(held, fc.integer({ min: 1, max: 400 }), held, (stock, lots, minted) => {
        const market = new Market();
        market.open(1);
        market.mint(1, stock + minted);
        market.hold(1, stock);
        market.quoter.run(market.nowMs, 64);
        const decision = market.quoter.decisionFor(1);
        const ask = (side: 'BUY' | 'SELL') =>
          market.quoter.answer({
            seriesId: 1,
            atMs: market.nowMs,
            group: 7,
            side,
            lots,
            promisedLots: 0,
            offeredLots: 0,
          });
        const bought = ask('BUY');
        const sold = ask('SELL');
        const bestBid = decision?.bids[0]?.priceTicks ?? 0;
        const bestAsk = decision?.asks[0]?.priceTicks ?? Number.POSITIVE_INFINITY;
        expect(bought.ok).toBe(lots <= Math.floor(stock * 0.75));
        if (bought.ok) expect(bought.priceTicks).toBeGreaterThanOrEqual(bestAsk);
        if (bought.ok) expect(bought.priceTicks).toBeGreaterThan(bestBid);
        if (sold.ok) expect(sold.priceTicks).toBeLessThanOrEqual(bestBid);
        if (sold.ok && bought.ok) expect(sold.priceTicks).toBeLessThan(bought.priceTicks);
      }),
      { numRuns: 60 },
    );
  });

  it('of bids falls with what each lot waits behind', () => {
    const market = new Market({ parameters: { prior_flow_lots: 5_000 } });
    market.open(1);
    market.mint(1, 500);
    market.hold(1, 20);
    market.quoter.run(market.nowMs, 64);
    const factor = (lots: number): number => {
      const request = {
        seriesId: 1,
        atMs: market.nowMs,
        group: 7,
        side: 'SELL' as const,
        lots,
        promisedLots: 0,
        offeredLots: 0,
      };
      const answer = market.quoter.answer(request);
      return answer.ok ? answer.factors.bidFactorPpm : 0;
    };
    expect(factor(50)).toBeLessThan(factor(1));
    expect(factor(1)).toBe(market.quoter.decisionFor(1)?.factors?.bidFactorPpm);
  });
});
