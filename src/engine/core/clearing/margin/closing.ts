/**
 * Closes lots of an account that is liquidated: in the book, against the other side of its owner, by the backstop account,
 * or against winners, who are closed by rank.
 *
 * Prices. In the book no worse than mark · (1 ∓ a tenth of the maintenance rate · how far equity is below maintenance); the
 * backstop takes lots at that price; an owner's other side and winners are closed at the mark, and lose nothing by it.
 * Winners rank by gain over initial margin as the last look of the minute found them, at most eight a side and instrument; the
 * lower account id goes first among equals. What finds no taker waits for the next minute. Fees go to the default fund.
 */
import { RISK } from '../../../../risk/index.js';
import {
  CANCEL_REASON,
  COMMAND_KIND,
  Command,
  LIQUIDATION_BY,
  mulDivDown,
  mulDivUp,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../values/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { isStopped, tradesAtOnce } from '../../instruments/trading-status.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import { Result } from '../../kernel/reject.js';
import { crowdProblem } from '../../kernel/shares.js';
import type { State } from '../../kernel/state.js';
import { EVERYTHING, type MassCancel } from '../../trading/mass-cancel.js';
import type { OrderChecks } from '../../trading/order-checks.js';
import type { OrderEntry } from '../../trading/order-entry.js';
import type { ParameterValues } from '../../venue/parameters/values.js';
import type { CashClearing } from './cash.js';
import type { DefaultFund } from './fund.js';
import {
  CASH as C,
  HOLDING as H,
  HOLDINGS_MAX,
  MARK_QUALITY,
  type MarginTable,
  STAKE,
  WINNER,
  WINNERS_MAX,
} from './margin-table.js';

const PPM = 1_000_000;
/** Of the maintenance rate, how far below the mark a liquidation may go at most. */
const LIMIT_PARTS = 10;
const HALVINGS_MAX = 8;
const { BUY, SELL } = SIDE;

interface Transfer {
  readonly from: number;
  readonly to: number;
  readonly seriesId: number;
  /** Signed: above 0 they are bought by `to`. */
  readonly lots: number;
  readonly priceMicroPat: number;
}

/** What an account is told of lots that were closed for it; with its rank, where its gain is why. */
interface Closed {
  /** One of LIQUIDATION_BY. */
  readonly by: number;
  readonly lots: number;
  readonly priceMicroPat: number;
  readonly gainMicroPat?: number;
  readonly initialMicroPat?: number;
  /** The account is the other side. */
  readonly isOther?: boolean;
}

export class Closing {
  private readonly state: State;
  private readonly table: MarginTable;
  private readonly reports: EventWriter;
  private readonly parameters: ParameterValues;
  private readonly clearing: CashClearing;
  private readonly fund: DefaultFund;
  private readonly orders: OrderEntry;
  private readonly checks: OrderChecks;
  private readonly massCancel: MassCancel;
  private readonly command = new Command();
  private readonly out = new Result();

  constructor(parts: {
    state: State;
    reports: EventWriter;
    parameters: ParameterValues;
    clearing: CashClearing;
    fund: DefaultFund;
    orders: OrderEntry;
    checks: OrderChecks;
    massCancel: MassCancel;
  }) {
    this.state = parts.state;
    this.table = parts.state.margin;
    this.reports = parts.reports;
    this.parameters = parts.parameters;
    this.clearing = parts.clearing;
    this.fund = parts.fund;
    this.orders = parts.orders;
    this.checks = parts.checks;
    this.massCancel = parts.massCancel;
  }

  /** Ends every order of an account in what settles in cash. */
  cancelOrders(account: number): void {
    const { table } = this;
    for (let h = table.stake(account, STAKE.first); h !== 0; ) {
      // A holding that was only an order goes with it.
      const next = table.get(h, H.accountNext);
      const hasOrders = table.get(h, H.bidLots) + table.get(h, H.askLots) > 0;
      if (hasOrders) this.cancelIn(account, table.seriesOf(h));
      h = next;
    }
  }

  private cancelIn(account: number, seriesId: number): void {
    this.massCancel.run(account, { ...EVERYTHING, seriesId }, CANCEL_REASON.LIQUIDATED);
  }

  /**
   * Offers one slice in the book, of the holding that asks for most maintenance and has a good mark; returns the lots closed.
   * @param shortfallPpm how far equity is below maintenance, of it
   */
  slice(account: number, shortfallPpm: number): number {
    const { state, table, command, out } = this;
    const holding = this.largest(account);
    if (holding === 0) return 0;
    const seriesId = table.seriesOf(holding);
    const row = state.series.get(seriesId, S.cashInstrument);
    const lots = table.get(holding, H.lots);
    const isLong = lots > 0;
    const tick = state.series.get(seriesId, S.tickValueMicroPat);
    const limit = this.limitMicroPat(row, isLong, shortfallPpm);
    const limitTicks = isLong ? Math.ceil(limit / tick) : Math.floor(limit / tick);
    const priceTicks = Math.min(state.series.get(seriesId, S.maxPriceTicks), limitTicks);
    const sliceLots = Math.min(
      Math.abs(lots),
      this.sliceLots(seriesId, row),
      state.series.get(seriesId, S.maxOrderLots),
    );
    const crosses = state.book.wouldCross(seriesId, isLong ? SELL - 1 : BUY - 1, priceTicks);
    if (priceTicks < 1 || !crosses) return 0;
    command.kind = COMMAND_KIND.PLACE_ORDER;
    command.accountId = account;
    command.seriesId = seriesId;
    command.side = isLong ? SELL : BUY;
    command.orderType = ORDER_TYPE.LIMIT;
    command.timeInForce = TIME_IN_FORCE.IOC;
    command.priceTicks = priceTicks;
    command.lots = sliceLots;
    // The venue closes it: it takes nothing of the account's rate.
    this.checks.relieve(account, () => this.orders.place(command, out));
    const left = table.find(account, seriesId);
    const closed = Math.abs(lots) - Math.abs(left === 0 ? 0 : table.get(left, H.lots));
    if (closed === 0) return 0;
    this.charge(account, seriesId, row, closed);
    this.tell(account, seriesId, {
      ...{ by: LIQUIDATION_BY.BOOK, lots: isLong ? -closed : closed },
      priceMicroPat: priceTicks * tick,
    });
    return closed;
  }

  /** Closes everything with a good mark outside the book, as far as it finds takers. */
  takeOver(account: number, shortfallPpm: number): void {
    const { state, table } = this;
    for (let h = table.stake(account, STAKE.first); h !== 0; ) {
      const next = table.get(h, H.accountNext);
      const seriesId = table.seriesOf(h);
      const row = state.series.get(seriesId, S.cashInstrument);
      const lots = table.get(h, H.lots);
      if (lots !== 0 && table.cash(row, C.quality) === MARK_QUALITY.GOOD) {
        let closed = this.closeWinners(account, seriesId, row, true);
        closed += this.toBackstop(account, seriesId, row, shortfallPpm);
        closed += this.closeWinners(account, seriesId, row, false);
        if (closed > 0) this.charge(account, seriesId, row, closed);
      }
      h = next;
    }
  }

  /** The holding with a good mark, in a book that trades, that asks for most maintenance. */
  private largest(account: number): number {
    const { table, state } = this;
    let found = 0;
    let most = 0;
    for (let h = table.stake(account, STAKE.first); h !== 0; h = table.get(h, H.accountNext)) {
      const seriesId = table.seriesOf(h);
      const row = state.series.get(seriesId, S.cashInstrument);
      const canTrade =
        table.cash(row, C.quality) === MARK_QUALITY.GOOD &&
        tradesAtOnce(state.series.get(seriesId, S.state)) &&
        !isStopped(state, account, seriesId);
      const asks = canTrade ? this.clearing.valuation.maintenance(row, table.get(h, H.lots)) : 0;
      if (asks <= most) continue;
      most = asks;
      found = h;
    }
    return found;
  }

  private sliceLots(seriesId: number, row: number): number {
    const { table } = this;
    const hourly = Math.max(table.cash(row, C.hourLots), table.cash(row, C.lastHourLots));
    const share = this.parameters.get(seriesId, RISK.liquidationSlicePpm);
    return Math.max(1, mulDivDown(hourly, share, PPM));
  }

  /** The worst price of a liquidation: of a long holding the least, of a short one the most. */
  private limitMicroPat(row: number, isLong: boolean, shortfallPpm: number): number {
    const { table } = this;
    const mark = table.cash(row, C.markMicroPat);
    const partPpm = Math.floor(table.cash(row, C.maintenancePpm) / LIMIT_PARTS);
    const awayPpm = mulDivDown(partPpm, Math.min(PPM, Math.max(0, shortfallPpm)), PPM);
    return isLong ? mulDivUp(mark, PPM - awayPpm, PPM) : mulDivDown(mark, PPM + awayPpm, PPM);
  }

  /** The backstop takes lots over, as many as its own margin bears; none while the mark is on its way elsewhere. */
  private toBackstop(account: number, seriesId: number, row: number, shortfallPpm: number): number {
    const { table, state, clearing } = this;
    const { backstop } = table;
    const holding = table.find(account, seriesId);
    const lots = holding === 0 ? 0 : table.get(holding, H.lots);
    const isWilling = backstop !== 0 && backstop !== account && lots !== 0;
    if (!isWilling || table.cash(row, C.isSliding) !== 0) return 0;
    const isThere = table.find(backstop, seriesId) !== 0;
    const own = table.stake(backstop, STAKE.holdings);
    const hasPlace =
      isThere || (own < HOLDINGS_MAX && crowdProblem(table, own, 1, state.accounts.count) === 0);
    if (!hasPlace) return 0;
    let some = Math.abs(lots);
    for (let i = 0; i < HALVINGS_MAX && some > 0; i += 1) {
      if (this.bears(backstop, seriesId, row, lots > 0 ? some : -some)) break;
      some = i === HALVINGS_MAX - 1 ? 0 : Math.floor(some / 2);
    }
    if (some === 0) return 0;
    const price = this.limitMicroPat(row, lots > 0, shortfallPpm);
    const signed = lots > 0 ? some : -some;
    const closed = { by: LIQUIDATION_BY.BACKSTOP, priceMicroPat: price };
    this.transfer({ from: account, to: backstop, seriesId, lots: signed, priceMicroPat: price });
    this.tell(account, seriesId, { ...closed, lots: -signed });
    this.tell(backstop, seriesId, { ...closed, lots: signed, isOther: true });
    clearing.equity.rebalance(backstop);
    clearing.equity.rebalance(account);
    return some;
  }

  /** Whether an account's margin bears lots beside what it has. */
  private bears(account: number, seriesId: number, row: number, lots: number): boolean {
    const { table, clearing } = this;
    const { equity, valuation } = clearing;
    equity.look(account);
    const holding = table.find(account, seriesId);
    const now = holding === 0 ? 0 : table.get(holding, H.lots);
    const more = valuation.initial(row, now + lots) - valuation.initial(row, now);
    const free = equity.availableMicroPat + equity.marginMicroPat - equity.targetMicroPat;
    return more <= free;
  }

  /** Closes lots against winners, best rank first; of the same owner only, or of any. */
  private closeWinners(account: number, seriesId: number, row: number, isOwnOnly: boolean): number {
    const { table, state } = this;
    const samples = table.cash(row, C.samples);
    if (samples === 0) return 0;
    const holding = table.find(account, seriesId);
    if (holding === 0) return 0;
    const isLong = table.get(holding, H.lots) > 0;
    let closed = 0;
    for (let place = 0; place < WINNERS_MAX; place += 1) {
      const at = table.winnerAt(samples, isLong ? 1 : 0, place, false);
      const winner = table.winners[at + WINNER.holding] as number;
      const isThere = winner !== 0 && table.exists(winner) && table.seriesOf(winner) === seriesId;
      if (!isThere) continue;
      const other = table.accountOf(winner);
      const isOwn = state.members.isOneOwner(account, other);
      if (other === account || (isOwnOnly && !isOwn)) continue;
      closed += this.closeAgainst(account, winner, row, isOwn);
      if (table.find(account, seriesId) === 0) break;
    }
    return closed;
  }

  private closeAgainst(account: number, winner: number, row: number, isOwn: boolean): number {
    const { table, clearing } = this;
    const seriesId = table.seriesOf(winner);
    const holding = table.find(account, seriesId);
    const lots = holding === 0 ? 0 : table.get(holding, H.lots);
    const has = table.get(winner, H.lots);
    if (lots === 0 || has === 0 || lots > 0 === has > 0) return 0;
    const other = table.accountOf(winner);
    const gain = clearing.valuation.unrealised(winner, row);
    const initial = clearing.valuation.initial(row, has);
    // What it has in open orders was to reduce what goes now.
    if (table.get(winner, H.bidLots) + table.get(winner, H.askLots) > 0) {
      this.cancelIn(other, seriesId);
    }
    const some = Math.min(Math.abs(lots), Math.abs(has));
    const mark = table.cash(row, C.markMicroPat);
    const signed = lots > 0 ? some : -some;
    this.transfer({ from: account, to: other, seriesId, lots: signed, priceMicroPat: mark });
    const by = isOwn ? LIQUIDATION_BY.OWNER : LIQUIDATION_BY.DELEVERAGED;
    const closed = { by, priceMicroPat: mark };
    this.tell(account, seriesId, { ...closed, lots: -signed });
    const rank = { gainMicroPat: gain, initialMicroPat: initial, isOther: true };
    this.tell(other, seriesId, { ...closed, lots: signed, ...rank });
    clearing.equity.rebalance(other);
    clearing.equity.rebalance(account);
    return some;
  }

  /** Lots, signed, go from one account to another at a price. */
  private transfer({ from, to, seriesId, lots, priceMicroPat }: Transfer): void {
    const { holdings } = this.clearing;
    const giver = holdings.ensure(from, seriesId);
    const taker = holdings.ensure(to, seriesId);
    holdings.trade(giver, -lots, priceMicroPat);
    holdings.trade(taker, lots, priceMicroPat);
  }

  /** The fee on lots that were closed, at most what the account has left above nothing. */
  private charge(account: number, seriesId: number, row: number, lots: number): void {
    const { equity } = this.clearing;
    equity.look(account);
    const notional = lots * this.table.cash(row, C.markMicroPat);
    const feePpm = this.parameters.get(seriesId, RISK.liquidationFeePpm);
    const fee = mulDivDown(notional, feePpm, PPM);
    this.fund.takeFee(account, Math.max(0, Math.min(fee, equity.equityMicroPat)));
  }

  private tell(account: number, seriesId: number, closed: Closed): void {
    const { by, lots, priceMicroPat, gainMicroPat = 0, initialMicroPat = 0 } = closed;
    const taken = closed.isOther === true ? 0 : 1;
    const what = [by, lots, priceMicroPat, gainMicroPat, initialMicroPat, taken];
    const sequence = this.reports.nextSequence(account);
    this.reports.plain(EVENT.LIQUIDATION, account, sequence, seriesId, ...what);
  }
}
