/**
 * From a held right to a ticket: rights burn, oldest claim first, and the money paid for them stays in escrow. A pair is
 * served by its own provider; what was bought from the broker is served from the obligations of its series, first in
 * first out, and what none of those serves is refunded.
 *
 * Bounded: an exercise makes at most `PIECES_MAX` pieces of claims and obligations, and a reassignment looks at as many
 * obligations. Fails by answering a code below 0 when there is no room for the tickets; nothing has changed then.
 */
import { DELIVERY_STATE, ENTITLEMENT_ORIGIN, RIGHTS_ACTION } from '../../../values/index.js';
import { check } from '../check.js';
import { EVENT } from '../events.js';
import { CODE } from '../reject.js';
import type { Reports } from '../reports.js';
import type { State } from '../state.js';
import { ACCOUNT_FIELD as A } from '../tables/accounts.js';
import { POSITION_FIELD as P } from '../tables/positions.js';
import type { ContractRecord } from '../tables/registry.js';
import { SERIES_FIELD as S } from '../tables/series-table.js';
import { CLAIMS, type Claim, OBLIGATIONS, SOURCE_KIND } from '../tables/sources.js';
import type { DeliveryRecords } from './delivery-records.js';
import type { EntitlementDesk } from './entitlement-desk.js';
import type { FailureWaterfall } from './failure-waterfall.js';
import type { Payouts, Remedy } from './payouts.js';

/** Most pieces one exercise makes, and most obligations a reassignment looks at: bounded work. */
const PIECES_MAX = 1024;

/** Burnt rights of a consumer that wait to be served, all bought at one price. */
interface Burnt {
  readonly consumer: number;
  readonly series: number;
  lots: number;
  readonly unitMicroPat: number;
  readonly unitBuyerFeeMicroPat: number;
}

/** How far an exercise gets. */
interface Reach {
  lots: number;
  tickets: number;
}

export class Exercises {
  private readonly state: State;
  private readonly reports: Reports;
  private readonly records: DeliveryRecords;
  private readonly payouts: Payouts;
  private readonly entitlements: EntitlementDesk;
  private readonly waterfall: FailureWaterfall;
  /** Index of the next ticket within the command. */
  private ticketIndex = 0;
  /** Of the delivery that is being replaced. */
  private remedy: Remedy | undefined;
  /** Pairs served and obligations looked at within the command, and claims nothing served. */
  steps = 0;

  constructor(
    state: State,
    reports: Reports,
    records: DeliveryRecords,
    payouts: Payouts,
    entitlements: EntitlementDesk,
    waterfall: FailureWaterfall,
  ) {
    this.waterfall = waterfall;
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

  /** Burns rights of a consumer's position and issues tickets; how many, or less the code of why there is no room for them. */
  exercise(position: number, lots: number): number {
    const { positions } = this.state;
    const reach = this.reach(position, lots, PIECES_MAX, PIECES_MAX);
    if (reach.lots < lots) return 0 - CODE.CAPACITY_FULL;
    const problem = this.roomProblem(positions.accountOf(position), reach.tickets);
    return problem === 0 ? this.issue(position, lots) : 0 - problem;
  }

  /** The same for a caller that knows there is room. */
  issue(position: number, lots: number): number {
    const { positions, series } = this.state;
    const seriesId = positions.seriesOf(position);
    series.add(seriesId, S.exercisedLots, lots);
    const consumer = positions.accountOf(position);
    this.reports.rights(consumer, RIGHTS_ACTION.EXERCISED, seriesId, lots);
    let tickets = 0;
    this.burn(position, lots, (burnt, claim) => {
      if (claim.kind !== SOURCE_KIND.NOVATED) tickets += this.assign(burnt, 0);
      else {
        this.ticket(burnt, claim);
        this.steps += 1;
        tickets += 1;
      }
    });
    return tickets;
  }

  /** Burns rights whose holder opted out of the exercise: as if delivered and accepted. */
  forfeit(position: number, lots: number): void {
    const { series, positions } = this.state;
    const consumer = positions.accountOf(position);
    const seriesId = positions.seriesOf(position);
    this.reports.rights(consumer, RIGHTS_ACTION.FORFEITED, seriesId, lots);
    this.burn(position, lots, (burnt, claim) => {
      if (claim.kind === SOURCE_KIND.NOVATED) this.payForfeited(burnt, claim);
      else this.forfeitBrokered(burnt);
      if (burnt.lots === 0) return;
      this.steps += 1;
      const { unitMicroPat, unitBuyerFeeMicroPat } = burnt;
      const escrow = unitMicroPat * burnt.lots;
      this.payouts.refund(consumer, seriesId, escrow, unitBuyerFeeMicroPat * burnt.lots);
      series.add(seriesId, S.failedLots, burnt.lots);
    });
  }

  /** What becomes of the money of a delivery that failed: a pair is refunded, the broker's is served by others first. */
  replace(
    consumer: number,
    series: number,
    claim: Claim,
    escrow: number,
    fee: number,
    remedy: Remedy,
  ): void {
    const { kind, lots, provider } = claim;
    // One ticket is of one claim, so its lots were all bought at one price.
    const unit = { unitMicroPat: escrow / lots, unitBuyerFeeMicroPat: fee / lots };
    const burnt: Burnt = { consumer, series, lots, ...unit };
    this.remedy = remedy;
    if (kind === SOURCE_KIND.NOVATED) this.failUnserved(burnt);
    else {
      this.assign(burnt, provider);
      this.payouts.makeWhole(lots - burnt.lots, remedy);
    }
    this.remedy = undefined;
  }

  /** How many of a holder's lots can be burnt, oldest first, within so many tickets and so many pieces. */
  lotsWithin(position: number, lots: number, ticketsMax: number, piecesMax: number): number {
    return this.reach(position, lots, ticketsMax, piecesMax).lots;
  }

  /** Why a consumer may not have so many tickets more, each with the entitlement that opens its door; or 0. */
  private roomProblem(consumer: number, tickets: number): number {
    const { deliveries, entitlements, timeMs } = this.state;
    if (tickets === 0) return 0;
    return deliveries.problem(consumer, tickets) || entitlements.problem(consumer, tickets, timeMs);
  }

  /** Tickets the close of a series may issue: it leaves the last quarter to first tickets of others. */
  ticketsForClose(consumer: number, ticketsMax: number): number {
    const { deliveries, accounts, limits } = this.state;
    const isFirst = accounts.get(consumer, A.deliveries) === 0;
    const kept = Math.floor(limits.maxDeliveries / 4);
    const room = Math.max(deliveries.room - kept, isFirst ? Math.min(1, deliveries.room) : 0);
    let tickets = Math.min(ticketsMax, room);
    while (tickets > 0 && !this.hasRoom(tickets)) tickets = Math.floor(tickets / 2);
    return tickets;
  }

  /** Whether so many tickets can be issued, each with the entitlement that opens its door. */
  hasRoom(tickets: number): boolean {
    const { deliveries, entitlements, timeMs } = this.state;
    return deliveries.room >= tickets && entitlements.hasRoom(tickets, timeMs);
  }

  /** Takes rights and the money paid for them out of a consumer's position, claim by claim, oldest first. */
  private burn(position: number, lots: number, each: (burnt: Burnt, claim: Claim) => void): void {
    const { positions, series, sources, sequence } = this.state;
    const seriesId = positions.seriesOf(position);
    const consumer = positions.accountOf(position);
    positions.add(position, P.heldLots, -lots);
    positions.set(position, P.exercisedSequence, sequence);
    series.add(seriesId, S.consumerLots, -lots);
    for (let left = lots; left > 0; ) {
      const entry = sources.first(position, CLAIMS);
      check(entry !== 0, 'I34: a holder has more rights than claims');
      const unitBuyerFeeMicroPat = sources.unitBuyerFeeMicroPat(entry);
      const claim = sources.take(position, CLAIMS, entry, left);
      const { unitMicroPat } = claim;
      positions.add(position, P.costMicroPat, -unitMicroPat * claim.lots);
      positions.add(position, P.feeMicroPat, -unitBuyerFeeMicroPat * claim.lots);
      left -= claim.lots;
      const { lots: taken } = claim;
      each({ consumer, series: seriesId, lots: taken, unitMicroPat, unitBuyerFeeMicroPat }, claim);
    }
  }

  /** How far a burning of a position's rights gets within bounds; the pieces are those of claims and obligations. */
  private reach(position: number, lots: number, ticketsMax: number, piecesMax: number): Reach {
    const { sources, positions } = this.state;
    const reach = { lots: 0, tickets: 0 };
    let pieces = 0;
    let obligation = sources.first(positions.seriesOf(position), OBLIGATIONS);
    let owed = obligation === 0 ? 0 : sources.lots(obligation);
    let claim = sources.first(position, CLAIMS);
    let left = claim === 0 ? 0 : sources.lots(claim);
    while (reach.lots < lots && pieces < piecesMax) {
      let some = Math.min(left, lots - reach.lots);
      const isBrokered = sources.kind(claim) !== SOURCE_KIND.NOVATED;
      const isServed = !isBrokered || obligation !== 0;
      if (isServed && reach.tickets === ticketsMax) break;
      if (isBrokered && isServed) {
        some = Math.min(some, owed);
        owed -= some;
        if (owed === 0) {
          obligation = sources.next(obligation);
          owed = obligation === 0 ? 0 : sources.lots(obligation);
        }
      }
      left -= some;
      if (left === 0) {
        claim = sources.next(claim);
        left = claim === 0 ? 0 : sources.lots(claim);
      }
      reach.lots += some;
      reach.tickets += isServed ? 1 : 0;
      pieces += 1;
    }
    return reach;
  }

  private forfeitBrokered(burnt: Burnt): void {
    const { sources } = this.state;
    while (burnt.lots > 0) {
      const entry = sources.first(burnt.series, OBLIGATIONS);
      if (entry === 0) return;
      this.payForfeited(burnt, sources.take(burnt.series, OBLIGATIONS, entry, burnt.lots));
    }
  }

  private payForfeited(burnt: Burnt, claim: Claim): void {
    const { consumer, series, unitMicroPat, unitBuyerFeeMicroPat } = burnt;
    const escrow = unitMicroPat * claim.lots;
    this.steps += 1;
    this.payouts.accept(series, consumer, claim, escrow, unitBuyerFeeMicroPat * claim.lots);
    this.state.series.add(series, S.deliveredLots, claim.lots);
    burnt.lots -= claim.lots;
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
        this.ticket(burnt, claim);
        burnt.lots -= claim.lots;
        tickets += 1;
      }
      entry = next;
    }
    if (burnt.lots > 0) this.failUnserved(burnt);
    return tickets;
  }

  private ticket(burnt: Burnt, claim: Claim): void {
    const { registry, series, timeMs } = this.state;
    const { consumer, series: seriesId } = burnt;
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
    const money = {
      escrowMicroPat: burnt.unitMicroPat * claim.lots,
      feeMicroPat: burnt.unitBuyerFeeMicroPat * claim.lots,
    };
    this.records.open({ consumer, series: seriesId, claim, ...money, index, entitlement });
  }

  private failUnserved(burnt: Burnt): void {
    const { series, sequence } = this.state;
    const { consumer, series: seriesId, lots } = burnt;
    const escrowMicroPat = burnt.unitMicroPat * lots;
    const feeMicroPat = burnt.unitBuyerFeeMicroPat * lots;
    const { remedy, payouts, waterfall } = this;
    let moreMicroPat = 0;
    if (remedy === undefined) payouts.refund(consumer, seriesId, escrowMicroPat, feeMicroPat);
    else {
      const before = waterfall.trades;
      moreMicroPat = waterfall.relieve(burnt, remedy);
      this.steps += waterfall.trades - before;
    }
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
      escrowMicroPat + feeMicroPat + moreMicroPat,
      0,
      0,
    );
    this.ticketIndex += 1;
    this.steps += 1;
  }
}
