/**
 * Black's price of a listed option in whole numbers: what the core values options at, so that no float reaches it.
 *
 * What comes in are journaled marks and terms, whole numbers all: the forward, volatility in ppm per √year, milliseconds. What
 * comes out is micro-PAT, within a few units of the formula at amounts of a thousand PAT (a test says how many). Total: without
 * time or volatility the price is what exercise would pay; held between that and the most it can pay.
 * Source: F. Black, The pricing of commodity contracts, 1976; undiscounted.
 */
import { cumulativeFixed, lnFixed, ONE, over, rootWhole } from './fixed-point.js';
import { type OptionTerms, payoffMaxMicroPat, payoffMicroPat } from './payoff.js';

const PPM = 1_000_000n;
const MS_PER_YEAR = 31_536_000_000n;
/** Beyond this σ√τ an option is worth its bound. */
const TOTAL_MAX = 15n * ONE;

export interface ModelInputs {
  /** F_T. */
  readonly forwardMicroPat: number;
  /** σ per √year. */
  readonly sigmaPpm: number;
  /** Time that variance has. */
  readonly varianceMs: number;
}

/** σ√τ in fixed point. */
function totalOf({ sigmaPpm, varianceMs }: ModelInputs): bigint {
  const sigma = BigInt(Math.max(0, sigmaPpm));
  const ms = BigInt(Math.max(0, varianceMs));
  const total = rootWhole((sigma * sigma * ms * ONE * ONE) / (PPM * PPM * MS_PER_YEAR));
  return total > TOTAL_MAX ? TOTAL_MAX : total;
}

/** An uncapped call, as a fixed-point number of micro-PAT. */
function callFixed(forward: bigint, strike: bigint, total: bigint): bigint {
  const log = lnFixed(over(forward, strike));
  const d1 = over(log, total) + total / 2n;
  return forward * cumulativeFixed(d1) - strike * cumulativeFixed(d1 - total);
}

/** Micro-PAT a lot, rounded to the nearest. */
export function modelPriceMicroPat(terms: OptionTerms, inputs: ModelInputs): number {
  const total = totalOf(inputs);
  const forwardNumber = Math.max(1, inputs.forwardMicroPat);
  const now = payoffMicroPat(terms, forwardNumber);
  if (total === 0n) return now;
  const forward = BigInt(forwardNumber);
  const strike = BigInt(terms.strikeMicroPat);
  const call = callFixed(forward, strike, total);
  const price = terms.isCall
    ? call - callFixed(forward, BigInt(terms.capMicroPat), total)
    : call - (forward - strike) * ONE;
  const rounded = Number((price + ONE / 2n) / ONE);
  return Math.min(payoffMaxMicroPat(terms), Math.max(0, rounded));
}
