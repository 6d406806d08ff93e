// Goal: catch insane quotes where there is little to go by: an empty venue, the first mint and trade, a new start, a
// restart, an outage; and a halt or a jump made by nothing but scheduled decay.
import { describe, expect, it } from 'vitest';
import { FRESHNESS_SHAPES } from '../../src/quoting/index.js';
import { DAY, HOUR, lotsOf, Market, MINUTE, START_MS } from './market.js';

/** D and S allowed to move the price a long way, so that what must not follow from it would show. */
const STRONG = {
  demand_full_ppm: 2_000_000,
  scarcity_flow_ppm: 250_000,
  scarcity_stock_ppm: 350_000,
};

describe('an empty venue', () => {
  it('bids for the first lots, offers none, and is thin', () => {
    const market = new Market();
    market.open(1);
    market.settle();
    const decision = market.decision(1);
    expect(decision.state).toBe('NORMAL');
    expect(lotsOf(decision.bids)).toBeGreaterThan(0);
    expect(decision.asks).toEqual([]);
    expect(decision.thinnessPpm).toBe(4_000_000);
    expect(decision.sigmaPpm).toBe(80_000);
  });

  it('stays at its base value while nothing was ever minted', () => {
    const market = new Market();
    market.open(1);
    market.pass(12 * HOUR, 10 * MINUTE);
    const { factors } = market.decision(1);
    expect(factors).toMatchObject({ demandPpm: 1_000_000, scarcityPpm: 1_000_000 });
  });

  it('sold out drifts up no faster than a tenth an hour for D and for S, within the clamp', () => {
    const market = new Market({ parameters: STRONG });
    market.open(1);
    market.mint(1, 50);
    market.hold(1, 50);
    market.settle();
    market.sell(1, 50, 12_500);
    market.hold(1, 0);
    market.settle();
    let before = market.decision(1).factors!;
    for (let hour = 0; hour < 24; hour += 1) {
      market.pass(HOUR);
      const now = market.decision(1).factors!;
      expect(now.demandPpm / before.demandPpm).toBeLessThanOrEqual(1.1001);
      expect(now.scarcityPpm / before.scarcityPpm).toBeLessThanOrEqual(1.1001);
      expect(now.pressurePpm).toBeLessThanOrEqual(3_000_000);
      before = now;
    }
    expect(before.pressurePpm).toBeGreaterThan(2_000_000);
  });
});

describe('the first mint', () => {
  it('of five lots does not move the price by half: not at once, not in two days, not sold out', () => {
    for (const soldOut of [false, true]) {
      const market = new Market({ parameters: STRONG });
      market.open(1);
      if (soldOut) {
        market.mint(1, 50);
        market.hold(1, 50);
        market.sell(1, 50, 12_500);
        market.hold(1, 0);
      }
      market.pass(12 * HOUR, 10 * MINUTE);
      const before = market.decision(1).factors!.pressurePpm;
      market.mint(1, 5);
      market.settle();
      expect(market.decision(1).factors!.pressurePpm).toBe(before);
      for (let hour = 0; hour < 48; hour += 1) {
        market.pass(HOUR, 10 * MINUTE);
        expect(market.decision(1).factors!.pressurePpm).toBeGreaterThan(before / 2);
        expect(market.decision(1).state).toBe('NORMAL');
      }
    }
  });

  it('of very many lots lowers the bid at once to where the price is going', () => {
    const market = new Market({ parameters: STRONG });
    market.open(1);
    market.mint(1, 50);
    market.hold(1, 50);
    market.sell(1, 50, 12_500);
    market.hold(1, 0);
    market.pass(12 * HOUR, 10 * MINUTE);
    const before = market.decision(1);
    expect(before.factors!.pressurePpm).toBeGreaterThan(2_000_000);
    market.mint(1, 5_000);
    market.settle();
    const after = market.decision(1);
    // Fair value moves by a tenth an hour; whoever minted cannot sell at what is left of the old price.
    expect(after.factors!.pressurePpm).toBe(before.factors!.pressurePpm);
    const fresh = after.factors!.freshnessPpm / 1e6;
    expect(after.bids[0]!.priceTicks).toBeLessThan(10_000 * fresh * 0.45);
    expect(lotsOf(after.bids)).toBeLessThan(lotsOf(before.bids) / 2);
  });

  it('is not volatility, nor is what follows from it', () => {
    const market = new Market({ parameters: STRONG });
    market.open(1);
    market.pass(2 * HOUR);
    const quiet = market.decision(1).sigmaPpm;
    market.mint(1, 400);
    market.pass(3 * HOUR);
    // The price has fallen by a fifth because of the mint; volatility must not have risen for it.
    expect(market.decision(1).sigmaPpm).toBeLessThanOrEqual(quiet);
    expect(market.decision(1).state).toBe('NORMAL');
  });

  it('requotes at once, first of all that is waiting', () => {
    const market = new Market({ maxSeries: 600 });
    for (let id = 1; id <= 500; id += 1) market.open(id, { startMs: START_MS - id * MINUTE });
    market.settle();
    market.set('top_lots', 11);
    market.mint(250, 5);
    const result = market.quoter.run(market.nowMs, 1);
    expect(result.decisions.map((one) => one.seriesId)).toEqual([250]);
    expect(result.pending).toBeGreaterThan(0);
  });
});

describe('a series minted before it was ever priced', () => {
  it('still starts from balance', () => {
    const market = new Market();
    market.open(1);
    market.mint(1, 2_000);
    market.settle();
    expect(market.decision(1).factors).toMatchObject({
      demandPpm: 1_000_000,
      scarcityPpm: 1_000_000,
    });
  });
});

describe('the first trade', () => {
  it('moves the quote a little and leaves it sane', () => {
    const market = new Market();
    market.open(1);
    market.mint(1, 50);
    market.hold(1, 50);
    market.settle();
    const ask = market.decision(1).asks[0]!.priceTicks;
    market.sell(1, 1, ask);
    market.hold(1, 49);
    market.settle();
    const after = market.decision(1);
    expect(after.state).toBe('NORMAL');
    expect(after.asks[0]!.priceTicks / ask).toBeGreaterThan(0.97);
    expect(after.asks[0]!.priceTicks / ask).toBeLessThan(1.03);
  });
});

describe('scheduled decay', () => {
  it.each(FRESHNESS_SHAPES.map((shape, number) => [shape, number] as const))(
    'alone never halts, widens or reduces: %s, fine and coarse ticks',
    (_shape, number) => {
      for (const tickMicroPat of [1_000, 2_000_000, 20_000_000]) {
        const market = new Market({ parameters: { freshness_shape: number } });
        market.open(1, { tickMicroPat });
        market.mint(1, 100);
        market.hold(1, 60);
        const decisions = market.pass(7 * DAY - MINUTE, 10 * MINUTE);
        expect(decisions.length).toBeGreaterThan(100);
        for (const decision of decisions) expect(decision.state).toBe('NORMAL');
        expect(decisions.at(-1)!.sigmaPpm).toBeLessThanOrEqual(80_000);
      }
    },
  );

  it('alone never halts an hour-long window either', () => {
    const market = new Market();
    market.open(1, { windowMs: HOUR });
    market.mint(1, 20);
    market.hold(1, 20);
    for (const decision of market.pass(HOUR - 1, MINUTE)) expect(decision.state).toBe('NORMAL');
  });

  it('moves the price only at the time announced', () => {
    const market = new Market();
    market.open(1);
    market.settle();
    let announced = market.decision(1).nextRepriceAtMs;
    let steps = 0;
    for (let second = 0; second < 3_600; second += 5) {
      const before = market.decision(1).factors!.freshnessPpm;
      market.nowMs += 5_000;
      market.settle();
      const { factors, nextRepriceAtMs } = market.decision(1);
      if (factors!.freshnessPpm !== before) {
        expect(market.nowMs).toBeGreaterThanOrEqual(announced);
        expect(nextRepriceAtMs).toBeGreaterThan(market.nowMs);
        steps += 1;
      }
      announced = nextRepriceAtMs;
      expect(market.quoter.nextRepriceAtMs(1)).toBe(announced);
    }
    expect(steps).toBeGreaterThan(2);
  });

  it('on a large inventory stops bids when its own budget is spent, and does not halt', () => {
    const market = new Market({
      collateralPat: 100_000,
      parameters: { decay_budget_ppm: 10_000, daily_loss_ppm: 1_000_000 },
    });
    market.open(1);
    market.mint(1, 900);
    market.hold(1, 300);
    const states = new Set(market.pass(DAY, 10 * MINUTE).map((one) => one.state));
    expect(states.has('HALT')).toBe(false);
    expect(states.has('REDUCE_ONLY')).toBe(true);
    expect(market.quoter.status().decayTodayMicroPat).toBeLessThan(0);
  });
});

describe('a new start of a known contract', () => {
  it('begins with the demand, scarcity, flows and volatility of the last start at that age', () => {
    const market = new Market({ parameters: STRONG });
    market.open(1);
    market.mint(1, 60);
    market.hold(1, 60);
    for (let hour = 0; hour < 20; hour += 1) {
      market.pass(HOUR, 10 * MINUTE);
      market.sell(1, 8, 12_000);
      market.quoter.onSupply({ seriesId: 1, unsoldLots: 60, atMs: market.nowMs });
      market.hold(1, 60);
    }
    market.settle();
    const known = market.decision(1).factors!;
    market.nowMs = START_MS + DAY;
    market.open(2, { startMs: START_MS + DAY });
    market.quoter.onSupply({ seriesId: 2, unsoldLots: 60, atMs: market.nowMs });
    market.hold(2, 60);
    market.settle();
    const heir = market.decision(2);
    expect(heir.factors!.demandPpm / known.demandPpm).toBeCloseTo(1, 1);
    expect(heir.factors!.demandPpm).toBeGreaterThan(1_300_000);
    expect(heir.factors!.freshnessPpm).toBe(1_250_000);
    // Flow seen at this age shortens the time to fill the top level, so the spread is tighter than a first start's.
    const first = new Market();
    first.open(1);
    first.settle();
    expect(heir.factors!.spreadVolatilityPpm).toBeLessThan(
      first.decision(1).factors!.spreadVolatilityPpm,
    );
  });
});

describe('an outage of three hours', () => {
  it('ends in sane quotes: decay went on, flows and silence did not, nothing halts', () => {
    const market = new Market({ sources: ['core'] });
    market.open(1);
    market.mint(1, 100);
    market.hold(1, 80);
    for (let minute = 0; minute < 120; minute += 1) {
      market.quoter.onSourceHeartbeat({ source: 'core', atMs: market.nowMs });
      market.pass(20_000, 20_000);
    }
    const before = market.decision(1).factors!;
    const fromMs = market.nowMs;
    market.nowMs += 3 * HOUR;
    market.quoter.onOutage({ fromMs, toMs: market.nowMs });
    expect(market.quoter.decisionFor(1)).toBeUndefined();
    market.settle();
    const after = market.decision(1);
    expect(after.state).toBe('NORMAL');
    expect(after.factors!.freshnessPpm).toBeLessThan(before.freshnessPpm);
    expect(after.factors!.demandPpm).toBe(before.demandPpm);
    expect(after.factors!.scarcityPpm).toBe(before.scarcityPpm);
    expect(after.validUntilMs).toBeGreaterThan(market.nowMs);
  });

  it('that nobody told the quoter about halts it by the silence of its source', () => {
    const market = new Market({ sources: ['core'] });
    market.open(1);
    market.hold(1, 80);
    market.settle();
    market.nowMs += 3 * HOUR;
    const decisions = market.settle();
    expect(decisions.at(-1)?.haltReason).toBe('SOURCE_DEAD');
  });
});
