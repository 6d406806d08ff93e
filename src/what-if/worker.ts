/** A thread of a what-if: plays one draw against one set after the other, as it is given them. */
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { JournalReader } from '../engine/log/index.js';
import type { FromThread, ThreadOptions, ToThread } from './messages.js';
import { play } from './play.js';

assert(parentPort !== null, 'a what-if plays its draws on worker threads');
const port = parentPort;
const { journalDirectory, stop, ...rest } = workerData as ThreadOptions;

port.on('message', (job: ToThread) => {
  // Said last: whoever hears it may end this thread, and the process with it if that falls into the storage engine.
  void answer(job).then((message) => port.postMessage(message));
});

async function answer(job: ToThread): Promise<FromThread> {
  const reader = JournalReader.openOldest({ directory: journalDirectory });
  const progress = (): void => {
    if (Atomics.load(stop, 0) !== 0) throw new Error('stopped: nobody waits for this draw');
  };
  try {
    return { kind: 'done', played: play({ frames: reader.frames(), ...rest, ...job, progress }) };
  } catch (error) {
    return { kind: 'failed', error };
  } finally {
    reader.close();
  }
}
