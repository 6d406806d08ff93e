/** Entitlements in the reference: whether they open, what they stand for, and what their holder is told. */
import { ENTITLEMENT_STATUS } from '../../../../src/values/index.js';
import type { Entitlement, World } from './world.js';

export function isOpen(entitlement: Entitlement, nowMs: number): boolean {
  return entitlement.status === ENTITLEMENT_STATUS.ACTIVE && entitlement.validToMs > nowMs;
}

export function sayEntitlement(world: World, entitlement: Entitlement): void {
  const isActive = entitlement.status === ENTITLEMENT_STATUS.ACTIVE;
  const isSuspended = isActive && entitlement.lots === 0 && entitlement.suspended > 0;
  world.say('ENTITLEMENT', {
    account: entitlement.holder,
    accountSequence: world.tell(entitlement.holder),
    entitlementId: entitlement.token,
    status: isSuspended ? ENTITLEMENT_STATUS.SUSPENDED : entitlement.status,
  });
}

/** What a holder exercised of a series, unless it is over. */
export function entitlementTo(
  world: World,
  holder: number,
  seriesId: number,
): Entitlement | undefined {
  const resource = `series:${seriesId}`;
  return world.entitlements.find(
    (one) =>
      one.isExercised &&
      one.holder === holder &&
      one.resource === resource &&
      isOpen(one, world.timeMs),
  );
}

/** Lots of a disputed delivery do not count until it is ruled on. */
export function suspend(
  world: World,
  entitlement: Entitlement | undefined,
  lots: number,
  suspended: boolean,
): void {
  if (!entitlement || !isOpen(entitlement, world.timeMs)) return;
  const change = suspended ? lots : -lots;
  entitlement.suspended += change;
  entitlement.lots -= change;
  sayEntitlement(world, entitlement);
}

/** Lots of a failed delivery count no more; without any it ends. */
export function takeOff(
  world: World,
  entitlement: Entitlement | undefined,
  lots: number,
  suspended: boolean,
): void {
  if (!entitlement || !isOpen(entitlement, world.timeMs)) return;
  if (suspended) entitlement.suspended -= lots;
  else entitlement.lots -= lots;
  if (entitlement.lots + entitlement.suspended === 0) {
    entitlement.status = ENTITLEMENT_STATUS.REVOKED;
  }
  sayEntitlement(world, entitlement);
}

export function endEntitlement(world: World, entitlement: Entitlement): void {
  if (!isOpen(entitlement, world.timeMs)) return;
  entitlement.status = ENTITLEMENT_STATUS.REVOKED;
  sayEntitlement(world, entitlement);
}
