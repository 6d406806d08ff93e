// Catches a book that does not trade exactly as the public benchmark's correct engines do, and as the naive book does.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Player } from '../../bench/yardstick/player.js';
import { Reports } from '../../bench/yardstick/reports.js';
import {
  CANCEL,
  EXCERPT_FOLDER,
  expectedHashes,
  readWorkload,
  TYPE_MASK,
  WORKLOAD_NAMES,
  type Workload,
  yardstickFolder,
  yardstickIsMissing,
} from '../../bench/yardstick/workload.js';
import { itWith } from '../support/data.js';
import { naiveHash } from './naive-player.js';

const ACCOUNTS = 1_000;
/** Messages of a workload that are part of the project, and how many of them the naive book plays every time. */
const EXCERPT_MESSAGES = 20_000;
const NAIVE_MESSAGES = Number(process.env.PATX_NAIVE_MESSAGES ?? 1_500);
const LIMITS = { ordersMax: 100_000, pagesMax: 8_192, seriesMax: 1 };

const fastHash = (workload: Workload, count: number): string => {
  const reports = new Reports(count * 5);
  new Player(LIMITS, workload.idMax).play(workload, reports, 0, count);
  return reports.hash();
};

/** The first messages of a workload, packed as the whole is. */
const excerptOf = ({ kind, id, priceTicks, lots }: Workload): Buffer => {
  const ids = new Int32Array(EXCERPT_MESSAGES);
  const prices: number[] = [];
  const quantities: number[] = [];
  let lastPrice = 0;
  for (let i = 0; i < EXCERPT_MESSAGES; i += 1) {
    ids[i] = (id[i] as number) - (i === 0 ? 0 : (id[i - 1] as number));
    if (((kind[i] as number) & TYPE_MASK) === CANCEL) continue;
    prices.push((priceTicks[i] as number) - lastPrice);
    lastPrice = priceTicks[i] as number;
    quantities.push(lots[i] as number);
  }
  const counts = new Uint32Array([EXCERPT_MESSAGES, prices.length]);
  const parts = [
    counts,
    kind.subarray(0, EXCERPT_MESSAGES),
    ids,
    new Int32Array(prices),
    new Uint8Array(quantities),
  ];
  return Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
};

describe('the report stream of the whole yardstick', () => {
  for (const name of WORKLOAD_NAMES) {
    itWith(yardstickIsMissing(), `has the published hash on ${name}`, () => {
      const workload = readWorkload(name, ACCOUNTS, 1);
      expect(fastHash(workload, workload.count)).toBe(expectedHashes().get(name));
    });
  }
});

describe('the report stream of the excerpt', () => {
  for (const name of WORKLOAD_NAMES) {
    it(`has the hash the naive book gave on ${name}`, () => {
      const workload = readWorkload(name, ACCOUNTS, 1, EXCERPT_FOLDER);
      expect(workload.count).toBe(EXCERPT_MESSAGES);
      expect(fastHash(workload, workload.count)).toBe(expectedHashes(EXCERPT_FOLDER).get(name));
    });

    it(`is the naive book's on the beginning of ${name}`, () => {
      const workload = readWorkload(name, ACCOUNTS, 1, EXCERPT_FOLDER);
      expect(fastHash(workload, NAIVE_MESSAGES)).toBe(naiveHash(workload, NAIVE_MESSAGES));
    });

    itWith(yardstickIsMissing(), `is of the first messages of ${name}`, () => {
      const whole = readWorkload(name, ACCOUNTS, 1);
      const excerpt = readWorkload(name, ACCOUNTS, 1, EXCERPT_FOLDER);
      for (const column of ['kind', 'id', 'priceTicks', 'lots'] as const) {
        const first = whole[column].subarray(0, EXCERPT_MESSAGES);
        expect(Buffer.from(excerpt[column].buffer).equals(Buffer.from(first.slice().buffer))).toBe(
          true,
        );
      }
    });
  }
});

// PATX_EXCERPT=write cuts the excerpt out of the whole workloads, and has the naive book play it.
if (process.env.PATX_EXCERPT === 'write') {
  it('plays it by the naive book', { timeout: 600_000 }, () => {
    const lines = WORKLOAD_NAMES.map((name) => {
      const workload = readWorkload(name, ACCOUNTS, 1, yardstickFolder());
      writeFileSync(
        join(EXCERPT_FOLDER, `${name}.s23.gz`),
        gzipSync(excerptOf(workload), { level: 9 }),
      );
      const hash = naiveHash(workload, EXCERPT_MESSAGES);
      console.log(
        name,
        hash,
        hash === fastHash(workload, EXCERPT_MESSAGES) ? 'as the fast book' : 'OTHER',
      );
      return `${hash}  ${name}_seed23_first${EXCERPT_MESSAGES}_reports.txt`;
    });
    writeFileSync(join(EXCERPT_FOLDER, 'correctness_hash.txt'), `${lines.join('\n')}\n`);
  });
}
