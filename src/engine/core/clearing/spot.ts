/**
 * What a trade does to rights and PAT: the posting table of a fill, for the three pairs of parties that trade.
 *
 * Broker buys from a provider: broker reserved → provider pending, rights into inventory. Broker sells to a consumer:
 * consumer reserved → series escrow, inventory oldest first into obligations, the consumer gets a claim on those.
 * Provider sells to a consumer: by novation, consumer reserved → series escrow, right, escrow and obligation are a pair.
 *
 * Invariant: the buyer's reservation per lot is at least the price plus its fee, so a posting never overdraws.
 */
import { unitFeeMicroPat } from '../../../risk/index.js';
import { SERIES_FIELD, type SeriesTable } from '../instruments/series-table.js';
import { ACCOUNT_FIELD, type Accounts, BROKER_ACCOUNT } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import { BUCKET, type Ledger } from '../kernel/ledger.js';
import type { State } from '../kernel/state.js';
import { CLAIMS, INVENTORY, OBLIGATIONS, SOURCE_KIND, type Sources } from '../rights/sources.js';
import type { Exposures } from '../trading/exposures.js';
import { POSITION_FIELD, type Positions } from '../trading/positions.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const { AVAILABLE, RESERVED, PENDING, COLLATERAL } = BUCKET;
const P = POSITION_FIELD;
const S = SERIES_FIELD;

/** One side of a fill. Reused; filled in by order entry. */
export class Party {
  account = 0;
  position = 0;
  /** PAT reserved per lot by its order. */
  unitReserveMicroPat = 0;
  /** Fee ppm of its liquidity; 0 for the broker. */
  feePpm = 0;
  /** Out: what it pays in fees for this fill. */
  feeMicroPat = 0;
}

export class Clearing {
  private readonly accounts: Accounts;
  private readonly ledger: Ledger;
  private readonly positions: Positions;
  private readonly series: SeriesTable;
  private readonly sources: Sources;
  private readonly exposures: Exposures;
  /** Out: provider collateral the last fill locked. */
  lockedCollateralMicroPat = 0;
  /** Out: how many of the lots a provider sold were attested when they were minted. */
  attestedLots = 0;

  constructor(state: State) {
    this.accounts = state.accounts;
    this.ledger = state.ledger;
    this.positions = state.positions;
    this.series = state.series;
    this.sources = state.sources;
    this.exposures = state.exposures;
  }

  /** Posts one fill. */
  fill(seriesId: number, buyer: Party, seller: Party, priceTicks: number, lots: number): void {
    const unit = priceTicks * this.series.get(seriesId, S.tickValueMicroPat);
    const unitBuyerFee = unitFeeMicroPat(unit, buyer.feePpm);
    buyer.feeMicroPat = unitBuyerFee * lots;
    seller.feeMicroPat = 0;
    this.lockedCollateralMicroPat = 0;
    this.attestedLots = 0;
    this.series.set(seriesId, S.lastPriceTicks, priceTicks);
    if (seller.account === BROKER_ACCOUNT) {
      this.sellInventory(seriesId, seller, lots);
      this.claim(buyer, 0, SOURCE_KIND.BROKERED, lots, unit, 0, unitBuyerFee);
      this.payEscrow(seriesId, buyer, unit, lots);
      this.series.add(seriesId, S.brokerLots, -lots);
      this.series.add(seriesId, S.consumerLots, lots);
      return;
    }
    this.giveProviderRights(seller, unit, lots);
    this.series.add(seriesId, S.providerLots, -lots);
    if (buyer.account === BROKER_ACCOUNT) {
      this.payPending(seriesId, buyer, seller, unit, lots);
      this.series.add(seriesId, S.brokerLots, lots);
      return;
    }
    const unitSellerFee = unitFeeMicroPat(unit, seller.feePpm);
    seller.feeMicroPat = unitSellerFee * lots;
    const { account } = seller;
    this.claim(buyer, account, SOURCE_KIND.NOVATED, lots, unit, unitSellerFee, unitBuyerFee);
    this.payEscrow(seriesId, buyer, unit, lots);
    this.series.add(seriesId, S.consumerLots, lots);
  }

  /** What the buyer holds for its money: a lot of the broker's, or the one provider's it bought from. */
  private claim(
    buyer: Party,
    provider: number,
    kind: number,
    lots: number,
    unit: number,
    unitSellerFee: number,
    unitBuyerFee: number,
  ): void {
    const { sources } = this;
    const { position } = buyer;
    sources.add(position, CLAIMS, provider, kind, lots, unit, unitSellerFee, unitBuyerFee);
  }

  /** Consumer reserved → series escrow, price and fee; what the limit reserved beyond goes back. */
  private payEscrow(seriesId: number, buyer: Party, unit: number, lots: number): void {
    const { ledger, positions } = this;
    const { account, position } = buyer;
    const paid = unit * lots;
    const charged = paid + buyer.feeMicroPat;
    const reserved = ledger.bucket(account, RESERVED);
    ledger.post(reserved, ledger.escrow(seriesId), charged);
    const spare = buyer.unitReserveMicroPat * lots - charged;
    check(spare >= 0, 'I8: a fill costs more than was reserved for it');
    if (spare > 0) ledger.post(reserved, ledger.bucket(account, AVAILABLE), spare);
    positions.add(position, P.heldLots, lots);
    positions.add(position, P.costMicroPat, paid);
    positions.add(position, P.feeMicroPat, buyer.feeMicroPat);
    const escrow = this.accounts.get(account, ACCOUNT_FIELD.escrowMicroPat);
    this.accounts.set(account, ACCOUNT_FIELD.escrowMicroPat, escrow + charged);
  }

  /** Broker reserved → provider pending; the rights become inventory at their price. */
  private payPending(
    seriesId: number,
    buyer: Party,
    seller: Party,
    unit: number,
    lots: number,
  ): void {
    const { ledger, positions } = this;
    const paid = unit * lots;
    const reserved = ledger.bucket(BROKER_ACCOUNT, RESERVED);
    ledger.post(reserved, ledger.bucket(seller.account, PENDING), paid);
    const spare = buyer.unitReserveMicroPat * lots - paid;
    check(spare >= 0, 'I8: a fill costs more than was reserved for it');
    if (spare > 0) ledger.post(reserved, ledger.bucket(BROKER_ACCOUNT, AVAILABLE), spare);
    const { BROKERED, ATTESTED } = SOURCE_KIND;
    const attested = this.attestedLots;
    if (attested < lots) {
      this.sources.add(seriesId, INVENTORY, seller.account, BROKERED, lots - attested, unit, 0, 0);
    }
    if (attested > 0) {
      this.sources.add(seriesId, INVENTORY, seller.account, ATTESTED, attested, unit, 0, 0);
    }
    positions.add(buyer.position, P.heldLots, lots);
    positions.add(buyer.position, P.costMicroPat, paid);
    this.series.add(seriesId, S.brokerCostMicroPat, paid);
    // The open bid counted at its limit; the inventory counts at what it cost.
    this.exposures.add(this.series, seriesId, -spare);
  }

  /** Broker inventory, oldest first, becomes obligations of the providers it was bought from. */
  private sellInventory(seriesId: number, seller: Party, lots: number): void {
    const { positions, sources } = this;
    let left = lots;
    let cost = 0;
    while (left > 0) {
      const entry = sources.first(seriesId, INVENTORY);
      check(entry !== 0, 'I9: the broker sells rights its inventory does not hold');
      const some = Math.min(left, sources.lots(entry));
      const unit = sources.unitMicroPat(entry);
      const provider = sources.provider(entry);
      const kind = sources.kind(entry);
      sources.remove(seriesId, INVENTORY, entry, some);
      sources.add(seriesId, OBLIGATIONS, provider, kind, some, unit, 0, 0);
      cost += unit * some;
      left -= some;
    }
    positions.add(seller.position, P.heldLots, -lots);
    positions.add(seller.position, P.reservedLots, -lots);
    positions.add(seller.position, P.costMicroPat, -cost);
    this.exposures.add(this.series, seriesId, -cost);
  }

  /** The provider's rights leave its inventory; what was reserved to cover a higher price becomes collateral. */
  private giveProviderRights(seller: Party, unit: number, lots: number): void {
    const { ledger, positions } = this;
    const { account, position } = seller;
    this.attestedLots = positions.giveUp(position, lots);
    positions.add(position, P.reservedLots, -lots);
    const reserved = seller.unitReserveMicroPat * lots;
    const available = ledger.bucket(account, AVAILABLE);
    const collateral = ledger.bucket(account, COLLATERAL);
    if (reserved > 0) ledger.post(ledger.bucket(account, RESERVED), collateral, reserved);
    // Price improvement raises the cover too, as far as free PAT goes; the rest is withheld proceeds.
    const covered = positions.get(position, P.coveredMicroPat);
    const wanted = Math.max(0, unit - covered) * lots - reserved;
    const extra = Math.max(0, Math.min(wanted, ledger.spendable(account)));
    if (extra > 0) ledger.post(available, collateral, extra);
    this.lockedCollateralMicroPat = reserved + extra;
    positions.add(position, P.collateralMicroPat, reserved + extra);
  }
}
