/** Catches drift that waits for prices of a week after it, a score of no whole week, and work on a feed that is over. */
import { expect, test } from 'vitest';
import { FEED_PHASE, LISTING_STATUS } from '../../src/engine/core/index.js';
import { driftDueOf, dueOf, type FeedFacts } from '../../src/scorer/due.js';
import { FEED_DRIFT } from '../../src/values/index.js';

const WEEK_MS = 7 * 86_400_000;
const REVIEW_WEEK = 2_900;
const FACTS: FeedFacts = {
  ...{ phase: FEED_PHASE.PASSED, drift: 0, listingStatus: LISTING_STATUS.LISTED },
  ...{ enteredMs: (REVIEW_WEEK - 6) * WEEK_MS, reviewMs: REVIEW_WEEK * WEEK_MS, driftWeek: 0 },
  ...{ hasGates: true, areGatesPassed: true, isTextChecked: true, hasBundle: true },
  week: REVIEW_WEEK + 4,
};
const at = (weeks: number, overMs = 0) => (REVIEW_WEEK + weeks) * WEEK_MS + overMs;

test('a week is scored when it is over, then looked at for drift', () => {
  expect(dueOf(FACTS, at(6))).toEqual({ kind: 'SCORE', week: REVIEW_WEEK + 5 });
  expect(dueOf({ ...FACTS, week: REVIEW_WEEK + 5 }, at(6))).toEqual({
    ...{ kind: 'DRIFT', fromWeek: REVIEW_WEEK, toWeek: REVIEW_WEEK + 5 },
  });
  expect(dueOf(FACTS, at(6, -1))).toMatchObject({ kind: 'DRIFT', toWeek: REVIEW_WEEK + 4 });
  const seen = { ...FACTS, driftWeek: REVIEW_WEEK + 4 };
  expect(dueOf(seen, at(6, -1))).toBeUndefined();
});

test('prices that end in between are enough for the weeks before', () => {
  expect(driftDueOf(FACTS, at(3, 5))).toEqual({
    ...{ kind: 'DRIFT', fromWeek: REVIEW_WEEK, toWeek: REVIEW_WEEK + 2 },
  });
  expect(driftDueOf({ ...FACTS, driftWeek: REVIEW_WEEK + 2 }, at(3, 5))).toBeUndefined();
  expect(driftDueOf({ ...FACTS, phase: FEED_PHASE.ENTERED }, at(3))).toBeUndefined();
});

test('a feed that is over is left alone', () => {
  for (const over of [
    { drift: FEED_DRIFT.DELISTED },
    { listingStatus: LISTING_STATUS.DELISTED },
    { phase: FEED_PHASE.FAILED },
    { phase: FEED_PHASE.ABANDONED },
  ]) {
    expect(dueOf({ ...FACTS, ...over }, at(6))).toBeUndefined();
  }
});
