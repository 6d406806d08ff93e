/**
 * Turns a message as protobufjs decodes it into its plain object: `Long` into safe numbers, nanoseconds into
 * milliseconds, absent messages into null, byte fields into copies, everything checked.
 *
 * The first problem goes to `faults`; the result is then not to be used.
 */
import type { Faults } from '../problem.js';
import type { WireObject } from '../protobuf.js';
import {
  checkBytes,
  checkChoice,
  checkCount,
  checkFlag,
  checkInteger,
  checkText,
  rangeDetail,
} from '../shape/check.js';
import type { AnyField, AnyShape, IntegerField, ListField, Shape } from '../shape/field.js';
import { fractionalMs, wholeMs } from '../wire/time.js';

const TWO_32 = 4_294_967_296;

interface LongLike {
  readonly low: number;
  readonly high: number;
}

/** The plain object of a decoded message. */
export function fromProtobuf<T>(shape: Shape<T>, message: WireObject, faults: Faults): T {
  const result: Record<string, unknown> = {};
  for (const { plain, wire, proto, field } of shape.fields) {
    result[plain] = plainValue(field, message[wire], proto, faults);
  }
  return result as T;
}

function plainValue(field: AnyField, value: unknown, name: string, faults: Faults): unknown {
  switch (field.type) {
    case 'time': {
      const { low, high } = value as LongLike;
      return field.whole ? wholeMs(low >>> 0, high >>> 0) : fractionalMs(low >>> 0, high >>> 0);
    }
    case 'flag':
      return checkFlag(value, name, faults);
    case 'text':
      return checkText(field, value, name, faults);
    case 'bytes':
      return new Uint8Array(checkBytes(field, value, name, faults));
    case 'choice':
      return checkChoice(field, value, name, faults);
    case 'nested':
      return value === null || value === undefined
        ? null
        : nestedValue(field.shape, value, name, faults);
    case 'list':
      return listValue(field, value as readonly unknown[], name, faults);
    default:
      return integerValue(field, value, name, faults);
  }
}

function nestedValue(shape: AnyShape, value: unknown, path: string, faults: Faults): unknown {
  const before = faults.problem;
  const result = fromProtobuf(shape, value as WireObject, faults);
  faults.within(path, before);
  return result;
}

function listValue(
  field: ListField,
  values: readonly unknown[],
  name: string,
  faults: Faults,
): unknown[] {
  if (!checkCount(values.length, field.countMax, name, faults)) return [];
  const { item } = field;
  return values.map((value, index) => {
    const path = `${name}[${index}]`;
    return item.type === 'nested'
      ? nestedValue(item.shape, value, path, faults)
      : plainValue(item, value, path, faults);
  });
}

function integerValue(field: IntegerField, value: unknown, name: string, faults: Faults): number {
  if (typeof value === 'number') return checkInteger(field, value, name, faults);
  const { low, high } = value as LongLike;
  const signed = field.type === 'sint64' ? high : high >>> 0;
  const number = signed * TWO_32 + (low >>> 0);
  if (Number.isSafeInteger(number)) return checkInteger(field, number, name, faults);
  faults.add(field.refusal, name, rangeDetail(field, String(value)));
  return 0;
}
