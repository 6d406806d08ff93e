/**
 * Reads the JSON of the HTTP API into plain objects, with the checks of the binary form: names as in plain objects, times in
 * milliseconds, enums by their short names, bytes in hex, integers as numbers or as their decimal texts. Texts of a query are
 * read the same way. Strict: unknown names are refused; absence is the default.
 *
 * The first problem goes to `faults`; the result is then not to be used. Its field is the name that was sent.
 */
import { isJsonObject, shownName } from '../json/from-json.js';
import type { Faults } from '../problem.js';
import {
  checkBytes,
  checkChoice,
  checkCount,
  checkFlag,
  checkInteger,
  checkText,
  checkTime,
  rangeDetail,
} from '../shape/check.js';
import type {
  AnyField,
  AnyShape,
  BytesField,
  ChoiceField,
  IntegerField,
  ListField,
  NamedField,
} from '../shape/field.js';

const INTEGER = /^-?\d{1,16}$/;
const HEX = /^([0-9a-f]{2})*$/;

/** The plain object of a JSON value; `names` are those it may have. */
export function fromPlainJson(
  name: string,
  fields: readonly NamedField[],
  json: unknown,
  faults: Faults,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const given = isJsonObject(json) ? json : {};
  if (!isJsonObject(json)) faults.add('INVALID_FIELD', '', `${name} is not a JSON object`);
  const known = new Set(fields.map(({ plain }) => plain));
  for (const key of Object.keys(given)) {
    if (!known.has(key)) {
      faults.add('INVALID_FIELD', shownName(key), `is no field of ${name}; leave it out`);
    }
  }
  for (const { plain, field } of fields) {
    const value = Object.hasOwn(given, plain) ? given[plain] : undefined;
    result[plain] = plainValue(field, value ?? defaultOf(field), plain, faults);
  }
  return result;
}

/** What an absent field stands for. */
function defaultOf(field: AnyField): unknown {
  switch (field.type) {
    case 'text':
    case 'bytes':
      return '';
    case 'flag':
      return false;
    case 'list':
      return [];
    case 'nested':
      return null;
    default:
      return 0;
  }
}

function plainValue(field: AnyField, value: unknown, name: string, faults: Faults): unknown {
  switch (field.type) {
    case 'time':
      return checkTime(field.whole, numberOf(value), name, faults);
    case 'flag':
      return checkFlag(value === 'true' ? true : value === 'false' ? false : value, name, faults);
    case 'text':
      return checkText(field, value, name, faults);
    case 'bytes':
      return bytesValue(field, value, name, faults);
    case 'choice':
      return choiceValue(field, value, name, faults);
    case 'nested':
      return value === null ? null : nestedValue(field.shape, value, name, faults);
    case 'list':
      return listValue(field, value, name, faults);
    default:
      return integerValue(field, value, name, faults);
  }
}

/** The number a decimal text stands for; anything else as it is. */
const numberOf = (value: unknown): unknown =>
  typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;

function integerValue(field: IntegerField, value: unknown, name: string, faults: Faults): number {
  const number = numberOf(value);
  // The sum turns a minus zero into the zero it is.
  if (typeof number === 'number') return checkInteger(field, number, name, faults) + 0;
  faults.add('INVALID_FIELD', name, rangeDetail(field, `a ${typeof value}`));
  return 0;
}

function bytesValue(field: BytesField, value: unknown, name: string, faults: Faults): Uint8Array {
  if (typeof value !== 'string' || !HEX.test(value) || value.length > 2 * field.bytesMax) {
    faults.add('INVALID_FIELD', name, `is not hex of at most ${field.bytesMax} bytes`);
    return new Uint8Array(0);
  }
  const bytes = new Uint8Array(value.length / 2);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = Number.parseInt(value.slice(2 * i, 2 * i + 2), 16);
  }
  return checkBytes(field, bytes, name, faults);
}

function choiceValue(field: ChoiceField, value: unknown, name: string, faults: Faults): number {
  // What stands for nothing is no number anybody sends.
  if (value === 0 || value === '') return checkChoice(field, 0, name, faults);
  const { prefix, numbers } = field.choices;
  const number = typeof value === 'string' ? numbers.get(prefix + value) : undefined;
  if (number !== undefined) return checkChoice(field, number, name, faults);
  const names = [...numbers.keys()].map((one) => one.slice(prefix.length)).join(', ');
  faults.add('INVALID_FIELD', name, `is no name of this enum; send one of ${names}`);
  return 0;
}

function nestedValue(shape: AnyShape, value: unknown, path: string, faults: Faults): unknown {
  const before = faults.problem;
  const result = fromPlainJson(shape.name, shape.fields, value, faults);
  faults.within(path, before);
  return result;
}

function listValue(field: ListField, value: unknown, name: string, faults: Faults): unknown[] {
  if (!Array.isArray(value)) {
    faults.add('INVALID_FIELD', name, 'is not a list; send a JSON array');
    return [];
  }
  if (!checkCount(value.length, field.countMax, name, faults)) return [];
  const { item } = field;
  return value.map((entry: unknown, index) => {
    const path = `${name}[${index}]`;
    return item.type === 'nested'
      ? nestedValue(item.shape, entry, path, faults)
      : plainValue(item, entry, path, faults);
  });
}
