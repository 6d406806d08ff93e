/** A thread of a backtest: plays the journal once for each parameter set it is given. */
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { JournalReader } from '../engine/log/index.js';
import type { FromThread, ThreadOptions, ToThread } from './messages.js';
import { ParameterSetError } from './parameter-sets.js';
import { runSet } from './run.js';

assert(parentPort !== null, 'a backtest runs its sets on worker threads');
const port = parentPort;
const { journalDirectory, tape, horizonMs } = workerData as ThreadOptions;
const post = (message: FromThread): void => port.postMessage(message);
const PROGRESS_COMMANDS = 100_000;

port.on('message', ({ index, set }: ToThread) => {
  const reader = JournalReader.openOldest({ directory: journalDirectory });
  let next = PROGRESS_COMMANDS;
  try {
    const progress = (commands: number): void => {
      if (commands < next) return;
      next = commands + PROGRESS_COMMANDS;
      post({ kind: 'progress', index, commands });
    };
    const result = runSet({ frames: reader.frames(), tape, set, horizonMs, progress });
    post({ kind: 'done', index, result });
  } catch (error) {
    const code = error instanceof ParameterSetError ? error.code : undefined;
    const message = error instanceof Error ? error.message : String(error);
    post({ kind: 'failed', index, message, code });
  } finally {
    void reader.close();
  }
});
