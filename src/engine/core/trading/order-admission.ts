/**
 * Lets in an order that has passed every check, plain or special: its record, its position, what it reserves, the credit
 * it uses, its report, its timer.
 *
 * Invariant: `admit` cannot fail after `problem` said 0 and changed nothing since but the book's pages. Fails by `problem`
 * saying why; untouched positions may then have been given up for the one that was needed.
 */
import { type Command, SIDE, TIME_IN_FORCE } from '../../../values/index.js';
import { type Book, PATH_NODES } from '../book/index.js';
import { ACCOUNT_FIELD, BROKER_ACCOUNT } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { CODE } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import type { OrderChecks } from './order-checks.js';
import { ORDER_FLAG, type OrderRecords } from './order-records.js';
import type { PositionBook } from './position-book.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;

const { BUY } = SIDE;
const { DAY, GTD } = TIME_IN_FORCE;
const { CAPACITY_FULL } = CODE;

export class OrderAdmission {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly checks: OrderChecks;
  private readonly positions: PositionBook;

  constructor(
    state: State,
    reports: EventWriter,
    live: OrderRecords,
    checks: OrderChecks,
    positions: PositionBook,
  ) {
    this.state = state;
    this.reports = reports;
    this.live = live;
    this.checks = checks;
    this.positions = positions;
  }

  /**
   * Why there is no record, no timer if it takes one, or no position for an order, or 0. What trades at once or not at all
   * leaves its record before anybody else comes, so it needs no share of them.
   * @param position the account's one in the series, or 0
   */
  problem(c: Command, position: number, isImmediate: boolean): number {
    const { orders, timers } = this.state;
    if (orders.isFull || (c.timeInForce === GTD && timers.isFull)) return CAPACITY_FULL;
    const shared = isImmediate ? 0 : this.recordProblem(c.accountId);
    if (shared !== 0) return shared;
    return position !== 0 ? 0 : this.positions.placeProblem(c.accountId);
  }

  /** SHARE_USED for an account that has its share of the records of orders, or 0. */
  private recordProblem(account: number): number {
    const { orders, accounts } = this.state;
    if (orders.room * 2 > orders.capacity || account === BROKER_ACCOUNT) return 0;
    return crowdProblem(orders, accounts.get(account, A.openOrders), 1, accounts.count);
  }

  /** The same of what special orders keep beside their record; any of its orders may have one. */
  extensionProblem(account: number): number {
    const { specials, accounts } = this.state;
    if (account === BROKER_ACCOUNT) return 0;
    return crowdProblem(
      specials.extensions,
      accounts.get(account, A.openOrders),
      1,
      accounts.count,
    );
  }

  /**
   * SHARE_USED for an account whose orders may have more pages of prices than its share of them, or 0: each may lie alone. Asked
   * where an order is to rest, or to wait, at a price that it did not have.
   *
   * A first order passes whatever others have: what it may need is kept from everybody's further ones. Where the accounts are so
   * many that this would be more than half of all pages, half is kept, and from three quarters on a first order has to lie at a
   * price, or in a page of prices, where others lie already. The broker alone may use the last quarter then.
   * @param more orders that come to those it has: 1 for a new one, 0 for one that moves
   * @param ladder of its book: series × 2 + side, which counts from 0
   */
  pageProblem(
    book: Book,
    account: number,
    more: number,
    ladder: number,
    priceTicks: number,
  ): number {
    const { pagesMax, pagesUsed } = book.levels;
    const { accounts } = this.state;
    const wanted = pagesOfFirstOrders(accounts.count);
    const kept = Math.min(wanted, pagesMax / 2);
    const left = pagesMax - pagesUsed - PATH_NODES;
    if ((left * 2 >= pagesMax && left >= kept) || account === BROKER_ACCOUNT) return 0;
    const orders = accounts.get(account, A.openOrders) + more;
    if (orders <= 1) {
      const isTight = kept < wanted && left * 4 < pagesMax;
      return isTight && book.takesPage(ladder, priceTicks) ? CODE.SHARE_USED : 0;
    }
    const isEven = orders * PATH_NODES * accounts.count * 4 <= pagesMax;
    if (left < kept && !isEven) return CODE.SHARE_USED;
    const store = { room: pagesMax - pagesUsed, capacity: pagesMax };
    return crowdProblem(store, (orders - 1) * PATH_NODES, PATH_NODES, accounts.count);
  }

  /** The slot of the order, enlisted, reserved for and reported at a price, but in no book. */
  admit(c: Command, position: number, priceTicks: number, mode: number): number {
    const { state, live, checks } = this;
    const { accountId: account, clientId, seriesId, side, lots } = c;
    const slot = state.orders.allocate();
    const held = position !== 0 ? position : this.positions.open(account, seriesId);
    const group = state.accounts.get(account, A.firmGroup);
    const unit = checks.check.unitReserveMicroPat;
    const flags = flagsOf(c, mode);
    live.enlist(slot, account, group, clientId, lots, unit, held, c.sessionId, flags);
    live.reserve(account, held, seriesId, side, unit, lots);
    if (side === BUY) checks.useDailyCredit(account, unit * lots);
    const orderId = state.orders.idOf(slot);
    this.reports.accepted(account, orderId, clientId, seriesId, side, priceTicks, lots);
    return slot;
  }

  /** Sets the timer that ends an order, if it has a time to end and is still live. */
  startTimer(c: Command, orderId: number): void {
    if (c.timeInForce !== GTD) return;
    const { orders, timers } = this.state;
    const slot = orders.find(orderId);
    if (slot === 0) return;
    this.live.setTimer(slot, timers.set(c.expireTimeMs, TIMER.ORDER_EXPIRY, orderId));
  }
}

/**
 * Pages that first orders may need: what a lonely price does, for each account there is and for an eighth more to come. An account
 * has at most one order at a time that was let in as its first.
 */
function pagesOfFirstOrders(accounts: number): number {
  return PATH_NODES * (accounts + (accounts >> 3) + 1);
}

/** FLAGS of a new order. */
function flagsOf(c: Command, mode: number): number {
  return (
    (mode << ORDER_FLAG.STP_SHIFT) |
    (c.postOnly || c.postOnlySlide ? ORDER_FLAG.POST_ONLY : 0) |
    (c.postOnlySlide ? ORDER_FLAG.SLIDE : 0) |
    (c.allOrNone ? ORDER_FLAG.ALL_OR_NONE : 0) |
    (c.timeInForce === DAY ? ORDER_FLAG.DAY : 0)
  );
}
