/**
 * The order books of all series: price–time priority over one pool of orders and one of levels.
 *
 * The book knows owners as numbers and quantities as whole lots; accounts, money and ids are the
 * caller's. Orders a call takes out of the book keep their slot and every field until the caller frees
 * them, so it can post what happened.
 *
 * Invariants: after a match returns anything but PAUSED no order of the two sides crosses, if the caller
 * rests only what did not match; a level's lots and order count are the sums over its queue; every total
 * is exact, because `hasRoom` refuses what could take a level past 2^53.
 * Fails by answering: no for no room, `PAUSED` for a full match buffer.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import { Fillable } from './fillable.js';
import * as levelLayout from './level-layout.js';
import { FILL, type Matches, STP_CANCEL_MAKER, STP_DECREMENT } from './matches.js';
import * as orderLayout from './order-layout.js';
import type { OrderStore } from './order-store.js';
import type { LevelLimits, PriceLevels } from './price-levels.js';
import * as priceLevels from './price-levels.js';
import * as terms from './taker.js';
import { type Taker, whoToAvoid } from './taker.js';

const { HOT_I32_LOG2, HOT_F64_LOG2, NEXT, PREV, LEVEL, OWNER, OWNER_GROUP, OPEN_LOTS } =
  orderLayout;
const { COLD_F64_LOG2, COLD_I32_LOG2, HIDDEN_LOTS, PEAK_LOTS, FLAGS, ICEBERG, LINKED } =
  orderLayout;
const { CELL_I32_LOG2, CELL_F64_LOG2, HEAD, TAIL, ORDER_COUNT, LOTS } = levelLayout;
const { STP_CANCEL_TAKER, STP_CANCEL_MAKERS, STP_CANCEL_BOTH, SCOPE_GROUP } = terms;
const { mirrorOf } = priceLevels;
const FILLED = FILL;
const SIGN_SHIFT = 31;

/** Most lots of a level that one order may make it hold; half of what a double holds exactly. */
export const LEVEL_LOTS_MAX = 2 ** 52;
/** Fewer lots need no look at the level: the most orders there can be together have at most 2^52. */
const SMALL_LOTS_MAX = 2 ** 30;

/** The taker has no lots left. */
export const DONE = 0;
/** No order is left that the taker's limit reaches. */
export const EXHAUSTED = 1;
/** Self-trade prevention stopped the taker; what is left of it is to be cancelled. */
export const STOPPED_BY_STP = 2;
/** The match buffer is full: drain it and call again. */
export const PAUSED = 3;

export class Book {
  readonly orders: OrderStore;
  readonly levels: PriceLevels;
  private readonly cells: Int32Array;
  private readonly cellLots: Float64Array;
  private readonly orderFields: Int32Array;
  private readonly orderLots: Float64Array;
  readonly fillable: Fillable;

  /** @param name tells the columns of several books over one pool of orders apart */
  constructor(alloc: ColumnAllocator, orders: OrderStore, limits: LevelLimits, name = 'book') {
    this.orders = orders;
    this.levels = new priceLevels.PriceLevels(alloc, limits, orders.capacity, name);
    this.cells = this.levels.i32;
    this.cellLots = this.levels.f64;
    this.orderFields = orders.i32;
    this.orderLots = orders.f64;
    this.fillable = new Fillable(this);
  }

  /** The best price of a side in ticks, or 0 if it is empty. */
  bestPriceTicks(series: number, side: number): number {
    const ladder = series * 2 + side;
    return this.levels.best(ladder) === 0 ? 0 : this.levels.bestKey(ladder) ^ mirrorOf(side);
  }

  /** The oldest order at the best price of a side, or 0 if it is empty. */
  headOf(series: number, side: number): number {
    const level = this.levels.best(series * 2 + side);
    return this.levels.i32[(level << CELL_I32_LOG2) + HEAD] as number;
  }

  /** The price in ticks of a resting order. */
  priceTicksOf(slot: number): number {
    const level = this.levelOf(slot);
    return this.levels.keyOf(level) ^ mirrorOf(this.levels.ladderOf(level) & 1);
  }

  /**
   * Takes lots off a resting order that trade by other means than `match`.
   * @param lots at most its lots on display
   * @returns the lots the order has left; 0 = it has left the book
   */
  take(slot: number, lots: number): number {
    const open = this.openLots(slot);
    if (lots === open) return this.exhaust(slot);
    this.reduce(slot, open - lots);
    return this.totalLots(slot);
  }

  /** Whether an order of this side and price would trade. */
  wouldCross(series: number, side: number, priceTicks: number): boolean {
    return this.levels.bestKey(series * 2 + 1 - side) >= (priceTicks ^ mirrorOf(1 - side));
  }

  /**
   * Whether an order would find room to rest, asked before it trades, so that resting what is left cannot fail. The answer
   * holds until the next order rests, whatever others leave the book.
   * @param lots all lots of the order, hidden ones included
   */
  hasRoom(series: number, side: number, priceTicks: number, lots: number): boolean {
    const ladder = (series << 1) | side;
    const key = priceTicks ^ (0 - side);
    if (!this.levels.hasRoom(ladder, key)) return false;
    return lots < SMALL_LOTS_MAX || this.isExact(ladder, key, lots);
  }

  /** Whether an order at a price would take a page, or a table, that no other order has. @param ladder series × 2 + side */
  takesPage(ladder: number, priceTicks: number): boolean {
    return this.levels.takesNode(ladder, priceTicks ^ (0 - (ladder & 1)));
  }

  /** Puts an order, for which there is room, at the end of the queue of a price. Its OPEN_LOTS are set. */
  rest(slot: number, series: number, side: number, priceTicks: number): void {
    const ladder = (series << 1) | side;
    const key = priceTicks ^ (0 - side);
    const level = this.levels.enter(ladder, key);
    if (this.cells[(level << CELL_I32_LOG2) + ORDER_COUNT] !== 0) this.append(slot, level);
    else this.beFirst(slot, level);
  }

  /** Puts an order at the end of the queue of a level that holds others. */
  private append(slot: number, level: number): void {
    const { cells, orderFields } = this;
    const at = slot << HOT_I32_LOG2;
    const record = level << CELL_I32_LOG2;
    const tail = cells[record + TAIL] as number;
    orderFields[at + NEXT] = 0;
    orderFields[at + PREV] = tail;
    orderFields[at + LEVEL] = level;
    orderFields[(tail << HOT_I32_LOG2) + NEXT] = slot;
    cells[record + TAIL] = slot;
    cells[record + ORDER_COUNT]! += 1;
    this.cellLots[(level << CELL_F64_LOG2) + LOTS]! += this.openLots(slot);
  }

  /** Makes an order the only one of an empty level. */
  private beFirst(slot: number, level: number): void {
    const { cells, cellLots, orderFields } = this;
    const at = slot << HOT_I32_LOG2;
    const record = level << CELL_I32_LOG2;
    orderFields[at + NEXT] = 0;
    orderFields[at + PREV] = 0;
    orderFields[at + LEVEL] = level;
    cells[record + HEAD] = slot;
    cells[record + TAIL] = slot;
    cells[record + ORDER_COUNT] = 1;
    cellLots[(level << CELL_F64_LOG2) + LOTS] = this.openLots(slot);
  }

  /** The same for an order that may be an iceberg or one of a group, as its FLAGS say. */
  restAny(slot: number, series: number, side: number, priceTicks: number): void {
    this.rest(slot, series, side, priceTicks);
    this.markSpecial(slot);
  }

  /** Says of an order that has just come to rest whether it is an iceberg or one of a group. */
  private markSpecial(slot: number): void {
    if ((this.flags(slot) & (ICEBERG | LINKED)) === 0) return;
    const at = (slot << HOT_I32_LOG2) + LEVEL;
    const level = this.orderFields[at] as number;
    this.orderFields[at] = 0 - level;
    this.levels.hidden[level]! += this.hiddenLots(slot);
  }

  /** Takes a resting order out of the book; its lots stay in its record. */
  unlink(slot: number): void {
    const { cells, orderFields } = this;
    const at = slot << HOT_I32_LOG2;
    const next = orderFields[at + NEXT] as number;
    const prev = orderFields[at + PREV] as number;
    const word = orderFields[at + LEVEL] as number;
    const level = levelIn(word);
    orderFields[at + LEVEL] = 0;
    if (word < 0) this.levels.hidden[level]! -= this.hiddenLots(slot);
    if ((prev | next) === 0) {
      this.levels.close(level);
      return;
    }
    const record = level << CELL_I32_LOG2;
    if (prev !== 0) orderFields[(prev << HOT_I32_LOG2) + NEXT] = next;
    else cells[record + HEAD] = next;
    if (next !== 0) orderFields[(next << HOT_I32_LOG2) + PREV] = prev;
    else cells[record + TAIL] = prev;
    cells[record + ORDER_COUNT]! -= 1;
    this.cellLots[(level << CELL_F64_LOG2) + LOTS]! -= this.orderLots[
      (slot << HOT_F64_LOG2) + OPEN_LOTS
    ] as number;
  }

  /** Lowers a resting order's displayed lots to at least 1; it keeps its place. */
  reduce(slot: number, openLots: number): void {
    const at = (slot << HOT_F64_LOG2) + OPEN_LOTS;
    const less = (this.orderLots[at] as number) - openLots;
    this.cellLots[(this.levelOf(slot) << CELL_F64_LOG2) + LOTS]! -= less;
    this.orderLots[at] = openLots;
  }

  /** Lowers the hidden lots of a resting iceberg; it keeps its place. */
  reduceHidden(slot: number, hiddenLots: number): void {
    const at = (slot << COLD_F64_LOG2) + HIDDEN_LOTS;
    const less = (this.orders.coldF64[at] as number) - hiddenLots;
    this.levels.hidden[this.levelOf(slot)]! -= less;
    this.orders.coldF64[at] = hiddenLots;
  }

  /** The level an order rests in, or 0. */
  levelOf(slot: number): number {
    return levelIn(this.orderFields[(slot << HOT_I32_LOG2) + LEVEL] as number);
  }

  /** Lots on display. */
  openLots(slot: number): number {
    return this.orderLots[(slot << HOT_F64_LOG2) + OPEN_LOTS] as number;
  }

  /** Lots that are not on display; 0 unless the order is an iceberg. */
  hiddenLots(slot: number): number {
    const isIceberg = (this.flags(slot) & ICEBERG) !== 0;
    return isIceberg ? (this.orders.coldF64[(slot << COLD_F64_LOG2) + HIDDEN_LOTS] as number) : 0;
  }

  /** Lots on display and hidden. */
  totalLots(slot: number): number {
    return this.openLots(slot) + this.hiddenLots(slot);
  }

  /**
   * Sets the lots of an order that does not rest: shown in peaks if `peakLots` is less than all of
   * them, else plain.
   */
  setLots(slot: number, lots: number, peakLots: number): void {
    const { coldF64, coldI32 } = this.orders;
    const cold = slot << COLD_F64_LOG2;
    const isIceberg = peakLots > 0 && peakLots < lots;
    const open = isIceberg ? peakLots : lots;
    this.orderLots[(slot << HOT_F64_LOG2) + OPEN_LOTS] = open;
    coldF64[cold + HIDDEN_LOTS] = lots - open;
    coldF64[cold + PEAK_LOTS] = peakLots;
    const at = (slot << COLD_I32_LOG2) + FLAGS;
    coldI32[at] = ((coldI32[at] as number) & ~ICEBERG) | (isIceberg ? ICEBERG : 0);
  }

  /** Sets the lots of an order that does not rest, all together; an iceberg's peak stays for when it rests again. */
  gather(slot: number, lots: number): void {
    const { coldF64, coldI32 } = this.orders;
    this.orderLots[(slot << HOT_F64_LOG2) + OPEN_LOTS] = lots;
    coldF64[(slot << COLD_F64_LOG2) + HIDDEN_LOTS] = 0;
    coldI32[(slot << COLD_I32_LOG2) + FLAGS] = this.flags(slot) & ~ICEBERG;
  }

  /** Says what an order shows at a time once it rests; until then its lots are together. */
  setPeak(slot: number, peakLots: number): void {
    this.orders.coldF64[(slot << COLD_F64_LOG2) + PEAK_LOTS] = peakLots;
  }

  /** The peak an iceberg was given last. */
  peakLots(slot: number): number {
    return this.orders.coldF64[(slot << COLD_F64_LOG2) + PEAK_LOTS] as number;
  }

  /** Marks or unmarks an order, resting or not, as one of an OCO group. */
  setLinked(slot: number, isLinked: boolean): void {
    const { coldI32 } = this.orders;
    const flags = (this.flags(slot) & ~LINKED) | (isLinked ? LINKED : 0);
    coldI32[(slot << COLD_I32_LOG2) + FLAGS] = flags;
    const level = this.levelOf(slot);
    const isSpecial = (flags & (ICEBERG | LINKED)) !== 0;
    this.orderFields[(slot << HOT_I32_LOG2) + LEVEL] = isSpecial ? 0 - level : level;
  }

  /** Whether an order is one of an OCO group. */
  isLinked(slot: number): boolean {
    return (this.flags(slot) & LINKED) !== 0;
  }

  private flags(slot: number): number {
    return this.orders.coldI32[(slot << COLD_I32_LOG2) + FLAGS] as number;
  }

  /**
   * Trades an incoming order against the other side, best price first, oldest order first.
   * Appends to `matches`; counts `taker.lots` down.
   * @returns DONE, EXHAUSTED, STOPPED_BY_STP or PAUSED
   */
  match(taker: Taker, matches: Matches): number {
    const { levels, orders } = this;
    const { i32, f64 } = orders;
    const ladder = taker.series * 2 + 1 - taker.side;
    const mirror = mirrorOf(1 - taker.side);
    const limitKey = taker.limitPriceTicks ^ mirror;
    const whoField = taker.stpScope === SCOPE_GROUP ? OWNER_GROUP : OWNER;
    const who = whoToAvoid(taker);
    while (taker.lots > 0) {
      const key = levels.bestKey(ladder);
      if (key < limitKey) return EXHAUSTED;
      if (matches.count === matches.capacity) return PAUSED;
      const level = levels.best(ladder);
      const slot = levels.i32[(level << CELL_I32_LOG2) + HEAD] as number;
      if (i32[(slot << HOT_I32_LOG2) + whoField] === who) {
        if (!this.preventSelfTrade(taker, slot, level, key ^ mirror, matches))
          return STOPPED_BY_STP;
        continue;
      }
      const open = f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] as number;
      const wanted = taker.lots;
      if (open > wanted) {
        const left = open - wanted;
        f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] = left;
        levels.f64[(level << CELL_F64_LOG2) + LOTS]! -= wanted;
        taker.lots = 0;
        const hidden = this.isSpecial(slot) ? this.hiddenLots(slot) : 0;
        matches.push(FILLED, slot, key ^ mirror, wanted, left + hidden);
        return DONE;
      }
      taker.lots = wanted - open;
      const isSpecial = this.isSpecial(slot);
      matches.push(FILLED, slot, key ^ mirror, open, this.exhaust(slot));
      if (isSpecial && this.isLinked(slot)) return PAUSED;
    }
    return DONE;
  }

  /** Whether the FLAGS of a resting order say more about it. */
  isSpecial(slot: number): boolean {
    return (this.orderFields[(slot << HOT_I32_LOG2) + LEVEL] as number) < 0;
  }

  /** Whether matching would trade every lot of the taker at once. Changes nothing. */
  canFill(taker: Taker): boolean {
    return this.fillable.canFill(taker);
  }

  /** Whether a level's total stays exact with an order of so many lots, whatever comes after it. */
  private isExact(ladder: number, key: number, lots: number): boolean {
    const { levels } = this;
    return levels.lotsOf(levels.find(ladder, key)) + lots <= LEVEL_LOTS_MAX;
  }

  /** @returns whether matching goes on */
  private preventSelfTrade(
    taker: Taker,
    slot: number,
    level: number,
    priceTicks: number,
    matches: Matches,
  ): boolean {
    const mode = taker.stpMode;
    if (mode === STP_CANCEL_TAKER) return false;
    const { f64 } = this.orders;
    const open = f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] as number;
    if (mode === STP_CANCEL_MAKERS || mode === STP_CANCEL_BOTH) {
      this.unlink(slot);
      matches.push(STP_CANCEL_MAKER, slot, priceTicks, open, 0);
      return mode === STP_CANCEL_MAKERS;
    }
    const lots = Math.min(open, taker.lots);
    taker.lots -= lots;
    if (lots === open) {
      matches.push(STP_DECREMENT, slot, priceTicks, lots, this.exhaust(slot));
      return true;
    }
    f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] = open - lots;
    this.levels.f64[(level << CELL_F64_LOG2) + LOTS]! -= lots;
    const hidden = this.isSpecial(slot) ? this.hiddenLots(slot) : 0;
    matches.push(STP_DECREMENT, slot, priceTicks, lots, open - lots + hidden);
    return true;
  }

  /**
   * The displayed lots of an order are used up: it leaves the book, or, as an iceberg with something
   * hidden, shows its next peak at the end of the queue.
   * @returns the lots the order has left
   */
  private exhaust(slot: number): number {
    const { coldF64 } = this.orders;
    const left = this.isSpecial(slot) ? this.hiddenLots(slot) : 0;
    if (left === 0) {
      this.unlink(slot);
      this.orderLots[(slot << HOT_F64_LOG2) + OPEN_LOTS] = 0;
      return 0;
    }
    const peak = Math.min(left, coldF64[(slot << COLD_F64_LOG2) + PEAK_LOTS] as number);
    const level = this.levelOf(slot);
    const isAlone = this.levels.i32[(level << CELL_I32_LOG2) + ORDER_COUNT] === 1;
    if (!isAlone) this.unlink(slot);
    coldF64[(slot << COLD_F64_LOG2) + HIDDEN_LOTS] = left - peak;
    this.orderLots[(slot << HOT_F64_LOG2) + OPEN_LOTS] = peak;
    if (isAlone) {
      // It is at the end of the queue already.
      this.cellLots[(level << CELL_F64_LOG2) + LOTS] = peak;
      this.levels.hidden[level] = left - peak;
    } else {
      this.append(slot, level);
      this.markSpecial(slot);
    }
    return left;
  }
}

/** The level in the LEVEL word of an order, without the sign of an iceberg; branchless. */
function levelIn(word: number): number {
  const sign = word >> SIGN_SHIFT;
  return (word ^ sign) - sign;
}
