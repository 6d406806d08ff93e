/**
 * Deliveries under way: one record of doubles each, from the ticket to acceptance or failure: all that one exercise has of one
 * provider. A delivery id carries slot and generation, so that an id that is over never finds another delivery.
 *
 * Invariants: the lots and the money a record names are those of its pieces, the queue of exercised claims among the sources;
 * the money is in the series' escrow, and what is owed for brokered pieces in the provider's pending; records of one account
 * are chained for its snapshot, as consumer and as provider.
 */
import { ACCOUNT_FIELD, type Accounts } from '../kernel/accounts.js';
import type { ColumnAllocator } from '../kernel/columns.js';
import { crowdProblem } from '../kernel/shares.js';

/** Fields of a delivery record, in words. */
export const DELIVERY_FIELD = {
  state: 0,
  consumer: 1,
  provider: 2,
  series: 3,
  lots: 4,
  /** The consumer's money in escrow for these lots, fees apart. */
  escrowMicroPat: 5,
  feeMicroPat: 6,
  /** Ends of the queue of its pieces. */
  pieceHead: 7,
  pieceTail: 8,
  /** Due, on the service clock. */
  deadlineServiceMs: 9,
  timer: 10,
  ticketSequence: 11,
  ticketIndex: 12,
  entitlement: 13,
  /** 1: consumer has acknowledged the ticket; 2: provider has; 3: both. */
  acknowledged: 14,
  consumerNext: 15,
  consumerPrevious: 16,
  providerNext: 17,
  providerPrevious: 18,
  generation: 19,
  /** What its consumer paid to dispute it, in the series' escrow. */
  bondMicroPat: 20,
  /** 1: what the notice says was fetched by the platform, and has the hash it names. */
  proved: 21,
  /** How many notices there were. */
  notices: 22,
} as const;

export const DELIVERY_WORDS = 23;
const F = DELIVERY_FIELD;
export const DELIVERY_SLOTS = 2 ** 22;
const SLOTS = DELIVERY_SLOTS;

/** Bytes of the hash and of the text of a notice. */
export const NOTICE_HASH_BYTES = 32;
export const NOTICE_LOCATION_BYTES_MAX = 200;
/** Hash, length of the text, text, as whole words. */
const NOTICE_WORDS = 64;
const NOTICE_BYTES = NOTICE_WORDS * 4;

const FREE_HEAD = 0;
const HIGH_WATER = 1;
const LIVE = 2;

export class Deliveries {
  readonly f: Float64Array;
  /** What each provider's notice says: bytes, for snapshots as words. */
  private readonly notices: Uint8Array;
  private readonly meta: Int32Array;
  readonly capacity: number;
  private readonly accounts: Accounts;

  constructor(alloc: ColumnAllocator, accounts: Accounts, maxDeliveries: number) {
    this.accounts = accounts;
    this.capacity = maxDeliveries;
    const meta = alloc.i32('deliveries.meta', 3);
    this.meta = meta;
    this.f = alloc.f64(
      'deliveries',
      (maxDeliveries + 1) * DELIVERY_WORDS,
      () => ((meta[HIGH_WATER] as number) + 1) * DELIVERY_WORDS,
    );
    const notices = alloc.i32(
      'deliveries.notices',
      (maxDeliveries + 1) * NOTICE_WORDS,
      () => ((meta[HIGH_WATER] as number) + 1) * NOTICE_WORDS,
    );
    this.notices = new Uint8Array(notices.buffer, notices.byteOffset, notices.byteLength);
  }

  /** Deliveries that can still be started. */
  get room(): number {
    return this.capacity - (this.meta[LIVE] as number);
  }

  /** Why so many deliveries to an account may not be started, or 0. */
  problem(consumer: number, more: number): number {
    const own = this.accounts.get(consumer, ACCOUNT_FIELD.deliveries);
    return crowdProblem(this, own, more, this.accounts.count);
  }

  get liveCount(): number {
    return this.meta[LIVE] as number;
  }

  /** Highest slot ever used; for walks over all deliveries. */
  get highWater(): number {
    return this.meta[HIGH_WATER] as number;
  }

  get(slot: number, field: number): number {
    return this.f[slot * DELIVERY_WORDS + field] as number;
  }

  set(slot: number, field: number, value: number): void {
    this.f[slot * DELIVERY_WORDS + field] = value;
  }

  add(slot: number, field: number, change: number): void {
    this.set(slot, field, this.get(slot, field) + change);
  }

  /** A record with all fields but generation and consumer zero; the caller has checked that there is room. */
  create(consumer: number): number {
    let slot = this.meta[FREE_HEAD] as number;
    if (slot !== 0) {
      this.meta[FREE_HEAD] = this.get(slot, F.consumerNext);
    } else {
      slot = (this.meta[HIGH_WATER] as number) + 1;
      this.meta[HIGH_WATER] = slot;
    }
    this.meta[LIVE] = (this.meta[LIVE] as number) + 1;
    const generation = this.get(slot, F.generation) + 1;
    const at = slot * DELIVERY_WORDS;
    this.f.fill(0, at, at + DELIVERY_WORDS);
    this.f[at + F.generation] = generation;
    this.f[at + F.consumer] = consumer;
    this.accounts.add(consumer, ACCOUNT_FIELD.deliveries, 1);
    return slot;
  }

  /** The ids the next deliveries in free slots will get, in the order they will be given out. */
  nextIds(): number[] {
    const ids: number[] = [];
    let slot = this.meta[FREE_HEAD] as number;
    for (; slot !== 0; slot = this.get(slot, F.consumerNext)) ids.push(this.idOf(slot) + SLOTS);
    return ids;
  }

  /** Takes in a delivery under its id: a record with all fields but generation and consumer zero. */
  carryIn(id: number, consumer: number): number {
    const slot = id % SLOTS;
    this.set(slot, F.generation, Math.floor(id / SLOTS));
    this.set(slot, F.consumer, consumer);
    this.meta[LIVE] = (this.meta[LIVE] as number) + 1;
    this.accounts.add(consumer, ACCOUNT_FIELD.deliveries, 1);
    return slot;
  }

  /** Takes in which slots were used, and what `nextIds` said. */
  carryInFree(highWater: number, nextIds: readonly number[]): void {
    this.meta[HIGH_WATER] = highWater;
    let next = 0;
    for (let i = nextIds.length - 1; i >= 0; i -= 1) {
      const id = nextIds[i] as number;
      const slot = id % SLOTS;
      this.set(slot, F.generation, Math.floor(id / SLOTS) - 1);
      this.set(slot, F.consumerNext, next);
      next = slot;
    }
    this.meta[FREE_HEAD] = next;
  }

  /** Keeps what a notice says until the delivery is over. */
  setNotice(slot: number, contentHash: Uint8Array, location: Uint8Array): void {
    const at = slot * NOTICE_BYTES;
    // Of a longer one that it corrects nothing stays: an upgrade carries what is said, and no more.
    this.notices.fill(0, at, at + NOTICE_BYTES);
    this.notices.set(contentHash, at);
    this.notices[at + NOTICE_HASH_BYTES] = location.length;
    this.notices.set(location, at + NOTICE_HASH_BYTES + 1);
  }

  /** Hash of what was handed over and where it is, in UTF-8; undefined before the notice. */
  notice(
    slot: number,
  ): { readonly contentHash: Uint8Array; readonly location: Uint8Array } | undefined {
    const at = slot * NOTICE_BYTES;
    const length = this.notices[at + NOTICE_HASH_BYTES] as number;
    if (length === 0) return undefined;
    const from = at + NOTICE_HASH_BYTES + 1;
    return {
      contentHash: this.notices.slice(at, at + NOTICE_HASH_BYTES),
      location: this.notices.slice(from, from + length),
    };
  }

  release(slot: number): void {
    const at = slot * NOTICE_BYTES;
    this.notices.fill(0, at, at + NOTICE_BYTES);
    this.accounts.add(this.get(slot, F.consumer), ACCOUNT_FIELD.deliveries, -1);
    this.set(slot, F.state, 0);
    this.set(slot, F.consumerNext, this.meta[FREE_HEAD] as number);
    this.meta[FREE_HEAD] = slot;
    this.meta[LIVE] = (this.meta[LIVE] as number) - 1;
  }

  idOf(slot: number): number {
    return this.get(slot, F.generation) * SLOTS + slot;
  }

  /** Slot of a delivery that is not over, or 0; takes any number from outside. */
  find(id: number): number {
    const slot = id % SLOTS;
    if (slot < 1 || slot > this.highWater) return 0;
    return this.get(slot, F.state) !== 0 && this.idOf(slot) === id ? slot : 0;
  }
}
