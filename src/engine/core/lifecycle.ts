/**
 * What time does: series open and close, orders and quotes expire, deliveries reach their deadlines, and long work
 * goes on a bounded amount per command.
 *
 * Order within one command: due timers first (wall clock, then service clock), then work, then the command itself.
 */
import {
  CANCEL_REASON,
  type ColdBodies,
  FIELD_ID,
  formatSeriesKey,
  KILL_SCOPE,
  QUOTER_STATE,
  SERIES_STATE,
} from '../../values/index.js';
import { check } from './check.js';
import type { DeliveryDesk } from './delivery-desk.js';
import { EVENT } from './events.js';
import type { LiveOrders } from './live-orders.js';
import type { ParameterValues } from './parameter-values.js';
import type { PositionBook } from './position-book.js';
import { POSITION_FIELD as P } from './positions.js';
import type { Quotes } from './quotes.js';
import { CODE, type Outcome } from './reject.js';
import type { Reports } from './reports.js';
import type { Rights } from './rights.js';
import { SERIES_FIELD as S } from './series-table.js';
import type { State } from './state.js';
import { TIMER } from './timers.js';
import { WORK } from './work-queue.js';

/** Timers fired and items of work done per command: what bounds the time of one command. */
const TIMERS_PER_COMMAND = 256;
const STEPS_PER_COMMAND = 256;

/** Cursor of a series' close: its orders are not all cancelled yet. Later it is the next position plus one. */
const CANCELING = 0;

export class Lifecycle {
  private readonly state: State;
  private readonly reports: Reports;
  private readonly live: LiveOrders;
  private readonly quotes: Quotes;
  private readonly rights: Rights;
  private readonly desk: DeliveryDesk;
  private readonly positions: PositionBook;
  private readonly parameters: ParameterValues;

  constructor(parts: {
    state: State;
    reports: Reports;
    live: LiveOrders;
    quotes: Quotes;
    rights: Rights;
    desk: DeliveryDesk;
    positions: PositionBook;
    parameters: ParameterValues;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.live = parts.live;
    this.quotes = parts.quotes;
    this.rights = parts.rights;
    this.desk = parts.desk;
    this.positions = parts.positions;
    this.parameters = parts.parameters;
  }

  /** Whether anything waits for time to pass or for the next command. */
  get isIdle(): boolean {
    const { state } = this;
    return state.work.count === 0 && state.timers.nextDueMs > state.timeMs;
  }

  /** Runs what is due, a bounded amount. */
  run(): void {
    const { state } = this;
    const { timers, serviceTimers, timeMs, serviceTimeMs } = state;
    let fired = 0;
    while (timers.nextDueMs <= timeMs && fired < TIMERS_PER_COMMAND) {
      const kind = timers.nextKind;
      const reference = timers.nextReference;
      timers.pop();
      this.fire(kind, reference);
      fired += 1;
    }
    while (serviceTimers.nextDueMs <= serviceTimeMs && fired < TIMERS_PER_COMMAND) {
      const reference = serviceTimers.nextReference;
      serviceTimers.pop();
      this.desk.expire(reference);
      fired += 1;
    }
    if (state.work.count > 0) this.work();
  }

  /** Opens a series of a contract, scheduled when its window has not begun. */
  openSeries(body: ColdBodies['openSeries'], out: Outcome): void {
    const { state } = this;
    const { registry, series, timers, timeMs } = state;
    const contract = registry.contract(body.contractId);
    if (contract === undefined) return out.refuse(CODE.UNKNOWN_CONTRACT, FIELD_ID.contract_id);
    const startMs = body.windowStartMs;
    const endMs = startMs + contract.windowMs;
    if (startMs % 60_000 !== 0 || endMs <= timeMs) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.window_start_ns);
    }
    for (let id = 1; id <= series.count; id += 1) {
      if (series.get(id, S.contract) === body.contractId && series.get(id, S.startMs) === startMs) {
        return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.window_start_ns);
      }
    }
    if (series.isFull || timers.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const id = series.create();
    const { rules } = contract;
    series.set(id, S.contract, contract.contractId);
    series.set(id, S.segment, contract.segmentId);
    series.set(id, S.window, contract.windowId);
    series.set(id, S.startMs, startMs);
    series.set(id, S.endMs, endMs);
    series.set(id, S.markTicks, rules.referencePriceTicks);
    series.set(id, S.thinnessPpm, 1_000_000);
    series.set(id, S.tickValueMicroPat, rules.tickValueMicroPat);
    series.set(id, S.maxPriceTicks, rules.maxPriceTicks);
    series.set(id, S.maxOrderLots, rules.maxOrderLots);
    series.set(id, S.makerFeePpm, rules.makerFeePpm);
    series.set(id, S.takerFeePpm, rules.takerFeePpm);
    series.set(id, S.minimumClass, rules.minimumClass);
    series.set(id, S.quoterState, QUOTER_STATE.NORMAL);
    this.parameters.addSeries(id);
    const isOpen = startMs <= timeMs;
    this.setState(id, isOpen ? SERIES_STATE.OPEN : SERIES_STATE.SCHEDULED);
    if (isOpen) timers.set(endMs, TIMER.SERIES_END, id);
    else timers.set(startMs, TIMER.SERIES_START, id);
    out.done(id);
  }

  halt(seriesId: number, out: Outcome): void {
    const { series } = this.state;
    if (!series.exists(seriesId)) return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    if (series.get(seriesId, S.state) !== SERIES_STATE.OPEN) {
      return out.refuse(CODE.SERIES_CLOSED, FIELD_ID.series_id);
    }
    this.quotes.pull(seriesId, 0, CANCEL_REASON.SERIES_CLOSED);
    this.setState(seriesId, SERIES_STATE.HALTED);
    out.done(seriesId);
  }

  resume(seriesId: number, out: Outcome): void {
    const { series } = this.state;
    if (!series.exists(seriesId)) return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    if (series.get(seriesId, S.state) !== SERIES_STATE.HALTED) {
      return out.refuse(CODE.SERIES_CLOSED, FIELD_ID.series_id);
    }
    this.setState(seriesId, SERIES_STATE.OPEN);
    out.done(seriesId);
  }

  /** Canonical text of a series. */
  seriesText(seriesId: number): string {
    const { series, registry } = this.state;
    const contract = registry.contract(series.get(seriesId, S.contract));
    return formatSeriesKey(contract?.text ?? '', series.get(seriesId, S.startMs));
  }

  private fire(kind: number, reference: number): void {
    const { state } = this;
    switch (kind) {
      case TIMER.SERIES_START:
        this.setState(reference, SERIES_STATE.OPEN);
        state.timers.set(state.series.get(reference, S.endMs), TIMER.SERIES_END, reference);
        return;
      case TIMER.SERIES_END:
        this.setState(reference, SERIES_STATE.CLOSING);
        state.work.push(WORK.CLOSE_SERIES, reference);
        return;
      case TIMER.ORDER_EXPIRY: {
        const slot = state.orders.find(reference);
        check(slot !== 0, 'I14: an expiry of an order that is over');
        this.live.setTimer(slot, 0);
        this.live.cancel(slot, CANCEL_REASON.EXPIRED);
        return;
      }
      default:
        check(kind === TIMER.QUOTE_EXPIRY, 'I14: a timer of an unknown kind');
        this.quotes.expire(reference);
    }
  }

  private setState(seriesId: number, seriesState: number): void {
    this.state.series.set(seriesId, S.state, seriesState);
    this.reports.plain(EVENT.SERIES, seriesId, seriesState);
  }

  private work(): void {
    const { work } = this.state;
    const { kind, reference } = work;
    if (kind === WORK.CLOSE_SERIES) this.closeSeries(reference);
    else if (kind === WORK.KILL_SERIES) {
      if (this.cancelSome(reference, CANCEL_REASON.KILLED))
        this.killed(KILL_SCOPE.SERIES, reference);
    } else this.killAll();
  }

  /** One stretch of a series' close: its orders, then its positions, oldest first. */
  private closeSeries(seriesId: number): void {
    const { work, series, positions } = this.state;
    if (work.cursor === CANCELING) {
      if (!this.cancelSome(seriesId, CANCEL_REASON.SERIES_CLOSED)) return;
      work.cursor = series.get(seriesId, S.firstPosition) + 1;
    }
    let position = work.cursor - 1;
    for (let steps = 0; position !== 0 && steps < STEPS_PER_COMMAND; steps += 1) {
      const next = positions.get(position, P.seriesNext);
      if (!this.rights.close(position)) {
        // No room for its tickets now: deliveries under way must end first.
        work.rotate();
        return;
      }
      if (positions.get(position, P.outstandingLots) === 0) this.positions.release(position);
      position = next;
      work.cursor = position + 1;
    }
    if (position !== 0) return;
    const held =
      series.get(seriesId, S.consumerLots) +
      series.get(seriesId, S.providerLots) +
      series.get(seriesId, S.brokerLots);
    check(held === 0, 'I4: rights are held after a series is closed');
    this.setState(seriesId, SERIES_STATE.CLOSED);
    work.shift();
  }

  /** Cancels a bounded number of a series' orders, best first; true when none is left. */
  private cancelSome(seriesId: number, reason: number): boolean {
    const { book, series } = this.state;
    for (let steps = 0; steps < STEPS_PER_COMMAND; steps += 1) {
      const slot = book.headOf(seriesId, 0) || book.headOf(seriesId, 1);
      if (slot === 0) {
        check(
          series.get(seriesId, S.openOrders) === 0,
          'I15: orders are left after a series is cleared',
        );
        return true;
      }
      this.live.cancel(slot, reason);
    }
    return false;
  }

  /** Global kill: series after series. */
  private killAll(): void {
    const { work, series, orders } = this.state;
    for (let steps = 0; steps < STEPS_PER_COMMAND; steps += 1) {
      const next = work.cursor + 1;
      if (next > series.count) {
        check(orders.liveCount === 0, 'I15: orders are left after a global kill');
        this.killed(KILL_SCOPE.GLOBAL, 0);
        return;
      }
      if (!this.cancelSome(next, CANCEL_REASON.KILLED)) return;
      work.cursor = next;
    }
  }

  /** A kill has done its work: zero live orders, counted. */
  private killed(scope: number, target: number): void {
    const { series, orders, work } = this.state;
    const left = scope === KILL_SCOPE.SERIES ? series.get(target, S.openOrders) : orders.liveCount;
    this.reports.plain(EVENT.KILL, scope, target, 1, left);
    work.shift();
  }
}
