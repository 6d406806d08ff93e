/**
 * Catches a venue that is made anew where one was lost, and a first start that was cut off and is taken for a loss: the
 * marker and the rules around it, at each step of a first start.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type DataDirectory, dataDirectory } from '../../../src/cli/data-directory.js';
import { beginFirstStart, endFirstStart } from '../../../src/cli/exchange/first-start.js';
import { SnapshotStore } from '../../../src/engine/log/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-first-start-'));
let directory: DataDirectory;

beforeEach(() => {
  directory = dataDirectory(mkdtempSync(join(scratch, 'data-')));
  mkdirSync(directory.keys, { recursive: true });
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const key = (name: string): void => writeFileSync(join(directory.keys, name), 'a key');
const marker = (): boolean => existsSync(join(directory.root, 'first-start'));

test('a first start marks the directory until it is through', async () => {
  await beginFirstStart(directory, false);
  expect(marker()).toBe(true);
  endFirstStart(directory);
  expect(marker()).toBe(false);
});

test.each([
  ['before its keys', []],
  ['after the first', ['desk.pem']],
  ['after all of them', ['desk.pem', 'broker.pem', 'operator.pem']],
])('one that was cut off %s goes on', async (_when, keys) => {
  await beginFirstStart(directory, false);
  for (const name of keys) key(name);
  await beginFirstStart(directory, false);
  expect(marker()).toBe(true);
});

test.each(['desk.pem', 'broker.pem', 'operator.pem'])(
  '%s alone tells of a venue that was lost',
  async (name) => {
    key(name);
    await expect(beginFirstStart(directory, false)).rejects.toMatchObject({
      code: 'keys-without-journal',
      message: expect.stringContaining(join(directory.keys, name)),
    });
    expect(marker()).toBe(false);
    await beginFirstStart(directory, true);
    expect(marker()).toBe(true);
  },
);

test('keys that are made before a venue, as for its contracts, tell of none', async () => {
  key('chain-settler.key');
  key('liabilities.secret');
  await beginFirstStart(directory, false);
  expect(marker()).toBe(true);
});

test('snapshots without a journal are of a venue that was lost, whoever asks for a new one', async () => {
  const store = SnapshotStore.open({ directory: directory.snapshots });
  await store.close();
  await beginFirstStart(directory, false);
  endFirstStart(directory);
  const again = SnapshotStore.open({ directory: directory.snapshots });
  const hash = new Uint8Array(32);
  await again.write(
    {
      ...{ sequence: 7, timeMs: 1, epoch: 1, coreVersion: 1 },
      ...{ frameHash: hash, eventHash: hash, stateHash: hash },
    },
    [{ name: 'a', type: 'bytes', bytes: new Uint8Array(8) }],
  );
  await again.close();
  for (const isNewVenueWanted of [false, true]) {
    await expect(beginFirstStart(directory, isNewVenueWanted)).rejects.toMatchObject({
      code: 'snapshots-without-journal',
      message: expect.stringContaining(directory.snapshots),
    });
  }
  expect(marker()).toBe(false);
});
