/**
 * The tries that lead from a price key to its place: one per ladder, all in one pool of nodes.
 *
 * A key has 32 bits, the same sign throughout a ladder. The lowest five choose the place in a page, a node of height 0, the next five the
 * page in its parent, and so on to the root at height 6. A bitmap word in each node says below which
 * children there are orders, so the best key below a node takes one `clz32` a level.
 * The node of height 2 in which a ladder's last order was placed, its zone of 32,768 ticks, is
 * remembered: nearly every search starts there and takes two steps.
 *
 * A page without orders stays, as prices come back; it is put on a stack of idle pages once, and taken
 * from it only when the pool has run out, with the nodes above that led to nothing else.
 *
 * Invariants: node 0 is never used and its children are 0, so a search that fails ends there; a bit is
 * set if and only if there is an order below; a used node has a child, unless it is an idle page.
 * Fails only by answering 0: the pool is full of pages that hold orders.
 */
import type { ColumnAllocator } from '../columns.js';
import * as layout from './level-layout.js';

const { NODE_I32, NODE_I32_LOG2, BITMAP, PREFIX, PARENT, LADDER, CHILD_COUNT } = layout;
const { IDLE_NEXT, IN_USE, CHILDREN, CHILDREN_LOG2 } = layout;
const { LADDER_I32, LADDER_I32_LOG2, ROOT, ZONE, ZONE_PREFIX } = layout;

const ROOT_HEIGHT = 6;
const ZONE_HEIGHT = 2;
const CHILD_MASK = 31;
const TOP_BIT = 31;
const ZONE_LOG2 = 15;
const REGION_LOG2 = 10;
const PAGE_LOG2 = 5;
const PATH_NODES = ROOT_HEIGHT + 1;

const FREE_HEAD = 0;
const FREE_COUNT = 1;
const HIGH_WATER = 2;
const IDLE_HEAD = 3;
const META_LENGTH = 4;

export class PriceTrie {
  /** Page · 32 + place in the page → level; node · 32 + n → child n. */
  readonly children: Int32Array;
  readonly nodes: Int32Array;
  readonly ladders: Int32Array;
  private readonly nodesMax: number;
  private readonly meta: Int32Array;

  /** @param nodesMax nodes of all tries together, 160 bytes each */
  constructor(alloc: ColumnAllocator, laddersMax: number, nodesMax: number) {
    const meta = alloc.i32('book.trie.meta', META_LENGTH);
    const used = () => (meta[HIGH_WATER] as number) + 1;
    this.meta = meta;
    this.nodesMax = nodesMax;
    this.nodes = alloc.records('book.trie.nodes', nodesMax + 1, NODE_I32 * 4, used).i32;
    this.children = alloc.records('book.trie.children', nodesMax + 1, CHILDREN * 4, used).i32;
    this.ladders = alloc.i32('book.ladders', laddersMax * LADDER_I32);
  }

  /** The place of a key, or 0 if its page does not exist. Changes nothing. */
  find(ladder: number, key: number): number {
    const { ladders, children } = this;
    const at = ladder << LADDER_I32_LOG2;
    const prefix = key >> ZONE_LOG2;
    let zone = ladders[at + ZONE] as number;
    if (ladders[at + ZONE_PREFIX] !== prefix) zone = this.findZone(ladder, prefix);
    const region = children[
      (zone << CHILDREN_LOG2) | ((key >> REGION_LOG2) & CHILD_MASK)
    ] as number;
    const page = children[(region << CHILDREN_LOG2) | ((key >> PAGE_LOG2) & CHILD_MASK)] as number;
    return page === 0 ? 0 : (page << CHILDREN_LOG2) | (key & CHILD_MASK);
  }

  /**
   * The place of a key in a page that is made if there was none.
   * @returns 0 when there is no room; else valid until the next call
   */
  make(ladder: number, key: number): number {
    if (!this.hasRoom()) return 0;
    let node = this.rootOf(ladder);
    for (let height = ROOT_HEIGHT - 1; height >= 0; height -= 1) {
      const prefix = key >> ((height + 1) * CHILDREN_LOG2);
      const at = (node << CHILDREN_LOG2) | (prefix & CHILD_MASK);
      let child = this.children[at] as number;
      if (child === 0) {
        child = this.takeNode(ladder, node, prefix, height);
        this.children[at] = child;
        this.nodes[node * NODE_I32 + CHILD_COUNT]! += 1;
      }
      node = child;
      if (height === ZONE_HEIGHT) this.remember(ladder, node, prefix);
    }
    this.stackIdle(node);
    return (node << CHILDREN_LOG2) | (key & CHILD_MASK);
  }

  /** Sets the bits above a place that has just got its first order. */
  mark(place: number): void {
    const { nodes } = this;
    let node = place >> CHILDREN_LOG2;
    let child = place & CHILD_MASK;
    while (node !== 0) {
      const at = node << NODE_I32_LOG2;
      const bitmap = nodes[at + BITMAP] as number;
      nodes[at + BITMAP] = bitmap | (1 << child);
      if (bitmap !== 0) return;
      child = (nodes[at + PREFIX] as number) & CHILD_MASK;
      node = nodes[at + PARENT] as number;
    }
  }

  /** Clears the bits above a place that has just lost its last order. */
  unmark(place: number): void {
    const { nodes } = this;
    let node = place >> CHILDREN_LOG2;
    let child = place & CHILD_MASK;
    let bitmap = 0;
    while (node !== 0 && bitmap === 0) {
      const at = node << NODE_I32_LOG2;
      bitmap = (nodes[at + BITMAP] as number) & ~(1 << child);
      nodes[at + BITMAP] = bitmap;
      child = (nodes[at + PREFIX] as number) & CHILD_MASK;
      node = nodes[at + PARENT] as number;
    }
    const page = place >> CHILDREN_LOG2;
    if (nodes[(page << NODE_I32_LOG2) + BITMAP] === 0) this.stackIdle(page);
  }

  /** The nearest place below this one, in the order of keys, that holds orders; or 0. */
  below(place: number): number {
    const { nodes } = this;
    let node = place >> CHILDREN_LOG2;
    let child = place & CHILD_MASK;
    while (node !== 0) {
      const at = node << NODE_I32_LOG2;
      const bitmap = (nodes[at + BITMAP] as number) & ((1 << child) - 1);
      if (bitmap !== 0) return this.highest(node, bitmap);
      child = (nodes[at + PREFIX] as number) & CHILD_MASK;
      node = nodes[at + PARENT] as number;
    }
    return 0;
  }

  private highest(from: number, fromBitmap: number): number {
    const { nodes, children } = this;
    let place = (from << CHILDREN_LOG2) | (TOP_BIT - Math.clz32(fromBitmap));
    let height = nodes[(from << NODE_I32_LOG2) + IN_USE] as number;
    while (height > 1) {
      const node = children[place] as number;
      const bitmap = nodes[(node << NODE_I32_LOG2) + BITMAP] as number;
      place = (node << CHILDREN_LOG2) | (TOP_BIT - Math.clz32(bitmap));
      height -= 1;
    }
    return place;
  }

  private findZone(ladder: number, zonePrefix: number): number {
    let node = this.ladders[(ladder << LADDER_I32_LOG2) + ROOT] as number;
    for (let height = ROOT_HEIGHT - 1; height >= ZONE_HEIGHT; height -= 1) {
      const child = (zonePrefix >> ((height - ZONE_HEIGHT) * CHILDREN_LOG2)) & CHILD_MASK;
      node = this.children[(node << CHILDREN_LOG2) | child] as number;
    }
    return node;
  }

  /** Makes the next search for a neighbour of this key start at its zone. */
  private remember(ladder: number, zone: number, prefix: number): void {
    this.ladders[(ladder << LADDER_I32_LOG2) + ZONE] = zone;
    this.ladders[(ladder << LADDER_I32_LOG2) + ZONE_PREFIX] = prefix;
  }

  private rootOf(ladder: number): number {
    const at = (ladder << LADDER_I32_LOG2) + ROOT;
    if (this.ladders[at] === 0) this.ladders[at] = this.takeNode(ladder, 0, 0, ROOT_HEIGHT);
    return this.ladders[at] as number;
  }

  /** Whether a whole path fits, after freeing idle pages if need be. */
  private hasRoom(): boolean {
    const { meta } = this;
    while (
      (meta[FREE_COUNT] as number) + this.nodesMax - (meta[HIGH_WATER] as number) <
      PATH_NODES
    ) {
      if (meta[IDLE_HEAD] === 0) return false;
      this.popIdle();
    }
    return true;
  }

  private takeNode(ladder: number, parent: number, prefix: number, height: number): number {
    const { meta, nodes } = this;
    let node = meta[FREE_HEAD] as number;
    if (node === 0) {
      node = (meta[HIGH_WATER] as number) + 1;
      meta[HIGH_WATER] = node;
    } else {
      meta[FREE_HEAD] = nodes[node * NODE_I32 + PREFIX] as number;
      meta[FREE_COUNT]! -= 1;
    }
    const at = node * NODE_I32;
    nodes[at + PREFIX] = prefix;
    nodes[at + PARENT] = parent;
    nodes[at + LADDER] = ladder;
    nodes[at + IN_USE] = height + 1;
    return node;
  }

  private stackIdle(page: number): void {
    const at = (page << NODE_I32_LOG2) + IDLE_NEXT;
    if (this.nodes[at] !== 0) return;
    this.nodes[at] = (this.meta[IDLE_HEAD] as number) + 1;
    this.meta[IDLE_HEAD] = page;
  }

  /** Takes one page off the stack of idle pages and frees it if it is still without orders. */
  private popIdle(): void {
    const { meta, nodes } = this;
    const page = meta[IDLE_HEAD] as number;
    const at = page * NODE_I32;
    meta[IDLE_HEAD] = (nodes[at + IDLE_NEXT] as number) - 1;
    nodes[at + IDLE_NEXT] = 0;
    if (nodes[at + BITMAP] === 0) this.prune(page);
  }

  /** Frees a page without orders and every node above it that then has no child. */
  private prune(page: number): void {
    const { meta, nodes } = this;
    let node = page;
    let hasChild = false;
    while (!hasChild) {
      const at = node * NODE_I32;
      const parent = nodes[at + PARENT] as number;
      const ladder = (nodes[at + LADDER] as number) * LADDER_I32;
      if (this.ladders[ladder + ZONE] === node) this.ladders[ladder + ZONE] = 0;
      if (parent === 0) this.ladders[ladder + ROOT] = 0;
      else this.children[parent * CHILDREN + ((nodes[at + PREFIX] as number) & CHILD_MASK)] = 0;
      nodes[at + IN_USE] = 0;
      nodes[at + PREFIX] = meta[FREE_HEAD] as number;
      meta[FREE_HEAD] = node;
      meta[FREE_COUNT]! += 1;
      if (parent === 0) return;
      nodes[parent * NODE_I32 + CHILD_COUNT]! -= 1;
      hasChild = nodes[parent * NODE_I32 + CHILD_COUNT] !== 0;
      node = parent;
    }
  }
}
