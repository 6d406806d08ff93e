/**
 * The transport on `ws`, for machines where the native library does not load.
 *
 * `ws` keeps a reference to what it sends until the kernel has taken it, so every message is copied; it is several
 * times slower than the native transport. Drains are those of the TCP socket underneath.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { closeAll } from './graceful-stop.js';
import { answerHandshake, type Refusal, refuseHttp } from './handshake.js';
import { Liveness, type Watched } from './liveness.js';
import { clientAddress } from './places.js';
import {
  CLOSE_CODE,
  type Connection,
  type SendResult,
  type Subprotocol,
  type Transport,
  TransportError,
  type TransportHandlers,
  type TransportOptions,
} from './transport.js';

/** A request that has not sent its headers by then is cut off. */
const HEADERS_TIMEOUT_MS = 10_000;
/** A peer that does not finish the closing handshake by then is cut off. The typings lack the option. */
const CLOSING = { closeTimeout: 2000 };
const TOO_BIG_ERROR = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

class WsConnection implements Connection, Watched {
  readonly id: number;
  readonly subprotocol: Subprotocol;
  readonly remoteAddress: string;
  isHeard = false;
  silentSweeps = 0;
  /** Why `ws` closed the connection itself, when it did. */
  failure: (Error & { code?: string }) | undefined;
  readonly #socket: WebSocket;
  readonly #tcp: Socket;
  readonly #bufferedBytesMax: number;

  constructor(
    id: number,
    socket: WebSocket,
    tcp: Socket,
    options: {
      readonly subprotocol: Subprotocol;
      readonly address: string;
      readonly bufferedBytesMax: number;
    },
  ) {
    this.id = id;
    this.subprotocol = options.subprotocol;
    this.remoteAddress = options.address;
    this.#socket = socket;
    this.#tcp = tcp;
    this.#bufferedBytesMax = options.bufferedBytesMax;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(bytes: Uint8Array, kind: 'binary' | 'text'): SendResult {
    if (!this.isOpen || this.#socket.bufferedAmount + bytes.length > this.#bufferedBytesMax) {
      return 'dropped';
    }
    this.#socket.send(Buffer.from(bytes), { binary: kind === 'binary' });
    return this.#socket.bufferedAmount > 0 ? 'buffered' : 'sent';
  }

  cork(sends: () => void): void {
    this.#tcp.cork();
    try {
      sends();
    } finally {
      this.#tcp.uncork();
    }
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  ping(): void {
    if (this.isOpen) {
      this.#socket.ping();
    }
  }
}

export class WsTransport implements Transport {
  readonly kind = 'ws';
  readonly #options: TransportOptions;
  readonly #handlers: TransportHandlers;
  readonly #connections = new Set<WsConnection>();
  readonly #liveness: Liveness<WsConnection>;
  readonly #http: Server | SecureServer;
  readonly #upgrader: WebSocketServer;
  /** Sockets that have not become WebSockets. */
  readonly #pending = new Set<Socket>();
  #opened = 0;
  #isStopping = false;

  constructor(options: TransportOptions, handlers: TransportHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#liveness = new Liveness(this.#connections, options.idleTimeoutMs);
    this.#upgrader = new WebSocketServer({
      noServer: true,
      maxPayload: options.payloadBytesMax,
      perMessageDeflate: false,
      clientTracking: false,
      ...CLOSING,
    });
    const patience = { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: HEADERS_TIMEOUT_MS };
    const refuse: RequestListener = (request, response) => {
      const { status, body } = refuseHttp(pathOf(request), options);
      response.writeHead(Number.parseInt(status, 10), { connection: 'close' }).end(body);
    };
    const { tls } = options;
    this.#http =
      tls === undefined
        ? createServer(patience, refuse)
        : createSecureServer(
            {
              ...{ ...patience, handshakeTimeout: HEADERS_TIMEOUT_MS },
              cert: readFileSync(tls.certPath),
              key: readFileSync(tls.keyPath),
            },
            refuse,
          );
    // Sockets that have not finished their TLS handshake are nobody's yet: as many as may wait, and not for long.
    if (tls !== undefined) this.#http.maxConnections = options.connectionsMax + options.pendingMax;
    const event = tls === undefined ? 'connection' : 'secureConnection';
    this.#http.on(event, (tcp: Socket) => this.#accept(tcp));
    this.#http.on('upgrade', (request: IncomingMessage, tcp: Socket, head: Buffer) => {
      // From here on nobody else hears of a peer that resets, and an error nobody hears of ends the process.
      tcp.on('error', () => tcp.destroy());
      this.#upgrade(request, tcp, head);
    });
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  renewTls(pair: { readonly cert: string; readonly key: string }): void {
    if ('setSecureContext' in this.#http) this.#http.setSecureContext(pair);
  }

  listen(): Promise<{ readonly port: number }> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      this.#http.once('error', (cause) => {
        const reason = `cannot listen on ${host}:${port}: ${cause.message}`;
        reject(new TransportError('transport-listen-failed', reason, { cause }));
      });
      this.#http.listen({ host, port, backlog: 511 }, () => {
        this.#liveness.start();
        resolve({ port: (this.#http.address() as AddressInfo).port });
      });
    });
  }

  async stop(graceMs: number): Promise<void> {
    this.#liveness.stop();
    this.#isStopping = true;
    this.#http.close();
    await closeAll(this.#connections, graceMs);
    this.#http.closeAllConnections();
  }

  #accept(tcp: Socket): void {
    if (this.#pending.size >= this.#options.pendingMax) {
      tcp.destroy();
      return;
    }
    this.#pending.add(tcp);
    tcp.once('close', () => this.#pending.delete(tcp));
  }

  #upgrade(request: IncomingMessage, tcp: Socket, head: Buffer): void {
    const forwardedFor = request.headers['x-forwarded-for'] ?? '';
    const address = clientAddress(
      tcp.remoteAddress ?? '',
      Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
      this.#options.proxies,
    );
    const answer = answerHandshake(
      {
        path: pathOf(request),
        offered: request.headers['sec-websocket-protocol'] ?? '',
        connectionCount: this.#isStopping ? Number.POSITIVE_INFINITY : this.#connections.size,
        address,
      },
      this.#options,
      this.#handlers,
    );
    if (typeof answer !== 'string') {
      refuse(tcp, answer);
      return;
    }
    // `ws` picks the protocol it echoes from the header: leave it only the one that was chosen.
    request.headers['sec-websocket-protocol'] = answer;
    this.#upgrader.handleUpgrade(request, tcp, head, (socket) => {
      this.#pending.delete(tcp);
      this.#open(socket, tcp, { subprotocol: answer, address });
    });
  }

  #open(
    socket: WebSocket,
    tcp: Socket,
    peer: { readonly subprotocol: Subprotocol; readonly address: string },
  ): void {
    const handlers = this.#handlers;
    this.#opened += 1;
    const { bufferedBytesMax } = this.#options;
    const connection = new WsConnection(this.#opened, socket, tcp, {
      ...peer,
      bufferedBytesMax,
    });
    this.#connections.add(connection);
    const heard = (): void => {
      connection.isHeard = true;
    };
    tcp.setNoDelay(true);
    tcp.on('drain', () => {
      if (connection.isOpen) {
        handlers.onDrain(connection);
      }
    });
    socket.on('ping', heard);
    socket.on('pong', heard);
    socket.on('error', (error) => {
      connection.failure = error;
    });
    socket.on('message', (data, isBinary) => {
      heard();
      assert(Buffer.isBuffer(data), 'messages arrive whole');
      handlers.onMessage(connection, data, isBinary ? 'binary' : 'text');
    });
    socket.on('close', (code, reason) => {
      this.#connections.delete(connection);
      const isTooBig = connection.failure?.code === TOO_BIG_ERROR;
      const text = connection.failure?.message ?? reason.toString('utf8');
      handlers.onClose(connection, isTooBig ? CLOSE_CODE.tooBig : code, text);
    });
    handlers.onOpen(connection);
  }
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?')[0] ?? '';

/** Says why and closes, whether the peer closes or not: no other limit reaches this socket any more. */
const refuse = (tcp: Socket, { status, body }: Refusal): void => {
  tcp.setTimeout(HEADERS_TIMEOUT_MS, () => tcp.destroy());
  tcp.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => tcp.destroySoon(),
  );
};
