/** Orders of the reference: place, amend, cancel, match, and what a fill does to rights and PAT. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  type ColdBodies,
  type Command,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import type { AdvancedBook } from './advanced.js';
import type { Auctions } from './auctions.js';
import { type Checks, feePerLot, isOwn, no, opposite, type Refusal } from './checks.js';
import { giveRights, payForRights, shownOf, wouldFill } from './fills.js';
import { formProblem } from './forms.js';
import type { Protecting } from './protecting.js';
import { chunkOf, hasRoomToFill, type Whole } from './room.js';
import type { Account, Order, Series, Value, World } from './world.js';

const { BUY, SELL } = SIDE;
const { CANCEL_TAKER, CANCEL_MAKER, CANCEL_BOTH } = SELF_TRADE_PREVENTION;
const { DAY, GTD, IOC, FOK } = TIME_IN_FORCE;
const BROKER = 1;

export type Done = { readonly reference: Value; readonly affected: number };
export type Result = Refusal | Done;

export const done = (reference: Value = 0, affected = 0): Done => ({ reference, affected });
export const isRefusal = (result: object): result is Refusal => 'code' in result;

export class Trading {
  private readonly world: World;
  private readonly checks: Checks;
  /** Set once both are made. */
  declare auctions: Auctions;
  declare specials: AdvancedBook;
  declare protecting: Protecting;
  /** Price of the taker's first trade. */
  private firstPrice: number | undefined;
  /** The last fill used up what an order of a group showed: matching pauses there. */
  private pausesAfterGroup = false;

  constructor(world: World, checks: Checks) {
    this.world = world;
    this.checks = checks;
  }

  place(account: Account, c: Command): Result {
    const { world } = this;
    const isImmediate = c.timeInForce === IOC || c.timeInForce === FOK;
    const field = formProblem(c, world.timeMs);
    if (field !== undefined) return no(CODE.INVALID_FIELD, field);
    const series = world.seriesOf(c.seriesId);
    if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
    const stp = c.selfTradePrevention || CANCEL_TAKER;
    const terms = { account, series, side: c.side, price: c.priceTicks, lots: c.lots, stp };
    const promised = { pat: 0n, rights: 0 };
    const checked = this.checks.run({ ...terms, replaces: [], promised, isImmediate });
    if (isRefusal(checked)) return checked;
    const isAuction = series.state === SERIES_STATE.AUCTION;
    if (isAuction && isImmediate) return no(CODE.AUCTION, 'time_in_force');
    if (series.isClearing) return no(CODE.AUCTION, 'series_id');
    const met = isAuction ? [] : this.opposite(series, c.side, c.priceTicks);
    if (c.postOnly && met.length > 0) return no(CODE.WOULD_CROSS, 'price_ticks');
    if (c.timeInForce === FOK && !this.canFill(series, met, account, stp, c.lots)) {
      return no(CODE.FOK_UNFILLABLE, 'quantity_lots');
    }
    const whole = c.timeInForce === FOK ? { met, account, stp } : undefined;
    if (met.length > 0 && !this.hasRoomToFill(series, c.lots, whole)) return no(CODE.CAPACITY_FULL);
    const noPlace =
      world.orderProblem(account.id, isImmediate) || world.positionProblem(account.id, series);
    if (noPlace !== 0) return no(noPlace);

    const order = this.add(account, c, c.priceTicks, checked.unit);
    this.sayAccepted(order);
    this.arrive(order, isImmediate);
    if (c.timeInForce === GTD && order.priority !== undefined) {
      order.timer = world.setTimer('timers', c.expireTimeMs, () =>
        this.cancelOrder(order, CANCEL_REASON.EXPIRED),
      );
    }
    return done(order.token);
  }

  /** Takes an order in, with its reservation. */
  add(account: Account, c: Command, price: number, unit: bigint): Order {
    const { world } = this;
    const series = world.seriesOf(c.seriesId) as Series;
    world.makePosition(account.id, series);
    const order: Order = {
      token: `order:${world.next()}`,
      clientId: c.clientId,
      account: account.id,
      group: account.group,
      series: series.id,
      side: c.side,
      session: c.sessionId,
      isQuote: false,
      isPostOnly: c.postOnly || c.postOnlySlide,
      isDay: c.timeInForce === DAY,
      stp: c.selfTradePrevention || CANCEL_TAKER,
      price,
      open: c.lots,
      original: c.lots,
      unit,
      priority: undefined,
      timer: undefined,
    };
    world.orders.push(order);
    this.reserve(order, c.lots);
    if (c.side === BUY) this.checks.useCredit(account, unit * BigInt(c.lots));
    return order;
  }

  sayAccepted(order: Order): void {
    const { world } = this;
    world.say('ORDER_ACCEPTED', {
      account: order.account,
      accountSequence: world.tell(order.account),
      orderId: order.token,
      clientId: order.clientId,
      series: order.series,
      side: order.side,
      priceTicks: order.price,
      lots: order.open,
    });
  }

  /** Matches an order that is in no book; its rest rests or is cancelled. */
  arrive(order: Order, isImmediate: boolean): void {
    const stop = this.match(order);
    this.settle(order, stop || (isImmediate ? CANCEL_REASON.IMMEDIATE_REST : 0));
  }

  /** Gives back what an order reserved and reserves what it now needs. */
  reserveAnew(account: Account, order: Order, unit: bigint, lots: number): void {
    const before = order.unit * BigInt(order.open);
    this.release(order, order.open);
    order.original += lots - order.open;
    order.open = lots;
    order.unit = unit;
    this.reserve(order, lots);
    if (order.side === BUY) this.checks.useCredit(account, unit * BigInt(lots) - before);
  }

  amend(account: Account, order: Order | undefined, price: number, lots: number): Result {
    const { world } = this;
    if (order === undefined) return no(CODE.UNKNOWN_ORDER, 'order_id');
    if (lots < 1) return no(CODE.TICK_LOT, 'open_lots');
    const { special } = order;
    if (special && (special.hasExtension || special.isAllOrNone || special.slides)) {
      return this.specials.amend(account, order, special, price, lots);
    }
    const series = world.seriesOf(order.series) as Series;
    if (series.isClearing) return no(CODE.AUCTION, 'series_id');
    if (price === order.price && lots <= order.open) {
      this.release(order, order.open - lots);
      order.original -= order.open - lots;
      order.open = lots;
      this.sayChanged('ORDER_AMENDED', order);
      return done(order.token);
    }
    const { side, stp } = order;
    const promised = { pat: 0n, rights: 0 };
    const amends = order;
    const terms = { account, series, side, price, lots, stp, replaces: [order], amends, promised };
    const checked = this.checks.run(terms);
    if (isRefusal(checked)) return checked;
    const isAuction = series.state === SERIES_STATE.AUCTION;
    const met = isAuction ? [] : this.opposite(series, side, price);
    if (order.isPostOnly && met.length > 0) return no(CODE.WOULD_CROSS, 'price_ticks');
    if (met.length > 0 && !this.hasRoomToFill(series, lots)) return no(CODE.CAPACITY_FULL);

    order.priority = undefined;
    order.price = price;
    this.reserveAnew(account, order, checked.unit, lots);
    this.sayChanged('ORDER_AMENDED', order);
    this.arrive(order, false);
    return done(order.token);
  }

  cancel(order: Order | undefined): Result {
    if (order === undefined) return no(CODE.UNKNOWN_ORDER, 'order_id');
    return done(order.token, this.cancelRequested(order));
  }

  /** The others of its group end before an order its owner cancels. */
  private cancelRequested(order: Order): number {
    const others = this.specials.endGroup(order, CANCEL_REASON.GROUP_CANCELED);
    this.cancelOrder(order, CANCEL_REASON.REQUESTED);
    return others + 1;
  }

  massCancel(account: number, filter: ColdBodies['massCancel'], reason: number): number {
    const some = this.world.orders.filter(
      (o) =>
        o.account === account &&
        (filter.seriesId === 0 || o.series === filter.seriesId) &&
        (filter.side === 0 || o.side === filter.side) &&
        (filter.sessionId === 0 || o.session === filter.sessionId) &&
        (filter.minPriceTicks === 0 || o.price >= filter.minPriceTicks) &&
        (filter.maxPriceTicks === 0 || o.price <= filter.maxPriceTicks),
    );
    if (reason !== CANCEL_REASON.REQUESTED) {
      for (const order of some) this.cancelOrder(order, reason);
      return some.length;
    }
    let canceled = 0;
    for (const order of some) {
      if (this.world.orders.includes(order)) canceled += this.cancelRequested(order);
    }
    return canceled;
  }

  /** Cancels every order of a series: bids first, best price first, oldest first; then the dormant ones. */
  clearSeries(series: Series, reason: number): void {
    const bids = this.opposite(series, SELL, 0);
    const asks = this.opposite(series, BUY, Infinity);
    for (const order of [...bids, ...asks, ...this.specials.dormant(series)]) {
      const isOver = order.isDay && reason === CANCEL_REASON.SERIES_CLOSED;
      this.cancelOrder(order, isOver ? CANCEL_REASON.EXPIRED : reason);
    }
  }

  cancelOrder(order: Order, reason: number): void {
    const { world } = this;
    this.release(order, order.open);
    this.forget(order);
    if (order.isQuote) return world.sayQuote(order.series);
    world.say('ORDER_CANCELED', {
      account: order.account,
      accountSequence: world.tell(order.account),
      orderId: order.token,
      clientId: order.clientId,
      series: order.series,
      side: order.side,
      priceTicks: order.price,
      lots: order.open,
      originalLots: order.original,
      reason,
    });
  }

  reserve(order: Order, lots: number): void {
    const { account, unit } = order;
    this.world.move(`available:${account}`, `reserved:${account}`, unit * BigInt(lots));
  }

  release(order: Order, lots: number): void {
    const { account, unit } = order;
    this.world.move(`reserved:${account}`, `available:${account}`, unit * BigInt(lots));
  }

  /** Trades an order against the other side; answers why its rest must not rest, or 0. */
  match(taker: Order): number {
    const { trades } = this.world;
    const series = this.world.seriesOf(taker.series) as Series;
    const before = series.lastTradeId;
    const stop = this.trade(taker);
    const made = trades.filter((one) => one.series === series.id && one.id > before);
    const [first, last] = [this.firstPrice, made.at(-1)?.price];
    if (last === undefined || first === undefined) return stop;
    this.specials.endGroup(taker);
    this.specials.notePrice(series, first);
    if (last !== first) this.specials.notePrice(series, last);
    return stop;
  }

  private trade(taker: Order): number {
    this.firstPrice = undefined;
    this.pausesAfterGroup = false;
    const series = this.world.seriesOf(taker.series) as Series;
    if (series.state === SERIES_STATE.AUCTION) return 0;
    const [lowest, highest] = this.auctions.band(series);
    for (let rows = 0; taker.open > 0; rows += 1) {
      const isEndOfGroup = this.pausesAfterGroup;
      if (isEndOfGroup && !this.hasRoomToFill(series, taker.open)) {
        return CANCEL_REASON.CAPACITY;
      }
      if (isEndOfGroup) rows = 0;
      this.pausesAfterGroup = false;
      const [maker] = this.opposite(series, taker.side, taker.price);
      if (maker === undefined) return 0;
      const isOutside = maker.price < lowest || maker.price > highest;
      const asksForRoom = rows === 0 || (rows % chunkOf(this.world) === 0 && !isOutside);
      if (asksForRoom && !this.hasRoomToFill(series, taker.open)) {
        return CANCEL_REASON.CAPACITY;
      }
      if (isOutside) {
        this.auctions.interrupt(series);
        return 0;
      }
      if (!this.meet(series, maker, taker)) return CANCEL_REASON.SELF_TRADE_REST;
    }
    return 0;
  }

  /** Trades with an order, or keeps from it; answers whether the taker goes on. */
  private meet(series: Series, maker: Order, taker: Order): boolean {
    const { stp } = taker;
    if (!isOwn(maker, taker.account, taker.group)) {
      const isGroup = (maker.special?.ring.length ?? 0) > 1;
      const isAll = shownOf(maker) <= taker.open;
      this.firstPrice ??= maker.price;
      this.fill(series, maker, taker);
      this.pausesAfterGroup = isGroup && isAll;
      return true;
    }
    if (stp === CANCEL_TAKER) return false;
    if (stp === CANCEL_MAKER || stp === CANCEL_BOTH) {
      this.cancelOrder(maker, CANCEL_REASON.SELF_TRADE);
      return stp === CANCEL_MAKER;
    }
    this.decrement(maker, taker);
    return true;
  }

  /** After matching: an order without lots is gone, one that must not rest is cancelled, another rests. */
  settle(order: Order, reason: number): void {
    if (order.open === 0) this.forget(order);
    else if (reason !== 0) this.cancelOrder(order, reason);
    else {
      order.priority = this.world.next();
      if (order.special) order.special.shown = Math.min(order.special.peak, order.open);
    }
  }

  /** Takes an order out of everything that knows it. */
  forget(order: Order): void {
    const { world } = this;
    const series = world.seriesOf(order.series) as Series;
    world.orders = world.orders.filter((one) => one !== order);
    world.dropTimer(order.timer);
    this.specials.leaveGroup(order);
    for (const side of [series.bids, series.asks]) {
      const place = side.indexOf(order);
      if (place >= 0) side[place] = undefined;
    }
  }

  /** Orders one of this side and price would meet, in order. */
  opposite(series: Series, side: number, price: number): Order[] {
    return opposite(this.world, series, side, price);
  }

  /** Those before the first that is out of the series' price bands. */
  withinBand(series: Series, met: readonly Order[]): readonly Order[] {
    const [lowest, highest] = this.auctions.band(series);
    const end = met.findIndex(({ price }) => price < lowest || price > highest);
    return end < 0 ? met : met.slice(0, end);
  }

  /** Whether an order would trade whole with those it meets, within the price bands. */
  canFill(
    series: Series,
    met: readonly Order[],
    account: Account,
    stp: number,
    lots: number,
  ): boolean {
    return wouldFill(this.withinBand(series, met), account, stp, lots);
  }

  /** Matching looks for room before each chunk of fills. */
  hasRoomToFill(series: Series, lots: number, whole?: Whole): boolean {
    const { world } = this;
    if (whole === undefined) return hasRoomToFill(world, series, lots);
    const met = this.withinBand(series, whole.met);
    return hasRoomToFill(world, series, lots, { ...whole, met });
  }

  decrement(maker: Order, taker: Order): void {
    const lots = Math.min(shownOf(maker), shownOf(taker));
    for (const order of [maker, taker]) this.release(order, lots);
    for (const order of [taker, maker]) {
      this.take(order, lots);
      order.original -= lots;
      if (order.isQuote) this.world.sayQuote(order.series);
      else this.sayChanged('ORDER_REDUCED', order);
    }
    if (maker.open === 0) this.forget(maker);
  }

  /** In an auction, whose price is given, the buyer stands in the place of the maker and nobody takes. */
  fill(series: Series, maker: Order, taker: Order, auctionPrice?: number): void {
    const { world } = this;
    const { rules } = series.contract;
    const lots = Math.min(shownOf(maker), shownOf(taker));
    const isAuction = auctionPrice !== undefined;
    const price = auctionPrice ?? maker.price;
    series.lastPrice = price;
    const unit = BigInt(price) * BigInt(rules.tickValueMicroPat);
    const [buyer, seller] = taker.side === BUY ? [taker, maker] : [maker, taker];
    const feeOf = (order: Order): bigint => {
      const ppm = order === taker && !isAuction ? rules.takerFeePpm : rules.makerFeePpm;
      return order.account === BROKER ? 0n : feePerLot(unit, ppm);
    };
    const buyerFee = feeOf(buyer) * BigInt(lots);
    const isNovated = buyer.account !== BROKER && seller.account !== BROKER;
    const unitSellerFee = isNovated ? feeOf(seller) : 0n;
    const locked = giveRights(world, series, seller, {
      unit,
      lots,
      novated: isNovated,
    });
    const unitBuyerFee = feeOf(buyer);
    const marginPpm = this.checks.parameter('forward_margin_ppm', series);
    const money = { unit, lots, unitSellerFee, unitBuyerFee, marginPpm };
    payForRights(world, series, buyer, seller, money);
    this.take(maker, lots);
    this.take(taker, lots);
    series.lastTradeId += 1;
    const sellerFee = unitSellerFee * BigInt(lots);
    const fees = buyer === taker ? [sellerFee, buyerFee] : [buyerFee, sellerFee];
    this.sayTrade(series, maker, taker, { price, lots, isAuction }, fees as [bigint, bigint]);
    world.trades.push({
      series: series.id,
      id: series.lastTradeId,
      buyer: buyer.account,
      seller: seller.account,
      price,
      lots,
      buyerFee,
      ...locked,
      sequence: world.sequence,
      isAuction,
      makerSide: maker.side,
      busted: false,
    });
    if (world.trades.length > world.limits.maxBustableTrades) world.trades.shift();
    const trade = `${series.id}:${series.lastTradeId}`;
    this.protecting.filled(series, maker, lots, price, trade);
    if (isAuction) this.protecting.filled(series, taker, lots, price, trade);
    this.specials.endGroup(maker);
    if (isAuction) this.specials.endGroup(taker);
    if (maker.open === 0) this.forget(maker);
  }

  /** Lots leave an order; an iceberg that has none left on display shows the next and goes to the back. */
  private take(order: Order, lots: number): void {
    const { special } = order;
    order.open -= lots;
    if (order.priority === undefined || !special || special.peak === 0) return;
    special.shown -= lots;
    if (special.shown > 0 || order.open === 0) return;
    special.shown = Math.min(special.peak, order.open);
    order.priority = this.world.next();
  }

  private sayTrade(
    series: Series,
    maker: Order,
    taker: Order,
    { price: priceTicks, lots, isAuction }: { price: number; lots: number; isAuction: boolean },
    [makerFee, takerFee]: [bigint, bigint],
  ): void {
    const { world } = this;
    world.say(isAuction ? 'AUCTION_TRADE' : 'TRADE', {
      makerAccount: maker.account,
      makerAccountSequence: world.tell(maker.account),
      takerAccount: taker.account,
      takerAccountSequence: world.tell(taker.account),
      series: series.id,
      tradeId: series.lastTradeId,
      priceTicks,
      lots,
      takerSide: taker.side,
      makerOrderId: maker.token,
      takerOrderId: taker.token,
      makerClientId: maker.clientId,
      takerClientId: taker.clientId,
      makerOpenLots: maker.open,
      takerOpenLots: taker.open,
      makerOriginalLots: maker.original,
      takerOriginalLots: taker.original,
      makerFeeMicroPat: Number(makerFee),
      takerFeeMicroPat: Number(takerFee),
      takerPriceTicks: taker.price,
      broker: maker.account === BROKER || taker.account === BROKER ? 1 : 0,
      ...(isAuction ? { makerPriceTicks: maker.price } : {}),
    });
  }

  sayChanged(type: string, order: Order, priceTicks = order.price): void {
    const { world } = this;
    world.say(type, {
      account: order.account,
      accountSequence: world.tell(order.account),
      orderId: order.token,
      clientId: order.clientId,
      series: order.series,
      side: order.side,
      priceTicks,
      openLots: order.open,
      originalLots: order.original,
    });
  }
}
