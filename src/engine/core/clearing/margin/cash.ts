/**
 * Clearing of what settles in cash: orders reserve the margin that their worst fill adds, fills move it behind the position,
 * and nothing is delivered. Both sides may be anybody the class matrix lets; the broker trades here through an account of its own.
 *
 * Pre-trade, fail closed: available, less what open positions lack, covers what the worst fill of the order adds to initial
 * margin, what its limit is worse than the mark, and its fee. An order that only reduces what is held, with those beside it,
 * reserves nothing and passes whatever the account lacks. Gains count once they are paid.
 */
import {
  admissionProblem,
  type OrderCheck,
  TRADE_KIND,
  unitFeeMicroPat,
} from '../../../../risk/index.js';
import { ACCOUNT_ROLE, INSTRUMENT_KIND, SIDE } from '../../../../values/index.js';
import { SERIES_FIELD } from '../../instruments/series-table.js';
import { ACCOUNT_FIELD, FEES_ACCOUNT } from '../../kernel/accounts.js';
import { check } from '../../kernel/check.js';
import { BUCKET } from '../../kernel/ledger.js';
import { CODE } from '../../kernel/reject.js';
import { crowdProblem } from '../../kernel/shares.js';
import type { State } from '../../kernel/state.js';
import type { Clearing, Held, Party, PostedTrade } from '../clearing.js';
import { Equity } from './equity.js';
import { Holdings } from './holdings.js';
import {
  CASH,
  HOLDING,
  HOLDINGS_MAX,
  LADDER,
  MARK_QUALITY,
  type MarginTable,
  STAKE,
} from './margin-table.js';
import { Valuation } from './valuation.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const S = SERIES_FIELD;
const H = HOLDING;
const C = CASH;
const { BUY } = SIDE;
const HOUR_MS = 3_600_000;
/** The first phase that settles in cash. */
export const CASH_PHASE = 3;
/** A mark older than this is none to trade on. */
export const MARK_AGE_MAX_MS = 180_000;

/** The phase that admits a kind of instrument. */
const PHASE_BY_KIND: Readonly<Record<number, number>> = {
  [INSTRUMENT_KIND.SYNTHETIC]: CASH_PHASE,
};
const TRADE_BY_KIND: Readonly<Record<number, number>> = {
  [INSTRUMENT_KIND.SYNTHETIC]: TRADE_KIND.SYNTHETIC,
};

export class CashClearing implements Clearing {
  readonly lockedCollateralMicroPat = 0;
  readonly attestedLots = 0;
  readonly roomFills = Number.MAX_SAFE_INTEGER;
  readonly hasRoomToReverse = true;
  readonly valuation: Valuation;
  readonly holdings: Holdings;
  readonly equity: Equity;
  private readonly state: State;
  private readonly table: MarginTable;
  /** The series of the order asked about last. */
  private askedSeries = 0;

  constructor(state: State) {
    this.state = state;
    this.table = state.margin;
    this.valuation = new Valuation(state);
    this.holdings = new Holdings(state);
    this.equity = new Equity(state, this.valuation);
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
    c.isCash = true;
    c.isMargined = false;
    c.isReducing = isBuy ? others + c.lots <= -lots : others + c.lots <= lots;
    const kind = table.cash(row, C.kind);
    c.phaseCode = this.phaseProblem(kind, c);
    c.isInPhase = c.phaseCode === 0;
    const mark = table.cash(row, C.markMicroPat);
    c.markTicks = Math.max(1, Math.round(mark / c.tickValueMicroPat));
    c.addingCode = 0;
    if (c.isReducing) return;
    equity.look(account);
    c.shortMicroPat = Math.max(0, equity.targetMicroPat - equity.marginMicroPat);
    const { ledger, accounts } = state;
    const reserved = ledger.balance(ledger.bucket(account, BUCKET.RESERVED));
    const escrow = accounts.get(account, ACCOUNT_FIELD.escrowMicroPat);
    c.exposureMicroPat = reserved + escrow + equity.marginMicroPat - held.patMicroPat;
    c.addingCode = this.addingProblem(c, account, row, held);
    if (c.addingCode !== 0 || !(c.lots > 0)) return;
    const direction = isBuy ? 1 : -1;
    const before = lots + direction * others;
    const after = before + direction * c.lots;
    const increase = Math.max(0, this.worst(row, lots, after) - this.worst(row, lots, before));
    const unit = c.priceTicks * c.tickValueMicroPat;
    const adverse = Math.max(0, direction * (unit - mark));
    c.unitMarginMicroPat = Math.ceil(increase / c.lots) + adverse + unitFeeMicroPat(unit, c.feePpm);
  }

  /** Initial margin of lots or of what they may become, whichever is more. */
  private worst(row: number, lots: number, becoming: number): number {
    const { valuation } = this;
    return Math.max(valuation.initial(row, lots), valuation.initial(row, becoming));
  }

  /** The phase and the class, of what adds; what reduces passes both, so that a class that expired can get out. */
  private phaseProblem(kind: number, c: OrderCheck): number {
    const { registry } = this.state;
    if (c.role === ACCOUNT_ROLE.BROKER) return CODE.NOT_QUALIFIED;
    if (c.isReducing) return 0;
    const phase = PHASE_BY_KIND[kind] ?? Number.POSITIVE_INFINITY;
    if (!(registry.phase >= phase)) return CODE.PHASE;
    if (registry.isSuspended(phase)) return CODE.PHASE_SUSPENDED;
    const trade = TRADE_BY_KIND[kind] ?? 0;
    return admissionProblem(trade, Math.max(1, c.accountClass), registry.phase, c.side);
  }

  /** Why nothing may be added now: the mark, the account's ladder, the fund, open interest; or 0. */
  private addingProblem(c: OrderCheck, account: number, row: number, held: Readonly<Held>): number {
    const { table, state } = this;
    const age = state.timeMs - table.cash(row, C.markAtMs);
    const isMarked = table.cash(row, C.quality) !== MARK_QUALITY.NONE && age <= MARK_AGE_MAX_MS;
    if (!isMarked) return CODE.MARK_UNSURE;
    if (table.stake(account, STAKE.state) === LADDER.LIQUIDATING) return CODE.LIQUIDATING;
    if (table.isFundShort) return CODE.FUND_SHORT;
    const contract = state.series.get(table.cash(row, C.series), S.contract);
    const owner = state.accounts.ownerOf(account);
    const more = c.lots - held.amendedLots;
    const ofOwner = table.interestOf(owner, contract) + more;
    // The long side is as large as the short one: what adds to either may add to both.
    const ofAll = table.longLotsOf(contract) + c.lots;
    const isWithin =
      ofOwner <= table.cash(row, C.ownerLotsMax) && ofAll <= table.cash(row, C.longLotsMax);
    return isWithin || more <= 0 ? 0 : CODE.OPEN_INTEREST;
  }

  hasRoom(): boolean {
    return true;
  }

  shareProblem(account: number): number {
    const { table, state } = this;
    if (table.find(account, this.askedSeries) !== 0) return 0;
    const own = table.stake(account, STAKE.holdings);
    if (own >= HOLDINGS_MAX) return CODE.HOLDINGS_FULL;
    return crowdProblem(table, own, 1, state.accounts.count);
  }

  reserve(
    account: number,
    _position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    const { ledger } = this.state;
    const holding = this.holdings.ensure(account, series);
    this.holdings.open(holding, side === BUY, unit === 0, lots);
    const available = ledger.bucket(account, BUCKET.AVAILABLE);
    ledger.post(available, ledger.bucket(account, BUCKET.RESERVED), unit * lots);
  }

  release(
    account: number,
    _position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    const { ledger } = this.state;
    const holding = this.table.find(account, series);
    check(holding !== 0, 'I61: an order in cash without a holding');
    this.holdings.open(holding, side === BUY, unit === 0, -lots);
    const available = ledger.bucket(account, BUCKET.AVAILABLE);
    ledger.post(ledger.bucket(account, BUCKET.RESERVED), available, unit * lots);
    this.holdings.drop(holding);
  }

  /** Reserved margin goes behind the position, the fee to the venue; then each side's margin is what it has to be. */
  fill(seriesId: number, buyer: Party, seller: Party, priceTicks: number, lots: number): void {
    const { series, timeMs } = this.state;
    const unit = priceTicks * series.get(seriesId, S.tickValueMicroPat);
    const row = series.get(seriesId, S.cashInstrument);
    this.countVolume(row, lots, Math.floor(timeMs / HOUR_MS));
    this.take(seriesId, buyer, true, unit, lots);
    this.take(seriesId, seller, false, unit, lots);
  }

  private take(seriesId: number, party: Party, isBuy: boolean, unit: number, lots: number): void {
    const { holdings, table, equity } = this;
    const { ledger } = this.state;
    const { account, unitReserveMicroPat } = party;
    const holding = table.find(account, seriesId);
    check(holding !== 0, 'I61: a fill in cash without a holding');
    const margin = ledger.bucket(account, BUCKET.MARGIN);
    ledger.post(ledger.bucket(account, BUCKET.RESERVED), margin, unitReserveMicroPat * lots);
    holdings.open(holding, isBuy, unitReserveMicroPat === 0, -lots);
    holdings.trade(holding, isBuy ? lots : -lots, unit);
    const fee = unitFeeMicroPat(unit, party.feePpm) * lots;
    // What only reduces reserved no fee: it pays what there is.
    const fees = ledger.bucket(FEES_ACCOUNT, BUCKET.AVAILABLE);
    const first = Math.min(fee, ledger.balance(margin));
    const rest = Math.min(fee - first, ledger.spendable(account));
    ledger.post(margin, fees, first);
    ledger.post(ledger.bucket(account, BUCKET.AVAILABLE), fees, rest);
    party.feeMicroPat = first + rest;
    equity.rebalance(account);
    holdings.drop(holding);
  }

  private countVolume(row: number, lots: number, hour: number): void {
    const { table } = this;
    const before = table.cash(row, C.hour);
    if (hour !== before) {
      table.setCash(row, C.lastHourLots, hour === before + 1 ? table.cash(row, C.hourLots) : 0);
      table.setCash(row, C.hourLots, 0);
      table.setCash(row, C.hour, hour);
    }
    table.addCash(row, C.hourLots, lots);
  }

  /** Margins were computed on it, and gains may be paid: a trade in cash stands. */
  reversalProblem(_trade: PostedTrade): number {
    return CODE.BUST_TOO_LATE;
  }

  reversalExposure(_trade: PostedTrade): number {
    return 0;
  }

  reverse(_trade: PostedTrade): void {
    check(false, 'I61: a trade in cash is taken back');
  }
}
