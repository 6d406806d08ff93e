/** Value types every room may use: enums, errors, money arithmetic, contract keys, parameter definitions. */

export * from './carry.js';
export * from './command.js';
export * from './command-bodies.js';
export * from './contract-key.js';
export * from './enums.js';
export * from './error-catalog.js';
export type { ErrorEntry } from './error-entry.js';
export * from './field-ids.js';
export * from './limits.js';
export * from './money.js';
export * from './parameter.js';
