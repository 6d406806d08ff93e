/**
 * The call auction over one series: orders have gathered in the book without trading, so it may be
 * crossed; one price clears it.
 *
 * The price is the one at which most lots trade; of several, the one that leaves the least surplus; of
 * several, the one nearest to the reference price; of two equally near, the higher if buyers are left
 * over, else the lower. Every price counts, not only those of orders. Hidden lots of icebergs count.
 * Finding it looks once at each level between the best ask and the best bid and changes nothing, so it
 * also gives the indicative price while orders come in.
 *
 * At that price orders trade in price–time priority of both sides. Orders of one owner that meet there
 * lose the smaller quantity, both, without a trade, if the series prevents self-trades: so neither side
 * loses more than the other and the book is not crossed afterwards.
 */
import type { Book } from './book.js';
import * as orderLayout from './order-layout.js';
import { BUY, SCOPE_GROUP, SELL } from './taker.js';

const { HOT_I32_LOG2, OWNER, OWNER_GROUP } = orderLayout;

/** Where a book clears. `priceTicks` is 0 if it is not crossed. */
export interface Clearing {
  priceTicks: number;
  /** Lots that trade. */
  lots: number;
  /** Lots that could trade at the price but find no one: buys if positive, sells if negative. */
  surplusLots: number;
}

/**
 * The clearing price of a series and what trades at it.
 * @param referenceTicks 0 = none; then the lowest of the best prices
 * @param clearing filled in
 */
export function findClearing(
  book: Book,
  series: number,
  referenceTicks: number,
  clearing: Clearing,
): void {
  clearing.priceTicks = 0;
  clearing.lots = 0;
  clearing.surplusLots = 0;
  const { levels } = book;
  let ask = levels.best(series * 2 + SELL);
  let bid = levels.best(series * 2 + BUY);
  if (ask === 0 || bid === 0) return;
  const lowest = ~levels.keyOf(ask);
  const highest = levels.keyOf(bid);
  if (highest < lowest) return;
  let buys = book.levels.lotsOf(bid);
  for (let next = levels.worse(bid); next !== 0 && levels.keyOf(next) >= lowest; ) {
    bid = next;
    buys += book.levels.lotsOf(bid);
    next = levels.worse(bid);
  }
  let sells = 0;
  let price = lowest;
  while (price !== 0) {
    const isAsk = ask !== 0 && ~levels.keyOf(ask) === price;
    const isBid = bid !== 0 && levels.keyOf(bid) === price;
    if (isAsk) {
      sells += book.levels.lotsOf(ask);
      ask = levels.worse(ask);
    }
    consider(clearing, price, buys, sells, referenceTicks);
    if (isBid) {
      buys -= book.levels.lotsOf(bid);
      bid = levels.better(bid);
    }
    const next = nextPrice(book, ask, bid, highest);
    if (next > price + 1) {
      const between = Math.min(next - 1, Math.max(price + 1, referenceTicks));
      consider(clearing, between, buys, sells, referenceTicks);
    }
    price = next;
  }
}

function nextPrice(book: Book, ask: number, bid: number, highest: number): number {
  const askTicks = ask === 0 ? Number.POSITIVE_INFINITY : ~book.levels.keyOf(ask);
  const bidTicks = bid === 0 ? Number.POSITIVE_INFINITY : book.levels.keyOf(bid);
  const next = Math.min(askTicks, bidTicks);
  return next <= highest ? next : 0;
}

function consider(
  best: Clearing,
  priceTicks: number,
  buys: number,
  sells: number,
  reference: number,
): void {
  const lots = Math.min(buys, sells);
  const surplus = buys - sells;
  if (lots === 0 || lots < best.lots) return;
  if (lots === best.lots) {
    const less = Math.abs(best.surplusLots) - Math.abs(surplus);
    if (less < 0) return;
    const nearer = Math.abs(best.priceTicks - reference) - Math.abs(priceTicks - reference);
    if (less === 0 && nearer < 0) return;
    if (less === 0 && nearer === 0 && !(surplus > 0 && priceTicks > best.priceTicks)) return;
  }
  best.priceTicks = priceTicks;
  best.lots = lots;
  best.surplusLots = surplus;
}

/** The two orders traded. */
export const CROSSED = 0;
/** They are of one owner: both lost the lots, without a trade. */
export const DECREMENTED = 1;

/** What one call of clearing did, in order. */
export class Crosses {
  readonly capacity: number;
  /** Rows one call may fill, at most the capacity. */
  rowsMax: number;
  count = 0;
  readonly kind: Int32Array;
  readonly buySlot: Int32Array;
  readonly sellSlot: Int32Array;
  readonly lots: Float64Array;
  /** Limit prices of the two orders. */
  readonly buyTicks: Int32Array;
  readonly sellTicks: Int32Array;
  /** Lots each order has left, hidden ones included; 0 = it has left the book. */
  readonly buyLeftLots: Float64Array;
  readonly sellLeftLots: Float64Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.rowsMax = capacity;
    this.kind = new Int32Array(capacity);
    this.buySlot = new Int32Array(capacity);
    this.sellSlot = new Int32Array(capacity);
    this.lots = new Float64Array(capacity);
    this.buyTicks = new Int32Array(capacity);
    this.sellTicks = new Int32Array(capacity);
    this.buyLeftLots = new Float64Array(capacity);
    this.sellLeftLots = new Float64Array(capacity);
  }
}

export interface CrossTerms {
  readonly series: number;
  readonly priceTicks: number;
  readonly preventsSelfTrades: boolean;
  /** SCOPE_ACCOUNT, or SCOPE_GROUP for the account and its firm group, if it has one. */
  readonly stpScope: number;
}

/**
 * Trades a series at its clearing price. Rows are appended to `crosses`.
 * @returns whether all is done; if not, the buffer is full or an order of a group traded: drain, cancel
 *   what the groups ask for, call again
 */
export function cross(book: Book, terms: CrossTerms, crosses: Crosses): boolean {
  const { series, priceTicks } = terms;
  const { i32 } = book.orders;
  const coversGroup = terms.stpScope === SCOPE_GROUP;
  for (;;) {
    const buy = book.headOf(series, BUY);
    const sell = book.headOf(series, SELL);
    const buyTicks = book.bestPriceTicks(series, BUY);
    const sellTicks = book.bestPriceTicks(series, SELL);
    if (buy === 0 || buyTicks < priceTicks) return true;
    if (sell === 0 || sellTicks > priceTicks) return true;
    if (crosses.count === crosses.rowsMax) return false;
    const isSelf = isSame(i32, buy, sell, coversGroup);
    const hasGroup = book.isLinked(buy) || book.isLinked(sell);
    const row = crosses.count;
    const lots = Math.min(book.openLots(buy), book.openLots(sell));
    crosses.kind[row] = isSelf && terms.preventsSelfTrades ? DECREMENTED : CROSSED;
    crosses.buySlot[row] = buy;
    crosses.sellSlot[row] = sell;
    crosses.lots[row] = lots;
    crosses.buyTicks[row] = buyTicks;
    crosses.sellTicks[row] = sellTicks;
    crosses.buyLeftLots[row] = book.take(buy, lots);
    crosses.sellLeftLots[row] = book.take(sell, lots);
    crosses.count = row + 1;
    if (hasGroup) return false;
  }
}

function isSame(i32: Int32Array, buy: number, sell: number, coversGroup: boolean): boolean {
  const at = buy << HOT_I32_LOG2;
  const other = sell << HOT_I32_LOG2;
  if (i32[at + OWNER] === i32[other + OWNER]) return true;
  const group = i32[at + OWNER_GROUP];
  return coversGroup && group !== 0 && group === i32[other + OWNER_GROUP];
}
