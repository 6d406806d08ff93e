/**
 * A worker thread that follows a journal, posts the hash of every frame it is given, and how the writer ended.
 *
 * Worker data: directory, the watermark's buffer, the sequence to begin with. A frame the watermark does not cover
 * ends it with an error.
 */
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { DurableWatermark, followJournal } from '../../src/engine/log/store/index.js';

const { directory, buffer, fromSequence } = workerData as {
  directory: string;
  buffer: SharedArrayBuffer;
  fromSequence: number;
};
const watermark = new DurableWatermark(buffer);
const batches = followJournal({ directory, watermark, fromSequence, sleepMsMax: 10_000 });

for (;;) {
  const { done, value } = await batches.next();
  if (done === true) {
    parentPort?.postMessage({ ended: value });
    break;
  }
  for (const frame of value) {
    assert(frame.lastSequence <= watermark.sequence(), 'a frame past the watermark');
    parentPort?.postMessage({ hash: Buffer.from(frame.hash).toString('hex') });
  }
}
