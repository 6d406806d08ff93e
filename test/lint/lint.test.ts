// Goal: each lint rule fires on known-bad code, stays silent on good code, and fails when it has
// nothing to look at. A rule that silently stopped working would be caught here.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadProject } from '../../scripts/lint/project.mjs';
import { runRules } from '../../scripts/lint/rule.mjs';
import { RULES } from '../../scripts/lint/rules/index.mjs';
import { temporaryTree } from './tree.js';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const WITH_FIXTURES = [
  ...['rooms', 'pure-core', 'lmdb-transactions', 'module-shape', 'egress'],
  ...['few-numbers', 'columns', 'order-way'],
];

/** Where the named rule complains about these files, as `path:line`. */
function complaintsAbout(name: string, files: Record<string, string>): string[] {
  return complaints(name, temporaryTree(files));
}

function complaints(name: string, root: string): string[] {
  const rule = RULES.filter((candidate) => candidate.name === name);
  return runRules(rule, loadProject(root)).map(({ path, line }) => `${path}:${line}`);
}

/** Every place a fixture marks with `// finding`, once for each time the word is there. */
function marked(root: string): string[] {
  return loadProject(root).files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const marks = /\/\/ (finding(?: finding)*)$/.exec(line)?.[1]?.split(' ') ?? [];
      return marks.map(() => `${path}:${index + 1}`);
    }),
  );
}

describe.each(WITH_FIXTURES)('%s', (name) => {
  test('complains about the marked lines of its fixture and about no other', () => {
    const root = join(FIXTURES, name);
    const expected = marked(root);
    expect(expected.length).toBeGreaterThan(0);
    expect(complaints(name, root).sort()).toEqual(expected.sort());
  });
});

test.each(RULES.map(({ name }) => name))('%s fails when it saw no file', (name) => {
  expect(complaintsAbout(name, {})).toEqual(['.:0']);
});

test.each([
  ['few-numbers', 'src/engine/core/book/matches.ts'],
  ['columns', 'src/broker/index.ts'],
])('%s complains about a file that is on its list and need not be', (name, path) => {
  expect(complaintsAbout(name, { [path]: '/** Is better now. */\nexport {};\n' })).toEqual([
    `${path}:1`,
  ]);
});

test('module-shape refuses a module of more than 500 lines', () => {
  const opening = '/** Long. */\n';
  expect(complaintsAbout('module-shape', { 'src/a.ts': opening + '\n'.repeat(499) })).toEqual([]);
  expect(complaintsAbout('module-shape', { 'src/a.ts': opening + '\n'.repeat(500) })).toEqual([
    'src/a.ts:500',
  ]);
});

test('own-words finds paths of a machine and words of unfinished work', () => {
  const bad = [
    ['see ', '/home/', 'someone/notes'],
    ['path: "', '/wor', 'k/main"'],
    ['// TO', 'DO later'],
    ['a place', 'holder'],
    ['FIX', 'ME'],
  ].map((parts) => parts.join(''));
  const good = [
    ['homework and rework'],
    ['./ho', 'me/page'],
    ['src/wo', 'rk/item'],
    ['<input place', 'holder="x">'],
  ].map((parts) => parts.join(''));
  const text = [...bad, ...good].join('\n');
  const expected = bad.map((_, index) => `notes.md:${index + 1}`);
  expect(complaintsAbout('own-words', { 'notes.md': text })).toEqual(expected);
});
