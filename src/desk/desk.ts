/**
 * The engine thread's handle on the desk thread.
 *
 * The desk stops by itself when the journal's writer does, after the last durable frame. A divergence or a failure of
 * the desk is told once; the host then stops the venue, because a venue whose follower disagrees is not trusted.
 */
import { Worker } from 'node:worker_threads';
import type { DeskOptions, EngineMetrics, FromDesk } from './messages.js';

export interface DeskEvents {
  /** A verified snapshot was written. */
  readonly snapshot: (sequence: number, durationMs: number) => void;
  /** The follower disagrees with the engine, or the desk cannot go on. */
  readonly broken: (kind: 'diverged' | 'failed', message: string) => void;
}

export interface Desk {
  readonly httpPort: number;
  /** Numbers of the engine, as of a durable sequence. */
  publish(metrics: EngineMetrics): void;
  /** Ed25519 signature of the desk over canonical ticket bytes. Rejects when the desk has ended. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** Resolves when the thread has ended; the journal must be closed first. */
  ended(): Promise<void>;
}

/** Starts the desk thread; resolves when it follows and serves. */
export async function startDesk(options: DeskOptions, events: DeskEvents): Promise<Desk> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: options });
  const signatures = new Signatures();
  const exited = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      signatures.end();
      resolve();
    }),
  );
  const httpPort = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: FromDesk) => {
      if (message.kind === 'ready') resolve(message.httpPort);
      else if (message.kind === 'snapshot') events.snapshot(message.sequence, message.durationMs);
      else if (message.kind === 'signed') signatures.settle(message.id, message.signature);
      else if (message.kind !== 'stopped') {
        reject(new Error(message.message));
        events.broken(message.kind, message.message);
      }
    });
  });
  return {
    httpPort,
    publish: (metrics) => worker.postMessage({ kind: 'metrics', metrics }),
    sign: (bytes) => {
      const { id, signature } = signatures.begin();
      worker.postMessage({ kind: 'sign', id, bytes });
      return signature;
    },
    ended: () => exited,
  };
}

/** Signatures asked of the desk and not yet given. */
class Signatures {
  private readonly waiting = new Map<
    number,
    { resolve: (signature: Uint8Array) => void; reject: (error: Error) => void }
  >();
  private lastId = 0;

  begin(): { id: number; signature: Promise<Uint8Array> } {
    this.lastId += 1;
    const id = this.lastId;
    const signature = new Promise<Uint8Array>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
    return { id, signature };
  }

  settle(id: number, signature: Uint8Array): void {
    this.waiting.get(id)?.resolve(signature);
    this.waiting.delete(id);
  }

  end(): void {
    for (const { reject } of this.waiting.values()) reject(new Error('the desk has ended'));
    this.waiting.clear();
  }
}
