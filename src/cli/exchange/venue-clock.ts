/**
 * The clock of a venue: it runs by the monotonic clock from where the start put it, and follows the wall clock slowly.
 *
 * So a step of the wall clock, such as one bad sample of NTP, moves nothing: it is said once, counted, and approached by at
 * most 500 ppm (1.8 s an hour) for as long as it lasts. Nobody's order expires, no window closes because of it. A restart
 * takes the wall clock as it is, within the bounds of `requireClock`. While the machine slept the monotonic clock stood
 * still; that time did pass and is added at once.
 *
 * Invariant: time never goes back, and between two looks it differs from the monotonic clock by the slew alone. Fails only
 * in `requireClock`, by CommandError.
 */
import { uptime } from 'node:os';
import { CommandError } from '../command-error.js';

/** Wall clock and venue may differ by so much without a word; well above what NTP leaves. */
const STEP_MS = 1_000;
const SLEW_PPM = 500;
const PPM = 1_000_000;
/** The uptime of the machine is told in hundredths of a second. */
const SLEEP_MIN_MS = 1_000;
/** A journal may be so much ahead of the wall clock at a start, as after a small step back. */
const BEHIND_MAX_MS = 10_000;
const DAY_MS = 86_400_000;
/** A venue may have been down for so long without its operator saying so. */
const AHEAD_MAX_MS = 31 * DAY_MS;

export interface ClockSources {
  /** Unix time. */
  readonly wallMs: () => number;
  /** Time that no one can set; stands still while the machine sleeps. */
  readonly monotonicMs: () => number;
  /** Time since the machine was started, sleep included. */
  readonly uptimeMs: () => number;
}

export interface ClockEvents {
  /** The wall clock is so much ahead of the venue (behind, where negative), and more than a second. */
  readonly stepped: (aheadMs: number) => void;
  /** It is within a second again. */
  readonly rejoined: () => void;
  readonly slept: (sleptMs: number) => void;
}

const MACHINE: ClockSources = {
  wallMs: Date.now,
  monotonicMs: () => performance.now(),
  uptimeMs: () => uptime() * 1_000,
};

export class VenueClock {
  private readonly sources: ClockSources;
  private readonly events: ClockEvents;
  /** Venue time less monotonic time. */
  private offsetMs: number;
  private lookedAtMs: number;
  /** Uptime less monotonic time: what the machine has slept, and a constant. */
  private asleepMs: number;
  private isApart = false;
  /** Steps of the wall clock that were not taken. */
  stepCount = 0;

  /** @param leastMs time of the journal: the clock begins there if the wall clock is behind it */
  constructor(leastMs: number, events: ClockEvents, sources: ClockSources = MACHINE) {
    this.sources = sources;
    this.events = events;
    const { wallMs, monotonicMs, uptimeMs } = sources;
    const nowMs = monotonicMs();
    this.offsetMs = Math.max(leastMs, wallMs()) - nowMs;
    this.lookedAtMs = nowMs;
    this.asleepMs = uptimeMs() - nowMs;
  }

  /** Unix time in whole milliseconds. */
  readonly nowMs = (): number => Math.floor(this.sources.monotonicMs() + this.offsetMs);

  /** How far the wall clock is ahead of the venue. */
  get wallAheadMs(): number {
    return this.sources.wallMs() - (this.sources.monotonicMs() + this.offsetMs);
  }

  /** Compares the clocks and follows; to be called about once a second. */
  look(): void {
    const nowMs = this.sources.monotonicMs();
    this.addSleep(nowMs);
    const mostMs = ((nowMs - this.lookedAtMs) * SLEW_PPM) / PPM;
    this.lookedAtMs = nowMs;
    const aheadMs = this.wallAheadMs;
    this.offsetMs += Math.max(-mostMs, Math.min(mostMs, aheadMs));
    const isApart = Math.abs(aheadMs) > STEP_MS;
    if (isApart === this.isApart) return;
    this.isApart = isApart;
    if (!isApart) return this.events.rejoined();
    this.stepCount += 1;
    this.events.stepped(Math.round(aheadMs));
  }

  private addSleep(nowMs: number): void {
    const asleepMs = this.sources.uptimeMs() - nowMs;
    const sleptMs = asleepMs - this.asleepMs;
    if (sleptMs < SLEEP_MIN_MS) return;
    this.asleepMs = asleepMs;
    this.offsetMs += sleptMs;
    this.events.slept(Math.round(sleptMs));
  }
}

/**
 * Fails with `clock-behind-journal` or `clock-far-ahead` when the wall clock cannot be right, or would close windows and end
 * orders of a venue that was away for longer than a month.
 * @param lastMs time of the last command of the journal; 0 for a new venue
 */
export function requireClock(lastMs: number, wallMs = Date.now()): void {
  if (lastMs === 0) return;
  const text = (ms: number): string => new Date(ms).toISOString();
  if (wallMs < lastMs - BEHIND_MAX_MS) {
    throw new CommandError(
      'clock-behind-journal',
      `the clock says ${text(wallMs)}, and the journal goes to ${text(lastMs)}: set the clock. With --accept-clock the venue's time goes on from the journal's, ahead of the clock until it is restarted after that`,
    );
  }
  if (wallMs > lastMs + AHEAD_MAX_MS) {
    throw new CommandError(
      'clock-far-ahead',
      `the clock says ${text(wallMs)}, ${Math.floor((wallMs - lastMs) / DAY_MS)} days after the last command of the journal (${text(lastMs)}): set the clock, or say with --accept-clock that the venue was away for so long`,
    );
  }
}
