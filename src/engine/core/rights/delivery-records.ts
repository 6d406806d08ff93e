/**
 * The records of deliveries as their parties see them: opened with a ticket for pieces, reported at every change, ended by a
 * deadline on the service clock, chained per account for its snapshot.
 *
 * Invariant I14: a delivery that waits for somebody has exactly one deadline set, and it is that of its record.
 */
import { DELIVERY_STATE } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { ContractRecord } from '../kernel/registry.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import { DELIVERY_FIELD as D } from './deliveries.js';
import { PIECES, type Piece } from './sources.js';

/** What a ticket is made from; its lots come as pieces. */
export interface Ticket {
  readonly consumer: number;
  readonly series: number;
  readonly provider: number;
  /** Index of the ticket within its command. */
  readonly index: number;
}

/** The chains a record is in: party, next, previous. */
const CHAINS = [
  [D.consumer, D.consumerNext, D.consumerPrevious],
  [D.provider, D.providerNext, D.providerPrevious],
] as const;

export class DeliveryRecords {
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
  }

  /** A delivery without lots, which the caller adds before it issues the ticket; it has checked that there is room. */
  create({ consumer, series, provider, index }: Ticket): number {
    const { deliveries, sequence } = this.state;
    const slot = deliveries.create(consumer);
    deliveries.set(slot, D.state, DELIVERY_STATE.TICKETED);
    deliveries.set(slot, D.provider, provider);
    deliveries.set(slot, D.series, series);
    deliveries.set(slot, D.ticketSequence, sequence);
    deliveries.set(slot, D.ticketIndex, index);
    this.chain(slot);
    return slot;
  }

  addPiece(slot: number, piece: Piece): void {
    const { deliveries, sources } = this.state;
    const { lots, unitPaidMicroPat, unitBuyerFeeMicroPat } = piece;
    sources.addPiece(slot, piece);
    deliveries.add(slot, D.lots, lots);
    deliveries.add(slot, D.escrowMicroPat, unitPaidMicroPat * lots);
    deliveries.add(slot, D.feeMicroPat, unitBuyerFeeMicroPat * lots);
  }

  /** All its pieces are there: due at its service level, and told. */
  issue(slot: number, entitlement: number): void {
    this.state.deliveries.set(slot, D.entitlement, entitlement);
    this.setDeadline(slot, this.rulesOf(slot).serviceLevelMs);
    this.report(slot, 0, 0);
  }

  /** Enters a state that ends by itself after so long, 0 for never, and tells both parties. */
  enter(slot: number, state: number, endsInMs: number): void {
    this.state.deliveries.set(slot, D.state, state);
    this.clearDeadline(slot);
    if (endsInMs > 0) this.setDeadline(slot, endsInMs);
    this.report(slot, 0, 0);
  }

  /** Tells both parties again how it stands. */
  tell(slot: number): void {
    this.report(slot, 0, 0);
  }

  /** Ends a delivery: tells both parties what they got, and frees the record. */
  end(slot: number, state: number, consumerMicroPat: number, providerMicroPat: number): void {
    this.state.deliveries.set(slot, D.state, state);
    this.clearDeadline(slot);
    this.report(slot, consumerMicroPat, providerMicroPat);
    this.unchain(slot);
    this.state.deliveries.release(slot);
  }

  /** Takes its pieces off a delivery that ends, in the order they were exercised. */
  takePieces(slot: number): Piece[] {
    const { sources } = this.state;
    const pieces: Piece[] = [];
    for (let entry = sources.first(slot, PIECES); entry !== 0; ) {
      const piece = sources.piece(entry);
      pieces.push(piece);
      sources.remove(slot, PIECES, entry, piece.lots);
      entry = sources.first(slot, PIECES);
    }
    return pieces;
  }

  rulesOf(slot: number): ContractRecord['rules'] {
    const { deliveries, series, registry } = this.state;
    const contractId = series.get(deliveries.get(slot, D.series), S.contract);
    return (registry.contract(contractId) as ContractRecord).rules;
  }

  /** When the present state ends by itself, on the wall clock; 0 when it does not. */
  deadlineMs(slot: number): number {
    const { deliveries, registry } = this.state;
    const due = deliveries.get(slot, D.deadlineServiceMs);
    return due === 0 ? 0 : due + registry.outageMs;
  }

  private setDeadline(slot: number, inMs: number): void {
    const { deliveries, serviceTimers, serviceTimeMs } = this.state;
    const due = serviceTimeMs + inMs;
    const timer = serviceTimers.set(due, TIMER.DELIVERY_DEADLINE, deliveries.idOf(slot));
    check(timer !== 0, 'I14: more deadlines than deliveries');
    deliveries.set(slot, D.deadlineServiceMs, due);
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
    this.reports.plain(
      EVENT.DELIVERY,
      consumer,
      this.reports.nextSequence(consumer),
      provider,
      this.reports.nextSequence(provider),
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
  private chain(slot: number): void {
    const { deliveries, accounts } = this.state;
    for (const [party, next, previous] of CHAINS) {
      const account = deliveries.get(slot, party);
      const first = accounts.get(account, A.firstDelivery);
      deliveries.set(slot, next, first);
      if (first !== 0) deliveries.set(first, previous, slot);
      accounts.set(account, A.firstDelivery, slot);
    }
  }

  private unchain(slot: number): void {
    const { deliveries, accounts } = this.state;
    for (const [party, next, previous] of CHAINS) {
      const after = deliveries.get(slot, next);
      const before = deliveries.get(slot, previous);
      if (before !== 0) deliveries.set(before, next, after);
      else accounts.set(deliveries.get(slot, party), A.firstDelivery, after);
      if (after !== 0) deliveries.set(after, previous, before);
    }
  }
}
