/**
 * What goes out: envelopes of one turn of the event loop, put together into as few WebSocket messages as the venue's
 * limits allow.
 *
 * Nothing waits longer than the turn it was written in. What the schema cannot carry, or is longer than a message may
 * be, throws a SchemaError, and nothing of it is sent.
 */
import {
  ClientEncoder,
  ENVELOPES_MAX,
  problemOf,
  SchemaError,
  type SessionMessage,
} from '../../schema/index.js';
import type { ColdBodies, ColdKind, Command } from '../../values/index.js';
import type { ClientSocket } from './socket.js';

/** A message this long leaves at once. */
const FLUSH_BYTES = 65_536;

const schedule: (task: () => void) => void =
  typeof globalThis.setImmediate === 'function' ? globalThis.setImmediate : queueMicrotask;

export class Outbox {
  private readonly socket: ClientSocket;
  private encoder: ClientEncoder;
  private envelopes = 0;
  private isScheduled = false;
  private isClosed = false;
  private readonly flushSoon = (): void => {
    this.isScheduled = false;
    this.flush();
  };

  /** @param maxMessageBytes longest message the venue takes */
  constructor(socket: ClientSocket, maxMessageBytes: number) {
    this.socket = socket;
    this.encoder = new ClientEncoder({ maxBytes: maxMessageBytes });
  }

  /** The venue has said how long a message may be. */
  limit(maxMessageBytes: number): void {
    this.flush();
    this.encoder = new ClientEncoder({ maxBytes: maxMessageBytes });
  }

  /** A command whose fields the caller has set; it may be changed after the call. */
  command(requestId: number, command: Command): void {
    if (!this.encoder.command(requestId, command)) {
      this.flush();
      if (!this.encoder.command(requestId, command)) throw tooLong();
    }
    this.wrote();
  }

  /** A command from its plain body. */
  request<N extends ColdKind>(requestId: number, name: N, body: ColdBodies[N]): void {
    if (!this.encoder.request(requestId, name, body)) {
      this.flush();
      if (!this.encoder.request(requestId, name, body)) throw tooLong();
    }
    this.wrote();
  }

  /** A message that runs the session. */
  session(requestId: number, message: SessionMessage): void {
    if (!this.encoder.session(requestId, message)) {
      this.flush();
      if (!this.encoder.session(requestId, message)) throw tooLong();
    }
    this.wrote();
  }

  /** Sends what was written. */
  flush(): void {
    const { encoder } = this;
    if (encoder.length === 0) return;
    // The socket keeps what it is given, and the encoder is used again.
    const message = encoder.bytes.slice();
    encoder.reset();
    this.envelopes = 0;
    if (!this.isClosed) this.socket.send(message);
  }

  /** Nothing is sent any more. */
  close(): void {
    this.isClosed = true;
    this.encoder.reset();
    this.envelopes = 0;
  }

  private wrote(): void {
    this.envelopes += 1;
    if (this.encoder.length >= FLUSH_BYTES || this.envelopes === ENVELOPES_MAX) this.flush();
    else if (!this.isScheduled) {
      this.isScheduled = true;
      schedule(this.flushSoon);
    }
  }
}

function tooLong(): SchemaError {
  return new SchemaError(problemOf('TOO_LARGE', '', 'the message is longer than the venue takes'));
}
