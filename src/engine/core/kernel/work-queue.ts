/**
 * Work that is too long for one command: a queue of items with a cursor, done a bounded amount at the start of each
 * command. It is state, so every replica does the same work at the same sequence.
 */

import { check } from './check.js';
import type { ColumnAllocator } from './columns.js';

/** What an item of work does. Its reference is a series, or 0. */
export const WORK = {
  CLOSE_SERIES: 1,
  KILL_SERIES: 2,
  KILL_GLOBAL: 3,
  CLEAR_AUCTION: 4,
  OPEN_SERIES: 5,
  /** Orders of a phase that is suspended end. */
  SUSPEND_PHASE: 6,
  /** What settles in cash is over: its orders end; and once it has settled, its positions. */
  END_CASH: 7,
} as const;

const FIELD = { kind: 0, reference: 1, cursor: 2 } as const;
const WORDS = 3;
const HEAD = 0;
const COUNT = 1;

export class WorkQueue {
  private readonly f: Float64Array;
  private readonly meta: Int32Array;
  private readonly capacity: number;

  constructor(alloc: ColumnAllocator, capacity: number) {
    this.capacity = capacity;
    this.meta = alloc.i32('work.meta', 2);
    this.f = alloc.f64('work', capacity * WORDS);
  }

  get count(): number {
    return this.meta[COUNT] as number;
  }

  push(kind: number, reference: number): void {
    check(
      this.count < this.capacity,
      'I7: more work items than series, auctions and kill switches',
    );
    const place = ((this.meta[HEAD] as number) + this.count) % this.capacity;
    this.meta[COUNT] = this.count + 1;
    this.f[place * WORDS + FIELD.kind] = kind;
    this.f[place * WORDS + FIELD.reference] = reference;
    this.f[place * WORDS + FIELD.cursor] = 0;
  }

  /** Every item, the first first. */
  items(): readonly { kind: number; reference: number; cursor: number }[] {
    const { f, meta, capacity } = this;
    return Array.from({ length: this.count }, (_, i) => {
      const at = (((meta[HEAD] as number) + i) % capacity) * WORDS;
      const read = (field: number): number => f[at + field] as number;
      return {
        kind: read(FIELD.kind),
        reference: read(FIELD.reference),
        cursor: read(FIELD.cursor),
      };
    });
  }

  /** Takes in an item at the end. */
  carryIn(kind: number, reference: number, cursor: number): void {
    const place = ((this.meta[HEAD] as number) + this.count) % this.capacity;
    this.push(kind, reference);
    this.f[place * WORDS + FIELD.cursor] = cursor;
  }

  /** Kind of the first item; only while there is one. */
  get kind(): number {
    return this.read(FIELD.kind);
  }

  get reference(): number {
    return this.read(FIELD.reference);
  }

  get cursor(): number {
    return this.read(FIELD.cursor);
  }

  set cursor(value: number) {
    this.f[(this.meta[HEAD] as number) * WORDS + FIELD.cursor] = value;
  }

  /** Whether all items that wait are of one kind. */
  isOnly(kind: number): boolean {
    const { f, meta, capacity } = this;
    for (let i = 0; i < this.count; i += 1) {
      const at = (((meta[HEAD] as number) + i) % capacity) * WORDS;
      if (f[at + FIELD.kind] !== kind) return false;
    }
    return true;
  }

  /** Whether an item waits. */
  has(kind: number, reference: number): boolean {
    const { f, meta, capacity } = this;
    for (let i = 0; i < this.count; i += 1) {
      const at = (((meta[HEAD] as number) + i) % capacity) * WORDS;
      if (f[at + FIELD.kind] === kind && f[at + FIELD.reference] === reference) return true;
    }
    return false;
  }

  shift(): void {
    this.meta[HEAD] = ((this.meta[HEAD] as number) + 1) % this.capacity;
    this.meta[COUNT] = this.count - 1;
  }

  /** Puts the first item at the end, when it cannot go on now. */
  rotate(): void {
    const { kind, reference, cursor } = this;
    this.shift();
    this.push(kind, reference);
    const last = ((this.meta[HEAD] as number) + this.count - 1) % this.capacity;
    this.f[last * WORDS + FIELD.cursor] = cursor;
  }

  private read(field: number): number {
    return this.f[(this.meta[HEAD] as number) * WORDS + field] as number;
  }
}
