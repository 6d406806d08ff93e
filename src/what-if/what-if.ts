/**
 * A what-if: reads a journal once, fits the customers to it, and plays draws of them against the recorded parameters and each set, on
 * worker threads.
 *
 * The report depends on the journal, the sets, the draws and the seed, not on the threads. Ends early, with the signal's reason, when
 * it is told to; fails at the first draw that fails, and with StoreError, FrameError or Divergence for a journal that does not hold.
 */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { checkTargets, oneStretch, type ParameterSet } from '../backtest/index.js';
import { verifyJournal } from '../engine/log/index.js';
import { type Answer, answerOf } from './answer.js';
import { type Fit, fitDemand, type SideFit } from './fit.js';
import type { FromThread, ThreadOptions, ToThread } from './messages.js';
import { observe } from './observe.js';
import type { Played } from './play.js';

export interface WhatIfOptions {
  readonly journalDirectory: string;
  readonly sets: readonly ParameterSet[];
  /** Draws of the customers, at least 3. */
  readonly draws: number;
  readonly seed: number;
  readonly threads: number;
  /** Draws played, of all; 0 while the journal is read. */
  readonly progress?: (done: number, of: number) => void;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** What is known of a side of the market. */
export type SideKnown = Omit<SideFit, 'cells'>;

export interface WhatIfReport {
  readonly format: 'patx-what-if-1';
  readonly draws: number;
  readonly seed: number;
  /** What was earned: money, and what was held at its fair value of the end, PAT; and how far the model is from it. */
  readonly earnedPat: number;
  readonly reproducedPat: number;
  readonly buys: SideKnown;
  readonly sells: SideKnown;
  /** Orders played as they were recorded whatever the quote. */
  readonly unmodelledOrders: number;
  readonly answers: readonly Answer[];
}

const RECORDED: ParameterSet = { name: 'recorded parameters', values: [] };

export async function whatIf(options: WhatIfOptions): Promise<WhatIfReport> {
  const { journalDirectory, sets, draws, seed, signal, progress = () => undefined } = options;
  if (!existsSync(journalDirectory)) {
    throw new Error(`${journalDirectory} is not there: no journal to play`);
  }
  const jobs = [RECORDED, ...sets].flatMap((set) =>
    Array.from({ length: draws }, (_, draw) => ({ set, draw })),
  );
  progress(0, jobs.length);
  const { recording, observed } = observe(oneStretch(verifyJournal(journalDirectory)), () =>
    signal?.throwIfAborted(),
  );
  checkTargets(sets, recording.targets);
  const fitted = fitDemand(observed);
  const played = await playAll(jobs, options, {
    journalDirectory,
    tape: recording.tape,
    observed,
    fit: fitted,
    seed,
  });
  const of = (number: number): readonly Played[] =>
    played.slice(number * draws, (number + 1) * draws);
  const recorded = of(0);
  return {
    format: 'patx-what-if-1',
    draws,
    seed,
    earnedPat: observed.earnedMicroPat / 1e6,
    reproducedPat:
      recorded.reduce((sum, { markedMicroPat }) => sum + markedMicroPat, 0) / draws / 1e6,
    ...known(fitted),
    unmodelledOrders: observed.unmodelledOrders,
    answers: sets.map(({ name }, i) =>
      answerOf(name, { recorded, played: of(i + 1) }, { observed, fit: fitted }),
    ),
  };
}

function known({ buys, sells }: Fit): { readonly buys: SideKnown; readonly sells: SideKnown } {
  const without = ({ cells: _cells, ...rest }: SideFit): SideKnown => rest;
  return { buys: without(buys), sells: without(sells) };
}

async function playAll(
  jobs: readonly ToThread[],
  { threads, signal, progress = () => undefined }: WhatIfOptions,
  shared: Omit<ThreadOptions, 'stop'>,
): Promise<readonly Played[]> {
  const results: Played[] = [];
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ThreadOptions = { ...shared, stop };
  const workers: Worker[] = [];
  let begun = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('../what-if/worker.js', import.meta.url), { workerData });
    workers.push(worker);
    while (begun < jobs.length && stop[0] === 0) {
      const index = begun;
      begun += 1;
      results[index] = await playOn(worker, jobs[index] as ToThread);
      done += 1;
      progress(done, jobs.length);
    }
  };
  const end = (): void => void Atomics.store(stop, 0, 1);
  signal?.addEventListener('abort', end);
  const works = Array.from({ length: Math.max(1, Math.min(threads, jobs.length)) }, work);
  try {
    await Promise.all(works);
    signal?.throwIfAborted();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    // A thread that is ended while it reads takes the process with it, so each comes to an end of its own.
    end();
    await Promise.allSettled(works);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
}

async function playOn(worker: Worker, job: ToThread): Promise<Played> {
  return await new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      // What the thread says from now on is of its next draw, or its end.
      worker.off('error', failed);
      worker.off('exit', ended);
      worker.off('message', heard);
      act();
    };
    const failed = (error: Error): void => settle(() => reject(error));
    const ended = (code: number): void =>
      settle(() => reject(new Error(`a thread ended with ${code}`)));
    const heard = (message: FromThread): void => {
      if (message.kind === 'done') settle(() => resolve(message.played));
      else settle(() => reject(message.error));
    };
    worker.on('error', failed);
    worker.on('exit', ended);
    worker.on('message', heard);
    worker.postMessage(job);
  });
}
