/**
 * The transport on µWebSockets.js.
 *
 * The library cuts off a message longer than its own limit without a close frame. Its limit is therefore twice ours:
 * what lies between is answered with 1009, what is longer is cut off and reported as 1009 on our side only. Its idle
 * timeouts are whole seconds in steps, so peers are watched by `Liveness` instead.
 */

import type uWS from 'uWebSockets.js';
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** The library, as its default export. */
export type UwsLibrary = typeof uWS;

/** The library's words for a message longer than its limit. */
const TOO_BIG_REASON = 'Received too big message';

/** Listen option: without it the library lets another process share the port. */
const EXCLUSIVE_PORT = 1;
/** Time for the last close frames to leave before sockets are torn down. */
const LINGER_MS = 50;

/** Answers of the library's `send`. */
const SENT = 1;
const DROPPED = 2;

/** What an upgrade hands to the opened socket. */
interface SocketData {
  readonly subprotocol: Subprotocol;
  readonly address: string;
  connection: UwsConnection | undefined;
}

type Socket = uWS.WebSocket<SocketData>;

class UwsConnection implements Connection, Watched {
  readonly id: number;
  readonly subprotocol: Subprotocol;
  readonly remoteAddress: string;
  isHeard = false;
  silentSweeps = 0;
  readonly #bufferedBytesMax: number;
  /** Undefined once closed: the library forbids touching a closed socket. */
  #socket: Socket | undefined;

  constructor(id: number, socket: Socket, bufferedBytesMax: number) {
    this.id = id;
    const { subprotocol, address } = socket.getUserData();
    this.subprotocol = subprotocol;
    this.remoteAddress = address;
    this.#socket = socket;
    this.#bufferedBytesMax = bufferedBytesMax;
  }

  get isOpen(): boolean {
    return this.#socket !== undefined;
  }

  get bufferedBytes(): number {
    return this.#socket?.getBufferedAmount() ?? 0;
  }

  send(bytes: Uint8Array, kind: 'binary' | 'text'): SendResult {
    const socket = this.#socket;
    if (
      socket === undefined ||
      socket.getBufferedAmount() + bytes.length > this.#bufferedBytesMax
    ) {
      return 'dropped';
    }
    const result = socket.send(bytes, kind === 'binary');
    if (result === SENT) {
      return 'sent';
    }
    return result === DROPPED ? 'dropped' : 'buffered';
  }

  cork(sends: () => void): void {
    this.#socket?.cork(sends);
  }

  close(code: number, reason: string): void {
    this.#socket?.end(code, reason);
  }

  terminate(): void {
    this.#socket?.close();
  }

  ping(): void {
    this.#socket?.ping();
  }

  /** The library has closed the socket. */
  release(): void {
    this.#socket = undefined;
  }
}

export class UwsTransport implements Transport {
  readonly kind = 'uws';
  readonly #library: UwsLibrary;
  readonly #options: TransportOptions;
  readonly #handlers: TransportHandlers;
  readonly #connections = new Set<UwsConnection>();
  readonly #liveness: Liveness<UwsConnection>;
  #app: uWS.TemplatedApp | undefined;
  #listenSocket: uWS.us_listen_socket | undefined;
  #isStopping = false;
  /** Sockets that have not become WebSockets. */
  #pending = 0;
  #opened = 0;
  /** Names that have a certificate of their own. */
  readonly #names = new Set<string>();

  constructor(library: UwsLibrary, options: TransportOptions, handlers: TransportHandlers) {
    this.#library = library;
    this.#options = options;
    this.#handlers = handlers;
    this.#liveness = new Liveness(this.#connections, options.idleTimeoutMs);
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** By name: the library keeps the first certificate for who names none, and takes others for the names they are for. */
  renewTls({ cert }: { readonly cert: string; readonly key: string }): void {
    const { tls } = this.#options;
    if (tls === undefined || this.#app === undefined) return;
    for (const name of namesOf(cert)) {
      if (this.#names.has(name)) this.#app.removeServerName(name);
      this.#names.add(name);
      this.#app.addServerName(name, {
        ...{ cert_file_name: tls.certPath, key_file_name: tls.keyPath },
      });
    }
  }

  #newApp(): uWS.TemplatedApp {
    const { tls } = this.#options;
    if (tls === undefined) return this.#library.App();
    return this.#library.SSLApp({ cert_file_name: tls.certPath, key_file_name: tls.keyPath });
  }

  listen(): Promise<{ readonly port: number }> {
    assert(this.#app === undefined, 'a transport listens once');
    const { host, port } = this.#options;
    const app = this.#newApp();
    this.#app = app;
    // Called with 1 for a socket that came and with -1 for one that went, but not for one that became a WebSocket.
    app.filter((response, change) => this.#count(response, change as number));
    app.ws<SocketData>('/*', this.#behavior());
    app.any('/*', (response, request) => {
      refuse(response, refuseHttp(request.getUrl(), this.#options));
    });
    return new Promise((resolve, reject) => {
      const onListening = (listenSocket: uWS.us_listen_socket | false): void => {
        if (listenSocket === false) {
          reject(new TransportError('transport-listen-failed', `cannot listen on ${host}:${port}`));
          return;
        }
        this.#listenSocket = listenSocket;
        this.#liveness.start();
        resolve({ port: this.#library.us_socket_local_port(listenSocket as uWS.us_socket) });
      };
      // The typings lack the form with both a host and options.
      const listen = app.listen.bind(app) as unknown as (
        host: string,
        port: number,
        options: number,
        callback: typeof onListening,
      ) => void;
      listen(host, port, EXCLUSIVE_PORT, onListening);
    });
  }

  async stop(graceMs: number): Promise<void> {
    this.#liveness.stop();
    this.#isStopping = true;
    if (this.#listenSocket !== undefined) {
      this.#library.us_listen_socket_close(this.#listenSocket);
      this.#listenSocket = undefined;
    }
    await closeAll(this.#connections, graceMs);
    await sleep(LINGER_MS);
    this.#app?.close();
  }

  #count(response: uWS.HttpResponse, change: number): void {
    this.#pending += change;
    if (change > 0 && this.#pending > this.#options.pendingMax) response.close();
  }

  #behavior(): uWS.WebSocketBehavior<SocketData> {
    const handlers = this.#handlers;
    const { payloadBytesMax, bufferedBytesMax } = this.#options;
    return {
      maxPayloadLength: 2 * payloadBytesMax,
      // Our own check comes first; this bounds control frames too.
      maxBackpressure: 2 * bufferedBytesMax,
      idleTimeout: 0,
      sendPingsAutomatically: false,
      compression: this.#library.DISABLED,
      upgrade: (response, request, context) => this.#upgrade(response, request, context),
      open: (socket) => {
        this.#pending -= 1;
        this.#opened += 1;
        const connection = new UwsConnection(this.#opened, socket, bufferedBytesMax);
        socket.getUserData().connection = connection;
        this.#connections.add(connection);
        handlers.onOpen(connection);
      },
      message: (socket, message, isBinary) => {
        const connection = connectionOf(socket);
        connection.isHeard = true;
        if (message.byteLength > payloadBytesMax) {
          connection.close(CLOSE_CODE.tooBig, `longer than ${payloadBytesMax} bytes`);
          return;
        }
        handlers.onMessage(connection, new Uint8Array(message), isBinary ? 'binary' : 'text');
      },
      ping: (socket) => heard(socket),
      pong: (socket) => heard(socket),
      drain: (socket) => {
        const connection = connectionOf(socket);
        if (connection.isOpen) {
          handlers.onDrain(connection);
        }
      },
      close: (socket, code, message) => {
        const connection = connectionOf(socket);
        connection.release();
        this.#connections.delete(connection);
        const reason = Buffer.from(message).toString('utf8');
        const isTooBig = code === CLOSE_CODE.abnormal && reason === TOO_BIG_REASON;
        handlers.onClose(connection, isTooBig ? CLOSE_CODE.tooBig : code, reason);
      },
    };
  }

  #upgrade(
    response: uWS.HttpResponse,
    request: uWS.HttpRequest,
    context: uWS.us_socket_context_t,
  ): void {
    const path = request.getUrl();
    const offered = request.getHeader('sec-websocket-protocol');
    const peer = Buffer.from(response.getRemoteAddressAsText()).toString('latin1');
    const { proxies } = this.#options;
    const address = clientAddress(peer, request.getHeader('x-forwarded-for'), proxies);
    const connectionCount = this.#isStopping ? Number.POSITIVE_INFINITY : this.#connections.size;
    const wish = { path, offered, connectionCount, address };
    const answer = answerHandshake(wish, this.#options, this.#handlers);
    if (typeof answer !== 'string') {
      refuse(response, answer);
      return;
    }
    response.upgrade<SocketData>(
      { subprotocol: answer, address, connection: undefined },
      request.getHeader('sec-websocket-key'),
      answer,
      request.getHeader('sec-websocket-extensions'),
      context,
    );
  }
}

const connectionOf = (socket: Socket): UwsConnection => {
  const { connection } = socket.getUserData();
  assert(connection !== undefined, 'an open socket has a connection');
  return connection;
};

const heard = (socket: Socket): void => {
  connectionOf(socket).isHeard = true;
};

const refuse = (response: uWS.HttpResponse, { status, body }: Refusal): void => {
  response.writeStatus(status).end(body, true);
};

/** Names a certificate is for. */
function namesOf(pem: string): string[] {
  const { subjectAltName = '' } = new X509Certificate(pem);
  return [...subjectAltName.matchAll(/DNS:([^,\s]+)/g)].map(([, name = '']) => name);
}
