/**
 * Writes rows of what an upgrade carries as the bytes of CarryRows: canonical, so that equal rows give equal bytes whoever
 * writes them. Fails with a SchemaError that names table and field where a value is none the field can carry.
 */
import type { CarriedRow } from '../../values/index.js';
import { problemOf, SchemaError } from '../problem.js';
import { closeLength, textBytesMax, writeSint64, writeText, writeUint32 } from '../wire/write.js';
import { CARRY_TYPE, type FieldPlan, tablePlan } from './plans.js';

const ROWS_TAG = 0x0a;
const FIRST_BYTES = 65_536;
/** Bytes of a number, its tag, and of a row's tags and lengths. */
const NUMBER_BYTES_MAX = 12;
const ROW_BYTES_MAX = 16;

export class CarryRowWriter {
  private buffer = new Uint8Array(FIRST_BYTES);
  private end = 0;

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.end;
  }

  /** Appends a row. */
  add({ table, row }: CarriedRow): void {
    const plan = tablePlan(table);
    const values = row as unknown as Readonly<Record<string, unknown>>;
    for (const { name, type } of plan.fields) {
      if (!isOf(type, values[name])) throw refusal(table, name, `is ${String(values[name])}`);
    }
    this.reserve(ROW_BYTES_MAX + bytesMax(plan.fields, values));
    const { buffer } = this;
    const start = this.end;
    buffer[start] = ROWS_TAG;
    let at = writeUint32(buffer, start + 2, plan.tag);
    const inner = at;
    at += 1;
    for (const field of plan.fields) {
      try {
        at = writeField(buffer, at, field, values[field.name]);
      } catch (error) {
        throw refusal(table, field.name, error instanceof Error ? error.message : String(error));
      }
    }
    at = closeLength(buffer, inner, 1, at);
    this.end = closeLength(buffer, start + 1, 1, at);
  }

  /** A copy of what was written, and begins anew. */
  take(): Uint8Array {
    const bytes = this.buffer.slice(0, this.end);
    this.end = 0;
    return bytes;
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(2 * (this.end + bytes));
    larger.set(this.buffer.subarray(0, this.end));
    this.buffer = larger;
  }
}

function isOf(type: string, value: unknown): boolean {
  if (type === CARRY_TYPE.NUMBER) return typeof value === 'number';
  if (type === CARRY_TYPE.TEXT) return typeof value === 'string';
  return type === CARRY_TYPE.BYTES ? value instanceof Uint8Array : Array.isArray(value);
}

function refusal(table: string, field: string, detail: string): SchemaError {
  return new SchemaError(problemOf('INVALID_FIELD', `${table}.${field}`, detail));
}

function bytesMax(fields: readonly FieldPlan[], values: Readonly<Record<string, unknown>>): number {
  let bytes = 0;
  for (const { name, type } of fields) {
    bytes += NUMBER_BYTES_MAX;
    if (type === CARRY_TYPE.NUMBER) continue;
    const value = values[name];
    if (type === CARRY_TYPE.TEXT) bytes += textBytesMax(value as string);
    else if (type === CARRY_TYPE.BYTES) bytes += (value as Uint8Array).length;
    else bytes += (value as readonly number[]).length * NUMBER_BYTES_MAX;
  }
  return bytes;
}

function writeField(out: Uint8Array, start: number, field: FieldPlan, value: unknown): number {
  const { type, tag, isAlwaysWritten } = field;
  if (type === CARRY_TYPE.NUMBER) {
    // Negative zero is zero.
    if (value === 0 && !isAlwaysWritten) return start;
    return writeSint64(out, writeUint32(out, start, tag), (value as number) + 0);
  }
  const { length } = value as { length: number };
  if (length === 0 && !isAlwaysWritten) return start;
  const at = writeUint32(out, start, tag);
  if (type === CARRY_TYPE.TEXT) return writeText(out, at, value as string);
  if (type === CARRY_TYPE.BYTES) {
    const from = writeUint32(out, at, length);
    out.set(value as Uint8Array, from);
    return from + length;
  }
  let end = at + 1;
  for (const number of value as readonly number[]) end = writeSint64(out, end, number + 0);
  return closeLength(out, at, 1, end);
}
