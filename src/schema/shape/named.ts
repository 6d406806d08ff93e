/**
 * Names in place of numbers: how messages are shown to people, and how callers may write the values of enums.
 *
 * Reads no input from outside. A number without a name is shown as `UNKNOWN_n`, and 0, which stands for no value, as an empty
 * text. A name that does not exist passes as it is: the check of its field then refuses it and lists the names there are.
 */
import type { AnyField, AnyShape } from './field.js';

/** What `console.log` of Node asks an object for. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

type Fields = Readonly<Record<string, unknown>>;

/** A copy of a message with the names of its enums; fields that the shape does not know stay. */
export function withNames(shape: AnyShape, value: object): Record<string, unknown> {
  const result: Record<string, unknown> = { ...value };
  for (const { plain, field } of shape.fields) {
    if (plain in result) result[plain] = named(field, result[plain]);
  }
  return result;
}

function named(field: AnyField, value: unknown): unknown {
  switch (field.type) {
    case 'choice': {
      if (typeof value !== 'number') return value;
      const { names, prefix } = field.choices;
      return value === 0 ? '' : (names.get(value)?.slice(prefix.length) ?? `UNKNOWN_${value}`);
    }
    case 'nested':
      return value === null || value === undefined
        ? value
        : withNames(field.shape, value as object);
    case 'list':
      return (value as readonly unknown[]).map((item) => named(field.item, item));
    default:
      return value;
  }
}

/** A copy of a message with numbers where its enums were given by name. */
export function withNumbers(shape: AnyShape, value: object): Record<string, unknown> {
  const result: Record<string, unknown> = { ...value };
  for (const { plain, field } of shape.fields) {
    if (plain in result) result[plain] = numbered(field, result[plain]);
  }
  return result;
}

function numbered(field: AnyField, value: unknown): unknown {
  switch (field.type) {
    case 'choice': {
      if (typeof value !== 'string') return value;
      const { numbers, prefix } = field.choices;
      return numbers.get(prefix + value) ?? value;
    }
    case 'nested':
      return typeof value === 'object' && value !== null ? withNumbers(field.shape, value) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => numbered(field.item, item)) : value;
    default:
      return value;
  }
}

/** Lets the objects of a prototype be logged with the names of their enums. */
export function showNames(prototype: object, shape: AnyShape): void {
  Object.defineProperty(prototype, INSPECT, {
    value(this: object) {
      return withNames(shape, this);
    },
  });
}

/** A message with the names of its enums; anything else as it is. */
export function describe<T>(value: T): T | Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return value;
  const show = (value as Fields & { [INSPECT]?: () => Record<string, unknown> })[INSPECT];
  return show === undefined ? value : show.call(value);
}

const prototypes = new WeakMap<AnyShape, object>();

/** What the plain objects of a shape inherit: nothing but how they are logged. */
export function prototypeOf(shape: AnyShape): object {
  const found = prototypes.get(shape);
  if (found !== undefined) return found;
  const prototype: object = {};
  showNames(prototype, shape);
  prototypes.set(shape, prototype);
  return prototype;
}
