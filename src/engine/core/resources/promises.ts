/**
 * What a provider promises of a listing, and what comes of not keeping it: another content in every period, and a least quality.
 *
 * A ladder of two steps. A period without another content is *late*: it is told. A second one in a row, or a revision on sale below
 * the promised quality, is *broken*: nobody buys it, and where the terms say so whatever is still held of a purchase can be had
 * back. It ends by itself with content that keeps the promise. Content the listing had before does not count as another one.
 *
 * A promise that somebody bought on is only ever made stricter. The timer of a period runs on the service clock, so that an outage
 * of the venue makes nobody late; it runs on while a listing is a draft again or delisted, as long as somebody has bought it.
 */
import { FIELD_ID } from '../../../values/index.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import { LISTING_CAUSE, type ListingDesk } from './listing-desk.js';
import type { ListingTerms, TermsProblem } from './listing-terms.js';
import { LISTING_FIELD as L, LISTING_STATUS, REVISION_FIELD as R } from './listings.js';

const HOUR_MS = 3_600_000;
const PERIOD_MS_MIN = HOUR_MS;
const PERIOD_MS_MAX = 366 * 24 * HOUR_MS;
/** A period lasts a tenth longer the first time: what is due is not late the moment it is. */
const GRACE_PARTS = 10;
/** Periods in a row without another content. */
const BROKEN_PERIODS = 2;
const PPM = 1_000_000;

/** How a promise stands. */
export const PROMISE = { KEPT: 0, LATE: 1, BROKEN: 2 } as const;

/** One of PROMISE. */
export function promiseOf({ listings }: State, listing: number): number {
  const missed = listings.get(listing, L.periodsMissed);
  if (missed >= BROKEN_PERIODS || listings.get(listing, L.belowPromise) === 1) {
    return PROMISE.BROKEN;
  }
  return missed === 0 ? PROMISE.KEPT : PROMISE.LATE;
}

interface Promised {
  readonly everyMs: number;
  readonly compositePpm: number;
  readonly refunds: number;
}

const promisedIn = (terms: ListingTerms): Promised => ({
  everyMs: terms.updateEveryMs ?? 0,
  compositePpm: terms.promisedCompositePpm ?? 0,
  refunds: terms.refundsWhenBroken === true ? 1 : 0,
});

/** What is wrong with what terms promise; undefined: nothing. */
export function promiseProblem(
  { listings }: State,
  listing: number,
  terms: ListingTerms,
): TermsProblem | undefined {
  const { everyMs, compositePpm, refunds } = promisedIn(terms);
  if (everyMs !== 0 && (everyMs < PERIOD_MS_MIN || everyMs > PERIOD_MS_MAX)) {
    return { code: CODE.INVALID_FIELD, field: FIELD_ID.update_every_ms };
  }
  if (compositePpm < 0 || compositePpm > PPM) {
    return { code: CODE.INVALID_FIELD, field: FIELD_ID.promised_composite_ppm };
  }
  if (listing === 0 || listings.get(listing, L.firstPurchase) === 0) return undefined;
  const looser = (field: number): TermsProblem => ({ code: CODE.PROMISE_LOOSENED, field });
  const before = listings.get(listing, L.updateEveryMs);
  if (before > 0 && (everyMs === 0 || everyMs > before)) return looser(FIELD_ID.update_every_ms);
  if (compositePpm < listings.get(listing, L.promisedCompositePpm)) {
    return looser(FIELD_ID.promised_composite_ppm);
  }
  return refunds < listings.get(listing, L.refundsWhenBroken)
    ? looser(FIELD_ID.refunds_when_broken)
    : undefined;
}

export class PromiseDesk {
  private readonly state: State;
  private readonly desk: ListingDesk;

  constructor(state: State, desk: ListingDesk) {
    this.state = state;
    this.desk = desk;
  }

  /** Takes what terms promise that were looked at. */
  set(listing: number, terms: ListingTerms): void {
    const { listings } = this.state;
    const { everyMs, compositePpm, refunds } = promisedIn(terms);
    listings.set(listing, L.promisedCompositePpm, compositePpm);
    listings.set(listing, L.refundsWhenBroken, refunds);
    if (everyMs !== listings.get(listing, L.updateEveryMs)) {
      listings.set(listing, L.updateEveryMs, everyMs);
      if (everyMs === 0) listings.set(listing, L.periodsMissed, 0);
      const periodMs = everyMs + Math.floor(everyMs / GRACE_PARTS);
      this.wait(listing, everyMs === 0 ? 0 : this.state.serviceTimeMs + periodMs);
    }
    this.look(listing);
  }

  /** A revision was measured. `isOther`: the listing never had its content before. */
  measured(listing: number, isOther: boolean): void {
    const { listings } = this.state;
    const before = promiseOf(this.state, listing);
    if (isOther && listings.get(listing, L.updateEveryMs) > 0) {
      listings.set(listing, L.isUpdated, 1);
      listings.set(listing, L.periodsMissed, 0);
    }
    this.look(listing);
    this.tell(listing, before);
  }

  /** Another revision is on sale, or none. */
  revoked(listing: number): void {
    const before = promiseOf(this.state, listing);
    this.look(listing);
    this.tell(listing, before);
  }

  /** A period is over. */
  expire(listing: number): void {
    const { listings } = this.state;
    listings.set(listing, L.promiseTimer, 0);
    const everyMs = listings.get(listing, L.updateEveryMs);
    const status = listings.get(listing, L.status);
    const isBought = listings.get(listing, L.firstPurchase) !== 0;
    if (status === LISTING_STATUS.DELISTED && !isBought) return;
    this.wait(listing, listings.get(listing, L.periodEndMs) + everyMs);
    const isOnSale = status === LISTING_STATUS.LISTED || status === LISTING_STATUS.DEPRECATED;
    // What is taken down cannot be updated.
    if (status === LISTING_STATUS.TAKEN_DOWN || !(isOnSale || isBought)) return;
    const before = promiseOf(this.state, listing);
    const isUpdated = listings.get(listing, L.isUpdated);
    listings.set(listing, L.isUpdated, 0);
    listings.add(listing, L.periods, 1);
    listings.add(listing, L.periodsKept, isUpdated);
    if (isUpdated === 0) listings.add(listing, L.periodsMissed, 1);
    this.tell(listing, before);
  }

  /** Compares what is on sale with what is promised. */
  private look(listing: number): void {
    const { listings } = this.state;
    const live = listings.get(listing, L.liveRevision);
    const promised = listings.get(listing, L.promisedCompositePpm);
    const isBelow = live !== 0 && listings.revisions.get(live, R.compositePpm) < promised;
    listings.set(listing, L.belowPromise, isBelow ? 1 : 0);
  }

  /** Another step of the ladder is another version: nobody buys on what he has not read. */
  private tell(listing: number, before: number): void {
    const now = promiseOf(this.state, listing);
    if (now === before) return;
    this.state.listings.add(listing, L.version, 1);
    const { PROMISE_KEPT, PROMISE_LATE, PROMISE_BROKEN } = LISTING_CAUSE;
    const causes = [PROMISE_KEPT, PROMISE_LATE, PROMISE_BROKEN];
    this.desk.tell(listing, causes[now] as number);
  }

  private wait(listing: number, endMs: number): void {
    const { listings, serviceTimers } = this.state;
    const before = listings.get(listing, L.promiseTimer);
    if (before !== 0) serviceTimers.cancel(before);
    const timer = endMs === 0 ? 0 : serviceTimers.set(endMs, TIMER.PROMISE, listing);
    listings.set(listing, L.periodEndMs, endMs);
    listings.set(listing, L.promiseTimer, timer);
  }
}
