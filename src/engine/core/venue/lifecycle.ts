/**
 * What time does: series open and close, orders and quotes expire, deliveries reach their deadlines, and long work
 * goes on a bounded amount per command.
 *
 * Order within one command: due timers first (wall clock, then service clock), then work, then the command itself.
 */
import { CANCEL_REASON, FIELD_ID, KILL_SCOPE, SERIES_STATE } from '../../../values/index.js';
import type { Ending } from '../clearing/clearing.js';
import type { ForwardOpening } from '../clearing/forward-opening.js';
import type { MarginRun } from '../clearing/margin/margin-run.js';
import { isForward } from '../clearing/unpaid.js';
import { instrumentText } from '../instruments/instrument-text.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { takesOrders } from '../instruments/trading-status.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import { WORK } from '../kernel/work-queue.js';
import type { Market } from '../resources/market.js';
import type { CollateralReview } from '../rights/collateral-review.js';
import type { DeliveryDesk } from '../rights/delivery-desk.js';
import type { Exercises } from '../rights/exercises.js';
import type { AdvancedArrival } from '../trading/advanced/arrival.js';
import type { Auctions } from '../trading/auctions/auctions.js';
import type { OrderRecords } from '../trading/order-records.js';
import type { Quotes } from '../trading/quotes.js';
import type { ChainCommands } from '../wallets/chain-commands.js';
import type { ParameterChanges } from './parameters/changes.js';
import type { Phases } from './phases/phases.js';

/** Timers fired and items of work done per command: what bounds the time of one command. */
const TIMERS_PER_COMMAND = 256;
const STEPS_PER_COMMAND = 256;

export class Lifecycle {
  /** The commands that are handled here. */
  readonly handlers = {
    haltSeries: ({ seriesId }, out) => this.halt(seriesId, out),
    resumeSeries: ({ seriesId }, out) => this.resume(seriesId, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly quotes: Quotes;
  private readonly desk: DeliveryDesk;
  private readonly close: Ending;
  private readonly opening: ForwardOpening;
  private readonly exercises: Exercises;
  private readonly auctions: Auctions;
  private readonly arrival: AdvancedArrival;
  private readonly changes: ParameterChanges;
  private readonly chain: ChainCommands;
  private readonly review: CollateralReview;
  private readonly market: Market;
  private readonly phases: Phases;
  private readonly margin: MarginRun;
  private readonly cashEnding: Ending;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    live: OrderRecords;
    quotes: Quotes;
    desk: DeliveryDesk;
    close: Ending;
    opening: ForwardOpening;
    exercises: Exercises;
    auctions: Auctions;
    arrival: AdvancedArrival;
    changes: ParameterChanges;
    chain: ChainCommands;
    review: CollateralReview;
    market: Market;
    phases: Phases;
    margin: MarginRun;
    cashEnding: Ending;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.live = parts.live;
    this.quotes = parts.quotes;
    this.desk = parts.desk;
    this.close = parts.close;
    this.opening = parts.opening;
    this.exercises = parts.exercises;
    this.auctions = parts.auctions;
    this.arrival = parts.arrival;
    this.changes = parts.changes;
    this.chain = parts.chain;
    this.review = parts.review;
    this.market = parts.market;
    this.phases = parts.phases;
    this.margin = parts.margin;
    this.cashEnding = parts.cashEnding;
  }

  /** Whether a command now would find due timers or unfinished work: then AdvanceTime is worth sending. */
  isDue(nowMs: number): boolean {
    const { work, timers, serviceTimers, registry, deliveries, entitlements } = this.state;
    // A close without room for its tickets waits for deliveries to end, which their timers see to, or for entitlements to.
    const hasNoRoom =
      deliveries.room === 0 || (this.close.isWaiting && entitlements.isFullAt(nowMs));
    const isStuck = work.count > 0 && hasNoRoom && work.isOnly(WORK.CLOSE_SERIES);
    return (
      (work.count > 0 && !isStuck) ||
      this.arrival.isPending ||
      this.review.isRunning ||
      this.market.isPending ||
      this.phases.measuring.isRunning ||
      this.phases.indexing.isRunning ||
      this.margin.isRunning ||
      timers.nextDueMs <= nowMs ||
      serviceTimers.nextDueMs <= nowMs - registry.outageMs
    );
  }

  /**
   * Whether more ends at a time than one command ends. The sequencer then lets time pass in commands of its own before it takes
   * one of an account, so that no command is longer than others.
   */
  isFarBehind(nowMs: number): boolean {
    const { timers } = this.state;
    return timers.nextDueMs <= nowMs && timers.hasMoreDue(nowMs, TIMERS_PER_COMMAND);
  }

  /**
   * Runs what is due, a bounded amount. But before an account's own command it ends every order, quote and window whose time
   * has come, however many (a host keeps them few: `isFarBehind`): nothing trades after its time.
   */
  run(isOfAccount: boolean): void {
    const { state } = this;
    const { timers, serviceTimers, timeMs, serviceTimeMs } = state;
    let fired = 0;
    while (timers.nextDueMs <= timeMs && (isOfAccount || fired < TIMERS_PER_COMMAND)) {
      const kind = timers.nextKind;
      const reference = timers.nextReference;
      timers.pop();
      this.fire(kind, reference);
      fired += 1;
    }
    while (serviceTimers.nextDueMs <= serviceTimeMs && fired < TIMERS_PER_COMMAND) {
      const kind = serviceTimers.nextKind;
      const reference = serviceTimers.nextReference;
      serviceTimers.pop();
      if (kind === TIMER.COLLATERAL_REVIEW) this.review.begin();
      else if (kind >= TIMER.PURCHASE) this.market.expire(kind, reference);
      else this.desk.expire(reference);
      fired += 1;
      // A failed delivery may have looked at many obligations for another provider.
      if (this.exercises.steps > TIMERS_PER_COMMAND) break;
    }
    // What is left is due before anything may trade; the next command goes on.
    if (timers.nextDueMs <= timeMs) return;
    if (this.review.isRunning) this.review.stretch();
    if (this.market.isPending) this.market.stretch(STEPS_PER_COMMAND);
    if (this.phases.measuring.isRunning) this.phases.measuring.stretch();
    if (this.phases.indexing.isRunning) this.phases.indexing.stretch();
    if (this.margin.isRunning) this.margin.stretch();
    if (this.arrival.isPending) this.arrival.stretch();
    if (state.work.count > 0) this.work();
  }

  halt(seriesId: number, out: Result): void {
    const { series } = this.state;
    if (!series.exists(seriesId)) return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    if (!takesOrders(series.get(seriesId, S.state))) {
      return out.refuse(CODE.SERIES_CLOSED, FIELD_ID.series_id);
    }
    this.auctions.cutShort(seriesId);
    this.quotes.pull(seriesId, 0, CANCEL_REASON.SERIES_CLOSED);
    this.setState(seriesId, SERIES_STATE.HALTED);
    out.done(seriesId);
  }

  resume(seriesId: number, out: Result): void {
    const { series } = this.state;
    if (!series.exists(seriesId)) return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    if (series.get(seriesId, S.state) !== SERIES_STATE.HALTED) {
      return out.refuse(CODE.SERIES_CLOSED, FIELD_ID.series_id);
    }
    this.auctions.resume(seriesId);
    out.done(seriesId);
  }

  /** Canonical text of what is traded in a series. */
  seriesText(seriesId: number): string {
    return instrumentText(this.state, seriesId);
  }

  private fire(kind: number, reference: number): void {
    const { state } = this;
    switch (kind) {
      case TIMER.SERIES_START:
        if (isForward(state, reference)) this.opening.begin(reference);
        else this.auctions.open(reference);
        state.timers.set(state.series.get(reference, S.endMs), TIMER.SERIES_END, reference);
        return;
      case TIMER.PARAMETER:
        return this.changes.expire(reference);
      case TIMER.WALLET_LINK:
        return this.chain.linkDue(reference);
      case TIMER.QUALIFICATION:
        return this.phases.qualifications.expire(reference);
      case TIMER.GATE_HOUR:
        return this.phases.measuring.begin();
      case TIMER.INDEX:
        return this.phases.indexing.begin();
      case TIMER.MARGIN_MINUTE:
        return this.margin.begin();
      case TIMER.AUCTION_END:
        return this.auctions.expire(reference);
      case TIMER.SERIES_END:
        this.auctions.cutShort(reference);
        this.setState(reference, SERIES_STATE.CLOSING);
        state.work.push(this.endOf(reference), reference);
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

  /** What ends a series: of rights, or of what settles in cash. */
  private endOf(seriesId: number): number {
    return this.state.series.isCash(seriesId) ? WORK.END_CASH : WORK.CLOSE_SERIES;
  }

  private setState(seriesId: number, seriesState: number): void {
    this.state.series.set(seriesId, S.state, seriesState);
    this.reports.plain(EVENT.SERIES, seriesId, seriesState);
  }

  private work(): void {
    const { work } = this.state;
    const { kind } = work;
    if (kind === WORK.CLOSE_SERIES) this.close.stretch(STEPS_PER_COMMAND);
    else if (kind === WORK.END_CASH) this.cashEnding.stretch(STEPS_PER_COMMAND);
    else if (kind === WORK.OPEN_SERIES) this.opening.stretch(STEPS_PER_COMMAND);
    else if (kind === WORK.KILL_SERIES) this.killSeries();
    else if (kind === WORK.KILL_GLOBAL) this.killAll();
    else if (kind === WORK.SUSPEND_PHASE) this.phases.desk.cancel(STEPS_PER_COMMAND);
    else this.clearAuctions();
  }

  /** Many windows open at once, so many auctions end at once. */
  private clearAuctions(): void {
    const { work } = this.state;
    let left = STEPS_PER_COMMAND;
    while (left > 0 && work.count > 0 && work.kind === WORK.CLEAR_AUCTION) {
      left -= this.auctions.stretch(left);
    }
  }

  private killSeries(): void {
    const { work, series } = this.state;
    const seriesId = work.reference;
    this.live.cancelSeries(seriesId, CANCEL_REASON.KILLED, STEPS_PER_COMMAND);
    const left = series.get(seriesId, S.openOrders);
    if (left === 0) this.killed(KILL_SCOPE.SERIES, seriesId, left);
  }

  /** Global kill: series after series. */
  private killAll(): void {
    const { work, series, orders } = this.state;
    for (let steps = STEPS_PER_COMMAND; steps > 0; steps -= 1) {
      const next = work.cursor + 1;
      if (next > series.count) {
        check(orders.liveCount === 0, 'I15: orders are left after a global kill');
        return this.killed(KILL_SCOPE.GLOBAL, 0, orders.liveCount);
      }
      steps -= this.live.cancelSeries(next, CANCEL_REASON.KILLED, steps);
      if (series.get(next, S.openOrders) > 0) return;
      work.cursor = next;
    }
  }

  /** A kill has done its work: zero live orders, counted. */
  private killed(scope: number, target: number, liveOrders: number): void {
    this.reports.plain(EVENT.KILL, scope, target, 1, liveOrders);
    this.state.work.shift();
  }
}
