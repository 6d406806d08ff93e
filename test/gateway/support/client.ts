/** A bare client on the schema's codecs: sends what a test wants sent, keeps what comes, and waits for messages. */
import { sign } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import {
  ClientEncoder,
  type Logon,
  logonBytes,
  type ServerBodies,
  ServerFrameDecoder,
  type ServerMessage,
  type ServerMessageType,
  type SessionMessage,
} from '../../../src/schema/index.js';
import {
  type ColdBodies,
  type ColdKind,
  Command,
  COMMAND_KIND as K,
  ORDER_TYPE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import type { Party } from './exchange.js';

/** A message of one type. */
export type Message<T extends ServerMessageType> = Extract<ServerMessage, { readonly type: T }>;

/** Terms of an order; the rest has defaults. */
export interface OrderTerms {
  readonly clientOrderId: number;
  readonly side: number;
  readonly priceTicks: number;
  readonly lots: number;
  readonly seriesId?: number;
  readonly orderType?: number;
  readonly timeInForce?: number;
  readonly selfTradePrevention?: number;
  readonly postOnly?: boolean;
}

const IDLE_WAIT_MS = 500;
const IDLE_WAITS_MAX = 60;

export class TestClient {
  readonly socket: WebSocket;
  /** Every message that came, in order, and how many frames they came in. */
  readonly messages: ServerMessage[] = [];
  frameCount = 0;
  /** Text frames as they came. */
  readonly texts: string[] = [];
  /** The close frame, once it came. */
  closed: { readonly code: number; readonly reason: string } | undefined;
  private readonly encoder = new ClientEncoder();
  private readonly decoder = new ServerFrameDecoder();
  private readonly waiting = new Set<() => void>();
  private lastRequestId = 0;
  private isHeld = false;
  /** Messages before this one were asked for already. */
  private seen = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      this.frameCount += 1;
      if (isBinary) this.read(data);
      else this.texts.push(data.toString());
      this.notify();
    });
    socket.on('close', (code: number, reason: Buffer) => {
      this.closed = { code, reason: reason.toString() };
      this.notify();
    });
    socket.on('error', () => undefined);
  }

  static async connect(url: string, subprotocol: string): Promise<TestClient> {
    const client = new TestClient(new WebSocket(url, subprotocol));
    await once(client.socket, 'open');
    return client;
  }

  /** Signs the challenge and waits until the session is logged on. */
  async logOn(party: Party, terms: Partial<Logon> = {}): Promise<Message<'logonAccepted'>> {
    const challenge = await this.next('challenge');
    const body = this.logonOf(challenge, party, terms);
    const requestId = this.session({ type: 'logon', body });
    return this.next('logonAccepted', (message) => message.requestId === requestId);
  }

  /** The answer to a challenge. */
  logonOf(challenge: Message<'challenge'>, party: Party, terms: Partial<Logon> = {}): Logon {
    const { nonce, sessionId } = challenge.body;
    const { accountId, keyId, key } = party;
    const bytes = logonBytes({ nonce, sessionId, accountId, keyId });
    return {
      accountId,
      keyId,
      signature: sign(null, bytes, key),
      cancelOnDisconnect: false,
      heartbeatIntervalMs: 0,
      pushBalances: false,
      ...terms,
    };
  }

  /** Sends a message that is not a command; returns its request id. */
  session(message: SessionMessage): number {
    const requestId = this.nextRequestId();
    this.encoder.session(requestId, message);
    this.flush();
    return requestId;
  }

  /** Sends a command with a body; returns its request id. */
  request<N extends ColdKind>(name: N, body: ColdBodies[N]): number {
    const requestId = this.nextRequestId();
    this.encoder.request(requestId, name, body);
    this.flush();
    return requestId;
  }

  /** Sends orders in one frame; returns their request ids. */
  place(...orders: readonly OrderTerms[]): number[] {
    const ids = orders.map((order) => {
      const requestId = this.nextRequestId();
      this.encoder.command(requestId, orderCommand(order));
      return requestId;
    });
    this.flush();
    return ids;
  }

  /** Sends one order and returns its first report. */
  async order(order: OrderTerms): Promise<ServerBodies['executionReport']> {
    const [requestId] = this.place(order);
    return (await this.next('executionReport', (m) => m.requestId === requestId)).body;
  }

  cancel(orderId: number): number {
    const command = new Command();
    command.kind = K.CANCEL_ORDER;
    command.orderId = orderId;
    return this.command(command);
  }

  amend(terms: {
    readonly orderId: number;
    readonly priceTicks: number;
    readonly openLots: number;
    readonly clientRequestId?: number;
  }): number {
    const command = new Command();
    command.kind = K.AMEND_ORDER;
    command.orderId = terms.orderId;
    command.priceTicks = terms.priceTicks;
    command.lots = terms.openLots;
    command.clientId = terms.clientRequestId ?? 0;
    return this.command(command);
  }

  command(command: Command): number {
    const requestId = this.nextRequestId();
    this.encoder.command(requestId, command);
    this.flush();
    return requestId;
  }

  /** What is sent within is one frame. */
  inOneFrame(send: () => void): void {
    this.isHeld = true;
    send();
    this.isHeld = false;
    this.flush();
  }

  /** Sends bytes as they are. */
  raw(data: Uint8Array | string): void {
    this.socket.send(data);
  }

  /** The next message of a type that was not asked for before; others before it are passed over. */
  async next<T extends ServerMessageType>(
    type: T,
    accepts: (message: Message<T>) => boolean = () => true,
  ): Promise<Message<T>> {
    let found: Message<T> | undefined;
    await this.until(() => {
      for (let i = this.seen; i < this.messages.length; i += 1) {
        const message = this.messages[i] as ServerMessage;
        if (message.type !== type || !accepts(message as Message<T>)) continue;
        this.seen = i + 1;
        found = message as Message<T>;
        return true;
      }
      return false;
    }, `a ${type}`);
    return found as Message<T>;
  }

  /** The answer to a request: a result, or a refusal before it became a command. */
  async answer(requestId: number): Promise<ServerMessage> {
    let found: ServerMessage | undefined;
    await this.until(() => {
      found = this.messages.find((message) => message.requestId === requestId);
      return found !== undefined;
    }, `an answer to ${requestId}`);
    return found as ServerMessage;
  }

  /** Sends a command with a body and returns its result. */
  async result<N extends ColdKind>(
    name: N,
    body: ColdBodies[N],
  ): Promise<ServerBodies['commandResult']> {
    const answer = await this.answer(this.request(name, body));
    if (answer.type !== 'commandResult') throw new Error(`answered with ${answer.type}`);
    return answer.body;
  }

  /** Waits for the close frame. */
  async ended(): Promise<{ readonly code: number; readonly reason: string }> {
    await this.until(() => this.closed !== undefined, 'the end');
    return this.closed as { code: number; reason: string };
  }

  /** All messages of a type that came so far. */
  all<T extends ServerMessageType>(type: T): Message<T>[] {
    return this.messages.filter((message) => message.type === type) as Message<T>[];
  }

  /** Waits until everything sent before has been answered. */
  async settle(): Promise<void> {
    const body = { timeMs: 0, accountSequence: 0, lagNs: 0, journalSequence: 0 };
    const first = this.session({ type: 'listParameters', body: {} });
    await this.answer(first);
    await this.answer(this.session({ type: 'heartbeat', body }));
  }

  terminate(): void {
    this.socket.terminate();
  }

  /**
   * Waits until something is true. In vain is so many waits in which nothing came, not a time: a process that is given little
   * of the machine has not read yet what came meanwhile.
   */
  async until(isTrue: () => boolean, what: string): Promise<void> {
    for (let idle = 0; !isTrue(); ) {
      if (this.closed !== undefined && !what.startsWith('the end')) {
        throw new Error(`closed with ${JSON.stringify(this.closed)} while waiting for ${what}`);
      }
      if (idle >= IDLE_WAITS_MAX) throw new Error(`waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          idle += 1;
          resolve();
        }, IDLE_WAIT_MS);
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  private nextRequestId(): number {
    this.lastRequestId += 1;
    return this.lastRequestId;
  }

  private flush(): void {
    if (this.isHeld || this.encoder.length === 0) return;
    this.socket.send(this.encoder.bytes);
    this.encoder.reset();
  }

  private read(data: Buffer): void {
    this.decoder.start(data);
    for (let next = this.decoder.next(); next !== undefined; next = this.decoder.next()) {
      this.messages.push(next);
    }
  }

  private notify(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

export function orderCommand(order: OrderTerms): Command {
  const command = new Command();
  command.kind = K.PLACE_ORDER;
  command.clientId = order.clientOrderId;
  command.seriesId = order.seriesId ?? 1;
  command.side = order.side;
  command.orderType = order.orderType ?? ORDER_TYPE.LIMIT;
  command.timeInForce = order.timeInForce ?? TIME_IN_FORCE.GTC;
  command.priceTicks = order.priceTicks;
  command.lots = order.lots;
  command.selfTradePrevention = order.selfTradePrevention ?? 0;
  command.postOnly = order.postOnly ?? false;
  return command;
}
