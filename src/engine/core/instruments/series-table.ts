/**
 * Series: one record of doubles each, found by the dense series id. Holds the life, the marks, the counts of rights
 * by state, and the heads of the lists that belong to the series. What orders need of the contract's rules is copied
 * in, because rules never change.
 *
 * Invariant I4: minted = provider + broker + consumer + exercised + delivered + failed + lapsed + withdrawn.
 */
import type { ColumnAllocator } from '../kernel/columns.js';

/**
 * Fields of a series record, in words. What an order touches comes first, two cache lines of eight; then, in the third, what a
 * trade touches.
 */
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
  inventoryHead: 17,
  inventoryTail: 18,
  /** What replacing a lot may cost at the mark that collateral follows. */
  collateralLevelMicroPat: 19,
  /** The least price any provider's collateral has covered here; 0 before the first mint. */
  leastCoveredMicroPat: 20,
  /** The broker's open bids plus what its inventory cost. */
  brokerExposureMicroPat: 21,
  /** What the broker paid providers for rights, less what came back to it. */
  brokerCostMicroPat: 22,
  /** What was the last trade when a firm quote traded last. */
  firmTradeId: 23,
  quoteValidUntilMs: 24,
  contract: 25,
  segment: 26,
  /** Index of the window length among all window lengths, for exposure by window. */
  window: 27,
  startMs: 28,
  endMs: 29,
  sigmaPpm: 30,
  thinnessPpm: 31,
  firstPosition: 32,
  lastPosition: 33,
  quoterState: 34,
  mintedLots: 35,
  exercisedLots: 36,
  deliveredLots: 37,
  failedLots: 38,
  lapsedLots: 39,
  withdrawnLots: 40,
  /** Paid to the broker on accepted deliveries, less what it paid on them. */
  brokerRevenueMicroPat: 41,
  quoteTimer: 42,
  /** Sequence of the last mint that cancelled the broker's bids: those based on an earlier one are stale. */
  mintedSequence: 43,
  /** Price of the last auction that traded; 0 before the first. */
  lastAuctionTicks: 44,
  /** Of the auction that runs, else of the last one: one of AUCTION_KIND. */
  auctionKind: 45,
  /** When orders stop gathering; 0 once the auction is over. Only until then the book may be crossed. */
  auctionEndMs: 46,
  auctionTimer: 47,
  /** 1 while what gathered is being cleared, by an item of work. */
  auctionClearing: 48,
  auctionExtended: 49,
  /** The price being cleared; 0 while it is to be found. */
  auctionTicks: 50,
  /** Lots the auction has traded. */
  auctionLots: 51,
  /** Price of the last trade on a firm quote: it counts until there is another trade than `firmTradeId`. */
  firmPriceTicks: 52,
  /** Until then price bands do not bind: the series was interrupted not long ago. */
  bandsRestUntilMs: 53,
  /** Lots minted since the broker's bids were cancelled for it. */
  mintedSincePull: 54,
  /** The mark that collateral follows, per lot: moves towards the mark at a limited rate. */
  collateralMarkMicroPat: 55,
  obligationTail: 56,
  /** Lots the broker sold that failed and that others of its serve: so many holders will be left without. */
  shortLots: 57,
  /** What was paid for them: what they had become dearer by, and penalties; insurance has it pending. */
  shortLiabilityMicroPat: 58,
  shortPenaltyMicroPat: 59,
  /** The provider that failed last of them; 0 of none. */
  shortProvider: 60,
  /** The mark when its segment was measured last; 0 is none. */
  measuredMarkTicks: 61,
  /** What settles in cash: its row among cash instruments (clearing/margin); 0 is none. */
  cashInstrument: 62,
} as const;

/** What a trade in the series means: access rights, rights to be paid for when its window opens, or cash against an index. */
export const CLEARING = { SPOT: 0, FORWARD: 1, CASH: 2, OPTION: 3 } as const;

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

  /** Whether a series settles in cash: a future or an option on an index. */
  isCash(seriesId: number): boolean {
    return this.get(seriesId, SERIES_FIELD.clearing) >= CLEARING.CASH;
  }

  add(seriesId: number, field: number, amount: number): void {
    const at = seriesId * SERIES_WORDS + field;
    this.f[at] = (this.f[at] as number) + amount;
  }
}
