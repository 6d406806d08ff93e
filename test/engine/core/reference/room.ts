/** Room for fills in the reference: how many an order may have at most, and whether the queues of rights take them. */
import { BROKER_ACCOUNT, CODE } from '../../../../src/engine/core/index.js';
import { crowd } from './entries.js';
import { wouldFill } from './fills.js';
import type { Account, Order, Series, World } from './world.js';

const CHUNK_MAX = 4096;

/** An order that trades whole or not at all: whom it would meet within the price bands, and whose it is. */
export interface Whole {
  readonly met: readonly Order[];
  readonly account: Account;
  readonly stp: number;
}

/** Fills that are matched in one go. */
export const chunkOf = ({ limits }: World): number =>
  Math.min(CHUNK_MAX, Math.max(1, limits.maxObligations >> 6));

/** Whether the next chunk of fills has room; of an order that trades whole, all of them. */
export function hasRoomToFill(world: World, series: Series, lots: number, whole?: Whole): boolean {
  const fills = fillsOf(world, series, lots);
  if (whole === undefined) {
    return world.hasRoomForFills(Math.min(fills, chunkOf(world)));
  }
  const isByPeaks = ofSeries(world, series).some(isIceberg);
  return world.hasRoomForFills(isByPeaks ? fills : Math.min(fills, reached(lots, whole)));
}

/** Most fills an order of so many lots can have. */
export function fillsOf(world: World, series: Series, lots: number): number {
  const mine = ofSeries(world, series);
  if (mine.some(isIceberg)) return lots;
  const isThere = (o: Order) => o.priority !== undefined || o.special?.isDormant;
  return Math.min(lots, mine.filter(isThere).length);
}

/** Orders on the price levels that an order needs to fill whole. */
function reached(lots: number, { met, account, stp }: Whole): number {
  for (const [index, { price }] of met.entries()) {
    const some = met.slice(0, index + 1);
    const isLevel = met[index + 1]?.price !== price;
    if (isLevel && wouldFill(some, account, stp, lots)) return some.length;
  }
  return met.length;
}

const ofSeries = ({ orders }: World, series: Series): Order[] =>
  orders.filter((order) => order.series === series.id);

const isIceberg = ({ special }: Order): boolean => special !== undefined && special.peak > 0;

/**
 * Why a special order has no place, or 0. An eighth of all orders may be special, and each leaves room for one more, which a
 * group may need.
 */
export function specialProblem(
  world: World,
  order: { readonly account: number; readonly series: Series; readonly isImmediate: boolean },
): number {
  const { account, series, isImmediate } = order;
  const { maxOrders } = world.limits;
  const most = Math.min(maxOrders, Math.max(16, Math.floor(maxOrders / 8)));
  const used = world.orders.filter(({ special }) => special?.hasExtension).length;
  if (most - used < 2) return CODE.CAPACITY_FULL;
  return (
    (isImmediate || account === BROKER_ACCOUNT
      ? 0
      : crowd(world, world.ordersOf(account), 1, used, most)) ||
    world.orderProblem(account, isImmediate) ||
    world.positionProblem(account, series)
  );
}
