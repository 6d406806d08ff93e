/**
 * The engine thread's handle on the desk thread.
 *
 * The desk stops by itself when the journal's writer does, after the last durable frame. A divergence or a failure of
 * the desk is told once; the host then stops the venue, because a venue whose follower disagrees is not trusted.
 */
import { Worker } from 'node:worker_threads';
import type { ChainCommand, CommandOutcome } from '../settlement/index.js';
import type { DeskOptions, EngineMetrics, FromDesk } from './messages.js';

export interface DeskEvents {
  /** A verified snapshot was written. */
  readonly snapshot: (sequence: number, durationMs: number) => void;
  /** The follower disagrees with the engine, or the desk cannot go on. */
  readonly broken: (kind: 'diverged' | 'failed', message: string) => void;
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
  readonly httpPort: number;
  /** Numbers of the engine, as of a durable sequence. */
  publish(metrics: EngineMetrics): void;
  /** Ed25519 signature of the desk over canonical ticket bytes. Rejects when the desk has ended. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** Address of whoever signed a message by EIP-191, undefined when nobody did. Rejects when the desk has ended. */
  recover(message: Uint8Array, signature: Uint8Array): Promise<Uint8Array | undefined>;
  /** Resolves when the thread has ended; the journal must be closed first. */
  ended(): Promise<void>;
}

/** Starts the desk thread; resolves when it follows and serves. */
export async function startDesk(options: DeskOptions, events: DeskEvents): Promise<Desk> {
  const worker = new Worker(new URL('../desk/worker.js', import.meta.url), { workerData: options });
  const signatures = new Answers<Uint8Array>();
  const signers = new Answers<Uint8Array | undefined>();
  const exited = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      signatures.end();
      signers.end();
      resolve();
    }),
  );
  const httpPort = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: FromDesk) => {
      if (message.kind === 'ready') resolve(message.httpPort);
      else if (message.kind === 'snapshot') events.snapshot(message.sequence, message.durationMs);
      else if (message.kind === 'signed') signatures.settle(message.id, message.signature);
      else if (message.kind === 'recovered') signers.settle(message.id, message.address);
      else if (message.kind === 'log') events.log(message.level, message.fields, message.message);
      else if (message.kind === 'unsettled') events.unsettled(message.message);
      else if (message.kind === 'submit') {
        const { id, commands } = message;
        void events
          .submit(commands)
          .then((outcomes) => worker.postMessage({ kind: 'outcomes', id, outcomes }));
      } else if (message.kind !== 'stopped') {
        reject(new Error(message.message));
        events.broken(message.kind, message.message);
      }
    });
  });
  return {
    httpPort,
    publish: (metrics) => worker.postMessage({ kind: 'metrics', metrics }),
    sign: (bytes) => {
      const { id, answer } = signatures.begin();
      worker.postMessage({ kind: 'sign', id, bytes });
      return answer;
    },
    recover: (message, signature) => {
      const { id, answer } = signers.begin();
      worker.postMessage({ kind: 'recover', id, message, signature });
      return answer;
    },
    ended: () => exited,
  };
}

/** What was asked of the desk and is not answered yet. */
class Answers<T> {
  private readonly waiting = new Map<
    number,
    { resolve: (value: T) => void; reject: (error: Error) => void }
  >();
  private lastId = 0;

  begin(): { id: number; answer: Promise<T> } {
    this.lastId += 1;
    const id = this.lastId;
    const answer = new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
    return { id, answer };
  }

  settle(id: number, value: T): void {
    this.waiting.get(id)?.resolve(value);
    this.waiting.delete(id);
  }

  end(): void {
    for (const { reject } of this.waiting.values()) reject(new Error('the desk has ended'));
    this.waiting.clear();
  }
}
