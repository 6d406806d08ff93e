/**
 * A backtest: the journal as it was, and once for each parameter set, on worker threads, each a core.
 *
 * The report does not depend on how many threads there are or which was first. Fails at the first set that fails, with
 * its error; with StoreError, FrameError or Divergence for a journal that does not hold.
 */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import {
  beginsStretch,
  FIRST_SEQUENCE,
  type Frame,
  RecoveryError,
  verifyJournal,
} from '../engine/log/index.js';
import type { FromThread, ThreadOptions, ToThread } from './messages.js';
import type { Measured } from './monitor.js';
import { type ParameterSet, ParameterSetError } from './parameter-sets.js';
import { replayRecorded } from './recording.js';
import type { RunResult } from './run.js';
import type { Tape } from './tape.js';

export interface BacktestOptions {
  readonly journalDirectory: string;
  readonly sets: readonly ParameterSet[];
  readonly horizonMs: number;
  readonly threads: number;
  /** `name` is of the set, or of the first pass. */
  readonly progress: (name: string, commands: number, ofCommands: number | undefined) => void;
}

export interface BacktestReport {
  readonly format: 'patx-backtest-1';
  readonly journal: Pick<Tape, 'commandCount' | 'frameCount' | 'firstTimeMs' | 'lastTimeMs'>;
  readonly markoutHorizonMs: number;
  /** What happened. */
  readonly recorded: Measured;
  /** What would have, in the order of the sets. */
  readonly runs: readonly RunResult[];
}

/** Name of the first pass in progress. */
const RECORDED = 'as recorded';
const PROGRESS_COMMANDS = 100_000;

/** Runs a backtest of a journal on disk. */
export async function backtest(options: BacktestOptions): Promise<BacktestReport> {
  const { journalDirectory, sets, horizonMs, progress } = options;
  if (!existsSync(journalDirectory)) {
    throw new Error(`${journalDirectory} is not there: no journal to play`);
  }
  let next = PROGRESS_COMMANDS;
  const { measured, tape, targets } = replayRecorded(
    oneStretch(verifyJournal(journalDirectory)),
    horizonMs,
    (sequence) => {
      if (sequence < next) return;
      next = sequence + PROGRESS_COMMANDS;
      progress(RECORDED, sequence, undefined);
    },
  );
  progress(RECORDED, tape.commandCount, tape.commandCount);
  checkTargets(sets, targets);
  const runs = await runAll(options, tape);
  const { commandCount, frameCount, firstTimeMs, lastTimeMs } = tape;
  return {
    format: 'patx-backtest-1',
    journal: { commandCount, frameCount, firstTimeMs, lastTimeMs },
    markoutHorizonMs: horizonMs,
    recorded: measured,
    runs,
  };
}

/** The frames, as long as one core folds them: customers cannot be played from the middle of a history. */
export function* oneStretch(frames: Iterable<Frame>): Generator<Frame, void, undefined> {
  for (const frame of frames) {
    const { firstSequence } = frame;
    if (firstSequence !== FIRST_SEQUENCE && beginsStretch(frame)) {
      throw new RecoveryError(
        `upgraded-journal: the venue was upgraded at sequence ${firstSequence}, and a backtest plays one core's history from its beginning: give it a copy of the journal without the segments from there on, and a build of that core`,
      );
    }
    yield frame;
  }
}

/** Fails with ParameterSetError where a set names what the journal never had. */
export function checkTargets(sets: readonly ParameterSet[], targets: ReadonlySet<string>): void {
  for (const { name: set, values } of sets) {
    const value = values.find(({ target }) => !targets.has(target));
    if (value === undefined) continue;
    throw new ParameterSetError(
      'UNKNOWN_TARGET',
      set,
      `${value.name}: "${value.target}" is no segment, contract or series of the journal; there are ${[...targets].filter(Boolean).join(', ')}`,
    );
  }
}

async function runAll(options: BacktestOptions, tape: Tape): Promise<readonly RunResult[]> {
  const { sets, journalDirectory, horizonMs, progress } = options;
  const results: RunResult[] = [];
  let started = 0;
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ThreadOptions = { journalDirectory, tape, horizonMs, stop };
  const workers = new Set<Worker>();
  // A thread plays one set after the other: compiling what a run runs through takes longer than a short journal does, and
  // the memory of a run that is over is given back when the next one asks for its own.
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('../backtest/worker.js', import.meta.url), { workerData });
    workers.add(worker);
    while (started < sets.length && stop[0] === 0) {
      const index = started;
      started += 1;
      const set = sets[index] as ParameterSet;
      results[index] = await runOn(worker, { index, set }, (commands) =>
        progress(set.name, commands, tape.commandCount),
      );
      progress(set.name, tape.commandCount, tape.commandCount);
    }
  };
  const threads = Math.max(1, Math.min(options.threads, sets.length));
  const works = Array.from({ length: threads }, work);
  try {
    await Promise.all(works);
  } finally {
    // A thread that is ended while it reads takes the process with it, so each comes to an end of its own.
    Atomics.store(stop, 0, 1);
    await Promise.allSettled(works);
    await Promise.all([...workers].map((worker) => worker.terminate()));
  }
  return results;
}

async function runOn(
  worker: Worker,
  job: ToThread,
  progress: (commands: number) => void,
): Promise<RunResult> {
  return await new Promise((resolve, reject) => {
    const settle = (done: () => void): void => {
      // What the thread says from now on is of its next set, or its end.
      worker.off('error', failed);
      worker.off('exit', ended);
      worker.off('message', heard);
      done();
    };
    const failed = (error: Error): void => settle(() => reject(error));
    const ended = (code: number): void =>
      settle(() => reject(new Error(`a thread ended with ${code}`)));
    const heard = (message: FromThread): void => {
      if (message.kind === 'progress') progress(message.commands);
      else if (message.kind === 'done') settle(() => resolve(message.result));
      else settle(() => reject(errorOf(message, job.set.name)));
    };
    worker.on('error', failed);
    worker.on('exit', ended);
    worker.on('message', heard);
    worker.postMessage(job);
  });
}

function errorOf(failed: Extract<FromThread, { kind: 'failed' }>, set: string): Error {
  const { code, message } = failed;
  if (code === undefined) return new Error(`${set}: ${message}`);
  return new ParameterSetError(code, set, message.replace(`${set}: `, ''));
}
