/** Catches a table or column of the history that docs/history.md does not explain, or explains though it is not there. */
// Rows of docs/marketplace-rows.md: DM17.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Database } from '../../src/reader/index.js';
import { newPath } from './histories.js';

const DOCUMENT = new URL('../../docs/history.md', import.meta.url);

test('every table and column is explained', () => {
  const database = Database.open(newPath());
  const sections = new Map(
    readFileSync(DOCUMENT, 'utf8')
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [name = '', ...lines] = section.split('\n');
        const words = lines.join('\n').match(/`[a-z][a-z_]*`/g) ?? [];
        return [name, new Set(words.map((word) => word.slice(1, -1)))];
      }),
  );
  const names = database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'market\\_text\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .rows([])
    .map(([name]) => String(name));
  expect([...sections.keys()].sort()).toEqual(names);
  for (const name of names) {
    const columns = database.prepare(`SELECT name FROM pragma_table_info('${name}')`).rows([]);
    const explained = sections.get(name) as Set<string>;
    const missing = columns.map(([column]) => String(column)).filter((one) => !explained.has(one));
    expect({ name, missing }).toEqual({ name, missing: [] });
  }
  database.close();
});
