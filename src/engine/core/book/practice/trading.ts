/**
 * How a practice book trades: an order arrives, meets the book, and rests, waits or ends; groups and
 * stops follow from its trades.
 *
 * Which rule comes first when several apply: what an order may not do at all (post-only, its own group),
 * then all-or-nothing, then self-trade prevention maker by maker, then its group, then its time in
 * force, then the stops its trades reach.
 */

import type { AdvancedBook } from '../advanced.js';
import * as special from '../advanced.js';
import { type Book, PAUSED, STOPPED_BY_STP } from '../book.js';
import { FILL, Matches, STP_DECREMENT } from '../matches.js';
import { passiveTicks } from '../post-only.js';
import { PRICE_TICKS_MAX, PRICE_TICKS_MIN } from '../price-levels.js';
import * as modes from '../taker.js';
import { BUY, Taker } from '../taker.js';
import type { Triggers } from '../triggers.js';
import type { Groups } from './groups.js';
import type { StpMode } from './instruction.js';
import type { Journal } from './journal.js';
import type { PracticeOrder, PracticeOrders } from './orders.js';
import type { RejectCode } from './reject-codes.js';
import type { CancelReason, Status } from './report.js';

const { TRIGGER_TICKS } = special;

const SERIES = 0;
const MATCHES_MAX = 1024;

const STP: Readonly<Record<StpMode, number>> = {
  none: modes.STP_NONE,
  cancel_taker: modes.STP_CANCEL_TAKER,
  cancel_maker: modes.STP_CANCEL_MAKERS,
  cancel_both: modes.STP_CANCEL_BOTH,
  decrement: modes.STP_DECREMENT_BOTH,
};

export interface TradingParts {
  readonly book: Book;
  readonly triggers: Triggers;
  readonly orders: PracticeOrders;
  readonly specials: AdvancedBook;
  readonly groups: Groups;
  readonly journal: Journal;
}

export class Trading {
  private readonly parts: TradingParts;
  private readonly taker = new Taker();
  private readonly matches = new Matches(MATCHES_MAX);
  /** First and last price of the current taker's trades; 0 = none. */
  private firstPrice = 0;
  private lastPrice = 0;
  /** Whether the taker's last row took lots off it without a trade. */
  private endedByStp = false;

  constructor(parts: TradingParts) {
    this.parts = parts;
  }

  /**
   * Why an order may not arrive with this price and quantity; undefined if it may. Changes nothing.
   * @param price 0 = any
   */
  refusal(order: PracticeOrder, price: number, qty: number): RejectCode | undefined {
    const { book, groups } = this.parts;
    const { side, postOnly } = order.terms;
    const limit = price || worstPrice(side);
    if (postOnly !== 'no' && book.wouldCross(SERIES, side, limit)) return 'WOULD_TAKE';
    for (const member of groups.others(order)) {
      const isOpposite = !member.isWaiting && member.terms.side !== side;
      if (isOpposite && reaches(side, limit, book.priceTicksOf(member.slot))) {
        return 'WOULD_MEET_ITS_GROUP';
      }
    }
    if (canRest(order) && !book.hasRoom(SERIES, side, limit, qty)) return 'BOOK_FULL';
    return undefined;
  }

  /** Whether an all-or-none order would trade, but only in part. */
  wouldSplit(order: PracticeOrder, price: number, qty: number): boolean {
    const limit = price || worstPrice(order.terms.side);
    if (!order.terms.allOrNone) return false;
    return (
      this.parts.book.wouldCross(SERIES, order.terms.side, limit) &&
      !this.canFill(order, limit, qty)
    );
  }

  /**
   * Lets an order that is on no book, with its lots set, arrive.
   * @returns why it may not; never for one that is triggered (it is killed) or was checked before
   */
  enter(order: PracticeOrder, how: 'new' | 'triggered' | 'replaced'): RejectCode | undefined {
    const { book, journal } = this.parts;
    const { side, postOnly } = order.terms;
    const qty = book.totalLots(order.slot);
    if (postOnly === 'slide') order.price = passiveTicks(book, SERIES, side, order.price);
    const hasNoPrice = postOnly === 'slide' && order.price === 0;
    const code = hasNoPrice ? 'WOULD_TAKE' : this.refusal(order, order.price, qty);
    if (code !== undefined && how === 'new') return code;
    if (how === 'new') this.accept(order, 'open');
    const isAllNow = order.terms.tif === 'FOK';
    const cannot = isAllNow && !this.canFill(order, order.price || worstPrice(side), qty);
    if (code !== undefined || cannot || this.wouldSplit(order, order.price, qty)) {
      journal.say({ event: 'killed', id: order.id, qty });
      this.finish(order, 'killed');
      return undefined;
    }
    this.trade(order, qty);
    return undefined;
  }

  /**
   * Lets a new stop wait, or arrive if its price has been reached already.
   * @returns why it may not
   */
  wait(order: PracticeOrder): RejectCode | undefined {
    const { journal, specials, triggers } = this.parts;
    const { side, type } = order.terms;
    const last = journal.lastPrice;
    const isTrailing = type === 'trailing_stop';
    const offset = isTrailing ? order.terms.trail || distance(last, order.terms.stopPrice) : 0;
    const fromLast = last === null ? 0 : side === BUY ? last + offset : last - offset;
    const trigger = order.terms.stopPrice || clampTicks(fromLast);
    if (isTrailing && last === null && (order.terms.stopPrice === 0 || offset === 0)) {
      return 'NO_LAST_PRICE';
    }
    if (last !== null && triggers.isReached(side, trigger, last)) {
      this.accept(order, 'open');
      this.trigger(order);
      return undefined;
    }
    const extension = specials.of(order.slot);
    const isWaiting = isTrailing
      ? triggers.waitTrailing(extension, trigger, offset)
      : triggers.wait(extension, trigger);
    if (!isWaiting) return 'BOOK_FULL';
    order.isWaiting = true;
    this.accept(order, 'untriggered');
    return undefined;
  }

  /**
   * Makes a waiting order wait behind all others of its price.
   * @param stopPrice 0 = as it is
   */
  waitAnew(order: PracticeOrder, stopPrice: number, qty: number): RejectCode | undefined {
    const { book, specials, triggers } = this.parts;
    const extension = specials.of(order.slot);
    const trigger = stopPrice || specials.get(extension, TRIGGER_TICKS);
    if (!triggers.hasRoom(extension, trigger, qty)) return 'BOOK_FULL';
    triggers.move(extension, trigger, () => book.setLots(order.slot, qty, order.terms.displayQty));
    return undefined;
  }

  /** Lets a waiting order arrive if the last price has reached it. */
  triggerIfReached(order: PracticeOrder): void {
    const { journal, specials, triggers } = this.parts;
    const extension = specials.of(order.slot);
    const trigger = specials.get(extension, TRIGGER_TICKS);
    const last = journal.lastPrice;
    if (last === null || !triggers.isReached(order.terms.side, trigger, last)) return;
    triggers.remove(extension);
    this.trigger(order);
  }

  /** Lets the stops that were elected arrive, in the order of their election, until none is left. */
  runElected(): void {
    const { orders, triggers } = this.parts;
    for (let slot = triggers.takeElected(SERIES); slot !== 0; slot = triggers.takeElected(SERIES)) {
      this.trigger(orders.at(slot));
    }
  }

  /** Lowers the open quantity of a live order, hidden lots first; it keeps its place. */
  shrink(order: PracticeOrder, qty: number): void {
    const book = order.isWaiting ? this.parts.triggers.waiting : this.parts.book;
    const displayed = Math.min(book.openLots(order.slot), qty);
    if (displayed < book.openLots(order.slot)) book.reduce(order.slot, displayed);
    const hidden = qty - displayed;
    if (hidden < book.hiddenLots(order.slot)) book.reduceHidden(order.slot, hidden);
  }

  /** Takes a live order out. */
  cancel(order: PracticeOrder, reason: CancelReason): void {
    const { book, journal, specials, triggers } = this.parts;
    const qty = book.totalLots(order.slot);
    if (order.isWaiting) triggers.remove(specials.of(order.slot));
    else book.unlink(order.slot);
    journal.say({ event: 'canceled', id: order.id, qty, reason });
    this.finish(order, 'canceled');
  }

  /** Frees an order that is on no book and was refused. */
  forget(order: PracticeOrder): void {
    const { groups, orders, specials } = this.parts;
    groups.leave(order);
    specials.detach(order.slot);
    orders.close(order);
  }

  private accept(order: PracticeOrder, status: 'open' | 'untriggered'): void {
    this.parts.journal.setStatus(order.id, status);
    this.parts.journal.say({ event: 'accepted', id: order.id, status });
  }

  private finish(order: PracticeOrder, status: Status): void {
    this.parts.journal.setStatus(order.id, status);
    this.forget(order);
  }

  private trigger(order: PracticeOrder): void {
    order.isWaiting = false;
    this.parts.journal.setStatus(order.id, 'open');
    this.parts.journal.say({ event: 'triggered', id: order.id });
    this.cancelGroup(this.parts.groups.others(order));
    this.enter(order, 'triggered');
  }

  private cancelGroup(others: readonly PracticeOrder[]): void {
    for (const other of others) this.cancel(other, 'oco');
  }

  private canFill(order: PracticeOrder, limit: number, qty: number): boolean {
    this.fillIn(order, limit, qty);
    return this.parts.book.canFill(this.taker);
  }

  private fillIn({ terms }: PracticeOrder, limit: number, qty: number): void {
    const { taker, parts } = this;
    taker.series = SERIES;
    taker.side = terms.side;
    taker.limitPriceTicks = limit;
    taker.lots = qty;
    taker.owner = parts.orders.ownerOf(terms.user);
    taker.stpMode = STP[terms.stp];
  }

  private trade(order: PracticeOrder, qty: number): void {
    const { book, groups, triggers } = this.parts;
    const { taker, matches } = this;
    this.fillIn(order, order.price || worstPrice(order.terms.side), qty);
    this.firstPrice = 0;
    this.endedByStp = false;
    let end = PAUSED;
    while (end === PAUSED) {
      matches.clear();
      end = book.match(taker, matches);
      for (let row = 0; row < matches.count; row += 1) this.drain(order, row);
    }
    const { firstPrice, lastPrice } = this;
    if (firstPrice !== 0) this.cancelGroup(groups.others(order));
    this.settle(order, taker.lots, end === STOPPED_BY_STP);
    if (firstPrice !== 0) triggers.notePrice(SERIES, firstPrice);
    if (firstPrice !== 0 && lastPrice !== firstPrice) triggers.notePrice(SERIES, lastPrice);
  }

  /** What becomes of the taker after its trades. */
  private settle(order: PracticeOrder, left: number, isStopped: boolean): void {
    const { book, journal } = this.parts;
    const { id, slot, price, terms } = order;
    if (left === 0 && !this.endedByStp) {
      journal.say({ event: 'filled', id });
      this.finish(order, 'filled');
    } else if (left === 0 || isStopped) {
      journal.say({ event: 'canceled', id, qty: left, reason: 'self_trade' });
      this.finish(order, 'canceled');
    } else if (canRest(order)) {
      book.setLots(slot, left, terms.displayQty);
      book.restAny(slot, SERIES, terms.side, price);
      journal.say({ event: 'resting', id, price, qty: left });
    } else {
      journal.say({ event: 'killed', id, qty: left });
      this.finish(order, 'killed');
    }
  }

  private drain(order: PracticeOrder, row: number): void {
    const { groups, journal, orders } = this.parts;
    const { matches } = this;
    const maker = orders.at(matches.makerSlot(row));
    const kind = matches.kind(row);
    const lots = matches.lots(row);
    const left = matches.makerOpenLots(row);
    this.endedByStp = kind === STP_DECREMENT;
    if (kind === FILL) {
      const price = matches.priceTicks(row);
      if (this.firstPrice === 0) this.firstPrice = price;
      this.lastPrice = price;
      journal.trade(maker.id, order.id, price, lots);
      const others = groups.others(maker);
      if (left === 0) {
        journal.say({ event: 'filled', id: maker.id });
        this.finish(maker, 'filled');
      }
      this.cancelGroup(others);
      return;
    }
    if (kind === STP_DECREMENT) {
      journal.say({ event: 'decremented', id: maker.id, qty: lots });
      journal.say({ event: 'decremented', id: order.id, qty: lots });
    }
    if (left > 0) return;
    const hidden = kind === STP_DECREMENT ? 0 : this.parts.book.hiddenLots(maker.slot);
    const qty = kind === STP_DECREMENT ? 0 : lots + hidden;
    journal.say({ event: 'canceled', id: maker.id, qty, reason: 'self_trade' });
    this.finish(maker, 'canceled');
  }
}

/** Whether what an order does not trade at once can stay in the book. */
function canRest({ terms }: PracticeOrder): boolean {
  return terms.tif === 'GTC' && (terms.type === 'limit' || terms.type === 'stop_limit');
}

function worstPrice(side: number): number {
  return side === BUY ? PRICE_TICKS_MAX : PRICE_TICKS_MIN;
}

function reaches(side: number, limit: number, price: number): boolean {
  return side === BUY ? price <= limit : price >= limit;
}

function distance(last: number | null, stopPrice: number): number {
  return last === null ? 0 : Math.abs(last - stopPrice);
}

function clampTicks(ticks: number): number {
  return Math.min(PRICE_TICKS_MAX, Math.max(PRICE_TICKS_MIN, ticks));
}
