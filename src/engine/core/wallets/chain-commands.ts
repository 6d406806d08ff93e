/** The commands that say what happened on chain: which desk takes which, and the event each ends in, refused or not. */
import { type ColdBodies, type Command, COMMAND_KIND as K } from '../../../values/index.js';
import { check } from '../check.js';
import { EVENT } from '../events.js';
import { CODE, type Outcome } from '../reject.js';
import type { Reports } from '../reports.js';
import type { State } from '../state.js';
import type { KillSwitches } from '../venue/kill-switches.js';
import type { ParameterValues } from '../venue/parameter-values.js';
import { ChainDesk } from './chain-desk.js';
import { WalletDesk } from './wallet-desk.js';
import { WalletLinkDesk } from './wallet-link-desk.js';

/** Whether a command is about the chain: one came when the numbers behind the others were taken. */
export const isOfChain = (kind: number): boolean => kind >= K.BIND_CHAIN || kind === K.ADMIT_WALLET;

export class ChainCommands {
  /** How the last one ended; 0 is done. Not part of the state: whoever applied it asks at once. */
  code = 0;
  private readonly state: State;
  private readonly reports: Reports;
  private readonly chain: ChainDesk;
  private readonly wallets: WalletDesk;
  private readonly links: WalletLinkDesk;

  constructor(state: State, reports: Reports, kills: KillSwitches, parameters: ParameterValues) {
    this.state = state;
    this.reports = reports;
    this.chain = new ChainDesk(state, reports, kills);
    this.wallets = new WalletDesk(state, reports);
    this.links = new WalletLinkDesk(state, parameters, this.wallets);
  }

  /** Applies one; its result is an event, and also told to the account that asked for a link. */
  apply(c: Command, out: Outcome): void {
    const { reports } = this;
    out.refuse(0);
    this.dispatch(c, out);
    const { code, field, reference, isRepeat } = out;
    this.code = code;
    reports.plain(EVENT.CHAIN, c.kind, reference, code, field, isRepeat ? 1 : 0);
    if (c.kind === K.LINK_WALLET) reports.result(c.accountId, 0, code, field, reference, 0);
  }

  /** Takes back a link that is not in force yet. */
  cancelLink(author: number, body: ColdBodies['cancelWalletLink'], out: Outcome): void {
    this.links.cancel(author, body, out);
  }

  /** The time of an account's link has come. */
  linkDue(accountId: number): void {
    this.links.due(accountId);
  }

  private dispatch(c: Command, out: Outcome): void {
    const { wallets } = this;
    if (c.kind === K.BIND_CHAIN) return this.chain.bind(c.body as ColdBodies['bindChain'], out);
    if (this.state.registry.chain === null) return out.refuse(CODE.CHAIN_UNBOUND);
    switch (c.kind) {
      case K.LINK_WALLET:
        return this.links.link(c.accountId, c.body as ColdBodies['linkWallet'], out);
      case K.REGISTER_WALLET:
        return wallets.register(c.body as ColdBodies['registerWallet'], out);
      case K.ADMIT_WALLET:
        return wallets.admit(c.body as ColdBodies['admitWallet'], out);
      case K.CREDIT_DEPOSIT:
        return wallets.credit(c.body as ColdBodies['creditDeposit'], out);
      case K.HOLD_WITHDRAWAL:
        return wallets.hold(c.body as ColdBodies['holdWithdrawal'], out);
      case K.PAY_WITHDRAWAL:
        return wallets.pay(c.body as ColdBodies['payWithdrawal'], out);
      case K.VOID_WITHDRAWAL:
        return wallets.void(c.body as ColdBodies['voidWithdrawal'], out);
      default:
        return this.observe(c, out);
    }
  }

  private observe(c: Command, out: Outcome): void {
    const { chain } = this;
    const record = this.state.registry.chain;
    check(record !== null, 'I31: what is observed is of a chain');
    switch (c.kind) {
      case K.CONFIRM_BATCH:
        return chain.confirm(record, c.body as ColdBodies['confirmBatch'], out);
      case K.OBSERVE_PHASE:
        return chain.phase(record, c.body as ColdBodies['observePhase'], out);
      default:
        check(c.kind === K.OBSERVE_ESCAPE, 'I19: a command of an unknown kind');
        return chain.escape(record, c.body as ColdBodies['observeEscape'], out);
    }
  }
}
