/** What the venue sends, by the name of the envelope's field: bodies, field numbers, shapes. */
import type { BalanceReport, PositionReport } from '../messages/account-reports.js';
import type { BookDelta } from '../messages/book-delta.js';
import type { CommandResult } from '../messages/command-result.js';
import type { ExecutionReport } from '../messages/execution-report.js';
import type {
  AuctionInfo,
  BookSnapshot,
  CashInfo,
  IndexInfo,
  IndexPrintInfo,
  KillInfo,
  LiquidationPrint,
  MarketList,
  ParameterDryRun,
  ParameterInfo,
  ParameterList,
  ParameterRequestInfo,
  SeriesInfo,
  VenueInfo,
} from '../messages/markets.js';
import type { Quote } from '../messages/quote.js';
import type {
  AccountSnapshot,
  CollateralCallReport,
  DeliveryReport,
  DeliveryTicket,
  EntitlementReport,
  FirmQuote,
  MarginInfo,
  MarginReport,
  ProtectionReport,
  RightsReport,
  WalletReport,
} from '../messages/reports.js';
import type {
  Challenge,
  ChannelGap,
  Credits,
  ErrorReport,
  Heartbeat,
  LogonAccepted,
  ResumeDone,
  Subscribed,
  WalletChallenge,
} from '../messages/session-messages.js';
import type { TradePrint } from '../messages/trade-print.js';
import type { Shape } from '../shape/field.js';
import * as markets from '../shape/market-shapes.js';
import * as reports from '../shape/report-shapes.js';
import * as sessions from '../shape/session-shapes.js';

export interface ServerBodies {
  executionReport: Readonly<ExecutionReport>;
  commandResult: Readonly<CommandResult>;
  bookDelta: BookDelta;
  tradePrint: Readonly<TradePrint>;
  quote: Readonly<Quote>;
  bookSnapshot: BookSnapshot;
  balanceReport: Readonly<BalanceReport>;
  positionReport: Readonly<PositionReport>;
  rightsReport: RightsReport;
  deliveryReport: DeliveryReport;
  deliveryTicket: DeliveryTicket;
  entitlementReport: EntitlementReport;
  challenge: Challenge;
  logonAccepted: LogonAccepted;
  heartbeat: Heartbeat;
  errorReport: ErrorReport;
  subscribed: Subscribed;
  accountSnapshot: AccountSnapshot;
  marketList: MarketList;
  parameterList: ParameterList;
  seriesInfo: SeriesInfo;
  parameterInfo: ParameterInfo;
  venueInfo: VenueInfo;
  resumeDone: ResumeDone;
  credits: Credits;
  channelGap: ChannelGap;
  auctionInfo: AuctionInfo;
  parameterRequestInfo: ParameterRequestInfo;
  parameterDryRun: ParameterDryRun;
  walletReport: WalletReport;
  walletChallenge: WalletChallenge;
  protectionReport: ProtectionReport;
  killInfo: KillInfo;
  indexPrint: IndexPrintInfo;
  indexInfo: IndexInfo;
  firmQuote: FirmQuote;
  collateralCallReport: CollateralCallReport;
  marginReport: MarginReport;
  marginInfo: MarginInfo;
  cashInfo: CashInfo;
  liquidationPrint: LiquidationPrint;
}

export type ServerMessageType = keyof ServerBodies;

/** One envelope of the venue; `type` tells its body. */
export type ServerMessage = {
  [T in ServerMessageType]: {
    readonly type: T;
    /** The request this answers; 0 when it answers none. */
    readonly requestId: number;
    /** The subscription this belongs to; 0 when it belongs to none. */
    readonly channelId: number;
    /** When the frame left, on its first envelope; 0 on the others. */
    readonly sentTimeMs: number;
    readonly body: ServerBodies[T];
  };
}[ServerMessageType];

interface Entry<T> {
  readonly number: number;
  readonly shape: Shape<T>;
}

export const SERVER_SHAPES: { readonly [T in ServerMessageType]: Entry<ServerBodies[T]> } = {
  executionReport: { number: 4, shape: reports.executionReportShape },
  commandResult: { number: 5, shape: reports.commandResultShape },
  bookDelta: { number: 6, shape: markets.bookDeltaShape },
  tradePrint: { number: 7, shape: markets.tradePrintShape },
  quote: { number: 8, shape: markets.quoteShape },
  bookSnapshot: { number: 9, shape: markets.bookSnapshotShape },
  balanceReport: { number: 10, shape: reports.balanceReportShape },
  positionReport: { number: 11, shape: reports.positionReportShape },
  rightsReport: { number: 12, shape: reports.rightsReportShape },
  deliveryReport: { number: 13, shape: reports.deliveryReportShape },
  deliveryTicket: { number: 14, shape: reports.deliveryTicketShape },
  entitlementReport: { number: 15, shape: reports.entitlementReportShape },
  challenge: { number: 20, shape: sessions.challengeShape },
  logonAccepted: { number: 21, shape: sessions.logonAcceptedShape },
  heartbeat: { number: 22, shape: sessions.heartbeatShape },
  errorReport: { number: 23, shape: sessions.errorReportShape },
  subscribed: { number: 24, shape: sessions.subscribedShape },
  accountSnapshot: { number: 25, shape: reports.accountSnapshotShape },
  marketList: { number: 26, shape: markets.marketListShape },
  parameterList: { number: 27, shape: markets.parameterListShape },
  seriesInfo: { number: 28, shape: markets.seriesInfoShape },
  parameterInfo: { number: 29, shape: markets.parameterInfoShape },
  venueInfo: { number: 30, shape: markets.venueInfoShape },
  resumeDone: { number: 31, shape: sessions.resumeDoneShape },
  credits: { number: 32, shape: sessions.creditsShape },
  channelGap: { number: 33, shape: sessions.channelGapShape },
  auctionInfo: { number: 34, shape: markets.auctionInfoShape },
  parameterRequestInfo: { number: 35, shape: markets.parameterRequestInfoShape },
  parameterDryRun: { number: 36, shape: markets.parameterDryRunShape },
  walletReport: { number: 37, shape: reports.walletReportShape },
  walletChallenge: { number: 38, shape: sessions.walletChallengeShape },
  protectionReport: { number: 39, shape: reports.protectionReportShape },
  killInfo: { number: 40, shape: markets.killInfoShape },
  firmQuote: { number: 41, shape: reports.firmQuoteShape },
  collateralCallReport: { number: 42, shape: reports.collateralCallReportShape },
  marginReport: { number: 43, shape: reports.marginReportShape },
  marginInfo: { number: 44, shape: reports.marginInfoShape },
  indexPrint: { number: 60, shape: markets.indexPrintShape },
  indexInfo: { number: 61, shape: markets.indexInfoShape },
  cashInfo: { number: 62, shape: markets.cashInfoShape },
  liquidationPrint: { number: 63, shape: markets.liquidationPrintShape },
};

const typeByNumber: (ServerMessageType | undefined)[] = [];
for (const [type, { number }] of Object.entries(SERVER_SHAPES)) {
  typeByNumber[number] = type as ServerMessageType;
}

/** The type of the message in this field of the envelope. */
export const serverType = (number: number): ServerMessageType | undefined => typeByNumber[number];
