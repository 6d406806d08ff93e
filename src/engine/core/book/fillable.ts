/**
 * Whether an order that must trade wholly or not at all can: counts exactly what matching would fill,
 * self-trade prevention, icebergs and groups considered, and changes nothing.
 *
 * Without any of these it looks at levels only; else at the orders of the levels it reaches.
 */
import * as levelLayout from './level-layout.js';
import * as orderLayout from './order-layout.js';
import type { OrderStore } from './order-store.js';
import type { PriceLevels } from './price-levels.js';
import { SCOPE_GROUP, STP_CANCEL_MAKERS, STP_NONE, type Taker, whoToAvoid } from './taker.js';

const { HOT_I32_LOG2, NEXT, OWNER, OWNER_GROUP } = orderLayout;
const { CELL_I32_LOG2, HEAD } = levelLayout;

/** Tells groups apart for the count: the first member reached trades and thereby ends the others. */
export interface GroupSight {
  /** Whether any order is in a group. */
  hasAny(): boolean;
  /** Begins a count. */
  begin(): void;
  /** Whether a member of the order's group was seen before; if not, it is seen now. */
  wasSeen(slot: number): boolean;
}

/** What it reads of a book. */
interface BookSight {
  readonly levels: PriceLevels;
  readonly orders: OrderStore;
  openLots(slot: number): number;
  hiddenLots(slot: number): number;
  isLinked(slot: number): boolean;
}

export class Fillable {
  private readonly book: BookSight;
  /** An order of the same owner stops the taker at the level just counted. */
  private isBlocked = false;
  private groups: GroupSight | undefined;

  constructor(book: BookSight) {
    this.book = book;
  }

  /** Makes groups count. */
  watchGroups(groups: GroupSight): void {
    this.groups = groups;
  }

  /** Orders on the levels that the last count needed: at least as many as the taker would trade with. */
  ordersReached = 0;

  canFill(taker: Taker): boolean {
    const { levels } = this.book;
    this.ordersReached = 0;
    const mirror = taker.side - 1;
    const limitKey = taker.limitPriceTicks ^ mirror;
    const isSimple = taker.stpMode === STP_NONE && this.groups?.hasAny() !== true;
    let missing = taker.lots;
    let level = levels.best(taker.series * 2 + 1 - taker.side);
    this.groups?.begin();
    while (level !== 0 && levels.keyOf(level) >= limitKey) {
      this.ordersReached += levels.orderCountOf(level);
      missing -= isSimple ? levels.lotsOf(level) : this.fillableAt(level, taker);
      if (missing <= 0) return true;
      if (!isSimple && this.isBlocked) return false;
      level = levels.worse(level);
    }
    return false;
  }

  /** Whether another order of its group has traded before the taker gets to this one. */
  private isEndedByGroup(slot: number): boolean {
    return this.book.isLinked(slot) && this.groups?.wasSeen(slot) === true;
  }

  /**
   * Lots of a level the taker would trade. A mode that cancels makers skips the owner's orders; every
   * other mode ends the taker's trading at the first of them, and then nothing behind it counts: not
   * the orders after it, not the hidden lots, which come back behind it.
   */
  private fillableAt(level: number, taker: Taker): number {
    const { book } = this;
    const { i32 } = book.orders;
    const whoField = taker.stpScope === SCOPE_GROUP ? OWNER_GROUP : OWNER;
    const who = whoToAvoid(taker);
    const skips = taker.stpMode === STP_CANCEL_MAKERS;
    let displayed = 0;
    let hidden = 0;
    this.isBlocked = false;
    let slot = book.levels.i32[(level << CELL_I32_LOG2) + HEAD] as number;
    while (slot !== 0) {
      const at = slot << HOT_I32_LOG2;
      if (i32[at + whoField] === who) {
        if (!skips) {
          this.isBlocked = true;
          return displayed;
        }
      } else if (!this.isEndedByGroup(slot)) {
        displayed += book.openLots(slot);
        hidden += book.hiddenLots(slot);
      }
      slot = i32[at + NEXT] as number;
    }
    return displayed + hidden;
  }
}
