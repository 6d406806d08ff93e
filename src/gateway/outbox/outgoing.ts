/**
 * What leaves: one frame a session and release, encoded while a batch is on its way to disk, sent when it is there.
 *
 * Frames are encoders from a pool, so a session that has nothing to say holds no memory and steady traffic makes no
 * garbage. Invariants: nothing is sent by `release` before the caller knows that it is durable; a frame leaves whole
 * or its session ends with SLOW_CONSUMER; the order of sessions rotates from release to release.
 */
import { ServerEncoder, serverFrameToJson, stampSentTime } from '../../schema/index.js';
import { ERROR_CATALOG } from '../../values/index.js';
import type { Context } from '../context.js';
import { SESSION_STATE, type Session } from '../session/session.js';

const FRAME_BYTES = 2_048;
/** An encoder that grew beyond this is not kept. */
const KEPT_BYTES_MAX = 262_144;
const POOL_MAX = 4_096;
const NS_PER_MS = 1_000_000;
const { SLOW_CONSUMER } = ERROR_CATALOG;

export interface OutgoingParts {
  /** Ends a session whose `endCode` is set, after its last frame has been sent. */
  readonly end: (session: Session) => void;
  /** Asks for a release. */
  readonly wake: () => void;
}

export class Outgoing {
  private readonly context: Context;
  private readonly pool: ServerEncoder[] = [];
  private queued: Session[] = [];
  private sending: Session[] = [];
  private ending: Session[] = [];
  private rotation = 0;
  private readonly parts: OutgoingParts;

  constructor(context: Context, parts: OutgoingParts) {
    this.context = context;
    this.parts = parts;
  }

  /** The frame of a session to append to; it leaves with the next release. */
  frame(session: Session): ServerEncoder {
    return session.out ?? this.open(session, true);
  }

  /** Appends shared envelopes: `head` when they open the frame, with room for its time; else `tail`. */
  share(session: Session, head: Uint8Array, headTimeAt: number, tail: Uint8Array): boolean {
    if (session.out !== undefined) return session.out.appendEncoded(tail);
    const out = this.open(session, false);
    session.sharedTimeAt = headTimeAt;
    return out.appendEncoded(head);
  }

  /** The session ends with the next release, after what is queued for it. The first reason counts. */
  endLater(session: Session, endCode: number, detail = '', requestId = 0): void {
    if (session.endCode !== 0 || session.state === SESSION_STATE.CLOSED) return;
    session.endCode = endCode;
    session.endDetail = detail;
    session.endRequestId = requestId;
    this.ending.push(session);
    this.parts.wake();
  }

  /** What was to be appended to the session's frame did not fit. */
  overflow(session: Session): void {
    this.endLater(session, SLOW_CONSUMER.code, 'a frame would pass the limit of the queue');
  }

  /** Whether a release would do anything. */
  get isPending(): boolean {
    return this.queued.length > 0 || this.ending.length > 0;
  }

  /** Sends every frame there is. `commitMs` is when what they tell became durable. */
  release(commitMs: number): void {
    const sending = this.queued;
    this.queued = this.sending;
    this.sending = sending;
    const count = sending.length;
    if (count > 0) {
      this.rotation = (this.rotation + 1) % count;
      for (let i = 0; i < count; i += 1) {
        this.sendFrame(sending[(i + this.rotation) % count] as Session, commitMs);
      }
      sending.length = 0;
    }
    if (this.ending.length > 0) {
      for (const session of this.ending.splice(0)) this.parts.end(session);
    }
  }

  /** Throws away what is queued for a session that is closed. */
  discard(session: Session): void {
    if (session.out === undefined) return;
    this.giveBack(session.out);
    session.out = undefined;
    session.sharedTimeAt = -1;
  }

  /** Unsent bytes of a session, queued here or kept by the transport. */
  backlogBytes(session: Session): number {
    const queued = session.out === undefined ? 0 : session.out.length;
    return session.isBuffered ? queued + session.connection.bufferedBytes : queued;
  }

  /** The socket has taken more; measures the lag once it has taken all. */
  drained(session: Session): void {
    if (session.connection.bufferedBytes > 0) return;
    session.isBuffered = false;
    if (session.bufferedSinceMs === 0) return;
    session.lagMs = this.context.nowMs() - session.bufferedSinceMs;
    session.bufferedSinceMs = 0;
  }

  /** Gives bytes to the socket; a session that does not take them ends. */
  transmit(session: Session, bytes: Uint8Array, commitMs: number): void {
    const { metrics } = this.context;
    const { connection } = session;
    const result = session.isJson
      ? connection.send(Buffer.from(serverFrameToJson(bytes)), 'text')
      : connection.send(bytes, 'binary');
    if (result === 'dropped') {
      if (connection.isOpen) this.endLater(session, SLOW_CONSUMER.code, 'the queue is full');
      return;
    }
    metrics.framesOut += 1;
    metrics.bytesOut += bytes.length;
    if (result === 'sent') return;
    session.isBuffered = true;
    if (session.bufferedSinceMs === 0) session.bufferedSinceMs = commitMs;
  }

  private open(session: Session, reservesTime: boolean): ServerEncoder {
    const out =
      this.pool.pop() ??
      new ServerEncoder({
        initialBytes: FRAME_BYTES,
        maxBytes: this.context.limits.queueBytesMax,
      });
    out.reset();
    if (reservesTime) out.startFrame();
    session.out = out;
    this.queued.push(session);
    return out;
  }

  private sendFrame(session: Session, commitMs: number): void {
    const { out } = session;
    if (out === undefined) return;
    session.out = undefined;
    if (out.length > 0) {
      const { bytes } = out;
      const nowMs = this.context.nowMs();
      const wholeMs = Math.floor(nowMs);
      const extraNs = Math.floor((nowMs - wholeMs) * NS_PER_MS);
      if (session.sharedTimeAt >= 0) stampSentTime(bytes, session.sharedTimeAt, wholeMs, extraNs);
      else out.stampSentTime(wholeMs, extraNs);
      this.transmit(session, bytes, commitMs);
      session.accountSequence = session.queuedSequence;
      if (!session.isBuffered) session.lagMs = nowMs - commitMs;
    }
    session.sharedTimeAt = -1;
    this.giveBack(out);
  }

  private giveBack(out: ServerEncoder): void {
    if (this.pool.length < POOL_MAX && out.length <= KEPT_BYTES_MAX) this.pool.push(out);
  }
}
