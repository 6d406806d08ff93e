/**
 * Black's price of an out-of-the-money option in its own units: b = premium/√(F·K) of x = −|ln(F/K)| and the total
 * volatility s = σ√τ, and how it moves with s.
 *
 * Source: F. Black, The pricing of commodity contracts, 1976; normalised as by P. Jäckel, Let's be rational, 2015. With
 * h = x/s and t = s/2, b = φ(√(h² + t²))·[Y(h + t) − Y(h − t)] with Y = Φ/φ: no difference of nearly equal prices is taken
 * deep in the tail. Total for x ≤ 0 ≤ s.
 */
import { cumulative, cumulativeOverDensity, density, ROOT_TWO_PI } from './normal.js';

/** Beyond here Y grows as fast as 1/φ, and plain Φ is exact. */
const TAIL_ENDS = 0.85;

/** b(x, s) for x ≤ 0; from 0 at s = 0 up to e^(x/2). */
export function normalisedBlack(x: number, s: number): number {
  if (!(s > 0)) return s === 0 ? 0 : Number.NaN;
  const h = x / s;
  const t = 0.5 * s;
  if (h + t > TAIL_ENDS) {
    const half = Math.exp(0.5 * x);
    return half * cumulative(h + t) - cumulative(h - t) / half;
  }
  const scale = Math.exp(-0.5 * (h * h + t * t)) / ROOT_TWO_PI;
  if (scale === 0) return 0;
  return Math.max(0, scale * (cumulativeOverDensity(h + t) - cumulativeOverDensity(h - t)));
}

/** e^(x/2) − b(x, s): what is left to the bound, exact where b is near it. */
export function normalisedRest(x: number, s: number): number {
  if (!(s > 0)) return Math.exp(0.5 * x);
  const h = x / s;
  const t = 0.5 * s;
  const half = Math.exp(0.5 * x);
  return half * cumulative(-(h + t)) + cumulative(h - t) / half;
}

/** ∂b/∂s. */
export function normalisedVega(x: number, s: number): number {
  if (!(s > 0)) return 0;
  const h = x / s;
  return density(Math.sqrt(h * h + 0.25 * s * s));
}
