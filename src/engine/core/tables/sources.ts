/**
 * Sources of rights: whose they are, what was paid for them, and who must deliver. An entry is a number of lots that
 * are alike, in one of three kinds of queue, each first in first out:
 *
 * - inventory of a series: what the broker bought and has not sold, by provider and the price it is owed;
 * - obligations of a series: the same after the broker sold it, so that of the rights it sold any may serve any;
 * - claims of a consumer's position: what this holder bought, at its price with its fee. Bought from the broker, it is
 *   served from the obligations; bought from a provider it is a *pair*, which names who must deliver and is paid from
 *   this entry's escrow and no other.
 *
 * Neighbours that are alike are merged, so a queue is as long as the trading was varied, not as it was frequent.
 */

import { check } from '../check.js';
import { ACCOUNT_FIELD, type Accounts, BROKER_ACCOUNT } from './accounts.js';
import type { ColumnAllocator } from './columns.js';
import { POSITION_FIELD, POSITION_WORDS, type Positions } from './positions.js';
import { SERIES_FIELD, SERIES_WORDS, type SeriesTable } from './series-table.js';
import { crowdProblem } from './shares.js';

/**
 * How the rights came to be sold: by the broker from inventory, or by novation from a provider's own offer. Of what the
 * broker bought, rights whose capacity was attested through the window when they were minted are a kind of their own.
 */
export const SOURCE_KIND = { BROKERED: 0, NOVATED: 1, ATTESTED: 2 } as const;

/** Fields of an entry, in words. */
const FIELD = {
  provider: 0,
  kind: 1,
  lots: 2,
  unitMicroPat: 3,
  unitFeeMicroPat: 4,
  next: 5,
  previous: 6,
  unitBuyerFeeMicroPat: 7,
} as const;
const WORDS = 8;
const FREE_HEAD = 0;
const HIGH_WATER = 1;
const LIVE = 2;

/**
 * Most entries one fill makes: the holder's claim and the obligation it is served from when the broker sells; attested
 * inventory and other when it buys.
 */
export const ENTRIES_PER_FILL = 2;

/** Lots that are alike: what is owed for each of them, and to whom. */
export interface Claim {
  /** Who must deliver; 0 for a claim on whatever the broker has bought. */
  readonly provider: number;
  /** One of SOURCE_KIND. */
  readonly kind: number;
  readonly lots: number;
  /** The price: what the provider is owed before its own fee and royalty; of a claim also what the holder paid. */
  readonly unitMicroPat: number;
  /** The provider's own fee per lot. */
  readonly unitFeeMicroPat: number;
}

/** Where the ends of a queue are: fields of the record of a series, or of a position. */
export interface Queue {
  readonly ofPosition: boolean;
  readonly head: number;
  readonly tail: number;
}

/** Queues of a series. */
export const INVENTORY: Queue = {
  ofPosition: false,
  head: SERIES_FIELD.inventoryHead,
  tail: SERIES_FIELD.inventoryTail,
};
export const OBLIGATIONS: Queue = {
  ofPosition: false,
  head: SERIES_FIELD.obligationHead,
  tail: SERIES_FIELD.obligationTail,
};
/** The queue of a consumer's position. */
export const CLAIMS: Queue = {
  ofPosition: true,
  head: POSITION_FIELD.claimHead,
  tail: POSITION_FIELD.claimTail,
};

export class Sources {
  private readonly f: Float64Array;
  private readonly meta: Int32Array;
  private readonly seriesRecords: Float64Array;
  private readonly positionRecords: Float64Array;
  private readonly accounts: Accounts;
  private readonly positions: Positions;
  private readonly capacity: number;

  constructor(
    alloc: ColumnAllocator,
    accounts: Accounts,
    series: SeriesTable,
    positions: Positions,
    maxEntries: number,
  ) {
    this.accounts = accounts;
    this.positions = positions;
    this.seriesRecords = series.f;
    this.positionRecords = positions.f;
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

  /** SHARE_USED for an account that has its share of the entries, or 0; the broker is the venue's own. */
  problem(account: number): number {
    const { room, capacity } = this;
    if (room * 2 > capacity || room === 0 || account === BROKER_ACCOUNT) return 0;
    const own = this.accounts.get(account, ACCOUNT_FIELD.entries);
    return crowdProblem(own, 1, room, capacity, this.accounts.count);
  }

  get liveCount(): number {
    return this.meta[LIVE] as number;
  }

  /** First entry of a queue, or 0. @param owner the series or the position whose queue it is */
  first(owner: number, queue: Queue): number {
    return this.end(owner, queue.ofPosition, queue.head);
  }

  /** Last entry of a queue, or 0. */
  last(owner: number, queue: Queue): number {
    return this.end(owner, queue.ofPosition, queue.tail);
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

  /** What the holder paid per lot in fees, micro-PAT. */
  unitBuyerFeeMicroPat(entry: number): number {
    return this.f[entry * WORDS + FIELD.unitBuyerFeeMicroPat] as number;
  }

  /** Adds lots at the end of a queue, or at its front when they come back there. */
  add(
    owner: number,
    queue: Queue,
    provider: number,
    kind: number,
    lots: number,
    unitMicroPat: number,
    unitFeeMicroPat: number,
    unitBuyerFeeMicroPat: number,
    atFront = false,
  ): void {
    const { f } = this;
    const near = atFront ? queue.head : queue.tail;
    const neighbour = this.end(owner, queue.ofPosition, near);
    if (neighbour !== 0) {
      const at = neighbour * WORDS;
      if (
        f[at + FIELD.provider] === provider &&
        f[at + FIELD.unitMicroPat] === unitMicroPat &&
        f[at + FIELD.kind] === kind &&
        f[at + FIELD.unitFeeMicroPat] === unitFeeMicroPat &&
        f[at + FIELD.unitBuyerFeeMicroPat] === unitBuyerFeeMicroPat
      ) {
        f[at + FIELD.lots] = (f[at + FIELD.lots] as number) + lots;
        return;
      }
    }
    const entry = this.insert(owner, queue, provider, atFront);
    const at = entry * WORDS;
    f[at + FIELD.kind] = kind;
    f[at + FIELD.lots] = lots;
    f[at + FIELD.unitMicroPat] = unitMicroPat;
    f[at + FIELD.unitFeeMicroPat] = unitFeeMicroPat;
    f[at + FIELD.unitBuyerFeeMicroPat] = unitBuyerFeeMicroPat;
  }

  /** Takes in an entry at the end of a queue, whatever is before it. */
  carryIn(owner: number, queue: Queue, claim: Claim, unitBuyerFeeMicroPat: number): void {
    const at = this.insert(owner, queue, claim.provider, false) * WORDS;
    this.f[at + FIELD.kind] = claim.kind;
    this.f[at + FIELD.lots] = claim.lots;
    this.f[at + FIELD.unitMicroPat] = claim.unitMicroPat;
    this.f[at + FIELD.unitFeeMicroPat] = claim.unitFeeMicroPat;
    this.f[at + FIELD.unitBuyerFeeMicroPat] = unitBuyerFeeMicroPat;
  }

  /** A fresh entry at an end of a queue. */
  private insert(owner: number, queue: Queue, provider: number, atFront: boolean): number {
    const { f } = this;
    const { ofPosition } = queue;
    const near = atFront ? queue.head : queue.tail;
    const neighbour = this.end(owner, ofPosition, near);
    const entry = this.allocate();
    this.countFor(owner, ofPosition, provider, 1);
    const at = entry * WORDS;
    f[at + FIELD.provider] = provider;
    f[at + FIELD.next] = atFront ? neighbour : 0;
    f[at + FIELD.previous] = atFront ? 0 : neighbour;
    if (neighbour !== 0) {
      f[neighbour * WORDS + (atFront ? FIELD.previous : FIELD.next)] = entry;
    } else {
      this.setEnd(owner, ofPosition, atFront ? queue.tail : queue.head, entry);
    }
    this.setEnd(owner, ofPosition, near, entry);
    return entry;
  }

  /** Takes lots off an entry; an entry without lots leaves its queue. */
  remove(owner: number, queue: Queue, entry: number, lots: number): void {
    const at = entry * WORDS;
    const left = (this.f[at + FIELD.lots] as number) - lots;
    check(left >= 0, 'I5: an entry of rights gives more lots than it has');
    this.f[at + FIELD.lots] = left;
    if (left > 0) return;
    this.countFor(owner, queue.ofPosition, this.f[at + FIELD.provider] as number, -1);
    const next = this.f[at + FIELD.next] as number;
    const previous = this.f[at + FIELD.previous] as number;
    if (previous !== 0) this.f[previous * WORDS + FIELD.next] = next;
    else this.setEnd(owner, queue.ofPosition, queue.head, next);
    if (next !== 0) this.f[next * WORDS + FIELD.previous] = previous;
    else this.setEnd(owner, queue.ofPosition, queue.tail, previous);
    this.f.fill(0, at, at + WORDS);
    this.f[at + FIELD.next] = this.meta[FREE_HEAD] as number;
    this.meta[FREE_HEAD] = entry;
    this.meta[LIVE] = (this.meta[LIVE] as number) - 1;
  }

  /** Takes up to so many lots off an entry and says whose they were. */
  take(owner: number, queue: Queue, entry: number, lotsMax: number): Claim {
    const claim = {
      provider: this.provider(entry),
      kind: this.kind(entry),
      lots: Math.min(lotsMax, this.lots(entry)),
      unitMicroPat: this.unitMicroPat(entry),
      unitFeeMicroPat: this.unitFeeMicroPat(entry),
    };
    this.remove(owner, queue, entry, claim.lots);
    return claim;
  }

  /** Lots in a queue, counted afresh; for the invariant checks. */
  count(owner: number, queue: Queue): number {
    let lots = 0;
    for (let entry = this.first(owner, queue); entry !== 0; entry = this.next(entry)) {
      lots += this.lots(entry);
    }
    return lots;
  }

  private end(owner: number, ofPosition: boolean, field: number): number {
    return ofPosition
      ? (this.positionRecords[owner * POSITION_WORDS + field] as number)
      : (this.seriesRecords[owner * SERIES_WORDS + field] as number);
  }

  private setEnd(owner: number, ofPosition: boolean, field: number, entry: number): void {
    if (ofPosition) this.positionRecords[owner * POSITION_WORDS + field] = entry;
    else this.seriesRecords[owner * SERIES_WORDS + field] = entry;
  }

  /** An entry counts for who holds it and for who must deliver it. */
  private countFor(owner: number, ofPosition: boolean, provider: number, change: number): void {
    const { accounts } = this;
    if (provider !== 0) accounts.add(provider, ACCOUNT_FIELD.entries, change);
    if (ofPosition) accounts.add(this.positions.accountOf(owner), ACCOUNT_FIELD.entries, change);
  }

  private allocate(): number {
    let entry = this.meta[FREE_HEAD] as number;
    if (entry !== 0) {
      this.meta[FREE_HEAD] = this.next(entry);
    } else {
      entry = (this.meta[HIGH_WATER] as number) + 1;
      check(entry <= this.capacity, 'I6: the store of obligations and claims is over its limit');
      this.meta[HIGH_WATER] = entry;
    }
    this.meta[LIVE] = (this.meta[LIVE] as number) + 1;
    return entry;
  }
}
