/** The scorer's thread: one job at a time, each answered by its number. What fails ends that job and nothing else. */
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { Computer } from './computer.js';
import type { ComputerFiles, ScoringJob } from './jobs.js';

assert(parentPort !== null, 'scores are computed on a thread of their own');
const port = parentPort;
const computer = new Computer(workerData as ComputerFiles);

port.on('message', ({ number, job }: { readonly number: number; readonly job: ScoringJob }) => {
  try {
    port.postMessage({ number, result: computer.compute(job) });
  } catch (error) {
    port.postMessage({ number, failed: error instanceof Error ? error.message : String(error) });
  }
});
