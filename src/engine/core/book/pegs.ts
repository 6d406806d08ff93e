/**
 * Orders pegged to fair value: their price is the fair value plus a distance, no worse than their limit
 * and never so good that they would trade; when fair value moves they move with it and go to the end
 * of their new queue. A peg that is bounded by the other side stays one tick away from it.
 *
 * Moving is done for a whole series at once: all that must move leave the book first, then return in the
 * order in which they were entered, so the result does not depend on who moves first.
 *
 * Invariant: a peg that has no price it may have, or no room, does not rest. Each move looks at all pegs
 * of the series, so their number is limited.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import * as special from './advanced.js';
import { type AdvancedBook, AdvancedList } from './advanced.js';
import type { Book } from './book.js';
import { passiveTicks } from './post-only.js';
import { PRICE_TICKS_MAX } from './price-levels.js';
import { BUY } from './taker.js';

const { LIMIT_TICKS, OFFSET_TICKS, SERIES, SIDE, SLOT } = special;

const PEGGED = 3;

export interface PegLimits {
  readonly seriesMax: number;
  /** Most pegged orders a series can have. */
  readonly pegsMax: number;
}

export class Pegs {
  private readonly specials: AdvancedBook;
  private readonly book: Book;
  readonly list: AdvancedList;
  private readonly pegsMax: number;

  constructor(alloc: ColumnAllocator, specials: AdvancedBook, book: Book, limits: PegLimits) {
    this.specials = specials;
    this.book = book;
    this.pegsMax = limits.pegsMax;
    this.list = new AdvancedList(alloc, 'pegs', specials, {
      number: PEGGED,
      seriesMax: limits.seriesMax,
    });
  }

  /**
   * Adds a pegged order, whose open lots are set, and rests it if it has a price.
   * @param limitTicks the worst price it may have, 0 = any
   * @param fairTicks fair value, 0 = unknown
   * @param highestTicks the highest price the series has
   * @returns false when the series has as many as it can
   */
  add(
    extension: number,
    offsetTicks: number,
    limitTicks: number,
    fairTicks: number,
    highestTicks = PRICE_TICKS_MAX,
  ): boolean {
    const { specials } = this;
    if (!this.hasRoom(specials.get(extension, SERIES))) return false;
    specials.set(extension, OFFSET_TICKS, offsetTicks);
    specials.set(extension, LIMIT_TICKS, limitTicks);
    this.list.add(extension);
    this.rest(extension, fairTicks, highestTicks);
    return true;
  }

  /** Takes a pegged order out of the list and, if it rests, out of the book. */
  remove(extension: number): void {
    const slot = this.specials.get(extension, SLOT);
    this.list.remove(extension);
    if (this.book.levelOf(slot) !== 0) this.book.unlink(slot);
  }

  /** Whether a series can have one more. */
  hasRoom(series: number): boolean {
    return this.free(series) > 0;
  }

  /** How many more a series can have. */
  free(series: number): number {
    return this.pegsMax - this.list.count(series);
  }

  /** Whether an extension is a peg's. */
  has(extension: number): boolean {
    return this.list.has(extension);
  }

  /** The first pegged order of a series, as an extension, or 0. */
  first(series: number): number {
    return this.list.first(series);
  }

  /** The next one after it, or 0. */
  next(extension: number): number {
    return this.list.next(extension);
  }

  /** Moves the pegs of a series to a new fair value in ticks; 0 = unknown, so that none can rest. */
  move(series: number, fairTicks: number, highestTicks = PRICE_TICKS_MAX): void {
    const { book, list, specials } = this;
    for (let peg = list.first(series); peg !== 0; peg = list.next(peg)) {
      const slot = specials.get(peg, SLOT);
      if (book.levelOf(slot) === 0) continue;
      if (book.priceTicksOf(slot) !== this.targetTicks(peg, fairTicks)) book.unlink(slot);
    }
    for (let peg = list.first(series); peg !== 0; peg = list.next(peg)) {
      if (book.levelOf(specials.get(peg, SLOT)) === 0) this.rest(peg, fairTicks, highestTicks);
    }
  }

  private rest(peg: number, fairTicks: number, highestTicks: number): void {
    const { book, specials } = this;
    const series = specials.get(peg, SERIES);
    const side = specials.get(peg, SIDE);
    const slot = specials.get(peg, SLOT);
    const target = this.targetTicks(peg, fairTicks);
    const priceTicks = target === 0 ? 0 : passiveTicks(book, series, side, target);
    if (priceTicks === 0 || priceTicks > highestTicks) return;
    const hasRoom = book.hasRoom(series, side, priceTicks, book.totalLots(slot));
    if (hasRoom) book.restAny(slot, series, side, priceTicks);
  }

  /** The price fair value and limit give, before the other side is looked at; 0 = none. */
  private targetTicks(peg: number, fairTicks: number): number {
    const { specials } = this;
    if (fairTicks === 0) return 0;
    const limit = specials.get(peg, LIMIT_TICKS);
    const wanted = fairTicks + specials.get(peg, OFFSET_TICKS);
    if (limit === 0) return Math.max(0, wanted);
    const isBuy = specials.get(peg, SIDE) === BUY;
    return isBuy ? Math.max(0, Math.min(wanted, limit)) : Math.max(wanted, limit);
  }
}
