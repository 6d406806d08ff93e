/**
 * From the factors a quote carries to its fair value, reservation price and best prices.
 *
 * The formulas are those of the quoter: fair value B·F·D·S with D·S held in [0.4, 3], the reservation price a share of it, the
 * best ask a half-spread above and the best bid a half-spread below, the bid times the factor of slow clearing, both times the
 * dominance adjustment. The factors on the wire are whole ppm, so a price can differ from the quoted one by a tick.
 */
import type { QuoteFactors } from '../values/index.js';

const PPM = 1_000_000;
const PRESSURE_MIN = 0.4;
const PRESSURE_MAX = 3;

export interface ExplainedQuote {
  /** Base value, ticks. */
  readonly baseTicks: number;
  /** Freshness multiplier. */
  readonly freshness: number;
  /** Demand pressure times scarcity, held in its bounds. */
  readonly pressure: number;
  /** Base · freshness · pressure, ticks. */
  readonly fairValueTicks: number;
  /** Where the broker is indifferent, given its inventory: ticks. */
  readonly reservationTicks: number;
  /** Best prices the factors lead to, not rounded, ticks. */
  readonly bidTicks: number;
  readonly askTicks: number;
}

/** Recomputes a quote from its factors. */
export function explainQuote(factors: QuoteFactors): ExplainedQuote {
  const baseTicks = factors.baseValuePpmTicks / PPM;
  const freshness = factors.freshnessPpm / PPM;
  const product = (factors.demandPpm / PPM) * (factors.scarcityPpm / PPM);
  const pressure = Math.min(PRESSURE_MAX, Math.max(PRESSURE_MIN, product));
  const fairValueTicks = baseTicks * freshness * pressure;
  const reservationTicks = fairValueTicks * (factors.reservationPpm / PPM);
  const quoted = reservationTicks * (factors.dominancePpm / PPM);
  const halfSpread = factors.halfSpreadPpm / PPM;
  return {
    baseTicks,
    freshness,
    pressure,
    fairValueTicks,
    reservationTicks,
    bidTicks: quoted * (factors.bidFactorPpm / PPM) * (1 - halfSpread),
    askTicks: quoted * (1 + halfSpread),
  };
}
