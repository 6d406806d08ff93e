/**
 * The settlement price of a contract at a time, from published values of its index and nothing else; each way to it has a
 * name. Source: docs/index.md. Pure; whole numbers, rounded down.
 */
import { SETTLEMENT_SOURCE } from '../values/index.js';

/** How a settlement price was found, in the order that is tried. */
export const SETTLEMENT = SETTLEMENT_SOURCE;

/** Valid samples of one minute: of six there may be. */
export interface Minute {
  readonly minute: number;
  readonly count: number;
  readonly sumMicroPat: number;
}

export interface SettlementPrice {
  /** One of SETTLEMENT. */
  readonly source: number;
  /** 0 unless there is one. */
  readonly priceMicroPat: number;
  /** Samples it was made of; of LAST_VALID minutes. */
  readonly samples: number;
}

const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
/** Of 360 samples of an hour and 8,640 of a day, so many have to be there. */
const HOUR_SAMPLES = 300;
const DAY_SAMPLES = 4_320;
const POSTPONED_MINUTES = 7 * DAY;
const MEDIAN_MINUTES_MIN = 720;

/**
 * @param minutes those with a valid sample of the three days before `dueMs` and since, in any order
 * @param dueMs when it was to settle, a whole minute
 */
export function settlementPrice(
  minutes: readonly Minute[],
  dueMs: number,
  nowMs: number,
): SettlementPrice {
  const due = Math.floor(dueMs / MINUTE_MS);
  const now = Math.floor(nowMs / MINUTE_MS);
  // The first minute from the due one on at which there is a price: whoever asks later finds the same.
  // Behind the last sample there is no other.
  const last = minutes.reduce((most, { minute }) => Math.max(most, minute), due - 1);
  const end = Math.min(now, due + POSTPONED_MINUTES, last + 1);
  const byMinute = new Map(minutes.map((one) => [one.minute, one]));
  const hour = new MovingMean(byMinute, due - HOUR);
  const day = new MovingMean(byMinute, due - DAY);
  for (let before = due; before === due || before <= end; before += 1) {
    hour.moveTo(before - HOUR, before);
    if (hour.samples >= HOUR_SAMPLES) return hour.price(SETTLEMENT.HOUR);
    day.moveTo(before - DAY, before);
    if (day.samples >= DAY_SAMPLES) return day.price(SETTLEMENT.DAY);
  }
  const nothing = { priceMicroPat: 0, samples: 0 };
  if (now < due + POSTPONED_MINUTES) return { ...nothing, source: SETTLEMENT.POSTPONED };
  const failed = firstGap(minutes, due - 3 * DAY, due);
  const values = minutes
    .filter(({ minute }) => minute >= failed - HOUR - DAY && minute < failed - HOUR)
    .map(({ count, sumMicroPat }) => Math.floor(sumMicroPat / count))
    .toSorted((a, b) => a - b);
  if (values.length < MEDIAN_MINUTES_MIN) return { ...nothing, source: SETTLEMENT.NONE };
  const priceMicroPat = values[Math.floor((values.length - 1) / 2)] as number;
  return { source: SETTLEMENT.LAST_VALID, priceMicroPat, samples: values.length };
}

/** Mean of the samples from a minute on and before another, both of which only move on. */
class MovingMean {
  samples = 0;
  private readonly minutes: ReadonlyMap<number, Minute>;
  private from: number;
  private before: number;
  private total = 0n;

  constructor(minutes: ReadonlyMap<number, Minute>, from: number) {
    this.minutes = minutes;
    this.from = from;
    this.before = from;
  }

  moveTo(from: number, before: number): void {
    for (; this.before < before; this.before += 1) this.add(this.before, 1);
    for (; this.from < from; this.from += 1) this.add(this.from, -1);
  }

  price(source: number): SettlementPrice {
    const { samples, total } = this;
    return { source, samples, priceMicroPat: Number(total / BigInt(samples)) };
  }

  private add(minute: number, sign: number): void {
    const one = this.minutes.get(minute);
    if (one === undefined) return;
    this.samples += sign * one.count;
    this.total += BigInt(sign * one.sumMicroPat);
  }
}

/** The first minute of a time that has no valid sample though one before it had; its end where there is none. */
function firstGap(minutes: readonly Minute[], from: number, before: number): number {
  const there = new Set(minutes.map(({ minute }) => minute));
  for (let minute = from; minute < before; minute += 1) {
    if (!there.has(minute) && there.has(minute - 1)) return minute;
  }
  return before;
}
