/**
 * Clearing of forwards: trades in a series before its window opens. What is sold are rights minted against capacity, as in
 * spot; the buyer pays a margin into the escrow of the series at once and owes the rest until the window opens
 * (forward-opening.ts). Nobody is paid cash against a price: what moves is margin, into escrow and back.
 *
 * The broker buys and sells as in spot: it pays its purchases in full. A provider's collateral follows the mark by its need
 * (rights/collateral-needs.ts), so nothing is reserved for the price it sells at. How many lots an owner may bid for
 * and hold follows what it exercised at prices of others: forwards are for hedging.
 */
import {
  admissionProblem,
  type OrderCheck,
  RISK,
  TRADE_KIND,
  unitFeeMicroPat,
} from '../../../risk/index.js';
import { ACCOUNT_ROLE, mulDivDown, mulDivUp, SIDE } from '../../../values/index.js';
import { SERIES_FIELD } from '../instruments/series-table.js';
import { ACCOUNT_FIELD, BROKER_ACCOUNT } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import { BUCKET } from '../kernel/ledger.js';
import type { Registry } from '../kernel/registry.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { POSITION_FIELD } from '../trading/positions.js';
import { Indexing } from '../venue/index-price/indexing.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import type { Held, Party, PostedTrade } from './clearing.js';
import { exercisedLots } from './exercised.js';
import { SpotClearing } from './spot.js';
import { addForwardLots, isOpening, lowerUnpaid } from './unpaid.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;
const P = POSITION_FIELD;
const S = SERIES_FIELD;
const { BUY } = SIDE;
const { BROKER } = ACCOUNT_ROLE;
const PPM = 1_000_000;
/** The first phase that admits forwards. */
export const FORWARD_PHASE = 2;

/** Why nothing may be added to forwards now, whoever asks, or 0. */
export function forwardProblem(registry: Registry): number {
  if (registry.phase < FORWARD_PHASE) return CODE.PHASE;
  return registry.isSuspended(FORWARD_PHASE) ? CODE.PHASE_SUSPENDED : 0;
}

export class ForwardClearing extends SpotClearing {
  protected override readonly coversPrice = false;
  private readonly state: State;
  private readonly parameters: ParameterValues;

  constructor(state: State, parameters: ParameterValues) {
    super(state);
    this.state = state;
    this.parameters = parameters;
  }

  override need(
    c: OrderCheck,
    account: number,
    seriesId: number,
    position: number,
    held: Readonly<Held>,
  ): void {
    super.need(c, account, seriesId, position, held);
    c.phaseCode = this.phaseProblem(c);
    c.isInPhase = c.phaseCode === 0;
    if (c.side !== BUY) {
      c.unitCoverMicroPat = 0;
      return;
    }
    if (c.role === BROKER) return;
    c.isMargined = true;
    c.unitMarginMicroPat = this.unitMargin(seriesId, c.priceTicks * c.tickValueMicroPat, c.feePpm);
    c.exposureMicroPat += this.accounts.get(account, A.unpaidMicroPat);
    c.ownerRoomLots = this.ownerRoom(account) + held.amendedLots;
  }

  /** Every order adds: a consumer holds what it bought, and a provider that buys back is none. */
  private phaseProblem({ role, accountClass, side }: OrderCheck): number {
    const { registry } = this.state;
    const problem = forwardProblem(registry);
    // The broker is the venue's own: its limits are others.
    if (problem !== 0 || role === BROKER) return problem;
    return admissionProblem(TRADE_KIND.FORWARD, Math.max(1, accountClass), registry.phase, side);
  }

  /** Lots of forwards the owner of an account may still bid for. */
  private ownerRoom(account: number): number {
    const { accounts, timeMs } = this.state;
    const owner = accounts.ownerOf(account);
    const multiplePpm = this.parameters.venue(RISK.forwardMultiplePpm);
    const earned = mulDivDown(exercisedLots(accounts, owner, timeMs), multiplePpm, PPM);
    const most = Math.max(this.parameters.venue(RISK.forwardFloorLots), earned);
    return most - accounts.get(owner, A.forwardLots);
  }

  /**
   * What a buyer pays at once for a lot at a price: the margin, what it paid above the mark that collateral follows, and the
   * fee; never more than price and fee.
   */
  private unitMargin(seriesId: number, unit: number, feePpm: number): number {
    const fee = unitFeeMicroPat(unit, feePpm);
    const margin = mulDivUp(unit, this.parameters.get(seriesId, RISK.forwardMarginPpm), PPM);
    const above = Math.max(0, unit - this.series.get(seriesId, S.collateralMarkMicroPat));
    return Math.min(unit, margin + above) + fee;
  }

  /** What a position has to have paid by now of all it bought. */
  required(position: number): number {
    const { positions, series } = this;
    const seriesId = positions.seriesOf(position);
    const cost = positions.get(position, P.costMicroPat);
    const margin = mulDivUp(cost, this.parameters.get(seriesId, RISK.forwardMarginPpm), PPM);
    const worth =
      series.get(seriesId, S.collateralMarkMicroPat) * positions.get(position, P.heldLots);
    const above = Math.max(0, cost - worth);
    return Math.min(cost, margin + above) + positions.get(position, P.feeMicroPat);
  }

  override reserve(
    account: number,
    position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    super.reserve(account, position, series, side, unit, lots);
    if (side === BUY && account !== BROKER_ACCOUNT) addForwardLots(this.state, account, lots);
  }

  override release(
    account: number,
    position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    super.release(account, position, series, side, unit, lots);
    if (side === BUY && account !== BROKER_ACCOUNT) addForwardLots(this.state, account, -lots);
  }

  /** Consumer reserved → series escrow: the margin and the fee; the rest of price and fee is owed. */
  protected override payEscrow(seriesId: number, buyer: Party, unit: number, lots: number): void {
    const { ledger, positions, accounts } = this;
    const { account, position, unitReserveMicroPat } = buyer;
    const cost = unit * lots;
    const charged = cost + buyer.feeMicroPat;
    const wanted = this.unitMargin(seriesId, unit, buyer.feePpm);
    const paid = Math.min(wanted, unitReserveMicroPat) * lots;
    const reserved = ledger.bucket(account, BUCKET.RESERVED);
    ledger.post(reserved, ledger.escrow(seriesId), paid);
    const spare = unitReserveMicroPat * lots - paid;
    check(spare >= 0 && paid <= charged, 'I8: a forward costs more than was reserved for it');
    if (spare > 0) ledger.post(reserved, ledger.bucket(account, BUCKET.AVAILABLE), spare);
    positions.add(position, P.heldLots, lots);
    positions.add(position, P.costMicroPat, cost);
    positions.add(position, P.feeMicroPat, buyer.feeMicroPat);
    Indexing.notePurchase(this.state, position, lots);
    accounts.add(account, A.escrowMicroPat, paid);
    lowerUnpaid(this.state, position, paid - charged);
  }

  /** While forwards are being paid for, some are and some are not: too late. */
  override reversalProblem(trade: PostedTrade): number {
    if (isOpening(this.state, trade.series)) return CODE.BUST_TOO_LATE;
    return super.reversalProblem(trade);
  }

  override reverse(trade: PostedTrade): void {
    super.reverse(trade);
    if (trade.buyer !== BROKER_ACCOUNT) addForwardLots(this.state, trade.buyer, -trade.lots);
  }
}
