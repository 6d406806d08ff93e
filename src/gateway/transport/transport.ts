/**
 * The WebSocket server as the gateway sees it. Two implementations keep this contract, checked by the same tests.
 *
 * - Handlers run on the event loop. For one connection: `onOpen`, any number of `onMessage` and `onDrain`, then
 *   `onClose` exactly once, which may already come inside `close` or `terminate`, never inside `send`. An exception in
 *   a handler is a bug and is not caught.
 * - The bytes given to `onMessage` are valid only during the call. The bytes given to `send` are copied or written
 *   before it returns, so one encode buffer can be reused.
 * - Nothing grows without bound: messages, connections and each connection's unsent bytes have limits. A send past
 *   the limit is `dropped`, whole, and the connection stays as it is: what to do with a slow reader is the session's
 *   decision.
 * - A peer that is gone without a word is found by pings and reported as closed.
 */

/** Subprotocols of the exchange: protobuf envelopes in binary messages, or the same as JSON in text messages. */
export const SUBPROTOCOLS = ['patx.v1.proto', 'patx.v1.json'] as const;
export type Subprotocol = (typeof SUBPROTOCOLS)[number];

/** What became of a message: handed to the kernel, kept until the peer reads, or not sent at all. */
export type SendResult = 'sent' | 'buffered' | 'dropped';

/** Close codes the transport itself uses (RFC 6455, section 7.4.1). */
export const CLOSE_CODE = {
  goingAway: 1001,
  /** Never on the wire: the peer vanished, was reset or timed out. */
  abnormal: 1006,
  tooBig: 1009,
} as const;

/** One open WebSocket. */
export interface Connection {
  /** Counts up from 1 in the order of opening. */
  readonly id: number;
  readonly subprotocol: Subprotocol;
  /** Text of the peer's IP address; behind a trusted proxy, of whom that speaks for. */
  readonly remoteAddress: string;
  readonly isOpen: boolean;
  /** Bytes accepted by `send` that the kernel has not taken. */
  readonly bufferedBytes: number;
  /** Sends one message, whole or not at all. A closed connection answers `dropped`. */
  send(bytes: Uint8Array, kind: 'binary' | 'text'): SendResult;
  /** Runs `sends` with writes held back, so that several messages leave in one system call. */
  cork(sends: () => void): void;
  /** Begins the closing handshake. `reason` is at most 123 bytes of UTF-8. */
  close(code: number, reason: string): void;
  /** Ends the connection at once, without a word. */
  terminate(): void;
}

/** What the gateway does with connections. */
export interface TransportHandlers {
  /** Asked before a WebSocket is opened: whether its address may open one now. A refused one is answered with HTTP 429. */
  admits(address: string): boolean;
  onOpen(connection: Connection): void;
  onMessage(connection: Connection, bytes: Uint8Array, kind: 'binary' | 'text'): void;
  /** Unsent bytes have gone down; `bufferedBytes` says how far. */
  onDrain(connection: Connection): void;
  onClose(connection: Connection, code: number, reason: string): void;
}

/** Limits and the place to listen. */
export interface TransportOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Path of the WebSocket endpoint; other requests are answered 404. */
  readonly path: string;
  /** Longest message accepted; a longer one closes the connection with 1009. */
  readonly payloadBytesMax: number;
  /** Connections at a time; one more is refused with HTTP 503. */
  readonly connectionsMax: number;
  /** Sockets that have not become WebSockets; one more is closed without a word. */
  readonly pendingMax: number;
  /** Places of proxies whose `X-Forwarded-For` is believed. */
  readonly proxies: ReadonlySet<string>;
  /** Unsent bytes of one connection; a send that would pass it is dropped. */
  readonly bufferedBytesMax: number;
  /** A peer that has sent nothing, not even a pong, for this long is cut off. Pings go out at half of it. */
  readonly idleTimeoutMs: number;
  /** Files of certificate and key; without them, plain WebSockets. */
  readonly tls?: { readonly certPath: string; readonly keyPath: string } | undefined;
}

/** A server. Listens once, stops once. */
export interface Transport {
  readonly kind: 'uws' | 'ws';
  /** Open connections. */
  readonly connectionCount: number;
  /** Begins to accept; resolves with the port. Rejects with a `TransportError`. */
  listen(): Promise<{ readonly port: number }>;
  /** The files of the certificate changed: who comes from now on gets the new one, who is connected stays. */
  renewTls(pair: { readonly cert: string; readonly key: string }): void;
  /**
   * Stops accepting, closes each connection with 1001 once its unsent bytes are out, and cuts off what is left after
   * `graceMs`. Resolves when none is open.
   */
  stop(graceMs: number): Promise<void>;
}

export type TransportErrorCode = 'transport-listen-failed' | 'transport-unavailable';

/** The transport cannot start. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: TransportErrorCode;

  constructor(code: TransportErrorCode, reason: string, options?: { cause?: unknown }) {
    super(`${code}: ${reason}`, options);
    this.code = code;
  }
}
