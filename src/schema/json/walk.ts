/**
 * Walks a JSON value along a shape and makes the plain object of it. What the two JSON forms share is here: absence is the
 * default, lists and nested objects, the path of a problem. How names and single values are spelt is a dialect's.
 *
 * The first problem goes to `faults`; the result is then not to be used.
 */
import type { Faults } from '../problem.js';
import { checkCount, checkText } from '../shape/check.js';
import type {
  AnyField,
  AnyShape,
  BytesField,
  ChoiceField,
  IntegerField,
  ListField,
  NamedField,
  TimeField,
} from '../shape/field.js';

export type JsonObject = Readonly<Record<string, unknown>>;
type Fields = Pick<AnyShape, 'name' | 'fields'>;

/** Reads one value of a field's type; adds to `faults` what is wrong with it. */
type Read<F, T> = (field: F, value: unknown, name: string, faults: Faults) => T;

/** How a JSON form spells names and single values. */
export interface JsonDialect {
  /** The name by which a problem calls a field. */
  nameOf(named: NamedField): string;
  /** The values that were sent, by field; unknown names are refused. */
  collect(shape: Fields, json: JsonObject, faults: Faults): Map<NamedField, unknown>;
  readonly time: Read<TimeField, number>;
  readonly flag: Read<AnyField, boolean>;
  readonly integer: Read<IntegerField, number>;
  readonly bytes: Read<BytesField, Uint8Array>;
  readonly choice: Read<ChoiceField, number>;
}

/** Whether a JSON value is an object with names. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name as it may be shown in a problem. */
export const shownName = (name: string): string => name.replace(/[^\w.-]/g, '?').slice(0, 64);

/** The plain object of a JSON value. */
export function walkJson(
  dialect: JsonDialect,
  shape: Fields,
  json: unknown,
  faults: Faults,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const isObject = isJsonObject(json);
  if (!isObject) faults.add('INVALID_FIELD', '', `${shape.name} is not a JSON object`);
  const values = isObject ? dialect.collect(shape, json, faults) : undefined;
  for (const named of shape.fields) {
    const { plain, field } = named;
    const value = values?.get(named) ?? defaultOf(field);
    result[plain] = fieldValue(dialect, field, value, { name: dialect.nameOf(named), faults });
  }
  return result;
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

/** Where a value stands. */
interface At {
  readonly name: string;
  readonly faults: Faults;
}

function fieldValue(dialect: JsonDialect, field: AnyField, value: unknown, at: At): unknown {
  const { name, faults } = at;
  switch (field.type) {
    case 'time':
      return dialect.time(field, value, name, faults);
    case 'flag':
      return dialect.flag(field, value, name, faults);
    case 'text':
      return checkText(field, value, name, faults);
    case 'bytes':
      return dialect.bytes(field, value, name, faults);
    case 'choice':
      return dialect.choice(field, value, name, faults);
    case 'nested':
      return value === null ? null : nestedValue(dialect, field.shape, value, at);
    case 'list':
      return listValue(dialect, field, value, at);
    default:
      return dialect.integer(field, value, name, faults);
  }
}

function nestedValue(dialect: JsonDialect, shape: AnyShape, value: unknown, at: At): unknown {
  const before = at.faults.problem;
  const result = walkJson(dialect, shape, value, at.faults);
  at.faults.within(at.name, before);
  return result;
}

function listValue(dialect: JsonDialect, field: ListField, value: unknown, at: At): unknown[] {
  const { name, faults } = at;
  if (!Array.isArray(value)) {
    faults.add('INVALID_FIELD', name, 'is not a list; send a JSON array');
    return [];
  }
  if (!checkCount(value.length, field.countMax, name, faults)) return [];
  const { item } = field;
  return value.map((entry: unknown, index) => {
    const place = { name: `${name}[${index}]`, faults };
    return item.type === 'nested'
      ? nestedValue(dialect, item.shape, entry, place)
      : fieldValue(dialect, item, entry, place);
  });
}
