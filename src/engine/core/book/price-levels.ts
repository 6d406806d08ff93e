/**
 * The price levels of every book.
 *
 * Each side of each series is a ladder. Prices are turned into keys so that on either side a better
 * price is a greater key: a buy's key is its price, a sell's is its bitwise complement. A ladder of up to 40 levels keeps
 * their keys in a table; when it grows longer, a trie leads to them, until its last page is given back. Levels come from a
 * pool, last freed first, so that those in use stay close together in memory.
 *
 * Invariants: a level that is in use holds an order; a ladder's best level is the one with the greatest
 * key, or 0; a ladder has a table, or a trie, or nothing.
 * Fails only by `hasRoom` answering no: there is no node for a new price. Levels cannot run out, as there are as
 * many as orders.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import * as layout from './level-layout.js';
import { NodePool, PATH_NODES } from './node-pool.js';
import * as trie from './price-trie.js';
import * as short from './short-ladder.js';

const { CELL_BYTES, CELL_I32_LOG2, CELL_F64_LOG2, LOTS, BITMAP, LADDERS } = layout;
const { CHILDREN_LOG2, CHILD_MASK, NODE_CELLS, BEST_LEVEL, BEST_KEY, ROOT, ZONE, REGION } = layout;
const { LEVEL_FREE, LEVEL_NEXT, NODE_NEXT, NODES_LEFT, HEAD, ORDER_COUNT } = layout;
const { LEVEL_LADDER, LEVEL_KEY, LEVEL_PAGE, RUNGS, RUNG_KEYS, RUNG_LEVELS, RUNGS_MAX } = layout;

const { findPage, markPath, placeAbove, placeBelow, seekPage, unmarkPath, wordOf } = trie;
const { findRung, insertRung, levelAt, removeRung, rungAbove, rungBelow, rungUnder, trieNodesOf } =
  short;

/** Tables of a short ladder. */
const TABLES = 2;
/** Nodes that are enough for any price: a whole trie of the keys of a short ladder and one more. */
const AMPLE_NODES = PATH_NODES + RUNGS_MAX * (PATH_NODES - 1);

/** Smallest and greatest price that can be a key on both sides. */
export const PRICE_TICKS_MIN = 1;
export const PRICE_TICKS_MAX = 2 ** 31 - 2;
/** Below every key. */
export const KEY_NONE = -(2 ** 31);

export interface LevelLimits {
  readonly seriesMax: number;
  /**
   * Nodes of 160 bytes each, shared by all books: two for the tables of a short ladder; for a longer one a page for every 32
   * places and the nodes above it, up to six for a lonely price.
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
  /** By level: lots hidden by icebergs, which few levels have. */
  readonly hidden: Float64Array;
  readonly pagesMax: number;
  private readonly pool: NodePool;
  /** Keys and levels of a ladder that grows too long for its tables. */
  private readonly scratch = new Int32Array(2 * RUNGS_MAX);

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
    this.hidden = alloc.f64(`${name}.hidden`, levelsEnd, () => counter(LEVEL_NEXT));
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

  /** Nodes that are taken. */
  get pagesUsed(): number {
    return this.pagesMax - (this.i32[NODES_LEFT] as number);
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
    return this.i32[(level << CELL_I32_LOG2) + LEVEL_KEY] as number;
  }

  /** Lots of a level, displayed and hidden; 0 of level 0. */
  lotsOf(level: number): number {
    const displayed = this.f64[(level << CELL_F64_LOG2) + LOTS] as number;
    return displayed + (this.hidden[level] as number);
  }

  /** Orders of a level; 0 of level 0. */
  orderCountOf(level: number): number {
    return this.i32[(level << CELL_I32_LOG2) + ORDER_COUNT] as number;
  }

  /** The ladder of a level that holds orders. */
  ladderOf(level: number): number {
    return this.i32[(level << CELL_I32_LOG2) + LEVEL_LADDER] as number;
  }

  /** The level of a key, or 0 if no order rests there. Changes nothing. */
  find(ladder: number, key: number): number {
    const cells = this.i32;
    if (cells[LADDERS + (ladder << CELL_I32_LOG2) + RUNGS] !== 0)
      return findRung(cells, ladder, key);
    const page = findPage(cells, ladder, key);
    return cells[wordOf((page << CHILDREN_LOG2) | (key & CHILD_MASK))] as number;
  }

  /** Whether an order could rest at a key; holds until the next one rests anywhere. */
  hasRoom(ladder: number, key: number): boolean {
    return (this.i32[NODES_LEFT] as number) >= AMPLE_NODES || this.canMakeRoom(ladder, key);
  }

  /**
   * The level of a key for which there is room. A new one, whose ORDER_COUNT is 0, if there was none: an order is to rest
   * there at once.
   */
  enter(ladder: number, key: number): number {
    const cells = this.i32;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    const rungs = cells[at + RUNGS] as number;
    if (rungs !== 0 || cells[at + ROOT] === 0) {
      const level = this.enterRung(ladder, key);
      if (level !== 0) return level;
      this.lengthen(ladder);
    }
    const page = seekPage(cells, ladder, key) || this.pool.makePage(ladder, key);
    const place = (page << CHILDREN_LOG2) | (key & CHILD_MASK);
    const word = wordOf(place);
    const found = cells[word] as number;
    if (found !== 0) return found;
    const level = this.takeLevel(ladder, key);
    cells[(level << CELL_I32_LOG2) + LEVEL_PAGE] = page;
    cells[word] = level;
    markPath(cells, place);
    return level;
  }

  /** Takes away a level that has just lost its last order. */
  close(level: number): void {
    const cells = this.i32;
    const record = level << CELL_I32_LOG2;
    const ladder = cells[record + LEVEL_LADDER] as number;
    const key = cells[record + LEVEL_KEY] as number;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    cells[record + ORDER_COUNT] = 0;
    cells[record + HEAD] = cells[LEVEL_FREE] as number;
    cells[LEVEL_FREE] = level;
    if (cells[at + RUNGS] !== 0) this.dropRung(ladder, key);
    else
      this.unhang(
        at,
        ((cells[record + LEVEL_PAGE] as number) << CHILDREN_LOG2) | (key & CHILD_MASK),
      );
  }

  /** The next better level that holds orders, or 0. */
  better(level: number): number {
    const cells = this.i32;
    const record = level << CELL_I32_LOG2;
    const ladder = cells[record + LEVEL_LADDER] as number;
    const key = cells[record + LEVEL_KEY] as number;
    if (cells[LADDERS + (ladder << CELL_I32_LOG2) + RUNGS] !== 0)
      return rungAbove(cells, ladder, key);
    return cells[wordOf(placeAbove(cells, this.placeOf(level)))] as number;
  }

  /** The next worse level that holds orders, or 0. */
  worse(level: number): number {
    const cells = this.i32;
    const record = level << CELL_I32_LOG2;
    const ladder = cells[record + LEVEL_LADDER] as number;
    const key = cells[record + LEVEL_KEY] as number;
    if (cells[LADDERS + (ladder << CELL_I32_LOG2) + RUNGS] !== 0)
      return rungUnder(cells, ladder, key);
    return cells[wordOf(placeBelow(cells, this.placeOf(level)))] as number;
  }

  private takeLevel(ladder: number, key: number): number {
    const cells = this.i32;
    const level = cells[LEVEL_FREE] as number;
    const record = level << CELL_I32_LOG2;
    const next = cells[record + HEAD] as number;
    if (next !== 0) cells[LEVEL_FREE] = next;
    else {
      // One that was never used has no next free one in its record; it is the one behind it.
      cells[LEVEL_NEXT] = level + 1;
      cells[LEVEL_FREE] = level + 1;
    }
    cells[record + LEVEL_LADDER] = ladder;
    cells[record + LEVEL_KEY] = key;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    if (key > (cells[at + BEST_KEY] as number)) {
      cells[at + BEST_KEY] = key;
      cells[at + BEST_LEVEL] = level;
    }
    return level;
  }

  private placeOf(level: number): number {
    const record = level << CELL_I32_LOG2;
    const page = this.i32[record + LEVEL_PAGE] as number;
    return (page << CHILDREN_LOG2) | ((this.i32[record + LEVEL_KEY] as number) & CHILD_MASK);
  }

  /** Whether an order at a key would take a node. */
  takesNode(ladder: number, key: number): boolean {
    const cells = this.i32;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    const rungs = cells[at + RUNGS] as number;
    if (rungs !== 0) return rungs === RUNGS_MAX && findRung(cells, ladder, key) === 0;
    return cells[at + ROOT] === 0 || findPage(cells, ladder, key) === 0;
  }

  private canMakeRoom(ladder: number, key: number): boolean {
    const cells = this.i32;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    const rungs = cells[at + RUNGS] as number;
    if (rungs === 0) {
      if (cells[at + ROOT] === 0) return this.pool.hasRoom(TABLES);
      return findPage(cells, ladder, key) !== 0 || this.pool.hasRoom(PATH_NODES);
    }
    if (rungs < RUNGS_MAX || findRung(cells, ladder, key) !== 0) return true;
    return this.pool.hasRoom(1 + trieNodesOf(cells, ladder, key) - TABLES);
  }

  /** The level of a key in the tables, a new one if there was none; 0 = they are full. */
  private enterRung(ladder: number, key: number): number {
    const cells = this.i32;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    const rungs = cells[at + RUNGS] as number;
    if (rungs === 0) {
      cells[at + RUNG_KEYS] = this.pool.take();
      cells[at + RUNG_LEVELS] = this.pool.take();
    }
    const rung = rungBelow(cells, ladder, key);
    const found = levelAt(cells, ladder, rung, key);
    if (found !== 0 || rungs === RUNGS_MAX) return found;
    const level = this.takeLevel(ladder, key);
    insertRung(cells, ladder, rung + 1, key, level);
    return level;
  }

  private dropRung(ladder: number, key: number): void {
    const cells = this.i32;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    const best = removeRung(cells, ladder, rungBelow(cells, ladder, key));
    if (best === 0) this.end(at);
    if (cells[at + BEST_KEY] !== key) return;
    cells[at + BEST_LEVEL] = best;
    cells[at + BEST_KEY] = best === 0 ? KEY_NONE : this.keyOf(best);
  }

  /** Takes the tables of a ladder, which are empty, away. */
  private end(at: number): void {
    const cells = this.i32;
    this.pool.release(cells[at + RUNG_LEVELS] as number);
    this.pool.release(cells[at + RUNG_KEYS] as number);
    cells[at + RUNGS] = 0;
    cells[at + RUNG_KEYS] = 0;
    cells[at + RUNG_LEVELS] = 0;
  }

  /** Turns the tables of a ladder into a trie. */
  private lengthen(ladder: number): void {
    const { scratch } = this;
    const cells = this.i32;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
    const levels = (cells[at + RUNG_LEVELS] as number) << CELL_I32_LOG2;
    for (let rung = 0; rung < RUNGS_MAX; rung += 1) {
      scratch[rung] = cells[keys + rung] as number;
      scratch[RUNGS_MAX + rung] = cells[levels + rung] as number;
      cells[keys + rung] = 0;
      cells[levels + rung] = 0;
    }
    this.end(at);
    cells[at + ZONE] = 0;
    cells[at + REGION] = 0;
    for (let rung = 0; rung < RUNGS_MAX; rung += 1) {
      const key = scratch[rung] as number;
      const level = scratch[RUNGS_MAX + rung] as number;
      const page = seekPage(cells, ladder, key) || this.pool.makePage(ladder, key);
      const place = (page << CHILDREN_LOG2) | (key & CHILD_MASK);
      cells[(level << CELL_I32_LOG2) + LEVEL_PAGE] = page;
      cells[wordOf(place)] = level;
      markPath(cells, place);
    }
  }

  /** Takes the level at a place out of a trie. */
  private unhang(at: number, place: number): void {
    const cells = this.i32;
    const word = wordOf(place);
    const isBest = cells[at + BEST_LEVEL] === cells[word];
    cells[word] = 0;
    unmarkPath(cells, place);
    if (isBest) {
      const best = cells[wordOf(placeBelow(cells, place))] as number;
      cells[at + BEST_LEVEL] = best;
      cells[at + BEST_KEY] = best === 0 ? KEY_NONE : this.keyOf(best);
    }
    const page = place >> CHILDREN_LOG2;
    if (cells[(page << CELL_I32_LOG2) + BITMAP] === 0) this.pool.retire(page);
  }
}
