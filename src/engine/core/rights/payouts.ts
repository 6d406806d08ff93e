/**
 * What the rulebook's table says of money when a right ends: accepted, failed, forfeited or lapsed; and what becomes of
 * the collateral behind it.
 *
 * A pair is paid from the escrow of its own lots and no other. Of what the broker sold, the broker gets what the holder
 * paid, and the provider what the broker owes it for the lot that was delivered: the difference is the broker's own result
 * of two trades of its own (I34). Royalty comes out of the provider's proceeds.
 */
import { RISK } from '../../../risk/index.js';
import { mulDivDown, mulDivUp } from '../../../values/index.js';
import { isForward, paidPart } from '../clearing/unpaid.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  FEES_ACCOUNT,
  INSURANCE_ACCOUNT,
} from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import { BUCKET } from '../kernel/ledger.js';
import type { CapacityRecord, ContractRecord } from '../kernel/registry.js';
import type { State } from '../kernel/state.js';
import type { PositionBook } from '../trading/position-book.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../trading/positions.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import type { CollateralCalls } from './collateral-calls.js';
import type { Unserved } from './failure-waterfall.js';
import { type Claim, SOURCE_KIND } from './sources.js';

const PPM = 1_000_000;
/** A penalty is at least so much of what a lot is worth, or of what it was sold for if that is more. */
const LEAST_PENALTY_PPM = 100_000;

/** What a provider that failed has paid, for whoever is left without the right. */
export interface Remedy {
  readonly provider: number;
  readonly lots: number;
  /** What a lot is worth now. */
  readonly markMicroPat: number;
  /** What the lots have become dearer by, as far as its collateral went. */
  readonly liabilityMicroPat: number;
  readonly penaltyMicroPat: number;
}

export class Payouts {
  private readonly state: State;
  private readonly positions: PositionBook;
  private readonly parameters: ParameterValues;
  private readonly calls: CollateralCalls;

  constructor(
    state: State,
    positions: PositionBook,
    parameters: ParameterValues,
    calls: CollateralCalls,
  ) {
    this.calls = calls;
    this.parameters = parameters;
    this.state = state;
    this.positions = positions;
  }

  /** Pays for accepted rights out of escrow and pending; returns what the provider got. */
  accept(seriesId: number, consumer: number, claim: Claim, escrow: number, fee: number): number {
    const { ledger, series, positions } = this.state;
    const { provider, kind, lots, unitMicroPat, unitFeeMicroPat } = claim;
    const source = ledger.escrow(seriesId);
    const broker = ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE);
    const fees = ledger.bucket(FEES_ACCOUNT, BUCKET.AVAILABLE);
    this.lowerEscrow(consumer, escrow + fee);
    this.unlock(positions.find(provider, seriesId), lots, 0);
    this.capacityOf(seriesId, provider).deliveredLots += lots;
    ledger.post(source, fees, fee);
    const owed = unitMicroPat * lots;
    if (kind !== SOURCE_KIND.NOVATED) {
      ledger.post(source, broker, escrow);
      series.add(seriesId, S.brokerRevenueMicroPat, escrow);
      return this.payProceeds(seriesId, provider, ledger.bucket(provider, BUCKET.PENDING), owed);
    }
    check(escrow === owed, 'I34: a pair is paid by the money of other lots');
    const makerFee = Math.min(unitFeeMicroPat * lots, owed);
    ledger.post(source, fees, makerFee);
    return this.payProceeds(seriesId, provider, source, owed - makerFee);
  }

  /**
   * Takes the proceeds of rights their provider failed to deliver, and out of its collateral what they have become dearer by
   * since it sold them, and a penalty: that of the contract, and at least a tenth of their worth. Insurance has both until it is known who is left without the right.
   * @param isUncovered nothing is locked for their need: what is belongs to other lots
   */
  fail(seriesId: number, claim: Claim, isUncovered = false): Remedy {
    const { positions, series } = this.state;
    const { provider, kind, lots, unitMicroPat } = claim;
    if (kind !== SOURCE_KIND.NOVATED) this.payBack(seriesId, claim);
    const position = positions.find(provider, seriesId);
    const markMicroPat =
      series.get(seriesId, S.markTicks) * series.get(seriesId, S.tickValueMicroPat);
    const owed = Math.max(0, markMicroPat - unitMicroPat) * lots;
    // Of a mark that has fallen since, the price says what it was at the sale.
    const worth = Math.max(markMicroPat, unitMicroPat);
    const least = mulDivUp(worth, LEAST_PENALTY_PPM, PPM);
    const penaltyMicroPat = Math.max(this.rulesOf(seriesId).penaltyMicroPat, least);
    const taken = this.unlock(position, lots, owed + penaltyMicroPat * lots, isUncovered);
    const capacity = this.capacityOf(seriesId, provider);
    capacity.failedLots += lots;
    capacity.lostLots += lots;
    const liabilityMicroPat = Math.min(taken, owed);
    const penalty = taken - liabilityMicroPat;
    return { provider, lots, markMicroPat, liabilityMicroPat, penaltyMicroPat: penalty };
  }

  /**
   * What a consumer is due for lots it is left without: what they have become dearer by, as far as their provider had it, and
   * a part of the penalty unless the two are one firm.
   */
  compensation(
    consumer: number,
    seriesId: number,
    lots: number,
    unit: number,
    remedy: Remedy,
  ): number {
    const { accounts } = this.state;
    const liability = this.liabilityTo(lots, unit, remedy);
    const isOneFirm = accounts.isOneFirm(consumer, remedy.provider);
    const ppm = this.parameters.get(seriesId, RISK.failureCompensationPpm);
    const part = mulDivDown(remedy.penaltyMicroPat, lots, remedy.lots);
    const more = isOneFirm ? 0 : Math.min(part, mulDivDown(unit * lots, ppm, PPM));
    return liability + more;
  }

  /** The part of it for what the lots have become dearer by. */
  liabilityTo(lots: number, unit: number, remedy: Remedy): number {
    const loss = Math.max(0, remedy.markMicroPat - unit) * lots;
    return Math.min(loss, mulDivDown(remedy.liabilityMicroPat, lots, remedy.lots));
  }

  /** What of the penalty a buy-in may cost beyond what its consumer is due: at most what is missing, nothing within one firm. */
  advance(unserved: Unserved, remedy: Remedy, missing: number): number {
    const { consumer, series, lots, unitMicroPat } = unserved;
    if (this.state.accounts.isOneFirm(consumer, remedy.provider)) return 0;
    const part = mulDivDown(remedy.penaltyMicroPat, lots, remedy.lots);
    const ppm = this.parameters.get(series, RISK.failureCompensationPpm);
    const more = Math.min(part, mulDivDown(unitMicroPat * lots, ppm, PPM));
    return Math.max(0, Math.min(part - more, missing));
  }

  /** Pays a consumer what it is due out of what insurance holds of the provider that failed. */
  compensate(consumer: number, amount: number): void {
    const { ledger } = this.state;
    const insurance = ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE);
    ledger.post(insurance, ledger.bucket(consumer, BUCKET.AVAILABLE), amount);
  }

  /** What of it a consumer is not due after all, because other rights are in their place. */
  takeBack(consumer: number, amount: number): void {
    const { ledger } = this.state;
    const insurance = ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE);
    ledger.post(ledger.bucket(consumer, BUCKET.AVAILABLE), insurance, amount);
  }

  /** What lots of the broker's have become dearer by goes to it, where others of its serve in their place. */
  makeWhole(lots: number, remedy: Remedy): void {
    const { ledger } = this.state;
    const liability = mulDivDown(remedy.liabilityMicroPat, lots, remedy.lots);
    const insurance = ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE);
    ledger.post(insurance, ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE), liability);
  }

  /** Escrow and fee back to the consumer. */
  refund(consumer: number, seriesId: number, escrow: number, fee: number): void {
    const { ledger, positions } = this.state;
    const available = ledger.bucket(consumer, BUCKET.AVAILABLE);
    const amount = isForward(this.state, seriesId)
      ? paidPart(this.state, positions.find(consumer, seriesId), escrow + fee)
      : escrow + fee;
    ledger.post(ledger.escrow(seriesId), available, amount);
    this.lowerEscrow(consumer, amount);
  }

  /** Rights of the broker's that nobody will use: paid for if their capacity was attested at the mint, else paid back. */
  lapse(seriesId: number, claim: Claim): void {
    const { ledger, positions } = this.state;
    const { provider, kind, lots, unitMicroPat } = claim;
    const pending = ledger.bucket(provider, BUCKET.PENDING);
    if (kind === SOURCE_KIND.ATTESTED)
      this.payProceeds(seriesId, provider, pending, unitMicroPat * lots);
    else this.payBack(seriesId, claim);
    this.unlock(positions.find(provider, seriesId), lots, 0);
  }

  /**
   * Lots of a provider no longer need backing: their share of the collateral is free, a penalty going to insurance
   * first, and so is the capacity behind them. A penalty beyond that share comes out of what is locked for need, unless the
   * lots are not covered by it; the last lots take all there is. Returns the penalty.
   */
  unlock(position: number, lots: number, penaltyMicroPat: number, isUncovered = false): number {
    const { ledger, positions } = this.state;
    const outstanding = positions.get(position, P.outstandingLots);
    check(lots <= outstanding, 'I12: more rights end than are outstanding');
    const account = positions.accountOf(position);
    const isLast = lots === outstanding;
    const locked = positions.get(position, P.collateralMicroPat);
    const variation = positions.get(position, P.variationMicroPat);
    const own = isLast ? locked : mulDivDown(locked - variation, lots, outstanding);
    const most = isLast || isUncovered ? own : own + variation;
    const penalty = Math.min(penaltyMicroPat, most);
    const share = Math.max(own, penalty);
    const margin = positions.get(position, P.marginMicroPat);
    const less = isLast ? margin : mulDivDown(margin, lots, outstanding);
    const collateral = ledger.bucket(account, BUCKET.COLLATERAL);
    ledger.post(collateral, ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE), penalty);
    ledger.post(collateral, ledger.bucket(account, BUCKET.AVAILABLE), share - penalty);
    positions.set(position, P.collateralMicroPat, locked - share);
    positions.set(position, P.variationMicroPat, isLast ? 0 : variation - (share - own));
    positions.set(position, P.marginMicroPat, margin - less);
    positions.set(position, P.outstandingLots, outstanding - lots);
    const capacity = this.capacityOf(positions.seriesOf(position), account);
    check(capacity.outstandingLots >= lots, 'I12: capacity underflow');
    capacity.outstandingLots -= lots;
    if (isLast) {
      check(positions.get(position, P.needMicroPat) === 0, 'I38: a need without outstanding lots');
      this.calls.end(position);
    }
    if (positions.has(position, POSITION_FLAG.CLOSED)) this.positions.leave(position);
    return penalty;
  }

  /** Pending proceeds back to the broker. */
  private payBack(seriesId: number, { provider, lots, unitMicroPat }: Claim): void {
    const { ledger, series } = this.state;
    const available = ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE);
    ledger.post(ledger.bucket(provider, BUCKET.PENDING), available, unitMicroPat * lots);
    series.add(seriesId, S.brokerCostMicroPat, -unitMicroPat * lots);
  }

  /** A provider's proceeds out of a balance: the royalty to the licensor, the rest to the provider. */
  private payProceeds(seriesId: number, provider: number, from: number, amount: number): number {
    const { ledger } = this.state;
    const { licensorAccountId, royaltyPpm } = this.rulesOf(seriesId);
    const royalty = licensorAccountId === 0 ? 0 : mulDivDown(amount, royaltyPpm, PPM);
    if (royalty > 0) {
      ledger.post(from, ledger.bucket(licensorAccountId, BUCKET.AVAILABLE), royalty);
    }
    ledger.post(from, ledger.bucket(provider, BUCKET.AVAILABLE), amount - royalty);
    return amount - royalty;
  }

  private lowerEscrow(consumer: number, amount: number): void {
    const { accounts } = this.state;
    const escrow = accounts.get(consumer, A.escrowMicroPat) - amount;
    check(escrow >= 0, 'I13: an account has less in escrow than it gets back');
    accounts.set(consumer, A.escrowMicroPat, escrow);
  }

  private capacityOf(seriesId: number, provider: number): CapacityRecord {
    const { registry, series } = this.state;
    const capacity = registry.capacity(provider, series.get(seriesId, S.segment));
    check(capacity !== undefined, 'I12: a provider sold rights without capacity');
    return capacity;
  }

  private rulesOf(seriesId: number): ContractRecord['rules'] {
    const { registry, series } = this.state;
    return (registry.contract(series.get(seriesId, S.contract)) as ContractRecord).rules;
  }
}
