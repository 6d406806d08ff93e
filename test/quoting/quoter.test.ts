// Goal: catch a quoter whose quotes break what the issue promises of them: crossed, too many lots or too much money,
// rising with inventory, falling with consumption, or not recomputable from the factors they carry.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainQuote } from '../../src/quoting/index.js';
import { DAY, HOUR, lotsOf, Market, MINUTE, PAT, START_MS, TICK } from './market.js';

describe('a quote of a fresh series', () => {
  it('stands on both sides of fair value with five levels, and explains itself to the tick', () => {
    const market = new Market();
    market.open(1);
    market.hold(1, 500);
    const [decision] = market.settle();
    expect(decision?.state).toBe('NORMAL');
    expect(decision?.bids.length).toBe(5);
    expect(decision?.asks.length).toBe(5);
    // B 100 PAT, F 1.25, D and S start at 1: 125 PAT in ticks of a hundredth.
    expect(decision?.fairValueTicks).toBe(12_500);
    const explained = explainQuote(decision!.factors!);
    expect(explained.markTicks).toBe(12_500);
    expect(decision?.bids.map((level) => level.priceTicks)).toEqual(explained.bidTicks);
    expect(decision?.asks.map((level) => level.priceTicks)).toEqual(explained.askTicks);
  });

  it('has the worked half-spread of an empty venue', () => {
    const market = new Market();
    market.open(1);
    market.hold(1, 0);
    const factors = market.settle()[0]!.factors!;
    // λ 10 a day both live and expected: top 10 lots take τ_f = min(1, 10/10) = 1 day; σ 8 %; M 4.
    expect(factors.spreadBasePpm).toBe(10_000);
    expect(factors.spreadVolatilityPpm).toBe(40_000);
    expect(factors.spreadThinnessPpm).toBe(30_000);
    expect(factors.spreadMarkoutPpm).toBe(0);
    expect(factors.halfSpreadPpm).toBe(80_000);
  });

  it('is not quoted before it opens, nor once its window is over', () => {
    const market = new Market();
    expect(market.settle()).toEqual([]);
    market.open(1);
    market.hold(1, 100);
    expect(market.settle().length).toBe(1);
    market.nowMs = START_MS + 7 * DAY;
    const [last] = market.settle();
    expect([last?.bids, last?.asks]).toEqual([[], []]);
    expect(market.settle()).toEqual([]);
  });

  it('has no bids past the cutoff and keeps its asks', () => {
    const market = new Market();
    market.open(1);
    market.hold(1, 100);
    market.settle();
    market.nowMs = Math.ceil(START_MS + 0.9801 * 7 * DAY);
    const [late] = market.settle();
    expect(late?.bids).toEqual([]);
    expect(late?.asks.length).toBeGreaterThan(0);
  });
});

const situation = fc.record({
  unsold: fc.integer({ min: 0, max: 1_000_000 }),
  sellable: fc.integer({ min: 0, max: 3_000 }),
  consumed: fc.integer({ min: 0, max: 100_000 }),
  exercised: fc.integer({ min: 0, max: 100_000 }),
  u: fc.double({ min: 0, max: 0.999, noNaN: true }),
  basePat: fc.integer({ min: 1, max: 100_000 }),
  tick: fc.constantFrom(1, 100, 10_000, 1_000_000, 50_000_000),
  budgetPat: fc.integer({ min: 0, max: 200_000 }),
});

type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

/** One series in a situation, settled after hours in it so that D and S have moved. */
function quoted(s: Situation) {
  const market = new Market({ bidBudgetPat: s.budgetPat });
  market.nowMs = Math.floor(START_MS + s.u * 7 * DAY);
  market.set('base_value_micro_pat', s.basePat * PAT);
  market.open(1, { tickMicroPat: s.tick });
  market.settle();
  market.nowMs += 5 * HOUR;
  market.quoter.onSupply({ seriesId: 1, unsoldLots: s.unsold, atMs: market.nowMs });
  market.quoter.onTrade({
    seriesId: 1,
    quantityLots: s.consumed,
    priceTicks: 1,
    brokerSide: 'SELL',
    consumed: true,
    affiliated: false,
    owner: 1,
    atMs: market.nowMs,
  });
  market.quoter.onSupply({ seriesId: 1, unsoldLots: s.unsold, atMs: market.nowMs });
  market.quoter.onExercise({
    seriesId: 1,
    quantityLots: s.exercised,
    notionalMicroPat: s.exercised * PAT,
    affiliated: false,
    automatic: false,
    atMs: market.nowMs,
  });
  market.hold(1, s.sellable);
  market.settle();
  return market.quoter.decisionFor(1);
}

describe('every quote', () => {
  it('offers no more than the free escrow and bids within room and money', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const decision = quoted(s);
        if (decision === undefined) return;
        expect(lotsOf(decision.asks)).toBeLessThanOrEqual(s.sellable);
        expect(lotsOf(decision.bids)).toBeLessThanOrEqual(Math.max(0, 1_000 - s.sellable));
        const cost = decision.bids.reduce((sum, one) => sum + one.priceTicks * one.quantityLots, 0);
        expect(cost * s.tick).toBeLessThanOrEqual(s.budgetPat * PAT);
      }),
      { numRuns: 300 },
    );
  });

  it('can be recomputed from its factors', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const decision = quoted(s);
        if (decision?.factors === undefined) return;
        const explained = explainQuote(decision.factors);
        expect(decision.fairValueTicks).toBe(explained.markTicks);
        for (const { priceTicks } of decision.bids)
          expect(explained.bidTicks).toContain(priceTicks);
        for (const { priceTicks } of decision.asks)
          expect(explained.askTicks).toContain(priceTicks);
      }),
      { numRuns: 200 },
    );
  });

  it('has a reservation price that never rises with inventory', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 0, max: 2_000 }), (s, more) => {
        const short = quoted(s)?.factors;
        const long = quoted({ ...s, sellable: s.sellable + more })?.factors;
        if (short === undefined || long === undefined) return;
        expect(explainQuote(long).reservationTicks).toBeLessThanOrEqual(
          explainQuote(short).reservationTicks,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('has a fair value that never falls with consumption', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 0, max: 100_000 }), (s, more) => {
        const slow = quoted(s)?.factors;
        const fast = quoted({ ...s, consumed: s.consumed + more })?.factors;
        if (slow === undefined || fast === undefined) return;
        expect(explainQuote(fast).fairValueTicks).toBeGreaterThanOrEqual(
          explainQuote(slow).fairValueTicks,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('what the market does to the price', () => {
  it('raises it when rights clear fast, and lowers bids more than asks when they clear slowly', () => {
    const at = (consumedAnHour: number) => {
      const market = new Market({
        parameters: { demand_full_ppm: 2_000_000, carry_weight_ppm: 0 },
      });
      market.open(1);
      market.mint(1, 400);
      market.hold(1, 200);
      market.settle();
      for (let hour = 0; hour < 24; hour += 1) {
        market.pass(HOUR, 10 * MINUTE);
        if (consumedAnHour > 0) market.sell(1, consumedAnHour, 12_500);
        market.quoter.onSupply({ seriesId: 1, unsoldLots: 400, atMs: market.nowMs });
        market.hold(1, 200);
      }
      market.settle();
      return market.decision(1);
    };
    const fast = at(20);
    const slow = at(0);
    expect(fast.factors?.demandPpm).toBeGreaterThan(1_400_000);
    expect(slow.factors?.demandPpm).toBeLessThan(800_000);
    expect(slow.factors?.bidFactorPpm).toBeLessThan(1_000_000);
    expect(fast.factors?.bidFactorPpm).toBe(1_000_000);
    expect(lotsOf(slow.bids)).toBeLessThan(lotsOf(fast.bids));
  });

  it('tightens scarcity as others with the same band fill up', () => {
    const scarcityWith = (elsewhere: number) => {
      const market = new Market();
      market.open(1);
      market.open(2, { bandLoPpm: 850_000, bandHiPpm: 1_000_000 });
      market.open(3, { windowMs: 30 * DAY });
      market.mint(1, 20);
      market.quoter.onSupply({ seriesId: 2, unsoldLots: elsewhere, atMs: market.nowMs });
      market.quoter.onSupply({ seriesId: 3, unsoldLots: elsewhere, atMs: market.nowMs });
      market.pass(12 * HOUR, HOUR);
      return market.decision(1).factors!.scarcityPpm;
    };
    expect(scarcityWith(500)).toBeLessThan(scarcityWith(10));
    expect(scarcityWith(10)).toBeLessThan(scarcityWith(0));
  });

  it('is thin until it is exercised, by others than affiliates', () => {
    const thinnessAfter = (affiliated: boolean) => {
      const market = new Market();
      market.open(1);
      market.settle();
      market.quoter.onExercise({
        seriesId: 1,
        quantityLots: 5,
        notionalMicroPat: 500 * PAT,
        affiliated,
        automatic: true,
        atMs: market.nowMs,
      });
      market.settle();
      market.pass(2 * MINUTE);
      return market.decision(1).thinnessPpm;
    };
    expect(thinnessAfter(true)).toBe(4_000_000);
    // √(1,000 PAT / 500 PAT), all but fresh.
    expect(thinnessAfter(false) / 1_000_000).toBeCloseTo(Math.SQRT2, 2);
  });

  it('bounds the spread by the fitted intensity once there are fills enough, and not before', () => {
    const market = new Market({ collateralPat: 1e8, parameters: { glft_fills: 100 } });
    market.open(1);
    market.mint(1, 5_000);
    market.hold(1, 400);
    market.settle();
    for (let fill = 0; fill < 130; fill += 1) {
      // Deeper levels are reached less often: 1 fill in 2, 4, 8 of the best.
      const { asks } = market.decision(1);
      const level = [3, 2, 1, 0].find((depth) => fill % 2 ** depth === 0) ?? 0;
      const ask = asks[level] ?? asks[0]!;
      const before = market.decision(1).factors!.spreadFloorPpm;
      if (fill < 99) expect(before).toBe(0);
      market.sell(1, 1, ask.priceTicks);
      market.hold(1, 400);
      market.pass(3 * MINUTE, 3 * MINUTE);
    }
    const { factors } = market.decision(1);
    expect(factors!.spreadFloorPpm).toBeGreaterThan(10_000);
    expect(factors!.halfSpreadPpm).toBeGreaterThanOrEqual(factors!.spreadFloorPpm);
  });

  it('books the P&L of the broker so that its parts add up to cash and lots at fair value', () => {
    const market = new Market();
    market.open(1);
    market.mint(1, 300);
    market.settle();
    let cash = 0;
    let lots = 0;
    for (let hour = 0; hour < 48; hour += 1) {
      market.pass(HOUR, 7 * MINUTE);
      const { bids, asks } = market.decision(1);
      const ask = asks[0];
      const bid = bids[0];
      if (hour % 3 === 0 && ask !== undefined) {
        market.sell(1, 1, ask.priceTicks);
        cash += ask.priceTicks * TICK;
        lots -= 1;
      } else if (bid !== undefined) {
        market.buy(1, 2, bid.priceTicks);
        cash -= 2 * bid.priceTicks * TICK;
        lots += 2;
      }
      market.hold(1, lots);
    }
    market.settle();
    const parts = market.quoter.attributionFor(1)!;
    const sum =
      parts.spreadMicroPat +
      parts.inventoryMicroPat +
      parts.decayMicroPat +
      parts.lapseMicroPat +
      parts.adverseMicroPat;
    const fair = explainQuote(market.decision(1).factors!).fairValueTicks;
    expect(sum / PAT).toBeCloseTo((cash + lots * fair * TICK) / PAT, 3);
    expect(parts.spreadMicroPat).toBeGreaterThan(0);
    expect(parts.decayMicroPat).toBeLessThan(0);
    expect(parts.boughtLots - parts.soldLots).toBe(lots);
    market.quoter.onLapse({ seriesId: 1, quantityLots: lots, atMs: market.nowMs });
    expect(market.quoter.attributionFor(1)!.lapseMicroPat).toBeCloseTo(-lots * fair * TICK, 0);
  });
});
