/**
 * The door of the SDK: a typed client for Node 20 and newer and for browsers.
 *
 * `PatxClient.connect` gives a client; everything else is its methods, its streams, keys, and the values of the schema.
 */
export type {
  AccountSnapshot,
  AuctionInfo,
  BalanceReport,
  CashInfo,
  ChainInfo,
  CollateralCallReport,
  CommandResult,
  ContractInfo,
  Credits,
  DeliveryReport,
  DeliveryTicket,
  EntitlementReport,
  ExecutionReport,
  FirmQuote,
  KillInfo,
  LiquidationPrint,
  LogonAccepted,
  MarginHolding,
  MarginInfo,
  MarginReport,
  MarketList,
  OpenOrder,
  ParameterDryRun,
  ParameterInfo,
  ParameterRequestInfo,
  PositionReport,
  ProtectionInfo,
  ProtectionReport,
  Quote,
  RightsReport,
  SeriesInfo,
  ServerMessage,
  TradePrint,
  VenueInfo,
  WalletChallenge,
  WalletInfo,
  WalletReport,
} from '../schema/index.js';
export { type ApprovalTerms, approvalText, describe } from '../schema/index.js';
export type {
  BundleLeg,
  ContractRules,
  ErrorName,
  QuoteFactors,
  QuoteLevel,
  SeriesMark,
  SeriesQuote,
  SizeFactors,
} from '../values/index.js';
export {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  AUCTION_KIND,
  CANCEL_REASON,
  CHANNEL_KIND,
  COLLATERAL_CALL_CHANGE,
  DELIVERY_STATE,
  DURABILITY,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  ERROR_CATALOG,
  EXECUTION_TYPE,
  FUND_REASON,
  formatInstrumentKey,
  formatSeriesKey,
  INSTRUMENT_KIND,
  type InstrumentKey,
  KEY_SCOPE,
  KILL_SCOPE,
  LIQUIDATION_BY,
  LIQUIDITY,
  MARGIN_CHANGE,
  MARGIN_STANDING,
  MARK_STATE,
  ORDER_TYPE,
  PARAMETER_REQUEST_STATE,
  PROTECTION_CHANGE,
  PROTECTION_LIMIT,
  parseContractKey,
  parseInstrumentKey,
  QUOTER_STATE,
  RIGHTS_ACTION,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SETTLEMENT_SOURCE,
  SIDE,
  SLOW_POLICY,
  TIME_IN_FORCE,
  WALLET_CHANGE,
} from '../values/index.js';
export type { AccountEvents, ReportGap } from './account/account-events.js';
export { verifyTicket } from './account/tickets.js';
export type { AccountWallet } from './account/wallet.js';
export { type ClientState, PatxClient, type StateChange } from './client.js';
export { ClientIds, splitClientId } from './commands/client-ids.js';
export type { ClientCommand, CommandAck, CommandFields } from './commands/command-fields.js';
export type { OrderAck } from './commands/command-requests.js';
export type { CancelFilter, NewOrder, OrderChange, OrderRef } from './commands/order-fields.js';
export type { OrderHandlers, OrderStream } from './commands/order-stream.js';
export type { Outcome } from './commands/outcome.js';
export {
  type ClientSocket,
  type OpenSocket,
  openSocket,
  type SocketHandlers,
} from './connection/socket.js';
export {
  type ConnectionErrorReason,
  PatxConnectionError,
  PatxError,
  PatxStreamError,
} from './errors.js';
export {
  MarketClient,
  MarketError,
  type MarketOptions,
  type ScoreFilter,
} from './feeds/market-client.js';
export { type SignalText, sealSignal } from './feeds/seal-signal.js';
export { type RequestSigner, type RequestToSign, signedHeaders } from './http-signature.js';
export type { Hub } from './hub.js';
export {
  fromHex,
  generateKeyPair,
  type KeyPair,
  keyPairOf,
  privateKeyPem,
  publicKeyPem,
  readPrivateKey,
  readPublicKey,
  type Sign,
  signerOf,
  toHex,
  verifySignature,
} from './keys.js';
export type { BookView, PriceLevel } from './market/book-view.js';
export {
  type ExplainedQuote,
  type ExplainTerms,
  explainFirmQuote,
  explainQuote,
  type SizedQuote,
} from './market/explain-quote.js';
export type { BookOptions, VenueMessage } from './market/market-data.js';
export type { ByName, NameOf, NumberOf, Told, ToldMessage } from './names.js';
export type { ConnectOptions } from './options.js';
export { formatPat, MICRO_PAT_PER_PAT, microPatOf, notionalMicroPat } from './pat.js';
export type { LatestStream, OverflowPolicy, QueueStream, StreamOptions } from './streams.js';
