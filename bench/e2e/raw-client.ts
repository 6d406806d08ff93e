/**
 * The leanest client that speaks the real protocol: for load, not for use. It logs on with a real key, sends envelopes
 * of the schema, and only looks at what it measures: request ids and the numbers of the messages that answer them.
 *
 * When the connection ends before `close`, whoever waits is told why at once, and so is whoever waits later; what is
 * sent then goes nowhere. A measurement asks `check` before it believes its figures.
 */
import { type KeyObject, sign } from 'node:crypto';
import WebSocket from 'ws';
import {
  ClientEncoder,
  logonBytes,
  ServerFrameDecoder,
  type ServerMessage,
} from '../../src/schema/index.js';
import type { ColdBodies, ColdKind } from '../../src/values/index.js';

/** Body number of an execution report in a ServerEnvelope. */
const EXECUTION_REPORT = 4;
const HEARTBEAT_MS = 2_000;

/** Called for each envelope that answers a request; `at` is the arrival of its frame, performance.now(). */
export type AnswerHandler = (requestId: number, bodyNumber: number, at: number) => void;

export class RawClient {
  readonly encoder = new ClientEncoder({ maxBytes: 8 * 1_048_576 });
  private readonly socket: WebSocket;
  private readonly decoder = new ServerFrameDecoder();
  private readonly heartbeat: NodeJS.Timeout;
  /** Number of the body that answers an order; undefined when any does. */
  answerBody: number | undefined = EXECUTION_REPORT;
  private lastRequestId = 0;
  private waiting: ((message: ServerMessage) => boolean) | undefined;
  private rejectWaiting: ((error: Error) => void) | undefined;
  private ended: Error | undefined;
  private resolveWaiting: ((message: ServerMessage) => void) | undefined;
  /** When set, frames are only scanned for answers. */
  onAnswer: AnswerHandler | undefined;
  /** Gets every decoded message; not while frames are only scanned. */
  onMessage: ((message: ServerMessage) => void) | undefined;
  /** Where true, an error nobody waits for ends the connection alone, and `check` throws it; else it is thrown at once. */
  hasQuietErrors = false;
  /** When set, gets the size of every frame. */
  onFrame: ((bytes: number) => void) | undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('error', (error) => this.end(error));
    socket.on('close', (code, reason) => {
      this.end(new Error(`the connection closed with ${code} ${reason.toString()}`.trimEnd()));
    });
    socket.on('message', (data: Buffer) => this.receive(data));
    this.heartbeat = setInterval(() => this.sendHeartbeat(), HEARTBEAT_MS);
  }

  /** Connects to a server that sends back what it gets, and speaks no protocol beyond that. */
  static async openBare(url: string): Promise<RawClient> {
    const socket = new WebSocket(url, 'patx.v1.proto', { perMessageDeflate: false });
    const client = new RawClient(socket);
    client.answerBody = undefined;
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      client.rejectWaiting = reject;
    });
    return client;
  }

  /** Connects and logs on. */
  static async open(url: string, accountId: number, key: KeyObject, keyId = 1): Promise<RawClient> {
    const socket = new WebSocket(url, 'patx.v1.proto', { perMessageDeflate: false });
    const client = new RawClient(socket);
    const challenge = await client.waitFor((message) => message.type === 'challenge');
    if (challenge.type !== 'challenge') throw new Error('no challenge');
    const { nonce, sessionId } = challenge.body;
    client.encoder.session(client.nextRequestId(), {
      type: 'logon',
      body: {
        accountId,
        keyId,
        signature: sign(null, logonBytes({ nonce, sessionId, accountId, keyId }), key),
        cancelOnDisconnect: false,
        heartbeatIntervalMs: 5_000,
        pushBalances: false,
      },
    });
    client.flush();
    await client.waitFor((message) => message.type === 'logonAccepted');
    return client;
  }

  get hasEnded(): boolean {
    return this.ended !== undefined;
  }

  /** Throws when the connection has ended, with the code and the reason. */
  check(): void {
    if (this.ended !== undefined) throw this.ended;
  }

  /** Goes on above the client ids an earlier connection of the account used. */
  skipTo(requestId: number): void {
    this.lastRequestId = Math.max(this.lastRequestId, requestId);
  }

  nextRequestId(): number {
    this.lastRequestId += 1;
    return this.lastRequestId;
  }

  /** Sends a command and waits for its result; throws when it is refused. Returns the reference id. */
  async run<N extends ColdKind>(
    name: N,
    body: Omit<ColdBodies[N], 'clientRequestId'>,
  ): Promise<number> {
    const requestId = this.nextRequestId();
    const clientRequestId = requestId;
    this.encoder.request(requestId, name, { ...body, clientRequestId } as unknown as ColdBodies[N]);
    this.flush();
    const answer = await this.waitFor(
      (message) => message.requestId === requestId && message.type === 'commandResult',
    );
    if (answer.type !== 'commandResult') throw new Error('no result');
    if (answer.body.errorCode !== 0) {
      throw new Error(`${name}: error ${answer.body.errorCode} ${answer.body.errorField}`);
    }
    return answer.body.referenceId;
  }

  /** Sends what was encoded as one WebSocket message. */
  flush(): void {
    if (this.encoder.length === 0) return;
    if (this.ended === undefined) this.socket.send(this.encoder.bytes.slice());
    this.encoder.reset();
  }

  close(): void {
    this.end(new Error('the client closed the connection'));
    this.socket.terminate();
  }

  /** The first reason counts: an error is followed by a close. */
  private end(reason: Error): void {
    if (this.ended !== undefined) return;
    this.ended = reason;
    clearInterval(this.heartbeat);
    this.rejectWaiting?.(reason);
  }

  private sendHeartbeat(): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    const encoder = new ClientEncoder();
    const body = { timeMs: Date.now(), accountSequence: 0, lagNs: 0, journalSequence: 0 };
    encoder.session(0, { type: 'heartbeat', body });
    this.socket.send(encoder.bytes.slice());
  }

  private waitFor(matches: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) return reject(this.ended);
      this.waiting = matches;
      this.resolveWaiting = resolve;
      this.rejectWaiting = reject;
    });
  }

  private receive(data: Buffer): void {
    this.onFrame?.(data.length);
    if (this.onAnswer !== undefined) {
      scan(data, performance.now(), this.onAnswer);
      return;
    }
    this.decoder.start(data);
    for (let message = this.decoder.next(); message !== undefined; message = this.decoder.next()) {
      this.onMessage?.(message);
      if (message.type === 'errorReport') {
        const error = new Error(JSON.stringify(message.body));
        if (this.waiting === undefined && !this.hasQuietErrors) throw error;
        this.end(error);
        return;
      }
      if (!this.waiting?.(message)) continue;
      this.waiting = undefined;
      this.resolveWaiting?.(message);
    }
  }
}

/** Walks the envelopes of a frame without decoding their bodies. */
function scan(data: Buffer, at: number, onAnswer: AnswerHandler): void {
  let offset = 0;
  while (offset < data.length) {
    let length = 0;
    let shift = 0;
    let byte = 0;
    do {
      byte = data[offset] as number;
      offset += 1;
      length += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte >= 0x80);
    scanEnvelope(data, offset, offset + length, at, onAnswer);
    offset += length;
  }
}

function scanEnvelope(
  data: Buffer,
  from: number,
  end: number,
  at: number,
  onAnswer: AnswerHandler,
): void {
  let offset = from;
  let requestId = 0;
  while (offset < end) {
    const tag = data[offset] as number;
    offset += 1;
    if (tag === 0x08) {
      let shift = 0;
      let byte = 0;
      do {
        byte = data[offset] as number;
        offset += 1;
        requestId += (byte & 0x7f) * 2 ** shift;
        shift += 7;
      } while (byte >= 0x80);
    } else if (tag === 0x19) offset += 8;
    else if (tag === 0x10) {
      while ((data[offset] as number) >= 0x80) offset += 1;
      offset += 1;
    } else {
      if (requestId !== 0) onAnswer(requestId, tag >>> 3, at);
      return;
    }
  }
}
