/**
 * Reliability from what was observed: updates against a promised schedule, and probes of an end point, over the last 90 days.
 *
 * An update is due every `everyMs` from `sinceMs` on, and on time when one came after the due time before it and at most `graceMs`
 * after it; one that is not due yet does not count. What lies before the window, or after now, does not count. Pure; never fails.
 */
import { type Reliability, reliability } from './dimensions.js';

export const RELIABILITY_WINDOW_MS = 90 * 86_400_000;

export interface Schedule {
  readonly sinceMs: number;
  readonly everyMs: number;
  readonly graceMs: number;
}

export interface Probe {
  readonly atMs: number;
  readonly isUp: boolean;
}

export interface Observed {
  readonly schedule: Schedule;
  /** Times of accepted revisions, in any order. */
  readonly updatesMs: readonly number[];
  readonly probes: readonly Probe[];
}

type Counts = Omit<Reliability, 'scorePpm'>;

export function observedCounts({ schedule, updatesMs, probes }: Observed, nowMs: number): Counts {
  const { sinceMs, everyMs, graceMs } = schedule;
  const fromMs = nowMs - RELIABILITY_WINDOW_MS;
  const updates = updatesMs.filter((ms) => ms <= nowMs).sort((a, b) => a - b);
  const first = Math.max(1, Math.ceil((fromMs - sinceMs) / everyMs));
  let due = 0;
  let onTime = 0;
  let at = 0;
  for (let nth = first; sinceMs + nth * everyMs + graceMs <= nowMs; nth += 1) {
    const dueMs = sinceMs + nth * everyMs;
    while (at < updates.length && (updates[at] as number) <= dueMs - everyMs) at += 1;
    due += 1;
    if (at < updates.length && (updates[at] as number) <= dueMs + graceMs) onTime += 1;
  }
  const counted = probes.filter(({ atMs }) => atMs > fromMs && atMs <= nowMs);
  const probesUp = counted.filter(({ isUp }) => isUp).length;
  return { due, onTime, probes: counted.length, probesUp };
}

/** Reliability as of a time; undefined unless both updates and probes were observed. */
export const observedReliability = (observed: Observed, nowMs: number): Reliability | undefined =>
  reliability(observedCounts(observed, nowMs));
