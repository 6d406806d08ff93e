/**
 * Turns a plain object into what the generated encoder takes, checked field by field.
 *
 * A value the schema cannot carry (a bigint, a fraction, an unknown enum number, an over-long text) throws a
 * SchemaError that names the field: the encoder itself would write a bigint as 0 and cut the rest.
 */
import { Faults, SchemaError } from '../problem.js';
import type { WireObject } from '../protobuf.js';
import {
  checkBytes,
  checkChoice,
  checkCount,
  checkFlag,
  checkInteger,
  checkText,
  checkTime,
} from '../shape/check.js';
import type { AnyField, AnyShape, ListField, Shape } from '../shape/field.js';
import { TIME_BYTES, writeTime } from '../wire/time.js';

/** The protobufjs message of a plain object. */
export function toProtobuf<T>(shape: Shape<T>, value: T): WireObject {
  const faults = new Faults();
  const result = wireObject(shape, value, faults);
  if (faults.problem !== undefined) throw new SchemaError(faults.problem);
  return result;
}

function wireObject(shape: AnyShape, value: unknown, faults: Faults): WireObject {
  const source = (value ?? {}) as Readonly<Record<string, unknown>>;
  const result: WireObject = {};
  for (const { plain, wire, proto, field } of shape.fields) {
    result[wire] = wireValue(field, source[plain], proto, faults);
  }
  return result;
}

function wireValue(field: AnyField, value: unknown, name: string, faults: Faults): unknown {
  switch (field.type) {
    case 'time':
      return nanoseconds(
        value === undefined && field.optional ? 0 : checkTime(field.whole, value, name, faults),
      );
    case 'flag':
      return checkFlag(value, name, faults);
    case 'text':
      return checkText(field, value, name, faults);
    case 'bytes':
      return checkBytes(field, value, name, faults);
    case 'choice':
      return checkChoice(field, value, name, faults);
    case 'nested':
      return value === null ? null : nestedValue(field.shape, value, name, faults);
    case 'list':
      return listValue(field, value, name, faults);
    default:
      return checkInteger(field, value, name, faults);
  }
}

function nestedValue(shape: AnyShape, value: unknown, path: string, faults: Faults): WireObject {
  if (typeof value !== 'object') {
    faults.add('INVALID_FIELD', path, 'is not an object');
    return {};
  }
  const before = faults.problem;
  const result = wireObject(shape, value, faults);
  faults.within(path, before);
  return result;
}

function listValue(field: ListField, value: unknown, name: string, faults: Faults): unknown[] {
  if (!Array.isArray(value)) {
    faults.add('INVALID_FIELD', name, 'is not a list');
    return [];
  }
  if (!checkCount(value.length, field.countMax, name, faults)) return [];
  const { item } = field;
  return value.map((entry: unknown, index) => {
    const path = `${name}[${index}]`;
    return item.type === 'nested'
      ? nestedValue(item.shape, entry, path, faults)
      : wireValue(item, entry, path, faults);
  });
}

const scratch = new Uint8Array(TIME_BYTES);
const scratchView = new DataView(scratch.buffer);

/** A time in the form protobufjs takes 64 bits in. */
function nanoseconds(timeMs: number): { low: number; high: number; unsigned: true } {
  writeTime(scratch, 0, timeMs);
  return {
    low: scratchView.getInt32(0, true),
    high: scratchView.getInt32(4, true),
    unsigned: true,
  };
}
