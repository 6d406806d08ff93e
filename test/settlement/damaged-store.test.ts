/** Catches a settler's store whose file is cut short or has lost a page taking the process with it, or being read as if it were whole. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SettlementStore } from '../../src/settlement/store/settlement-store.js';

const PAGE_BYTES = 4_096;
const directories: string[] = [];
afterEach(() => {
  for (const one of directories.splice(0)) rmSync(one, { recursive: true, force: true });
});

/** A store with records of several pages, closed. */
async function makeStore(): Promise<{ directory: string; file: string; bytes: Buffer }> {
  const directory = mkdtempSync(join(tmpdir(), 'patx-store-'));
  directories.push(directory);
  const store = SettlementStore.open(directory);
  for (let i = 0; i < 40; i += 1) {
    await store.saveStop({ kind: 'MISMATCH', detail: 'x'.repeat(500 * (i + 1)) } as never);
  }
  await store.close();
  const file = join(directory, 'data.mdb');
  return { directory, file, bytes: readFileSync(file) };
}

it('is refused by name where it is cut short, at every page', async () => {
  const { directory, file, bytes } = await makeStore();
  for (let pages = 2; pages < bytes.length / PAGE_BYTES; pages += 1) {
    writeFileSync(file, bytes.subarray(0, pages * PAGE_BYTES));
    const open = (): void => void SettlementStore.open(directory).close();
    // What lies behind the last page that is used may go.
    try {
      open();
    } catch (error) {
      expect(String(error)).toMatch(/STORE_DAMAGED|data\.mdb: page .+patx settle rebuild/);
    }
  }
  writeFileSync(file, bytes.subarray(0, 3 * PAGE_BYTES));
  expect(() => SettlementStore.open(directory)).toThrow(/data\.mdb: page .+patx settle rebuild/);
});

it('is refused where a page of its tree is empty, and opened once it is whole again', async () => {
  const { directory, file, bytes } = await makeStore();
  const used = Array.from({ length: bytes.length / PAGE_BYTES - 2 }, (_, i) => i + 2);
  const refused = used.filter((page) => {
    writeFileSync(file, Buffer.from(bytes).fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES));
    try {
      void SettlementStore.open(directory).close();
      return false;
    } catch (error) {
      expect(String(error)).toMatch(/patx settle rebuild/);
      return true;
    }
  });
  expect(refused.length).toBeGreaterThan(0);
  writeFileSync(file, bytes);
  await SettlementStore.open(directory).close();
});
