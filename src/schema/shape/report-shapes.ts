/** Shapes of what an account is told about itself. Enums are open: a newer venue may use numbers not known here. */

import { quoteFactorsShape, sizeFactorsShape } from '../generated/command-shapes.js';
import type { BalanceReport, PositionReport } from '../messages/account-reports.js';
import type { CommandResult } from '../messages/command-result.js';
import type { ExecutionReport } from '../messages/execution-report.js';
import type {
  AccountSnapshot,
  CollateralCallReport,
  DeliveryReport,
  DeliveryTicket,
  EntitlementReport,
  FirmQuote,
  MarginHolding,
  MarginInfo,
  MarginReport,
  OpenOrder,
  ProtectionInfo,
  ProtectionReport,
  RightsReport,
  WalletInfo,
  WalletReport,
} from '../messages/reports.js';
import { CHOICES } from './choices.js';
import { shapeOf } from './field.js';
import {
  bytesUpTo,
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
} from './fields.js';

/** Entries one list of a message of the venue may have. */
const LIST_MAX = 1_000_000;
const BYTES_MAX = 256;

export const executionReportShape = shapeOf<ExecutionReport>('ExecutionReport', {
  executionType: openChoice(CHOICES.ExecutionType),
  orderId: uint64(),
  clientOrderId: uint64(),
  seriesId: uint32(),
  side: openChoice(CHOICES.Side),
  priceTicks: sint64(),
  openLots: sint64(),
  cumulativeLots: sint64(),
  lastPriceTicks: sint64(),
  lastLots: sint64(),
  feeMicroPat: sint64(),
  liquidity: openChoice(CHOICES.Liquidity),
  tradeId: uint64(),
  cancelReason: openChoice(CHOICES.CancelReason),
  errorCode: openChoice(CHOICES.ErrorCode),
  errorField: text(),
  accountSequence: uint64(),
  journalSequence: uint64(),
  durability: openChoice(CHOICES.Durability),
  duplicate: flag(),
  receivedTimeMs: time(),
  matchTimeMs: time(),
  accountId: uint32(),
});

export const commandResultShape = shapeOf<CommandResult>('CommandResult', {
  clientRequestId: uint64(),
  errorCode: openChoice(CHOICES.ErrorCode),
  errorField: text(),
  errorDetail: text(),
  referenceId: uint64(),
  affectedCount: uint32(),
  journalSequence: uint64(),
  durability: openChoice(CHOICES.Durability),
  duplicate: flag(),
  accountSequence: uint64(),
  entryErrorCodes: numbers(openChoice(CHOICES.ErrorCode), LIST_MAX),
  receivedTimeMs: time(),
  matchTimeMs: time(),
});

export const rightsReportShape = shapeOf<RightsReport>('RightsReport', {
  action: openChoice(CHOICES.RightsAction),
  seriesId: uint32(),
  quantityLots: sint64(),
  accountSequence: uint64(),
  journalSequence: uint64(),
  matchTimeMs: time(),
});

export const deliveryReportShape = shapeOf<DeliveryReport>('DeliveryReport', {
  deliveryId: uint64(),
  ticketId: bytesUpTo(BYTES_MAX),
  seriesId: uint32(),
  consumerId: uint32(),
  providerId: uint32(),
  quantityLots: sint64(),
  state: openChoice(CHOICES.DeliveryState),
  deadlineTimeMs: time(),
  consumerMicroPat: sint64(),
  providerMicroPat: sint64(),
  accountSequence: uint64(),
  journalSequence: uint64(),
  matchTimeMs: time(),
  entitlementId: uint64(),
  contentHash: bytesUpTo(BYTES_MAX),
  location: text(),
  proved: flag(),
});

export const deliveryTicketShape = shapeOf<DeliveryTicket>('DeliveryTicket', {
  deliveryId: uint64(),
  ticketId: bytesUpTo(BYTES_MAX),
  seriesId: uint32(),
  series: text(),
  consumerId: uint32(),
  providerId: uint32(),
  quantityLots: sint64(),
  quota: sint64(),
  deadlineTimeMs: time(),
  licenceHash: bytesUpTo(BYTES_MAX),
  signature: bytesUpTo(BYTES_MAX),
});

export const entitlementReportShape = shapeOf<EntitlementReport>('EntitlementReport', {
  entitlementId: uint64(),
  holderId: uint32(),
  resource: text(),
  actions: text(),
  quota: sint64(),
  validFromMs: time(),
  validToMs: time(),
  origin: openChoice(CHOICES.EntitlementOrigin),
  status: openChoice(CHOICES.EntitlementStatus),
  accountSequence: uint64(),
  journalSequence: uint64(),
});

export const balanceReportShape = shapeOf<BalanceReport>('BalanceReport', {
  accountId: uint32(),
  availableMicroPat: sint64(),
  reservedMicroPat: sint64(),
  pendingMicroPat: sint64(),
  collateralMicroPat: sint64(),
  escrowMicroPat: sint64(),
  asOfAccountSequence: uint64(),
  asOfSequence: uint64(),
  withheldMicroPat: sint64(),
  marginMicroPat: sint64(),
});

export const firmQuoteShape = shapeOf<FirmQuote>('FirmQuote', {
  clientRequestId: uint64(),
  quoteId: uint64(),
  seriesId: uint32(),
  side: openChoice(CHOICES.Side),
  priceTicks: sint64(),
  quantityLots: sint64(),
  validUntilMs: time(),
  errorCode: openChoice(CHOICES.ErrorCode),
  factors: nested(quoteFactorsShape),
  sizeFactors: nested(sizeFactorsShape),
  accountSequence: uint64(),
  journalSequence: uint64(),
  matchTimeMs: time(),
});

export const walletReportShape = shapeOf<WalletReport>('WalletReport', {
  change: openChoice(CHOICES.WalletChange),
  chainAccountId: uint32(),
  requestSequence: uint64(),
  amountMicroPat: sint64(),
  accountSequence: uint64(),
  journalSequence: uint64(),
  matchTimeMs: time(),
  effectiveTimeMs: time(),
});

export const protectionReportShape = shapeOf<ProtectionReport>('ProtectionReport', {
  change: openChoice(CHOICES.ProtectionChange),
  limit: openChoice(CHOICES.ProtectionLimit),
  fills: sint64(),
  quantityLots: sint64(),
  deltaMicroPat: sint64(),
  canceledCount: uint32(),
  accountSequence: uint64(),
  journalSequence: uint64(),
  matchTimeMs: time(),
});

export const collateralCallReportShape = shapeOf<CollateralCallReport>('CollateralCallReport', {
  seriesId: uint32(),
  change: openChoice(CHOICES.CollateralCallChange),
  amountMicroPat: sint64(),
  deadlineTimeMs: time(),
  accountSequence: uint64(),
  journalSequence: uint64(),
  matchTimeMs: time(),
});

export const marginReportShape = shapeOf<MarginReport>('MarginReport', {
  change: openChoice(CHOICES.MarginChange),
  seriesId: uint32(),
  quantityLots: sint64(),
  priceMicroPat: sint64(),
  amountMicroPat: sint64(),
  marginStanding: openChoice(CHOICES.MarginStanding),
  equityMicroPat: sint64(),
  initialMicroPat: sint64(),
  maintenanceMicroPat: sint64(),
  liquidationBy: openChoice(CHOICES.LiquidationBy),
  gainMicroPat: sint64(),
  fundReason: openChoice(CHOICES.FundReason),
  accountSequence: uint64(),
  journalSequence: uint64(),
  matchTimeMs: time(),
});

const marginHoldingShape = shapeOf<MarginHolding>('MarginHolding', {
  seriesId: uint32(),
  quantityLots: sint64(),
  markMicroPat: sint64(),
  markState: openChoice(CHOICES.MarkState),
  unrealisedMicroPat: sint64(),
  initialMicroPat: sint64(),
  maintenanceMicroPat: sint64(),
  liquidationMarkMicroPat: sint64(),
});

export const marginInfoShape = shapeOf<MarginInfo>('MarginInfo', {
  equityMicroPat: sint64(),
  availableMicroPat: sint64(),
  marginMicroPat: sint64(),
  unrealisedMicroPat: sint64(),
  initialMicroPat: sint64(),
  maintenanceMicroPat: sint64(),
  marginStanding: openChoice(CHOICES.MarginStanding),
  fundShareMicroPat: sint64(),
  holdings: listOf(marginHoldingShape, LIST_MAX),
  asOfAccountSequence: uint64(),
  asOfSequence: uint64(),
});

const protectionInfoShape = shapeOf<ProtectionInfo>('ProtectionInfo', {
  windowMs: sint64(),
  maxFills: sint64(),
  maxQuantityLots: sint64(),
  maxDeltaMicroPat: sint64(),
  tripped: flag(),
  fills: sint64(),
  quantityLots: sint64(),
  deltaMicroPat: sint64(),
});

const walletInfoShape = shapeOf<WalletInfo>('WalletInfo', {
  address: bytesUpTo(BYTES_MAX),
  chainAccountId: uint32(),
  requestSequence: uint64(),
  requestMicroPat: sint64(),
  ripeTimeMs: time(),
  acknowledged: flag(),
  netMicroPat: sint64(),
  pendingAddress: bytesUpTo(BYTES_MAX),
  pendingTimeMs: time(),
});

export const positionReportShape = shapeOf<PositionReport>('PositionReport', {
  accountId: uint32(),
  seriesId: uint32(),
  heldLots: sint64(),
  reservedLots: sint64(),
  costMicroPat: sint64(),
  asOfAccountSequence: uint64(),
  asOfSequence: uint64(),
  unpaidMicroPat: sint64(),
});

const openOrderShape = shapeOf<OpenOrder>('OpenOrder', {
  orderId: uint64(),
  clientOrderId: uint64(),
  seriesId: uint32(),
  side: openChoice(CHOICES.Side),
  priceTicks: sint64(),
  openLots: sint64(),
  cumulativeLots: sint64(),
  orderType: openChoice(CHOICES.OrderType),
  triggerPriceTicks: sint64(),
  displayedLots: sint64(),
});

export const accountSnapshotShape = shapeOf<AccountSnapshot>('AccountSnapshot', {
  balance: nested(balanceReportShape),
  positions: listOf(positionReportShape, LIST_MAX),
  openOrders: listOf(openOrderShape, LIST_MAX),
  deliveries: listOf(deliveryReportShape, LIST_MAX),
  asOfAccountSequence: uint64(),
  asOfSequence: uint64(),
  lastClientOrderIds: numbers(uint64(), LIST_MAX),
  more: flag(),
  wallet: nested(walletInfoShape),
  protection: nested(protectionInfoShape),
  collateralCalls: listOf(collateralCallReportShape, LIST_MAX),
  margin: nested(marginInfoShape),
});
