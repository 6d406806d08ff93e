/**
 * A hash from a pair of small integers to a slot: open addressing, linear probing, deletion by shifting back, all in
 * one typed array, so that equal histories give equal bytes.
 *
 * Invariants: slot 0 means empty; the table is at most half full. Fails only by refusing to be built too small.
 */
import type { ColumnAllocator } from './columns.js';

const STRIDE = 4;

export class PairIndex {
  private readonly cells: Int32Array;
  private readonly mask: number;

  /** @param entriesMax most pairs stored at once */
  constructor(alloc: ColumnAllocator, name: string, entriesMax: number) {
    let buckets = 16;
    while (buckets < entriesMax * 2) buckets *= 2;
    this.mask = buckets - 1;
    this.cells = alloc.i32(name, buckets * STRIDE);
  }

  /** Slot of a pair, or 0. */
  get(first: number, second: number): number {
    const { cells, mask } = this;
    let bucket = hashPair(first, second) & mask;
    for (;;) {
      const at = bucket * STRIDE;
      const slot = cells[at + 2] as number;
      if (slot === 0) return 0;
      if (cells[at] === first && cells[at + 1] === second) return slot;
      bucket = (bucket + 1) & mask;
    }
  }

  /** Stores a pair that is not there yet. */
  set(first: number, second: number, slot: number): void {
    const { cells, mask } = this;
    let bucket = hashPair(first, second) & mask;
    while (cells[bucket * STRIDE + 2] !== 0) bucket = (bucket + 1) & mask;
    const at = bucket * STRIDE;
    cells[at] = first;
    cells[at + 1] = second;
    cells[at + 2] = slot;
  }

  /** Removes a pair that is there. */
  delete(first: number, second: number): void {
    const { cells, mask } = this;
    let hole = hashPair(first, second) & mask;
    while (cells[hole * STRIDE] !== first || cells[hole * STRIDE + 1] !== second) {
      hole = (hole + 1) & mask;
    }
    let bucket = hole;
    for (;;) {
      bucket = (bucket + 1) & mask;
      const at = bucket * STRIDE;
      if (cells[at + 2] === 0) break;
      const home = hashPair(cells[at] as number, cells[at + 1] as number) & mask;
      // The entry may move back only if its home is not between the hole and where it is.
      if (((bucket - home) & mask) >= ((bucket - hole) & mask)) {
        cells.copyWithin(hole * STRIDE, at, at + STRIDE);
        hole = bucket;
      }
    }
    cells.fill(0, hole * STRIDE, hole * STRIDE + STRIDE);
  }
}

function hashPair(first: number, second: number): number {
  let h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
