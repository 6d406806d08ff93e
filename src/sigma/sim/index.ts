/** The door of Sigma Sim: forward paper trading of feeds, its entries and their deposits, and the burn-in gate. */
export * from './burn-in.js';
export * from './entries.js';
export * from './paper-account.js';
export * from './price-source.js';
export * from './turnover.js';
export { weeklyReturns } from './weekly.js';
