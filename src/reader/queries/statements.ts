/** Sums of the history: an account's statement over a time, and what is published of the market's performance. */
import type { Database } from '../store/database.js';

export interface Balances {
  readonly cashMicroPat: string;
  readonly pendingMicroPat: string;
  readonly collateralMicroPat: string;
  readonly escrowMicroPat: string;
}

export interface StatementLine extends Balances {
  readonly cause: string;
  readonly movements: number;
}

export interface Statement {
  readonly opening: Balances;
  readonly lines: readonly StatementLine[];
  readonly closing: Balances;
}

const AFTER = `SELECT cash_after_micro_pat, pending_after_micro_pat, collateral_after_micro_pat, escrow_after_micro_pat
  FROM movements WHERE account_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT 1`;
const LINES = `SELECT cause, count(*), sum(cash_micro_pat), sum(pending_micro_pat), sum(collateral_micro_pat),
  sum(escrow_micro_pat) FROM movements WHERE account_id = ? AND sequence >= ? AND sequence < ?
  GROUP BY cause ORDER BY cause`;
const COUNT =
  'SELECT count(*) FROM (SELECT 1 FROM movements WHERE account_id = ? AND sequence >= ? AND sequence < ? LIMIT ?)';
const FIRST = `SELECT sequence FROM movements WHERE account_id = ? AND sequence >= ? ORDER BY sequence LIMIT 1`;
const TIME = 'SELECT time_ms FROM movements WHERE account_id = ? AND sequence = ?';
const LAST = 'SELECT sequence FROM movements WHERE account_id = ? ORDER BY sequence DESC LIMIT 1';

/** Movements one statement adds up at most: bounded work. */
export const STATEMENT_MOVEMENTS_MAX = 100_000;

/** What an account had, what moved by cause, and what it had then; undefined when there is too much for one statement. */
export function statementOf(
  database: Database,
  accountId: number,
  fromMs: number,
  toMs: number,
): Statement | undefined {
  const from = sequenceAt(database, accountId, fromMs);
  const to = sequenceAt(database, accountId, toMs);
  const most = STATEMENT_MOVEMENTS_MAX + 1;
  const [count = 0] = database.prepare(COUNT).row([accountId, from, to, most]) ?? [];
  if (Number(count) > STATEMENT_MOVEMENTS_MAX) return undefined;
  const lines = database.prepare(LINES).rows([accountId, from, to]);
  return {
    opening: balancesOf(database.prepare(AFTER).row([accountId, from]) ?? []),
    lines: lines.map(([cause, movements, ...sums]) => ({
      cause: String(cause),
      movements: Number(movements),
      ...balancesOf(sums),
    })),
    closing: balancesOf(database.prepare(AFTER).row([accountId, to]) ?? []),
  };
}

const balancesOf = (cells: readonly (number | string | null)[]): Balances => ({
  cashMicroPat: String(cells[0] ?? 0),
  pendingMicroPat: String(cells[1] ?? 0),
  collateralMicroPat: String(cells[2] ?? 0),
  escrowMicroPat: String(cells[3] ?? 0),
});

/** Sequence from which on an account's movements are not before a time, found by halves. */
function sequenceAt(database: Database, accountId: number, timeMs: number): number {
  let low = 0;
  let high = Number(database.prepare(LAST).row([accountId])?.[0] ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [sequence] = database.prepare(FIRST).row([accountId, middle]) ?? [];
    if (sequence === undefined) {
      high = middle;
      continue;
    }
    const [at = 0] = database.prepare(TIME).row([accountId, sequence]) ?? [];
    if (Number(at) >= timeMs) high = middle;
    else low = Number(sequence) + 1;
  }
  return low;
}

/** What is published of a contract: demand, deliveries, and how stable prices are. */
export interface ContractPerformance {
  readonly boughtLots: number;
  readonly exercisedLots: number;
  readonly automaticLots: number;
  /** Of what others than the broker bought, exercised by its holders: utility-driven demand. */
  readonly exercisedSharePpm: number;
  readonly deliveredLots: number;
  readonly failedLots: number;
  /** Time within which so many notices came: upper bounds of classes that double. */
  readonly noticeWithinMs: { readonly p50: number; readonly p90: number; readonly p99: number };
  /** Root of the mean squared relative change from one hour with trades to the next, ppm, over the newest hours. */
  readonly hourlyVolatilityPpm: number;
  readonly hours: number;
}

const SUMS = `SELECT coalesce(sum(bought_lots), 0), coalesce(sum(exercised_lots), 0), coalesce(sum(automatic_lots), 0),
  coalesce(sum(delivered_lots), 0), coalesce(sum(failed_lots), 0)
  FROM volumes v JOIN series s USING (series_id) WHERE s.contract_id = ?`;
const NOTICES = `SELECT notice_within_ms, sum(delivery_count) FROM delivery_times WHERE contract_id = ?
  GROUP BY notice_within_ms ORDER BY notice_within_ms`;
const NEWEST_SERIES =
  'SELECT series_id FROM series WHERE contract_id = ? ORDER BY series_id DESC LIMIT 1';
const CLOSES = `SELECT close_ticks FROM candles WHERE series_id = ? AND width_s = 3600 AND trade_count > 0
  ORDER BY start_ms DESC LIMIT ?`;

/** Hours looked at. */
const HOURS_MAX = 30 * 24;
const PPM = 1_000_000;

/** From the history alone, so that anybody can compute it again. The volatility is that of the contract's newest series. */
export function performanceOf(database: Database, contractId: number): ContractPerformance {
  const row = (database.prepare(SUMS).row([contractId]) ?? []).map(Number);
  const [boughtLots = 0, exercisedLots = 0, automaticLots = 0] = row;
  const [deliveredLots = 0, failedLots = 0] = row.slice(3);
  const [seriesId = 0] = database.prepare(NEWEST_SERIES).row([contractId]) ?? [];
  const closes = database
    .prepare(CLOSES)
    .rows([seriesId, HOURS_MAX])
    .map(([close]) => Number(close))
    .reverse();
  const changes = closes.slice(1).map((close, i) => close / (closes[i] as number) - 1);
  const mean = changes.reduce((sum, change) => sum + change * change, 0) / (changes.length || 1);
  return {
    ...{ boughtLots, exercisedLots, automaticLots, deliveredLots, failedLots },
    exercisedSharePpm: boughtLots === 0 ? 0 : Math.floor((exercisedLots * PPM) / boughtLots),
    noticeWithinMs: noticesOf(database, contractId),
    hourlyVolatilityPpm: Math.round(Math.sqrt(mean) * PPM),
    hours: closes.length,
  };
}

function noticesOf(database: Database, contractId: number): ContractPerformance['noticeWithinMs'] {
  const classes = database
    .prepare(NOTICES)
    .rows([contractId])
    .map((row) => row.map(Number));
  const all = classes.reduce((sum, [, count = 0]) => sum + count, 0);
  const within = (share: number): number => {
    let counted = 0;
    for (const [ms = 0, count = 0] of classes) {
      counted += count;
      if (counted >= all * share) return ms;
    }
    return 0;
  };
  return { p50: within(0.5), p90: within(0.9), p99: within(0.99) };
}
