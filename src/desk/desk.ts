/**
 * The engine thread's handle on the desk thread.
 *
 * The desk listens first, so that whoever asks is told that the exchange is starting, and follows when it is told to. It
 * stops by itself when the journal's writer does, after the last durable frame. A divergence or a failure of the desk, or
 * its end when nobody asked for it, is told once; the host then stops the venue, because a venue whose follower disagrees
 * is not trusted.
 */
import { Worker } from 'node:worker_threads';
import type { ChainCommand, CommandOutcome } from '../settlement/index.js';
import { Answers } from './answers.js';
import type {
  DeskFacts,
  DeskOptions,
  EngineMetrics,
  ErrorFacts,
  FollowOptions,
  FromDesk,
  Stage,
  ToDesk,
} from './messages.js';
import type { PasskeyAsked, PasskeyFound } from './passkeys.js';

export interface DeskEvents {
  /** A verified snapshot was written. */
  readonly snapshot: (sequence: number, durationMs: number) => void;
  /** The follower disagrees with the engine, or the desk cannot go on. */
  readonly broken: (kind: 'diverged' | 'failed', error: Error) => void;
  /** The settler has commands for the log; resolves when they are durable. */
  readonly submit: (commands: readonly ChainCommand[]) => Promise<readonly CommandOutcome[]>;
  /** Settlement does not begin, or stopped, and does not go on by itself: the cause and what to do. */
  readonly unsettled: (message: string) => void;
  readonly log: (
    level: 'info' | 'warn' | 'error',
    fields: Readonly<Record<string, unknown>>,
    message: string,
  ) => void;
}

export interface Desk {
  /** Resolves with the port of the status pages. Rejects when the desk fails before. */
  readonly listening: Promise<number>;
  /** Resolves when it follows. Rejects when the desk fails before. */
  follow(options: FollowOptions): Promise<void>;
  /** What the status pages are to say of the exchange. */
  tell(stage: Stage): void;
  /** How it stands, as it said last; undefined before it follows. */
  facts(): DeskFacts | undefined;
  /** Numbers of the engine, as of a durable sequence. */
  publish(metrics: EngineMetrics): void;
  /** Ed25519 signature of the desk over canonical ticket bytes. Rejects when the desk has ended. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** Address of whoever signed a message by EIP-191, undefined when nobody did. Rejects when the desk has ended. */
  recover(message: Uint8Array, signature: Uint8Array): Promise<Uint8Array | undefined>;
  /** The credential that answered a challenge, undefined when it did not. Rejects when the desk has ended. */
  checkPasskey(asked: PasskeyAsked): Promise<PasskeyFound | undefined>;
  /** Resolves when the thread has ended; the journal must be closed first. */
  ended(): Promise<void>;
}

/** Starts the desk thread. */
export function startDesk(options: DeskOptions, events: DeskEvents): Desk {
  const worker = new Worker(new URL('../desk/worker.js', import.meta.url), { workerData: options });
  const post = (message: ToDesk): void => worker.postMessage(message);
  const signatures = new Answers<Uint8Array>();
  const signers = new Answers<Uint8Array | undefined>();
  const passkeys = new Answers<PasskeyFound | undefined>();
  const listening = deferred<number>();
  const following = deferred<void>();
  let isOver = false;
  let facts: DeskFacts | undefined;
  const broken = (kind: 'diverged' | 'failed', error: Error): void => {
    if (isOver) return;
    isOver = true;
    listening.reject(error);
    following.reject(error);
    events.broken(kind, error);
  };
  const exited = new Promise<void>((resolve) =>
    worker.once('exit', (code) => {
      broken('failed', new Error(`the desk thread ended by itself, with ${code}`));
      signatures.end();
      signers.end();
      passkeys.end();
      resolve();
    }),
  );
  worker.on('error', (error) => broken('failed', error));
  worker.on('message', (message: FromDesk) => {
    switch (message.kind) {
      case 'listening':
        return listening.resolve(message.httpPort);
      case 'following':
        return following.resolve();
      case 'facts':
        facts = message.facts;
        return;
      case 'snapshot':
        return events.snapshot(message.sequence, message.durationMs);
      case 'signed':
        return signatures.settle(message.id, message.signature);
      case 'recovered':
        return signers.settle(message.id, message.address);
      case 'passkeyChecked':
        return passkeys.settle(message.id, message.found);
      case 'log':
        return events.log(message.level, message.fields, message.message);
      case 'unsettled':
        return events.unsettled(message.message);
      case 'submit': {
        const { id, commands } = message;
        void events.submit(commands).then((outcomes) => post({ kind: 'outcomes', id, outcomes }));
        return;
      }
      case 'stopped':
        isOver = true;
        return;
      default:
        broken(message.kind, errorOf(message.error));
    }
  });
  return {
    listening: listening.promise,
    follow: (given) => {
      post({ kind: 'follow', options: given });
      return following.promise;
    },
    tell: (stage) => post({ kind: 'stage', stage }),
    facts: () => facts,
    publish: (metrics) => post({ kind: 'metrics', metrics }),
    sign: (bytes) => signatures.ask((id) => post({ kind: 'sign', id, bytes })),
    recover: (message, signature) =>
      signers.ask((id) => post({ kind: 'recover', id, message, signature })),
    checkPasskey: (asked) => passkeys.ask((id) => post({ kind: 'passkey', id, asked })),
    ended: () => {
      post({ kind: 'end' });
      return exited;
    },
  };
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // The host hears of a failure through its event, whether or not it waits here.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

function errorOf({ message, ...facts }: ErrorFacts): Error {
  return Object.assign(new Error(message), facts);
}
