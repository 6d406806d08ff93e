/**
 * Every session there is, from the opened connection to its end, and the commands its life writes to the journal.
 *
 * Invariants: a session that was opened in the journal is closed there exactly once, also when the sequencer had no
 * room at first; `listening` holds exactly the sessions that get their account's reports. An ending is told with an
 * ErrorReport and a close frame, and the connection is cut when the peer does not close in time.
 */
import { COMMAND_KIND, Command, type ErrorName } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Direct } from '../outbox/direct.js';
import type { Outgoing } from '../outbox/outgoing.js';
import { closeFrame, errorReport } from '../outbox/refusal.js';
import type { RequestTable } from '../requests.js';
import { SampledLog } from '../sampled-log.js';
import type { Connection } from '../transport/index.js';
import { Lobby } from './lobby.js';
import { SESSION_STATE, Session } from './session.js';

/** Why and how a session ends. */
export interface Ending {
  readonly name: ErrorName;
  readonly requestId?: number;
  readonly field?: string;
  readonly detail?: string;
}

/** Parts that keep something about sessions. */
export interface SessionListener {
  /** The session is logged on. */
  opened(session: Session): void;
  /** The session is over; nothing may be queued for it any more. */
  closed(session: Session): void;
}

interface Departure {
  readonly sessionId: number;
  readonly accountId: number;
}

export class SessionTable {
  /** Logged-on sessions by account. */
  readonly listening: (Session[] | undefined)[];
  private readonly context: Context;
  private readonly requests: RequestTable;
  private readonly outgoing: Outgoing;
  private readonly direct: Direct;
  private readonly listeners: SessionListener[] = [];
  private readonly byConnection = new Map<number, Session>();
  /** Sessions of each account from their verified logon on. */
  private readonly counts = new Map<number, number>();
  /** Endings the journal does not have yet. */
  private departures: Departure[] = [];
  private readonly command = new Command();
  private readonly lobby: Lobby;
  private readonly log: SampledLog;
  /** Ids of connections that never became sessions of the journal: used again, so that connecting spends none. */
  private readonly unusedIds: number[] = [];
  private lastId: number;

  constructor(
    context: Context,
    parts: {
      readonly requests: RequestTable;
      readonly outgoing: Outgoing;
      readonly direct: Direct;
    },
  ) {
    this.context = context;
    this.requests = parts.requests;
    this.outgoing = parts.outgoing;
    this.direct = parts.direct;
    const { limits, registry } = context.state;
    this.lobby = new Lobby(context.limits);
    this.log = new SampledLog(context.log, context.limits.logLinesPerSecond);
    this.listening = new Array<Session[] | undefined>(limits.maxAccounts + 1).fill(undefined);
    this.lastId = registry.lastSessionId;
  }

  listen(listener: SessionListener): void {
    this.listeners.push(listener);
  }

  get count(): number {
    return this.byConnection.size;
  }

  /** Every session whose connection is still there. */
  all(): IterableIterator<Session> {
    return this.byConnection.values();
  }

  find(connection: Connection): Session | undefined {
    return this.byConnection.get(connection.id);
  }

  /** A new connection. When too many are silent the oldest of them makes room. */
  open(connection: Connection, nonce: Uint8Array): Session {
    const { limits, nowMs, metrics } = this.context;
    const now = nowMs();
    const times = { nowMs: now, dueMs: now + limits.logonTimeoutMs };
    const session = new Session(this.newId(), connection, nonce, times);
    this.byConnection.set(connection.id, session);
    metrics.connections = this.byConnection.size;
    const leaving = this.lobby.enter(session);
    if (leaving !== undefined) {
      const detail = 'newer connections took the place of one that had not logged on';
      this.end(leaving, { name: 'SESSION_LIMIT', detail });
      // Whoever is silent is not waited for: its descriptor is what is short.
      leaving.connection.terminate();
    }
    return session;
  }

  private newId(): number {
    const unused = this.unusedIds.pop();
    if (unused !== undefined) return unused;
    this.lastId += 1;
    return this.lastId;
  }

  /** Counts a session to its account; false when the account has as many as it may. */
  admit(session: Session, accountId: number): boolean {
    const count = this.counts.get(accountId) ?? 0;
    if (count >= this.context.limits.sessionsPerAccountMax) return false;
    this.counts.set(accountId, count + 1);
    session.accountId = accountId;
    this.lobby.leave(session);
    return true;
  }

  /** Writes a session's opening to the journal; false when there is no room now. */
  submitOpen(session: Session): boolean {
    const { command } = this;
    command.kind = COMMAND_KIND.OPEN_SESSION;
    command.accountId = session.accountId;
    command.sessionId = session.id;
    command.body = { cancelOnDisconnect: session.cancelOnDisconnect };
    if (!this.submit(session)) return false;
    session.state = SESSION_STATE.OPENING;
    session.isJournaled = true;
    return true;
  }

  /** From here on the session gets its account's reports. */
  activate(session: Session): void {
    const { accountId } = session;
    session.state = SESSION_STATE.ACTIVE;
    const listening = this.listening[accountId];
    if (listening === undefined) this.listening[accountId] = [session];
    else listening.push(session);
    this.context.metrics.sessions += 1;
    this.context.metrics.logons += 1;
    for (const listener of this.listeners) listener.opened(session);
  }

  /** A clean logout: ends with the batch that holds its command; false when there is no room now. */
  submitLogout(session: Session): boolean {
    const { command } = this;
    command.kind = COMMAND_KIND.CLOSE_SESSION;
    command.accountId = session.accountId;
    command.sessionId = session.id;
    command.body = { clean: true };
    if (!this.submit(session)) return false;
    session.state = SESSION_STATE.LEAVING;
    return true;
  }

  /** Ends a session with an error of the catalog, told to the client. */
  end(session: Session, ending: Ending): void {
    if (session.state === SESSION_STATE.CLOSED) return;
    const report = errorReport(ending.name, true, ending.field, ending.detail);
    this.context.metrics.closes[report.errorCode]! += 1;
    const { id: sessionId, accountId, connection } = session;
    const { name: reason, detail } = ending;
    const address = connection.remoteAddress;
    const fields = { sessionId, accountId, address, reason, detail };
    this.log.info(fields, 'a session was ended', this.context.nowMs());
    this.direct.farewell(session, ending.requestId ?? 0, report);
    this.finish(session, report.errorCode);
  }

  /** Ends a session without an error: it logged out. */
  endClean(session: Session): void {
    this.finish(session, 0);
  }

  /** The connection is gone. */
  gone(connection: Connection): void {
    const session = this.byConnection.get(connection.id);
    if (session === undefined) return;
    this.byConnection.delete(connection.id);
    this.context.metrics.connections = this.byConnection.size;
    this.leave(session);
    if (!session.isJournaled) this.unusedIds.push(session.id);
  }

  /** Writes endings to the journal that had no room before. */
  retryDepartures(): void {
    if (this.departures.length === 0) return;
    const waiting = this.departures;
    this.departures = [];
    for (const departure of waiting) this.depart(departure);
  }

  /** Whether endings wait for room in the journal. */
  get hasDepartures(): boolean {
    return this.departures.length > 0;
  }

  private finish(session: Session, endCode: number): void {
    if (session.state === SESSION_STATE.CLOSED) return;
    const { limits, nowMs } = this.context;
    this.leave(session);
    session.dueMs = nowMs() + limits.closeGraceMs;
    const { code, reason } = closeFrame(endCode);
    session.connection.close(code, reason);
  }

  /** Takes a session out of every table and writes its ending to the journal. */
  private leave(session: Session): void {
    const { state, accountId } = session;
    if (state === SESSION_STATE.CLOSED) return;
    session.state = SESSION_STATE.CLOSED;
    this.lobby.leave(session);
    if (accountId !== 0) this.discount(accountId);
    if (state === SESSION_STATE.ACTIVE || state === SESSION_STATE.LEAVING) {
      const listening = this.listening[accountId] as Session[];
      if (listening.length === 1) this.listening[accountId] = undefined;
      else listening.splice(listening.indexOf(session), 1);
      this.context.metrics.sessions -= 1;
    }
    this.outgoing.discard(session);
    for (const listener of this.listeners) listener.closed(session);
    if (state === SESSION_STATE.OPENING || state === SESSION_STATE.ACTIVE) {
      this.depart({ sessionId: session.id, accountId });
    }
  }

  private depart(departure: Departure): void {
    const { command } = this;
    command.kind = COMMAND_KIND.CLOSE_SESSION;
    command.accountId = departure.accountId;
    command.sessionId = departure.sessionId;
    command.body = { clean: false };
    if (!this.context.sequencer.submit(command, 0)) this.departures.push(departure);
  }

  private discount(accountId: number): void {
    const count = (this.counts.get(accountId) ?? 1) - 1;
    if (count === 0) this.counts.delete(accountId);
    else this.counts.set(accountId, count);
  }

  private submit(session: Session): boolean {
    const { requests, command } = this;
    if (requests.isFull) return false;
    const origin = requests.take(session, 0, this.context.nowMs(), command.kind);
    if (this.context.sequencer.submit(command, origin)) return true;
    requests.untake();
    return false;
  }
}
