/** Shapes of order entry and quoting: orders, mass cancels, quotes, marks. */
import type {
  BundleLeg,
  ColdBodies,
  QuoteFactors,
  QuoteLevel,
  SeriesMark,
  SeriesQuote,
  SizeFactors,
} from '../../values/index.js';
import { CHOICES } from './choices.js';
import { shapeOf } from './field.js';
import {
  choice,
  choiceOrZero,
  flag,
  listOf,
  nested,
  sint64,
  ticksOrLots,
  uint32,
  uint64,
  wholeTime,
} from './fields.js';

/** Legs a bundle may have. */
const BUNDLE_LEGS_MAX = 8;
/** Levels a side of a quote may have. */
export const QUOTE_LEVELS_MAX = 5;
/** Series one mass quote or mark update may name. */
export const MASS_ENTRIES_MAX = 5_000;

/** PlaceOrder under the schema's names; in a `Command` its values are the number fields. */
export interface PlaceOrderBody {
  readonly clientOrderId: number;
  readonly seriesId: number;
  readonly side: number;
  readonly orderType: number;
  readonly timeInForce: number;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly selfTradePrevention: number;
  readonly postOnly: boolean;
  readonly expireTimeMs: number;
  readonly displayLots: number;
  readonly allOrNone: boolean;
  readonly postOnlySlide: boolean;
  readonly triggerPriceTicks: number;
  readonly trailingOffsetTicks: number;
  readonly ocoClientOrderId: number;
  readonly pegOffsetTicks: number;
}

export interface CancelOrderBody {
  readonly orderId: number;
  readonly clientOrderId: number;
}

export interface AmendOrderBody {
  readonly orderId: number;
  readonly clientOrderId: number;
  readonly priceTicks: number;
  readonly openLots: number;
  readonly clientRequestId: number;
}

export const placeOrderShape = shapeOf<PlaceOrderBody>('PlaceOrder', {
  clientOrderId: uint64(),
  seriesId: uint32(),
  side: choice(CHOICES.Side),
  orderType: choice(CHOICES.OrderType),
  timeInForce: choice(CHOICES.TimeInForce),
  priceTicks: ticksOrLots(),
  quantityLots: ticksOrLots(),
  selfTradePrevention: choiceOrZero(CHOICES.SelfTradePrevention),
  postOnly: flag(),
  expireTimeMs: wholeTime(),
  displayLots: ticksOrLots(),
  allOrNone: flag(),
  postOnlySlide: flag(),
  triggerPriceTicks: ticksOrLots(),
  trailingOffsetTicks: ticksOrLots(),
  ocoClientOrderId: uint64(),
  pegOffsetTicks: ticksOrLots(),
});

export const cancelOrderShape = shapeOf<CancelOrderBody>('CancelOrder', {
  orderId: uint64(),
  clientOrderId: uint64(),
});

export const amendOrderShape = shapeOf<AmendOrderBody>('AmendOrder', {
  orderId: uint64(),
  clientOrderId: uint64(),
  priceTicks: ticksOrLots(),
  openLots: ticksOrLots(),
  clientRequestId: uint64(),
});

export const massCancelShape = shapeOf<ColdBodies['massCancel']>('MassCancel', {
  seriesId: uint32(),
  side: choiceOrZero(CHOICES.Side),
  minPriceTicks: ticksOrLots(),
  maxPriceTicks: ticksOrLots(),
  sessionId: uint32(),
});

const bundleLegShape = shapeOf<BundleLeg>('BundleLeg', {
  seriesId: uint32(),
  side: choice(CHOICES.Side),
  priceTicks: ticksOrLots(),
  quantityLots: ticksOrLots(),
});

export const placeBundleShape = shapeOf<ColdBodies['placeBundle']>('PlaceBundle', {
  clientRequestId: uint64(),
  legs: listOf(bundleLegShape, BUNDLE_LEGS_MAX),
});

export const quoteLevelShape = shapeOf<QuoteLevel>('QuoteLevel', {
  priceTicks: ticksOrLots(),
  quantityLots: ticksOrLots(),
});

export const quoteFactorsShape = shapeOf<QuoteFactors>('QuoteFactors', {
  baseValuePpmTicks: sint64(),
  freshnessPpm: sint64(),
  demandPpm: sint64(),
  scarcityPpm: sint64(),
  dominancePpm: sint64(),
  halfSpreadPpm: sint64(),
  reservationPpm: sint64(),
  bidFactorPpm: sint64(),
  sigmaPpm: sint64(),
  thinnessPpm: sint64(),
  nextRepriceTimeMs: wholeTime(),
});

export const sizeFactorsShape = shapeOf<SizeFactors>('SizeFactors', {
  startLots: sint64(),
  targetLots: sint64(),
  maxLots: sint64(),
  skewSlopePpm: sint64(),
  skewMaxPpm: sint64(),
  clearingPpm: sint64(),
  spreadMultiplePpm: sint64(),
  topTicks: sint64(),
});

export const requestQuoteShape = shapeOf<ColdBodies['requestQuote']>('RequestQuote', {
  clientRequestId: uint64(),
  seriesId: uint32(),
  side: choice(CHOICES.Side),
  quantityLots: ticksOrLots(),
});

export const offerQuoteShape = shapeOf<ColdBodies['offerQuote']>('OfferQuote', {
  targetAccountId: uint32(),
  quoteRequestId: uint64(),
  seriesId: uint32(),
  side: choice(CHOICES.Side),
  priceTicks: ticksOrLots(),
  quantityLots: ticksOrLots(),
  validUntilMs: wholeTime(),
  errorCode: choiceOrZero(CHOICES.ErrorCode),
  factors: nested(quoteFactorsShape),
  sizeFactors: nested(sizeFactorsShape),
});

export const acceptQuoteShape = shapeOf<ColdBodies['acceptQuote']>('AcceptQuote', {
  clientRequestId: uint64(),
  quoteId: uint64(),
});

export const seriesQuoteShape = shapeOf<SeriesQuote>('SeriesQuote', {
  seriesId: uint32(),
  bids: listOf(quoteLevelShape, QUOTE_LEVELS_MAX),
  asks: listOf(quoteLevelShape, QUOTE_LEVELS_MAX),
  validUntilMs: wholeTime(),
  factors: nested(quoteFactorsShape),
});

export const massQuoteShape = shapeOf<ColdBodies['massQuote']>('MassQuote', {
  quotes: listOf(seriesQuoteShape, MASS_ENTRIES_MAX),
  basedOnSequence: uint64(),
});

const seriesMarkShape = shapeOf<SeriesMark>('SeriesMark', {
  seriesId: uint32(),
  markTicks: ticksOrLots(),
  sigmaPpm: sint64(),
  thinnessPpm: sint64(),
});

export const markUpdateShape = shapeOf<ColdBodies['markUpdate']>('MarkUpdate', {
  marks: listOf(seriesMarkShape, MASS_ENTRIES_MAX),
});
