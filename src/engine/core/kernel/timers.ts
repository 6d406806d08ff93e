/**
 * Timers in the core: a binary heap in typed arrays, ordered by due time and then by the order of setting, so that
 * equal histories fire equal timers in equal order. A timer can be cancelled, so the heap never outgrows what is live.
 *
 * Invariant: `place[heap[i]] = i` for every i. Fails by answering 0 when full.
 */
import type { ColumnAllocator } from './columns.js';

/** What a due timer does. */
export const TIMER = {
  SERIES_START: 1,
  SERIES_END: 2,
  ORDER_EXPIRY: 3,
  QUOTE_EXPIRY: 4,
  DELIVERY_DEADLINE: 5,
  AUCTION_END: 6,
  PARAMETER: 7,
  WALLET_LINK: 8,
  COLLATERAL_REVIEW: 9,
  PURCHASE: 20,
  LISTING: 21,
  REQUEST: 22,
  /** A period of what a listing promises is over. */
  PROMISE: 23,
  /** A qualification ends. */
  QUALIFICATION: 26,
  /** Segments are measured. */
  GATE_HOUR: 27,
  /** Values of the index are computed. */
  INDEX: 28,
} as const;

const COUNT = 0;
const FREE_HEAD = 1;
const HIGH_WATER = 2;
const WORDS = 4;
const ORDER = 0;
const NEXT_DUE = 1;
const FIELD = { dueMs: 0, order: 1, kind: 2, reference: 3 } as const;

export class Timers {
  private readonly records: Float64Array;
  private readonly heap: Int32Array;
  private readonly place: Int32Array;
  private readonly meta: Int32Array;
  /** The next order number, and when the next timer is due: looked at by every command. */
  private readonly clock: Float64Array;
  readonly capacity: number;

  constructor(alloc: ColumnAllocator, name: string, capacity: number) {
    this.capacity = capacity;
    const meta = alloc.i32(`${name}.meta`, 3);
    this.meta = meta;
    this.clock = alloc.f64(`${name}.clock`, 2);
    this.clock[NEXT_DUE] = Infinity;
    const high = () => (meta[HIGH_WATER] as number) + 1;
    this.records = alloc.f64(`${name}.records`, (capacity + 1) * WORDS, () => high() * WORDS);
    this.heap = alloc.i32(`${name}.heap`, capacity + 1, high);
    this.place = alloc.i32(`${name}.place`, capacity + 1, high);
  }

  get count(): number {
    return this.meta[COUNT] as number;
  }

  /** When the next timer is due; Infinity when none is set. */
  get nextDueMs(): number {
    return this.clock[NEXT_DUE] as number;
  }

  /** Kind and reference of the next timer; only while one is set. */
  get nextKind(): number {
    return this.read(this.heap[0] as number, FIELD.kind);
  }

  get nextReference(): number {
    return this.read(this.heap[0] as number, FIELD.reference);
  }

  get isFull(): boolean {
    return this.count >= this.capacity;
  }

  /** Whether more than `most` timers are due. Looks at no more than that. */
  hasMoreDue(nowMs: number, most: number): boolean {
    return this.countDue(0, nowMs, most + 1) > most;
  }

  /** Timers that are due in the part of the heap below an index, `most` at most. */
  private countDue(index: number, nowMs: number, most: number): number {
    if (most <= 0 || index >= this.count) return 0;
    // Nothing below one that is not due is due.
    if (this.read(this.heap[index] as number, FIELD.dueMs) > nowMs) return 0;
    const left = 1 + this.countDue(index * 2 + 1, nowMs, most - 1);
    return left + this.countDue(index * 2 + 2, nowMs, most - left);
  }

  /** Every timer that is set, in the order they fire. */
  list(): readonly { timer: number; dueMs: number; kind: number; reference: number }[] {
    const timers = [...this.heap.subarray(0, this.count)];
    timers.sort((a, b) => (this.isBefore(a, b) ? -1 : 1));
    return timers.map((timer) => ({
      timer,
      dueMs: this.read(timer, FIELD.dueMs),
      kind: this.read(timer, FIELD.kind),
      reference: this.read(timer, FIELD.reference),
    }));
  }

  /** Sets a timer and returns its handle, or 0 when the store is full. */
  set(dueMs: number, kind: number, reference: number): number {
    if (this.isFull) return 0;
    let timer = this.meta[FREE_HEAD] as number;
    if (timer !== 0) {
      this.meta[FREE_HEAD] = this.place[timer] as number;
    } else {
      timer = (this.meta[HIGH_WATER] as number) + 1;
      this.meta[HIGH_WATER] = timer;
    }
    const order = this.clock[ORDER] as number;
    this.clock[ORDER] = order + 1;
    const at = timer * WORDS;
    this.records[at + FIELD.dueMs] = dueMs;
    this.records[at + FIELD.order] = order;
    this.records[at + FIELD.kind] = kind;
    this.records[at + FIELD.reference] = reference;
    const count = this.count;
    this.meta[COUNT] = count + 1;
    this.siftUp(count, timer);
    this.lookAhead();
    return timer;
  }

  /** Takes a set timer out. */
  cancel(timer: number): void {
    const hole = this.place[timer] as number;
    const count = this.count - 1;
    this.meta[COUNT] = count;
    const last = this.heap[count] as number;
    this.heap[count] = 0;
    this.place[timer] = this.meta[FREE_HEAD] as number;
    this.meta[FREE_HEAD] = timer;
    if (last !== timer) this.fillHole(hole, last);
    this.lookAhead();
  }

  private fillHole(hole: number, last: number): void {
    if (hole > 0 && this.isBefore(last, this.heap[(hole - 1) >> 1] as number)) {
      this.siftUp(hole, last);
    } else {
      this.siftDown(hole, last);
    }
  }

  /** Takes the next timer out. */
  pop(): void {
    this.cancel(this.heap[0] as number);
  }

  private lookAhead(): void {
    this.clock[NEXT_DUE] =
      this.count === 0 ? Infinity : this.read(this.heap[0] as number, FIELD.dueMs);
  }

  private read(timer: number, field: number): number {
    return this.records[timer * WORDS + field] as number;
  }

  private isBefore(a: number, b: number): boolean {
    const dueA = this.read(a, FIELD.dueMs);
    const dueB = this.read(b, FIELD.dueMs);
    return dueA < dueB || (dueA === dueB && this.read(a, FIELD.order) < this.read(b, FIELD.order));
  }

  private put(index: number, timer: number): void {
    this.heap[index] = timer;
    this.place[timer] = index;
  }

  private siftUp(from: number, timer: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const other = this.heap[parent] as number;
      if (!this.isBefore(timer, other)) break;
      this.put(index, other);
      index = parent;
    }
    this.put(index, timer);
  }

  private siftDown(from: number, timer: number): void {
    const count = this.count;
    let index = from;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= count) break;
      if (
        child + 1 < count &&
        this.isBefore(this.heap[child + 1] as number, this.heap[child] as number)
      ) {
        child += 1;
      }
      const other = this.heap[child] as number;
      if (!this.isBefore(other, timer)) break;
      this.put(index, other);
      index = child;
    }
    this.put(index, timer);
  }
}
