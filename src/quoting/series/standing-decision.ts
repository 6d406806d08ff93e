/**
 * What stands for one series, in one record that the next decision overwrites: thousands of series are decided anew at
 * once, and records made each time would cost more to collect than to compute. Its levels lie in the series' record of
 * numbers.
 */
import type { QuoteLevel } from '../../values/index.js';
import { copyFactors, LADDER_LEVELS, newFactors, type QuoteFactors } from '../formulas/explain.js';
import type { HaltReason, QuoterState } from '../formulas/state.js';
import type { QuoteDecision } from '../types.js';
import { ASKS_PLACE, BIDS_PLACE } from './series-numbers.js';
import { isLadder, lotsOf, putLadder } from './standing-ladder.js';

type MutableLevel = { -readonly [name in keyof QuoteLevel]: QuoteLevel[name] };

/** The levels of one side as records, made when somebody asks. */
class ShownLevels {
  private readonly cells: Float64Array;
  private readonly at: number;
  private readonly all: readonly MutableLevel[];
  /** As long as there are levels. */
  private readonly shown: MutableLevel[] = [];
  isStale = false;

  constructor(cells: Float64Array, at: number) {
    this.cells = cells;
    this.at = at;
    const level = (): MutableLevel => ({ priceTicks: 0, quantityLots: 0 });
    this.all = Array.from({ length: LADDER_LEVELS }, level);
  }

  get(): readonly QuoteLevel[] {
    if (this.isStale) this.read();
    return this.shown;
  }

  private read(): void {
    const { all, shown, cells, at } = this;
    let used = 0;
    for (let lots = lotsOf(cells, at, 0); lots > 0; lots = lotsOf(cells, at, used)) {
      const level = all[used]!;
      // Small integers, as they were before they came to lie among doubles: a field once more than that is a box.
      level.priceTicks = cells[at + used]! | 0;
      level.quantityLots = (lots | 0) === lots ? lots | 0 : lots;
      used += 1;
    }
    if (shown.length > used) shown.length = used;
    while (shown.length < used) shown.push(all[shown.length]!);
    this.isStale = false;
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
  private readonly cells: Float64Array;
  private readonly at: number;
  private readonly ownFactors = newFactors();
  private readonly shownBids: ShownLevels;
  private readonly shownAsks: ShownLevels;

  /** @param at where the series' record lies in `cells` */
  constructor(seriesId: number, cells: Float64Array, at: number) {
    this.seriesId = seriesId;
    this.cells = cells;
    this.at = at;
    this.shownBids = new ShownLevels(cells, at + BIDS_PLACE);
    this.shownAsks = new ShownLevels(cells, at + ASKS_PLACE);
  }

  get bids(): readonly QuoteLevel[] {
    return this.shownBids.get();
  }

  get asks(): readonly QuoteLevel[] {
    return this.shownAsks.get();
  }

  get isEmpty(): boolean {
    const { cells, at } = this;
    return lotsOf(cells, at + BIDS_PLACE, 0) === 0 && lotsOf(cells, at + ASKS_PLACE, 0) === 0;
  }

  /** Takes factors over; undefined when nothing could be priced. */
  setFactors(factors: QuoteFactors | undefined): void {
    if (factors !== undefined) copyFactors(factors, this.ownFactors);
    this.factors = factors === undefined ? undefined : this.ownFactors;
  }

  hasBids(prices: Int32Array, sizes: Int32Array): boolean {
    return isLadder(this.cells, this.at + BIDS_PLACE, prices, sizes);
  }

  hasAsks(prices: Int32Array, sizes: Int32Array): boolean {
    return isLadder(this.cells, this.at + ASKS_PLACE, prices, sizes);
  }

  setBids(prices: Int32Array, sizes: Int32Array): void {
    putLadder(this.cells, this.at + BIDS_PLACE, prices, sizes);
    this.shownBids.isStale = true;
  }

  setAsks(prices: Int32Array, sizes: Int32Array): void {
    putLadder(this.cells, this.at + ASKS_PLACE, prices, sizes);
    this.shownAsks.isStale = true;
  }
}
