/** Catches a read of the journal that takes in as many large frames as there are, and one that loses frames at its bound. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DurableWatermark, JournalReader } from '../../../../src/engine/log/index.js';
import { writeIdleJournal } from '../../../support/idle-journal.js';

const directory = mkdtempSync(join(tmpdir(), 'patx-batch-bytes-'));
const FRAMES = 40;

beforeAll(() => writeIdleJournal(directory, new DurableWatermark(), FRAMES));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** How many frames each read took in; all of them come, in order. */
async function batches(batchBytes?: number): Promise<number[]> {
  const options = batchBytes === undefined ? { directory } : { directory, batchBytes };
  const reader = JournalReader.open(options, 1);
  const counts: number[] = [];
  const sequences: number[] = [];
  for (let frames = reader.next(); frames.length > 0; frames = reader.next()) {
    counts.push(frames.length);
    sequences.push(...frames.map(({ firstSequence }) => firstSequence));
  }
  await reader.close();
  expect(sequences).toEqual(Array.from({ length: FRAMES }, (_, i) => i + 1));
  return counts;
}

test('a read takes in about as many bytes as it may, and at least a frame', async () => {
  expect(await batches()).toEqual([FRAMES]);
  expect(await batches(1)).toEqual(Array.from({ length: FRAMES }, () => 1));
  const some = await batches(1_000);
  expect(Math.max(...some)).toBeLessThan(FRAMES / 2);
  expect(Math.max(...some)).toBeGreaterThan(1);
});
