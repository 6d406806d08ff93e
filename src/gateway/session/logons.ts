/**
 * Logging on: the signature over the challenge, the key's scopes, the session's opening in the journal.
 *
 * The client has signed a nonce of this session, so a signature is of no use anywhere else. A logon is decided on the
 * state at the end of a turn and accepted once its OpenSession command is durable. Fails by ending the session:
 * BAD_SIGNATURE without saying what is wrong, SESSION_LIMIT.
 */
import {
  ACCOUNT_FIELD as A,
  type KeyRecord,
  type KeySessionRecord,
} from '../../engine/core/index.js';
import { type Logon, logonBytes } from '../../schema/index.js';
import { ERROR_CATALOG, type ErrorName } from '../../values/index.js';
import type { Context } from '../context.js';
import type { WorkCredits } from '../intake/work-credits.js';
import type { Outgoing } from '../outbox/outgoing.js';
import { scopeBits } from './scopes.js';
import { SESSION_STATE, type Session } from './session.js';
import type { SessionTable } from './session-table.js';
import { isSignedBy } from './signatures.js';

export class Logons {
  private readonly context: Context;
  private readonly sessions: SessionTable;
  private readonly outgoing: Outgoing;
  private readonly work: WorkCredits;
  /** Verified logons whose OpenSession the journal does not have yet. */
  private verified: Session[] = [];
  /** Request ids of logons on their way. */
  private readonly requestIds = new Map<Session, number>();

  constructor(
    context: Context,
    parts: {
      readonly sessions: SessionTable;
      readonly outgoing: Outgoing;
      readonly work: WorkCredits;
    },
  ) {
    this.context = context;
    this.sessions = parts.sessions;
    this.outgoing = parts.outgoing;
    this.work = parts.work;
  }

  /** Checks a logon against the state at the end of a turn. Answers why it is refused, or undefined. */
  check(session: Session, requestId: number, logon: Logon): ErrorName | undefined {
    const { state, limits } = this.context;
    const { accountId, keyId } = logon;
    const key = state.registry.key(accountId, keyId);
    if (key === undefined || !isUsable(key, this.context.nowMs())) return 'BAD_SIGNATURE';
    const bytes = logonBytes({ nonce: session.nonce, sessionId: session.id, accountId, keyId });
    if (!isSignedBy(key, bytes, logon.signature)) return 'BAD_SIGNATURE';
    if (!this.sessions.admit(session, accountId)) return 'SESSION_LIMIT';
    session.key = key;
    session.role = state.accounts.get(accountId, A.role);
    session.work = this.work.of(accountId, session.role, this.context.nowMs());
    session.scopes = scopeBits(key.scopes, session.role);
    session.cancelOnDisconnect = logon.cancelOnDisconnect;
    session.pushBalances = logon.pushBalances;
    session.heartbeatIntervalMs = logon.heartbeatIntervalMs || limits.heartbeatIntervalMs;
    this.requestIds.set(session, requestId);
    this.verified.push(session);
    return undefined;
  }

  /** Writes verified logons to the journal, as far as there is room. */
  submit(): void {
    if (this.verified.length === 0) return;
    const waiting = this.verified;
    this.verified = [];
    for (const session of waiting) {
      if (session.state === SESSION_STATE.CLOSED) continue;
      if (!this.sessions.submitOpen(session)) this.verified.push(session);
    }
  }

  closed(session: Session): void {
    this.requestIds.delete(session);
  }

  /** Whether verified logons wait for room in the journal. */
  get isWaiting(): boolean {
    return this.verified.length > 0;
  }

  /** The session's OpenSession is in the batch being sealed: accepts it, to be told with the batch. */
  opened(session: Session, sequence: number): void {
    const requestId = this.requestIds.get(session) ?? 0;
    this.requestIds.delete(session);
    if (session.state !== SESSION_STATE.OPENING) return;
    const { state, limits, nowMs } = this.context;
    const { accountId, key } = session;
    this.sessions.activate(session);
    if (key === undefined || key.revoked) {
      this.outgoing.endLater(session, ERROR_CATALOG.BAD_SIGNATURE.code, 'the key was revoked');
      return;
    }
    const accountSequence = state.accounts.get(accountId, A.sequence);
    session.queuedSequence = accountSequence;
    const now = nowMs();
    session.nextBeatMs = now + session.heartbeatIntervalMs;
    session.nextTicketsMs = now + limits.ticketResendMs;
    this.outgoing.frame(session).message(requestId, 0, 'logonAccepted', {
      sessionId: session.id,
      accountId,
      scopes: [...key.scopes],
      heartbeatIntervalMs: session.heartbeatIntervalMs,
      maxMessageBytes: session.isJson ? limits.jsonBytesMax : limits.messageBytesMax,
      maxInFlight: Math.min(limits.inFlightMax, state.limits.outcomesPerIdSpace),
      accountSequence,
      journalSequence: sequence,
      role: session.role,
    });
  }
}

/** Whether a key counts: it was not revoked, and if it is a session's, its time is not over. */
export function isUsable(key: KeyRecord | KeySessionRecord, nowMs: number): boolean {
  return !key.revoked && (!('expiresAtMs' in key) || nowMs < key.expiresAtMs);
}
