/**
 * Volumes of each series by day (UTC): what traded, what consumers bought and of whom, and what became of rights. A right
 * exercised by its holder is demand for data; one exercised by the close of its window was wanted by nobody in particular and
 * is counted apart.
 */
import type { Database } from '../store/database.js';

const DAY_MS = 86_400_000;

export type VolumeField =
  | 'traded_lots'
  | 'bought_lots'
  | 'from_broker_lots'
  | 'bought_micro_pat'
  | 'minted_lots'
  | 'exercised_lots'
  | 'automatic_lots'
  | 'forfeited_lots'
  | 'lapsed_lots'
  | 'delivered_lots'
  | 'failed_lots';

const FIELDS: readonly VolumeField[] = [
  'traded_lots',
  'bought_lots',
  'from_broker_lots',
  'bought_micro_pat',
  'minted_lots',
  'exercised_lots',
  'automatic_lots',
  'forfeited_lots',
  'lapsed_lots',
  'delivered_lots',
  'failed_lots',
];

const UPSERT = `INSERT INTO volumes VALUES (?,?,${FIELDS.map(() => '?').join(',')})
  ON CONFLICT (series_id, day_ms) DO UPDATE SET ${FIELDS.map((f) => `${f} = ${f} + excluded.${f}`).join(', ')}`;

interface DayVolume {
  readonly seriesId: number;
  readonly dayMs: number;
  readonly sums: Record<VolumeField, bigint>;
}

export class VolumeHistory {
  private readonly database: Database;
  private readonly days = new Map<string, DayVolume>();

  constructor(database: Database) {
    this.database = database;
  }

  /** Adds to a day's sum; lots and money that go back are negative. */
  add(seriesId: number, timeMs: number, field: VolumeField, amount: number | bigint): void {
    const dayMs = Math.floor(timeMs / DAY_MS) * DAY_MS;
    const key = `${seriesId} ${dayMs}`;
    let day = this.days.get(key);
    if (day === undefined) {
      const sums = Object.fromEntries(FIELDS.map((name) => [name, 0n])) as DayVolume['sums'];
      day = { seriesId, dayMs, sums };
      this.days.set(key, day);
    }
    day.sums[field] += BigInt(amount);
  }

  flush(): void {
    const upsert = this.database.prepare(UPSERT);
    for (const { seriesId, dayMs, sums } of this.days.values()) {
      upsert.run([seriesId, dayMs, ...FIELDS.map((name) => sums[name])]);
    }
    this.days.clear();
  }
}
