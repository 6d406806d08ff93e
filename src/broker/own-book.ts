/**
 * The broker's own book, told to the quoter: what it can sell, how much of its limits its inventory uses, and the PAT
 * it may bid with.
 *
 * Read from the applied state, which may be a turn ahead of the disk, because sizes must fit what the core will check
 * next; it is the broker's own book, and nothing quoted from it leaves before it is durable too. Limit use counts what
 * the inventory cost and not open bids: those are sized to fit the limits, and counting them would stop bids because
 * there are bids.
 */
import {
  BROKER_ACCOUNT,
  BUCKET,
  type Core,
  POSITION_FIELD as P,
  SERIES_FIELD as S,
} from '../engine/core/index.js';
import type { Quoter } from '../quoting/index.js';
import { SERIES_STATE, SIDE } from '../values/index.js';
import { type BrokerLimits, brokerCollateral, readBrokerLimits } from './broker-limits.js';
import { OwnQuote } from './own-quote.js';
import { SeriesSet } from './series-set.js';

const PPM = 1_000_000;
/** A sum's use of its limit is told to all its series when it moved by this much. */
const USE_STEP_PPM = 10_000;

/**
 * Inventory cost of all series of a window length or of a segment, with the loosest and the tightest limit that any of them
 * has on it: limits may be set for one series.
 */
class SharedUse {
  readonly costMicroPat: Float64Array;
  private readonly loosestMicroPat: Float64Array;
  private readonly tightestMicroPat: Float64Array;
  /** Use of either limit as it was told last. */
  private readonly toldPpm: Float64Array;

  constructor(size: number) {
    this.costMicroPat = new Float64Array(size);
    this.loosestMicroPat = new Float64Array(size);
    this.tightestMicroPat = new Float64Array(size);
    this.toldPpm = new Float64Array(2 * size);
    this.forgetLimits();
  }

  forgetLimits(): void {
    this.loosestMicroPat.fill(0);
    this.tightestMicroPat.fill(Number.MAX_SAFE_INTEGER);
  }

  /** A series of this one has this limit. */
  limit(id: number, limitMicroPat: number): void {
    this.loosestMicroPat[id] = Math.max(this.loosestMicroPat[id] as number, limitMicroPat);
    this.tightestMicroPat[id] = Math.min(this.tightestMicroPat[id] as number, limitMicroPat);
  }

  /** Whether the use moved enough since this was last true. */
  moved(id: number): boolean {
    const cost = this.costMicroPat[id] as number;
    const isLoose = this.tell(2 * id, useOf(cost, this.loosestMicroPat[id] as number));
    return this.tell(2 * id + 1, useOf(cost, this.tightestMicroPat[id] as number)) || isLoose;
  }

  /** What the limits of the first `count` leave for bids. */
  room(count: number): number {
    let room = 0;
    for (let id = 1; id <= count; id += 1) {
      const limit = this.loosestMicroPat[id] as number;
      room += Math.max(0, limit - (this.costMicroPat[id] as number));
    }
    return Math.min(room, Number.MAX_SAFE_INTEGER);
  }

  private tell(place: number, nowPpm: number): boolean {
    if (Math.abs(nowPpm - (this.toldPpm[place] as number)) < USE_STEP_PPM) return false;
    this.toldPpm[place] = nowPpm;
    return true;
  }
}

export class OwnBook {
  private readonly core: Core;
  private readonly quoter: Quoter;
  private readonly changed: SeriesSet;
  private readonly costs: Float64Array;
  private readonly windows: SharedUse;
  private readonly segments: SharedUse;
  private readonly quote: OwnQuote;
  private readonly limits: BrokerLimits = {
    seriesMicroPat: 0,
    windowMicroPat: 0,
    segmentMicroPat: 0,
  };
  private collateralMicroPat = -1;
  private isAllChanged = true;

  constructor(core: Core, quoter: Quoter) {
    this.core = core;
    this.quoter = quoter;
    const { maxSeries } = core.state.limits;
    this.changed = new SeriesSet(maxSeries);
    this.costs = new Float64Array(maxSeries + 1);
    this.windows = new SharedUse(maxSeries + 1);
    this.segments = new SharedUse(maxSeries + 1);
    this.quote = new OwnQuote(core);
  }

  /** The broker's position in a series may have changed. */
  touch(seriesId: number): void {
    this.changed.add(seriesId);
  }

  /** A limit may have changed anywhere. */
  touchAll(): void {
    this.isAllChanged = true;
  }

  /** Tells the quoter what changed. */
  tell(atMs: number): void {
    const { core, quoter } = this;
    const collateralMicroPat = brokerCollateral(core);
    if (collateralMicroPat !== this.collateralMicroPat) this.isAllChanged = true;
    this.collateralMicroPat = collateralMicroPat;
    if (this.isAllChanged) {
      this.windows.forgetLimits();
      this.segments.forgetLimits();
    }
    this.changed.retain((seriesId) => {
      this.recount(seriesId);
      return true;
    });
    if (this.isAllChanged) {
      for (let id = 1; id <= core.state.series.count; id += 1) {
        this.recount(id);
        this.changed.add(id);
      }
      this.isAllChanged = false;
    }
    this.spread();
    this.changed.drain((seriesId) => this.tellPosition(seriesId, atMs));
    quoter.onBroker({ atMs, bidBudgetMicroPat: this.bidBudget(), collateralMicroPat });
  }

  /** Takes the cost of a series' inventory into the sums, and the limits that hold for it. */
  private recount(seriesId: number): void {
    const { series, positions } = this.core.state;
    const position = positions.find(BROKER_ACCOUNT, seriesId);
    const cost = position === 0 ? 0 : positions.get(position, P.costMicroPat);
    const more = cost - (this.costs[seriesId] as number);
    const window = series.get(seriesId, S.window);
    const segment = series.get(seriesId, S.segment);
    this.costs[seriesId] = cost;
    this.windows.costMicroPat[window] = (this.windows.costMicroPat[window] as number) + more;
    this.segments.costMicroPat[segment] = (this.segments.costMicroPat[segment] as number) + more;
    if (!isQuotable(series.get(seriesId, S.state))) return;
    readBrokerLimits(this.core, seriesId, this.limits);
    this.windows.limit(window, this.limits.windowMicroPat);
    this.segments.limit(segment, this.limits.segmentMicroPat);
  }

  /** Where a shared limit's use moved, all its series have changed. */
  private spread(): void {
    const { registry, series } = this.core.state;
    let hasMoved = false;
    for (let id = 1; id <= registry.windows.length; id += 1) {
      if (this.windows.moved(id)) hasMoved = true;
    }
    for (let id = 1; id <= registry.segments.length; id += 1) {
      if (this.segments.moved(id)) hasMoved = true;
    }
    if (!hasMoved) return;
    for (let id = 1; id <= series.count; id += 1) this.changed.add(id);
  }

  private tellPosition(seriesId: number, atMs: number): void {
    const { core, limits } = this;
    const { series, positions } = core.state;
    if (!isQuotable(series.get(seriesId, S.state))) return;
    const position = positions.find(BROKER_ACCOUNT, seriesId);
    let sellableLots = 0;
    if (position !== 0) {
      this.quote.read(seriesId);
      sellableLots =
        positions.get(position, P.heldLots) -
        positions.get(position, P.reservedLots) +
        this.quote.asksLots +
        core.firmQuotes.offeredLots(seriesId, SIDE.SELL);
    }
    readBrokerLimits(core, seriesId, limits);
    const window = series.get(seriesId, S.window);
    const segment = series.get(seriesId, S.segment);
    const limitUsePpm = Math.max(
      useOf(this.costs[seriesId] as number, limits.seriesMicroPat),
      useOf(this.windows.costMicroPat[window] as number, limits.windowMicroPat),
      useOf(this.segments.costMicroPat[segment] as number, limits.segmentMicroPat),
    );
    this.quoter.onPosition({
      seriesId,
      atMs,
      sellableLots,
      escrowedLots: series.get(seriesId, S.brokerLots),
      promisedLots: core.firmQuotes.offeredLots(seriesId, SIDE.BUY),
      limitUsePpm,
    });
  }

  /** Free PAT and what bids hold already, but no more than the limits on windows and on segments leave. */
  private bidBudget(): number {
    const { ledger, registry } = this.core.state;
    const pat =
      ledger.spendable(BROKER_ACCOUNT) +
      ledger.balance(ledger.bucket(BROKER_ACCOUNT, BUCKET.RESERVED));
    return Math.min(
      pat,
      this.windows.room(registry.windows.length),
      this.segments.room(registry.segments.length),
    );
  }
}

function useOf(costMicroPat: number, limitMicroPat: number): number {
  if (costMicroPat === 0) return 0;
  return limitMicroPat === 0 ? PPM : Math.min(PPM, Math.ceil((costMicroPat / limitMicroPat) * PPM));
}

function isQuotable(seriesState: number): boolean {
  const { OPEN, HALTED, AUCTION } = SERIES_STATE;
  return seriesState === OPEN || seriesState === HALTED || seriesState === AUCTION;
}
