/**
 * What is measured of segments before phases 3 and 4: a ring of days for each segment, and what the running hour has found.
 *
 * A day's row is cleared when its place is used for another day, so rows of days gone by count for nothing. Segments beyond
 * `GATE_SEGMENTS_MAX` are not measured, and pass no gate. Nothing is here before phase 2.
 */
import type { ColumnAllocator } from '../../kernel/columns.js';

/** Fields of a day, in words. */
export const GATE_DAY = {
  /** Days since 1970. */
  day: 0,
  exercisedMicroPat: 1,
  /** Of it, what had met orders of others than the broker. */
  othersMicroPat: 2,
  hours: 3,
  deepHours: 4,
  calmHours: 5,
} as const;
/** Of the hour that is being measured. */
export const GATE_HOUR = { deepestMicroPat: 0, isRough: 1, isOpen: 2 } as const;

const DAY_WORDS = 6;
const HOUR_WORDS = 3;
/** Days kept: those that count, and today. */
export const GATE_DAYS = 96;
export const GATE_SEGMENTS_MAX = 1_024;
const DAY_MS = 86_400_000;
const ROW = GATE_DAYS * DAY_WORDS;
const HIGH = 0;
const ARMED = 1;
const CURSOR = 2;

export class GateDays {
  readonly f: Float64Array;
  readonly hour: Float64Array;
  private readonly meta: Int32Array;
  private readonly segmentsMax: number;

  constructor(alloc: ColumnAllocator, maxSeries: number) {
    this.segmentsMax = Math.min(maxSeries, GATE_SEGMENTS_MAX);
    const meta = alloc.i32('gates.meta', 3);
    this.meta = meta;
    const rows = (words: number) => () => (meta[HIGH] as number) * words;
    this.f = alloc.f64('gates.days', this.segmentsMax * ROW, rows(ROW));
    this.hour = alloc.f64('gates.hour', this.segmentsMax * HOUR_WORDS, rows(HOUR_WORDS));
  }

  /** Segments that have rows: ids 1 to this. */
  get high(): number {
    return this.meta[HIGH] as number;
  }

  /** Whether the next hour has its timer. */
  get isArmed(): boolean {
    return this.meta[ARMED] !== 0;
  }

  set isArmed(value: boolean) {
    this.meta[ARMED] = value ? 1 : 0;
  }

  /** The series that is measured next; 0: no measure runs. */
  get cursor(): number {
    return this.meta[CURSOR] as number;
  }

  set cursor(seriesId: number) {
    this.meta[CURSOR] = seriesId;
  }

  /** Whether a segment is measured; makes its rows on first use. */
  reach(segmentId: number): boolean {
    if (segmentId > this.segmentsMax) return false;
    if (segmentId > this.high) this.meta[HIGH] = segmentId;
    return true;
  }

  /** Place of a day's field, whatever day is there. @param place 0 to GATE_DAYS − 1 */
  at(segmentId: number, place: number, field: number): number {
    return (segmentId - 1) * ROW + place * DAY_WORDS + field;
  }

  /** Adds to a field of today, of a segment that is reached. */
  add(segmentId: number, timeMs: number, field: number, amount: number): void {
    const day = Math.floor(timeMs / DAY_MS);
    const at = this.at(segmentId, day % GATE_DAYS, 0);
    if (this.f[at] !== day) this.f.fill(0, at, at + DAY_WORDS);
    this.f[at] = day;
    const sum = (this.f[at + field] as number) + amount;
    this.f[at + field] = Math.min(sum, Number.MAX_SAFE_INTEGER);
  }

  hourOf(segmentId: number, field: number): number {
    return this.hour[(segmentId - 1) * HOUR_WORDS + field] as number;
  }

  setHour(segmentId: number, field: number, value: number): void {
    this.hour[(segmentId - 1) * HOUR_WORDS + field] = value;
  }
}
