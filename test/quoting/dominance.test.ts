// Goal: catch a higher band or a fresher series quoted below a lower or staler one, a better one lowered by a worse one,
// and caps that stop at a series that is halted.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominanceFactorPpm, dominate } from '../../src/quoting/dominance.js';
import { explainQuote } from '../../src/quoting/index.js';
import { DAY, listing, Market, PAT, START_MS, TICK } from './market.js';

const BANDS = [
  [500_000, 700_000],
  [700_000, 850_000],
  [850_000, 1_000_000],
] as const;

interface Placed {
  readonly id: number;
  readonly band: number;
  readonly day: number;
}

/** Opens one series per band and day; id = 1 + day · 3 + band. */
function grid(days: number): { market: Market; placed: Placed[] } {
  const market = new Market();
  market.nowMs = START_MS + days * DAY;
  const placed: Placed[] = [];
  for (let day = 0; day < days; day += 1) {
    for (const [band, [bandLoPpm, bandHiPpm]] of BANDS.entries()) {
      const id = 1 + day * BANDS.length + band;
      market.open(id, { bandLoPpm, bandHiPpm, startMs: START_MS + day * DAY });
      market.hold(id, 50);
      placed.push({ id, band, day });
    }
  }
  market.settle();
  return { market, placed };
}

/** Every pair in which the first is the better (at least the band and at least the start), as quoted. */
function expectOrder(market: Market, placed: readonly Placed[]): void {
  const quotes = placed.map((one) => ({ ...one, ...market.decision(one.id) }));
  for (const better of quotes) {
    for (const worse of quotes) {
      if (better === worse || better.band < worse.band || better.day < worse.day) continue;
      const [askAbove, askBelow] = [better.asks[0], worse.asks[0]];
      if (askAbove !== undefined && askBelow !== undefined) {
        expect(askBelow.priceTicks).toBeLessThanOrEqual(askAbove.priceTicks);
      }
      const [bidAbove, bidBelow] = [better.bids[0], worse.bids[0]];
      if (bidAbove !== undefined && bidBelow !== undefined) {
        expect(bidBelow.priceTicks).toBeLessThanOrEqual(bidAbove.priceTicks);
      }
    }
  }
}

describe('dominance', () => {
  it('changes nothing while better series are dearer anyway', () => {
    const { market, placed } = grid(3);
    for (const { id, band } of placed) {
      if (band === 2) market.set('base_value_micro_pat', 120 * PAT, listing(id).contractKey);
    }
    market.settle();
    for (const { id } of placed.filter(({ day, band }) => day === 2 && band === 2)) {
      expect(market.decision(id).factors).toMatchObject({
        dominancePpm: 1_000_000,
        dominanceBidPpm: 1_000_000,
      });
    }
  });

  it('caps a lower band that is worth more, ask and bid, and leaves its fair value and the better alone', () => {
    const { market, placed } = grid(1);
    const [low, , high] = placed;
    const better = market.decision(high!.id);
    const contract = listing(0, { bandLoPpm: 500_000, bandHiPpm: 700_000 }).contractKey;
    market.set('base_change_per_day_ppm', 1_000_000);
    market.set('base_value_micro_pat', 150 * PAT, contract);
    market.nowMs += DAY / 2;
    market.settle();
    const capped = market.decision(low!.id);
    const above = market.decision(high!.id);
    expect(capped.fairValueTicks).toBeGreaterThan(above.fairValueTicks);
    expect(capped.asks[0]?.priceTicks).toBeLessThanOrEqual(above.asks[0]!.priceTicks);
    expect(capped.bids[0]?.priceTicks).toBeLessThanOrEqual(above.bids[0]!.priceTicks);
    expect(capped.factors!.dominancePpm).toBeLessThan(1_000_000);
    expect(above.factors!.dominancePpm).toBe(1_000_000);
    expect(above.factors!.baseValuePpmTicks).toBe(better.factors!.baseValuePpmTicks);
  });

  it('holds over every pair after any changes of base value, inventory and supply', () => {
    const change = fc.record({
      which: fc.integer({ min: 1, max: 9 }),
      basePat: fc.integer({ min: 20, max: 400 }),
      lots: fc.integer({ min: 0, max: 1_500 }),
      unsold: fc.integer({ min: 0, max: 3_000 }),
      halt: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      hours: fc.integer({ min: 0, max: 8 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const { market, placed } = grid(3);
        market.set('base_change_per_day_ppm', 1_000_000);
        for (const { which, basePat, lots, unsold, halt, hours } of changes) {
          const { band } = placed[which - 1]!;
          const [bandLoPpm, bandHiPpm] = BANDS[band]!;
          const { contractKey } = listing(0, { bandLoPpm, bandHiPpm });
          market.set('base_value_micro_pat', basePat * PAT, contractKey);
          market.hold(which, lots);
          market.quoter.onSupply({ seriesId: which, unsoldLots: unsold, atMs: market.nowMs });
          if (halt) {
            const atMs = market.nowMs;
            market.quoter.onState({ seriesId: which, state: 'HALT', reason: 'OPERATOR', atMs });
          }
          market.nowMs += hours * 3_600_000;
          market.settle();
          expectOrder(market, placed);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('passes through a series that has no price', () => {
    const { market, placed } = grid(1);
    const [low, middle] = placed;
    const [bandLoPpm, bandHiPpm] = BANDS[1];
    market.set('base_change_per_day_ppm', 1_000_000);
    const lowContract = listing(0, { bandLoPpm: 500_000, bandHiPpm: 700_000 }).contractKey;
    market.set('base_value_micro_pat', 180 * PAT, lowContract);
    market.set('base_value_micro_pat', 0, listing(0, { bandLoPpm, bandHiPpm }).contractKey);
    market.nowMs += DAY / 2;
    market.settle();
    expect(market.decision(middle!.id).haltReason).toBe('NO_BASE_VALUE');
    expectOrder(market, placed);
    expect(market.decision(low!.id).factors!.dominancePpm).toBeLessThan(1_000_000);
  });

  it('passes through a stale series without a price to a staler one', () => {
    const market = new Market();
    market.nowMs = START_MS + 3 * DAY;
    const keys = [1, 2, 3].map((id) => {
      const startMs = START_MS + (id - 1) * DAY;
      market.open(id, { startMs });
      market.hold(id, 50);
      return listing(id, { startMs }).seriesKey;
    });
    market.set('base_value_micro_pat', 0, keys[1]!);
    market.set('base_value_micro_pat', 10 * PAT, keys[2]!);
    market.settle();
    expect(market.decision(2).haltReason).toBe('NO_BASE_VALUE');
    const [stalest, freshest] = [market.decision(1), market.decision(3)];
    expect(stalest.asks[0]!.priceTicks).toBeLessThanOrEqual(freshest.asks[0]!.priceTicks);
    expect(stalest.fairValueTicks).toBeGreaterThan(freshest.fairValueTicks);
  });

  it('ends with the better series', () => {
    const { market, placed } = grid(2);
    market.set('base_change_per_day_ppm', 1_000_000);
    const old = placed.find(({ band, day }) => band === 2 && day === 0)!;
    const young = placed.find(({ band, day }) => band === 2 && day === 1)!;
    market.hold(young.id, 5_000);
    market.set('skew_weight_ppm', 1_000_000_000);
    market.settle();
    expect(market.decision(old.id).factors!.dominanceBidPpm).toBeLessThanOrEqual(1_000_000);
    const before = market.decision(old.id).asks[0]!.priceTicks;
    market.quoter.onLifecycle({ seriesId: young.id, phase: 'CLOSED', atMs: market.nowMs });
    market.settle();
    expect(market.quoter.decisionFor(young.id)).toBeUndefined();
    expect(market.decision(old.id).asks[0]!.priceTicks).toBeGreaterThanOrEqual(before);
    expect(market.decision(old.id).factors!.dominancePpm).toBe(1_000_000);
  });

  it('does not reach over segments or window lengths', () => {
    const market = new Market();
    market.open(1);
    market.open(2, { segment: 'TRAVEL', bandLoPpm: 850_000, bandHiPpm: 1_000_000 });
    market.open(3, { windowMs: 30 * DAY, bandLoPpm: 850_000, bandHiPpm: 1_000_000 });
    market.set('base_value_micro_pat', 10 * PAT, 'TRAVEL');
    market.set(
      'base_value_micro_pat',
      10 * PAT,
      listing(3, { windowMs: 30 * DAY, bandLoPpm: 850_000, bandHiPpm: 1_000_000 }).contractKey,
    );
    market.hold(1, 10);
    market.settle();
    expect(market.decision(1).factors!.dominancePpm).toBe(1_000_000);
  });
});

describe('the factor', () => {
  it('is the largest whole ppm that keeps the price at its cap', () => {
    expect(dominanceFactorPpm(100, 100)).toBe(1_000_000);
    expect(dominanceFactorPpm(100, Number.POSITIVE_INFINITY)).toBe(1_000_000);
    expect(dominanceFactorPpm(200, 100)).toBe(500_000);
    expect(dominanceFactorPpm(300, 100)).toBe(333_333);
    expect(dominanceFactorPpm(300, 0)).toBe(0);
  });

  it('holds the rounded ask at or under any cap, and the bid at or under the ask', () => {
    const market = new Market();
    market.open(1);
    market.settle();
    const free = market.decision(1).factors!;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        (askTicks, bidTicks) => {
          const caps = {
            askTicks,
            bidTicks,
            askMicroPat: askTicks * TICK,
            bidMicroPat: bidTicks * TICK,
          };
          const capped = { ...free };
          dominate(capped, caps);
          const quote = explainQuote(capped);
          expect(quote.askTicks[0]).toBeLessThanOrEqual(askTicks);
          expect(quote.bidTicks[0]).toBeLessThanOrEqual(bidTicks);
          expect(capped.dominanceBidPpm).toBeLessThanOrEqual(capped.dominancePpm);
          expect(quote.fairValueTicks).toBe(explainQuote(free).fairValueTicks);
        },
      ),
    );
  });
});
