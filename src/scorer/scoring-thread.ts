/**
 * The scorer's side of its thread: begun with the first job, begun anew after it died, ended when a job takes too long or too much
 * memory. Such a job fails, and the next one finds a new thread.
 */
import { Worker } from 'node:worker_threads';
import type { ComputerFiles, ScoringJob, ScoringResult } from './jobs.js';

const JOB_MS_MAX = 600_000;
const MEMORY_MIB = 768;
/** Each may hold a bundle. */
const WAITING_MAX = 8;

type Answer = { readonly number: number } & (
  | { readonly result: ScoringResult }
  | { readonly failed: string }
);

export class ScoringThread {
  private readonly files: ComputerFiles;
  private worker: Worker | undefined;
  private last = 0;
  private waiting = 0;
  private tail: Promise<void> = Promise.resolve();

  constructor(files: ComputerFiles) {
    this.files = files;
  }

  /** Jobs are done one after the other. Fails where too many wait. */
  async compute(job: ScoringJob): Promise<ScoringResult> {
    if (this.waiting >= WAITING_MAX) throw new Error(`${this.waiting} jobs wait already`);
    this.waiting += 1;
    const before = this.tail;
    let done: () => void = () => undefined;
    this.tail = new Promise<void>((resolve) => {
      done = resolve;
    });
    await before;
    try {
      return await this.run(job);
    } finally {
      this.waiting -= 1;
      done();
    }
  }

  private async run(job: ScoringJob): Promise<ScoringResult> {
    const worker = this.begun();
    this.last += 1;
    const number = this.last;
    let timer: NodeJS.Timeout | undefined;
    let rejectJob: (error: Error) => void = () => undefined;
    const ended = (): void => rejectJob(new Error('the scorer’s thread ended'));
    const failed = (error: Error): void => rejectJob(error);
    try {
      return await new Promise<ScoringResult>((resolve, reject) => {
        rejectJob = reject;
        timer = setTimeout(() => reject(new Error('a job took too long')), JOB_MS_MAX);
        worker.once('message', (answer: Answer) => {
          if (answer.number !== number) reject(new Error('an answer of another job'));
          else if ('result' in answer) resolve(answer.result);
          else reject(new JobFailed(answer.failed));
        });
        worker.once('error', failed);
        worker.once('exit', ended);
        worker.postMessage({ number, job });
      });
    } catch (error) {
      // A job that failed by itself leaves its thread whole.
      if (!(error instanceof JobFailed)) await this.end();
      throw error;
    } finally {
      clearTimeout(timer);
      worker.removeListener('error', failed).removeListener('exit', ended);
    }
  }

  async end(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private begun(): Worker {
    this.worker ??= new Worker(new URL('../scorer/worker.js', import.meta.url), {
      workerData: this.files,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    });
    // Whoever waits for an answer is told of an error too; between jobs nobody waits, and the next job finds a new thread.
    const begun = this.worker;
    begun.on('error', () => undefined);
    begun.on('exit', () => {
      if (this.worker === begun) this.worker = undefined;
    });
    begun.unref();
    return begun;
  }
}

/** What the thread says of a job. */
class JobFailed extends Error {
  override readonly name = 'JobFailed';
}
