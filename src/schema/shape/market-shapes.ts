/** Shapes of market data and listings. Enums are open: a newer venue may use numbers not known here. */
import type { ContractRules } from '../../values/index.js';
import {
  contractRulesShape,
  quoteFactorsShape,
  quoteLevelShape,
} from '../generated/command-shapes.js';
import type { BookDelta, BookLevel } from '../messages/book-delta.js';
import type {
  AuctionInfo,
  BookSnapshot,
  CashInfo,
  ChainInfo,
  ContractInfo,
  IndexInfo,
  IndexPrintInfo,
  KillInfo,
  LiquidationPrint,
  MarketList,
  ParameterDryRun,
  ParameterInfo,
  ParameterList,
  ParameterRequestInfo,
  QuoteMove,
  SeriesInfo,
  VenueInfo,
} from '../messages/markets.js';
import type { Quote } from '../messages/quote.js';
import type { TradePrint } from '../messages/trade-print.js';
import { CHOICES } from './choices.js';
import { type Shape, shapeOf } from './field.js';
import {
  bytesUpTo,
  fixed32,
  flag,
  listOf,
  nested,
  numbers,
  openChoice,
  sint64,
  text,
  time,
  uint32,
  uint64,
  wholeTime,
} from './fields.js';

const LIST_MAX = 1_000_000;

const bookLevelShape = shapeOf<BookLevel>('BookLevel', {
  side: openChoice(CHOICES.Side),
  priceTicks: sint64(),
  quantityLots: sint64(),
  orderCount: uint32(),
});

export const bookSnapshotShape = shapeOf<BookSnapshot>('BookSnapshot', {
  seriesId: uint32(),
  bids: listOf(bookLevelShape, LIST_MAX),
  asks: listOf(bookLevelShape, LIST_MAX),
  asOfSequence: uint64(),
  checksum: fixed32(),
  truncated: flag(),
});

export const bookDeltaShape = shapeOf<BookDelta>('BookDelta', {
  seriesId: uint32(),
  levels: listOf(bookLevelShape, LIST_MAX),
  previousSequence: uint64(),
  sequence: uint64(),
  checksum: fixed32(),
});

export const tradePrintShape = shapeOf<TradePrint>('TradePrint', {
  seriesId: uint32(),
  tradeId: uint64(),
  priceTicks: sint64(),
  quantityLots: sint64(),
  takerSide: openChoice(CHOICES.Side),
  sequence: uint64(),
  matchTimeMs: time(),
  broker: flag(),
  busted: flag(),
  auction: flag(),
});

export const auctionInfoShape = shapeOf<AuctionInfo>('AuctionInfo', {
  seriesId: uint32(),
  state: openChoice(CHOICES.SeriesState),
  kind: openChoice(CHOICES.AuctionKind),
  priceTicks: sint64(),
  quantityLots: sint64(),
  surplusLots: sint64(),
  endTimeMs: time(),
  extended: flag(),
  sequence: uint64(),
});

export const quoteShape = shapeOf<Quote>('Quote', {
  seriesId: uint32(),
  bids: listOf(quoteLevelShape, LIST_MAX),
  asks: listOf(quoteLevelShape, LIST_MAX),
  markTicks: sint64(),
  factors: nested(quoteFactorsShape),
  quoterState: openChoice(CHOICES.QuoterState),
  validUntilMs: wholeTime(),
  previousSequence: uint64(),
  sequence: uint64(),
});

const contractInfoShape = shapeOf<ContractInfo>('ContractInfo', {
  contractId: uint32(),
  contract: text(),
  rules: nested<ContractRules>(contractRulesShape),
});

export const seriesInfoShape = shapeOf<SeriesInfo>('SeriesInfo', {
  seriesId: uint32(),
  contractId: uint32(),
  series: text(),
  state: openChoice(CHOICES.SeriesState),
  windowStartMs: time(),
  windowEndMs: time(),
  markTicks: sint64(),
  mintedLots: sint64(),
  unsoldLots: sint64(),
  exercisedLots: sint64(),
  asOfSequence: uint64(),
});

export const parameterInfoShape = shapeOf<ParameterInfo>('ParameterInfo', {
  name: text(),
  target: text(),
  oldValue: sint64(),
  value: sint64(),
  version: uint64(),
  authorId: uint32(),
  reason: text(),
  minValue: sint64(),
  maxValue: sint64(),
  unit: text(),
  sequence: uint64(),
  effectiveTimeMs: time(),
  approverId: uint32(),
  undoesVersion: uint64(),
  approvalRequired: flag(),
});

export const parameterRequestInfoShape = shapeOf<ParameterRequestInfo>('ParameterRequestInfo', {
  parameterRequestId: uint32(),
  name: text(),
  target: text(),
  value: sint64(),
  unset: flag(),
  state: openChoice(CHOICES.ParameterRequestState),
  baseVersion: uint64(),
  authorId: uint32(),
  approverId: uint32(),
  reason: text(),
  effectiveTimeMs: time(),
  lapseTimeMs: time(),
  undoesVersion: uint64(),
  changesApproval: flag(),
  approvalRequired: flag(),
  sequence: uint64(),
  isAction: flag(),
});

const chainInfoShape = shapeOf<ChainInfo>('ChainInfo', {
  chainId: uint64(),
  clearing: bytesUpTo(256),
  token: bytesUpTo(256),
  phase: uint32(),
  phaseBlockNumber: uint64(),
  escaped: flag(),
  walletCount: uint32(),
  depositSequence: uint64(),
  requestSequence: uint64(),
  unclaimedMicroPat: sint64(),
  batchId: uint64(),
  batchHash: bytesUpTo(256),
  settledLedgerSequence: uint64(),
  settledRequestSequence: uint64(),
  liabilitiesRoot: bytesUpTo(256),
  liabilitiesSumMicroPat: sint64(),
  walletsSetAside: uint32(),
});

export const venueInfoShape: Shape<VenueInfo> = shapeOf<VenueInfo>('VenueInfo', {
  venue: text(),
  phase: uint32(),
  killed: flag(),
  epoch: uint32(),
  coreVersion: uint32(),
  deskPublicKey: bytesUpTo(256),
  asOfSequence: uint64(),
  chain: nested(chainInfoShape),
  suspendedPhases: numbers(uint32(), 4),
});

export const indexPrintShape = shapeOf<IndexPrintInfo>('IndexPrint', {
  contractId: uint32(),
  number: uint64(),
  enteredTimeMs: time(),
  priceMicroPat: sint64(),
  weightMilliLots: sint64(),
  buyer: uint32(),
  seller: uint32(),
  broker: flag(),
});

export const indexInfoShape = shapeOf<IndexInfo>('IndexInfo', {
  contractId: uint32(),
  indexState: openChoice(CHOICES.IndexState),
  valueMicroPat: sint64(),
  sampleTimeMs: time(),
  printCount: uint32(),
  buyerCount: uint32(),
  sellerCount: uint32(),
  trimmedPpm: uint32(),
  brokerPpm: uint32(),
  asOfSequence: uint64(),
});

export const cashInfoShape = shapeOf<CashInfo>('CashInfo', {
  seriesId: uint32(),
  markMicroPat: sint64(),
  markState: openChoice(CHOICES.MarkState),
  expiryTimeMs: time(),
  settlementSource: openChoice(CHOICES.SettlementSource),
  settlementMicroPat: sint64(),
  openInterestLots: sint64(),
  fundCovers: flag(),
  asOfSequence: uint64(),
});

export const liquidationPrintShape = shapeOf<LiquidationPrint>('LiquidationPrint', {
  seriesId: uint32(),
  liquidationBy: openChoice(CHOICES.LiquidationBy),
  quantityLots: sint64(),
  priceMicroPat: sint64(),
  gainMicroPat: sint64(),
  initialMicroPat: sint64(),
  journalSequence: uint64(),
  matchTimeMs: time(),
});

export const killInfoShape: Shape<KillInfo> = shapeOf<KillInfo>('KillInfo', {
  killScope: openChoice(CHOICES.KillScope),
  targetId: uint32(),
  killed: flag(),
  liveOrders: uint32(),
  verified: flag(),
  authorId: uint32(),
  reason: text(),
  asOfSequence: uint64(),
});

export const marketListShape = shapeOf<MarketList>('MarketList', {
  contracts: listOf(contractInfoShape, LIST_MAX),
  series: listOf(seriesInfoShape, LIST_MAX),
  venue: nested(venueInfoShape),
  kills: listOf(killInfoShape, LIST_MAX),
  cash: listOf(cashInfoShape, LIST_MAX),
});

const quoteMoveShape = shapeOf<QuoteMove>('QuoteMove', {
  seriesId: uint32(),
  bidTicksBefore: sint64(),
  bidTicksAfter: sint64(),
  askTicksBefore: sint64(),
  askTicksAfter: sint64(),
  markTicksBefore: sint64(),
  markTicksAfter: sint64(),
});

export const parameterDryRunShape = shapeOf<ParameterDryRun>('ParameterDryRun', {
  errorCode: openChoice(CHOICES.ErrorCode),
  errorField: text(),
  errorDetail: text(),
  approvalRequired: flag(),
  seriesCount: uint32(),
  breachCount: uint32(),
  orderIds: numbers(uint64(), LIST_MAX),
  refusedQuotes: uint32(),
  movedQuotes: uint32(),
  marginMicroPat: sint64(),
  partial: flag(),
  asOfSequence: uint64(),
  quotesComputed: flag(),
  pulledQuotes: uint32(),
  quoteMoves: listOf(quoteMoveShape, LIST_MAX),
  providerMarginMicroPat: sint64(),
  inert: flag(),
});

export const parameterListShape = shapeOf<ParameterList>('ParameterList', {
  parameters: listOf(parameterInfoShape, LIST_MAX),
  requests: listOf(parameterRequestInfoShape, LIST_MAX),
});
