/**
 * One connection, from the socket to its end: challenge, logon, heartbeats both ways, messages in and out.
 *
 * Ends once, with the reason: the venue's error if it gave one, else that the connection was lost or what came was not of
 * the schema. After `end` nothing is sent and no handler is called.
 */
import {
  type Challenge,
  type ErrorReport,
  type Heartbeat,
  type LogonAccepted,
  logonBytes,
  SchemaError,
  ServerFrameDecoder,
  type ServerMessage,
} from '../../schema/index.js';
import { PatxConnectionError, PatxError } from '../errors.js';
import type { Sign } from '../keys.js';
import { Outbox } from './outbox.js';
import type { ClientSocket, OpenSocket } from './socket.js';

export const SUBPROTOCOL = 'patx.v1.proto';

export interface SessionOptions {
  readonly url: string;
  readonly accountId: number;
  readonly keyId: number;
  readonly sign: Sign;
  readonly openSocket: OpenSocket;
  readonly cancelOnDisconnect: boolean;
  /** 0 leaves it to the venue. */
  readonly heartbeatIntervalMs: number;
  readonly pushBalances: boolean;
  readonly logonTimeoutMs: number;
}

export interface SessionHandlers {
  /** The session is logged on. */
  onReady(accepted: LogonAccepted): void;
  /** Anything but what runs the session itself. */
  onMessage(message: ServerMessage): void;
  /** A WebSocket message is over. */
  onFrameEnd(): void;
  /** A heartbeat of the venue. */
  onHeartbeat(heartbeat: Heartbeat): void;
  /** The session is over; called once. */
  onEnd(error: PatxError | PatxConnectionError): void;
  /** The account's last sequence known here, for heartbeats. */
  accountSequence(): number;
}

/** Before the venue has said how long a message may be. */
const FIRST_MESSAGE_BYTES_MAX = 4_096;
const CLOSE_NORMAL = 1_000;
const CLOSE_PROTOCOL = 1_002;
/** Silent intervals after which the venue is taken for gone. */
const HEARTBEATS_MISSED_MAX = 3;

export class Session {
  /** 0 until the challenge. */
  sessionId = 0;
  /** Set once the session is logged on. */
  accepted: LogonAccepted | undefined;
  private readonly options: SessionOptions;
  private readonly handlers: SessionHandlers;
  private readonly decoder = new ServerFrameDecoder();
  private socket: ClientSocket | undefined;
  private out: Outbox | undefined;
  private isOver = false;
  private lastHeardMs = performance.now();
  /** When the next heartbeat is to be sent. */
  private beatDueMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Why the venue said it would close. */
  private farewell: PatxError | undefined;

  constructor(options: SessionOptions, handlers: SessionHandlers) {
    this.options = options;
    this.handlers = handlers;
  }

  /** Opens the socket; everything after that is told to the handlers. */
  start(): void {
    const { openSocket, url, logonTimeoutMs } = this.options;
    this.timer = setTimeout(() => {
      this.end(new PatxConnectionError('HANDSHAKE', `no logon within ${logonTimeoutMs} ms`));
    }, logonTimeoutMs);
    const opening = Promise.resolve().then(() =>
      openSocket(url, SUBPROTOCOL, {
        onOpen: () => {},
        onMessage: (bytes) => this.receive(bytes),
        onClose: (code, reason) => this.onClose(code, reason),
      }),
    );
    opening.then(
      (socket) => {
        this.socket = socket;
        this.out = new Outbox(socket, FIRST_MESSAGE_BYTES_MAX);
        if (this.isOver) socket.abort();
      },
      (cause: unknown) => {
        this.end(new PatxConnectionError('HANDSHAKE', `cannot connect to ${url}`, { cause }));
      },
    );
  }

  /** Where to write; only on a session that is logged on. */
  get outbox(): Outbox {
    if (this.out === undefined || this.isOver) {
      throw new PatxConnectionError('OFFLINE', 'there is no session');
    }
    return this.out;
  }

  /** Logs out, so that nothing is cancelled, and lets what was written leave. No handler is called any more. */
  logout(): void {
    if (this.isOver) return;
    if (this.accepted !== undefined) {
      this.out?.session(0, { type: 'logout', body: {} });
      this.out?.flush();
    }
    this.isOver = true;
    clearTimeout(this.timer);
    this.out?.close();
    this.socket?.close(CLOSE_NORMAL, 'logout');
  }

  /** Drops the connection without a word, as a broken line would. */
  abort(): void {
    this.end(new PatxConnectionError('LOST', 'the connection was dropped here'));
  }

  private receive(bytes: Uint8Array): void {
    if (this.isOver) return;
    this.lastHeardMs = performance.now();
    this.decoder.start(bytes);
    try {
      for (
        let message = this.decoder.next();
        message !== undefined;
        message = this.decoder.next()
      ) {
        this.take(message);
        if (this.isOver) return;
      }
      this.handlers.onFrameEnd();
    } catch (cause) {
      if (!(cause instanceof SchemaError)) throw cause;
      this.socket?.close(CLOSE_PROTOCOL, 'not of the schema');
      this.end(new PatxConnectionError('PROTOCOL', 'what came is not of the schema', { cause }));
    }
  }

  private take(message: ServerMessage): void {
    switch (message.type) {
      case 'challenge':
        void this.logOn(message.body);
        return;
      case 'logonAccepted':
        this.ready(message.body);
        return;
      case 'heartbeat':
        this.handlers.onHeartbeat(message.body);
        return;
      case 'errorReport':
        if (message.body.closing) this.farewell = errorOf(message.body);
        this.handlers.onMessage(message);
        return;
      default:
        this.handlers.onMessage(message);
    }
  }

  private async logOn({ nonce, sessionId }: Challenge): Promise<void> {
    const { accountId, keyId, sign, cancelOnDisconnect, heartbeatIntervalMs, pushBalances } =
      this.options;
    this.sessionId = sessionId;
    try {
      const signature = await sign(logonBytes({ nonce, sessionId, accountId, keyId }));
      if (this.isOver) return;
      const body = {
        accountId,
        keyId,
        signature,
        cancelOnDisconnect,
        heartbeatIntervalMs,
        pushBalances,
      };
      this.outbox.session(0, { type: 'logon', body });
      this.outbox.flush();
    } catch (cause) {
      this.end(new PatxConnectionError('HANDSHAKE', 'the challenge cannot be signed', { cause }));
    }
  }

  private ready(accepted: LogonAccepted): void {
    clearTimeout(this.timer);
    this.accepted = accepted;
    this.outbox.limit(accepted.maxMessageBytes);
    this.beatDueMs = performance.now();
    this.beat();
    this.handlers.onReady(accepted);
  }

  /** Looks whether the venue is there, sends a heartbeat, and comes back an interval later. */
  private beat(): void {
    const intervalMs = this.accepted?.heartbeatIntervalMs ?? 0;
    const nowMs = performance.now();
    // Where this process was held up, what came meanwhile lies unread: that was no silence of the venue.
    if (nowMs - this.beatDueMs > intervalMs) this.lastHeardMs = nowMs;
    const silentMs = nowMs - this.lastHeardMs;
    if (silentMs > HEARTBEATS_MISSED_MAX * intervalMs) {
      this.end(new PatxConnectionError('LOST', `nothing came for ${Math.round(silentMs)} ms`));
      return;
    }
    const accountSequence = this.handlers.accountSequence();
    const body = { timeMs: Date.now(), accountSequence, lagNs: 0, journalSequence: 0 };
    this.outbox.session(0, { type: 'heartbeat', body });
    this.beatDueMs = nowMs + intervalMs;
    this.timer = setTimeout(() => this.beat(), intervalMs);
  }

  private onClose(code: number, reason: string): void {
    const text = reason === '' ? `close code ${code}` : `${reason} (close code ${code})`;
    const kind = this.accepted === undefined ? 'HANDSHAKE' : 'LOST';
    this.end(new PatxConnectionError(kind, `the connection ended: ${text}`));
  }

  private end(error: PatxConnectionError): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    this.out?.close();
    this.socket?.abort();
    this.handlers.onEnd(this.farewell ?? error);
  }
}

/** The venue's refusal as an error. */
export function errorOf(report: ErrorReport, clientId = 0): PatxError {
  const { errorCode, errorField, detail } = report;
  return new PatxError({ code: errorCode, field: errorField, detail, clientId });
}
