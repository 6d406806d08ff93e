/**
 * What stands for one series, in one record that the next decision overwrites: thousands of series are decided anew at
 * once, and records made each time would cost more to collect than to compute.
 *
 * Invariant: levels are best first, none is empty, and no two have the same price.
 */
import type { QuoteLevel } from '../../values/index.js';
import { copyFactors, LADDER_LEVELS, newFactors, type QuoteFactors } from '../formulas/explain.js';
import type { HaltReason, QuoterState } from '../formulas/state.js';
import type { QuoteDecision } from '../types.js';

type MutableLevel = { -readonly [name in keyof QuoteLevel]: QuoteLevel[name] };

/** The levels of one side. The array is as long as there are levels; the records in it are used again. */
class Levels {
  readonly shown: MutableLevel[] = [];
  private readonly all: readonly MutableLevel[];

  constructor() {
    const level = (): MutableLevel => ({ priceTicks: 0, quantityLots: 0 });
    this.all = Array.from({ length: LADDER_LEVELS }, level);
  }

  /** Takes a ladder over: empty levels left out, equal prices joined. */
  set(prices: Int32Array, sizes: Int32Array): void {
    const { all, shown } = this;
    let used = 0;
    for (let index = 0; index < LADDER_LEVELS; index += 1) {
      const quantityLots = sizes[index]!;
      if (quantityLots === 0) continue;
      const priceTicks = prices[index]!;
      if (used > 0 && all[used - 1]!.priceTicks === priceTicks) {
        all[used - 1]!.quantityLots += quantityLots;
        continue;
      }
      all[used]!.priceTicks = priceTicks;
      all[used]!.quantityLots = quantityLots;
      used += 1;
    }
    if (shown.length > used) shown.length = used;
    while (shown.length < used) shown.push(all[shown.length]!);
  }
}

export class StandingDecision implements QuoteDecision {
  readonly seriesId: number;
  state: QuoterState = 'NORMAL';
  haltReason: HaltReason = 'NONE';
  fairValueTicks = 0;
  sigmaPpm = 0;
  thinnessPpm = 0;
  factors: QuoteFactors | undefined = undefined;
  // Never a small integer, also before the first decision: V8 would begin again with all code that reads it.
  validUntilMs = Number.NEGATIVE_INFINITY;
  nextRepriceAtMs = Number.POSITIVE_INFINITY;
  readonly bids: readonly QuoteLevel[];
  readonly asks: readonly QuoteLevel[];
  private readonly ownFactors = newFactors();
  private readonly bidLevels = new Levels();
  private readonly askLevels = new Levels();

  constructor(seriesId: number) {
    this.seriesId = seriesId;
    this.bids = this.bidLevels.shown;
    this.asks = this.askLevels.shown;
  }

  /** Takes factors over; undefined when nothing could be priced. */
  setFactors(factors: QuoteFactors | undefined): void {
    if (factors !== undefined) copyFactors(factors, this.ownFactors);
    this.factors = factors === undefined ? undefined : this.ownFactors;
  }

  setBids(prices: Int32Array, sizes: Int32Array): void {
    this.bidLevels.set(prices, sizes);
  }

  setAsks(prices: Int32Array, sizes: Int32Array): void {
    this.askLevels.set(prices, sizes);
  }
}
