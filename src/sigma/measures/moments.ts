/**
 * Moments of a series of returns. Standard deviation with n − 1; skewness γ3 = m3/m2^1.5 and kurtosis γ4 = m4/m2² (a normal
 * distribution has 3, not 0) of population moments, as the deflated Sharpe ratio takes them.
 */

export interface Moments {
  readonly observations: number;
  readonly mean: number;
  /** With n − 1. */
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly kurtosis: number;
}

/** Spread below this share of the largest value is rounding, not risk. */
const CONSTANT_SHARE = 1e-12;

export function meanOf(series: readonly number[]): number {
  let sum = 0;
  for (const value of series) sum += value;
  return sum / series.length;
}

/** With n − 1; 0 for fewer than two values. */
export function varianceOf(series: readonly number[]): number {
  if (series.length < 2) return 0;
  const mean = meanOf(series);
  let squares = 0;
  for (const value of series) squares += (value - mean) * (value - mean);
  return squares / (series.length - 1);
}

/** Undefined for a series that does not vary. All values are finite and there are at least two. */
export function momentsOf(series: readonly number[]): Moments | undefined {
  const observations = series.length;
  const mean = meanOf(series);
  let [second, third, fourth, largest] = [0, 0, 0, 0];
  for (const value of series) {
    const gap = value - mean;
    const square = gap * gap;
    second += square;
    third += square * gap;
    fourth += square * square;
    largest = Math.max(largest, Math.abs(value));
  }
  const standardDeviation = Math.sqrt(second / (observations - 1));
  if (!(standardDeviation > CONSTANT_SHARE * largest)) return undefined;
  const m2 = second / observations;
  const skewness = third / observations / (m2 * Math.sqrt(m2));
  const kurtosis = fourth / observations / (m2 * m2);
  // Squares of very small or very large values leave the range of doubles.
  if (!Number.isFinite(skewness) || !Number.isFinite(kurtosis)) return undefined;
  return { observations, mean, standardDeviation, skewness, kurtosis };
}
