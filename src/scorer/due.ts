/**
 * What is due of a feed now: its gates when its bundle came or its text changed, its judgement at its review, the score of the week
 * that ended, and drift. Pure, and the same after a restart: it follows from what the journal says was recorded.
 */
import { FEED_PHASE, LISTING_STATUS } from '../engine/core/index.js';
import { FEED_DRIFT } from '../values/index.js';

const WEEK_MS = 7 * 86_400_000;

export interface FeedFacts {
  readonly phase: number;
  readonly drift: number;
  readonly listingStatus: number;
  readonly enteredMs: number;
  readonly reviewMs: number;
  /** Of the last score; 0: none. */
  readonly week: number;
  /** Of the last drift that was recorded or found unchanged; 0: none. */
  readonly driftWeek: number;
  /** Since the entry. */
  readonly hasGates: boolean;
  /** Every one, as they were recorded. */
  readonly areGatesPassed: boolean;
  /** The gates were recorded of the listing's present text. */
  readonly isTextChecked: boolean;
  readonly hasBundle: boolean;
}

export type Due =
  | { readonly kind: 'GATES' }
  | { readonly kind: 'JUDGE' }
  | { readonly kind: 'JUDGE_WITHOUT_BUNDLE' }
  | { readonly kind: 'BUNDLE_LOST' }
  | { readonly kind: 'SCORE'; readonly week: number }
  | { readonly kind: 'DRIFT'; readonly fromWeek: number; readonly toWeek: number };

/** The first of what is due; undefined: nothing. */
export function dueOf(facts: FeedFacts, nowMs: number): Due | undefined {
  const { ENTERED, PASSED } = FEED_PHASE;
  const { phase, hasBundle, hasGates, enteredMs, reviewMs } = facts;
  const isOver =
    facts.drift === FEED_DRIFT.DELISTED || facts.listingStatus === LISTING_STATUS.DELISTED;
  if (isOver || (phase !== ENTERED && phase !== PASSED)) return undefined;
  const isReviewDue = phase === ENTERED && nowMs >= reviewMs;
  if (!hasBundle) {
    if (hasGates) return { kind: 'BUNDLE_LOST' };
    return isReviewDue ? { kind: 'JUDGE_WITHOUT_BUNDLE' } : undefined;
  }
  if (!hasGates || !facts.isTextChecked) return { kind: 'GATES' };
  if (isReviewDue) return { kind: 'JUDGE' };
  const week = Math.floor(nowMs / WEEK_MS) - 1;
  const isWeekSeen = (week + 1) * WEEK_MS > enteredMs;
  if (facts.week < week && isWeekSeen) return { kind: 'SCORE', week };
  return driftDueOf(facts, nowMs);
}

/**
 * Weeks whose drift was not looked at, of those that ended before a time. Prices that are behind hold the newest score up, and no drift of
 * the weeks they are known for: a model that is over is not sold on because a recorder stopped.
 */
export function driftDueOf(
  { phase, driftWeek, reviewMs }: FeedFacts,
  untilMs: number,
): Extract<Due, { kind: 'DRIFT' }> | undefined {
  if (phase !== FEED_PHASE.PASSED) return undefined;
  const toWeek = Math.floor(untilMs / WEEK_MS) - 1;
  const fromWeek = Math.max(driftWeek, Math.floor(reviewMs / WEEK_MS) - 1) + 1;
  return fromWeek <= toWeek ? { kind: 'DRIFT', fromWeek, toWeek } : undefined;
}
