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
  // While it is postponed the hour is the last one that has passed.
  const end = Math.max(due, Math.min(now, due + POSTPONED_MINUTES));
  const hour = meanOf(minutes, end - HOUR, end);
  if (hour.samples >= HOUR_SAMPLES) return { ...hour, source: SETTLEMENT.HOUR };
  const day = meanOf(minutes, end - DAY, end);
  if (day.samples >= DAY_SAMPLES) return { ...day, source: SETTLEMENT.DAY };
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

/** From a minute on, before another. */
function meanOf(
  minutes: readonly Minute[],
  from: number,
  before: number,
): { readonly priceMicroPat: number; readonly samples: number } {
  let samples = 0;
  let total = 0n;
  for (const { minute, count, sumMicroPat } of minutes) {
    if (minute < from || minute >= before) continue;
    samples += count;
    total += BigInt(sumMicroPat);
  }
  return { samples, priceMicroPat: samples === 0 ? 0 : Number(total / BigInt(samples)) };
}

/** The first minute of a time that has no valid sample though one before it had; its end where there is none. */
function firstGap(minutes: readonly Minute[], from: number, before: number): number {
  const there = new Set(minutes.map(({ minute }) => minute));
  for (let minute = from; minute < before; minute += 1) {
    if (!there.has(minute) && there.has(minute - 1)) return minute;
  }
  return before;
}
