/**
 * What a contract's series have looked like at each age, so that a new start begins where the last one
 * was at that age and not from nothing.
 *
 * The window is cut into equal ages. Each keeps lots consumed, burnt and minted over days of exposure,
 * and variance weighted by days. A governed prior, worth one visit of that age, stands in until there is
 * history; while a series is at an age, that age forgets its past at a share per visit. What is expected
 * between the middles of two ages lies between what is known of them, so that nothing steps at a border.
 */

export const AGE_BUCKETS = 8;

const EXPOSURE = 0;
const CONSUMED = 1;
const BURNT = 2;
const MINTED = 3;
const VARIANCE = 4;
const LOG_DEMAND = 5;
const LOG_SCARCITY = 6;
const CELL = 7;

/** Numbers of all ages. */
export const PROFILE_FLOATS = AGE_BUCKETS * CELL;

export type Flow = 'consumed' | 'burnt' | 'minted';

const FLOW_OFFSET: Readonly<Record<Flow, number>> = {
  consumed: CONSUMED,
  burnt: BURNT,
  minted: MINTED,
};

/** What is expected of a contract before anything is known of it. */
export interface ProfilePrior {
  /** Lots a day of every flow. */
  readonly flowPerDay: number;
  /** Per day. */
  readonly variance: number;
  /** Days the prior counts for: one visit of an age. */
  readonly exposureDays: number;
}

/** The bucket of an age u in [0, 1]. */
export function bucketOf(u: number): number {
  return Math.min(AGE_BUCKETS - 1, Math.max(0, Math.floor(u * AGE_BUCKETS)));
}

export class AgeProfile {
  private readonly cells: Float64Array;

  /** @param cells numbers of all ages in a row; the form a checkpoint keeps */
  constructor(cells = new Float64Array(PROFILE_FLOATS)) {
    this.cells = cells;
  }

  /** Lots of a flow seen at an age. */
  addFlow(bucket: number, flow: Flow, lots: number): void {
    this.cells[bucket * CELL + FLOW_OFFSET[flow]]! += lots;
  }

  /**
   * A series spent `days` at this age with this variance and these logs of D and S; what was known before
   * keeps `kept` of its weight.
   */
  addVisit(
    bucket: number,
    visit: {
      readonly days: number;
      readonly variance: number;
      readonly logDemand: number;
      readonly logScarcity: number;
    },
    kept: number,
  ): void {
    const at = bucket * CELL;
    for (let offset = EXPOSURE; offset <= VARIANCE; offset += 1) this.cells[at + offset]! *= kept;
    this.cells[at + EXPOSURE]! += visit.days;
    this.cells[at + VARIANCE]! += visit.variance * visit.days;
    this.cells[at + LOG_DEMAND] = visit.logDemand;
    this.cells[at + LOG_SCARCITY] = visit.logScarcity;
  }

  /** Expected lots a day of a flow at age u. */
  flowPerDay(u: number, flow: Flow, prior: ProfilePrior): number {
    return this.between(u, FLOW_OFFSET[flow], prior.flowPerDay, prior.exposureDays);
  }

  /** Expected variance per day at age u. */
  variance(u: number, prior: ProfilePrior): number {
    return this.between(u, VARIANCE, prior.variance, prior.exposureDays);
  }

  private between(u: number, offset: number, prior: number, priorDays: number): number {
    const place = Math.min(AGE_BUCKETS - 1, Math.max(0, u * AGE_BUCKETS - 0.5));
    const bucket = Math.floor(place);
    const here = this.mean(bucket, offset, prior, priorDays);
    const share = place - bucket;
    if (share === 0) return here;
    return here + share * (this.mean(bucket + 1, offset, prior, priorDays) - here);
  }

  private mean(bucket: number, offset: number, prior: number, priorDays: number): number {
    const at = bucket * CELL;
    const sum = this.cells[at + offset]! + prior * priorDays;
    return sum / (this.cells[at + EXPOSURE]! + priorDays);
  }

  /** ln D and ln S as the last series at this age left them; 0 where there was none. */
  logDemand(bucket: number): number {
    return this.cells[bucket * CELL + LOG_DEMAND]!;
  }

  logScarcity(bucket: number): number {
    return this.cells[bucket * CELL + LOG_SCARCITY]!;
  }
}
