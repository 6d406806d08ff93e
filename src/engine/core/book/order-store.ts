/**
 * The pool of order records shared by all books.
 *
 * An order id is `generation · 2^22 + slot`: it finds its record without a hash, is never 0, stays
 * below 2^53 and is never used twice, because a slot whose generations are used up is retired.
 * The generation counts the orders the slot had before.
 * Free slots are linked through their own records, last freed first, so live orders stay close together.
 *
 * Invariants: the generation of a free slot is the last one's bitwise complement, so no id finds it; slot 0 is never an order; slots from 1 to `highWater` are live, free or retired; a slot
 * above it was never used and its records are zero. Fails only by answering 0: the pool is full.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import * as layout from './order-layout.js';

const { NEXT, LEVEL, GENERATION, HOT_I32_LOG2, HOT_BYTES, COLD_BYTES } = layout;

/** Slots an id can address, so the most a store can be configured for is one less. */
export const ORDER_SLOTS_MAX = 2 ** 22;
const SLOT_MASK = ORDER_SLOTS_MAX - 1;
const GENERATION_MAX = 2 ** 31 - 1;

/** The hot record of slot 0, which is no order, holds the counters. Its generation stays 0. */
const FREE_HEAD = 0;
const HIGH_WATER = 1;
const LIVE_COUNT = 2;

export class OrderStore {
  /** Most orders that can be live at once. */
  readonly capacity: number;
  /** Hot records: queue links, level, owner, open lots, generation. */
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  /** Cold records: what only the rest of the core reads. */
  readonly coldI32: Int32Array;
  readonly coldF64: Float64Array;

  /** @param ordersMax most live orders, 1 to 2^22 − 1 */
  constructor(alloc: ColumnAllocator, ordersMax: number) {
    if (!Number.isInteger(ordersMax) || ordersMax < 1 || ordersMax >= ORDER_SLOTS_MAX) {
      throw new RangeError(`an order store of ${ordersMax} orders`);
    }
    this.capacity = ordersMax;
    const used = () => this.highWater + 1;
    const hot = alloc.records('orders.hot', ordersMax + 1, HOT_BYTES, used);
    const cold = alloc.records('orders.cold', ordersMax + 1, COLD_BYTES, used);
    this.i32 = hot.i32;
    this.i32[FREE_HEAD] = 1;
    this.f64 = hot.f64;
    this.coldI32 = cold.i32;
    this.coldF64 = cold.f64;
  }

  /** Orders live now. */
  get liveCount(): number {
    return this.i32[LIVE_COUNT] as number;
  }

  /** Orders that can still become live. */
  get room(): number {
    return this.capacity - this.liveCount;
  }

  /** Whether `allocate` would answer 0. */
  get isFull(): boolean {
    return (this.i32[FREE_HEAD] as number) > this.capacity;
  }

  /** Highest slot ever used; every live slot is at most this. */
  get highWater(): number {
    return this.i32[HIGH_WATER] as number;
  }

  /**
   * A slot for a new order; its generation is set, it rests nowhere, every other field holds what was
   * there before.
   * @returns the slot, or 0 when the store is full
   */
  allocate(): number {
    const { i32 } = this;
    const slot = i32[FREE_HEAD] as number;
    if (slot > this.capacity) return 0;
    const at = slot << HOT_I32_LOG2;
    const next = i32[at + NEXT] as number;
    i32[FREE_HEAD] = next !== 0 ? next : this.extend(slot);
    i32[at + GENERATION] = 0 - (i32[at + GENERATION] as number);
    i32[LIVE_COUNT]! += 1;
    return slot;
  }

  /** Gives a slot back. The order must be unlinked; its id will never find anything again. */
  free(slot: number): void {
    const { i32 } = this;
    const at = slot << HOT_I32_LOG2;
    const generation = i32[at + GENERATION] as number;
    i32[at + LEVEL] = 0;
    i32[at + GENERATION] = ~generation;
    i32[LIVE_COUNT]! -= 1;
    if (generation === GENERATION_MAX) return;
    i32[at + NEXT] = i32[FREE_HEAD] as number;
    i32[FREE_HEAD] = slot;
  }

  /** The ids the next orders in free slots will get, in the order they will be given out. */
  nextIds(): number[] {
    const { i32, highWater } = this;
    const ids: number[] = [];
    let slot = i32[FREE_HEAD] as number;
    while (slot <= highWater) {
      const at = slot << HOT_I32_LOG2;
      ids.push((0 - (i32[at + GENERATION] as number)) * ORDER_SLOTS_MAX + slot);
      slot = i32[at + NEXT] as number;
    }
    return ids;
  }

  /** Takes in which slots were used, before the first order is taken in. */
  carryInSlots(highWater: number): void {
    const { i32 } = this;
    i32[HIGH_WATER] = highWater;
    i32[FREE_HEAD] = highWater + 1;
    for (let slot = 1; slot <= highWater; slot += 1) {
      i32[(slot << HOT_I32_LOG2) + GENERATION] = ~GENERATION_MAX;
    }
  }

  /** Takes in a live order under its id; answers its slot, or 0 when it is none that can be. */
  carryIn(id: number): number {
    const { i32 } = this;
    const slot = id & SLOT_MASK;
    const at = (slot << HOT_I32_LOG2) + GENERATION;
    if (slot === 0 || slot > this.highWater || (i32[at] as number) >= 0) return 0;
    i32[at] = Math.floor(id / ORDER_SLOTS_MAX);
    i32[LIVE_COUNT]! += 1;
    return slot;
  }

  /** Takes in what `nextIds` said. */
  carryInFree(nextIds: readonly number[]): void {
    const { i32 } = this;
    let next = this.highWater + 1;
    for (let i = nextIds.length - 1; i >= 0; i -= 1) {
      const id = nextIds[i] as number;
      const slot = id & SLOT_MASK;
      i32[(slot << HOT_I32_LOG2) + GENERATION] = 0 - Math.floor(id / ORDER_SLOTS_MAX);
      i32[(slot << HOT_I32_LOG2) + NEXT] = next;
      next = slot;
    }
    i32[FREE_HEAD] = next;
  }

  /** The id of the live order in a slot. */
  idOf(slot: number): number {
    return (this.i32[(slot << HOT_I32_LOG2) + GENERATION] as number) * ORDER_SLOTS_MAX + slot;
  }

  /**
   * The slot of a live order.
   * @param id any number, also from outside
   * @returns 0 if no order of that id is live
   */
  find(id: number): number {
    const slot = id & SLOT_MASK;
    if (slot > (this.i32[HIGH_WATER] as number)) return 0;
    const generation = this.i32[(slot << HOT_I32_LOG2) + GENERATION] as number;
    return generation >= 0 && generation * ORDER_SLOTS_MAX + slot === id ? slot : 0;
  }

  /**
   * Notes that a slot is used for the first time. Such a slot has no next free one in its record; it is
   * the one behind it.
   * @returns the next free slot
   */
  private extend(slot: number): number {
    this.i32[HIGH_WATER] = slot;
    return slot + 1;
  }
}
