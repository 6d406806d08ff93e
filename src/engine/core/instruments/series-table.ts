/**
 * Series: one record of doubles each, found by the dense series id. Holds the life, the marks, the counts of rights
 * by state, and the heads of the lists that belong to the series. What orders need of the contract's rules is copied
 * in, because rules never change.
 *
 * Invariant I4: minted = provider + broker + consumer + exercised + delivered + failed + lapsed + withdrawn.
 */
import type { ColumnAllocator } from '../kernel/columns.js';

/** Fields of a series record, in words. What an order or a trade touches comes first: two cache lines of eight. */
export const SERIES_FIELD = {
  state: 0,
  minimumClass: 1,
  killed: 2,
  markTicks: 3,
  tickValueMicroPat: 4,
  maxPriceTicks: 5,
  maxOrderLots: 6,
  openOrders: 7,
  makerFeePpm: 8,
  takerFeePpm: 9,
  providerLots: 10,
  brokerLots: 11,
  consumerLots: 12,
  lastTradeId: 13,
  /** Price of the last trade in the book that stands: what stops go by. 0 before the first. */
  lastPriceTicks: 14,
  /** One of CLEARING. */
  clearing: 15,
  obligationHead: 16,
  quoteValidUntilMs: 17,
  contract: 18,
  segment: 19,
  /** Index of the window length among all window lengths, for exposure by window. */
  window: 20,
  startMs: 21,
  endMs: 22,
  sigmaPpm: 23,
  thinnessPpm: 24,
  firstPosition: 25,
  lastPosition: 26,
  inventoryHead: 27,
  inventoryTail: 28,
  quoterState: 29,
  /** The broker's open bids plus what its inventory cost. */
  brokerExposureMicroPat: 30,
  mintedLots: 31,
  exercisedLots: 32,
  deliveredLots: 33,
  failedLots: 34,
  lapsedLots: 35,
  withdrawnLots: 36,
  /** Paid to the broker on accepted deliveries, less what it paid on them. */
  brokerRevenueMicroPat: 37,
  quoteTimer: 38,
  /** What the broker paid providers for rights, less what came back to it. */
  brokerCostMicroPat: 39,
  /** Sequence of the last mint that cancelled the broker's bids: those based on an earlier one are stale. */
  mintedSequence: 40,
  /** Price of the last auction that traded; 0 before the first. */
  lastAuctionTicks: 41,
  /** Of the auction that runs, else of the last one: one of AUCTION_KIND. */
  auctionKind: 42,
  /** When orders stop gathering; 0 once the auction is over. Only until then the book may be crossed. */
  auctionEndMs: 43,
  auctionTimer: 44,
  /** 1 while what gathered is being cleared, by an item of work. */
  auctionClearing: 45,
  auctionExtended: 46,
  /** The price being cleared; 0 while it is to be found. */
  auctionTicks: 47,
  /** Lots the auction has traded. */
  auctionLots: 48,
  /** Price of the last trade on a firm quote, and what was the last trade then: it counts until there is another. */
  firmPriceTicks: 49,
  firmTradeId: 50,
  /** Until then price bands do not bind: the series was interrupted not long ago. */
  bandsRestUntilMs: 51,
  /** Lots minted since the broker's bids were cancelled for it. */
  mintedSincePull: 52,
  /** The mark that collateral follows, per lot: moves towards the mark at a limited rate. */
  collateralMarkMicroPat: 53,
  /** What replacing a lot may cost at that mark. */
  collateralLevelMicroPat: 54,
  /** The least price any provider's collateral has covered here; 0 before the first mint. */
  leastCoveredMicroPat: 55,
  obligationTail: 56,
} as const;

/** What a trade in the series means: access rights, or rights to be paid for when its window opens. */
export const CLEARING = { SPOT: 0, FORWARD: 1 } as const;

/** Eight cache lines. */
export const SERIES_WORDS = 64;
/** Levels per side of the broker's quote. */
export const QUOTE_LEVELS = 5;
/** Order ids of the quote per series: bids best first, then asks best first. */
export const QUOTE_SLOTS = QUOTE_LEVELS * 2;
/** Words of the factors kept with a quote, in the order of QuoteFactors. */
export const QUOTE_FACTOR_WORDS = 11;

const COUNT = 0;

export class SeriesTable {
  readonly f: Float64Array;
  readonly quoteOrders: Float64Array;
  readonly quoteFactors: Float64Array;
  private readonly meta: Int32Array;
  private readonly capacity: number;

  constructor(alloc: ColumnAllocator, maxSeries: number) {
    this.capacity = maxSeries;
    const meta = alloc.i32('series.meta', 2);
    this.meta = meta;
    const rows = (words: number) => () => ((meta[COUNT] as number) + 1) * words;
    this.f = alloc.f64('series', (maxSeries + 1) * SERIES_WORDS, rows(SERIES_WORDS));
    this.quoteOrders = alloc.f64(
      'series.quoteOrders',
      (maxSeries + 1) * QUOTE_SLOTS,
      rows(QUOTE_SLOTS),
    );
    this.quoteFactors = alloc.f64(
      'series.quoteFactors',
      (maxSeries + 1) * QUOTE_FACTOR_WORDS,
      rows(QUOTE_FACTOR_WORDS),
    );
  }

  /** Series opened so far; ids are 1 to this. */
  get count(): number {
    return this.meta[COUNT] as number;
  }

  get isFull(): boolean {
    return this.count >= this.capacity;
  }

  exists(seriesId: number): boolean {
    return seriesId >= 1 && seriesId <= this.count;
  }

  /** Next series id; the caller fills the record. */
  create(): number {
    const id = this.count + 1;
    this.meta[COUNT] = id;
    return id;
  }

  get(seriesId: number, field: number): number {
    return this.f[seriesId * SERIES_WORDS + field] as number;
  }

  /** Price of the last trade that stands, in the book or on a firm quote; 0 before the first. */
  lastTradeTicks(seriesId: number): number {
    const firmTradeId = this.get(seriesId, SERIES_FIELD.firmTradeId);
    const isFirm =
      firmTradeId !== 0 && firmTradeId === this.get(seriesId, SERIES_FIELD.lastTradeId);
    return this.get(seriesId, isFirm ? SERIES_FIELD.firmPriceTicks : SERIES_FIELD.lastPriceTicks);
  }

  set(seriesId: number, field: number, value: number): void {
    this.f[seriesId * SERIES_WORDS + field] = value;
  }

  add(seriesId: number, field: number, amount: number): void {
    const at = seriesId * SERIES_WORDS + field;
    this.f[at] = (this.f[at] as number) + amount;
  }
}
