/** Would catch: a store that differs from the contract, loses a frame on reopen, or goes on after a failed commit. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlockingCommandLog,
  DurableWatermark,
  type Frame,
  GENESIS,
  isBeingWritten,
  LmdbCommandLog,
  MemoryCommandLog,
  StoreError,
  verifyJournal,
} from '../../../../src/engine/log/store/index.js';
import { openForWriting } from '../../../../src/engine/log/store/lmdb-environment.js';
import { sequenceKey } from '../../../../src/engine/log/store/uint64.js';
import { chainOf, frameAfter, scratchDirectory } from './fixtures.js';

const KIB = 1024;

/** Small segments, so that a test crosses several. */
const openLog = (directory: string, watermark?: DurableWatermark): LmdbCommandLog =>
  LmdbCommandLog.open({
    directory,
    segmentBytes: 64 * KIB,
    frameBytesMax: 64 * KIB,
    ...(watermark === undefined ? {} : { watermark }),
  });

const digest = (frames: Iterable<Frame>): string[] =>
  [...frames].map((frame) => `${frame.firstSequence}:${Buffer.from(frame.hash).toString('hex')}`);

const storeCode = (error: unknown): string =>
  error instanceof StoreError ? error.code : `not a store error: ${String(error)}`;

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return storeCode(error);
  }
  return 'none';
};

describe('the stored log', () => {
  it('behaves as the log in memory under any appends, reads and reopenings', async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('append' as const),
          count: fc.integer({ min: 1, max: 300 }),
          blocking: fc.boolean(),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('read' as const),
          at: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const directory = scratchDirectory();
        const model = new MemoryCommandLog();
        let log = openLog(directory);
        for (const action of steps) {
          if (action.kind === 'append') {
            const frame = frameAfter(log.position, { count: action.count });
            const last = action.blocking ? log.appendBlocking(frame) : await log.append(frame);
            expect(last).toBe(model.appendBlocking(frame));
          } else if (action.kind === 'read') {
            const from = 1 + Math.floor(action.at * (model.position.nextSequence - 1));
            expect(digest(log.read(from))).toEqual(digest(model.read(from)));
          } else {
            await log.close();
            log = openLog(directory);
          }
          expect(log.position).toEqual(model.position);
        }
        await log.close();
      }),
      { numRuns: 25 },
    );
  });

  it('crosses segments in order and numbers them without gaps', async () => {
    const directory = scratchDirectory();
    const log = openLog(directory);
    for (let index = 0; index < 60; index += 1) {
      log.appendBlocking(frameAfter(log.position, { count: 100 }));
    }
    const segments = readdirSync(directory).filter((name) => /^\d+$/.test(name));
    expect(segments.length).toBeGreaterThan(3);
    expect(segments[0]).toBe('000001');
    expect(digest(log.read(1))).toHaveLength(60);
    expect(digest(log.read(3050))[0]).toMatch(/^3001:/);
    await log.close();
  });

  it('begins again after a crash between making a segment and filling it', async () => {
    const directory = scratchDirectory();
    const log = openLog(directory);
    log.appendBlocking(frameAfter(log.position));
    await log.close();
    mkdirSync(join(directory, '000002'));
    const again = openLog(directory);
    again.appendBlocking(frameAfter(again.position));
    expect(digest(again.read(1))).toHaveLength(2);
    await again.close();
  });

  it('refuses to open when a segment in the middle is missing', async () => {
    const directory = scratchDirectory();
    const log = openLog(directory);
    for (let index = 0; index < 60; index += 1) {
      log.appendBlocking(frameAfter(log.position, { count: 100 }));
    }
    await log.close();
    rmSync(join(directory, '000002'), { recursive: true });
    expect(codeOf(() => openLog(directory))).toBe('journal-missing-segment');
  });

  it('says so when a reader asks for what is not there yet or no longer kept', async () => {
    const directory = scratchDirectory();
    const log = openLog(directory);
    for (let index = 0; index < 40; index += 1) {
      log.appendBlocking(frameAfter(log.position, { count: 100 }));
    }
    await log.close();
    rmSync(join(directory, '000001'), { recursive: true });
    const rest = openLog(directory);
    expect(codeOf(() => [...rest.read(1)])).toBe('journal-too-old');
    expect(codeOf(() => [...rest.read(4002)])).toBe('journal-too-short');
    expect([...rest.read(4001)]).toEqual([]);
    await rest.close();
  });

  it('is verified whole while it is written, and from the oldest segment that is left', async () => {
    const directory = scratchDirectory();
    const log = openLog(directory);
    expect([...verifyJournal(directory)]).toEqual([]);
    for (let index = 0; index < 40; index += 1) {
      log.appendBlocking(frameAfter(log.position, { count: 100 }));
    }
    expect(isBeingWritten(directory)).toBe(true);
    expect(digest(verifyJournal(directory))).toEqual(digest(log.read(1)));
    await log.close();
    expect(isBeingWritten(directory)).toBe(false);
    rmSync(join(directory, '000001'), { recursive: true });
    const left = [...verifyJournal(directory)];
    expect(left[0]?.firstSequence).toBeGreaterThan(1);
    expect(left.at(-1)?.lastSequence).toBe(4000);
  });

  it('is not a journal when its first frame names a frame before it', async () => {
    const directory = scratchDirectory();
    const environment = openForWriting(join(directory, '000001'), 1 << 24);
    const frame = frameAfter({ ...GENESIS, lastHash: new Uint8Array(32).fill(1) });
    await environment.put(sequenceKey(1), Buffer.from(frame.bytes));
    await environment.close();
    expect(() => [...verifyJournal(directory)]).toThrow(/frame-broken-chain: frame at sequence 1/);
  });

  it('refuses a frame under a sequence that another writer took', async () => {
    const directory = scratchDirectory();
    const log = openLog(directory);
    log.appendBlocking(frameAfter(log.position));
    // The lock is the file's: without it nothing tells the two of each other.
    rmSync(join(directory, 'writer.db'));
    const intruder = openLog(directory);
    intruder.appendBlocking(frameAfter(intruder.position, { count: 2 }));
    expect(codeOf(() => log.appendBlocking(frameAfter(log.position)))).toBe(
      'journal-commit-failed',
    );
    await log.close();
    await intruder.close();
  });

  it('raises the watermark before an append settles and stops it on close', async () => {
    const watermark = new DurableWatermark();
    const log = openLog(scratchDirectory(), watermark);
    expect(watermark.sequence()).toBe(0);
    log.appendBlocking(frameAfter(log.position, { count: 5 }));
    expect(watermark.sequence()).toBe(5);
    await log.append(frameAfter(log.position, { count: 5 }));
    expect(watermark.sequence()).toBe(10);
    await log.close();
    expect(watermark.state()).toBe('stopped');
  });
});

describe.each([
  ['in memory', (): BlockingCommandLog => new MemoryCommandLog()],
  ['stored', (): BlockingCommandLog => openLog(scratchDirectory())],
])('any log (%s)', (_name, open) => {
  it('takes one append at a time, in order, chained, with an epoch that does not go back', async () => {
    const log = open();
    const [first, second] = chainOf([{ epoch: 2 }, { epoch: 2 }]);
    if (first === undefined || second === undefined) {
      throw new Error('two frames');
    }
    expect(() => log.appendBlocking(second)).toThrow(/in order/);
    const pending = log.append(first);
    expect(log.busy).toBe(true);
    await expect(log.append(second)).rejects.toThrow(/one append at a time/);
    await pending;
    expect(log.busy).toBe(false);
    const foreign = frameAfter({ ...log.position, lastHash: GENESIS.lastHash });
    expect(() => log.appendBlocking(foreign)).toThrow(/chains/);
    expect(() => log.appendBlocking(frameAfter(log.position, { epoch: 1 }))).toThrow(/epoch/);
    log.appendBlocking(second);
    await log.close();
    await expect(log.append(frameAfter(log.position))).rejects.toThrow(/journal-closed/);
  });
});

describe('the log in memory', () => {
  it('fails for good at the append the test chose, kept or not', async () => {
    for (const kept of [true, false]) {
      const log = new MemoryCommandLog({
        faultFor: (_frame, index) => (index === 1 ? { error: new Error('EIO'), kept } : undefined),
      });
      await log.append(frameAfter(log.position));
      const lost = frameAfter(log.position);
      await expect(log.append(lost)).rejects.toMatchObject({ code: 'journal-commit-failed' });
      expect(log.failure?.message).toMatch(/EIO/);
      await expect(log.append(lost)).rejects.toMatchObject({ code: 'journal-refusing' });
      expect(log.crash({ keepInFlight: false }).position.nextSequence).toBe(kept ? 3 : 2);
    }
  });

  it('holds an append until it is released, and a crash finds it or not', async () => {
    const log = new MemoryCommandLog({ hold: true });
    const pending = log.append(frameAfter(log.position));
    await Promise.resolve();
    expect(log.position).toEqual(GENESIS);
    expect(log.crash({ keepInFlight: false }).position).toEqual(GENESIS);
    expect(log.crash({ keepInFlight: true }).position.nextSequence).toBe(2);
    log.release();
    expect(await pending).toBe(1);
  });
});
