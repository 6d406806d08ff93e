/**
 * A venue that does what a test tells it, over real sockets: it speaks the protocol but has no core behind it. Logons are
 * accepted when their signature is right, heartbeats and account snapshots are answered unless told otherwise.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  type ConnectOptions,
  EXECUTION_TYPE,
  generateKeyPair,
  PatxClient,
  verifySignature,
} from '../../src/client/index.js';
import {
  ClientFrameDecoder,
  CommandResult,
  ENVELOPE,
  ExecutionReport,
  logonBytes,
  type ServerBodies,
  ServerEncoder,
  type ServerMessageType,
  type SessionBodies,
  type SessionMessage,
} from '../../src/schema/index.js';
import { Command, ERROR_CATALOG, type ErrorName } from '../../src/values/index.js';

export const ACCOUNT = 7;
export const keys = await generateKeyPair();

/** What a client sent. */
export type Received =
  | { readonly requestId: number; readonly command: Command; readonly session?: undefined }
  | { readonly requestId: number; readonly session: SessionMessage; readonly command?: undefined };

/** What the venue does with what a client sends, beside the automatic answers. */
export type Behaviour = (received: Received, line: Line) => void;

/** One connection, seen from the venue. */
export class Line {
  readonly sessionId: number;
  readonly socket: WebSocket;
  readonly received: Received[] = [];
  isLoggedOn = false;
  private readonly encoder = new ServerEncoder();

  constructor(socket: WebSocket, sessionId: number) {
    this.socket = socket;
    this.sessionId = sessionId;
  }

  /** Sends messages in one WebSocket message. */
  send<T extends ServerMessageType>(
    ...messages: { type: T; body: ServerBodies[T]; requestId?: number; channelId?: number }[]
  ): void {
    this.encoder.reset();
    for (const { type, body, requestId = 0, channelId = 0 } of messages) {
      this.encoder.message(requestId, channelId, type, body);
    }
    this.socket.send(Buffer.from(this.encoder.bytes), { binary: true });
  }

  report(requestId: number, fields: Partial<ExecutionReport>): void {
    const body = Object.assign(new ExecutionReport(), { durability: 1 }, fields);
    this.send({ type: 'executionReport', body, requestId });
  }

  accept(requestId: number, fields: Partial<ExecutionReport>): void {
    this.report(requestId, { executionType: EXECUTION_TYPE.ACCEPTED, ...fields });
  }

  result(requestId: number, fields: Partial<CommandResult>): void {
    const body = Object.assign(new CommandResult(), { durability: 1 }, fields);
    this.send({ type: 'commandResult', body, requestId });
  }

  refuse(requestId: number, name: ErrorName, closing = false): void {
    const { code, retriable } = ERROR_CATALOG[name];
    const body = { errorCode: code, errorField: '', detail: '', retriable, closing };
    this.send({ type: 'errorReport', body, requestId });
  }
}

export class ScriptedVenue {
  readonly lines: Line[] = [];
  /** Account sequence told at logon. */
  accountSequence = 0;
  heartbeatIntervalMs = 5_000;
  maxInFlight = 100;
  maxMessageBytes = 65_536;
  lastClientOrderIds: number[] = [];
  /** Series of the market list. */
  series: ServerBodies['seriesInfo'][] = [];
  /** Whether heartbeats are answered. */
  isAlive = true;
  /** Refuses every logon with this. */
  refusal: ErrorName | undefined;
  behaviour: Behaviour = () => {};
  private readonly server: WebSocketServer;
  private readonly given = new Set<Received>();
  private waiting: {
    what: (received: Received) => boolean;
    resolve: (received: Received) => void;
  }[] = [];

  private constructor(server: WebSocketServer) {
    this.server = server;
    server.on('connection', (socket) => this.open(socket));
  }

  static async start(): Promise<ScriptedVenue> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const venue = new ScriptedVenue(server);
    onTestFinished(() => venue.stop());
    return venue;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/ws`;
  }

  /** The newest connection. */
  get line(): Line {
    return this.lines.at(-1) as Line;
  }

  /** A client of this venue, closed with the test. */
  async connect(options: Partial<ConnectOptions> = {}): Promise<PatxClient> {
    const client = await PatxClient.connect({
      url: this.url,
      accountId: ACCOUNT,
      keyId: 1,
      privateKey: keys.privateKey,
      reconnect: { minDelayMs: 5, maxDelayMs: 20 },
      ...options,
    });
    onTestFinished(() => client.close());
    return client;
  }

  /** The oldest message that fits and was not given before: of the newest line, or one that is still to come. */
  next(what: (received: Received) => boolean): Promise<Received> {
    const { received } = this.line;
    const found = received.find((candidate) => !this.given.has(candidate) && what(candidate));
    if (found !== undefined) {
      this.given.add(found);
      return Promise.resolve(found);
    }
    return new Promise((resolve) => {
      this.waiting.push({ what, resolve });
    });
  }

  /** The next command of a kind. */
  async command(kind: number): Promise<{ requestId: number; command: Command }> {
    const { requestId, command } = await this.next((received) => received.command?.kind === kind);
    return { requestId, command: command as Command };
  }

  /** The next message of a session of a type. */
  async asked<T extends keyof SessionBodies>(
    type: T,
  ): Promise<{ requestId: number; body: SessionBodies[T] }> {
    const { requestId, session } = await this.next((received) => received.session?.type === type);
    return { requestId, body: session?.body as unknown as SessionBodies[T] };
  }

  stop(): void {
    for (const { socket } of this.lines) socket.terminate();
    this.server.close();
  }

  private open(socket: WebSocket): void {
    const line = new Line(socket, this.lines.length + 1);
    this.lines.push(line);
    const nonce = new Uint8Array(32).fill(line.sessionId);
    socket.on('message', (bytes: Buffer) => this.read(line, nonce, bytes));
    line.send({ type: 'challenge', body: { nonce, sessionId: line.sessionId, venue: 'scripted' } });
  }

  private read(line: Line, nonce: Uint8Array, bytes: Buffer): void {
    const decoder = new ClientFrameDecoder();
    decoder.start(bytes);
    for (;;) {
      const command = new Command();
      const found = decoder.next(command);
      const { requestId, session } = decoder;
      if (found === ENVELOPE.END) return;
      if (found === ENVELOPE.PROBLEM) throw new Error(decoder.problem?.detail);
      const received: Received =
        session === undefined ? { requestId, command } : { requestId, session };
      if (session !== undefined) this.answer(line, nonce, requestId, session);
      // What the client asks for by itself is not of the test.
      if (session?.type === 'listMarkets' && session.body.includeClosed) continue;
      line.received.push(received);
      this.behaviour(received, line);
      const place = this.waiting.findIndex(({ what }) => what(received));
      if (place < 0) continue;
      this.given.add(received);
      this.waiting.splice(place, 1)[0]?.resolve(received);
    }
  }

  private answer(line: Line, nonce: Uint8Array, requestId: number, message: SessionMessage): void {
    switch (message.type) {
      case 'logon':
        void this.logOn(line, nonce, message.body);
        return;
      case 'heartbeat':
        if (!this.isAlive) return;
        line.send({
          type: 'heartbeat',
          body: { timeMs: 1, accountSequence: this.accountSequence, lagNs: 0, journalSequence: 1 },
        });
        return;
      case 'getAccountSnapshot':
        line.send({ type: 'accountSnapshot', requestId, body: this.snapshot() });
        return;
      case 'listMarkets': {
        // What the client asks for by itself.
        if (!message.body.includeClosed) return;
        const { series } = this;
        const body = { contracts: [], series, venue: null, kills: [], cash: [] };
        line.send({ type: 'marketList', requestId, body });
        return;
      }
      default:
    }
  }

  private snapshot(): ServerBodies['accountSnapshot'] {
    return {
      balance: null,
      positions: [],
      openOrders: [],
      deliveries: [],
      asOfAccountSequence: this.accountSequence,
      asOfSequence: 1,
      lastClientOrderIds: this.lastClientOrderIds,
      more: false,
      wallet: null,
      protection: null,
      collateralCalls: [],
      margin: null,
    };
  }

  private async logOn(
    line: Line,
    nonce: Uint8Array,
    { accountId, keyId, signature }: { accountId: number; keyId: number; signature: Uint8Array },
  ): Promise<void> {
    const { sessionId } = line;
    const signed = logonBytes({ nonce, sessionId, accountId, keyId });
    const isRight = await verifySignature(keys.publicKey, signature, signed);
    const refusal = isRight ? this.refusal : 'BAD_SIGNATURE';
    if (refusal !== undefined) {
      line.refuse(0, refusal, true);
      line.socket.close(4_000, refusal);
      return;
    }
    line.isLoggedOn = true;
    line.send({
      type: 'logonAccepted',
      body: {
        sessionId,
        accountId,
        scopes: [1, 2],
        heartbeatIntervalMs: this.heartbeatIntervalMs,
        maxMessageBytes: this.maxMessageBytes,
        maxInFlight: this.maxInFlight,
        accountSequence: this.accountSequence,
        journalSequence: 1,
        role: 2,
      },
    });
  }
}
