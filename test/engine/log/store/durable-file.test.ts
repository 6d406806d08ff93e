/**
 * Catches a follower in another process that reads ahead of what is durable, trusts a torn or foreign file, forgets what it
 * knew, or waits for a writer that has ended.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import {
  DurableFile,
  DurableWatermark,
  LmdbCommandLog,
  publishDurable,
} from '../../../../src/engine/log/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';

const WAIT = { timeout: 20_000, interval: 20 };

/** A journal being written, its watermark published as far as the test lets it. */
async function written() {
  const directory = scratchDirectory();
  const watermark = new DurableWatermark();
  const log = LmdbCommandLog.open({ directory, watermark, segmentBytes: 65_536 });
  await log.append(frameAfter(log.position, { count: 3 }));
  await log.append(frameAfter(log.position, { count: 4 }));
  return { directory, watermark, log };
}

test('while there is a writer only what is published counts', async () => {
  const { directory, watermark, log } = await written();
  const file = new DurableFile(directory);
  expect(file.isWritten).toBe(true);
  expect(file.sequence()).toBe(0);
  const abort = new AbortController();
  const published = publishDurable(directory, watermark, abort.signal);
  expect(await file.waitBeyond(0, 5_000)).toBe('advanced');
  expect(file.sequence()).toBe(7);
  await log.append(frameAfter(log.position, { count: 2 }));
  expect(await file.waitBeyond(7, 5_000)).toBe('advanced');
  expect(file.sequence()).toBe(9);
  expect(await file.waitBeyond(9, 30)).toBe('timeout');
  abort.abort();
  await log.close();
  await published;
});

test('a torn or foreign file says nothing, and what was known stays known', async () => {
  const { directory, watermark, log } = await written();
  const abort = new AbortController();
  const published = publishDurable(directory, watermark, abort.signal);
  const file = new DurableFile(directory);
  await file.waitBeyond(0, 5_000);
  abort.abort();
  watermark.publish(watermark.sequence());
  await published;
  const path = join(directory, 'durable');
  const whole = readFileSync(path);
  for (const bytes of [
    Buffer.alloc(0),
    whole.subarray(0, 19),
    Buffer.alloc(20, 0xff),
    Buffer.from(whole).fill(0xff, 4, 12),
  ]) {
    writeFileSync(path, bytes);
    expect(new DurableFile(directory).sequence()).toBe(0);
    file.look();
    expect(file.sequence()).toBe(7);
  }
  await log.close();
});

test('without a writer the end of the journal is what is durable', async () => {
  const { directory, log } = await written();
  const file = new DurableFile(directory);
  expect(file.sequence()).toBe(0);
  await log.close();
  await vi.waitFor(() => {
    file.look();
    expect(file.sequence()).toBe(7);
  }, WAIT);
  expect(file.isWritten).toBe(false);
  expect(file.state()).toBe('running');
  expect(new DurableFile(scratchDirectory()).sequence()).toBe(0);
});
