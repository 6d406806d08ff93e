/** The door of scores: gates, disclosures and every number of a feed, put together from the measures. */
export * from './disclosures.js';
export * from './gates.js';
export * from './score-feed.js';
