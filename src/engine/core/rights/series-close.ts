/**
 * The close of a series, a bounded stretch per command: its orders are cancelled; then position by position, oldest
 * first, consumers' rights exercise or are forfeited in the order they were bought, unsold ones go back to their
 * provider and the broker's lapse; obligations that then serve nobody lapse too.
 *
 * Where it stands is the cursor of its work item. When there is no room for tickets it waits at the end of the queue
 * until deliveries under way have ended. Invariant I4: a closed series has no held rights.
 */
import { CANCEL_REASON, RIGHTS_ACTION, SERIES_STATE } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { BROKER_ACCOUNT } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { State } from '../kernel/state.js';
import type { OrderRecords } from '../trading/order-records.js';
import type { PositionBook } from '../trading/position-book.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../trading/positions.js';
import type { Exercises } from './exercises.js';
import type { Payouts } from './payouts.js';
import type { Rights } from './rights.js';
import type { Shortfalls } from './shortfalls.js';
import { INVENTORY, OBLIGATIONS, type Queue } from './sources.js';

/** Cursor while orders are left to cancel. Later it is the next position plus one. */
const CANCELING = 0;

interface Lapsed {
  steps: number;
  lots: number;
  costMicroPat: number;
}

export class SeriesClose {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly positions: PositionBook;
  private readonly rights: Rights;
  private readonly exercises: Exercises;
  private readonly payouts: Payouts;
  private readonly shortfalls: Shortfalls;
  /** The last stretch found no room to go on. Not of the state: a core that was restored finds out again. */
  isWaiting = false;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    live: OrderRecords;
    positions: PositionBook;
    rights: Rights;
    exercises: Exercises;
    payouts: Payouts;
    shortfalls: Shortfalls;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.live = parts.live;
    this.positions = parts.positions;
    this.rights = parts.rights;
    this.exercises = parts.exercises;
    this.payouts = parts.payouts;
    this.shortfalls = parts.shortfalls;
  }

  /** One stretch of the close that is first in the queue of work: about so many orders, positions or obligations. */
  stretch(stepsMax: number): void {
    const { work, series, positions } = this.state;
    const seriesId = work.reference;
    if (work.cursor === CANCELING) {
      this.live.cancelSeries(seriesId, CANCEL_REASON.SERIES_CLOSED, stepsMax);
      if (series.get(seriesId, S.openOrders) > 0) return;
      work.cursor = series.get(seriesId, S.firstPosition) + 1;
    }
    let left = stepsMax;
    this.isWaiting = false;
    while (work.cursor > 1) {
      const position = work.cursor - 1;
      const steps = this.end(position, left);
      left -= steps;
      if (positions.get(position, P.heldLots) > 0) {
        this.isWaiting = steps === 0;
        if (left > 0) work.rotate();
        return;
      }
      work.cursor = positions.get(position, P.seriesNext) + 1;
      this.positions.leave(position);
      left -= 1;
      if (left <= 0) return;
    }
    left -= this.lapse(seriesId, OBLIGATIONS, left).steps;
    if (left > 0) this.finish(seriesId);
  }

  private finish(seriesId: number): void {
    const { work, series } = this.state;
    const held =
      series.get(seriesId, S.consumerLots) +
      series.get(seriesId, S.providerLots) +
      series.get(seriesId, S.brokerLots);
    check(held === 0, 'I4: rights are held after a series is closed');
    this.shortfalls.end(seriesId);
    series.set(seriesId, S.state, SERIES_STATE.CLOSED);
    this.reports.plain(EVENT.SERIES, seriesId, SERIES_STATE.CLOSED);
    work.shift();
  }

  /** Ends what a position holds, as far as the steps and the room for tickets go; returns the steps it took. */
  private end(position: number, stepsMax: number): number {
    const { positions } = this.state;
    const lots = positions.get(position, P.heldLots);
    if (lots === 0) return 0;
    const account = positions.accountOf(position);
    if (account === BROKER_ACCOUNT) return this.endBroker(position, stepsMax);
    if (positions.get(position, P.mintedLots) > 0) {
      this.rights.takeBack(position, lots);
      return 1;
    }
    return this.endConsumer(position, lots, stepsMax);
  }

  private endConsumer(position: number, lots: number, stepsMax: number): number {
    const { exercises } = this;
    const { positions } = this.state;
    const before = exercises.steps;
    if (positions.has(position, POSITION_FLAG.OPTED_OUT)) {
      exercises.forfeit(position, exercises.lotsWithin(position, lots, stepsMax, stepsMax));
    } else {
      const tickets = exercises.ticketsForClose(
        positions.accountOf(position),
        positions.seriesOf(position),
        stepsMax,
      );
      const some = exercises.lotsWithin(position, lots, tickets, stepsMax);
      if (some > 0) exercises.issue(position, some);
    }
    return exercises.steps - before;
  }

  private endBroker(position: number, stepsMax: number): number {
    const { positions, series, exposures } = this.state;
    const seriesId = positions.seriesOf(position);
    const { steps, lots, costMicroPat } = this.lapse(seriesId, INVENTORY, stepsMax);
    positions.add(position, P.heldLots, -lots);
    positions.add(position, P.costMicroPat, -costMicroPat);
    exposures.add(series, seriesId, -costMicroPat);
    series.add(seriesId, S.brokerLots, -lots);
    series.add(seriesId, S.lapsedLots, lots);
    this.reports.rights(BROKER_ACCOUNT, RIGHTS_ACTION.LAPSED, seriesId, lots);
    return steps;
  }

  /** Lets the first so many entries of a queue lapse. */
  private lapse(seriesId: number, queue: Queue, stepsMax: number): Lapsed {
    const { sources } = this.state;
    const lapsed = { steps: 0, lots: 0, costMicroPat: 0 };
    while (lapsed.steps < stepsMax) {
      const entry = sources.first(seriesId, queue);
      if (entry === 0) break;
      const claim = sources.take(seriesId, queue, entry, sources.lots(entry));
      this.payouts.lapse(seriesId, claim);
      lapsed.steps += 1;
      lapsed.lots += claim.lots;
      lapsed.costMicroPat += claim.unitMicroPat * claim.lots;
    }
    return lapsed;
  }
}
