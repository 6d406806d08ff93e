/**
 * The window of a series opens that traded forwards: its orders end, then position by position, oldest first, buyers pay what
 * they owe into escrow, and what they do not pay for goes back to its seller (forward-default.ts). Then forwards are rights,
 * exactly as if sold spot, and the series opens.
 *
 * An item of work, a bounded stretch per command, where it stands is its cursor; meanwhile nothing of the series trades and
 * cancels pass. A series that was halted stays halted. Invariant I44: afterwards nothing of the series is unpaid.
 */
import { CANCEL_REASON, RIGHTS_ACTION, SERIES_STATE } from '../../../values/index.js';
import { CLEARING, SERIES_FIELD as S } from '../instruments/series-table.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { State } from '../kernel/state.js';
import { WORK } from '../kernel/work-queue.js';
import type { CollateralCalls } from '../rights/collateral-calls.js';
import type { Auctions } from '../trading/auctions/auctions.js';
import type { OrderRecords } from '../trading/order-records.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../trading/positions.js';
import type { ForwardDefault } from './forward-default.js';
import { addForwardLots, isBuyer, payIn } from './unpaid.js';

/** Cursor while orders are left to cancel. Later it is the next position plus one. */
const CANCELING = 0;

export class ForwardOpening {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly auctions: Auctions;
  private readonly calls: CollateralCalls;
  private readonly defaults: ForwardDefault;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    live: OrderRecords;
    auctions: Auctions;
    calls: CollateralCalls;
    defaults: ForwardDefault;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.live = parts.live;
    this.auctions = parts.auctions;
    this.calls = parts.calls;
    this.defaults = parts.defaults;
  }

  /** The window opens. */
  begin(seriesId: number): void {
    const { series, work } = this.state;
    this.auctions.cutShort(seriesId);
    series.set(seriesId, S.auctionEndMs, 0);
    if (series.get(seriesId, S.state) !== SERIES_STATE.HALTED) {
      this.setState(seriesId, SERIES_STATE.CONVERTING);
    }
    work.push(WORK.OPEN_SERIES, seriesId);
  }

  /** One stretch of the opening that is first in the queue of work: about so many orders, positions or entries. */
  stretch(stepsMax: number): void {
    const { work, series, positions } = this.state;
    const seriesId = work.reference;
    if (work.cursor === CANCELING) {
      this.live.cancelSeries(seriesId, CANCEL_REASON.SERIES_CLOSED, stepsMax);
      if (series.get(seriesId, S.openOrders) > 0) return;
      work.cursor = series.get(seriesId, S.firstPosition) + 1;
    }
    for (let left = stepsMax; work.cursor > 1; ) {
      const position = work.cursor - 1;
      left -= this.pay(position, left);
      if (positions.get(position, P.unpaidMicroPat) > 0) return;
      this.becomeRights(position);
      work.cursor = positions.get(position, P.seriesNext) + 1;
      if (left <= 0) return;
    }
    work.shift();
    series.set(seriesId, S.clearing, CLEARING.SPOT);
    if (series.get(seriesId, S.state) === SERIES_STATE.CONVERTING) this.auctions.open(seriesId);
  }

  /** Pays what a position owes, giving lots up as long as its account has not enough; returns the steps it took. */
  private pay(position: number, stepsMax: number): number {
    const { positions, ledger } = this.state;
    const account = positions.accountOf(position);
    for (let steps = 1; ; steps += 1) {
      const unpaid = positions.get(position, P.unpaidMicroPat);
      const missing = unpaid - ledger.spendable(account);
      if (missing <= 0) {
        if (unpaid > 0) payIn(this.state, position, unpaid);
        return steps;
      }
      if (steps > stepsMax) return steps;
      this.defaults.endNewest(position, (unit, fee) => Math.ceil(missing / (unit + fee)));
    }
  }

  /** What a consumer has paid for are rights now; its call, if it has one, is over. */
  private becomeRights(position: number): void {
    const { positions } = this.state;
    const account = positions.accountOf(position);
    const lots = positions.get(position, P.heldLots);
    if (!isBuyer(this.state, position)) return;
    this.calls.end(position);
    if (lots === 0) return;
    addForwardLots(this.state, account, -lots);
    positions.mark(position, POSITION_FLAG.PAID, true);
    const seriesId = positions.seriesOf(position);
    this.reports.rights(account, RIGHTS_ACTION.PAID, seriesId, lots);
  }

  private setState(seriesId: number, seriesState: number): void {
    this.state.series.set(seriesId, S.state, seriesState);
    this.reports.plain(EVENT.SERIES, seriesId, seriesState);
  }
}
