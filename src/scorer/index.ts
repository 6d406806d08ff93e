/** The door of the scorer: what a running venue records of its model feeds. */
export { BUNDLE_BYTES_MAX, BundleStore, BundleStoreError } from './bundle-store.js';
export { Computer } from './computer.js';
export type { ComputerFiles } from './jobs.js';
export { priceMark } from './price-file.js';
export { Scorer, type ScorerParts, type Standing, type Waiting } from './scorer.js';
export { ScoringThread } from './scoring-thread.js';
export type { VenueView } from './views/feed-view.js';
