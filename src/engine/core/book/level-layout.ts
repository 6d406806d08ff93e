/**
 * Where the fields of price levels, trie nodes and ladders lie in their records; see price-trie and
 * price-levels for what they are. Offsets are in elements of the view the field is read through.
 * The logarithms are there so that the hot path can shift: V8 checks every product for overflow.
 */

/** A level: 32 bytes. */
export const LEVEL_BYTES = 32;
export const LEVEL_I32_LOG2 = 3;
export const LEVEL_F64_LOG2 = 2;
/** First and last order of the queue. */
export const HEAD = 0;
export const TAIL = 1;
export const ORDER_COUNT = 2;
/** Page · 32 + place in the page. Of a free level: the next free one. */
export const PLACE = 3;
/** f64: lots on display. */
export const LOTS = 2;
/** f64: lots hidden by icebergs. */
export const HIDDEN = 3;

/** A node of the trie. Its 32 children lie in an array of their own, at node · 32. */
export const NODE_I32 = 8;
export const NODE_I32_LOG2 = 3;
/** Bit n: there are orders below child n. */
export const BITMAP = 0;
/** What the keys below the node have in common, shifted to the right. Of a free node: the next free. */
export const PREFIX = 1;
/** The node above; 0 = the root. */
export const PARENT = 2;
export const LADDER = 3;
/** Children there are, with or without orders. */
export const CHILD_COUNT = 4;
/** Of a page: the next on the stack of idle pages plus 1; 0 = not on the stack. */
export const IDLE_NEXT = 5;
/** 0 = free, else 1 + the height above the pages. */
export const IN_USE = 6;
export const CHILDREN = 32;
export const CHILDREN_LOG2 = 5;

/** A ladder: one side of one series. */
export const LADDER_I32 = 8;
export const LADDER_I32_LOG2 = 3;
export const BEST_LEVEL = 0;
/** `KEY_NONE` if there is no order. */
export const BEST_KEY = 1;
export const ROOT = 2;
/** The zone an order was last placed in and the keys' common part: nearly always the next one's too. */
export const ZONE = 3;
export const ZONE_PREFIX = 4;
