/**
 * The first row in which two cores carry something else, both as this build writes rows; undefined when there is none. What the
 * core before said nothing of is found out as it is taken in, and cannot be compared.
 */
import { rowsAsNow } from '../engine/core/index.js';
import { CarryRowWriter, readCarryRows } from '../schema/index.js';
import { CARRY_DEFAULTS, type CarriedRow, UNKNOWN } from '../values/index.js';

export function firstDifference(
  before: Iterable<Uint8Array>,
  after: Iterable<Uint8Array>,
): string | undefined {
  const writer = new CarryRowWriter();
  const normal = (carried: CarriedRow): Uint8Array => {
    writer.add(carried);
    return writer.take();
  };
  const others = rowsOf(after);
  let number = 0;
  for (const said of rowsAsNow(rowsOf(before))) {
    number += 1;
    const { value: other, done } = others.next();
    if (done) return `${said.table} ${text(said)} is missing`;
    const one = completed(said, other);
    if (Buffer.compare(normal(one), normal(other)) === 0) continue;
    return `row ${number}: ${one.table} ${text(one)} has become ${other.table} ${text(other)}`;
  }
  const more = others.next();
  return more.done ? undefined : `${more.value.table} ${text(more.value)} has come`;
}

/** A row with what it does not say as the other one has it. */
function completed(said: CarriedRow, other: CarriedRow): CarriedRow {
  if (said.table !== other.table) return said;
  const row: Record<string, unknown> = { ...said.row };
  const found = other.row as unknown as Readonly<Record<string, unknown>>;
  for (const [field, value] of Object.entries(CARRY_DEFAULTS[said.table] ?? {})) {
    if (value === UNKNOWN && row[field] === UNKNOWN) row[field] = found[field];
  }
  return { table: said.table, row } as unknown as CarriedRow;
}

function* rowsOf(parts: Iterable<Uint8Array>): Generator<CarriedRow, void, undefined> {
  for (const part of parts) yield* readCarryRows(part);
}

const TEXT_MAX = 400;
const text = ({ row }: CarriedRow): string => JSON.stringify(row).slice(0, TEXT_MAX);
