/**
 * PAT that comes and goes through the chain: whose wallet is whose account, what was paid in, what was asked for, what
 * was paid out.
 *
 * The chain's facts are numbered without gaps and are told in order; one that was told before changes nothing, so that
 * whoever tells them may begin again anywhere. An open withdrawal request withholds: what is available up to its amount
 * can be used for nothing else (I28), because on chain its owner may take it at any time. Fails by a typed refusal that
 * leaves everything as it was; a refused fact means that ledger and chain contradict each other.
 */
import { type ColdBodies, FIELD_ID, WALLET_CHANGE } from '../../../values/index.js';
import { check } from '../check.js';
import { EVENT } from '../events.js';
import { CODE, type Outcome } from '../reject.js';
import type { Reports } from '../reports.js';
import type { State } from '../state.js';
import { ACCOUNT_FIELD as A } from '../tables/accounts.js';
import { BUCKET } from '../tables/ledger.js';
import { WALLET_FIELD as W } from '../tables/wallets.js';
import { addressOf, NO_ADDRESS } from './address.js';

export class WalletDesk {
  private readonly state: State;
  private readonly reports: Reports;

  constructor(state: State, reports: Reports) {
    this.state = state;
    this.reports = reports;
  }

  /** @param sender the account that sent it after its wallet has signed; 0 is the venue */
  link(sender: number, body: ColdBodies['linkWallet'], out: Outcome): void {
    const { registry, accounts, wallets } = this.state;
    const { chain } = registry;
    const id = body.targetAccountId;
    const address = addressOf(body.address);
    if (chain === null) return out.refuse(CODE.CHAIN_UNBOUND);
    if (chain.escapedBatchId !== null) return out.refuse(CODE.ESCAPED);
    if (!accounts.exists(id)) return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    if (sender !== 0 && sender !== id) return out.refuse(CODE.ROLE, FIELD_ID.target_account_id);
    // The contract gives neither an account.
    if (address === NO_ADDRESS || address === chain.clearing) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.address);
    }
    const present = registry.account(id)?.wallet ?? '';
    const wallet = wallets.find(address);
    if (present === address) return out.done(wallet);
    if (present !== '') return out.refuse(CODE.ACCOUNT_BOUND, FIELD_ID.target_account_id);
    if (registry.accountOf(address) !== 0) return out.refuse(CODE.ADDRESS_BOUND, FIELD_ID.address);
    registry.linkWallet(id, address);
    const amount = wallet === 0 ? 0 : this.join(id, wallet);
    this.tell(id, WALLET_CHANGE.LINKED, wallet, 0, amount);
    out.done(wallet);
  }

  register(body: ColdBodies['registerWallet'], out: Outcome): void {
    const { registry, wallets } = this.state;
    const { chainAccountId: id } = body;
    const address = addressOf(body.address);
    const known = wallets.find(address);
    if (wallets.exists(id)) {
      if (known !== id) return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.address);
      return out.repeat(id);
    }
    if (id !== wallets.count + 1) return out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
    if (known !== 0) return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.address);
    if (address === NO_ADDRESS) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.address);
    if (wallets.isFull) return out.refuse(CODE.CAPACITY_FULL);
    wallets.register(body.address);
    const account = registry.accountOf(address);
    if (account !== 0) {
      this.join(account, id);
      this.tell(account, WALLET_CHANGE.REGISTERED, id, 0, 0);
    }
    out.done(id);
  }

  credit(body: ColdBodies['creditDeposit'], out: Outcome): void {
    const { wallets, ledger } = this.state;
    const { depositSequence, chainAccountId: wallet, amountMicroPat: amount } = body;
    if (depositSequence <= wallets.depositSequence) return out.repeat(depositSequence);
    if (depositSequence !== wallets.depositSequence + 1) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.deposit_sequence);
    }
    if (!wallets.exists(wallet)) return out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
    if (amount < 1) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.amount_micro_pat);
    if (!ledger.canDeposit(wallets.unclaimedMicroPat + amount)) {
      return out.refuse(CODE.OVERFLOW, FIELD_ID.amount_micro_pat);
    }
    wallets.depositSequence = depositSequence;
    this.addNet(wallet, amount);
    const account = wallets.get(wallet, W.account);
    if (account === 0) wallets.addUnclaimed(wallet, amount);
    else {
      ledger.deposit(ledger.bucket(account, BUCKET.AVAILABLE), amount);
      this.tell(account, WALLET_CHANGE.DEPOSITED, wallet, 0, amount);
    }
    out.done(depositSequence);
  }

  hold(body: ColdBodies['holdWithdrawal'], out: Outcome): void {
    const { wallets, accounts, timeMs } = this.state;
    const { requestSequence, chainAccountId: wallet, amountMicroPat: amount } = body;
    if (requestSequence <= wallets.requestSequence) return out.repeat(requestSequence);
    if (requestSequence !== wallets.requestSequence + 1) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.request_sequence);
    }
    // A wallet has one request at a time, so the end of the one before is missing.
    const isOpen = wallets.exists(wallet) && wallets.get(wallet, W.requestSequence) !== 0;
    if (!wallets.exists(wallet) || isOpen) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
    }
    if (amount < 1) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.amount_micro_pat);
    wallets.requestSequence = requestSequence;
    wallets.set(wallet, W.requestSequence, requestSequence);
    wallets.set(wallet, W.requestMicroPat, amount);
    const account = wallets.get(wallet, W.account);
    const openUntilMs = account === 0 ? 0 : accounts.get(account, A.withdrawableAtMs);
    wallets.set(wallet, W.ripeAtMs, Math.max(timeMs, openUntilMs));
    if (account !== 0) {
      accounts.withhold(account, amount);
      this.tell(account, WALLET_CHANGE.WITHHELD, wallet, requestSequence, amount);
    }
    out.done(requestSequence);
  }

  pay(body: ColdBodies['payWithdrawal'], out: Outcome): void {
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

  void(body: ColdBodies['voidWithdrawal'], out: Outcome): void {
    if (!this.isOpen(body, out)) return;
    const { chainAccountId: wallet, requestSequence } = body;
    this.close(wallet, WALLET_CHANGE.VOIDED, this.state.wallets.get(wallet, W.requestMicroPat));
    out.done(requestSequence);
  }

  /** Whether the request is the open one of its wallet; otherwise `out` says that it is over or not known yet. */
  private isOpen(body: ColdBodies['voidWithdrawal'], out: Outcome): boolean {
    const { wallets } = this.state;
    const { chainAccountId: wallet, requestSequence } = body;
    if (requestSequence > wallets.requestSequence || requestSequence < 1) {
      out.refuse(CODE.CHAIN_GAP, FIELD_ID.request_sequence);
      return false;
    }
    if (!wallets.exists(wallet)) {
      out.refuse(CODE.CHAIN_GAP, FIELD_ID.chain_account_id);
      return false;
    }
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
    this.tell(account, change, wallet, sequence, amount);
  }

  /** A wallet becomes an account's: what it has unclaimed is credited, its open request withholds. Returns the credit. */
  private join(account: number, wallet: number): number {
    const { wallets, accounts, ledger } = this.state;
    wallets.set(wallet, W.account, account);
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
    wallet: number,
    requestSequence: number,
    amount: number,
  ): void {
    const { reports } = this;
    const sequence = reports.nextSequence(account);
    reports.plain(EVENT.WALLET, account, sequence, change, wallet, requestSequence, amount);
    reports.plain(EVENT.ACCOUNT, account);
  }
}
