/**
 * Catches docs/risk.md saying another default, range or scope of a risk parameter than the core has, or leaving one out.
 * `PATX_DOCS=write` writes the table anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RISK_PARAMETERS } from '../../src/risk/index.js';

const PATH = new URL('../../docs/risk.md', import.meta.url);
const TABLE = /(<!-- parameters: [^\n]*-->\n)([\s\S]*?)(<!-- end -->)/;

const number = (value: number): string => value.toLocaleString('en-US');

function table(): string {
  const head = '| name | unit | default | least | most | scope | two persons | meaning |';
  const rows = RISK_PARAMETERS.map((one) =>
    [
      `\`${one.name}\``,
      one.unit,
      number(one.defaultValue),
      number(one.minValue),
      number(one.maxValue),
      one.scope,
      one.twoPerson === true ? 'yes' : '',
      one.description,
    ].join(' | '),
  );
  return [head, '|---|---|---:|---:|---:|---|---|---|', ...rows.map((row) => `| ${row} |`)].join(
    '\n',
  );
}

it('lists every risk parameter as it is', () => {
  const text = readFileSync(PATH, 'utf8');
  const written = text.replace(TABLE, (_all, begin: string, _old: string, end: string) => {
    return `${begin}\n${table()}\n\n${end}`;
  });
  if (process.env.PATX_DOCS === 'write') writeFileSync(PATH, written);
  expect(TABLE.test(text)).toBe(true);
  expect(written).toBe(readFileSync(PATH, 'utf8'));
});
