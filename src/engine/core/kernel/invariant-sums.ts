/**
 * What the invariants compare with: sums over positions, orders, claims, obligations and deliveries, counted afresh from the
 * records. Slow; never changes anything.
 */
import { DELIVERY_STATE, SIDE } from '../../../values/index.js';
import { CASH, HOLDING } from '../clearing/margin/margin-table.js';
import { holdsForwards, isForward } from '../clearing/unpaid.js';
import type { Core } from '../core.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { eachHolding } from '../resources/invariants.js';
import { DELIVERY_FIELD as D } from '../rights/deliveries.js';
import { CLAIMS, INVENTORY, OBLIGATIONS, PIECES, SOURCE_KIND } from '../rights/sources.js';
import { IS_ICEBERG, isStopType } from '../trading/advanced/orders.js';
import { ORDER_FLAG } from '../trading/order-records.js';
import { POSITION_FIELD as P } from '../trading/positions.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT, INSURANCE_ACCOUNT } from './accounts.js';

/** Numbers added up by an id. */
export class Sum {
  private readonly sums = new Map<number, number>();

  add(id: number, amount: number): void {
    this.sums.set(id, this.get(id) + amount);
  }

  get(id: number): number {
    return this.sums.get(id) ?? 0;
  }
}

/** One id for a pair, such as account and series. */
export function pairId(first: number, second: number): number {
  return first * 65_536 + second;
}

export class Sums {
  readonly escrowBySeries = new Sum();
  readonly escrowByAccount = new Sum();
  /** Entries of rights it holds or must deliver, and deliveries to it. */
  readonly entriesByAccount = new Sum();
  readonly positionsByAccount = new Sum();
  readonly deliveriesByAccount = new Sum();
  readonly reservedByAccount = new Sum();
  readonly pendingByAccount = new Sum();
  readonly collateralByAccount = new Sum();
  readonly openOrdersByAccount = new Sum();
  readonly openOrdersBySeries = new Sum();
  readonly quoteLevelsBySeries = new Sum();
  readonly bidsBySeries = new Sum();
  readonly specialsBySeries = new Sum();
  readonly icebergsBySeries = new Sum();
  readonly stopsBySeries = new Sum();
  readonly consumerLots = new Sum();
  readonly providerLots = new Sum();
  readonly brokerLots = new Sum();
  readonly exercisedLots = new Sum();
  readonly inventoryCost = new Sum();
  readonly rightsOfferedByPosition = new Sum();
  /** By position: what its claims say. */
  readonly claimedLots = new Sum();
  readonly claimedCost = new Sum();
  readonly claimedFee = new Sum();
  /** By series: rights consumers hold that the broker sold. */
  readonly brokeredLots = new Sum();
  /** By provider and series: rights behind inventory, obligations, pairs and deliveries. */
  readonly soldByProvider = new Sum();
  /** By position of a provider: the needs its entries and deliveries keep. */
  readonly needByPosition = new Sum();
  readonly callsByAccount = new Sum();
  /** What positions owe for forwards. */
  readonly unpaidByAccount = new Sum();
  /** Lots of forwards bid for or held. */
  readonly forwardLotsByOwner = new Sum();
  /** By provider and segment. */
  readonly outstandingBySegment = new Sum();
  /** By entitlement: lots of deliveries under way, and of those the disputed ones. */
  readonly deliveredByEntitlement = new Sum();
  readonly disputedByEntitlement = new Sum();
  /** Special orders whose records contradict each other. */
  readonly misfits: string[] = [];
  /** Deliveries that are not what their pieces are. */
  readonly misplaced: string[] = [];
  positions = 0;
  orders = 0;
  /** Entries of inventories, obligations and claims. */
  entries = 0;
  deadlines = 0;

  constructor(core: Core) {
    for (let id = 1; id <= core.state.series.count; id += 1) {
      this.addPositions(core, id);
      this.addSources(core, id);
    }
    for (let id = 1; id <= core.state.accounts.count; id += 1) this.addOrders(core, id);
    this.addDeliveries(core);
    this.addPools(core);
    eachHolding(core.state, (account, amount) => this.escrowByAccount.add(account, amount));
  }

  /** What a pool of gains has is what was collected and not paid (I60). */
  private addPools({ state: { margin, series } }: Core): void {
    for (let row = 1; row <= margin.count; row += 1) {
      this.escrowBySeries.add(margin.cash(row, CASH.series), -margin.cash(row, CASH.lostMicroPat));
    }
    for (let h = 1; h <= margin.high; h += 1) {
      if (!margin.exists(h) || series.get(margin.seriesOf(h), S.cashInstrument) === 0) continue;
      const collected =
        margin.get(h, HOLDING.accruedMicroPat) - margin.get(h, HOLDING.valueMicroPat);
      this.escrowBySeries.add(margin.seriesOf(h), collected);
    }
  }

  private addPositions(core: Core, seriesId: number): void {
    const { positions, series } = core.state;
    let slot = series.get(seriesId, S.firstPosition);
    for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
      const account = positions.accountOf(slot);
      const held = positions.get(slot, P.heldLots);
      const segment = series.get(seriesId, S.segment);
      this.positions += 1;
      this.positionsByAccount.add(account, 1);
      this.outstandingBySegment.add(
        pairId(account, segment),
        positions.get(slot, P.outstandingLots),
      );
      if (account === BROKER_ACCOUNT) this.brokerLots.add(seriesId, held);
      else if (positions.get(slot, P.mintedLots) > 0) {
        this.providerLots.add(seriesId, held);
        this.collateralByAccount.add(account, positions.get(slot, P.collateralMicroPat));
        if (positions.get(slot, P.calledMicroPat) > 0) this.callsByAccount.add(account, 1);
      } else {
        this.consumerLots.add(seriesId, held);
        this.addForward(core, slot, seriesId, account);
        this.addClaims(core, slot, seriesId, account);
      }
    }
  }

  /** What is unpaid is not in escrow; what an owner holds of forwards counts for it. */
  private addForward(core: Core, slot: number, seriesId: number, account: number): void {
    const { positions } = core.state;
    const unpaid = positions.get(slot, P.unpaidMicroPat);
    this.unpaidByAccount.add(account, unpaid);
    this.escrowBySeries.add(seriesId, -unpaid);
    this.escrowByAccount.add(account, -unpaid);
    if (positions.get(slot, P.calledMicroPat) > 0) this.callsByAccount.add(account, 1);
    if (!holdsForwards(core.state, slot)) return;
    this.addForwardLots(core, account, positions.get(slot, P.heldLots));
  }

  private addForwardLots({ state }: Core, account: number, lots: number): void {
    this.forwardLotsByOwner.add(state.accounts.ownerOf(account), lots);
  }

  private addClaims(core: Core, slot: number, seriesId: number, account: number): void {
    const { sources } = core.state;
    for (let e = sources.first(slot, CLAIMS); e !== 0; e = sources.next(e)) {
      const lots = sources.lots(e);
      const cost = sources.unitMicroPat(e) * lots;
      const fee = sources.unitBuyerFeeMicroPat(e) * lots;
      this.addNeed(core, sources.provider(e), seriesId, sources.unitNeedMicroPat(e) * lots);
      this.entries += 1;
      this.entriesByAccount.add(account, 1);
      if (sources.provider(e) !== 0) this.entriesByAccount.add(sources.provider(e), 1);
      this.claimedLots.add(slot, lots);
      this.claimedCost.add(slot, cost);
      this.claimedFee.add(slot, fee);
      this.escrowBySeries.add(seriesId, cost + fee);
      this.escrowByAccount.add(account, cost + fee);
      if (sources.kind(e) !== SOURCE_KIND.NOVATED) this.brokeredLots.add(seriesId, lots);
      else this.soldByProvider.add(pairId(sources.provider(e), seriesId), lots);
    }
  }

  private addSources(core: Core, seriesId: number): void {
    const { sources, series } = core.state;
    const short = series.get(seriesId, S.shortLiabilityMicroPat);
    const penalty = series.get(seriesId, S.shortPenaltyMicroPat);
    this.pendingByAccount.add(INSURANCE_ACCOUNT, short + penalty);
    for (const queue of [INVENTORY, OBLIGATIONS]) {
      for (let e = sources.first(seriesId, queue); e !== 0; e = sources.next(e)) {
        const provider = sources.provider(e);
        const owed = sources.unitMicroPat(e) * sources.lots(e);
        this.addNeed(core, provider, seriesId, sources.unitNeedMicroPat(e) * sources.lots(e));
        this.entries += 1;
        this.entriesByAccount.add(provider, 1);
        this.soldByProvider.add(pairId(provider, seriesId), sources.lots(e));
        this.pendingByAccount.add(provider, owed);
        if (queue === INVENTORY) this.inventoryCost.add(seriesId, owed);
      }
    }
  }

  private addOrders(core: Core, account: number): void {
    const { live, state } = core;
    let slot = state.accounts.get(account, A.oldestOrder);
    for (; slot !== 0; slot = live.nextOfAccount(slot)) {
      const seriesId = live.series(slot);
      const lots = live.totalLots(slot);
      const reserved = live.unitReserve(slot) * lots;
      this.orders += 1;
      this.addSpecial(core, slot);
      this.reservedByAccount.add(account, reserved);
      this.openOrdersByAccount.add(account, 1);
      this.openOrdersBySeries.add(seriesId, 1);
      if ((live.flags(slot) & ORDER_FLAG.QUOTE) !== 0) this.quoteLevelsBySeries.add(seriesId, 1);
      // What settles in cash offers no rights (I61).
      const isCash = state.series.get(seriesId, S.cashInstrument) !== 0;
      if (isCash) continue;
      if (live.side(slot) === SIDE.SELL)
        this.rightsOfferedByPosition.add(live.position(slot), lots);
      else if (account === BROKER_ACCOUNT) this.bidsBySeries.add(seriesId, reserved);
      else if (isForward(state, seriesId)) this.addForwardLots(core, account, lots);
    }
  }

  /** The extension of an order and what its flags say belong together. */
  private addSpecial(core: Core, slot: number): void {
    const { live, state } = core;
    const { specials } = state;
    const extension = specials.extensions.of(slot);
    const isSpecial = (live.flags(slot) & ORDER_FLAG.SPECIAL) !== 0;
    if (isSpecial !== (extension !== 0)) this.misfits.push(`order ${slot} and its extension`);
    if (extension === 0) return;
    const seriesId = live.series(slot);
    const isStop = isStopType(live.typeOf(slot));
    const isPeg = specials.pegs.has(extension);
    if (isStop && !live.isDormant(slot)) this.misfits.push(`stop ${slot} is awake`);
    const { triggers } = specials;
    const waits = triggers.waiting.levelOf(slot) !== 0;
    if (isStop && waits === triggers.isElected(extension))
      this.misfits.push(`stop ${slot} waits and is woken, or neither`);
    const isOffer = specials.offers.has(extension);
    if (isOffer !== ((live.flags(slot) & ORDER_FLAG.FIRM) !== 0))
      this.misfits.push(`offer ${slot}`);
    if (live.isDormant(slot) && !isStop && !isPeg && !isOffer)
      this.misfits.push(`order ${slot} sleeps`);
    if (isPeg && live.isDormant(slot) === live.isResting(slot)) this.misfits.push(`peg ${slot}`);
    this.specialsBySeries.add(seriesId, 1);
    if (isStop) this.stopsBySeries.add(seriesId, 1);
    if (specials.field(slot, IS_ICEBERG) !== 0) this.icebergsBySeries.add(seriesId, 1);
  }

  private addNeed(core: Core, provider: number, seriesId: number, amount: number): void {
    if (provider === 0) return;
    this.needByPosition.add(core.state.positions.find(provider, seriesId), amount);
  }

  private addDeliveries(core: Core): void {
    const { deliveries } = core.state;
    for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
      if (deliveries.get(slot, D.state) === 0) continue;
      const get = (field: number): number => deliveries.get(slot, field);
      const money = get(D.escrowMicroPat) + get(D.feeMicroPat) + get(D.bondMicroPat);
      const lots = get(D.lots);
      this.addPieces(core, slot);
      this.deliveredByEntitlement.add(get(D.entitlement), lots);
      if (get(D.state) === DELIVERY_STATE.DISPUTED) {
        this.disputedByEntitlement.add(get(D.entitlement), lots);
      }
      this.escrowBySeries.add(get(D.series), money);
      this.escrowByAccount.add(get(D.consumer), money);
      this.deliveriesByAccount.add(get(D.consumer), 1);
      this.exercisedLots.add(get(D.series), lots);
      this.soldByProvider.add(pairId(get(D.provider), get(D.series)), lots);
      if (get(D.timer) !== 0) this.deadlines += 1;
    }
  }

  /** What a delivery says of its lots and its money is what its pieces say. */
  private addPieces(core: Core, slot: number): void {
    const { deliveries, sources } = core.state;
    const sum = { lots: 0, escrow: 0, fee: 0 };
    const provider = deliveries.get(slot, D.provider);
    let entry = sources.first(slot, PIECES);
    for (; entry !== 0; entry = sources.next(entry)) {
      const { lots, kind, unitMicroPat, ...paid } = sources.piece(entry);
      sum.lots += lots;
      const need = sources.unitNeedMicroPat(entry) * lots;
      this.addNeed(core, provider, deliveries.get(slot, D.series), need);
      sum.escrow += paid.unitPaidMicroPat * lots;
      sum.fee += paid.unitBuyerFeeMicroPat * lots;
      this.entries += 1;
      this.entriesByAccount.add(deliveries.get(slot, D.consumer), 1);
      const isPair = kind === SOURCE_KIND.NOVATED;
      if (!isPair) this.pendingByAccount.add(provider, unitMicroPat * lots);
      const fits =
        paid.provider === provider && (!isPair || unitMicroPat === paid.unitPaidMicroPat);
      if (!fits) this.misplaced.push(`I34: delivery ${slot} has a piece of other terms`);
    }
    const isSum =
      sum.lots === deliveries.get(slot, D.lots) &&
      sum.escrow === deliveries.get(slot, D.escrowMicroPat) &&
      sum.fee === deliveries.get(slot, D.feeMicroPat);
    if (!isSum) this.misplaced.push(`I13: delivery ${slot} is not the sum of its pieces`);
  }
}
