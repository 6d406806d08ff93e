/**
 * The market as it stands in a core: contracts, series, books, the broker's quotes. Read only, between commands.
 */
import {
  BROKER_ACCOUNT,
  type CashView,
  type Core,
  cashView,
  DepthRows,
  LISTING_FIELD,
  QUOTE_FACTOR_WORDS,
  QUOTE_LEVELS,
  QUOTE_SLOTS,
  readDepth,
  SERIES_FIELD as S,
  unitFeeMicroPat,
} from '../../engine/core/index.js';
import {
  CHECKSUM_LEVELS,
  type ContractRules,
  type QuoteFactors,
  type QuoteLevel,
} from '../../values/index.js';
import { bookChecksum } from './book-checksum.js';

export interface ContractView {
  readonly contractId: number;
  readonly contract: string;
  readonly segment: string;
  readonly windowMs: number;
  readonly confidenceLowPpm: number;
  readonly confidenceHighPpm: number;
  readonly rules: Omit<ContractRules, 'licenceHash'> & { readonly licenceHash: string };
}

export interface SeriesView {
  readonly seriesId: number;
  readonly contractId: number;
  readonly contract: string;
  readonly segment: string;
  readonly series: string;
  readonly state: number;
  readonly isKilled: boolean;
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  readonly tickValueMicroPat: number;
  readonly markTicks: number;
  readonly lastPriceTicks: number;
  readonly quoterState: number;
  readonly openOrders: number;
  readonly mintedLots: number;
  readonly providerLots: number;
  readonly brokerLots: number;
  readonly consumerLots: number;
  readonly exercisedLots: number;
  readonly deliveredLots: number;
  readonly failedLots: number;
  readonly lapsedLots: number;
  readonly withdrawnLots: number;
}

export interface BookLevelView {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

export interface BookView {
  readonly bids: readonly BookLevelView[];
  readonly asks: readonly BookLevelView[];
  /** CRC-32 as on the book channel: of the ten best levels a side. */
  readonly checksum: number;
  /** Whether there are more levels than these. */
  readonly isTruncated: boolean;
}

export interface QuoteView {
  readonly bids: readonly QuoteLevel[];
  readonly asks: readonly QuoteLevel[];
  readonly markTicks: number;
  readonly quoterState: number;
  readonly validUntilMs: number;
  /** null: the broker quotes without factors, or not at all. */
  readonly factors: QuoteFactors | null;
}

export class MarketView {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  get contractCount(): number {
    return this.core.state.registry.contracts.length;
  }

  get seriesCount(): number {
    return this.core.state.series.count;
  }

  contract(contractId: number): ContractView | undefined {
    const { registry } = this.core.state;
    const record = registry.contract(contractId);
    if (record === undefined) return undefined;
    const { text: contract, segmentId, windowMs, confidenceLowPpm, confidenceHighPpm } = record;
    return {
      ...{ contractId, contract, segment: registry.segments[segmentId - 1] ?? '', windowMs },
      ...{ confidenceLowPpm, confidenceHighPpm, rules: record.rules },
    };
  }

  /** A series there is; undefined for any other number. */
  /** Most that buying costs, fees included, in micro-PAT: what an order would reserve. 0 where there is no such series. */
  buyCostMicroPat(seriesId: number, priceTicks: number, lots: number): number {
    const { series } = this.core.state;
    if (!series.exists(seriesId)) return 0;
    const unit = priceTicks * series.get(seriesId, S.tickValueMicroPat);
    const fee = Math.max(series.get(seriesId, S.makerFeePpm), series.get(seriesId, S.takerFeePpm));
    return (unit + unitFeeMicroPat(unit, fee)) * lots;
  }

  /** Fixed price of a listing in micro-PAT; 0 where there is none. Whoever shows it has asked whether he may. */
  listingPriceMicroPat(listingId: number): number {
    const { listings } = this.core.state;
    return listings.isLive(listingId) ? listings.get(listingId, LISTING_FIELD.priceMicroPat) : 0;
  }

  /** The mark of a series and what it settled at, if it settles in cash. */
  cash(seriesId: number): CashView | undefined {
    return cashView(this.core.state, seriesId);
  }

  series(seriesId: number): SeriesView | undefined {
    const { series, registry } = this.core.state;
    if (!series.exists(seriesId)) return undefined;
    const get = (field: number): number => series.get(seriesId, field);
    const contractId = get(S.contract);
    return {
      seriesId,
      contractId,
      contract: registry.contract(contractId)?.text ?? '',
      segment: registry.segments[get(S.segment) - 1] ?? '',
      series: this.core.lifecycle.seriesText(seriesId),
      state: get(S.state),
      isKilled: get(S.killed) !== 0,
      windowStartMs: get(S.startMs),
      windowEndMs: get(S.endMs),
      tickValueMicroPat: get(S.tickValueMicroPat),
      markTicks: get(S.markTicks),
      lastPriceTicks: series.lastTradeTicks(seriesId),
      quoterState: get(S.quoterState),
      openOrders: get(S.openOrders),
      mintedLots: get(S.mintedLots),
      providerLots: get(S.providerLots),
      brokerLots: get(S.brokerLots),
      consumerLots: get(S.consumerLots),
      exercisedLots: get(S.exercisedLots),
      deliveredLots: get(S.deliveredLots),
      failedLots: get(S.failedLots),
      lapsedLots: get(S.lapsedLots),
      withdrawnLots: get(S.withdrawnLots),
    };
  }

  /** Value of a tick in a series; 0 where there is none. */
  tickValueMicroPat(seriesId: number): number {
    return this.core.state.series.get(seriesId, S.tickValueMicroPat);
  }

  /** Best levels of both sides, at most `depth` each. */
  book(seriesId: number, depth: number): BookView {
    const [bids, asks] = [this.rows(seriesId, 0, depth), this.rows(seriesId, 1, depth)];
    return {
      bids: levelsOf(bids, depth),
      asks: levelsOf(asks, depth),
      checksum: bookChecksum(bids, asks),
      isTruncated: bids.count > depth || asks.count > depth,
    };
  }

  /** The best price of a side, 0 when it is empty. */
  best(seriesId: number, side: 'bid' | 'ask'): number {
    const rows = new DepthRows(1);
    readDepth(this.core.state.book, seriesId, side === 'bid' ? 0 : 1, rows);
    return rows.count === 0 ? 0 : (rows.priceTicks[0] as number);
  }

  /** What the broker quotes. */
  quote(seriesId: number): QuoteView {
    const { series } = this.core.state;
    const first = seriesId * QUOTE_SLOTS;
    return {
      bids: this.quoteLevels(first),
      asks: this.quoteLevels(first + QUOTE_LEVELS),
      markTicks: series.get(seriesId, S.markTicks),
      quoterState: series.get(seriesId, S.quoterState),
      validUntilMs: series.get(seriesId, S.quoteValidUntilMs),
      factors: factorsAt(series.quoteFactors, seriesId * QUOTE_FACTOR_WORDS),
    };
  }

  private rows(seriesId: number, side: number, depth: number): DepthRows {
    const rows = new DepthRows(Math.max(depth, CHECKSUM_LEVELS) + 1);
    readDepth(this.core.state.book, seriesId, side, rows);
    return rows;
  }

  private quoteLevels(first: number): QuoteLevel[] {
    const { live, state } = this.core;
    const levels: QuoteLevel[] = [];
    for (let i = first; i < first + QUOTE_LEVELS; i += 1) {
      const slot = live.find(BROKER_ACCOUNT, state.series.quoteOrders[i] as number);
      if (slot === 0) continue;
      levels.push({ priceTicks: live.priceTicks(slot), quantityLots: live.openLots(slot) });
    }
    return levels;
  }
}

function levelsOf(rows: DepthRows, depth: number): BookLevelView[] {
  const levels: BookLevelView[] = [];
  for (let row = 0; row < rows.count && row < depth; row += 1) {
    levels.push({
      priceTicks: rows.priceTicks[row] as number,
      quantityLots: rows.lots[row] as number,
      orderCount: rows.orderCount[row] as number,
    });
  }
  return levels;
}

/** A quote always has a base value; without one there are no factors. */
function factorsAt(f: Float64Array, at: number): QuoteFactors | null {
  if (f[at] === 0) return null;
  return {
    baseValuePpmTicks: f[at] as number,
    freshnessPpm: f[at + 1] as number,
    demandPpm: f[at + 2] as number,
    scarcityPpm: f[at + 3] as number,
    dominancePpm: f[at + 4] as number,
    halfSpreadPpm: f[at + 5] as number,
    reservationPpm: f[at + 6] as number,
    bidFactorPpm: f[at + 7] as number,
    sigmaPpm: f[at + 8] as number,
    thinnessPpm: f[at + 9] as number,
    nextRepriceTimeMs: f[at + 10] as number,
  };
}
