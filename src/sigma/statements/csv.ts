/**
 * A statement as CSV (RFC 4180, UTF-8, CRLF). Amounts are decimal PAT with six digits, exact. Texts that a spreadsheet would
 * take for a formula are quoted as text.
 */
import { STATEMENT_KINDS, type Statement } from './statement.js';

const MICRO_DIGITS = 6;
const HEAD = ['line', 'time', 'kind', 'reference', 'counterparty', 'amount_pat', 'balance_pat'];

export function statementCsv(statement: Statement): string {
  const { account, period, openingMicroPat, closingMicroPat, lines, totals } = statement;
  let balance = openingMicroPat;
  const rows: (readonly string[])[] = [
    HEAD,
    ['', '', 'OPENING', account, period, '', patText(openingMicroPat)],
  ];
  for (const posting of lines) {
    balance += posting.amountMicroPat;
    rows.push([
      `${posting.sequence}.${posting.line}`,
      new Date(posting.atMs).toISOString(),
      posting.kind,
      posting.reference,
      posting.counterparty,
      patText(posting.amountMicroPat),
      patText(balance),
    ]);
  }
  for (const kind of STATEMENT_KINDS) {
    if (totals[kind] !== 0) rows.push(['', '', `TOTAL_${kind}`, '', '', patText(totals[kind]), '']);
  }
  rows.push(['', '', 'CLOSING', account, period, '', patText(closingMicroPat)]);
  return rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

/** Exact decimal PAT. */
export function patText(microPat: number): string {
  const digits = String(Math.abs(microPat)).padStart(MICRO_DIGITS + 1, '0');
  const whole = digits.slice(0, -MICRO_DIGITS);
  return `${microPat < 0 ? '-' : ''}${whole}.${digits.slice(-MICRO_DIGITS)}`;
}

const NUMBER = /^-?\d+\.\d+$/;

function cellText(cell: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(cell) && !NUMBER.test(cell);
  const text = isFormula ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
