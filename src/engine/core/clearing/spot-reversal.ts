/**
 * Takes a trade of access rights back: its exact reversal by new entries, while its rights and money are still where the
 * trade put them.
 *
 * Too late is: the buyer exercised since, an obligation was assigned, the inventory was sold or is on offer. Reading
 * changes nothing; `reverse` may only follow a `problem` that answered 0.
 */
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import { BUCKET } from '../kernel/ledger.js';
import type { ContractRecord } from '../kernel/registry.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { CLAIMS, INVENTORY, OBLIGATIONS, SOURCE_KIND } from '../rights/sources.js';
import { POSITION_FIELD as P } from '../trading/positions.js';
import { TRADE_FIELD as T } from '../trading/trade-memory.js';
import type { PostedTrade as Trade } from './clearing.js';

/** What comes back to the broker: nobody paid a fee for it. */
const NO_BUYER = { unitBuyerFeeMicroPat: 0, providerPosition: 0 } as const;

export class SpotReversal {
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  /** Code of why a trade cannot be taken back, or 0. */
  problem(t: Trade): number {
    return this.canReverse(t) ? 0 : CODE.BUST_TOO_LATE;
  }

  /** What the broker is exposed to again when a trade is taken back: what the rights it sold had cost it. */
  exposureOf(t: Trade): number {
    return t.seller === BROKER_ACCOUNT ? this.costOf(t) : 0;
  }

  /** Takes it back. */
  reverse(t: Trade): void {
    if (t.buyer === BROKER_ACCOUNT) this.returnInventory(t);
    else if (t.seller === BROKER_ACCOUNT) this.returnToInventory(t);
    else this.returnNovated(t);
  }

  private canReverse(t: Trade): boolean {
    const { positions } = this.state;
    if (t.buyerPosition === 0 || t.sellerPosition === 0) return false;
    const free =
      positions.get(t.buyerPosition, P.heldLots) - positions.get(t.buyerPosition, P.reservedLots);
    if (free < t.lots || positions.get(t.buyerPosition, P.exercisedSequence) >= t.sequence) {
      return false;
    }
    if (t.buyer === BROKER_ACCOUNT) {
      const { BROKERED, ATTESTED } = SOURCE_KIND;
      const plain = t.lots - t.attestedLots;
      return this.hasBought(t, BROKERED, plain) && this.hasBought(t, ATTESTED, t.attestedLots);
    }
    // Nobody else is served from a pair, so it is there as long as its holder has not exercised.
    return t.seller !== BROKER_ACCOUNT || this.hasSold(t);
  }

  /** Whether the inventory has that many lots that can be what this trade put there. */
  private hasBought(t: Trade, kind: number, lots: number): boolean {
    const { sources } = this.state;
    let left = lots;
    let entry = sources.last(t.series, INVENTORY);
    for (; entry !== 0 && left > 0; entry = sources.previous(entry)) {
      if (this.isFrom(t, kind, entry)) left -= sources.lots(entry);
    }
    return left <= 0;
  }

  /** Whether that much of what the broker sold waits for its holders; any of it may be what this trade put there. */
  private hasSold(t: Trade): boolean {
    const { sources } = this.state;
    let left = t.lots;
    let entry = sources.last(t.series, OBLIGATIONS);
    for (; entry !== 0 && left > 0; entry = sources.previous(entry)) left -= sources.lots(entry);
    return left <= 0;
  }

  /** What the rights the broker sold had cost it, which it is exposed to again when they come back. */
  private costOf(t: Trade): number {
    const { sources } = this.state;
    let left = t.lots;
    let cost = 0;
    let entry = sources.last(t.series, OBLIGATIONS);
    for (; entry !== 0 && left > 0; entry = sources.previous(entry)) {
      const some = Math.min(left, sources.lots(entry));
      cost += sources.unitMicroPat(entry) * some;
      left -= some;
    }
    return cost;
  }

  private isFrom(t: Trade, kind: number, entry: number): boolean {
    const { sources } = this.state;
    return (
      sources.kind(entry) === kind &&
      sources.provider(entry) === t.seller &&
      sources.unitMicroPat(entry) === t.unitMicroPat
    );
  }

  /** The broker gives bought rights back: pending → broker. */
  private returnInventory(t: Trade): void {
    const { ledger, positions, series, exposures } = this.state;
    this.takeBought(t, SOURCE_KIND.BROKERED, t.lots - t.attestedLots);
    this.takeBought(t, SOURCE_KIND.ATTESTED, t.attestedLots);
    const pending = ledger.bucket(t.seller, BUCKET.PENDING);
    ledger.post(pending, ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE), t.paidMicroPat);
    positions.add(t.buyerPosition, P.heldLots, -t.lots);
    positions.add(t.buyerPosition, P.costMicroPat, -t.paidMicroPat);
    exposures.add(series, t.series, -t.paidMicroPat);
    series.add(t.series, S.brokerCostMicroPat, -t.paidMicroPat);
    series.add(t.series, S.brokerLots, -t.lots);
    this.returnToProvider(t);
  }

  /** A consumer gives rights back that the broker sold: escrow → consumer, obligations → inventory. */
  private returnToInventory(t: Trade): void {
    const { sources, positions, series, exposures } = this.state;
    let cost = 0;
    for (let left = t.lots; left > 0; ) {
      const last = sources.last(t.series, OBLIGATIONS);
      const claim = sources.take(t.series, OBLIGATIONS, last, left);
      sources.add(t.series, INVENTORY, { ...claim, ...NO_BUYER }, true);
      cost += claim.unitMicroPat * claim.lots;
      left -= claim.lots;
    }
    this.refundBuyer(t);
    positions.add(t.sellerPosition, P.heldLots, t.lots);
    positions.add(t.sellerPosition, P.costMicroPat, cost);
    exposures.add(series, t.series, cost);
    series.add(t.series, S.brokerLots, t.lots);
  }

  /** A consumer gives rights back to the provider it bought from. */
  private returnNovated(t: Trade): void {
    this.refundBuyer(t);
    this.returnToProvider(t);
  }

  /** Takes lots of a kind that can be this trade's out of the inventory, newest first. */
  private takeBought(t: Trade, kind: number, lots: number): void {
    const { sources } = this.state;
    let left = lots;
    for (let entry = sources.last(t.series, INVENTORY); left > 0; ) {
      const previous = sources.previous(entry);
      if (this.isFrom(t, kind, entry)) {
        left -= sources.take(t.series, INVENTORY, entry, left).lots;
      }
      entry = previous;
    }
  }

  /** Takes the trade's lots out of the buyer's claims: behind them are those of its later trades that stand. */
  private takeClaim(t: Trade): void {
    const { sources } = this.state;
    let later = this.boughtSince(t);
    let entry = sources.last(t.buyerPosition, CLAIMS);
    for (; entry !== 0 && sources.lots(entry) <= later; entry = sources.previous(entry)) {
      later -= sources.lots(entry);
    }
    const isThere =
      sources.unitMicroPat(entry) === t.unitMicroPat && sources.lots(entry) - later >= t.lots;
    check(isThere, 'I34: a trade is not among the claims of its buyer');
    sources.remove(t.buyerPosition, CLAIMS, entry, t.lots);
  }

  /** Lots the buyer bought in the series after a trade, in trades that stand; none of them is forgotten before it. */
  private boughtSince(t: Trade): number {
    const { trades, limits } = this.state;
    let lots = 0;
    for (let place = 0; place < limits.maxBustableTrades; place += 1) {
      if (trades.get(place, T.series) !== t.series || trades.get(place, T.buyer) !== t.buyer) {
        continue;
      }
      const isLater = trades.get(place, T.tradeId) > t.tradeId;
      if (isLater && trades.get(place, T.busted) === 0) lots += trades.get(place, T.lots);
    }
    return lots;
  }

  private refundBuyer(t: Trade): void {
    this.takeClaim(t);
    const { ledger, positions, series, accounts } = this.state;
    const amount = t.paidMicroPat + t.buyerFeeMicroPat;
    ledger.post(ledger.escrow(t.series), ledger.bucket(t.buyer, BUCKET.AVAILABLE), amount);
    accounts.set(t.buyer, A.escrowMicroPat, accounts.get(t.buyer, A.escrowMicroPat) - amount);
    positions.add(t.buyerPosition, P.heldLots, -t.lots);
    positions.add(t.buyerPosition, P.costMicroPat, -t.paidMicroPat);
    positions.add(t.buyerPosition, P.feeMicroPat, -t.buyerFeeMicroPat);
    series.add(t.series, S.consumerLots, -t.lots);
  }

  /** The rights are the provider's again, and so is the collateral the trade locked beyond that of the mint. */
  private returnToProvider(t: Trade): void {
    const { ledger, positions, series, registry } = this.state;
    const { sellerPosition: position } = t;
    positions.add(position, P.heldLots, t.lots);
    positions.add(position, P.attestedLots, t.attestedLots);
    series.add(t.series, S.providerLots, t.lots);
    const contract = registry.contract(series.get(t.series, S.contract)) as ContractRecord;
    const unit = contract.rules.penaltyMicroPat + positions.get(position, P.coveredMicroPat);
    const locked = positions.get(position, P.collateralMicroPat);
    // Lots that ended since took their share of it with them.
    const margin = positions.get(position, P.marginMicroPat);
    const variation = positions.get(position, P.variationMicroPat);
    const spare = locked - margin - variation - unit * positions.get(position, P.outstandingLots);
    const amount = Math.max(0, Math.min(t.collateralMicroPat, spare));
    const collateral = ledger.bucket(t.seller, BUCKET.COLLATERAL);
    ledger.post(collateral, ledger.bucket(t.seller, BUCKET.AVAILABLE), amount);
    positions.set(position, P.collateralMicroPat, locked - amount);
  }
}
