/**
 * From exercise to money: assigns obligations first in first out, follows each delivery to acceptance or failure, and
 * posts what the rulebook's table says.
 *
 * The money of an exercised right is what its holder paid, taken from the position at its average; what the provider
 * is owed is what the obligation says; the broker, counterparty to both, gets or pays the difference (I13: the escrow
 * of a series is exactly what its holders and open deliveries paid in).
 */
import {
  type ColdBodies,
  DELIVERY_STATE,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  FIELD_ID,
  mulDivDown,
  RIGHTS_ACTION,
  SERIES_STATE,
} from '../../values/index.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT, FEES_ACCOUNT, INSURANCE_ACCOUNT } from './accounts.js';
import { check } from './check.js';
import { DELIVERY_FIELD as D } from './deliveries.js';
import type { EntitlementDesk } from './entitlement-desk.js';
import { EVENT } from './events.js';
import { BUCKET } from './ledger.js';
import type { PositionBook } from './position-book.js';
import { POSITION_FIELD as P } from './positions.js';
import type { ContractRecord } from './registry.js';
import { CODE, type Outcome } from './reject.js';
import type { Reports } from './reports.js';
import { SERIES_FIELD as S } from './series-table.js';
import { OBLIGATIONS, SOURCE_KIND } from './sources.js';
import type { State } from './state.js';
import { TIMER } from './timers.js';

const PPM = 1_000_000;
/** Obligations looked at for another provider before a failed delivery is refunded: bounded work. */
const REASSIGN_STEPS = 1024;

export class DeliveryDesk {
  private readonly state: State;
  private readonly reports: Reports;
  private readonly entitlements: EntitlementDesk;
  private readonly positions: PositionBook;
  /** Index of the next ticket within the command. */
  private ticketIndex = 0;

  constructor(
    state: State,
    reports: Reports,
    positions: PositionBook,
    entitlements: EntitlementDesk,
  ) {
    this.state = state;
    this.reports = reports;
    this.positions = positions;
    this.entitlements = entitlements;
  }

  /** A new command begins: tickets count from 0. */
  begin(): void {
    this.ticketIndex = 0;
  }

  /** Burns rights of a consumer's position and issues tickets; how many, or −1 when there is no room for them. */
  exercise(position: number, lots: number): number {
    const { state } = this;
    const seriesId = state.positions.get(position, P.series);
    if (this.piecesFor(seriesId, lots) > state.deliveries.room) return -1;
    const consumer = state.positions.get(position, P.account);
    const paid = this.burn(position, lots);
    state.series.add(seriesId, S.exercisedLots, lots);
    this.reports.rights(consumer, RIGHTS_ACTION.EXERCISED, seriesId, lots);
    return this.assign(consumer, seriesId, lots, paid.escrow, paid.fee, 0);
  }

  /** Burns rights whose holder opted out of the exercise: as if delivered and accepted. */
  forfeit(position: number, lots: number): void {
    const { state } = this;
    const { sources } = state;
    const seriesId = state.positions.get(position, P.series);
    const consumer = state.positions.get(position, P.account);
    const paid = this.burn(position, lots);
    this.reports.rights(consumer, RIGHTS_ACTION.FORFEITED, seriesId, lots);
    let left = lots;
    let { escrow, fee } = paid;
    while (left > 0) {
      const entry = sources.first(seriesId, OBLIGATIONS);
      if (entry === 0) {
        this.refund(consumer, seriesId, escrow, fee);
        state.series.add(seriesId, S.failedLots, left);
        return;
      }
      const some = Math.min(left, sources.lots(entry));
      const someEscrow = some === left ? escrow : mulDivDown(escrow, some, left);
      const someFee = some === left ? fee : mulDivDown(fee, some, left);
      const provider = sources.provider(entry);
      const kind = sources.kind(entry);
      const unit = sources.unitMicroPat(entry);
      const unitFee = sources.unitFeeMicroPat(entry);
      sources.remove(seriesId, OBLIGATIONS, entry, some);
      this.pay(seriesId, consumer, provider, kind, some, unit, unitFee, someEscrow, someFee);
      this.releaseCollateral(state.positions.find(provider, seriesId), some, 0);
      state.series.add(seriesId, S.deliveredLots, some);
      escrow -= someEscrow;
      fee -= someFee;
      left -= some;
    }
  }

  /** The provider's notice: acceptance by silence starts to run. */
  notice(provider: number, deliveryId: number, out: Outcome): void {
    const slot = this.findFor(provider, D.provider, deliveryId, out);
    if (slot === 0) return;
    const { deliveries } = this.state;
    if (deliveries.get(slot, D.state) !== DELIVERY_STATE.TICKETED) {
      return out.refuse(CODE.DELIVERY_STATE, FIELD_ID.delivery_id);
    }
    deliveries.set(slot, D.state, DELIVERY_STATE.NOTICED);
    this.setDeadline(slot, this.contractOf(slot).rules.acceptanceMs);
    this.report(slot, 0, 0);
    out.done(deliveryId);
  }

  /** The consumer's receipt, which its signature was checked for at the door. */
  accept(consumer: number, deliveryId: number, out: Outcome): void {
    const slot = this.findFor(consumer, D.consumer, deliveryId, out);
    if (slot === 0) return;
    if (this.state.deliveries.get(slot, D.state) === DELIVERY_STATE.DISPUTED) {
      return out.refuse(CODE.DELIVERY_STATE, FIELD_ID.delivery_id);
    }
    this.settleAccepted(slot);
    out.done(deliveryId);
  }

  /** A dispute freezes the delivery until an operator rules. */
  dispute(consumer: number, deliveryId: number, out: Outcome): void {
    const slot = this.findFor(consumer, D.consumer, deliveryId, out);
    if (slot === 0) return;
    const { deliveries } = this.state;
    if (deliveries.get(slot, D.state) !== DELIVERY_STATE.NOTICED) {
      return out.refuse(CODE.DELIVERY_STATE, FIELD_ID.delivery_id);
    }
    this.clearDeadline(slot);
    deliveries.set(slot, D.state, DELIVERY_STATE.DISPUTED);
    this.report(slot, 0, 0);
    out.done(deliveryId);
  }

  rule(body: ColdBodies['ruleDispute'], out: Outcome): void {
    const slot = this.state.deliveries.find(body.deliveryId);
    if (slot === 0) return out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    if (this.state.deliveries.get(slot, D.state) !== DELIVERY_STATE.DISPUTED) {
      return out.refuse(CODE.DELIVERY_STATE, FIELD_ID.delivery_id);
    }
    if (body.upheld) this.fail(slot);
    else this.settleAccepted(slot);
    out.done(body.deliveryId);
  }

  /** A party has the ticket. */
  acknowledge(account: number, deliveryId: number, out: Outcome): void {
    const { deliveries } = this.state;
    const slot = deliveries.find(deliveryId);
    const isConsumer = slot !== 0 && deliveries.get(slot, D.consumer) === account;
    const isProvider = slot !== 0 && deliveries.get(slot, D.provider) === account;
    if (!isConsumer && !isProvider) return out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    const bits = (isConsumer ? 1 : 0) | (isProvider ? 2 : 0);
    deliveries.set(slot, D.acknowledged, deliveries.get(slot, D.acknowledged) | bits);
    out.done(deliveryId);
  }

  /** A deadline passed: silence after the notice accepts, no notice in time fails. */
  expire(deliveryId: number): void {
    const { deliveries } = this.state;
    const slot = deliveries.find(deliveryId);
    check(slot !== 0, 'I14: a deadline of a delivery that is over');
    deliveries.set(slot, D.timer, 0);
    if (deliveries.get(slot, D.state) === DELIVERY_STATE.NOTICED) this.settleAccepted(slot);
    else this.fail(slot);
  }

  /** Inventory that lapsed: pending to the provider whose capacity was there through the window, else back. */
  settleLapsed(seriesId: number, provider: number, lots: number, unitMicroPat: number): void {
    const { state } = this;
    const { ledger, series, registry } = state;
    const amount = unitMicroPat * lots;
    const capacity = registry.capacity(provider, series.get(seriesId, S.segment));
    const attested = (capacity?.attestedUntilMs ?? 0) >= series.get(seriesId, S.endMs);
    const pending = ledger.bucket(provider, BUCKET.PENDING);
    if (attested) this.payProceeds(seriesId, provider, pending, amount);
    else ledger.post(pending, ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE), amount);
    this.releaseCollateral(state.positions.find(provider, seriesId), lots, 0);
  }

  /**
   * Lots of a provider no longer need backing: their share of the collateral is free, a penalty going to insurance
   * first. Also lowers what is outstanding against capacity.
   */
  releaseCollateral(position: number, lots: number, penaltyMicroPat: number): number {
    const { ledger, positions, registry, series } = this.state;
    const outstanding = positions.get(position, P.outstandingLots);
    check(lots <= outstanding, 'I12: more rights end than are outstanding');
    const account = positions.get(position, P.account);
    const locked = positions.get(position, P.collateralMicroPat);
    const share = lots === outstanding ? locked : mulDivDown(locked, lots, outstanding);
    const penalty = Math.min(penaltyMicroPat, share);
    const collateral = ledger.bucket(account, BUCKET.COLLATERAL);
    if (penalty > 0) {
      ledger.post(collateral, ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE), penalty);
    }
    if (share > penalty) {
      ledger.post(collateral, ledger.bucket(account, BUCKET.AVAILABLE), share - penalty);
    }
    positions.set(position, P.collateralMicroPat, locked - share);
    positions.set(position, P.outstandingLots, outstanding - lots);
    const segment = series.get(positions.get(position, P.series), S.segment);
    const capacity = registry.capacity(account, segment);
    check(capacity !== undefined && capacity.outstandingLots >= lots, 'I12: capacity underflow');
    capacity.outstandingLots -= lots;
    const isClosed = series.get(positions.get(position, P.series), S.state) === SERIES_STATE.CLOSED;
    if (isClosed && outstanding === lots) this.positions.release(position);
    return penalty;
  }

  /** Fields of a delivery event, also used for snapshots. */
  deadlineMs(slot: number): number {
    const { deliveries, registry } = this.state;
    const due = deliveries.get(slot, D.deadlineServiceMs);
    return due === 0 ? 0 : due + registry.outageMs;
  }

  /** Takes rights and the money paid for them out of a consumer's position. */
  private burn(position: number, lots: number): { escrow: number; fee: number } {
    const { positions, series, sequence } = this.state;
    const held = positions.get(position, P.heldLots);
    const cost = positions.get(position, P.costMicroPat);
    const fees = positions.get(position, P.feeMicroPat);
    const escrow = lots === held ? cost : mulDivDown(cost, lots, held);
    const fee = lots === held ? fees : mulDivDown(fees, lots, held);
    positions.set(position, P.heldLots, held - lots);
    positions.set(position, P.costMicroPat, cost - escrow);
    positions.set(position, P.feeMicroPat, fees - fee);
    positions.set(position, P.exercisedSequence, sequence);
    series.add(positions.get(position, P.series), S.consumerLots, -lots);
    return { escrow, fee };
  }

  /** How many tickets an exercise of these lots makes. */
  private piecesFor(seriesId: number, lots: number): number {
    const { sources } = this.state;
    let left = lots;
    let pieces = 0;
    for (let e = sources.first(seriesId, OBLIGATIONS); e !== 0 && left > 0; e = sources.next(e)) {
      left -= sources.lots(e);
      pieces += 1;
    }
    return pieces;
  }

  /**
   * Gives lots awaiting delivery to obligations, first in first out, passing over one provider (0: nobody); what no
   * obligation serves is refunded. Returns the number of tickets.
   */
  private assign(
    consumer: number,
    seriesId: number,
    lots: number,
    escrow: number,
    fee: number,
    notProvider: number,
  ): number {
    const { sources, deliveries } = this.state;
    let left = lots;
    let escrowLeft = escrow;
    let feeLeft = fee;
    let tickets = 0;
    let steps = 0;
    let entry = sources.first(seriesId, OBLIGATIONS);
    while (left > 0 && entry !== 0 && steps < REASSIGN_STEPS && deliveries.room > 0) {
      const next = sources.next(entry);
      if (sources.provider(entry) === notProvider) {
        steps += 1;
        entry = next;
        continue;
      }
      const some = Math.min(left, sources.lots(entry));
      const someEscrow = some === left ? escrowLeft : mulDivDown(escrowLeft, some, left);
      const someFee = some === left ? feeLeft : mulDivDown(feeLeft, some, left);
      this.ticket(consumer, seriesId, entry, some, someEscrow, someFee);
      sources.remove(seriesId, OBLIGATIONS, entry, some);
      left -= some;
      escrowLeft -= someEscrow;
      feeLeft -= someFee;
      tickets += 1;
      entry = next;
    }
    if (left > 0) this.failUnserved(consumer, seriesId, left, escrowLeft, feeLeft);
    return tickets;
  }

  private ticket(
    consumer: number,
    seriesId: number,
    entry: number,
    lots: number,
    escrow: number,
    fee: number,
  ): void {
    const { state } = this;
    const { deliveries, sources, accounts } = state;
    const slot = deliveries.create();
    const provider = sources.provider(entry);
    deliveries.set(slot, D.state, DELIVERY_STATE.TICKETED);
    deliveries.set(slot, D.consumer, consumer);
    deliveries.set(slot, D.provider, provider);
    deliveries.set(slot, D.series, seriesId);
    deliveries.set(slot, D.lots, lots);
    deliveries.set(slot, D.kind, sources.kind(entry));
    deliveries.set(slot, D.unitMicroPat, sources.unitMicroPat(entry));
    deliveries.set(slot, D.unitFeeMicroPat, sources.unitFeeMicroPat(entry));
    deliveries.set(slot, D.escrowMicroPat, escrow);
    deliveries.set(slot, D.feeMicroPat, fee);
    deliveries.set(slot, D.ticketSequence, state.sequence);
    deliveries.set(slot, D.ticketIndex, this.ticketIndex);
    this.ticketIndex += 1;
    this.chain(
      slot,
      accounts.get(consumer, A.firstDelivery),
      accounts.get(provider, A.firstDelivery),
    );
    accounts.set(consumer, A.firstDelivery, slot);
    accounts.set(provider, A.firstDelivery, slot);
    const { rules } = this.contractOf(slot);
    this.setDeadline(slot, rules.serviceLevelMs);
    const entitlement = this.entitlements.create({
      holder: consumer,
      series: seriesId,
      quota: rules.quotaPerLot * lots,
      validFromMs: state.timeMs,
      validToMs: state.series.get(seriesId, S.endMs) + rules.serviceLevelMs + rules.acceptanceMs,
      origin: ENTITLEMENT_ORIGIN.EXERCISE,
    });
    deliveries.set(slot, D.entitlement, entitlement);
    this.report(slot, 0, 0);
  }

  private settleAccepted(slot: number): void {
    const { deliveries, positions, series, accounts, timeMs } = this.state;
    const seriesId = deliveries.get(slot, D.series);
    const provider = deliveries.get(slot, D.provider);
    const lots = deliveries.get(slot, D.lots);
    const escrow = deliveries.get(slot, D.escrowMicroPat);
    const fee = deliveries.get(slot, D.feeMicroPat);
    const paid = this.pay(
      seriesId,
      deliveries.get(slot, D.consumer),
      provider,
      deliveries.get(slot, D.kind),
      lots,
      deliveries.get(slot, D.unitMicroPat),
      deliveries.get(slot, D.unitFeeMicroPat),
      escrow,
      fee,
    );
    this.releaseCollateral(positions.find(provider, seriesId), lots, 0);
    series.add(seriesId, S.exercisedLots, -lots);
    series.add(seriesId, S.deliveredLots, lots);
    const until = timeMs + this.contractOf(slot).rules.disputeWindowMs;
    if (until > accounts.get(provider, A.withdrawableAtMs)) {
      accounts.set(provider, A.withdrawableAtMs, until);
    }
    deliveries.set(slot, D.state, DELIVERY_STATE.ACCEPTED);
    this.clearDeadline(slot);
    this.report(slot, escrow + fee, paid);
    this.finish(slot);
  }

  /** The provider failed: it pays the penalty and loses its proceeds; another provider serves, or a refund does. */
  private fail(slot: number): void {
    const { deliveries, ledger, positions } = this.state;
    const seriesId = deliveries.get(slot, D.series);
    const provider = deliveries.get(slot, D.provider);
    const consumer = deliveries.get(slot, D.consumer);
    const lots = deliveries.get(slot, D.lots);
    const escrow = deliveries.get(slot, D.escrowMicroPat);
    const fee = deliveries.get(slot, D.feeMicroPat);
    const { penaltyMicroPat } = this.contractOf(slot).rules;
    if (deliveries.get(slot, D.kind) === SOURCE_KIND.BROKERED) {
      const cost = deliveries.get(slot, D.unitMicroPat) * lots;
      const available = ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE);
      ledger.post(ledger.bucket(provider, BUCKET.PENDING), available, cost);
      this.state.series.add(seriesId, S.brokerCostMicroPat, -cost);
    }
    const position = positions.find(provider, seriesId);
    const penalty = this.releaseCollateral(position, lots, penaltyMicroPat * lots);
    this.entitlements.end(deliveries.get(slot, D.entitlement), ENTITLEMENT_STATUS.REVOKED);
    deliveries.set(slot, D.state, DELIVERY_STATE.FAILED);
    this.clearDeadline(slot);
    this.report(slot, 0, -penalty);
    this.finish(slot);
    this.assign(consumer, seriesId, lots, escrow, fee, provider);
  }

  private failUnserved(
    consumer: number,
    seriesId: number,
    lots: number,
    escrow: number,
    fee: number,
  ): void {
    const { series } = this.state;
    this.refund(consumer, seriesId, escrow, fee);
    series.add(seriesId, S.exercisedLots, -lots);
    series.add(seriesId, S.failedLots, lots);
    const sequence = this.reports.nextSequence(consumer);
    this.reports.plain(
      EVENT.DELIVERY,
      consumer,
      sequence,
      0,
      0,
      0,
      this.state.sequence,
      this.ticketIndex,
      seriesId,
      lots,
      DELIVERY_STATE.FAILED,
      0,
      escrow + fee,
      0,
      0,
    );
    this.ticketIndex += 1;
  }

  /** Escrow and fee back to the consumer. */
  private refund(consumer: number, seriesId: number, escrow: number, fee: number): void {
    const { ledger } = this.state;
    const available = ledger.bucket(consumer, BUCKET.AVAILABLE);
    ledger.post(ledger.escrow(seriesId), available, escrow + fee);
    this.lowerEscrow(consumer, escrow + fee);
  }

  /** An accepted delivery's money; returns what the provider got. */
  private pay(
    seriesId: number,
    consumer: number,
    provider: number,
    kind: number,
    lots: number,
    unit: number,
    unitFee: number,
    escrow: number,
    fee: number,
  ): number {
    const { ledger, series } = this.state;
    const escrowIndex = ledger.escrow(seriesId);
    const broker = ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE);
    const fees = ledger.bucket(FEES_ACCOUNT, BUCKET.AVAILABLE);
    this.lowerEscrow(consumer, escrow + fee);
    ledger.post(escrowIndex, fees, fee);
    const claim = unit * lots;
    if (kind === SOURCE_KIND.BROKERED) {
      ledger.post(escrowIndex, broker, escrow);
      series.add(seriesId, S.brokerRevenueMicroPat, escrow);
      return this.payProceeds(seriesId, provider, ledger.bucket(provider, BUCKET.PENDING), claim);
    }
    // The obligation assigned may have been sold for more or less than this holder paid.
    let owed = claim;
    if (escrow >= claim) {
      ledger.post(escrowIndex, broker, escrow - claim);
      series.add(seriesId, S.brokerRevenueMicroPat, escrow - claim);
    } else {
      const covered = this.coverShortfall(escrowIndex, claim - escrow);
      series.add(seriesId, S.brokerRevenueMicroPat, -covered);
      owed = escrow + covered;
    }
    const makerFee = Math.min(unitFee * lots, owed);
    ledger.post(escrowIndex, fees, makerFee);
    return this.payProceeds(seriesId, provider, escrowIndex, owed - makerFee);
  }

  /** The broker's waterfall for a difference it owes: free PAT, its collateral, the insurance account. */
  private coverShortfall(escrowIndex: number, amount: number): number {
    const { ledger } = this.state;
    let left = amount;
    for (const source of [
      ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE),
      ledger.bucket(BROKER_ACCOUNT, BUCKET.COLLATERAL),
      ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE),
    ]) {
      const some = Math.min(left, ledger.balance(source));
      ledger.post(source, escrowIndex, some);
      left -= some;
    }
    return amount - left;
  }

  /** A provider's proceeds out of a balance: the royalty to the licensor, the rest to the provider. */
  private payProceeds(seriesId: number, provider: number, from: number, amount: number): number {
    const { ledger, series, registry } = this.state;
    const contract = registry.contract(series.get(seriesId, S.contract)) as ContractRecord;
    const { licensorAccountId, royaltyPpm } = contract.rules;
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

  private findFor(account: number, party: number, deliveryId: number, out: Outcome): number {
    const { deliveries } = this.state;
    const slot = deliveries.find(deliveryId);
    if (slot !== 0 && deliveries.get(slot, party) === account) return slot;
    out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    return 0;
  }

  private contractOf(slot: number): ContractRecord {
    const { deliveries, series, registry } = this.state;
    return registry.contract(
      series.get(deliveries.get(slot, D.series), S.contract),
    ) as ContractRecord;
  }

  private setDeadline(slot: number, inMs: number): void {
    const { deliveries, serviceTimers, serviceTimeMs } = this.state;
    this.clearDeadline(slot);
    const due = serviceTimeMs + inMs;
    deliveries.set(slot, D.deadlineServiceMs, due);
    const timer = serviceTimers.set(due, TIMER.DELIVERY_DEADLINE, deliveries.idOf(slot));
    check(timer !== 0, 'I14: more deadlines than deliveries');
    deliveries.set(slot, D.timer, timer);
  }

  private clearDeadline(slot: number): void {
    const { deliveries, serviceTimers } = this.state;
    const timer = deliveries.get(slot, D.timer);
    if (timer !== 0) serviceTimers.cancel(timer);
    deliveries.set(slot, D.timer, 0);
    deliveries.set(slot, D.deadlineServiceMs, 0);
  }

  private report(slot: number, consumerMicroPat: number, providerMicroPat: number): void {
    const { deliveries } = this.state;
    const consumer = deliveries.get(slot, D.consumer);
    const provider = deliveries.get(slot, D.provider);
    const consumerSequence = this.reports.nextSequence(consumer);
    const providerSequence = this.reports.nextSequence(provider);
    this.reports.plain(
      EVENT.DELIVERY,
      consumer,
      consumerSequence,
      provider,
      providerSequence,
      deliveries.idOf(slot),
      deliveries.get(slot, D.ticketSequence),
      deliveries.get(slot, D.ticketIndex),
      deliveries.get(slot, D.series),
      deliveries.get(slot, D.lots),
      deliveries.get(slot, D.state),
      this.deadlineMs(slot),
      consumerMicroPat,
      providerMicroPat,
      deliveries.get(slot, D.entitlement),
    );
  }

  /** Puts a delivery at the front of its consumer's and its provider's chains. */
  private chain(slot: number, consumerFirst: number, providerFirst: number): void {
    const { deliveries } = this.state;
    deliveries.set(slot, D.consumerNext, consumerFirst);
    if (consumerFirst !== 0) deliveries.set(consumerFirst, D.consumerPrevious, slot);
    deliveries.set(slot, D.providerNext, providerFirst);
    if (providerFirst !== 0) deliveries.set(providerFirst, D.providerPrevious, slot);
  }

  private finish(slot: number): void {
    const { deliveries, accounts } = this.state;
    for (const [party, next, previous] of [
      [D.consumer, D.consumerNext, D.consumerPrevious],
      [D.provider, D.providerNext, D.providerPrevious],
    ] as const) {
      const after = deliveries.get(slot, next);
      const before = deliveries.get(slot, previous);
      if (before !== 0) deliveries.set(before, next, after);
      else accounts.set(deliveries.get(slot, party), A.firstDelivery, after);
      if (after !== 0) deliveries.set(after, previous, before);
    }
    deliveries.release(slot);
  }
}
