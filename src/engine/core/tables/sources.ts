/**
 * Sources of rights: who must deliver, and what the venue owes them for it. An entry is a number of lots of one
 * provider at one price, first as broker inventory (bought, not yet sold), then as an obligation (sold to a consumer).
 *
 * Each series has two queues of entries, inventory and obligations, both first in first out. Neighbours of the same
 * kind, provider and price are merged, so a queue is as long as the trading was varied, not as it was frequent.
 */

import { check } from '../check.js';
import type { ColumnAllocator } from './columns.js';
import { SERIES_FIELD, type SeriesTable } from './series-table.js';

/** How the rights came to be sold: by the broker from inventory, or by novation from a provider's own offer. */
export const SOURCE_KIND = { BROKERED: 0, NOVATED: 1 } as const;

/** Fields of an entry, in words. */
const FIELD = {
  provider: 0,
  kind: 1,
  lots: 2,
  unitMicroPat: 3,
  unitFeeMicroPat: 4,
  next: 5,
  previous: 6,
} as const;
const WORDS = 8;
const FREE_HEAD = 0;
const HIGH_WATER = 1;
const LIVE = 2;

/** Lots of one provider, and what it is owed for each of them. */
export interface Claim {
  readonly provider: number;
  /** One of SOURCE_KIND. */
  readonly kind: number;
  readonly lots: number;
  /** Before its own fee and royalty. */
  readonly unitMicroPat: number;
  /** The provider's own fee per lot. */
  readonly unitFeeMicroPat: number;
}

/** A queue of a series: the fields of the series record that hold its ends. */
export interface Queue {
  readonly head: number;
  readonly tail: number;
}

export const INVENTORY: Queue = {
  head: SERIES_FIELD.inventoryHead,
  tail: SERIES_FIELD.inventoryTail,
};
export const OBLIGATIONS: Queue = {
  head: SERIES_FIELD.obligationHead,
  tail: SERIES_FIELD.obligationTail,
};

export class Sources {
  private readonly f: Float64Array;
  private readonly meta: Int32Array;
  private readonly series: SeriesTable;
  private readonly capacity: number;

  constructor(alloc: ColumnAllocator, series: SeriesTable, maxEntries: number) {
    this.series = series;
    this.capacity = maxEntries;
    const meta = alloc.i32('sources.meta', 3);
    this.meta = meta;
    this.f = alloc.f64(
      'sources',
      (maxEntries + 1) * WORDS,
      () => ((meta[HIGH_WATER] as number) + 1) * WORDS,
    );
  }

  /** Entries that can still be made. */
  get room(): number {
    return this.capacity - (this.meta[LIVE] as number);
  }

  /** First entry of a queue, or 0. */
  first(seriesId: number, queue: Queue): number {
    return this.series.get(seriesId, queue.head);
  }

  /** Last entry of a queue, or 0. */
  last(seriesId: number, queue: Queue): number {
    return this.series.get(seriesId, queue.tail);
  }

  next(entry: number): number {
    return this.f[entry * WORDS + FIELD.next] as number;
  }

  previous(entry: number): number {
    return this.f[entry * WORDS + FIELD.previous] as number;
  }

  provider(entry: number): number {
    return this.f[entry * WORDS + FIELD.provider] as number;
  }

  kind(entry: number): number {
    return this.f[entry * WORDS + FIELD.kind] as number;
  }

  lots(entry: number): number {
    return this.f[entry * WORDS + FIELD.lots] as number;
  }

  /** What the provider is owed per lot before fees and royalty, micro-PAT. */
  unitMicroPat(entry: number): number {
    return this.f[entry * WORDS + FIELD.unitMicroPat] as number;
  }

  /** The provider's own fee per lot, micro-PAT. */
  unitFeeMicroPat(entry: number): number {
    return this.f[entry * WORDS + FIELD.unitFeeMicroPat] as number;
  }

  /** Adds lots at the end of a queue, or at its front when they come back there. */
  add(
    seriesId: number,
    queue: Queue,
    provider: number,
    kind: number,
    lots: number,
    unitMicroPat: number,
    unitFeeMicroPat: number,
    atFront = false,
  ): void {
    const { series } = this;
    const neighbour = series.get(seriesId, atFront ? queue.head : queue.tail);
    if (neighbour !== 0 && this.isSame(neighbour, provider, kind, unitMicroPat, unitFeeMicroPat)) {
      const at = neighbour * WORDS + FIELD.lots;
      this.f[at] = (this.f[at] as number) + lots;
      return;
    }
    const entry = this.allocate();
    const at = entry * WORDS;
    this.f[at + FIELD.provider] = provider;
    this.f[at + FIELD.kind] = kind;
    this.f[at + FIELD.lots] = lots;
    this.f[at + FIELD.unitMicroPat] = unitMicroPat;
    this.f[at + FIELD.unitFeeMicroPat] = unitFeeMicroPat;
    this.f[at + FIELD.next] = atFront ? neighbour : 0;
    this.f[at + FIELD.previous] = atFront ? 0 : neighbour;
    if (neighbour !== 0) {
      this.f[neighbour * WORDS + (atFront ? FIELD.previous : FIELD.next)] = entry;
    } else {
      series.set(seriesId, atFront ? queue.tail : queue.head, entry);
    }
    series.set(seriesId, atFront ? queue.head : queue.tail, entry);
  }

  /** Takes lots off an entry; an entry without lots leaves its queue. */
  remove(seriesId: number, queue: Queue, entry: number, lots: number): void {
    const at = entry * WORDS;
    const left = (this.f[at + FIELD.lots] as number) - lots;
    check(left >= 0, 'I5: an entry of rights gives more lots than it has');
    this.f[at + FIELD.lots] = left;
    if (left > 0) return;
    const next = this.f[at + FIELD.next] as number;
    const previous = this.f[at + FIELD.previous] as number;
    if (previous !== 0) this.f[previous * WORDS + FIELD.next] = next;
    else this.series.set(seriesId, queue.head, next);
    if (next !== 0) this.f[next * WORDS + FIELD.previous] = previous;
    else this.series.set(seriesId, queue.tail, previous);
    this.f.fill(0, at, at + WORDS);
    this.f[at + FIELD.next] = this.meta[FREE_HEAD] as number;
    this.meta[FREE_HEAD] = entry;
    this.meta[LIVE] = (this.meta[LIVE] as number) - 1;
  }

  /** Takes up to so many lots off an entry and says whose they were. */
  take(seriesId: number, queue: Queue, entry: number, lotsMax: number): Claim {
    const claim = {
      provider: this.provider(entry),
      kind: this.kind(entry),
      lots: Math.min(lotsMax, this.lots(entry)),
      unitMicroPat: this.unitMicroPat(entry),
      unitFeeMicroPat: this.unitFeeMicroPat(entry),
    };
    this.remove(seriesId, queue, entry, claim.lots);
    return claim;
  }

  /** Lots in a queue, counted afresh; for the invariant checks. */
  count(seriesId: number, queue: Queue): number {
    let lots = 0;
    for (let entry = this.first(seriesId, queue); entry !== 0; entry = this.next(entry)) {
      lots += this.lots(entry);
    }
    return lots;
  }

  private isSame(
    entry: number,
    provider: number,
    kind: number,
    unitMicroPat: number,
    unitFeeMicroPat: number,
  ): boolean {
    const at = entry * WORDS;
    const { f } = this;
    return (
      f[at + FIELD.provider] === provider &&
      f[at + FIELD.unitMicroPat] === unitMicroPat &&
      f[at + FIELD.kind] === kind &&
      f[at + FIELD.unitFeeMicroPat] === unitFeeMicroPat
    );
  }

  private allocate(): number {
    let entry = this.meta[FREE_HEAD] as number;
    if (entry !== 0) {
      this.meta[FREE_HEAD] = this.next(entry);
    } else {
      entry = (this.meta[HIGH_WATER] as number) + 1;
      check(entry <= this.capacity, 'I6: the store of obligations is over its limit');
      this.meta[HIGH_WATER] = entry;
    }
    this.meta[LIVE] = (this.meta[LIVE] as number) + 1;
    return entry;
  }
}
