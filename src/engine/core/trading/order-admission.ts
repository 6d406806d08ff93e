/**
 * Lets in an order that has passed every check, plain or special: its record, its position, what it reserves, the credit
 * it uses, its report, its timer.
 *
 * Invariant: `admit` cannot fail after `hasRoom` said yes and changed nothing since but the book's pages. Fails by
 * `hasRoom` saying no; an untouched position may then have been given up for the one that was needed.
 */
import { type Command, SIDE, TIME_IN_FORCE } from '../../../values/index.js';
import { ACCOUNT_FIELD } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import type { OrderChecks } from './order-checks.js';
import { ORDER_FLAG, type OrderRecords } from './order-records.js';
import type { PositionBook } from './position-book.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;

const { BUY } = SIDE;
const { DAY, GTD } = TIME_IN_FORCE;

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

  /** Whether there is a record, a timer if it takes one, and a position for an order; `position` is its one, or 0. */
  hasRoom(c: Command, position: number): boolean {
    const { orders, timers } = this.state;
    if (orders.isFull || (c.timeInForce === GTD && timers.isFull)) return false;
    return position !== 0 || this.positions.makeRoom();
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
