/**
 * From the recorded distance to the mid to a price here.
 *
 * Orders that rested stand behind the broker: as far from its best quote of their side as they were from the recorded mid,
 * or from the fair value and its half-spread while it has no quote. Orders that the recording shows filled are priced
 * through the other side when that moment comes: so recorded supply sells to the broker, recorded demand buys from it.
 */
import { type Quote, SIDE } from '../../client/index.js';

const PPM = 1_000_000;
/** Collars refuse what is farther off. */
const OFFSET_PPM_MAX = 700_000;
/** Half-spread while the broker has not said its own. */
const HALF_SPREAD_PPM = 20_000;
/** How far through the other side a marketable price goes; well inside the collars. */
const THROUGH_PPM = 10_000;

/** What prices are taken from, ticks. */
export interface PriceBasis {
  /** The broker's best quote of each side, or where it would be. */
  readonly quoteBidTicks: number;
  readonly quoteAskTicks: number;
  /** Best prices of the book, or the above while a side is empty. */
  readonly bestBidTicks: number;
  readonly bestAskTicks: number;
}

/** The basis of a series: the broker's quote, or the listed mark before there is one. */
export function priceBasis(
  quote: Readonly<Quote> | undefined,
  listedMarkTicks: number,
  best: { readonly bidTicks: number; readonly askTicks: number },
): PriceBasis {
  const markTicks = quote?.markTicks || listedMarkTicks;
  const half = (quote?.factors?.halfSpreadPpm || HALF_SPREAD_PPM) / PPM;
  const quoteBidTicks = quote?.bids[0]?.priceTicks ?? Math.floor(markTicks * (1 - half));
  const quoteAskTicks = quote?.asks[0]?.priceTicks ?? Math.ceil(markTicks * (1 + half));
  return {
    quoteBidTicks,
    quoteAskTicks,
    bestBidTicks: best.bidTicks || quoteBidTicks,
    bestAskTicks: best.askTicks || quoteAskTicks,
  };
}

/** Price of an order that rests, on its side of the spread. */
export function restingTicks(side: number, offsetPpm: number, basis: PriceBasis): number {
  if (side === SIDE.BUY) {
    const away = Math.max(-OFFSET_PPM_MAX, Math.min(0, offsetPpm));
    return Math.max(1, Math.floor(basis.quoteBidTicks * (1 + away / PPM)));
  }
  const away = Math.min(OFFSET_PPM_MAX, Math.max(0, offsetPpm));
  return Math.ceil(basis.quoteAskTicks * (1 + away / PPM));
}

/** Price that trades with the best of the other side, if there is one. */
export function marketableTicks(side: number, basis: PriceBasis): number {
  if (side === SIDE.BUY) return Math.ceil(basis.bestAskTicks * (1 + THROUGH_PPM / PPM));
  return Math.max(1, Math.floor(basis.bestBidTicks * (1 - THROUGH_PPM / PPM)));
}
