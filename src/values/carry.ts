/**
 * Rows of what an upgrade carries from one core to the next, as plain values: their types, and the defaults of fields that
 * a core before did not know. `proto/patx/v1/carry.proto` is the source of the tables.
 */
import { CARRY_TABLES } from './generated/carry-tables.js';

export { CARRY_TABLES };

type Tables = typeof CARRY_TABLES;

/** Name of a table. */
export type CarryTable = keyof Tables;

type FieldValue<Kind> = Kind extends `n${number}`
  ? number
  : Kind extends `t${number}`
    ? string
    : Kind extends `b${number}`
      ? Uint8Array
      : readonly number[];

/** A row of a table. Numbers are safe integers. */
export type CarryRow<T extends CarryTable> = {
  -readonly [F in keyof Tables[T]['fields']]: FieldValue<Tables[T]['fields'][F]>;
};

/** A row with the name of its table. */
export type CarriedRow = {
  [T in CarryTable]: { readonly table: T; readonly row: CarryRow<T> };
}[CarryTable];

/** A number of which the core before said nothing, and which is found out as the rows are taken in. */
export const UNKNOWN = -1;

/**
 * What a field is when the core before did not know it: the one place that says so. Not listed: 0, no text, no bytes, no
 * numbers. A field that is listed is always written.
 */
export const CARRY_DEFAULTS: { readonly [T in CarryTable]?: Partial<CarryRow<T>> } = {
  venue: { walletsHeard: UNKNOWN },
  wallet: { number: UNKNOWN },
  series: {
    collateralMarkMicroPat: UNKNOWN,
    collateralLevelMicroPat: UNKNOWN,
    leastCoveredMicroPat: UNKNOWN,
  },
};
