/** The door of the runner: the paper trading of journaled signals, and what the platform records of it. */
export * from './documents.js';
export * from './run-feed.js';
