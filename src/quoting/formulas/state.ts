/**
 * The quoter's states for one series, their latches and their exits.
 *
 * NORMAL → WIDE (a jump) → REDUCE_ONLY (inventory or a limit nearly full: no bids) → HALT (no quotes).
 * WIDE and REDUCE_ONLY leave after ten clean minutes. A HALT by measurement becomes WIDE once its cause has been gone for a
 * governed time; any other leaves only when the operator releases it, except where the operator's own act is the cause and the
 * cure: a series without a base value.
 */

export const QUOTER_STATES = ['NORMAL', 'WIDE', 'REDUCE_ONLY', 'HALT'] as const;
export type QuoterState = (typeof QUOTER_STATES)[number];

/** Why a series, or the whole quoter, is halted. NONE: it is not. Order is the wire order. */
export const HALT_REASONS = [
  'NONE',
  'NO_BASE_VALUE',
  'NOT_FINITE',
  'PRICE_RANGE',
  'BAD_INPUT',
  'VOLATILITY_CAP',
  'SOURCE_DEAD',
  'ESCROW_MISMATCH',
  'DAILY_LOSS',
  'PROTECTION',
  'OPERATOR',
] as const;
export type HaltReason = (typeof HALT_REASONS)[number];

/** What outlives one requote. Times 0: never. The caller keeps it as core state and restores it. */
export interface Latch {
  wideUntilMs: number;
  reduceUntilMs: number;
  haltReason: HaltReason;
  /** Since when what halted is gone; 0 while it is there. */
  haltCleanSinceMs: number;
}

/** Halts by measurement, which end by themselves once their cause is gone; the others are the operator's to end. */
const HEALING: ReadonlySet<HaltReason> = new Set([
  'NOT_FINITE',
  'PRICE_RANGE',
  'BAD_INPUT',
  'VOLATILITY_CAP',
  'SOURCE_DEAD',
  'ESCROW_MISMATCH',
]);

/** Whether a halt becomes WIDE by itself. */
export function heals(reason: HaltReason): boolean {
  return HEALING.has(reason);
}

export interface StateTuning {
  /** How long the cause of a halt by measurement must be gone before quotes come back, wide. */
  readonly healMs: number;
  /** How long conditions must stay clean before WIDE or REDUCE_ONLY is left. */
  readonly cleanMs: number;
  /** Use of any limit, as a share, from which only reducing quotes stand. */
  readonly limitUse: number;
  /** |q̃| from which only reducing quotes stand. */
  readonly fullTilt: number;
}

export interface Conditions {
  jump: boolean;
  /** |q̃| in [0, 1]. */
  tilt: number;
  /** The most used limit, as a share. */
  limitUse: number;
  /** Decay and lapse have used up a budget of their own: stop buying, do not halt. */
  decayBudgetSpent: boolean;
  halt: HaltReason;
}

export function newLatch(): Latch {
  return { wideUntilMs: 0, reduceUntilMs: 0, haltReason: 'NONE', haltCleanSinceMs: 0 };
}

/** Moves the latch by what holds now. A halt already latched keeps its first reason. */
export function latchConditions(
  latch: Latch,
  conditions: Readonly<Conditions>,
  nowMs: number,
  tuning: StateTuning,
): void {
  if (conditions.jump) latch.wideUntilMs = nowMs + tuning.cleanMs;
  const full =
    conditions.tilt >= tuning.fullTilt ||
    conditions.limitUse >= tuning.limitUse ||
    conditions.decayBudgetSpent;
  if (full) latch.reduceUntilMs = nowMs + tuning.cleanMs;
  if (latch.haltReason === 'NO_BASE_VALUE') latch.haltReason = 'NONE';
  if (heals(latch.haltReason)) heal(latch, conditions.halt, nowMs, tuning);
  if (latch.haltReason === 'NONE') {
    latch.haltReason = conditions.halt;
    latch.haltCleanSinceMs = 0;
  }
}

function heal(latch: Latch, found: HaltReason, nowMs: number, tuning: StateTuning): void {
  if (found !== 'NONE') {
    latch.haltCleanSinceMs = 0;
    return;
  }
  if (latch.haltCleanSinceMs === 0) latch.haltCleanSinceMs = nowMs;
  if (nowMs - latch.haltCleanSinceMs < tuning.healMs) return;
  latch.haltReason = 'NONE';
  latch.haltCleanSinceMs = 0;
  latch.wideUntilMs = nowMs + tuning.cleanMs;
}

/** The state a latch means at a time. */
export function stateOf(latch: Latch, nowMs: number): QuoterState {
  if (latch.haltReason !== 'NONE') return 'HALT';
  if (nowMs < latch.reduceUntilMs) return 'REDUCE_ONLY';
  return nowMs < latch.wideUntilMs ? 'WIDE' : 'NORMAL';
}

/** When the state would change by itself, or infinity. */
export function stateEndMs(latch: Latch, nowMs: number, tuning: StateTuning): number {
  switch (stateOf(latch, nowMs)) {
    case 'HALT':
      return latch.haltCleanSinceMs > 0
        ? latch.haltCleanSinceMs + tuning.healMs
        : Number.POSITIVE_INFINITY;
    case 'REDUCE_ONLY':
      return latch.reduceUntilMs;
    case 'WIDE':
      return latch.wideUntilMs;
    default:
      return Number.POSITIVE_INFINITY;
  }
}
