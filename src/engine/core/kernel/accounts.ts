/**
 * Accounts: one record of doubles each, found by the dense account id.
 *
 * Invariants: ids go from 1 up without gaps; the list of live orders of an account runs through the order records,
 * oldest first. What only operators read (names, keys) is in the registry.
 */
import type { ColumnAllocator } from './columns.js';

/** Fields of an account record, in words. What an order touches comes first: two cache lines of eight. */
export const ACCOUNT_FIELD = {
  role: 0,
  accountClass: 1,
  /** Of ACCOUNT_MARK. */
  marks: 2,
  /** Last private sequence given out. */
  sequence: 3,
  openOrders: 4,
  newestOrder: 5,
  /** First id space of the account. */
  idSpace: 6,
  firmGroup: 7,
  /** Order credits left, in thousandths. */
  rateMilliCredits: 8,
  rateTimeMs: 9,
  /** Paid into escrow for rights not yet delivered or refunded. */
  escrowMicroPat: 10,
  /** −1: the parameter's value applies. */
  exposureLimitMicroPat: 11,
  /** −1: the parameter's value applies. */
  dailyCreditMicroPat: 12,
  creditDay: 13,
  creditUsedMicroPat: 14,
  oldestOrder: 15,
  firstPosition: 16,
  /** Proceeds may leave from here on. */
  withdrawableAtMs: 17,
  firstDelivery: 18,
  firstEntitlement: 19,
  /** Its wallet's number on chain; 0 is none. */
  wallet: 20,
  /** What the wallet's open withdrawal request asks for; may be more than is available. */
  withheldMicroPat: 21,
  /** Its row among the protections of makers; 0 is none. */
  protection: 22,
  /** Entries of rights it holds or must deliver. */
  entries: 23,
  /** Deliveries to it that are under way. */
  deliveries: 24,
  /** Entitlements that are not over, or not yet found to be. */
  entitlements: 25,
  disputes: 26,
  /** Positions of a provider with an open collateral call. */
  calls: 27,
  /** What it still owes for forwards. */
  unpaidMicroPat: 28,
  /** Of an owner, kept with its first account: lots of forwards bid for or held. */
  forwardLots: 29,
  /** Of an owner: lots exercised at prices of others, forgotten over thirty days; and as of when. */
  exercisedLots: 30,
  exercisedAtMs: 31,
  /** Positions it has a place for. */
  positions: 32,
} as const;

/** What is rare about an account and an order has to know, so that it looks further only then. */
export const ACCOUNT_MARK = { KILLED: 1, WITHHELD: 2, PROTECTED: 4, TRIPPED: 8 } as const;

/** Four cache lines. */
export const ACCOUNT_WORDS = 40;

/** The venue's own accounts, created by its first command. */
export const BROKER_ACCOUNT = 1;
export const FIRST_OPERATOR_ACCOUNT = 2;
export const FEES_ACCOUNT = 3;
export const INSURANCE_ACCOUNT = 4;
export const FIRST_OPEN_ACCOUNT = 5;

const COUNT = 0;

export class Accounts {
  readonly f: Float64Array;
  private readonly meta: Int32Array;
  /** First account of each firm group: made anew from the records. */
  private readonly firstOfGroup = new Map<number, number>();
  private readonly capacity: number;

  constructor(alloc: ColumnAllocator, maxAccounts: number) {
    this.capacity = maxAccounts;
    const meta = alloc.i32('accounts.meta', 2);
    this.meta = meta;
    this.f = alloc.f64(
      'accounts',
      (maxAccounts + 1) * ACCOUNT_WORDS,
      () => ((meta[COUNT] as number) + 1) * ACCOUNT_WORDS,
    );
  }

  /** Accounts opened so far; ids are 1 to this. */
  get count(): number {
    return this.meta[COUNT] as number;
  }

  get isFull(): boolean {
    return this.count >= this.capacity;
  }

  exists(accountId: number): boolean {
    return accountId >= 1 && accountId <= this.count;
  }

  /** Opens the next account and returns its id; the caller has checked that there is room. */
  open(role: number, accountClass: number, firmGroup: number): number {
    const id = this.count + 1;
    this.meta[COUNT] = id;
    const at = id * ACCOUNT_WORDS;
    this.f[at + ACCOUNT_FIELD.role] = role;
    this.f[at + ACCOUNT_FIELD.accountClass] = accountClass;
    this.f[at + ACCOUNT_FIELD.firmGroup] = firmGroup;
    this.f[at + ACCOUNT_FIELD.exposureLimitMicroPat] = -1;
    this.f[at + ACCOUNT_FIELD.dailyCreditMicroPat] = -1;
    this.f[at + ACCOUNT_FIELD.rateTimeMs] = -1;
    this.noteOwner(id);
    return id;
  }

  /** The first account of the owner of an account, with which it keeps what is counted by owner. */
  ownerOf(accountId: number): number {
    const group = this.get(accountId, ACCOUNT_FIELD.firmGroup);
    return group === 0 ? accountId : (this.firstOfGroup.get(group) ?? accountId);
  }

  /** Finds the owners of restored records again. */
  rebuild(): void {
    this.firstOfGroup.clear();
    for (let id = 1; id <= this.count; id += 1) this.noteOwner(id);
  }

  private noteOwner(id: number): void {
    const group = this.get(id, ACCOUNT_FIELD.firmGroup);
    if (group !== 0 && !this.firstOfGroup.has(group)) this.firstOfGroup.set(group, id);
  }

  get(accountId: number, field: number): number {
    return this.f[accountId * ACCOUNT_WORDS + field] as number;
  }

  set(accountId: number, field: number, value: number): void {
    this.f[accountId * ACCOUNT_WORDS + field] = value;
  }

  add(accountId: number, field: number, amount: number): void {
    const at = accountId * ACCOUNT_WORDS + field;
    this.f[at] = (this.f[at] as number) + amount;
  }

  /** Whether two accounts are one, or of one firm. */
  isOneFirm(one: number, other: number): boolean {
    if (one === other) return true;
    const group = this.get(one, ACCOUNT_FIELD.firmGroup);
    return group !== 0 && group === this.get(other, ACCOUNT_FIELD.firmGroup);
  }

  isKilled(accountId: number): boolean {
    return (this.get(accountId, ACCOUNT_FIELD.marks) & ACCOUNT_MARK.KILLED) !== 0;
  }

  mark(accountId: number, mark: number, isSet: boolean): void {
    const before = this.get(accountId, ACCOUNT_FIELD.marks);
    this.set(accountId, ACCOUNT_FIELD.marks, isSet ? before | mark : before & ~mark);
  }

  isTripped(accountId: number): boolean {
    return (this.get(accountId, ACCOUNT_FIELD.marks) & ACCOUNT_MARK.TRIPPED) !== 0;
  }

  /** Withholds so much of what is available; 0 ends it. */
  withhold(accountId: number, amountMicroPat: number): void {
    this.set(accountId, ACCOUNT_FIELD.withheldMicroPat, amountMicroPat);
    this.mark(accountId, ACCOUNT_MARK.WITHHELD, amountMicroPat > 0);
  }

  withheldMicroPat(accountId: number): number {
    const marks = this.get(accountId, ACCOUNT_FIELD.marks);
    return marks < ACCOUNT_MARK.WITHHELD ? 0 : this.get(accountId, ACCOUNT_FIELD.withheldMicroPat);
  }

  /** Next private sequence of an account. */
  nextSequence(accountId: number): number {
    const at = accountId * ACCOUNT_WORDS + ACCOUNT_FIELD.sequence;
    const next = (this.f[at] as number) + 1;
    this.f[at] = next;
    return next;
  }
}
