/**
 * Forward paper trading: what an account would have, had it followed a feed from the journal.
 *
 * A signal is filled at the first price strictly after its journal time plus a latency, if that is not after it expires; never
 * at a price it names or that was there when it was sent. A position is closed at the first price after its horizon unless a
 * newer signal of the asset came. Each trade pays a cost and the average of square-root impact on volume and volatility of the
 * 30 days before. Unknown volume makes the whole result *unrated*: it is then known that nobody knows what a trade costs.
 *
 * Pure, and exactly rounded: equal entries, prices and terms give equal bytes on every machine. Equity at a day's end depends
 * on nothing after it.
 */
import { averageImpact } from '../measures/index.js';
import type { SignalEntry } from '../signals/index.js';
import type { PriceSource } from './price-source.js';

const DAY_MS = 86_400_000;

export interface SimTerms {
  readonly latencyMs: number;
  /** Fee and half the spread, of the amount traded, in millionths. */
  readonly costPpm: number;
  /** Money the account begins with; impact depends on it. */
  readonly capital: number;
}

export const SIM_TERMS: SimTerms = { latencyMs: 1_000, costPpm: 200, capital: 100_000 };

export interface SimFill {
  /** Of the signal; 0 for a close at a horizon's end. */
  readonly sequence: number;
  readonly asset: string;
  readonly atMs: number;
  readonly price: number;
  /** Money traded, signed: more than 0 is a buy. */
  readonly amount: number;
  /** Money paid for costs and for impact. */
  readonly cost: number;
  readonly impact: number;
}

export interface SimDay {
  /** End of the day, UTC. */
  readonly atMs: number;
  readonly equity: number;
  readonly return: number;
}

export interface SimResult {
  readonly days: readonly SimDay[];
  readonly fills: readonly SimFill[];
  readonly signals: number;
  /** Signals no price came for in time. */
  readonly unfilled: number;
  /** Assets without known volume or volatility at a fill; the result is unrated if there is one. */
  readonly unknownVolume: readonly string[];
}

/** A change of a target weight that waits for its price. */
interface Step {
  readonly atMs: number;
  readonly price: number;
  readonly asset: string;
  readonly weight: number;
  readonly sequence: number;
}

/** @param untilMs the last day that is simulated ends at or before this */
export function simulateFeed(
  entries: readonly SignalEntry[],
  {
    source,
    terms,
    fromMs,
    untilMs,
  }: {
    readonly source: PriceSource;
    readonly terms: SimTerms;
    readonly fromMs: number;
    readonly untilMs: number;
  },
): SimResult {
  const { steps, unfilled } = stepsOf(entries, source, terms);
  const account = new PaperAccount(source, terms);
  const days: SimDay[] = [];
  let next = 0;
  let before = terms.capital;
  const firstMs = (Math.floor(fromMs / DAY_MS) + 1) * DAY_MS;
  for (let atMs = firstMs; atMs <= untilMs; atMs += DAY_MS) {
    for (; next < steps.length && (steps[next] as Step).atMs <= atMs; next += 1) {
      account.trade(steps[next] as Step);
    }
    const equity = account.equityAt(atMs);
    days.push({ atMs, equity, return: before > 0 ? equity / before - 1 : 0 });
    before = equity;
  }
  const lastMs = days.at(-1)?.atMs ?? fromMs;
  return {
    days,
    fills: account.fills,
    signals: entries.filter(({ journalAtMs }) => journalAtMs <= lastMs).length,
    unfilled: unfilled.filter((atMs) => atMs <= lastMs).length,
    unknownVolume: [...account.unknownVolume].sort(),
  };
}

/** Fills and closes in the order they happen. */
function stepsOf(
  entries: readonly SignalEntry[],
  source: PriceSource,
  { latencyMs }: SimTerms,
): { readonly steps: readonly Step[]; readonly unfilled: readonly number[] } {
  const steps: Step[] = [];
  const unfilled: number[] = [];
  const open = new Map<string, { readonly step: Step; readonly closesMs: number }>();
  const close = (asset: string, beforeMs: number): void => {
    const position = open.get(asset);
    if (position === undefined || position.closesMs >= beforeMs) return;
    const point = source.firstAfter(asset, position.closesMs);
    open.delete(asset);
    if (point === undefined || point.atMs >= beforeMs) return;
    steps.push({ atMs: point.atMs, price: point.price, asset, weight: 0, sequence: 0 });
  };
  for (const { signal, journalAtMs } of entries) {
    const point = source.firstAfter(signal.asset, journalAtMs + latencyMs);
    if (point === undefined || point.atMs > signal.valid_until) {
      // Known to be unfilled once it has expired.
      unfilled.push(signal.valid_until);
      continue;
    }
    close(signal.asset, point.atMs);
    const step = {
      atMs: point.atMs,
      price: point.price,
      asset: signal.asset,
      weight: signal.target_weight,
      sequence: signal.sequence,
    };
    steps.push(step);
    open.set(signal.asset, { step, closesMs: point.atMs + signal.horizon });
  }
  for (const asset of [...open.keys()].sort()) close(asset, Number.POSITIVE_INFINITY);
  return { steps: steps.sort(inOrder), unfilled };
}

/** At one time closes come first, by asset; then signals in their order. */
function inOrder(a: Step, b: Step): number {
  return a.atMs - b.atMs || a.sequence - b.sequence || (a.asset < b.asset ? -1 : 1);
}

class PaperAccount {
  readonly fills: SimFill[] = [];
  readonly unknownVolume = new Set<string>();
  private cash: number;
  private readonly units = new Map<string, number>();
  private readonly source: PriceSource;
  private readonly terms: SimTerms;

  constructor(source: PriceSource, terms: SimTerms) {
    this.source = source;
    this.terms = terms;
    this.cash = terms.capital;
  }

  /** Nobody owes more than everything: what is lost below 0 is 0, and nothing is traded any more. */
  equityAt(atMs: number): number {
    let equity = this.cash;
    for (const asset of this.source.assets) {
      const held = this.units.get(asset) ?? 0;
      if (held !== 0) equity += held * (this.source.lastAt(asset, atMs)?.price ?? 0);
    }
    if (equity > 0) return equity;
    this.cash = 0;
    this.units.clear();
    return 0;
  }

  trade({ atMs, price, asset, weight, sequence }: Step): void {
    const equity = this.equityAt(atMs);
    const held = this.units.get(asset) ?? 0;
    const amount = weight * equity - held * price;
    if (amount === 0) return;
    const size = Math.abs(amount);
    const { averageDailyVolume, dailyVolatility } = this.source.liquidity(asset, atMs - 1);
    let impact = 0;
    if (averageDailyVolume === null || dailyVolatility === null) this.unknownVolume.add(asset);
    else impact = size * averageImpact({ amount: size, dailyVolatility, averageDailyVolume });
    const cost = (size * this.terms.costPpm) / 1_000_000;
    this.cash -= amount + cost + impact;
    this.units.set(asset, held + amount / price);
    this.fills.push({ sequence, asset, atMs, price, amount, cost, impact });
  }
}
