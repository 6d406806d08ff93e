/**
 * Placing an order that is more than a plain one: checked and reserved whole like any other, at its worst price; then it
 * arrives, waits for its trigger, or is pegged.
 *
 * As for plain orders nothing changes before every check has passed, and nothing fails after the first change.
 */
import {
  type Command,
  FIELD_ID,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../values/index.js';
import { PRICE_TICKS_MAX, PRICE_TICKS_MIN, passiveTicks, special } from '../../book/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { tradesAtOnce } from '../../instruments/trading-status.js';
import { ACCOUNT_FIELD as A } from '../../kernel/accounts.js';
import { CODE, type Result } from '../../kernel/reject.js';
import type { State } from '../../kernel/state.js';
import type { Matching } from '../matching.js';
import type { OrderAdmission } from '../order-admission.js';
import { HOLDS_NOTHING, type OrderChecks } from '../order-checks.js';
import { ORDER_FLAG, type OrderRecords } from '../order-records.js';
import type { AdvancedArrival } from './arrival.js';
import { termsProblem } from './form.js';
import { isStopType, TIME_IN_FORCE_WORD } from './orders.js';

const { BUY, SELL } = SIDE;
const { MARKET, PEGGED, TRAILING_STOP } = ORDER_TYPE;
const { IOC, FOK } = TIME_IN_FORCE;
/** An OCO order may need an extension for the order it names too. */
const EXTENSIONS_MAX = 2;

export class AdvancedEntry {
  private readonly state: State;
  private readonly live: OrderRecords;
  private readonly checks: OrderChecks;
  private readonly matching: Matching;
  private readonly admission: OrderAdmission;
  private readonly arrival: AdvancedArrival;
  /** What the checks found out about the order being placed; the field a refusal names. */
  private field = 0;
  private mode = 0;
  private position = 0;
  private priceTicks = 0;
  /** It arrives now, rather than wait or be pegged. */
  private isNow = false;
  private isImmediate = false;
  private isTrading = false;
  private crosses = false;
  /** It must fill whole. */
  private isWhole = false;
  /** The order whose group it joins, or 0. */
  private member = 0;
  /** The price it waits for, or 0. */
  private trigger = 0;

  constructor(parts: {
    state: State;
    live: OrderRecords;
    checks: OrderChecks;
    matching: Matching;
    admission: OrderAdmission;
    arrival: AdvancedArrival;
  }) {
    this.state = parts.state;
    this.live = parts.live;
    this.checks = parts.checks;
    this.matching = parts.matching;
    this.admission = parts.admission;
    this.arrival = parts.arrival;
  }

  /** Places an order; on refusal nothing has changed but the rate credit it used. */
  place(c: Command, out: Result): void {
    const { state } = this;
    const { seriesId, side, lots } = c;
    this.field = 0;
    const code = this.formProblem(c) || this.checkProblem(c) || this.meetProblem(c);
    if (code !== 0) return out.refuse(code, this.field);
    const { isNow, isImmediate, priceTicks } = this;
    const place = state.specials.placeProblem(seriesId, this.position, c.orderType);
    if (place !== 0) return out.refuse(place);
    const noRoom = this.roomProblem(c);
    if (noRoom !== 0) return out.refuse(noRoom);
    const rests = isNow && !isImmediate;
    if (rests && !state.book.hasRoom(seriesId, side - 1, priceTicks, lots)) {
      return out.refuse(CODE.CAPACITY_FULL);
    }

    const slot = this.admission.admit(c, this.position, priceTicks, this.mode);
    this.attach(c, slot);
    const orderId = state.orders.idOf(slot);
    out.done(orderId);
    if (isNow) this.arrival.arrive(slot, priceTicks, isImmediate, this.crosses);
    else this.sleep(c, slot);
    this.admission.startTimer(c, orderId);
  }

  private formProblem(c: Command): number {
    this.field = termsProblem(c, this.state.timeMs);
    if (this.field !== 0) return CODE.INVALID_FIELD;
    if (this.state.series.exists(c.seriesId)) return 0;
    this.field = FIELD_ID.series_id;
    return CODE.UNKNOWN_SERIES;
  }

  /** The pre-trade checks, at the price the order gets. */
  private checkProblem(c: Command): number {
    const { state, checks } = this;
    const { accountId: account, seriesId, side, lots } = c;
    this.isNow = c.orderType <= MARKET;
    this.isImmediate = this.isNow && (c.timeInForce === IOC || c.timeInForce === FOK);
    this.isTrading = tradesAtOnce(state.series.get(seriesId, S.state));
    this.mode = c.selfTradePrevention || SELF_TRADE_PREVENTION.CANCEL_TAKER;
    this.priceTicks = c.postOnlySlide && this.isTrading ? this.slide(c) : c.priceTicks;
    const position = state.positions.find(account, seriesId);
    this.position = position;
    // Whom a dormant order would meet is not known before it is woken, and a peg meets nobody.
    const mode = this.isNow ? this.mode : 0;
    const price = this.priceTicks;
    const code = checks.run(
      account,
      seriesId,
      side,
      price,
      lots,
      position,
      mode,
      HOLDS_NOTHING,
      this.isImmediate,
    );
    this.field = checks.check.field;
    return code || this.auctionProblem(c);
  }

  /** An auction takes no order that must trade at once, and none while it is cleared. */
  private auctionProblem(c: Command): number {
    const { series } = this.state;
    this.field = FIELD_ID.time_in_force;
    if (this.isImmediate && !this.isTrading) return CODE.AUCTION;
    this.field = FIELD_ID.series_id;
    return series.get(c.seriesId, S.auctionClearing) === 0 ? 0 : CODE.AUCTION;
  }

  /** What the order would do at once, whose group it joins, what it waits for. */
  private meetProblem(c: Command): number {
    const { state, isNow, mode, priceTicks } = this;
    const { accountId: account, seriesId, side, lots } = c;
    const { book } = state;
    this.crosses = isNow && this.isTrading && book.wouldCross(seriesId, side - 1, priceTicks);
    this.field = FIELD_ID.price_ticks;
    if (this.crosses && (c.postOnly || c.postOnlySlide)) return CODE.WOULD_CROSS;
    this.isWhole = isNow && (c.timeInForce === FOK || (c.allOrNone && this.crosses));
    const group = state.accounts.get(account, A.firmGroup);
    this.matching.setTaker(seriesId, side, priceTicks, lots, account, group, mode);
    this.field = FIELD_ID.quantity_lots;
    if (this.isWhole && !this.matching.canFill()) return CODE.FOK_UNFILLABLE;
    this.field = FIELD_ID.oco_client_order_id;
    const code = this.findMember(c);
    if (code !== 0) return code;
    this.field = FIELD_ID.trigger_price_ticks;
    this.trigger = isStopType(c.orderType) ? this.triggerTicks(c) : 0;
    return isStopType(c.orderType) && this.trigger === 0 ? CODE.INVALID_FIELD : 0;
  }

  /** The price of an order that slides; its own when there is none, for the checks to find. */
  private slide(c: Command): number {
    const maxTicks = this.state.series.get(c.seriesId, S.maxPriceTicks);
    // A price there is not is refused as it is, not slid to one there is.
    if (c.priceTicks < PRICE_TICKS_MIN || c.priceTicks > maxTicks) return c.priceTicks;
    return passiveTicks(this.state.book, c.seriesId, c.side - 1, c.priceTicks) || c.priceTicks;
  }

  /** Finds the order whose group this one joins; answers an error code, or 0. */
  private findMember(c: Command): number {
    const { live, state } = this;
    this.member = 0;
    if (c.ocoClientId === 0) return 0;
    const id = state.outcomes.referenceOf(c.accountId, c.ocoClientId);
    const slot = live.find(c.accountId, id);
    // The outcome of another command refers to something else.
    if (slot === 0 || live.clientId(slot) !== c.ocoClientId) return CODE.UNKNOWN_ORDER;
    if (live.series(slot) !== c.seriesId) return CODE.INVALID_FIELD;
    this.member = slot;
    const { extensions, oco } = state.specials;
    const extension = extensions.of(slot);
    return extension !== 0 && oco.isFull(extension) ? CODE.CAPACITY_FULL : 0;
  }

  /** The price a stop waits for; 0 if it has none because nothing has traded. */
  private triggerTicks(c: Command): number {
    if (c.orderType !== TRAILING_STOP || c.triggerPriceTicks !== 0) return c.triggerPriceTicks;
    const last = this.state.series.get(c.seriesId, S.lastPriceTicks);
    if (last === 0) return 0;
    const away = c.side === BUY ? c.trailingOffsetTicks : 0 - c.trailingOffsetTicks;
    return Math.min(PRICE_TICKS_MAX, Math.max(PRICE_TICKS_MIN, last + away));
  }

  /** Why the stores have no room for what the order needs, or 0. */
  private roomProblem(c: Command): number {
    const { book, specials } = this.state;
    const { admission, trigger, crosses, isWhole, isImmediate } = this;
    const { accountId: account, seriesId, side, lots } = c;
    if (crosses && !this.matching.hasRoomToFill(seriesId, lots, isWhole)) {
      return CODE.CAPACITY_FULL;
    }
    if (specials.extensions.room < EXTENSIONS_MAX) return CODE.CAPACITY_FULL;
    const noPlace =
      (isImmediate ? 0 : admission.extensionProblem(account)) ||
      admission.problem(c, this.position, isImmediate);
    if (noPlace !== 0) return noPlace;
    const isNow = trigger === 0;
    const store = isNow ? book : specials.triggers.waiting;
    // What waits lies on the other side.
    const ladder = seriesId * 2 + (isNow ? side - BUY : SELL - side);
    const ticks = isNow ? c.priceTicks : trigger;
    const noPage = isImmediate ? 0 : admission.pageProblem(store, account, 1, ladder, ticks);
    if (noPage !== 0 || trigger === 0) return noPage;
    const fits = specials.hasRoomToWait(seriesId, side - 1, trigger, lots);
    return fits ? 0 : CODE.CAPACITY_FULL;
  }

  private attach(c: Command, slot: number): void {
    const { specials } = this.state;
    const { seriesId, side, orderType } = c;
    const isIceberg = c.displayLots !== 0;
    const isNow = orderType <= MARKET;
    if (!isIceberg && isNow && this.member === 0) return;
    specials.mark(slot, ORDER_FLAG.SPECIAL, true);
    const extension = specials.attach(slot, seriesId, side - 1, orderType, isIceberg);
    const { extensions } = specials;
    extensions.set(extension, TIME_IN_FORCE_WORD, c.timeInForce);
    extensions.set(extension, special.LIMIT_TICKS, this.priceTicks);
    if (isIceberg) this.state.book.setPeak(slot, c.displayLots);
    const { member } = this;
    if (member === 0) return;
    if (extensions.of(member) === 0) {
      specials.mark(member, ORDER_FLAG.SPECIAL, true);
      specials.attach(member, seriesId, this.live.side(member) - BUY, ORDER_TYPE.LIMIT, false);
    }
    specials.oco.join(extension, extensions.of(member));
  }

  /** The order waits for its trigger, or rests where fair value says. */
  private sleep(c: Command, slot: number): void {
    const { state, arrival, trigger } = this;
    const { specials, series } = state;
    const { extensions, triggers } = specials;
    const extension = extensions.of(slot);
    specials.mark(slot, ORDER_FLAG.DORMANT, true);
    series.add(c.seriesId, S.openOrders, 1);
    if (c.orderType === PEGGED) {
      extensions.set(extension, special.OFFSET_TICKS, c.pegOffsetTicks);
      arrival.peg(slot);
      return;
    }
    const last = series.get(c.seriesId, S.lastPriceTicks);
    if (last !== 0 && triggers.isReached(c.side - 1, trigger, last)) {
      triggers.electNow(extension, trigger);
      specials.enqueue(c.seriesId);
    } else if (c.orderType === TRAILING_STOP) {
      triggers.waitTrailing(extension, trigger, c.trailingOffsetTicks);
    } else triggers.wait(extension, trigger);
  }
}
