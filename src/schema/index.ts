/**
 * The door of the schema: codecs between bytes (or JSON) and plain values, with one set of checks and problems.
 *
 * Works in Node and in browsers. 64-bit integers are safe numbers, times are milliseconds since the epoch, enums are
 * the numbers of the shared values, absent messages are null.
 */
export { CommandCodec, NO_PLACE } from './commands/command-codec.js';
export { type Problem, problemOf, SchemaError } from './problem.js';
