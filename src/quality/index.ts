/** The door of quality: what is measured of a data set, what it adds up to, what it allows, and who signed it. */
export * from './composite.js';
export * from './dimensions.js';
export * from './observed.js';
export * from './rating.js';
export * from './result.js';
export * from './revision-change.js';
export * from './rule-set.js';
export * from './signature.js';
export * from './sketch.js';
