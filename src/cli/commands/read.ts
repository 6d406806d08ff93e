/**
 * `patx read`: history and HTTP API of a venue in a process of its own, as many as wanted, beside a running exchange or without
 * one. It reads the journal, writes its own history and nothing else, and goes on where it stood whenever it is started.
 */
import { join } from 'node:path';
import type { Command } from 'commander';
import { pino } from 'pino';
import { DurableFile, JournalSource } from '../../engine/log/index.js';
import { journalDirectory } from '../command-error.js';
import { dataDirectory, feedKeyFile } from '../data-directory.js';
import { tlsFor } from '../exchange/tls.js';
import { explained } from '../explained.js';
import { port, whole } from '../option-values.js';
import { ReaderService } from '../reader/reader-service.js';
import { webDirectory } from '../reader/web-directory.js';

const REQUESTS_MAX = 10_000_000;

interface ReadOptions {
  readonly data: string;
  readonly history?: string;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly requestsPerMinute: number;
  readonly tlsCert: string;
  readonly tlsKey: string;
  readonly insecure?: boolean;
}

export function addRead(program: Command): void {
  program
    .command('read')
    .description('history and HTTP API of a venue, as a process of its own')
    .option('--data <dir>', 'data directory of the venue', './data')
    .option(
      '--history <file>',
      "this reader's own history (default: history/read.db in the data directory)",
    )
    .option('--api-host <host>', 'address of the API', '127.0.0.1')
    .option('--api-port <port>', 'port of the API; 0 takes a free one', port, 9467)
    .option(
      '--requests-per-minute <count>',
      'requests an account, or an address that does not sign, may make',
      whole(1, REQUESTS_MAX),
      3_000,
    )
    .option('--tls-cert <file>', 'PEM file of its certificate, read again when it changes', '')
    .option('--tls-key <file>', 'PEM file of its private key', '')
    .option('--insecure', 'listen beyond this machine without TLS, as behind a proxy that has it')
    .action(async (options: ReadOptions) => {
      const { tlsCert, tlsKey, insecure = false } = options;
      const tls = tlsFor([['--api-host', options.apiHost]], { tlsCert, tlsKey, insecure });
      const directory = dataDirectory(options.data);
      const { snapshots, history } = directory;
      const logger = pino({ base: { reader: options.data } });
      const service = new ReaderService({
        source: sourceOf(journalDirectory(options.data)),
        snapshotDirectory: snapshots,
        historyPath: options.history ?? join(history, 'read.db'),
        feedKeyFile: feedKeyFile(directory),
        host: options.apiHost,
        port: options.apiPort,
        requestsPerMinute: options.requestsPerMinute,
        webDirectory: webDirectory(),
        tls,
        log: (level, message, fields) => logger[level](fields, message),
      });
      const failed = new Promise<never>((_, reject) => service.follow(reject));
      const listening = await service.listen().catch((error: unknown) => {
        throw explained(error, { setting: '--api-host, --api-port' });
      });
      const apiUrl = `http${tls === undefined ? '' : 's'}://${options.apiHost}:${listening}`;
      logger.info({ apiUrl }, 'the reader is open');
      process.send?.({ apiUrl });
      await Promise.race([asked(), failed]).finally(() => service.stop());
      process.exit(0);
    });
}

const sourceOf = (directory: string): JournalSource =>
  new JournalSource(directory, new DurableFile(directory));

/** Resolves when somebody asks it to end. */
const asked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
