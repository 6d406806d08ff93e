/**
 * What always holds of model feeds (I47 and I48 of INVARIANTS.md), counted afresh. Slow; never changes anything.
 */
import type { State } from '../../kernel/state.js';
import { LISTING_FIELD as L } from '../listings.js';
import { DEALING_FIELD, PURCHASE_FIELD as P, PURCHASE_STATUS } from '../purchases.js';
import { CREATOR_FIELD as C, FEED_FIELD as F, FEED_PHASE, PLAN_FIELD, planWord } from './feeds.js';

const TIERS = [1, 2, 3];

/** Deposits of entries, and what waits for creators. */
export function eachFeedHolding(
  { feeds, listings }: State,
  hold: (account: number, amountMicroPat: number) => void,
): void {
  for (let slot = 1; slot <= feeds.highWater; slot += 1) {
    if (!feeds.isLive(slot)) continue;
    hold(listings.get(feeds.get(slot, F.listing), L.owner), feeds.get(slot, F.depositMicroPat));
  }
  const { creators } = feeds;
  for (let slot = 1; slot <= creators.highWater; slot += 1) {
    if (!creators.isLive(slot)) continue;
    hold(creators.get(slot, C.account), creators.get(slot, C.payableMicroPat));
  }
}

/** Seats that are counted, by a name of whom they count for. */
type Counted = Map<string, number>;

/** Everything that is broken, a line each. */
export function brokenFeeds(state: State): string[] {
  const held: Counted = new Map();
  const broken = brokenSeats(state, held);
  const { feeds } = state;
  const { dealings } = state.purchases;
  for (let slot = 1; slot <= feeds.highWater; slot += 1) {
    if (feeds.isLive(slot)) broken.push(...brokenFeed(state, slot, held));
  }
  for (let slot = 1; slot <= dealings.highWater; slot += 1) {
    if (!dealings.isLive(slot)) continue;
    const [found, counted] = [dealings.get(slot, DEALING_FIELD.seats), held.get(`owner ${slot}`)];
    if (found !== (counted ?? 0)) broken.push(`I47: an owner has ${found} seats, ${counted}`);
  }
  return broken;
}

/** Subscriptions, which are counted into `held`. */
function brokenSeats({ purchases }: State, held: Counted): string[] {
  const broken: string[] = [];
  const count = (key: string, seats: number) => held.set(key, (held.get(key) ?? 0) + seats);
  const { SEATED, PAST_DUE } = PURCHASE_STATUS;
  for (let slot = 1; slot <= purchases.highWater; slot += 1) {
    if (!purchases.isLive(slot)) continue;
    const get = (field: number): number => purchases.get(slot, field);
    const isDue = get(P.status) === PAST_DUE;
    if (get(P.seats) > 0 !== (get(P.status) === SEATED || isDue)) {
      broken.push(`I47: purchase ${purchases.idOf(slot)} has seats and another status, or none`);
    }
    if (get(P.seats) === 0) continue;
    const listing = get(P.listing);
    count(`tier ${listing}/${get(P.tier)}`, get(P.seats));
    count(`owner ${purchases.dealing(get(P.seatOwner), listing)}`, get(P.seats));
    const most = isDue ? 0 : get(P.priceMicroPat) * get(P.seats);
    if (get(P.heldMicroPat) > most) {
      broken.push(`I48: ${get(P.heldMicroPat)} held for seats of ${most}`);
    }
  }
  return broken;
}

function brokenFeed({ feeds, listings }: State, slot: number, held: Counted): string[] {
  const broken: string[] = [];
  const listing = feeds.get(slot, F.listing);
  const tiers = TIERS.map((tier) => held.get(`tier ${listing}/${tier}`) ?? 0);
  const found = TIERS.map((tier) => feeds.get(slot, planWord(tier, PLAN_FIELD.heldSeats)));
  const sum = tiers.reduce((a, b) => a + b, 0);
  if (tiers.join() !== found.join() || feeds.get(slot, F.heldSeats) !== sum) {
    broken.push(`I47: feed of ${listing} says ${found.join()} seats are held, counted ${tiers}`);
  }
  const isBurning = feeds.get(slot, F.phase) === FEED_PHASE.ENTERED;
  if (!isBurning && feeds.get(slot, F.depositMicroPat) !== 0) {
    broken.push(`I48: feed of ${listing} was judged and its deposit is held`);
  }
  if (feeds.creator(listings.get(listing, L.owner)) === 0) {
    broken.push(`I75: the owner of the feed of ${listing} has no record as a creator`);
  }
  if (feeds.of(listing) !== slot) broken.push(`I47: feed of ${listing} is not found by it`);
  return broken;
}
