/**
 * Plays many markets on worker threads, each with the next one that nobody has begun. Rows come back in the order of the jobs
 * whatever thread played them; the first job that fails ends all.
 */
import { Worker } from 'node:worker_threads';
import type { SimulationJob, SimulationRow } from './simulate.js';

export type FromThread =
  | { readonly kind: 'done'; readonly row: SimulationRow }
  | { readonly kind: 'failed'; readonly message: string };

export interface PoolOptions {
  readonly jobs: readonly SimulationJob[];
  readonly threads: number;
  readonly progress: (done: number, of: number) => void;
  /** Is told each market as it is done. */
  readonly played?: (job: SimulationJob, row: SimulationRow) => void;
}

export async function playAll({
  jobs,
  threads,
  progress,
  played,
}: PoolOptions): Promise<SimulationRow[]> {
  const rows: SimulationRow[] = [];
  let begun = 0;
  let done = 0;
  const workers: Worker[] = [];
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('../simulation/worker.js', import.meta.url));
    workers.push(worker);
    while (begun < jobs.length) {
      const index = begun;
      begun += 1;
      const job = jobs[index] as SimulationJob;
      const row = await playOn(worker, job);
      rows[index] = row;
      played?.(job, row);
      done += 1;
      progress(done, jobs.length);
    }
  };
  try {
    const count = Math.max(1, Math.min(threads, jobs.length));
    await Promise.all(Array.from({ length: count }, work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return rows;
}

async function playOn(worker: Worker, job: SimulationJob): Promise<SimulationRow> {
  return await new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      // What the thread says from now on is of its next market, or its end.
      worker.off('error', failed);
      worker.off('exit', ended);
      worker.off('message', heard);
      act();
    };
    const failed = (error: Error): void => settle(() => reject(error));
    const ended = (code: number): void =>
      settle(() => reject(new Error(`a thread ended with ${code}`)));
    const heard = (message: FromThread): void => {
      if (message.kind === 'done') settle(() => resolve(message.row));
      else settle(() => reject(new Error(message.message)));
    };
    worker.on('error', failed);
    worker.on('exit', ended);
    worker.on('message', heard);
    worker.postMessage(job);
  });
}
