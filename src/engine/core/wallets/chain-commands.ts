/** The commands that say what happened on chain: which desk takes which, and the event each ends in, refused or not. */
import { type Command, COMMAND_KIND as K } from '../../../values/index.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import { type ChainHandlers, handle, handlerTable, type SomeHandlers } from '../kernel/handlers.js';
import type { ChainRecord } from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { KillSwitches } from '../venue/kill-switches.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import { ChainDesk } from './chain-desk.js';
import { WalletDesk } from './wallet-desk.js';
import { WalletLinkDesk } from './wallet-link-desk.js';

export class ChainCommands {
  /** How the last one ended; 0 is done. Not part of the state: whoever applied it asks at once. */
  code = 0;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly chain: ChainDesk;
  private readonly wallets: WalletDesk;
  private readonly links: WalletLinkDesk;
  /** What accounts may send of their wallets. */
  readonly accountHandlers = {
    cancelWalletLink: (body, out, account) => this.links.cancel(account, body, out),
  } satisfies SomeHandlers;
  private readonly handlers: ChainHandlers = {
    bindChain: (body, out) => this.chain.bind(body, out),
    linkWallet: (body, out, account) => this.links.link(account, body, out),
    registerWallet: (body, out) => this.wallets.register(body, out),
    admitWallet: (body, out) => this.wallets.admit(body, out),
    creditDeposit: (body, out) => this.wallets.credit(body, out),
    holdWithdrawal: (body, out) => this.wallets.hold(body, out),
    payWithdrawal: (body, out) => this.wallets.pay(body, out),
    voidWithdrawal: (body, out) => this.wallets.void(body, out),
    confirmBatch: (body, out) => this.chain.confirm(this.record, body, out),
    observePhase: (body, out) => this.chain.phase(this.record, body, out),
    observeEscape: (body, out) => this.chain.escape(this.record, body, out),
  };
  private readonly table = handlerTable(this.handlers);

  constructor(
    state: State,
    reports: EventWriter,
    kills: KillSwitches,
    parameters: ParameterValues,
  ) {
    this.state = state;
    this.reports = reports;
    this.chain = new ChainDesk(state, reports, kills);
    this.wallets = new WalletDesk(state, reports);
    this.links = new WalletLinkDesk(state, parameters, this.wallets);
  }

  /** Applies one; its result is an event, and also told to the account that asked for a link. */
  apply(c: Command, out: Result): void {
    const { reports } = this;
    out.refuse(0);
    this.dispatch(c, out);
    const { code, field, reference, isRepeat } = out;
    this.code = code;
    reports.plain(EVENT.CHAIN, c.kind, reference, code, field, isRepeat ? 1 : 0);
    if (c.kind === K.LINK_WALLET) reports.result(c.accountId, 0, code, field, reference, 0);
  }

  /** The time of an account's link has come. */
  linkDue(accountId: number): void {
    this.links.due(accountId);
  }

  private dispatch(c: Command, out: Result): void {
    if (c.kind !== K.BIND_CHAIN && this.state.registry.chain === null) {
      return out.refuse(CODE.CHAIN_UNBOUND);
    }
    check(handle(this.table, c, out), 'I19: a command of an unknown kind');
  }

  private get record(): ChainRecord {
    const record = this.state.registry.chain;
    check(record !== null, 'I31: what is observed is of a chain');
    return record;
  }
}
