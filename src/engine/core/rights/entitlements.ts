/**
 * Entitlements: the records that open doors. Created by exercise or grant, ended only by a journaled event or their
 * time. `decide` is the one function every door asks. What a holder exercised of a series, whose contract has one licence, is
 * one record as long as it is active: it stands for so many lots.
 *
 * Records that are over are reused when the store runs full, the one first that was found over first. An id carries slot
 * and generation.
 *
 * Invariants: a record that is active waits among `ends` for its time, every other one in the queue of those that are
 * over; so whether there is room is known exactly, however full the store. An active record of a series, and no other, is
 * found by its holder and series.
 */

import { ENTITLEMENT_STATUS } from '../../../values/index.js';
import { ACCOUNT_FIELD, type Accounts } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { ColumnAllocator } from '../kernel/columns.js';
import { PairIndex, pairKey } from '../kernel/pair-index.js';
import { crowdProblem } from '../kernel/shares.js';
import { Timers } from '../kernel/timers.js';

/** Fields of an entitlement record, in words. */
export const ENTITLEMENT_FIELD = {
  status: 0,
  holder: 1,
  /** Series of an exercised right; 0 when the resource is a text in the registry. */
  series: 2,
  quota: 3,
  validFromMs: 4,
  validToMs: 5,
  origin: 6,
  holderNext: 7,
  holderPrevious: 8,
  generation: 9,
  /** Its place among the ends while it waits for its own; then the next record that is over. */
  end: 10,
  /** Exercised lots it stands for, and how many more while their deliveries are disputed. */
  lots: 11,
  suspendedLots: 12,
  /** Holder and series as one number, and the next record in the chain of its bucket. */
  key: 13,
  keyNext: 14,
  /** Listing of a purchase; 0 of every other one. */
  listing: 15,
} as const;

export const ENTITLEMENT_WORDS = 16;
const F = ENTITLEMENT_FIELD;
export const ENTITLEMENT_SLOTS = 2 ** 22;
const SLOTS = ENTITLEMENT_SLOTS;
/** Words of the counters. */
const HIGH_WATER = 0;
const OVER_FIRST = 1;
const OVER_LAST = 2;
const OVER_COUNT = 3;
/** What the ends of entitlements are, among timers. */
const END = 0;
/** Most records that are found over in one look at the room: bounded work. */
const FOUND_OVER_MAX = 1024;

/** Why a door stays shut. */
export type DenialCode =
  | 'NO_ENTITLEMENT'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'REVOKED'
  | 'SUSPENDED'
  | 'ACTION_NOT_ALLOWED'
  | 'TAKEN_DOWN'
  | 'REVISION_REVOKED'
  | 'MAY_NOT_BUY';

export type Decision =
  | { readonly allow: true; readonly entitlementId: number }
  | { readonly allow: false; readonly code: DenialCode; readonly entitlementId: number };

export class Entitlements {
  readonly f: Float64Array;
  private readonly meta: Int32Array;
  private readonly capacity: number;
  private readonly accounts: Accounts;
  /** When each active record ends. */
  readonly ends: Timers;
  /** Active records of series, by holder and series. */
  private readonly index: PairIndex;

  constructor(alloc: ColumnAllocator, accounts: Accounts, maxEntitlements: number) {
    this.accounts = accounts;
    this.capacity = maxEntitlements;
    const meta = alloc.i32('entitlements.meta', 4);
    this.meta = meta;
    this.f = alloc.f64(
      'entitlements',
      (maxEntitlements + 1) * ENTITLEMENT_WORDS,
      () => ((meta[HIGH_WATER] as number) + 1) * ENTITLEMENT_WORDS,
    );
    this.ends = new Timers(alloc, 'entitlements.ends', maxEntitlements);
    const records = { f: this.f, words: ENTITLEMENT_WORDS, key: F.key, next: F.keyNext };
    this.index = new PairIndex(alloc, 'entitlements.index', records, maxEntitlements);
  }

  get highWater(): number {
    return this.meta[HIGH_WATER] as number;
  }

  get(slot: number, field: number): number {
    return this.f[slot * ENTITLEMENT_WORDS + field] as number;
  }

  set(slot: number, field: number, value: number): void {
    this.f[slot * ENTITLEMENT_WORDS + field] = value;
  }

  /** Whether so many can be made, in fresh slots and in those of records that are over. */
  hasRoom(count: number, nowMs: number): boolean {
    const { ends, meta } = this;
    const fresh = this.capacity - this.highWater;
    while (fresh + (meta[OVER_COUNT] as number) < count && ends.nextDueMs <= nowMs) {
      const slot = ends.nextReference;
      ends.pop();
      this.queueUp(slot);
    }
    return fresh + (meta[OVER_COUNT] as number) >= count;
  }

  /** Why an account may not get so many more, or 0. */
  problem(holder: number, more: number, nowMs: number): number {
    const { ends, meta } = this;
    const free = (): number => this.capacity - this.highWater + (meta[OVER_COUNT] as number);
    const isCrowded = (): boolean => (free() - more) * 2 < this.capacity;
    for (let i = 0; i < FOUND_OVER_MAX && isCrowded() && ends.nextDueMs <= nowMs; i += 1) {
      const slot = ends.nextReference;
      ends.pop();
      this.queueUp(slot);
    }
    const own = this.accounts.get(holder, ACCOUNT_FIELD.entitlements);
    return crowdProblem({ room: free(), capacity: this.capacity }, own, more, this.accounts.count);
  }

  /** Whether there is no room for a record now; nothing changes. */
  isFullAt(nowMs: number): boolean {
    const isUsedUp = this.highWater === this.capacity && this.meta[OVER_COUNT] === 0;
    return isUsedUp && this.ends.nextDueMs > nowMs;
  }

  /** A slot that may be written, once hasRoom said so: fresh, or of a record that is over and still chained. */
  takeSlot(): number {
    const { meta } = this;
    if (this.highWater < this.capacity) {
      const slot = this.highWater + 1;
      meta[HIGH_WATER] = slot;
      return slot;
    }
    const slot = meta[OVER_FIRST] as number;
    check(slot !== 0, 'I6: an entitlement is made without room for it');
    meta[OVER_FIRST] = this.get(slot, F.end);
    if (meta[OVER_FIRST] === 0) meta[OVER_LAST] = 0;
    meta[OVER_COUNT] = (meta[OVER_COUNT] as number) - 1;
    return slot;
  }

  /** A record that was written becomes active, until its time or `end`. */
  begin(slot: number): void {
    const holder = this.get(slot, F.holder);
    const series = this.get(slot, F.series);
    this.accounts.add(holder, ACCOUNT_FIELD.entitlements, 1);
    this.set(slot, F.status, ENTITLEMENT_STATUS.ACTIVE);
    this.set(slot, F.end, this.ends.set(this.get(slot, F.validToMs), END, slot));
    if (series === 0) return;
    const before = this.index.get(holder, series);
    if (before !== 0) this.retire(before);
    this.set(slot, F.key, pairKey(holder, series));
    this.index.add(slot);
  }

  /** The record a holder has of a series; 0 when there is none that is not over. */
  current(holder: number, series: number, nowMs: number): number {
    const slot = this.index.get(holder, series);
    return slot === 0 || this.isOver(slot, nowMs) ? 0 : slot;
  }

  /** Puts off the end of an active record. */
  extend(slot: number, validToMs: number): void {
    if (validToMs <= this.get(slot, F.validToMs)) return;
    this.set(slot, F.validToMs, validToMs);
    this.ends.cancel(this.get(slot, F.end));
    this.set(slot, F.end, this.ends.set(validToMs, END, slot));
  }

  /**
   * Puts off the ends of what was exercised by an outage, as the deadlines of its deliveries are: silence accepts nothing that its
   * holder cannot read any more. What was over when it began stays so.
   */
  standStill(outageMs: number, sinceMs: number): void {
    if (outageMs === 0) return;
    for (let slot = 1; slot <= this.highWater; slot += 1) {
      const isExercised = this.get(slot, F.series) !== 0;
      if (!isExercised || this.isOver(slot, sinceMs)) continue;
      this.extend(slot, this.get(slot, F.validToMs) + outageMs);
    }
  }

  /** Ends a record that is not over. */
  end(slot: number, status: number): void {
    this.set(slot, F.status, status);
    this.retire(slot);
  }

  isOver(slot: number, nowMs: number): boolean {
    return (
      this.get(slot, F.status) !== ENTITLEMENT_STATUS.ACTIVE || this.get(slot, F.validToMs) <= nowMs
    );
  }

  /** Records that wait for their end, and those that are queued to be reused; for the check of I33. */
  counts(): { readonly waiting: number; readonly over: number } {
    return { waiting: this.ends.count, over: this.meta[OVER_COUNT] as number };
  }

  /** A record that waits for its end waits no longer. */
  private retire(slot: number): void {
    this.ends.cancel(this.get(slot, F.end));
    this.queueUp(slot);
  }

  /** Slots of the records that are over, the one to be used again first before the others. */
  over(): number[] {
    const slots: number[] = [];
    for (let slot = this.meta[OVER_FIRST] as number; slot !== 0; slot = this.get(slot, F.end)) {
      slots.push(slot);
    }
    return slots;
  }

  /** Takes in the next record, which was written under its slot and whose end is set apart; not over is one that waits for it. */
  carryIn(slot: number, isOver: boolean): void {
    const holder = this.get(slot, F.holder);
    const series = this.get(slot, F.series);
    this.meta[HIGH_WATER] = slot;
    if (isOver) return;
    this.accounts.add(holder, ACCOUNT_FIELD.entitlements, 1);
    if (series === 0) return;
    this.set(slot, F.key, pairKey(holder, series));
    this.index.add(slot);
  }

  /** Takes in that a record is over; in the order of `over`. */
  carryInOver(slot: number): void {
    this.chainOver(slot);
  }

  private queueUp(slot: number): void {
    if (this.get(slot, F.series) !== 0) this.index.remove(slot);
    this.accounts.add(this.get(slot, F.holder), ACCOUNT_FIELD.entitlements, -1);
    this.chainOver(slot);
  }

  private chainOver(slot: number): void {
    const { meta } = this;
    this.set(slot, F.end, 0);
    const last = meta[OVER_LAST] as number;
    if (last === 0) meta[OVER_FIRST] = slot;
    else this.set(last, F.end, slot);
    meta[OVER_LAST] = slot;
    meta[OVER_COUNT] = (meta[OVER_COUNT] as number) + 1;
  }

  idOf(slot: number): number {
    return this.get(slot, F.generation) * SLOTS + slot;
  }

  /** Slot of an entitlement, over or not, or 0; takes any number from outside. */
  find(id: number): number {
    const slot = id % SLOTS;
    if (slot < 1 || slot > this.highWater) return 0;
    return this.idOf(slot) === id ? slot : 0;
  }
}
