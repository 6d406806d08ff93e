/**
 * The broker's quote of each series with its factors and the mark, whenever it changed, at most once a second of the
 * journal's time: the last one of that second.
 */
import type { Database } from '../store/database.js';
import { RowBuffer } from '../store/row-buffer.js';
import type { MarketView } from '../views/index.js';
import type { Moment } from './moment.js';

const SAMPLE_MS = 1_000;

const LAST = `SELECT time_ms, bid_ticks, bid_lots, ask_ticks, ask_lots, mark_ticks, quoter_state, base_value_ppm_ticks,
  freshness_ppm, demand_ppm, scarcity_ppm, dominance_ppm, half_spread_ppm, reservation_ppm, bid_factor_ppm, sigma_ppm,
  thinness_ppm FROM quotes WHERE series_id = ? ORDER BY sequence DESC LIMIT 1`;
const INTO = `INSERT INTO quotes (series_id, sequence, time_ms, bid_ticks, bid_lots, ask_ticks, ask_lots, mark_ticks,
  quoter_state, base_value_ppm_ticks, freshness_ppm, demand_ppm, scarcity_ppm, dominance_ppm, half_spread_ppm,
  reservation_ppm, bid_factor_ppm, sigma_ppm, thinness_ppm)`;
const COLUMNS = 19;

interface Sample {
  readonly timeMs: number;
  readonly values: readonly number[];
}

export class QuoteHistory {
  private readonly database: Database;
  private readonly market: MarketView;
  private readonly rows: RowBuffer;
  private readonly last = new Map<number, Sample>();
  /** Series whose quote may be another one than was sampled last. */
  private readonly waiting = new Set<number>();
  /** When the first of them may be sampled. */
  private dueMs = Number.POSITIVE_INFINITY;

  /** @param waiting what `waitingList` was when the rows were written last */
  constructor(database: Database, market: MarketView, waiting: readonly number[]) {
    this.database = database;
    this.market = market;
    this.rows = new RowBuffer(database, INTO, COLUMNS);
    for (const seriesId of waiting) this.changed(seriesId);
  }

  changed(seriesId: number): void {
    this.waiting.add(seriesId);
    this.dueMs = Math.min(this.dueMs, this.lastOf(seriesId).timeMs + SAMPLE_MS);
  }

  /** Series that changed since they were sampled, in the order of their ids: kept beside the rows. */
  waitingList(): number[] {
    return [...this.waiting].sort((a, b) => a - b);
  }

  frameDone({ sequence, timeMs }: Moment): void {
    if (timeMs < this.dueMs) return;
    this.dueMs = Number.POSITIVE_INFINITY;
    for (const seriesId of this.waitingList()) {
      const last = this.lastOf(seriesId);
      if (timeMs - last.timeMs < SAMPLE_MS) {
        this.dueMs = Math.min(this.dueMs, last.timeMs + SAMPLE_MS);
        continue;
      }
      this.waiting.delete(seriesId);
      const values = this.sample(seriesId);
      if (values.every((value, index) => value === last.values[index])) continue;
      this.last.set(seriesId, { timeMs, values });
      this.rows.add(seriesId, sequence, timeMs, ...values);
    }
  }

  flush(): void {
    this.rows.flush();
  }

  private lastOf(seriesId: number): Sample {
    let last = this.last.get(seriesId);
    if (last === undefined) {
      const row = this.database.prepare(LAST).row([seriesId]) as number[] | undefined;
      const [timeMs = Number.NEGATIVE_INFINITY, ...values] = row ?? [];
      last = { timeMs, values: row === undefined ? Array(COLUMNS - 3).fill(0) : values };
      this.last.set(seriesId, last);
    }
    return last;
  }

  private sample(seriesId: number): number[] {
    const { bids, asks, markTicks, quoterState, factors: f } = this.market.quote(seriesId);
    return [
      ...[bids[0]?.priceTicks ?? 0, bids[0]?.quantityLots ?? 0],
      ...[asks[0]?.priceTicks ?? 0, asks[0]?.quantityLots ?? 0, markTicks, quoterState],
      ...[f?.baseValuePpmTicks ?? 0, f?.freshnessPpm ?? 0, f?.demandPpm ?? 0, f?.scarcityPpm ?? 0],
      ...[f?.dominancePpm ?? 0, f?.halfSpreadPpm ?? 0, f?.reservationPpm ?? 0],
      ...[f?.bidFactorPpm ?? 0, f?.sigmaPpm ?? 0, f?.thinnessPpm ?? 0],
    ];
  }
}
