/**
 * Rights: escrowed capacity, minting, withdrawing, exercising.
 *
 * Bounds on minting: outstanding rights over all series of a segment stay within the provider's capacity (I12), a
 * series within its cap and the provider within its share of it, and every lot is backed by collateral of at least
 * the penalty plus the price it covers, and the margin of the phase when it was minted. Whether the capacity behind a lot
 * was attested through the window is settled when it is minted.
 */
import { RISK } from '../../../risk/index.js';
import {
  CANCEL_REASON,
  type ColdBodies,
  FIELD_ID,
  INEXACT,
  mulDivDown,
  multiply,
  RIGHTS_ACTION,
  SERIES_STATE,
  SIDE,
} from '../../../values/index.js';
import { forwardProblem } from '../clearing/forward.js';
import { isForward } from '../clearing/unpaid.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { isStopped, takesOrders } from '../instruments/trading-status.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { BUCKET } from '../kernel/ledger.js';
import type { CapacityRecord, ContractRecord } from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { EVERYTHING, type MassCancel } from '../trading/mass-cancel.js';
import type { OrderRecords } from '../trading/order-records.js';
import type { PositionBook } from '../trading/position-book.js';
import { POSITION_FIELD as P } from '../trading/positions.js';
import type { Quotes } from '../trading/quotes.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import type { CollateralReview } from './collateral-review.js';
import type { Exercises } from './exercises.js';
import { mintMargin } from './mint-margin.js';
import type { Payouts } from './payouts.js';

const PPM = 1_000_000;

export class Rights {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly positions: PositionBook;
  private readonly quotes: Quotes;
  private readonly massCancel: MassCancel;
  private readonly live: OrderRecords;
  private readonly exercises: Exercises;
  private readonly payouts: Payouts;
  private readonly parameters: ParameterValues;
  private readonly review: CollateralReview;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    positions: PositionBook;
    quotes: Quotes;
    massCancel: MassCancel;
    live: OrderRecords;
    exercises: Exercises;
    payouts: Payouts;
    parameters: ParameterValues;
    review: CollateralReview;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.positions = parts.positions;
    this.quotes = parts.quotes;
    this.massCancel = parts.massCancel;
    this.live = parts.live;
    this.exercises = parts.exercises;
    this.payouts = parts.payouts;
    this.parameters = parts.parameters;
    this.review = parts.review;
  }

  /**
   * States a provider's capacity for a segment; never below what is outstanding. Only an operator's word attests it, and
   * brings back what failures took of it.
   */
  escrowCapacity(
    provider: number,
    body: ColdBodies['escrowCapacity'],
    isAttested: boolean,
    out: Result,
  ): void {
    const { registry } = this.state;
    const segmentId = registry.segmentId(body.segment);
    if (segmentId === 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.segment);
    const before = registry.capacity(provider, segmentId);
    const lost = isAttested ? 0 : (before?.lostLots ?? 0);
    if (body.capacityLots - lost < (before?.outstandingLots ?? 0)) {
      return out.refuse(CODE.ESCROW_CAPACITY, FIELD_ID.capacity_lots);
    }
    const record = registry.makeCapacity(provider, segmentId);
    record.capacityLots = body.capacityLots;
    record.lostLots = lost;
    if (isAttested) {
      record.attestedLots = body.capacityLots;
      record.attestedUntilMs = body.attestedUntilMs;
    }
    out.done(segmentId);
  }

  /** Why nothing is minted for what a series clears as, or 0: what settles in cash has no rights. */
  private clearingProblem(seriesId: number, isAhead: boolean): number {
    const { series, registry } = this.state;
    if (series.isCash(seriesId)) return CODE.PHASE;
    return isAhead ? forwardProblem(registry) : 0;
  }

  mint(provider: number, seriesId: number, lots: number, out: Result): void {
    const { state } = this;
    const { series, registry, ledger, positions, accounts } = state;
    if (!series.exists(seriesId)) return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    if (isStopped(state, provider, seriesId)) return out.refuse(CODE.KILLED);
    if (!takesOrders(series.get(seriesId, S.state))) {
      return out.refuse(CODE.SERIES_CLOSED, FIELD_ID.series_id);
    }
    if (lots < 1) return out.refuse(CODE.TICK_LOT, FIELD_ID.quantity_lots);
    const contract = registry.contract(series.get(seriesId, S.contract)) as ContractRecord;
    const capacity = registry.capacity(provider, contract.segmentId);
    const used = capacity === undefined ? 0 : capacity.outstandingLots + capacity.lostLots;
    if (capacity === undefined || used + lots > capacity.capacityLots) {
      return out.refuse(CODE.ESCROW_CAPACITY, FIELD_ID.quantity_lots);
    }
    // −1, not measured, is below every band.
    if (capacity.confidencePpm < contract.confidenceLowPpm) return out.refuse(CODE.CONFIDENCE);
    const found = positions.find(provider, seriesId);
    const mine = found === 0 ? 0 : positions.get(found, P.mintedLots);
    const { mintCapLots, providerSharePpm, penaltyMicroPat } = contract.rules;
    const share = mulDivDown(mintCapLots, providerSharePpm, PPM);
    if (mine + lots > share || series.get(seriesId, S.mintedLots) + lots > mintCapLots) {
      return out.refuse(CODE.MINT_CAP, FIELD_ID.quantity_lots);
    }
    if (!this.review.canTake(seriesId, lots)) {
      return out.refuse(CODE.MINT_CAP, FIELD_ID.quantity_lots);
    }
    if (accounts.get(provider, A.calls) > 0) return out.refuse(CODE.COLLATERAL_CALLED);
    const isAhead = isForward(state, seriesId);
    const early = this.clearingProblem(seriesId, isAhead);
    if (early !== 0) return out.refuse(early, FIELD_ID.series_id);
    const isAttested = this.wouldBeAttested(capacity, seriesId, lots);
    const covered = isAhead ? 0 : this.coverPerLot(seriesId, found);
    const cover = multiply(penaltyMicroPat + covered, lots);
    const margin = isAhead
      ? this.forwardMargin(seriesId, isAttested ? 0 : lots)
      : this.marginToAdd(seriesId, found, covered, lots);
    const collateral = cover + margin;
    if (cover < 0 || margin < 0 || collateral > ledger.spendable(provider)) {
      return out.refuse(CODE.COLLATERAL, FIELD_ID.quantity_lots);
    }
    const noPlace = this.positions.problem(provider, seriesId);
    if (noPlace !== 0) return out.refuse(noPlace);
    const position = this.positions.ensure(provider, seriesId);

    this.review.arm();
    if (this.outstanding(seriesId) === 0) this.review.restart(seriesId);
    ledger.post(
      ledger.bucket(provider, BUCKET.AVAILABLE),
      ledger.bucket(provider, BUCKET.COLLATERAL),
      collateral,
    );
    capacity.outstandingLots += lots;
    if (isAttested) positions.add(position, P.attestedLots, lots);
    positions.add(position, P.heldLots, lots);
    positions.add(position, P.mintedLots, lots);
    positions.add(position, P.outstandingLots, lots);
    positions.add(position, P.collateralMicroPat, collateral);
    positions.add(position, P.marginMicroPat, margin);
    positions.set(position, P.coveredMicroPat, covered);
    const least =
      series.get(seriesId, S.mintedLots) === 0
        ? covered
        : series.get(seriesId, S.leastCoveredMicroPat);
    series.set(seriesId, S.leastCoveredMicroPat, Math.min(least, covered));
    series.add(seriesId, S.mintedLots, lots);
    series.add(seriesId, S.providerLots, lots);
    this.reports.rights(provider, RIGHTS_ACTION.MINTED, seriesId, lots);
    positions.set(position, P.mintedAtMs, state.timeMs);
    this.noteSupply(provider, seriesId, lots);
    out.done(0, lots);
  }

  /**
   * Nobody mints and hits a bid that was made before there was this supply; nor does anybody pull the broker's bids for next
   * to nothing: mints count together, and only from a share of what was there.
   */
  private noteSupply(provider: number, seriesId: number, lots: number): void {
    const { series, sequence } = this.state;
    const unsold = series.get(seriesId, S.providerLots) + series.get(seriesId, S.brokerLots);
    const minted = series.get(seriesId, S.mintedSincePull) + lots;
    const sharePpm = this.parameters.get(seriesId, RISK.mintPullSharePpm);
    if (minted <= mulDivDown(Math.max(0, unsold - minted), sharePpm, PPM)) {
      series.set(seriesId, S.mintedSincePull, minted);
      return;
    }
    series.set(seriesId, S.mintedSincePull, 0);
    series.set(seriesId, S.mintedSequence, sequence);
    this.cancelBrokerBids(provider, seriesId);
  }

  /** All but the firm bids made to others, who did not mint. */
  private cancelBrokerBids(provider: number, seriesId: number): void {
    const { positions, series } = this.state;
    this.quotes.pullLevels(seriesId, SIDE.BUY, CANCEL_REASON.MINTED);
    this.live.cancelOffers(seriesId, SIDE.BUY, CANCEL_REASON.MINTED, provider);
    const position = positions.find(BROKER_ACCOUNT, seriesId);
    const costMicroPat = position === 0 ? 0 : positions.get(position, P.costMicroPat);
    // What is exposed beyond inventory are bids that are not of the quote, which are rare.
    if (series.get(seriesId, S.brokerExposureMicroPat) === costMicroPat) return;
    const bids = { ...EVERYTHING, seriesId, side: SIDE.BUY };
    this.massCancel.run(BROKER_ACCOUNT, bids, CANCEL_REASON.MINTED);
  }

  /** Takes unsold rights back; their collateral is free again. */
  withdraw(provider: number, seriesId: number, lots: number, out: Result): void {
    const position = this.freePosition(provider, seriesId, lots, out);
    if (position === 0) return;
    const heldUntilMs =
      this.state.positions.get(position, P.mintedAtMs) +
      this.parameters.get(seriesId, RISK.mintHoldMs);
    if (this.state.timeMs < heldUntilMs) return out.refuse(CODE.MINT_HELD, FIELD_ID.series_id);
    this.takeBack(position, lots);
    out.done(0, lots);
  }

  exercise(consumer: number, seriesId: number, lots: number, out: Result): void {
    const { state } = this;
    if (!state.series.exists(seriesId)) return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    if (isStopped(state, consumer, seriesId)) return out.refuse(CODE.KILLED);
    // A forward is no right yet.
    if (isForward(state, seriesId)) return out.refuse(CODE.PHASE, FIELD_ID.series_id);
    const position = this.freePosition(consumer, seriesId, lots, out);
    if (position === 0) return;
    const tickets = this.exercises.exercise(position, lots);
    if (tickets < 0) return out.refuse(-tickets);
    out.done(0, tickets);
  }

  /** Unsold rights of a provider are its own again, with their collateral and capacity. */
  takeBack(position: number, lots: number): void {
    const { series, positions } = this.state;
    const seriesId = positions.seriesOf(position);
    const provider = positions.accountOf(position);
    positions.giveUp(position, lots);
    this.payouts.unlock(position, lots, 0);
    series.add(seriesId, S.providerLots, -lots);
    series.add(seriesId, S.withdrawnLots, lots);
    this.reports.rights(provider, RIGHTS_ACTION.WITHDRAWN, seriesId, lots);
  }

  /** Position with that many free rights, or 0 with the refusal in `out`. */
  private freePosition(account: number, seriesId: number, lots: number, out: Result): number {
    const { series, positions } = this.state;
    if (!series.exists(seriesId)) {
      out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
      return 0;
    }
    const state = series.get(seriesId, S.state);
    if (state === SERIES_STATE.CLOSING || state === SERIES_STATE.CLOSED) {
      out.refuse(CODE.SERIES_CLOSED, FIELD_ID.series_id);
      return 0;
    }
    const position = positions.find(account, seriesId);
    const free =
      position === 0
        ? 0
        : positions.get(position, P.heldLots) - positions.get(position, P.reservedLots);
    if (lots < 1 || lots > free) {
      out.refuse(CODE.INSUFFICIENT_RIGHTS, FIELD_ID.quantity_lots);
      return 0;
    }
    return position;
  }

  /** Whether capacity for so many more lots is attested through the window. */
  private wouldBeAttested(capacity: CapacityRecord, seriesId: number, lots: number): boolean {
    return (
      capacity.attestedUntilMs >= this.state.series.get(seriesId, S.endMs) &&
      capacity.outstandingLots + lots + capacity.lostLots <= capacity.attestedLots
    );
  }

  /**
   * What backs lots of a forward whose capacity is not attested through the window, or INEXACT: their notional at the mark and
   * the margin of the phase on it, N·(1 + IMF).
   */
  private forwardMargin(seriesId: number, lots: number): number {
    const { series, registry } = this.state;
    if (lots === 0) return 0;
    const mark = series.get(seriesId, S.markTicks) * series.get(seriesId, S.tickValueMicroPat);
    const leastPpm = this.parameters.get(seriesId, RISK.marginPhasePpm + registry.phase - 1);
    const sigmasPpm = this.parameters.get(seriesId, RISK.marginSigmasPpm);
    const margin = mintMargin(this.state, seriesId, { leastPpm, sigmasPpm }, mark, lots);
    const notional = multiply(mark, lots);
    return margin < 0 || notional < 0 ? INEXACT : margin + notional;
  }

  /** Rights in a series that are minted and not over. */
  private outstanding(seriesId: number): number {
    const { series } = this.state;
    const fields = [S.providerLots, S.brokerLots, S.consumerLots, S.exercisedLots];
    return fields.reduce((sum, field) => sum + series.get(seriesId, field), 0);
  }

  /**
   * Margin a mint adds, or INEXACT: the rate of the phase's row, of σ and of thinness, on the price covered of every lot the
   * provider then has out, less what it has locked. Who adds no risk is asked for nothing, whatever the rate becomes.
   */
  private marginToAdd(seriesId: number, position: number, covered: number, lots: number): number {
    const { positions, registry } = this.state;
    const leastPpm = this.parameters.get(seriesId, RISK.marginPhasePpm + registry.phase - 1);
    const sigmasPpm = this.parameters.get(seriesId, RISK.marginSigmasPpm);
    const outstanding = position === 0 ? 0 : positions.get(position, P.outstandingLots);
    const locked = position === 0 ? 0 : positions.get(position, P.marginMicroPat);
    const terms = { leastPpm, sigmasPpm };
    const whole = mintMargin(this.state, seriesId, terms, covered, outstanding + lots);
    return whole === INEXACT ? INEXACT : Math.max(0, whole - locked);
  }

  /** Price per lot the collateral covers: the mark, and never less than open rights of the position rely on. */
  private coverPerLot(seriesId: number, position: number): number {
    const { series, positions } = this.state;
    const mark = series.get(seriesId, S.markTicks) * series.get(seriesId, S.tickValueMicroPat);
    if (position === 0 || positions.get(position, P.outstandingLots) === 0) return mark;
    const before = positions.get(position, P.coveredMicroPat);
    check(before >= 0, 'I12: a position covers less than nothing');
    // Open sell orders reserved the difference to the old cover, so the cover may not rise under them.
    return Math.min(before, mark);
  }
}
