/**
 * A short ladder: the keys of up to 40 levels in one table, their levels in another, both in the order of the keys, best
 * at the end. All functions over the cells.
 *
 * A book of few prices, which may lie far apart, then takes 320 bytes a side instead of a path of nodes a price; with
 * thousands of books that is what stays in the processor's cache. Most orders come near the best price, so searches
 * begin there.
 *
 * Invariant: keys ascend, and the word of a key in the one table is the word of its level in the other.
 */
import * as layout from './level-layout.js';

const { CELL_I32_LOG2, LADDERS, RUNGS, RUNG_KEYS, RUNG_LEVELS } = layout;
const CHILDREN_LOG2 = layout.CHILDREN_LOG2;
const TOP_BIT = 31;

/** The level of a key, or 0. */
export function findRung(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const rung = rungBelow(cells, at, key);
  if (rung < 0 || cells[((cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2) + rung] !== key)
    return 0;
  return levelOf(cells, at, rung);
}

/** The level of the next better key that is above this one, or 0. */
export function rungAbove(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const rung = rungBelow(cells, at, key) + 1;
  return rung === cells[at + RUNGS] ? 0 : levelOf(cells, at, rung);
}

/** The level of the next worse key that is below this one, whose level there is; or 0. */
export function rungUnder(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const rung = rungBelow(cells, at, key) - 1;
  return rung < 0 ? 0 : levelOf(cells, at, rung);
}

/** Puts a level in, whose key has none; there is room for it. */
export function insertRung(cells: Int32Array, ladder: number, key: number, level: number): void {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  const levels = (cells[at + RUNG_LEVELS] as number) << CELL_I32_LOG2;
  let rung = cells[at + RUNGS] as number;
  cells[at + RUNGS] = rung + 1;
  while (rung > 0 && (cells[keys + rung - 1] as number) > key) {
    cells[keys + rung] = cells[keys + rung - 1] as number;
    cells[levels + rung] = cells[levels + rung - 1] as number;
    rung -= 1;
  }
  cells[keys + rung] = key;
  cells[levels + rung] = level;
}

/**
 * Takes the level of a key out.
 * @returns the best level that is left, or 0
 */
export function removeRung(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  const levels = (cells[at + RUNG_LEVELS] as number) << CELL_I32_LOG2;
  const last = (cells[at + RUNGS] as number) - 1;
  cells[at + RUNGS] = last;
  for (let rung = rungFrom(cells, keys, last, key); rung < last; rung += 1) {
    cells[keys + rung] = cells[keys + rung + 1] as number;
    cells[levels + rung] = cells[levels + rung + 1] as number;
  }
  return last === 0 ? 0 : (cells[levels + last - 1] as number);
}

/** Nodes below the root of a trie that would hold the ladder's keys and another one, which it does not have. */
export function trieNodesOf(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  const above = rungBelow(cells, at, key) + 1;
  const rungs = cells[at + RUNGS] as number;
  const keyAt = (i: number) =>
    i === above ? key : (cells[keys + (i < above ? i : i - 1)] as number);
  let nodes = branchHeight(keyAt(0), ~keyAt(0));
  for (let i = 1; i <= rungs; i += 1) nodes += branchHeight(keyAt(i - 1), keyAt(i));
  return nodes;
}

/** Height of the lowest node above both keys: as many nodes the second has for itself. */
function branchHeight(first: number, second: number): number {
  return Math.floor((TOP_BIT - Math.clz32(first ^ second)) / CHILDREN_LOG2);
}

/** The last rung whose key is not above this one, or −1. */
function rungBelow(cells: Int32Array, at: number, key: number): number {
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  return rungFrom(cells, keys, (cells[at + RUNGS] as number) - 1, key);
}

function rungFrom(cells: Int32Array, keys: number, last: number, key: number): number {
  let rung = last;
  while (rung >= 0 && (cells[keys + rung] as number) > key) rung -= 1;
  return rung;
}

function levelOf(cells: Int32Array, at: number, rung: number): number {
  return cells[((cells[at + RUNG_LEVELS] as number) << CELL_I32_LOG2) + rung] as number;
}
