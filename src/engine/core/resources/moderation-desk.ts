/**
 * Takedowns: with evidence, open to an appeal, ruled on by another operator.
 *
 * While a listing is down nobody buys or reads it, and what is held for it waits. Restored, everything goes on; where the takedown
 * stands it is delisted for good and what is held comes back. A takedown nobody appeals against in time stands; an appeal nobody
 * rules on in time restores.
 */
import { type ColdBodies, FIELD_ID } from '../../../values/index.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import { LISTING_CAUSE, type ListingDesk } from './listing-desk.js';
import { LISTING_FIELD as L, LISTING_STATUS } from './listings.js';
import type { Sweeps } from './sweeps.js';

const { DRAFT, TAKEN_DOWN, DELISTED } = LISTING_STATUS;
/** How long a provider may appeal, and how long a ruling on it may take. */
const APPEAL_MS = 14 * 86_400_000;
/** Purchases of the listing are being ended for another reason: that takes some commands. */
const LOOK_AGAIN_MS = 60_000;

export class ModerationDesk {
  readonly handlers = {
    takeDownListing: ({ listingId }, out, account) => this.takeDown(account, listingId, out),
    appealTakedown: ({ listingId }, out, account) => this.appeal(account, listingId, out),
    ruleAppeal: (body, out, account) => this.rule(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly desk: ListingDesk;
  private readonly sweeps: Sweeps;

  constructor(state: State, desk: ListingDesk, sweeps: Sweeps) {
    this.state = state;
    this.desk = desk;
    this.sweeps = sweeps;
  }

  private takeDown(account: number, listing: number, out: Result): void {
    const { listings } = this.state;
    if (!listings.isLive(listing)) return out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
    const status = listings.get(listing, L.status);
    if (status === DRAFT || status === TAKEN_DOWN || this.sweeps.isRunning(listing)) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    listings.set(listing, L.statusBefore, status);
    listings.set(listing, L.takenDownBy, account);
    listings.set(listing, L.appealed, 0);
    this.wait(listing, APPEAL_MS);
    this.desk.move(listing, TAKEN_DOWN, LISTING_CAUSE.TAKEN_DOWN);
    out.done(listing, listings.get(listing, L.version));
  }

  private appeal(account: number, listingId: number, out: Result): void {
    const { listings } = this.state;
    const listing = this.desk.own(account, listingId, out);
    if (listing === 0) return;
    const isDown = listings.get(listing, L.status) === TAKEN_DOWN;
    if (!isDown || listings.get(listing, L.appealed) === 1) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    listings.set(listing, L.appealed, 1);
    this.wait(listing, APPEAL_MS);
    this.desk.move(listing, TAKEN_DOWN, LISTING_CAUSE.APPEALED);
    out.done(listing, listings.get(listing, L.version));
  }

  private rule(account: number, body: ColdBodies['ruleAppeal'], out: Result): void {
    const { listings, members } = this.state;
    const { listingId: listing, restored } = body;
    if (!listings.isLive(listing)) return out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
    if (listings.get(listing, L.status) !== TAKEN_DOWN) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    if (members.isOneOwner(account, listings.get(listing, L.takenDownBy))) {
      return out.refuse(CODE.SECOND_PERSON, FIELD_ID.listing_id);
    }
    if (!restored && this.sweeps.isRunning(listing)) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    this.wait(listing, 0);
    this.end(listing, restored);
    out.done(listing, listings.get(listing, L.version));
  }

  /** Nobody appealed or ruled in time: the takedown stands, or, appealed and not ruled on, it does not. */
  expire(listing: number): void {
    const { listings } = this.state;
    listings.set(listing, L.timer, 0);
    const isRestored = listings.get(listing, L.appealed) === 1;
    // Its provider revoked a revision meanwhile: what was bought of that ends first.
    if (!isRestored && this.sweeps.isRunning(listing)) return this.wait(listing, LOOK_AGAIN_MS);
    this.end(listing, isRestored);
  }

  private end(listing: number, isRestored: boolean): void {
    const { listings } = this.state;
    const status = isRestored ? listings.get(listing, L.statusBefore) : DELISTED;
    for (const field of [L.statusBefore, L.takenDownBy, L.appealed])
      listings.set(listing, field, 0);
    this.desk.move(listing, status, LISTING_CAUSE.RULED);
    if (!isRestored) this.sweeps.begin(listing, 0, 0);
  }

  /** When it is looked at again, from now; 0: not at all. */
  private wait(listing: number, ms: number): void {
    const { listings, serviceTimers, serviceTimeMs } = this.state;
    const before = listings.get(listing, L.timer);
    if (before !== 0) serviceTimers.cancel(before);
    const timer = ms === 0 ? 0 : serviceTimers.set(serviceTimeMs + ms, TIMER.LISTING, listing);
    listings.set(listing, L.timer, timer);
  }
}
