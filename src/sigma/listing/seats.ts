/**
 * Who may take a seat. Owners are counted, not accounts: an owner holds at most a tenth of a listing's seats (one in any case),
 * a creator's group none, and nothing is sold beyond the limit that capacity allows.
 */
import type { Listing } from './listing.js';
import { isDelivered, isOnSale } from './transitions.js';

export const SEAT_REFUSALS = {
  BAD_COUNT: 'ask for a whole number of seats, at least one',
  NOT_HELD: 'only seats that are held now are renewed',
  NOT_ON_SALE: 'the listing is not on sale; its page says why',
  COOLING_OFF: 'a risky change cools off; new seats are sold when it takes effect',
  OWN_FEED: 'a creator and its group do not subscribe to their own feed',
  SEATS_FULL: 'capacity is used up; a seat that ends is offered again',
  OWNER_LIMIT: 'an owner holds at most a tenth of the seats',
  CAPACITY_UNKNOWN: 'capacity is unrated, so no seat can be sold',
} as const;
export type SeatRefusal = keyof typeof SEAT_REFUSALS;

/** Owners of a group, a shared wallet, key, delivery end point or payout account are one owner. */
export const OWNER_SHARE_DIVISOR = 10;

export interface SeatRequest {
  readonly owner: string;
  readonly seats: number;
  readonly nowMs: number;
  /** Another month of seats that are held now. */
  readonly isRenewal: boolean;
}

export interface SeatBook {
  /** From capacity; undefined where it is unrated. */
  readonly limit: number | undefined;
  readonly byOwner: ReadonlyMap<string, number>;
  readonly creatorOwner: string;
}

export function seatRefusal(
  listing: Pick<Listing, 'state' | 'coolingUntilMs' | 'standingOffers'>,
  book: SeatBook,
  { owner, seats, nowMs, isRenewal }: SeatRequest,
): SeatRefusal | undefined {
  if (!Number.isSafeInteger(seats) || seats < 1) return 'BAD_COUNT';
  const held = book.byOwner.get(owner) ?? 0;
  if (isRenewal) {
    // Neither cooling off nor a downgrade takes a seat from its holder.
    if (!isDelivered(listing.state)) return 'NOT_ON_SALE';
    return seats <= held ? undefined : 'NOT_HELD';
  }
  if (!isOnSale(listing.state)) return 'NOT_ON_SALE';
  if (owner === book.creatorOwner) return 'OWN_FEED';
  if (nowMs < listing.coolingUntilMs) return 'COOLING_OFF';
  if (book.limit === undefined) return 'CAPACITY_UNKNOWN';
  let sold = 0;
  for (const count of book.byOwner.values()) sold += count;
  if (sold + seats > book.limit) return 'SEATS_FULL';
  const most = Math.max(1, Math.floor(book.limit / OWNER_SHARE_DIVISOR));
  return held + seats > most ? 'OWNER_LIMIT' : undefined;
}
