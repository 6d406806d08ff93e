/**
 * Fair value P* = B · F · clamp(D·S): the exact product of the four live variables, and the limits on
 * how fast each may move.
 */
import { clamp } from './numbers.js';

export interface PressureBounds {
  readonly min: number;
  readonly max: number;
}

/** The clamped product D·S, a multiplier. */
export function pressureFactor(demand: number, scarcity: number, bounds: PressureBounds): number {
  return clamp(demand * scarcity, bounds.min, bounds.max);
}

/** P* in the unit of `base`. */
export function fairValue(base: number, fresh: number, pressure: number): number {
  return base * fresh * pressure;
}

/**
 * A logarithm moved from `current` towards `target` by at most `maxPerUnit · elapsed`, whatever unit
 * of time both are in. No time, no move; NaN in either value comes out as NaN.
 */
export function slewed(
  current: number,
  target: number,
  limit: { readonly maxPerUnit: number; readonly elapsed: number },
): number {
  const room = limit.maxPerUnit * Math.max(0, limit.elapsed);
  return current + clamp(target - current, -room, room);
}
