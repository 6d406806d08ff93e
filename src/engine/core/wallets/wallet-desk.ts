/**
 * PAT that comes and goes through the chain: whose wallet is whose account, what was paid in, what was asked for, what
 * was paid out.
 *
 * The chain's facts are numbered without gaps and are told in order; one that was told before changes nothing, so that
 * whoever tells them may begin again anywhere. What strangers do who find no place is heard and set aside: the contract
 * keeps their PAT, and `admit` takes them in with it. An open withdrawal request withholds: what is available up to its amount
 * can be used for nothing else (I28), because on chain its owner may take it at any time. Fails by a typed refusal that
 * leaves everything as it was; a refused fact means that ledger and chain contradict each other.
 */
import { type ColdBodies, FIELD_ID, WALLET_CHANGE } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import { BUCKET } from '../kernel/ledger.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { addressOf, NO_ADDRESS } from './address.js';
import { WALLET_FIELD as W } from './wallets.js';

export class WalletDesk {
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
  }

  /** A link comes into force; the link desk has seen that it may. Returns the wallet's account on chain, 0 while it has none. */
  linked(id: number, address: string): number {
    const { registry, wallets } = this.state;
    const wallet = wallets.find(address);
    registry.linkWallet(id, address);
    const amount = wallet === 0 ? 0 : this.join(id, wallet);
    this.tell(id, WALLET_CHANGE.LINKED, { wallet, amount });
    return wallet;
  }

  /** Tells an account and its sessions of a link that is not in force yet, or was taken back. */
  tellLink(id: number, change: number, address: string, effectiveAtMs: number): void {
    this.tell(id, change, { wallet: this.state.wallets.find(address), effectiveAtMs });
  }

  register(body: ColdBodies['registerWallet'], out: Result): void {
    const { registry, wallets } = this.state;
    const { chainAccountId: id } = body;
    const address = addressOf(body.address);
    const known = wallets.find(address);
    if (wallets.exists(id)) {
      if (known !== id) return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.address);
      return out.repeat(id);
    }
    if (wallets.isSetAside(id)) return out.repeat(id);
    if (id !== wallets.heard + 1) return out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
    if (known !== 0) return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.address);
    if (address === NO_ADDRESS) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.address);
    wallets.hear(id);
    const account = registry.accountOf(address);
    // What has no room is set aside, and never in the way of what comes behind it.
    if (account !== 0 || !wallets.strangersAreFull) this.place(id, body.address);
    out.done(id);
  }

  /** Takes in a wallet that was set aside, with what it has on chain as of what was told last. */
  admit(body: ColdBodies['admitWallet'], out: Result): void {
    const { registry, wallets, ledger, timeMs } = this.state;
    const { chainAccountId: id, netMicroPat: net, requestSequence, requestMicroPat } = body;
    const address = addressOf(body.address);
    if (wallets.exists(id)) {
      const isSame = wallets.find(address) === id;
      return isSame ? out.repeat(id) : out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.address);
    }
    if (!wallets.isSetAside(id)) return out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
    if (wallets.find(address) !== 0) return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.address);
    if (address === NO_ADDRESS) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.address);
    if (net < 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.net_micro_pat);
    const isWhole = requestSequence === 0 ? requestMicroPat === 0 : requestMicroPat > 0;
    if (!isWhole) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.request_micro_pat);
    if (requestSequence > wallets.requestSequence) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.request_sequence);
    }
    if (registry.accountOf(address) === 0 && wallets.strangersAreFull) {
      return out.refuse(CODE.CAPACITY_FULL);
    }
    if (!ledger.canDeposit(wallets.unclaimedMicroPat + net)) {
      return out.refuse(CODE.OVERFLOW, FIELD_ID.net_micro_pat);
    }
    this.place(id, body.address, () => {
      wallets.set(id, W.netMicroPat, net);
      wallets.addUnclaimed(id, net);
      wallets.set(id, W.requestSequence, requestSequence);
      wallets.set(id, W.requestMicroPat, requestMicroPat);
      if (requestSequence !== 0) wallets.set(id, W.ripeAtMs, timeMs);
    });
    out.done(id);
  }

  /** Gives a wallet its place, and joins it to the account that waits for it. */
  private place(id: number, owner: Uint8Array, fill: () => void = () => undefined): void {
    const { registry, wallets } = this.state;
    wallets.take(id, owner);
    fill();
    const account = registry.accountOf(addressOf(owner));
    if (account === 0) return;
    const amount = this.join(account, id);
    this.tell(account, WALLET_CHANGE.REGISTERED, { wallet: id, amount });
  }

  credit(body: ColdBodies['creditDeposit'], out: Result): void {
    const { wallets, ledger } = this.state;
    const { depositSequence, chainAccountId: wallet, amountMicroPat: amount } = body;
    if (depositSequence <= wallets.depositSequence) return out.repeat(depositSequence);
    if (depositSequence !== wallets.depositSequence + 1) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.deposit_sequence);
    }
    const isSetAside = wallets.isSetAside(wallet);
    if (!isSetAside && !wallets.exists(wallet)) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
    }
    if (amount < 1) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.amount_micro_pat);
    if (!ledger.canDeposit(wallets.unclaimedMicroPat + amount)) {
      return out.refuse(CODE.OVERFLOW, FIELD_ID.amount_micro_pat);
    }
    wallets.depositSequence = depositSequence;
    // The contract has it, and pays it out when it is asked to.
    if (isSetAside) return out.done(depositSequence);
    this.addNet(wallet, amount);
    const account = wallets.get(wallet, W.account);
    if (account === 0) wallets.addUnclaimed(wallet, amount);
    else {
      ledger.deposit(ledger.bucket(account, BUCKET.AVAILABLE), amount);
      this.tell(account, WALLET_CHANGE.DEPOSITED, { wallet, amount });
    }
    out.done(depositSequence);
  }

  hold(body: ColdBodies['holdWithdrawal'], out: Result): void {
    const { wallets, accounts, timeMs } = this.state;
    const { requestSequence, chainAccountId: wallet, amountMicroPat: amount } = body;
    if (requestSequence <= wallets.requestSequence) return out.repeat(requestSequence);
    if (requestSequence !== wallets.requestSequence + 1) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.request_sequence);
    }
    // A wallet has one request at a time, so the end of the one before is missing.
    const isSetAside = wallets.isSetAside(wallet);
    const isOpen = wallets.get(wallet, W.requestSequence) !== 0;
    if (!isSetAside && (!wallets.exists(wallet) || isOpen)) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
    }
    if (amount < 1) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.amount_micro_pat);
    wallets.requestSequence = requestSequence;
    if (isSetAside) return out.done(requestSequence);
    wallets.set(wallet, W.requestSequence, requestSequence);
    wallets.set(wallet, W.requestMicroPat, amount);
    const account = wallets.get(wallet, W.account);
    const openUntilMs = account === 0 ? 0 : accounts.get(account, A.withdrawableAtMs);
    wallets.set(wallet, W.ripeAtMs, Math.max(timeMs, openUntilMs));
    if (account !== 0) {
      accounts.withhold(account, amount);
      this.tell(account, WALLET_CHANGE.WITHHELD, { wallet, requestSequence, amount });
    }
    out.done(requestSequence);
  }

  pay(body: ColdBodies['payWithdrawal'], out: Result): void {
    const { wallets, ledger } = this.state;
    const { chainAccountId: wallet, requestSequence, paidMicroPat: paid } = body;
    if (!this.isOpen(body, out)) return;
    if (paid < 0 || paid > wallets.get(wallet, W.requestMicroPat)) {
      return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.paid_micro_pat);
    }
    const account = wallets.get(wallet, W.account);
    const has =
      account === 0 ? wallets.get(wallet, W.unclaimedMicroPat) : ledger.available(account);
    if (paid > has) return out.refuse(CODE.INSUFFICIENT_PAT, FIELD_ID.paid_micro_pat);
    this.addNet(wallet, -paid);
    if (account === 0) wallets.addUnclaimed(wallet, -paid);
    else ledger.withdraw(ledger.bucket(account, BUCKET.AVAILABLE), paid);
    this.close(wallet, WALLET_CHANGE.PAID, paid);
    out.done(requestSequence);
  }

  void(body: ColdBodies['voidWithdrawal'], out: Result): void {
    if (!this.isOpen(body, out)) return;
    const { chainAccountId: wallet, requestSequence } = body;
    this.close(wallet, WALLET_CHANGE.VOIDED, this.state.wallets.get(wallet, W.requestMicroPat));
    out.done(requestSequence);
  }

  /** Whether the request is the open one of its wallet; otherwise `out` says that it is over or not known yet. */
  private isOpen(body: ColdBodies['voidWithdrawal'], out: Result): boolean {
    const { wallets } = this.state;
    const { chainAccountId: wallet, requestSequence } = body;
    if (requestSequence > wallets.requestSequence || requestSequence < 1) {
      out.refuse(CODE.CHAIN_GAP, FIELD_ID.request_sequence);
      return false;
    }
    if (!wallets.exists(wallet) && !wallets.isSetAside(wallet)) {
      out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
      return false;
    }
    // Of a wallet that is set aside no request is kept, so none is ended.
    if (wallets.get(wallet, W.requestSequence) === requestSequence) return true;
    out.repeat(requestSequence);
    return false;
  }

  /** The request of a wallet is over. */
  private close(wallet: number, change: number, amount: number): void {
    const { wallets, accounts } = this.state;
    const account = wallets.get(wallet, W.account);
    const sequence = wallets.get(wallet, W.requestSequence);
    wallets.set(wallet, W.requestSequence, 0);
    wallets.set(wallet, W.requestMicroPat, 0);
    wallets.set(wallet, W.ripeAtMs, 0);
    if (account === 0) return;
    accounts.withhold(account, 0);
    this.tell(account, change, { wallet, requestSequence: sequence, amount });
  }

  /** A wallet becomes an account's: what it has unclaimed is credited, its open request withholds. Returns the credit. */
  private join(account: number, wallet: number): number {
    const { wallets, accounts, ledger } = this.state;
    wallets.link(wallet, account);
    accounts.set(account, A.wallet, wallet);
    const unclaimed = wallets.get(wallet, W.unclaimedMicroPat);
    check(ledger.canDeposit(unclaimed), 'I3: what is unclaimed was counted when it came');
    if (unclaimed > 0) {
      wallets.addUnclaimed(wallet, -unclaimed);
      ledger.deposit(ledger.bucket(account, BUCKET.AVAILABLE), unclaimed);
    }
    accounts.withhold(account, wallets.get(wallet, W.requestMicroPat));
    return unclaimed;
  }

  private addNet(wallet: number, amount: number): void {
    const { wallets } = this.state;
    wallets.set(wallet, W.netMicroPat, wallets.get(wallet, W.netMicroPat) + amount);
  }

  private tell(
    account: number,
    change: number,
    what: {
      readonly wallet: number;
      readonly requestSequence?: number;
      readonly amount?: number;
      readonly effectiveAtMs?: number;
    },
  ): void {
    const { reports } = this;
    const { wallet, requestSequence = 0, amount = 0, effectiveAtMs = 0 } = what;
    const sequence = reports.nextSequence(account);
    const words = [account, sequence, change, wallet, requestSequence, amount, effectiveAtMs];
    reports.plain(EVENT.WALLET, ...words);
    reports.plain(EVENT.ACCOUNT, account);
  }
}
