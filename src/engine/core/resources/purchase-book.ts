/**
 * What a purchase goes through once it is there: its money is paid on, given back, or waits for a ruling; with its end its
 * entitlement ends. Money and access move in one command, so they agree whatever is interrupted.
 *
 * Invariant I41: a purchase is live exactly while its entitlement is; what waits for a time has the timer of it.
 */
import { ENTITLEMENT_ORIGIN } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import type { EntitlementDesk } from '../rights/entitlement-desk.js';
import { LISTING_FIELD as L, REVISION_FIELD as R, ROYALTIES_MAX } from './listings.js';
import type { MarketMoney } from './market-money.js';
import { MONEY_CAUSE } from './market-money.js';
import { MEMBER } from './members.js';
import { PURCHASE_FIELD as P, PURCHASE_STATUS } from './purchases.js';

/** What happened to a purchase, for whoever follows. */
export const PURCHASE_CAUSE = {
  BOUGHT: 1,
  PAID: 2,
  REFUNDED: 3,
  DISPUTED: 4,
  UPHELD: 5,
  REJECTED: 6,
  RENEWED: 7,
  ENDED: 8,
  REVOKED: 9,
  USED: 10,
  RATED: 11,
  ANSWERED: 12,
  DRAWN: 13,
  CANCELED: 14,
  CONTINUED: 15,
  PAST_DUE: 16,
} as const;

/** A right without an end ends with the calendar of the venue: at the end of 2499. */
const FOR_GOOD_MS = 16_725_225_600_000;
const { PAID, DISPUTED } = PURCHASE_STATUS;

/** Terms of a purchase that is made. */
export interface NewPurchase {
  readonly buyer: number;
  readonly listing: number;
  /** Slot of the revision, or 0 where there is none. */
  readonly revision: number;
  readonly status: number;
  readonly priceMicroPat: number;
  readonly feePpm: number;
}

/** What is done for seats of a feed when their purchase ends. */
export interface SeatEnds {
  isSeat(slot: number): boolean;
  /** Pays on what was served, before the rest comes back. */
  earnServed(slot: number): void;
  left(slot: number): void;
}

export class PurchaseBook {
  seats: SeatEnds | undefined;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly money: MarketMoney;
  private readonly entitlements: EntitlementDesk;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    money: MarketMoney;
    entitlements: EntitlementDesk;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.money = parts.money;
    this.entitlements = parts.entitlements;
  }

  /** Makes a purchase with its entitlement; the caller has checked that there is room for both. */
  open(terms: NewPurchase): number {
    const { purchases, listings, members, timeMs, serviceTimeMs } = this.state;
    const { buyer, listing } = terms;
    const slot = purchases.take();
    check(slot !== 0, 'I6: a purchase is made without room for it');
    purchases.set(slot, P.buyer, buyer);
    purchases.set(slot, P.listing, listing);
    purchases.set(slot, P.status, terms.status);
    purchases.set(slot, P.priceMicroPat, terms.priceMicroPat);
    purchases.set(slot, P.feePpm, terms.feePpm);
    purchases.set(slot, P.boughtServiceMs, serviceTimeMs);
    if (terms.revision !== 0) {
      purchases.set(slot, P.revision, listings.revisions.get(terms.revision, R.number));
      purchases.set(slot, P.sizeBytes, listings.revisions.get(terms.revision, R.sizeBytes));
    }
    purchases.setHash(slot, P.licenceHash, listings.hash(listing, L.licenceHash));
    this.keepRoyalties(slot);
    purchases.enter(slot);
    const first = listings.get(listing, L.firstPurchase);
    purchases.set(slot, P.listingNext, first);
    if (first !== 0) purchases.set(first, P.listingPrevious, slot);
    listings.set(listing, L.firstPurchase, slot);
    members.add(buyer, MEMBER.purchases, 1);
    const origin = ENTITLEMENT_ORIGIN.PURCHASE;
    const validToMs = FOR_GOOD_MS;
    const entitlement = this.entitlements.openListing({
      ...{ holder: buyer, listing, validFromMs: timeMs, validToMs, origin },
    });
    purchases.set(slot, P.entitlement, entitlement);
    return slot;
  }

  /** The shares of the listing as they are now. */
  keepRoyalties(slot: number): void {
    const { purchases, listings } = this.state;
    const listing = purchases.get(slot, P.listing);
    for (let i = 0; i < 2 * ROYALTIES_MAX; i += 1) {
      purchases.set(slot, P.royalties + i, listings.get(listing, L.royalties + i));
    }
  }

  /** Sets the one timer of a purchase. */
  wait(slot: number, untilServiceMs: number): void {
    const { purchases, serviceTimers } = this.state;
    const before = purchases.get(slot, P.timer);
    if (before !== 0) serviceTimers.cancel(before);
    const timer =
      untilServiceMs === 0
        ? 0
        : serviceTimers.set(untilServiceMs, TIMER.PURCHASE, purchases.idOf(slot));
    check(untilServiceMs === 0 || timer !== 0, 'I41: no timer for a purchase');
    purchases.set(slot, P.timer, timer);
  }

  /** What is held goes to the seller. */
  payOut(slot: number): void {
    const { purchases, listings } = this.state;
    const amount = purchases.get(slot, P.heldMicroPat);
    purchases.set(slot, P.heldMicroPat, 0);
    purchases.add(slot, P.paidMicroPat, amount);
    const revision = this.revisionOf(slot);
    if (revision !== 0) listings.revisions.add(revision, R.paidMicroPat, amount);
    this.money.payOut(slot, amount, this.movement(slot, MONEY_CAUSE.PAYOUT));
  }

  /** Paid for good: nothing waits any more. */
  settle(slot: number): void {
    this.payOut(slot);
    this.state.purchases.set(slot, P.status, PAID);
    this.tell(slot, PURCHASE_CAUSE.PAID);
  }

  /** What is reserved and not used comes back. */
  giveBack(slot: number): void {
    const { purchases } = this.state;
    const amount = purchases.get(slot, P.reservedMicroPat);
    purchases.set(slot, P.reservedMicroPat, 0);
    const buyer = purchases.get(slot, P.buyer);
    this.money.pay(buyer, buyer, amount, this.movement(slot, MONEY_CAUSE.REFUND));
  }

  /** Everything that is held comes back, the bond too, and the purchase is over. Returns what came back. */
  refund(slot: number, cause: number): number {
    const { purchases } = this.state;
    const isSeat = this.seats?.isSeat(slot) === true;
    if (isSeat) this.seats?.earnServed(slot);
    const buyer = purchases.get(slot, P.buyer);
    const held = purchases.get(slot, P.heldMicroPat);
    purchases.set(slot, P.heldMicroPat, 0);
    const why = isSeat ? MONEY_CAUSE.SEAT_REFUND : MONEY_CAUSE.REFUND;
    this.money.pay(buyer, buyer, held, this.movement(slot, why));
    this.giveBack(slot);
    this.endDispute(slot, buyer);
    this.close(slot, cause, held);
    return held;
  }

  /** The bond of a dispute goes to whoever was right. */
  endDispute(slot: number, winner: number): void {
    const { purchases, accounts } = this.state;
    if (purchases.get(slot, P.status) !== DISPUTED) return;
    const buyer = purchases.get(slot, P.buyer);
    const bond = purchases.get(slot, P.bondMicroPat);
    purchases.set(slot, P.bondMicroPat, 0);
    purchases.set(slot, P.status, purchases.get(slot, P.statusBefore));
    accounts.add(buyer, A.disputes, -1);
    this.money.pay(buyer, winner, bond, this.movement(slot, MONEY_CAUSE.BOND));
  }

  /** The purchase is over, and its entitlement with it; nothing may be held for it. */
  close(slot: number, cause: number, amountMicroPat = 0): void {
    const { purchases, listings, members } = this.state;
    const get = (field: number): number => purchases.get(slot, field);
    const left = get(P.heldMicroPat) + get(P.reservedMicroPat) + get(P.bondMicroPat);
    check(left === 0, 'I40: a purchase ends with money of it');
    this.wait(slot, 0);
    if (this.seats?.isSeat(slot)) this.seats.left(slot);
    const revision = this.revisionOf(slot);
    if (revision !== 0) listings.revisions.add(revision, R.paidMicroPat, 0 - get(P.paidMicroPat));
    this.entitlements.closeListing(get(P.entitlement));
    this.tell(slot, cause, amountMicroPat);
    const [next, previous] = [get(P.listingNext), get(P.listingPrevious)];
    const listing = get(P.listing);
    if (previous !== 0) purchases.set(previous, P.listingNext, next);
    else listings.set(listing, L.firstPurchase, next);
    if (next !== 0) purchases.set(next, P.listingPrevious, previous);
    if (listings.get(listing, L.sweepCursor) === slot) listings.set(listing, L.sweepCursor, next);
    members.add(get(P.buyer), MEMBER.purchases, -1);
    purchases.unindex(slot);
    purchases.release(slot);
  }

  tell(slot: number, cause: number, amountMicroPat = 0): void {
    const { purchases } = this.state;
    const [buyer, listing] = [purchases.get(slot, P.buyer), purchases.get(slot, P.listing)];
    const status = purchases.get(slot, P.status);
    this.reports.plain(
      ...([EVENT.PURCHASE, purchases.idOf(slot), buyer, listing, status, cause] as const),
      amountMicroPat,
    );
  }

  movement(slot: number, cause: number): { cause: number; reference: number } {
    return { cause, reference: this.state.purchases.idOf(slot) };
  }

  /** Slot of the revision it was bought at, or 0. */
  private revisionOf(slot: number): number {
    const { purchases, listings } = this.state;
    const number = purchases.get(slot, P.revision);
    return number === 0 ? 0 : listings.revision(purchases.get(slot, P.listing), number);
  }
}
