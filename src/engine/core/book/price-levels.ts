/**
 * The price levels of every book.
 *
 * Each side of each series is a ladder. Prices are turned into keys so that on either side a better
 * price is a greater key: a buy's key is its price, a sell's is its bitwise complement. A place in a
 * page of the trie has a level only while orders rest there; levels come from a pool, last freed first,
 * so that those in use stay close together in memory.
 *
 * Invariants: a level that is in use holds an order; a ladder's best level is the one with the greatest
 * key, or 0; a free level's queue and totals are 0.
 * Fails only by answering 0: there is no page for a new price. Levels cannot run out, as there are as
 * many as orders.
 */
import type { ColumnAllocator } from '../columns.js';
import * as layout from './level-layout.js';
import { PriceTrie } from './price-trie.js';

const { LEVEL_BYTES, LEVEL_I32_LOG2, PLACE, NODE_I32_LOG2, PREFIX, LADDER } = layout;
const { LADDER_I32_LOG2, BEST_LEVEL, BEST_KEY, CHILDREN_LOG2 } = layout;

/** Smallest and greatest price that can be a key on both sides. */
export const PRICE_TICKS_MIN = 1;
export const PRICE_TICKS_MAX = 2 ** 31 - 2;

/** Below every key. */
export const KEY_NONE = -(2 ** 31);

const CHILD_MASK = 31;

const FREE_HEAD = 0;
const HIGH_WATER = 1;
const META_LENGTH = 2;

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
  return -side;
}

export class PriceLevels {
  /** Records of the levels. */
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  readonly trie: PriceTrie;
  private readonly ladders: Int32Array;
  private readonly nodes: Int32Array;
  private readonly children: Int32Array;
  private readonly meta: Int32Array;

  /** @param levelsMax as many as there can be orders */
  constructor(alloc: ColumnAllocator, { seriesMax, pagesMax }: LevelLimits, levelsMax: number) {
    const meta = alloc.i32('book.levels.meta', META_LENGTH);
    const used = () => (meta[HIGH_WATER] as number) + 1;
    const levels = alloc.records('book.levels', levelsMax + 1, LEVEL_BYTES, used);
    this.meta = meta;
    this.i32 = levels.i32;
    this.f64 = levels.f64;
    this.trie = new PriceTrie(alloc, seriesMax * 2, pagesMax);
    this.ladders = this.trie.ladders;
    this.nodes = this.trie.nodes;
    this.children = this.trie.children;
    for (let ladder = 0; ladder < seriesMax * 2; ladder += 1) {
      this.ladders[(ladder << LADDER_I32_LOG2) + BEST_KEY] = KEY_NONE;
    }
  }

  /** The best level of a ladder, or 0. */
  best(ladder: number): number {
    return this.ladders[(ladder << LADDER_I32_LOG2) + BEST_LEVEL] as number;
  }

  /** The key of the best level of a ladder, or `KEY_NONE` if it has none. */
  bestKey(ladder: number): number {
    return this.ladders[(ladder << LADDER_I32_LOG2) + BEST_KEY] as number;
  }

  /** The key of a level that holds orders. */
  keyOf(level: number): number {
    return this.keyAt(this.i32[(level << LEVEL_I32_LOG2) + PLACE] as number);
  }

  /** The ladder of a level that holds orders. */
  ladderOf(level: number): number {
    return this.ladderAt(this.i32[(level << LEVEL_I32_LOG2) + PLACE] as number);
  }

  /** The level of a key, or 0 if no order rests there. */
  find(ladder: number, key: number): number {
    return this.children[this.trie.find(ladder, key)] as number;
  }

  /**
   * The place of a key, in a page that is made if there was none. It stays valid until the next call.
   * @returns 0 when there is no page left
   */
  makePlace(ladder: number, key: number): number {
    const place = this.trie.find(ladder, key);
    return place !== 0 ? place : this.trie.make(ladder, key);
  }

  /** The level at a place, or 0 if no order rests there. */
  levelAt(place: number): number {
    return this.children[place] as number;
  }

  /** Makes the level at a place that is about to get its first order. */
  open(place: number): number {
    const { ladders } = this;
    const level = this.takeLevel();
    this.i32[(level << LEVEL_I32_LOG2) + PLACE] = place;
    this.children[place] = level;
    this.trie.mark(place);
    const ladder = this.ladderAt(place) << LADDER_I32_LOG2;
    const key = this.keyAt(place);
    if (key > (ladders[ladder + BEST_KEY] as number)) {
      ladders[ladder + BEST_LEVEL] = level;
      ladders[ladder + BEST_KEY] = key;
    }
    return level;
  }

  /** Takes away a level that has just lost its last order. */
  close(level: number): void {
    const { ladders, meta } = this;
    const at = (level << LEVEL_I32_LOG2) + PLACE;
    const place = this.i32[at] as number;
    this.children[place] = 0;
    this.i32[at] = meta[FREE_HEAD] as number;
    meta[FREE_HEAD] = level;
    this.trie.unmark(place);
    const ladder = this.ladderAt(place) << LADDER_I32_LOG2;
    if (ladders[ladder + BEST_LEVEL] !== level) return;
    const next = this.trie.below(place);
    ladders[ladder + BEST_LEVEL] = this.children[next] as number;
    ladders[ladder + BEST_KEY] = next === 0 ? KEY_NONE : this.keyAt(next);
  }

  /** The next worse level that holds orders, or 0. */
  worse(level: number): number {
    const place = this.i32[(level << LEVEL_I32_LOG2) + PLACE] as number;
    return this.children[this.trie.below(place)] as number;
  }

  private keyAt(place: number): number {
    const page = (place >> CHILDREN_LOG2) << NODE_I32_LOG2;
    return ((this.nodes[page + PREFIX] as number) << CHILDREN_LOG2) | (place & CHILD_MASK);
  }

  private ladderAt(place: number): number {
    return this.nodes[((place >> CHILDREN_LOG2) << NODE_I32_LOG2) + LADDER] as number;
  }

  private takeLevel(): number {
    const { meta } = this;
    const level = meta[FREE_HEAD] as number;
    if (level !== 0) {
      meta[FREE_HEAD] = this.i32[(level << LEVEL_I32_LOG2) + PLACE] as number;
      return level;
    }
    meta[HIGH_WATER]! += 1;
    return meta[HIGH_WATER] as number;
  }
}
