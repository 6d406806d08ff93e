/**
 * Fits what the quoter wants to quote into what the core would take this moment: the pre-trade checks of the broker's
 * side, looked at before instead of refused after.
 *
 * The core applies a submitted command at once, so nothing moves between this look and the check. Asks never add up
 * to more than the rights that are free; bids never to more than free PAT and the exposure limits leave, quotes of the
 * same command counted in. Lots are taken off the far levels first; levels outside the price collar are left out.
 */
import {
  BROKER_ACCOUNT,
  type Core,
  POSITION_FIELD as P,
  SERIES_FIELD as S,
} from '../engine/core/index.js';
import { RISK } from '../risk/index.js';
import type { QuoteLevel } from '../values/index.js';
import { type BrokerLimits, readBrokerLimits } from './broker-limits.js';
import type { OwnQuote } from './own-quote.js';

const PPM = 1_000_000;

export class QuoteFitter {
  private readonly core: Core;
  private readonly limits: BrokerLimits = {
    seriesMicroPat: 0,
    windowMicroPat: 0,
    segmentMicroPat: 0,
  };
  /** What the quotes fitted since `begin` add to the broker's reservations. */
  private reservedMicroPat = 0;
  /** Marks to fit against instead of those that are set. */
  private assumedMarks: ReadonlyMap<number, number> | undefined;
  private readonly windows: Float64Array;
  private readonly segments: Float64Array;

  constructor(core: Core) {
    this.core = core;
    const { maxSeries } = core.state.limits;
    this.windows = new Float64Array(maxSeries + 1);
    this.segments = new Float64Array(maxSeries + 1);
  }

  /** A new command: nothing is fitted yet. To see what would be, marks that would be set can be given. */
  begin(assumedMarks?: ReadonlyMap<number, number>): void {
    const { registry } = this.core.state;
    this.assumedMarks = assumedMarks;
    this.reservedMicroPat = 0;
    this.windows.fill(0, 0, registry.windows.length + 1);
    this.segments.fill(0, 0, registry.segments.length + 1);
  }

  /** Asks the core would take, best first. */
  fitAsks(
    seriesId: number,
    standing: OwnQuote,
    wanted: readonly QuoteLevel[],
  ): readonly QuoteLevel[] {
    const { positions } = this.core.state;
    const position = positions.find(BROKER_ACCOUNT, seriesId);
    let free = 0;
    if (position !== 0) {
      free =
        positions.get(position, P.heldLots) -
        positions.get(position, P.reservedLots) +
        standing.asksLots;
    }
    const lowest = this.lowestAsk(seriesId, standing);
    // Mostly all of it fits, and then it is sent as it is.
    let fitted: QuoteLevel[] | undefined;
    for (let i = 0; i < wanted.length; i += 1) {
      const level = wanted[i] as QuoteLevel;
      const { priceTicks, quantityLots } = level;
      const lots = Math.min(quantityLots, free, this.lotsMax(seriesId, priceTicks));
      const isOut = lots < 1 || priceTicks < lowest || !this.isInRange(seriesId, priceTicks);
      if (isOut || lots !== quantityLots) fitted ??= wanted.slice(0, i);
      if (isOut) continue;
      free -= lots;
      fitted?.push({ priceTicks, quantityLots: lots });
    }
    return fitted ?? wanted;
  }

  /** Bids the core would take, best first; counts them towards those that follow in the same command. */
  fitBids(
    seriesId: number,
    standing: OwnQuote,
    wanted: readonly QuoteLevel[],
  ): readonly QuoteLevel[] {
    const { series } = this.core.state;
    const tick = series.get(seriesId, S.tickValueMicroPat);
    const highest = this.highestBid(seriesId, standing);
    let room = this.bidRoom(seriesId, standing.bidsMicroPat);
    let spent = 0;
    let fitted: QuoteLevel[] | undefined;
    for (let i = 0; i < wanted.length; i += 1) {
      const level = wanted[i] as QuoteLevel;
      const { priceTicks, quantityLots } = level;
      const unit = priceTicks * tick;
      const affordable = Math.floor(room / unit);
      const lots = Math.min(quantityLots, affordable, this.lotsMax(seriesId, priceTicks));
      const isOut = lots < 1 || priceTicks > highest || !this.isInRange(seriesId, priceTicks);
      if (isOut || lots !== quantityLots) fitted ??= wanted.slice(0, i);
      if (isOut) continue;
      room -= lots * unit;
      spent += lots * unit;
      fitted?.push({ priceTicks, quantityLots: lots });
    }
    this.count(seriesId, spent - standing.bidsMicroPat);
    return fitted ?? wanted;
  }

  /** Whether a client may trade at a price with an offer made for it: within the price collar. */
  mayTrade(
    seriesId: number,
    side: 'BUY' | 'SELL',
    priceTicks: number,
    standing: OwnQuote,
  ): boolean {
    if (!this.isInRange(seriesId, priceTicks)) return false;
    return side === 'BUY'
      ? priceTicks <= this.highestBid(seriesId, standing)
      : priceTicks >= this.lowestAsk(seriesId, standing);
  }

  private count(seriesId: number, moreMicroPat: number): void {
    const { series } = this.core.state;
    const window = series.get(seriesId, S.window);
    const segment = series.get(seriesId, S.segment);
    this.reservedMicroPat += moreMicroPat;
    this.windows[window] = (this.windows[window] as number) + moreMicroPat;
    this.segments[segment] = (this.segments[segment] as number) + moreMicroPat;
  }

  /** PAT new bids of a series may reserve, what its standing bids hold included. */
  private bidRoom(seriesId: number, heldMicroPat: number): number {
    const { ledger, series, exposures } = this.core.state;
    const { limits } = this;
    readBrokerLimits(this.core, seriesId, limits);
    const window = series.get(seriesId, S.window);
    const segment = series.get(seriesId, S.segment);
    const inSeries = limits.seriesMicroPat - series.get(seriesId, S.brokerExposureMicroPat);
    const inWindow =
      limits.windowMicroPat - exposures.window(window) - (this.windows[window] as number);
    const inSegment =
      limits.segmentMicroPat - exposures.segment(segment) - (this.segments[segment] as number);
    const free = ledger.spendable(BROKER_ACCOUNT) - this.reservedMicroPat;
    return Math.max(0, heldMicroPat + Math.min(inSeries, inWindow, inSegment, free));
  }

  private lotsMax(seriesId: number, priceTicks: number): number {
    const { core } = this;
    const { series } = core.state;
    const unit = priceTicks * series.get(seriesId, S.tickValueMicroPat);
    const notional = core.parameters.get(seriesId, RISK.maxNotionalMicroPat);
    return Math.min(series.get(seriesId, S.maxOrderLots), Math.floor(notional / unit));
  }

  /** Whether a price is one the core knows and within the collar's outer bounds around the mark. */
  private isInRange(seriesId: number, priceTicks: number): boolean {
    const { core } = this;
    const { series } = core.state;
    if (priceTicks < 1 || priceTicks > series.get(seriesId, S.maxPriceTicks)) return false;
    const mark = this.markOf(seriesId);
    const scaled = priceTicks * PPM;
    return (
      scaled >= core.parameters.get(seriesId, RISK.collarFloorPpm) * mark &&
      scaled <= core.parameters.get(seriesId, RISK.collarCapPpm) * mark
    );
  }

  private markOf(seriesId: number): number {
    const assumed = this.assumedMarks?.get(seriesId);
    return assumed ?? this.core.state.series.get(seriesId, S.markTicks);
  }

  private lowestAsk(seriesId: number, standing: OwnQuote): number {
    const { core } = this;
    const mark = this.markOf(seriesId);
    const reference =
      standing.bidTicks !== 0 && standing.bidTicks < mark ? standing.bidTicks : mark;
    return Math.ceil((core.parameters.get(seriesId, RISK.collarSellPpm) * reference) / PPM);
  }

  private highestBid(seriesId: number, standing: OwnQuote): number {
    const { core } = this;
    const mark = this.markOf(seriesId);
    const reference = Math.max(standing.askTicks, mark);
    return Math.floor((core.parameters.get(seriesId, RISK.collarBuyPpm) * reference) / PPM);
  }
}
