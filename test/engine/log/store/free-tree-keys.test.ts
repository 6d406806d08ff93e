/** Catches a sound data file called damaged because of the transaction its newest page names. */
import { expect, it } from 'vitest';
import { LmdbCommandLog, verifyJournal } from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';

/** Transactions 255, 256, 257: where the low byte of a native integer key turns over. */
const TRANSACTIONS = 520;

it('is sound after every one of the first transactions, reopened each time', async () => {
  const directory = scratchDirectory();
  for (let count = 1; count <= TRANSACTIONS; count += 1) {
    const log = LmdbCommandLog.open({ directory });
    log.appendBlocking(frameAfter(log.position));
    await log.close();
  }
  expect([...verifyJournal(directory)]).toHaveLength(TRANSACTIONS);
});
