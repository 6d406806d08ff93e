/**
 * From a held right to a ticket: rights burn, oldest claim first, and the money paid for them stays in escrow. A pair is
 * served by its own provider; what was bought from the broker is served from the obligations of its series, first in
 * first out, and what none of those serves is refunded. What one provider has to deliver of an exercise is one ticket.
 *
 * Bounded: an exercise makes at most `PIECES_MAX` pieces of claims and obligations, and a reassignment looks at as many
 * obligations. Fails by answering a code below 0 when there is no room for the tickets; nothing has changed then.
 *
 * A piece takes the place of the claim or of the obligation it uses up; only the last piece of an exercise may use up neither.
 */
import { RIGHTS_ACTION } from '../../../values/index.js';
import { noteExercised } from '../clearing/exercised.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { POSITION_FIELD as P } from '../trading/positions.js';
import type { EntitlementDesk } from './entitlement-desk.js';
import { type Reach, reachOf } from './exercise-reach.js';
import type { FailureWaterfall } from './failure-waterfall.js';
import type { Payouts, Remedy } from './payouts.js';
import type { Shortfalls } from './shortfalls.js';
import { CLAIMS, type Claim, OBLIGATIONS, type Piece, SOURCE_KIND } from './sources.js';
import type { Ticketing } from './ticketing.js';

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

/** Of a delivery that failed: lots bought at one price and owed at one price, and what their provider paid for failing. */
export interface FailedPiece {
  readonly piece: Piece;
  readonly remedy: Remedy;
}

export class Exercises {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly tickets: Ticketing;
  private readonly payouts: Payouts;
  private readonly entitlements: EntitlementDesk;
  private readonly waterfall: FailureWaterfall;
  private readonly shortfalls: Shortfalls;
  /** Of the piece that is being replaced. */
  private remedy: Remedy | undefined;
  /** Obligation a reassignment goes on from, and how many it may still look at. */
  private nextObligation = 0;
  private looksLeft = 0;
  /** Pieces served and settled and obligations looked at within the command, and claims nothing served. */
  steps = 0;

  constructor(parts: {
    readonly state: State;
    readonly reports: EventWriter;
    readonly tickets: Ticketing;
    readonly payouts: Payouts;
    readonly entitlements: EntitlementDesk;
    readonly waterfall: FailureWaterfall;
    readonly shortfalls: Shortfalls;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.tickets = parts.tickets;
    this.payouts = parts.payouts;
    this.entitlements = parts.entitlements;
    this.waterfall = parts.waterfall;
    this.shortfalls = parts.shortfalls;
  }

  /** A new command begins. */
  begin(): void {
    this.tickets.beginCommand();
    this.steps = 0;
  }

  /** Burns rights of a consumer's position and issues tickets; how many, or less the code of why there is no room for them. */
  exercise(position: number, lots: number): number {
    const bounds = { lots, ticketsMax: PIECES_MAX, piecesMax: PIECES_MAX };
    const reach = reachOf(this.state, position, bounds);
    if (reach.lots < lots) return 0 - CODE.MAX_QTY;
    const problem = this.roomProblem(position, reach);
    return problem === 0 ? this.issue(position, lots) : 0 - problem;
  }

  /** The same for a caller that knows there is room. */
  issue(position: number, lots: number): number {
    const { positions, series, accounts, timeMs } = this.state;
    const seriesId = positions.seriesOf(position);
    series.add(seriesId, S.exercisedLots, lots);
    const consumer = positions.accountOf(position);
    this.reports.rights(consumer, RIGHTS_ACTION.EXERCISED, seriesId, lots);
    this.tickets.begin(consumer, seriesId);
    let others = 0;
    this.burn(position, lots, (burnt, claim) => {
      if (!accounts.isOneFirm(claim.provider, consumer)) others += claim.lots;
      if (claim.kind === SOURCE_KIND.NOVATED) this.serve(burnt, claim);
      else {
        this.lookFromFirst(seriesId);
        this.assign(burnt, 0);
      }
    });
    // Rights bought from one's own firm say nothing of what is needed.
    if (others > 0) noteExercised(accounts, accounts.ownerOf(consumer), others, timeMs);
    return this.tickets.seal();
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

  /**
   * What becomes of the money of a delivery that failed: a pair is refunded, the broker's is served by others first. The
   * pieces are of one provider, whose obligations are passed over once for all of them.
   */
  replace(consumer: number, series: number, failed: readonly FailedPiece[]): void {
    this.tickets.begin(consumer, series);
    this.waterfall.begin();
    this.lookFromFirst(series);
    for (const { piece, remedy } of failed) {
      const { lots, unitPaidMicroPat: unitMicroPat, unitBuyerFeeMicroPat } = piece;
      const burnt: Burnt = { consumer, series, lots, unitMicroPat, unitBuyerFeeMicroPat };
      this.remedy = remedy;
      if (piece.kind === SOURCE_KIND.NOVATED) this.failUnserved(burnt);
      else {
        this.assign(burnt, piece.provider);
        this.shortfalls.note(series, lots - burnt.lots, remedy);
      }
    }
    this.remedy = undefined;
    this.tickets.seal();
  }

  /** How many of a holder's lots can be burnt, oldest first, within so many tickets and so many pieces. */
  lotsWithin(position: number, lots: number, ticketsMax: number, piecesMax: number): number {
    return reachOf(this.state, position, { lots, ticketsMax, piecesMax }).lots;
  }

  /** Why a consumer may not have so many tickets more, with the entitlement that opens their door; or 0. */
  private roomProblem(position: number, { tickets, isPartial }: Reach): number {
    const { deliveries, entitlements, sources, positions, timeMs } = this.state;
    if (tickets === 0) return 0;
    const consumer = positions.accountOf(position);
    const isNew = !this.entitlements.has(consumer, positions.seriesOf(position));
    const noEntry = isPartial && sources.room === 0 ? CODE.CAPACITY_FULL : 0;
    return (
      deliveries.problem(consumer, tickets) ||
      (isNew ? entitlements.problem(consumer, 1, timeMs) : 0) ||
      (isPartial ? noEntry || sources.problem(consumer) : 0)
    );
  }

  /** Tickets the close of a series may issue: it leaves the last quarter to first tickets of others. */
  ticketsForClose(consumer: number, series: number, ticketsMax: number): number {
    const { deliveries, accounts, limits } = this.state;
    const isFirst = accounts.get(consumer, A.deliveries) === 0;
    const kept = Math.floor(limits.maxDeliveries / 4);
    const room = Math.max(deliveries.room - kept, isFirst ? Math.min(1, deliveries.room) : 0);
    const tickets = Math.min(ticketsMax, room);
    return this.hasRoom(consumer, series, tickets) ? tickets : 0;
  }

  /** Whether a consumer can have so many tickets more, with the entitlement that opens their door. */
  private hasRoom(consumer: number, series: number, tickets: number): boolean {
    const { deliveries, entitlements, timeMs } = this.state;
    if (deliveries.room < tickets) return false;
    return this.entitlements.has(consumer, series) || entitlements.hasRoom(1, timeMs);
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

  /** The next reassignments begin at the first obligation of a series. */
  private lookFromFirst(series: number): void {
    this.nextObligation = this.state.sources.first(series, OBLIGATIONS);
    this.looksLeft = PIECES_MAX;
  }

  /** Serves burnt rights from obligations from where the last ended, passing over one provider (0: nobody). */
  private assign(burnt: Burnt, notProvider: number): void {
    const { sources } = this.state;
    const { series, consumer } = burnt;
    while (burnt.lots > 0 && this.nextObligation !== 0 && this.looksLeft > 0) {
      const entry = this.nextObligation;
      const provider = sources.provider(entry);
      this.looksLeft -= 1;
      if (provider === notProvider) {
        this.nextObligation = sources.next(entry);
        this.steps += 1;
        continue;
      }
      if (!this.tickets.has(provider) && !this.hasRoom(consumer, series, 1)) break;
      // It would stay, beside the piece; what was bought in before may have taken the place.
      if (sources.lots(entry) > burnt.lots && sources.room === 0) break;
      if (sources.lots(entry) <= burnt.lots) this.nextObligation = sources.next(entry);
      const claim = sources.take(series, OBLIGATIONS, entry, burnt.lots);
      this.serve(burnt, claim);
      burnt.lots -= claim.lots;
    }
    if (burnt.lots > 0) this.failUnserved(burnt);
  }

  /** A piece of a ticket: lots a provider owes for lots that were burnt. */
  private serve({ unitMicroPat, unitBuyerFeeMicroPat }: Burnt, claim: Claim): void {
    this.tickets.add({ ...claim, unitPaidMicroPat: unitMicroPat, unitBuyerFeeMicroPat });
    this.steps += 1;
  }

  private failUnserved(burnt: Burnt): void {
    const { series } = this.state;
    const { consumer, series: seriesId, lots } = burnt;
    const escrowMicroPat = burnt.unitMicroPat * lots;
    const feeMicroPat = burnt.unitBuyerFeeMicroPat * lots;
    const { remedy, payouts, waterfall } = this;
    let moreMicroPat = 0;
    if (remedy === undefined) {
      payouts.refund(consumer, seriesId, escrowMicroPat, feeMicroPat);
      moreMicroPat = this.shortfalls.pay(consumer, seriesId, lots, burnt.unitMicroPat);
    } else {
      const before = waterfall.work;
      moreMicroPat = waterfall.relieve(burnt, remedy);
      this.steps += waterfall.work - before;
    }
    series.add(seriesId, S.exercisedLots, -lots);
    series.add(seriesId, S.failedLots, lots);
    this.tickets.addUnserved(lots, escrowMicroPat + feeMicroPat + moreMicroPat);
    this.steps += 1;
  }
}
