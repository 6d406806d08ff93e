/** The door of listings: their life, terms, seats, stages of rollout, badges and statements of risk. */
export * from './badges.js';
export * from './listing.js';
export * from './rollout.js';
export * from './seats.js';
export * from './transitions.js';
