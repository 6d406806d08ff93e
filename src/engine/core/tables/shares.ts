/**
 * How much of a shared store one account may have: a thirty-second of it, and of its last quarter only the first place.
 *
 * So no account, and no score of them, keeps another from a place. Shares that shrink as a store fills (the dynamic thresholds
 * by which switches share buffers) were tried and let go: places are not taken back, so accounts that come one after the
 * other take two thirds of what is left in turn, and twenty of them leave nothing.
 */
import { CODE } from '../reject.js';

const ACCOUNTS_THAT_FILL = 32;
const LAST_PART = 4;

/**
 * Why an account may not take one more place, or 0.
 * @param own places it has
 * @param free places nobody has
 * @param capacity all places
 */
export function shareProblem(own: number, free: number, capacity: number): number {
  if (own === 0) return free > 0 ? 0 : CODE.CAPACITY_FULL;
  const hasShare = own < Math.floor(capacity / ACCOUNTS_THAT_FILL);
  return hasShare && free > capacity / LAST_PART ? 0 : CODE.SHARE_USED;
}
