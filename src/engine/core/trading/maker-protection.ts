/**
 * Market-maker protection: a maker whose resting orders and quotes are filled too often, with too many lots or too much
 * to one side within a window has them all pulled, and none is taken until it says it looked (`resetProtection`).
 *
 * A fill is only counted here, since what one order takes in one go is matched before any of it is cleared; the pulling
 * is done once that order is through, before another one comes: the next woken order, the next level of a quote, the next
 * command. Taking is the maker's own will and counts
 * nothing, and a trade that was busted counts no more. Invariant: between commands a tripped account has no live order and nobody waits to be pulled. Costs an
 * account without protection one bit that is looked at.
 */
import { CANCEL_REASON, PROTECTION_CHANGE, PROTECTION_LIMIT, SIDE } from '../../../values/index.js';
import { SERIES_FIELD } from '../instruments/series-table.js';
import { ACCOUNT_FIELD, ACCOUNT_MARK, ACCOUNT_WORDS } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { State } from '../kernel/state.js';
import { EVERYTHING, type MassCancel } from './mass-cancel.js';
import { PROTECTION_FIELD as F } from './protections.js';
import { TRADE_FIELD as T } from './trade-memory.js';

const A = ACCOUNT_FIELD;
const { PROTECTED, TRIPPED } = ACCOUNT_MARK;

export class MakerProtection {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly massCancel: MassCancel;
  /** Accounts that tripped in this command and are to be pulled. */
  private readonly tripped: number[] = [];

  constructor(state: State, reports: EventWriter, massCancel: MassCancel) {
    this.state = state;
    this.reports = reports;
    this.massCancel = massCancel;
  }

  /** A resting order of an account traded. */
  filled(account: number, seriesId: number, side: number, lots: number, priceTicks: number): void {
    const marks = this.state.accounts.f[account * ACCOUNT_WORDS + A.marks] as number;
    if ((marks & PROTECTED) !== 0) this.count(account, seriesId, side, lots, priceTicks);
  }

  /** A trade of a resting order was busted: it counts no more, unless it is what the account tripped by. */
  busted(account: number, side: number, place: number): void {
    const { accounts, protections, series, trades } = this.state;
    const marks = accounts.get(account, A.marks);
    if ((marks & PROTECTED) === 0 || (marks & TRIPPED) !== 0) return;
    const row = accounts.get(account, A.protection);
    if (trades.get(place, T.sequence) <= protections.get(row, F.since)) return;
    const tick = series.get(trades.get(place, T.series), SERIES_FIELD.tickValueMicroPat);
    const lots = trades.get(place, T.lots);
    const value = trades.get(place, T.priceTicks) * tick * lots;
    protections.remove(row, trades.get(place, T.timeMs), lots, side === SIDE.BUY ? value : -value);
  }

  /** Pulls what tripped; an order is through. */
  pull(): void {
    if (this.tripped.length > 0) this.pullTripped();
  }

  private pullTripped(): void {
    for (const account of this.tripped.splice(0)) {
      const row = this.state.accounts.get(account, A.protection);
      const canceled = this.massCancel.run(account, EVERYTHING, CANCEL_REASON.PROTECTED);
      this.tell(account, PROTECTION_CHANGE.TRIPPED, row, canceled);
    }
  }

  /** Says what became of the protection in a row. */
  tell(account: number, change: number, row: number, canceled: number): void {
    const { protections, timeMs } = this.state;
    protections.count(row, timeMs);
    const { fills, lots, deltaMicroPat } = protections;
    const limit = protections.get(row, F.limit);
    const sequence = this.reports.nextSequence(account);
    const counted = [fills, lots, deltaMicroPat, canceled];
    this.reports.plain(EVENT.PROTECTION, account, sequence, change, limit, ...counted);
  }

  private count(
    account: number,
    seriesId: number,
    side: number,
    lots: number,
    priceTicks: number,
  ): void {
    const { accounts, protections, series, timeMs } = this.state;
    if ((accounts.get(account, A.marks) & TRIPPED) !== 0) return;
    const row = accounts.get(account, A.protection);
    const value = priceTicks * series.get(seriesId, SERIES_FIELD.tickValueMicroPat) * lots;
    protections.add(row, timeMs, lots, side === SIDE.BUY ? value : -value);
    protections.count(row, timeMs);
    const limit = this.passed(row);
    if (limit === 0) return;
    protections.set(row, F.limit, limit);
    accounts.mark(account, TRIPPED, true);
    this.tripped.push(account);
  }

  /** One of PROTECTION_LIMIT that the counts of a row are above, or 0. */
  private passed(row: number): number {
    const { protections } = this.state;
    const { fills, lots, deltaMicroPat } = protections;
    const above = (field: number, value: number): boolean => {
      const limit = protections.get(row, field);
      return limit !== 0 && value > limit;
    };
    if (above(F.maxFills, fills)) return PROTECTION_LIMIT.FILLS;
    if (above(F.maxLots, lots)) return PROTECTION_LIMIT.QUANTITY;
    return above(F.maxDeltaMicroPat, Math.abs(deltaMicroPat)) ? PROTECTION_LIMIT.DELTA : 0;
  }
}
