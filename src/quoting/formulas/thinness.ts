/**
 * Thinness M: how much thinner a contract trades than the depth its operator asks for.
 * It widens quotes and raises margin. In [1, max]; a contract nobody exercises is as thin as can be.
 */
import { clamp } from './numbers.js';

export interface Depth {
  /** L: unaffiliated notional exercised in the last day. */
  readonly exercisedMicroPat: number;
  /** The governed depth at which nothing is thin; 0 asks for nothing and gives 1. */
  readonly targetMicroPat: number;
}

/** M = clamp(√(target ÷ L), 1, max). */
export function thinness(depth: Depth, max: number): number {
  if (depth.targetMicroPat === 0) return 1;
  return clamp(Math.sqrt(depth.targetMicroPat / depth.exercisedMicroPat), 1, max);
}
