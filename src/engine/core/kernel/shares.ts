/**
 * How much of a shared store one account may have: a thirty-second of it, and of its last quarter only the first place. Of
 * the large stores, which are there for everything an account may come to have, half is for whoever comes first, a quarter for
 * those below a thirty-second of it, and the last quarter is divided evenly among the accounts there are.
 *
 * So no account, and no score of them, keeps another from a place. Shares that shrink as a store fills (the dynamic thresholds
 * by which switches share buffers) were tried and let go: places are not taken back, so accounts that come one after the
 * other take two thirds of what is left in turn, and twenty of them leave nothing.
 */
import { CODE } from './reject.js';

const ACCOUNTS_THAT_FILL = 32;
const LAST_PART = 4;
const CROWDED_PART = 2;

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

/** A large store, as shares of it see it. */
export interface SharedStore {
  /** Places nobody has. */
  readonly room: number;
  /** All places. */
  readonly capacity: number;
}

/**
 * Why an account may not take so many more places of a large store, or 0.
 * @param own places it has
 * @param more places it asks for
 * @param accounts how many accounts there are
 */
export function crowdProblem(
  { room, capacity }: SharedStore,
  own: number,
  more: number,
  accounts: number,
): number {
  const left = room - more;
  const wanted = own + more;
  if (left < 0) return CODE.CAPACITY_FULL;
  if (left * CROWDED_PART >= capacity || wanted === 1) return 0;
  if (wanted * accounts * LAST_PART <= capacity) return 0;
  const hasShare = wanted * ACCOUNTS_THAT_FILL <= capacity;
  return hasShare && left * LAST_PART >= capacity ? 0 : CODE.SHARE_USED;
}
