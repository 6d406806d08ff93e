/** Value types every room may use: enums, errors, money arithmetic, contract keys, parameter definitions. */

export * from './authority.js';
export * from './book-checksum.js';
export * from './carry.js';
export * from './chance.js';
export * from './command.js';
export * from './contract-key.js';
export * from './enums.js';
export * from './error-catalog.js';
export type { ErrorEntry } from './error-entry.js';
export * from './field-ids.js';
export type * from './generated/command-bodies.js';
export * from './generated/command-kinds.js';
export * from './instrument-key.js';
export * from './limits.js';
export * from './money.js';
export * from './parameter.js';
export * from './place.js';
