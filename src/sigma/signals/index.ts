/** The door of signals: what a feed takes in, and who may see what of it, when. */
export { FeedTextError, feedText, parseFeed } from './entry-text.js';
export * from './feed.js';
export * from './open-signal.js';
export * from './refusals.js';
export * from './release.js';
export * from './seat-readers.js';
export { FIRST_PREVIOUS_SHA, type Signal, type SignalEntry, signalSchema } from './signal.js';
export * from './tiers.js';
