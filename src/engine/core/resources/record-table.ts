/**
 * A table of records of doubles with dense slots from 1 up, over one column. Slots that were given back are used again, the last
 * one first; an id carries the slot and its generation, so that an old id finds nothing.
 *
 * Invariants: word 0 of a record is its generation, word 1 the next free slot while it is free and 0 while it is live. A record
 * that is begun is all zeros behind them. Fails by answering 0 when it is full.
 */
import type { ColumnAllocator } from '../kernel/columns.js';

/** An id is generation × this + slot. */
export const SLOTS = 2 ** 22;
/** The first word of a record that is its user's. */
export const OWN_WORDS = 2;
/** Words of a hash: four bytes in each. */
export const HASH_WORDS = 8;
const GENERATION = 0;
const NEXT_FREE = 1;
/** What stands there in the last free slot. */
const LAST = -1;
const HIGH_WATER = 0;
const FREE = 1;
const LIVE = 2;

export class RecordTable {
  readonly f: Float64Array;
  readonly words: number;
  readonly capacity: number;
  private readonly meta: Int32Array;

  constructor(alloc: ColumnAllocator, name: string, words: number, capacity: number) {
    this.words = words;
    this.capacity = capacity;
    const meta = alloc.i32(`${name}.meta`, 3);
    this.meta = meta;
    this.f = alloc.f64(
      name,
      (capacity + 1) * words,
      () => ((meta[HIGH_WATER] as number) + 1) * words,
    );
  }

  get highWater(): number {
    return this.meta[HIGH_WATER] as number;
  }

  get liveCount(): number {
    return this.meta[LIVE] as number;
  }

  get room(): number {
    return this.capacity - this.liveCount;
  }

  get(slot: number, field: number): number {
    return this.f[slot * this.words + field] as number;
  }

  set(slot: number, field: number, value: number): void {
    this.f[slot * this.words + field] = value;
  }

  add(slot: number, field: number, amount: number): void {
    const at = slot * this.words + field;
    this.f[at] = (this.f[at] as number) + amount;
  }

  isLive(slot: number): boolean {
    return slot >= 1 && slot <= this.highWater && this.get(slot, NEXT_FREE) === 0;
  }

  idOf(slot: number): number {
    return this.get(slot, GENERATION) * SLOTS + slot;
  }

  /** Slot of a live record, or 0; takes any number from outside. */
  find(id: number): number {
    const slot = id % SLOTS;
    return this.isLive(slot) && this.idOf(slot) === id ? slot : 0;
  }

  /** Begins a record; 0 when there is no room. */
  take(): number {
    const { meta } = this;
    let slot = meta[FREE] as number;
    if (slot !== 0) {
      const next = this.get(slot, NEXT_FREE);
      meta[FREE] = next === LAST ? 0 : next;
    } else {
      if (this.highWater >= this.capacity) return 0;
      slot = this.highWater + 1;
      meta[HIGH_WATER] = slot;
    }
    const at = slot * this.words;
    this.f.fill(0, at + NEXT_FREE, at + this.words);
    meta[LIVE] = this.liveCount + 1;
    return slot;
  }

  /** Gives a live record back. */
  release(slot: number): void {
    const { meta } = this;
    this.add(slot, GENERATION, 1);
    this.set(slot, NEXT_FREE, meta[FREE] === 0 ? LAST : (meta[FREE] as number));
    meta[FREE] = slot;
    meta[LIVE] = this.liveCount - 1;
  }

  /** Takes in the next record of another core, live or free. */
  carryIn(slot: number, generation: number): void {
    this.meta[HIGH_WATER] = Math.max(this.highWater, slot);
    this.set(slot, GENERATION, generation);
    this.meta[LIVE] = this.liveCount + 1;
  }

  /** Takes in that a record is free; the one to be used last comes first. */
  carryInFree(slot: number, generation: number): void {
    this.meta[HIGH_WATER] = Math.max(this.highWater, slot);
    this.set(slot, GENERATION, generation);
    this.set(slot, NEXT_FREE, this.meta[FREE] === 0 ? LAST : (this.meta[FREE] as number));
    this.meta[FREE] = slot;
  }

  /** Free slots, the one to be used last first. */
  free(): number[] {
    const slots: number[] = [];
    for (let slot = this.meta[FREE] as number; slot > 0; slot = this.get(slot, NEXT_FREE)) {
      slots.push(slot);
    }
    return slots.reverse();
  }

  /** Whether the eight words from a field on are the hash. */
  hasHash(slot: number, field: number, hash: Uint8Array): boolean {
    if (hash.length !== HASH_WORDS * 4) return false;
    for (let i = 0; i < HASH_WORDS; i += 1) {
      if (this.get(slot, field + i) !== wordOf(hash, i)) return false;
    }
    return true;
  }

  setHash(slot: number, field: number, hash: Uint8Array): void {
    for (let i = 0; i < HASH_WORDS; i += 1) this.set(slot, field + i, wordOf(hash, i));
  }

  hash(slot: number, field: number): Uint8Array {
    return hashAt((i) => this.get(slot, field + i));
  }
}

/** Whether two records have the same hash from a field on. */
export function isSameHash(table: RecordTable, one: number, other: number, field: number): boolean {
  for (let i = 0; i < HASH_WORDS; i += 1) {
    if (table.get(one, field + i) !== table.get(other, field + i)) return false;
  }
  return true;
}

/** The hash whose words these are. */
export function hashAt(wordAt: (index: number) => number): Uint8Array {
  const bytes = new Uint8Array(HASH_WORDS * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < HASH_WORDS; i += 1) view.setUint32(i * 4, wordAt(i));
  return bytes;
}

/** Four bytes of a hash as a number. */
export function wordOf(hash: Uint8Array, index: number): number {
  const at = index * 4;
  const [a = 0, b = 0, c = 0, d = 0] = hash.subarray(at, at + 4);
  return ((a * 256 + b) * 256 + c) * 256 + d;
}
