/** The last day of every series, from its candles of five minutes: what a list of markets shows beside the prices of now. */
import type { Database } from '../store/database.js';

export interface DaySummary {
  readonly seriesId: number;
  /** Price of the first trade of the day, of the last one, and the extremes. */
  readonly openTicks: number;
  readonly closeTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly volumeLots: number;
  readonly tradeCount: number;
  readonly exercisedLots: number;
  /** Closing prices of the newest candles that traded, oldest first. */
  readonly closesTicks: readonly number[];
}

const CANDLES = `SELECT series_id, open_ticks, high_ticks, low_ticks, close_ticks, volume_lots, trade_count, exercised_lots
  FROM candles WHERE series_id = ? AND width_s = 300 AND start_ms >= ? ORDER BY start_ms`;
const DAY_MS = 86_400_000;
/** Prices of the line beside a market. */
const CLOSES_MAX = 48;

/** @param seriesIds whose days are added up; those without a candle are left out */
export function daySummariesOf(
  database: Database,
  seriesIds: readonly number[],
  nowMs: number,
): DaySummary[] {
  const statement = database.prepare(CANDLES);
  return seriesIds.flatMap((seriesId) => {
    const rows = statement.rows([seriesId, nowMs - DAY_MS]).map((row) => row.map(Number));
    return rows.length === 0 ? [] : [summaryOf(seriesId, rows)];
  });
}

function summaryOf(seriesId: number, rows: readonly (readonly number[])[]): DaySummary {
  // A candle in which rights were exercised and nothing traded has no prices.
  const traded = rows.filter(([, , , , , , trades = 0]) => trades > 0);
  const column = (from: readonly (readonly number[])[], at: number): number[] =>
    from.map((row) => row[at] ?? 0);
  const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
  const closes = column(traded, 4);
  return {
    seriesId,
    openTicks: traded[0]?.[1] ?? 0,
    closeTicks: closes.at(-1) ?? 0,
    highTicks: Math.max(0, ...column(traded, 2)),
    lowTicks: traded.length === 0 ? 0 : Math.min(...column(traded, 3)),
    volumeLots: sum(column(rows, 5)),
    tradeCount: sum(column(rows, 6)),
    exercisedLots: sum(column(rows, 7)),
    closesTicks: closes.slice(-CLOSES_MAX),
  };
}
