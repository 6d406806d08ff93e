/**
 * What the market knows of an account: whether its identity was checked, which policy its purchases are under, what it has in the
 * shared tables; and which accounts are one owner's.
 *
 * Owners: accounts of one firm group, and accounts that ever shared a key, are one owner's for good; an owner is known by its
 * first account. Links are only ever added, so revoking a key gives nobody a second start. The rows follow the accounts.
 */
import { ACCOUNT_FIELD as A, type Accounts } from '../kernel/accounts.js';
import type { ColumnAllocator } from '../kernel/columns.js';
import type { Registry } from '../kernel/registry.js';
import { HASH_WORDS, hashAt, wordOf } from './record-table.js';

/** Fields of a row, in words. */
export const MEMBER = {
  /** An account of the same owner with a lower id; 0: it is the first. */
  parent: 0,
  verifiedUntilMs: 1,
  /** What a policy demands: bits of steps, least quality; who set it: 1 the account, 2 an operator. */
  policySteps: 2,
  policyCompositePpm: 3,
  policyBy: 4,
  listings: 5,
  purchases: 6,
  requests: 7,
  dossiers: 8,
  /** Of an owner's first account: month of its refunds and how many. */
  refundMonth: 9,
  refunds: 10,
  revisions: 11,
  dealings: 12,
  /** Accounts it let in, or that it asks to be let in to. */
  admissions: 13,
  policyHash: 14,
  evidenceHash: 14 + HASH_WORDS,
} as const;
const WORDS = 32;

export class Members {
  readonly f: Float64Array;
  private readonly accounts: Accounts;
  private readonly registry: Registry;
  /** First account that has a key, or is of a group; made anew from the registry. */
  private readonly firstByKey = new Map<string, number>();
  private readonly firstByGroup = new Map<number, number>();
  private followed = 0;

  constructor(alloc: ColumnAllocator, accounts: Accounts, registry: Registry, accountsMax: number) {
    this.accounts = accounts;
    this.registry = registry;
    this.f = alloc.f64('market.members', (accountsMax + 1) * WORDS, () =>
      accounts.count === 0 ? 0 : (accounts.count + 1) * WORDS,
    );
  }

  get(account: number, field: number): number {
    return this.f[account * WORDS + field] as number;
  }

  set(account: number, field: number, value: number): void {
    this.f[account * WORDS + field] = value;
  }

  add(account: number, field: number, amount: number): void {
    const at = account * WORDS + field;
    this.f[at] = (this.f[at] as number) + amount;
  }

  /** Whether anything is kept of an account beside who owns it. */
  isKnown(account: number): boolean {
    for (let field = 0; field < WORDS; field += 1) {
      if (field !== MEMBER.parent && this.get(account, field) !== 0) return true;
    }
    return false;
  }

  /** The first account of its owner. */
  ownerOf(account: number): number {
    let first = account;
    for (let parent = this.get(first, MEMBER.parent); parent !== 0; ) {
      first = parent;
      parent = this.get(first, MEMBER.parent);
    }
    return first;
  }

  isOneOwner(one: number, other: number): boolean {
    return this.ownerOf(one) === this.ownerOf(other);
  }

  /** Looks at accounts that are new: after every command that may have opened some. */
  follow(): void {
    while (this.followed < this.accounts.count) {
      this.followed += 1;
      this.note(this.followed, true);
    }
  }

  /** An account has another key. */
  changed(account: number): void {
    this.follow();
    this.note(account, true);
  }

  /** Makes anew what is derived, after the columns were restored: the links are in them. */
  rebuild(): void {
    this.firstByKey.clear();
    this.firstByGroup.clear();
    this.followed = this.accounts.count;
    for (let account = 1; account <= this.followed; account += 1) this.note(account, false);
  }

  /** Links whoever is linked now, where nothing was carried of it. */
  relink(): void {
    for (let account = 1; account <= this.followed; account += 1) this.note(account, true);
  }

  private note(account: number, isLinked: boolean): void {
    const link = (first: number | undefined): void => {
      if (isLinked && first !== undefined) this.link(first, account);
    };
    const group = this.accounts.get(account, A.firmGroup);
    // An account keeps the group it was opened with.
    if (group !== 0) {
      link(this.firstByGroup.get(group));
      if (!this.firstByGroup.has(group)) this.firstByGroup.set(group, account);
    }
    for (const { publicKey } of this.registry.account(account)?.keys ?? []) {
      link(this.firstByKey.get(publicKey));
      if (!this.firstByKey.has(publicKey)) this.firstByKey.set(publicKey, account);
    }
  }

  private link(one: number, other: number): void {
    const a = this.ownerOf(one);
    const b = this.ownerOf(other);
    if (a !== b) this.set(Math.max(a, b), MEMBER.parent, Math.min(a, b));
  }

  setHash(account: number, field: number, hash: Uint8Array): void {
    for (let i = 0; i < HASH_WORDS; i += 1) {
      this.set(account, field + i, wordOf(hash, i));
    }
  }

  hash(account: number, field: number): Uint8Array {
    return hashAt((i) => this.get(account, field + i));
  }

  /** Whether eight words of a row are those of a record of another table. */
  isHash(account: number, field: number, wordAt: (index: number) => number): boolean {
    for (let i = 0; i < HASH_WORDS; i += 1) {
      if (this.get(account, field + i) !== wordAt(i)) return false;
    }
    return true;
  }
}
