/**
 * What batches must have brought to the chain for it to say what the ledger says: for each account on chain its free and its
 * locked, less what the chain itself moved by deposits and claims. A batch's rows are the difference of two of these, so
 * nothing has to be remembered between cuts and no restart loses a range.
 *
 * Accounts of the ledger without a wallet are carried by one account of the venue's; PAT of wallets that no account is
 * linked with stays theirs. It adds up to zero, or the ledger and the chain's bookings disagree: then SettlementRefused.
 */
import { ACCOUNT_FIELD, type Core, WALLET_FIELD } from '../../engine/core/index.js';
import type { ChainView } from './chain-view.js';
import { exact, SettlementRefused } from './refusal.js';

/** What a range did to an account's buckets on chain. */
export interface NetChange {
  readonly accountId: number;
  readonly freeMicroPat: number;
  readonly lockedMicroPat: number;
}

/** Two numbers for each wallet's place in the ledger, free and locked, one after the other; those of index 0 are not used. */
export type Settled = Float64Array;

/** @param omnibusId account on chain that carries what has no wallet */
export function settledTarget(core: Core, view: ChainView, omnibusId: number): Settled {
  const { accounts, wallets } = core.state;
  if (!wallets.exists(omnibusId)) {
    throw new SettlementRefused('UNREGISTERED_ACCOUNT', `account ${omnibusId} is not on chain`);
  }
  const settled = new Float64Array((wallets.count + 1) * 2);
  const add = (at: number, microPat: number): void => {
    settled[at] = bounded((settled[at] as number) + microPat);
  };
  for (let id = 1; id <= view.accountCount; id += 1) {
    const place = wallets.placeOf(accounts.get(id, ACCOUNT_FIELD.wallet) || omnibusId);
    add(place * 2, view.freeMicroPat[id] as number);
    add(place * 2 + 1, view.lockedMicroPat[id] as number);
  }
  let sum = 0n;
  for (let place = 1; place <= wallets.count; place += 1) {
    const wallet = wallets.numberAt(place);
    add(place * 2, wallets.get(wallet, WALLET_FIELD.unclaimedMicroPat));
    add(place * 2, -wallets.get(wallet, WALLET_FIELD.netMicroPat));
    sum += BigInt((settled[place * 2] as number) + (settled[place * 2 + 1] as number));
  }
  if (sum !== 0n) {
    throw new SettlementRefused('UNBALANCED', `what is to be settled adds up to ${sum} micro-PAT`);
  }
  return settled;
}

/**
 * What changed between two cuts, ascending by account; accounts that came between begin with nothing.
 * @param numberAt account on chain of the wallet at a place
 */
export function differenceOf(
  target: Settled,
  settled: Settled,
  numberAt: (place: number) => number,
): NetChange[] {
  if (settled.length > target.length) {
    throw new SettlementRefused('OUT_OF_RANGE', 'accounts on chain are gone from the ledger');
  }
  const changes: NetChange[] = [];
  for (let at = 2; at < target.length; at += 2) {
    const freeMicroPat = bounded((target[at] as number) - (settled[at] ?? 0));
    const lockedMicroPat = bounded((target[at + 1] as number) - (settled[at + 1] ?? 0));
    if (freeMicroPat === 0 && lockedMicroPat === 0) continue;
    changes.push({ accountId: numberAt(at / 2), freeMicroPat, lockedMicroPat });
  }
  // Places are given in the order wallets are taken in, which may be another than that of their numbers.
  return changes.sort((one, other) => one.accountId - other.accountId);
}

const bounded = (microPat: number): number =>
  exact(microPat, 'a settled balance', -Number.MAX_SAFE_INTEGER);
