/** Tables for people on a terminal: the first column to the left, the others to the right. Never fails. */
import { Decimal } from 'decimal.js';

const MICRO_PER_PAT = 1_000_000;
const DIGITS = 2;

/** A table of texts; rows shorter than the head are filled up. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) =>
      widths
        .map((width, column) => {
          const text = line[column] ?? '';
          return column === 0 ? text.padEnd(width) : text.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Whole micro-PAT as PAT with two digits. */
export function patText(microPat: number | string): string {
  return new Decimal(microPat).div(MICRO_PER_PAT).toFixed(DIGITS);
}

/** The same as Markdown. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
