/**
 * Timeliness as rows come: the mean of 2^(−age / halfLife). A row without a readable time, or with one after the ingestion, adds 0
 * and is counted as failed; a row an earlier revision had keeps the age it had there. Never fails.
 */
import { freshness, type Timeliness, timeliness } from '../../quality/index.js';
import { CellKind, type CellReader } from '../cells/cell.js';
import { type EventTimeFormat, eventTimeOf } from '../cells/times.js';
import type { RowAges } from './row-ages.js';

export interface EventTimeOptions {
  readonly format: EventTimeFormat;
  readonly halfLifeMs: number;
  readonly nowMs: number;
  /** Times rows had first, of revisions before; undefined: there was none. */
  readonly earlier: RowAges | undefined;
}

export class EventTimes {
  private readonly options: EventTimeOptions;
  private sum = 0;
  private rows = 0;
  private failed = 0;
  private newest = Number.NEGATIVE_INFINITY;
  private oldest = Number.POSITIVE_INFINITY;

  constructor(options: EventTimeOptions) {
    this.options = options;
  }

  /** The time of a cell in milliseconds since 1970; NaN: none that counts. */
  timeOf(cell: CellReader): number {
    const { format, nowMs } = this.options;
    if (cell.kind === CellKind.MISSING) return Number.NaN;
    const isTime = cell.kind === CellKind.DATE || cell.kind === CellKind.TIMESTAMP;
    const isNumber = cell.kind === CellKind.INTEGER || cell.kind === CellKind.NUMBER;
    const ms = isTime
      ? cell.number
      : eventTimeOf(format, cell.shown(), isNumber ? cell.number : Number.NaN);
    return ms <= nowMs ? ms : Number.NaN;
  }

  /** Adds a row that repeats none. The hash is of everything in it but its time. */
  add(ms: number, hi: number, lo: number): void {
    const { halfLifeMs, nowMs, earlier } = this.options;
    this.rows += 1;
    if (Number.isNaN(ms)) {
      this.failed += 1;
      return;
    }
    const first = earlier?.timeOf(hi, lo);
    const counted = first === undefined ? ms : Math.min(ms, first);
    this.sum += freshness(counted, nowMs, halfLifeMs);
    if (counted > this.newest) this.newest = counted;
    if (counted < this.oldest) this.oldest = counted;
  }

  result(): Timeliness | undefined {
    const { halfLifeMs } = this.options;
    const hasTimes = this.newest >= this.oldest;
    return timeliness(this.sum, {
      rows: this.rows,
      failed: this.failed,
      halfLifeMs,
      newestMs: hasTimes ? this.newest : null,
      oldestMs: hasTimes ? this.oldest : null,
    });
  }
}
