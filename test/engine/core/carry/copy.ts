/** Carries a core into another through the bytes an upgrade writes. */
import * as own from '../../../../src/engine/core/index.js';
import { CarryRowWriter, readCarryRows } from '../../../../src/schema/index.js';
import type { CarriedRow, Limits } from '../../../../src/values/index.js';

/** Everything a core carries, as an upgrade writes it. */
export function carriedBytes(core: own.Core, module: typeof own = own): Uint8Array {
  const writer = new CarryRowWriter();
  for (const carried of module.carriedRows(core)) writer.add(readable(carried));
  return writer.take();
}

/** A core of a module with these limits that goes on where one of this build is. */
export function carriedInto(core: own.Core, limits: Limits, module: typeof own = own): own.Core {
  const next = new module.Core({ limits });
  next.state.goOn(core.state.sequence, core.state.timeMs);
  Object.assign(next.state.registry, { limits, coreVersion: core.state.registry.coreVersion });
  const carry = new module.CarryIn(next);
  for (const row of readCarryRows(carriedBytes(core))) carry.take(row);
  carry.end();
  return next;
}

/** The model gives contracts numbers for texts, which no codec lets through. */
function readable(carried: CarriedRow): CarriedRow {
  if (carried.table !== 'contract') return carried;
  const { deliverable, deliveryMethod } = carried.row;
  const texts = { deliverable: String(deliverable), deliveryMethod: String(deliveryMethod) };
  return { table: 'contract', row: { ...carried.row, ...texts } };
}
