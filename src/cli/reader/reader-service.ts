/**
 * The reader with its API, in a thread of the exchange or in a process of its own: serves at once, follows as soon as there is
 * something to follow, and tries again when it fails. The venue does not wait for it and does not end with it; while it is not
 * there, whoever asks is told so.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AlertDesk,
  type ApiServer,
  type EngineFacts,
  readerNumbers,
  serveApi,
} from '../../api/index.js';
import type { Content, MarketView } from '../../content/index.js';
import {
  CoreVersionError,
  Divergence,
  type FrameSource,
  SnapshotReader,
} from '../../engine/log/index.js';
import { ensurePrivateFile } from '../../files/index.js';
import { mayRead, maySeeAll, scopeBits } from '../../gateway/index.js';
import type { TlsFiles } from '../../http/index.js';
import type { Prover } from '../../prover/index.js';
import { FilesView, HistoryError, HistoryReader } from '../../reader/index.js';
import type {
  CommandAnswer,
  SignedRequest,
  SignInAnswer,
  SignInRequest,
} from '../../schema/index.js';
import type { Scorer } from '../../scorer/index.js';
import { FeedKey, newFeedKey } from '../../sigma/index.js';
import { liabilitiesSecret } from '../liabilities-secret.js';
import { alertDeskOf } from './alert-channels.js';
import type { AlertSettings } from './alert-settings.js';

import { LiabilityProofs } from './liability-proofs.js';
import { MarketWatch } from './market-watch.js';
import { WhatIfJobs } from './what-if-jobs.js';

export interface ServiceOptions {
  readonly source: FrameSource;
  readonly snapshotDirectory: string;
  readonly historyPath: string;
  readonly host: string;
  readonly port: number;
  readonly requestsPerMinute: number;
  /** Folder of the built pages; there need not be any. */
  readonly webDirectory: string;
  /** Where people reach the pages; empty or not given: this machine by name. */
  readonly publicUrl?: string;
  /** Where alerts go; not given: nowhere. */
  readonly alerts?: AlertSettings;
  /** Folder of the venue's keys, with the secret of the salts in proofs of what is owed; without it there are none. */
  readonly keysDirectory?: string | undefined;
  readonly tls?: TlsFiles | undefined;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly proxies?: readonly string[];
  /** Of the key that opens signals of feeds; made where it is not there. */
  readonly feedKeyFile: string;
  /** Makes the scorer of feeds; without it none are scored here. */
  readonly openScorer?: (venue: () => HistoryReader | undefined) => Scorer;
  /** Makes the prover of notices; without it none is proved here. */
  readonly openProver?: (venue: () => HistoryReader | undefined) => Prover;
  /** Hands signed commands to the venue; without it they are refused. */
  readonly sendCommand?: (request: SignedRequest) => Promise<CommandAnswer>;
  /** Hands sign-ins to the venue; without it nobody signs in. */
  readonly signIn?: (request: SignInRequest) => Promise<SignInAnswer>;
  /** Opens the store of files; without it there is none. */
  readonly openContent?: (view: () => MarketView | undefined) => Content;
  readonly log: (
    level: 'info' | 'warn' | 'error',
    message: string,
    fields: Readonly<Record<string, unknown>>,
  ) => void;
}

/** The key that opens signals, made at first. Whoever has it reads every feed; without it none is read any more. */
function feedKeyIn(file: string): FeedKey {
  ensurePrivateFile(file, newFeedKey);
  return new FeedKey(readFileSync(file, 'utf8'));
}

/** Time between two tries. */
const RETRY_MS = 10_000;

export class ReaderService {
  private readonly options: ServiceOptions;
  private readonly abort = new AbortController();
  private reader: HistoryReader | undefined;
  private server: ApiServer | undefined;
  private key: FeedKey | undefined;
  private content: Content | undefined;
  private scorer: Scorer | undefined;
  private prover: Prover | undefined;
  private alerts: AlertDesk | undefined;
  private readonly watch: MarketWatch;
  private readonly whatIfs: WhatIfJobs;
  private following: Promise<void> = Promise.resolve();
  /** Port of the gateway beside the reader, once it is known. */
  gatewayPort: number | undefined;
  /** How the engine beside it stands, as it said last; undefined where there is none. */
  engine: EngineFacts | undefined;

  constructor(options: ServiceOptions) {
    this.options = options;
    this.whatIfs = new WhatIfJobs({
      ...{ dataDirectory: dirname(options.snapshotDirectory), nowMs: Date.now },
      durableSequence: () => options.source.durableSequence(),
      directory: `${options.historyPath}-what-if`,
      failed: (error) => options.log('warn', 'a what-if left files', { err: detailOf(error) }),
    });
    this.watch = new MarketWatch((error) =>
      options.log('error', 'surveillance failed, and watches no more', { err: detailOf(error) }),
    );
  }

  /** Serves; resolves with the port. Rejects when it cannot listen. */
  async listen(): Promise<number> {
    const { keysDirectory } = this.options;
    const { host, port, requestsPerMinute, log, sendCommand, signIn, webDirectory, tls, proxies } =
      this.options;
    const { openContent } = this.options;
    const { alerts } = this.options;
    this.alerts = alerts === undefined ? undefined : alertDeskOf(alerts, log);
    this.server = await serveApi({
      ...(openContent === undefined ? {} : { content: () => this.content }),
      scorer: () => this.scorer,
      prover: () => this.prover,
      ...{ host, port, requestsPerMinute, nowMs: Date.now },
      reader: () => this.reader,
      access: { scopeBits, mayRead, maySeeAll },
      engine: () => this.engine,
      web: { directory: webDirectory, gatewayPort: () => this.gatewayPort },
      publicUrl: () => this.publicUrl,
      alerts: this.alerts,
      surveillance: () => this.watch.now(),
      whatIf: this.whatIfs,
      ...{ sendCommand, signIn, tls, proxies, feedKey: () => this.feedKey() },
      liabilities:
        keysDirectory === undefined
          ? undefined
          : new LiabilityProofs(() => liabilitiesSecret(keysDirectory), Date.now),
      failed: (err) => log('error', 'the API failed on a request', { err: detailOf(err) }),
    });
    // Only now: it makes keys, and where the port is taken no venue is begun.
    this.content = openContent?.(() => this.reader && new FilesView(this.reader));
    this.scorer = this.options.openScorer?.(() => this.reader);
    this.prover = this.options.openProver?.(() => this.reader);
    return this.server.port;
  }

  private get publicUrl(): string | undefined {
    const { publicUrl = '', tls } = this.options;
    if (publicUrl !== '') return publicUrl;
    if (this.server === undefined) return undefined;
    return `http${tls === undefined ? '' : 's'}://localhost:${this.server.port}`;
  }

  /** Follows from now on, until `stop`. @param ended called when it gives up: trying again would not help */
  follow(ended: (error: unknown) => void = () => undefined): void {
    this.following = this.keepFollowing().catch(ended);
    this.scorer?.begin();
    this.prover?.begin();
  }

  /** Made when it is asked for first: a venue that was not begun leaves nothing behind. */
  private feedKey(): FeedKey {
    this.key ??= feedKeyIn(this.options.feedKeyFile);
    return this.key;
  }

  /** Numbers for metrics; none while the reader is not there. */
  numbers(): Record<string, number> {
    const down = this.alerts?.states().filter(({ state }) => state !== 'READY').length ?? 0;
    const alerts = {
      reader_alert_channels_down: down,
      ...this.scorer?.numbers(),
      ...this.prover?.numbers(),
    };
    return this.reader === undefined ? alerts : { ...alerts, ...readerNumbers(this.reader) };
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.alerts?.close();
    await this.whatIfs.stop();
    await this.server?.close();
    await this.content?.stop();
    await this.scorer?.stop();
    await this.prover?.stop();
    await this.following;
  }

  private async keepFollowing(): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      try {
        await this.followOnce();
        return;
      } catch (error) {
        if (signal.aborted) return;
        const err = detailOf(error);
        if (isForGood(error)) {
          this.options.log('error', 'the reader stopped, and stays so', { err });
          throw error;
        }
        this.options.log('error', 'the reader stopped: it tries again', { err });
      }
      await sleep(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async followOnce(): Promise<void> {
    const { source, historyPath, snapshotDirectory, log } = this.options;
    const { signal } = this.abort;
    const snapshots = SnapshotReader.openForReading(snapshotDirectory, (warning) =>
      log('warn', warning, {}),
    );
    let reader: HistoryReader;
    try {
      reader = await HistoryReader.open(
        {
          ...{ source, snapshots, path: historyPath },
          nowMs: Date.now,
          watch: this.watch.read,
          log: (message, fields) => log('warn', message, fields),
        },
        signal,
      );
    } finally {
      await snapshots?.close();
    }
    this.reader = reader;
    log('info', 'the history follows', { sequence: reader.sequence });
    try {
      await reader.run(signal);
      // What it has is still answered after the writer has stopped.
      if (!signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
    } finally {
      this.reader = undefined;
      reader.close();
    }
  }
}

/** Whether the same would fail again. */
const isForGood = (error: unknown): boolean =>
  error instanceof Divergence || error instanceof CoreVersionError || error instanceof HistoryError;

const detailOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
