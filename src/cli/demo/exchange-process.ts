/**
 * The sandbox's exchange: `patx start` as a process of its own, in a group of its own, so that Ctrl-C is the sandbox's.
 *
 * It never outlives the sandbox: it is told to end, killed when it does not, and stops by itself, in order, when the sandbox
 * died without a word, since the channel between the two is closed then. It writes its log itself, so neither a sandbox that
 * hangs nor one that was killed holds it up. Fails with CommandError `exchange-ended`, which says what the exchange said.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import { MAIN_FILE } from '../main-file.js';
import type { LinksMessage } from '../parent-links.js';
import { STOP_WITH_PARENT } from '../parent-tie.js';
import { LEVEL, LogTail } from './log-tail.js';

export interface Opened {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  /** undefined: it was started without an API. */
  readonly apiUrl?: string;
}

export interface ExchangeOptions {
  readonly data: string;
  /** Further arguments of `patx start`. */
  readonly args: readonly string[];
  /** Whether its warnings are still shown when it is open. */
  readonly isTold: boolean;
  readonly say: (line: string) => void;
}

/** What is acknowledged is on disk: a process that does not end is killed without loss. */
const STOP_MS = 5_000;
const STARTING_LOOK_MS = 50;
const RUNNING_LOOK_MS = 500;

export class ExchangeProcess {
  readonly logPath: string;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  private readonly options: ExchangeOptions;
  private readonly child: ChildProcess;
  private readonly tail: LogTail;
  private readonly opening: Promise<Opened>;
  private isOpen = false;
  private isStopping = false;
  private isReported = false;

  constructor(options: ExchangeOptions) {
    const { data, args } = options;
    this.options = options;
    mkdirSync(data, { recursive: true });
    this.logPath = join(data, 'exchange.log');
    this.tail = new LogTail(this.logPath);
    const log = openSync(this.logPath, 'a');
    this.child = fork(MAIN_FILE, ['start', '--data', data, ...args], {
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
      env: { ...process.env, [STOP_WITH_PARENT]: '1' },
    });
    closeSync(log);
    this.ended = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.once('error', () => resolve());
    });
    this.opening = new Promise((resolve) => {
      this.child.once('message', (message) => resolve(message as Opened));
    });
    void this.follow();
  }

  /** Where it listens; undefined when the signal came first. */
  async opened(signal: AbortSignal): Promise<Opened | undefined> {
    let aborted = (): void => undefined;
    const cut = new Promise<undefined>((resolve) => {
      aborted = () => resolve(undefined);
      signal.addEventListener('abort', aborted);
    });
    if (signal.aborted) aborted();
    try {
      const where = await Promise.race([this.opening, this.ended, cut]);
      this.show();
      if (where) this.isOpen = true;
      else if (this.isGone) throw this.failure('the exchange did not start');
      return where || undefined;
    } finally {
      signal.removeEventListener('abort', aborted);
    }
  }

  /** Gives it one-time sign-in links. */
  offer(message: LinksMessage): void {
    if (this.child.connected) this.child.send(message);
  }

  /** Ends it, by force when it does not end. Fails when it had ended by itself, which is said once, or badly. */
  async stop(): Promise<void> {
    const { child, ended } = this;
    if (this.isGone) {
      if (this.isReported) return;
      throw this.failure('the exchange ended by itself');
    }
    this.isStopping = true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => {
      this.options.say(`the exchange has not ended in ${STOP_MS / 1_000} s: it is killed`);
      child.kill('SIGKILL');
    }, STOP_MS);
    await ended;
    clearTimeout(timer);
    this.show();
    // A signal's default action ends a process that had not come so far as to listen for it.
    if (child.exitCode !== 0 && child.signalCode !== 'SIGTERM') {
      throw this.failure('the exchange did not end well');
    }
  }

  /** Ends it at once. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  private get isGone(): boolean {
    const { exitCode, signalCode, pid } = this.child;
    return exitCode !== null || signalCode !== null || pid === undefined;
  }

  private failure(what: string): CommandError {
    this.isReported = true;
    this.show();
    const { exitCode, signalCode } = this.child;
    const how =
      signalCode === null
        ? `${what} (exit code ${exitCode})`
        : `the exchange was killed by ${signalCode}`;
    const said = this.tail.troubles.map((line) => `\n  ${line}`).join('');
    return new CommandError(
      'exchange-ended',
      `${how}; see ${this.logPath}${said === '' ? '' : `\nit said last:${said}`}`,
    );
  }

  /** Shows what it logs: everything until it is open, then what somebody should look at. */
  private async follow(): Promise<void> {
    const isOver = this.ended.then(() => true);
    for (;;) {
      const lookMs = this.isOpen ? RUNNING_LOOK_MS : STARTING_LOOK_MS;
      if (await Promise.race([isOver, sleep(lookMs, false, { ref: false })])) return;
      this.show();
    }
  }

  private show(): void {
    const { isTold, say } = this.options;
    const isStarting = !this.isOpen && !this.isStopping;
    for (const { level, text } of this.tail.read()) {
      if (isStarting && level === LEVEL.info) say(`  exchange: ${text}`);
      else if (level >= LEVEL.warn && (isStarting || isTold)) say(`  exchange: warning: ${text}`);
    }
  }
}
