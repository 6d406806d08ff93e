/** Kill switches and protections of makers, as listings, snapshots and the venue channel show them. */
import {
  ACCOUNT_FIELD as A,
  type Core,
  PROTECTION_FIELD as F,
  type State,
} from '../../engine/core/index.js';
import type { KillInfo, ProtectionInfo } from '../../schema/index.js';

/** What became of a kill switch: set, with its orders still being cancelled or none left, or released. */
export function killInfo(
  core: Core,
  killScope: number,
  targetId: number,
  sequence: number,
): KillInfo {
  const { registry } = core.state;
  const record = registry.kills.find(
    (kill) => kill.killScope === killScope && kill.targetId === targetId,
  );
  const liveOrders = record === undefined ? 0 : core.kills.liveOrders(killScope, targetId);
  return {
    killScope,
    targetId,
    killed: record !== undefined,
    liveOrders,
    verified:
      record !== undefined && !core.kills.isCanceling(killScope, targetId) && liveOrders === 0,
    authorId: record?.authorId ?? 0,
    reason: record?.reason ?? '',
    asOfSequence: sequence,
  };
}

/** The protection of an account as a maker; null when it has none. */
export function protectionInfo(state: State, accountId: number): ProtectionInfo | null {
  const { accounts, protections, timeMs } = state;
  const row = accounts.get(accountId, A.protection);
  if (row === 0) return null;
  protections.count(row, timeMs);
  const { fills, lots, deltaMicroPat } = protections;
  return {
    windowMs: protections.get(row, F.windowMs),
    maxFills: protections.get(row, F.maxFills),
    maxQuantityLots: protections.get(row, F.maxLots),
    maxDeltaMicroPat: protections.get(row, F.maxDeltaMicroPat),
    tripped: accounts.isTripped(accountId),
    fills,
    quantityLots: lots,
    deltaMicroPat,
  };
}
