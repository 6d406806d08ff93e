/** The door of signals: what a feed takes in, and who may see what of it, when. */
export * from './feed.js';
export * from './refusals.js';
export * from './release.js';
export * from './seat-readers.js';
export { FIRST_PREVIOUS_SHA, type Signal, type SignalEntry, signalSchema } from './signal.js';
export * from './tiers.js';
