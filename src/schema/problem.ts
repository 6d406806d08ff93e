/**
 * What is wrong with bytes or values from outside, in the words of the error catalog.
 *
 * Decoders answer with a `Problem` and never throw. Encoders throw `SchemaError`, because what they are given comes
 * from this side of the wire.
 */
import { ERROR_CATALOG, type ErrorEntry, type ErrorName } from '../values/index.js';

export interface Problem {
  /** Name in the error catalog. */
  readonly code: ErrorName;
  /** Number in the error catalog. */
  readonly errorCode: number;
  /** Path of the wrong field in the schema's spelling, such as `quotes[2].valid_until_ns`; empty if none. */
  readonly field: string;
  /** The value and what would be right, one short sentence without the sender's texts. */
  readonly detail: string;
  readonly retriable: boolean;
  /** Whether the session ends: nothing after this can be read, or the catalog says so. */
  readonly fatal: boolean;
}

/** Builds a problem; `retriable` and `fatal` are the catalog's. */
export function problemOf(code: ErrorName, field: string, detail: string): Problem {
  const entry: ErrorEntry = ERROR_CATALOG[code];
  return {
    code,
    errorCode: entry.code,
    field,
    detail,
    retriable: entry.retriable,
    fatal: entry.closesSession === true,
  };
}

/** A value that the schema cannot carry, or bytes that are not of the schema. */
export class SchemaError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.field === '' ? problem.detail : `${problem.field}: ${problem.detail}`);
    this.name = 'SchemaError';
    this.problem = problem;
  }
}

/** Collects the first problem while a message is converted; conversion goes on with stand-in values. */
export class Faults {
  problem: Problem | undefined;

  clear(): void {
    this.problem = undefined;
  }

  add(code: ErrorName, field: string, detail: string): void {
    this.problem ??= problemOf(code, field, detail);
  }

  /** Puts the path of a nested message before a problem found since `before` was read. */
  within(path: string, before: Problem | undefined): void {
    if (before === undefined && this.problem !== undefined) {
      const { code, field, detail } = this.problem;
      this.problem = problemOf(code, field === '' ? path : `${path}.${field}`, detail);
    }
  }
}
