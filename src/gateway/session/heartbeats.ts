/**
 * What time does to sessions: heartbeats go out, silent peers and late logons end, connections that do not close are
 * cut, tickets are due again. Looked at once a tick, all sessions in turn.
 *
 * After the process itself was held up, what peers sent meanwhile lies unread in their sockets: whoever calls `tick` has had
 * them read first.
 */
import type { Context } from '../context.js';
import type { Direct } from '../outbox/direct.js';
import { SESSION_STATE, type Session } from './session.js';
import type { SessionTable } from './session-table.js';

export class Heartbeats {
  private readonly context: Context;
  private readonly sessions: SessionTable;
  private readonly direct: Direct;
  private readonly due: Session[] = [];

  constructor(context: Context, sessions: SessionTable, direct: Direct) {
    this.context = context;
    this.sessions = sessions;
    this.direct = direct;
  }

  /** Looks at every session; returns those whose tickets are due. The result is reused. */
  tick(): readonly Session[] {
    const now = this.context.nowMs();
    this.due.length = 0;
    for (const session of this.sessions.all()) this.look(session, now);
    return this.due;
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
