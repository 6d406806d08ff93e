/**
 * Runs ingestions, each on a thread of its own with bounded memory, a few at a time and a bounded number waiting.
 *
 * A thread that makes no progress, needs too much memory or dies ends its own ingestion and nothing else. Nothing is kept of one
 * that ended otherwise than with a result. Fails with IngestError (cancelled, stalled, memory, or what is wrong with the file),
 * PoolFullError, or an Error with what the system said.
 */
import { Worker } from 'node:worker_threads';
import type { IngestProgress } from './ingest.js';
import { IngestError } from './ingest-error.js';
import type { FromThread, IngestJob, IngestOutcome, ThreadOptions } from './messages.js';

export interface IngestPoolOptions {
  /** 2 */
  readonly threadsMax?: number;
  /** Ingestions that wait for a thread; 64. */
  readonly waitingMax?: number;
  /** Of a thread's heap; 256. */
  readonly memoryMib?: number;
  /** Without progress for so long an ingestion is ended; a minute. */
  readonly stallMs?: number;
}

export interface RunOptions {
  readonly progress?: (progress: IngestProgress) => void;
  readonly signal?: AbortSignal;
}

export class PoolFullError extends Error {
  override readonly name = 'PoolFullError';
}

/** A thread that was asked to stop gets so long before it is ended. */
const STOP_MS = 2_000;

export class IngestPool {
  private readonly threadsMax: number;
  private readonly waitingMax: number;
  private readonly memoryMib: number;
  private readonly stallMs: number;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(options: IngestPoolOptions = {}) {
    this.threadsMax = options.threadsMax ?? 2;
    this.waitingMax = options.waitingMax ?? 64;
    this.memoryMib = options.memoryMib ?? 256;
    this.stallMs = options.stallMs ?? 60_000;
  }

  async run(job: IngestJob, options: RunOptions = {}): Promise<IngestOutcome> {
    await this.turn();
    try {
      if (options.signal?.aborted) throw new IngestError('cancelled');
      return await this.runThread(job, options);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.running >= this.threadsMax) {
      if (this.waiting.length >= this.waitingMax)
        throw new PoolFullError(`${this.waiting.length} ingestions are waiting already`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
  }

  private async runThread(job: IngestJob, { progress, signal }: RunOptions) {
    const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const workerData: ThreadOptions = { job, stop };
    const worker = new Worker(new URL('../ingest/worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: this.memoryMib },
    });
    let ended: NodeJS.Timeout | undefined;
    let stalled: NodeJS.Timeout | undefined;
    try {
      return await new Promise<IngestOutcome>((resolve, reject) => {
        const cancel = (): void => {
          Atomics.store(stop, 0, 1);
          ended = setTimeout(() => reject(new IngestError('cancelled')), STOP_MS);
        };
        const watch = (): void => {
          clearTimeout(stalled);
          stalled = setTimeout(() => reject(new IngestError('stalled')), this.stallMs);
        };
        watch();
        if (signal?.aborted) cancel();
        signal?.addEventListener('abort', cancel, { once: true });
        worker.on('message', (message: FromThread) => {
          watch();
          if (message.kind === 'progress') progress?.(message.progress);
          else if (message.kind === 'done') resolve(message.outcome);
          else if (message.kind === 'refused')
            reject(new IngestError(message.code, message.detail, message.place));
          else reject(new Error(message.message));
        });
        worker.on('error', (error: NodeJS.ErrnoException) => {
          const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
          reject(isMemory ? new IngestError('memory') : error);
        });
        worker.on('exit', () => reject(new Error('the thread ended without a result')));
      });
    } finally {
      clearTimeout(ended);
      clearTimeout(stalled);
      await worker.terminate();
    }
  }
}
