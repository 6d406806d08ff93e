/** The door of the what-if: what other parameters of the broker would have earned from those who came, and who would have. */
export { type Answer, answerOf, REASONS, type Reason, type Verdict } from './answer.js';
export { type Fit, fitDemand, type SideFit } from './fit.js';
export { type Observation, observe } from './observe.js';
export type { Observed } from './observed.js';
export { type Played, type PlayOptions, play } from './play.js';
export { type SideKnown, type WhatIfOptions, type WhatIfReport, whatIf } from './what-if.js';
