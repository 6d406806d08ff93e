/**
 * Counts by key over a sliding span of time: how often, with what, and since when. Exact within the span; bounded by keys, of which
 * the one that was counted longest ago goes first, and by times kept of each.
 */

const KEYS_MAX = 65_536;
const TIMES_MAX = 512;

export interface Tallied {
  /** Within the span, ascending; at most the last so many. */
  readonly timesMs: number[];
  /** A case was made of it already, until it has been quiet for a span. */
  isTold: boolean;
}

export class Tally {
  private readonly spanMs: number;
  private readonly keys = new Map<string, Tallied>();

  constructor(spanMs: number) {
    this.spanMs = spanMs;
  }

  /** Counts `times` at a key; answers what it has within the span. */
  count(key: string, atMs: number, times = 1): Tallied {
    let tallied = this.keys.get(key);
    if (tallied === undefined) tallied = { timesMs: [], isTold: false };
    else this.keys.delete(key);
    // Last in order of counting: a map keeps the order of setting.
    this.keys.set(key, tallied);
    const { timesMs } = tallied;
    const old = timesMs.findIndex((one) => one > atMs - this.spanMs);
    timesMs.splice(0, old < 0 ? timesMs.length : old);
    if (timesMs.length === 0) tallied.isTold = false;
    for (let i = 0; i < times; i += 1) timesMs.push(atMs);
    if (timesMs.length > TIMES_MAX) timesMs.splice(0, timesMs.length - TIMES_MAX);
    this.forgetOldest();
    return tallied;
  }

  /** How many a key has; without counting. */
  of(key: string, atMs: number): number {
    const times = this.keys.get(key)?.timesMs ?? [];
    return times.filter((one) => one > atMs - this.spanMs).length;
  }

  private forgetOldest(): void {
    if (this.keys.size <= KEYS_MAX) return;
    for (const key of this.keys.keys()) {
      this.keys.delete(key);
      return;
    }
  }
}
