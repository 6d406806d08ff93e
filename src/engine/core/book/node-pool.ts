/**
 * The pool of nodes of all ladders, for tries and for the tables of short ladders: what is done when a price is seen for
 * the first time, or not any more.
 *
 * A page without orders stays for a while, as prices come back: it waits in a queue of bounded length, and whoever comes to
 * its head still without orders is freed, with the nodes above that led to nothing else. The next node is the one that was
 * freed last. So what the books use stays about as small as what rests in them, however far prices run.
 *
 * Invariants: a node of a trie has a child, unless it is a page; a page without orders is in the queue; a free node's
 * children, bitmap and counts are 0. Whoever takes nodes has asked for room before.
 */
import { check } from '../kernel/check.js';
import * as layout from './level-layout.js';
import { REGION_HEIGHT, ROOT_HEIGHT, ZONE_HEIGHT } from './price-trie.js';

const { CELL_I32_LOG2, PREFIX, PARENT, LADDER, HEIGHT, CHILD_COUNT, BITMAP, IDLE_NEXT } = layout;
const { CHILDREN, CHILDREN_LOG2, CHILD_MASK, NODE_CELLS, NODE_FREE, NODE_NEXT } = layout;
const { NODES_LEFT, IDLE_HEAD, IDLE_TAIL, IDLE_COUNT } = layout;
const { LADDERS, ROOT, ZONE, ZONE_PREFIX, REGION, REGION_PREFIX } = layout;

/** Nodes from the root to a page: what one new price of a trie can need. */
export const PATH_NODES = ROOT_HEIGHT + 1;
/** Pages that may wait in the queue: 320 KiB, which stays in a cache; of a small pool a quarter. */
export const IDLE_PAGES_MAX = 2_048;
const IDLE_SHARE_LOG2 = 2;

export class NodePool {
  private readonly cells: Int32Array;
  private readonly idleMax: number;

  /** @param cells with the counters of nodes set up */
  constructor(cells: Int32Array, pagesMax: number) {
    this.cells = cells;
    this.idleMax = Math.min(IDLE_PAGES_MAX, pagesMax >> IDLE_SHARE_LOG2);
  }

  /** Whether so many nodes can be taken, after freeing idle pages if need be. */
  hasRoom(nodes: number): boolean {
    const { cells } = this;
    while ((cells[NODES_LEFT] as number) < nodes) {
      if (cells[IDLE_HEAD] === 0) return false;
      this.dequeue();
    }
    return true;
  }

  /** Makes the page of a key, which has none, with the nodes above it where there are none. An order is to rest there at once. */
  makePage(ladder: number, key: number): number {
    const { cells } = this;
    let node = this.nearest(ladder, key);
    let height = cells[(node << CELL_I32_LOG2) + HEIGHT] as number;
    while (height > 0) {
      height -= 1;
      const prefix = key >> ((height + 1) * CHILDREN_LOG2);
      const at = (node << CELL_I32_LOG2) + CHILDREN + (prefix & CHILD_MASK);
      let child = cells[at] as number;
      if (child === 0) {
        child = this.takeNode(ladder, node, prefix, height);
        cells[at] = child;
        cells[(node << CELL_I32_LOG2) + CHILD_COUNT]! += 1;
      }
      node = child;
      if (height === ZONE_HEIGHT) this.remember(ladder, ZONE, ZONE_PREFIX, node, prefix);
      if (height === REGION_HEIGHT) this.remember(ladder, REGION, REGION_PREFIX, node, prefix);
    }
    return node;
  }

  /** A node, for the table of a short ladder. */
  take(): number {
    const { cells } = this;
    check((cells[NODES_LEFT] as number) > 0, 'I20: a price was let in without room for it');
    let node = cells[NODE_FREE] as number;
    if (node === 0) {
      node = cells[NODE_NEXT] as number;
      cells[NODE_NEXT] = node + NODE_CELLS;
    } else {
      cells[NODE_FREE] = cells[(node << CELL_I32_LOG2) + PREFIX] as number;
    }
    cells[NODES_LEFT]! -= 1;
    return node;
  }

  /** Gives a node back that is empty: a table of zeros, or a node that leads nowhere. */
  release(node: number): void {
    const { cells } = this;
    cells[(node << CELL_I32_LOG2) + PREFIX] = cells[NODE_FREE] as number;
    cells[NODE_FREE] = node;
    cells[NODES_LEFT]! += 1;
  }

  /** Notes that a page has lost its last order. */
  retire(page: number): void {
    const { cells } = this;
    if (cells[(page << CELL_I32_LOG2) + IDLE_NEXT] === 0) this.enqueue(page);
    if ((cells[IDLE_COUNT] as number) > this.idleMax) this.dequeue();
  }

  private enqueue(page: number): void {
    const { cells } = this;
    const tail = cells[IDLE_TAIL] as number;
    if (tail === 0) cells[IDLE_HEAD] = page;
    else cells[(tail << CELL_I32_LOG2) + IDLE_NEXT] = page + 1;
    cells[IDLE_TAIL] = page;
    cells[(page << CELL_I32_LOG2) + IDLE_NEXT] = 1;
    cells[IDLE_COUNT]! += 1;
  }

  /** Takes the first page of the queue, and frees it if it is still without orders. */
  private dequeue(): void {
    const { cells } = this;
    const page = cells[IDLE_HEAD] as number;
    const at = page << CELL_I32_LOG2;
    const next = (cells[at + IDLE_NEXT] as number) - 1;
    cells[at + IDLE_NEXT] = 0;
    cells[IDLE_HEAD] = next;
    if (next === 0) cells[IDLE_TAIL] = 0;
    cells[IDLE_COUNT]! -= 1;
    if (cells[at + BITMAP] === 0) this.prune(page);
  }

  /** Makes the next search for a neighbour of this key start at a node. */
  private remember(
    ladder: number,
    nodeField: number,
    prefixField: number,
    node: number,
    prefix: number,
  ): void {
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    this.cells[at + nodeField] = node;
    this.cells[at + prefixField] = prefix;
  }

  /** The node above a key to begin at: the region or zone that is remembered, or else the root. */
  private nearest(ladder: number, key: number): number {
    const { cells } = this;
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    const region = cells[at + REGION] as number;
    const regionPrefix = key >> ((REGION_HEIGHT + 1) * CHILDREN_LOG2);
    if (region !== 0 && cells[at + REGION_PREFIX] === regionPrefix) return region;
    const zone = cells[at + ZONE] as number;
    const zonePrefix = key >> ((ZONE_HEIGHT + 1) * CHILDREN_LOG2);
    if (zone !== 0 && cells[at + ZONE_PREFIX] === zonePrefix) return zone;
    return this.rootOf(ladder);
  }

  private rootOf(ladder: number): number {
    const at = LADDERS + (ladder << CELL_I32_LOG2) + ROOT;
    if (this.cells[at] === 0) this.cells[at] = this.takeNode(ladder, 0, 0, ROOT_HEIGHT);
    return this.cells[at] as number;
  }

  private takeNode(ladder: number, parent: number, prefix: number, height: number): number {
    const { cells } = this;
    const node = this.take();
    const at = node << CELL_I32_LOG2;
    cells[at + PREFIX] = prefix;
    cells[at + PARENT] = parent;
    cells[at + LADDER] = ladder;
    cells[at + HEIGHT] = height;
    return node;
  }

  /** Frees a page without orders and every node above it that then has no child. */
  private prune(page: number): void {
    const { cells } = this;
    let node = page;
    while (node !== 0) {
      const at = node << CELL_I32_LOG2;
      const parent = cells[at + PARENT] as number;
      const ladder = LADDERS + ((cells[at + LADDER] as number) << CELL_I32_LOG2);
      const child = (cells[at + PREFIX] as number) & CHILD_MASK;
      if (cells[ladder + ZONE] === node) cells[ladder + ZONE] = 0;
      if (cells[ladder + REGION] === node) cells[ladder + REGION] = 0;
      this.release(node);
      node = parent;
      if (parent === 0) cells[ladder + ROOT] = 0;
      else if (this.removeChild(parent, child) > 0) return;
    }
  }

  /** @returns the children the node has left */
  private removeChild(node: number, child: number): number {
    const { cells } = this;
    const at = node << CELL_I32_LOG2;
    cells[at + CHILDREN + child] = 0;
    cells[at + CHILD_COUNT]! -= 1;
    return cells[at + CHILD_COUNT] as number;
  }
}
