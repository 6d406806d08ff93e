/**
 * Orders: place, amend, cancel, mass cancel.
 *
 * An order is checked whole, reserved whole, matched, and its rest either rests or is cancelled. Nothing changes
 * before every check has passed, and nothing fails after the first change: room in every store is checked first.
 */
import {
  CANCEL_REASON,
  type Command,
  FIELD_ID,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../values/index.js';
import { PRICE_TICKS_MAX } from '../book/index.js';
import type { Held } from '../clearing/clearing.js';
import { SERIES_FIELD } from '../instruments/series-table.js';
import { ACCOUNT_FIELD } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { AdvancedAmend } from './advanced/amend.js';
import type { Matching } from './matching.js';
import type { OrderAdmission } from './order-admission.js';
import { HOLDS_NOTHING, heldBy, type OrderChecks } from './order-checks.js';
import { ORDER_FLAG, type OrderRecords } from './order-records.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;
const S = SERIES_FIELD;

const { BUY, SELL } = SIDE;
const { LIMIT, MARKET } = ORDER_TYPE;
const { GTC, DAY, GTD, IOC, FOK } = TIME_IN_FORCE;

export class OrderEntry {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly checks: OrderChecks;
  private readonly matching: Matching;
  private readonly admission: OrderAdmission;
  private readonly specialAmend: AdvancedAmend;
  /** What the order being amended holds; one object, filled in again. */
  private readonly held: Held = heldBy(1);

  constructor(parts: {
    state: State;
    reports: EventWriter;
    live: OrderRecords;
    checks: OrderChecks;
    matching: Matching;
    admission: OrderAdmission;
    specialAmend: AdvancedAmend;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.live = parts.live;
    this.checks = parts.checks;
    this.matching = parts.matching;
    this.admission = parts.admission;
    this.specialAmend = parts.specialAmend;
  }

  /** Places a plain order; on refusal nothing has changed but the rate credit it used. */
  place(c: Command, out: Result): void {
    const { state } = this;
    const { accountId: account, seriesId, side, lots } = c;
    const formField = this.formProblem(c);
    if (formField !== 0) return out.refuse(CODE.INVALID_FIELD, formField);
    if (!state.series.exists(seriesId)) {
      return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    }
    const mode = c.selfTradePrevention || SELF_TRADE_PREVENTION.CANCEL_TAKER;
    const position = state.positions.find(account, seriesId);
    const isImmediate = c.timeInForce === IOC || c.timeInForce === FOK;
    const code = this.checks.run(
      account,
      seriesId,
      side,
      c.priceTicks,
      lots,
      position,
      mode,
      HOLDS_NOTHING,
      isImmediate,
    );
    if (code !== 0) return out.refuse(code, this.checks.check.field);
    const auctionField = this.auctionProblem(seriesId, isImmediate);
    if (auctionField !== 0) return out.refuse(CODE.AUCTION, auctionField);
    const crosses = this.wouldTrade(seriesId, side, c.priceTicks);
    if (c.postOnly && crosses) return out.refuse(CODE.WOULD_CROSS, FIELD_ID.price_ticks);
    const group = state.accounts.get(account, A.firmGroup);
    this.matching.setTaker(seriesId, side, c.priceTicks, lots, account, group, mode);
    const isWhole = c.timeInForce === FOK;
    if (isWhole && !this.matching.canFill()) {
      return out.refuse(CODE.FOK_UNFILLABLE, FIELD_ID.quantity_lots);
    }
    const hasRoom = !crosses || this.matching.hasRoomToFill(seriesId, lots, isWhole);
    if (!hasRoom) return out.refuse(CODE.CAPACITY_FULL);
    const { admission } = this;
    const noPlace =
      admission.problem(c, position, isImmediate) ||
      (isImmediate
        ? 0
        : admission.pageProblem(state.book, account, 1, seriesId * 2 + side - 1, c.priceTicks));
    if (noPlace !== 0) return out.refuse(noPlace);
    const canRest = isImmediate || state.book.hasRoom(seriesId, side - 1, c.priceTicks, lots);
    if (!canRest) return out.refuse(CODE.CAPACITY_FULL);

    const slot = this.admission.admit(c, position, c.priceTicks, mode);
    const orderId = state.orders.idOf(slot);
    out.done(orderId);
    if (crosses) this.matching.run(slot);
    this.finish(slot, c.priceTicks, isImmediate);
    this.admission.startTimer(c, orderId);
  }

  /** Changes price and open quantity; on refusal the order is as it was. */
  amend(c: Command, out: Result): void {
    const { state, live } = this;
    const slot = this.findOrder(c);
    if (slot === 0) return out.refuse(CODE.UNKNOWN_ORDER, FIELD_ID.order_id);
    if (c.lots < 1) return out.refuse(CODE.TICK_LOT, FIELD_ID.open_lots);
    if ((live.flags(slot) & ORDER_FLAG.TERMS) !== 0) return this.specialAmend.amend(slot, c, out);
    const series = live.series(slot);
    const side = live.side(slot);
    const oldPrice = live.priceTicks(slot);
    const oldLots = live.openLots(slot);
    const orderId = state.orders.idOf(slot);
    if (this.isClearing(series)) return out.refuse(CODE.AUCTION, FIELD_ID.series_id);
    if (c.priceTicks === oldPrice && c.lots <= oldLots) {
      this.shrink(slot, series, side, oldPrice, oldLots - c.lots);
      out.done(orderId);
      return;
    }
    const account = c.accountId;
    const position = live.position(slot);
    const flags = live.flags(slot);
    const mode = (flags >> ORDER_FLAG.STP_SHIFT) & ORDER_FLAG.STP_MASK;
    const { held } = this;
    held.patMicroPat = live.unitReserve(slot) * oldLots;
    held.rightsLots = side === SELL ? oldLots : 0;
    held.amendedLots = oldLots;
    held.amendedTicks = oldPrice;
    const code = this.checks.run(account, series, side, c.priceTicks, c.lots, position, mode, held);
    if (code !== 0) return out.refuse(code, this.checks.check.field);
    const unit = this.checks.check.unitReserveMicroPat;
    const crosses = this.wouldTrade(series, side, c.priceTicks);
    if ((flags & ORDER_FLAG.POST_ONLY) !== 0 && crosses) {
      return out.refuse(CODE.WOULD_CROSS, FIELD_ID.price_ticks);
    }
    const hasRoom =
      (!crosses || this.matching.hasRoomToFill(series, c.lots, false)) &&
      state.book.hasRoom(series, side - 1, c.priceTicks, c.lots);
    if (!hasRoom) return out.refuse(CODE.CAPACITY_FULL);
    const ladder = series * 2 + side - 1;
    const noPage =
      c.priceTicks === oldPrice
        ? 0
        : this.admission.pageProblem(state.book, account, 0, ladder, c.priceTicks);
    if (noPage !== 0) return out.refuse(noPage);

    state.book.unlink(slot);
    state.series.add(series, S.openOrders, -1);
    this.reports.log.touch(series, side, oldPrice);
    live.release(account, position, series, side, live.unitReserve(slot), oldLots);
    live.setOriginalLots(slot, live.originalLots(slot) - oldLots + c.lots);
    live.setOpenLots(slot, c.lots);
    live.setUnitReserve(slot, unit);
    live.reserve(account, position, series, side, unit, c.lots);
    // An amend uses credit for what it adds.
    if (side === BUY && unit * c.lots > held.patMicroPat) {
      this.checks.useDailyCredit(account, unit * c.lots - held.patMicroPat);
    }
    this.reportChange(EVENT.ORDER_AMENDED, slot, series, side, c.priceTicks);
    out.done(orderId);
    if (crosses) {
      const group = state.accounts.get(account, A.firmGroup);
      this.matching.setTaker(series, side, c.priceTicks, c.lots, account, group, mode);
      this.matching.run(slot);
    } else {
      this.matching.setTaker(series, side, c.priceTicks, c.lots, account, 0, mode);
    }
    this.finish(slot, c.priceTicks, false);
  }

  /** Cancels one order. */
  cancel(c: Command, out: Result): void {
    const slot = this.findOrder(c);
    if (slot === 0) return out.refuse(CODE.UNKNOWN_ORDER, FIELD_ID.order_id);
    const orderId = this.state.orders.idOf(slot);
    out.done(orderId, this.live.cancelRequested(slot));
  }

  /** Takes lots off a resting order, which keeps its place; reservations of them go back. */
  private shrink(
    slot: number,
    series: number,
    side: number,
    priceTicks: number,
    byLots: number,
  ): void {
    const { live } = this;
    if (byLots > 0) {
      const account = live.owner(slot);
      this.state.book.reduce(slot, live.openLots(slot) - byLots);
      live.setOriginalLots(slot, live.originalLots(slot) - byLots);
      live.release(account, live.position(slot), series, side, live.unitReserve(slot), byLots);
      this.reports.log.touch(series, side, priceTicks);
    }
    this.reportChange(EVENT.ORDER_AMENDED, slot, series, side, priceTicks);
  }

  /** After matching: the order is done, its rest rests, or its rest is cancelled. */
  private finish(slot: number, priceTicks: number, isImmediate: boolean): void {
    const { state, live } = this;
    const { taker, stopReason } = this.matching;
    const seriesId = taker.series;
    const side = taker.side + 1;
    if (taker.lots === 0) {
      live.discard(slot);
      return;
    }
    if (stopReason !== 0 || isImmediate) {
      const reason = stopReason !== 0 ? stopReason : CANCEL_REASON.IMMEDIATE_REST;
      live.end(slot, seriesId, side, priceTicks, taker.lots, reason);
      return;
    }
    live.setOpenLots(slot, taker.lots);
    state.book.rest(slot, seriesId, taker.side, priceTicks);
    state.series.add(seriesId, S.openOrders, 1);
    this.reports.log.touch(seriesId, side, priceTicks);
  }

  /** Whether an order would trade at once. */
  private wouldTrade(seriesId: number, side: number, priceTicks: number): boolean {
    return !this.isAuction(seriesId) && this.state.book.wouldCross(seriesId, side - 1, priceTicks);
  }

  private isAuction(seriesId: number): boolean {
    return this.state.series.get(seriesId, S.state) === SERIES_STATE.AUCTION;
  }

  /** FIELD_ID of what an auction does not take, or 0. */
  private auctionProblem(seriesId: number, isImmediate: boolean): number {
    if (!this.isAuction(seriesId)) return 0;
    if (isImmediate) return FIELD_ID.time_in_force;
    return this.isClearing(seriesId) ? FIELD_ID.series_id : 0;
  }

  /** Whether what an auction gathered is being cleared: who comes now would have come too late. */
  private isClearing(seriesId: number): boolean {
    return this.state.series.get(seriesId, S.auctionClearing) !== 0;
  }

  /** FIELD_ID of a field that contradicts another, or 0. */
  private formProblem(c: Command): number {
    if (c.orderType !== LIMIT && c.orderType !== MARKET) return FIELD_ID.order_type;
    const isImmediate = c.timeInForce === IOC || c.timeInForce === FOK;
    if (c.orderType === MARKET && !isImmediate) return FIELD_ID.time_in_force;
    if (c.timeInForce < GTC || c.timeInForce > FOK) return FIELD_ID.time_in_force;
    if (c.side !== BUY && c.side !== SELL) return FIELD_ID.side;
    if (c.priceTicks > PRICE_TICKS_MAX) return FIELD_ID.price_ticks;
    if (c.postOnly && isImmediate) return FIELD_ID.post_only;
    if (c.timeInForce === GTD)
      return c.expireTimeMs > this.state.timeMs ? 0 : FIELD_ID.expire_time_ns;
    return c.timeInForce !== DAY && c.expireTimeMs !== 0 ? FIELD_ID.expire_time_ns : 0;
  }

  /** Whether a cancel or an amend names a live order of the account. Changes nothing. */
  has(accountId: number, { orderId, targetClientId }: Command): boolean {
    return this.find(accountId, orderId, targetClientId) !== 0;
  }

  /**
   * The order a command names, by order id or by client id while that is remembered. Levels of a quote are not found:
   * they change with their quote; nor are firm quotes, which would not be firm.
   */
  private findOrder(c: Command): number {
    return this.find(c.accountId, c.orderId, c.targetClientId);
  }

  private find(accountId: number, orderId: number, targetClientId: number): number {
    const { live, state } = this;
    const id = orderId || state.outcomes.referenceOf(accountId, targetClientId);
    const slot = live.find(accountId, id);
    if (slot === 0 || (live.flags(slot) & (ORDER_FLAG.QUOTE | ORDER_FLAG.FIRM)) !== 0) return 0;
    // The outcome of another command refers to something else.
    return orderId !== 0 || live.clientId(slot) === targetClientId ? slot : 0;
  }

  private reportChange(
    type: number,
    slot: number,
    series: number,
    side: number,
    priceTicks: number,
  ): void {
    const { live } = this;
    this.reports.changed(
      type,
      live.owner(slot),
      this.state.orders.idOf(slot),
      live.clientId(slot),
      series,
      side,
      priceTicks,
      live.openLots(slot),
      live.originalLots(slot),
    );
  }
}
