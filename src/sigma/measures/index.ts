/** The door of the measures: pure functions from series and counts to numbers that explain themselves. */
export * from './capacity.js';
export * from './churn.js';
export * from './deflated-sharpe.js';
export * from './disclosure.js';
export { drawdownsOf, maximumDrawdown, quantileOf } from './drawdown.js';
export * from './headroom.js';
export * from './measure.js';
export * from './moments.js';
export * from './normal.js';
export * from './parity.js';
export * from './regime-stability.js';
export * from './risk-band.js';
export * from './sharpe.js';
export * from './sim-variance.js';
export * from './stability.js';
export { timeWarpDistance } from './time-warp.js';
export * from './trust.js';
