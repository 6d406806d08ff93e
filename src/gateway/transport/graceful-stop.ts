/**
 * Closes many connections without losing what was sent to them: each is closed once its unsent bytes are out, and
 * cut off when the grace time is over. Ends when none is left.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CLOSE_CODE, type Connection } from './transport.js';

const LOOK_AGAIN_MS = 10;
const REASON = 'server stopping';

/** Resolves when `connections`, a live collection, is empty. */
export const closeAll = async (
  connections: ReadonlySet<Connection>,
  graceMs: number,
): Promise<void> => {
  const deadlineMs = performance.now() + graceMs;
  const closing = new WeakSet<Connection>();
  while (connections.size > 0 && performance.now() < deadlineMs) {
    for (const connection of [...connections]) {
      if (connection.bufferedBytes === 0 && !closing.has(connection)) {
        closing.add(connection);
        connection.close(CLOSE_CODE.goingAway, REASON);
      }
    }
    await sleep(LOOK_AGAIN_MS);
  }
  for (const connection of [...connections]) {
    connection.terminate();
  }
  while (connections.size > 0) {
    await sleep(1);
  }
};
