/** The door of the runner: the paper trading of journaled signals, and what the platform records of it. */
export * from './documents.js';
export { withListingClaims } from './listing-claims.js';
export * from './run-again.js';
export * from './run-feed.js';
