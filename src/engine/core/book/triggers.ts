/**
 * Dormant orders that wait for a trade price: stops, stop-limits and trailing stops of every series.
 *
 * A buy waits until a trade is at its trigger or above, a sell until one is at it or below. They wait in
 * books of their own, over the same pool of orders, each side so that the next to be reached is the best:
 * a waiting buy lies on the sell side. A trade elects all it reaches, buys before sells, the nearest
 * trigger first, of equal triggers the oldest; the elected wait in one list for the caller to enter them
 * in that order. So the cascade does not depend on anything but the orders and the trades.
 *
 * A trailing stop's trigger follows the best price since it was entered at its distance and never goes
 * back. Each trade looks at all trailing stops of the series, so their number is limited.
 *
 * Invariant: a waiting order is in the trigger book or in the list of the elected, never both.
 * Fails only by answering false: no room for one more.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import * as special from './advanced.js';
import { type AdvancedBook, AdvancedList } from './advanced.js';
import { Book } from './book.js';
import type { OrderStore } from './order-store.js';
import { PRICE_TICKS_MAX, PRICE_TICKS_MIN } from './price-levels.js';
import { BUY, SELL } from './taker.js';

const { OFFSET_TICKS, SERIES, SIDE, SLOT, TRIGGER_TICKS } = special;

const TRAILING = 1;
const ELECTED = 2;

export interface TriggerLimits {
  readonly seriesMax: number;
  /** Pages for trigger prices, as for a book. */
  readonly pagesMax: number;
  /** Most trailing stops a series can have. */
  readonly trailingMax: number;
}

export class Triggers {
  /** Where orders wait; the side a waiting order lies on is the opposite of its own. */
  readonly waiting: Book;
  private readonly specials: AdvancedBook;
  readonly trailing: AdvancedList;
  readonly elected: AdvancedList;
  private readonly trailingMax: number;

  constructor(
    alloc: ColumnAllocator,
    orders: OrderStore,
    specials: AdvancedBook,
    limits: TriggerLimits,
  ) {
    const { seriesMax } = limits;
    this.specials = specials;
    this.trailingMax = limits.trailingMax;
    this.waiting = new Book(alloc, orders, limits, 'triggers');
    this.trailing = new AdvancedList(alloc, 'trailing', specials, { number: TRAILING, seriesMax });
    this.elected = new AdvancedList(alloc, 'elected', specials, { number: ELECTED, seriesMax });
  }

  /** Makes an order, whose open lots are set, wait for a price. */
  wait(extension: number, triggerTicks: number): boolean {
    const { specials } = this;
    const slot = specials.get(extension, SLOT);
    const side = specials.get(extension, SIDE);
    const series = specials.get(extension, SERIES);
    const lots = this.waiting.totalLots(slot);
    if (!this.waiting.hasRoom(series, 1 - side, triggerTicks, lots)) return false;
    specials.set(extension, TRIGGER_TICKS, triggerTicks);
    this.waiting.restAny(slot, series, 1 - side, triggerTicks);
    return true;
  }

  /** Whether an order of so many lots could wait at a price. */
  hasRoom(extension: number, triggerTicks: number, lots: number): boolean {
    const side = this.specials.get(extension, SIDE);
    const series = this.specials.get(extension, SERIES);
    return this.waiting.hasRoom(series, 1 - side, triggerTicks, lots);
  }

  /**
   * Makes a waiting order, for which there is room, wait at a price behind all others there.
   * @param change what is done to its lots in between
   */
  move(extension: number, triggerTicks: number, change: () => void): void {
    this.waiting.unlink(this.specials.get(extension, SLOT));
    change();
    this.wait(extension, triggerTicks);
  }

  /**
   * Makes an order wait for a price that follows the market.
   * @param offsetTicks distance it keeps, at least 1
   */
  waitTrailing(extension: number, triggerTicks: number, offsetTicks: number): boolean {
    const series = this.specials.get(extension, SERIES);
    if (this.freeToTrail(series) <= 0) return false;
    if (!this.wait(extension, triggerTicks)) return false;
    this.specials.set(extension, OFFSET_TICKS, offsetTicks);
    this.trailing.add(extension);
    return true;
  }

  /** Takes a waiting or elected order out. */
  remove(extension: number): void {
    if (this.elected.has(extension)) {
      this.elected.remove(extension);
      return;
    }
    if (this.trailing.has(extension)) this.trailing.remove(extension);
    this.waiting.unlink(this.specials.get(extension, SLOT));
  }

  /** Elects an order that is in no list and does not wait: its trigger was reached before it came. */
  electNow(extension: number, triggerTicks: number): void {
    this.specials.set(extension, TRIGGER_TICKS, triggerTicks);
    this.elected.add(extension);
  }

  /** Whether an order is elected and has not been taken. */
  isElected(extension: number): boolean {
    return this.elected.has(extension);
  }

  /** The order that was elected first, or 0. */
  firstElected(series: number): number {
    const extension = this.elected.first(series);
    return extension === 0 ? 0 : this.specials.get(extension, SLOT);
  }

  /** How many more trailing stops a series can have. */
  freeToTrail(series: number): number {
    return this.trailingMax - this.trailing.count(series);
  }

  /** The first trailing stop of a series, as an extension, or 0. */
  firstTrailing(series: number): number {
    return this.trailing.first(series);
  }

  /** Whether a trade at a price would elect an order of this side and trigger. */
  isReached(side: number, triggerTicks: number, priceTicks: number): boolean {
    return side === BUY ? priceTicks >= triggerTicks : priceTicks <= triggerTicks;
  }

  /** Says that a trade was made: trailing stops follow, reached orders are elected. */
  notePrice(series: number, priceTicks: number): void {
    this.trail(series, priceTicks);
    this.elect(series, BUY, priceTicks);
    this.elect(series, SELL, priceTicks);
  }

  /** Takes the order that was elected first out of the list; 0 = none is left. */
  takeElected(series: number): number {
    const extension = this.elected.first(series);
    if (extension === 0) return 0;
    this.elected.remove(extension);
    return this.specials.get(extension, SLOT);
  }

  private elect(series: number, side: number, priceTicks: number): void {
    const { waiting, specials } = this;
    for (;;) {
      const slot = waiting.headOf(series, 1 - side);
      if (slot === 0) return;
      const extension = specials.of(slot);
      if (!this.isReached(side, specials.get(extension, TRIGGER_TICKS), priceTicks)) return;
      this.remove(extension);
      this.elected.add(extension);
    }
  }

  private trail(series: number, priceTicks: number): void {
    const { specials, trailing, waiting } = this;
    let extension = trailing.first(series);
    while (extension !== 0) {
      const isBuy = specials.get(extension, SIDE) === BUY;
      const offset = specials.get(extension, OFFSET_TICKS);
      const before = specials.get(extension, TRIGGER_TICKS);
      const follows = isBuy ? priceTicks + offset : priceTicks - offset;
      if (isBuy ? follows < before : follows > before) {
        const slot = specials.get(extension, SLOT);
        const lots = waiting.totalLots(slot);
        // Asked before it leaves its place: looking for room may give up the page it came from.
        if (this.hasRoom(extension, clampTicks(follows), lots)) {
          waiting.unlink(slot);
          this.wait(extension, clampTicks(follows));
        }
      }
      extension = trailing.next(extension);
    }
  }
}

function clampTicks(ticks: number): number {
  return Math.min(PRICE_TICKS_MAX, Math.max(PRICE_TICKS_MIN, ticks));
}
