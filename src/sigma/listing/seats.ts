/**
 * Who may take a seat. Owners are counted, not accounts: an owner holds at most a tenth of a listing's seats (one in any case),
 * a creator's group none, and nothing is sold beyond the limit that capacity allows.
 */
import type { Listing } from './listing.js';
import { isOnSale } from './transitions.js';

export const SEAT_REFUSALS = {
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
  { owner, seats, nowMs }: SeatRequest,
): SeatRefusal | undefined {
  if (!isOnSale(listing.state)) return 'NOT_ON_SALE';
  if (owner === book.creatorOwner) return 'OWN_FEED';
  const held = book.byOwner.get(owner) ?? 0;
  // Cooling off halts what is new; a named holder renews from its standing offer.
  if (nowMs < listing.coolingUntilMs && held === 0) return 'COOLING_OFF';
  if (book.limit === undefined) return 'CAPACITY_UNKNOWN';
  let sold = 0;
  for (const count of book.byOwner.values()) sold += count;
  if (sold + seats > book.limit) return 'SEATS_FULL';
  const most = Math.max(1, Math.floor(book.limit / OWNER_SHARE_DIVISOR));
  return held + seats > most ? 'OWNER_LIMIT' : undefined;
}
