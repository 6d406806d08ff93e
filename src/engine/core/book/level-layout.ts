/**
 * The memory of the price levels: one array of cells of 32 bytes, seen as 32-bit integers and as
 * doubles. A ladder is a cell, and so is a level; a node of the trie is a cell and four more for its 32 children, and the
 * same five cells are a table of 40 numbers for a short ladder. Everything is named by the number of its first cell, so
 * that one array with one bounds check serves every step from a price to its level; 0 names nothing, and its cells stay
 * 0, so that a search that fails ends there.
 *
 * Field offsets are in words: `cells[(level << CELL_I32_LOG2) + HEAD]`, or in doubles for lots:
 * `lots[(level << CELL_F64_LOG2) + LOTS]`.
 */

export const CELL_BYTES = 32;
export const CELL_I32_LOG2 = 3;
export const CELL_F64_LOG2 = 2;

/** A level: first and last order of its queue. Of a free level HEAD is the next free one. */
export const HEAD = 0;
export const TAIL = 1;
export const ORDER_COUNT = 2;
/** The ladder's index, series · 2 + side, and the key of its price. */
export const LEVEL_LADDER = 3;
export const LEVEL_KEY = 4;
/** The page it hangs in; 0 in a short ladder. */
export const LEVEL_PAGE = 5;
/** f64: lots on display. */
export const LOTS = 3;

/** A node of the trie. Bit n: there are orders below child n. */
export const BITMAP = 0;
/** What the keys below the node have in common, shifted to the right. Of a free node: the next free. */
export const PREFIX = 1;
/** The node above; 0 = the root. */
export const PARENT = 2;
/** The ladder's index: series · 2 + side. */
export const LADDER = 3;
/** Steps from the node down to a page, which has 0. */
export const HEIGHT = 4;
/** Children there are, with or without orders. */
export const CHILD_COUNT = 5;
/** Of a page: the next in the queue of idle pages plus 1; 0 = not in the queue. */
export const IDLE_NEXT = 6;
/** First of the 32 children: nodes, or in a page levels. */
export const CHILDREN = 8;
export const CHILDREN_LOG2 = 5;
export const CHILD_MASK = 31;
/** Cells of a node. */
export const NODE_CELLS = 5;

/** A ladder, one side of one series. `BEST_KEY` is `KEY_NONE` if it holds no order. */
export const BEST_LEVEL = 0;
export const BEST_KEY = 1;
export const ROOT = 2;
/** The zone an order was last placed in and its keys' common part: nearly always the next one's too. */
export const ZONE = 3;
export const ZONE_PREFIX = 4;
/** The same for the region, two steps further down: often the next one's too. */
export const REGION = 5;
export const REGION_PREFIX = 6;
/** Levels of a short ladder; 0 = it is empty, or has a trie. */
export const RUNGS = 7;
/** Of a short ladder, in the words of ROOT and ZONE: the tables of its keys and of their levels, worst first. */
export const RUNG_KEYS = 2;
export const RUNG_LEVELS = 3;
/** Most levels of a short ladder: the words of a table. */
export const RUNGS_MAX = 40;

/** Where things lie: the cells of nothing, then the counters, then the ladders. */
const COUNTERS = NODE_CELLS << CELL_I32_LOG2;
export const LADDERS = (NODE_CELLS + 2) << CELL_I32_LOG2;
/** Counters: the free levels, the next level never used, and the same for nodes. */
export const LEVEL_FREE = COUNTERS;
export const LEVEL_NEXT = COUNTERS + 1;
export const NODE_FREE = COUNTERS + 2;
export const NODE_NEXT = COUNTERS + 3;
/** Nodes that can be taken, and the queue of idle pages. */
export const NODES_LEFT = COUNTERS + 4;
export const IDLE_HEAD = COUNTERS + 5;
export const IDLE_TAIL = COUNTERS + 6;
export const IDLE_COUNT = COUNTERS + 7;
