/** Catches a venue that does not start although nothing is missing, and one that starts although something is. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LmdbCommandLog, verifyJournal } from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';

const PAGE_BYTES = 4096;
const META_BYTES = 24;
/** In a meta page: root of the free tree, of the main tree, entries of the main tree, transaction. */
const FREE_ROOT = META_BYTES + 24 + 40;
const MAIN_ENTRIES = META_BYTES + 72 + 32;
const TRANSACTION = META_BYTES + 128;
/** In a page: the transaction that wrote it. */
const PAGE_TRANSACTION = 8;

interface Journal {
  readonly directory: string;
  readonly file: string;
  readonly bytes: Buffer;
  /** Offset of the newest meta page. */
  readonly newest: number;
  readonly hashes: readonly string[];
}

const hashesOf = (directory: string, warn?: (warning: string) => void): string[] =>
  [...verifyJournal(directory, warn)].map(({ hash }) => Buffer.from(hash).toString('hex'));

const makeJournal = async (frames: number): Promise<Journal> => {
  const directory = scratchDirectory();
  const log = LmdbCommandLog.open({ directory });
  for (let index = 0; index < frames; index += 1) {
    log.appendBlocking(frameAfter(log.position, { count: 1 + (index % 40) }));
  }
  await log.close();
  const file = join(directory, '000001', 'data.mdb');
  const bytes = readFileSync(file);
  const transactions = [0, PAGE_BYTES].map((at) => bytes.readBigUInt64LE(at + TRANSACTION));
  const newest = (transactions[1] ?? 0n) > (transactions[0] ?? 0n) ? PAGE_BYTES : 0;
  return { directory, file, bytes, newest, hashes: hashesOf(directory) };
};

/** Opens, appends one frame and closes; returns the warnings. */
const goOn = async (directory: string): Promise<string[]> => {
  const warnings: string[] = [];
  const log = LmdbCommandLog.open({ directory, warn: (warning) => warnings.push(warning) });
  log.appendBlocking(frameAfter(log.position));
  await log.close();
  return warnings;
};

describe('a fault that loses nothing', () => {
  it('in the list of free pages is told, and the journal goes on in a new segment', async () => {
    const { directory, file, bytes, newest, hashes } = await makeJournal(30);
    const root = Number(bytes.readBigUInt64LE(newest + FREE_ROOT));
    // A page of the free list that names a transaction of the future: the engine does not look.
    bytes.writeBigUInt64LE(2n ** 40n, root * PAGE_BYTES + PAGE_TRANSACTION);
    writeFileSync(file, bytes);
    const warnings = await goOn(directory);
    expect(warnings).toEqual([
      expect.stringMatching(
        /data\.mdb: page \d+: is of transaction 1099511627776.+nothing is lost/,
      ),
    ]);
    expect(readdirSync(directory).filter((name) => /^\d+$/.test(name))).toEqual([
      '000001',
      '000002',
    ]);
    expect(readFileSync(file).equals(bytes), 'the faulty segment is not written any more').toBe(
      true,
    );
    const again: string[] = [];
    const all = hashesOf(directory, (warning) => again.push(warning));
    expect(all).toHaveLength(31);
    expect(all.slice(0, 30)).toEqual(hashes);
    expect(again).toHaveLength(1);
    expect(await goOn(directory), 'the segment after it has none').toEqual([]);
    expect(readdirSync(directory)).not.toContain('000003');
  });
});

describe('a fault that may lose something', () => {
  it('in a page that names the newest state is refused', async () => {
    const { directory, file, bytes, newest } = await makeJournal(30);
    bytes.writeBigUInt64LE(bytes.readBigUInt64LE(newest + TRANSACTION) - 4n, newest + TRANSACTION);
    writeFileSync(file, bytes);
    await expect(goOn(directory)).rejects.toThrow(
      /segment-damaged: .+the newest state of the file is not known/,
    );
  });

  it('is refused when fewer frames are read than are stated', async () => {
    const { directory, file, bytes, newest } = await makeJournal(30);
    bytes.writeBigUInt64LE(31n, newest + MAIN_ENTRIES);
    writeFileSync(file, bytes);
    await expect(goOn(directory)).rejects.toThrow(/segment-damaged: .+of 31 frames 30 can be read/);
  });

  it('is refused when a segment in the middle holds nothing', async () => {
    const directory = scratchDirectory();
    const log = LmdbCommandLog.open({ directory, segmentBytes: 64 * 1024 });
    while (!existsSync(join(directory, '000003'))) {
      log.appendBlocking(frameAfter(log.position, { count: 300 }));
    }
    await log.close();
    truncateSync(join(directory, '000003', 'data.mdb'), 0);
    truncateSync(join(directory, '000002', 'data.mdb'), 0);
    await expect(goOn(directory)).rejects.toThrow(
      /journal-missing-segment: segment 2 holds no frame although segment 3 was begun after it/,
    );
  });
});

describe('a segment whose making was cut off', () => {
  it.each([
    ['before anything was in its file', () => Buffer.alloc(0)],
    ['in the first page', (head: Buffer) => head.subarray(0, 1000)],
    ['with the second page missing', (head: Buffer) => head.subarray(0, PAGE_BYTES)],
    [
      'with the first page unwritten',
      (head: Buffer) => Buffer.concat([Buffer.alloc(PAGE_BYTES), head.subarray(PAGE_BYTES)]),
    ],
    ['with nothing written', (head: Buffer) => Buffer.alloc(head.length)],
  ])('%s is made anew', async (_name, cut) => {
    const empty = scratchDirectory();
    await LmdbCommandLog.open({ directory: empty }).close();
    const head = readFileSync(join(empty, '000001', 'data.mdb')).subarray(0, 2 * PAGE_BYTES);
    writeFileSync(join(empty, '000001', 'data.mdb'), cut(head));
    expect(hashesOf(empty)).toEqual([]);
    expect(await goOn(empty)).toEqual([]);
    expect(hashesOf(empty)).toHaveLength(1);
  });

  it('behind another one is made anew, and nothing before it is lost', async () => {
    const { directory, hashes } = await makeJournal(30);
    const begun = join(directory, '000002');
    mkdirSync(begun);
    writeFileSync(join(begun, 'data.mdb'), '');
    expect(hashesOf(directory)).toEqual(hashes);
    expect(await goOn(directory)).toEqual([]);
    expect(hashesOf(directory)).toHaveLength(31);
    expect(statSync(join(begun, 'data.mdb')).size).toBeGreaterThan(0);
  });
});
