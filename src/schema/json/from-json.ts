/**
 * Reads the protobuf JSON mapping into plain objects, with the checks of the binary form. Strict: unknown and doubled
 * names are refused, integers are whole numbers or their decimal texts, times are decimal texts of nanoseconds because
 * a JSON number cannot carry them. Names may also be spelt as in the schema; `null` and absence are the default.
 *
 * The first problem goes to `faults`; the result is then not to be used.
 */
import type { Faults } from '../problem.js';
import {
  checkBytes,
  checkChoice,
  checkCount,
  checkFlag,
  checkInteger,
  checkText,
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
  Shape,
} from '../shape/field.js';
import { fractionalMs, wholeMs } from '../wire/time.js';
import { fromBase64 } from './base64.js';

const INTEGER = /^-?\d{1,20}$/;
const NANOSECONDS = /^\d{1,20}$/;
const MASK_32 = 0xffff_ffffn;

type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object with names. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name as it may be shown in a problem. */
export const shownName = (name: string): string => name.replace(/[^\w.-]/g, '?').slice(0, 64);

/** The plain object of a JSON value. */
export function fromJson<T>(shape: Shape<T>, json: unknown, faults: Faults): T {
  const result: Record<string, unknown> = {};
  const values = new Map<NamedField, unknown>();
  if (isJsonObject(json)) collect(shape, json, values, faults);
  else faults.add('INVALID_FIELD', '', `${shape.name} is not a JSON object`);
  for (const named of shape.fields) {
    const value = values.get(named) ?? defaultOf(named.field);
    result[named.plain] = plainValue(named.field, value, named.proto, faults);
  }
  return result as T;
}

function collect(
  shape: AnyShape,
  json: JsonObject,
  values: Map<NamedField, unknown>,
  faults: Faults,
): void {
  for (const [key, value] of Object.entries(json)) {
    const named = shape.fields.find(({ wire, proto }) => key === wire || key === proto);
    if (named === undefined) {
      faults.add('INVALID_FIELD', shownName(key), `is no field of ${shape.name}; leave it out`);
    } else if (values.has(named)) {
      faults.add('INVALID_FIELD', named.proto, 'is there under both of its names; send it once');
    } else values.set(named, value);
  }
}

/** What an absent field stands for, in its JSON form. */
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
      return timeValue(field.whole, value, name, faults);
    case 'flag':
      return checkFlag(value, name, faults);
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

function timeValue(whole: boolean, value: unknown, name: string, faults: Faults): number {
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
}

function bytesValue(field: BytesField, value: unknown, name: string, faults: Faults): Uint8Array {
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  if (bytes !== undefined) return checkBytes(field, bytes, name, faults);
  faults.add('INVALID_FIELD', name, 'is no base64 text; send bytes as base64');
  return new Uint8Array(0);
}

function choiceValue(field: ChoiceField, value: unknown, name: string, faults: Faults): number {
  if (typeof value !== 'string') return checkChoice(field, value, name, faults);
  const { choices } = field;
  const number = value === `${choices.prefix}UNSPECIFIED` ? 0 : choices.numbers.get(value);
  if (number !== undefined) return checkChoice(field, number, name, faults);
  faults.add('INVALID_FIELD', name, `is no name of this enum; send one of ${choices.namesText}`);
  return 0;
}

function nestedValue(shape: AnyShape, value: unknown, path: string, faults: Faults): unknown {
  const before = faults.problem;
  const result = fromJson(shape, value, faults);
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
