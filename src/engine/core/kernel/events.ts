/**
 * What the core says happened: records of doubles in one log per turn, hashed as they lie.
 *
 * A record is its type, then the fields of that type in the order below, each one word. The layouts are part of the
 * event hash, so they change only with the core version. Beside the events lie the price levels the turn touched;
 * they are not hashed, because the books they describe are checked by the state check.
 */

/** Type of an event: first word of its record. */
export const EVENT = {
  ORDER_ACCEPTED: 1,
  ORDER_REFUSED: 2,
  TRADE: 3,
  ORDER_CANCELED: 4,
  ORDER_AMENDED: 5,
  ORDER_REDUCED: 6,
  TRADE_BUSTED: 7,
  COMMAND_RESULT: 8,
  RIGHTS: 9,
  DELIVERY: 10,
  ENTITLEMENT: 11,
  QUOTE: 12,
  SERIES: 13,
  PARAMETER: 14,
  PHASE: 15,
  KILL: 16,
  MARK: 17,
  ACCOUNT: 18,
  CONTRACT: 19,
  QUOTER_STATE: 20,
  EPOCH: 21,
  QUOTE_RESULT: 22,
  AUCTION_TRADE: 23,
  ORDER_TRIGGERED: 24,
  ORDER_REPRICED: 25,
  PARAMETER_REQUEST: 26,
  CHAIN: 27,
  WALLET: 28,
  PROTECTION: 29,
  QUOTE_REQUEST: 30,
  FIRM_QUOTE: 31,
  COLLATERAL_CALL: 32,
  MARKET_LISTING: 40,
  PURCHASE: 41,
  MARKET_MONEY: 42,
  DATA_REQUEST: 43,
  FEED: 44,
  SIGNAL: 45,
  CREATOR: 46,
  INDEX_PRINT: 48,
  INDEX_VALUE: 49,
  CASH_MARK: 50,
  MARGIN_STATE: 51,
  VARIATION: 52,
  LIQUIDATION: 53,
  CASH_SETTLED: 54,
  DEFAULT_FUND: 55,
  LOTS_SETTLED: 56,
  OPTION_ISSUED: 57,
} as const;

/** Account sequence of an answer: it is for the session that asked, and none of what happened to the account. */
export const NOT_NUMBERED = 0;

/** Offsets of the fields within a record. Private events open with account and account sequence. */
export const ORDER_ACCEPTED = {
  account: 1,
  accountSequence: 2,
  orderId: 3,
  clientId: 4,
  series: 5,
  side: 6,
  priceTicks: 7,
  lots: 8,
  words: 9,
} as const;
export const ORDER_REFUSED = {
  account: 1,
  accountSequence: 2,
  clientId: 3,
  series: 4,
  side: 5,
  priceTicks: 6,
  lots: 7,
  code: 8,
  field: 9,
  duplicate: 10,
  orderId: 11,
  recordedSequence: 12,
  /** Of MARGIN in what settles in cash: what is missing; else 0. */
  missingMicroPat: 13,
  words: 14,
} as const;
export const TRADE = {
  makerAccount: 1,
  makerAccountSequence: 2,
  takerAccount: 3,
  takerAccountSequence: 4,
  series: 5,
  tradeId: 6,
  priceTicks: 7,
  lots: 8,
  takerSide: 9,
  makerOrderId: 10,
  takerOrderId: 11,
  makerClientId: 12,
  takerClientId: 13,
  makerOpenLots: 14,
  takerOpenLots: 15,
  makerOriginalLots: 16,
  takerOriginalLots: 17,
  makerFeeMicroPat: 18,
  takerFeeMicroPat: 19,
  takerPriceTicks: 20,
  broker: 21,
  words: 22,
} as const;
/** A trade of a call auction: a trade whose buyer stands in the place of the maker, its seller in that of the taker. */
export const AUCTION_TRADE = { ...TRADE, makerPriceTicks: 22, words: 23 } as const;
export const ORDER_CANCELED = {
  account: 1,
  accountSequence: 2,
  orderId: 3,
  clientId: 4,
  series: 5,
  side: 6,
  priceTicks: 7,
  lots: 8,
  originalLots: 9,
  reason: 10,
  words: 11,
} as const;
export const ORDER_AMENDED = {
  account: 1,
  accountSequence: 2,
  orderId: 3,
  clientId: 4,
  series: 5,
  side: 6,
  priceTicks: 7,
  openLots: 8,
  originalLots: 9,
  words: 10,
} as const;
export const ORDER_REDUCED = { ...ORDER_AMENDED } as const;
export const ORDER_TRIGGERED = { ...ORDER_AMENDED } as const;
export const ORDER_REPRICED = { ...ORDER_AMENDED } as const;
export const TRADE_BUSTED = {
  buyer: 1,
  buyerSequence: 2,
  seller: 3,
  sellerSequence: 4,
  series: 5,
  tradeId: 6,
  priceTicks: 7,
  lots: 8,
  words: 9,
} as const;
export const COMMAND_RESULT = {
  account: 1,
  accountSequence: 2,
  clientId: 3,
  code: 4,
  field: 5,
  reference: 6,
  affected: 7,
  duplicate: 8,
  recordedSequence: 9,
  words: 10,
} as const;
export const RIGHTS = {
  account: 1,
  accountSequence: 2,
  action: 3,
  series: 4,
  lots: 5,
  words: 6,
} as const;
export const DELIVERY = {
  consumer: 1,
  consumerSequence: 2,
  provider: 3,
  providerSequence: 4,
  deliveryId: 5,
  ticketSequence: 6,
  ticketIndex: 7,
  series: 8,
  lots: 9,
  state: 10,
  deadlineMs: 11,
  consumerMicroPat: 12,
  providerMicroPat: 13,
  entitlementId: 14,
  words: 15,
} as const;
export const ENTITLEMENT = {
  account: 1,
  accountSequence: 2,
  entitlementId: 3,
  status: 4,
  words: 5,
} as const;
export const QUOTE = { series: 1, words: 2 } as const;
export const SERIES = { series: 1, state: 2, words: 3 } as const;
export const PARAMETER = { change: 1, words: 2 } as const;
export const PARAMETER_REQUEST = { request: 1, state: 2, words: 3 } as const;
export const PHASE = { phase: 1, words: 2 } as const;
export const KILL = { scope: 1, target: 2, set: 3, liveOrders: 4, words: 5 } as const;
export const MARK = { series: 1, markTicks: 2, sigmaPpm: 3, thinnessPpm: 4, words: 5 } as const;
export const ACCOUNT = { accountId: 1, words: 2 } as const;
export const CONTRACT = { contractId: 1, words: 2 } as const;
export const QUOTER_STATE_EVENT = { series: 1, state: 2, words: 3 } as const;
export const EPOCH = { epoch: 1, outageMs: 2, words: 3 } as const;
export const QUOTE_RESULT = {
  account: 1,
  accountSequence: 2,
  series: 3,
  code: 4,
  words: 5,
} as const;

/** How a command about the chain ended, refused or not: its kind, its number, and whether it was a repeat. */
export const CHAIN = { kind: 1, reference: 2, code: 3, field: 4, repeat: 5, words: 6 } as const;
export const WALLET = {
  account: 1,
  accountSequence: 2,
  change: 3,
  chainAccount: 4,
  requestSequence: 5,
  amountMicroPat: 6,
  /** From when on a pending link is in force; else 0. */
  effectiveAtMs: 7,
  words: 8,
} as const;

/** What became of a maker's protection, and what it had counted. */
export const PROTECTION = {
  account: 1,
  accountSequence: 2,
  change: 3,
  limit: 4,
  fills: 5,
  lots: 6,
  deltaMicroPat: 7,
  canceled: 8,
  words: 9,
} as const;

/** What an account asks the broker for; concerns nobody else. */
export const QUOTE_REQUEST = {
  accountId: 1,
  requestId: 2,
  series: 3,
  side: 4,
  lots: 5,
  words: 6,
} as const;
/** The factors of the quote are from `factors` on, those of its size from `sizeFactors` on, in the order of the schema. */
export const FIRM_QUOTE = {
  account: 1,
  accountSequence: 2,
  requestId: 3,
  orderId: 4,
  series: 5,
  side: 6,
  priceTicks: 7,
  lots: 8,
  validUntilMs: 9,
  code: 10,
  factors: 11,
  sizeFactors: 22,
  words: 30,
} as const;

/** A demand for more collateral: what it asks for now and until when, on the wall clock. */
export const COLLATERAL_CALL = {
  account: 1,
  accountSequence: 2,
  series: 3,
  change: 4,
  amountMicroPat: 5,
  deadlineMs: 6,
  words: 7,
} as const;

/** A listing is another one now: its version, its status, why, and the revision it is about. */
export const MARKET_LISTING = {
  listing: 1,
  version: 2,
  status: 3,
  cause: 4,
  revision: 5,
  words: 6,
} as const;
/** Something happened to a purchase; its amount is what the cause moved, set aside, or counts in units. */
export const PURCHASE = {
  purchase: 1,
  buyer: 2,
  listing: 3,
  status: 4,
  cause: 5,
  amount: 6,
  words: 7,
} as const;
/** Money of an account moved in the market, about a purchase, a request or a listing. */
export const MARKET_MONEY = { account: 1, cause: 2, reference: 3, words: 4 } as const;
export const DATA_REQUEST = {
  request: 1,
  asker: 2,
  status: 3,
  cause: 4,
  listing: 5,
  words: 6,
} as const;

/** Something happened to a model feed. */
export const FEED = { listing: 1, phase: 2, drift: 3, cause: 4, reference: 5, words: 6 } as const;
/** A signal is in the chain of its feed. */
export const SIGNAL = { listing: 1, sequence: 2, words: 3 } as const;
/** A creator of model feeds is another one now. */
export const CREATOR = { account: 1, standing: 2, cause: 3, words: 4 } as const;
/** An accepted delivery enters the index: what is published of it. */
export const INDEX_PRINT = {
  contract: 1,
  number: 2,
  enteredAtMs: 3,
  priceMicroPat: 4,
  weightMilliLots: 5,
  buyerTag: 6,
  sellerTag: 7,
  isBroker: 8,
  words: 9,
} as const;
/** A contract has another value of its index, or none any more. */
export const INDEX_VALUE = { contract: 1, words: 2 } as const;

/** A cash instrument has another mark, or its mark another quality: both are in the state. */
export const CASH_MARK = { series: 1, markMicroPat: 2, quality: 3, words: 4 } as const;
/** An account is at another step of the ladder, as it was found. */
export const MARGIN_STATE = {
  account: 1,
  accountSequence: 2,
  state: 3,
  equityMicroPat: 4,
  initialMicroPat: 5,
  maintenanceMicroPat: 6,
  words: 7,
} as const;
/** Gains were paid, or, below 0, losses. */
export const VARIATION = {
  account: 1,
  accountSequence: 2,
  series: 3,
  amountMicroPat: 4,
  priceMicroPat: 5,
  words: 6,
} as const;
/** Lots of a holding were closed (above 0: bought) by the venue; with the evidence of a rank where winners are closed. */
export const LIQUIDATION = {
  account: 1,
  accountSequence: 2,
  series: 3,
  /** One of LIQUIDATION_BY. */
  by: 4,
  lots: 5,
  priceMicroPat: 6,
  /** Of a winner that is closed: what it had gained, and its initial margin. */
  gainMicroPat: 7,
  initialMicroPat: 8,
  /** 1: they were taken off this account; 0: it is the other side. */
  isTaken: 9,
  words: 10,
} as const;
/** A cash instrument has settled: one of SETTLEMENT, and the price. */
export const CASH_SETTLED = { series: 1, settlement: 2, priceMicroPat: 3, words: 4 } as const;
/** Lots of a holding have settled: what one was worth, and what those of an option paid; below 0, they cost it. */
export const LOTS_SETTLED = {
  account: 1,
  accountSequence: 2,
  series: 3,
  lots: 4,
  unitMicroPat: 5,
  amountMicroPat: 6,
  words: 7,
} as const;
/** Lots of an option were written, and the venue's fee for issuing them. */
export const OPTION_ISSUED = {
  account: 1,
  accountSequence: 2,
  series: 3,
  lots: 4,
  feeMicroPat: 5,
  words: 6,
} as const;
/** PAT came into the default fund, or, below 0, left it. */
export const DEFAULT_FUND = {
  account: 1,
  accountSequence: 2,
  /** One of FUND_REASON. */
  reason: 3,
  amountMicroPat: 4,
  words: 5,
} as const;

/** Types from 33 to 39 are none. */
const NO_TYPES = [0, 0, 0, 0, 0, 0, 0] as const;

/** Length of a record by its type. */
export const EVENT_WORDS: readonly number[] = [
  0,
  ORDER_ACCEPTED.words,
  ORDER_REFUSED.words,
  TRADE.words,
  ORDER_CANCELED.words,
  ORDER_AMENDED.words,
  ORDER_REDUCED.words,
  TRADE_BUSTED.words,
  COMMAND_RESULT.words,
  RIGHTS.words,
  DELIVERY.words,
  ENTITLEMENT.words,
  QUOTE.words,
  SERIES.words,
  PARAMETER.words,
  PHASE.words,
  KILL.words,
  MARK.words,
  ACCOUNT.words,
  CONTRACT.words,
  QUOTER_STATE_EVENT.words,
  EPOCH.words,
  QUOTE_RESULT.words,
  AUCTION_TRADE.words,
  ORDER_TRIGGERED.words,
  ORDER_REPRICED.words,
  PARAMETER_REQUEST.words,
  CHAIN.words,
  WALLET.words,
  PROTECTION.words,
  QUOTE_REQUEST.words,
  FIRM_QUOTE.words,
  COLLATERAL_CALL.words,
  ...NO_TYPES,
  MARKET_LISTING.words,
  PURCHASE.words,
  MARKET_MONEY.words,
  DATA_REQUEST.words,
  FEED.words,
  SIGNAL.words,
  CREATOR.words,
  // 47 is none.
  0,
  INDEX_PRINT.words,
  INDEX_VALUE.words,
  CASH_MARK.words,
  MARGIN_STATE.words,
  VARIATION.words,
  LIQUIDATION.words,
  CASH_SETTLED.words,
  DEFAULT_FUND.words,
  LOTS_SETTLED.words,
  OPTION_ISSUED.words,
];

export { EventLog, LEVEL_STRIDE } from './event-log.js';
