/**
 * The door of the order book: the pool of orders, the books of all series, and the buffer and terms of
 * matching.
 */
export { Book, DONE, EXHAUSTED, PAUSED, STOPPED_BY_STP } from './book.js';
export { DepthRows, firstOrderAt, lotsAt, orderBehind, readDepth } from './depth.js';
export { FILL, Matches, STP_CANCEL_MAKER, STP_DECREMENT } from './matches.js';
export * as orderLayout from './order-layout.js';
export { ORDER_SLOTS_MAX, OrderStore } from './order-store.js';
export { type LevelLimits, mirrorOf, PRICE_TICKS_MAX, PRICE_TICKS_MIN } from './price-levels.js';
export * from './taker.js';
export { isCrossed, validateBooks } from './validate.js';
