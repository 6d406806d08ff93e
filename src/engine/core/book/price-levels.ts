/**
 * The price levels of every book.
 *
 * Each side of each series is a ladder. Prices are turned into keys so that on either side a better
 * price is a greater key: a buy's key is its price, a sell's is its bitwise complement. A place in a
 * page of the trie has a level only while orders rest there; levels come from a pool, last freed first,
 * so that those in use stay close together in memory.
 *
 * Invariants: a level that is in use holds an order; a ladder's best level is the one with the greatest
 * key, or 0.
 * Fails only by answering 0: there is no page for a new price. Levels cannot run out, as there are as
 * many as orders.
 */
import type { ColumnAllocator } from '../tables/columns.js';
import * as layout from './level-layout.js';
import { NodePool } from './node-pool.js';
import * as trie from './price-trie.js';

const { CELL_BYTES, CELL_I32_LOG2, PLACE, BITMAP, PREFIX, LADDER, PLACED_PAGE } = layout;
const { CHILDREN_LOG2, CHILD_MASK, NODE_CELLS, BEST_LEVEL, BEST_KEY, LADDERS } = layout;
const { LEVEL_FREE, LEVEL_NEXT, NODE_NEXT, NODES_LEFT } = layout;

const { findNearPage, findPage, isNear, placeAbove, placeBelow, unmarkPath, wordOf } = trie;

/** Smallest and greatest price that can be a key on both sides. */
export const PRICE_TICKS_MIN = 1;
export const PRICE_TICKS_MAX = 2 ** 31 - 2;
/** Below every key. */
export const KEY_NONE = -(2 ** 31);

export interface LevelLimits {
  readonly seriesMax: number;
  /**
   * Pages of 32 places, of 160 bytes each, shared by all books: those of price levels and the index
   * pages above them, up to six for a lonely price.
   */
  readonly pagesMax: number;
}

/** What turns a side's prices into keys, and keys into prices: `price ^ mirror`. */
export function mirrorOf(side: number): number {
  return 0 - side;
}

export class PriceLevels {
  /** The cells, as integers and as lots. */
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  readonly pagesMax: number;
  private readonly pool: NodePool;

  /**
   * @param levelsMax as many as there can be orders
   * @param name tells the columns of several of these apart
   */
  constructor(alloc: ColumnAllocator, limits: LevelLimits, levelsMax: number, name: string) {
    const { seriesMax, pagesMax } = limits;
    const laddersMax = seriesMax * 2;
    const laddersEnd = (LADDERS >> CELL_I32_LOG2) + laddersMax;
    const levelsEnd = laddersEnd + levelsMax;
    const counter = (word: number) => table.i32[word] as number;
    const table = alloc.sections(CELL_BYTES, [
      { name: `${name}.ladders`, count: laddersEnd },
      { name: `${name}.levels`, count: levelsMax, used: () => counter(LEVEL_NEXT) - laddersEnd },
      {
        name: `${name}.nodes`,
        count: pagesMax * NODE_CELLS,
        used: () => counter(NODE_NEXT) - levelsEnd,
      },
    ]);
    this.pagesMax = pagesMax;
    this.i32 = table.i32;
    this.f64 = table.f64;
    this.i32[LEVEL_NEXT] = laddersEnd;
    this.i32[LEVEL_FREE] = laddersEnd;
    this.i32[NODE_NEXT] = levelsEnd;
    this.i32[NODES_LEFT] = pagesMax;
    for (let ladder = 0; ladder < laddersMax; ladder += 1) {
      this.i32[LADDERS + (ladder << CELL_I32_LOG2) + BEST_KEY] = KEY_NONE;
    }
    this.pool = new NodePool(this.i32, pagesMax);
  }

  /** The best level of a ladder, or 0. */
  best(ladder: number): number {
    return this.i32[LADDERS + (ladder << CELL_I32_LOG2) + BEST_LEVEL] as number;
  }

  /** The key of the best level of a ladder, or `KEY_NONE` if it has none. */
  bestKey(ladder: number): number {
    return this.i32[LADDERS + (ladder << CELL_I32_LOG2) + BEST_KEY] as number;
  }

  /** The key of a level that holds orders. */
  keyOf(level: number): number {
    return keyAt(this.i32, this.i32[(level << CELL_I32_LOG2) + PLACE] as number);
  }

  /** The ladder of a level that holds orders. */
  ladderOf(level: number): number {
    return ladderAt(this.i32, this.i32[(level << CELL_I32_LOG2) + PLACE] as number);
  }

  /** The level of a key, or 0 if no order rests there. */
  find(ladder: number, key: number): number {
    const page = findPage(this.i32, ladder, key);
    return this.i32[wordOf((page << CHILDREN_LOG2) | (key & CHILD_MASK))] as number;
  }

  /**
   * The place of a key, in a page that is made if there was none. It stays valid until the next call,
   * whatever other orders leave the book.
   * @returns 0 when there is no page left
   */
  makePlace(ladder: number, key: number): number {
    const page = findNearPage(this.i32, ladder, key) || this.farPage(ladder, key);
    this.i32[PLACED_PAGE] = page;
    return page === 0 ? 0 : (page << CHILDREN_LOG2) | (key & CHILD_MASK);
  }

  /** The level at a place, or 0 if no order rests there. */
  levelAt(place: number): number {
    return this.i32[wordOf(place)] as number;
  }

  /** The place of a level. */
  placeOf(level: number): number {
    return this.i32[(level << CELL_I32_LOG2) + PLACE] as number;
  }

  /**
   * Notes that a level is used for the first time. Such a level has no next free one in its record; it
   * is the one behind it.
   * @returns the next free level
   */
  extend(level: number): number {
    this.i32[LEVEL_NEXT] = level + 1;
    return level + 1;
  }

  /** Takes away a level that has just lost its last order. What its record says does not matter. */
  close(level: number): void {
    const cells = this.i32;
    const at = (level << CELL_I32_LOG2) + PLACE;
    const place = cells[at] as number;
    cells[wordOf(place)] = 0;
    cells[at] = cells[LEVEL_FREE] as number;
    cells[LEVEL_FREE] = level;
    unmarkPath(cells, place);
    const page = (place >> CHILDREN_LOG2) << CELL_I32_LOG2;
    const ladder = LADDERS + ((cells[page + LADDER] as number) << CELL_I32_LOG2);
    if (cells[ladder + BEST_LEVEL] === level) this.fallBack(ladder, place);
    if (cells[page + BITMAP] === 0) this.pool.retire(place >> CHILDREN_LOG2);
  }

  /** Makes the best level below a place the ladder's best one. */
  private fallBack(ladder: number, place: number): void {
    const cells = this.i32;
    const next = placeBelow(cells, place);
    cells[ladder + BEST_LEVEL] = cells[wordOf(next)] as number;
    cells[ladder + BEST_KEY] = next === 0 ? KEY_NONE : keyAt(cells, next);
  }

  /** The next better level that holds orders, or 0. */
  better(level: number): number {
    return this.i32[wordOf(placeAbove(this.i32, this.placeOf(level)))] as number;
  }

  private farPage(ladder: number, key: number): number {
    const found = isNear(this.i32, ladder, key) ? 0 : findPage(this.i32, ladder, key);
    return found || this.pool.makePage(ladder, key);
  }

  /** The next worse level that holds orders, or 0. */
  worse(level: number): number {
    const place = this.i32[(level << CELL_I32_LOG2) + PLACE] as number;
    return this.i32[wordOf(placeBelow(this.i32, place))] as number;
  }
}

function keyAt(cells: Int32Array, place: number): number {
  const page = (place >> CHILDREN_LOG2) << CELL_I32_LOG2;
  return ((cells[page + PREFIX] as number) << CHILDREN_LOG2) | (place & CHILD_MASK);
}

function ladderAt(cells: Int32Array, place: number): number {
  return cells[((place >> CHILDREN_LOG2) << CELL_I32_LOG2) + LADDER] as number;
}
