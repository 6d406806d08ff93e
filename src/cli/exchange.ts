/**
 * The exchange, composed: journal and core on this thread, the desk on a second one, the broker and the gateway as
 * listeners of the sequencer.
 *
 * Starts in the order journal → ports → recover → new venue or new epoch (cancels all quotes) → desk → broker → gateway, and
 * never accepts an order it could not make durable. Whatever fails on the way, or a stop that is asked for, closes what is
 * open in order and lets the journal go; nothing is left half open. A failed commit or a follower that disagrees ends an open
 * one: `broken` resolves with the reason and the process must exit.
 */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { BrokerDesk } from '../broker/index.js';
import { type Desk, startDesk } from '../desk/index.js';
import { DurableWatermark, type Sequencer } from '../engine/log/index.js';
import { makeDirectory } from '../files/index.js';
import {
  createTransport,
  DEFAULT_GATEWAY_LIMITS,
  Gateway,
  type GatewayLimits,
  type GatewayOptions,
  type PasskeyChecks,
  type SignInLink,
  type WalletSignIn,
} from '../gateway/index.js';
import { certificateEnd, type TlsFiles } from '../http/index.js';
import {
  type CommandAnswer,
  type SignedRequest,
  type SignInAnswer,
  ticketBytes,
} from '../schema/index.js';
import type { FurtherOperator } from '../values/index.js';
import { ChainSubmitter } from './chain-submitter.js';
import { CommandError } from './command-error.js';
import { addressesOf, type Config, limitsOfNewVenue } from './config.js';
import { type DataDirectory, dataDirectory, makePrivate } from './data-directory.js';
import { untilBound } from './exchange/chain-binding.js';
import { connectionLimits, descriptorsMax } from './exchange/descriptors.js';
import { DiskWatch, requireRoom } from './exchange/disk-watch.js';
import { newCore, openJournal, recoverEngine, sequencerOf } from './exchange/engine.js';
import { beginFirstStart, endFirstStart } from './exchange/first-start.js';
import { requireSameLimits } from './exchange/fixed-limits.js';
import { requireFreePort } from './exchange/free-port.js';
import { isLoopback } from './exchange/loopback.js';
import { createVenue } from './exchange/new-venue.js';
import { OpenParts, type StopProgress } from './exchange/open-parts.js';
import { refuseOperators, tellOperators } from './exchange/operators.js';
import { registerOwn } from './exchange/own-parts.js';
import { readerOptions } from './exchange/reader-options.js';
import { StartGuard } from './exchange/start-guard.js';
import { submit } from './exchange/submit.js';
import { takeOver } from './exchange/take-over.js';
import { startTimers } from './exchange/timers.js';
import { renewing, statusTokenOf, tlsOf } from './exchange/tls.js';
import { requireClock, VenueClock } from './exchange/venue-clock.js';
import { checkVenueKeys, deskKeyOf } from './exchange/venue-keys.js';
import { explained } from './explained.js';
import { rawPublicKey } from './keys.js';
import { engineFactsOf } from './reader/engine-facts.js';
import { type ReaderThread, startReaderThread } from './reader/reader-thread.js';
import { requireKeysApart, requireSettleable, settlementOptions } from './settlement-options.js';

const MIB = 1_048_576;
const NOT_OPEN: SignInAnswer = {
  ...{ kind: 'refused', name: 'NOT_READY', field: '' },
  ...{ detail: 'the venue is not open yet', waitMs: 1_000 },
};

export interface Exchange {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  /** undefined: there is no API. */
  readonly apiUrl: string | undefined;
  /** Takes one-time sign-in links of a sandbox, where everything listens on this machine alone. */
  offerLinks(links: readonly SignInLink[]): void;
  /** Resolves with the reason when the exchange cannot go on. */
  readonly broken: Promise<string>;
  /** Resolves with the reason when the exchange is to be stopped in order while it still can. */
  readonly mustStop: Promise<Error>;
  /** For one that is broken, before the process exits: takes and tells nothing more. Resolves when nothing reads the journal. */
  abandon(): Promise<void>;
  /** Takes no more orders, makes everything durable, closes. Rejects with `stop-overdue` when a part does not end in time. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Calls the start off when it aborts: it then fails with the signal's reason, with everything closed. */
  readonly signal?: AbortSignal;
  /** Keys without a journal are those of a venue to be made. */
  readonly newVenue?: boolean;
  /** A venue of an older core is taken over. */
  readonly upgrade?: boolean;
  /** The clock is right, however far it is from the journal's last time. */
  readonly acceptClock?: boolean;
  /** Operators beside the first that a new venue is made with. */
  readonly furtherOperators?: readonly FurtherOperator[];
  /** Told what a stop waits for. */
  readonly progress?: StopProgress;
}

/** Starts the exchange on a data directory, which is made when it is not there. */
export async function startExchange(
  config: Config,
  logger: Logger,
  options: StartOptions = {},
): Promise<Exchange> {
  const parts = new OpenParts(logger, options.progress ?? { waitingFor: '' });
  const guard = new StartGuard(options.signal);
  try {
    return await new Start(config, logger, { ...options, parts, guard }).run();
  } catch (error) {
    const reason = guard.signal.aborted ? (guard.signal.reason as Error) : error;
    // What does not end as well is in the log; the reason is what the operator has to know.
    await parts.close();
    throw explained(reason, { path: config.data });
  }
}

async function closeAll(parts: OpenParts): Promise<void> {
  const overdue = await parts.close();
  if (overdue.length === 0) return;
  throw new CommandError(
    'stop-overdue',
    `${overdue.join(', ')} did not end in time; the process ends all the same. Everything acknowledged is on disk; the log says what hung`,
  );
}

class Start {
  private readonly config: Config;
  private readonly logger: Logger;
  private readonly directory: DataDirectory;
  private readonly parts: OpenParts;
  private readonly guard: StartGuard;
  private readonly isNewVenueWanted: boolean;
  private readonly isUpgradeWanted: boolean;
  private readonly isClockAccepted: boolean;
  private readonly furtherOperators: readonly FurtherOperator[];
  private readonly watermark = new DurableWatermark();
  private readonly broken: Promise<string>;
  private breakDown: (reason: string) => void = () => undefined;
  private readonly stopAsked: Promise<Error>;
  private mustStop: (reason: Error) => void = () => undefined;
  private submitter: ChainSubmitter | undefined;
  private gateway: Gateway | undefined;
  private sequencer: Sequencer | undefined;
  private tls: TlsFiles | undefined;
  /** Why the settler does not go on by itself, once that is known. */
  private unsettled: string | undefined;
  private connections: Partial<GatewayLimits> = {};
  /** What it waits for. */
  private trouble: string | undefined;

  constructor(
    config: Config,
    logger: Logger,
    options: StartOptions & { readonly parts: OpenParts; readonly guard: StartGuard },
  ) {
    this.config = config;
    this.logger = logger;
    this.directory = dataDirectory(config.data);
    this.parts = options.parts;
    this.guard = options.guard;
    this.isNewVenueWanted = options.newVenue ?? false;
    this.isUpgradeWanted = options.upgrade ?? false;
    this.furtherOperators = options.furtherOperators ?? [];
    this.isClockAccepted = options.acceptClock ?? false;
    this.broken = new Promise((resolve) => {
      this.breakDown = resolve;
    });
    this.stopAsked = new Promise((resolve) => {
      this.mustStop = resolve;
    });
  }

  async run(): Promise<Exchange> {
    const { config, directory, guard, logger, parts } = this;
    guard.check();
    this.tls = tlsOf(config);
    this.connections = this.gatewayLimits();
    makeDirectory(directory.journal);
    makePrivate(directory);
    requireRoom(directory.root, config.diskReserveMib * MIB);
    await guard.until(takeOver(directory, this.isUpgradeWanted, logger));
    const log = openJournal(config, directory, this.watermark, logger);
    parts.add('journal', () => log.close());
    // Before there is a venue: one that cannot be reached is not made.
    await guard.until(requireFreePort(config.gatewayHost, config.gatewayPort));
    const desk = this.openDesk();
    parts.add('desk', () => desk.ended());
    const statusPort = await guard.until(desk.listening);

    const reader = await this.openReader();

    const recovered = await recoverEngine(log, directory, logger, guard.signal);
    const core = recovered?.core ?? newCore(limitsOfNewVenue(config));
    if (!this.isClockAccepted) requireClock(core.state.timeMs);
    const clock = this.clockFrom(core.state.timeMs);
    const sequencer = sequencerOf({
      log,
      core,
      recovered,
      nowMs: clock.nowMs,
      failed: (error) => this.commitFailed(error),
    });
    parts.add('sequencer', () => sequencer.stop());
    this.sequencer = sequencer;
    guard.check();
    requireSettleable(config, sequencer.core.state);
    await requireKeysApart(config, directory, logger);
    if (config.chain === 'none' && sequencer.core.state.registry.chain !== null) {
      logger.warn('the venue is bound to a chain and was started without one: nothing is settled');
    }
    const isNewVenue = recovered === undefined;
    if (isNewVenue) await beginFirstStart(directory, this.isNewVenueWanted);
    else {
      refuseOperators(this.furtherOperators);
      requireSameLimits(config.limits, sequencer.core.state.limits);
      checkVenueKeys(sequencer.core, directory.keys, logger);
    }
    guard.check();
    const deskKey = deskKeyOf(directory.keys, isNewVenue, logger);
    const settlement = settlementOptions(config, directory);
    if (isNewVenue) {
      createVenue(sequencer, config.venue, directory.keys, this.furtherOperators, logger);
    }
    tellOperators(sequencer.core, logger);
    const { registry, timeMs } = sequencer.core.state;
    submit(sequencer, 'startEpoch', { epoch: registry.epoch + 1, lastTimeMs: timeMs });
    await guard.until(sequencer.drain());
    endFirstStart(directory);

    this.submitter = new ChainSubmitter(sequencer);
    const key = deskKey.export({ type: 'pkcs8', format: 'der' });
    await guard.until(desk.follow({ deskKey: key, ...(settlement && { settlement }) }));
    if (settlement !== undefined) {
      const { unsettled, trouble } = {
        unsettled: () => this.unsettled,
        trouble: () => this.trouble,
      };
      await untilBound(sequencer.core, config, { unsettled, trouble }, guard.signal);
    }
    const walletSignIn = settlement && (await guard.until(walletSignInOf(config, desk)));
    const signer = {
      publicKey: rawPublicKey(deskKey),
      sign: (ticket: Parameters<typeof ticketBytes>[0]) => desk.sign(ticketBytes(ticket)),
    };
    const passkeys = passkeysOf(publicUrlOf(config, reader?.port), desk);
    const { gateway, broker, disk } = this.gatewayOf(sequencer, {
      ...{ signer, walletSignIn, passkeys },
    });
    parts.add('gateway', () => gateway.stop());
    await guard.until(this.listen(gateway));
    this.gateway = gateway;
    parts.add('certificate', renewing(this.tls, gateway, logger));
    const timed = { clock, disk, sequencer, broker, gateway, desk, logger };
    const readerNumbers = () => reader?.thread.numbers() ?? {};
    const bounds = {
      diskReserveBytes: config.diskReserveMib * MIB,
      sessionsMax: this.connections.sessionsMax ?? DEFAULT_GATEWAY_LIMITS.sessionsMax,
    };
    const certificateEndsMs = this.tls && certificateEnd(this.tls, Date.now);
    const sources = { ...timed, bounds, certificateEndsMs };
    const look = (nowMs: number) => reader?.thread.tell(engineFactsOf(sources, nowMs));
    parts.add('timers', startTimers({ ...timed, readerNumbers, look }));
    reader?.thread.follow(gateway.port);
    desk.tell('open');
    const secure = this.tls === undefined ? '' : 's';
    const gatewayUrl = `ws${secure}://${authority(config.gatewayHost, gateway.port)}/`;
    const statusUrl = `http${secure}://${authority(config.httpHost, statusPort)}`;
    const apiUrl = reader && `http${secure}://${authority(config.apiHost, reader.port)}`;
    logger.info(
      { gatewayUrl, statusUrl, apiUrl, sequence: sequencer.durableSequence },
      'the exchange is open',
    );
    return {
      gatewayUrl,
      statusUrl,
      apiUrl,
      offerLinks: (links) => {
        if (isLoopback(config.gatewayHost) && isLoopback(config.apiHost)) gateway.offerLinks(links);
      },
      broken: this.broken,
      mustStop: this.stopAsked,
      abandon: () => {
        sequencer.halt();
        return parts.endReaders();
      },
      stop: async () => {
        desk.tell('stopping');
        await closeAll(parts);
        logger.info({ sequence: sequencer.durableSequence }, 'the exchange is closed');
      },
    };
  }

  /** The reader's thread listens before the venue is made: one whose address is taken is not begun. */
  private async openReader(): Promise<{ thread: ReaderThread; port: number } | undefined> {
    const { config, directory, guard, logger, parts, tls } = this;
    const watermark = this.watermark.buffer;
    const options = readerOptions(config, directory, logger, { watermark, tls });
    if (options === undefined) return undefined;
    const thread = startReaderThread(options, {
      logger,
      command: (request) => this.relay(request),
      signIn: (request) => this.gateway?.signIn(request) ?? Promise.resolve(NOT_OPEN),
      register: async (part, key) =>
        this.sequencer && (await registerOwn(this.sequencer, part, key)),
    });
    parts.add('reader', () => thread.ended());
    try {
      return { thread, port: await guard.until(thread.listening) };
    } catch (error) {
      throw explained(error, { setting: '--api-host, --api-port' });
    }
  }

  /** A command that came by HTTP, for the gateway once it is open. */
  private relay(request: SignedRequest): Promise<CommandAnswer> {
    return this.gateway?.relay(request) ?? Promise.resolve(NOT_OPEN);
  }

  private openDesk(): Desk {
    const { config, directory, logger } = this;
    return startDesk(
      {
        journalDirectory: directory.journal,
        snapshotDirectory: directory.snapshots,
        watermark: this.watermark.buffer,
        httpHost: config.httpHost,
        httpPort: config.httpPort,
        tls: this.tls,
        statusToken: statusTokenOf(config, directory.keys),
        snapshotEveryCommands: config.snapshotEveryCommands,
        snapshotEveryMs: config.snapshotEveryMs,
        diskReserveBytes: config.diskReserveMib * MIB,
      },
      {
        submit: (commands) => this.submitter?.submit(commands) ?? Promise.resolve([]),
        unsettled: (message) => {
          this.unsettled ??= message;
        },
        log: (level, fields, message) => {
          if (level !== 'info') this.trouble = `${message} (${fields.detail ?? fields.err})`;
          logger[level](fields, message);
        },
        snapshot: (sequence, durationMs) =>
          logger.info({ sequence, durationMs }, 'snapshot verified'),
        broken: (kind, err) => {
          const told = explained(err, { setting: '--http-host, --http-port' });
          if (told !== err) return this.end(told);
          logger.fatal({ kind, err }, 'the desk cannot go on');
          const reason = `the desk ${kind}: ${err.message}; the log says more`;
          this.end(new CommandError('desk-failed', reason, { cause: err }));
        },
      },
    );
  }

  private clockFrom(journalTimeMs: number): VenueClock {
    const { logger } = this;
    return new VenueClock(journalTimeMs, {
      stepped: (wallAheadMs) =>
        logger.warn(
          { wallAheadMs },
          'the clock of this machine was set: the venue keeps its time and nears the clock by 1.8 s an hour; if the clock is right now, restart',
        ),
      rejoined: () =>
        logger.info('the clock of this machine and the time of the venue agree again'),
      slept: (sleptMs) => logger.warn({ sleptMs }, 'this machine was asleep'),
    });
  }

  private commitFailed(err: unknown): void {
    this.logger.fatal({ err }, 'a commit failed: order entry has stopped, the process must end');
    this.end(explained(err, { path: this.directory.journal }));
  }

  /** The exchange cannot go on, whether it is open or not yet. */
  private end(reason: Error): void {
    this.guard.end(reason);
    this.breakDown(reason.message);
  }

  private gatewayOf(
    sequencer: Sequencer,
    signing: Pick<GatewayOptions, 'signer' | 'walletSignIn' | 'passkeys'>,
  ): { gateway: Gateway; broker: BrokerDesk | undefined; disk: DiskWatch } {
    const { config, logger } = this;
    const disk = new DiskWatch({
      directory: this.directory.root,
      reserveBytes: config.diskReserveMib * MIB,
      changed: (isLow, freeMib) => {
        if (broker !== undefined) broker.isResting = isLow;
        if (isLow)
          logger.error(
            { freeMib },
            'the disk is nearly full: no new work is taken until space is freed',
          );
        else logger.info({ freeMib }, 'there is room on the disk again: new work is taken');
      },
      full: (error) => this.mustStop(error),
    });
    const gateway = new Gateway({
      sequencer,
      host: config.gatewayHost,
      port: config.gatewayPort,
      path: '/',
      tls: this.tls,
      limits: this.connections,
      transport: (options, handlers) =>
        createTransport({ choice: config.transport, options, handlers, log: logger }),
      log: logger,
      isStorageLow: () => disk.isLow,
      ...signing,
      nowMs: () => performance.timeOrigin + performance.now(),
      randomBytes,
      previewQuotes: (change) => broker?.preview(change),
    });
    // After the gateway: it quotes when the replies of a turn have gone out.
    const broker = config.quoting ? new BrokerDesk({ sequencer, logger }) : undefined;
    return { gateway, broker, disk };
  }

  /** Connections for which there are descriptors, and whose proxies are believed. */
  private gatewayLimits(): Partial<GatewayLimits> {
    const descriptors = descriptorsMax();
    const limits = connectionLimits(DEFAULT_GATEWAY_LIMITS, descriptors);
    if (limits.sessionsMax < DEFAULT_GATEWAY_LIMITS.sessionsMax) {
      this.logger.warn(
        { descriptors, ...limits },
        'fewer connections than usual: the process may open few files and sockets (ulimit -n)',
      );
    }
    return { ...limits, proxyAddresses: addressesOf(this.config.trustedProxies) };
  }

  /** The port was free a moment ago; who has it now is named all the same. */
  private async listen(gateway: Gateway): Promise<void> {
    const { gatewayHost, gatewayPort } = this.config;
    try {
      await gateway.start();
    } catch (error) {
      await requireFreePort(gatewayHost, gatewayPort);
      throw error;
    }
  }
}

/** How passkeys are checked: by the desk. Browsers allow them over https, and on this machine by name. */
function passkeysOf(publicUrl: string, desk: Desk): PasskeyChecks | undefined {
  const { hostname: rpId, origin, protocol } = new URL(publicUrl);
  if (protocol !== 'https:' && rpId !== 'localhost') return undefined;
  const asked = { rpId, origins: [origin] };
  return {
    rpId,
    registered: (credential, challenge) =>
      desk.checkPasskey({ credential, challenge, ...asked, known: undefined }),
    asserted: async (credential, challenge, known) =>
      (await desk.checkPasskey({ credential, challenge, ...asked, known })) && true,
  };
}

/** Where people's browsers find the API. */
const publicUrlOf = ({ publicUrl, tlsCert }: Config, apiPort: number | undefined): string =>
  publicUrl || `http${tlsCert === '' ? '' : 's'}://localhost:${apiPort ?? 0}`;

/** How wallets are linked: signatures are checked by the desk. */
async function walletSignInOf(config: Config, desk: Desk): Promise<WalletSignIn> {
  const { checksumAddress } = await import('../settlement/index.js');
  const { walletUri, gatewayHost, gatewayPort } = config;
  const uri = walletUri || `ws://${authority(gatewayHost, gatewayPort)}/`;
  return {
    domain: new URL(uri).host,
    uri,
    checksum: checksumAddress,
    recover: (message, signature) => desk.recover(message, signature),
  };
}

/** Host and port as they stand in a URL. */
function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
