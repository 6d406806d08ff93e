/**
 * Speed of options: Black's formula and its inverse, a requote of 2,000 options against one of 2,000 spot series, and margin of a
 * portfolio by kept scenario rows against a full revaluation. A row that did not do the work it claims is void: it throws.
 */
import { performance } from 'node:perf_hooks';
import {
  blackPrice,
  contractRisk,
  impliedVolatility,
  type OptionTuning,
  type Product,
  quoteSurface,
  type Smile,
  soundSmile,
  stressLosses,
} from '../../src/quoting/index.js';
import {
  modelPriceMicroPat,
  type OptionTerms,
  type ScenarioLine,
  scenarioMargin,
  scenarioRow,
} from '../../src/risk/index.js';
import { BenchMarket } from './market.js';
import type { QuotingRow } from './requote.bench.js';

const PAT = 1_000_000;
const INSTRUMENTS = 2_000;
const TUNING: OptionTuning = {
  forwardSpread: 0.004,
  volatilitySpread: 0.05,
  forwardSkew: 0.1,
  volatilitySkew: 0.2,
  deltaMaxMicroPat: 1e12,
  vegaMaxMicroPat: 1e12,
  deltaQuoteMicroPat: 5e9,
  vegaQuoteMicroPat: 1e9,
  lotsMax: 500,
};
const UNBOUNDED = { deltaMicroPat: 1e15, gammaMicroPat: 1e15, vegaMicroPat: 1e15 };

/** Median time of rounds of some work that says how much it did, ms, over about so long. */
function median(timeMs: number, work: (round: number) => void): number {
  const times: number[] = [];
  const end = performance.now() + timeMs;
  for (let round = 0; performance.now() < end || times.length < 5; round += 1) {
    const start = performance.now();
    work(round);
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1] as number;
}

function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`void bench row: ${what}`);
}

/** Prices and volatilities of 1,000 options a round. */
function formulaRows(timeMs: number): QuotingRow[] {
  const options = Array.from({ length: 1_000 }, (_, i) => ({
    ...{ isCall: i % 2 === 0, forward: 140, strike: 60 + (i % 200), years: 0.02 + (i % 37) / 40 },
    sigma: 0.4 + (i % 11) / 10,
  }));
  const prices = options.map((terms) => blackPrice(terms));
  let sum = 0;
  const priceMs = median(timeMs, () => {
    for (const terms of options) sum += blackPrice(terms);
  });
  claim(sum > 0, 'prices add up to nothing');
  let worst = 0;
  let found = 0;
  const impliedMs = median(timeMs, () => {
    for (let i = 0; i < options.length; i += 1) {
      const { isCall, forward, strike, years, sigma } = options[i] as (typeof options)[number];
      const price = prices[i] as number;
      const implied = impliedVolatility({ isCall, forward, strike, years, price });
      if (implied === undefined) continue;
      found += 1;
      // What is deep in the money says little of its volatility in float64.
      const isOut = isCall === forward <= strike;
      if (isOut && price > 1e-9) worst = Math.max(worst, Math.abs(implied / sigma - 1));
    }
  });
  claim(found > 0 && worst < 1e-11, `volatilities are ${worst} off`);
  return [
    { name: "Black's formula", value: 1e6 / priceMs, unit: 'values/s' },
    { name: 'implied volatility', value: 1e6 / impliedMs, unit: 'values/s' },
    { name: 'implied volatility, worst relative error seen', value: worst * 1e15, unit: '1e-15' },
  ];
}

/** Forty surfaces of fifty options: 25 strikes, a call and a put each. */
function requoteRow(timeMs: number): QuotingRow {
  const strikes = Array.from({ length: 25 }, (_, i) => (80 + 6 * i) * PAT);
  const cap = 420 * PAT;
  const products = strikes.flatMap((strike): Product[] => [
    { kind: 'CALL', strike, cap },
    { kind: 'PUT', strike },
  ]);
  const surfaces = INSTRUMENTS / products.length;
  const risk = contractRisk([]);
  const stress = stressLosses(risk, { price: 0.35, volatility: 0.45 });
  const optionMs = median(timeMs, (round) => {
    let quotes = 0;
    let earlier: Smile | undefined;
    for (let i = 0; i < surfaces; i += 1) {
      const forward = (139 + (round % 7) / 3) * PAT;
      const smile = { forward, years: 0.02 * (i + 1), sigmaAtm: 0.8, skew: 0.05, curvature: 0.04 };
      const sound = soundSmile(smile, [...strikes, cap], earlier);
      earlier = sound;
      const inputs = { smile: sound, tickMicroPat: 10_000, risk, kept: 1, stress };
      const all = quoteSurface(products, { ...inputs, stressMax: UNBOUNDED }, TUNING);
      quotes += all.filter((quote) => quote !== undefined).length;
    }
    claim(quotes === INSTRUMENTS, `${quotes} quotes of ${INSTRUMENTS} options`);
  });
  const market = new BenchMarket(INSTRUMENTS);
  const spotMs = median(timeMs, () => {
    market.changeAll();
    const decided = market.drain().length;
    claim(decided === INSTRUMENTS, `${decided} decisions of ${INSTRUMENTS} series`);
  });
  const name = `requote of ${INSTRUMENTS} options`;
  const against = { what: `${INSTRUMENTS} spot series`, value: spotMs };
  return { name, value: optionMs, unit: 'ms', against };
}

/** Sixty-four lines of one account: rows that are kept, and rows made for the check. */
function marginRow(timeMs: number): QuotingRow {
  const at = { forwardMicroPat: 140 * PAT, sigmaPpm: 800_000, varianceMs: 2_592_000_000 };
  const lineOf = (instrument: OptionTerms, lots: number): ScenarioLine => {
    const markMicroPat = modelPriceMicroPat(instrument, at);
    const row = scenarioRow(instrument, { ...at, markMicroPat, rangePpm: 250_000 });
    return { instrument, lots, markMicroPat, row };
  };
  const terms = Array.from({ length: 64 }, (_, i): OptionTerms => {
    const isCall = i % 2 === 0;
    return { isCall, strikeMicroPat: (90 + 2 * i) * PAT, capMicroPat: isCall ? 420 * PAT : 0 };
  });
  const all = terms.map((one, i) => lineOf(one, (i % 5) * 10 - 20));
  const wanted = scenarioMargin(all).initialMicroPat;
  const keptMs = median(timeMs, () => {
    claim(scenarioMargin(all).initialMicroPat === wanted, 'margin changes');
  });
  const fullMs = median(timeMs, () => {
    const anew = terms.map((one, i) => lineOf(one, (i % 5) * 10 - 20));
    claim(scenarioMargin(anew).initialMicroPat === wanted, 'margin is another when made anew');
  });
  const against = { what: 'by kept rows', value: keptMs };
  return { name: 'margin of 64 options by full revaluation', value: fullMs, unit: 'ms', against };
}

export function optionRows(timeMs: number): QuotingRow[] {
  const each = timeMs / 4;
  return [...formulaRows(each), requoteRow(each), marginRow(each)];
}
