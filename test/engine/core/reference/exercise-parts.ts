/** What an exercise comes apart into in the reference, and whether there is room for it. */
import { CODE } from '../../../../src/engine/core/index.js';
import { entitlementTo, isOpen } from './entitling.js';
import { crowd, entriesProblem, sumOf, takeFirst } from './entries.js';
import type { Delivery, Position, Series, World } from './world.js';

/** What an exercise comes apart into. */
export interface Part {
  readonly lots: number;
  /** Who delivers; undefined where nobody does. */
  readonly provider: number | undefined;
  /** Neither the claim nor the obligation ends with it. */
  readonly isPartial: boolean;
}

/** What an exercise comes apart into, tried out on copies. */
export function partsOf(series: Series, position: Position, lots: number): Part[] {
  const obligations = series.obligations.map((entry) => ({ ...entry }));
  const claims = position.claims.map((entry) => ({ ...entry }));
  return takeFirst(claims, lots).flatMap((claim, i) => {
    const whole = position.claims[i]?.lots === claim.lots;
    const served = claim.novated ? [claim] : takeFirst(obligations, claim.lots);
    const left = claim.lots - sumOf(served);
    // The obligation it was served from last is still there, with fewer lots.
    const [next] = obligations;
    const before = series.obligations.at(-obligations.length);
    const isSplit = next !== undefined && next.lots < (before?.lots ?? 0);
    const parts = served.map((entry, n): Part => {
      const isLast = n === served.length - 1;
      const isPartial = isLast && left === 0 && !whole && (claim.novated || isSplit);
      return { lots: entry.lots, provider: entry.provider, isPartial };
    });
    const unserved: Part = { lots: left, provider: undefined, isPartial: false };
    return left > 0 ? [...parts, unserved] : parts;
  });
}

/** How many providers deliver something. */
export function providersOf(parts: readonly Part[]): number {
  return new Set(parts.flatMap(({ provider }) => (provider === undefined ? [] : [provider]))).size;
}

/** Why a consumer may not have so many more deliveries, an entitlement and an entry. */
export function roomProblem(
  world: World,
  series: Series,
  consumer: number,
  parts: readonly Part[],
): number {
  const { limits, deliveries, entitlements, timeMs } = world;
  const more = providersOf(parts);
  if (more === 0) return 0;
  const open = entitlements.filter((one) => isOpen(one, timeMs));
  const own = deliveries.filter((one) => one.consumer === consumer).length;
  const owned = open.filter(({ holder }) => holder === consumer).length;
  const isNew = !entitlementTo(world, consumer, series.id);
  const isPartial = parts.at(-1)?.isPartial ?? false;
  const noEntry = world.entryCount() === limits.maxObligations ? CODE.CAPACITY_FULL : 0;
  return (
    crowd(world, own, more, deliveries.length, limits.maxDeliveries) ||
    (isNew ? crowd(world, owned, 1, open.length, limits.maxEntitlements) : 0) ||
    (isPartial ? noEntry || entriesProblem(world, consumer) : 0)
  );
}

/** Tickets the close of a series may issue: the last quarter is for first ones. */
export function ticketsForClose(
  world: World,
  consumer: number,
  series: Series,
  most: number,
): number {
  const { limits, deliveries } = world;
  const free = limits.maxDeliveries - deliveries.length;
  const hasNone = !deliveries.some((one) => one.consumer === consumer);
  const beyond = free - Math.floor(limits.maxDeliveries / 4);
  const tickets = Math.min(
    most,
    hasNone ? Math.max(beyond, Math.min(1, free)) : Math.max(beyond, 0),
  );
  return hasRoom(world, consumer, series, tickets) ? tickets : 0;
}

/** Whether a consumer can have so many tickets more, with the entitlement that opens their door. */
export function hasRoom(world: World, consumer: number, series: Series, tickets: number): boolean {
  const { limits, deliveries, entitlements, timeMs } = world;
  if (limits.maxDeliveries - deliveries.length < tickets) return false;
  const open = entitlements.filter((one) => isOpen(one, timeMs)).length;
  return entitlementTo(world, consumer, series.id) !== undefined || open < limits.maxEntitlements;
}

/** Tickets and refunds of one exercise, told when it is done. */
export interface Batch {
  readonly series: Series;
  readonly consumer: number;
  readonly deliveries: Delivery[];
  unserved: number;
  refunded: bigint;
}

export function newBatch(series: Series, consumer: number): Batch {
  return { series, consumer, deliveries: [], unserved: 0, refunded: 0n };
}

/** Lots of a holder, oldest first, that make at most so many tickets. */
export function lotsWithin(
  series: Series,
  position: Position,
  lots: number,
  tickets: number,
): number {
  const parts = partsOf(series, position, lots);
  const fitting = parts.findIndex((_, i) => providersOf(parts.slice(0, i + 1)) > tickets);
  return sumOf(fitting === -1 ? parts : parts.slice(0, fitting));
}
