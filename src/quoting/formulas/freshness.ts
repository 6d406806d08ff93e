/**
 * Freshness F(u): how much of its base value a series keeps as its window runs.
 *
 * u is the age of a series, 0 at the start of its window and 1 at the end. Every curve starts at
 * `start` (a premium), ends at `end` (a discount) and never rises. The terminal factor is part of F
 * on every curve. Total: u outside [0, 1] is held at its edge, NaN gives NaN.
 */
import { clamp, MS_PER_DAY } from './numbers.js';

export const FRESHNESS_SHAPES = ['linear', 'halflife', 'logistic', 'exp'] as const;
export type FreshnessShape = (typeof FRESHNESS_SHAPES)[number];

export interface FreshnessCurve {
  readonly shape: FreshnessShape;
  /** F at u = 0, a multiplier. */
  readonly start: number;
  /** F at u = 1 before the terminal factor, a multiplier. */
  readonly end: number;
  /** `halflife` only: the age, as a share of the window, in which the value above `end` halves. */
  readonly halfLife: number;
  /** `logistic` only: steepness per unit of age, and the age of the steepest fall. */
  readonly steepness: number;
  readonly midpoint: number;
  /** Age from which the terminal factor bites, and what it takes off at u = 1. */
  readonly terminalStart: number;
  readonly terminalCut: number;
}

const MIN_REMAINING_DAYS = 1 / 24;

/** Age u of a series in [0, 1]. A window that is not positive counts as over: 1. */
export function age(nowMs: number, startMs: number, windowMs: number): number {
  if (!(windowMs > 0)) return 1;
  return clamp((nowMs - startMs) / windowMs, 0, 1);
}

/** R: days left in the window, at least one hour. */
export function remainingDays(u: number, windowMs: number): number {
  return Math.max(MIN_REMAINING_DAYS, ((1 - u) * windowMs) / MS_PER_DAY);
}

/** What is left after so many half-lives. `Math.exp` takes a third of the time of a power. */
function halved(halfLives: number): number {
  return Math.exp(-Math.LN2 * halfLives);
}

/** The shape's progress g(u), 1 at u = 0 and 0 at u = 1. `exp` has no such form: it answers 1 − u. */
function progress(u: number, curve: FreshnessCurve): number {
  switch (curve.shape) {
    case 'halflife': {
      const last = halved(1 / curve.halfLife);
      return (halved(u / curve.halfLife) - last) / (1 - last);
    }
    case 'logistic': {
      const at = (x: number): number => 1 / (1 + Math.exp(curve.steepness * (x - curve.midpoint)));
      return (at(u) - at(1)) / (at(0) - at(1));
    }
    default:
      return 1 - u;
  }
}

/** `1 − cut·max(0, (u − start)/(1 − start))²`. */
export function terminalFactor(u: number, curve: FreshnessCurve): number {
  if (curve.terminalStart >= 1) return 1;
  const late = Math.max(0, (u - curve.terminalStart) / (1 - curve.terminalStart));
  return 1 - curve.terminalCut * late * late;
}

/**
 * F at age u, a multiplier, terminal factor included.
 * `F = end + (start − end)·g(u)`, or `start·(end/start)^u` for `exp`.
 */
export function freshness(u: number, curve: FreshnessCurve): number {
  const at = clamp(u, 0, 1);
  const value =
    curve.shape === 'exp'
      ? curve.start * (curve.end / curve.start) ** at
      : curve.end + (curve.start - curve.end) * progress(at, curve);
  return value * terminalFactor(at, curve);
}

export interface DecayStep {
  readonly u: number;
  readonly windowMs: number;
  /** Relative fall of F that makes a new price worth announcing, such as 0.001. */
  readonly step: number;
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
}

const SLOPE_AGE = 1e-4;

/**
 * Milliseconds until F will have fallen by about `step`, from its slope at u, whole, within
 * `[minIntervalMs, maxIntervalMs]`. Prices move by scheduled decay only at the times this gives, so
 * that each can be announced one step ahead. A flat or absurd curve gives `maxIntervalMs`.
 */
export function msToDecayStep(curve: FreshnessCurve, at: DecayStep): number {
  const from = Math.min(at.u, 1 - SLOPE_AGE);
  const here = freshness(from, curve);
  const perAge = (here - freshness(from + SLOPE_AGE, curve)) / SLOPE_AGE / here;
  const ms = (at.step / perAge) * at.windowMs;
  if (!(ms > 0) || ms > at.maxIntervalMs) return at.maxIntervalMs;
  return Math.max(at.minIntervalMs, Math.ceil(ms));
}
