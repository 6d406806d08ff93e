/**
 * The door of Sigma Market: model feeds that are measured, capped and honest. Everything in here is a pure function of its
 * inputs unless a module says otherwise; text, numbers and files of creators are untrusted and end in typed answers.
 */
export * from './bundle/index.js';
export * from './drift/index.js';
export * from './listing/index.js';
export * from './measures/index.js';
export * from './runner/index.js';
export * from './scores/index.js';
export * from './signals/index.js';
export * from './sim/index.js';
export * from './statements/index.js';
export * from './study/index.js';
