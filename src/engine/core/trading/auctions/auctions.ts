/**
 * Call auctions: orders of a series gather without trading, then all that can trade at one price does.
 *
 * An auction begins when a window opens, when a halt ends, or when a trade would leave its price band; a timer ends the
 * gathering. Then the book is cleared, a bounded number of trades per command, as an item of work; orders of the series
 * are refused meanwhile, cancels pass. Should cancels in between leave the book crossed, what is left is cleared at a
 * price of its own. A series that is killed, or has no room for the rights its trades would make, gathers on.
 *
 * Invariants: a series in auction has a timer or an item of work that ends it (I24); the book of any other series is not
 * crossed, unless a halt or the close of the window cut its auction short (I21).
 */
import { RISK } from '../../../../risk/index.js';
import { AUCTION_KIND, SERIES_STATE } from '../../../../values/index.js';
import { type Clearing, findClearing } from '../../book/index.js';
import type { Clearings } from '../../clearing/clearings.js';
import { CLEARING, SERIES_FIELD as S } from '../../instruments/series-table.js';
import { isSeriesStopped, isSuspended } from '../../instruments/trading-status.js';
import { check } from '../../kernel/check.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { State } from '../../kernel/state.js';
import { TIMER } from '../../kernel/timers.js';
import { WORK } from '../../kernel/work-queue.js';
import type { ParameterValues } from '../../venue/parameters/values.js';
import type { MakerProtection } from '../maker-protection.js';
import type { OrderRecords } from '../order-records.js';
import { AuctionFills } from './auction-fills.js';
import type { PriceBands } from './price-bands.js';

/** How long a series gathers on that cannot be cleared. */
const POSTPONED_MS = 10_000;
/** After an interruption price bands rest for so many times as long as it gathered: trading stands still a tenth of the time. */
const BANDS_REST = 9;

export class Auctions {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly parameters: ParameterValues;
  private readonly bands: PriceBands;
  private readonly clearings: Clearings;
  private readonly fills: AuctionFills;
  private readonly found: Clearing = { priceTicks: 0, lots: 0, surplusLots: 0 };

  constructor(parts: {
    state: State;
    reports: EventWriter;
    clearings: Clearings;
    live: OrderRecords;
    parameters: ParameterValues;
    bands: PriceBands;
    protection: MakerProtection;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.parameters = parts.parameters;
    this.bands = parts.bands;
    this.clearings = parts.clearings;
    this.fills = new AuctionFills(parts);
  }

  /** The window of a series opens. */
  open(seriesId: number): void {
    const gatherMs = this.parameters.get(seriesId, RISK.auctionOpenMs);
    if (gatherMs === 0) this.enter(seriesId, SERIES_STATE.OPEN);
    else this.begin(seriesId, AUCTION_KIND.OPENING, gatherMs);
  }

  /** A halt ends. What an auction had gathered when it was halted must be cleared, however short the time for more. */
  resume(seriesId: number): void {
    const gatherMs = this.parameters.get(seriesId, RISK.auctionResumeMs);
    const wasGathering = this.state.series.get(seriesId, S.auctionEndMs) !== 0;
    if (gatherMs === 0 && !wasGathering) this.enter(seriesId, SERIES_STATE.OPEN);
    else this.begin(seriesId, AUCTION_KIND.RESUME, gatherMs);
  }

  /** A trade would leave its price band. */
  interrupt(seriesId: number): void {
    const gatherMs = this.parameters.get(seriesId, RISK.volatilityAuctionMs);
    this.state.series.set(seriesId, S.bandsRestUntilMs, this.state.timeMs);
    this.restBands(seriesId, gatherMs);
    this.begin(seriesId, AUCTION_KIND.VOLATILITY, gatherMs);
  }

  /** An interruption gathers for so long, and keeps the bands from binding for longer. */
  private restBands(seriesId: number, gatherMs: number): void {
    this.state.series.add(seriesId, S.bandsRestUntilMs, (1 + BANDS_REST) * gatherMs);
  }

  /** While the venue was down nobody could take part: what was gathering gathers so much longer. */
  extend(outageMs: number): void {
    const { series, timers } = this.state;
    if (outageMs === 0) return;
    for (let id = 1; id <= series.count; id += 1) {
      const timer = series.get(id, S.auctionTimer);
      if (timer === 0) continue;
      timers.cancel(timer);
      series.add(id, S.auctionEndMs, outageMs);
      this.setTimer(id);
    }
  }

  /** A halt or the close of the window cuts an auction short, if there is one. */
  cutShort(seriesId: number): void {
    const { series, timers } = this.state;
    const timer = series.get(seriesId, S.auctionTimer);
    if (timer !== 0) timers.cancel(timer);
    series.set(seriesId, S.auctionTimer, 0);
    series.set(seriesId, S.auctionClearing, 0);
  }

  /** The timer fired: no more orders, what gathered is cleared. */
  expire(seriesId: number): void {
    const { series, work } = this.state;
    series.set(seriesId, S.auctionTimer, 0);
    series.set(seriesId, S.auctionClearing, 1);
    // An item of an auction that was cut short may still be waiting.
    if (!work.has(WORK.CLEAR_AUCTION, seriesId)) work.push(WORK.CLEAR_AUCTION, seriesId);
  }

  /** Clears the auction that is first in the queue of work, so many trades at most; returns the steps it took. */
  stretch(stepsMax: number): number {
    const { work, series } = this.state;
    const seriesId = work.reference;
    if (series.get(seriesId, S.auctionClearing) === 0) {
      work.shift();
      return 1;
    }
    if (isSeriesStopped(this.state, seriesId) || isSuspended(this.state, seriesId)) {
      return this.gatherOn(seriesId, POSTPONED_MS);
    }
    if (series.get(seriesId, S.auctionTicks) === 0) {
      this.find(seriesId, this.found);
      const { priceTicks } = this.found;
      if (priceTicks === 0) return this.finish(seriesId);
      if (this.mustExtend(seriesId, priceTicks)) {
        series.set(seriesId, S.auctionExtended, 1);
        const gatherMs = this.parameters.get(seriesId, RISK.volatilityAuctionMs);
        this.restBands(seriesId, gatherMs);
        return this.gatherOn(seriesId, gatherMs);
      }
      series.set(seriesId, S.auctionTicks, priceTicks);
    }
    const room = this.clearings.of(seriesId).roomFills;
    if (room === 0) return this.gatherOn(seriesId, POSTPONED_MS);
    const priceTicks = series.get(seriesId, S.auctionTicks);
    const isDone = this.fills.clear(seriesId, priceTicks, Math.min(stepsMax, room));
    if (isDone) series.set(seriesId, S.auctionTicks, 0);
    return this.fills.count + 1;
  }

  /** Where the book of a series would clear now. */
  find(seriesId: number, clearing: Clearing): void {
    const { series, book } = this.state;
    const lastTicks = series.lastTradeTicks(seriesId);
    const referenceTicks = lastTicks !== 0 ? lastTicks : series.get(seriesId, S.markTicks);
    findClearing(book, seriesId, referenceTicks, clearing);
  }

  private begin(seriesId: number, kind: number, gatherMs: number): void {
    const { series } = this.state;
    series.set(seriesId, S.auctionKind, kind);
    series.set(seriesId, S.auctionExtended, 0);
    series.set(seriesId, S.auctionLots, 0);
    this.gather(seriesId, gatherMs);
    if (gatherMs === 0) this.expire(seriesId);
  }

  private gather(seriesId: number, gatherMs: number): void {
    const { series, timeMs } = this.state;
    series.set(seriesId, S.auctionEndMs, timeMs + gatherMs);
    series.set(seriesId, S.auctionClearing, 0);
    series.set(seriesId, S.auctionTicks, 0);
    if (gatherMs > 0) this.setTimer(seriesId);
    this.enter(seriesId, SERIES_STATE.AUCTION);
  }

  private setTimer(seriesId: number): void {
    const { series, timers } = this.state;
    const timer = timers.set(series.get(seriesId, S.auctionEndMs), TIMER.AUCTION_END, seriesId);
    check(timer !== 0, 'I14: no room for the timer of an auction');
    series.set(seriesId, S.auctionTimer, timer);
  }

  /** The auction that is first in the queue of work is not cleared yet. */
  private gatherOn(seriesId: number, gatherMs: number): number {
    this.state.work.shift();
    this.gather(seriesId, gatherMs);
    return 1;
  }

  private finish(seriesId: number): number {
    const { work, series } = this.state;
    work.shift();
    series.set(seriesId, S.auctionEndMs, 0);
    series.set(seriesId, S.auctionClearing, 0);
    this.enter(seriesId, SERIES_STATE.OPEN);
    return 1;
  }

  /** An interruption whose price would still be out of the band gathers once more. */
  private mustExtend(seriesId: number, priceTicks: number): boolean {
    const { series } = this.state;
    return (
      series.get(seriesId, S.auctionKind) === AUCTION_KIND.VOLATILITY &&
      series.get(seriesId, S.auctionExtended) === 0 &&
      series.get(seriesId, S.auctionLots) === 0 &&
      this.bands.isOutside(seriesId, priceTicks)
    );
  }

  private enter(seriesId: number, seriesState: number): void {
    const { series } = this.state;
    const isForward = series.get(seriesId, S.clearing) === CLEARING.FORWARD;
    const shown =
      seriesState === SERIES_STATE.OPEN && isForward ? SERIES_STATE.FORWARD : seriesState;
    series.set(seriesId, S.state, shown);
    // What was woken while the series did not trade may enter now.
    if (seriesState === SERIES_STATE.OPEN) this.state.specials.enqueue(seriesId);
    this.reports.plain(EVENT.SERIES, seriesId, shown);
  }
}
