/**
 * The ladder of an account, once a minute: warned below 1.2 times its maintenance margin; liquidated below it, in slices in
 * the book until equity is 1.1 times it again; taken over below half of it, which a minute's move of the mark cannot use up.
 *
 * Only holdings with a good mark are closed. An account without lots that still owes pays what it has, then its share of the
 * default fund, for the backstop the fund (fund.ts); what nobody pays is written off against the gains of the instrument.
 * Also finds the largest losses under stress, and ranks winners.
 */
import { mulDivDown, mulDivUp } from '../../../../values/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { State } from '../../kernel/state.js';
import type { CashClearing } from './cash.js';
import type { Closing } from './closing.js';
import type { DefaultFund } from './fund.js';
import {
  CASH as C,
  FUND,
  HOLDING as H,
  LADDER,
  type MarginTable,
  STAKE,
  WINNER,
  WINNERS_MAX,
} from './margin-table.js';

const PPM = 1_000_000;
const WARNED_PPM = 1_200_000;
const RESTORED_PPM = 1_100_000;
/** A move of the mark that stress asks about. */
export const STRESS_PPM = 250_000;

export class Ladder {
  private readonly state: State;
  private readonly table: MarginTable;
  private readonly reports: EventWriter;
  private readonly clearing: CashClearing;
  private readonly closing: Closing;
  private readonly fund: DefaultFund;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    clearing: CashClearing;
    closing: Closing;
    fund: DefaultFund;
  }) {
    this.state = parts.state;
    this.table = parts.state.margin;
    this.reports = parts.reports;
    this.clearing = parts.clearing;
    this.closing = parts.closing;
    this.fund = parts.fund;
  }

  /** Looks at one account and does what its step asks for; returns the steps it took. */
  look(account: number): number {
    const { table } = this;
    const { equity } = this.clearing;
    let steps = 1 + table.stake(account, STAKE.holdings);
    equity.rebalance(account);
    const before = table.stake(account, STAKE.state);
    const restored = mulDivUp(equity.maintenanceMicroPat, RESTORED_PPM, PPM);
    const isBelow = equity.equityMicroPat < equity.maintenanceMicroPat;
    const isOn = before === LADDER.LIQUIDATING && equity.equityMicroPat < restored;
    if (equity.maintenanceMicroPat > 0 && (isBelow || isOn)) steps += this.liquidate(account);
    else if (equity.maintenanceMicroPat === 0 && equity.equityMicroPat < 0) this.settle(account);
    equity.look(account);
    this.stand(account);
    this.noteStress();
    this.rank(account);
    return steps;
  }

  private liquidate(account: number): number {
    const { table, closing } = this;
    const { equity } = this.clearing;
    this.enter(account, LADDER.LIQUIDATING);
    closing.cancelOrders(account);
    equity.rebalance(account);
    const { maintenanceMicroPat, equityMicroPat } = equity;
    const missing = Math.max(0, maintenanceMicroPat - equityMicroPat);
    const shortfallPpm = mulDivDown(
      Math.min(missing, maintenanceMicroPat),
      PPM,
      maintenanceMicroPat,
    );
    if (equityMicroPat * 2 < maintenanceMicroPat) closing.takeOver(account, shortfallPpm);
    else if (equityMicroPat < mulDivUp(maintenanceMicroPat, RESTORED_PPM, PPM)) {
      closing.slice(account, shortfallPpm);
    }
    if (table.stake(account, STAKE.first) === 0) return 32;
    equity.rebalance(account);
    if (equity.maintenanceMicroPat === 0 && equity.equityMicroPat < 0) this.settle(account);
    return 32;
  }

  /** Debts of an account without lots, paid as far as anybody does; the rest is written off. */
  settle(account: number): void {
    const { table, clearing } = this;
    const { holdings } = clearing;
    for (let h = table.stake(account, STAKE.first); h !== 0; ) {
      const next = table.get(h, H.accountNext);
      const row = holdings.rowOf(h);
      if (table.get(h, H.lots) === 0) {
        holdings.touch(h);
        holdings.settleAt(h, row, 0);
        holdings.collect(h);
        this.coverDebt(h, row);
        holdings.drop(h);
      }
      h = next;
    }
    clearing.equity.rebalance(account);
  }

  /** What a holding still owes is paid by the fund where it may, and then written off. */
  coverDebt(holding: number, row: number): void {
    const { table, clearing, fund, state } = this;
    const owed = -table.get(holding, H.accruedMicroPat);
    if (owed <= 0) return;
    const pool = state.ledger.escrow(table.seriesOf(holding));
    const paid = fund.cover(table.accountOf(holding), pool, owed);
    clearing.holdings.accrue(holding, row, owed);
    table.addCash(row, C.lostMicroPat, owed - paid);
  }

  /** Where the account stands now. */
  private stand(account: number): void {
    const { table } = this;
    const { equity } = this.clearing;
    const { maintenanceMicroPat, equityMicroPat } = equity;
    const before = table.stake(account, STAKE.state);
    if (maintenanceMicroPat === 0) return this.enter(account, LADDER.NONE);
    const restored = mulDivUp(maintenanceMicroPat, RESTORED_PPM, PPM);
    const isLiquidating = before === LADDER.LIQUIDATING && equityMicroPat < restored;
    if (isLiquidating) return;
    const isWarned = equityMicroPat < mulDivUp(maintenanceMicroPat, WARNED_PPM, PPM);
    this.enter(account, isWarned ? LADDER.WARNED : LADDER.NONE);
  }

  private enter(account: number, step: number): void {
    const { table, reports } = this;
    if (table.stake(account, STAKE.state) === step) return;
    const { equity } = this.clearing;
    table.setStake(account, STAKE.state, step);
    const { equityMicroPat, initialMicroPat, maintenanceMicroPat } = equity;
    const found = [equityMicroPat, initialMicroPat, maintenanceMicroPat];
    const sequence = reports.nextSequence(account);
    reports.plain(EVENT.MARGIN_STATE, account, sequence, step, ...found);
  }

  /** What the account looked at would lose beyond its equity by a move against all it holds. */
  private noteStress(): void {
    const { table } = this;
    const { equity } = this.clearing;
    const loss = mulDivUp(equity.notionalMicroPat, STRESS_PPM, PPM) - equity.equityMicroPat;
    const first = table.fundWord(FUND.nextStressMicroPat);
    if (loss > first) {
      table.setFundWord(FUND.nextSecondMicroPat, first);
      table.setFundWord(FUND.nextStressMicroPat, loss);
    } else if (loss > table.fundWord(FUND.nextSecondMicroPat)) {
      table.setFundWord(FUND.nextSecondMicroPat, loss);
    }
  }

  /** Puts what an account has gained in each instrument into the lists of winners that are being filled. */
  private rank(account: number): void {
    const { table, state, clearing } = this;
    const { valuation } = clearing;
    for (let h = table.stake(account, STAKE.first); h !== 0; h = table.get(h, H.accountNext)) {
      const row = state.series.get(table.seriesOf(h), S.cashInstrument);
      const lots = table.get(h, H.lots);
      const samples = table.cash(row, C.samples);
      if (lots === 0 || samples === 0) continue;
      const gain = valuation.unrealised(h, row);
      const initial = valuation.initial(row, lots);
      // Whoever gained nothing goes last, and goes too: somebody has to be on the other side.
      const score = gain <= 0 || initial <= 0 ? 0 : mulDivDown(gain, PPM, initial);
      this.insert(samples, lots > 0 ? 0 : 1, h, score);
    }
  }

  private insert(samples: number, side: number, holding: number, score: number): void {
    const { table } = this;
    const { winners } = table;
    const account = table.accountOf(holding);
    let put = holding;
    let putScore = score;
    let putAccount = account;
    for (let place = 0; place < WINNERS_MAX; place += 1) {
      const at = table.winnerAt(samples, side, place, true);
      const there = winners[at + WINNER.holding] as number;
      const thereScore = winners[at + WINNER.score] as number;
      const thereAccount = there === 0 ? 0 : table.accountOf(there);
      const isBefore =
        there === 0 ||
        putScore > thereScore ||
        (putScore === thereScore && putAccount < thereAccount);
      if (!isBefore) continue;
      winners[at + WINNER.holding] = put;
      winners[at + WINNER.score] = putScore;
      if (there === 0) return;
      put = there;
      putScore = thereScore;
      putAccount = thereAccount;
    }
  }
}
