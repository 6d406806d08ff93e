/** A transport under test, what its handlers saw, and clients to annoy it with. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import {
  type Connection,
  createTransport,
  type Transport,
  type TransportOptions,
} from '../../../src/gateway/transport/index.js';

/** What the handlers saw, in order. */
export interface Seen {
  readonly opened: Connection[];
  readonly messages: { readonly from: Connection; readonly bytes: Buffer; readonly kind: string }[];
  readonly drained: Connection[];
  readonly closed: {
    readonly connection: Connection;
    readonly code: number;
    readonly reason: string;
  }[];
}

export interface Server {
  readonly transport: Transport;
  readonly seen: Seen;
  readonly port: number;
}

const PATH = '/v1';
const KIB = 1024;

/** Defaults that tests override. */
const OPTIONS: TransportOptions = {
  host: '127.0.0.1',
  port: 0,
  path: PATH,
  payloadBytesMax: 64 * KIB,
  connectionsMax: 1000,
  bufferedBytesMax: 1024 * KIB,
  idleTimeoutMs: 30_000,
  pendingMax: 10_000,
  proxies: new Set(),
};

export type Kind = 'uws' | 'ws';

/** Starts a transport that records what it sees and, with `echo`, answers every message with itself. */
export const startServer = async (
  kind: Kind,
  overrides: Partial<TransportOptions> = {},
  echo = false,
  admits: (address: string) => boolean = () => true,
): Promise<Server> => {
  const seen: Seen = { opened: [], messages: [], drained: [], closed: [] };
  const quiet = { info: () => undefined, warn: () => undefined };
  const transport = await createTransport({
    choice: kind,
    options: { ...OPTIONS, ...overrides },
    log: quiet,
    handlers: {
      admits,
      onOpen: (connection) => seen.opened.push(connection),
      onMessage: (from, bytes, messageKind) => {
        seen.messages.push({ from, bytes: Buffer.from(bytes), kind: messageKind });
        if (echo) {
          from.send(bytes, messageKind);
        }
      },
      onDrain: (connection) => seen.drained.push(connection),
      onClose: (connection, code, reason) => seen.closed.push({ connection, code, reason }),
    },
  });
  const { port } = await transport.listen();
  onTestFinished(() => transport.stop(0));
  return { transport, seen, port };
};

/** Waits until `holds`; the test's own time limit ends a wait that never does. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) {
    await sleep(2);
  }
};

/** A client that gathers what it gets. */
export interface Client {
  readonly socket: WebSocket;
  readonly received: Buffer[];
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** Opens a WebSocket; rejects with the server's status when it is refused. */
export const openClient = async (
  port: number,
  protocols: string[] = ['patx.v1.proto'],
  path = PATH,
): Promise<Client> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, {
    perMessageDeflate: false,
  });
  const received: Buffer[] = [];
  socket.on('message', (data: Buffer) => received.push(data));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  onTestFinished(() => socket.terminate());
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('error', reject);
  });
  return { socket, received, closed };
};

/** The server's side of the only open connection. */
export const onlyConnection = async ({ seen }: Server): Promise<Connection> => {
  await until(() => seen.opened.length > 0);
  expect(seen.opened).toHaveLength(1);
  return seen.opened[0] as Connection;
};

/** A TCP connection that has done the WebSocket handshake and then does nothing, not even read. */
export const openSilent = async (port: number): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  socket.write(
    `GET ${PATH} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Protocol: patx.v1.proto\r\n\r\n',
  );
  await new Promise<void>((resolve) => {
    socket.once('data', () => resolve());
  });
  socket.pause();
  return socket;
};
