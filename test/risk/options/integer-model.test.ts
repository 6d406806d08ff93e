// Catches a whole-number price that is off Black's formula, a margin by scenarios that a full revaluation contradicts, a margin of
// sold options that is not its formula or is above what can be lost, and netting that forgets a loss.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackPrice, MS_PER_YEAR } from '../../../src/quoting/options/black76.js';
import {
  type Instrument,
  lossMax,
  modelPriceMicroPat,
  type OptionTerms,
  payoffMaxMicroPat,
  payoffMicroPat,
  SCENARIOS,
  type ScenarioLine,
  scenarioMargin,
  scenarioRangePpm,
  scenarioRow,
  shortMargin,
} from '../../../src/risk/index.js';
import { cumulativeFixed, expFixed, lnFixed, ONE } from '../../../src/risk/options/fixed-point.js';
import { phi } from '../../quoting/options/reference.js';

const PAT = 1_000_000;
const fixed = (x: number): bigint => BigInt(Math.round(x * 2 ** 40)) << 8n;
const value = (x: bigint): number => Number(x) / Number(ONE);

const whole = (min: number, max: number) => fc.integer({ min, max });
const options = fc
  .record({
    isCall: fc.boolean(),
    strikeMicroPat: whole(PAT, 1_000 * PAT),
    above: whole(1, 2_000 * PAT),
  })
  .map(
    ({ isCall, strikeMicroPat, above }): OptionTerms => ({
      ...{ isCall, strikeMicroPat },
      capMicroPat: isCall ? strikeMicroPat + above : 0,
    }),
  );
const inputs = fc.record({
  forwardMicroPat: whole(PAT, 1_000 * PAT),
  sigmaPpm: whole(0, 5 * PAT),
  varianceMs: whole(0, MS_PER_YEAR),
});

/** The same by the quoter's formula, in float64. */
function floatPrice(
  terms: OptionTerms,
  at: { forwardMicroPat: number; sigmaPpm: number; varianceMs: number },
): number {
  const leg = (strike: number) =>
    blackPrice({
      isCall: terms.isCall,
      forward: at.forwardMicroPat,
      strike,
      sigma: at.sigmaPpm / PAT,
      years: at.varianceMs / MS_PER_YEAR,
    });
  return leg(terms.strikeMicroPat) - (terms.isCall ? leg(terms.capMicroPat) : 0);
}

describe('fixed-point functions', () => {
  it('are within 1e-13 of what they are', () => {
    for (let x = -9; x <= 9; x += 0.2917) {
      const at = fixed(x);
      expect(Math.abs(Number(phi(value(at)).sub(value(cumulativeFixed(at)))))).toBeLessThan(1e-13);
      expect(Math.abs(value(expFixed(at)) / Math.exp(value(at)) - 1)).toBeLessThan(
        x > -2 ? 1e-13 : 1e-13 * Math.exp(-x),
      );
      const positive = fixed(Math.exp(x));
      expect(Math.abs(value(lnFixed(positive)) - Math.log(value(positive)))).toBeLessThan(1e-13);
    }
    expect(expFixed(-40n * ONE)).toBe(0n);
    expect(cumulativeFixed(50n * ONE)).toBe(ONE);
    expect(cumulativeFixed(-50n * ONE)).toBe(0n);
  });
});

describe('the whole-number price', () => {
  it("is Black's within a micro-PAT at amounts of a thousand PAT", () => {
    fc.assert(
      fc.property(options, inputs, (terms, at) => {
        const off = modelPriceMicroPat(terms, at) - floatPrice(terms, at);
        expect(Math.abs(off)).toBeLessThan(1.01);
      }),
      { numRuns: 700 },
    );
  });

  it('lies between nothing and the most that is paid, and is the payoff once there is no time', () => {
    fc.assert(
      fc.property(options, inputs, (terms, at) => {
        const price = modelPriceMicroPat(terms, at);
        expect(Number.isSafeInteger(price)).toBe(true);
        expect(price).toBeGreaterThanOrEqual(0);
        expect(price).toBeLessThanOrEqual(payoffMaxMicroPat(terms));
        const ended = modelPriceMicroPat(terms, { ...at, varianceMs: 0 });
        expect(ended).toBe(payoffMicroPat(terms, at.forwardMicroPat));
      }),
      { numRuns: 300 },
    );
  });

  it('is a number for the largest terms there are', () => {
    const terms = { isCall: true, strikeMicroPat: 5e14, capMicroPat: 1e15 };
    const at = { forwardMicroPat: 1e15, sigmaPpm: 1e9, varianceMs: 10 * MS_PER_YEAR };
    expect(Number.isSafeInteger(modelPriceMicroPat(terms, at))).toBe(true);
    const far = { isCall: true, strikeMicroPat: 1, capMicroPat: 5e14 };
    expect(modelPriceMicroPat(far, { ...at, sigmaPpm: 1_000 })).toBe(5e14 - 1);
  });
});

const market = { forwardMicroPat: 140 * PAT, varianceMs: 2_592_000_000, rangePpm: 300_000 };

function lineOf(instrument: Instrument, lots: number, sigmaPpm = 800_000): ScenarioLine {
  const at = { ...market, sigmaPpm };
  const markMicroPat =
    instrument === 'FUTURE' ? at.forwardMicroPat : modelPriceMicroPat(instrument, at);
  const row = scenarioRow(instrument, { ...at, markMicroPat });
  return { instrument, lots, markMicroPat, row };
}

const nearby = options.map((terms) => {
  const strikeMicroPat = 100 * PAT + (terms.strikeMicroPat % (80 * PAT));
  return { ...terms, strikeMicroPat, capMicroPat: terms.isCall ? 420 * PAT : 0 };
});
const portfolios = fc.array(
  fc.tuple(fc.oneof(nearby, fc.constant('FUTURE' as const)), whole(-500, 500)),
  { minLength: 1, maxLength: 8 },
);

/** The worst of the sixteen moves, every line priced anew in float64. */
function revalued(lines: readonly ScenarioLine[]): number {
  const lossAt = (move: number, volatility: number): number => {
    const at = {
      forwardMicroPat: market.forwardMicroPat * (1 + 0.3 * move),
      sigmaPpm: 800_000 * volatility,
      varianceMs: market.varianceMs,
    };
    return lines.reduce((loss, { instrument, lots, markMicroPat }) => {
      const after = instrument === 'FUTURE' ? at.forwardMicroPat : floatPrice(instrument, at);
      return loss + lots * (markMicroPat - after);
    }, 0);
  };
  const moves = [0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1];
  const usual = moves.flatMap((move) => [lossAt(move, 1.45), lossAt(move, 0.7)]);
  return Math.max(0, ...usual, 0.35 * lossAt(2, 1), 0.35 * lossAt(-2, 1));
}

describe('margin by scenarios', () => {
  it('is that of a full revaluation of every line in every scenario', () => {
    fc.assert(
      fc.property(portfolios, (holdings) => {
        const lines = holdings.map(([instrument, lots]) => lineOf(instrument, lots));
        const { maintenanceMicroPat } = scenarioMargin(lines);
        const worst = revalued(lines);
        const most = lossMax(lines);
        const expected = most === undefined ? worst : Math.min(worst, Number(most));
        const units = lines.reduce((sum, { lots }) => sum + Math.abs(lots), 0);
        // Never less than the revaluation by more than a unit a lot, and not much more either.
        expect(maintenanceMicroPat).toBeGreaterThanOrEqual(expected - units);
        expect(maintenanceMicroPat).toBeLessThanOrEqual(expected + 3 * units + 1);
      }),
      { numRuns: 100 },
    );
  });

  it('is at most the sum of what the lines would need alone, and at most what they can lose', () => {
    fc.assert(
      fc.property(portfolios, (holdings) => {
        const lines = holdings.map(([instrument, lots]) => lineOf(instrument, lots));
        const together = scenarioMargin(lines).initialMicroPat;
        const alone = lines.map((one) => scenarioMargin([one]).initialMicroPat);
        // One that is bounded by what it can lose has room that another may use, so bounded ones do not add up.
        const isBounded = lines.some((one, i) => BigInt(alone[i] as number) === lossMax([one]));
        const sum = alone.reduce((total, one) => total + one, 0);
        if (!isBounded) expect(together).toBeLessThanOrEqual(sum + lines.length);
        const most = lossMax(lines);
        if (most !== undefined) expect(together).toBeLessThanOrEqual(Number(most));
        expect(scenarioMargin(lines).maintenanceMicroPat).toBeLessThanOrEqual(together);
      }),
      { numRuns: 100 },
    );
  });

  it('nets a sold call against the future, and asks nothing of what cannot lose', () => {
    const call = { isCall: true, strikeMicroPat: 140 * PAT, capMicroPat: 420 * PAT };
    const sold = scenarioMargin([lineOf(call, -100)]).initialMicroPat;
    const hedged = scenarioMargin([lineOf(call, -100), lineOf('FUTURE', 55)]).initialMicroPat;
    expect(hedged).toBeLessThan(sold / 2);
    // A future sold and a call bought twice over: the loss above ends with the call, so there is a bound below only.
    expect(lossMax([lineOf('FUTURE', -1)])).toBeUndefined();
    expect(scenarioMargin([]).initialMicroPat).toBe(0);
    expect(lineOf(call, 1).row).toHaveLength(SCENARIOS);
  });

  it('has ranges of a quarter at least, wider when wild or thin', () => {
    expect(scenarioRangePpm(50_000, PAT, PAT)).toBe(250_000);
    expect(scenarioRangePpm(200_000, PAT, PAT)).toBe(600_000);
    expect(scenarioRangePpm(50_000, PAT, 2 * PAT)).toBe(500_000);
  });
});

describe('margin of sold options, position by position', () => {
  const call = { isCall: true, strikeMicroPat: 150 * PAT, capMicroPat: 420 * PAT };
  const put = { isCall: false, strikeMicroPat: 120 * PAT, capMicroPat: 0 };

  it('is the worked example', () => {
    // U 140, mark 5: 5 + max(0.15 − 10/140, 0.10)·140 = 19 and 5 + 0.075·140 = 15.5.
    const of = { terms: call, markMicroPat: 5 * PAT, indexMicroPat: 140 * PAT, thinnessPpm: PAT };
    expect(shortMargin(of)).toEqual({ initialMicroPat: 19 * PAT, maintenanceMicroPat: 15.5 * PAT });
    // Put 120, mark 2: 2 + max(0.15·140 − 20, 14) = 16; 2 + 10.5 = 12.5, times 1.05 is 13.125.
    expect(shortMargin({ ...of, terms: put, markMicroPat: 2 * PAT })).toEqual({
      ...{ initialMicroPat: 16 * PAT, maintenanceMicroPat: 12.5 * PAT },
    });
    // Twice as thin: 5 + max(42 − 10, 28) = 37 and 5 + 21 = 26.
    expect(shortMargin({ ...of, thinnessPpm: 2 * PAT })).toEqual({
      ...{ initialMicroPat: 37 * PAT, maintenanceMicroPat: 26 * PAT },
    });
  });

  it('is never above what can be lost, nor maintenance above initial; without an index it is all', () => {
    const marks = whole(0, 2_000 * PAT);
    fc.assert(
      fc.property(options, marks, marks, whole(0, 6 * PAT), (terms, mark, index, thinnessPpm) => {
        const most = payoffMaxMicroPat(terms);
        const at = { terms, markMicroPat: Math.min(mark, most), indexMicroPat: index, thinnessPpm };
        const { initialMicroPat, maintenanceMicroPat } = shortMargin(at);
        expect(initialMicroPat).toBeLessThanOrEqual(most);
        expect(maintenanceMicroPat).toBeLessThanOrEqual(initialMicroPat);
        expect(maintenanceMicroPat).toBeGreaterThanOrEqual(at.markMicroPat);
        expect(shortMargin({ ...at, indexMicroPat: 0 }).maintenanceMicroPat).toBe(most);
      }),
      { numRuns: 300 },
    );
  });
});
