/**
 * Reads the protobuf JSON mapping into plain objects, with the checks of the binary form. Strict: unknown and doubled
 * names are refused, integers are whole numbers or their decimal texts, times are decimal texts of nanoseconds because
 * a JSON number cannot carry them. Names may also be spelt as in the schema; `null` and absence are the default.
 *
 * The first problem goes to `faults`; the result is then not to be used.
 */
import type { Faults } from '../problem.js';
import { checkBytes, checkChoice, checkFlag, checkInteger, rangeDetail } from '../shape/check.js';
import type { IntegerField, NamedField, Shape } from '../shape/field.js';
import { fractionalMs, wholeMs } from '../wire/time.js';
import { fromBase64 } from './base64.js';
import { type JsonDialect, shownName, walkJson } from './walk.js';

const INTEGER = /^-?\d{1,20}$/;
const NANOSECONDS = /^\d{1,20}$/;
const MASK_32 = 0xffff_ffffn;

/** The plain object of a JSON value. */
export function fromJson<T>(shape: Shape<T>, json: unknown, faults: Faults): T {
  return walkJson(PROTOBUF_JSON, shape, json, faults) as T;
}

const PROTOBUF_JSON: JsonDialect = {
  nameOf: ({ proto }) => proto,

  collect: (shape, json, faults) => {
    const values = new Map<NamedField, unknown>();
    for (const [key, value] of Object.entries(json)) {
      const named = shape.fields.find(({ wire, proto }) => key === wire || key === proto);
      if (named === undefined) {
        faults.add('INVALID_FIELD', shownName(key), `is no field of ${shape.name}; leave it out`);
      } else if (values.has(named)) {
        faults.add('INVALID_FIELD', named.proto, 'is there under both of its names; send it once');
      } else values.set(named, value);
    }
    return values;
  },

  time: ({ whole }, value, name, faults) => {
    if (value === 0) return 0;
    if (typeof value === 'string' && NANOSECONDS.test(value)) {
      const ns = BigInt(value);
      if (ns >> 64n === 0n) {
        const low = Number(ns & MASK_32);
        const high = Number(ns >> 32n);
        return whole ? wholeMs(low, high) : fractionalMs(low, high);
      }
    }
    const detail = 'is no time; send nanoseconds since 1970 UTC as a text of digits';
    faults.add('INVALID_FIELD', name, detail);
    return 0;
  },

  flag: (_field, value, name, faults) => checkFlag(value, name, faults),
  integer: integerValue,

  bytes: (field, value, name, faults) => {
    const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
    if (bytes !== undefined) return checkBytes(field, bytes, name, faults);
    faults.add('INVALID_FIELD', name, 'is no base64 text; send bytes as base64');
    return new Uint8Array(0);
  },

  choice: (field, value, name, faults) => {
    if (typeof value !== 'string') return checkChoice(field, value, name, faults);
    const { prefix, numbers, namesText } = field.choices;
    const number = value === `${prefix}UNSPECIFIED` ? 0 : numbers.get(value);
    if (number !== undefined) return checkChoice(field, number, name, faults);
    faults.add('INVALID_FIELD', name, `is no name of this enum; send one of ${namesText}`);
    return 0;
  },
};

function integerValue(field: IntegerField, value: unknown, name: string, faults: Faults): number {
  // The sum turns a minus zero into the zero it is.
  if (typeof value !== 'string') return checkInteger(field, value, name, faults) + 0;
  if (INTEGER.test(value)) {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return checkInteger(field, number, name, faults) + 0;
    faults.add(field.refusal, name, rangeDetail(field, value));
  } else faults.add('INVALID_FIELD', name, 'is a text that is no whole number; send digits');
  return 0;
}
