/**
 * Writes a plain object as protobuf by its shape, every field checked.
 *
 * The bytes are canonical: fields in the order of their numbers, defaults left out, lists of numbers packed. A value the
 * schema cannot carry (a bigint, a fraction, an unknown enum number, an over-long text) throws a SchemaError that names the
 * field, and nothing is written. One writer is reused; what it wrote last is copied out of it.
 */
import { Faults, SchemaError } from '../problem.js';
import {
  checkBytes,
  checkChoice,
  checkCount,
  checkFlag,
  checkInteger,
  checkText,
  checkTime,
} from '../shape/check.js';
import type { AnyField, AnyShape, ItemField, ListField } from '../shape/field.js';
import { TIME_BYTES, writeTime } from '../wire/time.js';
import {
  closeLength,
  textBytesMax,
  writeFixed32,
  writeSint64,
  writeText,
  writeUint32,
  writeUint64,
} from '../wire/write.js';
import { wireTypeOf } from './wire-types.js';

const FIRST_BYTES = 512;
/** Most bytes of a tag or of a number. */
const VARINT_BYTES_MAX = 10;

export class ShapeWriter {
  /** Bytes of the message written last. */
  length = 0;
  private out = new Uint8Array(FIRST_BYTES);
  private readonly faults = new Faults();

  /** Writes a message; what the writer held before is gone. */
  write(shape: AnyShape, value: unknown): void {
    this.length = 0;
    this.faults.clear();
    this.fields(shape, value);
    const { problem } = this.faults;
    if (problem !== undefined) throw new SchemaError(problem);
  }

  /** Copies the message to a place and returns the place after it; the caller has made room for `length`. */
  copyInto(out: Uint8Array, at: number): number {
    out.set(this.out.subarray(0, this.length), at);
    return at + this.length;
  }

  private fields(shape: AnyShape, value: unknown): void {
    const source = (value ?? {}) as Readonly<Record<string, unknown>>;
    for (const [index, { plain, proto, field }] of shape.fields.entries()) {
      this.field(index + 1, field, source[plain], proto);
    }
  }

  private field(number: number, field: AnyField, value: unknown, name: string): void {
    const { faults } = this;
    switch (field.type) {
      case 'text': {
        const text = checkText(field, value, name, faults);
        if (text === '') return;
        this.room(textBytesMax(text));
        this.tag(number, field);
        this.length = writeText(this.out, this.length, text);
        return;
      }
      case 'bytes': {
        const bytes = checkBytes(field, value, name, faults);
        if (bytes.length === 0) return;
        this.room(bytes.length);
        this.tag(number, field);
        this.length = writeUint32(this.out, this.length, bytes.length);
        this.out.set(bytes, this.length);
        this.length += bytes.length;
        return;
      }
      case 'nested':
        if (value !== null) this.nested(number, field, value, name);
        return;
      case 'list':
        this.list(number, field, value, name);
        return;
      default: {
        const checked = this.scalar(field, value, name);
        if (checked === 0) return;
        this.room(0);
        this.tag(number, field);
        this.number(field, checked);
      }
    }
  }

  private nested(number: number, field: AnyField, value: unknown, path: string): void {
    if (field.type !== 'nested') return;
    const { faults } = this;
    if (typeof value !== 'object') {
      faults.add('INVALID_FIELD', path, 'is not an object');
      return;
    }
    const before = faults.problem;
    this.room(0);
    this.tag(number, field);
    const start = this.length;
    this.length = start + 1;
    this.fields(field.shape, value);
    this.room(0);
    this.length = closeLength(this.out, start, 1, this.length);
    faults.within(path, before);
  }

  private list(number: number, field: ListField, value: unknown, name: string): void {
    const { faults } = this;
    if (!Array.isArray(value)) {
      faults.add('INVALID_FIELD', name, 'is not a list');
      return;
    }
    if (!checkCount(value.length, field.countMax, name, faults) || value.length === 0) return;
    const { item } = field;
    if (item.type === 'nested') {
      for (const [index, entry] of value.entries()) {
        this.nested(number, item, entry, `${name}[${index}]`);
      }
      return;
    }
    this.room(0);
    this.tag(number, field);
    const start = this.length;
    this.length = start + 1;
    for (const [index, entry] of value.entries()) {
      this.room(0);
      this.number(item, this.scalar(item, entry, `${name}[${index}]`));
    }
    this.room(0);
    this.length = closeLength(this.out, start, 1, this.length);
  }

  /** A checked number; of a flag 0 or 1. */
  private scalar(field: Exclude<AnyField, ListField>, value: unknown, name: string): number {
    const { faults } = this;
    if (value === undefined && 'optional' in field && field.optional) return 0;
    switch (field.type) {
      case 'time':
        return checkTime(field.whole, value, name, faults);
      case 'flag':
        return checkFlag(value, name, faults) ? 1 : 0;
      case 'choice':
        return checkChoice(field, value, name, faults);
      case 'text':
      case 'bytes':
      case 'nested':
        throw new TypeError(`${name} is not a number`);
      default:
        return checkInteger(field, value, name, faults);
    }
  }

  private number(field: AnyField | ItemField, value: number): void {
    const { out, length } = this;
    switch (field.type) {
      case 'time':
        this.length = writeTime(out, length, value);
        return;
      case 'fixed32':
        this.length = writeFixed32(out, length, value);
        return;
      case 'sint64':
        this.length = writeSint64(out, length, value);
        return;
      default:
        this.length = writeUint64(out, length, value);
    }
  }

  private tag(number: number, field: AnyField): void {
    this.length = writeUint32(this.out, this.length, (number << 3) | wireTypeOf(field));
  }

  /** Makes room for a tag, a length, a number and so many further bytes. */
  private room(bytes: number): void {
    const needed = this.length + bytes + 3 * Math.max(VARINT_BYTES_MAX, TIME_BYTES);
    if (needed <= this.out.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.out.length));
    larger.set(this.out.subarray(0, this.length));
    this.out = larger;
  }
}
