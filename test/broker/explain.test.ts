/** That anyone who has a quote's published factors gets its prices, to the tick. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TERMS, explainPublished } from '../../src/broker/index.js';
import { publishedBids, publishedFactors } from '../../src/broker/published-factors.js';
import { explainQuote, type QuoteDecision } from '../../src/quoting/index.js';
import type { QuoteLevel } from '../../src/values/index.js';

const PPM = 1_000_000;
const ppm = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const quoterFactors = fc
  .record({
    baseValuePpmTicks: ppm(PPM, 1_000_000 * PPM),
    freshnessPpm: ppm(100_000, 1_250_000),
    demandPpm: ppm(700_000, 2_000_000),
    scarcityPpm: ppm(600_000, 1_800_000),
    dominancePpm: ppm(0, PPM),
    isDominated: fc.boolean(),
    bidUnderPpm: ppm(0, PPM),
    inventorySkewPpm: ppm(-150_000, 150_000),
    clearingPpm: ppm(0, 300_000),
    bidFactorPpm: ppm(200_000, PPM),
    halfSpreadPpm: ppm(5_000, 250_000),
  })
  .map(({ isDominated, bidUnderPpm, ...factors }) => {
    const product = (factors.demandPpm / PPM) * (factors.scarcityPpm / PPM);
    const dominancePpm = isDominated ? factors.dominancePpm : PPM;
    return {
      ...factors,
      pressurePpm: Math.round(Math.min(3, Math.max(0.4, product)) * PPM),
      dominancePpm,
      dominanceBidPpm: isDominated ? Math.min(dominancePpm, bidUnderPpm) : PPM,
      spreadBasePpm: 10_000,
      spreadVolatilityPpm: 0,
      spreadThinnessPpm: 0,
      spreadMarkoutPpm: 0,
      spreadMultiplierPpm: PPM,
      spreadFloorPpm: 0,
      levelStepPpm: DEFAULT_TERMS.levelStepPpm,
    };
  });

const level = (priceTicks: number): QuoteLevel => ({ priceTicks, quantityLots: 3 });

function decisionWith(nextRepriceAtMs: number): QuoteDecision {
  return {
    seriesId: 1,
    state: 'NORMAL',
    haltReason: 'NONE',
    fairValueTicks: 1,
    sigmaPpm: 80_000,
    thinnessPpm: 1_000_000,
    factors: undefined,
    bids: [],
    asks: [],
    validUntilMs: 1,
    nextRepriceAtMs,
  };
}

describe('published factors', () => {
  it('give the asks exactly and the bids as they are published, whatever the factors', () => {
    fc.assert(
      fc.property(quoterFactors, (factors) => {
        const told = explainQuote(factors);
        const published = explainPublished(publishedFactors(factors, decisionWith(5)));
        expect(published.fairValueTicks).toBe(told.fairValueTicks);
        expect(published.askTicks).toEqual(told.askTicks);
        const distinct = [...new Set(told.bidTicks)].filter((ticks) => ticks > 0).map(level);
        for (const { priceTicks } of publishedBids(factors, distinct)) {
          expect(published.bidTicks).toContain(priceTicks);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never raise a bid, and lower it by at most a tick and a millionth part per factor', () => {
    fc.assert(
      fc.property(quoterFactors, (factors) => {
        const bids = [...new Set(explainQuote(factors).bidTicks)].filter((t) => t > 0).map(level);
        const published = publishedBids(factors, bids);
        for (const [index, { priceTicks }] of published.entries()) {
          expect(priceTicks).toBeLessThanOrEqual(bids[index]?.priceTicks ?? 0);
        }
        const lots = published.reduce((sum, one) => sum + one.quantityLots, 0);
        expect(lots).toBeLessThanOrEqual(bids.length * 3);
        if (factors.dominanceBidPpm === PPM) expect(published).toEqual(bids);
      }),
      { numRuns: 1_000 },
    );
  });

  it('say no time where the next repricing has none', () => {
    const [factors] = fc.sample(quoterFactors, 1);
    if (factors === undefined) throw new Error('no sample');
    const timeOf = (at: number): number =>
      publishedFactors(factors, decisionWith(at)).nextRepriceTimeMs;
    expect(timeOf(Number.POSITIVE_INFINITY)).toBe(0);
    expect(timeOf(Number.MAX_SAFE_INTEGER)).toBe(0);
    expect(timeOf(0)).toBe(0);
    expect(timeOf(1_780_272_000_000.25)).toBe(1_780_272_000_001);
  });
});
