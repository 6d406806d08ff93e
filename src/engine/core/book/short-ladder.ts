/**
 * A short ladder: the keys of up to 40 levels in one table, their levels in another, both in the order of the keys, best
 * at the end. All functions over the cells.
 *
 * A book of few prices, which may lie far apart, then takes 320 bytes a side instead of a path of nodes a price; with
 * thousands of books that is what stays in the processor's cache. Most orders come near the best price, so searches
 * begin there.
 *
 * Invariant: keys ascend, the word of a key in the one table is the word of its level in the other, and words that no rung
 * uses are 0 once one did.
 */
import * as layout from './level-layout.js';
import { ROOT_HEIGHT } from './price-trie.js';

const { CELL_I32_LOG2, CHILDREN_LOG2, LADDERS, RUNGS, RUNG_KEYS, RUNG_LEVELS } = layout;
const TOP_BIT = 31;

/** The level of a key, or 0. */
export function findRung(cells: Int32Array, ladder: number, key: number): number {
  return levelAt(cells, ladder, rungBelow(cells, ladder, key), key);
}

/** The last rung whose key is not above this one, or −1. */
export function rungBelow(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  let rung = (cells[at + RUNGS] as number) - 1;
  while (rung >= 0 && (cells[keys + rung] as number) > key) rung -= 1;
  return rung;
}

/** The level at a rung if that is the key's, or 0. */
export function levelAt(cells: Int32Array, ladder: number, rung: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  if (rung < 0 || cells[keys + rung] !== key) return 0;
  return levelOf(cells, at, rung);
}

/** The level of the next better key that is above this one, or 0. */
export function rungAbove(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const rung = rungBelow(cells, ladder, key) + 1;
  return rung === cells[at + RUNGS] ? 0 : levelOf(cells, at, rung);
}

/** The level of the next worse key that is below this one, whose level there is; or 0. */
export function rungUnder(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const rung = rungBelow(cells, ladder, key) - 1;
  return rung < 0 ? 0 : levelOf(cells, at, rung);
}

/** Puts a level in at a rung, and those from there on one up; there is room for it. */
export function insertRung(
  cells: Int32Array,
  ladder: number,
  rung: number,
  key: number,
  level: number,
): void {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  const levels = (cells[at + RUNG_LEVELS] as number) << CELL_I32_LOG2;
  const rungs = cells[at + RUNGS] as number;
  cells[at + RUNGS] = rungs + 1;
  for (let to = rungs; to > rung; to -= 1) {
    cells[keys + to] = cells[keys + to - 1] as number;
    cells[levels + to] = cells[levels + to - 1] as number;
  }
  cells[keys + rung] = key;
  cells[levels + rung] = level;
}

/**
 * Takes a rung out, and those above it one down.
 * @returns the best level that is left, or 0
 */
export function removeRung(cells: Int32Array, ladder: number, rung: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  const levels = (cells[at + RUNG_LEVELS] as number) << CELL_I32_LOG2;
  const last = (cells[at + RUNGS] as number) - 1;
  cells[at + RUNGS] = last;
  for (let to = rung; to < last; to += 1) {
    cells[keys + to] = cells[keys + to + 1] as number;
    cells[levels + to] = cells[levels + to + 1] as number;
  }
  cells[keys + last] = 0;
  cells[levels + last] = 0;
  return last === 0 ? 0 : (cells[levels + last - 1] as number);
}

/** Nodes below the root of a trie that would hold the ladder's keys and another one, which it does not have. */
export function trieNodesOf(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  const keys = (cells[at + RUNG_KEYS] as number) << CELL_I32_LOG2;
  const above = rungBelow(cells, ladder, key) + 1;
  const rungs = cells[at + RUNGS] as number;
  const keyAt = (i: number) =>
    i === above ? key : (cells[keys + (i < above ? i : i - 1)] as number);
  let nodes = ROOT_HEIGHT;
  for (let i = 1; i <= rungs; i += 1) nodes += branchHeight(keyAt(i - 1), keyAt(i));
  return nodes;
}

/** Height of the lowest node above both keys: as many nodes the second has for itself. */
function branchHeight(first: number, second: number): number {
  return Math.floor((TOP_BIT - Math.clz32(first ^ second)) / CHILDREN_LOG2);
}

function levelOf(cells: Int32Array, at: number, rung: number): number {
  return cells[((cells[at + RUNG_LEVELS] as number) << CELL_I32_LOG2) + rung] as number;
}
