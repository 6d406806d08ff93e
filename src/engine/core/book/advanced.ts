/**
 * The pool of extensions: what an order has besides its record when it is more than a plain limit order
 * (a trigger, a trailing distance, a peg, the ring of an OCO group), and lists of such orders.
 * Plain orders have none, so the plain path never looks here.
 *
 * Invariants: extension 0 is none; an order has at most one; an extension is in at most one list and in
 * at most one ring. Fails only by answering 0: the pool is full.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import type { OrderStore } from './order-store.js';

const RECORD_BYTES = 64;
const RECORD_LOG2 = 4;

/** Fields of an extension, all i32. The slot of its order; of a free extension the next free one. */
export const SLOT = 0;
export const SERIES = 1;
/** BUY or SELL. */
export const SIDE = 2;
/** Price at which a dormant order becomes live, in ticks. */
export const TRIGGER_TICKS = 3;
/** Distance of a trailing stop from the best price since it was entered, or of a peg from fair value. */
export const OFFSET_TICKS = 4;
/** Worst price a live order may have, in ticks; 0 = any. */
export const LIMIT_TICKS = 5;
/** Next and previous order of the same OCO group, in a ring; 0 = in no group. */
export const RING_NEXT = 6;
export const RING_PREV = 7;
/** Which list the extension is in, and its neighbours there. */
export const LIST = 8;
export const LIST_NEXT = 9;
export const LIST_PREV = 10;
/** Four words for the caller's own use. */
export const OWN_WORDS = 12;

/** The counters lie in the record of extension 0. */
const FREE_HEAD = 0;
const HIGH_WATER = 1;
const LINKED_COUNT = 2;
const IN_USE = 3;

export class AdvancedBook {
  readonly capacity: number;
  private readonly records: Int32Array;
  /** By slot: the order's extension, or 0. */
  private readonly extensions: Int32Array;

  /** @param specialsMax most orders that can have an extension at once */
  constructor(alloc: ColumnAllocator, orders: OrderStore, specialsMax: number) {
    const table: { i32: Int32Array } = alloc.records(
      'specials',
      specialsMax + 1,
      RECORD_BYTES,
      () => (table.i32[HIGH_WATER] as number) + 1,
    );
    this.capacity = specialsMax;
    this.records = table.i32;
    this.extensions = alloc.i32('specials.bySlot', orders.capacity + 1, () => orders.highWater + 1);
  }

  /** Orders that are in an OCO group. */
  get linkedCount(): number {
    return this.records[LINKED_COUNT] as number;
  }

  set linkedCount(count: number) {
    this.records[LINKED_COUNT] = count;
  }

  /** Extensions that can still be attached. */
  get room(): number {
    return this.capacity - (this.records[IN_USE] as number);
  }

  /** The extension of an order, or 0. */
  of(slot: number): number {
    return this.extensions[slot] as number;
  }

  /**
   * Gives an order an extension with every field 0 but series and side; the one it has, if any.
   * @returns 0 when the pool is full
   */
  attach(slot: number, series: number, side: number): number {
    const had = this.extensions[slot] as number;
    if (had !== 0) return had;
    const { records } = this;
    let extension = records[FREE_HEAD] as number;
    if (extension !== 0) {
      records[FREE_HEAD] = records[extension << RECORD_LOG2] as number;
    } else {
      extension = (records[HIGH_WATER] as number) + 1;
      if (extension > this.capacity) return 0;
      records[HIGH_WATER] = extension;
    }
    const at = extension << RECORD_LOG2;
    records.fill(0, at, at + (1 << RECORD_LOG2));
    records[at + SLOT] = slot;
    records[at + SERIES] = series;
    records[at + SIDE] = side;
    this.extensions[slot] = extension;
    records[IN_USE]! += 1;
    return extension;
  }

  /** Takes the extension, if any, off an order that is in no list and no ring. */
  detach(slot: number): void {
    const extension = this.extensions[slot] as number;
    if (extension === 0) return;
    this.extensions[slot] = 0;
    this.records[(extension << RECORD_LOG2) + SLOT] = this.records[FREE_HEAD] as number;
    this.records[FREE_HEAD] = extension;
    this.records[IN_USE]! -= 1;
  }

  get(extension: number, field: number): number {
    return this.records[(extension << RECORD_LOG2) + field] as number;
  }

  set(extension: number, field: number, value: number): void {
    this.records[(extension << RECORD_LOG2) + field] = value;
  }
}

/** One list of extensions a series, in the order they were added. */
export class AdvancedList {
  private readonly specials: AdvancedBook;
  private readonly number: number;
  /** First and last of each series, and their count. */
  private readonly ends: Int32Array;

  /** @param number tells the lists of one pool apart, from 1 */
  constructor(alloc: ColumnAllocator, name: string, specials: AdvancedBook, options: ListOptions) {
    this.specials = specials;
    this.number = options.number;
    this.ends = alloc.i32(`specials.${name}`, options.seriesMax * 3);
  }

  first(series: number): number {
    return this.ends[series * 3] as number;
  }

  next(extension: number): number {
    return this.specials.get(extension, LIST_NEXT);
  }

  count(series: number): number {
    return this.ends[series * 3 + 2] as number;
  }

  has(extension: number): boolean {
    return this.specials.get(extension, LIST) === this.number;
  }

  /** Adds an extension that is in no list at the end. */
  add(extension: number): void {
    const { specials, ends } = this;
    const at = specials.get(extension, SERIES) * 3;
    const last = ends[at + 1] as number;
    specials.set(extension, LIST, this.number);
    specials.set(extension, LIST_NEXT, 0);
    specials.set(extension, LIST_PREV, last);
    if (last === 0) ends[at] = extension;
    else specials.set(last, LIST_NEXT, extension);
    ends[at + 1] = extension;
    ends[at + 2]! += 1;
  }

  /** Takes an extension that is in this list out of it. */
  remove(extension: number): void {
    const { specials, ends } = this;
    const at = specials.get(extension, SERIES) * 3;
    const next = specials.get(extension, LIST_NEXT);
    const prev = specials.get(extension, LIST_PREV);
    if (prev === 0) ends[at] = next;
    else specials.set(prev, LIST_NEXT, next);
    if (next === 0) ends[at + 1] = prev;
    else specials.set(next, LIST_PREV, prev);
    specials.set(extension, LIST, 0);
    ends[at + 2]! -= 1;
  }
}

export interface ListOptions {
  readonly number: number;
  readonly seriesMax: number;
}
