// Catches a row of the requirements that has no test, a test that does not name its row, and a row that says nothing is missing and has none.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const COUNTS = { SL: 28, SD: 26, SE: 16, SO: 22 };

interface Row {
  readonly id: string;
  readonly file: string;
  readonly missing: string;
}

const text = readFileSync(join(ROOT, 'docs', 'sigma-market.md'), 'utf8');
const table = text.split('<!-- rows -->')[1]?.split('<!-- /rows -->')[0] ?? '';
const rows = table
  .split('\n')
  .filter((line) => /^\| S[LDEO]\d/.test(line))
  .map((line): Row => {
    const [, id = '', , file = '', missing = ''] = line.split('|').map((cell) => cell.trim());
    return { id, file: file.replaceAll('`', ''), missing };
  });

test('every row is there once, in order', () => {
  const wanted = Object.entries(COUNTS).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, i) => `${group}${i + 1}`),
  );
  expect(rows.map(({ id }) => id)).toEqual(wanted);
});

test('a row names a test that names it, or says that it is not there yet', () => {
  for (const { id, file, missing } of rows) {
    if (file === '–') {
      expect([id, missing]).toEqual([id, 'not there yet']);
      continue;
    }
    const path = join(ROOT, file);
    expect([id, existsSync(path)]).toEqual([id, true]);
    const named = new RegExp(`\\b${id}\\b`).test(readFileSync(path, 'utf8'));
    expect([id, file, named]).toEqual([id, file, true]);
  }
});
