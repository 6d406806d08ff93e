/** Listings on a venue that trades: 1 is public, 2 is private, 3 is shown by request and paid by use. */
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { LISTING_KIND, LISTING_VISIBILITY, PRICE_KIND } from '../../src/values/index.js';
import {
  COMPLETE,
  documentOf,
  EVIDENCE,
  LICENCE,
  NO_HASH,
  ONE_TIME,
  PAT,
  RULES_HASH,
  RULES_OF_MARKET,
  registerStore,
  sha,
} from './market.js';
import { DAY_MS, type TradingVenue } from './venue.js';

/** What only its provider knows. */
export const PRIVATE_TITLE = 'Zanzibar clove harvest';
export const PRIVATE_CONTENT = sha('clove');

/** Lists them for a provider; a consumer buys the first, and begins a dossier for the third. */
export function playListings(venue: TradingVenue): void {
  const [provider = 0] = venue.providers;
  const [consumer = 0] = venue.consumers;
  const operator = FIRST_OPERATOR_ACCOUNT;
  const store = registerStore(venue);
  const version = (listingId: number): number => venue.core.state.listings.get(listingId, 5);
  venue.send(operator, 'setMarketTerms', {
    ...{ feePpm: 50_000, disputeWindowMs: 7 * DAY_MS, bondPpm: 50_000, reason: 'opens' },
    ...documentOf(RULES_OF_MARKET),
  });
  venue.send(operator, 'verifyAccount', {
    ...{ targetAccountId: provider, validToMs: venue.timeMs + 365 * DAY_MS },
    ...{ evidenceHash: EVIDENCE, reason: 'seen' },
  });
  const list = (title: string, more: Partial<typeof ONE_TIME>, contentHash: Uint8Array): void => {
    const listingId = venue.core.state.listings.highWater + 1;
    venue.send(provider, 'publishListing', {
      ...{ listingId: 0, basedOnVersion: 0, listingKind: LISTING_KIND.DATASET },
      ...{ terms: { ...ONE_TIME, ...more }, ...documentOf({ ...COMPLETE, title, region: 'EU' }) },
    });
    const at = () => ({ listingId, basedOnVersion: version(listingId) });
    venue.send(provider, 'addRevision', { ...at(), contentHash, sizeBytes: 1_000 });
    venue.send(store, 'recordQuality', {
      ...{ listingId, revision: 1, contentHash, resultHash: sha('result'), ruleSetVersion: 1 },
      ...{ completenessPpm: 900_000, timelinessPpm: -1, accuracyPpm: -1, reliabilityPpm: -1 },
      ...{ consistencyPpm: 950_000, compositePpm: 920_000, coveragePpm: 950_000, rowCount: 9 },
      hasPersonalData: false,
    });
    venue.send(provider, 'submitListing', at());
    venue.send(operator, 'reviewListing', {
      ...{ ...at(), approved: true, evidenceHash: NO_HASH, reason: 'read' },
    });
  };
  list('Fuel of cars', {}, sha('fuel'));
  list(PRIVATE_TITLE, { visibility: LISTING_VISIBILITY.PRIVATE }, PRIVATE_CONTENT);
  const use = { priceKind: PRICE_KIND.USAGE, priceMicroPat: PAT, refundWindowMs: 0 };
  list('Tides', { ...use, visibility: LISTING_VISIBILITY.BY_REQUEST }, sha('tides'));
  venue.send(consumer, 'draftPurchase', { listingId: 3 });
  venue.send(consumer, 'purchaseListing', {
    ...{ listingId: 1, basedOnVersion: version(1), dossierId: 0, licenceHash: LICENCE },
    ...{ rulesHash: RULES_HASH, capMicroPat: 0, renews: false },
  });
}
