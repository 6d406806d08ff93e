/**
 * From the factors a quote carries to its fair value, its reservation price and every price of its ladder.
 *
 * The arithmetic is the quoter's own, operation by operation, so that the prices are equal to the tick: fair value is
 * base · freshness · (demand · scarcity, held in its bounds); the reservation price a share of it; asks stand above it
 * by the half-spread and a step more for each level, times the dominance adjustment, rounded up; bids below it, times
 * the bid factor, rounded down. The bounds and the step are public parameters of the venue and not in the factors.
 */
import { type QuoteFactors, SIDE, type SizeFactors } from '../../values/index.js';

const PPM = 1_000_000;
const LADDER_LEVELS = 5;

/** Parameters in force for a series that its prices depend on beside the factors. */
export interface ExplainTerms {
  /** `pressure_min_ppm` and `pressure_max_ppm`. */
  readonly pressureMinPpm: number;
  readonly pressureMaxPpm: number;
  /** `level_step_ppm`. */
  readonly levelStepPpm: number;
}

/** The terms while nobody has changed a parameter. */
const DEFAULT_TERMS: ExplainTerms = {
  pressureMinPpm: 400_000,
  pressureMaxPpm: 3_000_000,
  levelStepPpm: 600_000,
};

export interface ExplainedQuote {
  /** Not rounded. */
  readonly fairValueTicks: number;
  /** Fair value rounded to the nearest tick, at least 1: the mark. */
  readonly markTicks: number;
  /** Where the broker is indifferent, given what it holds; not rounded. */
  readonly reservationTicks: number;
  /** Best first. A level of 0 ticks or less is not quoted. */
  readonly bidTicks: readonly number[];
  readonly askTicks: readonly number[];
}

/** Recomputes a quote from its factors. */
export function explainQuote(
  factors: QuoteFactors,
  terms: ExplainTerms = DEFAULT_TERMS,
): ExplainedQuote {
  const product = (factors.demandPpm / PPM) * (factors.scarcityPpm / PPM);
  const low = terms.pressureMinPpm / PPM;
  const high = terms.pressureMaxPpm / PPM;
  const pressurePpm = Math.round(Math.min(high, Math.max(low, product)) * PPM);
  const baseTicks = factors.baseValuePpmTicks / PPM;
  const fairValueTicks = baseTicks * (factors.freshnessPpm / PPM) * (pressurePpm / PPM);
  const reservationTicks = fairValueTicks * (factors.reservationPpm / PPM);
  const bidTicks: number[] = [];
  const askTicks: number[] = [];
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    const distance = (factors.halfSpreadPpm / PPM) * (1 + (terms.levelStepPpm / PPM) * level);
    const ask = reservationTicks * (factors.dominancePpm / PPM) * (1 + distance);
    const bid = reservationTicks * (factors.bidFactorPpm / PPM) * (1 - distance);
    askTicks.push(Math.max(1, Math.ceil(ask)));
    bidTicks.push(Math.floor(bid));
  }
  const markTicks = Math.max(1, Math.round(fairValueTicks));
  return { fairValueTicks, markTicks, reservationTicks, bidTicks, askTicks };
}

/** A firm quote as it came, with what it was made of. */
export interface SizedQuote {
  /** 1 buys, 2 sells: what the client does. */
  readonly side: number;
  readonly quantityLots: number;
  readonly factors: QuoteFactors | null;
  readonly sizeFactors: SizeFactors | null;
}

/**
 * Recomputes the price of a firm quote: the reservation price summed lot by lot over the size, with its spread, rounded
 * against the client, and never better than the best public price of that side. 0 when it carries no factors.
 */
export function explainFirmQuote(quote: SizedQuote, terms: ExplainTerms = DEFAULT_TERMS): number {
  const { side, quantityLots, factors, sizeFactors } = quote;
  if (factors === null || sizeFactors === null) return 0;
  const { fairValueTicks } = explainQuote(factors, terms);
  const { startLots, targetLots, maxLots, skewSlopePpm, skewMaxPpm, clearingPpm } = sizeFactors;
  const isBuy = side === SIDE.BUY;
  const count = Math.max(1, quantityLots);
  let sum = 0;
  for (let k = 0; k < count; k += 1) {
    const lots = isBuy ? startLots - k : startLots + k;
    const tilt = maxLots === 0 ? 1 : Math.min(1, Math.max(-1, (lots - targetLots) / maxLots));
    const skew = Math.min(skewMaxPpm, Math.max(-skewMaxPpm, skewSlopePpm * tilt));
    sum += PPM - clearingPpm - skew;
  }
  const r = fairValueTicks * (sum / count / PPM);
  const half = (factors.halfSpreadPpm / PPM) * (sizeFactors.spreadMultiplePpm / PPM);
  const { topTicks } = sizeFactors;
  if (isBuy) {
    return Math.max(1, topTicks, Math.ceil(r * (factors.dominancePpm / PPM) * (1 + half)));
  }
  const bid = Math.floor(r * (factors.bidFactorPpm / PPM) * (1 - half));
  return Math.max(0, topTicks === 0 ? bid : Math.min(topTicks, bid));
}
