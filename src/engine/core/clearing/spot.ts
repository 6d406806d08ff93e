/**
 * Clearing of access rights: what an order reserves, and what a trade does to rights and PAT, the posting table of a fill
 * for the three pairs of parties that trade.
 *
 * Broker buys from a provider: broker reserved → provider pending, rights into inventory. Broker sells to a consumer:
 * consumer reserved → series escrow, inventory oldest first into obligations, the consumer gets a claim on those.
 * Provider sells to a consumer: by novation, consumer reserved → series escrow, right, escrow and obligation are a pair.
 *
 * Invariant: the buyer's reservation per lot is at least the price plus its fee, so a posting never overdraws.
 */
import { type OrderCheck, unitFeeMicroPat } from '../../../risk/index.js';
import { ACCOUNT_ROLE, SIDE } from '../../../values/index.js';
import { SERIES_FIELD, type SeriesTable } from '../instruments/series-table.js';
import { ACCOUNT_FIELD, type Accounts, BROKER_ACCOUNT } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import { BUCKET, type Ledger } from '../kernel/ledger.js';
import type { State } from '../kernel/state.js';
import {
  CLAIMS,
  ENTRIES_PER_FILL,
  INVENTORY,
  type Lots,
  OBLIGATIONS,
  SOURCE_KIND,
  type Sources,
} from '../rights/sources.js';
import type { Exposures } from '../trading/exposures.js';
import { POSITION_FIELD, type Positions } from '../trading/positions.js';
import { Indexing } from '../venue/index-price/indexing.js';
import type { Clearing, Held, Party, PostedTrade } from './clearing.js';
import { SpotReversal } from './spot-reversal.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const { AVAILABLE, RESERVED, PENDING, COLLATERAL } = BUCKET;
const P = POSITION_FIELD;
const S = SERIES_FIELD;
const { BUY, SELL } = SIDE;
const { BROKER, PROVIDER } = ACCOUNT_ROLE;

/** Lots that a fill puts into a queue. Reused: a fill makes no objects. */
class Added implements Lots {
  provider = 0;
  kind: number = SOURCE_KIND.BROKERED;
  lots = 0;
  unitMicroPat = 0;
  unitFeeMicroPat = 0;
  unitBuyerFeeMicroPat = 0;
  providerPosition = 0;
}

export class SpotClearing implements Clearing {
  protected readonly accounts: Accounts;
  protected readonly ledger: Ledger;
  protected readonly positions: Positions;
  protected readonly series: SeriesTable;
  private readonly sources: Sources;
  private readonly exposures: Exposures;
  private readonly added = new Added();
  private readonly reversal: SpotReversal;
  /** Whether a provider's collateral covers what it sells above the price covered at the mint. */
  protected readonly coversPrice: boolean = true;
  private readonly all: State;
  /** Out: provider collateral the last fill locked. */
  lockedCollateralMicroPat = 0;
  /** Out: how many of the lots a provider sold were attested when they were minted. */
  attestedLots = 0;

  constructor(state: State) {
    this.all = state;
    this.accounts = state.accounts;
    this.ledger = state.ledger;
    this.positions = state.positions;
    this.series = state.series;
    this.sources = state.sources;
    this.exposures = state.exposures;
    this.reversal = new SpotReversal(state);
  }

  /** A buy needs room under the limits of exposure; a sell free rights, and cover for what they go above. */
  need(
    c: OrderCheck,
    account: number,
    seriesId: number,
    position: number,
    held: Readonly<Held>,
  ): void {
    c.isInPhase = true;
    c.isMargined = false;
    c.isCash = false;
    if (c.side === BUY) this.needToBuy(c, account, seriesId, held);
    else this.needToSell(c, position, held);
  }

  protected needToBuy(
    c: OrderCheck,
    account: number,
    seriesId: number,
    held: Readonly<Held>,
  ): void {
    const { accounts, ledger, series, exposures } = this;
    const mine = held.patMicroPat;
    if (c.role !== BROKER) {
      const reserved = ledger.balance(ledger.bucket(account, RESERVED));
      c.exposureMicroPat = reserved + accounts.get(account, ACCOUNT_FIELD.escrowMicroPat) - mine;
      return;
    }
    c.exposureMicroPat = series.get(seriesId, S.brokerExposureMicroPat) - mine;
    c.windowExposureMicroPat = exposures.window(series.get(seriesId, S.window)) - mine;
    c.segmentExposureMicroPat = exposures.segment(series.get(seriesId, S.segment)) - mine;
  }

  protected needToSell(c: OrderCheck, position: number, held: Readonly<Held>): void {
    const { positions } = this;
    c.freeRightsLots = held.rightsLots;
    c.unitCoverMicroPat = 0;
    let covered = 0;
    if (position !== 0) {
      c.freeRightsLots +=
        positions.get(position, P.heldLots) - positions.get(position, P.reservedLots);
      covered = positions.get(position, P.coveredMicroPat);
    }
    if (c.role !== PROVIDER) return;
    // What its collateral does not cover of the price has to be there beside it.
    const unit = c.priceTicks * c.tickValueMicroPat;
    if (unit > covered) c.unitCoverMicroPat = unit - covered;
  }

  hasRoom(fills: number): boolean {
    return this.sources.room >= fills * ENTRIES_PER_FILL;
  }

  get roomFills(): number {
    return Math.floor(this.sources.room / ENTRIES_PER_FILL);
  }

  shareProblem(account: number): number {
    return this.sources.problem(account);
  }

  /** PAT of the order, and the rights of a sell. */
  reserve(
    account: number,
    position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    const { ledger, positions, exposures } = this;
    const amount = unit * lots;
    if (amount > 0) {
      ledger.post(ledger.bucket(account, AVAILABLE), ledger.bucket(account, RESERVED), amount);
    }
    if (side === SELL) positions.add(position, P.reservedLots, lots);
    else if (account === BROKER_ACCOUNT) exposures.add(this.series, series, amount);
  }

  release(
    account: number,
    position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void {
    const { ledger, positions, exposures } = this;
    const amount = unit * lots;
    if (amount > 0) {
      ledger.post(ledger.bucket(account, RESERVED), ledger.bucket(account, AVAILABLE), amount);
    }
    if (side === SELL) positions.add(position, P.reservedLots, -lots);
    else if (account === BROKER_ACCOUNT) exposures.add(this.series, series, -amount);
  }

  reversalProblem(trade: PostedTrade): number {
    return this.reversal.problem(trade);
  }

  reversalExposure(trade: PostedTrade): number {
    return this.reversal.exposureOf(trade);
  }

  get hasRoomToReverse(): boolean {
    // Inventory that comes back may need an entry of its own.
    return this.sources.room > 0;
  }

  reverse(trade: PostedTrade): void {
    this.reversal.reverse(trade);
  }

  /** Posts one fill. */
  fill(seriesId: number, buyer: Party, seller: Party, priceTicks: number, lots: number): void {
    const unit = priceTicks * this.series.get(seriesId, S.tickValueMicroPat);
    const unitBuyerFee = unitFeeMicroPat(unit, buyer.feePpm);
    buyer.feeMicroPat = unitBuyerFee * lots;
    seller.feeMicroPat = 0;
    this.lockedCollateralMicroPat = 0;
    this.attestedLots = 0;
    if (seller.account === BROKER_ACCOUNT) {
      this.sellInventory(seriesId, seller, lots);
      const { added } = this;
      added.provider = 0;
      added.kind = SOURCE_KIND.BROKERED;
      added.lots = lots;
      added.unitMicroPat = unit;
      added.unitFeeMicroPat = 0;
      added.unitBuyerFeeMicroPat = unitBuyerFee;
      added.providerPosition = 0;
      this.sources.add(buyer.position, CLAIMS, added);
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
    const { added } = this;
    added.provider = seller.account;
    added.kind = SOURCE_KIND.NOVATED;
    added.lots = lots;
    added.unitMicroPat = unit;
    added.unitFeeMicroPat = unitSellerFee;
    added.unitBuyerFeeMicroPat = unitBuyerFee;
    added.providerPosition = seller.position;
    this.sources.add(buyer.position, CLAIMS, added);
    this.payEscrow(seriesId, buyer, unit, lots);
    this.series.add(seriesId, S.consumerLots, lots);
  }

  /** Consumer reserved → series escrow, price and fee; what the limit reserved beyond goes back. */
  protected payEscrow(seriesId: number, buyer: Party, unit: number, lots: number): void {
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
    if (this.all.registry.phase > 1) Indexing.notePurchase(this.all, position, lots);
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
      this.owe(seller.account, BROKERED, lots - attested, unit);
      this.sources.add(seriesId, INVENTORY, this.added);
    }
    if (attested > 0) {
      this.owe(seller.account, ATTESTED, attested, unit);
      this.sources.add(seriesId, INVENTORY, this.added);
    }
    positions.add(buyer.position, P.heldLots, lots);
    positions.add(buyer.position, P.costMicroPat, paid);
    this.series.add(seriesId, S.brokerCostMicroPat, paid);
    // The open bid counted at its limit; the inventory counts at what it cost.
    this.exposures.add(this.series, seriesId, -spare);
  }

  /** Lots that a provider owes at a price, of which nobody paid a fee. */
  private owe(provider: number, kind: number, lots: number, unit: number): void {
    const { added } = this;
    added.provider = provider;
    added.kind = kind;
    added.lots = lots;
    added.unitMicroPat = unit;
    added.unitFeeMicroPat = 0;
    added.unitBuyerFeeMicroPat = 0;
    added.providerPosition = 0;
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
      this.owe(provider, kind, some, unit);
      sources.add(seriesId, OBLIGATIONS, this.added);
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
    const wanted = this.coversPrice ? Math.max(0, unit - covered) * lots - reserved : 0;
    const extra = Math.max(0, Math.min(wanted, ledger.spendable(account)));
    if (extra > 0) ledger.post(available, collateral, extra);
    this.lockedCollateralMicroPat = reserved + extra;
    positions.add(position, P.collateralMicroPat, reserved + extra);
  }
}
