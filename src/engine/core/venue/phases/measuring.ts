/**
 * Measures segments, every hour from phase 2 on: whether others than the broker bid and offer enough near the mark, and whether
 * marks kept calm. What is exercised is counted as it happens.
 *
 * A bounded number of series a command, beside other work; where it stands is in the state. An order counts by its owner, and an
 * owner for a quarter of what is asked at most, so that nobody alone makes depth. At most `ORDERS_MAX` orders of a side are
 * looked at, best first: what is behind them does not count, so the measure errs downwards.
 */
import { RISK } from '../../../../risk/index.js';
import { mulDivUp } from '../../../../values/index.js';
import { DepthRows, firstOrderAt, orderBehind, orderLayout, readDepth } from '../../book/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { tradesAtOnce } from '../../instruments/trading-status.js';
import { BROKER_ACCOUNT } from '../../kernel/accounts.js';
import type { State } from '../../kernel/state.js';
import { TIMER } from '../../kernel/timers.js';
import type { ParameterValues } from '../parameters/values.js';
import { GATE_DAY as D, GATE_HOUR as H } from './gate-days.js';

const { HOT_I32, HOT_F64, OWNER, OPEN_LOTS } = orderLayout;
const PPM = 1_000_000;
const HOUR_MS = 3_600_000;
const ORDERS_MAX = 256;
/** Prices of a side that are looked at. */
const PRICES_MAX = 64;
/** Series measured a command. */
const SERIES_PER_COMMAND = 4;
/** The phase from which segments are measured. */
const FROM_PHASE = 2;
const OWNER_PARTS = 4;

export class Measuring {
  private readonly state: State;
  private readonly parameters: ParameterValues;
  private readonly rows = new DepthRows(PRICES_MAX);

  constructor(state: State, parameters: ParameterValues) {
    this.state = state;
    this.parameters = parameters;
  }

  /** From now on there is an hour's measure, every hour. */
  arm(): void {
    const { gateDays, registry, timers, timeMs } = this.state;
    if (gateDays.isArmed || registry.phase < FROM_PHASE) return;
    const next = (Math.floor(timeMs / HOUR_MS) + 1) * HOUR_MS;
    gateDays.isArmed = timers.set(next, TIMER.GATE_HOUR, 0) !== 0;
  }

  /** The hour's timer fired. */
  begin(): void {
    const { gateDays } = this.state;
    gateDays.isArmed = false;
    this.arm();
    if (gateDays.isArmed && gateDays.cursor === 0) gateDays.cursor = 1;
  }

  get isRunning(): boolean {
    return this.state.gateDays.cursor !== 0;
  }

  /** One stretch of the measure that runs. */
  stretch(): void {
    const { gateDays, series } = this.state;
    for (let i = 0; i < SERIES_PER_COMMAND; i += 1) {
      const id = gateDays.cursor;
      if (id > series.count) {
        this.finish();
        gateDays.cursor = 0;
        return;
      }
      this.measure(id);
      gateDays.cursor = id + 1;
    }
  }

  /** What was exercised of a segment, at the price that was paid for it. */
  static noteExercised(
    { registry, series, gateDays, timeMs }: State,
    seriesId: number,
    amountMicroPat: number,
    ofOthersMicroPat: number,
  ): void {
    const segmentId = series.get(seriesId, S.segment);
    if (registry.phase < FROM_PHASE || !gateDays.reach(segmentId)) return;
    gateDays.add(segmentId, timeMs, D.exercisedMicroPat, amountMicroPat);
    gateDays.add(segmentId, timeMs, D.othersMicroPat, ofOthersMicroPat);
  }

  private measure(seriesId: number): void {
    const { series, gateDays } = this.state;
    const markTicks = series.get(seriesId, S.markTicks);
    const before = series.get(seriesId, S.measuredMarkTicks);
    const isOfRights = !series.isCash(seriesId);
    const isLive = isOfRights && tradesAtOnce(series.get(seriesId, S.state)) && markTicks > 0;
    series.set(seriesId, S.measuredMarkTicks, isLive ? markTicks : 0);
    const segmentId = series.get(seriesId, S.segment);
    if (!isLive || !gateDays.reach(segmentId)) return;
    gateDays.setHour(segmentId, H.isOpen, 1);
    const movePpm = this.parameters.get(seriesId, RISK.gateMovePpm);
    const isRough = before > 0 && Math.abs(markTicks - before) > mulDivUp(before, movePpm, PPM);
    if (isRough) gateDays.setHour(segmentId, H.isRough, 1);
    const depth = Math.min(this.depth(seriesId, 0), this.depth(seriesId, 1));
    const deepest = gateDays.hourOf(segmentId, H.deepestMicroPat);
    gateDays.setHour(segmentId, H.deepestMicroPat, Math.max(deepest, depth));
  }

  /** What others than the broker rest on a side near the mark, micro-PAT, by owners. */
  private depth(seriesId: number, side: number): number {
    const { series, book, orders, members } = this.state;
    const markTicks = series.get(seriesId, S.markTicks);
    const tick = series.get(seriesId, S.tickValueMicroPat);
    const widthTicks = mulDivUp(markTicks, this.parameters.get(seriesId, RISK.gateBandPpm), PPM);
    const enough = this.parameters.get(seriesId, RISK.gateDepthMicroPat);
    const mostOfOne = Math.ceil(enough / OWNER_PARTS);
    const byOwner = new Map<number, number>();
    let sum = 0;
    let seen = 0;
    readDepth(book, seriesId, side, this.rows);
    for (let row = 0; row < this.rows.count && sum < enough; row += 1) {
      const priceTicks = this.rows.priceTicks[row] as number;
      if (Math.abs(priceTicks - markTicks) > widthTicks) break;
      let slot = firstOrderAt(book, seriesId, side, priceTicks);
      for (; slot !== 0 && seen < ORDERS_MAX; slot = orderBehind(book, slot)) {
        seen += 1;
        const account = orders.i32[slot * HOT_I32 + OWNER] as number;
        if (account === BROKER_ACCOUNT) continue;
        const owner = members.ownerOf(account);
        const has = byOwner.get(owner) ?? 0;
        const lots = orders.f64[slot * HOT_F64 + OPEN_LOTS] as number;
        const more = Math.min(mostOfOne - has, priceTicks * tick * lots);
        byOwner.set(owner, has + more);
        sum += more;
      }
    }
    return sum;
  }

  /** The hour of every segment goes to its day. */
  private finish(): void {
    const { gateDays, registry, timeMs } = this.state;
    for (let id = 1; id <= gateDays.high; id += 1) {
      if (gateDays.hourOf(id, H.isOpen) === 1) {
        const segment = registry.segments[id - 1] ?? '';
        const enough = this.parameters.resolve(RISK.gateDepthMicroPat, [segment, '']);
        const isDeep = gateDays.hourOf(id, H.deepestMicroPat) >= enough;
        gateDays.add(id, timeMs, D.hours, 1);
        gateDays.add(id, timeMs, D.deepHours, isDeep ? 1 : 0);
        gateDays.add(id, timeMs, D.calmHours, gateDays.hourOf(id, H.isRough) === 0 ? 1 : 0);
      }
      for (const field of Object.values(H)) gateDays.setHour(id, field, 0);
    }
  }
}
