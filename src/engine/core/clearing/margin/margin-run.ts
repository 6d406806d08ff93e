/**
 * The run of the minute over everything that settles in cash: marks; then every account with holdings (ladder.ts); then, once an
 * hour and for what is due to settle, variation: losses are collected, and gains paid from what came in, in proportion where
 * that is less. One run at a time, so no mark moves before every account was looked at on the last one.
 *
 * Beside other work, a bounded amount a command, where it stands is in the state. A run settles every holding of an instrument
 * at one price whatever is traded meanwhile (holdings.ts), and what is paid goes by sums that were taken when paying began: so
 * nothing depends on where it pauses. Instruments whose mark is not good pay nothing this hour.
 */
import { payoffMicroPat, SETTLEMENT } from '../../../../risk/index.js';
import { mulDivDown, SERIES_STATE } from '../../../../values/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { check } from '../../kernel/check.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { State } from '../../kernel/state.js';
import { TIMER } from '../../kernel/timers.js';
import { WORK } from '../../kernel/work-queue.js';
import { INDEX_FIELD as V } from '../../venue/index-price/index-table.js';
import type { Indexing } from '../../venue/index-price/indexing.js';
import type { CashClearing } from './cash.js';
import type { DefaultFund } from './fund.js';
import type { Ladder } from './ladder.js';
import {
  CASH as C,
  FUND,
  HOLDING as H,
  MARK_QUALITY,
  type MarginTable,
  STAKE,
} from './margin-table.js';
import type { Marks } from './marks.js';
import { isOption, termsOf } from './option-terms.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** What is done a command: marks each walk a book, accounts each up to 64 holdings. */
const MARKS_PER_COMMAND = 4;
const STEPS_PER_COMMAND = 256;

/** What the run does, in this order. */
export const RUN = { IDLE: 0, MARKS: 1, LADDER: 2, COLLECT: 3, PAY: 4 } as const;

export class MarginRun {
  /** Steps a command; a test makes it small to see that it does not matter. */
  stepsMax = STEPS_PER_COMMAND;
  private readonly state: State;
  private readonly table: MarginTable;
  private readonly reports: EventWriter;
  private readonly clearing: CashClearing;
  private readonly marks: Marks;
  private readonly ladder: Ladder;
  private readonly fund: DefaultFund;
  private readonly indexing: Indexing;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    clearing: CashClearing;
    marks: Marks;
    ladder: Ladder;
    fund: DefaultFund;
    indexing: Indexing;
  }) {
    this.state = parts.state;
    this.table = parts.state.margin;
    this.reports = parts.reports;
    this.clearing = parts.clearing;
    this.marks = parts.marks;
    this.ladder = parts.ladder;
    this.fund = parts.fund;
    this.indexing = parts.indexing;
  }

  get isRunning(): boolean {
    return this.table.phase !== RUN.IDLE;
  }

  /** From now on there is a run every minute. */
  arm(): void {
    const { table } = this;
    const { timers, timeMs } = this.state;
    if (table.isArmed || this.isRunning) return;
    const next = (Math.floor(timeMs / MINUTE_MS) + 1) * MINUTE_MS;
    const timer = timers.set(next, TIMER.MARGIN_MINUTE, 0);
    check(timer !== 0, 'I14: no room for the timer of the margin run');
    table.isArmed = true;
  }

  /** The timer of the minute fired. */
  begin(): void {
    const { table } = this;
    table.isArmed = false;
    table.setFundWord(FUND.runMs, this.state.timeMs);
    table.setFundWord(FUND.nextStressMicroPat, 0);
    table.setFundWord(FUND.nextSecondMicroPat, 0);
    this.enter(RUN.MARKS);
  }

  /** Goes on, a bounded amount. */
  stretch(): void {
    for (let left = this.stepsMax; left > 0 && this.isRunning; ) left -= this.step();
  }

  private step(): number {
    const { table } = this;
    const cursor = table.cursor + 1;
    table.cursor = cursor;
    if (table.phase === RUN.MARKS) {
      if (cursor > table.count) this.enter(RUN.LADDER);
      else this.mark(cursor);
      return Math.ceil(this.stepsMax / MARKS_PER_COMMAND);
    }
    if (cursor > table.high) return this.next();
    if (!table.exists(cursor)) return 1;
    const account = table.accountOf(cursor);
    if (table.phase === RUN.LADDER) {
      // Once an account, at the first of its holdings.
      return table.stake(account, STAKE.first) === cursor ? this.ladder.look(account) : 1;
    }
    if (table.phase === RUN.COLLECT) return this.collect(cursor);
    return this.pay(cursor);
  }

  /** The holdings have all been looked at. */
  private next(): number {
    const { table } = this;
    if (table.phase === RUN.LADDER) {
      this.noteFund();
      table.turnWinners();
      this.enter(this.beginVariation() ? RUN.COLLECT : RUN.IDLE);
    } else if (table.phase === RUN.COLLECT) {
      this.takeSums();
      this.enter(RUN.PAY);
    } else {
      this.endSettled();
      this.enter(RUN.IDLE);
    }
    if (!this.isRunning && this.isNeeded()) this.arm();
    return 1;
  }

  private enter(phase: number): void {
    this.table.phase = phase;
    this.table.cursor = 0;
  }

  /** Whether an instrument has not come to its end. */
  private isNeeded(): boolean {
    const { table, state } = this;
    for (let row = 1; row <= table.count; row += 1) {
      const seriesState = state.series.get(table.cash(row, C.series), S.state);
      if (seriesState !== SERIES_STATE.CLOSED) return true;
    }
    return false;
  }

  /** A mark, or, of what is over, its settlement price once there is one. */
  private mark(row: number): void {
    const { table, state } = this;
    const seriesState = state.series.get(table.cash(row, C.series), S.state);
    if (seriesState === SERIES_STATE.CLOSED) return;
    if (seriesState !== SERIES_STATE.CLOSING) {
      return isOption(table, row) ? this.marks.updateOption(row) : this.marks.update(row);
    }
    if (table.cash(row, C.settlement) === 0) this.price(row);
  }

  /** The settlement price of what is over; where there never was one, the mark it ended with, of an option the last index. */
  private price(row: number): void {
    const { table, state, reports } = this;
    const seriesId = table.cash(row, C.series);
    table.setCash(row, C.quality, MARK_QUALITY.WEAK);
    if (state.series.get(seriesId, S.openOrders) > 0) return;
    const contract = state.series.get(seriesId, S.contract);
    const found = this.indexing.settlement(contract, table.cash(row, C.expiryMs));
    if (found.source === SETTLEMENT.POSTPONED) return;
    const isNone = found.source === SETTLEMENT.NONE;
    const isOfOption = isOption(table, row);
    const last = isOfOption
      ? state.index.get(contract, V.lastMicroPat)
      : table.cash(row, C.markMicroPat);
    const price = isNone ? last : found.priceMicroPat;
    table.setCash(row, C.settlement, found.source);
    // What a lot is worth when it settles: of a future the price, of an option what it pays.
    const worth = isOfOption ? payoffMicroPat(termsOf(table, row), price) : price;
    table.setCash(row, C.settlementMicroPat, worth);
    reports.plain(EVENT.CASH_SETTLED, seriesId, found.source, price);
  }

  /** Whether an instrument has its settlement price and still has holders. */
  private isSettling(row: number): boolean {
    const { table, state } = this;
    if (table.cash(row, C.settlement) === 0) return false;
    return state.series.get(table.cash(row, C.series), S.state) === SERIES_STATE.CLOSING;
  }

  /** Begins the variation of this hour, and of what settles; false: there is none this minute. */
  private beginVariation(): boolean {
    const { table } = this;
    const hour = Math.floor(table.fundWord(FUND.runMs) / HOUR_MS);
    const isHour = hour > table.lastHour;
    if (isHour) table.lastHour = hour;
    let begins = false;
    for (let row = 1; row <= table.count; row += 1) {
      const isSettling = this.isSettling(row);
      const isDue = isHour && table.cash(row, C.quality) === MARK_QUALITY.GOOD;
      if (!isSettling && !isDue) continue;
      begins = true;
      table.addCash(row, C.run, 1);
      const price = isSettling ? C.settlementMicroPat : C.markMicroPat;
      table.setCash(row, C.runMarkMicroPat, table.cash(row, price));
    }
    return begins;
  }

  /** Settles a holding, and collects what it owes. */
  private collect(holding: number): number {
    const { table } = this;
    const { holdings } = this.clearing;
    const row = holdings.rowOf(holding);
    holdings.touch(holding);
    if (this.isSettling(row)) {
      const price = table.cash(row, C.settlementMicroPat);
      this.tellSettled(holding, row, price);
      holdings.trade(holding, -table.get(holding, H.lots), price);
      check(table.get(holding, H.valueMicroPat) === 0, 'I60: a settled holding is worth something');
    }
    this.tell(holding, row, -holdings.collect(holding));
    if (this.isSettling(row)) this.ladder.coverDebt(holding, row);
    return 1;
  }

  /** What is in each pool, and what is to be paid out of it. */
  private takeSums(): void {
    const { table, state } = this;
    for (let row = 1; row <= table.count; row += 1) {
      const pool = state.ledger.escrow(table.cash(row, C.series));
      table.setCash(row, C.poolAtMicroPat, state.ledger.balance(pool));
      table.setCash(row, C.dueAtMicroPat, table.cash(row, C.dueMicroPat));
    }
  }

  /** Pays a holding its part of what it is owed; of what settled, the rest is written off and the holding goes. */
  private pay(holding: number): number {
    const { table, clearing } = this;
    const { holdings } = clearing;
    const account = table.accountOf(holding);
    const row = holdings.rowOf(holding);
    const accrued = table.get(holding, H.accruedMicroPat);
    const pool = table.cash(row, C.poolAtMicroPat);
    const due = table.cash(row, C.dueAtMicroPat);
    if (accrued > 0 && due > 0) {
      const part = due <= pool ? accrued : mulDivDown(accrued, pool, due);
      this.tell(holding, row, holdings.pay(holding, part));
    }
    if (this.isSettling(row)) {
      const unpaid = table.get(holding, H.accruedMicroPat);
      holdings.accrue(holding, row, -unpaid);
      table.addCash(row, C.lostMicroPat, -unpaid);
      holdings.drop(holding);
    }
    clearing.equity.rebalance(account);
    return 1 + table.stake(account, STAKE.holdings);
  }

  /** What settled and has no holders left ends: what rounding left in its pool is the fund's. */
  private endSettled(): void {
    const { table, state, fund } = this;
    for (let row = 1; row <= table.count; row += 1) {
      if (!this.isSettling(row)) continue;
      const seriesId = table.cash(row, C.series);
      check(table.cash(row, C.holders) === 0, 'I60: a settled instrument has holders');
      const pool = state.ledger.escrow(seriesId);
      const rest = state.ledger.balance(pool);
      fund.takeRest(pool);
      table.addCash(row, C.lostMicroPat, rest);
      const isEven = table.cash(row, C.lostMicroPat) === 0 && table.cash(row, C.longLots) === 0;
      check(isEven, 'I60: the flows of a settled instrument do not add up to nothing');
      table.setCash(row, C.samples, 0);
      state.series.set(seriesId, S.state, SERIES_STATE.CLOSED);
      this.reports.plain(EVENT.SERIES, seriesId, SERIES_STATE.CLOSED);
      state.work.push(WORK.END_CASH, seriesId);
    }
  }

  /** Whether the fund covers the two largest losses under stress. */
  private noteFund(): void {
    const { table, fund } = this;
    const first = table.fundWord(FUND.nextStressMicroPat);
    const second = table.fundWord(FUND.nextSecondMicroPat);
    table.setFundWord(FUND.stressMicroPat, first);
    table.setFundWord(FUND.secondStressMicroPat, second);
    table.setFundWord(FUND.isShort, fund.balanceMicroPat < first + second ? 1 : 0);
  }

  /** Lots that settle: those of an option are exercised, or assigned to whoever wrote them. */
  private tellSettled(holding: number, row: number, unitMicroPat: number): void {
    const { table, reports } = this;
    const lots = table.get(holding, H.lots);
    if (lots === 0) return;
    const account = table.accountOf(holding);
    const paid = isOption(table, row) ? lots * unitMicroPat : 0;
    const sequence = reports.nextSequence(account);
    const what = [table.seriesOf(holding), lots, unitMicroPat, paid];
    reports.plain(EVENT.LOTS_SETTLED, account, sequence, ...what);
  }

  private tell(holding: number, row: number, amountMicroPat: number): void {
    if (amountMicroPat === 0) return;
    const { table, reports } = this;
    const account = table.accountOf(holding);
    const price = table.cash(row, C.runMarkMicroPat);
    const seriesId = table.seriesOf(holding);
    const sequence = reports.nextSequence(account);
    reports.plain(EVENT.VARIATION, account, sequence, seriesId, amountMicroPat, price);
  }
}
