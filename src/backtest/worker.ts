/** A thread of a backtest: plays the journal once for each parameter set it is given. */
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { JournalReader } from '../engine/log/index.js';
import type { FromThread, ThreadOptions, ToThread } from './messages.js';
import { ParameterSetError } from './parameter-sets.js';
import { runSet } from './run.js';

assert(parentPort !== null, 'a backtest runs its sets on worker threads');
const port = parentPort;
const { journalDirectory, tape, horizonMs, stop } = workerData as ThreadOptions;
const post = (message: FromThread): void => port.postMessage(message);
const PROGRESS_COMMANDS = 100_000;

port.on('message', (job: ToThread) => {
  // Said last: whoever hears it may end this thread, and the process with it if that falls into the storage engine.
  void play(job).then(post);
});

/** Plays one set; what it opened is closed again when it answers. */
async function play({ index, set }: ToThread): Promise<FromThread> {
  const reader = JournalReader.openOldest({ directory: journalDirectory });
  let next = PROGRESS_COMMANDS;
  const progress = (commands: number): void => {
    if (Atomics.load(stop, 0) !== 0) throw new Error('stopped: nobody waits for this set');
    if (commands < next) return;
    next = commands + PROGRESS_COMMANDS;
    post({ kind: 'progress', index, commands });
  };
  try {
    const result = runSet({ frames: reader.frames(), tape, set, horizonMs, progress });
    return { kind: 'done', index, result };
  } catch (error) {
    const code = error instanceof ParameterSetError ? error.code : undefined;
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', index, message, code };
  } finally {
    reader.close();
  }
}
