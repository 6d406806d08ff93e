/**
 * Catches a page of threats that says more than the tests show: a test it names that is not there, a row of the first list
 * of attacks that nothing shows, fees or numbers of attackers that the named file does not try.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const PAGE = readFileSync('docs/threats.md', 'utf8');
/** What was filed first, so that no row is taken out of the page and of its last table together. */
const FILED = [
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '13a', '14', '15'],
  ...['16', '16a', '16b', '17', '18', '19', '20'],
];
const STATEMENTS = ['bystanders', 'broker, coalition', 'room', 'work'];
/** Rows of the money table that grew out of another are shown in its own test. */
const ONE_OF_ANOTHER = /^(9[a-z]|16c)$/;
/** What a file has in it that tries one attacker and twenty of them. */
const TWENTY = /\[1, 20\]|i < 20\b|length: 20\b/;

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Rows of the table below a heading, with the heading of each column. */
function table(heading: string): Record<string, string>[] {
  const lines = PAGE.slice(PAGE.indexOf(heading)).split('\n');
  const [head = '', , ...rows] = lines.slice(lines.findIndex((line) => line.startsWith('|')));
  const names = cells(head);
  const body = rows.slice(
    0,
    rows.findIndex((line) => !line.startsWith('|')),
  );
  return body.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i], cell])));
}

const tried = table('## What each row is tried with');
const fileOf = (row: Record<string, string>): string => row['shown by']?.replaceAll('`', '') ?? '';

describe('the page of threats', () => {
  test('names tests that are there, and no others', () => {
    const named = [...PAGE.matchAll(/`((?:test|chain\/test)\/[\w./-]+)`/g)].map(([, path]) => path);
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter((path) => !existsSync(path as string))).toEqual([]);
  });

  test('says of every row above what it is tried with, and has every row that was filed', () => {
    const shown = ['## Money', '## Room', '## Time', '## Files'].flatMap((heading) =>
      table(heading).map((row) => row[''] ?? ''),
    );
    expect(FILED.filter((row) => !shown.includes(row))).toEqual([]);
    const asked = [...shown.filter((row) => !ONE_OF_ANOTHER.test(row)), ...STATEMENTS];
    expect(asked.filter((row) => tried.every((one) => one.row !== row))).toEqual([]);
  });

  test.each(tried.map((row) => [row.row ?? '', row] as const))('row %s is tried so', (_, row) => {
    const path = fileOf(row);
    const source = readFileSync(path, 'utf8');
    if (row.fees === 'both') expect(source).toContain('describe.each(FEES)');
    if (row.attackers === 'one and twenty') {
      expect(source).toMatch(TWENTY);
    }
    expect(row.fees).not.toBe('');
    expect(row.attackers).not.toBe('');
  });
});
