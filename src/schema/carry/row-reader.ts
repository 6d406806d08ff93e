/**
 * Reads the rows of a CarryOver. Whoever wrote them knew no more tables and fields than whoever reads them: one that is not
 * known is refused, because dropping it would lose what it says. Fails with a SchemaError.
 */
import type { CarriedRow } from '../../values/index.js';
import { problemOf, SchemaError } from '../problem.js';
import { FAULT, WireReader } from '../wire/read.js';
import { CARRY_TYPE, type FieldPlan, type TablePlan, taggedPlan } from './plans.js';

const ROWS_TAG = 0x0a;

/** The rows in these bytes, in order; bytes of rows are views into them. */
export function readCarryRows(bytes: Uint8Array): CarriedRow[] {
  const rows: CarriedRow[] = [];
  const reader = new WireReader();
  reader.reset(bytes, 0, bytes.length);
  while (reader.at < reader.end) {
    if (reader.tag() !== ROWS_TAG) throw unknown('rows', 'something that is no row');
    const outer = reader.enter();
    const plan = taggedPlan(reader.tag());
    if (plan === undefined) throw unknown('row', 'a table this build does not know');
    const end = reader.enter();
    rows.push({ table: plan.table, row: readRow(reader, bytes, plan) } as unknown as CarriedRow);
    reader.leave(end);
    if (reader.at !== reader.end) throw unknown('row', 'two tables in one row');
    reader.leave(outer);
  }
  if (reader.fault !== FAULT.NONE) {
    throw new SchemaError(problemOf('MALFORMED', 'rows', 'the bytes are not rows'));
  }
  return rows;
}

function readRow(reader: WireReader, bytes: Uint8Array, plan: TablePlan): Record<string, unknown> {
  const row: Record<string, unknown> = { ...plan.blank };
  while (reader.at < reader.end) {
    const field = plan.byTag.get(reader.tag());
    if (field === undefined) {
      if (reader.fault !== FAULT.NONE) break;
      throw unknown(plan.table, 'a field this build does not know');
    }
    row[field.name] = readField(reader, bytes, field);
  }
  return row;
}

function readField(reader: WireReader, bytes: Uint8Array, { type }: FieldPlan): unknown {
  if (type === CARRY_TYPE.NUMBER) return reader.sint64();
  if (type === CARRY_TYPE.TEXT) return reader.text();
  const end = reader.length();
  if (type === CARRY_TYPE.BYTES) {
    const value = bytes.subarray(reader.at, end);
    reader.at = end;
    return value;
  }
  const outer = reader.end;
  reader.end = end;
  const numbers: number[] = [];
  while (reader.at < reader.end) numbers.push(reader.sint64());
  reader.leave(outer);
  return numbers;
}

function unknown(field: string, what: string): SchemaError {
  const detail = `holds ${what}: it was written by a newer build`;
  return new SchemaError(problemOf('UNKNOWN_MESSAGE', field, detail));
}
