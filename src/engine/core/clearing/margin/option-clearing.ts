/**
 * Clearing of options whose largest loss is paid in: a buyer pays the premium, whoever writes a lot pays the most it can ever
 * pay into the pool of the instrument, and at expiry the pool is all there is to pay. Nobody has to be called, liquidated or
 * made whole, so no mark, no index and no model moves money before expiry.
 *
 * A holding is signed. What a short one paid in is its value, below 0 (I60), so the run that settles a future settles it too:
 * at the payoff, long gains what it pays and short what it does not. Invariant I70: a short holding has paid in the most its
 * lots can pay, a long one nothing; the pool of an instrument that has not settled is that of all lots that are held.
 *
 * Lots that are held are sold first: they reserve nothing, and no more may be offered than are held. Lots are written only
 * while none is held, and reserve the most they pay and the fee of issuing. Whatever was bought meanwhile is closed first.
 */
import {
  admissionProblem,
  type OrderCheck,
  payoffMaxMicroPat,
  RISK,
  TRADE_KIND,
  unitFeeMicroPat,
} from '../../../../risk/index.js';
import { ACCOUNT_ROLE, INSTRUMENT_KIND, SIDE } from '../../../../values/index.js';
import { SERIES_FIELD } from '../../instruments/series-table.js';
import { ACCOUNT_FIELD, FEES_ACCOUNT } from '../../kernel/accounts.js';
import { check } from '../../kernel/check.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import { BUCKET } from '../../kernel/ledger.js';
import { CODE } from '../../kernel/reject.js';
import { crowdProblem } from '../../kernel/shares.js';
import type { State } from '../../kernel/state.js';
import type { ParameterValues } from '../../venue/parameters/values.js';
import type { Clearing, Held, Party, PostedTrade } from '../clearing.js';
import { MARK_AGE_MAX_MS } from './cash.js';
import { Equity } from './equity.js';
import { Holdings } from './holdings.js';
import {
  CASH as C,
  HOLDING as H,
  HOLDINGS_MAX,
  LADDER,
  type MarginTable,
  STAKE,
} from './margin-table.js';
import { isOption, termsOf } from './option-terms.js';
import { Valuation } from './valuation.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const S = SERIES_FIELD;
const { BUY } = SIDE;
const { AVAILABLE, RESERVED } = BUCKET;
/** The first phase that has options. */
export const OPTION_PHASE = 4;

export class OptionClearing implements Clearing {
  readonly lockedCollateralMicroPat = 0;
  readonly attestedLots = 0;
  readonly roomFills = Number.MAX_SAFE_INTEGER;
  readonly hasRoomToReverse = true;
  private readonly holdings: Holdings;
  private readonly equity: Equity;
  private readonly state: State;
  private readonly table: MarginTable;
  private readonly parameters: ParameterValues;
  private readonly reports: EventWriter;
  /** The series of the order asked about last. */
  private askedSeries = 0;

  constructor(state: State, parameters: ParameterValues, reports: EventWriter) {
    this.state = state;
    this.table = state.margin;
    this.parameters = parameters;
    this.reports = reports;
    this.holdings = new Holdings(state);
    this.equity = new Equity(state, new Valuation(state));
  }

  /** The most a lot of a series can pay. */
  private mostOf(seriesId: number): number {
    return payoffMaxMicroPat(
      termsOf(this.table, this.state.series.get(seriesId, S.cashInstrument)),
    );
  }

  need(
    c: OrderCheck,
    account: number,
    seriesId: number,
    _position: number,
    held: Readonly<Held>,
  ): void {
    const { table, state, equity } = this;
    this.askedSeries = seriesId;
    const row = state.series.get(seriesId, S.cashInstrument);
    const isBuy = c.side === BUY;
    const holding = table.find(account, seriesId);
    const lots = holding === 0 ? 0 : table.get(holding, H.lots);
    const others =
      holding === 0 ? 0 : table.get(holding, isBuy ? H.bidLots : H.askLots) - held.amendedLots;
    const closes = isBuy ? others + c.lots <= -lots : others + c.lots <= lots;
    c.isCash = true;
    c.isMargined = false;
    // To buy back costs the premium as any buy; only a sale of what is held needs no money.
    c.isReducing = closes && !isBuy;
    c.phaseCode = this.phaseProblem(row, c, closes);
    c.isInPhase = c.phaseCode === 0;
    // A premium is bounded by the most a lot pays (the largest price of the series); nobody's mark narrows it.
    c.markTicks = c.priceTicks;
    c.shortMicroPat = 0;
    c.addingCode = 0;
    if (c.isReducing) return;
    equity.look(account);
    c.shortMicroPat = Math.max(0, equity.targetMicroPat - equity.marginMicroPat);
    c.exposureMicroPat = this.exposureOf(account) - held.patMicroPat;
    const unit = c.priceTicks * c.tickValueMicroPat;
    c.unitMarginMicroPat = isBuy
      ? unit + unitFeeMicroPat(unit, c.feePpm)
      : this.mostOf(seriesId) + this.parameters.get(seriesId, RISK.optionIssueFeeMicroPat);
    if (closes) return;
    c.addingCode =
      !isBuy && lots > 0 ? CODE.SELL_HELD_FIRST : this.addingProblem(c, account, row, held);
  }

  /** Reserved, in escrow, margin, and what its short options have paid in. */
  private exposureOf(account: number): number {
    const { table, state, equity } = this;
    const { ledger, accounts } = state;
    let paidIn = 0;
    for (let h = table.stake(account, STAKE.first); h !== 0; h = table.get(h, H.accountNext)) {
      const row = state.series.get(table.seriesOf(h), S.cashInstrument);
      if (isOption(table, row)) paidIn -= Math.min(0, table.get(h, H.valueMicroPat));
    }
    const reserved = ledger.balance(ledger.bucket(account, RESERVED));
    const escrow = accounts.get(account, ACCOUNT_FIELD.escrowMicroPat);
    return reserved + escrow + equity.marginMicroPat + paidIn;
  }

  /** The phase and the class, of what adds. */
  private phaseProblem(row: number, c: OrderCheck, closes: boolean): number {
    const { registry } = this.state;
    if (c.role === ACCOUNT_ROLE.BROKER) return CODE.NOT_QUALIFIED;
    if (closes) return 0;
    if (registry.phase < OPTION_PHASE) return CODE.PHASE;
    if (registry.isSuspended(OPTION_PHASE)) return CODE.PHASE_SUSPENDED;
    const isCall = this.table.cash(row, C.kind) === INSTRUMENT_KIND.CALL;
    const kind = isCall ? TRADE_KIND.CALL : TRADE_KIND.PUT;
    return admissionProblem(kind, Math.max(1, c.accountClass), registry.phase, c.side);
  }

  /** Why nothing may be added now: an account that is liquidated, an index that is none, open interest; or 0. */
  private addingProblem(c: OrderCheck, account: number, row: number, held: Readonly<Held>): number {
    const { table, state } = this;
    if (state.timeMs - table.cash(row, C.markAtMs) > MARK_AGE_MAX_MS) return CODE.MARK_UNSURE;
    if (table.stake(account, STAKE.state) === LADDER.LIQUIDATING) return CODE.LIQUIDATING;
    const more = c.lots - held.amendedLots;
    if (more <= 0) return 0;
    const contract = state.series.get(table.cash(row, C.series), S.contract);
    const ofOwner = table.interestOf(state.accounts.ownerOf(account), contract) + more;
    const isWithin =
      ofOwner <= table.cash(row, C.ownerLotsMax) &&
      table.longLotsOf(contract) + c.lots <= table.cash(row, C.longLotsMax);
    return isWithin ? 0 : CODE.OPEN_INTEREST;
  }

  hasRoom(): boolean {
    return true;
  }

  shareProblem(account: number): number {
    const { table, state } = this;
    if (table.find(account, this.askedSeries) !== 0) return 0;
    const own = table.stake(account, STAKE.holdings);
    return own >= HOLDINGS_MAX
      ? CODE.HOLDINGS_FULL
      : crowdProblem(table, own, 1, state.accounts.count);
  }

  reserve(
    account: number,
    _position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    const holding = this.holdings.ensure(account, series);
    this.holdings.open(holding, side === BUY, unit === 0, lots);
    this.move(account, AVAILABLE, RESERVED, unit * lots);
  }

  release(
    account: number,
    _position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    const holding = this.table.find(account, series);
    check(holding !== 0, 'I61: an order in an option without a holding');
    this.holdings.open(holding, side === BUY, unit === 0, -lots);
    this.move(account, RESERVED, AVAILABLE, unit * lots);
    this.holdings.drop(holding);
  }

  private move(account: number, from: number, to: number, amountMicroPat: number): void {
    const { ledger } = this.state;
    ledger.post(ledger.bucket(account, from), ledger.bucket(account, to), amountMicroPat);
  }

  /**
   * Premium to the seller less its fee, the buyer's fee to the venue; what is written is paid into the pool and its issue fee
   * to the venue; what the buyer had written comes back out of the pool.
   */
  fill(seriesId: number, buyer: Party, seller: Party, priceTicks: number, lots: number): void {
    const { ledger, series } = this.state;
    const { table, holdings } = this;
    const bought = table.find(buyer.account, seriesId);
    const sold = table.find(seller.account, seriesId);
    check(bought !== 0 && sold !== 0, 'I61: a fill in an option without a holding');
    const unit = priceTicks * series.get(seriesId, S.tickValueMicroPat);
    const premium = unit * lots;
    buyer.feeMicroPat = unitFeeMicroPat(unit, buyer.feePpm) * lots;
    seller.feeMicroPat = Math.min(premium, unitFeeMicroPat(unit, seller.feePpm) * lots);
    const fees = ledger.bucket(FEES_ACCOUNT, AVAILABLE);
    const reserved = ledger.bucket(buyer.account, RESERVED);
    ledger.post(reserved, fees, buyer.feeMicroPat + seller.feeMicroPat);
    const proceeds = premium - seller.feeMicroPat;
    ledger.post(reserved, ledger.bucket(seller.account, AVAILABLE), proceeds);
    const spare = buyer.unitReserveMicroPat * lots - premium - buyer.feeMicroPat;
    check(spare >= 0, 'I8: a premium costs more than was reserved for it');
    this.move(buyer.account, RESERVED, AVAILABLE, spare);
    this.write(seriesId, seller, sold, lots);
    const closed = Math.min(lots, Math.max(0, -table.get(bought, H.lots)));
    const back = this.mostOf(seriesId) * closed;
    ledger.post(ledger.escrow(seriesId), ledger.bucket(buyer.account, AVAILABLE), back);
    holdings.open(bought, true, buyer.unitReserveMicroPat === 0, -lots);
    holdings.open(sold, false, seller.unitReserveMicroPat === 0, -lots);
    this.trade(bought, lots);
    this.trade(sold, -lots);
    holdings.drop(bought);
    holdings.drop(sold);
  }

  /** What a seller does not hold it writes: the most that can pay goes into the pool. */
  private write(
    seriesId: number,
    { account, unitReserveMicroPat }: Party,
    holding: number,
    lots: number,
  ): void {
    const { ledger } = this.state;
    const most = this.mostOf(seriesId);
    const written = lots - Math.min(lots, Math.max(0, this.table.get(holding, H.lots)));
    check(written === 0 || unitReserveMicroPat >= most, 'I70: a lot is written without its cover');
    const reserved = ledger.bucket(account, RESERVED);
    ledger.post(reserved, ledger.escrow(seriesId), most * written);
    // The fee may have been raised since the order reserved for it.
    const feeNow = this.parameters.get(seriesId, RISK.optionIssueFeeMicroPat);
    const fee = written === 0 ? 0 : Math.min(feeNow, unitReserveMicroPat - most) * written;
    ledger.post(reserved, ledger.bucket(FEES_ACCOUNT, AVAILABLE), fee);
    this.move(account, RESERVED, AVAILABLE, unitReserveMicroPat * lots - most * written - fee);
    if (written === 0) return;
    const sequence = this.reports.nextSequence(account);
    this.reports.plain(EVENT.OPTION_ISSUED, account, sequence, seriesId, written, fee);
  }

  /** Lots come or go; what a short holding paid in is its value. */
  private trade(holding: number, lots: number): void {
    const { holdings, table } = this;
    holdings.trade(holding, lots, 0);
    const short = Math.max(0, -table.get(holding, H.lots));
    const most = this.mostOf(table.seriesOf(holding));
    table.set(holding, H.valueMicroPat, 0 - most * short);
  }

  /** The premium may be spent, and what was written covers somebody: a trade stands. */
  reversalProblem(_trade: PostedTrade): number {
    return CODE.BUST_TOO_LATE;
  }

  reversalExposure(_trade: PostedTrade): number {
    return 0;
  }

  reverse(_trade: PostedTrade): void {
    check(false, 'I70: a trade in an option is taken back');
  }
}
