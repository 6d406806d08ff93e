/**
 * Plain objects in the protobuf JSON mapping: lowerCamelCase names of the schema, 64-bit integers and times
 * (nanoseconds) as decimal texts, enums by name, bytes as base64, defaults left out.
 *
 * Values are trusted: they come from a decoder. An enum number without a name is written as the number.
 */
import type { AnyField, AnyShape, ChoiceField } from '../shape/field.js';
import { toBase64 } from './base64.js';

export type JsonObject = { [key: string]: unknown };

/** The JSON value of a plain object. */
export function toJson(shape: AnyShape, plain: unknown): JsonObject {
  const source = plain as Readonly<Record<string, unknown>>;
  const result: JsonObject = {};
  for (const { plain: name, wire, field } of shape.fields) {
    const value = source[name];
    if (!isDefault(value)) result[wire] = jsonValue(field, value);
  }
  return result;
}

function isDefault(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length === 0;
  return value === 0 || value === '' || value === false;
}

function jsonValue(field: AnyField, value: unknown): unknown {
  switch (field.type) {
    case 'uint64':
    case 'sint64':
      return String(value);
    case 'time':
      return nanosecondText(value as number);
    case 'bytes':
      return toBase64(value as Uint8Array);
    case 'choice':
      return choiceName(field, value as number);
    case 'nested':
      return toJson(field.shape, value);
    case 'list': {
      const { item } = field;
      return (value as readonly unknown[]).map((entry) => jsonValue(item, entry));
    }
    default:
      return value;
  }
}

function choiceName({ choices }: ChoiceField, value: number): string | number {
  return choices.names.get(value) ?? (value === 0 ? `${choices.prefix}UNSPECIFIED` : value);
}

/** Nanoseconds of a time in milliseconds, as a decimal text. */
export function nanosecondText(timeMs: number): string {
  const ms = Math.floor(timeMs);
  return String(BigInt(ms) * 1_000_000n + BigInt(Math.round((timeMs - ms) * 1e6)));
}
