/**
 * What always holds of the market (I40 and I41 of INVARIANTS.md), counted afresh. Slow; never changes anything.
 */
import { ENTITLEMENT_STATUS } from '../../../values/index.js';
import type { State } from '../kernel/state.js';
import { ENTITLEMENT_FIELD as E } from '../rights/entitlements.js';
import { brokenFeeds, eachFeedHolding } from './feeds/invariants.js';
import { LISTING_FIELD as L, LISTING_STATUS, REVISION_FIELD as R } from './listings.js';
import { MARKET_ESCROW } from './market-money.js';
import { MEMBER } from './members.js';
import { PURCHASE_FIELD as P, PURCHASE_STATUS, REQUEST_FIELD as Q } from './purchases.js';

/** What the market holds for an account. */
export type Holding = (account: number, amountMicroPat: number) => void;

/** Names everything the market holds, and for whom. */
export function eachHolding(state: State, hold: Holding): void {
  const { purchases, listings } = state;
  for (let slot = 1; slot <= purchases.highWater; slot += 1) {
    if (!purchases.isLive(slot)) continue;
    const fields = [P.heldMicroPat, P.reservedMicroPat, P.bondMicroPat];
    for (const field of fields) hold(purchases.get(slot, P.buyer), purchases.get(slot, field));
  }
  const { requests } = purchases;
  for (let slot = 1; slot <= requests.highWater; slot += 1) {
    if (requests.isLive(slot)) {
      hold(requests.get(slot, Q.asker), requests.get(slot, Q.bountyMicroPat));
    }
  }
  eachFeedHolding(state, hold);
  for (let id = 1; id <= listings.highWater; id += 1) {
    const fund = listings.get(id, L.sweepFundMicroPat);
    if (fund !== 0) hold(listings.get(id, L.sweepPayer), fund);
  }
}

/** Timers the market waits for, on the service clock. */
export function waitingTimers({ purchases, listings }: State): number {
  let count = 0;
  const { requests } = purchases;
  for (let slot = 1; slot <= purchases.highWater; slot += 1) {
    if (purchases.isLive(slot) && purchases.get(slot, P.timer) !== 0) count += 1;
  }
  for (let id = 1; id <= listings.highWater; id += 1) {
    for (const timer of [L.timer, L.promiseTimer]) if (listings.get(id, timer) !== 0) count += 1;
  }
  for (let slot = 1; slot <= requests.highWater; slot += 1) {
    if (requests.isLive(slot) && requests.get(slot, Q.timer) !== 0) count += 1;
  }
  return count;
}

/** Everything that is broken, a line each. */
export function brokenMarket(state: State): string[] {
  const broken: string[] = [];
  let held = 0;
  eachHolding(state, (account, amountMicroPat) => {
    if (amountMicroPat < 0) broken.push(`I40: account ${account} has ${amountMicroPat} held`);
    held += amountMicroPat;
  });
  const escrow = state.ledger.balance(state.ledger.escrow(MARKET_ESCROW));
  if (escrow !== held) broken.push(`I40: the market's escrow is ${escrow}, counted ${held}`);
  broken.push(...brokenPurchases(state), ...brokenListings(state), ...brokenFeeds(state));
  return broken;
}

/** A purchase is live exactly while its entitlement is, has the timer of what it waits for, and covers what is drawn on it. */
function brokenPurchases(state: State): string[] {
  const { purchases, entitlements, members, accounts } = state;
  const broken: string[] = [];
  const counts = new Map<number, number>();
  for (let slot = 1; slot <= purchases.highWater; slot += 1) {
    if (!purchases.isLive(slot)) continue;
    const get = (field: number): number => purchases.get(slot, field);
    const id = purchases.idOf(slot);
    counts.set(get(P.buyer), (counts.get(get(P.buyer)) ?? 0) + 1);
    const entitlement = entitlements.find(get(P.entitlement));
    const isOpen =
      entitlement !== 0 &&
      entitlements.get(entitlement, E.status) === ENTITLEMENT_STATUS.ACTIVE &&
      entitlements.get(entitlement, E.holder) === get(P.buyer) &&
      entitlements.get(entitlement, E.listing) === get(P.listing);
    if (!isOpen) broken.push(`I41: purchase ${id} has no entitlement`);
    if (purchases.of(get(P.buyer), get(P.listing)) !== slot) {
      broken.push(`I41: purchase ${id} is not found by buyer and listing`);
    }
    broken.push(...brokenMoney(state, slot));
  }
  for (let account = 1; account <= accounts.count; account += 1) {
    const [found, counted] = [members.get(account, MEMBER.purchases), counts.get(account) ?? 0];
    if (found !== counted)
      broken.push(`I41: account ${account} has ${found} purchases, ${counted}`);
  }
  let listed = 0;
  for (let slot = 1; slot <= entitlements.highWater; slot += 1) {
    const isActive = entitlements.get(slot, E.status) === ENTITLEMENT_STATUS.ACTIVE;
    if (isActive && entitlements.get(slot, E.listing) !== 0) listed += 1;
  }
  if (listed !== purchases.liveCount) {
    broken.push(`I41: ${listed} entitlements of purchases, ${purchases.liveCount} purchases`);
  }
  return broken;
}

/** What waits has a timer, what is paid holds nothing, and what is drawn is reserved. */
function brokenMoney({ purchases }: State, slot: number): string[] {
  const get = (field: number): number => purchases.get(slot, field);
  const id = purchases.idOf(slot);
  const broken: string[] = [];
  const waits = get(P.status) !== PURCHASE_STATUS.PAID;
  if (waits !== (get(P.timer) !== 0)) broken.push(`I41: purchase ${id} waits without a timer`);
  if (!waits && get(P.heldMicroPat) !== 0) broken.push(`I40: purchase ${id} is paid and held`);
  const drawn = get(P.drawnUnits) * get(P.priceMicroPat);
  const isUse = get(P.capMicroPat) > 0;
  if (isUse && drawn > get(P.reservedMicroPat)) {
    broken.push(`I40: purchase ${id} has ${drawn} drawn of ${get(P.reservedMicroPat)}`);
  }
  return broken;
}

/** A listing's chains lead to its own; what was paid for a revision is what its purchases paid; what is down waits for a ruling. */
function brokenListings({ listings, purchases }: State): string[] {
  const broken: string[] = [];
  let chained = 0;
  for (let id = 1; id <= listings.highWater; id += 1) {
    const paid = new Map<number, number>();
    for (let slot = listings.get(id, L.firstPurchase); slot !== 0; ) {
      chained += 1;
      const number = purchases.get(slot, P.revision);
      paid.set(number, (paid.get(number) ?? 0) + purchases.get(slot, P.paidMicroPat));
      if (purchases.get(slot, P.listing) !== id) broken.push(`I41: listing ${id} chains ${slot}`);
      slot = purchases.get(slot, P.listingNext);
    }
    let revision = listings.get(id, L.newestRevision);
    for (; revision !== 0; revision = listings.revisions.get(revision, R.before)) {
      const [found, number] = [
        listings.revisions.get(revision, R.paidMicroPat),
        listings.revisions.get(revision, R.number),
      ];
      const counted = paid.get(number) ?? 0;
      if (found !== counted) {
        broken.push(`I40: revision ${number} of ${id} says ${found} paid, counted ${counted}`);
      }
    }
    broken.push(...brokenPromise(listings, id));
    const isDown = listings.get(id, L.status) === LISTING_STATUS.TAKEN_DOWN;
    if (isDown !== (listings.get(id, L.timer) !== 0)) {
      broken.push(`I41: listing ${id} is down and waits for nothing, or waits and is not`);
    }
  }
  if (chained !== purchases.liveCount) {
    broken.push(`I41: ${purchases.liveCount} purchases, ${chained} chained`);
  }
  return broken;
}

/** What promises updates waits for the end of a period; whether what is on sale is below the promise is what was measured of it. */
function brokenPromise(listings: State['listings'], id: number): string[] {
  const get = (field: number): number => listings.get(id, field);
  const broken: string[] = [];
  const isPromised = get(L.updateEveryMs) > 0;
  const waits = get(L.promiseTimer) !== 0;
  const mayBeOver = get(L.status) === LISTING_STATUS.DELISTED;
  if (waits !== isPromised && !(isPromised && mayBeOver)) {
    broken.push(`I79: listing ${id} promises updates and has no timer, or the other way round`);
  }
  const live = get(L.liveRevision);
  const isBelow =
    live !== 0 && listings.revisions.get(live, R.compositePpm) < get(L.promisedCompositePpm);
  if (isBelow !== (get(L.belowPromise) === 1)) {
    broken.push(`I79: listing ${id} is below its promise and nobody knows, or is not`);
  }
  if (get(L.periodsKept) > get(L.periods)) broken.push(`I79: listing ${id} kept more than all`);
  return broken;
}
