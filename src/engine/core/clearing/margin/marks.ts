/**
 * Marks of cash instruments, once a minute: the venue's model, held by the index, by the book's impact mid and by what a minute
 * may move (src/risk/synthetic-mark.ts); and the rates and bounds that go by the mark.
 *
 * The impact mid is the mean price of a few lots of each side, of orders that were seen at the same price a minute ago, where
 * one owner counts for half at most: so of two owners at least, each side. At most 32 orders of a side are looked at, best
 * first. Without one the mark is weak: initial margin doubles, nothing is liquidated on it and no cash moves. Without a valid
 * value of the index in ten minutes the mark stands, and nothing is added.
 *
 * Maintenance goes by the governed rate alone: σ and thinness are the model's word, and widen what new positions ask for.
 */
import {
  initialRatePpm,
  maintenanceRatePpm,
  openInterestBound,
  openInterestRatePpm,
  RISK,
  syntheticMark,
} from '../../../../risk/index.js';
import { mulDivDown } from '../../../../values/index.js';
import { DepthRows, firstOrderAt, orderBehind, orderLayout, readDepth } from '../../book/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { State } from '../../kernel/state.js';
import { INDEX_FIELD as V } from '../../venue/index-price/index-table.js';
import type { ParameterValues } from '../../venue/parameters/values.js';
import { GATE_DAY, GATE_DAYS } from '../../venue/phases/gate-days.js';
import { CASH as C, MARK_QUALITY, type MarginTable, SAMPLE, SAMPLES_MAX } from './margin-table.js';

const { HOT_I32, HOT_F64, OWNER, OPEN_LOTS } = orderLayout;
const PPM = 1_000_000;
const DAY_MS = 86_400_000;
const INDEX_AGE_MAX_MS = 600_000;
const DAYS = 7;
const PRICES_MAX = 32;

export class Marks {
  private readonly state: State;
  private readonly table: MarginTable;
  private readonly reports: EventWriter;
  private readonly parameters: ParameterValues;
  private readonly rows = new DepthRows(PRICES_MAX);

  constructor(state: State, reports: EventWriter, parameters: ParameterValues) {
    this.state = state;
    this.table = state.margin;
    this.reports = reports;
    this.parameters = parameters;
  }

  /** What the index of a contract is worth now, or 0: no valid value in ten minutes. */
  indexOf(contractId: number): number {
    const { index, timeMs } = this.state;
    const last = index.get(contractId, V.lastMicroPat);
    const age = timeMs - index.get(contractId, V.lastAtMs);
    return age <= INDEX_AGE_MAX_MS ? last : 0;
  }

  /** Finds the mark of an instrument anew. */
  update(row: number): void {
    const { table, state } = this;
    const { series, timeMs } = state;
    const id = table.cash(row, C.series);
    const before = table.cash(row, C.markMicroPat);
    const quality = table.cash(row, C.quality);
    const bids = this.impact(row, id, 0);
    const asks = this.impact(row, id, 1);
    const midMicroPat = bids > 0 && asks > 0 ? Math.floor((bids + asks) / 2) : 0;
    const found = syntheticMark({
      indexMicroPat: this.indexOf(series.get(id, S.contract)),
      modelMicroPat: series.get(id, S.markTicks) * series.get(id, S.tickValueMicroPat),
      midMicroPat,
      lastMicroPat: before,
      bandPpm: this.parameters.get(id, RISK.markBandPpm),
      stepPpm: this.parameters.get(id, RISK.markStepPpm),
      leftMs: table.cash(row, C.expiryMs) - timeMs,
    });
    if (found.markMicroPat === 0) table.setCash(row, C.quality, MARK_QUALITY.NONE);
    else {
      const { GOOD, WEAK } = MARK_QUALITY;
      table.setCash(row, C.markMicroPat, found.markMicroPat);
      table.setCash(row, C.markAtMs, timeMs);
      table.setCash(row, C.isSliding, found.isSliding ? 1 : 0);
      table.setCash(row, C.quality, midMicroPat > 0 ? GOOD : WEAK);
      this.rates(row, id);
    }
    const now = table.cash(row, C.quality);
    const mark = table.cash(row, C.markMicroPat);
    if (now !== quality || mark !== before) this.reports.plain(EVENT.CASH_MARK, id, mark, now);
  }

  /** Rates and bounds as of the mark. */
  rates(row: number, id: number): void {
    const { table, parameters } = this;
    const { series } = this.state;
    const mark = table.cash(row, C.markMicroPat);
    const leastPpm = parameters.get(id, RISK.syntheticMarginPpm);
    const initialPpm = initialRatePpm(
      leastPpm,
      series.get(id, S.sigmaPpm),
      parameters.get(id, RISK.marginSigmasPpm),
      series.get(id, S.thinnessPpm),
    );
    const exercised = this.exercised(series.get(id, S.segment));
    const floor = parameters.get(id, RISK.openInterestFloorMicroPat);
    const most = openInterestBound(exercised, parameters.get(id, RISK.openInterestPpm), floor);
    const open = table.longLotsOf(series.get(id, S.contract)) * mark;
    const grown = openInterestRatePpm(initialPpm, open, Math.floor(most / 2), most);
    const isWeak = table.cash(row, C.quality) !== MARK_QUALITY.GOOD;
    table.setCash(row, C.initialPpm, isWeak ? Math.min(PPM, grown * 2) : grown);
    table.setCash(row, C.maintenancePpm, maintenanceRatePpm(leastPpm));
    const daily = Math.floor(exercised / DAYS);
    const liquidity = Math.max(daily, parameters.get(id, RISK.liquidityFloorMicroPat));
    table.setCash(row, C.liquidityMicroPat, liquidity);
    this.bounds(row, id, most, mark);
  }

  /** Most lots held long in all, and of one owner, of an open interest at a price. */
  private bounds(row: number, id: number, mostMicroPat: number, priceMicroPat: number): void {
    const { table, parameters } = this;
    table.setCash(row, C.longLotsMax, Math.floor(mostMicroPat / priceMicroPat));
    const ofOwner = mulDivDown(mostMicroPat, parameters.get(id, RISK.ownerInterestPpm), PPM);
    table.setCash(row, C.ownerLotsMax, Math.floor(ofOwner / priceMicroPat));
  }

  /**
   * An option has no mark: what it was paid for and covered by moves nobody's margin. What may be held of it is bounded as futures
   * are, a lot by a lot; where the index has no value the bounds stand and grow old, and nothing is added.
   */
  updateOption(row: number): void {
    const { table, state, parameters } = this;
    const id = table.cash(row, C.series);
    const index = this.indexOf(state.series.get(id, S.contract));
    if (index === 0) return;
    const exercised = this.exercised(state.series.get(id, S.segment));
    const floor = parameters.get(id, RISK.openInterestFloorMicroPat);
    const most = openInterestBound(exercised, parameters.get(id, RISK.openInterestPpm), floor);
    table.setCash(row, C.markAtMs, state.timeMs);
    this.bounds(row, id, most, index);
  }

  /** What was exercised of a segment in the seven days before today. */
  private exercised(segmentId: number): number {
    const { gateDays, timeMs } = this.state;
    if (segmentId > gateDays.high) return 0;
    const today = Math.floor(timeMs / DAY_MS);
    let sum = 0;
    for (let day = today - DAYS; day < today; day += 1) {
      const place = day % GATE_DAYS;
      if (gateDays.f[gateDays.at(segmentId, place, GATE_DAY.day)] !== day) continue;
      sum += gateDays.f[gateDays.at(segmentId, place, GATE_DAY.exercisedMicroPat)] as number;
    }
    return Math.min(sum, Number.MAX_SAFE_INTEGER);
  }

  /** Mean price of the first lots of a side that stood for a minute, or 0; and the samples of this minute. */
  private impact(row: number, id: number, side: number): number {
    const { table, state } = this;
    const { book, orders, members, series } = state;
    const samples = table.cash(row, C.samples);
    if (samples === 0) return 0;
    const first = table.sampleAt(samples, side, 0);
    const words = table.sampleAt(samples, side, 1) - first;
    const before = table.samples.slice(first, first + words * SAMPLES_MAX);
    table.samples.fill(0, first, first + words * SAMPLES_MAX);
    const wanted = this.parameters.get(id, RISK.markImpactLots);
    const mostOfOne = Math.max(1, Math.ceil(wanted / 2));
    const byOwner = new Map<number, number>();
    let lots = 0;
    let sumTicks = 0;
    let seen = 0;
    readDepth(book, id, side, this.rows);
    for (let depth = 0; depth < this.rows.count && seen < SAMPLES_MAX; depth += 1) {
      const priceTicks = this.rows.priceTicks[depth] as number;
      let slot = firstOrderAt(book, id, side, priceTicks);
      for (; slot !== 0 && seen < SAMPLES_MAX; slot = orderBehind(book, slot)) {
        const order = orders.idOf(slot);
        const open = orders.f64[slot * HOT_F64 + OPEN_LOTS] as number;
        table.samples.set([order, priceTicks, open], first + seen * words);
        seen += 1;
        const stood = Math.min(open, stoodLots(before, words, order, priceTicks));
        if (stood === 0 || lots === wanted) continue;
        const owner = members.ownerOf(orders.i32[slot * HOT_I32 + OWNER] as number);
        const has = byOwner.get(owner) ?? 0;
        const more = Math.min(stood, mostOfOne - has, wanted - lots);
        byOwner.set(owner, has + more);
        lots += more;
        sumTicks += more * priceTicks;
      }
    }
    if (lots < wanted || byOwner.size < 2) return 0;
    return Math.floor((sumTicks * series.get(id, S.tickValueMicroPat)) / lots);
  }
}

/** Lots an order had at a price when the samples were taken. */
function stoodLots(
  samples: Float64Array,
  words: number,
  order: number,
  priceTicks: number,
): number {
  for (let at = 0; at < samples.length; at += words) {
    if (samples[at + SAMPLE.order] === order && samples[at + SAMPLE.priceTicks] === priceTicks) {
      return samples[at + SAMPLE.lots] as number;
    }
  }
  return 0;
}
