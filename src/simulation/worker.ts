/** A thread of the comparison: plays one market after the other, as it is given them. */
import assert from 'node:assert/strict';
import { parentPort } from 'node:worker_threads';
import type { FromThread } from './pool.js';
import { type SimulationJob, simulate } from './simulate.js';

assert(parentPort !== null, 'a comparison plays its markets on worker threads');
const port = parentPort;

port.on('message', (job: SimulationJob) => {
  const { scenario, seed, plan } = job;
  let message: FromThread;
  try {
    message = { kind: 'done', row: simulate(job) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    message = { kind: 'failed', message: `${scenario.name}, ${seed}, ${plan.name}: ${reason}` };
  }
  port.postMessage(message);
});
