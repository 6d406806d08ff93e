/**
 * How often somebody may ask: a budget of units that fills up steadily, one for each account, and one for each address that
 * does not sign. An answer says what is left (RateLimit, RateLimit-Policy). Bounded: whoever asked longest ago is forgotten.
 */

export interface RateState {
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Seconds until the budget is full again, or until there is a unit when there is none. */
  readonly resetSeconds: number;
}

interface Budget {
  units: number;
  timeMs: number;
}

const MINUTE_MS = 60_000;
const KEYS_MAX = 20_000;

export class RateLimit {
  readonly perMinute: number;
  private readonly nowMs: () => number;
  private readonly budgets = new Map<string, Budget>();

  constructor(perMinute: number, nowMs: () => number) {
    this.perMinute = perMinute;
    this.nowMs = nowMs;
  }

  /** Takes units from somebody's budget. */
  take(key: string, units: number): RateState {
    const now = this.nowMs();
    const before = this.budgets.get(key) ?? { units: this.perMinute, timeMs: now };
    const earned = (Math.max(0, now - before.timeMs) * this.perMinute) / MINUTE_MS;
    const has = Math.min(this.perMinute, before.units + earned);
    const isAllowed = has >= units;
    const left = isAllowed ? has - units : has;
    this.budgets.delete(key);
    this.budgets.set(key, { units: left, timeMs: now });
    const [oldest] = this.budgets.keys();
    if (this.budgets.size > KEYS_MAX && oldest !== undefined) this.budgets.delete(oldest);
    const missing = isAllowed ? this.perMinute - left : units - left;
    return {
      isAllowed,
      remaining: Math.floor(left),
      resetSeconds: Math.ceil((missing * MINUTE_MS) / this.perMinute / 1_000),
    };
  }
}
