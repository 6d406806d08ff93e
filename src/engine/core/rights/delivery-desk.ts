/**
 * Deliveries on their way from the ticket to acceptance or failure: notice, receipt, dispute, ruling, deadlines.
 *
 * Only the consumer's receipt, its silence after the provider's notice or an operator's ruling accepts; only a deadline
 * without notice or a ruling fails. Refuses by answering UNKNOWN_DELIVERY to everyone but a party, DELIVERY_STATE out of
 * turn.
 */
import {
  type ColdBodies,
  DELIVERY_STATE,
  ENTITLEMENT_STATUS,
  FIELD_ID,
} from '../../../values/index.js';
import { check } from '../check.js';
import { CODE, type Outcome } from '../reject.js';
import type { State } from '../state.js';
import { ACCOUNT_FIELD as A } from '../tables/accounts.js';
import { DELIVERY_FIELD as D } from '../tables/deliveries.js';
import { SERIES_FIELD as S } from '../tables/series-table.js';
import type { DeliveryRecords } from './delivery-records.js';
import type { EntitlementDesk } from './entitlement-desk.js';
import type { Exercises } from './exercises.js';
import type { Payouts } from './payouts.js';

const { TICKETED, NOTICED, DISPUTED, ACCEPTED, FAILED } = DELIVERY_STATE;

export class DeliveryDesk {
  private readonly state: State;
  private readonly records: DeliveryRecords;
  private readonly exercises: Exercises;
  private readonly payouts: Payouts;
  private readonly entitlements: EntitlementDesk;

  constructor(
    state: State,
    records: DeliveryRecords,
    exercises: Exercises,
    payouts: Payouts,
    entitlements: EntitlementDesk,
  ) {
    this.state = state;
    this.records = records;
    this.exercises = exercises;
    this.payouts = payouts;
    this.entitlements = entitlements;
  }

  /** The provider's notice: acceptance by silence starts to run. */
  notice(provider: number, deliveryId: number, out: Outcome): void {
    const slot = this.findFor(provider, D.provider, deliveryId, out);
    if (slot === 0) return;
    if (this.stateOf(slot) !== TICKETED) return refuseState(out);
    this.records.enter(slot, NOTICED, this.records.rulesOf(slot).acceptanceMs);
    out.done(deliveryId);
  }

  /** The consumer's receipt, which its signature was checked for at the door. */
  accept(consumer: number, deliveryId: number, out: Outcome): void {
    const slot = this.findFor(consumer, D.consumer, deliveryId, out);
    if (slot === 0) return;
    if (this.stateOf(slot) === DISPUTED) return refuseState(out);
    this.settle(slot);
    out.done(deliveryId);
  }

  /** A dispute freezes the delivery until an operator rules. */
  dispute(consumer: number, deliveryId: number, out: Outcome): void {
    const slot = this.findFor(consumer, D.consumer, deliveryId, out);
    if (slot === 0) return;
    if (this.stateOf(slot) !== NOTICED) return refuseState(out);
    this.records.enter(slot, DISPUTED, 0);
    out.done(deliveryId);
  }

  rule(body: ColdBodies['ruleDispute'], out: Outcome): void {
    const slot = this.state.deliveries.find(body.deliveryId);
    if (slot === 0) return out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    if (this.stateOf(slot) !== DISPUTED) return refuseState(out);
    if (body.upheld) this.fail(slot);
    else this.settle(slot);
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
    if (this.stateOf(slot) === NOTICED) this.settle(slot);
    else this.fail(slot);
  }

  /** When the present state of a delivery ends by itself; for reports and snapshots. */
  deadlineMs(slot: number): number {
    return this.records.deadlineMs(slot);
  }

  /** Accepted: the money of both sides moves, and the provider's withdrawals wait out the dispute window. */
  private settle(slot: number): void {
    const { deliveries, series, accounts, timeMs } = this.state;
    const claim = this.records.claimOf(slot);
    const seriesId = deliveries.get(slot, D.series);
    const consumer = deliveries.get(slot, D.consumer);
    const escrow = deliveries.get(slot, D.escrowMicroPat);
    const fee = deliveries.get(slot, D.feeMicroPat);
    const paid = this.payouts.accept(seriesId, consumer, claim, escrow, fee);
    series.add(seriesId, S.exercisedLots, -claim.lots);
    series.add(seriesId, S.deliveredLots, claim.lots);
    const until = timeMs + this.records.rulesOf(slot).disputeWindowMs;
    if (until > accounts.get(claim.provider, A.withdrawableAtMs)) {
      accounts.set(claim.provider, A.withdrawableAtMs, until);
    }
    this.records.end(slot, ACCEPTED, escrow + fee, paid);
  }

  /** The provider failed: it pays the penalty and loses its proceeds; a pair is refunded, the broker's served by others first. */
  private fail(slot: number): void {
    const { deliveries } = this.state;
    const claim = this.records.claimOf(slot);
    const series = deliveries.get(slot, D.series);
    const consumer = deliveries.get(slot, D.consumer);
    const escrow = deliveries.get(slot, D.escrowMicroPat);
    const fee = deliveries.get(slot, D.feeMicroPat);
    const penalty = this.payouts.fail(series, claim);
    this.entitlements.end(deliveries.get(slot, D.entitlement), ENTITLEMENT_STATUS.REVOKED);
    this.records.end(slot, FAILED, 0, 0 - penalty);
    this.exercises.replace(consumer, series, claim, escrow, fee);
  }

  private stateOf(slot: number): number {
    return this.state.deliveries.get(slot, D.state);
  }

  private findFor(account: number, party: number, deliveryId: number, out: Outcome): number {
    const { deliveries } = this.state;
    const slot = deliveries.find(deliveryId);
    if (slot !== 0 && deliveries.get(slot, party) === account) return slot;
    out.refuse(CODE.UNKNOWN_DELIVERY, FIELD_ID.delivery_id);
    return 0;
  }
}

function refuseState(out: Outcome): void {
  out.refuse(CODE.DELIVERY_STATE, FIELD_ID.delivery_id);
}
