/**
 * What it may cost to replace the lots a provider sold, beyond what they were sold for and what its collateral covers
 * anyway: its *need*. Each entry of rights, those of deliveries too, keeps what its lots are of it, as of when it was made or last
 * reviewed, so that the sum in the provider's position is exact whatever trades between two reviews (I38).
 *
 * Also holds where the review stands (rights/collateral-review.ts).
 */

import { SERIES_FIELD as S, type SeriesTable } from '../instruments/series-table.js';
import { check } from '../kernel/check.js';
import type { ColumnAllocator } from '../kernel/columns.js';
import { POSITION_FIELD as P, type Positions } from '../trading/positions.js';

/** Words of where the review stands. */
export const REVIEW_FIELD = {
  /** 0 while none runs. */
  phase: 0,
  cursor: 1,
  /** When the last one began, on the service clock. */
  beganServiceMs: 2,
  /** How much time the marks of the running one have to move. */
  elapsedMs: 3,
  /** Whether the next one has its timer. */
  armed: 4,
  /** Whether the running one found rights that are outstanding. */
  isNeeded: 5,
  /** Whether it found a call that fell due. */
  hasDefaults: 6,
  /** The account whose claims are looked at next for lots that fail. */
  holder: 7,
  /** The position whose lots fail; 0 is none yet. */
  position: 8,
  /**
   * The entry of a queue that is looked at next for lots that fail, of the inventory or, as a negative number, of the holder; 0
   * begins with the next queue. Whoever takes the entry out of its queue moves this on.
   */
  entry: 9,
} as const;

/** Greater than any entry: the end of a queue. */
export const NO_ENTRY = 2 ** 40;

/** From the beginning of one review to the next, on the service clock. */
export const REVIEW_PERIOD_MS = 600_000;

/** What the review is at. */
export const REVIEW_PHASE = { IDLE: 0, MARKS: 1, ENTRIES: 2, ACCOUNTS: 3, DEFAULTS: 4 } as const;

export class CollateralNeeds {
  readonly review: Float64Array;
  private readonly series: SeriesTable;
  private readonly positions: Positions;

  constructor(alloc: ColumnAllocator, series: SeriesTable, positions: Positions) {
    this.series = series;
    this.positions = positions;
    this.review = alloc.f64('collateral.review', 10);
  }

  /**
   * What replacing a lot sold at a price may cost beyond that price; 0 where whatever is covered in its series covers it, which is
   * nearly always, so that a fill looks no position up for it.
   */
  beyond(seriesId: number, unitMicroPat: number): number {
    const { series } = this;
    const beyond = series.get(seriesId, S.collateralLevelMicroPat) - unitMicroPat;
    return beyond <= series.get(seriesId, S.leastCoveredMicroPat) ? 0 : beyond;
  }

  /** The position of a provider that owes rights. */
  positionOf(provider: number, seriesId: number): number {
    const position = this.positions.find(provider, seriesId);
    check(position !== 0, 'I38: a provider owes rights and has no position');
    return position;
  }

  /** The need of one lot, of what replacing it may cost beyond its price. */
  unitNeed(position: number, beyondMicroPat: number): number {
    return Math.max(0, beyondMicroPat - this.positions.get(position, P.coveredMicroPat));
  }

  /** An entry leaves its queue: a look that stands at it goes on with the one behind it, if there is one. */
  passOver(entry: number, next: number): void {
    const { review } = this;
    const at = review[REVIEW_FIELD.entry] as number;
    if (at === entry) review[REVIEW_FIELD.entry] = next === 0 ? NO_ENTRY : next;
    else if (at === -entry) review[REVIEW_FIELD.entry] = next === 0 ? -NO_ENTRY : -next;
  }

  /** Adds to the need of a provider's position. */
  add(position: number, amountMicroPat: number): void {
    this.positions.add(position, P.needMicroPat, amountMicroPat);
  }
}
