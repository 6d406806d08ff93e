/**
 * The reference for every order type: one list of orders, sorted again at every step, no index, no bitmap,
 * no cleverness. It takes the same instructions as the practice book and shows the same final state.
 * Instructions must be well formed; what a well-formed instruction may be refused for is decided here.
 */
import type { FinalView, LevelRow, Status } from '../../src/engine/core/book/practice/report.js';

export interface Place {
  op: 'place';
  id: number;
  user: string;
  side: 'buy' | 'sell';
  type: 'limit' | 'market' | 'stop' | 'stop_limit' | 'trailing_stop';
  price?: number;
  qty: number;
  tif?: 'GTC' | 'IOC' | 'FOK';
  stopPrice?: number;
  trail?: number;
  displayQty?: number;
  postOnly?: boolean | 'slide';
  allOrNone?: boolean;
  stp?: string;
  ocoGroup?: string;
}

export type NaiveInstruction =
  | Place
  | { op: 'cancel'; id: number; user: string }
  | { op: 'replace'; id: number; user: string; price?: number; qty?: number; stopPrice?: number }
  | { op: 'reduce'; id: number; user: string; by: number }
  | { op: 'mass_cancel'; user?: string; side?: 'buy' | 'sell' };

interface Order {
  terms: Place;
  price: number;
  stop: number;
  trail: number;
  displayed: number;
  hidden: number;
  /** Place in its queue: lower is older. */
  time: number;
  /** Order of arrival. */
  arrival: number;
  where: 'book' | 'waiting' | 'elected' | 'gone';
  election: number;
}

const ANY_BUY = 2 ** 31 - 2;
const ANY_SELL = 1;

export class NaiveMarket {
  private orders: Order[] = [];
  private clock = 0;
  private step = -1;
  private trades: [number, number, number, number][] = [];
  private status: Record<string, Status> = {};
  private rejectedSteps: number[] = [];
  private last: number | null = null;

  apply(instruction: NaiveInstruction): void {
    this.step += 1;
    if (!this.carryOut(instruction)) this.rejectedSteps.push(this.step);
    for (;;) {
      const elected = this.orders.filter(({ where }) => where === 'elected');
      elected.sort((a, b) => a.election - b.election);
      const [next] = elected;
      if (next === undefined) return;
      this.trigger(next);
    }
  }

  final(): FinalView {
    const rows = (side: 'buy' | 'sell', withHidden: boolean): LevelRow[] => {
      const byPrice = new Map<number, number>();
      for (const { price, displayed, hidden } of this.queue(side)) {
        byPrice.set(price, (byPrice.get(price) ?? 0) + displayed + (withHidden ? hidden : 0));
      }
      return [...byPrice.entries()];
    };
    return {
      trades: this.trades,
      bids: rows('buy', false),
      asks: rows('sell', false),
      bidsTotal: rows('buy', true),
      asksTotal: rows('sell', true),
      status: this.status,
      rejectedSteps: this.rejectedSteps,
      lastPrice: this.last,
    };
  }

  liveIds(): number[] {
    return this.orders.filter(isLive).map(({ terms }) => terms.id);
  }

  private carryOut(instruction: NaiveInstruction): boolean {
    if (instruction.op === 'place') return this.place(instruction);
    if (instruction.op === 'mass_cancel') {
      for (const order of this.orders.filter(isLive)) {
        const { user, side } = instruction;
        const isMeant =
          (user ?? order.terms.user) === order.terms.user &&
          (side ?? order.terms.side) === order.terms.side;
        if (isMeant) this.end(order, 'canceled');
      }
      return true;
    }
    const order = this.orders.find((one) => isLive(one) && one.terms.id === instruction.id);
    if (order === undefined || order.terms.user !== instruction.user) return false;
    if (instruction.op === 'cancel') {
      this.end(order, 'canceled');
      return true;
    }
    if (instruction.op === 'reduce') {
      const left = order.displayed + order.hidden - instruction.by;
      if (left <= 0) this.end(order, 'canceled');
      else shrink(order, left);
      return true;
    }
    return order.where === 'waiting'
      ? this.replaceWaiting(order, instruction)
      : this.replaceOpen(order, instruction);
  }

  private place(terms: Place): boolean {
    if (this.orders.some((order) => isLive(order) && order.terms.id === terms.id)) return false;
    this.clock += 1;
    const order: Order = {
      terms,
      price: terms.price ?? (terms.side === 'buy' ? ANY_BUY : ANY_SELL),
      stop: terms.stopPrice ?? 0,
      trail: 0,
      displayed: terms.qty,
      hidden: 0,
      time: 0,
      arrival: this.clock,
      where: 'gone',
      election: 0,
    };
    const isAccepted = terms.type.includes('stop')
      ? this.placeStop(order)
      : this.arrive(order, true);
    if (!isAccepted) this.status[terms.id] = 'rejected';
    return isAccepted;
  }

  private placeStop(order: Order): boolean {
    const { terms } = order;
    const sign = terms.side === 'buy' ? 1 : -1;
    if (terms.type === 'trailing_stop') {
      const fromLast = this.last === null ? 0 : Math.abs(this.last - order.stop);
      order.trail = terms.trail ?? fromLast;
      if (this.last === null && (order.stop === 0 || order.trail === 0)) return false;
      if (order.stop === 0) order.stop = clamp((this.last ?? 0) + sign * order.trail);
    }
    this.orders.push(order);
    shape(order, terms.qty);
    if (this.last !== null && isReached(order, this.last)) {
      this.trigger(order);
      return true;
    }
    this.status[terms.id] = 'untriggered';
    this.wait(order);
    return true;
  }

  private wait(order: Order): void {
    this.clock += 1;
    order.time = this.clock;
    order.where = 'waiting';
  }

  private trigger(order: Order): void {
    order.where = 'gone';
    this.status[order.terms.id] = 'open';
    for (const other of this.group(order)) this.end(other, 'canceled');
    if (!this.arrive(order, false)) this.end(order, 'killed');
  }

  /** Why not is not asked here: whether an order may arrive at its price. */
  private mayArrive(order: Order): boolean {
    const { terms } = order;
    if (terms.postOnly && this.crosses(order)) return false;
    return !this.group(order).some(
      (other) => other.where === 'book' && other.terms.side !== terms.side && meets(order, other),
    );
  }

  private arrive(order: Order, isNew: boolean): boolean {
    const { terms } = order;
    const qty = isNew ? terms.qty : order.displayed + order.hidden;
    if (terms.postOnly === 'slide') {
      const [other] = this.queue(terms.side === 'buy' ? 'sell' : 'buy');
      if (other !== undefined && meets(order, other)) {
        order.price = other.price + (terms.side === 'buy' ? -1 : 1);
      }
      if (order.price < ANY_SELL || order.price > ANY_BUY) return false;
    }
    if (!this.mayArrive(order)) return false;
    if (isNew) this.orders.push(order);
    this.status[terms.id] = 'open';
    const mustFill = terms.tif === 'FOK' || (terms.allOrNone === true && this.crosses(order));
    if (mustFill && !this.wouldFill(order, qty)) {
      this.end(order, 'killed');
      return true;
    }
    this.trade(order, qty);
    return true;
  }

  private wouldFill(order: Order, qty: number): boolean {
    const copy = new NaiveMarket();
    copy.clock = this.clock;
    copy.orders = this.orders
      .filter(({ arrival }) => arrival !== order.arrival)
      .map((one) => ({ ...one }));
    copy.sweep({ ...order }, qty);
    return copy.trades.reduce((sum, [, , , lots]) => sum + lots, 0) === qty;
  }

  private trade(order: Order, qty: number): void {
    const { terms } = order;
    const before = this.trades.length;
    const { left, end } = this.sweep(order, qty);
    const prices = this.trades.slice(before).map(([, , price]) => price);
    if (prices.length > 0) for (const other of this.group(order)) this.end(other, 'canceled');
    if (left === 0) this.end(order, end === 'decremented' ? 'canceled' : 'filled');
    else if (end === 'stopped') this.end(order, 'canceled');
    else if (terms.tif !== 'IOC' && terms.tif !== 'FOK' && terms.type.includes('limit')) {
      shape(order, left);
      this.wait(order);
      order.where = 'book';
    } else this.end(order, 'killed');
    for (const price of prices) this.notePrice(price);
  }

  private sweep(taker: Order, qty: number): { left: number; end: string } {
    const { terms } = taker;
    const stp = terms.stp ?? 'none';
    let left = qty;
    let end = '';
    while (left > 0) {
      const [maker] = this.queue(terms.side === 'buy' ? 'sell' : 'buy');
      if (maker === undefined || !meets(taker, maker)) break;
      const lots = Math.min(left, maker.displayed);
      if (stp === 'none' || maker.terms.user !== terms.user) {
        left -= lots;
        end = 'traded';
        this.fill(maker, taker, lots);
      } else if (stp === 'decrement') {
        left -= lots;
        end = 'decremented';
        this.use(maker, lots, 'canceled');
      } else {
        if (stp !== 'cancel_taker') this.end(maker, 'canceled');
        if (stp !== 'cancel_maker') return { left, end: 'stopped' };
      }
    }
    return { left, end };
  }

  private fill(maker: Order, taker: Order, lots: number): void {
    this.trades.push([maker.terms.id, taker.terms.id, maker.price, lots]);
    this.last = maker.price;
    for (const other of this.group(maker)) this.end(other, 'canceled');
    this.use(maker, lots, 'filled');
  }

  private use(maker: Order, lots: number, ending: Status): void {
    maker.displayed -= lots;
    if (maker.displayed > 0) return;
    if (maker.hidden === 0) {
      this.end(maker, ending);
      return;
    }
    maker.displayed = Math.min(maker.hidden, maker.terms.displayQty ?? 0);
    maker.hidden -= maker.displayed;
    this.clock += 1;
    maker.time = this.clock;
  }

  private notePrice(price: number): void {
    for (const order of this.orders) {
      if (order.where !== 'waiting' || order.terms.type !== 'trailing_stop') continue;
      const isBuy = order.terms.side === 'buy';
      const follows = isBuy ? price + order.trail : price - order.trail;
      if (isBuy ? follows >= order.stop : follows <= order.stop) continue;
      order.stop = clamp(follows);
      this.wait(order);
    }
    const reached = this.orders.filter(
      (order) => order.where === 'waiting' && isReached(order, price),
    );
    reached.sort((a, b) => {
      if (a.terms.side !== b.terms.side) return a.terms.side === 'buy' ? -1 : 1;
      const nearest = a.terms.side === 'buy' ? a.stop - b.stop : b.stop - a.stop;
      return nearest || a.time - b.time;
    });
    for (const order of reached) {
      this.clock += 1;
      order.where = 'elected';
      order.election = this.clock;
    }
  }

  private replaceOpen(
    order: Order,
    instruction: { price?: number; qty?: number; stopPrice?: number },
  ): boolean {
    const total = order.displayed + order.hidden;
    const price = instruction.price ?? order.price;
    const qty = instruction.qty ?? total;
    if (instruction.stopPrice !== undefined) return false;
    if (instruction.price === undefined && instruction.qty === undefined) return false;
    if (price === order.price && qty <= total) {
      shrink(order, qty);
      return true;
    }
    const changed: Order = { ...order, price };
    if (order.terms.postOnly === 'slide') {
      const [other] = this.queue(order.terms.side === 'buy' ? 'sell' : 'buy');
      if (other !== undefined && meets(changed, other)) {
        changed.price = other.price + (order.terms.side === 'buy' ? -1 : 1);
      }
      if (changed.price < ANY_SELL || changed.price > ANY_BUY) return false;
    }
    if (!this.mayArrive(changed)) return false;
    const isSplit = order.terms.allOrNone === true && this.crosses(changed);
    if (isSplit && !this.wouldFill(changed, qty)) return false;
    order.price = changed.price;
    order.where = 'gone';
    this.trade(order, qty);
    return true;
  }

  private replaceWaiting(
    order: Order,
    instruction: { price?: number; qty?: number; stopPrice?: number },
  ): boolean {
    const { price, qty, stopPrice } = instruction;
    if (price === undefined && qty === undefined && stopPrice === undefined) return false;
    if (stopPrice !== undefined && order.terms.type === 'trailing_stop') return false;
    const total = order.displayed + order.hidden;
    if (stopPrice === undefined && (qty ?? total) <= total) {
      shrink(order, qty ?? total);
    } else {
      order.stop = stopPrice ?? order.stop;
      shape(order, qty ?? total);
      this.wait(order);
    }
    order.price = price ?? order.price;
    if (this.last !== null && isReached(order, this.last)) this.trigger(order);
    return true;
  }

  private end(order: Order, status: Status): void {
    order.where = 'gone';
    this.status[order.terms.id] = status;
    this.orders = this.orders.filter((one) => one !== order);
  }

  /** The other live orders of an order's OCO group. */
  private group({ terms, arrival }: Order): Order[] {
    if (terms.ocoGroup === undefined) return [];
    return this.orders.filter(
      (other) =>
        isLive(other) &&
        other.arrival !== arrival &&
        other.terms.user === terms.user &&
        other.terms.ocoGroup === terms.ocoGroup,
    );
  }

  private queue(side: 'buy' | 'sell'): Order[] {
    const sign = side === 'buy' ? -1 : 1;
    return this.orders
      .filter(({ where, terms }) => where === 'book' && terms.side === side)
      .sort((a, b) => sign * (a.price - b.price) || a.time - b.time);
  }

  private crosses(order: Order): boolean {
    const [other] = this.queue(order.terms.side === 'buy' ? 'sell' : 'buy');
    return other !== undefined && meets(order, other);
  }
}

const isLive = ({ where }: Order): boolean => where !== 'gone';

function meets(taker: Order, maker: Order): boolean {
  return taker.terms.side === 'buy' ? maker.price <= taker.price : maker.price >= taker.price;
}

function isReached({ terms, stop }: Order, price: number): boolean {
  return terms.side === 'buy' ? price >= stop : price <= stop;
}

function clamp(ticks: number): number {
  return Math.min(ANY_BUY, Math.max(ANY_SELL, ticks));
}

function shape(order: Order, qty: number): void {
  order.displayed = Math.min(qty, order.terms.displayQty ?? qty);
  order.hidden = qty - order.displayed;
}

function shrink(order: Order, qty: number): void {
  order.displayed = Math.min(order.displayed, qty);
  order.hidden = qty - order.displayed;
}
