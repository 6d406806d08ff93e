/**
 * Reads the JSON of the HTTP API into plain objects, with the checks of the binary form: names as in plain objects, times in
 * milliseconds, enums by their short names, bytes in hex, integers as numbers or as their decimal texts. Texts of a query are
 * read the same way. Strict: unknown names are refused; absence is the default.
 *
 * The first problem goes to `faults`; the result is then not to be used. Its field is the name that was sent.
 */
import { type JsonDialect, shownName, walkJson } from '../json/walk.js';
import type { Faults } from '../problem.js';
import {
  checkBytes,
  checkChoice,
  checkFlag,
  checkInteger,
  checkTime,
  rangeDetail,
} from '../shape/check.js';
import type { NamedField } from '../shape/field.js';

const INTEGER = /^-?\d{1,16}$/;
const HEX = /^([0-9a-f]{2})*$/;

/** The plain object of a JSON value; `fields` are those it may have. */
export function fromPlainJson(
  name: string,
  fields: readonly NamedField[],
  json: unknown,
  faults: Faults,
): Record<string, unknown> {
  return walkJson(HTTP_JSON, { name, fields }, json, faults);
}

/** The number a decimal text stands for; anything else as it is. */
const numberOf = (value: unknown): unknown =>
  typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;

function bytesOfHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

const HTTP_JSON: JsonDialect = {
  nameOf: ({ plain }) => plain,

  collect: (shape, json, faults) => {
    const values = new Map<NamedField, unknown>();
    for (const [key, value] of Object.entries(json)) {
      const named = shape.fields.find(({ plain }) => plain === key);
      if (named !== undefined) values.set(named, value);
      else
        faults.add('INVALID_FIELD', shownName(key), `is no field of ${shape.name}; leave it out`);
    }
    return values;
  },

  time: ({ whole }, value, name, faults) => checkTime(whole, numberOf(value), name, faults),

  flag: (_field, value, name, faults) =>
    checkFlag(value === 'true' ? true : value === 'false' ? false : value, name, faults),

  integer: (field, value, name, faults) => {
    const number = numberOf(value);
    // The sum turns a minus zero into the zero it is.
    if (typeof number === 'number') return checkInteger(field, number, name, faults) + 0;
    faults.add('INVALID_FIELD', name, rangeDetail(field, `a ${typeof value}`));
    return 0;
  },

  bytes: (field, value, name, faults) => {
    if (typeof value !== 'string' || !HEX.test(value) || value.length > 2 * field.bytesMax) {
      faults.add('INVALID_FIELD', name, `is not hex of at most ${field.bytesMax} bytes`);
      return new Uint8Array(0);
    }
    return checkBytes(field, bytesOfHex(value), name, faults);
  },

  choice: (field, value, name, faults) => {
    // What stands for nothing is no number anybody sends.
    if (value === 0 || value === '') return checkChoice(field, 0, name, faults);
    const { prefix, numbers } = field.choices;
    const number = typeof value === 'string' ? numbers.get(prefix + value) : undefined;
    if (number !== undefined) return checkChoice(field, number, name, faults);
    const names = [...numbers.keys()].map((one) => one.slice(prefix.length)).join(', ');
    faults.add('INVALID_FIELD', name, `is no name of this enum; send one of ${names}`);
    return 0;
  },
};
