/**
 * Positions: the rights one account has in one series, whatever its role there.
 *
 * A consumer's `held` are bought rights, each a lot of its claims, with their escrow; a provider's are minted and unsold; the broker's are its
 * inventory with its cost. Records are chained per series (for the close) and per account (for snapshots).
 * Invariants: reserved ≤ held; a position that the close is done with is released with its last outstanding right.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import { firstOf, PairIndex, pairKey, secondOf } from '../kernel/pair-index.js';

/**
 * Fields of a position, in words. What an order touches comes first, a cache line of eight; then what a trade touches. From
 * `COLD` on they are in a record of their own, so that two lines hold all that orders and trades go by.
 */
export const POSITION_FIELD = {
  /** Account and series: `pairKey`. */
  key: 0,
  /** Next record in the chain of the index. */
  indexNext: 1,
  heldLots: 2,
  /** Offered in open orders. */
  reservedLots: 3,
  /** Provider: price per lot its collateral covers. */
  coveredMicroPat: 4,
  /** Consumer: escrow paid for held rights, fees apart. Broker: what the inventory cost. */
  costMicroPat: 5,
  /** Consumer: its claims, oldest first. */
  claimHead: 6,
  claimTail: 7,
  /** Consumer: fees in escrow for held rights. */
  feeMicroPat: 8,
  /** Provider: held lots whose capacity was attested through the window when they were minted. */
  attestedLots: 9,
  /** Provider: collateral locked for this series. */
  collateralMicroPat: 10,
  /** Provider: minted rights that are not delivered, failed, lapsed or withdrawn. */
  outstandingLots: 11,
  /** Provider: rights ever minted, for its share of the cap. */
  mintedLots: 12,
  /** Bits of POSITION_FLAG. */
  flags: 13,
  /** Consumer: sequence of the last exercise, which ends busting. */
  exercisedSequence: 14,
  /** Provider: what replacing the lots it sold may cost beyond their price and the price covered (collateral-needs.ts). */
  needMicroPat: 15,
  // Cold from here on.
  seriesNext: 16,
  seriesPrevious: 17,
  accountNext: 18,
  accountPrevious: 19,
  /** Provider: when it minted last. */
  mintedAtMs: 20,
  /** Provider: what of its collateral is margin, beyond penalty and price covered. */
  marginMicroPat: 21,
  /** Provider: collateral locked for that need. */
  variationMicroPat: 22,
  /** Provider: what an open collateral call asks for; 0 is no call. */
  calledMicroPat: 23,
  /** When it falls due, on the service clock. */
  callDueServiceMs: 24,
  /** Consumer: what it still owes for forwards, price and fees, of cost and fees together. */
  unpaidMicroPat: 25,
  /** Consumer, from phase 2 on: lots it ever bought, and their ages when it did, ppm of the window times lots. */
  boughtLots: 26,
  boughtAgePpmLots: 27,
} as const;

export const POSITION_FLAG = {
  /** Forfeit rather than exercise at the close. */
  OPTED_OUT: 1,
  /** The close of the series is done with it; it stays while deliveries of its rights are under way. */
  CLOSED: 2,
  /** Its collateral call fell due and was not met: lots of it fail until the rest is covered. */
  DEFAULTED: 4,
  /** Its forwards are paid for: they are rights, though the opening of the series goes on. */
  PAID: 8,
} as const;

/** Words of the record that has the ends of the queue of claims. */
export const POSITION_WORDS = 16;
const WORDS = POSITION_WORDS;
/** The first field of the cold record. */
const COLD = WORDS;
const COLD_WORDS = 12;
const F = POSITION_FIELD;

const FREE_HEAD = 0;
const HIGH_WATER = 1;
const LIVE = 2;
const RECLAIM_CURSOR = 3;

export class Positions {
  readonly f: Float64Array;
  private readonly cold: Float64Array;
  private readonly meta: Int32Array;
  private readonly index: PairIndex;
  readonly capacity: number;

  constructor(alloc: ColumnAllocator, maxPositions: number) {
    this.capacity = maxPositions;
    const meta = alloc.i32('positions.meta', 4);
    this.meta = meta;
    this.f = alloc.f64(
      'positions',
      (maxPositions + 1) * WORDS,
      () => ((meta[HIGH_WATER] as number) + 1) * WORDS,
    );
    this.cold = alloc.f64(
      'positions.cold',
      (maxPositions + 1) * COLD_WORDS,
      () => ((meta[HIGH_WATER] as number) + 1) * COLD_WORDS,
    );
    const records = { f: this.f, words: WORDS, key: F.key, next: F.indexNext };
    this.index = new PairIndex(alloc, 'positions.index', records, maxPositions);
  }

  /** Positions that can still be opened. */
  get room(): number {
    return this.capacity - (this.meta[LIVE] as number);
  }

  get isFull(): boolean {
    return this.room <= 0;
  }

  /** Whether there is a position in a place. */
  exists(slot: number): boolean {
    return this.f[slot * WORDS + F.key] !== 0;
  }

  get liveCount(): number {
    return this.meta[LIVE] as number;
  }

  /** Slot of the position, or 0. */
  find(accountId: number, seriesId: number): number {
    return this.index.get(accountId, seriesId);
  }

  get(slot: number, field: number): number {
    return (
      field < COLD ? this.f[slot * WORDS + field] : this.cold[slot * COLD_WORDS + field - COLD]
    ) as number;
  }

  set(slot: number, field: number, value: number): void {
    if (field < COLD) this.f[slot * WORDS + field] = value;
    else this.cold[slot * COLD_WORDS + field - COLD] = value;
  }

  add(slot: number, field: number, amount: number): void {
    this.set(slot, field, this.get(slot, field) + amount);
  }

  /** The account whose position it is. */
  accountOf(slot: number): number {
    return firstOf(this.f[slot * WORDS + F.key] as number);
  }

  /** The series the position is in. */
  seriesOf(slot: number): number {
    return secondOf(this.f[slot * WORDS + F.key] as number);
  }

  /** Whether a bit of POSITION_FLAG is set. */
  has(slot: number, flag: number): boolean {
    return ((this.f[slot * WORDS + F.flags] as number) & flag) !== 0;
  }

  /** Sets or clears a bit of POSITION_FLAG. */
  mark(slot: number, flag: number, isSet: boolean): void {
    const at = slot * WORDS + F.flags;
    const others = (this.f[at] as number) & ~flag;
    this.f[at] = isSet ? others | flag : others;
  }

  /** Takes lots out of what a provider holds, those not attested first; returns how many of them were. */
  giveUp(slot: number, lots: number): number {
    const held = this.get(slot, F.heldLots);
    const attested = this.get(slot, F.attestedLots);
    const some = Math.max(0, lots - (held - attested));
    this.set(slot, F.heldLots, held - lots);
    this.set(slot, F.attestedLots, attested - some);
    return some;
  }

  /** The next position to look at for one that can be given up; every slot in turn. */
  nextToReclaim(): number {
    const slot = ((this.meta[RECLAIM_CURSOR] as number) % this.capacity) + 1;
    this.meta[RECLAIM_CURSOR] = slot;
    return slot;
  }

  /** Whether nothing ever came of a position, so that it may be forgotten once no order names it. */
  isUntouched(slot: number): boolean {
    const { f } = this;
    const at = slot * WORDS;
    return (
      f[at + F.heldLots] === 0 &&
      f[at + F.mintedLots] === 0 &&
      f[at + F.flags] === 0 &&
      f[at + F.exercisedSequence] === 0
    );
  }

  /** A fresh position record; the caller chains it and has checked that there is room. */
  create(accountId: number, seriesId: number): number {
    let slot = this.meta[FREE_HEAD] as number;
    if (slot !== 0) {
      this.meta[FREE_HEAD] = this.get(slot, F.seriesNext);
    } else {
      slot = (this.meta[HIGH_WATER] as number) + 1;
      this.meta[HIGH_WATER] = slot;
    }
    this.meta[LIVE] = (this.meta[LIVE] as number) + 1;
    const at = slot * WORDS;
    this.clear(slot);
    this.f[at + F.key] = pairKey(accountId, seriesId);
    this.index.add(slot);
    return slot;
  }

  /** Gives an unchained record back. */
  release(slot: number): void {
    this.index.remove(slot);
    this.clear(slot);
    this.set(slot, F.seriesNext, this.meta[FREE_HEAD] as number);
    this.meta[FREE_HEAD] = slot;
    this.meta[LIVE] = (this.meta[LIVE] as number) - 1;
  }

  private clear(slot: number): void {
    this.f.fill(0, slot * WORDS, (slot + 1) * WORDS);
    this.cold.fill(0, slot * COLD_WORDS, (slot + 1) * COLD_WORDS);
  }
}
