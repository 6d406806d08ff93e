/**
 * Orders of the reference that are more than plain ones: icebergs, stops, groups, pegs. Every list is sorted afresh when it
 * is needed.
 */

import { CODE } from '../../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  type Command,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import { type Checks, no, type Refusal, tradesNow } from './checks.js';
import { isStop, PEAKS_MAX, termsProblem } from './forms.js';
import type { ClientIdResults } from './outcomes.js';
import { specialProblem, type Whole } from './room.js';
import { done, isRefusal, type Result, type Trading } from './trading.js';
import type { Account, Order, Series, Special, World } from './world.js';

const { BUY, SELL } = SIDE;
const { LIMIT, MARKET, STOP_LIMIT, TRAILING_STOP, PEGGED } = ORDER_TYPE;
const { GTC, GTD, IOC, FOK } = TIME_IN_FORCE;
const PRICE_TICKS_MAX = 2 ** 31 - 2;
const MEMBERS_MAX = 16;
const PLACES = { stops: 1_024, trailing: 128, pegs: 128 };
const ENTRIES_PER_STRETCH = 16;

export class AdvancedBook {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;
  private readonly outcomes: ClientIdResults;
  /** Series with elected orders. */
  private queue: Series[] = [];

  constructor(world: World, checks: Checks, trading: Trading, outcomes: ClientIdResults) {
    this.world = world;
    this.checks = checks;
    this.trading = trading;
    this.outcomes = outcomes;
  }

  place(account: Account, c: Command): Result {
    const { world, trading } = this;
    const field = termsProblem(c, world.timeMs);
    if (field !== undefined) return no(CODE.INVALID_FIELD, field);
    const series = world.seriesOf(c.seriesId);
    if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
    const isNow = c.orderType <= MARKET;
    const isImmediate = isNow && (c.timeInForce === IOC || c.timeInForce === FOK);
    const isOpen = tradesNow(series);
    const price = this.priceOf(series, c);
    const stp = isNow ? stpOf(c) : 0;
    const terms = { account, series, side: c.side, price, lots: c.lots, stp };
    const promised = { pat: 0n, rights: 0 };
    const checked = this.checks.run({ ...terms, replaces: [], promised, isImmediate });
    if (isRefusal(checked)) return checked;
    if (isImmediate && !isOpen) return no(CODE.AUCTION, 'time_in_force');
    if (series.isClearing) return no(CODE.AUCTION, 'series_id');
    const met = isNow && isOpen ? trading.opposite(series, c.side, price) : [];
    const isWhole = isNow && (c.timeInForce === FOK || (c.allOrNone && met.length > 0));
    const refusal = this.meetProblem(account, series, c, met, isWhole);
    if (refusal !== undefined) return refusal;
    const member = this.memberOf(account, series, c);
    if (member && isRefusal(member)) return member;
    const trigger = triggerOf(series, c);
    if (trigger === undefined) return no(CODE.INVALID_FIELD, 'trigger_price_ticks');
    const place = this.placeProblem(account, series, c.orderType);
    if (place !== undefined) return place;
    const whole = wholeOf(isWhole, { met, account, stp });
    const noPlace =
      this.fillProblem(series, c.lots, met, whole) ||
      specialProblem(world, { account: account.id, series, isImmediate });
    if (noPlace !== 0) return no(noPlace);

    const order = trading.add(account, c, price, checked.unit);
    const special = newSpecial(c, price, trigger);
    this.begin(order, special, member as Order | undefined);
    if (isNow) trading.arrive(order, isImmediate);
    else this.sleep(series, order, special);
    if (c.timeInForce === GTD && world.orders.includes(order)) {
      order.timer = world.setTimer('timers', c.expireTimeMs, () =>
        trading.cancelOrder(order, CANCEL_REASON.EXPIRED),
      );
    }
    return done(order.token);
  }

  private priceOf(series: Series, c: Command): number {
    const isPrice = c.priceTicks > 0 && c.priceTicks <= series.contract.rules.maxPriceTicks;
    const slides = c.postOnlySlide && tradesNow(series) && isPrice;
    return (slides && this.passive(series, c.side, c.priceTicks)) || c.priceTicks;
  }

  /** One account has no more than a thirty-second of the places of its kind, and of the last quarter only its first. */
  private placeProblem(account: Account, series: Series, type: number): Refusal | undefined {
    const kinds: [boolean, number, (special: Special) => boolean][] = [
      [type === PEGGED, PLACES.pegs, (special) => special.type === PEGGED],
      [isStop(type), PLACES.stops, (special) => isStop(special.type)],
      [type === TRAILING_STOP, PLACES.trailing, (special) => special.type === TRAILING_STOP],
    ];
    for (const [isKind, places, fits] of kinds) {
      if (!isKind) continue;
      const all = this.world.orders.filter(
        (o) => o.series === series.id && o.special !== undefined && fits(o.special),
      );
      const own = all.filter((o) => o.account === account.id).length;
      const free = places - all.length;
      if (own === 0 && free < 1) return no(CODE.CAPACITY_FULL);
      const isUsed = own >= places / 32 || free <= places / 4;
      if (own > 0 && isUsed) return no(CODE.SHARE_USED);
    }
    return undefined;
  }

  private begin(order: Order, special: Special, member: Order | undefined): void {
    order.special = special;
    const isPlain = special.type <= MARKET && special.peak === 0;
    special.hasExtension = !isPlain || member !== undefined;
    if (member) this.join(order, member);
    this.trading.sayAccepted(order);
  }

  /** Why an order may not meet those it would. */
  private meetProblem(
    account: Account,
    series: Series,
    c: Command,
    met: readonly Order[],
    isWhole: boolean,
  ): Refusal | undefined {
    const mustNotTake = c.postOnly || c.postOnlySlide;
    if (met.length > 0 && mustNotTake) return no(CODE.WOULD_CROSS, 'price_ticks');
    const fills = !isWhole || this.trading.canFill(series, met, account, stpOf(c), c.lots);
    return fills ? undefined : no(CODE.FOK_UNFILLABLE, 'quantity_lots');
  }

  amend(account: Account, order: Order, special: Special, price: number, lots: number): Result {
    const { world, trading } = this;
    const series = world.seriesOf(order.series) as Series;
    if (series.isClearing) return no(CODE.AUCTION, 'series_id');
    const isPeg = special.type === PEGGED;
    const present = isPeg ? special.limit : order.price;
    if (price === present && lots <= order.open) {
      trading.release(order, order.open - lots);
      order.original -= order.open - lots;
      order.open = lots;
      special.shown = Math.min(special.shown, lots);
      trading.sayChanged('ORDER_AMENDED', order, present);
      return done(order.token);
    }
    if (special.peak > 0 && lots > special.peak * PEAKS_MAX) {
      return no(CODE.INVALID_FIELD, 'open_lots');
    }
    const { side } = order;
    const isSleeper = isPeg || special.isDormant;
    const isOpen = tradesNow(series);
    const isPrice = price > 0 && price <= series.contract.rules.maxPriceTicks;
    const slides = !isSleeper && special.slides && isOpen && isPrice;
    const wanted = (slides && this.passive(series, side, price)) || price;
    const stp = isSleeper ? 0 : order.stp;
    const promised = { pat: 0n, rights: 0 };
    const amends = order;
    const terms = {
      ...{ account, series, side, price: wanted, lots, stp, replaces: [order], promised },
      amends,
    };
    const checked = this.checks.run(terms);
    if (isRefusal(checked)) return checked;
    const met = isOpen && !isSleeper ? trading.opposite(series, side, wanted) : [];
    const refusal = this.amendProblem(account, series, order, met, lots);
    if (refusal !== undefined) return refusal;
    trading.reserveAnew(account, order, checked.unit, lots);
    order.priority = undefined;
    order.price = wanted;
    special.limit = wanted;
    trading.sayChanged('ORDER_AMENDED', order);
    if (!isSleeper) trading.arrive(order, false);
    else if (isPeg) this.addPeg(series, order, special);
    else if (special.elected === undefined) special.waits = world.next();
    return done(order.token);
  }

  /** Why an amended order may not meet those it would. */
  private amendProblem(
    account: Account,
    series: Series,
    order: Order,
    met: readonly Order[],
    lots: number,
  ): Refusal | undefined {
    if (met.length === 0) return undefined;
    const { trading } = this;
    if (order.isPostOnly) return no(CODE.WOULD_CROSS, 'price_ticks');
    const isWhole = order.special?.isAllOrNone === true;
    if (isWhole && !trading.canFill(series, met, account, order.stp, lots)) {
      return no(CODE.FOK_UNFILLABLE, 'open_lots');
    }
    const whole = isWhole ? { met, account, stp: order.stp } : undefined;
    return trading.hasRoomToFill(series, lots, whole) ? undefined : no(CODE.CAPACITY_FULL);
  }

  /** Dormant orders of a series in the order a kill or the close cancels them. */
  dormant(series: Series): Order[] {
    const mine = this.all(series).filter(([, special]) => special.isDormant);
    const by = (fits: (one: Pair) => boolean, rank: (one: Pair) => number[]): Order[] =>
      mine
        .filter(fits)
        .sort(compare(rank))
        .map(([order]) => order);
    const isWaiting = ([, { trigger, elected }]: Pair) => trigger !== 0 && elected === undefined;
    return [
      ...by(
        (o) => isWaiting(o) && o[0].side === SELL,
        ([, s]) => [-s.trigger, s.waits],
      ),
      ...by(
        (o) => isWaiting(o) && o[0].side === BUY,
        ([, s]) => [s.trigger, s.waits],
      ),
      ...by(
        ([, s]) => s.elected !== undefined,
        ([, s]) => [s.elected as number],
      ),
      ...by(
        ([, s]) => s.type === PEGGED,
        ([, s]) => [s.listed],
      ),
    ];
  }

  /** A trade was made: trailing stops follow, reached stops are elected. */
  notePrice(series: Series, price: number): void {
    const { world } = this;
    const waiting = this.all(series).filter(([, s]) => isStop(s.type) && s.elected === undefined);
    const trailing = waiting.filter(([, s]) => s.type === TRAILING_STOP);
    for (const [order, s] of trailing.sort(compare(([, one]) => [one.listed]))) {
      const follows = order.side === BUY ? price + s.offset : price - s.offset;
      if (order.side === BUY ? follows >= s.trigger : follows <= s.trigger) continue;
      s.trigger = Math.min(PRICE_TICKS_MAX, Math.max(1, follows));
      s.waits = world.next();
    }
    for (const side of [BUY, SELL]) {
      const sign = side === BUY ? 1 : -1;
      const reached = waiting.filter(
        ([order, { trigger }]) => order.side === side && (price - trigger) * sign >= 0,
      );
      for (const [, s] of reached.sort(compare(([, one]) => [one.trigger * sign, one.waits]))) {
        s.elected = world.next();
      }
    }
    this.enqueue(series);
  }

  enqueue(series: Series): void {
    const hasElected = this.all(series).some(([, { elected }]) => elected !== undefined);
    if (hasElected && !this.queue.includes(series)) this.queue.push(series);
  }

  /** Lets elected orders enter, a bounded number. */
  stretch(): void {
    const { OPEN, FORWARD, CLOSING, CLOSED } = SERIES_STATE;
    for (let steps = 0; steps < ENTRIES_PER_STRETCH && this.queue.length > 0; steps += 1) {
      const [series] = this.queue as [Series];
      const isHeld = ![OPEN, FORWARD, CLOSING, CLOSED].some((state) => state === series.state);
      const elected = this.all(series).filter(([, s]) => s.elected !== undefined);
      const [first] = elected.sort(compare(([, s]) => [s.elected as number]));
      if (isHeld || first === undefined) this.queue.shift();
      else this.enter(series, ...first);
      this.trading.protecting.pull();
    }
  }

  /** When one of a group trades or is triggered the others are cancelled, from the one behind it on. */
  endGroup(order: Order, reason: number = CANCEL_REASON.ONE_CANCELS_OTHER): number {
    const { special } = order;
    if (special === undefined) return 0;
    const at = special.ring.indexOf(order);
    const others = [...special.ring.slice(at + 1), ...special.ring.slice(0, Math.max(0, at))];
    for (const one of others) this.trading.cancelOrder(one, reason);
    return others.length;
  }

  /** Takes an order out of its group. */
  leaveGroup(order: Order): void {
    const ring = order.special?.ring ?? [];
    const at = ring.indexOf(order);
    if (at < 0) return;
    ring.splice(at, 1);
    if (order.special) order.special.ring = [];
    const [last] = ring;
    if (ring.length === 1 && last?.special) last.special.ring = [];
  }

  /** The mark of a series is another one: all pegs that must move leave, then return one by one. */
  moved(series: Series): void {
    const pegs = this.all(series).filter(([, s]) => s.type === PEGGED);
    pegs.sort(compare(([, s]) => [s.listed]));
    const before = pegs.map(([order]) => (order.priority === undefined ? 0 : order.price));
    for (const [order, s] of pegs) {
      if (order.price !== targetOf(series, order, s)) order.priority = undefined;
    }
    for (const [order, s] of pegs) if (order.priority === undefined) this.restPeg(series, order, s);
    for (const [i, [order, s]] of pegs.entries()) this.settlePeg(order, s, before[i] as number);
  }

  private enter(series: Series, order: Order, special: Special): void {
    const { trading, world } = this;
    const { timeInForce: tif, isAllOrNone } = special;
    const isImmediate = special.type !== STOP_LIMIT || tif === IOC || tif === FOK;
    const { account: id, side, price, open: lots, stp } = order;
    const account = world.account(id) as Account;
    special.isDormant = false;
    special.elected = undefined;
    special.type = LIMIT;
    special.trigger = 0;
    trading.sayChanged('ORDER_TRIGGERED', order);
    this.endGroup(order);
    const met = trading.opposite(series, side, price);
    const crosses = met.length > 0;
    const isWhole = tif === FOK || (crosses && isAllOrNone);
    const promised = { pat: 0n, rights: 0 };
    const terms = { account, series, side, price, lots, stp, replaces: [], promised };
    const isRefused =
      this.checks.refusesEntry(terms) ||
      (crosses && order.isPostOnly) ||
      (isWhole && !trading.canFill(series, met, account, stp, lots));
    if (isRefused) return trading.cancelOrder(order, CANCEL_REASON.REFUSED_ON_ENTRY);
    if (crosses && !trading.hasRoomToFill(series, lots, wholeOf(isWhole, { met, account, stp }))) {
      return trading.cancelOrder(order, CANCEL_REASON.CAPACITY);
    }
    if (special.peak === 0) special.hasExtension = false;
    trading.arrive(order, isImmediate);
  }

  private sleep(series: Series, order: Order, special: Special): void {
    const { world } = this;
    special.isDormant = true;
    if (special.type === PEGGED) return this.addPeg(series, order, special);
    special.waits = world.next();
    special.listed = world.next();
    const { lastPrice } = series;
    const sign = order.side === BUY ? 1 : -1;
    if (lastPrice === 0 || (lastPrice - special.trigger) * sign < 0) return;
    special.elected = world.next();
    this.enqueue(series);
  }

  private addPeg(series: Series, order: Order, special: Special): void {
    special.listed = this.world.next();
    this.restPeg(series, order, special);
    this.settlePeg(order, special, 0);
  }

  private restPeg(series: Series, order: Order, special: Special): void {
    const target = targetOf(series, order, special);
    const price = target === 0 ? 0 : this.passive(series, order.side, target);
    if (price === 0 || price > series.contract.rules.maxPriceTicks) return;
    order.price = price;
    order.priority = this.world.next();
  }

  private settlePeg(order: Order, special: Special, before: number): void {
    special.isDormant = order.priority === undefined;
    const now = special.isDormant ? 0 : order.price;
    if (special.isDormant) order.price = special.limit;
    if (now !== before) this.trading.sayChanged('ORDER_REPRICED', order, now);
  }

  /** The best price of its own that would not trade; 0 if there is none. */
  private passive(series: Series, side: number, price: number): number {
    const [best] = this.trading.opposite(series, side, side === BUY ? Infinity : 0);
    const away = best && (side === BUY ? best.price - 1 : best.price + 1);
    const passive =
      away === undefined ? price : side === BUY ? Math.min(price, away) : Math.max(price, away);
    return passive >= 1 && passive <= PRICE_TICKS_MAX ? passive : 0;
  }

  private memberOf(account: Account, series: Series, c: Command): Order | Refusal | undefined {
    if (c.ocoClientId === 0) return undefined;
    const token = this.outcomes.lookup(account, c.ocoClientId).recorded?.reference;
    const member = this.world.orders.find(
      (o) => o.token === token && o.account === account.id && o.clientId === c.ocoClientId,
    );
    if (member === undefined) return no(CODE.UNKNOWN_ORDER, 'oco_client_order_id');
    if (member.series !== series.id) return no(CODE.INVALID_FIELD, 'oco_client_order_id');
    const isFull = (member.special?.ring.length ?? 0) >= MEMBERS_MAX;
    return isFull ? no(CODE.CAPACITY_FULL, 'oco_client_order_id') : member;
  }

  private join(order: Order, member: Order): void {
    member.special ??= { ...plainSpecial(member.price), hasExtension: true };
    member.special.hasExtension = true;
    const { ring } = member.special;
    if (ring.length === 0) ring.push(member);
    ring.splice(ring.indexOf(member) + 1, 0, order);
    for (const one of ring) if (one.special) one.special.ring = ring;
    if (order.special) order.special.ring = ring;
  }

  private fillProblem(
    series: Series,
    lots: number,
    met: readonly Order[],
    whole: Whole | undefined,
  ): number {
    const fits = met.length === 0 || this.trading.hasRoomToFill(series, lots, whole);
    return fits ? 0 : CODE.CAPACITY_FULL;
  }

  private all(series: Series): Pair[] {
    return this.world.orders.flatMap((order): Pair[] =>
      order.series === series.id && order.special !== undefined ? [[order, order.special]] : [],
    );
  }
}

type Pair = [Order, Special];

const stpOf = (c: Command): number => c.selfTradePrevention || SELF_TRADE_PREVENTION.CANCEL_TAKER;

/** Smaller first, number by number. */
function compare(rank: (one: Pair) => number[]): (a: Pair, b: Pair) => number {
  return (a, b) => {
    const others = rank(b);
    return rank(a).reduce((result, n, i) => result || n - (others[i] as number), 0);
  };
}

function newSpecial(c: Command, price: number, trigger: number): Special {
  return {
    ...plainSpecial(price),
    type: c.orderType,
    timeInForce: c.timeInForce,
    peak: c.displayLots,
    isAllOrNone: c.allOrNone,
    slides: c.postOnlySlide,
    trigger,
    offset: c.orderType === PEGGED ? c.pegOffsetTicks : c.trailingOffsetTicks,
  };
}

function plainSpecial(price: number): Special {
  return {
    type: LIMIT,
    timeInForce: GTC,
    peak: 0,
    shown: 0,
    isAllOrNone: false,
    slides: false,
    limit: price,
    trigger: 0,
    offset: 0,
    isDormant: false,
    waits: 0,
    listed: 0,
    elected: undefined,
    ring: [],
    hasExtension: false,
  };
}

/** What a stop waits for, 0 for other orders; undefined when there is no price to trail. */
function triggerOf(series: Series, c: Command): number | undefined {
  if (!isStop(c.orderType)) return 0;
  if (c.triggerPriceTicks !== 0) return c.triggerPriceTicks;
  if (series.lastPrice === 0) return undefined;
  const away = c.side === BUY ? c.trailingOffsetTicks : -c.trailingOffsetTicks;
  return Math.min(PRICE_TICKS_MAX, Math.max(1, series.lastPrice + away));
}

/** Where the mark and its limit put a peg, whatever the other side is. */
function targetOf(series: Series, order: Order, special: Special): number {
  const wanted = series.mark + special.offset;
  return order.side === BUY
    ? Math.max(0, Math.min(wanted, special.limit))
    : Math.max(wanted, special.limit);
}

const wholeOf = (isWhole: boolean, whole: Whole): Whole | undefined =>
  isWhole ? whole : undefined;
