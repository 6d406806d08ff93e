/**
 * What clients send: frames are read envelope by envelope; commands go to the sequencer, questions wait for a state
 * that can be told, the rest is answered at once.
 *
 * Every message ends in a command, an answer, a typed refusal, or the end of the session with a reason; nothing from
 * outside throws. The way of an order allocates nothing: one decoder, one command, one row of the table of requests.
 */
import {
  ClientFrameDecoder,
  ENVELOPE,
  type FrameDecoder,
  JsonFrameDecoder,
  type Problem,
  type SessionMessage,
} from '../../schema/index.js';
import {
  type ColdBodies,
  Command,
  type ErrorName,
  COMMAND_KIND as K,
  mayScopes,
  SIGN_IN_METHOD,
} from '../../values/index.js';
import type { Context } from '../context.js';
import type { Direct } from '../outbox/direct.js';
import { errorReport } from '../outbox/refusal.js';
import { parameterNote, type RequestTable } from '../requests.js';
import { agentProblem } from '../session/agents.js';
import { mayRead } from '../session/scopes.js';
import { ASKED, LIVE, SESSION_STATE, type Session } from '../session/session.js';
import type { SessionTable } from '../session/session-table.js';
import type { Questions } from '../views/questions.js';
import type { WalletLinks } from '../wallets/wallet-links.js';
import { InFlightIds } from './in-flight-ids.js';
import type { PasskeyApprovals } from './passkey-approvals.js';
import type { Receipts } from './receipts.js';
import type { Bind, Refusal, Submitter } from './submitter.js';
import {
  frameUnits,
  PROBLEM_UNITS,
  QUESTION_UNITS,
  unitsOf,
  type WorkCredits,
} from './work-credits.js';

const FAR_OVER = 'went on sending though the account had no credits left';
const SPACE_IS_FULL = 'no more commands of this id space can be in flight: wait, or use another';

/** What ends something, asks, or protects: it is taken for as long as there is room to stop in order. */
const TAKEN_WHEN_LOW: ReadonlySet<number> = new Set([
  K.CANCEL_ORDER,
  K.MASS_CANCEL,
  K.GET_OUTCOME,
  K.ACCEPT_DELIVERY,
  K.ACKNOWLEDGE_TICKET,
  K.REVOKE_KEY,
  K.KILL,
  K.RELEASE_KILL,
  K.HALT_SERIES,
  K.REVOKE_ENTITLEMENT,
  K.SET_QUOTER_STATE,
]);

const textDecoder = new TextDecoder('utf-8', { fatal: true });

export interface IntakeParts {
  readonly sessions: SessionTable;
  readonly requests: RequestTable;
  readonly direct: Direct;
  readonly questions: Questions;
  readonly receipts: Receipts;
  readonly approvals: PasskeyApprovals;
  readonly wallets: WalletLinks;
  readonly submitter: Submitter;
  readonly work: WorkCredits;
}

export class Intake {
  private readonly context: Context;
  private readonly parts: IntakeParts;
  private readonly binary = new ClientFrameDecoder();
  private readonly json = new JsonFrameDecoder();
  /** What is read now. */
  readonly command = new Command();
  private readonly ids = new InFlightIds();
  private receivedMs = 0;
  /** The venue is stopping: everything is refused. */
  isClosed = false;

  constructor(context: Context, parts: IntakeParts) {
    this.context = context;
    this.parts = parts;
  }

  /** Takes no more messages. */
  close(): void {
    this.isClosed = true;
  }

  /** One WebSocket message of a session. */
  take(session: Session, bytes: Uint8Array, kind: 'binary' | 'text'): void {
    if (session.state === SESSION_STATE.CLOSED) return;
    const { context } = this;
    const { direct } = this.parts;
    context.metrics.framesIn += 1;
    context.metrics.bytesIn += bytes.length;
    this.receivedMs = context.nowMs();
    session.lastHeardMs = this.receivedMs;
    direct.open(session);
    const { work } = this.parts;
    work.begin(session.work, this.receivedMs, frameUnits(bytes.length, session.isJson));
    if (work.isFarOver(session.work)) this.end(session, 'RATE', FAR_OVER);
    else {
      const decoder = this.start(session, bytes, kind);
      if (decoder !== undefined) this.read(session, decoder);
    }
    direct.flush();
  }

  /** The decoder of the session's subprotocol on the message; undefined when the session ended instead. */
  private start(
    session: Session,
    bytes: Uint8Array,
    kind: 'binary' | 'text',
  ): FrameDecoder | undefined {
    const { limits } = this.context;
    const bytesMax = session.isJson ? limits.jsonBytesMax : limits.messageBytesMax;
    const isStranger = session.state < SESSION_STATE.ACTIVE;
    if (bytes.length > (isStranger ? Math.min(bytesMax, limits.logonBytesMax) : bytesMax)) {
      const most = isStranger ? limits.logonBytesMax : bytesMax;
      const detail = `${bytes.length} bytes: a message may have ${most}${isStranger ? ' before the logon is accepted' : ''}`;
      return this.end(session, 'MALFORMED', detail);
    }
    if (!session.isJson) {
      if (kind === 'text') return this.end(session, 'TEXT_FRAME');
      this.binary.start(bytes);
      return this.binary;
    }
    if (kind === 'binary') return this.end(session, 'MALFORMED', 'a JSON session sends text');
    try {
      this.json.start(textDecoder.decode(bytes));
      return this.json;
    } catch {
      return this.end(session, 'MALFORMED', 'the text is not UTF-8');
    }
  }

  private read(session: Session, decoder: FrameDecoder): void {
    const { command } = this;
    const { metrics } = this.context;
    for (;;) {
      const found = decoder.next(command);
      if (found === ENVELOPE.END) return;
      metrics.envelopesIn += 1;
      if (this.isClosed) {
        this.refuse(decoder.requestId, 'SHUTTING_DOWN');
        continue;
      }
      if (!this.isPaid(session, found, decoder)) {
        if (this.parts.work.isFarOver(session.work)) {
          const { requestId } = decoder;
          return this.parts.sessions.end(session, { name: 'RATE', requestId, detail: FAR_OVER });
        }
        const waitMs = this.parts.work.waitMs(session.work);
        const detail = `the account's messages cost more than it earns: wait ${waitMs} ms; what cancels or stops is still taken`;
        this.refuse(decoder.requestId, 'RATE', '', detail);
        continue;
      }
      if (found === ENVELOPE.COMMAND) this.sequence(session, decoder.requestId);
      else if (found === ENVELOPE.SESSION) {
        this.converse(session, decoder.requestId, decoder.session as SessionMessage);
      } else this.complain(session, decoder.requestId, decoder.problem as Problem);
      if (session.state === SESSION_STATE.CLOSED) return;
    }
  }

  /** Takes what the envelope costs its account; whether it is to be looked at. */
  private isPaid(session: Session, found: number, decoder: FrameDecoder): boolean {
    const { work } = this.parts;
    if (found === ENVELOPE.COMMAND) return this.isPaidCommand(session);
    if (found !== ENVELOPE.SESSION) return work.take(session.work, PROBLEM_UNITS);
    if (work.take(session.work, QUESTION_UNITS)) return true;
    const type = decoder.session?.type;
    return (type === 'heartbeat' || type === 'logout') && !work.isFarOver(session.work);
  }

  private isPaidCommand(session: Session): boolean {
    const { work } = this.parts;
    if (work.take(session.work, unitsOf(this.command.kind))) return true;
    return this.protects(session) && !work.isFarOver(session.work);
  }

  /** Whether the command ends or stops something of the account's: taken also from who has no credits left. */
  private protects(session: Session): boolean {
    const { command, context } = this;
    switch (command.kind) {
      case K.CANCEL_ORDER:
        return context.core.hasOrder(session.accountId, command);
      case K.MASS_CANCEL:
      case K.KILL:
        return true;
      default:
        return false;
    }
  }

  /**
   * The command in `command`, which came with a signed request: paid for, checked and sequenced as one of any session. Answers
   * why it is not taken; otherwise its answer goes to the session's connection. @param bytes of the request
   */
  relay(
    session: Session,
    { requestId, bytes, bind }: { requestId: number; bytes: number; bind: Bind | undefined },
  ): Refusal | undefined {
    const { work } = this.parts;
    if (this.isClosed) return { name: 'SHUTTING_DOWN' };
    this.receivedMs = this.context.nowMs();
    work.begin(session.work, this.receivedMs, frameUnits(bytes, true));
    if (!this.isPaidCommand(session)) return { name: 'RATE', waitMs: work.waitMs(session.work) };
    return this.hand(session, requestId, bind);
  }

  /** Hands the command to the sequencer, or refuses it. */
  private sequence(session: Session, requestId: number): void {
    if (session.state !== SESSION_STATE.ACTIVE) return this.refuseEarly(session, requestId);
    // The session ends with the batch that revoked its key; until then it is not heard any more.
    if (session.key?.revoked) return;
    const refused = this.hand(session, requestId, undefined);
    if (refused !== undefined) {
      this.refuse(requestId, refused.name, refused.field, refused.detail);
    }
  }

  /** Checks the command and hands it on; answers why not. */
  private hand(session: Session, requestId: number, bind: Bind | undefined): Refusal | undefined {
    const { command, context } = this;
    const { kind } = command;
    if (!mayScopes(session.scopes, kind)) return { name: 'SCOPE' };
    const noAgent = agentProblem(session.key, kind, bind !== undefined);
    if (noAgent !== undefined) return noAgent;
    if (context.isStorageLow() && !TAKEN_WHEN_LOW.has(kind)) return { name: 'STORAGE_LOW' };
    if (session.inFlight >= context.limits.inFlightMax) return { name: 'IN_FLIGHT_LIMIT' };
    const idSpace = command.clientId > 0 ? this.ids.spaceOf(session, command.clientId) : undefined;
    if (idSpace !== undefined && idSpace.commands >= context.state.limits.outcomesPerIdSpace) {
      return { name: 'IN_FLIGHT_LIMIT', field: 'client_order_id', detail: SPACE_IS_FULL };
    }
    const { receivedMs } = this;
    if (kind === K.ACCEPT_DELIVERY) {
      return this.parts.receipts.take({ session, requestId, receivedMs, idSpace, bind }, command);
    }
    if (kind === K.APPROVE_WITH_PASSKEY) {
      return this.parts.approvals.take({ session, requestId, receivedMs, bind }, command);
    }
    if (kind === K.APPROVE_PARAMETER && this.needsPasskey(session)) {
      return { name: 'PASSKEY_NEEDED' };
    }
    const { submitter } = this.parts;
    const origin = submitter.submit(command, session, requestId, receivedMs, idSpace, bind);
    if (origin === 0) return { name: 'IN_FLIGHT_LIMIT' };
    if (kind >= K.NOTICE_DELIVERY) this.keepNote(origin);
    return undefined;
  }

  /**
   * Whoever took a session over has its key, and not the passkey of its person: a session that a passkey opened approves nothing
   * by itself, nor does any session of an account that had a passkey to approve with, also when that one was removed.
   */
  private needsPasskey({ key, accountId }: Session): boolean {
    if (key === undefined || !('method' in key)) return false;
    const account = this.context.state.registry.account(accountId);
    return key.method === SIGN_IN_METHOD.PASSKEY || account?.hadOperatingPasskey === true;
  }

  /** What the answer or the delivery's receipt will need of the command. */
  private keepNote(origin: number): void {
    const { kind, body } = this.command;
    const { notes } = this.parts.requests;
    if (kind === K.SET_PARAMETER || kind === K.ROLL_BACK_PARAMETER) {
      notes[origin - 1] = parameterNote(body as ColdBodies['setParameter']);
    } else if (kind === K.APPROVE_PARAMETER) {
      const { parameterRequestId } = body as ColdBodies['approveParameter'];
      const request = this.context.state.registry.parameterRequest(parameterRequestId);
      if (request !== undefined) notes[origin - 1] = parameterNote(request);
    }
  }

  /** A message that is not a command. */
  private converse(session: Session, requestId: number, message: SessionMessage): void {
    if (message.type === 'logon') return this.logOn(session, requestId, message);
    if (session.state !== SESSION_STATE.ACTIVE) return this.refuseEarly(session, requestId);
    if (session.key?.revoked) return;
    switch (message.type) {
      case 'heartbeat':
        return this.parts.direct.heartbeat(session, requestId);
      case 'logout':
        if (!this.parts.sessions.submitLogout(session)) this.refuse(requestId, 'IN_FLIGHT_LIMIT');
        return;
      case 'signWalletChallenge': {
        const answered = { session, requestId, receivedMs: this.receivedMs };
        const refused = this.parts.wallets.answer(answered, message.body);
        if (refused !== undefined) this.refuse(requestId, refused);
        return;
      }
      default:
        if (!mayRead(session.scopes)) return this.refuse(requestId, 'SCOPE');
        this.ask(session, requestId, message);
    }
  }

  private logOn(session: Session, requestId: number, message: SessionMessage): void {
    if (session.state !== SESSION_STATE.CONNECTED) {
      return this.refuse(requestId, 'ALREADY_LOGGED_ON');
    }
    session.state = SESSION_STATE.VERIFYING;
    this.ask(session, requestId, message);
  }

  private ask(session: Session, requestId: number, message: SessionMessage): void {
    if (!this.parts.questions.ask(session, requestId, message)) {
      return this.refuse(requestId, 'IN_FLIGHT_LIMIT');
    }
    // From here on its reports come out of the ring, so that none comes twice or out of order.
    if (message.type === 'resumeReports' && session.resumeAt === LIVE) session.resumeAt = ASKED;
  }

  private complain(session: Session, requestId: number, problem: Problem): void {
    const { code, field, detail } = problem;
    if (problem.fatal) {
      this.parts.sessions.end(session, { name: code, requestId, field, detail });
    } else this.refuse(requestId, code, field, detail);
  }

  /** A message before the logon or after the logout. */
  private refuseEarly(session: Session, requestId: number): void {
    session.refusals += 1;
    if (session.refusals > this.context.limits.refusalsBeforeLogonMax) {
      const detail = 'too many messages without being logged on';
      return this.parts.sessions.end(session, { name: 'NOT_LOGGED_ON', requestId, detail });
    }
    this.refuse(requestId, 'NOT_LOGGED_ON');
  }

  private refuse(requestId: number, name: ErrorName, field = '', detail = ''): void {
    this.parts.direct.refuse(requestId, errorReport(name, false, field, detail));
  }

  private end(session: Session, name: ErrorName, detail = ''): undefined {
    this.parts.sessions.end(session, { name, detail });
    return undefined;
  }
}
