/** Polls for a state, where there is no test runner whose own polling could be used. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tries again until it does not throw; resolves with what it gave. Fails, once the time is over, with what was thrown last.
 */
export async function until<T>(
  attempt: () => T | Promise<T>,
  { timeout, interval }: { readonly timeout: number; readonly interval: number },
): Promise<T> {
  const endMs = performance.now() + timeout;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() >= endMs) throw error;
    }
    await sleep(interval);
  }
}
