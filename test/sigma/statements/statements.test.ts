// Rows: SO4.
// Catches a statement whose lines do not sum to the ledger to the micro-PAT, that has postings of another month, twice or in another order,
// or whose CSV rounds, breaks its cells or runs as a formula.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  kindOfFeedMovement,
  monthlyStatement,
  patText,
  STATEMENT_KINDS,
  type StatementPosting,
  type StatementRequest,
  statementCsv,
} from '../../../src/sigma/statements/index.js';

const DAY = 86_400_000;
const NOVEMBER = Date.UTC(2026, 10, 1);
const posting = (over: Partial<StatementPosting> = {}): StatementPosting => ({
  sequence: 1,
  line: 0,
  atMs: NOVEMBER,
  kind: 'SALE',
  reference: 'FEED:M|1M|PRO',
  amountMicroPat: 1,
  counterparty: 'escrow',
  ...over,
});
const request = (
  postings: readonly StatementPosting[],
  over: Partial<StatementRequest> = {},
): StatementRequest => ({
  account: '12',
  year: 2026,
  month: 11,
  openingMicroPat: 0,
  closingMicroPat: postings.reduce((sum, one) => sum + one.amountMicroPat, 0),
  postings,
  ...over,
});

/** CSV read a second way: a character at a time. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, isQuoted] = ['', false];
  for (let at = 0; at < csv.length; at += 1) {
    const [now, next] = [csv[at], csv[at + 1]];
    if (isQuoted && now === '"' && next === '"') {
      cell += '"';
      at += 1;
    } else if (now === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (now === ',' || (now === '\r' && next === '\n'))) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (now === '\r') {
        rows.push([]);
        at += 1;
      }
    } else cell += now;
  }
  return rows.slice(0, -1);
}

describe('a statement', () => {
  it('sums to the ledger to the micro-PAT, in its CSV too', () => {
    const postings = fc.array(
      fc.record({
        atMs: fc.integer({ min: NOVEMBER - 10 * DAY, max: NOVEMBER + 40 * DAY }),
        kind: fc.constantFrom(...STATEMENT_KINDS),
        amountMicroPat: fc.integer({ min: -1e12, max: 1e12 }),
        reference: fc.string(),
        counterparty: fc.string(),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(postings, fc.integer({ min: 0, max: 1e13 }), (list, openingMicroPat) => {
        const all = list.map((one, at) => ({ ...one, sequence: at, line: 0 }));
        const own = all.filter(({ atMs }) => atMs >= NOVEMBER && atMs < Date.UTC(2026, 11, 1));
        const closingMicroPat = own.reduce((sum, one) => sum + one.amountMicroPat, openingMicroPat);
        const statement = monthlyStatement(
          request(all.toReversed(), { openingMicroPat, closingMicroPat }),
        );
        expect(statement.lines).toHaveLength(own.length);
        const rows = cellsOf(statementCsv(statement));
        const micro = (text: string | undefined): bigint => BigInt((text ?? '').replace('.', ''));
        let balance = micro(rows[1]?.[6]);
        for (const cells of rows.slice(2, 2 + own.length)) {
          balance += micro(cells[5]);
          expect(micro(cells[6])).toBe(balance);
        }
        expect(balance).toBe(BigInt(closingMicroPat));
        expect(micro(rows.at(-1)?.[6])).toBe(BigInt(closingMicroPat));
        const totals = rows.filter(([, , kind]) => kind?.startsWith('TOTAL_'));
        const sum = totals.reduce((total, cells) => total + micro(cells[5]), 0n);
        expect(sum).toBe(BigInt(closingMicroPat - openingMicroPat));
        for (const cells of rows) {
          expect(cells).toHaveLength(7);
          for (const cell of cells) expect(cell).not.toMatch(/^(?:[=+@\t\r]|-(?!\d+\.\d{6}$))/);
        }
      }),
    );
  });

  it('is none where the ledger says otherwise, or a posting is no whole micro-PAT or there twice', () => {
    const one = posting();
    expect(() => monthlyStatement(request([one], { closingMicroPat: 2 }))).toThrow(/ledger/);
    expect(() => monthlyStatement(request([posting({ amountMicroPat: 0.5 })]))).toThrow(/whole/);
    expect(() => monthlyStatement(request([one, one]))).toThrow(/twice/);
    expect(() => monthlyStatement(request([], { month: 13 }))).toThrow(/month/);
  });

  it('has the month from its first to its last millisecond, UTC', () => {
    const edges = [NOVEMBER - 1, NOVEMBER, Date.UTC(2026, 11, 1) - 1, Date.UTC(2026, 11, 1)];
    const postings = edges.map((atMs, at) => posting({ atMs, sequence: at }));
    const { lines, period } = monthlyStatement(request(postings, { closingMicroPat: 2 }));
    expect(lines.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(period).toBe('2026-11');
  });

  it('names a movement by what moved the cash, of all reasons its command had', () => {
    const kinds = [
      kindOfFeedMovement('MARKET_SEAT+SUBSCRIBE_FEED', -30),
      kindOfFeedMovement('MARKET_SEAT_PAYOUT+MARKET_SEAT+TICK', -30),
      kindOfFeedMovement('MARKET_SEAT_PAYOUT+MARKET_SEAT_REFUND+RECORD_DRIFT', 18),
      kindOfFeedMovement('RECORD_DRIFT+MARKET_SEAT_PAYOUT', 11),
      kindOfFeedMovement('MARKET_SEAT_PAYOUT+COLLECT_PAYOUT', 11),
      kindOfFeedMovement('MARKET_SEAT_WITHHELD', 0),
      kindOfFeedMovement('MARKET_ENTRY+ENTER_FEED', -500),
      kindOfFeedMovement('MARKET_ENTRY+JUDGE_FEED', 500),
    ];
    const wanted = 'HOLD HOLD REFUND SALE PAYOUT HOLD DEPOSIT_IN DEPOSIT_OUT';
    expect(kinds).toEqual(wanted.split(' '));
  });

  it('prints PAT exactly', () => {
    expect([0, 1, -1, 1_000_000, -12_345_678, 9_007_199_254_740_991].map(patText)).toEqual([
      '0.000000',
      '0.000001',
      '-0.000001',
      '1.000000',
      '-12.345678',
      '9007199254.740991',
    ]);
  });
});
