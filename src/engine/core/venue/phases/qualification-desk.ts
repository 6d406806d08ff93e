/**
 * The class an account has on evidence, until a time: given by operators, over by itself, ended by one of them, and by another
 * class that is set without evidence. An account whose qualification is over is of the lowest class, so it only reduces what
 * asks for more. Invariant I51: a qualification and the class of its account say the same, and each has a timer that ends it.
 */
import { ACCOUNT_CLASS, type ColdBodies, FIELD_ID } from '../../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../../kernel/accounts.js';
import { check } from '../../kernel/check.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import type { QualificationRecord } from '../../kernel/phase-records.js';
import { CODE, type Result } from '../../kernel/reject.js';
import type { State } from '../../kernel/state.js';
import { TIMER } from '../../kernel/timers.js';
import { hexOf } from '../../rights/entitlement-desk.js';

/** Longest a qualification runs: five years. */
const QUALIFIED_MS_MAX = 5 * 366 * 86_400_000;
const { RETAIL, INSTITUTION, QUALIFIED } = ACCOUNT_CLASS;

export class QualificationDesk {
  /** The commands that are handled here. */
  readonly handlers = {
    qualifyAccount: (body, out, account) => this.qualify(account, body, out),
    endQualification: ({ targetAccountId }, out) => this.end(targetAccountId, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
  }

  private qualify(author: number, body: ColdBodies['qualifyAccount'], out: Result): void {
    const { accounts, registry, timers, timeMs, sequence } = this.state;
    const { targetAccountId: id, accountClass, qualifiedUntilMs: untilMs } = body;
    if (!accounts.exists(id)) return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    if (accountClass !== INSTITUTION && accountClass !== QUALIFIED) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.account_class);
    }
    if (untilMs <= timeMs || untilMs > timeMs + QUALIFIED_MS_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.qualified_until_ns);
    }
    const before = registry.qualification(id);
    if (before !== undefined) this.remove(before);
    const timer = timers.set(untilMs, TIMER.QUALIFICATION, id);
    check(timer !== 0, 'I51: more qualifications than accounts');
    const evidenceHash = hexOf(body.evidenceHash);
    registry.addQualification({
      ...{ accountId: id, accountClass, evidenceHash, untilMs, authorId: author, sequence, timer },
    });
    this.setClass(id, accountClass);
    out.done(id);
  }

  private end(accountId: number, out: Result): void {
    const found = this.state.registry.qualification(accountId);
    if (found === undefined) return out.refuse(CODE.NOT_QUALIFIED, FIELD_ID.target_account_id);
    this.remove(found);
    this.setClass(accountId, RETAIL);
    out.done(accountId);
  }

  /** Its time has come. */
  expire(accountId: number): void {
    const found = this.state.registry.qualification(accountId);
    check(found !== undefined, 'I51: a timer of a qualification that is over');
    this.state.registry.removeQualification(found);
    this.setClass(accountId, RETAIL);
  }

  /** A class is set without evidence: what there was of it says nothing any more. */
  forget(accountId: number): void {
    const found = this.state.registry.qualification(accountId);
    if (found !== undefined) this.remove(found);
  }

  private remove(qualification: QualificationRecord): void {
    this.state.timers.cancel(qualification.timer);
    this.state.registry.removeQualification(qualification);
  }

  private setClass(accountId: number, accountClass: number): void {
    this.state.accounts.set(accountId, A.accountClass, accountClass);
    this.reports.plain(EVENT.ACCOUNT, accountId);
  }
}
