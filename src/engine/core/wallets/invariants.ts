/**
 * What always holds of the chain and the wallets on it (I28 to I31 of INVARIANTS.md), counted afresh. Slow; never
 * changes anything.
 */

import { ACCOUNT_FIELD as A, ACCOUNT_MARK } from '../kernel/accounts.js';
import type { State } from '../kernel/state.js';
import { addressOf } from './address.js';
import { WALLET_FIELD as W } from './wallets.js';

/** Phases below may be above the chain's; from here on it leads. */
const PHASE_WITH_VOTE = 3;

/** Everything that is broken, a line each. */
export function brokenWallets(state: State): string[] {
  const { accounts, registry, wallets } = state;
  const broken: string[] = [];
  for (let id = 1; id <= accounts.count; id += 1) broken.push(...brokenAccount(state, id));
  let net = 0;
  let unclaimed = 0;
  let strangers = 0;
  for (let place = 1; place <= wallets.count; place += 1) {
    const wallet = wallets.numberAt(place);
    if (wallets.get(wallet, W.account) === 0) strangers += 1;
    net += wallets.get(wallet, W.netMicroPat);
    unclaimed += wallets.get(wallet, W.unclaimedMicroPat);
    broken.push(...brokenWallet(state, wallet));
  }
  if (strangers !== wallets.strangers || wallets.setAside < 0) {
    broken.push(`I30: ${wallets.strangers} strangers, counted ${strangers}`);
  }
  if (unclaimed !== wallets.unclaimedMicroPat) {
    broken.push(`I29: ${wallets.unclaimedMicroPat} unclaimed, counted ${unclaimed}`);
  }
  const { chain } = registry;
  if (chain === null) {
    if (wallets.count > 0) broken.push('I30: there are wallets and no chain');
    return broken;
  }
  const total = state.ledger.total + unclaimed;
  if (net !== total) broken.push(`I29: wallets paid in ${net} net, there is ${total}`);
  if (registry.phase >= PHASE_WITH_VOTE && registry.phase > chain.phase) {
    broken.push(`I31: phase ${registry.phase} is above the chain's ${chain.phase}`);
  }
  if (chain.escapedBatchId !== null && !registry.globalKilled) {
    broken.push('I31: the escape has not stopped everything');
  }
  const settled = chain.batch?.requestSequence ?? 0;
  if (settled > wallets.requestSequence) {
    broken.push(`I31: request ${settled} is acknowledged, ${wallets.requestSequence} were made`);
  }
  return broken;
}

function brokenAccount({ accounts, registry, wallets }: State, id: number): string[] {
  const broken: string[] = [];
  const withheld = accounts.get(id, A.withheldMicroPat);
  const isMarked = (accounts.get(id, A.marks) & ACCOUNT_MARK.WITHHELD) !== 0;
  if (isMarked !== withheld > 0) {
    broken.push(`I28: account ${id} withholds ${withheld} and is ${isMarked ? '' : 'not '}marked`);
  }
  const wallet = accounts.get(id, A.wallet);
  const requested = wallet === 0 ? 0 : wallets.get(wallet, W.requestMicroPat);
  if (withheld !== requested) {
    broken.push(`I28: account ${id} withholds ${withheld}, its wallet asked for ${requested}`);
  }
  const address = registry.account(id)?.wallet ?? '';
  const linked = address === '' ? 0 : wallets.find(address);
  if (linked !== wallet) broken.push(`I30: account ${id} has wallet ${wallet}, not ${linked}`);
  if (address !== '' && registry.accountOf(address) !== id) {
    broken.push(`I30: the wallet of account ${id} does not lead back to it`);
  }
  const pending = registry.account(id)?.pendingLink ?? null;
  if (pending !== null) {
    const isFree = address === '' && registry.accountOf(pending.address) === 0;
    if (!isFree || registry.pendingAccountOf(pending.address) !== id) {
      broken.push(`I30: account ${id} waits for a wallet that is linked, or not its to wait for`);
    }
  }
  return broken;
}

function brokenWallet({ accounts, wallets }: State, wallet: number): string[] {
  const broken: string[] = [];
  const get = (field: number): number => wallets.get(wallet, field);
  const account = get(W.account);
  if (account !== 0 && accounts.get(account, A.wallet) !== wallet) {
    broken.push(`I30: wallet ${wallet} is linked with ${account}, which does not know it`);
  }
  if (account !== 0 && get(W.unclaimedMicroPat) !== 0) {
    broken.push(`I30: wallet ${wallet} is linked and has PAT unclaimed`);
  }
  if (get(W.unclaimedMicroPat) < 0) broken.push(`I29: wallet ${wallet} has less than nothing`);
  const isOpen = get(W.requestSequence) !== 0;
  if (isOpen !== get(W.requestMicroPat) > 0 || get(W.requestSequence) > wallets.requestSequence) {
    broken.push(`I28: wallet ${wallet} has a request of no amount, or an amount of no request`);
  }
  if (wallets.find(addressOf(wallets.owner(wallet))) !== wallet) {
    broken.push(`I30: wallet ${wallet} is not found by its owner`);
  }
  return broken;
}
