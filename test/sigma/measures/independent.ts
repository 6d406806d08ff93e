/**
 * The measures written a second time, by other means: the normal distribution by its Taylor series and bisection, moments by
 * power sums of centred values, path distances by recursion. Slow and plain.
 */

/** Φ by its series around 0, Σ (−1)^i x^(2i+1) / (2^i i! (2i+1)); by the continued fraction of Laplace beyond 3. */
export function phi(x: number): number {
  if (Math.abs(x) > 3) {
    let fraction = 0;
    for (let i = 400; i > 0; i -= 1) fraction = i / (Math.abs(x) + fraction);
    const tail = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI) / (Math.abs(x) + fraction);
    return x > 0 ? 1 - tail : tail;
  }
  let [term, sum] = [x, x];
  for (let i = 1; i < 200; i += 1) {
    term *= (-x * x) / (2 * i);
    sum += term / (2 * i + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

export function phiInverse(p: number): number {
  let [low, high] = [-9, 9];
  for (let i = 0; i < 200; i += 1) {
    const middle = (low + high) / 2;
    if (phi(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function estimate(returns: readonly number[]): {
  sharpe: number;
  n: number;
  skewness: number;
  kurtosis: number;
} {
  const n = returns.length;
  const mean = returns.reduce((sum, value) => sum + value / n, 0);
  const power = (k: number): number =>
    returns.reduce((sum, value) => sum + (value - mean) ** k, 0) / n;
  const sd = Math.sqrt((power(2) * n) / (n - 1));
  return {
    sharpe: mean / sd,
    n,
    skewness: power(3) / power(2) ** 1.5,
    kurtosis: power(4) / power(2) ** 2,
  };
}

export function psr(returns: readonly number[], benchmark: number): number {
  const { sharpe, n, skewness, kurtosis } = estimate(returns);
  const error = Math.sqrt(
    (1 + 0.5 * sharpe ** 2 - skewness * sharpe + ((kurtosis - 3) / 4) * sharpe ** 2) / (n - 1),
  );
  return phi((sharpe - benchmark) / error);
}

export function dsr(returns: readonly number[], trials: readonly number[]): number {
  const n = trials.length;
  const mean = trials.reduce((sum, value) => sum + value, 0) / n;
  const spread = trials.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const variance = Math.max(spread, 1 / (returns.length - 1));
  const gamma = 0.577_215_664_901_532_9;
  const largest =
    (1 - gamma) * phiInverse(1 - 1 / n) + gamma * phiInverse(1 - 1 / (n * Math.exp(1)));
  return psr(returns, Math.sqrt(variance) * largest);
}

/** DTW by the recursion of its definition, with memory. */
export function warp(a: readonly number[], b: readonly number[], band: number): number {
  const known = new Map<string, number>();
  const at = (i: number, j: number): number => {
    if (i < 0 || j < 0) return i === -1 && j === -1 ? 0 : Number.POSITIVE_INFINITY;
    if (Math.abs(i - j) > band) return Number.POSITIVE_INFINITY;
    const key = `${i} ${j}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const least = Math.min(at(i - 1, j), at(i, j - 1), at(i - 1, j - 1));
    const value = Math.abs((a[i] as number) - (b[j] as number)) + least;
    known.set(key, value);
    return value;
  };
  return at(a.length - 1, b.length - 1);
}

export function drawdown(returns: readonly number[]): number {
  const equity = [1];
  for (const value of returns) equity.push((equity.at(-1) as number) * (1 + value));
  let worst = 0;
  for (let from = 0; from < equity.length; from += 1) {
    for (let to = from; to < equity.length; to += 1) {
      worst = Math.max(worst, 1 - (equity[to] as number) / (equity[from] as number));
    }
  }
  return worst;
}
