/**
 * The exchange, composed: journal and core on this thread, the desk on a second one, the broker and the gateway as
 * listeners of the sequencer.
 *
 * Starts in the order recover → new epoch (cancels all quotes) → desk → broker → gateway, stops in the reverse order,
 * and never accepts an order it could not make durable. A failed commit or a follower that disagrees ends it: `broken`
 * resolves with the reason and the process must exit.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { BrokerDesk, VENUE_PARAMETERS } from '../broker/index.js';
import { type Desk, startDesk } from '../desk/index.js';
import { CORE_VERSION, Core, FIRST_OPERATOR_ACCOUNT } from '../engine/core/index.js';
import {
  DurableWatermark,
  EventChain,
  LmdbCommandLog,
  type Recovered,
  recover,
  Sequencer,
  SnapshotStore,
} from '../engine/log/index.js';
import { createTransport, Gateway, type WalletSignIn } from '../gateway/index.js';
import { CommandCodec, ticketBytes } from '../schema/index.js';
import { COMMAND_KIND, type ColdBodies, type ColdKind, Command } from '../values/index.js';
import { ChainSubmitter } from './chain-submitter.js';
import type { Config } from './config.js';
import { type DataDirectory, dataDirectory } from './data-directory.js';
import { engineMetrics } from './engine-metrics.js';
import { ensureKeyFile, rawPublicKey } from './keys.js';
import { settlementOptions } from './settlement-options.js';

const MIB = 1_048_576;
/** How often due timers are looked at when no command comes. */
const TICK_MS = 10;
/** Longest time without a frame, so that the length of an outage is known to about this. */
const IDLE_FRAME_MS = 5_000;
const METRICS_MS = 1_000;
/** A chain that is not found by then is not there. */
const BINDING_MS = 60_000;
const BINDING_LOOK_MS = 10;

export interface Exchange {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  /** Resolves with the reason when the exchange cannot go on. */
  readonly broken: Promise<string>;
  /** Takes no more orders, makes everything durable, closes. */
  stop(): Promise<void>;
}

interface Engine {
  readonly sequencer: Sequencer;
  readonly log: LmdbCommandLog;
  readonly recovered: Recovered | undefined;
}

/** Starts the exchange on a data directory, which is made when it is not there. */
export async function startExchange(config: Config, logger: Logger): Promise<Exchange> {
  const directory = dataDirectory(config.data);
  mkdirSync(directory.root, { recursive: true });
  const deskKey = ensureKeyFile(join(directory.keys, 'desk.pem'));
  let breakDown: (reason: string) => void = () => undefined;
  const broken = new Promise<string>((resolve) => {
    breakDown = resolve;
  });
  const watermark = new DurableWatermark();
  const { sequencer, log, recovered } = await openEngine(
    config,
    directory,
    watermark,
    logger,
    (error) => {
      logger.fatal(
        { err: error },
        'a commit failed: order entry has stopped, the process must end',
      );
      breakDown('a commit to the journal failed');
    },
  );
  if (recovered === undefined) initialize(sequencer, config, directory, logger);
  startEpoch(sequencer);
  await sequencer.drain();

  const settlement = settlementOptions(config, directory);
  const submitter = new ChainSubmitter(sequencer);
  const desk = await startDesk(
    {
      journalDirectory: directory.journal,
      snapshotDirectory: directory.snapshots,
      watermark: watermark.buffer,
      httpHost: config.httpHost,
      httpPort: config.httpPort,
      snapshotEveryCommands: config.snapshotEveryCommands,
      snapshotEveryMs: config.snapshotEveryMs,
      deskKey: deskKey.export({ type: 'pkcs8', format: 'der' }),
      parameters: VENUE_PARAMETERS,
      ...(settlement === undefined ? {} : { settlement }),
    },
    {
      submit: (commands) => submitter.submit(commands),
      log: (level, fields, message) => logger[level](fields, message),
      snapshot: (sequence, durationMs) =>
        logger.info({ sequence, durationMs }, 'snapshot verified'),
      broken: (kind, message) => {
        logger.fatal({ kind, message }, 'the desk cannot go on');
        breakDown(`the desk ${kind}: ${message}`);
      },
    },
  );
  try {
    if (settlement !== undefined) await untilBound(sequencer, settlement.url);
  } catch (error) {
    await sequencer.stop();
    await log.close();
    await desk.ended();
    throw error;
  }
  const nowMs = (): number => performance.timeOrigin + performance.now();
  const gateway = new Gateway({
    sequencer,
    host: config.gatewayHost,
    port: config.gatewayPort,
    path: '/',
    transport: (options, handlers) =>
      createTransport({ choice: config.transport, options, handlers, log: logger }),
    log: logger,
    signer: {
      publicKey: rawPublicKey(deskKey),
      sign: (ticket) => desk.sign(ticketBytes(ticket)),
    },
    walletSignIn: settlement === undefined ? undefined : await walletSignIn(config, desk),
    nowMs,
    randomBytes,
    previewQuotes: (change) => broker?.preview(change),
  });
  // After the gateway: it quotes when the replies of a turn have gone out.
  const broker = config.quoting ? new BrokerDesk({ sequencer, logger }) : undefined;
  await gateway.start();
  const stopTimers = startTimers(sequencer, broker, gateway, desk, logger);
  const gatewayUrl = `ws://${config.gatewayHost}:${gateway.port}/`;
  const statusUrl = `http://${config.httpHost}:${desk.httpPort}`;
  logger.info(
    { gatewayUrl, statusUrl, sequence: sequencer.durableSequence },
    'the exchange is open',
  );
  return {
    gatewayUrl,
    statusUrl,
    broken,
    stop: async () => {
      stopTimers();
      await gateway.stop();
      await sequencer.stop();
      await log.close();
      await desk.ended();
      logger.info({ sequence: sequencer.durableSequence }, 'the exchange is closed');
    },
  };
}

/** A new venue is bound to its chain before it is open: afterwards there could be PAT in it that no chain knows of. */
async function untilBound(sequencer: Sequencer, url: string): Promise<void> {
  const { ledger, registry } = sequencer.core.state;
  if (registry.chain === null && ledger.total > 0) {
    throw new Error('the venue holds PAT that no chain knows of: start it without a chain');
  }
  const endMs = performance.now() + BINDING_MS;
  while (sequencer.core.state.registry.chain === null) {
    if (performance.now() > endMs) {
      throw new Error(
        `the chain (${url}) cannot be settled on: the log says why, and --chain none goes without`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, BINDING_LOOK_MS));
  }
}

/** How wallets are linked: signatures are checked by the desk. */
async function walletSignIn(config: Config, desk: Desk): Promise<WalletSignIn> {
  const { checksumAddress } = await import('../settlement/index.js');
  const { walletUri, gatewayHost, gatewayPort } = config;
  const uri = walletUri || `ws://${gatewayHost}:${gatewayPort}/`;
  return {
    domain: new URL(uri).host,
    uri,
    checksum: checksumAddress,
    recover: (message, signature) => desk.recover(message, signature),
  };
}

async function openEngine(
  config: Config,
  directory: DataDirectory,
  watermark: DurableWatermark,
  logger: Logger,
  failed: (error: unknown) => void,
): Promise<Engine> {
  const codec = new CommandCodec();
  const warn = (warning: string): void => logger.warn(warning);
  const log = LmdbCommandLog.open({
    directory: directory.journal,
    watermark,
    segmentBytes: config.segmentMib * MIB,
    warn,
  });
  const snapshots = SnapshotStore.open({ directory: directory.snapshots, warn });
  const begunMs = performance.now();
  const recovered = recover({
    log,
    snapshots,
    codec,
    parameters: VENUE_PARAMETERS,
    progress: (sequence, last) => logger.info({ sequence, last }, 'replaying the journal'),
  });
  await snapshots.close();
  for (const { sequence, reason } of recovered?.rejected ?? []) {
    logger.warn({ sequence, reason }, 'a snapshot was passed over');
  }
  if (recovered !== undefined) {
    const { sequence, snapshotSequence, replayedCommands } = recovered;
    const durationMs = Math.round(performance.now() - begunMs);
    logger.info({ sequence, snapshotSequence, replayedCommands, durationMs }, 'recovered');
  }
  const core = recovered?.core ?? new Core({ limits: config.limits, parameters: VENUE_PARAMETERS });
  const sequencer = new Sequencer({
    core,
    log,
    blockingLog: log,
    codec,
    chain: recovered?.chain ?? new EventChain(),
    stateCursor: recovered?.stateCursor ?? 0,
    epoch: core.state.registry.epoch + 1,
    nowMs: Date.now,
    failed,
  });
  return { sequencer, log, recovered };
}

/** First command of a new venue. */
function initialize(
  sequencer: Sequencer,
  config: Config,
  directory: DataDirectory,
  logger: Logger,
): void {
  const broker = ensureKeyFile(join(directory.keys, 'broker.pem'));
  const operator = ensureKeyFile(join(directory.keys, 'operator.pem'));
  submit(sequencer, 'initializeVenue', {
    venue: config.venue,
    brokerPublicKey: rawPublicKey(broker),
    operatorPublicKey: rawPublicKey(operator),
    limits: config.limits,
    coreVersion: CORE_VERSION,
  });
  logger.info(
    { keys: directory.keys, operatorAccount: FIRST_OPERATOR_ACCOUNT },
    'a new venue: the keys of its broker and first operator are in the data directory',
  );
}

function startEpoch(sequencer: Sequencer): void {
  const { registry, timeMs } = sequencer.core.state;
  submit(sequencer, 'startEpoch', { epoch: registry.epoch + 1, lastTimeMs: timeMs });
}

function submit<K extends ColdKind>(sequencer: Sequencer, name: K, body: ColdBodies[K]): void {
  const command = new Command();
  const constant = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  command.kind = COMMAND_KIND[constant as keyof typeof COMMAND_KIND];
  command.body = body;
  sequencer.submit(command, 0);
}

/** What happens by the clock: due timers, the broker's scheduled repricing, idle frames, metrics. */
function startTimers(
  sequencer: Sequencer,
  broker: BrokerDesk | undefined,
  gateway: Gateway,
  desk: Desk,
  logger: Logger,
): () => void {
  const { core } = sequencer;
  const tick = setInterval(() => {
    const nowMs = Date.now();
    const isIdle = nowMs - core.state.timeMs >= IDLE_FRAME_MS;
    if (core.lifecycle.isDue(nowMs) || isIdle) submit(sequencer, 'advanceTime', {});
    broker?.tick(nowMs);
  }, TICK_MS);
  const metrics = setInterval(() => {
    desk.publish(engineMetrics(sequencer, gateway.metrics, broker));
    if (!sequencer.isAccepting) logger.warn('the sequencer takes no commands');
  }, METRICS_MS);
  return () => {
    clearInterval(tick);
    clearInterval(metrics);
  };
}
