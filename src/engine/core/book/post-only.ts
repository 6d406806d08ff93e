/** Prices of orders that must not take: the best price at which an order would rest without trading. */
import type { Book } from './book.js';
import { PRICE_TICKS_MAX, PRICE_TICKS_MIN } from './price-levels.js';
import { BUY, SELL } from './taker.js';

/**
 * The price an order that slides gets: its own, or one tick away from the other side's best.
 * @returns 0 when there is no such price
 */
export function passiveTicks(book: Book, series: number, side: number, priceTicks: number): number {
  const other = book.bestPriceTicks(series, side === BUY ? SELL : BUY);
  let passive = priceTicks;
  if (other !== 0) {
    passive = side === BUY ? Math.min(priceTicks, other - 1) : Math.max(priceTicks, other + 1);
  }
  return passive >= PRICE_TICKS_MIN && passive <= PRICE_TICKS_MAX ? passive : 0;
}
