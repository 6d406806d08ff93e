/**
 * What customers ordered and what they got, counted from events. Orders of the broker and levels of its quotes are not
 * customers' orders, and what settles in cash is no use of data: it is counted apart and in nothing else. The fingerprints are of the sequence of trades, among customers and of all; equal sequences give
 * equal ones.
 */
import {
  BROKER_ACCOUNT,
  EVENT,
  EVENT_WORDS,
  type EventLog,
  ORDER_ACCEPTED,
  ORDER_REFUSED,
  type State,
  TRADE,
} from '../engine/core/index.js';
import { SIDE } from '../values/index.js';

export interface Fills {
  readonly orders: number;
  readonly ordersRefused: number;
  readonly orderedBuyLots: number;
  readonly orderedSellLots: number;
  readonly boughtLots: number;
  readonly soldLots: number;
  readonly boughtFromBrokerLots: number;
  readonly soldToBrokerLots: number;
  readonly amongCustomersLots: number;
  readonly amongCustomersTrades: number;
  readonly trades: number;
  /** In what settles in cash; in none of the other figures. */
  readonly cashOrders: number;
  readonly cashTrades: number;
  readonly amongCustomersFingerprint: string;
  readonly fingerprint: string;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SECOND_PRIME = 0x85ebca6b;

class Fingerprint {
  private a = FNV_OFFSET;
  private b = FNV_PRIME;

  add(value: number): void {
    this.a = Math.imul(this.a ^ (value & 0xffff_ffff), FNV_PRIME);
    this.b = Math.imul(this.b + (value % 0x7fff_ffff) + 1, SECOND_PRIME) ^ (this.b >>> 13);
  }

  toString(): string {
    return [this.a, this.b].map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

export class FillCounter {
  private orders = 0;
  private ordersRefused = 0;
  private orderedBuyLots = 0;
  private orderedSellLots = 0;
  private boughtFromBrokerLots = 0;
  private soldToBrokerLots = 0;
  private amongCustomersLots = 0;
  private amongCustomersTrades = 0;
  private trades = 0;
  private cashOrders = 0;
  private cashTrades = 0;
  private readonly series: Pick<State['series'], 'exists' | 'isCash'>;
  private readonly amongCustomers = new Fingerprint();
  private readonly all = new Fingerprint();

  constructor({ series }: Pick<State, 'series'>) {
    this.series = series;
  }

  read({ words: w, length }: EventLog): void {
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      const type = w[at];
      if (type === EVENT.TRADE || type === EVENT.AUCTION_TRADE) this.trade(w, at);
      else if (type === EVENT.ORDER_ACCEPTED) {
        if (w[at + ORDER_ACCEPTED.account] === BROKER_ACCOUNT) continue;
        if (this.isCash(w[at + ORDER_ACCEPTED.series] as number)) {
          this.cashOrders += 1;
          continue;
        }
        this.orders += 1;
        const lots = w[at + ORDER_ACCEPTED.lots] as number;
        if (w[at + ORDER_ACCEPTED.side] === SIDE.BUY) this.orderedBuyLots += lots;
        else this.orderedSellLots += lots;
      } else if (type === EVENT.ORDER_REFUSED) {
        const isCash = this.isCash(w[at + ORDER_REFUSED.series] as number);
        if (w[at + ORDER_REFUSED.account] !== BROKER_ACCOUNT && !isCash) this.ordersRefused += 1;
      }
    }
  }

  result(): Fills {
    return {
      orders: this.orders,
      ordersRefused: this.ordersRefused,
      orderedBuyLots: this.orderedBuyLots,
      orderedSellLots: this.orderedSellLots,
      boughtLots: this.boughtFromBrokerLots + this.amongCustomersLots,
      soldLots: this.soldToBrokerLots + this.amongCustomersLots,
      boughtFromBrokerLots: this.boughtFromBrokerLots,
      soldToBrokerLots: this.soldToBrokerLots,
      amongCustomersLots: this.amongCustomersLots,
      amongCustomersTrades: this.amongCustomersTrades,
      trades: this.trades,
      cashOrders: this.cashOrders,
      cashTrades: this.cashTrades,
      amongCustomersFingerprint: this.amongCustomers.toString(),
      fingerprint: this.all.toString(),
    };
  }

  private isCash(seriesId: number): boolean {
    return this.series.exists(seriesId) && this.series.isCash(seriesId);
  }

  private trade(w: Float64Array, at: number): void {
    if (this.isCash(w[at + TRADE.series] as number)) {
      this.cashTrades += 1;
      return;
    }
    const maker = w[at + TRADE.makerAccount] as number;
    const taker = w[at + TRADE.takerAccount] as number;
    const lots = w[at + TRADE.lots] as number;
    const isTakerBuyer = w[at + TRADE.takerSide] === SIDE.BUY;
    const buyer = isTakerBuyer ? taker : maker;
    const seller = isTakerBuyer ? maker : taker;
    this.trades += 1;
    add(this.all, w, at, buyer, seller);
    if (buyer === BROKER_ACCOUNT) this.soldToBrokerLots += lots;
    else if (seller === BROKER_ACCOUNT) this.boughtFromBrokerLots += lots;
    else {
      this.amongCustomersLots += lots;
      this.amongCustomersTrades += 1;
      add(this.amongCustomers, w, at, buyer, seller);
    }
  }
}

function add(to: Fingerprint, w: Float64Array, at: number, buyer: number, seller: number): void {
  to.add(w[at + TRADE.series] as number);
  to.add(buyer);
  to.add(seller);
  to.add(w[at + TRADE.priceTicks] as number);
  to.add(w[at + TRADE.lots] as number);
}
