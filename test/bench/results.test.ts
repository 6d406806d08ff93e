/** What is kept of benches: would catch a section that overwrites others, or figures of two machines in one table. */
import { expect, test } from 'vitest';
import {
  type Measured,
  merge,
  page,
  type Results,
  readResults,
  writeResults,
} from '../../bench/results.js';

const NAMES = ['core', 'e2e'];
const machine = { processor: 'p', cores: 2, memoryGib: 24, system: 'linux', node: 'v20' };
const fresh = { machine, seeds: { yardstick: 1 } };

const measured = (name: string, commit: string, value: number): Measured => ({
  name,
  command: `node dist/bench/${name}.js`,
  commit,
  loadAverageBefore: 0.1,
  rows: [{ section: name, what: 'w', value, unit: 's', against: { what: 'x', value: 2 } }],
});

const both = (): Results =>
  merge(
    merge(undefined, fresh, measured('e2e', 'a', 1), NAMES),
    fresh,
    measured('core', 'b', 4),
    NAMES,
  );

test('a section measured anew replaces its own figures, and stands in the order of the run', () => {
  const { sections } = merge(both(), fresh, measured('e2e', 'c', 3), NAMES);
  expect(sections.map(({ name, commit }) => [name, commit])).toEqual([
    ['core', 'b'],
    ['e2e', 'c'],
  ]);
  expect(sections[1]?.rows[0]?.value).toBe(3);
});

test('figures of another machine, and of a section that is no more, go', () => {
  const other = { ...fresh, machine: { ...machine, node: 'v24' } };
  expect(merge(both(), other, measured('e2e', 'c', 3), NAMES).sections).toHaveLength(1);
  expect(merge(both(), fresh, measured('e2e', 'c', 3), ['e2e']).sections).toHaveLength(1);
});

test('what is written reads back, ratios beside it; anything else is refused', () => {
  const results = both();
  expect(JSON.parse(writeResults(results)).sections[0].rows[0].ratio).toBe(2);
  expect(readResults(writeResults(results))).toEqual(results);
  expect(() => readResults('{"sections":[]}')).toThrow('machine');
});

test('the page says of every section how and at which commit it was measured', () => {
  const text = page(both()).join('\n');
  expect(text).toContain('| core | w | 4 s | x: 2 s | 2 |  |');
  expect(text).toContain('| e2e | `node dist/bench/e2e.js` | a | 0.1 |');
});

test('a figure that is no number is refused, by name, before anything is written over', () => {
  expect(() => merge(both(), fresh, measured('core', 'c', Number.NaN), NAMES)).toThrow('"w" has');
});
