/**
 * Kill switches of everything, an account, a series and the quoter: each blocks at once, cancels what it covers, counts
 * that no live order is left, and stays until a second operator releases it.
 *
 * An account and the quoter are cancelled within the command; a series and everything by an item of work, a bounded number
 * of orders a command. The event with no live orders left is the count. Invariant: a kill that has done its work has left
 * no live order (I15). Fails by refusing: a target there is not, a release by the one who set it or before the work is done.
 */
import {
  ACCOUNT_ROLE,
  CANCEL_REASON,
  type ColdBodies,
  type Command,
  FIELD_ID,
  KILL_SCOPE,
} from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A, ACCOUNT_MARK } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { WORK } from '../kernel/work-queue.js';
import { EVERYTHING, type MassCancel } from '../trading/mass-cancel.js';
import type { Quotes } from '../trading/quotes.js';

const { GLOBAL, ACCOUNT, SERIES, QUOTER } = KILL_SCOPE;

export class KillSwitches {
  /** The commands that are handled here. */
  readonly handlers = {
    kill: (_, out, __, command) => this.ask(command, out),
    releaseKill: (body, out, account) => this.release(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly massCancel: MassCancel;
  private readonly quotes: Quotes;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    massCancel: MassCancel;
    quotes: Quotes;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.massCancel = parts.massCancel;
    this.quotes = parts.quotes;
  }

  /** Everybody may kill his own account; everything else is the operator's. */
  ask(c: Command, out: Result): void {
    const body = c.body as ColdBodies['kill'];
    const isOperator = this.state.accounts.get(c.accountId, A.role) === ACCOUNT_ROLE.OPERATOR;
    const isOwn = body.killScope === ACCOUNT && body.targetId === c.accountId;
    if (!isOperator && !isOwn) return out.refuse(CODE.ROLE, FIELD_ID.kill_scope);
    this.kill(c.accountId, body, out);
  }

  /** Sets a kill switch: blocks at once, cancels, latches; the event with no live orders left says it is done. */
  kill(author: number, body: ColdBodies['kill'], out: Result): void {
    const { state } = this;
    const { killScope: scope, targetId } = body;
    if (!this.isTarget(scope, targetId)) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.target_id);
    if (this.find(scope, targetId) >= 0) {
      return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.kill_scope);
    }
    const { reason } = body;
    state.registry.kills.push({ killScope: scope, targetId, authorId: author, reason });
    this.latch(scope, targetId, true);
    let canceled = 0;
    if (scope === GLOBAL) this.begin(scope, targetId, WORK.KILL_GLOBAL);
    else if (scope === SERIES) this.begin(scope, targetId, WORK.KILL_SERIES);
    else {
      const { KILLED } = CANCEL_REASON;
      if (scope === QUOTER) canceled = this.quotes.pullAll(KILLED);
      else canceled = this.massCancel.run(targetId, EVERYTHING, KILLED);
      const left = this.liveOrders(scope, targetId);
      check(left === 0, 'I15: orders are left after a kill');
      this.reports.plain(EVENT.KILL, scope, targetId, 1, left);
    }
    out.done(targetId, canceled);
  }

  /** Lifts a kill switch; by another operator than the one who set it, and not before its cancelling is over. */
  release(author: number, body: ColdBodies['releaseKill'], out: Result): void {
    const { registry } = this.state;
    const { killScope, targetId } = body;
    const place = this.find(killScope, targetId);
    const record = registry.kills[place];
    if (record === undefined) return out.refuse(CODE.NOT_KILLED, FIELD_ID.kill_scope);
    const isEscaped = registry.chain !== null && registry.chain.escapedBatchId !== null;
    if (isEscaped && killScope === GLOBAL) return out.refuse(CODE.ESCAPED);
    if (record.authorId === author) return out.refuse(CODE.SECOND_PERSON);
    // Its cancelling must be over first, or it would go on after the release.
    if (this.isCanceling(killScope, targetId)) return out.refuse(CODE.KILLED);
    registry.kills.splice(place, 1);
    this.latch(killScope, targetId, false);
    this.reports.plain(EVENT.KILL, killScope, targetId, 0, 0);
    out.done(targetId);
  }

  /** Whether cancelling that a kill began, or one of everything, still goes on. */
  isCanceling(scope: number, targetId: number): boolean {
    const { work } = this.state;
    return (
      work.has(WORK.KILL_GLOBAL, 0) || (scope === SERIES && work.has(WORK.KILL_SERIES, targetId))
    );
  }

  /** Live orders a kill of this scope and target covers, counted now. */
  liveOrders(scope: number, targetId: number): number {
    const { accounts, orders, series } = this.state;
    if (scope === GLOBAL) return orders.liveCount;
    if (scope === SERIES) return series.get(targetId, S.openOrders);
    return scope === QUOTER ? this.quotes.liveCount() : accounts.get(targetId, A.openOrders);
  }

  /** Tells of the kill at once, because it blocks at once; cancelling is work. */
  private begin(scope: number, targetId: number, work: number): void {
    this.reports.plain(EVENT.KILL, scope, targetId, 1, this.liveOrders(scope, targetId));
    this.state.work.push(work, targetId);
  }

  private latch(scope: number, targetId: number, isKilled: boolean): void {
    const { registry, accounts, series } = this.state;
    if (scope === GLOBAL) registry.globalKilled = isKilled;
    else if (scope === QUOTER) registry.quoterKilled = isKilled;
    else if (scope === ACCOUNT) accounts.mark(targetId, ACCOUNT_MARK.KILLED, isKilled);
    else series.set(targetId, S.killed, isKilled ? 1 : 0);
  }

  private find(scope: number, targetId: number): number {
    return this.state.registry.kills.findIndex(
      (kill) => kill.killScope === scope && kill.targetId === targetId,
    );
  }

  private isTarget(scope: number, targetId: number): boolean {
    if (scope === ACCOUNT) return this.state.accounts.exists(targetId);
    if (scope === SERIES) return this.state.series.exists(targetId);
    return targetId === 0;
  }
}
