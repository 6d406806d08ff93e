/**
 * What the broker quotes in one series, with the factors it came from: the whole quote whenever it changed, once a
 * turn. Each message names the one before.
 */
import {
  BROKER_ACCOUNT,
  type Core,
  QUOTE_FACTOR_WORDS,
  QUOTE_LEVELS,
  QUOTE_SLOTS,
  SERIES_FIELD as S,
} from '../../engine/core/index.js';
import { Quote, type ServerEncoder } from '../../schema/index.js';
import { CHANNEL_KIND, type QuoteFactors, type QuoteLevel } from '../../values/index.js';
import { Channel } from './channel.js';

const quote = new Quote();

export class QuoteChannel extends Channel {
  private readonly core: Core;
  private lastSequence: number;
  private previousSequence = 0;

  constructor(id: number, seriesId: number, core: Core, sequence: number) {
    super(id, CHANNEL_KIND.QUOTES, seriesId);
    this.core = core;
    this.lastSequence = sequence;
  }

  override close(sequence: number): void {
    this.previousSequence = this.lastSequence;
    this.lastSequence = sequence;
    this.fill();
    this.begin();
    this.end(this.head.quote(this.id, quote) && this.tail.quote(this.id, quote));
  }

  /** The quote as it is; the next message names its sequence. */
  override snapshot(out: ServerEncoder): boolean {
    this.fill();
    quote.previousSequence = 0;
    return out.quote(this.id, quote);
  }

  private fill(): void {
    const { series } = this.core.state;
    const { seriesId } = this;
    const first = seriesId * QUOTE_SLOTS;
    quote.seriesId = seriesId;
    quote.bids = this.levels(first);
    quote.asks = this.levels(first + QUOTE_LEVELS);
    quote.markTicks = series.get(seriesId, S.markTicks);
    quote.factors = quoteFactorsAt(series.quoteFactors, seriesId * QUOTE_FACTOR_WORDS);
    quote.quoterState = series.get(seriesId, S.quoterState);
    quote.validUntilMs = series.get(seriesId, S.quoteValidUntilMs);
    quote.previousSequence = this.previousSequence;
    quote.sequence = this.lastSequence;
  }

  private levels(first: number): QuoteLevel[] {
    const { live } = this.core;
    const { quoteOrders } = this.core.state.series;
    const levels: QuoteLevel[] = [];
    for (let i = first; i < first + QUOTE_LEVELS; i += 1) {
      const slot = live.find(BROKER_ACCOUNT, quoteOrders[i] as number);
      if (slot === 0) continue;
      levels.push({ priceTicks: live.priceTicks(slot), quantityLots: live.openLots(slot) });
    }
    return levels;
  }
}

/** The factors of a quote as the core keeps them, from a place on. */
export function quoteFactorsAt(f: Float64Array, at: number): QuoteFactors {
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
