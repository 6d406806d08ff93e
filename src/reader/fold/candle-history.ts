/**
 * Candles of five widths, from trades as they happen: open, high, low, close in ticks, lots, notional in micro-PAT, number of
 * trades, and the lots that were exercised in the same time. A candle begins at a multiple of its width since 1970 UTC. One in
 * which rights were exercised and nothing traded has zeros for prices.
 *
 * A trade that is busted is taken out again: its candles are counted anew from the trades that stand.
 */
import type { Database } from '../store/database.js';
import { RowBuffer } from '../store/row-buffer.js';

/** Widths in seconds. */
export const CANDLE_WIDTHS_S = [1, 60, 300, 3_600, 86_400] as const;

const MS_PER_SECOND = 1_000;

interface Candle {
  readonly seriesId: number;
  readonly widthS: number;
  readonly startMs: number;
  openTicks: number;
  highTicks: number;
  lowTicks: number;
  closeTicks: number;
  volumeLots: number;
  /** May pass 2^53 in a day. */
  notionalMicroPat: bigint;
  tradeCount: number;
  exercisedLots: number;
  isDirty: boolean;
}

const COLUMNS = 11;

const FIND = `SELECT open_ticks, high_ticks, low_ticks, close_ticks, volume_lots, notional_micro_pat, trade_count,
  exercised_lots FROM candles WHERE series_id = ? AND width_s = ? AND start_ms = ?`;

/** The trade before a time, going back from another. */
const BEFORE = `SELECT trade_id FROM trades WHERE series_id = ? AND trade_id < ? AND time_ms < ?
  ORDER BY trade_id DESC LIMIT 1`;
const AFTER = `SELECT trade_id FROM trades WHERE series_id = ? AND trade_id > ? AND time_ms >= ?
  ORDER BY trade_id LIMIT 1`;
const BETWEEN = `SELECT price_ticks, quantity_lots FROM trades
  WHERE series_id = ? AND trade_id > ? AND trade_id < ? AND busted_sequence = 0 ORDER BY trade_id`;

export class CandleHistory {
  private readonly database: Database;
  private readonly rows: RowBuffer;
  /** The newest candle of each series and width. */
  private readonly newest = new Map<number, (Candle | undefined)[]>();
  private dirty: Candle[] = [];

  constructor(database: Database) {
    this.database = database;
    this.rows = new RowBuffer(database, 'INSERT OR REPLACE INTO candles', COLUMNS);
  }

  traded(
    seriesId: number,
    timeMs: number,
    { priceTicks, lots, tickValueMicroPat }: TradedLots,
  ): void {
    const notional = BigInt(priceTicks * tickValueMicroPat) * BigInt(lots);
    for (const [index, widthS] of CANDLE_WIDTHS_S.entries()) {
      const candle = this.at(seriesId, index, startOf(timeMs, widthS));
      add(candle, priceTicks, lots, notional);
      this.touch(candle);
    }
  }

  exercised(seriesId: number, timeMs: number, lots: number): void {
    for (const [index, widthS] of CANDLE_WIDTHS_S.entries()) {
      const candle = this.at(seriesId, index, startOf(timeMs, widthS));
      candle.exercisedLots += lots;
      this.touch(candle);
    }
  }

  /** Counts the candles of a trade anew; its row says by now that it is busted. */
  busted(seriesId: number, tradeId: number, tradedMs: number, tickValueMicroPat: number): void {
    this.flush();
    for (const widthS of CANDLE_WIDTHS_S) {
      const startMs = startOf(tradedMs, widthS);
      const candle = this.load(seriesId, widthS, startMs);
      Object.assign(candle, { openTicks: 0, highTicks: 0, lowTicks: 0, closeTicks: 0 });
      Object.assign(candle, { volumeLots: 0, notionalMicroPat: 0n, tradeCount: 0 });
      for (const [priceTicks, lots] of this.standing(seriesId, tradeId, startMs, widthS)) {
        add(candle, priceTicks, lots, BigInt(priceTicks * tickValueMicroPat) * BigInt(lots));
      }
      this.touch(candle);
    }
    this.newest.delete(seriesId);
    this.flush();
  }

  flush(): void {
    for (const candle of this.dirty) {
      const { seriesId, widthS, startMs, openTicks, highTicks, lowTicks, closeTicks } = candle;
      this.rows.add(
        ...[seriesId, widthS, startMs, openTicks, highTicks, lowTicks, closeTicks],
        ...[candle.volumeLots, candle.notionalMicroPat, candle.tradeCount, candle.exercisedLots],
      );
      candle.isDirty = false;
    }
    this.dirty = [];
    this.rows.flush();
  }

  /** Prices and lots of the trades in a candle's time that stand. */
  private standing(
    seriesId: number,
    tradeId: number,
    startMs: number,
    widthS: number,
  ): [number, number][] {
    const { database } = this;
    const endMs = startMs + widthS * MS_PER_SECOND;
    const [before = 0] = database.prepare(BEFORE).row([seriesId, tradeId, startMs]) ?? [];
    const [after = Number.MAX_SAFE_INTEGER] =
      database.prepare(AFTER).row([seriesId, tradeId, endMs]) ?? [];
    return database.prepare(BETWEEN).rows([seriesId, before, after]) as [number, number][];
  }

  private at(seriesId: number, index: number, startMs: number): Candle {
    let candles = this.newest.get(seriesId);
    if (candles === undefined) {
      candles = [];
      this.newest.set(seriesId, candles);
    }
    const last = candles[index];
    if (last?.startMs === startMs) return last;
    // What is in the file of this candle is there in full: an earlier one of this name was flushed.
    if (last?.isDirty) this.flush();
    const candle = this.load(seriesId, CANDLE_WIDTHS_S[index] as number, startMs);
    candles[index] = candle;
    return candle;
  }

  private load(seriesId: number, widthS: number, startMs: number): Candle {
    const row = this.database.prepare(FIND).row([seriesId, widthS, startMs]);
    const [open, high, low, close, volume, notional, count, exercised] = row ?? Array(8).fill(0);
    return {
      ...{ seriesId, widthS, startMs, isDirty: false },
      openTicks: open as number,
      highTicks: high as number,
      lowTicks: low as number,
      closeTicks: close as number,
      volumeLots: volume as number,
      notionalMicroPat: BigInt(notional as number | string),
      tradeCount: count as number,
      exercisedLots: exercised as number,
    };
  }

  private touch(candle: Candle): void {
    if (candle.isDirty) return;
    candle.isDirty = true;
    this.dirty.push(candle);
  }
}

interface TradedLots {
  readonly priceTicks: number;
  readonly lots: number;
  readonly tickValueMicroPat: number;
}

function startOf(timeMs: number, widthS: number): number {
  const widthMs = widthS * MS_PER_SECOND;
  return Math.floor(timeMs / widthMs) * widthMs;
}

function add(candle: Candle, priceTicks: number, lots: number, notional: bigint): void {
  if (candle.tradeCount === 0) {
    candle.openTicks = priceTicks;
    candle.highTicks = priceTicks;
    candle.lowTicks = priceTicks;
  }
  candle.highTicks = Math.max(candle.highTicks, priceTicks);
  candle.lowTicks = Math.min(candle.lowTicks, priceTicks);
  candle.closeTicks = priceTicks;
  candle.volumeLots += lots;
  candle.notionalMicroPat += notional;
  candle.tradeCount += 1;
}
