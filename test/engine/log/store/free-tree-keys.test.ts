/** Catches a sound data file called damaged because of the transaction its newest page names. */
import { expect, it } from 'vitest';
import { LmdbCommandLog, verifyJournal } from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';

const TRANSACTIONS = 520;
/** Transactions 255, 256, 257: where the low byte of a native integer key turns over; so again 256 later. */
const TURN = 256;
const AROUND = 8;

/** Whether the file is opened anew after a transaction: the first ones, and those around a turn. */
const isReopened = (count: number): boolean =>
  count <= 4 * AROUND || (count + AROUND) % TURN <= 2 * AROUND;

it('is sound after the first transactions and around each turn, reopened each time', async () => {
  const directory = scratchDirectory();
  let log = LmdbCommandLog.open({ directory });
  let openedCount = 0;
  for (let count = 1; count <= TRANSACTIONS; count += 1) {
    log.appendBlocking(frameAfter(log.position));
    if (!isReopened(count)) continue;
    await log.close();
    log = LmdbCommandLog.open({ directory });
    openedCount += 1;
  }
  await log.close();
  expect(openedCount).toBeGreaterThan(60);
  expect([...verifyJournal(directory)]).toHaveLength(TRANSACTIONS);
});
