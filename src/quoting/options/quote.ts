/**
 * Quotes of everything that settles on one index at one expiry: the future, calls, puts, from one surface.
 *
 * Inventory moves the surface, never a single price: delta lowers or raises the forward, vega the volatility, and every
 * product is priced from the surface that is left. Bids lie at or below it and asks at or above, so that no portfolio of
 * quotes earns without risk while the surface is sound (`smileProblem`). Options are quoted in volatility: the spread is
 * vega times a share of the volatility, and delta times the spread of the future.
 *
 * A quote is made of the whole numbers it carries (`explainOptionQuote`), so that anybody recomputes it to the tick; its
 * fair price follows from forward, volatility and time within a micro-PAT. What is not finite is not quoted.
 */
import { clamp, PPM } from '../formulas/numbers.js';
import { MS_PER_YEAR, type Slopes } from './black76.js';
import { type Product, productPrice, productSlopes } from './product.js';
import type { ContractRisk, StressLosses } from './risk-book.js';
import { type Smile, smileSigma } from './smile.js';

export interface OptionTuning {
  /** Half-spread of the future, a share of F_T. */
  readonly forwardSpread: number;
  /** Half-spread of an option in volatility, a share of σ. */
  readonly volatilitySpread: number;
  /** Most that inventory moves forward and volatility, shares of them, at its bound. */
  readonly forwardSkew: number;
  readonly volatilitySkew: number;
  /** Bounds of inventory: |delta| and |vega| beyond which no side that adds is quoted. */
  readonly deltaMaxMicroPat: number;
  readonly vegaMaxMicroPat: number;
  /** What one quote may add: delta and vega, and lots whatever they are. */
  readonly deltaQuoteMicroPat: number;
  readonly vegaQuoteMicroPat: number;
  readonly lotsMax: number;
}

/** Everything prices are made of; whole numbers. */
export interface OptionFactors {
  /** F_T before inventory. */
  readonly forwardMicroPat: number;
  /** Taken off the forward: positive while the broker is long. */
  readonly forwardSkewPpm: number;
  /** σ per √year at the strike, and at the cap of a call (else 0), before inventory. */
  readonly strikeSigmaPpm: number;
  readonly capSigmaPpm: number;
  /** Taken off volatility: positive while the broker is long of it. */
  readonly volatilitySkewPpm: number;
  /** Milliseconds that variance has. */
  readonly varianceMs: number;
  /** What forward and volatility after inventory make of the product. */
  readonly fairMicroPat: number;
  readonly deltaPpm: number;
  /** Gained when volatility rises by its whole self. */
  readonly vegaMicroPat: number;
  readonly forwardSpreadPpm: number;
  readonly volatilitySpreadPpm: number;
  readonly tickMicroPat: number;
}

export interface ExplainedOption {
  readonly halfSpreadMicroPat: number;
  /** Not quoted when below 1. */
  readonly bidTicks: number;
  readonly askTicks: number;
}

/** Prices from factors: half-spread at least half a tick, bids rounded down, asks up. */
export function explainOptionQuote(factors: OptionFactors): ExplainedOption {
  const { fairMicroPat, forwardMicroPat, deltaPpm, vegaMicroPat, tickMicroPat } = factors;
  const byForward = Math.abs(deltaPpm) * (forwardMicroPat / PPM) * (factors.forwardSpreadPpm / PPM);
  const byVolatility = vegaMicroPat * (factors.volatilitySpreadPpm / PPM);
  const half = Math.ceil(Math.max(tickMicroPat / 2, byForward + byVolatility));
  return {
    halfSpreadMicroPat: half,
    bidTicks: Math.floor((fairMicroPat - half) / tickMicroPat),
    askTicks: Math.max(1, Math.ceil((fairMicroPat + half) / tickMicroPat)),
  };
}

export interface OptionQuote {
  readonly factors: OptionFactors;
  /** 0: that side is not quoted. */
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
}

export interface SurfaceInputs {
  /** In micro-PAT; sound at the strikes and caps of the products. */
  readonly smile: Smile;
  readonly tickMicroPat: number;
  readonly risk: ContractRisk;
  /** Share of a move of today's price that the forward of this expiry makes. */
  readonly kept: number;
  /** Losses that may be added to, and whether each bound of capital is used up. */
  readonly stress: StressLosses;
  readonly stressMax: StressLosses;
}

/** The surface that inventory leaves: forward and volatility less their skews, in whole ppm. */
export function skewedSmile(
  smile: Smile,
  risk: ContractRisk,
  tuning: OptionTuning,
): { smile: Smile; forwardSkewPpm: number; volatilitySkewPpm: number } {
  const share = (held: number, most: number): number =>
    most > 0 ? clamp(held / most, -1, 1) : Math.sign(held);
  const forwardSkewPpm = Math.round(
    PPM * tuning.forwardSkew * share(risk.deltaMicroPat, tuning.deltaMaxMicroPat),
  );
  const volatilitySkewPpm = Math.round(
    PPM * tuning.volatilitySkew * share(risk.vegaMicroPat, tuning.vegaMaxMicroPat),
  );
  const forward = smile.forward * (1 - forwardSkewPpm / PPM);
  const sigmaAtm = smile.sigmaAtm * (1 - volatilitySkewPpm / PPM);
  return { smile: { ...smile, forward, sigmaAtm }, forwardSkewPpm, volatilitySkewPpm };
}

/** A quote for each product, undefined for one whose price is not finite. */
export function quoteSurface(
  products: readonly Product[],
  inputs: SurfaceInputs,
  tuning: OptionTuning,
): (OptionQuote | undefined)[] {
  const { smile, risk, tickMicroPat } = inputs;
  const skewed = skewedSmile(smile, risk, tuning);
  return products.map((product) => {
    const slopes = productSlopes(product, skewed.smile);
    const price = productPrice(product, skewed.smile);
    const isOption = product.kind !== 'FUTURE';
    const sigma = isOption ? smileSigma(skewed.smile, product.strike) : 0;
    const back = 1 - skewed.volatilitySkewPpm / PPM;
    const capSigma = product.kind === 'CALL' ? smileSigma(skewed.smile, product.cap) : 0;
    const factors: OptionFactors = {
      forwardMicroPat: Math.round(smile.forward),
      forwardSkewPpm: skewed.forwardSkewPpm,
      strikeSigmaPpm: Math.round((PPM * sigma) / back),
      capSigmaPpm: Math.round((PPM * capSigma) / back),
      volatilitySkewPpm: skewed.volatilitySkewPpm,
      varianceMs: Math.round(smile.years * MS_PER_YEAR),
      fairMicroPat: Math.round(price),
      deltaPpm: Math.round(PPM * slopes.delta),
      // A capped call may be short of volatility; a spread is what uncertainty of it may cost either way.
      vegaMicroPat: Math.abs(Math.round(slopes.vega * sigma)),
      forwardSpreadPpm: Math.round(PPM * tuning.forwardSpread),
      volatilitySpreadPpm: Math.round(PPM * tuning.volatilitySpread),
      tickMicroPat,
    };
    // Prices and slopes come of forward, volatility and time: one that is none makes these none.
    const { fairMicroPat, deltaPpm, vegaMicroPat } = factors;
    if (!Number.isSafeInteger(fairMicroPat + deltaPpm + vegaMicroPat)) return undefined;
    const { bidTicks, askTicks } = explainOptionQuote(factors);
    const room = roomOf(slopes, sigma, inputs, tuning);
    const bidLots = bidTicks < 1 ? 0 : room.buy;
    return {
      factors,
      bidTicks: bidLots === 0 ? 0 : bidTicks,
      bidLots,
      askTicks: room.sell === 0 ? 0 : askTicks,
      askLots: room.sell,
    };
  });
}

/** Lots a quote may buy and sell: by vega and delta of one quote, none on a side that adds to what is at its bound. */
function roomOf(
  slopes: Slopes,
  sigma: number,
  { smile, risk, kept, stress, stressMax }: SurfaceInputs,
  tuning: OptionTuning,
): { buy: number; sell: number } {
  const delta = slopes.delta * smile.forward * kept;
  const gamma = slopes.gamma;
  const vega = slopes.vega * sigma;
  const by = (least: number, used: number): number => (used > 0 ? least / used : Infinity);
  const lots = Math.floor(
    Math.min(
      tuning.lotsMax,
      by(tuning.vegaQuoteMicroPat, Math.abs(vega)),
      by(tuning.deltaQuoteMicroPat, Math.abs(delta)),
    ),
  );
  const isFull = {
    delta:
      Math.abs(risk.deltaMicroPat) >= tuning.deltaMaxMicroPat ||
      stress.deltaMicroPat >= stressMax.deltaMicroPat,
    gamma: stress.gammaMicroPat >= stressMax.gammaMicroPat,
    vega:
      Math.abs(risk.vegaMicroPat) >= tuning.vegaMaxMicroPat ||
      stress.vegaMicroPat >= stressMax.vegaMicroPat,
  };
  const adds = (side: number): boolean =>
    (isFull.delta && side * delta * risk.deltaMicroPat > 0) ||
    (isFull.gamma && side * gamma < 0) ||
    (isFull.vega && side * vega * risk.vegaMicroPat > 0);
  return { buy: adds(1) ? 0 : lots, sell: adds(-1) ? 0 : lots };
}
