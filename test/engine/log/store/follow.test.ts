/** Would catch: a follower that misses or repeats a frame, reads past what is durable, or never hears of the end. */
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import {
  DurableWatermark,
  followJournal,
  LmdbCommandLog,
} from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';
import { processFile } from './processes.js';

interface Followed {
  readonly hashes: string[];
  readonly ended: Promise<unknown>;
}

/** Starts a follower thread and gathers what it posts. */
const startFollower = (
  directory: string,
  watermark: DurableWatermark,
  fromSequence: number,
): Followed => {
  const worker = new Worker(processFile('journal-follower'), {
    workerData: { directory, buffer: watermark.buffer, fromSequence },
  });
  const hashes: string[] = [];
  const ended = new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (message: { hash?: string; ended?: string }) => {
      if (message.hash === undefined) {
        resolve(message.ended);
      } else {
        hashes.push(message.hash);
      }
    });
  });
  return { hashes, ended };
};

describe('a follower thread', () => {
  it('is given every frame once and in order while they are written, across segments', async () => {
    const directory = scratchDirectory();
    const watermark = new DurableWatermark();
    const log = LmdbCommandLog.open({ directory, watermark, segmentBytes: 65_536 });
    const early = startFollower(directory, watermark, 1);
    const written: string[] = [];
    const followers = [early];
    for (let index = 0; index < 200; index += 1) {
      const frame = frameAfter(log.position, { count: 1 + ((index * 37) % 120) });
      written.push(Buffer.from(frame.hash).toString('hex'));
      if (index % 2 === 0) {
        await log.append(frame);
      } else {
        log.appendBlocking(frame);
      }
      if (index === 100) {
        followers.push(startFollower(directory, watermark, 1));
      }
      await turn();
    }
    await log.close();
    for (const follower of followers) {
      expect(await follower.ended).toBe('stopped');
      expect(follower.hashes).toEqual(written);
    }
  });
});

describe('the watermark', () => {
  it('holds back a frame that is stored and not yet published', async () => {
    const directory = scratchDirectory();
    const log = LmdbCommandLog.open({ directory });
    log.appendBlocking(frameAfter(log.position, { count: 3 }));
    log.appendBlocking(frameAfter(log.position, { count: 3 }));
    const watermark = new DurableWatermark();
    watermark.publish(3);
    const batches = followJournal({ directory, watermark, fromSequence: 1, sleepMsMax: 5 });
    const first = (await batches.next()).value;
    expect(first).toMatchObject([{ firstSequence: 1, lastSequence: 3 }]);
    const second = batches.next();
    await turn();
    watermark.publish(6);
    expect((await second).value).toMatchObject([{ firstSequence: 4, lastSequence: 6 }]);
    watermark.stop('failed');
    expect(await batches.next()).toEqual({ done: true, value: 'failed' });
    await log.close();
  });

  it('says so when what it calls durable is not in the journal', async () => {
    const directory = scratchDirectory();
    const log = LmdbCommandLog.open({ directory });
    log.appendBlocking(frameAfter(log.position, { count: 3 }));
    const watermark = new DurableWatermark();
    watermark.publish(9);
    const batches = followJournal({ directory, watermark, fromSequence: 1 });
    await batches.next();
    await expect(batches.next()).rejects.toThrow(/frame-sequence-gap: frame at sequence 4/);
    await log.close();
  });

  it('wakes a waiter for a publication, a stop and a timeout, and never goes back', async () => {
    const watermark = new DurableWatermark();
    const shared = new DurableWatermark(watermark.buffer);
    const waiting = shared.waitBeyond(0, 60_000);
    watermark.publish(2 ** 40 + 1);
    expect(await waiting).toBe('advanced');
    expect(shared.sequence()).toBe(2 ** 40 + 1);
    expect(await shared.waitBeyond(2 ** 40, 60_000)).toBe('advanced');
    expect(await shared.waitBeyond(2 ** 40 + 1, 1)).toBe('timeout');
    expect(() => watermark.publish(5)).toThrow();
    const stopping = shared.waitBeyond(2 ** 41, 60_000);
    watermark.stop('stopped');
    expect(await stopping).toBe('stopped');
  });
});
