/**
 * Dominance: a higher confidence band or a fresher series of the same segment is never quoted below a
 * lower or staler one. It only ever lowers the worse one, and is the fifth named factor of its price.
 */
import {
  askPrice,
  askTicksAt,
  bidPrice,
  type MutableFactors,
  reservationTicks,
} from './formulas/explain.js';
import { clamp, PPM } from './formulas/numbers.js';
import type { SeriesColumns } from './series/series-columns.js';
import type { SeriesEntry } from './series/series-entry.js';

/** Most a series may be quoted at, infinity without a better series: money, and whole own ticks. */
export interface DominanceCaps {
  askMicroPat: number;
  bidMicroPat: number;
  askTicks: number;
  bidTicks: number;
}

/** The caps the better series put on this one, on its own tick grid. */
export function dominanceCaps(
  entry: SeriesEntry,
  columns: SeriesColumns,
  caps: DominanceCaps,
): void {
  let ask = Number.POSITIVE_INFINITY;
  let bid = Number.POSITIVE_INFINITY;
  for (const better of entry.dominators) {
    ask = Math.min(ask, columns.capAskMicroPat[better]!);
    bid = Math.min(bid, columns.capBidMicroPat[better]!);
  }
  caps.askMicroPat = ask;
  caps.bidMicroPat = bid;
  caps.askTicks = Math.floor(ask / entry.listing.tickMicroPat);
  caps.bidTicks = Math.floor(bid / entry.listing.tickMicroPat);
}

/** The largest factor that keeps `price` at or under `cap`, whole ppm, at most one million. */
export function dominanceFactorPpm(price: number, cap: number): number {
  if (price <= cap) return PPM;
  return clamp(Math.floor((cap / price) * PPM), 0, PPM);
}

/**
 * Puts dominance into the factors, and answers whether it lowers anything. The ask's factor lowers asks;
 * the bid's is at most the ask's, so the ladder cannot cross. A cap under one tick cannot be met by any
 * ask: its factor is 0.
 */
export function dominate(factors: MutableFactors, caps: DominanceCaps): boolean {
  factors.dominancePpm = PPM;
  factors.dominanceBidPpm = PPM;
  const reservation = reservationTicks(factors);
  const ask = askPrice(factors, reservation, 0);
  const bid = bidPrice(factors, reservation, 0);
  if (ask <= caps.askTicks && bid <= caps.bidTicks) return false;
  factors.dominancePpm = caps.askTicks < 1 ? 0 : dominanceFactorPpm(ask, caps.askTicks);
  // The product may round up past the cap by its last bit; one ppm less settles it.
  if (factors.dominancePpm > 0 && askTicksAt(factors, reservation, 0) > caps.askTicks) {
    factors.dominancePpm -= 1;
  }
  factors.dominanceBidPpm = Math.min(factors.dominancePpm, dominanceFactorPpm(bid, caps.bidTicks));
  return true;
}
