/**
 * Which wallet is which account's: where an account's money goes is not decided in a moment.
 *
 * A link that the wallet has signed is pending for `wallet_link_delay_ms`: nothing is credited from the wallet or paid out
 * to it, every session of the account is told, and a key of the account with the scope WALLET or an operator may take it
 * back. Then it is in force, for good. The venue links its own accounts at once. An address is linked with, or pending
 * for, at most one account (I30). Fails by a typed refusal that leaves everything as it was.
 */

import { RISK } from '../../../risk/index.js';
import { ACCOUNT_ROLE, type ColdBodies, FIELD_ID, WALLET_CHANGE } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import { addressOf, NO_ADDRESS } from './address.js';
import type { WalletDesk } from './wallet-desk.js';

export class WalletLinkDesk {
  private readonly state: State;
  private readonly parameters: ParameterValues;
  private readonly wallets: WalletDesk;

  constructor(state: State, parameters: ParameterValues, wallets: WalletDesk) {
    this.state = state;
    this.parameters = parameters;
    this.wallets = wallets;
  }

  /** @param sender the account that sent it after its wallet has signed; 0 is the venue */
  link(sender: number, body: ColdBodies['linkWallet'], out: Result): void {
    const { registry, accounts } = this.state;
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
    const { wallet = '', pendingLink = null } = registry.account(id) ?? {};
    const isSame = wallet === address || pendingLink?.address === address;
    if (isSame) return out.done(this.state.wallets.find(address));
    if (wallet !== '') return out.refuse(CODE.ACCOUNT_BOUND, FIELD_ID.target_account_id);
    if (pendingLink !== null) return out.refuse(CODE.LINK_PENDING, FIELD_ID.target_account_id);
    const isTaken = registry.accountOf(address) !== 0 || registry.pendingAccountOf(address) !== 0;
    if (isTaken) return out.refuse(CODE.ADDRESS_BOUND, FIELD_ID.address);
    const delayMs = sender === 0 ? 0 : this.parameters.venue(RISK.walletLinkDelayMs);
    if (delayMs === 0) return out.done(this.wallets.linked(id, address));
    this.wait(id, address, delayMs, out);
  }

  cancel(author: number, body: ColdBodies['cancelWalletLink'], out: Result): void {
    const { registry, accounts, timers } = this.state;
    const id = body.targetAccountId === 0 ? author : body.targetAccountId;
    const isOperator = accounts.get(author, A.role) === ACCOUNT_ROLE.OPERATOR;
    if (id !== author && !isOperator) return out.refuse(CODE.ROLE, FIELD_ID.target_account_id);
    if (!accounts.exists(id)) return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    const link = registry.account(id)?.pendingLink ?? null;
    if (link === null) return out.refuse(CODE.NO_PENDING_LINK, FIELD_ID.target_account_id);
    timers.cancel(link.timer);
    registry.setPendingLink(id, null);
    this.wallets.tellLink(id, WALLET_CHANGE.LINK_CANCELED, link.address, 0);
    out.done(id);
  }

  /** The time of an account's pending link has come. After an escape nothing is linked any more. */
  due(id: number): void {
    const { registry } = this.state;
    const link = registry.account(id)?.pendingLink ?? null;
    check(link !== null, 'I14: a timer of a link that is not pending');
    registry.setPendingLink(id, null);
    const isOver = registry.chain?.escapedBatchId !== null;
    if (isOver) this.wallets.tellLink(id, WALLET_CHANGE.LINK_CANCELED, link.address, 0);
    else this.wallets.linked(id, link.address);
  }

  private wait(id: number, address: string, delayMs: number, out: Result): void {
    const { registry, timers, timeMs } = this.state;
    const effectiveAtMs = timeMs + delayMs;
    const timer = timers.set(effectiveAtMs, TIMER.WALLET_LINK, id);
    check(timer !== 0, 'I14: there is a timer for each account');
    registry.setPendingLink(id, { address, effectiveAtMs, timer });
    this.wallets.tellLink(id, WALLET_CHANGE.LINK_PENDING, address, effectiveAtMs);
    out.done(this.state.wallets.find(address));
  }
}
