/**
 * What the core says happened, as typed facts: the one place of the reader that knows how a record of the event log is laid
 * out. Each event is handed to the visitor's method of its kind; kinds that no history is kept of are passed over.
 */

import type {
  CreatorFact,
  FeedFact,
  ListingFact,
  PurchaseFact,
  RequestFact,
} from '../../catalog/index.js';
import {
  AUCTION_TRADE,
  CASH_SETTLED,
  CHAIN,
  COMMAND_RESULT,
  CREATOR,
  DATA_REQUEST,
  DEFAULT_FUND,
  DELIVERY,
  ENTITLEMENT,
  EVENT,
  EVENT_WORDS,
  type EventLog,
  FEED,
  LIQUIDATION,
  type LiquidationFact,
  liquidationFact,
  MARK,
  MARKET_LISTING,
  MARKET_MONEY,
  type MarginFact,
  marginFact,
  ORDER_ACCEPTED,
  ORDER_AMENDED,
  ORDER_CANCELED,
  ORDER_REFUSED,
  PARAMETER,
  PARAMETER_REQUEST,
  PHASE,
  PURCHASE,
  QUOTE,
  QUOTER_STATE_EVENT,
  RIGHTS,
  SERIES,
  SIGNAL,
  TRADE,
  TRADE_BUSTED,
  VARIATION,
  WALLET,
} from '../../engine/core/index.js';

export interface OrderAcceptedFact {
  readonly accountId: number;
  readonly orderId: number;
  readonly clientId: number;
  readonly seriesId: number;
  readonly side: number;
  readonly priceTicks: number;
  readonly lots: number;
}

export interface OrderRefusedFact {
  readonly accountId: number;
  readonly clientId: number;
  readonly seriesId: number;
  readonly side: number;
  readonly priceTicks: number;
  readonly lots: number;
  readonly code: number;
  readonly field: number;
  /** The recorded outcome of a repeat, not a refusal of its own. */
  readonly isDuplicate: boolean;
}

export interface OrderChangedFact {
  readonly orderId: number;
  readonly priceTicks: number;
  readonly openLots: number;
  readonly originalLots: number;
}

export interface OrderCanceledFact {
  readonly orderId: number;
  readonly canceledLots: number;
  readonly originalLots: number;
  readonly reason: number;
}

export interface TradeFact {
  readonly seriesId: number;
  readonly tradeId: number;
  readonly priceTicks: number;
  readonly lots: number;
  readonly takerSide: number;
  readonly makerAccountId: number;
  readonly takerAccountId: number;
  readonly makerOrderId: number;
  readonly takerOrderId: number;
  readonly makerClientId: number;
  readonly takerClientId: number;
  readonly makerOpenLots: number;
  readonly takerOpenLots: number;
  readonly makerOriginalLots: number;
  readonly takerOriginalLots: number;
  readonly makerFeeMicroPat: number;
  readonly takerFeeMicroPat: number;
  /** Traded in a call auction: the buyer stands in the place of the maker, the seller in that of the taker. */
  readonly isAuction: boolean;
}

export interface BustFact {
  readonly seriesId: number;
  readonly tradeId: number;
  readonly buyerId: number;
  readonly sellerId: number;
  readonly lots: number;
}

export interface RightsFact {
  readonly accountId: number;
  readonly action: number;
  readonly seriesId: number;
  readonly lots: number;
}

export interface DeliveryFact {
  readonly consumerId: number;
  readonly providerId: number;
  readonly deliveryId: number;
  readonly ticketSequence: number;
  readonly ticketIndex: number;
  readonly seriesId: number;
  readonly lots: number;
  readonly state: number;
  readonly deadlineMs: number;
  readonly consumerMicroPat: number;
  readonly providerMicroPat: number;
  readonly entitlementId: number;
}

export interface ResultFact {
  readonly accountId: number;
  readonly clientId: number;
  readonly code: number;
  readonly reference: number;
  /** The recorded outcome of a repeat: nothing happened. */
  readonly isDuplicate: boolean;
}

/** What is kept of the events; an event is visited once, in order. */
export interface EventVisitor {
  orderAccepted(fact: OrderAcceptedFact): void;
  orderRefused(fact: OrderRefusedFact): void;
  orderChanged(fact: OrderChangedFact): void;
  orderCanceled(fact: OrderCanceledFact): void;
  trade(fact: TradeFact): void;
  busted(fact: BustFact): void;
  rights(fact: RightsFact): void;
  delivery(fact: DeliveryFact): void;
  entitlement(accountId: number, entitlementId: number, status: number): void;
  result(fact: ResultFact): void;
  quoteChanged(seriesId: number): void;
  marked(seriesId: number, markTicks: number): void;
  seriesState(seriesId: number, state: number): void;
  phase(phase: number): void;
  parameterChanged(change: number): void;
  parameterRequest(request: number, state: number): void;
  walletMoved(accountId: number): void;
  /** Margin, variation, a liquidation or the default fund moved money of an account; 0: of the venue's own alone. */
  cashMoved(accountId: number, cause: string, seriesId: number): void;
  /** Something happened to what an account holds that settles in cash. */
  margin(fact: MarginFact): void;
  /** The venue closed lots of somebody that is liquidated. */
  liquidation(fact: LiquidationFact): void;
  /** A cash instrument has its settlement price: of the index, one of SETTLEMENT_SOURCE. */
  cashSettled(seriesId: number, source: number, priceMicroPat: number): void;
  marketListing(fact: ListingFact): void;
  purchase(fact: PurchaseFact): void;
  dataRequest(fact: RequestFact): void;
  feed(fact: FeedFact): void;
  signal(listingId: number, sequence: number): void;
  creator(fact: CreatorFact): void;
  /** Money of an account moved in the market. */
  marketMoney(accountId: number, cause: number, reference: number): void;
  /** How a command about the chain ended: 0 is done. */
  chain(code: number, reference: number): void;
}

/** Hands the events from a word on to a visitor. */
export function visitEvents(events: EventLog, fromWord: number, visitor: EventVisitor): void {
  const { words: w, length } = events;
  for (let at = fromWord; at < length; at += EVENT_WORDS[w[at] as number] as number) {
    visit(w, at, visitor);
  }
}

function visit(w: Float64Array, at: number, visitor: EventVisitor): void {
  const word = (offset: number): number => w[at + offset] as number;
  switch (w[at]) {
    case EVENT.ORDER_ACCEPTED:
      return visitor.orderAccepted(accepted(word));
    case EVENT.ORDER_REFUSED:
      return visitor.orderRefused(refused(word));
    case EVENT.ORDER_CANCELED:
      return visitor.orderCanceled({
        orderId: word(ORDER_CANCELED.orderId),
        canceledLots: word(ORDER_CANCELED.lots),
        originalLots: word(ORDER_CANCELED.originalLots),
        reason: word(ORDER_CANCELED.reason),
      });
    case EVENT.ORDER_AMENDED:
    case EVENT.ORDER_REDUCED:
    case EVENT.ORDER_TRIGGERED:
    case EVENT.ORDER_REPRICED:
      return visitor.orderChanged({
        orderId: word(ORDER_AMENDED.orderId),
        priceTicks: word(ORDER_AMENDED.priceTicks),
        openLots: word(ORDER_AMENDED.openLots),
        originalLots: word(ORDER_AMENDED.originalLots),
      });
    case EVENT.TRADE:
      return visitor.trade(traded(word, false));
    case EVENT.AUCTION_TRADE:
      return visitor.trade(traded(word, true));
    case EVENT.TRADE_BUSTED:
      return visitor.busted({
        seriesId: word(TRADE_BUSTED.series),
        tradeId: word(TRADE_BUSTED.tradeId),
        buyerId: word(TRADE_BUSTED.buyer),
        sellerId: word(TRADE_BUSTED.seller),
        lots: word(TRADE_BUSTED.lots),
      });
    case EVENT.DELIVERY:
      return visitor.delivery(delivered(word));
    default:
      visitRare(w[at] as number, word, visitor);
  }
}

type Word = (offset: number) => number;

function visitRare(type: number, word: Word, visitor: EventVisitor): void {
  switch (type) {
    case EVENT.RIGHTS:
      return visitor.rights({
        accountId: word(RIGHTS.account),
        action: word(RIGHTS.action),
        seriesId: word(RIGHTS.series),
        lots: word(RIGHTS.lots),
      });
    case EVENT.ENTITLEMENT:
      return visitor.entitlement(
        word(ENTITLEMENT.account),
        word(ENTITLEMENT.entitlementId),
        word(ENTITLEMENT.status),
      );
    case EVENT.COMMAND_RESULT:
      return visitor.result({
        accountId: word(COMMAND_RESULT.account),
        clientId: word(COMMAND_RESULT.clientId),
        code: word(COMMAND_RESULT.code),
        reference: word(COMMAND_RESULT.reference),
        isDuplicate: word(COMMAND_RESULT.duplicate) === 1,
      });
    case EVENT.QUOTE:
      return visitor.quoteChanged(word(QUOTE.series));
    case EVENT.MARK:
      return visitor.marked(word(MARK.series), word(MARK.markTicks));
    case EVENT.SERIES:
      return visitor.seriesState(word(SERIES.series), word(SERIES.state));
    case EVENT.PHASE:
      return visitor.phase(word(PHASE.phase));
    case EVENT.PARAMETER:
      return visitor.parameterChanged(word(PARAMETER.change));
    case EVENT.PARAMETER_REQUEST:
      return visitor.parameterRequest(
        word(PARAMETER_REQUEST.request),
        word(PARAMETER_REQUEST.state),
      );
    case EVENT.WALLET:
      return visitor.walletMoved(word(WALLET.account));
    case EVENT.VARIATION:
      visitor.cashMoved(word(VARIATION.account), 'VARIATION', word(VARIATION.series));
      return visitor.margin(marginFact(type, word));
    case EVENT.LIQUIDATION:
      return visitLiquidation(word, visitor);
    case EVENT.DEFAULT_FUND:
      visitor.cashMoved(word(DEFAULT_FUND.account), 'DEFAULT_FUND', 0);
      return visitor.margin(marginFact(type, word));
    case EVENT.MARGIN_STATE:
    case EVENT.LOTS_SETTLED:
    case EVENT.OPTION_ISSUED:
      return visitor.margin(marginFact(type, word));
    case EVENT.CASH_SETTLED:
      visitor.cashMoved(0, 'SETTLED', word(CASH_SETTLED.series));
      return visitor.cashSettled(
        word(CASH_SETTLED.series),
        word(CASH_SETTLED.settlement),
        word(CASH_SETTLED.priceMicroPat),
      );
    case EVENT.CHAIN:
      return visitor.chain(word(CHAIN.code), word(CHAIN.reference));
    case EVENT.MARKET_LISTING:
      return visitor.marketListing({
        listingId: word(MARKET_LISTING.listing),
        version: word(MARKET_LISTING.version),
        status: word(MARKET_LISTING.status),
        cause: word(MARKET_LISTING.cause),
        revision: word(MARKET_LISTING.revision),
      });
    case EVENT.PURCHASE:
      return visitor.purchase({
        purchaseId: word(PURCHASE.purchase),
        buyerId: word(PURCHASE.buyer),
        listingId: word(PURCHASE.listing),
        status: word(PURCHASE.status),
        cause: word(PURCHASE.cause),
        amount: word(PURCHASE.amount),
      });
    case EVENT.DATA_REQUEST:
      return visitor.dataRequest({
        requestId: word(DATA_REQUEST.request),
        askerId: word(DATA_REQUEST.asker),
        status: word(DATA_REQUEST.status),
        cause: word(DATA_REQUEST.cause),
        listingId: word(DATA_REQUEST.listing),
      });
    case EVENT.FEED:
      return visitor.feed({
        listingId: word(FEED.listing),
        phase: word(FEED.phase),
        drift: word(FEED.drift),
        cause: word(FEED.cause),
        reference: word(FEED.reference),
      });
    case EVENT.SIGNAL:
      return visitor.signal(word(SIGNAL.listing), word(SIGNAL.sequence));
    case EVENT.CREATOR:
      return visitor.creator({
        accountId: word(CREATOR.account),
        standing: word(CREATOR.standing),
        cause: word(CREATOR.cause),
      });
    case EVENT.MARKET_MONEY:
      return visitor.marketMoney(
        word(MARKET_MONEY.account),
        word(MARKET_MONEY.cause),
        word(MARKET_MONEY.reference),
      );
    case EVENT.QUOTER_STATE:
      return visitor.quoteChanged(word(QUOTER_STATE_EVENT.series));
    default:
  }
}

function visitLiquidation(word: Word, visitor: EventVisitor): void {
  visitor.cashMoved(word(LIQUIDATION.account), 'LIQUIDATION', word(LIQUIDATION.series));
  visitor.margin(marginFact(EVENT.LIQUIDATION, word));
  const fact = liquidationFact(word);
  if (fact !== undefined) visitor.liquidation(fact);
}

const accepted = (word: Word): OrderAcceptedFact => ({
  accountId: word(ORDER_ACCEPTED.account),
  orderId: word(ORDER_ACCEPTED.orderId),
  clientId: word(ORDER_ACCEPTED.clientId),
  seriesId: word(ORDER_ACCEPTED.series),
  side: word(ORDER_ACCEPTED.side),
  priceTicks: word(ORDER_ACCEPTED.priceTicks),
  lots: word(ORDER_ACCEPTED.lots),
});

const refused = (word: Word): OrderRefusedFact => ({
  accountId: word(ORDER_REFUSED.account),
  clientId: word(ORDER_REFUSED.clientId),
  seriesId: word(ORDER_REFUSED.series),
  side: word(ORDER_REFUSED.side),
  priceTicks: word(ORDER_REFUSED.priceTicks),
  lots: word(ORDER_REFUSED.lots),
  code: word(ORDER_REFUSED.code),
  field: word(ORDER_REFUSED.field),
  isDuplicate: word(ORDER_REFUSED.duplicate) === 1,
});

const traded = (word: Word, isAuction: boolean): TradeFact => ({
  seriesId: word(TRADE.series),
  tradeId: word(TRADE.tradeId),
  priceTicks: word(AUCTION_TRADE.priceTicks),
  lots: word(TRADE.lots),
  takerSide: word(TRADE.takerSide),
  makerAccountId: word(TRADE.makerAccount),
  takerAccountId: word(TRADE.takerAccount),
  makerOrderId: word(TRADE.makerOrderId),
  takerOrderId: word(TRADE.takerOrderId),
  makerClientId: word(TRADE.makerClientId),
  takerClientId: word(TRADE.takerClientId),
  makerOpenLots: word(TRADE.makerOpenLots),
  takerOpenLots: word(TRADE.takerOpenLots),
  makerOriginalLots: word(TRADE.makerOriginalLots),
  takerOriginalLots: word(TRADE.takerOriginalLots),
  makerFeeMicroPat: word(TRADE.makerFeeMicroPat),
  takerFeeMicroPat: word(TRADE.takerFeeMicroPat),
  isAuction,
});

const delivered = (word: Word): DeliveryFact => ({
  consumerId: word(DELIVERY.consumer),
  providerId: word(DELIVERY.provider),
  deliveryId: word(DELIVERY.deliveryId),
  ticketSequence: word(DELIVERY.ticketSequence),
  ticketIndex: word(DELIVERY.ticketIndex),
  seriesId: word(DELIVERY.series),
  lots: word(DELIVERY.lots),
  state: word(DELIVERY.state),
  deadlineMs: word(DELIVERY.deadlineMs),
  consumerMicroPat: word(DELIVERY.consumerMicroPat),
  providerMicroPat: word(DELIVERY.providerMicroPat),
  entitlementId: word(DELIVERY.entitlementId),
});
