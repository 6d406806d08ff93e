/** Sizes of the core's preallocated stores, fixed by the first command of a journal. */
export type { VenueLimits as Limits } from './generated/command-bodies.js';
