/**
 * How long commands were under way: from the receipt of each to its answers having been given to the socket. Node's own
 * histogram counts them, exact to two digits.
 *
 * What is told is of the last whole period (a minute), so that a scrape sees every value once, whenever it comes. A time below a
 * microsecond counts as one, one above a minute as a minute.
 */
import { createHistogram } from 'node:perf_hooks';

const PERIOD_MS = 60_000;
const MICROS_MAX = 60_000_000;

/** Microseconds, of the last whole period; 0 when nothing was answered in it. */
export interface AnswerTimesSummary {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

export class AnswerTimes {
  private readonly histogram = createHistogram({ lowest: 1, highest: MICROS_MAX, figures: 2 });
  private begunMs: number;
  private told: AnswerTimesSummary = { count: 0, p50: 0, p99: 0, p999: 0, max: 0 };

  /** @param nowMs of any clock that only goes forwards; the same one for `summary` */
  constructor(nowMs: number) {
    this.begunMs = nowMs;
  }

  record(micros: number): void {
    this.histogram.record(Math.min(MICROS_MAX, Math.max(1, Math.round(micros))));
  }

  /** The last whole period. A period ends when it is asked for after its time. */
  summary(nowMs: number): AnswerTimesSummary {
    if (nowMs - this.begunMs < PERIOD_MS) return this.told;
    const { histogram } = this;
    const { count } = histogram;
    const at = (percentile: number): number => (count === 0 ? 0 : histogram.percentile(percentile));
    this.told = {
      ...{ count, p50: at(50), p99: at(99), p999: at(99.9) },
      max: count === 0 ? 0 : histogram.max,
    };
    histogram.reset();
    this.begunMs = nowMs;
    return this.told;
  }
}
