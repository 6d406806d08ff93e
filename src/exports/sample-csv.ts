/**
 * A sample as CSV for people, who open it in a spreadsheet: a text that a spreadsheet would run as a formula is led by an apostrophe,
 * and everything is quoted where it has to be. Never fails.
 */
import type { Sample } from '../quality/index.js';

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\n]/;

export function sampleCsv({ columns, rows }: Sample): string {
  return [columns, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number | boolean | null): string {
  if (value === null) return '';
  // A number that is negative is one, and no formula.
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
