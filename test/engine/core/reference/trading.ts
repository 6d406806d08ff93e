/** Orders of the reference: place, amend, cancel, match, and what a fill does to rights and PAT. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  type ColdBodies,
  type Command,
  type FIELD_ID,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import type { Auctions } from './auctions.js';
import { type Checks, feePerLot, isOwn, no, opposite, type Refusal } from './checks.js';
import {
  type Account,
  addEntry,
  type Entry,
  type Order,
  type Series,
  takeLots,
  type Value,
  type World,
} from './world.js';

const { BUY, SELL } = SIDE;
const { CANCEL_TAKER, CANCEL_MAKER, CANCEL_BOTH } = SELF_TRADE_PREVENTION;
const { GTC, DAY, GTD, IOC, FOK } = TIME_IN_FORCE;
const PRICE_TICKS_MAX = 2 ** 31 - 2;
const BROKER = 1;
const CHUNK_MAX = 4096;

export type Done = { readonly reference: Value; readonly affected: number };
export type Result = Refusal | Done;

export const done = (reference: Value = 0, affected = 0): Done => ({ reference, affected });
export const isRefusal = (result: object): result is Refusal => 'code' in result;

export class Trading {
  private readonly world: World;
  private readonly checks: Checks;
  /** Set once both are made. */
  declare auctions: Auctions;

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
    const checked = this.checks.run({ ...terms, replaces: [], promised });
    if (isRefusal(checked)) return checked;
    const isAuction = series.state === SERIES_STATE.AUCTION;
    if (isAuction && isImmediate) return no(CODE.AUCTION, 'time_in_force');
    if (series.isClearing) return no(CODE.AUCTION, 'series_id');
    const met = isAuction ? [] : this.opposite(series, c.side, c.priceTicks);
    if (c.postOnly && met.length > 0) return no(CODE.WOULD_CROSS, 'price_ticks');
    if (c.timeInForce === FOK && !canFill(this.withinBand(series, met), account, stp, c.lots)) {
      return no(CODE.FOK_UNFILLABLE, 'quantity_lots');
    }
    if (!world.hasRoomForPosition(account.id, series)) return no(CODE.CAPACITY_FULL);
    if (met.length > 0 && !this.hasRoomToFill(series, c.lots, c.timeInForce === FOK)) {
      return no(CODE.CAPACITY_FULL);
    }
    if (world.orders.length >= world.limits.maxOrders) return no(CODE.CAPACITY_FULL);

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
      isPostOnly: c.postOnly,
      isDay: c.timeInForce === DAY,
      stp,
      price: c.priceTicks,
      open: c.lots,
      original: c.lots,
      unit: checked.unit,
      priority: undefined,
      timer: undefined,
    };
    world.orders.push(order);
    this.reserve(order, c.lots);
    if (c.side === BUY) this.checks.useCredit(account, checked.unit * BigInt(c.lots));
    this.sayAccepted(order);
    const stop = this.match(order);
    this.settle(order, stop || (isImmediate ? CANCEL_REASON.IMMEDIATE_REST : 0));
    if (c.timeInForce === GTD && order.priority !== undefined) {
      order.timer = world.setTimer('timers', c.expireTimeMs, () =>
        this.cancelOrder(order, CANCEL_REASON.EXPIRED),
      );
    }
    return done(order.token);
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

  amend(account: Account, order: Order | undefined, price: number, lots: number): Result {
    const { world } = this;
    if (order === undefined) return no(CODE.UNKNOWN_ORDER, 'order_id');
    if (lots < 1) return no(CODE.TICK_LOT, 'open_lots');
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
    const terms = { account, series, side, price, lots, stp, replaces: [order], promised };
    const checked = this.checks.run(terms);
    if (isRefusal(checked)) return checked;
    const isAuction = series.state === SERIES_STATE.AUCTION;
    const met = isAuction ? [] : this.opposite(series, side, price);
    if (order.isPostOnly && met.length > 0) return no(CODE.WOULD_CROSS, 'price_ticks');
    if (met.length > 0 && !this.hasRoomToFill(series, lots, false)) return no(CODE.CAPACITY_FULL);

    const before = order.unit * BigInt(order.open);
    this.release(order, order.open);
    order.priority = undefined;
    order.original += lots - order.open;
    order.open = lots;
    order.price = price;
    order.unit = checked.unit;
    this.reserve(order, lots);
    if (side === BUY) this.checks.useCredit(account, order.unit * BigInt(lots) - before);
    this.sayChanged('ORDER_AMENDED', order);
    this.settle(order, this.match(order));
    return done(order.token);
  }

  cancel(order: Order | undefined): Result {
    if (order === undefined) return no(CODE.UNKNOWN_ORDER, 'order_id');
    this.cancelOrder(order, CANCEL_REASON.REQUESTED);
    return done(order.token, 1);
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
    for (const order of some) this.cancelOrder(order, reason);
    return some.length;
  }

  /** Cancels every order of a series: bids first, best price first, oldest first. */
  clearSeries(series: Series, reason: number): void {
    const bids = this.opposite(series, SELL, 0);
    const asks = this.opposite(series, BUY, Infinity);
    for (const order of [...bids, ...asks]) {
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
    const series = this.world.seriesOf(taker.series) as Series;
    if (series.state === SERIES_STATE.AUCTION) return 0;
    const [lowest, highest] = this.auctions.band(series);
    for (let rows = 0; taker.open > 0; rows += 1) {
      const [maker] = this.opposite(series, taker.side, taker.price);
      if (maker === undefined) return 0;
      const isOutside = maker.price < lowest || maker.price > highest;
      const asksForRoom = rows === 0 || (rows % this.chunk === 0 && !isOutside);
      if (asksForRoom && !this.hasRoomToFill(series, taker.open, false)) {
        return CANCEL_REASON.CAPACITY;
      }
      if (isOutside) {
        this.auctions.interrupt(series);
        return 0;
      }
      if (!isOwn(maker, taker.account, taker.group)) this.fill(series, maker, taker);
      else if (taker.stp === CANCEL_TAKER) return CANCEL_REASON.SELF_TRADE;
      else if (taker.stp === CANCEL_MAKER) this.cancelOrder(maker, CANCEL_REASON.SELF_TRADE);
      else if (taker.stp === CANCEL_BOTH) {
        this.cancelOrder(maker, CANCEL_REASON.SELF_TRADE);
        return CANCEL_REASON.SELF_TRADE;
      } else this.decrement(maker, taker);
    }
    return 0;
  }

  /** After matching: an order without lots is gone, one that must not rest is cancelled, another rests. */
  settle(order: Order, reason: number): void {
    if (order.open === 0) this.forget(order);
    else if (reason !== 0) this.cancelOrder(order, reason);
    else order.priority = this.world.next();
  }

  /** Takes an order out of everything that knows it. */
  forget(order: Order): void {
    const { world } = this;
    const series = world.seriesOf(order.series) as Series;
    world.orders = world.orders.filter((one) => one !== order);
    world.dropTimer(order.timer);
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

  private get chunk(): number {
    return Math.min(CHUNK_MAX, Math.max(1, this.world.limits.maxObligations >> 6));
  }

  /** A fill makes at most one entry of rights; matching looks for room before each chunk of fills. */
  private hasRoomToFill(series: Series, lots: number, isWhole: boolean): boolean {
    const { world } = this;
    const fills = this.fillsOf(series, lots);
    const needed = isWhole ? fills : Math.min(fills, this.chunk);
    return world.limits.maxObligations - world.entryCount() >= needed;
  }

  /** Most fills an order of so many lots can have. */
  fillsOf(series: Series, lots: number): number {
    const isThere = (order: Order) => order.series === series.id && order.priority !== undefined;
    return Math.min(lots, this.world.orders.filter(isThere).length);
  }

  decrement(maker: Order, taker: Order): void {
    const lots = Math.min(maker.open, taker.open);
    for (const order of [maker, taker]) this.release(order, lots);
    for (const order of [taker, maker]) {
      order.open -= lots;
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
    const lots = Math.min(maker.open, taker.open);
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
    const locked = this.giveRights(series, seller, unit, lots, isNovated, unitSellerFee);
    this.payForRights(series, buyer, seller, unit, lots, buyerFee);
    maker.open -= lots;
    taker.open -= lots;
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
      unitSellerFee,
      collateral: locked,
      sequence: world.sequence,
      busted: false,
    });
    if (world.trades.length > world.limits.maxBustableTrades) world.trades.shift();
    if (maker.open === 0) this.forget(maker);
  }

  /** Rights leave the seller and wait in a queue; answers the collateral a provider locked for its price. */
  private giveRights(
    series: Series,
    seller: Order,
    unit: bigint,
    lots: number,
    novated: boolean,
    unitFee: bigint,
  ): bigint {
    const { world } = this;
    const position = world.makePosition(seller.account, series);
    position.held -= lots;
    if (seller.account === BROKER) {
      for (let left = lots; left > 0; ) {
        const entry = series.inventory[0] as Entry;
        const some = takeLots(series.inventory, entry, Math.min(left, entry.lots));
        position.cost -= some.unit * BigInt(some.lots);
        addEntry(series.obligations, some);
        left -= some.lots;
      }
      return 0n;
    }
    const entry = { provider: seller.account, novated, lots, unit, unitFee };
    addEntry(novated ? series.obligations : series.inventory, entry);
    const id = seller.account;
    const reserved = seller.unit * BigInt(lots);
    world.move(`reserved:${id}`, `collateral:${id}`, reserved);
    const above = unit > position.covered ? unit - position.covered : 0n;
    const wanted = above * BigInt(lots) - reserved;
    const free = world.balance(`available:${id}`);
    const extra = wanted < 0n ? 0n : wanted < free ? wanted : free;
    world.move(`available:${id}`, `collateral:${id}`, extra);
    position.collateral += reserved + extra;
    return reserved + extra;
  }

  private payForRights(
    series: Series,
    buyer: Order,
    seller: Order,
    unit: bigint,
    lots: number,
    fee: bigint,
  ): void {
    const { world } = this;
    const position = world.makePosition(buyer.account, series);
    const price = unit * BigInt(lots);
    const isBroker = buyer.account === BROKER;
    const to = isBroker ? `pending:${seller.account}` : `escrow:${series.id}`;
    world.move(`reserved:${buyer.account}`, to, price + fee);
    const spare = buyer.unit * BigInt(lots) - price - fee;
    world.move(`reserved:${buyer.account}`, `available:${buyer.account}`, spare);
    position.held += lots;
    position.cost += price;
    position.fee += fee;
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

  private sayChanged(type: string, order: Order): void {
    const { world } = this;
    world.say(type, {
      account: order.account,
      accountSequence: world.tell(order.account),
      orderId: order.token,
      clientId: order.clientId,
      series: order.series,
      side: order.side,
      priceTicks: order.price,
      openLots: order.open,
      originalLots: order.original,
    });
  }
}

/** Whether a fill-or-kill order would trade whole: an own order is passed over only by cancelling it. */
export function canFill(
  met: readonly Order[],
  account: Account,
  stp: number,
  lots: number,
): boolean {
  let missing = lots;
  for (const maker of met) {
    if (!isOwn(maker, account.id, account.group)) missing -= maker.open;
    else if (stp !== CANCEL_MAKER) return false;
    if (missing <= 0) return true;
  }
  return false;
}

/** The field of an order that contradicts another. */
function formProblem(c: Command, nowMs: number): keyof typeof FIELD_ID | undefined {
  const isImmediate = c.timeInForce === IOC || c.timeInForce === FOK;
  if (c.orderType !== ORDER_TYPE.LIMIT && c.orderType !== ORDER_TYPE.MARKET) return 'order_type';
  if (c.orderType === ORDER_TYPE.MARKET && !isImmediate) return 'time_in_force';
  if (c.timeInForce < GTC || c.timeInForce > FOK) return 'time_in_force';
  if (c.side !== BUY && c.side !== SELL) return 'side';
  if (c.priceTicks > PRICE_TICKS_MAX) return 'price_ticks';
  if (c.postOnly && isImmediate) return 'post_only';
  const expires = c.expireTimeMs;
  if (c.timeInForce === GTD) return expires > nowMs ? undefined : 'expire_time_ns';
  return c.timeInForce !== DAY && expires !== 0 ? 'expire_time_ns' : undefined;
}
