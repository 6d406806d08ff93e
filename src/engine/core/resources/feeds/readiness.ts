/** Whether a feed may be sold, and whether the platform lists it by itself: what its recorded gates and judgement say. */
import { FEED_DRIFT, FEED_STAGE } from '../../../../values/index.js';
import type { State } from '../../kernel/state.js';
import { LISTING_FIELD as L } from '../listings.js';
import { FEED_FIELD as F, FEED_PHASE } from './feeds.js';

/** The mask of gates when every one has passed. */
export const ALL_GATES = 2 ** 9 - 1;

/** Whether a listing has what its kind needs to be sold by seats: the gates, a passed burn-in, no final drift. */
export function isFeedReady(state: State, listing: number): boolean {
  const { feeds } = state;
  const feed = feeds.of(listing);
  return (
    feed !== 0 &&
    feeds.get(feed, F.phase) === FEED_PHASE.PASSED &&
    feeds.get(feed, F.gatesMask) === ALL_GATES &&
    feeds.get(feed, F.drift) !== FEED_DRIFT.DELISTED
  );
}

/** Whether the platform lists it without an operator: what passed its gates, and whose text was checked with them. */
export function isSelfServed(state: State, listing: number): boolean {
  const { feeds, listings } = state;
  const feed = feeds.of(listing);
  return (
    feeds.stage >= FEED_STAGE.BETA &&
    isFeedReady(state, listing) &&
    feeds.hasHash(feed, F.listingHash, listings.hash(listing, L.documentHash))
  );
}
