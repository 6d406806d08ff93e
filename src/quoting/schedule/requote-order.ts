/**
 * Which series is requoted next: urgent ones first, in the order they came, then those that merely changed, then those
 * whose time has come.
 *
 * Invariant: a series that waits has its column `dirty` set; one that is taken has not.
 */
import type { Registry } from '../series/registry.js';
import type { SeriesColumns } from '../series/series-columns.js';
import type { SeriesEntry } from '../series/series-entry.js';
import { DirtyQueue } from './dirty-queue.js';
import { DueHeap } from './due-heap.js';

export class RequoteOrder {
  readonly urgent: DirtyQueue;
  readonly normal: DirtyQueue;
  private readonly registry: Registry;
  private readonly columns: SeriesColumns;
  private readonly due: DueHeap;
  /** Series being priced now, each waiting for the one after it, which is better. */
  private readonly chain: SeriesEntry[] = [];

  /** @param capacity most series listed at once */
  constructor(registry: Registry, capacity: number) {
    this.registry = registry;
    this.columns = registry.columns;
    this.urgent = new DirtyQueue(capacity);
    this.normal = new DirtyQueue(capacity);
    this.due = new DueHeap(capacity);
  }

  /** Series that wait, those whose time has come not counted. */
  get waitingCount(): number {
    return this.urgent.size + this.normal.size;
  }

  /** When the first series is due; infinity when none is. */
  get earliestMs(): number {
    return this.due.earliestMs;
  }

  touch(entry: SeriesEntry, queue: DirtyQueue): void {
    this.columns.dirty[entry.slot] = 1;
    queue.push(entry.slot);
  }

  touchAll(queue: DirtyQueue): void {
    this.registry.relink();
    for (const entry of this.registry.bestFirst()) this.touch(entry, queue);
  }

  /** Takes first those that a changed price of a better series puts out of order, and those it had capped. */
  touchDependents(entry: SeriesEntry): void {
    const { capAskMicroPat, capBidMicroPat, capped, dirty } = this.columns;
    const ask = entry.capAskMicroPat;
    const bid = entry.capBidMicroPat;
    for (const worse of entry.dependents) {
      const above = capAskMicroPat[worse]! > ask || capBidMicroPat[worse]! > bid;
      if (!above && capped[worse] === 0) continue;
      dirty[worse] = 1;
      this.urgent.push(worse);
    }
  }

  /**
   * The next series to look at. Urgent ones wait for nobody; before a series that merely changed or is due come those
   * better ones that changed too, so that none is priced twice because it was priced too early.
   */
  next(nowMs: number): SeriesEntry | undefined {
    const urgent = this.dirtyIn(this.urgent);
    if (urgent !== undefined) return urgent;
    const { chain } = this;
    if (chain.length === 0) {
      const first = this.dirtyIn(this.normal) ?? this.dueAt(nowMs);
      if (first === undefined) return undefined;
      chain.push(first);
    }
    for (;;) {
      const better = this.firstDirty(chain.at(-1)!.dominators);
      if (better === undefined) return chain.pop();
      chain.push(better);
    }
  }

  /** The series is being looked at: it waits no longer. */
  taken(entry: SeriesEntry): void {
    this.columns.dirty[entry.slot] = 0;
  }

  /** When the series is to be looked at again even if nothing happens; infinity when never. */
  setDue(entry: SeriesEntry, dueMs: number): void {
    this.due.set(entry.slot, dueMs);
  }

  /** No more is taken for now: what still waits for its better series goes on waiting. */
  rest(): void {
    for (const entry of this.chain) this.touch(entry, this.normal);
    this.chain.length = 0;
  }

  private dirtyIn(queue: DirtyQueue): SeriesEntry | undefined {
    while (queue.size > 0) {
      const slot = queue.shift();
      const entry = this.columns.dirty[slot] === 1 ? this.registry.at(slot) : undefined;
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  private dueAt(nowMs: number): SeriesEntry | undefined {
    if (this.due.earliestMs > nowMs) return undefined;
    return this.registry.at(this.due.earliestSlot);
  }

  private firstDirty(slots: readonly number[]): SeriesEntry | undefined {
    const { dirty } = this.columns;
    for (const slot of slots) if (dirty[slot] === 1) return this.registry.at(slot);
    return undefined;
  }
}
