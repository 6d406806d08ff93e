/**
 * Reads a message by its shape: protobuf bytes into a plain object, every field checked.
 *
 * Never throws; work and memory are bounded by the bytes, and a list keeps no more entries than its field allows.
 * As protobuf has it, fields come in any order, the last of a scalar counts, a nested message that comes twice is merged,
 * a list of numbers is packed or not, and what the shape does not know is stepped over. The first problem goes to `faults`;
 * the result is then not to be used.
 */
import { type Faults, problemOf } from '../problem.js';
import {
  checkBytes,
  checkChoice,
  checkCount,
  checkFlag,
  checkInteger,
  checkText,
} from '../shape/check.js';
import type { AnyField, AnyShape, ItemField, ListField, Shape } from '../shape/field.js';
import { prototypeOf } from '../shape/named.js';
import { problemOfFault } from '../wire/fault.js';
import { FAULT, WIRE_TYPE, WireReader } from '../wire/read.js';
import { wireTypeOf } from './wire-types.js';

/** Values by the place of their field in the shape; undefined where the bytes had none. */
type Slots = unknown[];

/** The entries of a list, no more than may be kept, and how many there were. */
interface Entries {
  readonly kept: unknown[];
  count: number;
}

const EMPTY = new Uint8Array(0);
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

const reader = new WireReader();
let input: Uint8Array = EMPTY;
/** Path of the message a fault of range was found in, with its dot. */
let faultPath = '';

/** The plain object of the message that fills [start, end) of the bytes. */
export function readShape<T>(
  shape: Shape<T>,
  bytes: Uint8Array,
  start: number,
  end: number,
  faults: Faults,
): T {
  input = bytes;
  faultPath = '';
  reader.reset(bytes, start, end);
  const slots: Slots = [];
  readFields(shape, slots);
  input = EMPTY;
  if (reader.fault === FAULT.OUT_OF_RANGE) faults.problem ??= problemOfFault(reader, faultPath);
  else if (reader.fault !== FAULT.NONE) {
    faults.problem ??= problemOf('MALFORMED', '', `the bytes are not a ${shape.name}`);
  }
  return plainOf(shape, slots, faults) as T;
}

/** Reads the fields of one message up to the end the reader is set to. */
function readFields(shape: AnyShape, slots: Slots): void {
  reader.scope = shape;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    const index = (tag >>> 3) - 1;
    const named = shape.fields[index];
    if (named === undefined) reader.skip(tag);
    else if (named.field.type === 'list') readEntry(named.proto, named.field, tag, slots, index);
    else if ((tag & 7) !== wireTypeOf(named.field)) reader.skip(tag);
    else if (named.field.type === 'nested') {
      slots[index] = readNested(named.field.shape, slots[index], named.proto);
      reader.scope = shape;
    } else slots[index] = readScalar(named.field);
  }
}

function readEntry(proto: string, field: ListField, tag: number, slots: Slots, at: number): void {
  const { item, countMax } = field;
  const isPacked = (tag & 7) === WIRE_TYPE.BYTES && item.type !== 'nested';
  if (!isPacked && (tag & 7) !== wireTypeOf(item)) {
    reader.skip(tag);
    return;
  }
  const found = slots[at] as Entries | undefined;
  const entries = found ?? { kept: [], count: 0 };
  slots[at] = entries;
  if (!isPacked) {
    keep(entries, item, proto, countMax);
    return;
  }
  const outer = reader.enter();
  while (reader.at < reader.end) keep(entries, item, proto, countMax);
  reader.leave(outer);
}

function keep(entries: Entries, item: ItemField, proto: string, countMax: number): void {
  const { scope } = reader;
  const value =
    item.type === 'nested'
      ? readNested(item.shape, undefined, `${proto}[${entries.count}]`)
      : readScalar(item);
  reader.scope = scope;
  if (entries.count < countMax) entries.kept.push(value);
  entries.count += 1;
}

function readNested(shape: AnyShape, before: unknown, path: string): Slots {
  const slots = (before as Slots | undefined) ?? [];
  const hadFault = reader.fault !== FAULT.NONE;
  const outer = reader.enter();
  readFields(shape, slots);
  reader.leave(outer);
  if (!hadFault && reader.fault === FAULT.OUT_OF_RANGE) faultPath = `${path}.${faultPath}`;
  return slots;
}

function readScalar(field: AnyField): unknown {
  switch (field.type) {
    case 'uint64':
      return reader.uint64();
    case 'sint64':
      return reader.sint64();
    case 'fixed32':
      return reader.fixed32();
    case 'flag':
      return reader.bool();
    case 'time':
      return field.whole ? reader.timeWholeMs() : reader.timeMs();
    case 'text':
      return readText();
    case 'bytes': {
      const end = reader.length();
      const { at } = reader;
      reader.at = end;
      return input.subarray(at, end);
    }
    default:
      return reader.uint32();
  }
}

function readText(): string {
  const end = reader.length();
  const { at } = reader;
  reader.at = end;
  try {
    return at === end ? '' : utf8.decode(input.subarray(at, end));
  } catch {
    reader.fail();
    return '';
  }
}

/** Checks what was read, field by field in the order of the shape. */
function plainOf(shape: AnyShape, slots: Slots, faults: Faults): unknown {
  const result = Object.create(prototypeOf(shape)) as Record<string, unknown>;
  for (const [index, { plain, proto, field }] of shape.fields.entries()) {
    result[plain] = plainValue(field, slots[index], proto, faults);
  }
  return result;
}

function plainValue(field: AnyField, value: unknown, name: string, faults: Faults): unknown {
  switch (field.type) {
    case 'time':
      return value ?? 0;
    case 'flag':
      return checkFlag(value ?? false, name, faults);
    case 'text':
      return checkText(field, value ?? '', name, faults);
    case 'bytes':
      return new Uint8Array(checkBytes(field, value ?? EMPTY, name, faults));
    case 'choice':
      return checkChoice(field, value ?? 0, name, faults);
    case 'nested':
      return value === undefined ? null : nestedValue(field.shape, value as Slots, name, faults);
    case 'list':
      return listValue(field, value as Entries | undefined, name, faults);
    default:
      return checkInteger(field, value ?? 0, name, faults);
  }
}

function nestedValue(shape: AnyShape, slots: Slots, path: string, faults: Faults): unknown {
  const before = faults.problem;
  const result = plainOf(shape, slots, faults);
  faults.within(path, before);
  return result;
}

function listValue(
  field: ListField,
  entries: Entries | undefined,
  name: string,
  faults: Faults,
): unknown[] {
  if (entries === undefined) return [];
  if (!checkCount(entries.count, field.countMax, name, faults)) return [];
  const { item } = field;
  return entries.kept.map((value, index) => {
    const path = `${name}[${index}]`;
    return item.type === 'nested'
      ? nestedValue(item.shape, value as Slots, path, faults)
      : plainValue(item, value, path, faults);
  });
}
