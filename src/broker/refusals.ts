/**
 * What to do with a quote the core refused: try once more from fresh state, then stay away, longer each time.
 *
 * Never a tight loop: after the second refusal in a row a series rests for a second, then two, up to a minute.
 */

export const REFUSAL_ACTION = { RETRY: 1, REST: 2 } as const;

const REST_FIRST_MS = 1_000;
const REST_MAX_MS = 60_000;

interface Refused {
  count: number;
  restUntilMs: number;
}

export class Refusals {
  private readonly bySeries = new Map<number, Refused>();
  /** Refused quotes, and times a series was sent to rest, so far. */
  refusedCount = 0;
  restCount = 0;

  /** A quote was refused. */
  refused(seriesId: number, nowMs: number): number {
    this.refusedCount += 1;
    const entry = this.bySeries.get(seriesId) ?? { count: 0, restUntilMs: 0 };
    this.bySeries.set(seriesId, entry);
    entry.count += 1;
    if (entry.count === 1) return REFUSAL_ACTION.RETRY;
    this.restCount += 1;
    // The exponent is bounded, so that a long row of refusals cannot overflow.
    const doubled = REST_FIRST_MS * 2 ** Math.min(entry.count - 2, 10);
    entry.restUntilMs = nowMs + Math.min(REST_MAX_MS, doubled);
    return REFUSAL_ACTION.REST;
  }

  /** A quote was taken. */
  taken(seriesId: number): void {
    this.bySeries.delete(seriesId);
  }

  /** Until when the series is not to be quoted; 0 when it may be. */
  restUntilMs(seriesId: number): number {
    return this.bySeries.get(seriesId)?.restUntilMs ?? 0;
  }

  /** Series that were refused and not taken since. */
  get troubledCount(): number {
    return this.bySeries.size;
  }
}
