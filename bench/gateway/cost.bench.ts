/**
 * What the gateway costs the engine's thread per order: bytes in → decoded, sequenced, applied, reported → bytes out,
 * with sockets and disk taken out. Beside it the same orders given to the sequencer directly, so that the difference
 * is the gateway's own. CPU time of the thread, so that a busy machine disturbs little.
 *
 * node dist/bench/gateway/cost.bench.js [ORDERS_PER_FRAME] [ROUNDS]
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Core, FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { EventChain, MemoryCommandLog, Sequencer } from '../../src/engine/log/index.js';
import { Gateway } from '../../src/gateway/index.js';
import type {
  Connection,
  Transport,
  TransportHandlers,
} from '../../src/gateway/transport/index.js';
import {
  ClientEncoder,
  CommandCodec,
  logonBytes,
  ServerFrameDecoder,
} from '../../src/schema/index.js';
import { COMMAND_KIND, Command, ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { BENCH_LIMITS, benchCommands, buyer, START_MS } from '../core/venue.js';

const perFrame = Number(process.argv[2] ?? 256);
const rounds = Number(process.argv[3] ?? 5);
const ORDERS = 200_000;
const ACCOUNT = buyer(0);
const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** A connection that takes everything at once and only counts. */
class CountingConnection implements Connection {
  readonly id = 1;
  readonly subprotocol = 'patx.v1.proto';
  readonly remoteAddress = 'here';
  readonly isOpen = true;
  readonly bufferedBytes = 0;
  frames = 0;
  bytes = 0;
  /** Sees every frame, before the load starts. */
  peek: ((bytes: Uint8Array) => void) | undefined;

  send(bytes: Uint8Array): 'sent' {
    this.frames += 1;
    this.bytes += bytes.length;
    this.peek?.(bytes);
    return 'sent';
  }

  cork(sends: () => void): void {
    sends();
  }

  close(): void {}
  terminate(): void {}
}

function order(clientId: number): Command {
  const c = new Command();
  c.kind = COMMAND_KIND.PLACE_ORDER;
  c.accountId = ACCOUNT;
  c.clientId = clientId;
  c.seriesId = 1;
  c.side = SIDE.BUY;
  c.orderType = ORDER_TYPE.LIMIT;
  c.timeInForce = TIME_IN_FORCE.GTC;
  c.priceTicks = 600 + ((clientId * 7) % 400);
  c.lots = 1;
  return c;
}

/** The venue, its sequencer, and a key for the account. */
function open(): Sequencer {
  const core = new Core({ limits: BENCH_LIMITS });
  const sequencer = new Sequencer({
    core,
    log: new MemoryCommandLog(),
    codec: new CommandCodec(),
    chain: new EventChain(),
    stateCursor: 0,
    epoch: 1,
    nowMs: () => START_MS,
    failed: (error) => {
      throw error;
    },
  });
  for (const command of benchCommands(1, BENCH_LIMITS)) sequencer.submit(command, 0);
  return sequencer;
}

function addKey(sequencer: Sequencer): void {
  const { x } = publicKey.export({ format: 'jwk' });
  const c = new Command();
  c.kind = COMMAND_KIND.ADD_KEY;
  c.accountId = FIRST_OPERATOR_ACCOUNT;
  c.body = {
    targetAccountId: ACCOUNT,
    publicKey: Buffer.from(x as string, 'base64url'),
    scopes: [1, 2],
  };
  sequencer.submit(c, 0);
}

async function direct(): Promise<number> {
  const sequencer = open();
  await sequencer.drain();
  const orders = Array.from({ length: ORDERS }, (_, i) => order(1_000_000 + i));
  const before = process.cpuUsage();
  for (let at = 0; at < ORDERS; at += perFrame) {
    for (const command of orders.slice(at, at + perFrame)) sequencer.submit(command, 0);
    await sequencer.drain();
  }
  return microsPerOrder(before);
}

async function throughGateway(): Promise<{ micros: number; bytes: number; frames: number }> {
  const sequencer = open();
  addKey(sequencer);
  const connection = new CountingConnection();
  let handlers: TransportHandlers | undefined;
  const transport: Transport = {
    kind: 'uws',
    connectionCount: 1,
    listen: async () => ({ port: 0 }),
    renewTls: () => undefined,
    stop: async () => undefined,
  };
  const log = { info: () => undefined, warn: () => undefined, error: console.error };
  const gateway = new Gateway({
    sequencer,
    host: '',
    port: 0,
    path: '/',
    transport: (_options, given) => {
      handlers = given;
      return transport;
    },
    log,
    nowMs: () => performance.timeOrigin + performance.now(),
    randomBytes,
    limits: { inFlightMax: 1_000_000 },
  });
  await gateway.start();
  const { onOpen, onMessage } = handlers as TransportHandlers;
  await logOn(connection, onOpen, onMessage);
  const frames = encodeFrames();
  const before = process.cpuUsage();
  for (const frame of frames) {
    onMessage(connection, frame, 'binary');
    await sequencer.drain();
  }
  const micros = microsPerOrder(before);
  await gateway.stop();
  return { micros, bytes: connection.bytes, frames: connection.frames };
}

async function logOn(
  connection: CountingConnection,
  onOpen: TransportHandlers['onOpen'],
  onMessage: TransportHandlers['onMessage'],
): Promise<void> {
  const encoder = new ClientEncoder();
  const accepted = new Promise<void>((resolve) => {
    connection.peek = (bytes) => {
      const decoder = new ServerFrameDecoder();
      decoder.start(bytes);
      const message = decoder.next();
      if (message?.type === 'logonAccepted') resolve();
      if (message?.type !== 'challenge') return;
      const { nonce, sessionId } = message.body;
      const fields = { nonce, sessionId, accountId: ACCOUNT, keyId: 1 };
      const body = {
        accountId: ACCOUNT,
        keyId: 1,
        signature: sign(null, logonBytes(fields), privateKey),
        cancelOnDisconnect: false,
        heartbeatIntervalMs: 60_000,
        pushBalances: false,
      };
      encoder.session(1, { type: 'logon', body });
      setImmediate(() => onMessage(connection, encoder.bytes, 'binary'));
    };
  });
  onOpen(connection);
  await accepted;
  connection.peek = undefined;
}

function encodeFrames(): Uint8Array[] {
  const encoder = new ClientEncoder();
  const frames: Uint8Array[] = [];
  for (let at = 0; at < ORDERS; at += perFrame) {
    for (let i = at; i < Math.min(at + perFrame, ORDERS); i += 1) {
      encoder.command(i + 1, order(1_000_000 + i));
    }
    frames.push(encoder.bytes.slice());
    encoder.reset();
  }
  return frames;
}

function microsPerOrder(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ORDERS;
}

for (let round = 0; round < rounds; round += 1) {
  const core = await direct();
  const { micros, bytes, frames } = await throughGateway();
  console.log(
    JSON.stringify({
      perFrame,
      sequencerMicros: Number(core.toFixed(3)),
      withGatewayMicros: Number(micros.toFixed(3)),
      bytesOutPerOrder: Math.round(bytes / ORDERS),
      framesOut: frames,
    }),
  );
}
