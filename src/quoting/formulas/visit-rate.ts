/**
 * How many come, estimated from those who traded with the broker at its own price: visits seen by visits expected, in two
 * memories, both shrunk.
 *
 * A visit is one owner on one side of one series for a while, whatever it trades. Expected are, over the time a quote stood,
 * prior·e^(−k·x) with x the distance of its price from base times freshness. Slow and fast sums of both are kept, each forgetting
 * with its own time constant. The slow rate is a Gamma–Poisson mean around 1; the fast one shrinks to the slow one:
 *
 *   slow = (n_s + c_s)/(E_s + c_s)       A = slow·(n_f + c_f)/(slow·E_f + c_f)
 *
 * Without evidence A is 1; with little it stays near it. Total: sums that are not negative give a positive finite A.
 */

export interface VisitSums {
  fastVisits: number;
  fastExpected: number;
  slowVisits: number;
  slowExpected: number;
}

export interface VisitTuning {
  /** Visits the priors count for. */
  readonly slowPrior: number;
  readonly fastPrior: number;
}

/** A: how many times as many come as the prior says. */
export function visitRatio(sums: Readonly<VisitSums>, tuning: VisitTuning): number {
  const { slowPrior, fastPrior } = tuning;
  const slow = (sums.slowVisits + slowPrior) / (sums.slowExpected + slowPrior);
  return (slow * (sums.fastVisits + fastPrior)) / (slow * sums.fastExpected + fastPrior);
}

/** Relative variance of A: one by the visits it rests on. */
export function visitVariance(sums: Readonly<VisitSums>, tuning: VisitTuning): number {
  return 1 / (sums.fastVisits + tuning.fastPrior);
}
