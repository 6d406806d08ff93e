/** Protections of makers in the reference: every fill is kept, and counted again each time. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_ROLE,
  CANCEL_REASON,
  type ColdBodies,
  PROTECTION_CHANGE,
  PROTECTION_LIMIT,
  SIDE,
} from '../../../../src/values/index.js';
import { no } from './checks.js';
import { done, type Result, type Trading } from './trading.js';
import type { Account, Order, Protection, Series, World } from './world.js';

const EVERYTHING = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
const { BROKER, CONSUMER, PROVIDER, OPERATOR } = ACCOUNT_ROLE;
/** Accounts that can be protected at once. */
const PROTECTED_MAX = 1_024;

export class Protecting {
  private readonly world: World;
  private readonly trading: Trading;
  private tripped: Account[] = [];

  constructor(world: World, trading: Trading) {
    this.world = world;
    this.trading = trading;
  }

  set(author: Account, body: ColdBodies['setProtection']): Result {
    const { world } = this;
    const { windowMs, maxFills, maxQuantityLots: maxLots, maxDeltaMicroPat: maxDelta } = body;
    const found = this.target(author, body.targetAccountId);
    if ('code' in found) return found;
    const hasLimits = maxFills !== 0 || maxLots !== 0 || maxDelta !== 0;
    if (windowMs < 0 || windowMs > 86_400_000) return no(CODE.INVALID_FIELD, 'window_ms');
    if (hasLimits !== windowMs > 0) return no(CODE.INVALID_FIELD, 'window_ms');
    if (maxFills < 0) return no(CODE.INVALID_FIELD, 'max_fills');
    if (maxLots < 0) return no(CODE.INVALID_FIELD, 'max_quantity_lots');
    if (maxDelta < 0) return no(CODE.INVALID_FIELD, 'max_delta_micro_pat');
    const { protection } = found;
    const limit = protection?.limit ?? 0;
    if (windowMs === 0) {
      if (limit !== 0) return no(CODE.PROTECTED, 'window_ms');
      if (protection) this.tell(found, protection, PROTECTION_CHANGE.REMOVED, 0);
      found.protection = undefined;
      return done(0);
    }
    const count = world.accounts.filter((one) => one.protection !== undefined).length;
    const room = Math.min(PROTECTED_MAX, world.limits.maxAccounts);
    if (protection === undefined && count >= room) return no(CODE.CAPACITY_FULL);
    found.protection = { windowMs, maxFills, maxLots, maxDelta, limit, fills: [], atMs: 0 };
    this.tell(found, found.protection, PROTECTION_CHANGE.SET, 0);
    return done(0);
  }

  reset(author: Account, { targetAccountId }: ColdBodies['resetProtection']): Result {
    const found = this.target(author, targetAccountId);
    if ('code' in found) return found;
    const { protection } = found;
    if (protection === undefined || protection.limit === 0) return done(0);
    this.tell(found, protection, PROTECTION_CHANGE.RESET, 0);
    protection.limit = 0;
    protection.fills = [];
    return done(0, 1);
  }

  /** An order that rested traded. */
  filled(series: Series, order: Order, lots: number, price: number, trade: string): void {
    const account = this.world.account(order.account);
    const protection = account?.protection;
    if (account === undefined || protection === undefined || protection.limit !== 0) return;
    const value = price * series.contract.rules.tickValueMicroPat * lots;
    protection.atMs = this.world.timeMs;
    const signed = order.side === SIDE.BUY ? value : -value;
    protection.fills.push({ timeMs: this.world.timeMs, lots, value: signed, trade });
    const counted = this.counted(protection);
    const isAbove = (limit: number, count: number): boolean => limit !== 0 && count > limit;
    if (isAbove(protection.maxFills, counted.fills)) protection.limit = PROTECTION_LIMIT.FILLS;
    else if (isAbove(protection.maxLots, counted.lots)) {
      protection.limit = PROTECTION_LIMIT.QUANTITY;
    } else if (isAbove(protection.maxDelta, Math.abs(counted.value))) {
      protection.limit = PROTECTION_LIMIT.DELTA;
    }
    if (protection.limit !== 0) this.tripped.push(account);
  }

  /** A trade was busted: it counts no more, unless its maker tripped. */
  busted(accounts: readonly number[], trade: string): void {
    for (const id of accounts) {
      const protection = this.world.account(id)?.protection;
      if (protection === undefined || protection.limit !== 0) continue;
      protection.fills = protection.fills.filter((fill) => fill.trade !== trade);
    }
  }

  /** Orders of those that tripped end. */
  pull(): void {
    const { tripped } = this;
    this.tripped = [];
    for (const account of tripped) {
      const reason = CANCEL_REASON.PROTECTED;
      const canceled = this.trading.massCancel(account.id, EVERYTHING, reason);
      const protection = account.protection as Protection;
      this.tell(account, protection, PROTECTION_CHANGE.TRIPPED, canceled);
    }
  }

  /** What counts now, or what tripped it: a fill counts through the sixteen sixteenths after its own. */
  private counted({ fills, limit, windowMs, atMs }: Protection) {
    const now = limit === 0 ? this.world.timeMs : atMs;
    const sixteenth = Math.ceil(windowMs / 16);
    const number = (timeMs: number): number => Math.floor(timeMs / sixteenth);
    const some = fills.filter(({ timeMs }) => number(now) - number(timeMs) <= 16);
    return {
      fills: some.length,
      lots: some.reduce((sum, { lots }) => sum + lots, 0),
      value: some.reduce((sum, { value }) => sum + value, 0),
    };
  }

  private tell(account: Account, protection: Protection, change: number, canceled: number): void {
    const { fills, lots, value } = this.counted(protection);
    this.world.say('PROTECTION', {
      account: account.id,
      accountSequence: this.world.tell(account.id),
      change,
      limit: protection.limit,
      fills,
      lots,
      deltaMicroPat: value,
      canceled,
    });
  }

  private target(author: Account, id: number): Account | ReturnType<typeof no> {
    const account = id === 0 ? author : this.world.account(id);
    if (account === undefined) return no(CODE.UNKNOWN_ACCOUNT, 'target_account_id');
    const isAllowed = account === author || author.role === OPERATOR;
    const trades = [BROKER, CONSUMER, PROVIDER].some((role) => role === account.role);
    return isAllowed && trades ? account : no(CODE.ROLE, 'target_account_id');
  }
}
