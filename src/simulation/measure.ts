/**
 * What a broker made of a simulated market: the attribution of the exchange, and what only a simulation can know, the
 * distance of each trade from the hidden true value.
 */
import type { Measured } from '../backtest/index.js';
import {
  BROKER_ACCOUNT,
  EVENT,
  EVENT_WORDS,
  type EventLog,
  QUOTER_STATE_EVENT,
  SERIES_FIELD as S,
  TRADE,
} from '../engine/core/index.js';
import type { QuoteDecision } from '../quoting/index.js';
import type { SurveillanceCase } from '../surveillance/index.js';
import { QUOTER_STATE, SERIES_STATE, SIDE } from '../values/index.js';
import { PAT, type SimVenue } from './sim-venue.js';

/** Amounts in PAT, shares in [0, 1]. */
export interface BrokerResult {
  readonly broker: string;
  readonly spreadPat: number;
  readonly inventoryPat: number;
  readonly freshnessPat: number;
  readonly lapsePat: number;
  readonly adversePat: number;
  readonly settlementPat: number;
  readonly totalPat: number;
  /** Money gained, and what is still held at its true value. */
  readonly trueTotalPat: number;
  /** Σ of what each trade was better than the true value at its moment. */
  readonly edgePat: number;
  readonly boughtLots: number;
  readonly soldLots: number;
  readonly lapsedLots: number;
  /** Lots lapsed of lots bought. */
  readonly lapsedShare: number;
  readonly mostHeldOfSeriesLots: number;
  readonly mostHeldLots: number;
  readonly heldAtEndLots: number;
  /** Most use of an exposure limit. */
  readonly mostOfLimit: number;
  /** Of the hours of open series: those with a bid, and those with an ask. */
  readonly bidShare: number;
  readonly askShare: number;
  readonly halts: number;
  readonly consumerLots: number;
  readonly brokerTrades: number;
  /** What surveillance made of the market, and whose accounts an attacker's are. */
  readonly cases: readonly SurveillanceCase[];
  readonly attackers: readonly number[];
  /** What an attacker's trades were better than the true value, less fees; 0 without one. */
  readonly attackerPat: number;
  /** Longest time a series was halted by the quoter, ms. */
  readonly longestHaltMs: number;
  /** Median of the ask over the bid, less one, of hours with both. */
  readonly askOverBid: number;
  /**
   * Correlation, over hours and open series, of the log of what the true value is by the governed base and freshness with the
   * logs of fair value by the same, of D and of S.
   */
  readonly fairCorrelation: number;
  readonly demandCorrelation: number;
  readonly scarcityCorrelation: number;
}

/** Sums for a correlation. */
class Correlation {
  private n = 0;
  private x = 0;
  private y = 0;
  private xx = 0;
  private yy = 0;
  private xy = 0;

  add(x: number, y: number): void {
    if (!Number.isFinite(x + y)) return;
    this.n += 1;
    this.x += x;
    this.y += y;
    this.xx += x * x;
    this.yy += y * y;
    this.xy += x * y;
  }

  /** 0 where one of the two never moves. */
  get value(): number {
    const { n, x, y } = this;
    const spread = Math.sqrt((n * this.xx - x * x) * (n * this.yy - y * y));
    return spread > 1e-9 ? (n * this.xy - x * y) / spread : 0;
  }
}

/** What the broker's quoter decided for a series; undefined where it has none. */
export type FactorsOf = (seriesId: number) => QuoteDecision | undefined;

/** What the governed base and freshness alone make of a lot of a series, PAT. */
type GovernedValue = (seriesId: number, atMs: number) => number;

export class MarketMeasure {
  private readonly venue: SimVenue;
  private readonly trueValuePat: (seriesId: number, atMs: number) => number;
  private edgePat = 0;
  private trades = 0;
  private halts = 0;
  private mostHeldOfSeriesLots = 0;
  private mostHeldLots = 0;
  private hours = 0;
  private bidHours = 0;
  private askHours = 0;
  private longestHaltMs = 0;
  private readonly haltedSinceMs = new Map<number, number>();
  private readonly asksOverBids: number[] = [];
  private readonly fair = new Correlation();
  private readonly demand = new Correlation();
  private readonly scarcity = new Correlation();
  private readonly governedPat: GovernedValue;
  /** Set once there is a broker that can say. */
  factorsOf: FactorsOf = () => undefined;

  constructor(venue: SimVenue, trueValuePat: GovernedValue, governedPat: GovernedValue) {
    this.venue = venue;
    this.trueValuePat = trueValuePat;
    this.governedPat = governedPat;
  }

  read({ words: w, length }: EventLog, atMs: number): void {
    const { series } = this.venue.core.state;
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] === EVENT.QUOTER_STATE) {
        if (w[at + QUOTER_STATE_EVENT.state] === QUOTER_STATE.HALT) this.halts += 1;
        continue;
      }
      if (w[at] !== EVENT.TRADE) continue;
      const isMaker = w[at + TRADE.makerAccount] === BROKER_ACCOUNT;
      if (!isMaker && w[at + TRADE.takerAccount] !== BROKER_ACCOUNT) continue;
      const seriesId = w[at + TRADE.series] as number;
      const takerBuys = w[at + TRADE.takerSide] === SIDE.BUY;
      const sold = isMaker === takerBuys;
      const unit = series.get(seriesId, S.tickValueMicroPat);
      const pricePat = ((w[at + TRADE.priceTicks] as number) * unit) / PAT;
      const better = pricePat - this.trueValuePat(seriesId, atMs);
      this.edgePat += (w[at + TRADE.lots] as number) * (sold ? better : -better);
      this.trades += 1;
    }
  }

  /** Once an hour: what is held, and which series are quoted. */
  sample(atMs: number): void {
    const { core } = this.venue;
    const { series } = core.state;
    let held = 0;
    for (let id = 1; id <= series.count; id += 1) {
      const lots = series.get(id, S.brokerLots);
      held += lots;
      this.mostHeldOfSeriesLots = Math.max(this.mostHeldOfSeriesLots, lots);
      if (series.get(id, S.state) !== SERIES_STATE.OPEN) continue;
      this.hours += 1;
      const bid = core.checks.brokerBid(id);
      const ask = core.checks.brokerAsk(id);
      if (bid > 0) this.bidHours += 1;
      if (ask > 0) this.askHours += 1;
      if (bid > 0 && ask > 0) this.asksOverBids.push(ask / bid - 1);
      this.correlate(id, atMs);
      this.noteHalt(id, atMs);
    }
    this.mostHeldLots = Math.max(this.mostHeldLots, held);
  }

  /** Halts that the quoter ends by itself are no state of the core: it is asked. */
  private noteHalt(id: number, atMs: number): void {
    if (this.factorsOf(id)?.state !== 'HALT') {
      this.haltedSinceMs.delete(id);
      return;
    }
    const sinceMs = this.haltedSinceMs.get(id) ?? atMs;
    this.haltedSinceMs.set(id, sinceMs);
    if (sinceMs === atMs) this.halts += 1;
    this.longestHaltMs = Math.max(this.longestHaltMs, atMs - sinceMs);
  }

  private correlate(id: number, atMs: number): void {
    const { series } = this.venue.core.state;
    const governed = this.governedPat(id, atMs);
    const truth = Math.log(this.trueValuePat(id, atMs) / governed);
    const unit = series.get(id, S.tickValueMicroPat) / PAT;
    this.fair.add(Math.log((series.get(id, S.markTicks) * unit) / governed), truth);
    const factors = this.factorsOf(id)?.factors;
    if (factors === undefined) return;
    this.demand.add(Math.log(factors.demandPpm), truth);
    this.scarcity.add(Math.log(factors.scarcityPpm), truth);
  }

  result(broker: string, { pnl, samples }: Measured, endMs: number): BrokerResult {
    const { total } = pnl;
    const pat = (micro: number | string): number => Number(micro) / PAT;
    const { series } = this.venue.core.state;
    let heldPat = 0;
    for (let id = 1; id <= series.count; id += 1) {
      const lots = series.get(id, S.brokerLots);
      if (lots > 0) heldPat += lots * this.trueValuePat(id, endMs);
    }
    const share = (part: number, of: number): number => (of === 0 ? 0 : part / of);
    const uses = samples.map(({ seriesUsePpm, windowUsePpm, segmentUsePpm }) =>
      Math.max(seriesUsePpm, windowUsePpm, segmentUsePpm),
    );
    return {
      broker,
      spreadPat: pat(total.spreadMicroPat),
      inventoryPat: pat(total.inventoryMicroPat),
      freshnessPat: pat(total.freshnessMicroPat),
      lapsePat: pat(total.lapseMicroPat),
      adversePat: pat(total.adverseMicroPat),
      settlementPat: pat(total.settlementMicroPat),
      totalPat: pat(total.totalMicroPat),
      trueTotalPat: pat(total.moneyMicroPat) + heldPat,
      edgePat: this.edgePat,
      boughtLots: total.boughtLots,
      soldLots: total.soldLots,
      lapsedLots: total.lapsedLots,
      lapsedShare: share(total.lapsedLots, total.boughtLots),
      mostHeldOfSeriesLots: this.mostHeldOfSeriesLots,
      mostHeldLots: this.mostHeldLots,
      heldAtEndLots: total.heldLots,
      mostOfLimit: Math.max(0, ...uses) / 1e6,
      bidShare: share(this.bidHours, this.hours),
      askShare: share(this.askHours, this.hours),
      halts: this.halts,
      consumerLots: total.volume.consumerLots,
      brokerTrades: this.trades,
      cases: [],
      attackers: [],
      attackerPat: 0,
      longestHaltMs: this.longestHaltMs,
      askOverBid: medianOf(this.asksOverBids),
      fairCorrelation: this.fair.value,
      demandCorrelation: this.demand.value,
      scarcityCorrelation: this.scarcity.value,
    };
  }
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
