/** Entitlements in the reference: whether they open, and what their holder is told. */
import { ENTITLEMENT_STATUS } from '../../../../src/values/index.js';
import type { Entitlement, World } from './world.js';

export function isOpen(entitlement: Entitlement, nowMs: number): boolean {
  return entitlement.status === ENTITLEMENT_STATUS.ACTIVE && entitlement.validToMs > nowMs;
}

export function sayEntitlement(world: World, entitlement: Entitlement): void {
  const isSuspended = entitlement.suspended && entitlement.status === ENTITLEMENT_STATUS.ACTIVE;
  world.say('ENTITLEMENT', {
    account: entitlement.holder,
    accountSequence: world.tell(entitlement.holder),
    entitlementId: entitlement.token,
    status: isSuspended ? ENTITLEMENT_STATUS.SUSPENDED : entitlement.status,
  });
}

/** A disputed delivery's entitlement opens nothing. */
export function suspend(world: World, entitlement: Entitlement, suspended: boolean): void {
  if (!isOpen(entitlement, world.timeMs)) return;
  entitlement.suspended = suspended;
  sayEntitlement(world, entitlement);
}

export function endEntitlement(world: World, entitlement: Entitlement): void {
  if (!isOpen(entitlement, world.timeMs)) return;
  entitlement.status = ENTITLEMENT_STATUS.REVOKED;
  sayEntitlement(world, entitlement);
}
