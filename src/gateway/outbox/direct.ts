/**
 * Answers that depend on nothing the journal holds, sent at once: challenges, refusals of a message's form, heartbeats.
 *
 * One encoder for all sessions: what is said to one session while one of its messages is handled leaves as one frame.
 */
import { type ErrorReport, ServerEncoder } from '../../schema/index.js';
import type { Context } from '../context.js';
import type { Session } from '../session/session.js';
import type { Outgoing } from './outgoing.js';

const NS_PER_MS = 1_000_000;
/** What has gathered is sent from here on, so that a frame of many refused envelopes stays small. */
const FLUSH_BYTES = 65_536;

export class Direct {
  private readonly context: Context;
  private readonly outgoing: Outgoing;
  private readonly encoder = new ServerEncoder();
  private session: Session | undefined;

  constructor(context: Context, outgoing: Outgoing) {
    this.context = context;
    this.outgoing = outgoing;
  }

  /** Gathers what is said to this session until `flush`. */
  open(session: Session): void {
    this.session = session;
    this.encoder.reset();
    this.encoder.startFrame();
  }

  /** A refusal while a session's message is handled. */
  refuse(requestId: number, report: ErrorReport): void {
    this.context.metrics.refusals[report.errorCode]! += 1;
    this.encoder.message(requestId, 0, 'errorReport', report);
    if (this.encoder.length < FLUSH_BYTES) return;
    const { session } = this;
    this.flush();
    if (session !== undefined) this.open(session);
  }

  /** The venue's heartbeat while a session's message is handled, or in a frame opened for it. */
  heartbeat(session: Session, requestId: number): void {
    const { sequencer, nowMs } = this.context;
    this.encoder.heartbeat(requestId, {
      timeMs: nowMs(),
      accountSequence: session.accountSequence,
      lagNs: Math.max(0, Math.round(session.lagMs * NS_PER_MS)),
      journalSequence: sequencer.durableSequence,
    });
  }

  challenge(session: Session, venue: string): void {
    this.open(session);
    const { nonce, id: sessionId } = session;
    this.encoder.message(0, 0, 'challenge', { nonce, sessionId, venue });
    this.flush();
  }

  /** The last word to a session, after what was gathered for it. */
  farewell(session: Session, requestId: number, report: ErrorReport): void {
    if (this.session !== session) this.open(session);
    this.encoder.message(requestId, 0, 'errorReport', report);
    this.flush();
  }

  /** Sends what was gathered. */
  flush(): void {
    const { session, encoder } = this;
    this.session = undefined;
    if (session === undefined || encoder.length === 0) return;
    const nowMs = this.context.nowMs();
    const wholeMs = Math.floor(nowMs);
    encoder.stampSentTime(wholeMs, Math.floor((nowMs - wholeMs) * NS_PER_MS));
    this.outgoing.transmit(session, encoder.bytes, nowMs);
    encoder.reset();
  }
}
