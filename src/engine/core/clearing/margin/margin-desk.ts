/**
 * What people do about margin: contribute to the default fund and take back, name the backstop; and how a cash instrument
 * opens. Fails by a typed refusal that leaves everything as it was.
 */
import { payoffMaxMicroPat, payoffMicroPat } from '../../../../risk/index.js';
import {
  ACCOUNT_ROLE,
  type ColdBodies,
  FIELD_ID,
  INSTRUMENT_KIND,
  type InstrumentKey,
  PHASE_OF_KIND,
} from '../../../../values/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../../kernel/accounts.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import { CODE, type Result } from '../../kernel/reject.js';
import type { State } from '../../kernel/state.js';
import type { ParameterValues } from '../../venue/parameters/values.js';
import type { CashClearing } from './cash.js';
import type { DefaultFund } from './fund.js';
import type { MarginRun } from './margin-run.js';
import { CASH as C, FUND, LADDER, MARK_QUALITY, type MarginTable, STAKE } from './margin-table.js';
import type { Marks } from './marks.js';
import { isOption, termsOf } from './option-terms.js';

/** How far strikes may be from the index, and caps from the furthest strike, as factors. */
const STRIKE_TIMES = 5;
const CAP_TIMES = 3;

export class MarginDesk {
  /** The commands that are handled here. */
  readonly handlers = {
    contributeToFund: (body, out, account) => this.contribute(account, body, out),
    withdrawFromFund: (body, out, account) => this.withdraw(account, body, out),
    setBackstop: (body, out) => this.setBackstop(body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly table: MarginTable;
  private readonly clearing: CashClearing;
  private readonly fund: DefaultFund;
  private readonly marks: Marks;
  private readonly run: MarginRun;
  private readonly parameters: ParameterValues;

  constructor(parts: {
    state: State;
    clearing: CashClearing;
    fund: DefaultFund;
    marks: Marks;
    run: MarginRun;
    parameters: ParameterValues;
  }) {
    this.state = parts.state;
    this.table = parts.state.margin;
    this.clearing = parts.clearing;
    this.fund = parts.fund;
    this.marks = parts.marks;
    this.run = parts.run;
    this.parameters = parts.parameters;
  }

  /** Why an instrument of a kind cannot open on a contract now, or 0. */
  openingProblem(key: InstrumentKey, contractId: number): number {
    const { registry, timeMs } = this.state;
    const phase = PHASE_OF_KIND[key.kind] ?? Number.POSITIVE_INFINITY;
    const isFuture = key.kind === INSTRUMENT_KIND.SYNTHETIC;
    const isOption = key.kind === INSTRUMENT_KIND.CALL || key.kind === INSTRUMENT_KIND.PUT;
    if (!(isFuture || isOption) || registry.phase < phase) return CODE.NOT_IN_PHASE;
    if (registry.isSuspended(phase)) return CODE.PHASE_SUSPENDED;
    if (key.dateMs <= timeMs) return CODE.INVALID_FIELD;
    if (this.table.isFull) return CODE.CAPACITY_FULL;
    if (isFuture && this.table.freeSamples() === 0) return CODE.CAPACITY_FULL;
    const index = this.marks.indexOf(contractId);
    if (index === 0) return CODE.NO_INDEX;
    return isFuture || this.isOnGrid(key, contractId, index) ? 0 : CODE.STRIKE_OFF_GRID;
  }

  /**
   * Strike and cap are whole ticks; a strike is a fifth to five times the index, and a cap at most fifteen times: three times
   * the highest strike.
   */
  private isOnGrid(key: InstrumentKey, contractId: number, index: number): boolean {
    const tick = this.state.registry.contract(contractId)?.rules.tickValueMicroPat ?? 0;
    const { strikeMicroPat, capMicroPat } = key;
    const isWhole = strikeMicroPat % tick === 0 && capMicroPat % tick === 0;
    const isNear = strikeMicroPat * STRIKE_TIMES >= index && strikeMicroPat <= index * STRIKE_TIMES;
    return isWhole && isNear && capMicroPat <= index * STRIKE_TIMES * CAP_TIMES;
  }

  /** The series of a contract that is this instrument, or 0. */
  find(contractId: number, key: InstrumentKey): number {
    const { table, state } = this;
    for (let row = 1; row <= table.count; row += 1) {
      const seriesId = table.cash(row, C.series);
      const isIt =
        table.cash(row, C.kind) === key.kind &&
        table.cash(row, C.expiryMs) === key.dateMs &&
        table.cash(row, C.strikeMicroPat) === key.strikeMicroPat &&
        table.cash(row, C.capMicroPat) === key.capMicroPat;
      if (isIt && state.series.get(seriesId, S.contract) === contractId) return seriesId;
    }
    return 0;
  }

  /** A series that was made is a cash instrument from now on: its mark begins at the index. */
  open(seriesId: number, key: InstrumentKey): void {
    const { table, state } = this;
    const { series, timeMs } = state;
    const row = table.createInstrument(seriesId);
    const index = this.marks.indexOf(series.get(seriesId, S.contract));
    series.set(seriesId, S.cashInstrument, row);
    const tick = series.get(seriesId, S.tickValueMicroPat);
    const markTicks = Math.max(1, Math.round(index / tick));
    series.set(seriesId, S.markTicks, Math.min(series.get(seriesId, S.maxPriceTicks), markTicks));
    table.setCash(row, C.kind, key.kind);
    table.setCash(row, C.expiryMs, key.dateMs);
    table.setCash(row, C.strikeMicroPat, key.strikeMicroPat);
    table.setCash(row, C.capMicroPat, key.capMicroPat);
    if (isOption(table, row)) return this.openOption(seriesId, row, index);
    table.setCash(row, C.samples, table.freeSamples());
    table.setCash(row, C.markMicroPat, index);
    table.setCash(row, C.markAtMs, timeMs);
    table.setCash(row, C.quality, MARK_QUALITY.WEAK);
    this.parameters.addSeries(seriesId);
    this.marks.rates(row, seriesId);
    this.run.arm();
  }

  /** No premium is above the most that is paid; a stop is woken by the venue's model, which begins at what is paid now. */
  private openOption(seriesId: number, row: number, index: number): void {
    const { table, state } = this;
    const { series } = state;
    const terms = termsOf(table, row);
    const tick = series.get(seriesId, S.tickValueMicroPat);
    const most = Math.floor(payoffMaxMicroPat(terms) / tick);
    const maxTicks = Math.min(series.get(seriesId, S.maxPriceTicks), most);
    const now = Math.floor(payoffMicroPat(terms, index) / tick);
    series.set(seriesId, S.maxPriceTicks, maxTicks);
    series.set(seriesId, S.markTicks, Math.min(maxTicks, Math.max(1, now)));
    this.parameters.addSeries(seriesId);
    this.marks.updateOption(row);
    this.run.arm();
  }

  private contribute(
    account: number,
    { amountMicroPat }: ColdBodies['contributeToFund'],
    out: Result,
  ): void {
    const field = FIELD_ID.amount_micro_pat;
    if (amountMicroPat < 1) return out.refuse(CODE.INVALID_FIELD, field);
    if (amountMicroPat > this.state.ledger.spendable(account)) {
      return out.refuse(CODE.ESCROW_OR_PAT, field);
    }
    if (!this.fund.contribute(account, amountMicroPat)) {
      return out.refuse(CODE.INVALID_FIELD, field);
    }
    out.done(account);
  }

  private withdraw(
    account: number,
    { amountMicroPat }: ColdBodies['withdrawFromFund'],
    out: Result,
  ): void {
    const { table, fund } = this;
    const field = FIELD_ID.amount_micro_pat;
    if (amountMicroPat < 1) return out.refuse(CODE.INVALID_FIELD, field);
    if (amountMicroPat > fund.valueOf(account)) return out.refuse(CODE.FUND_IN_USE, field);
    const needed = table.fundWord(FUND.stressMicroPat) + table.fundWord(FUND.secondStressMicroPat);
    const isLiquidating = table.stake(account, STAKE.state) === LADDER.LIQUIDATING;
    if (isLiquidating || fund.balanceMicroPat - amountMicroPat < needed) {
      return out.refuse(CODE.FUND_IN_USE, field);
    }
    fund.giveBack(account, amountMicroPat);
    out.done(account);
  }

  /** Not while the one that is holds anything: whose losses the fund pays is one account's. */
  private setBackstop({ targetAccountId }: ColdBodies['setBackstop'], out: Result): void {
    const { table, state } = this;
    const field = FIELD_ID.target_account_id;
    const { backstop } = table;
    if (targetAccountId !== 0) {
      if (!state.accounts.exists(targetAccountId)) {
        return out.refuse(CODE.UNKNOWN_ACCOUNT, field);
      }
      const role = state.accounts.get(targetAccountId, A.role);
      const isMember = role === ACCOUNT_ROLE.CONSUMER || role === ACCOUNT_ROLE.PROVIDER;
      if (!isMember) return out.refuse(CODE.INVALID_FIELD, field);
      if (table.isTouched && table.stake(targetAccountId, STAKE.holdings) > 0) {
        return out.refuse(CODE.FUND_IN_USE, field);
      }
    }
    if (backstop !== 0 && table.stake(backstop, STAKE.holdings) > 0) {
      return out.refuse(CODE.FUND_IN_USE, field);
    }
    table.touch();
    table.backstop = targetAccountId;
    out.done(targetAccountId);
  }

  /** What an account has behind its holdings and what they ask for, as of now. */
  lookAt(account: number): CashClearing['equity'] {
    this.clearing.equity.look(account);
    return this.clearing.equity;
  }
}
