/**
 * From a held right to a ticket: rights burn, the money paid for them stays in escrow, and obligations serve them first
 * in first out.
 *
 * The money of a burnt right is taken from its holder's position at the average; what is not served is refunded.
 * Bounded: an exercise takes at most `PIECES_MAX` obligations, and a reassignment looks at as many. Fails by answering
 * −1 when there is no room for the tickets; nothing has changed then.
 */
import {
  DELIVERY_STATE,
  ENTITLEMENT_ORIGIN,
  mulDivDown,
  RIGHTS_ACTION,
} from '../../../values/index.js';
import { EVENT } from '../events.js';
import type { Reports } from '../reports.js';
import type { State } from '../state.js';
import { POSITION_FIELD as P } from '../tables/positions.js';
import type { ContractRecord } from '../tables/registry.js';
import { SERIES_FIELD as S } from '../tables/series-table.js';
import { type Claim, OBLIGATIONS } from '../tables/sources.js';
import type { DeliveryRecords } from './delivery-records.js';
import type { EntitlementDesk } from './entitlement-desk.js';
import type { Payouts } from './payouts.js';

/** Most obligations one exercise takes, and most a reassignment looks at: bounded work. */
export const PIECES_MAX = 1024;

/** Burnt rights of a consumer that wait to be served. */
interface Burnt {
  readonly consumer: number;
  readonly series: number;
  lots: number;
  escrowMicroPat: number;
  feeMicroPat: number;
}

export class Exercises {
  private readonly state: State;
  private readonly reports: Reports;
  private readonly records: DeliveryRecords;
  private readonly payouts: Payouts;
  private readonly entitlements: EntitlementDesk;
  /** Index of the next ticket within the command. */
  private ticketIndex = 0;
  /** Obligations looked at within the command. */
  steps = 0;

  constructor(
    state: State,
    reports: Reports,
    records: DeliveryRecords,
    payouts: Payouts,
    entitlements: EntitlementDesk,
  ) {
    this.state = state;
    this.reports = reports;
    this.records = records;
    this.payouts = payouts;
    this.entitlements = entitlements;
  }

  /** A new command begins: tickets count from 0. */
  begin(): void {
    this.ticketIndex = 0;
    this.steps = 0;
  }

  /** Burns rights of a consumer's position and issues tickets; how many, or −1 when there is no room for them. */
  exercise(position: number, lots: number): number {
    const { state } = this;
    const seriesId = state.positions.seriesOf(position);
    const pieces = this.piecesFor(seriesId, lots);
    if (pieces > PIECES_MAX || !this.hasRoom(pieces)) return -1;
    const burnt = this.burn(position, lots);
    state.series.add(seriesId, S.exercisedLots, lots);
    this.reports.rights(burnt.consumer, RIGHTS_ACTION.EXERCISED, seriesId, lots);
    return this.assign(burnt, 0);
  }

  /** Burns rights whose holder opted out of the exercise: as if delivered and accepted. */
  forfeit(position: number, lots: number): void {
    const { series, sources } = this.state;
    const burnt = this.burn(position, lots);
    const { consumer, series: seriesId } = burnt;
    this.reports.rights(consumer, RIGHTS_ACTION.FORFEITED, seriesId, lots);
    for (let entry = 1; burnt.lots > 0; ) {
      entry = sources.first(seriesId, OBLIGATIONS);
      if (entry === 0) break;
      const claim = sources.take(seriesId, OBLIGATIONS, entry, burnt.lots);
      const paid = this.split(burnt, claim.lots);
      this.payouts.accept(seriesId, consumer, claim, paid.escrowMicroPat, paid.feeMicroPat);
      series.add(seriesId, S.deliveredLots, claim.lots);
      this.steps += 1;
    }
    if (burnt.lots === 0) return;
    this.payouts.refund(consumer, seriesId, burnt.escrowMicroPat, burnt.feeMicroPat);
    series.add(seriesId, S.failedLots, burnt.lots);
  }

  /** Serves the rights of a delivery that failed from obligations of others; what none serves is refunded. */
  reassign(burnt: Burnt, failedProvider: number): void {
    this.assign(burnt, failedProvider);
  }

  /** How many of a holder's lots the first so many obligations serve; all when there are not that many. */
  lotsWithin(seriesId: number, lots: number, pieces: number): number {
    const { sources } = this.state;
    let served = 0;
    let entry = sources.first(seriesId, OBLIGATIONS);
    for (let i = 0; i < pieces && entry !== 0; i += 1) {
      served += sources.lots(entry);
      if (served >= lots) return lots;
      entry = sources.next(entry);
    }
    return entry === 0 ? lots : served;
  }

  /** Whether so many tickets can be issued, each with the entitlement that opens its door. */
  hasRoom(tickets: number): boolean {
    const { deliveries, entitlements, timeMs } = this.state;
    return deliveries.room >= tickets && entitlements.hasRoom(tickets, timeMs);
  }

  /** Takes rights and the money paid for them out of a consumer's position. */
  private burn(position: number, lots: number): Burnt {
    const { positions, series, sequence } = this.state;
    const held = positions.get(position, P.heldLots);
    const seriesId = positions.seriesOf(position);
    const all = {
      consumer: positions.accountOf(position),
      series: seriesId,
      lots: held,
      escrowMicroPat: positions.get(position, P.costMicroPat),
      feeMicroPat: positions.get(position, P.feeMicroPat),
    };
    const burnt = this.split(all, lots);
    positions.set(position, P.heldLots, all.lots);
    positions.set(position, P.costMicroPat, all.escrowMicroPat);
    positions.set(position, P.feeMicroPat, all.feeMicroPat);
    positions.set(position, P.exercisedSequence, sequence);
    series.add(seriesId, S.consumerLots, -lots);
    return burnt;
  }

  /** Takes lots with their share of the money off a whole, rounded down; the last lots take what is left. */
  private split(whole: Burnt, lots: number): Burnt {
    const isAll = lots === whole.lots;
    const escrow = isAll
      ? whole.escrowMicroPat
      : mulDivDown(whole.escrowMicroPat, lots, whole.lots);
    const fee = isAll ? whole.feeMicroPat : mulDivDown(whole.feeMicroPat, lots, whole.lots);
    whole.lots -= lots;
    whole.escrowMicroPat -= escrow;
    whole.feeMicroPat -= fee;
    return { ...whole, lots, escrowMicroPat: escrow, feeMicroPat: fee };
  }

  /** How many tickets an exercise of these lots makes. */
  private piecesFor(seriesId: number, lots: number): number {
    const { sources } = this.state;
    let left = lots;
    let pieces = 0;
    let entry = sources.first(seriesId, OBLIGATIONS);
    for (; entry !== 0 && left > 0 && pieces <= PIECES_MAX; entry = sources.next(entry)) {
      left -= sources.lots(entry);
      pieces += 1;
    }
    return pieces;
  }

  /** Serves burnt rights from obligations, passing over one provider (0: nobody). Returns the number of tickets. */
  private assign(burnt: Burnt, notProvider: number): number {
    const { sources } = this.state;
    const { series } = burnt;
    let tickets = 0;
    let entry = sources.first(series, OBLIGATIONS);
    for (let i = 0; burnt.lots > 0 && entry !== 0 && i < PIECES_MAX; i += 1) {
      const next = sources.next(entry);
      this.steps += 1;
      if (sources.provider(entry) !== notProvider) {
        if (!this.hasRoom(1)) break;
        const claim = sources.take(series, OBLIGATIONS, entry, burnt.lots);
        this.ticket(this.split(burnt, claim.lots), claim);
        tickets += 1;
      }
      entry = next;
    }
    if (burnt.lots > 0) this.failUnserved(burnt);
    return tickets;
  }

  private ticket(paid: Burnt, claim: Claim): void {
    const { registry, series, timeMs } = this.state;
    const { consumer, series: seriesId, escrowMicroPat, feeMicroPat } = paid;
    const { rules } = registry.contract(series.get(seriesId, S.contract)) as ContractRecord;
    const windowEndMs = Math.max(series.get(seriesId, S.endMs), timeMs);
    const entitlement = this.entitlements.create({
      holder: consumer,
      series: seriesId,
      quota: rules.quotaPerLot * claim.lots,
      validFromMs: timeMs,
      validToMs: windowEndMs + rules.serviceLevelMs + rules.acceptanceMs,
      origin: ENTITLEMENT_ORIGIN.EXERCISE,
    });
    const index = this.ticketIndex;
    this.ticketIndex += 1;
    const money = { escrowMicroPat, feeMicroPat };
    this.records.open({ consumer, series: seriesId, claim, ...money, index, entitlement });
  }

  private failUnserved(burnt: Burnt): void {
    const { series, sequence } = this.state;
    const { consumer, series: seriesId, lots, escrowMicroPat, feeMicroPat } = burnt;
    this.payouts.refund(consumer, seriesId, escrowMicroPat, feeMicroPat);
    series.add(seriesId, S.exercisedLots, -lots);
    series.add(seriesId, S.failedLots, lots);
    this.reports.plain(
      EVENT.DELIVERY,
      consumer,
      this.reports.nextSequence(consumer),
      0,
      0,
      0,
      sequence,
      this.ticketIndex,
      seriesId,
      lots,
      DELIVERY_STATE.FAILED,
      0,
      escrowMicroPat + feeMicroPat,
      0,
      0,
    );
    this.ticketIndex += 1;
  }
}
