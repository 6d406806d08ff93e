/** The door of the catalog: the fold of the market's documents, its tables, and the search over them. */
export { CatalogFold } from './catalog-fold.js';
export type { CreatorFact, FeedFact } from './feeds/feed-rows.js';
export * from './feeds/queries.js';
export { FEED_SCHEMA } from './feeds/tables.js';
export { DIMENSIONS, type ListingFact } from './listing-rows.js';
export type { PurchaseFact, RequestFact } from './purchase-rows.js';
export {
  type Cells,
  dossiersOf,
  ofListing,
  openRequests,
  purchasesOf,
  queueOf,
  ratingOf,
  readsOf,
  recordOf,
  remindersOf,
  reviewsOf,
  salesOf,
  stepsOf,
  termsOf,
} from './queries.js';
export { type Range, READS_SCHEMA, rangesOf } from './read-rows.js';
export { objects, type Rows } from './rows.js';
export { COUNT_MAX, listingsOf, PAGE_MAX, type SearchTerms, search, shownTo } from './search.js';
export { CATALOG_SCHEMA, PROMISE_SCHEMA } from './tables.js';
