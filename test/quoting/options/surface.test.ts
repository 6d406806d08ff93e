// Catches a ladder of options that lets somebody earn without risk, a smile with a negative butterfly or calendar that is quoted,
// a quote that does not follow from its factors, inventory that does not push prices away, and a forward price that is not its formula.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forwardPrice,
  forwardSigma,
  pressureKept,
} from '../../../src/quoting/formulas/forward-price.js';
import { blackGreeks, blackPrice, MS_PER_YEAR } from '../../../src/quoting/options/black76.js';
import { type Product, payoff, productGreeks } from '../../../src/quoting/options/product.js';
import {
  explainOptionQuote,
  type OptionQuote,
  type OptionTuning,
  quoteSurface,
  type SurfaceInputs,
} from '../../../src/quoting/options/quote.js';
import { contractRisk, stressLosses } from '../../../src/quoting/options/risk-book.js';
import { type Smile, smileProblem, soundSmile } from '../../../src/quoting/options/smile.js';

const PAT = 1_000_000;
const TICK = 10_000;
const STRIKES = [100, 120, 130, 140, 150, 160, 200].map((strike) => strike * PAT);
const CAP = 420 * PAT;
const PRODUCTS: readonly Product[] = [
  { kind: 'FUTURE' },
  ...STRIKES.map((strike) => ({ kind: 'CALL', strike, cap: CAP }) as const),
  ...STRIKES.map((strike) => ({ kind: 'PUT', strike }) as const),
];
const GRID = [...STRIKES, CAP];
const TUNING: OptionTuning = {
  forwardSpread: 0.004,
  volatilitySpread: 0.05,
  forwardSkew: 0.1,
  volatilitySkew: 0.2,
  deltaMaxMicroPat: 1e11,
  vegaMaxMicroPat: 2e10,
  deltaQuoteMicroPat: 5e9,
  vegaQuoteMicroPat: 1e9,
  lotsMax: 500,
};
const NO_RISK = contractRisk([]);
const FREE = { deltaMicroPat: 1e15, gammaMicroPat: 1e15, vegaMicroPat: 1e15 };
const SMILE: Smile = { forward: 140 * PAT, years: 0.1, sigmaAtm: 0.8, skew: 0.05, curvature: 0.04 };
const inputs = (change: Partial<SurfaceInputs> = {}): SurfaceInputs => ({
  smile: SMILE,
  tickMicroPat: TICK,
  risk: NO_RISK,
  kept: 1,
  stress: stressLosses(NO_RISK, { price: 0.35, volatility: 0.45 }),
  stressMax: FREE,
  ...change,
});

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const smiles = fc
  .record({
    forward: between(60 * PAT, 300 * PAT),
    years: between(0.002, 1),
    sigmaAtm: between(0.05, 4),
    skew: between(-0.5, 0.5),
    curvature: between(-0.3, 0.5),
  })
  .map((smile) => soundSmile(smile, GRID));
const risks = fc.record({
  deltaMicroPat: between(-3e11, 3e11),
  gammaMicroPat: between(-1e12, 1e12),
  vegaMicroPat: between(-1e11, 1e11),
  thetaDayMicroPat: fc.constant(0),
});

/** Most that a portfolio of quotes earns at its worst settlement price: payoffs are straight between strikes, caps and 0. */
function worst(legs: readonly { product: Product; lots: number; costMicroPat: number }[]): number {
  const corners = [0, ...GRID, CAP * 3];
  const cost = legs.reduce((sum, leg) => sum + leg.costMicroPat, 0);
  const ends = corners.map((at) =>
    legs.reduce((sum, leg) => sum + leg.lots * payoff(leg.product, at), 0),
  );
  const slope = (ends.at(-1) as number) - (ends.at(-2) as number);
  return slope < 0 ? -Infinity : Math.min(...ends) - cost;
}

/** What a customer pays to buy, or is paid, a lot; undefined where nobody quotes. */
function cost(quote: OptionQuote | undefined, lots: number): number | undefined {
  const ticks = lots > 0 ? quote?.askTicks : quote?.bidTicks;
  return ticks === undefined || ticks === 0 ? undefined : lots * ticks * TICK;
}

describe('quotes of an expiry', () => {
  it('sell nobody a portfolio that cannot lose: any three of them, twice over', () => {
    const weight = fc.constantFrom(-2, -1, 1, 2);
    const leg = fc.record({ at: fc.nat(PRODUCTS.length - 1), lots: weight });
    fc.assert(
      fc.property(
        smiles,
        risks,
        fc.array(fc.tuple(leg, leg, leg), { minLength: 60, maxLength: 60 }),
        (smile, risk, portfolios) => {
          const quotes = quoteSurface(PRODUCTS, inputs({ smile, risk }), TUNING);
          for (const portfolio of portfolios) {
            const legs = portfolio.map(({ at, lots }) => ({
              ...{ product: PRODUCTS[at] as Product, lots, costMicroPat: cost(quotes[at], lots) },
            }));
            if (legs.some(({ costMicroPat }) => costMicroPat === undefined)) continue;
            expect(worst(legs as Parameters<typeof worst>[0])).toBeLessThanOrEqual(0);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('keep butterflies, call spreads and parity on every ladder, strike by strike', () => {
    fc.assert(
      fc.property(smiles, risks, (smile, risk) => {
        const quotes = quoteSurface(PRODUCTS, inputs({ smile, risk }), TUNING);
        const ask = (at: number) => cost(quotes[at], 1) ?? Infinity;
        const bid = (at: number) => -(cost(quotes[at], -1) ?? Infinity);
        for (let i = 0; i < STRIKES.length; i += 1) {
          const call = 1 + i;
          const put = 1 + STRIKES.length + i;
          const strike = STRIKES[i] as number;
          // A put and a future pay at least what the capped call and the strike do.
          expect(ask(put) + ask(0)).toBeGreaterThanOrEqual(bid(call) + strike);
          const next = STRIKES[i + 1];
          if (next === undefined) continue;
          expect(ask(call)).toBeGreaterThanOrEqual(bid(call + 1));
          expect(ask(put + 1)).toBeGreaterThanOrEqual(bid(put));
          expect(bid(put + 1) - ask(put)).toBeLessThanOrEqual(next - strike);
          const last = STRIKES[i + 2];
          if (last === undefined) continue;
          const share = (last - next) / (last - strike);
          for (const at of [call, put]) {
            const wings = share * ask(at) + (1 - share) * ask(at + 2);
            expect(wings).toBeGreaterThanOrEqual(bid(at + 1));
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it('follow from their factors, to the tick', () => {
    fc.assert(
      fc.property(smiles, risks, (smile, risk) => {
        for (const quote of quoteSurface(PRODUCTS, inputs({ smile, risk }), TUNING)) {
          if (quote === undefined) continue;
          const { bidTicks, askTicks } = explainOptionQuote(quote.factors);
          if (quote.bidLots > 0) expect(quote.bidTicks).toBe(bidTicks);
          if (quote.askLots > 0) expect(quote.askTicks).toBe(askTicks);
          expect(bidTicks).toBeLessThan(askTicks);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('say what fair is: F, σ and time give it within a micro-PAT and what their rounding moves', () => {
    const risk = { ...NO_RISK, deltaMicroPat: 4e10, vegaMicroPat: -5e9 };
    for (const [i, quote] of quoteSurface(PRODUCTS, inputs({ risk }), TUNING).entries()) {
      const product = PRODUCTS[i] as Product;
      const f = (quote as OptionQuote).factors;
      const left = 1 - f.volatilitySkewPpm / PAT;
      const terms = {
        forward: f.forwardMicroPat * (1 - f.forwardSkewPpm / PAT),
        years: f.varianceMs / MS_PER_YEAR,
      };
      const leg = (isCall: boolean, strike: number, sigmaPpm: number) =>
        blackPrice({ ...terms, isCall, strike, sigma: (sigmaPpm / PAT) * left });
      const fair =
        product.kind === 'FUTURE'
          ? terms.forward
          : product.kind === 'PUT'
            ? leg(false, product.strike, f.strikeSigmaPpm)
            : leg(true, product.strike, f.strikeSigmaPpm) - leg(true, product.cap, f.capSigmaPpm);
      // Half a ppm of volatility is what the factors' rounding may move.
      const rounding = 1 + f.vegaMicroPat * 2e-6;
      expect(Math.abs(fair - f.fairMicroPat)).toBeLessThan(rounding);
    }
  });

  it('are pushed away by inventory: long of the price lowers all but puts, long of volatility all options', () => {
    const at = (risk: Partial<typeof NO_RISK>) =>
      quoteSurface(PRODUCTS, inputs({ risk: { ...NO_RISK, ...risk } }), TUNING) as OptionQuote[];
    const flat = at({});
    const long = at({ deltaMicroPat: 5e10 });
    const wild = at({ vegaMicroPat: 1e10 });
    for (const [i, product] of PRODUCTS.entries()) {
      const fair = (quotes: OptionQuote[]) => (quotes[i] as OptionQuote).factors.fairMicroPat;
      if (product.kind === 'PUT') expect(fair(long)).toBeGreaterThan(fair(flat));
      else expect(fair(long)).toBeLessThan(fair(flat));
      if (product.kind !== 'FUTURE') expect(fair(wild)).toBeLessThan(fair(flat));
    }
  });

  it('are silent on the side that adds to what is at its bound, and speak on the other', () => {
    const short = { ...NO_RISK, vegaMicroPat: -3e10, gammaMicroPat: -1e12 };
    const quotes = quoteSurface(PRODUCTS, inputs({ risk: short }), TUNING) as OptionQuote[];
    for (const quote of quotes.slice(1)) {
      expect(quote.askLots).toBe(0);
      expect(quote.bidLots).toBeGreaterThan(0);
    }
    expect((quotes[0] as OptionQuote).askLots).toBeGreaterThan(0);
    const used = { deltaMicroPat: 1, gammaMicroPat: 1, vegaMicroPat: 1 };
    const stressed = inputs({ risk: short, stress: used, stressMax: used });
    for (const quote of quoteSurface(PRODUCTS, stressed, TUNING).slice(1)) {
      expect(quote?.askLots).toBe(0);
    }
  });

  it('have the size that their vega allows', () => {
    const quotes = quoteSurface(PRODUCTS, inputs(), TUNING) as OptionQuote[];
    const atTheMoney = quotes[4] as OptionQuote;
    const farOut = quotes[7] as OptionQuote;
    expect(atTheMoney.askLots * atTheMoney.factors.vegaMicroPat).toBeLessThanOrEqual(1e9);
    expect(atTheMoney.askLots).toBeGreaterThan(0);
    expect(farOut.askLots).toBeGreaterThan(atTheMoney.askLots);
  });

  it('are none where the price is no number', () => {
    const smile = { ...SMILE, sigmaAtm: Number.NaN };
    expect(
      quoteSurface(PRODUCTS, inputs({ smile }), TUNING)
        .slice(1)
        .every((quote) => quote === undefined),
    ).toBe(true);
  });
});

describe('smiles', () => {
  it('with a negative butterfly or calendar are refused and quoted flat', () => {
    const bent = { ...SMILE, curvature: 6 };
    expect(smileProblem(bent, GRID)).toBeDefined();
    expect(smileProblem(soundSmile(bent, GRID), GRID)).toBeUndefined();
    const later = { ...SMILE, years: 0.11, sigmaAtm: 0.4, skew: 0, curvature: 0 };
    expect(smileProblem(later, GRID, SMILE)).toBe('CALENDAR');
    expect(smileProblem(soundSmile(later, GRID, SMILE), GRID, SMILE)).toBeUndefined();
    expect(smileProblem({ ...SMILE, sigmaAtm: Number.NaN }, GRID)).toBe('NOT_FINITE');
  });

  it('come out sound whatever goes in', () => {
    fc.assert(
      fc.property(smiles, smiles, between(0, 0.5), (first, second, more) => {
        const later = { ...second, years: first.years + more };
        const sound = soundSmile(later, GRID, first);
        expect(smileProblem(sound, GRID, first)).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });
});

describe('the forward price', () => {
  const terms = { base: 100, freshness: 1.2, pressure: 2, daysAhead: 2, halfLifeDays: 2 };

  it('keeps half of the log of the pressure after a half-life', () => {
    expect(forwardPrice(terms)).toBeCloseTo(120 * Math.SQRT2, 12);
    expect(forwardPrice({ ...terms, daysAhead: 0 })).toBe(240);
    expect(forwardPrice({ ...terms, daysAhead: 1e6 })).toBeCloseTo(120, 12);
    expect(forwardPrice({ ...terms, halfLifeDays: 0 })).toBe(120);
    expect(pressureKept(2, 2)).toBe(0.5);
  });

  it('lies between spot and its normal, nearer the further ahead', () => {
    fc.assert(
      fc.property(between(0.4, 3), between(0, 30), between(0, 30), (pressure, a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        const off = (daysAhead: number) =>
          Math.abs(Math.log(forwardPrice({ ...terms, pressure, daysAhead }) / 120));
        expect(off(far)).toBeLessThanOrEqual(off(near) + 1e-12);
        expect(off(near)).toBeLessThanOrEqual(Math.abs(Math.log(pressure)) + 1e-12);
      }),
    );
  });

  it('has variance that grows with time and is that of spot at once', () => {
    const volatility = { revertingSigma: 0.08, lastingSigma: 0.02, halfLifeDays: 2 };
    const variance = (days: number) => forwardSigma(volatility, days) ** 2 * days;
    expect(forwardSigma(volatility, 1e-6) / Math.sqrt(365)).toBeCloseTo(Math.hypot(0.08, 0.02), 6);
    for (let days = 0.1; days < 100; days *= 1.4) {
      expect(variance(days * 1.4)).toBeGreaterThan(variance(days));
    }
  });
});

describe('one risk number', () => {
  it('nets a forward owed against rights held, and says what stress costs', () => {
    const linear = productGreeks({ kind: 'FUTURE' }, SMILE);
    const spot = { lots: 10, greeks: linear, forwardMicroPat: 140 * PAT, kept: 1, sigma: 0 };
    const owed = { ...spot, lots: -20, kept: 0.5 };
    expect(contractRisk([spot, owed]).deltaMicroPat).toBe(0);
    const greeks = blackGreeks({ isCall: true, ...SMILE, strike: 140 * PAT, sigma: 0.8 });
    const written = { lots: -5, greeks, forwardMicroPat: 140 * PAT, kept: 1, sigma: 0.8 };
    const risk = contractRisk([spot, written]);
    const losses = stressLosses(risk, { price: 0.35, volatility: 0.45 });
    expect(risk.deltaMicroPat).toBeCloseTo((10 - 5 * greeks.delta) * 140 * PAT, 0);
    expect(losses.gammaMicroPat).toBeCloseTo(0.5 * 5 * greeks.gamma * (140 * PAT * 0.35) ** 2, 0);
    expect(losses.vegaMicroPat).toBeCloseTo(5 * greeks.vega * 0.8 * 0.45, 0);
    expect(
      stressLosses(contractRisk([{ ...written, lots: 5 }]), { price: 0.35, volatility: 0 })
        .gammaMicroPat,
    ).toBe(0);
  });
});
