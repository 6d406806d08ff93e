/**
 * Wallets: the accounts of the clearing contract as far as the chain's final events told of them, found by their number
 * on chain.
 *
 * Invariants: numbers go from 1 up without gaps; an owner has one wallet; a wallet that is linked with an account of the
 * ledger has nothing unclaimed; Σ net = the ledger's total + Σ unclaimed (I29). Which wallet has which owner is looked up
 * in a map that is derived from the columns.
 */
import { addressOf } from '../wallets/address.js';
import type { ColumnAllocator } from './columns.js';

/** Fields of a wallet, in words. */
export const WALLET_FIELD = {
  /** Account of the ledger; 0 while it is linked with none. */
  account: 0,
  /** Paid in while it was linked with no account. */
  unclaimedMicroPat: 1,
  /** Paid in less paid out, as far as the ledger has booked it; negative when more was earned than paid in. */
  netMicroPat: 2,
  /** The open withdrawal request; 0 is none. */
  requestSequence: 3,
  requestMicroPat: 4,
  /** From when on the request may be let go; fixed when it was observed. */
  ripeAtMs: 5,
} as const;

const WALLET_WORDS = 6;
const OWNER_BYTES = 20;
/** Anybody may have a wallet, for the price of a transaction on chain. */
const WALLETS_PER_ACCOUNT = 8;

const COUNT = 0;
const DEPOSITS = 1;
const REQUESTS = 2;
const UNCLAIMED = 3;

export class Wallets {
  private readonly f: Float64Array;
  private readonly meta: Float64Array;
  private readonly owners: Uint8Array;
  readonly capacity: number;
  private readonly byOwner = new Map<string, number>();

  constructor(alloc: ColumnAllocator, maxAccounts: number) {
    this.capacity = maxAccounts * WALLETS_PER_ACCOUNT;
    const meta = alloc.f64('wallets.meta', 4);
    this.meta = meta;
    const used = (): number => (meta[COUNT] as number) + 1;
    this.f = alloc.f64('wallets', (this.capacity + 1) * WALLET_WORDS, () => used() * WALLET_WORDS);
    const words = OWNER_BYTES / 4;
    const owners = alloc.u32('wallets.owner', (this.capacity + 1) * words, () => used() * words);
    this.owners = new Uint8Array(owners.buffer, owners.byteOffset, owners.byteLength);
  }

  /** Wallets registered so far; numbers are 1 to this. */
  get count(): number {
    return this.meta[COUNT] as number;
  }

  get isFull(): boolean {
    return this.count >= this.capacity;
  }

  exists(wallet: number): boolean {
    return wallet >= 1 && wallet <= this.count;
  }

  /** Number of the last deposit booked. */
  get depositSequence(): number {
    return this.meta[DEPOSITS] as number;
  }

  set depositSequence(sequence: number) {
    this.meta[DEPOSITS] = sequence;
  }

  /** Number of the last withdrawal request observed. */
  get requestSequence(): number {
    return this.meta[REQUESTS] as number;
  }

  set requestSequence(sequence: number) {
    this.meta[REQUESTS] = sequence;
  }

  /** Paid in by wallets that are linked with no account. */
  get unclaimedMicroPat(): number {
    return this.meta[UNCLAIMED] as number;
  }

  /** Makes the next wallet and returns its number; the caller has checked that there is room. */
  register(owner: Uint8Array): number {
    const wallet = this.count + 1;
    this.meta[COUNT] = wallet;
    this.owners.set(owner, wallet * OWNER_BYTES);
    this.byOwner.set(addressOf(owner), wallet);
    return wallet;
  }

  /** Owner as bytes: a view that is not to be kept. */
  owner(wallet: number): Uint8Array {
    return this.owners.subarray(wallet * OWNER_BYTES, (wallet + 1) * OWNER_BYTES);
  }

  /** Number of the wallet of an owner; 0 when it has none. */
  find(address: string): number {
    return this.byOwner.get(address) ?? 0;
  }

  get(wallet: number, field: number): number {
    return this.f[wallet * WALLET_WORDS + field] as number;
  }

  set(wallet: number, field: number, value: number): void {
    this.f[wallet * WALLET_WORDS + field] = value;
  }

  /** Adds to what a wallet has unclaimed, or takes from it. */
  addUnclaimed(wallet: number, amountMicroPat: number): void {
    const before = this.get(wallet, WALLET_FIELD.unclaimedMicroPat);
    this.set(wallet, WALLET_FIELD.unclaimedMicroPat, before + amountMicroPat);
    this.meta[UNCLAIMED] = this.unclaimedMicroPat + amountMicroPat;
  }

  /** Makes what is derived from the columns, after they were restored. */
  rebuild(): void {
    this.byOwner.clear();
    for (let wallet = 1; wallet <= this.count; wallet += 1) {
      this.byOwner.set(addressOf(this.owner(wallet)), wallet);
    }
  }
}
