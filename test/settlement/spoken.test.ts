/**
 * Would catch: a word of the operator that is lost, that stops the exchange when its file is damaged, or that an older build kept
 * and nobody heeds any more.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { expect, it, onTestFinished } from 'vitest';
import { SettlementStore, Spoken } from '../../src/settlement/store/index.js';

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'patx-spoken-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

it('is heard by a settler that runs, and tells what it said last', async () => {
  const path = directory();
  const store = SettlementStore.open(path);
  expect(store.control).toEqual({ isPaused: false, retries: 0 });
  new Spoken(path).saveControl({ isPaused: true, retries: 7 });
  expect(store.control).toEqual({ isPaused: true, retries: 7 });
  await store.saveReport({ state: 'PAUSED' });
  expect(new Spoken(path).report).toEqual({ state: 'PAUSED' });
  await store.close();
});

it('counts as a pause where it cannot be read, and names the file', async () => {
  const path = directory();
  const store = SettlementStore.open(path);
  for (const text of ['', '{"isPaused":', '{"isPaused":"no","retries":0}', '[]']) {
    writeFileSync(join(path, 'control.json'), text);
    expect(store.control.isPaused).toBe(true);
    expect(() => new Spoken(path).control).toThrow(/control\.json is damaged: remove it/);
  }
  await store.close();
});

it('is taken over from where builds before kept it, once', async () => {
  const path = directory();
  const before = open({ path, encoding: 'binary', noSubdir: false });
  await before.put('control', Buffer.from('{"isPaused":true,"retries":2}'));
  await before.close();
  const store = SettlementStore.open(path);
  expect(store.control).toEqual({ isPaused: true, retries: 2 });
  new Spoken(path).saveControl({ isPaused: false, retries: 2 });
  await store.close();
  const again = SettlementStore.open(path);
  expect(again.control).toEqual({ isPaused: false, retries: 2 });
  await again.close();
});
