/**
 * Wallets: the accounts of the clearing contract as far as the chain's final events told of them, found by their number
 * on chain.
 *
 * Anybody may have an account on chain, so not all have a place here: those that are linked with an account of the ledger
 * always find one, strangers share what is left. Who finds none is set aside: its number was heard, nothing else of it is
 * kept, and it is taken in when it is linked. A place is given once and stays.
 *
 * Invariants: numbers are heard from 1 up without gaps; an owner has one wallet; a wallet that is linked with an account of
 * the ledger has nothing unclaimed; Σ net = the ledger's total + Σ unclaimed (I29). Which wallet has which owner and which
 * place is looked up in maps that are derived from the columns.
 */
import { check } from '../kernel/check.js';
import type { ColumnAllocator } from '../kernel/columns.js';
import { addressOf } from './address.js';

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
  /** Its number on chain. */
  number: 6,
} as const;

const WALLET_WORDS = 7;
const OWNER_BYTES = 20;
/** Of these one is for the account's own wallet, the others for strangers'. */
const WALLETS_PER_ACCOUNT = 8;

const COUNT = 0;
const DEPOSITS = 1;
const REQUESTS = 2;
const UNCLAIMED = 3;
const HEARD = 4;
const STRANGERS = 5;

export class Wallets {
  private readonly f: Float64Array;
  private readonly meta: Float64Array;
  private readonly owners: Uint8Array;
  readonly capacity: number;
  private readonly strangersMax: number;
  private readonly byOwner = new Map<string, number>();
  private readonly places = new Map<number, number>();

  constructor(alloc: ColumnAllocator, maxAccounts: number) {
    this.capacity = maxAccounts * WALLETS_PER_ACCOUNT;
    this.strangersMax = this.capacity - maxAccounts;
    const meta = alloc.f64('wallets.meta', 6);
    this.meta = meta;
    const used = (): number => (meta[COUNT] as number) + 1;
    this.f = alloc.f64('wallets', (this.capacity + 1) * WALLET_WORDS, () => used() * WALLET_WORDS);
    const words = OWNER_BYTES / 4;
    const owners = alloc.u32('wallets.owner', (this.capacity + 1) * words, () => used() * words);
    this.owners = new Uint8Array(owners.buffer, owners.byteOffset, owners.byteLength);
  }

  /** Wallets that have a place; places are 1 to this. */
  get count(): number {
    return this.meta[COUNT] as number;
  }

  /** Number of the last wallet heard of. */
  get heard(): number {
    return this.meta[HEARD] as number;
  }

  /** Wallets heard of that have no place. */
  get setAside(): number {
    return this.heard - this.count;
  }

  /** Wallets with a place that are linked with no account. */
  get strangers(): number {
    return this.meta[STRANGERS] as number;
  }

  get strangersAreFull(): boolean {
    return this.strangers >= this.strangersMax;
  }

  /** Whether a wallet has a place. */
  exists(wallet: number): boolean {
    return this.places.has(wallet);
  }

  /** Whether a wallet was heard of and has no place. */
  isSetAside(wallet: number): boolean {
    return wallet >= 1 && wallet <= this.heard && !this.places.has(wallet);
  }

  /** Place of a wallet; 0 is none. */
  placeOf(wallet: number): number {
    return this.places.get(wallet) ?? 0;
  }

  /** Number on chain of the wallet at a place. */
  numberAt(place: number): number {
    return this.f[place * WALLET_WORDS + WALLET_FIELD.number] as number;
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

  /** A number is heard of; the caller has checked that it is the next. */
  hear(wallet: number): void {
    this.meta[HEARD] = wallet;
  }

  /** Gives a wallet that was heard of a place, as a stranger's; the caller has checked that there is room. */
  take(wallet: number, owner: Uint8Array): void {
    const place = this.count + 1;
    check(place <= this.capacity, 'I36: there is a place for every wallet that is linked');
    this.meta[COUNT] = place;
    this.meta[STRANGERS] = this.strangers + 1;
    this.owners.set(owner, place * OWNER_BYTES);
    this.f[place * WALLET_WORDS + WALLET_FIELD.number] = wallet;
    this.places.set(wallet, place);
    this.byOwner.set(addressOf(owner), wallet);
  }

  /** A wallet is an account's from now on. */
  link(wallet: number, account: number): void {
    this.set(wallet, WALLET_FIELD.account, account);
    this.meta[STRANGERS] = this.strangers - 1;
  }

  /** Owner as bytes: a view that is not to be kept. */
  owner(wallet: number): Uint8Array {
    const place = this.placeOf(wallet);
    return this.owners.subarray(place * OWNER_BYTES, (place + 1) * OWNER_BYTES);
  }

  /** Number of the wallet of an owner; 0 when it has none. */
  find(address: string): number {
    return this.byOwner.get(address) ?? 0;
  }

  get(wallet: number, field: number): number {
    return this.f[this.placeOf(wallet) * WALLET_WORDS + field] as number;
  }

  set(wallet: number, field: number, value: number): void {
    this.f[this.placeOf(wallet) * WALLET_WORDS + field] = value;
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
    this.places.clear();
    for (let place = 1; place <= this.count; place += 1) {
      const wallet = this.numberAt(place);
      this.places.set(wallet, place);
      this.byOwner.set(addressOf(this.owner(wallet)), wallet);
    }
  }
}
