/**
 * Catches a row of the requirements on the market for data that no test is named for, a test that does not name its row, a user
 * story without a test, and a page that says something is missing which its row says is there, or the other way round.
 */
// Rows of docs/marketplace-rows.md: DM21, DM22.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const COUNTS = { DM: 22, QL: 17, GV: 22 };
const OTHERS = ['ST7', 'ST8', 'ST10'];
const STORIES_MIN = 10;

const text = readFileSync(join(ROOT, 'docs', 'marketplace-rows.md'), 'utf8');
const tableOf = (name: string): string[][] =>
  (text.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .slice(1);
const rows = tableOf('rows').map(([, id = '', , file = '', missing = '']) => ({
  ...{ id, missing, file: file.replaceAll('`', '') },
}));

test('every row is there once, in order', () => {
  const wanted = Object.entries(COUNTS).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, i) => `${group}${i + 1}`),
  );
  expect(rows.map(({ id }) => id)).toEqual([...wanted, ...OTHERS]);
});

test('a row names a test that names it, or says that it is not there yet', () => {
  for (const { id, file, missing } of rows) {
    if (file === '–') {
      expect([id, missing]).toEqual([id, expect.stringMatching(/^not there yet: ./)]);
      continue;
    }
    expect([id, existsSync(join(ROOT, file))]).toEqual([id, true]);
    const source = readFileSync(join(ROOT, file), 'utf8');
    expect([id, file, new RegExp(`\\b${id}\\b`).test(source)]).toEqual([id, file, true]);
    expect([id, file, /\btest(?:\.\w+)*\(|\bit\(/.test(source)]).toEqual([id, file, true]);
    expect([id, missing]).toEqual([id, expect.not.stringMatching(/^not there yet/)]);
  }
});

test('a story has its fields and a test that is there', () => {
  const stories = tableOf('stories');
  expect(stories.length).toBeGreaterThanOrEqual(STORIES_MIN);
  for (const [, story = '', fields = '', file = ''] of stories) {
    expect(story).toMatch(/^As an? /);
    expect(fields).not.toBe('');
    expect([story, existsSync(join(ROOT, file.replaceAll('`', '')))]).toEqual([story, true]);
  }
});

test('the guide says what is not there yet of every row that lacks something', () => {
  const guide = readFileSync(join(ROOT, 'docs', 'marketplace-guide.md'), 'utf8');
  const left = guide.split('## What is not there yet')[1] ?? '';
  const named = new Set(left.match(/\b(?:DM|QL|GV|ST)\d+\b/g) ?? []);
  const lacking = rows.filter(({ missing }) => missing !== '').map(({ id }) => id);
  expect([...named].sort()).toEqual([...lacking].sort());
});
