/**
 * The life of an order record outside its book: its reservations, its place in the account's list, its timer, and how
 * it ends.
 *
 * Invariants: a live order reserves exactly `unitReserve × open lots` of PAT, and a sell `open lots` of rights (I10);
 * whatever ends an order gives back exactly what is left (I11).
 */

import { CANCEL_REASON, ORDER_TYPE, SIDE } from '../../../values/index.js';
import { orderLayout, special } from '../book/index.js';
import type { Clearings } from '../clearing/clearings.js';
import { SERIES_FIELD } from '../instruments/series-table.js';
import { ACCOUNT_FIELD } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import type { State } from '../kernel/state.js';
import { ADDRESSEE, TYPE } from './advanced/orders.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;
const S = SERIES_FIELD;

const {
  HOT_I32,
  HOT_F64,
  COLD_I32,
  COLD_F64,
  LEVEL,
  OWNER,
  OWNER_GROUP,
  OPEN_LOTS,
  CLIENT_ORDER_ID,
  RESERVED_MICRO_PAT,
  ORIGINAL_LOTS,
  ACCOUNT_NEXT,
  ACCOUNT_PREV,
  POSITION_SLOT,
  SESSION_ID,
  EXTRA,
  FLAGS,
} = orderLayout;
const { BUY, SELL } = SIDE;
const { EXPIRED, SERIES_CLOSED } = CANCEL_REASON;

/** Bits of FLAGS that the core uses, above those of the book. */
export const ORDER_FLAG = {
  /** A level of the broker's quote: not reported order by order. */
  QUOTE: 1 << 16,
  POST_ONLY: 1 << 17,
  /** Lives until the end of the window: the close lets it expire. */
  DAY: 1 << 18,
  /** Bits 20 to 22 hold the self-trade prevention mode. */
  STP_SHIFT: 20,
  STP_MASK: 7,
  /** Has an extension: an iceberg, a stop, a peg, one of a group. */
  SPECIAL: 1 << 23,
  /** In no book: a stop that was not woken, a peg without a price. */
  DORMANT: 1 << 24,
  /** Takes whole or not at all. */
  ALL_OR_NONE: 1 << 25,
  /** Post-only by another price instead of a refusal. */
  SLIDE: 1 << 26,
  /** A firm quote of the broker's for one account: in no book, and neither amended nor taken back. */
  FIRM: 1 << 27,
  /** Any of these: the order is more than a plain one. */
  TERMS: (1 << 23) | (1 << 25) | (1 << 26),
} as const;

export class OrderRecords {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly clearings: Clearings;

  constructor(state: State, reports: EventWriter, clearings: Clearings) {
    this.state = state;
    this.reports = reports;
    this.clearings = clearings;
  }

  owner(slot: number): number {
    return this.state.orders.i32[slot * HOT_I32 + OWNER] as number;
  }

  openLots(slot: number): number {
    return this.state.orders.f64[slot * HOT_F64 + OPEN_LOTS] as number;
  }

  setOpenLots(slot: number, lots: number): void {
    this.state.orders.f64[slot * HOT_F64 + OPEN_LOTS] = lots;
  }

  clientId(slot: number): number {
    return this.state.orders.coldF64[slot * COLD_F64 + CLIENT_ORDER_ID] as number;
  }

  originalLots(slot: number): number {
    return this.state.orders.coldF64[slot * COLD_F64 + ORIGINAL_LOTS] as number;
  }

  setOriginalLots(slot: number, lots: number): void {
    this.state.orders.coldF64[slot * COLD_F64 + ORIGINAL_LOTS] = lots;
  }

  unitReserve(slot: number): number {
    return this.state.orders.coldF64[slot * COLD_F64 + RESERVED_MICRO_PAT] as number;
  }

  setUnitReserve(slot: number, unitMicroPat: number): void {
    this.state.orders.coldF64[slot * COLD_F64 + RESERVED_MICRO_PAT] = unitMicroPat;
  }

  position(slot: number): number {
    return this.state.orders.coldI32[slot * COLD_I32 + POSITION_SLOT] as number;
  }

  session(slot: number): number {
    return (this.state.orders.coldI32[slot * COLD_I32 + SESSION_ID] as number) >>> 0;
  }

  flags(slot: number): number {
    return this.state.orders.coldI32[slot * COLD_I32 + FLAGS] as number;
  }

  /** The next order of the same account, or 0. */
  nextOfAccount(slot: number): number {
    return this.state.orders.coldI32[slot * COLD_I32 + ACCOUNT_NEXT] as number;
  }

  /** The next order of the same account that does not end with this one, or 0; a group has few members. */
  nextOutsideGroup(slot: number): number {
    const { extensions, oco } = this.state.specials;
    let next = this.nextOfAccount(slot);
    if ((this.flags(slot) & ORDER_FLAG.SPECIAL) === 0) return next;
    const extension = extensions.of(slot);
    while (next !== 0 && (this.flags(next) & ORDER_FLAG.SPECIAL) !== 0) {
      if (!oco.isTogether(extension, extensions.of(next))) break;
      next = this.nextOfAccount(next);
    }
    return next;
  }

  isResting(slot: number): boolean {
    return (this.state.orders.i32[slot * HOT_I32 + LEVEL] as number) !== 0;
  }

  /** Open lots, what is hidden included. */
  totalLots(slot: number): number {
    return this.state.book.totalLots(slot);
  }

  /** One of ORDER_TYPE; a stop that was woken is a limit order. */
  typeOf(slot: number): number {
    const isSpecial = (this.flags(slot) & ORDER_FLAG.SPECIAL) !== 0;
    return isSpecial ? this.state.specials.field(slot, TYPE) : ORDER_TYPE.LIMIT;
  }

  /** Price a stop waits for, or 0. */
  triggerTicks(slot: number): number {
    const isSpecial = (this.flags(slot) & ORDER_FLAG.SPECIAL) !== 0;
    return isSpecial ? this.state.specials.field(slot, special.TRIGGER_TICKS) : 0;
  }

  /** Whether an order is live in no book. */
  isDormant(slot: number): boolean {
    return (this.flags(slot) & ORDER_FLAG.DORMANT) !== 0;
  }

  /** Series of a resting or dormant order. */
  series(slot: number): number {
    if (this.isDormant(slot)) return this.state.specials.field(slot, special.SERIES);
    return this.state.book.levels.ladderOf(this.levelOf(slot)) >> 1;
  }

  /** Side of a resting or dormant order. */
  side(slot: number): number {
    if (this.isDormant(slot)) return this.state.specials.field(slot, special.SIDE) + BUY;
    return (this.state.book.levels.ladderOf(this.levelOf(slot)) & 1) === 0 ? BUY : SELL;
  }

  /** Price of a resting order; limit price of a dormant one. */
  priceTicks(slot: number): number {
    if (this.isDormant(slot)) return this.state.specials.field(slot, special.LIMIT_TICKS);
    const { levels } = this.state.book;
    const level = this.levelOf(slot);
    return levels.keyOf(level) ^ -(levels.ladderOf(level) & 1);
  }

  /** Slot of a resting or dormant order of an account, or 0; takes any id from outside. */
  find(accountId: number, orderId: number): number {
    const slot = this.state.orders.find(orderId);
    if (slot === 0 || this.owner(slot) !== accountId) return 0;
    return this.isResting(slot) || this.isDormant(slot) ? slot : 0;
  }

  /** Fills in a fresh record and puts it at the end of the account's list. */
  enlist(
    slot: number,
    account: number,
    group: number,
    clientId: number,
    lots: number,
    unitReserve: number,
    position: number,
    session: number,
    flags: number,
  ): void {
    const { orders, accounts } = this.state;
    const hot = slot * HOT_I32;
    orders.i32[hot + OWNER] = account;
    orders.i32[hot + OWNER_GROUP] = group;
    orders.f64[slot * HOT_F64 + OPEN_LOTS] = lots;
    const cold = slot * COLD_I32;
    const coldF = slot * COLD_F64;
    orders.coldF64[coldF + CLIENT_ORDER_ID] = clientId;
    orders.coldF64[coldF + RESERVED_MICRO_PAT] = unitReserve;
    orders.coldF64[coldF + ORIGINAL_LOTS] = lots;
    orders.coldI32[cold + POSITION_SLOT] = position;
    orders.coldI32[cold + SESSION_ID] = session;
    orders.coldI32[cold + EXTRA] = 0;
    orders.coldI32[cold + FLAGS] = flags;
    const newest = accounts.get(account, A.newestOrder);
    orders.coldI32[cold + ACCOUNT_PREV] = newest;
    orders.coldI32[cold + ACCOUNT_NEXT] = 0;
    if (newest !== 0) orders.coldI32[newest * COLD_I32 + ACCOUNT_NEXT] = slot;
    else accounts.set(account, A.oldestOrder, slot);
    accounts.set(account, A.newestOrder, slot);
    accounts.set(account, A.openOrders, accounts.get(account, A.openOrders) + 1);
  }

  /** Takes a record that is no longer in a book out of the account's list and frees it. */
  discard(slot: number): void {
    const { orders, accounts } = this.state;
    const account = this.owner(slot);
    const cold = slot * COLD_I32;
    const next = orders.coldI32[cold + ACCOUNT_NEXT] as number;
    const previous = orders.coldI32[cold + ACCOUNT_PREV] as number;
    if (previous !== 0) orders.coldI32[previous * COLD_I32 + ACCOUNT_NEXT] = next;
    else accounts.set(account, A.oldestOrder, next);
    if (next !== 0) orders.coldI32[next * COLD_I32 + ACCOUNT_PREV] = previous;
    else accounts.set(account, A.newestOrder, previous);
    accounts.set(account, A.openOrders, accounts.get(account, A.openOrders) - 1);
    this.clearTimer(slot);
    const flags = orders.coldI32[cold + FLAGS] as number;
    if ((flags & ORDER_FLAG.SPECIAL) !== 0) this.state.specials.drop(slot);
    orders.free(slot);
  }

  setTimer(slot: number, timer: number): void {
    this.state.orders.coldI32[slot * COLD_I32 + EXTRA] = timer;
  }

  clearTimer(slot: number): void {
    const timer = this.state.orders.coldI32[slot * COLD_I32 + EXTRA] as number;
    if (timer === 0) return;
    this.state.timers.cancel(timer);
    this.setTimer(slot, 0);
  }

  /** Reserves what an order of these lots needs. */
  reserve(
    account: number,
    position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    this.clearings.of(series).reserve(account, position, series, side, unit, lots);
  }

  /** Gives back what lots of an order reserved. */
  release(
    account: number,
    position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    this.clearings.of(series).release(account, position, series, side, unit, lots);
  }

  /** Takes a resting or dormant order out, gives its reservations back, reports it and frees it. */
  cancel(slot: number, reason: number): void {
    const { state } = this;
    const isDormant = this.isDormant(slot);
    const series = this.series(slot);
    const side = this.side(slot);
    const priceTicks = this.priceTicks(slot);
    const lots = this.totalLots(slot);
    if (!isDormant) {
      state.book.unlink(slot);
      this.reports.log.touch(series, side, priceTicks);
    }
    state.series.add(series, S.openOrders, -1);
    this.end(slot, series, side, priceTicks, lots, reason);
  }

  /** Cancels the orders that share a group with one that traded, was triggered or is cancelled. Returns how many. */
  cancelGroup(slot: number, reason: number = CANCEL_REASON.ONE_CANCELS_OTHER): number {
    const { extensions, oco } = this.state.specials;
    const extension = extensions.of(slot);
    let canceled = 0;
    for (let other = oco.sibling(extension); other !== 0; other = oco.sibling(extension)) {
      this.cancel(other, reason);
      canceled += 1;
    }
    return canceled;
  }

  /** Cancels an order at its owner's request, after the others of its group. Returns how many ended. */
  cancelRequested(slot: number): number {
    const isSpecial = (this.flags(slot) & ORDER_FLAG.SPECIAL) !== 0;
    const others = isSpecial ? this.cancelGroup(slot, CANCEL_REASON.GROUP_CANCELED) : 0;
    this.cancel(slot, CANCEL_REASON.REQUESTED);
    return others + 1;
  }

  /** Ends the broker's firm quotes in a series that are on a side (0: both). Returns how many. */
  cancelOffers(seriesId: number, side: number, reason: number, to = 0): number {
    const { extensions, offers } = this.state.specials;
    const { accounts } = this.state;
    let ended = 0;
    let extension = offers.first(seriesId);
    while (extension !== 0) {
      const next = offers.next(extension);
      const slot = extensions.get(extension, special.SLOT);
      const addressee = extensions.get(extension, ADDRESSEE);
      const isTo = to === 0 || accounts.isOneFirm(addressee, to);
      if (isTo && (side === 0 || this.side(slot) === side)) {
        this.cancel(slot, reason);
        ended += 1;
      }
      extension = next;
    }
    return ended;
  }

  /** Cancels up to so many orders of a series: bids, asks, each best first, then the dormant ones. Returns how many. */
  cancelSeries(seriesId: number, reason: number, ordersMax: number): number {
    const { book, series, specials } = this.state;
    let canceled = 0;
    while (canceled < ordersMax) {
      const slot =
        book.headOf(seriesId, 0) || book.headOf(seriesId, 1) || specials.anyDormant(seriesId);
      if (slot === 0) break;
      const isOver = reason === SERIES_CLOSED && (this.flags(slot) & ORDER_FLAG.DAY) !== 0;
      this.cancel(slot, isOver ? EXPIRED : reason);
      canceled += 1;
    }
    const left = series.get(seriesId, S.openOrders);
    check(canceled === ordersMax || left === 0, 'I15: orders are left in a series without orders');
    return canceled;
  }

  /** Ends an order that is in no book: reservations of `lots` back, report, free. */
  end(
    slot: number,
    series: number,
    side: number,
    priceTicks: number,
    lots: number,
    reason: number,
  ): void {
    const account = this.owner(slot);
    this.release(account, this.position(slot), series, side, this.unitReserve(slot), lots);
    if ((this.flags(slot) & ORDER_FLAG.QUOTE) !== 0) this.reports.quoteChanged(series);
    else {
      this.reports.canceled(
        account,
        this.state.orders.idOf(slot),
        this.clientId(slot),
        series,
        side,
        priceTicks,
        lots,
        this.originalLots(slot),
        reason,
      );
    }
    this.discard(slot);
  }

  private levelOf(slot: number): number {
    const level = this.state.orders.i32[slot * HOT_I32 + LEVEL] as number;
    return level < 0 ? -level : level;
  }
}
