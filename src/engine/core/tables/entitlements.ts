/**
 * Entitlements: the records that open doors. Created by exercise or grant, ended only by a journaled event or their
 * time. `decide` is the one function every door asks.
 *
 * Records that are over are reused when the store runs full, slot after slot. An id carries slot and generation.
 */

import { ENTITLEMENT_STATUS } from '../../../values/index.js';
import { check } from '../check.js';
import type { ColumnAllocator } from './columns.js';

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
} as const;

export const ENTITLEMENT_WORDS = 10;
const F = ENTITLEMENT_FIELD;
const SLOTS = 2 ** 22;
/** Slots looked at for each one wanted when the store is full: bounded work. */
const RECLAIM_STEPS = 64;

const HIGH_WATER = 0;
const RECLAIM_CURSOR = 1;

/** Why a door stays shut. */
export type DenialCode =
  | 'NO_ENTITLEMENT'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'REVOKED'
  | 'ACTION_NOT_ALLOWED';

export type Decision =
  | { readonly allow: true; readonly entitlementId: number }
  | { readonly allow: false; readonly code: DenialCode; readonly entitlementId: number };

export class Entitlements {
  readonly f: Float64Array;
  private readonly meta: Int32Array;
  private readonly capacity: number;

  constructor(alloc: ColumnAllocator, maxEntitlements: number) {
    this.capacity = maxEntitlements;
    const meta = alloc.i32('entitlements.meta', 2);
    this.meta = meta;
    this.f = alloc.f64(
      'entitlements',
      (maxEntitlements + 1) * ENTITLEMENT_WORDS,
      () => ((meta[HIGH_WATER] as number) + 1) * ENTITLEMENT_WORDS,
    );
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

  /** Whether so many can be made: in fresh slots, and in slots that are over among the next ones looked at. */
  hasRoom(count: number, nowMs: number): boolean {
    let room = this.capacity - this.highWater;
    const stepsMax = Math.min(RECLAIM_STEPS * count, this.capacity);
    for (let step = 0; room < count && step < stepsMax; step += 1) {
      if (this.isOver(this.afterCursor(step), nowMs)) room += 1;
    }
    return room >= count;
  }

  /** A slot that may be written, once hasRoom said so: fresh, or one that is over and still chained. */
  takeSlot(nowMs: number): number {
    if (this.highWater < this.capacity) {
      const slot = this.highWater + 1;
      this.meta[HIGH_WATER] = slot;
      return slot;
    }
    let slot = this.afterCursor(0);
    for (let step = 1; !this.isOver(slot, nowMs); step += 1) {
      check(step < this.capacity, 'I6: an entitlement is made without room for it');
      slot = this.afterCursor(step);
    }
    this.meta[RECLAIM_CURSOR] = slot;
    return slot;
  }

  isOver(slot: number, nowMs: number): boolean {
    return (
      this.get(slot, F.status) !== ENTITLEMENT_STATUS.ACTIVE || this.get(slot, F.validToMs) <= nowMs
    );
  }

  /** The slot so many behind the one looked at last. */
  private afterCursor(step: number): number {
    return (((this.meta[RECLAIM_CURSOR] as number) + step) % this.capacity) + 1;
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
