/**
 * The baselines: brokers that know the governed base value, the decay curve and their own inventory, and nothing else. What
 * they do with it is a rule of plain-rules.
 *
 * Everything beside the prices is as the exchange's own broker has it: five levels of the same sizes and steps, the same
 * bound of inventory, the same end of bids, quotes fitted to the same limits, an answer to every trade and mint at once.
 * So what differs in results is the pricing.
 */
import { OwnCommands, OwnQuote, QuoteFitter } from '../broker/index.js';
import {
  BROKER_ACCOUNT,
  type Core,
  EVENT,
  EVENT_WORDS,
  POSITION_FIELD as P,
  RIGHTS,
  SERIES_FIELD as S,
  TRADE,
} from '../engine/core/index.js';
import type { Batch, BatchListener } from '../engine/log/index.js';
import { DEFAULT_PARAMETERS, freshness, LADDER_LEVELS, tuningOf } from '../quoting/index.js';
import { type QuoteLevel, SERIES_STATE, type SeriesQuote } from '../values/index.js';
import type { PlainRule } from './plain-rules.js';
import { DAY_MS, governedPat, type Scenario } from './scenario.js';
import { PAT, type SimVenue, TICK_MICRO_PAT } from './sim-venue.js';

const PPM = 1_000_000;
const REQUOTE_MS = 300_000;
const VALID_MS = 2 * REQUOTE_MS;
const TUNING = tuningOf(DEFAULT_PARAMETERS);

export class PlainBroker implements BatchListener {
  private readonly core: Core;
  private readonly rule: PlainRule;
  private readonly scenario: Scenario;
  private readonly commands: OwnCommands;
  private readonly fitter: QuoteFitter;
  private readonly standing: OwnQuote;
  private readonly changed = new Set<number>();
  private nowMs = 0;
  nextRunAtMs = 0;

  constructor(venue: SimVenue, scenario: Scenario, rule: PlainRule) {
    this.core = venue.core;
    this.rule = rule;
    this.scenario = scenario;
    this.commands = new OwnCommands(venue.sequencer);
    this.fitter = new QuoteFitter(venue.core);
    this.standing = new OwnQuote(venue.core);
    venue.sequencer.listen(this);
  }

  sealed(): void {
    // Nothing is read before it is durable.
  }

  durable({ events, timeMs, lastSequence }: Batch): void {
    this.nowMs = Math.max(this.nowMs, timeMs);
    this.commands.settle(lastSequence);
    const { words: w, length } = events;
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] === EVENT.TRADE) this.changed.add(w[at + TRADE.series] as number);
      else if (w[at] === EVENT.RIGHTS) this.changed.add(w[at + RIGHTS.series] as number);
    }
    if (this.changed.size > 0) this.quote();
  }

  tick(nowMs: number): void {
    this.nowMs = Math.max(this.nowMs, nowMs);
    if (nowMs < this.nextRunAtMs) return;
    this.nextRunAtMs = nowMs + REQUOTE_MS;
    for (let id = 1; id <= this.core.state.series.count; id += 1) this.changed.add(id);
    this.quote();
  }

  private quote(): void {
    const { series, sequence } = this.core.state;
    const open = [...this.changed].filter((id) => series.get(id, S.state) === SERIES_STATE.OPEN);
    this.changed.clear();
    if (open.length === 0) return;
    const marks = open.map((seriesId) => ({
      seriesId,
      markTicks: Math.max(1, Math.round(this.fairTicks(seriesId))),
      sigmaPpm: Math.round(TUNING.volatility.prior * PPM),
      thinnessPpm: PPM,
    }));
    this.commands.send('markUpdate', { marks });
    this.fitter.begin();
    const quotes = open.map((seriesId) => this.quoteOf(seriesId));
    this.commands.send('massQuote', { quotes, basedOnSequence: sequence });
  }

  private quoteOf(seriesId: number): SeriesQuote {
    const { series, positions } = this.core.state;
    const { ladder, inventory } = TUNING;
    const position = positions.find(BROKER_ACCOUNT, seriesId);
    const inventoryLots = position === 0 ? 0 : positions.get(position, P.heldLots);
    const endMs = series.get(seriesId, S.endMs);
    const remainingDays = Math.max(1 / 24, (endMs - this.nowMs) / DAY_MS);
    const u = this.age(seriesId);
    const price = this.rule({ inventoryLots, remainingDays, u });
    const { reservation, halfSpread, bidFactor } = price;
    const centre = this.fairTicks(seriesId) * reservation;
    const bids: QuoteLevel[] = [];
    const asks: QuoteLevel[] = [];
    let bidRoom = inventory.maxLots - inventoryLots;
    const mayBid = u <= TUNING.bidCutoff;
    for (let level = 0; level < LADDER_LEVELS; level += 1) {
      const distance = halfSpread * (1 + TUNING.parameters.levelStepPpm * level * 1e-6);
      const lots = Math.round(ladder.topLots * ladder.growth ** level);
      const ask = Math.ceil(centre * (1 + distance));
      const bid = Math.floor(centre * bidFactor * (1 - distance));
      asks.push({ priceTicks: ask, quantityLots: lots });
      const bidLots = Math.min(lots, bidRoom);
      if (!mayBid || bid < 1 || bid >= ask || bidLots < 1) continue;
      bids.push({ priceTicks: bid, quantityLots: bidLots });
      bidRoom -= bidLots;
    }
    this.standing.read(seriesId);
    return {
      seriesId,
      bids: this.fitter.fitBids(seriesId, this.standing, bids),
      asks: this.fitter.fitAsks(seriesId, this.standing, asks),
      validUntilMs: Math.min(this.nowMs + VALID_MS, endMs),
      factors: {
        baseValuePpmTicks: Math.round(this.baseTicks(seriesId) * PPM),
        freshnessPpm: Math.round(freshness(this.age(seriesId), TUNING.curve) * PPM),
        demandPpm: PPM,
        scarcityPpm: PPM,
        dominancePpm: PPM,
        halfSpreadPpm: Math.round(halfSpread * PPM),
        reservationPpm: Math.round(reservation * PPM),
        bidFactorPpm: Math.round(bidFactor * PPM),
        sigmaPpm: 0,
        thinnessPpm: PPM,
        nextRepriceTimeMs: 0,
      },
    };
  }

  private age(seriesId: number): number {
    const { series } = this.core.state;
    const startMs = series.get(seriesId, S.startMs);
    return (this.nowMs - startMs) / (series.get(seriesId, S.endMs) - startMs);
  }

  private baseTicks(seriesId: number): number {
    const contract = this.scenario.contracts[this.core.state.series.get(seriesId, S.contract) - 1];
    return contract === undefined ? 0 : (governedPat(contract) * PAT) / TICK_MICRO_PAT;
  }

  private fairTicks(seriesId: number): number {
    return this.baseTicks(seriesId) * freshness(this.age(seriesId), TUNING.curve);
  }
}
