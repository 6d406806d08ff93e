/**
 * One side of what stands for a series, in its record of numbers: the prices of its levels, then their lots. All series are
 * gone through at once when a parameter of the venue changes, and records of their own would each be waited for.
 *
 * Invariant: levels are best first, none is empty, and no two have the same price; 0 lots end them.
 */
import { LADDER_LEVELS } from '../formulas/explain.js';

/** Numbers of one side. */
export const LADDER_FLOATS = 2 * LADDER_LEVELS;

/** Takes a ladder over at a place: empty levels left out, equal prices joined. */
export function putLadder(
  cells: Float64Array,
  at: number,
  prices: Int32Array,
  sizes: Int32Array,
): void {
  const lotsAt = at + LADDER_LEVELS;
  let used = 0;
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    const lots = sizes[level]!;
    if (lots === 0) continue;
    const priceTicks = prices[level]!;
    if (used > 0 && cells[at + used - 1] === priceTicks) {
      cells[lotsAt + used - 1]! += lots;
      continue;
    }
    cells[at + used] = priceTicks;
    cells[lotsAt + used] = lots;
    used += 1;
  }
  for (let level = used; level < LADDER_LEVELS; level += 1) {
    cells[at + level] = 0;
    cells[lotsAt + level] = 0;
  }
}

/** Whether taking this ladder over would change nothing. */
export function isLadder(
  cells: Float64Array,
  at: number,
  prices: Int32Array,
  sizes: Int32Array,
): boolean {
  let index = 0;
  let left = lotsOf(cells, at, 0);
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    const lots = sizes[level]!;
    if (lots === 0) continue;
    if (left === 0) {
      index += 1;
      left = lotsOf(cells, at, index);
    }
    if (lots > left || cells[at + index] !== prices[level]) return false;
    left -= lots;
  }
  return left === 0 && lotsOf(cells, at, index + 1) === 0;
}

/** Lots of a level, 0 when there is none. */
export function lotsOf(cells: Float64Array, at: number, level: number): number {
  return level < LADDER_LEVELS ? cells[at + LADDER_LEVELS + level]! : 0;
}

/** The level with a price, or −1. */
export function levelAt(cells: Float64Array, at: number, priceTicks: number): number {
  for (let level = 0; lotsOf(cells, at, level) > 0; level += 1) {
    if (cells[at + level] === priceTicks) return level;
  }
  return -1;
}
