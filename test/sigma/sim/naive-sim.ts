/**
 * Paper trading written a second time, plainly: at every moment anybody asks about, all prices are walked from the beginning, and
 * liquidity is searched in whole lists. Slow; follows the words of the specification and none of the code.
 */
import type { SignalEntry } from '../../../src/sigma/signals/index.js';
import type { PricePoint, SimTerms } from '../../../src/sigma/sim/index.js';

const DAY = 86_400_000;

interface Trade {
  readonly atMs: number;
  readonly order: number;
  readonly asset: string;
  readonly weight: number;
}

export function naiveEquity(
  entries: readonly SignalEntry[],
  {
    prices,
    terms,
  }: { readonly prices: ReadonlyMap<string, readonly PricePoint[]>; readonly terms: SimTerms },
): (atMs: number) => number {
  const of = (asset: string): readonly PricePoint[] => prices.get(asset) ?? [];
  const after = (asset: string, atMs: number) => of(asset).find((point) => point.atMs > atMs);
  const at = (asset: string, atMs: number) => of(asset).findLast((point) => point.atMs <= atMs);
  const filled = entries.flatMap(({ signal, journalAtMs }, order) => {
    const point = after(signal.asset, journalAtMs + terms.latencyMs);
    if (point === undefined || point.atMs > signal.valid_until) return [];
    return [{ atMs: point.atMs, order, signal }];
  });
  const trades: Trade[] = [];
  for (const { atMs, order, signal } of filled) {
    const { asset, target_weight: weight, horizon } = signal;
    trades.push({ atMs, order, asset, weight });
    const next = filled.find((other) => other.order > order && other.signal.asset === asset);
    const close = after(asset, atMs + horizon);
    if (close !== undefined && close.atMs < (next?.atMs ?? Number.POSITIVE_INFINITY)) {
      trades.push({ atMs: close.atMs, order: -1, asset, weight: 0 });
    }
  }
  trades.sort((a, b) => a.atMs - b.atMs || a.order - b.order || (a.asset < b.asset ? -1 : 1));

  const impactShare = (asset: string, size: number, atMs: number): number => {
    const window = of(asset).filter((p) => p.atMs < atMs && p.atMs > atMs - 1 - 30 * DAY);
    const days = Math.min(30, Math.floor((atMs - 1 - (of(asset)[0]?.atMs ?? 0)) / DAY));
    const volume = window.reduce((sum, point) => sum + (point.volume ?? Number.NaN), 0) / days;
    const closes = Array.from({ length: days + 1 }, (_, day) => at(asset, atMs - 1 - day * DAY));
    const returns = closes
      .slice(1)
      .map((earlier, day) => (closes[day]?.price ?? 0) / (earlier?.price ?? 0) - 1);
    const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
    const square = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const sigma = (square / (returns.length - 1)) ** 0.5;
    return (2 / 3) * sigma * (size / volume) ** 0.5;
  };

  return (untilMs) => {
    let cash = terms.capital;
    const units: Record<string, number> = {};
    const worth = (atMs: number): number =>
      Object.entries(units).reduce(
        (sum, [asset, held]) => sum + held * (at(asset, atMs)?.price ?? 0),
        cash,
      );
    for (const { atMs, asset, weight } of trades.filter((trade) => trade.atMs <= untilMs)) {
      const price = at(asset, atMs)?.price ?? 0;
      const amount = weight * worth(atMs) - (units[asset] ?? 0) * price;
      const size = Math.abs(amount);
      if (size === 0) continue;
      cash -= amount + size * (terms.costPpm / 1e6 + impactShare(asset, size, atMs));
      units[asset] = (units[asset] ?? 0) + amount / price;
    }
    return worth(untilMs);
  };
}
