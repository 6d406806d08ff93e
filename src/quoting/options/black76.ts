/**
 * Black's formula on a forward price, and its sensitivities. Undiscounted: margin earns nothing and r is 0.
 *
 * Source: F. Black, The pricing of commodity contracts, J. Financial Economics 3, 1976. Prices in the unit of forward and
 * strike, volatility per √year, time in years of 365 days. Total: at or after expiry, or without volatility, the price is what
 * exercise would pay; nothing finite gives NaN for positive forward and strike.
 */
import { cumulative, density } from './normal.js';
import { normalisedBlack } from './normalised-black.js';

export const MS_PER_YEAR = 31_536_000_000;
const YEARS_PER_DAY = 1 / 365;

export interface BlackTerms {
  readonly isCall: boolean;
  readonly forward: number;
  readonly strike: number;
  /** σ per √year. */
  readonly sigma: number;
  readonly years: number;
}

export interface Slopes {
  /** ∂price/∂F. */
  readonly delta: number;
  /** ∂²price/∂F². */
  readonly gamma: number;
  /** ∂price/∂σ, per unit of volatility. */
  readonly vega: number;
}

export interface Greeks extends Slopes {
  /** Price a day later less the price now, everything else as it is. */
  readonly thetaDay: number;
}

/**
 * Time that variance has: the settlement price is a mean over the last `windowYears`, which has the variance of a third of it.
 * τ = T − ⅔·window, and a third of what is left within the window.
 */
export function varianceYears(years: number, windowYears: number): number {
  return years > windowYears ? years - (2 * windowYears) / 3 : Math.max(0, years) / 3;
}

/** Price of a call or put. */
export function blackPrice({ isCall, forward, strike, sigma, years }: BlackTerms): number {
  const intrinsic = Math.max(0, isCall ? forward - strike : strike - forward);
  const total = sigma * Math.sqrt(Math.max(0, years));
  if (!(total > 0)) return Number.isNaN(total) ? total : intrinsic;
  const x = -Math.abs(Math.log(forward / strike));
  return intrinsic + Math.sqrt(forward) * Math.sqrt(strike) * normalisedBlack(x, total);
}

/** Analytic sensitivities; at expiry delta is that of exercise and the rest 0. */
export function blackSlopes({ isCall, forward, strike, sigma, years }: BlackTerms): Slopes {
  const rootYears = Math.sqrt(Math.max(0, years));
  const total = sigma * rootYears;
  if (!(total > 0)) {
    const isIn = isCall ? forward > strike : forward < strike;
    return { delta: isIn ? (isCall ? 1 : -1) : 0, gamma: 0, vega: 0 };
  }
  const d1 = Math.log(forward / strike) / total + 0.5 * total;
  const phi = density(d1);
  return {
    delta: isCall ? cumulative(d1) : -cumulative(-d1),
    gamma: phi / (forward * total),
    vega: forward * phi * rootYears,
  };
}

/** The same with theta. */
export function blackGreeks(terms: BlackTerms): Greeks {
  const thetaDay = blackPrice({ ...terms, years: terms.years - YEARS_PER_DAY }) - blackPrice(terms);
  const { delta, gamma, vega } = blackSlopes(terms);
  return { delta, gamma, vega, thetaDay };
}
