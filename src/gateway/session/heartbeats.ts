/**
 * What time does to sessions: heartbeats go out, silent peers and late logons end, connections that do not close are
 * cut, tickets are due again. Looked at once a tick, all sessions in turn.
 *
 * After the process itself was held up, what peers sent meanwhile lies unread in their sockets: nobody is called silent
 * before that has been read.
 */
import type { Context } from '../context.js';
import type { Direct } from '../outbox/direct.js';
import { SESSION_STATE, type Session } from './session.js';
import type { SessionTable } from './session-table.js';

/** A tick that is later than this came after something held the process up. */
const LATE_MS = 250;

export class Heartbeats {
  private readonly context: Context;
  private readonly sessions: SessionTable;
  private readonly direct: Direct;
  private readonly due: Session[] = [];
  /** When the last tick was, by the clock of this process. */
  private lastTickMs = performance.now();
  private hasWaited = false;

  constructor(context: Context, sessions: SessionTable, direct: Direct) {
    this.context = context;
    this.sessions = sessions;
    this.direct = direct;
  }

  /** Looks at every session; returns those whose tickets are due. The result is reused. */
  tick(): readonly Session[] {
    const now = this.context.nowMs();
    this.due.length = 0;
    if (this.mustReadFirst()) return this.due;
    for (const session of this.sessions.all()) this.look(session, now);
    return this.due;
  }

  /** Whether this tick is so late that peers may seem silent that are not; one tick at a time. */
  private mustReadFirst(): boolean {
    const nowMs = performance.now();
    const lateMs = nowMs - this.lastTickMs - this.context.limits.tickMs;
    this.lastTickMs = nowMs;
    this.hasWaited = lateMs > LATE_MS && !this.hasWaited;
    return this.hasWaited;
  }

  private look(session: Session, now: number): void {
    switch (session.state) {
      case SESSION_STATE.CONNECTED:
      case SESSION_STATE.VERIFYING:
        if (now >= session.dueMs) this.sessions.end(session, { name: 'LOGON_TIMEOUT' });
        return;
      case SESSION_STATE.ACTIVE:
        return this.lookAtActive(session, now);
      case SESSION_STATE.LEAVING:
        // It may take its time to read what it asked before it left, but no longer than anyone.
        return this.endSilent(session, now);
      case SESSION_STATE.CLOSED:
        if (now >= session.dueMs) session.connection.terminate();
        return;
      default:
    }
  }

  private lookAtActive(session: Session, now: number): void {
    const { heartbeatIntervalMs } = session;
    const { ticketResendMs } = this.context.limits;
    this.endSilent(session, now);
    if (session.state !== SESSION_STATE.ACTIVE) return;
    if (now >= session.nextBeatMs) {
      session.nextBeatMs = now + heartbeatIntervalMs;
      this.direct.open(session);
      this.direct.heartbeat(session, 0);
      this.direct.flush();
    }
    if (now >= session.nextTicketsMs) {
      session.nextTicketsMs = now + ticketResendMs;
      this.due.push(session);
    }
  }

  private endSilent(session: Session, now: number): void {
    const silentMs = now - session.lastHeardMs;
    if (silentMs <= session.heartbeatIntervalMs * this.context.limits.heartbeatsMissedMax) return;
    this.sessions.end(session, { name: 'HEARTBEAT_MISSED' });
  }
}
