// Catches a row of the requirements that has no test, a test that is not named after its row, and a row that says nothing is missing and has none.
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

/** The title of a test or of a group of them, which a bracket with cases may stand before. */
const TITLE = /\b(?:test|it|describe)(?:\.each\([\s\S]*?\))?(?:\.\w+)*\(\s*['"`]([^'"`\n]*)['"`]/g;
const ROWS = /\b(S[LDEO])(\d+)(?:–\1(\d+))?\b/g;

const text = readFileSync(join(ROOT, 'docs', 'sigma-rows.md'), 'utf8');
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
    expect([id, file, namedIn(readFileSync(path, 'utf8')).has(id)]).toEqual([id, file, true]);
  }
});

/** Rows in the titles of tests, one by one or as SL3–SL13. A comment names nothing. */
function namedIn(source: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, title = ''] of source.matchAll(TITLE)) {
    for (const [, group = '', from = '', to = from] of title.matchAll(ROWS)) {
      for (let row = Number(from); row <= Number(to); row += 1) ids.add(`${group}${row}`);
    }
  }
  return ids;
}

test('a title names rows, a comment and a text none', () => {
  const source =
    "// SL1\ntest('a (SL2, SL4–SL6)', () => { log('SL8'); });\nit.each([1])('b (SD1)', f);";
  expect([...namedIn(source)]).toEqual(['SL2', 'SL4', 'SL5', 'SL6', 'SD1']);
});
