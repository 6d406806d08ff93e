/**
 * Deliveries on their way from the ticket to acceptance or failure: notice, receipt, dispute, ruling, deadlines.
 *
 * The consumer's receipt confirms, or its silence after a notice of which the platform has proved that it is there; the money moves
 * when the dispute window after that has passed. A deadline without notice or without proof, a ruling, or a dispute that nobody
 * ruled on in time fails. Refuses by
 * answering UNKNOWN_DELIVERY to everyone but a party, DELIVERY_STATE out of turn.
 */
import { RISK } from '../../../risk/index.js';
import { type ColdBodies, DELIVERY_STATE, FIELD_ID, mulDivUp } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import { BUCKET } from '../kernel/ledger.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { Indexing } from '../venue/index-price/indexing.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import { cureMs } from './cure.js';
import { DELIVERY_FIELD as D, NOTICE_HASH_BYTES, NOTICE_LOCATION_BYTES_MAX } from './deliveries.js';
import type { DeliveryRecords } from './delivery-records.js';
import type { EntitlementDesk } from './entitlement-desk.js';
import type { Exercises } from './exercises.js';
import type { Payouts } from './payouts.js';

const { TICKETED, NOTICED, DISPUTED, ACCEPTED, FAILED, CONFIRMED, OVERDUE } = DELIVERY_STATE;
const PPM = 1_000_000;
const utf8 = new TextEncoder();

export interface DeliveryDeskParts {
  readonly state: State;
  readonly records: DeliveryRecords;
  readonly exercises: Exercises;
  readonly payouts: Payouts;
  readonly entitlements: EntitlementDesk;
  readonly parameters: ParameterValues;
  readonly indexing: Indexing;
}

const NOTICES_MAX = 8;

export class DeliveryDesk {
  private readonly state: State;
  private readonly records: DeliveryRecords;
  private readonly exercises: Exercises;
  private readonly payouts: Payouts;
  private readonly entitlements: EntitlementDesk;
  private readonly parameters: ParameterValues;
  private readonly indexing: Indexing;

  constructor(parts: DeliveryDeskParts) {
    this.indexing = parts.indexing;
    this.parameters = parts.parameters;
    this.state = parts.state;
    this.records = parts.records;
    this.exercises = parts.exercises;
    this.payouts = parts.payouts;
    this.entitlements = parts.entitlements;
  }

  /**
   * The provider's notice, of what there is and where: acceptance by silence starts to run. Until what it says is proved, another
   * one corrects it, in the same time.
   */
  notice(provider: number, body: ColdBodies['noticeDelivery'], out: Result): void {
    const { deliveryId, contentHash } = body;
    const slot = this.findFor(provider, D.provider, deliveryId, out);
    if (slot === 0) return;
    const isFirst = this.isAwaited(slot);
    if (!isFirst && !this.isCorrectable(slot)) return refuseState(out);
    const isHash =
      contentHash.length === NOTICE_HASH_BYTES && contentHash.some((byte) => byte !== 0);
    if (!isHash) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.content_hash);
    const location = utf8.encode(body.location);
    if (location.length === 0 || location.length > NOTICE_LOCATION_BYTES_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.location);
    }
    this.state.deliveries.setNotice(slot, contentHash, location);
    this.state.deliveries.add(slot, D.notices, 1);
    if (isFirst) this.records.enter(slot, NOTICED, this.records.rulesOf(slot).acceptanceMs);
    else this.records.tell(slot);
    out.done(deliveryId);
  }

  /**
   * The platform fetched what the notice says: hash and place are those of the notice that stands, or this is refused. One that was
   * corrected to another place while it was fetched from the first is not proved.
   */
  prove(body: ColdBodies['proveDelivery'], out: Result): void {
    const { deliveryId, contentHash } = body;
    const { deliveries } = this.state;
    const slot = deliveries.find(deliveryId);
    if (slot === 0) return out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    if (!this.isUnproved(slot)) return refuseState(out);
    const said = deliveries.notice(slot);
    if (!areSame(contentHash, said?.contentHash)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.content_hash);
    }
    if (!areSame(utf8.encode(body.location), said?.location)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.location);
    }
    deliveries.set(slot, D.proved, 1);
    this.records.tell(slot);
    out.done(deliveryId);
  }

  /** The consumer's receipt, which its signature was checked for at the door. */
  accept(consumer: number, deliveryId: number, out: Result): void {
    const slot = this.findFor(consumer, D.consumer, deliveryId, out);
    if (slot === 0) return;
    if (!this.isAwaited(slot) && this.stateOf(slot) !== NOTICED) return refuseState(out);
    this.confirm(slot);
    out.done(deliveryId);
  }

  /** A dispute freezes the delivery and suspends access until an operator rules; it costs a bond. */
  dispute(consumer: number, deliveryId: number, out: Result): void {
    const { deliveries, accounts, ledger } = this.state;
    const slot = this.findFor(consumer, D.consumer, deliveryId, out);
    if (slot === 0) return;
    if (this.stateOf(slot) !== NOTICED && this.stateOf(slot) !== CONFIRMED) return refuseState(out);
    if (accounts.get(consumer, A.disputes) >= this.parameters.venue(RISK.maxOpenDisputes)) {
      return out.refuse(CODE.OPEN_DISPUTES);
    }
    const seriesId = deliveries.get(slot, D.series);
    const bondPpm = this.parameters.get(seriesId, RISK.disputeBondPpm);
    const bond = mulDivUp(deliveries.get(slot, D.escrowMicroPat), bondPpm, PPM);
    if (bond > ledger.spendable(consumer)) return out.refuse(CODE.ESCROW_OR_PAT);
    ledger.post(ledger.bucket(consumer, BUCKET.AVAILABLE), ledger.escrow(seriesId), bond);
    accounts.add(consumer, A.escrowMicroPat, bond);
    accounts.add(consumer, A.disputes, 1);
    deliveries.set(slot, D.bondMicroPat, bond);
    const lots = deliveries.get(slot, D.lots);
    this.entitlements.suspend(deliveries.get(slot, D.entitlement), lots, true);
    this.records.enter(slot, DISPUTED, this.parameters.get(seriesId, RISK.disputeRulingMs));
    out.done(deliveryId);
  }

  rule(body: ColdBodies['ruleDispute'], out: Result): void {
    const slot = this.state.deliveries.find(body.deliveryId);
    if (slot === 0) return out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    if (this.stateOf(slot) !== DISPUTED) return refuseState(out);
    if (body.upheld) this.uphold(slot);
    else this.reject(slot);
    out.done(body.deliveryId);
  }

  /** A party has the ticket. */
  acknowledge(account: number, deliveryId: number, out: Result): void {
    const { deliveries } = this.state;
    const slot = deliveries.find(deliveryId);
    const isConsumer = slot !== 0 && deliveries.get(slot, D.consumer) === account;
    const isProvider = slot !== 0 && deliveries.get(slot, D.provider) === account;
    if (!isConsumer && !isProvider) return out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    const bits = (isConsumer ? 1 : 0) | (isProvider ? 2 : 0);
    deliveries.set(slot, D.acknowledged, deliveries.get(slot, D.acknowledged) | bits);
    out.done(deliveryId);
  }

  /** A deadline passed: silence accepts what is proved, then the money moves; no notice or proof, cure over, no ruling in time fails. */
  expire(deliveryId: number): void {
    const { deliveries } = this.state;
    const slot = deliveries.find(deliveryId);
    check(slot !== 0, 'I14: a deadline of a delivery that is over');
    deliveries.set(slot, D.timer, 0);
    switch (this.stateOf(slot)) {
      case NOTICED:
        return this.isUnproved(slot) ? this.fail(slot) : this.confirm(slot);
      case CONFIRMED:
        return this.settle(slot);
      case DISPUTED:
        return this.uphold(slot);
      case TICKETED:
        return this.overdue(slot);
      default:
        return this.fail(slot);
    }
  }

  /** The service level is over without a notice; for a while the provider can still give one. */
  private overdue(slot: number): void {
    const seriesId = this.state.deliveries.get(slot, D.series);
    const endsInMs = cureMs(this.state, this.parameters, seriesId);
    if (endsInMs === 0) this.fail(slot);
    else this.records.enter(slot, OVERDUE, endsInMs);
  }

  /** Whether its provider can give notice of it. */
  private isAwaited(slot: number): boolean {
    return this.stateOf(slot) === TICKETED || this.stateOf(slot) === OVERDUE;
  }

  /** Whether there is a notice, and nobody has seen that it is true. */
  private isUnproved(slot: number): boolean {
    return this.stateOf(slot) === NOTICED && this.state.deliveries.get(slot, D.proved) === 0;
  }

  /** Corrections are few: each is told to the consumer too. */
  private isCorrectable(slot: number): boolean {
    return this.isUnproved(slot) && this.state.deliveries.get(slot, D.notices) < NOTICES_MAX;
  }

  private uphold(slot: number): void {
    this.endDispute(slot, this.state.deliveries.get(slot, D.consumer));
    this.fail(slot);
  }

  private reject(slot: number): void {
    const { deliveries } = this.state;
    this.endDispute(slot, deliveries.get(slot, D.provider));
    const lots = deliveries.get(slot, D.lots);
    this.entitlements.suspend(deliveries.get(slot, D.entitlement), lots, false);
    this.settle(slot);
  }

  /** The bond goes to whoever was right. */
  private endDispute(slot: number, winner: number): void {
    const { deliveries, accounts, ledger } = this.state;
    const consumer = deliveries.get(slot, D.consumer);
    const bond = deliveries.get(slot, D.bondMicroPat);
    const escrow = ledger.escrow(deliveries.get(slot, D.series));
    ledger.post(escrow, ledger.bucket(winner, BUCKET.AVAILABLE), bond);
    accounts.add(consumer, A.escrowMicroPat, 0 - bond);
    accounts.add(consumer, A.disputes, -1);
    deliveries.set(slot, D.bondMicroPat, 0);
  }

  /** Accepted by receipt or by silence: from here on the dispute window runs, and the money waits for its end. */
  private confirm(slot: number): void {
    const { disputeWindowMs } = this.records.rulesOf(slot);
    if (disputeWindowMs === 0) this.settle(slot);
    else this.records.enter(slot, CONFIRMED, disputeWindowMs);
  }

  /** When the present state of a delivery ends by itself; for reports and snapshots. */
  deadlineMs(slot: number): number {
    return this.records.deadlineMs(slot);
  }

  /** Accepted for good: the money of both sides moves, piece by piece. */
  private settle(slot: number): void {
    const { deliveries, series } = this.state;
    const seriesId = deliveries.get(slot, D.series);
    const consumer = deliveries.get(slot, D.consumer);
    const lots = deliveries.get(slot, D.lots);
    const spent = deliveries.get(slot, D.escrowMicroPat) + deliveries.get(slot, D.feeMicroPat);
    let paid = 0;
    for (const piece of this.records.takePieces(slot)) {
      const escrow = piece.unitPaidMicroPat * piece.lots;
      const fee = piece.unitBuyerFeeMicroPat * piece.lots;
      paid += this.payouts.accept(seriesId, consumer, piece, escrow, fee);
      this.indexing.enter(seriesId, consumer, piece, piece.unitPaidMicroPat);
      this.exercises.steps += 1;
    }
    series.add(seriesId, S.exercisedLots, -lots);
    series.add(seriesId, S.deliveredLots, lots);
    this.records.end(slot, ACCEPTED, spent, paid);
  }

  /** The provider failed: it loses its proceeds and pays; a pair is refunded, the broker's served by others first. */
  private fail(slot: number): void {
    const { deliveries } = this.state;
    const series = deliveries.get(slot, D.series);
    const consumer = deliveries.get(slot, D.consumer);
    const lots = deliveries.get(slot, D.lots);
    const isDisputed = this.stateOf(slot) === DISPUTED;
    let taken = 0;
    const failed = this.records.takePieces(slot).map((piece) => {
      const remedy = this.payouts.fail(series, piece);
      taken += remedy.liabilityMicroPat + remedy.penaltyMicroPat;
      return { piece, remedy };
    });
    this.entitlements.takeOff(deliveries.get(slot, D.entitlement), lots, isDisputed);
    this.records.end(slot, FAILED, 0, 0 - taken);
    this.exercises.replace(consumer, series, failed);
  }

  private stateOf(slot: number): number {
    return this.state.deliveries.get(slot, D.state);
  }

  private findFor(account: number, party: number, deliveryId: number, out: Result): number {
    const { deliveries } = this.state;
    const slot = deliveries.find(deliveryId);
    if (slot !== 0 && deliveries.get(slot, party) === account) return slot;
    out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    return 0;
  }
}

function areSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return one.length === other?.length && one.every((byte, i) => byte === other[i]);
}

function refuseState(out: Result): void {
  out.refuse(CODE.DELIVERY_STATE, FIELD_ID.delivery_id);
}
