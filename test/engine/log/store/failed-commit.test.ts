/** Catches a journal called damaged because the last commit before a stop failed while its meta page was written. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LmdbCommandLog, verifyJournal } from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';

const PAGE_BYTES = 4_096;
/** Where a meta page has its last page and its transaction, eight bytes each. */
const LAST_PAGE_AT = 24 + 120;
const TRANSACTION_AT = LAST_PAGE_AT + 8;

async function append(directory: string, frames: number): Promise<Buffer> {
  const log = LmdbCommandLog.open({ directory });
  for (let i = 0; i < frames; i += 1)
    log.appendBlocking(frameAfter(log.position, { commandBytes: 3_000 }));
  await log.close();
  return readFileSync(join(directory, '000001', 'data.mdb'));
}

const transactionOf = (file: Buffer, slot: number): bigint =>
  file.readBigUInt64LE(slot * PAGE_BYTES + TRANSACTION_AT);

/** The newest meta page with what the engine writes back into it when its write fails. */
function failed(before: Buffer, after: Buffer, withLastPage: boolean): Buffer {
  const slot = transactionOf(after, 0) > transactionOf(after, 1) ? 0 : 1;
  const file = Buffer.from(after);
  const at = slot * PAGE_BYTES + (withLastPage ? LAST_PAGE_AT : TRANSACTION_AT);
  before.copy(file, at, at, slot * PAGE_BYTES + TRANSACTION_AT + 8);
  return file;
}

it('a journal whose very first commit failed begins with the next', async () => {
  const directory = scratchDirectory();
  const before = await append(directory, 0);
  const after = await append(directory, 1);
  writeFileSync(join(directory, '000001', 'data.mdb'), failed(before, after, true));
  await append(directory, 1);
  expect([...verifyJournal(directory)]).toHaveLength(1);
});

it.each([
  ['goes on where the last acknowledged frame is', true],
  ['is refused where only the number of the transaction is another', false],
])('a journal %s', async (_, isWhole) => {
  const directory = scratchDirectory();
  const before = await append(directory, 5);
  const after = await append(directory, 1);
  writeFileSync(join(directory, '000001', 'data.mdb'), failed(before, after, isWhole));
  if (!isWhole) {
    expect(() => LmdbCommandLog.open({ directory })).toThrow(/more entries/);
    return;
  }
  await append(directory, 1);
  expect([...verifyJournal(directory)]).toHaveLength(6);
});
