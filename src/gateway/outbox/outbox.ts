/**
 * Walks a sealed batch once: private events go into the frames of their accounts' sessions and into the ring of
 * reports, public ones to market data.
 *
 * A request id goes to the session that asked and only on the message that answers: the acceptance or refusal of an
 * order, the change or end an amend or cancel asked for, or a command's result. What else a command caused follows as
 * reports without one.
 *
 * What has an account sequence goes to every session of its account and may be resumed. Results and refusals have none:
 * they go to the session that asked and to no other, so that one session's questions are no work of the others'.
 */
import {
  COMMAND_RESULT as CR,
  EVENT,
  EVENT_WORDS,
  type EventLog,
  ORDER_REFUSED as OR,
  ORDER_CANCELED as OX,
} from '../../engine/core/index.js';
import type { Batch } from '../../engine/log/index.js';
import { CANCEL_REASON, ERROR_CATALOG, COMMAND_KIND as K } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Market } from '../market/market.js';
import { isOfSession, parameterOfNote, type RequestTable } from '../requests.js';
import { LIVE, SESSION_STATE, type Session } from '../session/session.js';
import type { SessionTable } from '../session/session-table.js';
import type { VenueFacts } from '../views/venue-facts.js';
import type { AccountPush } from './account-push.js';
import type { Outgoing } from './outgoing.js';
import { PARTIES, PrivateEvent } from './private-event.js';
import type { ReportEncoder } from './report-encoder.js';
import type { ReportHistory } from './report-history.js';

const PARAMETER_RANGE = ERROR_CATALOG.PARAMETER_RANGE.code;
const PARAMETER_ORDER = ERROR_CATALOG.PARAMETER_ORDER.code;

/** The parts the outbox hands events to. */
export interface OutboxParts {
  readonly requests: RequestTable;
  readonly sessions: SessionTable;
  readonly outgoing: Outgoing;
  readonly encoder: ReportEncoder;
  readonly reports: ReportHistory;
  readonly market: Market;
  readonly push: AccountPush;
  readonly facts: VenueFacts;
  /** Told of every delivery event, with the content hash when it is a provider's notice. */
  readonly delivery: (words: Float64Array, at: number) => void;
  /** Told of every change of an account's own record. */
  readonly account: (accountId: number) => void;
  /** Told of every command that opened or closed a session of the gateway's. */
  readonly session: (session: Session, kind: number) => void;
}

export class Outbox {
  private readonly context: Context;
  private readonly parts: OutboxParts;
  private readonly event = new PrivateEvent();
  private kind = 0;
  private requestId = 0;
  private asker: Session | undefined;
  private note: string | undefined;

  constructor(context: Context, parts: OutboxParts) {
    this.context = context;
    this.parts = parts;
  }

  /** Encodes what the batch's commands caused. */
  seal(batch: Batch): void {
    const { events, eventEnds, origins, firstSequence, timeMs } = batch;
    const { event } = this;
    event.timeMs = timeMs;
    let at = 0;
    for (let i = 0; i < batch.count; i += 1) {
      event.journalSequence = firstSequence + i;
      this.setAsker(origins[i] as number);
      const end = eventEnds[i] as number;
      while (at < end) at = this.tell(events, at);
    }
  }

  /** Who asked for the command whose events come next. */
  private setAsker(origin: number): void {
    const { event } = this;
    const { requests } = this.parts;
    if (origin < 1) {
      this.asker = undefined;
      this.note = undefined;
      this.kind = 0;
      event.askedBy = 0;
      event.receivedMs = 0;
      return;
    }
    const row = origin - 1;
    this.asker = requests.sessions[row];
    this.kind = requests.kinds[row] as number;
    this.requestId = requests.requestIds[row] as number;
    this.note = requests.notes[row];
    event.askedBy = this.asker?.accountId ?? 0;
    event.receivedMs = requests.receivedMs[row] as number;
    if (this.kind === K.PLACE_ORDER || this.kind === K.AMEND_ORDER) {
      this.parts.push.ordered(this.asker as Session);
    } else if (!isOfSession(this.kind)) {
      this.parts.session(this.asker as Session, this.kind);
      this.asker = undefined;
      event.askedBy = 0;
    }
  }

  /** Tells one event to everyone concerned; returns where the next begins. */
  private tell(events: EventLog, at: number): number {
    const { words } = events;
    const { event } = this;
    const { market, push } = this.parts;
    const type = words[at] as number;
    const parties = PARTIES[type] as number;
    event.words = words;
    event.at = at;
    if (parties === 0) {
      if (type === EVENT.ACCOUNT) this.parts.account(words[at + 1] as number);
      else if (type === EVENT.CASH_MARK) {
        push.marked();
        market.note(words, at, event);
      } else market.note(words, at, event);
    } else {
      for (let party = 0; party < parties; party += 1) {
        event.party = party;
        this.report(type);
      }
      if (!event.isAnswer) this.parts.reports.push(event);
      this.context.metrics.reports += parties;
      if (parties === 2) this.tellPair(type, words, at);
      else if (type === EVENT.LIQUIDATION) market.note(words, at, event);
      else this.countRejection(type, words, at);
    }
    return at + (EVENT_WORDS[type] as number);
  }

  private countRejection(type: number, words: Float64Array, at: number): void {
    let code = 0;
    if (type === EVENT.ORDER_REFUSED) code = words[at + OR.code] as number;
    else if (type === EVENT.COMMAND_RESULT) code = words[at + CR.code] as number;
    if (code !== 0) this.context.metrics.rejections[code]! += 1;
  }

  /** Trades are public as well, deliveries have tickets. */
  private tellPair(type: number, words: Float64Array, at: number): void {
    if (type !== EVENT.DELIVERY) return this.parts.market.note(words, at, this.event);
    this.parts.delivery(words, at);
  }

  /** Reports the event to the sessions of its party. */
  private report(type: number): void {
    const { event } = this;
    const { account } = event;
    if (account === 0) return;
    const isAnswer = account === event.askedBy && this.isAnswer(type);
    event.requestId = isAnswer ? this.requestId : 0;
    event.sessionId = isAnswer ? (this.asker as Session).id : 0;
    event.detail = isAnswer && type === EVENT.COMMAND_RESULT ? this.detail() : '';
    const { sessions, market, push } = this.parts;
    const listening = sessions.listening[account];
    // What came by HTTP is answered there; its account's sockets are told as of any command of another session.
    if (isAnswer && (this.asker as Session).isRelayed) this.answer();
    if (listening !== undefined) {
      if (event.isAnswer) {
        if (!this.asker?.isRelayed) this.answer();
      } else for (let i = 0; i < listening.length; i += 1) this.send(listening[i] as Session);
      push.touched(listening, event);
    }
    market.reported(event);
  }

  /** Tells the session that asked, if it still listens; also while it catches up with the account's reports. */
  private answer(): void {
    const { event, asker } = this;
    if (asker === undefined || asker.accountId !== event.account) return;
    if (asker.state !== SESSION_STATE.ACTIVE && asker.state !== SESSION_STATE.LEAVING) return;
    const { outgoing, encoder } = this.parts;
    if (!encoder.encode(outgoing.frame(asker), event.requestId, 0, event)) {
      outgoing.overflow(asker);
    }
  }

  private send(session: Session): void {
    // A session that resumes gets its reports in order from the ring.
    if (session.resumeAt !== LIVE) return;
    const { event } = this;
    const { outgoing, encoder } = this.parts;
    const requestId = session.id === event.sessionId ? event.requestId : 0;
    if (encoder.encode(outgoing.frame(session), requestId, 0, event)) {
      session.queuedSequence = event.accountSequence;
    } else outgoing.overflow(session);
  }

  private isAnswer(type: number): boolean {
    switch (type) {
      // What a bundle or a firm quote places is answered by its result.
      case EVENT.ORDER_ACCEPTED:
      case EVENT.ORDER_REFUSED:
        return this.kind === K.PLACE_ORDER;
      case EVENT.ORDER_AMENDED:
        return this.kind === K.AMEND_ORDER;
      case EVENT.COMMAND_RESULT:
        return true;
      case EVENT.ORDER_CANCELED: {
        const { words, at } = this.event;
        return this.kind === K.CANCEL_ORDER && words[at + OX.reason] === CANCEL_REASON.REQUESTED;
      }
      default:
        return false;
    }
  }

  /** What is allowed instead, where the catalog promises to say so. */
  private detail(): string {
    const { words, at } = this.event;
    const code = words[at + CR.code];
    if (code !== PARAMETER_RANGE && code !== PARAMETER_ORDER) return '';
    if (this.note === undefined) return '';
    return this.parts.facts.range(...parameterOfNote(this.note));
  }
}
