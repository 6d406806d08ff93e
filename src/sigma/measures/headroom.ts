/** Headroom: the share of capacity nobody uses yet. It counts once ten paid seats of unaffiliated owners use some. */
import { type Measure, type MeasureDefinition, rated, unrated } from './measure.js';

const HEADROOM: MeasureDefinition = {
  name: 'headroom',
  formula: '1 − used / K*, at least 0; 0 below 10 paid seats of unaffiliated owners',
  source: 'docs/sigma-market.md, Capacity',
};

/** Paid seats of owners outside the creator's group before headroom counts. */
export const UNAFFILIATED_SEATS_MIN = 10;

export interface CapacityUse {
  /** Capital that follows the model, in the money of K*. */
  readonly usedCapital: number;
  readonly unaffiliatedPaidSeats: number;
}

export function headroom(capacity: Measure, use: CapacityUse): Measure {
  const { usedCapital, unaffiliatedPaidSeats } = use;
  if (capacity.status === 'UNRATED') return unrated(HEADROOM, capacity.reason);
  if (![usedCapital, unaffiliatedPaidSeats].every(Number.isFinite)) {
    return unrated(HEADROOM, 'NOT_FINITE');
  }
  const inputs = { usedCapital, unaffiliatedPaidSeats, capacity: capacity.value };
  if (usedCapital < 0) return unrated(HEADROOM, 'OUT_OF_RANGE', inputs);
  const counts = unaffiliatedPaidSeats >= UNAFFILIATED_SEATS_MIN && capacity.value > 0;
  const value = counts ? Math.max(0, 1 - usedCapital / capacity.value) : 0;
  return rated(HEADROOM, value, inputs);
}
