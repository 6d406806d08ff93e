/**
 * Would catch: rows the chain refuses (unsorted, unbalanced, over a cap, overdrawing somebody half-way through a group); a
 * split that depends on the order it was given, or that does not add up; unbalanced input that is settled all the same.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRows } from '../../src/settlement/contracts/batch.js';
import {
  type NetChange,
  type SplitLimits,
  splitRange,
} from '../../src/settlement/netting/index.js';
import { ChainModel } from './support/chain-model.js';

const CLEARING = 1_000_000;

/** Changes that balance, between accounts that have what they pay. */
const changesOf = (amountMax: number) =>
  fc
    .array(
      fc.record({
        accountId: fc.integer({ min: 1, max: 900 }),
        free: fc.integer({ min: -amountMax, max: amountMax }),
        locked: fc.integer({ min: -amountMax, max: amountMax }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((list) => {
      const byId = new Map(list.map((one) => [one.accountId, one]));
      const sum = [...byId.values()].reduce((s, { free, locked }) => s + free + locked, 0);
      const changes = [...byId.values()].map(({ accountId, free, locked }) => ({
        accountId,
        freeMicroPat: free,
        lockedMicroPat: locked,
      }));
      return [...changes, { accountId: 901, freeMicroPat: -sum, lockedMicroPat: 0 }];
    });

const limitsOf = (debitMicroPat: number, accountsMax: number): SplitLimits => ({
  accountsMax,
  debitMicroPat,
  clearingAccountId: CLEARING,
});

describe('splitting a range', () => {
  it('gives batches the chain takes one after the other, and together the range', () => {
    let batchesSeen = 0;
    let accountsSplit = 0;
    fc.assert(
      fc.property(
        fc.oneof(changesOf(50), changesOf(1_000_000)),
        fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 3_000_000 })),
        fc.integer({ min: 2, max: 12 }),
        (changes, debitMicroPat, accountsMax) => {
          // Tiny caps on large amounts would only be many of the same.
          const cap = Math.max(debitMicroPat, largest(changes) / 40);
          const limits = limitsOf(Math.ceil(cap), accountsMax);
          const chain = new ChainModel(limits);
          // Each bucket holds exactly what its owner needs: the least overdraft on the way is found.
          for (const { accountId, freeMicroPat, lockedMicroPat } of changes) {
            chain.credit(accountId, Math.max(0, -freeMicroPat), Math.max(0, -lockedMicroPat));
          }
          chain.credit(CLEARING, 0, 0);
          const batches = splitRange(changes, limits);
          for (const { rows, debitMicroPat: debit, accountCount } of batches) {
            expect(chain.settle(rows)).toEqual({ debit: BigInt(debit), accounts: accountCount });
          }
          for (const { accountId, freeMicroPat, lockedMicroPat } of changes) {
            expect(chain.balanceOf(accountId)).toEqual([
              BigInt(Math.max(0, freeMicroPat)),
              BigInt(Math.max(0, lockedMicroPat)),
            ]);
          }
          expect(chain.balanceOf(CLEARING)).toEqual([0n, 0n]);
          expect(splitRange([...changes].reverse(), limits)).toEqual(batches);
          batchesSeen += batches.length;
          const ids = batches.flatMap(({ rows }) => [...new Set(rows.map((r) => r.accountId))]);
          const own = ids.filter((id) => id !== CLEARING);
          accountsSplit += own.length - new Set(own).size;
        },
      ),
      { numRuns: 400 },
    );
    expect(batchesSeen).toBeGreaterThan(1_000);
    expect(accountsSplit).toBeGreaterThan(100);
  });

  it('needs no clearing account where all fits into one batch', () => {
    const [only, ...more] = splitRange(
      [
        { accountId: 9, freeMicroPat: 30, lockedMicroPat: 0 },
        { accountId: 2, freeMicroPat: -50, lockedMicroPat: 20 },
      ],
      limitsOf(30, 2),
    );
    expect(more).toEqual([]);
    expect(only).toEqual({
      rows: [
        { accountId: 2, bucket: 0, deltaMicroPat: -50n },
        { accountId: 2, bucket: 1, deltaMicroPat: 20n },
        { accountId: 9, bucket: 0, deltaMicroPat: 30n },
      ],
      accountCount: 2,
      debitMicroPat: 30,
    });
    // The bytes PatClearing reads: u32 key, id times four plus bucket, and i64 delta, big-endian.
    expect(Buffer.from(packRows(only?.rows ?? [])).toString('hex')).toBe(
      '00000008ffffffffffffffce' + '000000090000000000000014' + '00000024000000000000001e',
    );
  });

  it('splits an account only when its own change passes the cap', () => {
    const even = Array.from({ length: 8 }, (_, i) => ({
      accountId: i + 1,
      freeMicroPat: i < 4 ? -70 : 70,
      lockedMicroPat: 0,
    }));
    const batches = splitRange(even, limitsOf(100, 10));
    const ids = batches.flatMap(({ rows }) => rows.map(({ accountId }) => accountId));
    expect(ids.filter((id) => id !== CLEARING).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('refuses what does not balance, shared ids and caps under which nothing moves', () => {
    const pair = [
      { accountId: 1, freeMicroPat: -5, lockedMicroPat: 0 },
      { accountId: 2, freeMicroPat: 5, lockedMicroPat: 0 },
    ];
    const code = (code: string) => expect.objectContaining({ code });
    const limits = limitsOf(100, 10);
    expect(() => splitRange(pair.slice(1), limits)).toThrow(code('UNBALANCED'));
    const off = [pair[0] as NetChange, { accountId: 2, freeMicroPat: 4, lockedMicroPat: 0 }];
    expect(() => splitRange(off, limits)).toThrow(code('UNBALANCED'));
    expect(() => splitRange([...pair, pair[0] as NetChange], limits)).toThrow(
      code('SHARED_ACCOUNT'),
    );
    expect(() => splitRange(pair, { ...limits, clearingAccountId: 2 })).toThrow(
      code('SHARED_ACCOUNT'),
    );
    const halves = pair.map((one) => ({ ...one, lockedMicroPat: 0.5 }));
    expect(() => splitRange(halves, limits)).toThrow(code('OUT_OF_RANGE'));
    expect(() => splitRange(pair, limitsOf(0, 10))).toThrow(code('BAD_LIMITS'));
    expect(() => splitRange(pair, limitsOf(100, 1))).toThrow(code('BAD_LIMITS'));
    expect(splitRange([], limits)).toEqual([]);
  });
});

function largest(changes: readonly NetChange[]): number {
  return Math.max(...changes.map((c) => Math.abs(c.freeMicroPat + c.lockedMicroPat)));
}
