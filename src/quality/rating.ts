/**
 * What buyers say, shown apart from what is measured: (m·C + Σ wᵢ·rᵢ) / (m + Σ wᵢ), the venue's mean C counting as m ratings.
 *
 * A rating weighs as much as the fees its owner bore, at most 1, so that many free accounts weigh nothing; who may rate, and
 * once, is decided where ratings are taken. Pure; never fails.
 */

/** Ratings the venue's mean counts as. */
export const RATING_PRIOR = 10;
/** Fees from which on a rating weighs 1. */
export const RATING_FULL_FEES_MICRO_PAT = 10_000_000;

export interface Rating {
  /** 1 to 5. */
  readonly stars: number;
  readonly feesMicroPat: number;
}

export const ratingWeight = ({ feesMicroPat }: Rating): number =>
  Math.max(0, Math.min(1, feesMicroPat / RATING_FULL_FEES_MICRO_PAT));

/** @param venueMean mean of all ratings of the venue, 1 to 5 */
export function ratingOf(ratings: readonly Rating[], venueMean: number): number {
  let weight = RATING_PRIOR;
  let sum = RATING_PRIOR * venueMean;
  for (const rating of ratings) {
    weight += ratingWeight(rating);
    sum += ratingWeight(rating) * rating.stars;
  }
  return sum / weight;
}
