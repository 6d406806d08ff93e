/**
 * The hostile side of the bench, a process of its own at the lowest priority: sends one attack's frames as fast as the other
 * side takes them, or at a rate, and connects again whenever it is cut off. Started with `fork` and one argument, its options
 * as JSON; begins with the message `start`, and answers `stop` with what it sent.
 *
 * Never fails because of what the other side does: that is what it is there for.
 */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import WebSocket from 'ws';
import { ClientEncoder, logonBytes, ServerFrameDecoder } from '../../src/schema/index.js';
import { type Attack, type AttackName, attackOf } from './attacks.js';

export interface AttackerOptions {
  readonly attack: AttackName;
  readonly url: string;
  readonly accountId: number;
  readonly deliveryId: number;
  /** PKCS #8, PEM. */
  readonly key: string;
  /** Whether the other side is a sink, which asks for no logon. */
  readonly isSink: boolean;
  /** Frames or connections a second; 0 is as fast as they go. */
  readonly perSecond: number;
}

export interface Sent {
  readonly frames: number;
  readonly bytes: number;
  readonly connections: number;
}

/** More than this is not handed to a socket that does not take it. */
const BUFFERED_BYTES_MAX = 4 * 1_048_576;
/** Silent sockets kept at a time, and connections that are being opened. */
const SOCKETS_MAX = 400;
const OPENING_MAX = 50;
const PAUSE_MS = 1;
/** A socket that takes everything at once is left after so long, so that the word to stop is heard. */
const PUMP_MS = 10;
/** At least so long between two connections: one after the other is refused as fast as it is asked. */
const AGAIN_MS = 5;

/** A place of its own: what it takes from others is not that it stands where they do. */
const ADDRESS = '127.0.0.2';

class Attacker {
  private readonly options: AttackerOptions;
  private readonly attack: Attack;
  private readonly key: KeyObject;
  private readonly sockets: WebSocket[] = [];
  private opening = 0;
  private begunMs = 0;
  private isRunning = false;
  frames = 0;
  bytes = 0;
  connections = 0;

  constructor(options: AttackerOptions) {
    this.options = options;
    this.attack = attackOf(options.attack, options.deliveryId);
    this.key = createPrivateKey(options.key);
  }

  start(): void {
    this.isRunning = true;
    this.begunMs = performance.now();
    if (this.attack.isOnce) this.openMany();
    else for (let i = 0; i < this.attack.sessions; i += 1) this.open();
  }

  stop(): Sent {
    this.isRunning = false;
    for (const socket of this.sockets) socket.terminate();
    const { frames, bytes, connections } = this;
    return { frames, bytes, connections };
  }

  /** Connections that send once or never, one after the other or as many at a time as may be. */
  private openMany(): void {
    if (!this.isRunning) return;
    while (this.opening < OPENING_MAX && this.mayGoOn(this.connections)) {
      this.opening += 1;
      const socket = this.open();
      const opened = (): void => {
        this.opening -= 1;
      };
      socket.once('open', opened);
      socket.once('error', () => {
        if (socket.readyState !== WebSocket.OPEN) opened();
      });
      if (this.sockets.length > SOCKETS_MAX) this.sockets.shift()?.terminate();
    }
    setTimeout(() => this.openMany(), PAUSE_MS);
  }

  private open(): WebSocket {
    const { url, isSink } = this.options;
    const { attack } = this;
    const socket = new WebSocket(url, attack.subprotocol, {
      perMessageDeflate: false,
      localAddress: ADDRESS,
    } as WebSocket.ClientOptions);
    this.connections += 1;
    this.sockets.push(socket);
    let isLoggedOn = !attack.logsOn || isSink;
    socket.on('error', () => undefined);
    socket.on('open', () => {
      if (isLoggedOn) this.pump(socket);
    });
    socket.on('message', (data: Buffer) => {
      if (isLoggedOn) return;
      const isAccepted = this.logOn(socket, data);
      if (!isAccepted) return;
      isLoggedOn = true;
      this.pump(socket);
    });
    socket.on('close', () => {
      const at = this.sockets.indexOf(socket);
      if (at >= 0) this.sockets.splice(at, 1);
      if (!attack.isOnce) setTimeout(() => this.isRunning && this.open(), AGAIN_MS);
    });
    return socket;
  }

  /** Answers the challenge; whether the message is the acceptance. */
  private logOn(socket: WebSocket, data: Buffer): boolean {
    const decoder = new ServerFrameDecoder();
    decoder.start(data);
    for (let message = decoder.next(); message !== undefined; message = decoder.next()) {
      if (message.type === 'logonAccepted') return true;
      if (message.type !== 'challenge') continue;
      const { nonce, sessionId } = message.body;
      const { accountId } = this.options;
      const signature = sign(null, logonBytes({ nonce, sessionId, accountId, keyId: 1 }), this.key);
      const body = {
        ...{ accountId, keyId: 1, signature, cancelOnDisconnect: false },
        ...{ heartbeatIntervalMs: 5_000, pushBalances: false },
      };
      const encoder = new ClientEncoder();
      encoder.session(1, { type: 'logon', body });
      socket.send(encoder.bytes.slice());
    }
    return false;
  }

  private pump(socket: WebSocket): void {
    const { frames, isOnce } = this.attack;
    if (!this.isRunning || socket.readyState !== WebSocket.OPEN || frames.length === 0) return;
    const endMs = performance.now() + PUMP_MS;
    const isFree = (): boolean =>
      socket.bufferedAmount < BUFFERED_BYTES_MAX && performance.now() < endMs;
    while (isFree() && (isOnce || this.mayGoOn(this.frames))) {
      const frame = frames[this.frames % frames.length] as Uint8Array | string;
      socket.send(frame);
      this.frames += 1;
      this.bytes += frame.length;
      if (isOnce) return void setTimeout(() => socket.terminate(), 1_000);
    }
    setTimeout(() => this.pump(socket), PAUSE_MS);
  }

  private mayGoOn(done: number): boolean {
    const { perSecond } = this.options;
    return perSecond === 0 || done < ((performance.now() - this.begunMs) * perSecond) / 1_000;
  }
}

setPriority(constants.priority.PRIORITY_LOW);
const attacker = new Attacker(JSON.parse(process.argv[2] as string) as AttackerOptions);
process.on('message', (message) => {
  if (message === 'start') attacker.start();
  else process.send?.(attacker.stop(), () => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
