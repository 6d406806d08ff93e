/**
 * PatClearing's rules for the rows of a batch, written down a second time from its source and slowly, in bigint: what is
 * not accepted here would revert there. Throws with the name of the contract's error.
 */
import type { Row } from '../../../src/settlement/contracts/index.js';
import type { SplitLimits } from '../../../src/settlement/netting/index.js';

export class ChainModel {
  private readonly balances = new Map<number, [bigint, bigint]>();
  private readonly limits: SplitLimits;

  constructor(limits: SplitLimits) {
    this.limits = limits;
  }

  credit(accountId: number, freeMicroPat: number, lockedMicroPat: number): void {
    this.balances.set(accountId, [BigInt(freeMicroPat), BigInt(lockedMicroPat)]);
  }

  balanceOf(accountId: number): readonly [bigint, bigint] | undefined {
    return this.balances.get(accountId);
  }

  /** Applies a batch, and says what left accounts and how many it touched. */
  settle(rows: readonly Row[]): { debit: bigint; accounts: number } {
    const nets = new Map<number, bigint>();
    let previous = 3;
    for (const { accountId, bucket, deltaMicroPat } of rows) {
      const key = accountId * 4 + bucket;
      if (key <= previous) throw new Error('Unsorted');
      previous = key;
      if (bucket > 1) throw new Error('MarginBucket');
      const held = this.balances.get(accountId);
      if (held === undefined) throw new Error('UnknownAccount');
      const after = held[bucket as 0 | 1] + deltaMicroPat;
      if (after < 0n) throw new Error('Overdraft');
      if (after >= 2n ** 56n) throw new Error('BucketOverflow');
      held[bucket as 0 | 1] = after;
      nets.set(accountId, (nets.get(accountId) ?? 0n) + deltaMicroPat);
    }
    const net = [...nets.values()];
    if (net.reduce((sum, one) => sum + one, 0n) !== 0n) throw new Error('Unbalanced');
    if (nets.size > this.limits.accountsMax) throw new Error('TooManyAccounts');
    const debit = net.reduce((sum, one) => (one < 0n ? sum - one : sum), 0n);
    if (debit > BigInt(this.limits.debitMicroPat)) throw new Error('BatchDebitCap');
    return { debit, accounts: nets.size };
  }
}
