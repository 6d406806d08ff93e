/**
 * The rhythm of the gateway: what happens when a batch is sealed, when it is durable, and between batches.
 *
 * The state may be told about only at the end of a turn, when every command applied is in a sealed batch. That is so
 * while a batch is sealed, and between batches as long as no command came. What is told between batches leaves at once
 * when everything is durable, else with the batch on its way to disk.
 */
import type { Batch, BatchListener } from '../engine/log/index.js';
import { ERROR_CATALOG } from '../values/index.js';
import type { Context } from './context.js';
import type { Market } from './market/market.js';
import type { AccountPush } from './outbox/account-push.js';
import type { Outbox } from './outbox/outbox.js';
import type { Outgoing } from './outbox/outgoing.js';
import { isOfSession, type RequestTable } from './requests.js';
import type { Logons } from './session/logons.js';
import { ENDS_CLEAN, LIVE, SESSION_STATE, type Session } from './session/session.js';
import type { SessionTable } from './session/session-table.js';
import type { UntilDurable } from './sign-in/until-durable.js';
import type { TicketDesk } from './tickets/ticket-desk.js';
import type { Questions } from './views/questions.js';
import type { Resumes } from './views/resumes.js';

const MICROS_PER_MS = 1_000;

export interface TurnParts {
  readonly requests: RequestTable;
  readonly sessions: SessionTable;
  readonly logons: Logons;
  readonly outgoing: Outgoing;
  readonly outbox: Outbox;
  readonly push: AccountPush;
  readonly market: Market;
  readonly questions: Questions;
  readonly resumes: Resumes;
  readonly tickets: TicketDesk | undefined;
  readonly untilDurable: UntilDurable;
}

export class Turns implements BatchListener {
  private readonly context: Context;
  private readonly parts: TurnParts;
  /** Last sequence in a sealed batch. */
  private sealedSequence: number;
  private isAwake = false;
  /** Sessions whose opening or clean ending is in the batch being sealed. */
  private readonly moved: Session[] = [];
  /** Sessions that logged out: they end once what they asked before is answered. */
  private leaving: Session[] = [];
  /** Sessions whose tickets are due. */
  private reminders: Session[] = [];

  constructor(context: Context, parts: TurnParts) {
    this.context = context;
    this.parts = parts;
    this.sealedSequence = context.state.sequence;
  }

  /** Asks for a look between batches, at the end of this turn of the event loop. */
  readonly wake = (): void => {
    if (this.isAwake) return;
    this.isAwake = true;
    setImmediate(this.between);
  };

  /** These sessions are to be reminded of their tickets. */
  remind(sessions: readonly Session[]): void {
    if (sessions.length === 0 || this.parts.tickets === undefined) return;
    this.reminders.push(...sessions);
    this.wake();
  }

  sealed(batch: Batch): void {
    const { outbox, market, push } = this.parts;
    outbox.seal(batch);
    market.sealTurn(batch.events, batch.lastSequence);
    push.seal(batch.lastSequence);
    this.sealedSequence = batch.lastSequence;
    this.moveSessions();
    this.tell();
  }

  durable(batch: Batch): void {
    const { parts } = this;
    this.release();
    this.releaseRequests(batch);
    parts.tickets?.durable();
    parts.untilDurable.reached(batch.lastSequence);
    if (parts.sessions.hasDepartures || parts.logons.isWaiting) this.wake();
  }

  /** A command of the batch opened or closed a session. */
  readonly sessionCommand = (session: Session): void => {
    this.moved.push(session);
  };

  /** An account's record changed: sessions of revoked keys end with the batch. */
  readonly accountChanged = (accountId: number): void => {
    const { sessions, outgoing } = this.parts;
    for (const session of sessions.listening[accountId] ?? []) {
      if (session.key?.revoked) {
        outgoing.endLater(session, ERROR_CATALOG.BAD_SIGNATURE.code, 'the key was revoked');
      }
    }
  };

  /** A delivery changed its state. */
  readonly deliveryChanged = (words: Float64Array, at: number): void => {
    this.parts.tickets?.noted(words, at);
  };

  private readonly between = (): void => {
    this.isAwake = false;
    const { sequencer } = this.context;
    const { outgoing, sessions, logons } = this.parts;
    if (sequencer.appliedSequence === this.sealedSequence) {
      this.tell();
      const isDurable = sequencer.durableSequence === this.sealedSequence;
      if (isDurable && outgoing.isPending) this.release();
    }
    sessions.retryDepartures();
    logons.submit();
  };

  /** Tells what is asked about the state, which is at a turn's end. */
  private tell(): void {
    const { market, resumes, questions, tickets } = this.parts;
    market.recover();
    questions.run();
    resumes.run();
    if (this.leaving.length > 0) this.endLeaving();
    if (this.reminders.length === 0) return;
    for (const session of this.reminders.splice(0)) {
      if (session.state === SESSION_STATE.ACTIVE) tickets?.remind(session);
    }
  }

  /**
   * Sends what is told, and looks again at who is told bit by bit: what has left made room. Who does not read is looked
   * at again when the socket has taken more.
   */
  private release(): void {
    const { outgoing, resumes, market } = this.parts;
    outgoing.release(this.context.nowMs());
    if (resumes.count > 0 || market.isConflating) this.wake();
  }

  private endLeaving(): void {
    const stays = ({ state, questions, checks, resumeAt }: Session): boolean =>
      state === SESSION_STATE.LEAVING && (questions > 0 || checks > 0 || resumeAt !== LIVE);
    for (const session of this.leaving) {
      const isDone = session.state === SESSION_STATE.LEAVING && !stays(session);
      if (isDone) this.parts.outgoing.endLater(session, ENDS_CLEAN);
    }
    this.leaving = this.leaving.filter(stays);
  }

  private moveSessions(): void {
    const { logons } = this.parts;
    for (const session of this.moved) {
      if (session.state === SESSION_STATE.LEAVING) this.leaving.push(session);
      else {
        logons.opened(session, this.sealedSequence);
        this.reminders.push(session);
      }
    }
    this.moved.length = 0;
  }

  /** The batch's commands are answered: counts them out and measures how long they took. */
  private releaseRequests(batch: Batch): void {
    const { requests } = this.parts;
    const { nowMs, metrics } = this.context;
    const now = nowMs();
    for (let i = 0; i < batch.count; i += 1) {
      const row = (batch.origins[i] as number) - 1;
      if (row < 0) continue;
      if (isOfSession(requests.kinds[row] as number)) {
        (requests.sessions[row] as Session).inFlight -= 1;
        const idSpace = requests.idSpaces[row];
        if (idSpace !== undefined) idSpace.commands -= 1;
        metrics.answerTimes.record((now - (requests.receivedMs[row] as number)) * MICROS_PER_MS);
      }
      requests.release();
    }
  }
}
