/**
 * The pools of levels, pages and regions of all ladders, and the directories that list the regions.
 *
 * An empty page stays where it is, as prices come back; it is put on a stack of idle pages once, and
 * taken from there only when the pool has run out. Levels are given back at once, last freed first, so
 * that the levels in use stay close together in memory.
 *
 * Invariants: level 0, page 0 and region 0 are never used; every page but the empty ones on the idle
 * stack holds an order; a region has at least one page; the page table of a free page is zero.
 * Fails only by answering 0: every page holds an order, or the directory's arena is full.
 */
import type { ColumnAllocator } from '../columns.js';
import { Directory } from './directory.js';
import * as layout from './level-layout.js';

const { LEVEL_I32, LEVEL_BYTES, PLACE, PAGE_I32, PAGE_BITMAP, PAGE_KEY, PAGE_REGION } = layout;
const { PAGE_LADDER, PAGE_IDLE_NEXT, LEVELS_PER_PAGE, PAGES_PER_REGION } = layout;
const { REGION_I32, REGION_BITMAP, REGION_KEY, REGION_LADDER } = layout;
const { REGION_PAGE_COUNT, REGION_PAGES } = layout;

const PAGE_FREE_HEAD = 0;
const PAGE_HIGH_WATER = 1;
const PAGE_IDLE_HEAD = 2;
const REGION_FREE_HEAD = 3;
const REGION_HIGH_WATER = 4;
const LEVEL_FREE_HEAD = 5;
const LEVEL_HIGH_WATER = 6;
const META_LENGTH = 8;

export interface LevelLimits {
  readonly seriesMax: number;
  /** Pages of 32 price levels shared by all books; a page takes 320 bytes. */
  readonly pagesMax: number;
}

export class PagePool {
  readonly levelsI32: Int32Array;
  readonly levelsF64: Float64Array;
  readonly pages: Int32Array;
  /** Page · 32 + place in the page → level; 0 = no order there. */
  readonly levelAt: Int32Array;
  readonly regions: Int32Array;
  readonly directory: Directory;
  private readonly pagesMax: number;
  private readonly meta: Int32Array;

  /** @param levelsMax as many as there can be orders, so that it never runs out */
  constructor(alloc: ColumnAllocator, limits: LevelLimits, levelsMax: number) {
    const { pagesMax, seriesMax } = limits;
    const meta = alloc.i32('book.levels.meta', META_LENGTH);
    const levelsUsed = () => (meta[LEVEL_HIGH_WATER] as number) + 1;
    const pagesUsed = () => (meta[PAGE_HIGH_WATER] as number) + 1;
    const regionsUsed = () => (meta[REGION_HIGH_WATER] as number) + 1;
    const levels = alloc.records('book.levels', levelsMax + 1, LEVEL_BYTES, levelsUsed);
    const count = pagesMax + 1;
    this.meta = meta;
    this.pagesMax = pagesMax;
    this.levelsI32 = levels.i32;
    this.levelsF64 = levels.f64;
    this.pages = alloc.records('book.pages', count, PAGE_I32 * 4, pagesUsed).i32;
    this.levelAt = alloc.records('book.levelAt', count, LEVELS_PER_PAGE * 4, pagesUsed).i32;
    this.regions = alloc.records('book.regions', count, REGION_I32 * 4, regionsUsed).i32;
    this.directory = new Directory(alloc, seriesMax * 2, 4 * (pagesMax + seriesMax * 2));
  }

  /** An empty level for a place in a page. */
  takeLevel(place: number): number {
    const { meta, levelsI32 } = this;
    let level = meta[LEVEL_FREE_HEAD] as number;
    if (level === 0) {
      level = (meta[LEVEL_HIGH_WATER] as number) + 1;
      meta[LEVEL_HIGH_WATER] = level;
    } else {
      meta[LEVEL_FREE_HEAD] = levelsI32[level * LEVEL_I32 + PLACE] as number;
    }
    levelsI32[level * LEVEL_I32 + PLACE] = place;
    return level;
  }

  /** Gives back a level whose counts and links are all 0. */
  freeLevel(level: number): void {
    this.levelsI32[level * LEVEL_I32 + PLACE] = this.meta[LEVEL_FREE_HEAD] as number;
    this.meta[LEVEL_FREE_HEAD] = level;
  }

  /**
   * A page for a key's neighbourhood in which there is none.
   * @returns its number, or 0
   */
  makePage(ladder: number, pageKey: number): number {
    const page = this.takePage();
    if (page === 0) return 0;
    const region = this.regionFor(ladder, pageKey >> 5);
    if (region === 0) {
      this.freePage(page);
      return 0;
    }
    const record = page * PAGE_I32;
    this.pages[record + PAGE_BITMAP] = 0;
    this.pages[record + PAGE_KEY] = pageKey;
    this.pages[record + PAGE_REGION] = region;
    this.pages[record + PAGE_LADDER] = ladder;
    this.stackIdle(page);
    this.regions[region * REGION_I32 + REGION_PAGES + (pageKey & 31)] = page;
    this.regions[region * REGION_I32 + REGION_PAGE_COUNT]! += 1;
    return page;
  }

  /** Notes that a page holds no order now. */
  stackIdle(page: number): void {
    if (this.pages[page * PAGE_I32 + PAGE_IDLE_NEXT] !== 0) return;
    this.pages[page * PAGE_I32 + PAGE_IDLE_NEXT] = (this.meta[PAGE_IDLE_HEAD] as number) + 1;
    this.meta[PAGE_IDLE_HEAD] = page;
  }

  /** Frees the empty regions of a ladder between two places in its directory, with their pages. */
  dropRegions(ladder: number, from: number, to: number): void {
    for (let index = from; index < to; index += 1) {
      const region = this.directory.regionAt(ladder, index);
      const pages = region * REGION_I32 + REGION_PAGES;
      for (let at = pages; at < pages + PAGES_PER_REGION; at += 1) {
        if (this.regions[at] === 0) continue;
        this.freePage(this.regions[at] as number);
        this.regions[at] = 0;
      }
      this.freeRegion(region);
    }
    this.directory.removeRange(ladder, from, to);
  }

  private takePage(): number {
    const { meta, pages } = this;
    if (meta[PAGE_FREE_HEAD] === 0) {
      const fresh = (meta[PAGE_HIGH_WATER] as number) + 1;
      if (fresh <= this.pagesMax) {
        meta[PAGE_HIGH_WATER] = fresh;
        return fresh;
      }
      this.reclaimPage();
    }
    const page = meta[PAGE_FREE_HEAD] as number;
    if (page !== 0) meta[PAGE_FREE_HEAD] = pages[page * PAGE_I32 + PAGE_KEY] as number;
    return page;
  }

  private freePage(page: number): void {
    this.pages[page * PAGE_I32 + PAGE_REGION] = 0;
    this.pages[page * PAGE_I32 + PAGE_KEY] = this.meta[PAGE_FREE_HEAD] as number;
    this.meta[PAGE_FREE_HEAD] = page;
  }

  /** Takes pages off the idle stack until one of them is still in place and empty; frees that one. */
  private reclaimPage(): void {
    const { meta, pages } = this;
    while (meta[PAGE_IDLE_HEAD] !== 0) {
      const page = meta[PAGE_IDLE_HEAD] as number;
      const record = page * PAGE_I32;
      meta[PAGE_IDLE_HEAD] = (pages[record + PAGE_IDLE_NEXT] as number) - 1;
      pages[record + PAGE_IDLE_NEXT] = 0;
      if (pages[record + PAGE_BITMAP] !== 0 || pages[record + PAGE_REGION] === 0) continue;
      this.detachPage(page);
      this.freePage(page);
      return;
    }
  }

  /** Takes an empty page out of its region, and the region out of the directory if it was the last. */
  private detachPage(page: number): void {
    const { regions } = this;
    const region = this.pages[page * PAGE_I32 + PAGE_REGION] as number;
    const record = region * REGION_I32;
    regions[record + REGION_PAGES + ((this.pages[page * PAGE_I32 + PAGE_KEY] as number) & 31)] = 0;
    regions[record + REGION_PAGE_COUNT]! -= 1;
    if (regions[record + REGION_PAGE_COUNT] !== 0) return;
    const ladder = regions[record + REGION_LADDER] as number;
    const index = this.directory.lowerBound(ladder, regions[record + REGION_KEY] as number);
    this.directory.removeRange(ladder, index, index + 1);
    this.freeRegion(region);
  }

  private freeRegion(region: number): void {
    this.regions[region * REGION_I32 + REGION_PAGE_COUNT] = 0;
    this.regions[region * REGION_I32 + REGION_KEY] = this.meta[REGION_FREE_HEAD] as number;
    this.meta[REGION_FREE_HEAD] = region;
  }

  /** The region of a key, made if there was none. Every region has a page, so there are enough. */
  private regionFor(ladder: number, key: number): number {
    const { meta, regions } = this;
    const found = this.directory.find(ladder, key);
    if (found !== 0) return found;
    let region = meta[REGION_FREE_HEAD] as number;
    const isFresh = region === 0;
    if (isFresh) region = (meta[REGION_HIGH_WATER] as number) + 1;
    if (!this.directory.insert(ladder, key, region)) return 0;
    if (isFresh) meta[REGION_HIGH_WATER] = region;
    else meta[REGION_FREE_HEAD] = regions[region * REGION_I32 + REGION_KEY] as number;
    regions[region * REGION_I32 + REGION_BITMAP] = 0;
    regions[region * REGION_I32 + REGION_KEY] = key;
    regions[region * REGION_I32 + REGION_LADDER] = ladder;
    return region;
  }
}
