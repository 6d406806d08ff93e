/**
 * The sorted directories: for every ladder a list of (key, region) pairs, ascending by key, so that
 * the best region is at the end. All lists live in one arena, each in a block of a power of two
 * entries; a list that outgrows its block moves to one twice the size, freed blocks are kept by size.
 *
 * Keys are whole numbers and distinct, so the entry for `key` lies at or after the place it would have
 * if the list had no gaps, counted from the end. Lists are nearly without gaps, so that place is
 * looked at first and the binary search is the exception.
 *
 * Fails only by answering that the arena is full.
 */
import type { ColumnAllocator } from '../columns.js';

/** Directory record of a ladder: where its block lies, entries in use, size of the block as a power. */
const AT = 0;
const COUNT = 1;
const CLASS = 2;
const RECORD_I32 = 4;

const CLASS_MIN = 2;
const CLASS_MAX = 24;
/** Layout of meta: the arena's end, then the head of the free blocks of each class. */
const ARENA_END = 0;
const FREE_BLOCKS = 1;

export class Directory {
  private readonly records: Int32Array;
  private readonly arena: Int32Array;
  private readonly meta: Int32Array;

  /** @param entriesMax entries of all blocks together */
  constructor(alloc: ColumnAllocator, laddersMax: number, entriesMax: number) {
    const meta = alloc.i32('book.directory.meta', FREE_BLOCKS + CLASS_MAX + 1);
    this.meta = meta;
    this.records = alloc.i32('book.directory.records', laddersMax * RECORD_I32);
    this.arena = alloc.i32(
      'book.directory.arena',
      (entriesMax + 1) * 2,
      () => ((meta[ARENA_END] as number) + 1) * 2,
    );
  }

  /** Entries of a ladder's list. */
  count(ladder: number): number {
    return this.records[ladder * RECORD_I32 + COUNT] as number;
  }

  keyAt(ladder: number, index: number): number {
    return this.arena[(this.records[ladder * RECORD_I32 + AT] as number) + index * 2] as number;
  }

  regionAt(ladder: number, index: number): number {
    return this.arena[(this.records[ladder * RECORD_I32 + AT] as number) + index * 2 + 1] as number;
  }

  /** The region of a key, or 0. */
  find(ladder: number, key: number): number {
    const at = this.records[ladder * RECORD_I32 + AT] as number;
    const last = (this.records[ladder * RECORD_I32 + COUNT] as number) - 1;
    if (last < 0) return 0;
    const guess = last - ((this.arena[at + last * 2] as number) - key);
    if (guess > last) return 0;
    if (guess >= 0 && this.arena[at + guess * 2] === key) {
      return this.arena[at + guess * 2 + 1] as number;
    }
    const index = this.lowerBound(ladder, key);
    return this.arena[at + index * 2] === key ? (this.arena[at + index * 2 + 1] as number) : 0;
  }

  /** Index of the first entry whose key is at least `key`; the count if there is none. */
  lowerBound(ladder: number, key: number): number {
    const at = this.records[ladder * RECORD_I32 + AT] as number;
    let high = this.records[ladder * RECORD_I32 + COUNT] as number;
    if (high === 0) return 0;
    const guess = high - 1 - ((this.arena[at + (high - 1) * 2] as number) - key);
    if (guess >= high) return high;
    let low = guess < 0 ? 0 : guess;
    if (this.arena[at + low * 2] === key) return low;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.arena[at + middle * 2] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Enters a region under a key that is not in the list.
   * @returns false, with nothing changed, when the arena is full
   */
  insert(ladder: number, key: number, region: number): boolean {
    const record = ladder * RECORD_I32;
    const count = this.records[record + COUNT] as number;
    const sizeClass = this.classOf(record);
    const size = sizeClass === 0 ? 0 : 1 << sizeClass;
    if (count === size && !this.grow(record, count)) return false;
    const at = this.records[record + AT] as number;
    const index = this.lowerBound(ladder, key);
    const from = at + index * 2;
    this.arena.copyWithin(from + 2, from, at + count * 2);
    this.arena[from] = key;
    this.arena[from + 1] = region;
    this.records[record + COUNT] = count + 1;
    return true;
  }

  /** Takes the entries from one index up to, but not with, another out of a list. */
  removeRange(ladder: number, from: number, to: number): void {
    const record = ladder * RECORD_I32;
    const at = this.records[record + AT] as number;
    const count = this.records[record + COUNT] as number;
    this.arena.copyWithin(at + from * 2, at + to * 2, at + count * 2);
    this.records[record + COUNT] = count - (to - from);
  }

  private classOf(record: number): number {
    return this.records[record + CLASS] as number;
  }

  private grow(record: number, count: number): boolean {
    const old = this.records[record + AT] as number;
    const oldClass = this.classOf(record);
    const newClass = oldClass === 0 ? CLASS_MIN : oldClass + 1;
    const block = this.takeBlock(newClass);
    if (block === 0) return false;
    if (oldClass !== 0) {
      this.arena.copyWithin(block, old, old + count * 2);
      this.arena[old] = this.meta[FREE_BLOCKS + oldClass] as number;
      this.meta[FREE_BLOCKS + oldClass] = old;
    }
    this.records[record + AT] = block;
    this.records[record + CLASS] = newClass;
    return true;
  }

  /** @returns where a block of 2^sizeClass entries begins in the arena, or 0 */
  private takeBlock(sizeClass: number): number {
    const free = this.meta[FREE_BLOCKS + sizeClass] as number;
    if (free !== 0) {
      this.meta[FREE_BLOCKS + sizeClass] = this.arena[free] as number;
      return free;
    }
    const end = this.meta[ARENA_END] as number;
    const entries = 1 << sizeClass;
    if ((end + 1 + entries) * 2 > this.arena.length) return 0;
    this.meta[ARENA_END] = end + entries;
    return (end + 1) * 2;
  }
}
