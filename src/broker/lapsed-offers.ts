/**
 * Who lets firm quotes end untaken waits before the next: an offer holds lots that somebody else may want.
 *
 * The first few in a row are free, since comparing prices is what a request is for; then the wait doubles up to a limit. A
 * taken offer, or an hour without a lapse, clears it. Remembered for a bounded number of firms, the longest unheard of
 * forgotten first. Time comes from outside; nothing here outlives the process.
 */

const FREE_LAPSES = 3;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 600_000;
const FORGOTTEN_AFTER_MS = 3_600_000;
const FIRMS_MAX = 65_536;

interface Streak {
  readonly lapses: number;
  readonly atMs: number;
}

export class LapsedOffers {
  /** By firm, in the order of their last lapse. */
  private readonly streaks = new Map<number, Streak>();

  lapsed(firm: number, atMs: number): void {
    const lapses = this.lapsesOf(firm, atMs) + 1;
    this.streaks.delete(firm);
    if (this.streaks.size >= FIRMS_MAX) {
      const oldest = this.streaks.keys().next();
      if (!oldest.done) this.streaks.delete(oldest.value);
    }
    this.streaks.set(firm, { lapses, atMs });
  }

  taken(firm: number): void {
    this.streaks.delete(firm);
  }

  /** When a firm may have the next offer; in the past for whoever need not wait. */
  nextAtMs(firm: number, nowMs: number): number {
    const over = this.lapsesOf(firm, nowMs) - FREE_LAPSES;
    if (over <= 0) return 0;
    const lastMs = this.streaks.get(firm)?.atMs ?? 0;
    return lastMs + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(over, 16));
  }

  private lapsesOf(firm: number, nowMs: number): number {
    const streak = this.streaks.get(firm);
    return streak === undefined || nowMs - streak.atMs > FORGOTTEN_AFTER_MS ? 0 : streak.lapses;
  }
}
