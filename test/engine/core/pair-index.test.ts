/**
 * Catches an index that gives one account's position to another, loses one while its buckets split, finds one that was
 * removed, or whose bytes depend on more than its history.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/engine/core/index.js';
import { Columns } from '../../../src/engine/core/kernel/columns.js';
import { limitsProblem } from '../../../src/engine/core/kernel/limits.js';
import {
  firstOf,
  PairIndex,
  pairKey,
  secondOf,
} from '../../../src/engine/core/kernel/pair-index.js';

const WORDS = 2;
const RECORDS_MAX = 300;

class Table {
  readonly columns = new Columns();
  readonly f = new Float64Array((RECORDS_MAX + 1) * WORDS);
  readonly index = new PairIndex(
    this.columns,
    'index',
    { f: this.f, words: WORDS, key: 0, next: 1 },
    RECORDS_MAX,
  );

  bytes(): number[] {
    return this.columns.list().flatMap(({ bytes, usedBytes }) => [...bytes.slice(0, usedBytes())]);
  }
}

/** The largest a limit may be, by asking: the first power of two beyond it is refused. */
function largest(name: 'maxAccounts' | 'maxSeries'): number {
  let value = 16;
  while (limitsProblem({ ...DEFAULT_LIMITS, [name]: value * 2 }) === undefined) value *= 2;
  return value;
}

describe('keys', () => {
  test('of every account and series there may be are exact, different and lead back', () => {
    const accounts = largest('maxAccounts');
    const series = largest('maxSeries');
    expect(Number.isSafeInteger(pairKey(accounts + 1, series))).toBe(true);
    for (const account of [1, 2, accounts - 1, accounts]) {
      for (const one of [1, 2, series - 1, series]) {
        const key = pairKey(account, one);
        expect([firstOf(key), secondOf(key)]).toEqual([account, one]);
      }
      expect(pairKey(account, series)).toBeLessThan(pairKey(account + 1, 0));
    }
  });

  test('of the last series of an account and the first of the next are not taken for each other', () => {
    const { f, index } = new Table();
    const series = largest('maxSeries');
    f[WORDS] = pairKey(7, series);
    index.add(1);
    expect(index.get(7, series)).toBe(1);
    expect(index.get(8, 0)).toBe(0);
  });
});

interface Step {
  readonly account: number;
  readonly series: number;
  readonly isRemoval: boolean;
}

/** The records a map holds after `steps`, each done to every one of `tables` too. */
function play(steps: readonly Step[], tables: readonly Table[]): Map<number, number> {
  const known = new Map<number, number>();
  let record = 0;
  for (const { account, series, isRemoval } of steps) {
    const key = pairKey(account, series);
    const found = known.get(key);
    if (found !== undefined && isRemoval) {
      for (const { index } of tables) index.remove(found);
      known.delete(key);
    } else if (found === undefined) {
      record += 1;
      for (const { f, index } of tables) {
        f[record * WORDS] = key;
        index.add(record);
      }
      known.set(key, record);
    }
  }
  return known;
}

describe('the index', () => {
  const step = fc.record({
    account: fc.integer({ min: 1, max: 40 }),
    series: fc.integer({ min: 1, max: 20 }),
    isRemoval: fc.boolean(),
  });

  test('knows what a map knows, through splits and removals, and equal histories are equal bytes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: RECORDS_MAX, size: 'max' }), (steps) => {
        const [table, twin] = [new Table(), new Table()];
        const known = play(steps, [table, twin]);
        for (let account = 1; account <= 40; account += 1) {
          for (let series = 1; series <= 20; series += 1) {
            const expected = known.get(pairKey(account, series)) ?? 0;
            expect(table.index.get(account, series)).toBe(expected);
          }
        }
        expect(table.bytes()).toEqual(twin.bytes());
      }),
      { numRuns: 60 },
    );
  });
});
