/**
 * Resuming: private reports after an account sequence out of the ring, then live ones.
 *
 * While a session resumes it gets no live reports: it follows the ring, a bounded number of bytes a turn, until it has
 * caught up, so that every report comes once and in order. Fails with RESUME_TOO_OLD, also when the ring overtakes a
 * session that reads too slowly.
 */
import { ACCOUNT_FIELD as A } from '../../engine/core/index.js';
import type { ErrorName } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Outgoing } from '../outbox/outgoing.js';
import { PrivateEvent } from '../outbox/private-event.js';
import { errorReport } from '../outbox/refusal.js';
import type { ReportEncoder } from '../outbox/report-encoder.js';
import type { ReportHistory } from '../outbox/report-history.js';
import { NOWHERE } from '../outbox/report-ring.js';
import { LIVE, SESSION_STATE, type Session } from '../session/session.js';

/** `resumeRequestId` of a session that catches up without having asked. */
const NOT_ASKED = -1;

export class Resumes {
  private readonly context: Context;
  private readonly outgoing: Outgoing;
  private readonly encoder: ReportEncoder;
  private readonly reports: ReportHistory;
  private readonly resuming = new Set<Session>();
  private readonly event = new PrivateEvent();

  constructor(
    context: Context,
    outgoing: Outgoing,
    parts: { readonly encoder: ReportEncoder; readonly reports: ReportHistory },
  ) {
    this.context = context;
    this.outgoing = outgoing;
    this.encoder = parts.encoder;
    this.reports = parts.reports;
  }

  /** Sessions that have not caught up. */
  get count(): number {
    return this.resuming.size;
  }

  /** Begins; the state is at a turn's end. */
  begin(session: Session, requestId: number, afterSequence: number): void {
    const { accountId } = session;
    if (this.resuming.has(session)) {
      return this.refuse(session, requestId, 'IN_FLIGHT_LIMIT', '', 'one resume at a time');
    }
    const last = this.context.state.accounts.get(accountId, A.sequence);
    session.resumeRequestId = requestId;
    session.resumeCount = 0;
    if (afterSequence === last) return this.finish(session, last);
    const place = this.reports.of(accountId).find(accountId, afterSequence + 1);
    if (place !== NOWHERE) {
      this.context.metrics.resumes += 1;
      return this.start(session, place);
    }
    if (afterSequence > last) {
      const detail = `the account's last sequence is ${last}`;
      this.refuse(session, requestId, 'INVALID_FIELD', 'after_account_sequence', detail);
    } else this.refuse(session, requestId, 'RESUME_TOO_OLD', '', '');
    this.goOn(session);
  }

  closed(session: Session): void {
    this.resuming.delete(session);
  }

  /** Sends every resuming session some more. The state is at a turn's end. */
  run(): void {
    for (const session of [...this.resuming]) {
      const { state } = session;
      if (state === SESSION_STATE.ACTIVE || state === SESSION_STATE.LEAVING) this.follow(session);
    }
  }

  private follow(session: Session): void {
    const { limits } = this.context;
    if (this.outgoing.backlogBytes(session) > limits.marketQueueBytesMax) return;
    const out = this.outgoing.frame(session);
    const { event } = this;
    const ring = this.reports.of(session.accountId);
    const bytesMax = out.length + limits.resumeBytesPerTurn;
    let place = session.resumeAt;
    let last = 0;
    while (place !== NOWHERE) {
      if (!ring.isKept(place)) return this.lose(session);
      if (out.length >= bytesMax) {
        session.resumeAt = place;
        return;
      }
      ring.read(place, session.accountId, event);
      const requestId = event.sessionId === session.id ? event.requestId : 0;
      if (!this.encoder.encode(out, requestId, 0, event)) return this.outgoing.overflow(session);
      last = event.accountSequence;
      session.queuedSequence = last;
      session.resumeCount += 1;
      place = ring.after(place, session.accountId);
    }
    this.finish(session, last);
  }

  private start(session: Session, place: number): void {
    session.resumeAt = place;
    this.resuming.add(session);
  }

  private finish(session: Session, accountSequence: number): void {
    this.stop(session);
    if (session.resumeRequestId === NOT_ASKED) return;
    const body = { accountSequence, reportCount: session.resumeCount };
    const out = this.outgoing.frame(session);
    if (!out.message(session.resumeRequestId, 0, 'resumeDone', body)) {
      this.outgoing.overflow(session);
    }
  }

  /** After a refusal: the reports that came since the question was asked, then live ones. */
  private goOn(session: Session): void {
    const { accountId } = session;
    const place = this.reports.of(accountId).find(accountId, session.queuedSequence + 1);
    if (place === NOWHERE) return this.stop(session);
    session.resumeRequestId = NOT_ASKED;
    this.start(session, place);
  }

  /** The ring has overtaken a session; it gets live reports from here on. */
  private lose(session: Session): void {
    this.stop(session);
    const requestId = session.resumeRequestId === NOT_ASKED ? 0 : session.resumeRequestId;
    this.refuse(session, requestId, 'RESUME_TOO_OLD', '', '');
  }

  private refuse(
    session: Session,
    requestId: number,
    name: ErrorName,
    field: string,
    detail: string,
  ): void {
    const report = errorReport(name, false, field, detail);
    this.context.metrics.refusals[report.errorCode]! += 1;
    if (!this.outgoing.frame(session).message(requestId, 0, 'errorReport', report)) {
      this.outgoing.overflow(session);
    }
  }

  private stop(session: Session): void {
    session.resumeAt = LIVE;
    this.resuming.delete(session);
  }
}
