/**
 * Brings batches that are frozen on their way, as far as they go without waiting, and carries out an operator's `retry`.
 * Fails as the batch machine's ports do; what is on disk can then be gone on from.
 */
import { retryHalted, settleOnce } from '../batches/index.js';
import type { Connected } from './connection.js';
import type { SettlerOptions } from './options.js';

/** Steps of batches in one round; the next round goes on. */
const STEPS_MAX = 12;

/** An operator wants halted batches and a stop tried again: once for each time it was said. */
export async function obey({ store, host }: SettlerOptions, { ports }: Connected): Promise<void> {
  const { retries } = store.control;
  if (retries <= store.retriesDone) return;
  await retryHalted(ports);
  await store.saveStop(undefined);
  await store.saveRetriesDone(retries);
  host.log('info', { retries }, 'an operator wants it tried again');
}

export async function carry({ store, terms }: SettlerOptions, { ports }: Connected): Promise<void> {
  const states = (): string =>
    JSON.stringify(store.batches().map(({ batchId, state }) => [batchId, state]));
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const before = states();
    if (!(await settleOnce(ports, terms)) || states() === before) return;
  }
}
