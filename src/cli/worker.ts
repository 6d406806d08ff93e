/**
 * The reader's thread: history and HTTP API beside a running exchange. Started by `startReaderThread`, told what to do by
 * messages. It speaks to the engine's thread to say how it stands, and hands over commands that are signed by their senders; so
 * nothing it does can hold an order up or act for anybody.
 */
import assert from 'node:assert/strict';
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { UPLOADS } from '../api/index.js';
import { Content, ContentError } from '../content/index.js';
import { DurableWatermark, JournalSource, raiseInliningBudget } from '../engine/log/index.js';
import { ensureKeyFile } from './keys.js';
import { CommandSender } from './reader/command-sender.js';
import type { FromReader, ReaderThreadOptions, ToReader } from './reader/messages.js';
import { OwnRegistration } from './reader/own-registration.js';
import { proverOf } from './reader/prover-of.js';
import { ReaderService } from './reader/reader-service.js';
import { scorerOf } from './reader/scorer-of.js';

assert(parentPort !== null, 'the reader runs as a worker thread');
const port = parentPort;
const options = workerData as ReaderThreadOptions;
const post = (message: FromReader): void => port.postMessage(message);

/** Later than the engine, and than the desk, where they want one processor. */
const NICENESS = 8;
const NUMBERS_MS = 1_000;

if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + NICENESS));
raiseInliningBudget();

const commands = new CommandSender(post);
const store = new OwnRegistration('store', options.store.keyFile, post);
const scorer = new OwnRegistration('scorer', options.scorer.keyFile, post);
const log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>>,
): void => post({ kind: 'log', level, message, fields });
const service = new ReaderService({
  source: new JournalSource(options.journalDirectory, new DurableWatermark(options.watermark)),
  snapshotDirectory: options.snapshotDirectory,
  historyPath: options.historyPath,
  feedKeyFile: options.feedKeyFile,
  host: options.host,
  port: options.port,
  requestsPerMinute: options.requestsPerMinute,
  webDirectory: options.webDirectory,
  ...{ tls: options.tls, proxies: options.proxies, publicUrl: options.publicUrl },
  alerts: options.alerts,
  keysDirectory: options.keysDirectory,
  sendCommand: (request) => commands.send(request),
  signIn: (request) => commands.signIn(request),
  openContent: (view) => {
    // With the venue, not before it: one whose port is taken is not begun.
    ensureKeyFile(options.store.keyFile);
    return new Content({
      ...{ ...options.store, uploadsPath: UPLOADS, view, nowMs: Date.now },
      register: async () => {
        const account = await store.registered();
        if (account !== undefined) return account;
        throw new ContentError('NOT_READY', 'the venue has no account for its store', '', 1);
      },
      send: (request) => commands.send(request),
      failed: (error) => {
        const err = error instanceof Error ? error.stack : String(error);
        log('error', 'the store of files failed', { err });
      },
    });
  },
  openScorer: (venue) =>
    scorerOf({ ...options.scorer, feedKeyFile: options.feedKeyFile }, venue, {
      register: () => scorer.registered(),
      send: (request) => commands.send(request),
      log,
    }),
  openProver: (venue) =>
    proverOf({ ...options.prover, keyFile: options.store.keyFile }, venue, {
      register: () => store.registered(),
      send: (request) => commands.send(request),
      log,
    }),
  log,
});

const numbers = setInterval(
  () => post({ kind: 'numbers', numbers: service.numbers() }),
  NUMBERS_MS,
);

port.on('message', (message: ToReader) => {
  if (message.kind === 'follow') {
    service.gatewayPort = message.gatewayPort;
    return service.follow();
  }
  if (message.kind === 'engine') {
    service.engine = message.facts;
    return;
  }
  if (message.kind === 'registered') {
    return (message.part === 'store' ? store : scorer).answered(message.account);
  }
  if (message.kind === 'answered') return commands.answered(message.number, message.answer);
  clearInterval(numbers);
  void service.stop().finally(() => port.close());
});

service.listen().then(
  (listening) => post({ kind: 'listening', port: listening }),
  (error: NodeJS.ErrnoException & { address?: string; port?: number }) => {
    clearInterval(numbers);
    const { message, stack, code, syscall, address, port: at } = error;
    post({ kind: 'failed', error: { message, stack, code, syscall, address, port: at } });
    port.close();
  },
);
