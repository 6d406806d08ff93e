/**
 * Protections of makers: limits of what their resting orders may trade in a window, and what they have traded in it.
 *
 * The window is counted in sixteenths, the one that runs and the sixteen before it, so that a fill counts for at least
 * the window and at most a sixteenth longer: it errs on the careful side, with a fixed number of words an account.
 * Invariants: a row is an account's while the account names it; counts of sixteenths that are over are dropped before a
 * count is read. Fails by having no row left.
 */
import type { ColumnAllocator } from '../kernel/columns.js';

/** Fields of a row, in words; behind them the counts. */
export const PROTECTION_FIELD = {
  /** The account; 0 while the row is free. */
  account: 0,
  windowMs: 1,
  /** Limits; 0 is none. */
  maxFills: 2,
  maxLots: 3,
  maxDeltaMicroPat: 4,
  /** Number of the sixteenth of the last count, from the beginning of time. */
  slice: 5,
  /** One of PROTECTION_LIMIT once it tripped, else 0. */
  limit: 6,
  /** Journal sequence the counting began at. */
  since: 7,
} as const;

const F = PROTECTION_FIELD;
/** Accounts that may be protected at once. */
const ROWS_MAX = 1_024;
const SLICES = 17;
const SLICES_PER_WINDOW = 16;
const COUNTS_AT = 8;
/** Words of one sixteenth: fills, lots, value bought less value sold. */
const COUNT_WORDS = 3;
/** Eight cache lines. */
const ROW_WORDS = 64;

const USED = 0;

export class Protections {
  private readonly f: Float64Array;
  private readonly meta: Int32Array;
  readonly capacity: number;
  /** What `count` found. */
  fills = 0;
  lots = 0;
  deltaMicroPat = 0;

  constructor(alloc: ColumnAllocator, maxAccounts: number) {
    this.capacity = Math.min(maxAccounts, ROWS_MAX);
    const meta = alloc.i32('protections.meta', 2);
    this.meta = meta;
    const used = () => ((meta[USED] as number) + 1) * ROW_WORDS;
    this.f = alloc.f64('protections', (this.capacity + 1) * ROW_WORDS, used);
  }

  get(row: number, field: number): number {
    return this.f[row * ROW_WORDS + field] as number;
  }

  set(row: number, field: number, value: number): void {
    this.f[row * ROW_WORDS + field] = value;
  }

  /** Rows ever used; ids are 1 to this. */
  get highWater(): number {
    return this.meta[USED] as number;
  }

  /** Rows in use. */
  get used(): number {
    let used = 0;
    for (let row = 1; row <= this.highWater; row += 1)
      if (this.get(row, F.account) !== 0) used += 1;
    return used;
  }

  /** A row for an account, or 0 when there is none left. */
  take(account: number): number {
    let row = 1;
    while (row <= this.highWater && this.get(row, F.account) !== 0) row += 1;
    if (row > this.capacity) return 0;
    if (row > this.highWater) this.meta[USED] = row;
    this.set(row, F.account, account);
    return row;
  }

  free(row: number): void {
    this.f.fill(0, row * ROW_WORDS, (row + 1) * ROW_WORDS);
  }

  /** Fills, lots and value of every sixteenth, as they lie. */
  counts(row: number): number[] {
    const from = row * ROW_WORDS + COUNTS_AT;
    return [...this.f.subarray(from, from + SLICES * COUNT_WORDS)];
  }

  setCounts(row: number, counts: readonly number[]): void {
    this.f.set(counts.slice(0, SLICES * COUNT_WORDS), row * ROW_WORDS + COUNTS_AT);
  }

  /** Forgets what was counted. */
  clear(row: number): void {
    this.f.fill(0, row * ROW_WORDS + COUNTS_AT, (row + 1) * ROW_WORDS);
  }

  /** Counts a fill. */
  add(row: number, timeMs: number, lots: number, deltaMicroPat: number): void {
    const place = this.turn(row, timeMs) % SLICES;
    const { f } = this;
    const at = row * ROW_WORDS + COUNTS_AT + place * COUNT_WORDS;
    f[at] = (f[at] as number) + 1;
    f[at + 1] = (f[at + 1] as number) + lots;
    f[at + 2] = (f[at + 2] as number) + deltaMicroPat;
  }

  /** Takes a fill of an earlier time back, if its sixteenth still counts. */
  remove(row: number, timeMs: number, lots: number, deltaMicroPat: number): void {
    const slice = this.sliceAt(row, timeMs);
    if (this.get(row, F.slice) - slice >= SLICES) return;
    const { f } = this;
    const at = row * ROW_WORDS + COUNTS_AT + (slice % SLICES) * COUNT_WORDS;
    f[at] = (f[at] as number) - 1;
    f[at + 1] = (f[at + 1] as number) - lots;
    f[at + 2] = (f[at + 2] as number) - deltaMicroPat;
  }

  /** Sums what counts in the window that ends now, or what tripped it, into `fills`, `lots` and `deltaMicroPat`. */
  count(row: number, timeMs: number): void {
    this.fills = 0;
    this.lots = 0;
    this.deltaMicroPat = 0;
    const isTripped = this.get(row, F.limit) !== 0;
    const over = isTripped ? 0 : this.sliceAt(row, timeMs) - this.get(row, F.slice);
    const last = this.get(row, F.slice);
    const from = row * ROW_WORDS + COUNTS_AT;
    for (let back = 0; back < SLICES - over; back += 1) {
      const at = from + ((last + SLICES - back) % SLICES) * COUNT_WORDS;
      this.fills += this.f[at] as number;
      this.lots += this.f[at + 1] as number;
      this.deltaMicroPat += this.f[at + 2] as number;
    }
  }

  /** Drops the sixteenths that are over; returns the number of the one that runs. */
  private turn(row: number, timeMs: number): number {
    const now = this.sliceAt(row, timeMs);
    const last = this.get(row, F.slice);
    if (now - last >= SLICES) this.clear(row);
    else {
      for (let slice = last + 1; slice <= now; slice += 1) {
        const at = row * ROW_WORDS + COUNTS_AT + (slice % SLICES) * COUNT_WORDS;
        this.f.fill(0, at, at + COUNT_WORDS);
      }
    }
    this.set(row, F.slice, now);
    return now;
  }

  private sliceAt(row: number, timeMs: number): number {
    return Math.floor(timeMs / Math.ceil(this.get(row, F.windowMs) / SLICES_PER_WINDOW));
  }
}
