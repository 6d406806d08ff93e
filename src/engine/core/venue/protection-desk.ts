/**
 * What a maker, or an operator for it, says of its protection: limits, an end, and that it looked at why it tripped.
 *
 * Other limits begin a new count. A protection that tripped stays tripped whatever its limits become, and cannot be
 * ended before it was reset.
 */
import {
  ACCOUNT_ROLE,
  type ColdBodies,
  FIELD_ID,
  PROTECTION_CHANGE,
} from '../../../values/index.js';
import { ACCOUNT_FIELD as A, ACCOUNT_MARK } from '../kernel/accounts.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { MakerProtection } from '../trading/maker-protection.js';
import { PROTECTION_FIELD as F } from '../trading/protections.js';

const WINDOW_MS_MAX = 86_400_000;
const { BROKER, CONSUMER, PROVIDER, OPERATOR } = ACCOUNT_ROLE;
const TRADING: ReadonlySet<number> = new Set([BROKER, CONSUMER, PROVIDER]);

export class ProtectionDesk {
  /** The commands that are handled here. */
  readonly handlers = {
    setProtection: (body, out, account) => this.set(account, body, out),
    resetProtection: (body, out, account) => this.reset(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly protection: MakerProtection;

  constructor(state: State, protection: MakerProtection) {
    this.state = state;
    this.protection = protection;
  }

  /** Sets the limits of an account, or ends its protection. */
  set(author: number, body: ColdBodies['setProtection'], out: Result): void {
    const account = this.target(author, body.targetAccountId, out);
    if (account === 0) return;
    const field = formProblem(body);
    if (field !== 0) return out.refuse(CODE.INVALID_FIELD, field);
    const { accounts, protections } = this.state;
    const isTripped = accounts.isTripped(account);
    const row = accounts.get(account, A.protection);
    if (body.windowMs === 0) {
      if (isTripped) return out.refuse(CODE.PROTECTED, FIELD_ID.window_ms);
      if (row !== 0) this.end(account, row);
      return out.done(0);
    }
    const place = row !== 0 ? row : protections.take(account);
    if (place === 0) return out.refuse(CODE.CAPACITY_FULL);
    accounts.set(account, A.protection, place);
    accounts.mark(account, ACCOUNT_MARK.PROTECTED, true);
    protections.clear(place);
    protections.set(place, F.slice, 0);
    protections.set(place, F.since, this.state.sequence);
    protections.set(place, F.windowMs, body.windowMs);
    protections.set(place, F.maxFills, body.maxFills);
    protections.set(place, F.maxLots, body.maxQuantityLots);
    protections.set(place, F.maxDeltaMicroPat, body.maxDeltaMicroPat);
    this.protection.tell(account, PROTECTION_CHANGE.SET, place, 0);
    out.done(0);
  }

  /** A maker looked at why it tripped and may quote again. One that did not trip is left as it is. */
  reset(author: number, body: ColdBodies['resetProtection'], out: Result): void {
    const account = this.target(author, body.targetAccountId, out);
    if (account === 0) return;
    const { accounts, protections } = this.state;
    if (!accounts.isTripped(account)) return out.done(0);
    const row = accounts.get(account, A.protection);
    accounts.mark(account, ACCOUNT_MARK.TRIPPED, false);
    this.protection.tell(account, PROTECTION_CHANGE.RESET, row, 0);
    protections.set(row, F.limit, 0);
    protections.clear(row);
    protections.set(row, F.since, this.state.sequence);
    out.done(0, 1);
  }

  private end(account: number, row: number): void {
    const { accounts, protections } = this.state;
    this.protection.tell(account, PROTECTION_CHANGE.REMOVED, row, 0);
    accounts.set(account, A.protection, 0);
    accounts.mark(account, ACCOUNT_MARK.PROTECTED, false);
    protections.free(row);
  }

  /** The account a command is about, or 0 with the refusal in `out`. */
  private target(author: number, named: number, out: Result): number {
    const { accounts } = this.state;
    const account = named === 0 ? author : named;
    if (!accounts.exists(account)) {
      out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
      return 0;
    }
    const isAllowed = account === author || accounts.get(author, A.role) === OPERATOR;
    if (!isAllowed || !TRADING.has(accounts.get(account, A.role))) {
      out.refuse(CODE.ROLE, FIELD_ID.target_account_id);
      return 0;
    }
    return account;
  }
}

/** FIELD_ID of what is wrong with the limits, or 0. */
function formProblem(body: ColdBodies['setProtection']): number {
  const { windowMs, maxFills, maxQuantityLots, maxDeltaMicroPat } = body;
  if (windowMs < 0 || windowMs > WINDOW_MS_MAX) return FIELD_ID.window_ms;
  const hasLimit = maxFills !== 0 || maxQuantityLots !== 0 || maxDeltaMicroPat !== 0;
  // A window without a limit would protect from nothing, limits without a window have none to count in.
  if (hasLimit !== windowMs > 0) return FIELD_ID.window_ms;
  if (maxFills < 0) return FIELD_ID.max_fills;
  if (maxQuantityLots < 0) return FIELD_ID.max_quantity_lots;
  return maxDeltaMicroPat < 0 ? FIELD_ID.max_delta_micro_pat : 0;
}
