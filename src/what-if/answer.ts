/**
 * What the draws say of a set: the difference to the recorded parameters, an interval, and a verdict.
 *
 * Each draw is played with the recorded parameters and with the set, so what the model gets wrong of both drops out of the difference.
 * The interval is Student's of another draw, widened by how far the model is from reproducing what was earned. The answer is *cannot
 * tell* where the journal does not identify it, whatever the draws say: too few customers on a side, nearly all of them one, a market
 * that stopped, prices that were never quoted met by customers who do not show what they would pay, and a price sensitivity that is
 * guessed.
 */
import { WORTH_ERROR } from './draw.js';
import type { Fit, SideFit } from './fit.js';
import type { Observed } from './observed.js';
import type { Played } from './play.js';

export const REASONS = [
  'TOO_FEW_CUSTOMERS',
  'ONE_CUSTOMER',
  'MARKET_STOPPED',
  'NEVER_QUOTED',
  'SENSITIVITY_UNKNOWN',
] as const;
/** Why a journal cannot tell. */
export type Reason = (typeof REASONS)[number];

export type Verdict = 'better' | 'worse' | 'no clear difference' | 'cannot tell';

export interface Answer {
  readonly set: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** What the set would have earned more than was, PAT: the mean of the draws, and nine tenths of what may be. */
  readonly morePat: number;
  readonly fromPat: number;
  readonly untilPat: number;
  /** In the mean of the draws. */
  readonly boughtLots: number;
  readonly soldLots: number;
  /** Customers whom nobody had seen who traded; lots held on to that the journal had sold. */
  readonly unseenTraded: number;
  readonly continuedLots: number;
  /** Recorded commands about what is not there any more. */
  readonly leftOut: number;
}

const CUSTOMERS_LEAST = 30;
const ONE_SHARE = 0.8;
/** Of the time of a journal, the end in which there has to have been a trade. */
const STOPPED_SHARE = 0.25;
const OUTSIDE_SHARE = 0.25;
const SENSITIVITY_ERROR = 0.4;
const UNSEEN_SHARE = 0.1;
/** Two-sided 90 % of Student's distribution, by degrees of freedom from 1. */
const STUDENT = [
  6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761,
  1.753,
];
const NORMAL = 1.645;

/** @param recorded the draws with the recorded parameters, in the same order */
export function answerOf(
  set: string,
  {
    recorded,
    played,
  }: { readonly recorded: readonly Played[]; readonly played: readonly Played[] },
  { observed, fit }: { readonly observed: Observed; readonly fit: Fit },
): Answer {
  const more = played.map((one, i) => pat(one.earnedMicroPat - (recorded[i]?.earnedMicroPat ?? 0)));
  const misses = recorded.map((one) => pat(one.markedMicroPat - observed.earnedMicroPat));
  const mean = meanOf(more);
  const n = more.length;
  const variance = n < 2 ? 0 : more.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  const missed = meanOf(misses.map((x) => x * x));
  const moved = meanOf(played.map((one, i) => movedLots(one, recorded[i])));
  const lots = meanOf(recorded.map((one) => one.soldLots + one.boughtLots));
  // As far from what happened as the model is with nothing changed, in proportion to what changes; and each lot that is traded
  // otherwise at a price whose distance to its worth is no better known than its worth.
  const lotPat = WORTH_ERROR * pat(observed.lotMicroPat);
  const doubt = missed * Math.min(1, moved / Math.max(1, lots)) + moved * lotPat * lotPat;
  const half = student(n - 1) * Math.sqrt(variance * (1 + 1 / n) + doubt);
  const reasons = reasonsOf(played, observed, fit);
  const isSame = more.every((x) => x === 0);
  return {
    set,
    verdict: verdictOf(reasons, isSame ? 0 : mean - half, isSame ? 0 : mean + half),
    reasons,
    morePat: mean,
    fromPat: isSame ? 0 : mean - half,
    untilPat: isSame ? 0 : mean + half,
    boughtLots: meanOf(played.map((one) => one.boughtLots)),
    soldLots: meanOf(played.map((one) => one.soldLots)),
    unseenTraded: meanOf(played.map((one) => one.unseenTraded)),
    continuedLots: meanOf(played.map((one) => one.continued)),
    leftOut: meanOf(played.map((one) => one.leftOut)),
  };
}

function verdictOf(reasons: readonly Reason[], from: number, until: number): Verdict {
  if (reasons.length > 0) return 'cannot tell';
  if (from > 0) return 'better';
  return until < 0 ? 'worse' : 'no clear difference';
}

function reasonsOf(played: readonly Played[], observed: Observed, fit: Fit): readonly Reason[] {
  const { firstTimeMs, lastTimeMs, lastTradeMs } = observed;
  const sides: readonly SideFit[] = [fit.buys, fit.sells];
  const share = (of: (one: Played) => number): number => {
    const lots = meanOf(played.map((one) => one.lots));
    return lots === 0 ? 0 : meanOf(played.map(of)) / lots;
  };
  const isGuessed = sides.some(({ k, kError }) => kError > SENSITIVITY_ERROR * k);
  const stoppedMs = lastTimeMs - lastTradeMs;
  const found: [Reason, boolean][] = [
    ['TOO_FEW_CUSTOMERS', sides.some(({ takers }) => takers < CUSTOMERS_LEAST)],
    ['ONE_CUSTOMER', sides.some(({ largestShare }) => largestShare > ONE_SHARE)],
    ['MARKET_STOPPED', stoppedMs > STOPPED_SHARE * (lastTimeMs - firstTimeMs)],
    ['NEVER_QUOTED', share(({ outsideLots }) => outsideLots) > OUTSIDE_SHARE],
    ['SENSITIVITY_UNKNOWN', isGuessed && share((one) => one.unseenTraded) > UNSEEN_SHARE],
  ];
  return found.flatMap(([reason, isSo]) => (isSo ? [reason] : []));
}

/** Lots traded more or less than with the recorded parameters. */
function movedLots(one: Played, other: Played | undefined): number {
  if (other === undefined) return one.soldLots + one.boughtLots;
  return Math.abs(one.soldLots - other.soldLots) + Math.abs(one.boughtLots - other.boughtLots);
}

function student(freedom: number): number {
  return STUDENT[Math.max(0, freedom - 1)] ?? NORMAL;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, x) => sum + x, 0) / values.length;
}

function pat(microPat: number): number {
  return microPat / 1e6;
}
