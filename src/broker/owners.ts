/**
 * Whose accounts are whose, and what each owner bought of the broker and has not exercised yet.
 *
 * Accounts of one firm group, and accounts that share a key, are one owner. Lots bought of the broker are kept by account and
 * series, so that only those count as used when they are exercised. Bounded by accounts and open series; a restart begins anew, and
 * what was bought before it counts for nothing.
 */
import { ACCOUNT_FIELD as A, type Core } from '../engine/core/index.js';

export class Owners {
  private readonly core: Core;
  /** Of each account without a group: the first account that has one of its keys. */
  private readonly keepers = new Map<string, number>();
  private readonly boughtLots = new Map<number, Map<number, number>>();

  constructor(core: Core) {
    this.core = core;
  }

  /** One number for all accounts of an owner: its group, or an account, negative. */
  ownerOf(account: number): number {
    const { accounts, registry } = this.core.state;
    const group = accounts.get(account, A.firmGroup);
    if (group !== 0) return group;
    let owner = account;
    for (const { publicKey } of registry.accounts[account - 1]?.keys ?? []) {
      const keeper = this.keepers.get(publicKey);
      if (keeper === undefined) this.keepers.set(publicKey, account);
      else owner = Math.min(owner, keeper);
    }
    return -owner;
  }

  /** An account bought lots of the broker. */
  bought(account: number, seriesId: number, lots: number): void {
    let bySeries = this.boughtLots.get(seriesId);
    if (bySeries === undefined) {
      bySeries = new Map();
      this.boughtLots.set(seriesId, bySeries);
    }
    bySeries.set(account, (bySeries.get(account) ?? 0) + lots);
  }

  /** An account exercises lots; answers how many of them it had bought of the broker. */
  used(account: number, seriesId: number, lots: number): number {
    const bySeries = this.boughtLots.get(seriesId);
    const known = bySeries?.get(account) ?? 0;
    const counted = Math.min(known, lots);
    if (counted > 0) bySeries?.set(account, known - counted);
    return counted;
  }

  /** The series is over. */
  forget(seriesId: number): void {
    this.boughtLots.delete(seriesId);
  }
}
