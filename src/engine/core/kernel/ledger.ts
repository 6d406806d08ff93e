/**
 * The double-entry ledger in micro-PAT: five buckets for each account and one escrow for each series.
 *
 * Every movement is one posting, the same amount out of one balance and into another, so PAT is conserved by
 * construction: Σ balances = deposits − withdrawals (I1). No balance is ever negative (I2). The total is bounded by
 * 2^53 − 1 micro-PAT, which bounds every balance, so no posting can leave the range of exact integers (I3). A posting
 * that breaks one of these is our bug: it throws, and the engine stops.
 */

import type { Accounts } from './accounts.js';
import { check } from './check.js';
import type { ColumnAllocator } from './columns.js';

export const BUCKET = {
  /** Free to use. */
  AVAILABLE: 0,
  /** Set aside for open orders. */
  RESERVED: 1,
  /** Earned, waiting for deliveries to be accepted. */
  PENDING: 2,
  /** Locked as collateral. */
  COLLATERAL: 3,
  /** Behind positions that settle in cash; of the insurance account, the default fund. */
  MARGIN: 4,
} as const;

const BUCKETS = 5;

export class Ledger {
  readonly f: Float64Array;
  /** Deposits minus withdrawals: one number, which stays exact however often PAT comes and goes. */
  private readonly net: Float64Array;
  private readonly escrowBase: number;
  private readonly accounts: Accounts;

  constructor(alloc: ColumnAllocator, accounts: Accounts, maxAccounts: number, maxSeries: number) {
    this.escrowBase = maxSeries + 1;
    this.accounts = accounts;
    this.net = alloc.f64('ledger.net', 1);
    // Escrows come first, so that the used prefix follows the number of accounts.
    this.f = alloc.f64('ledger', this.escrowBase + (maxAccounts + 1) * BUCKETS, () =>
      this.bucket(accounts.count + 1, 0),
    );
  }

  /** Index of a bucket of an account. */
  bucket(accountId: number, bucket: number): number {
    return this.escrowBase + accountId * BUCKETS + bucket;
  }

  /** Index of the escrow of a series. */
  escrow(seriesId: number): number {
    return seriesId;
  }

  balance(index: number): number {
    return this.f[index] as number;
  }

  available(accountId: number): number {
    return this.f[this.escrowBase + accountId * BUCKETS] as number;
  }

  /** What an account may use: available less what is withheld for its withdrawal (I28). */
  spendable(accountId: number): number {
    return Math.max(0, this.available(accountId) - this.accounts.withheldMicroPat(accountId));
  }

  /** Moves an amount; both sides in one step. */
  post(debit: number, credit: number, amountMicroPat: number): void {
    const { f } = this;
    const before = f[debit] as number;
    check(
      amountMicroPat >= 0 && amountMicroPat <= before,
      'I2: a posting overdraws its debit side',
    );
    f[debit] = before - amountMicroPat;
    f[credit] = (f[credit] as number) + amountMicroPat;
  }

  /** Whether a deposit would keep the total within the range of exact integers. */
  canDeposit(amountMicroPat: number): boolean {
    return this.total + amountMicroPat <= Number.MAX_SAFE_INTEGER;
  }

  deposit(credit: number, amountMicroPat: number): void {
    check(this.canDeposit(amountMicroPat), 'I3: a deposit passes the total bound');
    this.net[0] = this.total + amountMicroPat;
    this.f[credit] = (this.f[credit] as number) + amountMicroPat;
  }

  withdraw(debit: number, amountMicroPat: number): void {
    const before = this.f[debit] as number;
    check(amountMicroPat <= before, 'I2: a withdrawal overdraws');
    this.net[0] = this.total - amountMicroPat;
    this.f[debit] = before - amountMicroPat;
  }

  /** Deposits minus withdrawals: what all balances must add up to. */
  get total(): number {
    return this.net[0] as number;
  }

  /** Σ of all balances, counted afresh; for the conservation check. */
  sum(): number {
    let sum = 0;
    for (let i = 0; i < this.f.length; i += 1) sum += this.f[i] as number;
    return sum;
  }
}
