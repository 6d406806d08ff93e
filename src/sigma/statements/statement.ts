/**
 * A month's statement of a creator, made of postings of the ledger and of nothing else. Amounts are whole micro-PAT; the lines
 * sum to the difference of closing and opening balance to the last one, or there is no statement: a difference is our bug and
 * crashes. Pure; equal postings give equal bytes.
 */
import assert from 'node:assert/strict';

/** One posting to or from the creator's account. */
export interface StatementPosting {
  /** Journal sequence; a posting's place in its command follows. */
  readonly sequence: number;
  readonly line: number;
  readonly atMs: number;
  readonly kind: StatementKind;
  /** Listing, series or payout it belongs to. */
  readonly reference: string;
  /** More than 0 is to the creator. */
  readonly amountMicroPat: number;
  /** Against which the posting is, in the words of the posting table. */
  readonly counterparty: string;
}

export const STATEMENT_KINDS = [
  'SALE',
  'FEE',
  'REFUND',
  'ROYALTY',
  'DEPOSIT_IN',
  'DEPOSIT_OUT',
  'HOLD',
  'RELEASE',
  'PAYOUT',
  'CORRECTION',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export interface StatementRequest {
  readonly account: string;
  /** UTC; `month` from 1. */
  readonly year: number;
  readonly month: number;
  readonly openingMicroPat: number;
  readonly closingMicroPat: number;
  /** All of the account's, in any order; those of other months are left out. */
  readonly postings: readonly StatementPosting[];
}

export interface Statement {
  readonly account: string;
  /** Such as `2026-11`. */
  readonly period: string;
  readonly openingMicroPat: number;
  readonly closingMicroPat: number;
  readonly lines: readonly StatementPosting[];
  readonly totals: Readonly<Record<StatementKind, number>>;
}

export function monthlyStatement(request: StatementRequest): Statement {
  const { account, year, month, openingMicroPat, closingMicroPat } = request;
  assert(Number.isInteger(year) && month >= 1 && month <= 12, `${year}-${month} is no month`);
  const fromMs = Date.UTC(year, month - 1, 1);
  const toMs = Date.UTC(year, month, 1);
  const lines = request.postings
    .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
    .toSorted((a, b) => a.sequence - b.sequence || a.line - b.line);
  const totals = Object.fromEntries(STATEMENT_KINDS.map((kind) => [kind, 0])) as Record<
    StatementKind,
    number
  >;
  let balance = openingMicroPat;
  for (const [at, { kind, amountMicroPat, sequence, line }] of lines.entries()) {
    const before = lines[at - 1];
    const isTwice = before?.sequence === sequence && before.line === line;
    assert(!isTwice, `posting ${sequence}.${line} is there twice`);
    totals[kind] += amountMicroPat;
    balance += amountMicroPat;
    assert(
      Number.isSafeInteger(balance) && Number.isSafeInteger(totals[kind]),
      `posting ${sequence}.${line} is not whole micro-PAT, or too large`,
    );
  }
  assert(
    balance === closingMicroPat,
    `the lines lead to ${balance} and the ledger says ${closingMicroPat}`,
  );
  const period = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  return { account, period, openingMicroPat, closingMicroPat, lines, totals };
}
