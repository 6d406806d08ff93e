/**
 * What happens to the account, sorted by kind. Reports come in the order of the account's sequence and without gaps; when
 * some are lost for good, the streams of all kinds that carry a sequence fail with GAP.
 */
import type {
  AccountSnapshot,
  BalanceReport,
  CollateralCallReport,
  CommandResult,
  Credits,
  DeliveryReport,
  DeliveryTicket,
  EntitlementReport,
  ExecutionReport,
  FirmQuote,
  MarginInfo,
  MarginReport,
  PositionReport,
  ProtectionReport,
  RightsReport,
  WalletReport,
} from '../../schema/index.js';
import { EXECUTION_TYPE } from '../../values/index.js';
import { PatxStreamError } from '../errors.js';
import { Hub } from '../hub.js';
import type { Told, ToldMessage } from '../names.js';

/** Reports that are gone, and what the account has come to. */
export interface ReportGap {
  readonly fromAccountSequence: number;
  readonly toAccountSequence: number;
  readonly snapshot: Told<AccountSnapshot>;
}

const { TRADE, BUSTED } = EXECUTION_TYPE;

export class AccountEvents {
  /** Everything that happens to orders. */
  readonly reports = new Hub<Told<ExecutionReport>>();
  /** Trades, and trades taken back. */
  readonly fills = new Hub<Told<ExecutionReport>>();
  /** Results of this session's commands; they have no account sequence, and none is missed over a break. */
  readonly results = new Hub<Told<CommandResult>>();
  readonly rights = new Hub<Told<RightsReport>>();
  readonly deliveries = new Hub<Told<DeliveryReport>>();
  readonly entitlements = new Hub<Told<EntitlementReport>>();
  /** What the wallet paid in, asked for and was paid. */
  readonly wallet = new Hub<Told<WalletReport>>();
  /** What became of the account's protection as a maker. */
  readonly protection = new Hub<Told<ProtectionReport>>();
  /** What a provider has to lock for what it sold, and until when. */
  readonly collateralCalls = new Hub<Told<CollateralCallReport>>();
  /** Warnings, liquidation, variation, settlement of what settles in cash; the default fund. */
  readonly marginReports = new Hub<Told<MarginReport>>();
  /** What is behind holdings that settle in cash, whenever it changes; for sessions that asked for balances. */
  readonly margins = new Hub<Told<MarginInfo>>();
  /** Answers to requests for quote. */
  readonly firmQuotes = new Hub<Told<FirmQuote>>();
  /** Tickets come again until they are acknowledged. */
  readonly tickets = new Hub<Told<DeliveryTicket>>();
  readonly balances = new Hub<Readonly<BalanceReport>>();
  readonly positions = new Hub<Told<PositionReport>>();
  readonly credits = new Hub<Credits>();
  readonly gaps = new Hub<ReportGap>();

  /** Account sequence of a message, 0 when its kind has none. */
  static sequenceOf(message: ToldMessage): number {
    switch (message.type) {
      case 'executionReport':
      case 'rightsReport':
      case 'deliveryReport':
      case 'entitlementReport':
      case 'walletReport':
      case 'protectionReport':
      case 'collateralCallReport':
      case 'marginReport':
      case 'firmQuote':
        return message.body.accountSequence;
      default:
        return 0;
    }
  }

  /** Tells a message of the account. */
  tell(message: ToldMessage): void {
    switch (message.type) {
      case 'executionReport': {
        const { body } = message;
        this.reports.push(body);
        if (body.executionType === TRADE || body.executionType === BUSTED) this.fills.push(body);
        return;
      }
      case 'commandResult':
        this.results.push(message.body);
        return;
      case 'rightsReport':
        this.rights.push(message.body);
        return;
      case 'deliveryReport':
        this.deliveries.push(message.body);
        return;
      case 'entitlementReport':
        this.entitlements.push(message.body);
        return;
      case 'walletReport':
        this.wallet.push(message.body);
        return;
      case 'protectionReport':
        this.protection.push(message.body);
        return;
      case 'collateralCallReport':
        this.collateralCalls.push(message.body);
        return;
      case 'marginReport':
        this.marginReports.push(message.body);
        return;
      case 'marginInfo':
        this.margins.push(message.body);
        return;
      case 'firmQuote':
        this.firmQuotes.push(message.body);
        return;
      case 'deliveryTicket':
        this.tickets.push(message.body);
        return;
      case 'balanceReport':
        this.balances.push(message.body);
        return;
      case 'positionReport':
        this.positions.push(message.body);
        return;
      case 'credits':
        this.credits.push(message.body);
        return;
      default:
    }
  }

  /** Reports are lost. */
  gap(gap: ReportGap): void {
    const { fromAccountSequence: from, toAccountSequence: to } = gap;
    const error = new PatxStreamError('GAP', `reports ${from} to ${to} are no longer kept`);
    for (const hub of this.sequenced) hub.fail(error);
    this.gaps.push(gap);
  }

  /** Nothing more will come; with an error the streams fail. */
  end(error?: Error): void {
    const { results, tickets, balances, positions, margins, credits, gaps } = this;
    const others = [results, tickets, balances, positions, margins, credits, gaps];
    for (const hub of [...this.sequenced, ...others]) {
      if (error === undefined) hub.end();
      else hub.fail(error);
    }
  }

  private get sequenced(): readonly Pick<Hub<unknown>, 'fail' | 'end'>[] {
    const { reports, fills, rights, deliveries, entitlements } = this;
    const { wallet, protection, firmQuotes, collateralCalls, marginReports } = this;
    const ofOrders = [reports, fills, firmQuotes, protection];
    return [...ofOrders, rights, deliveries, entitlements, wallet, collateralCalls, marginReports];
  }
}
