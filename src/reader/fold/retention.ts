/**
 * How long what is frequent and of passing interest is kept. Everything else is kept for good.
 *
 * A sweep removes a bounded number of the oldest rows, at moments that the journal's time alone decides, so that a rebuilt
 * history has removed the same rows as a followed one.
 */
import type { Database } from '../store/database.js';

const DAY_MS = 86_400_000;
const SWEEP_EVERY_MS = 60_000;
/** When a sweep found more than it removes, the next one comes sooner. */
const SWEEP_AGAIN_MS = 1_000;
const ROWS_MAX = 2_000;

interface Rule {
  readonly days: number;
  /** Removes rows older than the first value, at most as many as the second. */
  readonly sql: string;
  /** Whether there is one. */
  readonly more: string;
}

const oldest = (table: string, days: number): Rule => ({
  days,
  sql: `DELETE FROM ${table} WHERE row_id IN (SELECT row_id FROM (SELECT row_id, time_ms FROM ${table}
    ORDER BY row_id LIMIT ?2) WHERE time_ms < ?1)`,
  more: `SELECT 1 FROM (SELECT time_ms FROM ${table} ORDER BY row_id LIMIT 1) WHERE time_ms < ?1`,
});

/** Of candles the narrow ones go; each series has its own, so the series is looked for first. */
const candles = (widthS: number, days: number): Rule => ({
  days,
  sql: `DELETE FROM candles WHERE (series_id, width_s, start_ms) IN (
    SELECT c.series_id, c.width_s, c.start_ms FROM series s JOIN candles c
    ON c.series_id = s.series_id AND c.width_s = ${widthS} AND c.start_ms < ?1 ORDER BY s.series_id, c.start_ms LIMIT ?2)`,
  more: `SELECT 1 FROM series s JOIN candles c
    ON c.series_id = s.series_id AND c.width_s = ${widthS} AND c.start_ms < ?1 LIMIT 1`,
});

const RULES: readonly Rule[] = [
  oldest('quotes', 30),
  oldest('order_refusals', 7),
  candles(1, 7),
  candles(60, 90),
  {
    days: 30,
    sql: `DELETE FROM orders WHERE order_id IN (SELECT order_id FROM orders
      WHERE open_lots = 0 AND filled_lots = 0 AND updated_ms < ?1 ORDER BY updated_ms, order_id LIMIT ?2)`,
    more: 'SELECT 1 FROM orders WHERE open_lots = 0 AND filled_lots = 0 AND updated_ms < ?1 LIMIT 1',
  },
];

export class Retention {
  private readonly database: Database;
  /** Journal's time of the next sweep. */
  dueMs: number;

  constructor(database: Database, dueMs: number) {
    this.database = database;
    this.dueMs = dueMs;
  }

  /** Removes what is too old; everything before this moment has been written. */
  sweep(timeMs: number): void {
    let isMore = false;
    for (const { days, sql, more } of RULES) {
      const beforeMs = timeMs - days * DAY_MS;
      this.database.prepare(sql).run([beforeMs, ROWS_MAX]);
      isMore ||= this.database.prepare(more).row([beforeMs]) !== undefined;
    }
    this.dueMs = timeMs + (isMore ? SWEEP_AGAIN_MS : SWEEP_EVERY_MS);
  }
}
