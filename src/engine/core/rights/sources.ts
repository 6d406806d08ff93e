/**
 * Sources of rights: whose they are, what was paid for them, and who must deliver. An entry is a number of lots that
 * are alike, in one of four kinds of queue, each first in first out:
 *
 * - inventory of a series: what the broker bought and has not sold, by provider and the price it is owed;
 * - obligations of a series: the same after the broker sold it, so that of the rights it sold any may serve any;
 * - claims of a consumer's position: what this holder bought, at its price with its fee. Bought from the broker, it is
 *   served from the obligations; bought from a provider it is a *pair*, which names who must deliver and is paid from
 *   this entry's escrow and no other;
 * - pieces of a delivery: claims that were exercised, each with what its holder paid and what is owed for it.
 *
 * Neighbours that are alike are merged, so a queue is as long as the trading was varied, not as it was frequent. The order of
 * a delivery's pieces matters less: there also those that are near.
 */

import type { SeriesTable } from '../instruments/series-table.js';
import { ACCOUNT_FIELD, type Accounts, BROKER_ACCOUNT } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { ColumnAllocator } from '../kernel/columns.js';
import { crowdProblem } from '../kernel/shares.js';
import type { Positions } from '../trading/positions.js';
import type { CollateralNeeds } from './collateral-needs.js';
import { DELIVERY_FIELD, type Deliveries } from './deliveries.js';
import {
  type Claim,
  type Lots,
  OWNER,
  OWNER_WORDS,
  PIECES,
  type Piece,
  type Queue,
} from './source-queues.js';

export * from './source-queues.js';

/** Fields of an entry, in words. */
const FIELD = {
  provider: 0,
  /** The series and the kind: `seriesId × KINDS + kind`. */
  place: 1,
  lots: 2,
  unitMicroPat: 3,
  unitFeeMicroPat: 4,
  unitBuyerFeeMicroPat: 5,
  /** What of its provider's need each of its lots is. */
  unitNeedMicroPat: 6,
} as const;
/** A cache line; its last word is two halves. */
const WORDS = 8;
const HALVES = WORDS * 2;
const NEXT = 14;
const PREVIOUS = 15;
const KINDS = 4;
const KIND_BITS = 2;
/** So many of a delivery's last pieces are looked at for one that a new piece is alike. */
const NEAR = 8;
const FREE_HEAD = 0;
const HIGH_WATER = 1;
const LIVE = 2;

/**
 * Most entries one fill makes: the holder's claim and the obligation it is served from when the broker sells; attested
 * inventory and other when it buys.
 */
export const ENTRIES_PER_FILL = 2;

export class Sources {
  private readonly f: Float64Array;
  /** The same in halves of words. */
  private readonly i32: Int32Array;
  private readonly meta: Int32Array;
  /** Records with the ends of queues, and how long each is; by OWNER. */
  private readonly owners: readonly Float64Array[];
  private readonly accounts: Accounts;
  private readonly positions: Positions;
  private readonly deliveries: Deliveries;
  private readonly needs: CollateralNeeds;
  /** By entry: what the holder of a piece paid per lot; 0 of other entries. */
  private readonly unitsPaid: Float64Array;
  readonly capacity: number;

  constructor(
    alloc: ColumnAllocator,
    tables: {
      readonly accounts: Accounts;
      readonly series: SeriesTable;
      readonly positions: Positions;
      readonly deliveries: Deliveries;
      readonly needs: CollateralNeeds;
    },
    maxEntries: number,
  ) {
    const { accounts, series, positions, deliveries, needs } = tables;
    this.accounts = accounts;
    this.positions = positions;
    this.deliveries = deliveries;
    this.needs = needs;
    this.owners = [series.f, positions.f, deliveries.f];
    this.capacity = maxEntries;
    const meta = alloc.i32('sources.meta', 3);
    this.meta = meta;
    const entries = () => (meta[HIGH_WATER] as number) + 1;
    const { f64, i32 } = alloc.records('sources', maxEntries + 1, WORDS * 8, entries);
    this.f = f64;
    this.i32 = i32;
    this.unitsPaid = alloc.f64('sources.paid', maxEntries + 1, entries);
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
    return crowdProblem(this, own, 1, this.accounts.count);
  }

  get liveCount(): number {
    return this.meta[LIVE] as number;
  }

  /** Highest entry ever used; for walks over all of them. */
  get highWater(): number {
    return this.meta[HIGH_WATER] as number;
  }

  /** First entry of a queue, or 0. @param owner the series, the position or the delivery whose queue it is */
  first(owner: number, queue: Queue): number {
    return this.end(owner, queue.of, queue.head);
  }

  /** Last entry of a queue, or 0. */
  last(owner: number, queue: Queue): number {
    return this.end(owner, queue.of, queue.tail);
  }

  next(entry: number): number {
    return this.i32[entry * HALVES + NEXT] as number;
  }

  previous(entry: number): number {
    return this.i32[entry * HALVES + PREVIOUS] as number;
  }

  provider(entry: number): number {
    // Whole numbers, said so: V8 then keeps them in a register where tables are looked up by them.
    return (this.f[entry * WORDS + FIELD.provider] as number) | 0;
  }

  kind(entry: number): number {
    return (this.f[entry * WORDS + FIELD.place] as number) & (KINDS - 1);
  }

  series(entry: number): number {
    return (this.f[entry * WORDS + FIELD.place] as number) >> KIND_BITS;
  }

  /** What of its provider's need each lot of an entry is. */
  unitNeedMicroPat(entry: number): number {
    return this.f[entry * WORDS + FIELD.unitNeedMicroPat] as number;
  }

  /** Brings an entry's part of its provider's need up to date; entries nobody has, and the broker's claims, have none. */
  reassess(entry: number): void {
    this.setLots(entry, this.lots(entry), 0);
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

  /** What the holder of a piece paid per lot, micro-PAT. */
  unitPaidMicroPat(entry: number): number {
    return this.unitsPaid[entry] as number;
  }

  /** Adds a piece to a delivery: to one of its last pieces if they are alike. */
  addPiece(delivery: number, piece: Piece): void {
    const { f } = this;
    const place = this.seriesOf(delivery, PIECES.of) * KINDS + piece.kind;
    let entry = this.last(delivery, PIECES);
    for (let i = 0; i < NEAR && entry !== 0; i += 1) {
      const at = entry * WORDS;
      if (
        f[at + FIELD.provider] === piece.provider &&
        f[at + FIELD.place] === place &&
        f[at + FIELD.unitMicroPat] === piece.unitMicroPat &&
        f[at + FIELD.unitFeeMicroPat] === piece.unitFeeMicroPat &&
        f[at + FIELD.unitBuyerFeeMicroPat] === piece.unitBuyerFeeMicroPat &&
        this.unitsPaid[entry] === piece.unitPaidMicroPat
      ) {
        this.setLots(entry, this.lots(entry) + piece.lots, 0);
        return;
      }
      entry = this.previous(entry);
    }
    const added = this.append(delivery, PIECES, piece, false);
    this.unitsPaid[added] = piece.unitPaidMicroPat;
    this.setLots(added, piece.lots, 0);
  }

  /** A piece of a delivery as it stands. */
  piece(entry: number): Piece {
    return {
      provider: this.provider(entry),
      kind: this.kind(entry),
      lots: this.lots(entry),
      unitMicroPat: this.unitMicroPat(entry),
      unitFeeMicroPat: this.unitFeeMicroPat(entry),
      unitPaidMicroPat: this.unitPaidMicroPat(entry),
      unitBuyerFeeMicroPat: this.unitBuyerFeeMicroPat(entry),
    };
  }

  /** Adds lots at the end of a queue, or at its front when they come back there. */
  add(owner: number, queue: Queue, added: Lots, atFront = false): void {
    const { f } = this;
    const neighbour = this.end(owner, queue.of, atFront ? queue.head : queue.tail);
    if (neighbour !== 0) {
      const at = neighbour * WORDS;
      // All entries of such a queue are of one series.
      if (
        f[at + FIELD.provider] === added.provider &&
        f[at + FIELD.unitMicroPat] === added.unitMicroPat &&
        f[at + FIELD.unitFeeMicroPat] === added.unitFeeMicroPat &&
        f[at + FIELD.unitBuyerFeeMicroPat] === added.unitBuyerFeeMicroPat &&
        this.kind(neighbour) === added.kind
      ) {
        this.setLots(neighbour, this.lots(neighbour) + added.lots, added.providerPosition);
        return;
      }
    }
    const entry = this.append(owner, queue, added, atFront);
    this.setLots(entry, added.lots, added.providerPosition);
  }

  /** A new entry at an end of a queue, of no lots yet. */
  private append(owner: number, queue: Queue, added: Piece | Lots, atFront: boolean): number {
    const { f, i32 } = this;
    const near = atFront ? queue.head : queue.tail;
    const neighbour = this.end(owner, queue.of, near);
    const entry = this.allocate();
    this.countFor(owner, queue.of, added.provider, 1);
    const at = entry * WORDS;
    f[at + FIELD.provider] = added.provider;
    f[at + FIELD.place] = this.seriesOf(owner, queue.of) * KINDS + added.kind;
    f[at + FIELD.lots] = 0;
    f[at + FIELD.unitMicroPat] = added.unitMicroPat;
    f[at + FIELD.unitFeeMicroPat] = added.unitFeeMicroPat;
    f[at + FIELD.unitBuyerFeeMicroPat] = added.unitBuyerFeeMicroPat;
    i32[entry * HALVES + NEXT] = atFront ? neighbour : 0;
    i32[entry * HALVES + PREVIOUS] = atFront ? 0 : neighbour;
    if (neighbour !== 0) {
      i32[neighbour * HALVES + (atFront ? PREVIOUS : NEXT)] = entry;
    } else {
      this.setEnd(owner, queue.of, atFront ? queue.tail : queue.head, entry);
    }
    this.setEnd(owner, queue.of, near, entry);
    return entry;
  }

  /** Takes in an entry at the end of a queue, whatever is before it, with its part of its provider's need as it was. */
  carryIn(owner: number, queue: Queue, piece: Piece, unitNeedMicroPat: number): void {
    const entry = this.append(owner, queue, piece, false);
    this.unitsPaid[entry] = piece.unitPaidMicroPat;
    this.f[entry * WORDS + FIELD.lots] = piece.lots;
    this.f[entry * WORDS + FIELD.unitNeedMicroPat] = unitNeedMicroPat;
    if (unitNeedMicroPat === 0) return;
    const position = this.needs.positionOf(piece.provider, this.series(entry));
    this.needs.add(position, unitNeedMicroPat * piece.lots);
  }

  /** Takes lots off an entry; an entry without lots leaves its queue. */
  remove(owner: number, queue: Queue, entry: number, lots: number): void {
    const at = entry * WORDS;
    const left = (this.f[at + FIELD.lots] as number) - lots;
    check(left >= 0, 'I5: an entry of rights gives more lots than it has');
    this.f[at + FIELD.lots] = left;
    this.takeNeed(entry, lots);
    if (left > 0) return;
    if (queue.of === OWNER.DELIVERY) this.unitsPaid[entry] = 0;
    this.countFor(owner, queue.of, this.f[at + FIELD.provider] as number, -1);
    const next = this.next(entry);
    const previous = this.previous(entry);
    if (previous !== 0) this.i32[previous * HALVES + NEXT] = next;
    else this.setEnd(owner, queue.of, queue.head, next);
    if (next !== 0) this.i32[next * HALVES + PREVIOUS] = previous;
    else this.setEnd(owner, queue.of, queue.tail, previous);
    this.needs.passOver(entry, next);
    this.f.fill(0, at, at + WORDS);
    this.i32[entry * HALVES + NEXT] = this.meta[FREE_HEAD] as number;
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

  /** Gives an entry so many lots, each with the need it has now. @param known its provider's position, or 0 */
  private setLots(entry: number, lots: number, known: number): void {
    const { f, needs } = this;
    const at = entry * WORDS;
    const lotsBefore = f[at + FIELD.lots] as number;
    f[at + FIELD.lots] = lots;
    const provider = this.provider(entry);
    if (provider === 0) return;
    const seriesId = this.series(entry);
    const beyond = needs.beyond(seriesId, f[at + FIELD.unitMicroPat] as number);
    const before = f[at + FIELD.unitNeedMicroPat] as number;
    if (beyond === 0 && before === 0) return;
    const position = known || needs.positionOf(provider, seriesId);
    const unitNeed = needs.unitNeed(position, beyond);
    f[at + FIELD.unitNeedMicroPat] = unitNeed;
    needs.add(position, unitNeed * lots - before * lotsBefore);
  }

  /** The series of an owner of a queue. */
  private seriesOf(owner: number, of: number): number {
    if (of === OWNER.SERIES) return owner;
    if (of === OWNER.POSITION) return this.positions.seriesOf(owner);
    return this.deliveries.get(owner, DELIVERY_FIELD.series);
  }

  /** Lots that left an entry take their need along. */
  private takeNeed(entry: number, lots: number): void {
    const unitNeed = this.unitNeedMicroPat(entry);
    if (unitNeed === 0) return;
    const { needs } = this;
    needs.add(needs.positionOf(this.provider(entry), this.series(entry)), -unitNeed * lots);
  }

  private end(owner: number, of: number, field: number): number {
    return (this.owners[of] as Float64Array)[owner * (OWNER_WORDS[of] as number) + field] as number;
  }

  private setEnd(owner: number, of: number, field: number, entry: number): void {
    (this.owners[of] as Float64Array)[owner * (OWNER_WORDS[of] as number) + field] = entry;
  }

  /**
   * An entry counts for who holds it and for who must deliver it; a piece for its holder alone: how many there are is his
   * doing.
   */
  private countFor(owner: number, of: number, provider: number, change: number): void {
    const { accounts, positions, deliveries } = this;
    if (of === OWNER.DELIVERY) {
      const consumer = deliveries.get(owner, DELIVERY_FIELD.consumer);
      return accounts.add(consumer, ACCOUNT_FIELD.entries, change);
    }
    if (provider !== 0) accounts.add(provider, ACCOUNT_FIELD.entries, change);
    if (of === OWNER.POSITION) {
      accounts.add(positions.accountOf(owner), ACCOUNT_FIELD.entries, change);
    }
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
