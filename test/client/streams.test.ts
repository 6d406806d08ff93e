// Catches streams that lose, repeat or reorder values, grow beyond their bound, hide an overflow, or keep their source
// open after the reader has left.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hub } from '../../src/client/hub.js';
import { LatestStream, QueueStream } from '../../src/client/streams.js';

const none = (): void => {};

describe('a queue', () => {
  it('gives every value once and in order, whoever is faster', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 300 }), async (isPush) => {
        const stream = new QueueStream<number>(none, { capacity: 1_000 });
        const read: Promise<IteratorResult<number, undefined>>[] = [];
        let pushed = 0;
        for (const push of isPush) {
          if (push) {
            stream.push(pushed);
            pushed += 1;
          } else {
            // One reader at a time: waits only when the one before has been answered.
            if (read.length < pushed) read.push(stream.next());
          }
        }
        stream.end();
        const values = (await Promise.all(read)).map(({ value }) => value);
        for await (const value of stream) values.push(value);
        expect(values).toEqual(Array.from({ length: pushed }, (_, index) => index));
      }),
    );
  });

  it('fails on overflow, after what it could hold', async () => {
    const stream = new QueueStream<number>(none, { capacity: 2 });
    for (const value of [1, 2, 3]) stream.push(value);
    expect(stream.isEnded).toBe(true);
    expect((await stream.next()).value).toBe(1);
    expect((await stream.next()).value).toBe(2);
    await expect(stream.next()).rejects.toMatchObject({ reason: 'OVERFLOW' });
    expect((await stream.next()).done).toBe(true);
  });

  it('drops the oldest and counts, where asked to', async () => {
    const stream = new QueueStream<number>(none, { capacity: 2, onOverflow: 'drop-oldest' });
    for (const value of [1, 2, 3, 4, 5]) stream.push(value);
    expect(stream.length).toBe(2);
    expect(stream.droppedCount).toBe(3);
    expect((await stream.next()).value).toBe(4);
  });

  it('refuses a second reader', async () => {
    const stream = new QueueStream<number>(none);
    const first = stream.next();
    await expect(stream.next()).rejects.toThrow('one reader');
    stream.push(1);
    expect((await first).value).toBe(1);
  });

  it('wakes a waiting reader with the end or the error', async () => {
    const ended = new QueueStream<number>(none);
    const waiting = ended.next();
    ended.end();
    expect((await waiting).done).toBe(true);
    const failed = new QueueStream<number>(none);
    const other = failed.next();
    failed.fail(new Error('gone'));
    await expect(other).rejects.toThrow('gone');
  });
});

describe('a conflated stream', () => {
  it('gives the newest value', async () => {
    const stream = new LatestStream<number>(none);
    for (const value of [1, 2, 3]) stream.push(value);
    expect((await stream.next()).value).toBe(3);
    expect(stream.droppedCount).toBe(2);
    const waiting = stream.next();
    stream.push(4);
    expect((await waiting).value).toBe(4);
  });
});

describe('a hub', () => {
  it('lets go of a stream whose reader has left', async () => {
    const hub = new Hub<number>();
    const stream = hub.queue();
    hub.push(1);
    for await (const value of stream) {
      expect(value).toBe(1);
      break;
    }
    expect(hub.isWanted).toBe(false);
    const stop = hub.on(none);
    hub.end();
    expect(hub.isWanted).toBe(true);
    stop();
    expect(hub.isWanted).toBe(false);
  });

  it('fails every stream at once', async () => {
    const hub = new Hub<number>();
    const streams = [hub.queue(), hub.latest()];
    hub.fail(new Error('lost'));
    for (const stream of streams) await expect(stream.next()).rejects.toThrow('lost');
    expect(hub.isWanted).toBe(false);
  });
});
