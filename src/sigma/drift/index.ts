/** The door of drift: what is expected of a model, and what follows when it no longer earns that. */
export * from './cusum.js';
export * from './drift-state.js';
export * from './expectation.js';
export * from './false-alarms.js';
