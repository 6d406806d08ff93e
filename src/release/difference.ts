/** The first row in which two cores carry something else, both as this build writes rows; undefined when there is none. */
import { CarryRowWriter, readCarryRows } from '../schema/index.js';
import type { CarriedRow } from '../values/index.js';

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
  for (const one of rowsOf(before)) {
    number += 1;
    const { value: other, done } = others.next();
    if (done) return `${one.table} ${text(one)} is missing`;
    if (Buffer.compare(normal(one), normal(other)) === 0) continue;
    return `row ${number}: ${one.table} ${text(one)} has become ${other.table} ${text(other)}`;
  }
  const more = others.next();
  return more.done ? undefined : `${more.value.table} ${text(more.value)} has come`;
}

function* rowsOf(parts: Iterable<Uint8Array>): Generator<CarriedRow, void, undefined> {
  for (const part of parts) yield* readCarryRows(part);
}

const TEXT_MAX = 400;
const text = ({ row }: CarriedRow): string => JSON.stringify(row).slice(0, TEXT_MAX);
