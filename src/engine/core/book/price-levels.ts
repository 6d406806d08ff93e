/**
 * Where the price levels of every book lie, and how the best one is found.
 *
 * Each side of each series is a ladder. Prices are turned into keys so that on either side a better
 * price is a greater key: a buy's key is its price, a sell's is its bitwise complement. A ladder's keys
 * are cut into regions of 1,024 and those into pages of 32; one bitmap word says which levels of a page
 * and one which pages of a region hold orders, and a sorted directory lists the regions. So a level is
 * found in four steps and the next best one with at most two `clz32`. A place in a page has a level only
 * while it holds orders.
 *
 * Invariants: a bit is set if and only if the level or page below it holds an order; a ladder's best
 * level is the one with the greatest key, or 0.
 * Fails only by answering 0: there is no page for a new price.
 */
import type { ColumnAllocator } from '../columns.js';
import * as layout from './level-layout.js';
import { type LevelLimits, PagePool } from './page-pool.js';

const { LEVEL_I32, PLACE, PAGE_I32, PAGE_BITMAP, PAGE_KEY, PAGE_REGION, PAGE_LADDER } = layout;
const { LEVELS_PER_PAGE, PAGES_PER_REGION } = layout;
const { REGION_I32, REGION_BITMAP, REGION_PAGES, LADDER_I32, BEST_LEVEL, BEST_KEY } = layout;

/** Smallest and greatest price that can be a key on both sides. */
export const PRICE_TICKS_MIN = 1;
export const PRICE_TICKS_MAX = 2 ** 31 - 2;
/** Below every key. */
export const KEY_NONE = -(2 ** 31);

const LEVELS_LOG2 = 5;
const PAGES_LOG2 = 5;
const REGION_LOG2 = LEVELS_LOG2 + PAGES_LOG2;
const IN_PAGE = 31;
const IN_REGION = 31;
/** Empty regions a search for the next level may pass before it frees them. */
const EMPTY_REGIONS_MAX = 16;
const TOP_BIT = 31;

export class PriceLevels {
  readonly pool: PagePool;
  /** Records of the levels. */
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  private readonly ladders: Int32Array;
  private readonly pages: Int32Array;
  private readonly levelAt: Int32Array;
  private readonly regions: Int32Array;

  constructor(alloc: ColumnAllocator, limits: LevelLimits, levelsMax: number) {
    const pool = new PagePool(alloc, limits, levelsMax);
    this.pool = pool;
    this.i32 = pool.levelsI32;
    this.f64 = pool.levelsF64;
    this.pages = pool.pages;
    this.levelAt = pool.levelAt;
    this.regions = pool.regions;
    const laddersMax = limits.seriesMax * 2;
    this.ladders = alloc.i32('book.ladders', laddersMax * LADDER_I32);
    for (let ladder = 0; ladder < laddersMax; ladder += 1) this.setBest(ladder, 0);
  }

  /** The best level of a ladder, or 0. */
  best(ladder: number): number {
    return this.ladders[ladder * LADDER_I32 + BEST_LEVEL] as number;
  }

  /** The key of the best level of a ladder; `KEY_NONE` if it has none. */
  bestKey(ladder: number): number {
    return this.ladders[ladder * LADDER_I32 + BEST_KEY] as number;
  }

  /** The key of a level that holds orders. */
  keyOf(level: number): number {
    const place = this.i32[level * LEVEL_I32 + PLACE] as number;
    const page = (place >> LEVELS_LOG2) * PAGE_I32;
    return ((this.pages[page + PAGE_KEY] as number) << LEVELS_LOG2) | (place & IN_PAGE);
  }

  /** The ladder of a level that holds orders. */
  ladderOf(level: number): number {
    const place = this.i32[level * LEVEL_I32 + PLACE] as number;
    return this.pages[(place >> LEVELS_LOG2) * PAGE_I32 + PAGE_LADDER] as number;
  }

  /** The level of a key, or 0 if no order rests there. */
  find(ladder: number, key: number): number {
    const place = this.findPlace(ladder, key);
    return place === 0 ? 0 : (this.levelAt[place] as number);
  }

  /**
   * The place of a key, in a page that is made if there was none. It stays valid until the next call.
   * @returns 0 when there is no page left
   */
  makePlace(ladder: number, key: number): number {
    const place = this.findPlace(ladder, key);
    if (place !== 0) return place;
    const page = this.pool.makePage(ladder, key >> LEVELS_LOG2);
    return page === 0 ? 0 : (page << LEVELS_LOG2) | (key & IN_PAGE);
  }

  /** The level at a place, or 0 if no order rests there. */
  levelAtPlace(place: number): number {
    return this.levelAt[place] as number;
  }

  /** The level at a place, made if no order rests there. */
  levelFor(place: number): number {
    const level = this.levelAt[place] as number;
    return level !== 0 ? level : this.open(place);
  }

  /** Takes away a level that has just lost its last order. */
  close(level: number): void {
    const { pages } = this;
    const place = this.i32[level * LEVEL_I32 + PLACE] as number;
    const page = (place >> LEVELS_LOG2) * PAGE_I32;
    const bitmap = (pages[page + PAGE_BITMAP] as number) & ~(1 << (place & IN_PAGE));
    pages[page + PAGE_BITMAP] = bitmap;
    if (bitmap === 0) this.emptyPage(place >> LEVELS_LOG2);
    this.levelAt[place] = 0;
    this.pool.freeLevel(level);
    const ladder = pages[page + PAGE_LADDER] as number;
    if (this.ladders[ladder * LADDER_I32 + BEST_LEVEL] === level) {
      this.setBest(ladder, this.worseThanClosed(place, bitmap));
    }
  }

  /** The next worse level that holds orders, or 0. */
  worse(level: number): number {
    const place = this.i32[level * LEVEL_I32 + PLACE] as number;
    const page = (place >> LEVELS_LOG2) * PAGE_I32;
    const below = (1 << (place & IN_PAGE)) - 1;
    const near = this.nextInRegion(place, (this.pages[page + PAGE_BITMAP] as number) & below);
    if (near !== 0) return near;
    const ladder = this.pages[page + PAGE_LADDER] as number;
    return this.topAt(ladder, this.nextRegion(ladder, this.directoryIndexOf(page)));
  }

  /** How many levels the bitmaps of a ladder mark; for validation. */
  countMarked(ladder: number): number {
    const { directory } = this.pool;
    let marked = 0;
    for (let index = 0; index < directory.count(ladder); index += 1) {
      const region = directory.regionAt(ladder, index);
      for (let place = 0; place < PAGES_PER_REGION; place += 1) {
        const page = this.regions[region * REGION_I32 + REGION_PAGES + place] as number;
        const bitmap = page === 0 ? 0 : (this.pages[page * PAGE_I32 + PAGE_BITMAP] as number);
        const isMarked = ((this.regionBitmap(region) >>> place) & 1) === 1;
        if (isMarked !== (bitmap !== 0)) return -1;
        for (let bit = 0; bit < LEVELS_PER_PAGE; bit += 1) marked += (bitmap >>> bit) & 1;
      }
    }
    return marked;
  }

  private findPlace(ladder: number, key: number): number {
    const region = this.pool.directory.find(ladder, key >> REGION_LOG2);
    if (region === 0) return 0;
    const at = region * REGION_I32 + REGION_PAGES + ((key >> LEVELS_LOG2) & IN_REGION);
    const page = this.regions[at] as number;
    return page === 0 ? 0 : (page << LEVELS_LOG2) | (key & IN_PAGE);
  }

  private open(place: number): number {
    const { pages, ladders } = this;
    const level = this.pool.takeLevel(place);
    this.levelAt[place] = level;
    const page = (place >> LEVELS_LOG2) * PAGE_I32;
    const bitmap = pages[page + PAGE_BITMAP] as number;
    const pageKey = pages[page + PAGE_KEY] as number;
    pages[page + PAGE_BITMAP] = bitmap | (1 << (place & IN_PAGE));
    if (bitmap === 0) {
      const region = (pages[page + PAGE_REGION] as number) * REGION_I32;
      this.regions[region + REGION_BITMAP]! |= 1 << (pageKey & IN_REGION);
    }
    const ladder = (pages[page + PAGE_LADDER] as number) * LADDER_I32;
    const key = (pageKey << LEVELS_LOG2) | (place & IN_PAGE);
    if (key > (ladders[ladder + BEST_KEY] as number)) {
      ladders[ladder + BEST_LEVEL] = level;
      ladders[ladder + BEST_KEY] = key;
    }
    return level;
  }

  /** Notes that a page has lost its last order. */
  private emptyPage(page: number): void {
    const { pages } = this;
    const region = (pages[page * PAGE_I32 + PAGE_REGION] as number) * REGION_I32;
    const bit = 1 << ((pages[page * PAGE_I32 + PAGE_KEY] as number) & IN_REGION);
    this.regions[region + REGION_BITMAP]! &= ~bit;
    this.pool.stackIdle(page);
  }

  /**
   * The best level after the best one has been closed, all better places being empty too. A search that
   * has passed many empty regions frees them, and so pays for itself; a mere look at the book never
   * does, or looking would change the state.
   */
  private worseThanClosed(place: number, bitmap: number): number {
    const near = this.nextInRegion(place, bitmap);
    if (near !== 0) return near;
    const page = (place >> LEVELS_LOG2) * PAGE_I32;
    const ladder = this.pages[page + PAGE_LADDER] as number;
    const start = this.directoryIndexOf(page);
    const index = this.nextRegion(ladder, start);
    const found = this.topAt(ladder, index);
    if (start - 1 - index > EMPTY_REGIONS_MAX) this.pool.dropRegions(ladder, index + 1, start);
    return found;
  }

  /** The best level of a page's `bitmap`, or else of the worse pages of its region, or 0. */
  private nextInRegion(place: number, bitmap: number): number {
    if (bitmap !== 0) {
      return this.levelAt[(place & ~IN_PAGE) | (TOP_BIT - Math.clz32(bitmap))] as number;
    }
    const page = (place >> LEVELS_LOG2) * PAGE_I32;
    const region = this.pages[page + PAGE_REGION] as number;
    const below = (1 << ((this.pages[page + PAGE_KEY] as number) & IN_REGION)) - 1;
    const pages = this.regionBitmap(region) & below;
    return pages === 0 ? 0 : this.topOfRegion(region, pages);
  }

  private topOfRegion(region: number, bitmap: number): number {
    const at = region * REGION_I32 + REGION_PAGES + TOP_BIT - Math.clz32(bitmap);
    const page = this.regions[at] as number;
    const levels = this.pages[page * PAGE_I32 + PAGE_BITMAP] as number;
    return this.levelAt[(page << LEVELS_LOG2) | (TOP_BIT - Math.clz32(levels))] as number;
  }

  private directoryIndexOf(page: number): number {
    const regionKey = (this.pages[page + PAGE_KEY] as number) >> PAGES_LOG2;
    return this.pool.directory.lowerBound(this.pages[page + PAGE_LADDER] as number, regionKey);
  }

  /** The place in the directory of the next region below `start` that holds orders, or -1. */
  private nextRegion(ladder: number, start: number): number {
    const { directory } = this.pool;
    let index = start - 1;
    while (index >= 0 && this.regionBitmap(directory.regionAt(ladder, index)) === 0) index -= 1;
    return index;
  }

  /** The best level of the region at a place in the directory, which holds orders; 0 for -1. */
  private topAt(ladder: number, index: number): number {
    if (index < 0) return 0;
    const region = this.pool.directory.regionAt(ladder, index);
    return this.topOfRegion(region, this.regionBitmap(region));
  }

  private regionBitmap(region: number): number {
    return this.regions[region * REGION_I32 + REGION_BITMAP] as number;
  }

  private setBest(ladder: number, level: number): void {
    this.ladders[ladder * LADDER_I32 + BEST_LEVEL] = level;
    this.ladders[ladder * LADDER_I32 + BEST_KEY] = level === 0 ? KEY_NONE : this.keyOf(level);
  }
}
