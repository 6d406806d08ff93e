/**
 * The ladder's sizes: how many lots stand at each of the five levels, inside what the broker has.
 *
 * Asks never add up to more than the free escrow, bids never to more than the room left in inventory
 * or to more PAT than they were given. Sizes are whole and never negative; a level that comes out
 * empty is not quoted, and the best level is never the empty one: what the price rules say of the best
 * price must be true of the price that stands. Inputs that are not finite count as nothing to quote.
 */
import { LADDER_LEVELS } from './explain.js';

export interface LadderTuning {
  readonly topLots: number;
  /** Each level is this many times the one before. */
  readonly growth: number;
  /** Sizes shrink as e^(−weight·|q̃|) on the side that would push inventory further out. */
  readonly tiltWeight: number;
}

/** Largest size a level may ask for: sizes are 32-bit, as prices are. */
const LEVEL_LOTS_MAX = 2 ** 31 - 1;

/** What the ladder would like: `top·factor·growth^i`, whole lots, into `sizes`. Answers their sum. */
export function wantedSizes(factor: number, tuning: LadderTuning, sizes: Int32Array): number {
  let lots = tuning.topLots * factor;
  let sum = 0;
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    const whole = lots > 0 ? Math.floor(Math.min(lots, LEVEL_LOTS_MAX)) : 0;
    sizes[level] = whole;
    sum += whole;
    lots *= tuning.growth;
  }
  if (sizes[0] === 0) raiseToTop(sizes);
  return sum;
}

/** Moves one lot from the deepest level that has any to the best one. Answers the level it came from. */
function raiseToTop(sizes: Int32Array): number {
  for (let level = LADDER_LEVELS - 1; level > 0; level -= 1) {
    const lots = sizes[level]!;
    if (lots === 0) continue;
    sizes[level] = lots - 1;
    sizes[0] = sizes[0]! + 1;
    return level;
  }
  return 0;
}

/** The size factor of inventory alone: bids shrink when long, asks when short. */
export function tiltSize(side: 'BUY' | 'SELL', tilt: number, tuning: LadderTuning): number {
  const against = Math.max(side === 'BUY' ? tilt : -tilt, 0);
  return Math.exp(-tuning.tiltWeight * against);
}

/**
 * Shrinks `sizes` in place so that they add up to at most `lots`, keeping their proportions; lots lost
 * to rounding go to the best levels first.
 */
export function fitLots(sizes: Int32Array, sum: number, lots: number): void {
  if (sum <= lots) return;
  const room = lots > 0 ? Math.floor(lots) : 0;
  const share = room / sum;
  let left = room;
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    const wanted = sizes[level]!;
    const whole = Math.floor(wanted * share);
    sizes[level] = whole;
    left -= whole;
  }
  // Each rounding loses less than a lot, so fewer lots are left than there are levels.
  for (let level = 0; level < LADDER_LEVELS && left > 0; level += 1) {
    sizes[level] = sizes[level]! + 1;
    left -= 1;
  }
}

/** Σ price·lots of the levels with a price, in ticks. */
export function ladderCost(sizes: Int32Array, prices: Int32Array): number {
  let cost = 0;
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    const price = prices[level]!;
    if (price > 0) cost += price * sizes[level]!;
  }
  return cost;
}

/**
 * Shrinks bid `sizes` in place so that Σ price·lots is at most `budgetTicks` (money in units of one
 * tick times one lot); what rounding leaves buys whole lots at the best level.
 */
export function fitBudget(sizes: Int32Array, prices: Int32Array, budgetTicks: number): void {
  const cost = ladderCost(sizes, prices);
  if (cost <= budgetTicks) return;
  const share = budgetTicks > 0 ? budgetTicks / cost : 0;
  const wantedTop = sizes[0]!;
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    sizes[level] = Math.floor(sizes[level]! * share);
  }
  const best = prices[0]!;
  let spare = budgetTicks - ladderCost(sizes, prices);
  while (sizes[0] === 0 && wantedTop > 0) {
    // Deeper lots are cheaper: giving up a few of them pays for one at the best price, or none stand.
    const from = raiseToTop(sizes);
    if (from === 0) break;
    spare += prices[from]! - best;
    if (spare >= 0) break;
    spare += best;
    sizes[0] = 0;
  }
  if (best > 0 && spare >= best) {
    sizes[0] = Math.min(wantedTop, sizes[0]! + Math.floor(spare / best));
  }
}
