/**
 * Catches a history of a reader that an upgrade breaks: rows that are gone, money that moves without a cause because it was
 * carried, and a part of the past that is missing without a word.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { verifyJournal } from '../../src/engine/log/index.js';
import { HistoryReader } from '../../src/reader/index.js';
import { upgrade } from '../../src/release/index.js';
import { COMMAND_KIND } from '../../src/values/index.js';
import { ListSource } from '../reader/journals.js';
import { placeOf, writeOldVenue } from './old-venue.js';
import { start } from './running.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-reader-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let root = '';
let number = 0;
let told: string[] = [];

beforeEach(async () => {
  number += 1;
  root = join(scratch, String(number));
  told = [];
  await writeOldVenue(root);
  await upgrade(placeOf(root));
});

/** Opens the history and reads what the journal has; answers where it is. */
async function read(): Promise<{ sequence: number; unexplained: number }> {
  const reader = await HistoryReader.open({
    source: new ListSource([...verifyJournal(placeOf(root).journal)]),
    path: join(root, 'history.sqlite'),
    nowMs: () => 0,
    log: (message) => told.push(message),
  });
  try {
    await reader.run(new AbortController().signal);
    const { unexplainedMovements: unexplained, sequence } = reader.status();
    return { sequence, unexplained };
  } finally {
    reader.close();
  }
}

/** Lets the venue do something, deposits of operators among it. */
async function work(): Promise<number> {
  const venue = await start(root);
  const { sequence, ledger } = venue.core.state;
  const before = ledger.available(5);
  for (const clientId of [sequence + 1, sequence + 2]) {
    const body = { targetAccountId: 5, amountMicroPat: 1_000_000, clientRequestId: clientId };
    await venue.send({ kind: COMMAND_KIND.DEPOSIT, accountId: 2, clientId, body });
  }
  expect(ledger.available(5)).toBe(before + 2_000_000);
  const last = venue.core.state.sequence;
  await venue.close();
  return last;
}

const larger = () => upgrade({ ...placeOf(root), limits: { maxOrders: 65_536 } });

test('a history begins behind what was carried, and says so', async () => {
  const last = await work();
  expect(await read()).toMatchObject({ sequence: last, unexplained: 0 });
  expect(told).toEqual(['the history begins with the last upgrade']);
});

test('one that was read to the end goes on behind the next upgrade', async () => {
  await work();
  await read();
  told = [];
  await larger();
  const last = await work();
  expect(await read()).toMatchObject({ sequence: last, unexplained: 0 });
  expect(told).toEqual([]);
});

test('one that was not read to the end is refused, with what to do', async () => {
  await work();
  await read();
  await work();
  await larger();
  await expect(read()).rejects.toThrow(/history-incomplete: .* let the reader of the build before/);
});
