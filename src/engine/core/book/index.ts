/**
 * The door of the order book: the pool of orders, the books of all series, and the buffer and terms of
 * matching.
 */

export * as special from './advanced.js';
export { AdvancedBook, AdvancedList } from './advanced.js';
export {
  type Clearing,
  CROSSED,
  Crosses,
  cross,
  DECREMENTED,
  findClearing,
} from './auction.js';
export { Book, DONE, EXHAUSTED, LEVEL_LOTS_MAX, PAUSED, STOPPED_BY_STP } from './book.js';
export { DepthRows, firstOrderAt, lotsAt, orderBehind, readDepth } from './depth.js';
export * as levelLayout from './level-layout.js';
export { FILL, Matches, STP_CANCEL_MAKER } from './matches.js';
export { PATH_NODES } from './node-pool.js';
export { Oco } from './oco.js';
export * as orderLayout from './order-layout.js';
export { ORDER_SLOTS_MAX, OrderStore } from './order-store.js';
export { Pegs } from './pegs.js';
export { passiveTicks } from './post-only.js';
export { PracticeBook, type PracticeLimits } from './practice/practice-book.js';
export { LINE_BYTES_MAX, REJECT_CODES } from './practice/reject-codes.js';
export type { FinalView, PracticeEvent } from './practice/report.js';
export { PRICE_TICKS_MAX, PRICE_TICKS_MIN } from './price-levels.js';
export * from './taker.js';
export { Triggers } from './triggers.js';
export { isCrossed, validateBooks } from './validate.js';
