/**
 * Constructors of the fields shapes are made of. A field without bounds of its own has those of its type: integers of
 * 64 bits lie within ±(2^53-1).
 */
import type { Choices, Field, IntegerType, ItemField, Shape } from './field.js';

export interface IntegerBounds {
  readonly min?: number;
  readonly max?: number;
  readonly orZero?: boolean;
}

const SAFE = Number.MAX_SAFE_INTEGER;
const UINT32_MAX = 0xffff_ffff;

const integer = (
  type: IntegerType,
  min: number,
  max: number,
  bounds: IntegerBounds,
): Field<number> & ItemField => ({
  type,
  min: bounds.min ?? min,
  max: bounds.max ?? max,
  orZero: bounds.orZero ?? false,
  refusal: 'INVALID_FIELD',
});

export const uint32 = (bounds: IntegerBounds = {}) => integer('uint32', 0, UINT32_MAX, bounds);
export const fixed32 = () => integer('fixed32', 0, UINT32_MAX, {});
export const uint64 = () => integer('uint64', 0, SAFE, {});
export const sint64 = () => integer('sint64', -SAFE, SAFE, {});

/** The same where leaving it out says 0. */
export const optionalSint64 = (): Field<number | undefined> => ({
  type: 'sint64',
  min: -SAFE,
  max: SAFE,
  orZero: false,
  refusal: 'INVALID_FIELD',
  optional: true,
});

/** A price in ticks or a quantity in lots: what does not fit is refused as TICK_LOT. */
export const ticksOrLots = (): Field<number> => ({
  type: 'sint64',
  min: -SAFE,
  max: SAFE,
  orZero: false,
  refusal: 'TICK_LOT',
});

/** A time the core sees: whole milliseconds, rounded down. */
export const wholeTime = (): Field<number> => ({ type: 'time', whole: true });

/** The same where leaving it out says 0. */
export const optionalTime = (): Field<number | undefined> => ({
  type: 'time',
  whole: true,
  optional: true,
});

/** A time in a report: milliseconds with their fraction. */
export const time = (): Field<number> => ({ type: 'time', whole: false });

export const flag = (): Field<boolean> => ({ type: 'flag' });

/** The same where leaving it out says no. */
export const optionalFlag = (): Field<boolean | undefined> => ({ type: 'flag', optional: true });

/** Printable text of `bytesMin` to `bytesMax` bytes of UTF-8. */
export const text = (bytesMin = 0, bytesMax = 0xffff): Field<string> => ({
  type: 'text',
  bytesMin,
  bytesMax,
});

/** Bytes of one of the sizes. */
export const bytesOf = (...sizes: number[]): Field<Uint8Array> => ({
  type: 'bytes',
  sizes,
  bytesMax: Math.max(...sizes),
});

/** Any bytes up to a size. */
export const bytesUpTo = (bytesMax: number): Field<Uint8Array> => ({
  type: 'bytes',
  sizes: [],
  bytesMax,
});

/** A known value of an enum other than 0. */
export const choice = (choices: Choices): Field<number> & ItemField => ({
  type: 'choice',
  choices,
  orZero: false,
  open: false,
});

/** A known value of an enum, or 0 for unspecified. */
export const choiceOrZero = (choices: Choices): Field<number> => ({
  type: 'choice',
  choices,
  orZero: true,
  open: false,
});

/** An enum in a message of the venue: any number. */
export const openChoice = (choices: Choices): Field<number> & ItemField => ({
  type: 'choice',
  choices,
  orZero: true,
  open: true,
});

/** A nested message; absent is null. */
export const nested = <T>(shape: Shape<T>): Field<T | null> => ({
  type: 'nested',
  shape: shape,
});

/** A list of nested messages. */
export const listOf = <T>(shape: Shape<T>, countMax: number): Field<readonly T[]> => ({
  type: 'list',
  item: { type: 'nested', shape: shape },
  countMax,
});

/** A list of numbers. */
export const numbers = (item: ItemField, countMax: number): Field<readonly number[]> => ({
  type: 'list',
  item,
  countMax,
});
