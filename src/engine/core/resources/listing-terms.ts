/** The terms of a listing: what they may be, and how they are put into its record. */
import { type ColdBodies, FIELD_ID, LISTING_KIND, PRICE_KIND } from '../../../values/index.js';
import { FIRST_OPEN_ACCOUNT } from '../kernel/accounts.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { LISTING_FIELD as L, ROYALTIES_MAX } from './listings.js';
import { BPS } from './royalties.js';

export type ListingTerms = NonNullable<ColdBodies['publishListing']['terms']>;

const DAY_MS = 86_400_000;
const REFUND_WINDOW_MS_MAX = 90 * DAY_MS;
const PRICE_MICRO_PAT_MAX = 1_000_000_000_000_000;
const UNITS_MAX = 1_000_000_000_000_000;
/** Subscribers keep the old terms so long after a price rose. */
const PRICE_PROTECTION_MS = 90 * DAY_MS;

export interface TermsProblem {
  readonly code: number;
  readonly field: number;
}

/** What is wrong with the terms a provider names; undefined: nothing. */
export function termsProblem(
  state: State,
  provider: number,
  terms: ListingTerms,
  kind: number,
): TermsProblem | undefined {
  const bad = (field: number): TermsProblem => ({ code: CODE.INVALID_FIELD, field });
  const { priceKind, priceMicroPat, freeQuotaUnits, refundWindowMs, contractId } = terms;
  const isUsage = priceKind === PRICE_KIND.USAGE;
  const isSubscribed = priceKind === PRICE_KIND.SUBSCRIPTION;
  const priceMin = isUsage ? 1 : 0;
  const priceMax = isSubscribed ? 0 : PRICE_MICRO_PAT_MAX;
  if (priceMicroPat < priceMin || priceMicroPat > priceMax) return bad(FIELD_ID.price_micro_pat);
  if (!isWithin(freeQuotaUnits, isUsage ? UNITS_MAX : 0)) return bad(FIELD_ID.free_quota_units);
  const windowMax = priceKind === PRICE_KIND.ONE_TIME ? REFUND_WINDOW_MS_MAX : 0;
  if (!isWithin(refundWindowMs, windowMax)) return bad(FIELD_ID.refund_window_ms);
  const contract = state.registry.contract(contractId);
  // Seats of a feed are sold by its plans, unless it names a contract in whose book they are.
  const isOfPlans = isSubscribed && kind === LISTING_KIND.FEED && contractId === 0;
  const isContract = isSubscribed ? contract !== undefined || isOfPlans : contractId === 0;
  if (!isContract) return bad(FIELD_ID.contract_id);
  return areRoyaltiesGood(state, provider, terms)
    ? undefined
    : { code: CODE.BAD_ROYALTIES, field: FIELD_ID.royalties };
}

/** Existing accounts of participants, once each, not the provider's; together at most the whole. */
function areRoyaltiesGood(
  { accounts }: State,
  provider: number,
  { royalties }: ListingTerms,
): boolean {
  const names = new Set(royalties.map(({ accountId }) => accountId));
  const sum = royalties.reduce((total, { shareBps }) => total + shareBps, 0);
  const areAll = royalties.every(
    ({ accountId, shareBps }) =>
      accounts.exists(accountId) &&
      accountId >= FIRST_OPEN_ACCOUNT &&
      accountId !== provider &&
      shareBps > 0,
  );
  return names.size === royalties.length && sum <= BPS && areAll;
}

/** Puts terms that are good into a listing's record. */
export function setTerms(
  { listings, serviceTimeMs }: State,
  listing: number,
  terms: ListingTerms,
): void {
  const before = listings.get(listing, L.priceMicroPat);
  if (before > 0 && terms.priceMicroPat > before) {
    listings.set(listing, L.protectedUntilMs, serviceTimeMs + PRICE_PROTECTION_MS);
  }
  listings.set(listing, L.priceKind, terms.priceKind);
  listings.set(listing, L.priceMicroPat, terms.priceMicroPat);
  listings.set(listing, L.freeQuotaUnits, terms.freeQuotaUnits);
  listings.set(listing, L.refundWindowMs, terms.refundWindowMs);
  listings.set(listing, L.visibility, terms.visibility);
  listings.set(listing, L.contract, terms.contractId);
  listings.set(listing, L.verifiedOnly, terms.verifiedBuyersOnly ? 1 : 0);
  listings.setHash(listing, L.licenceHash, terms.licenceHash);
  for (let i = 0; i < ROYALTIES_MAX; i += 1) {
    const share = terms.royalties[i];
    listings.set(listing, L.royalties + 2 * i, share?.accountId ?? 0);
    listings.set(listing, L.royalties + 2 * i + 1, share?.shareBps ?? 0);
  }
}

const isWithin = (value: number, max: number): boolean => value >= 0 && value <= max;
