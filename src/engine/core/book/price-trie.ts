/**
 * The tries that lead from a price key to its place, as functions over the cells.
 *
 * The lowest five bits of a key choose the place in a page, a node of height 0, the next five the page
 * in its parent, and so on to the root at height 6. A bitmap word in each node says below which children
 * there are orders, so the best key below a node takes one `clz32` a step. Two nodes of a ladder's last
 * order are remembered, because a step to a node of a book that was not used lately is a wait for memory:
 * its region, of height 1 and 1,024 ticks, from where a page is one step, and its zone, of height 3 and
 * 1,048,576 ticks, from where it is three. No search takes more than fourteen.
 *
 * Invariant: a bit is set if and only if there is an order below.
 */
import * as layout from './level-layout.js';

const { CELL_I32_LOG2, BITMAP, PREFIX, PARENT, HEIGHT, CHILDREN, CHILDREN_LOG2, CHILD_MASK } =
  layout;
const { LADDERS, ROOT, ZONE, ZONE_PREFIX, REGION, REGION_PREFIX } = layout;

export const ROOT_HEIGHT = 6;
export const ZONE_HEIGHT = 3;
export const REGION_HEIGHT = 1;
const ZONE_LOG2 = 20;
const DISTRICT_LOG2 = 15;
const REGION_LOG2 = 10;
const TOP_BIT = 31;
const ALL_BITS = -1;

/** The word of the cells that holds the child at a place, `node · 32 + child`. */
export function wordOf(place: number): number {
  return ((place >> CHILDREN_LOG2) << CELL_I32_LOG2) + CHILDREN + (place & CHILD_MASK);
}

/**
 * The page of a key, or 0 if it does not exist. Looks in the region and zone of the ladder's last order first, and
 * remembers the key's region as the last one.
 */
export function seekPage(cells: Int32Array, ladder: number, key: number): number {
  const at = LADDERS + (ladder << CELL_I32_LOG2);
  if (cells[at + REGION_PREFIX] === key >> REGION_LOG2) {
    return pageInRegion(cells, cells[at + REGION] as number, key);
  }
  if (cells[at + ZONE_PREFIX] !== key >> ZONE_LOG2) return findPage(cells, ladder, key);
  const region = regionInZone(cells, cells[at + ZONE] as number, key);
  cells[at + REGION] = region;
  cells[at + REGION_PREFIX] = key >> REGION_LOG2;
  return pageInRegion(cells, region, key);
}

/** The page of a key, or 0 if it does not exist. Changes nothing. */
export function findPage(cells: Int32Array, ladder: number, key: number): number {
  const root = cells[LADDERS + (ladder << CELL_I32_LOG2) + ROOT] as number;
  const zone = findZone(cells, root, key >> ZONE_LOG2);
  return pageInRegion(cells, regionInZone(cells, zone, key), key);
}

function regionInZone(cells: Int32Array, zone: number, key: number): number {
  const district = cells[
    (zone << CELL_I32_LOG2) + CHILDREN + ((key >> DISTRICT_LOG2) & CHILD_MASK)
  ] as number;
  return cells[
    (district << CELL_I32_LOG2) + CHILDREN + ((key >> REGION_LOG2) & CHILD_MASK)
  ] as number;
}

function pageInRegion(cells: Int32Array, region: number, key: number): number {
  return cells[
    (region << CELL_I32_LOG2) + CHILDREN + ((key >> CHILDREN_LOG2) & CHILD_MASK)
  ] as number;
}

function findZone(cells: Int32Array, root: number, prefix: number): number {
  let node = root;
  for (let height = ROOT_HEIGHT - 1; height >= ZONE_HEIGHT; height -= 1) {
    const child = (prefix >> ((height - ZONE_HEIGHT) * CHILDREN_LOG2)) & CHILD_MASK;
    node = cells[(node << CELL_I32_LOG2) + CHILDREN + child] as number;
  }
  return node;
}

/** Sets the bits above a place that has just got its first order. */
export function markPath(cells: Int32Array, place: number): void {
  let node = place >> CHILDREN_LOG2;
  let child = place & CHILD_MASK;
  while (node !== 0) {
    const at = node << CELL_I32_LOG2;
    const bitmap = cells[at + BITMAP] as number;
    cells[at + BITMAP] = bitmap | (1 << child);
    if (bitmap !== 0) return;
    child = (cells[at + PREFIX] as number) & CHILD_MASK;
    node = cells[at + PARENT] as number;
  }
}

/** Clears the bits above a place that has just lost its last order. */
export function unmarkPath(cells: Int32Array, place: number): void {
  let node = place >> CHILDREN_LOG2;
  let child = place & CHILD_MASK;
  while (node !== 0) {
    const at = node << CELL_I32_LOG2;
    const bitmap = (cells[at + BITMAP] as number) & ~(1 << child);
    cells[at + BITMAP] = bitmap;
    if (bitmap !== 0) return;
    child = (cells[at + PREFIX] as number) & CHILD_MASK;
    node = cells[at + PARENT] as number;
  }
}

/** The nearest place before this one, in the order of keys, that holds orders; or 0. */
export function placeBelow(cells: Int32Array, place: number): number {
  let node = place >> CHILDREN_LOG2;
  let child = place & CHILD_MASK;
  while (node !== 0) {
    const at = node << CELL_I32_LOG2;
    const bitmap = (cells[at + BITMAP] as number) & ~(ALL_BITS << child);
    if (bitmap !== 0) return highestPlace(cells, node, bitmap);
    child = (cells[at + PREFIX] as number) & CHILD_MASK;
    node = cells[at + PARENT] as number;
  }
  return 0;
}

/** The nearest place after this one, in the order of keys, that holds orders; or 0. */
export function placeAbove(cells: Int32Array, place: number): number {
  let node = place >> CHILDREN_LOG2;
  let child = place & CHILD_MASK;
  while (node !== 0) {
    const at = node << CELL_I32_LOG2;
    const above = child === TOP_BIT ? 0 : ALL_BITS << (child + 1);
    const bitmap = (cells[at + BITMAP] as number) & above;
    if (bitmap !== 0) return lowestPlace(cells, node, bitmap);
    child = (cells[at + PREFIX] as number) & CHILD_MASK;
    node = cells[at + PARENT] as number;
  }
  return 0;
}

function lowestPlace(cells: Int32Array, from: number, fromBitmap: number): number {
  let node = from;
  let child = TOP_BIT - Math.clz32(fromBitmap & -fromBitmap);
  let height = cells[(node << CELL_I32_LOG2) + HEIGHT] as number;
  while (height > 0) {
    node = cells[(node << CELL_I32_LOG2) + CHILDREN + child] as number;
    const bitmap = cells[(node << CELL_I32_LOG2) + BITMAP] as number;
    child = TOP_BIT - Math.clz32(bitmap & -bitmap);
    height -= 1;
  }
  return (node << CHILDREN_LOG2) | child;
}

function highestPlace(cells: Int32Array, from: number, fromBitmap: number): number {
  let node = from;
  let child = TOP_BIT - Math.clz32(fromBitmap);
  let height = cells[(node << CELL_I32_LOG2) + HEIGHT] as number;
  while (height > 0) {
    node = cells[(node << CELL_I32_LOG2) + CHILDREN + child] as number;
    child = TOP_BIT - Math.clz32(cells[(node << CELL_I32_LOG2) + BITMAP] as number);
    height -= 1;
  }
  return (node << CHILDREN_LOG2) | child;
}
