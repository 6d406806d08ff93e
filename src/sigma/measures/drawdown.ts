/** Drawdowns of compounded returns: at each observation, how far the equity is below its highest so far, in [0, 1]. */

export function drawdownsOf(returns: readonly number[]): readonly number[] {
  let [equity, peak] = [1, 1];
  return returns.map((value) => {
    // Nobody loses more than everything, and what is lost does not come back.
    equity = Math.max(0, equity * (1 + value));
    peak = Math.max(peak, equity);
    return Number.isFinite(peak) ? 1 - equity / peak : 0;
  });
}

export function maximumDrawdown(returns: readonly number[]): number {
  let largest = 0;
  for (const value of drawdownsOf(returns)) largest = Math.max(largest, value);
  return largest;
}

/** The smallest value that at least this share of all values does not exceed; 0 of none. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
