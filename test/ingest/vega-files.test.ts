/**
 * Catches a real file whose outcome changes: every file of vega-datasets goes in or is refused by name, as docs/data-files.md lists.
 * `PATX_DOCS=write PATX_SLOW=1` writes the page anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';
import { IngestError, ingest } from '../../src/ingest/index.js';
import { FileSource } from '../../src/objects/index.js';
import { NOW_MS } from './measured.js';
import { VEGA_FILES, vegaPath } from './vega.js';

const PAGE = join(ROOT, 'docs', 'data-files.md');
/** Minutes on a busy machine: measured anew in the long run, else compared by its name only. */
const LARGE = ['flights-3m.parquet'];
const isLong = process.env.PATX_SLOW !== undefined;
const HEAD = `# Data files that were tried

Every file of [vega-datasets](https://github.com/vega/vega-datasets) 3.2.1 (BSD-3-Clause), as \`patx ingest\` takes it: what it is, or why
it is refused. Written by \`PATX_DOCS=write PATX_SLOW=1 npx vitest run test/ingest/vega-files.test.ts\`, which checks it otherwise.
*Blocked* names personal data a provider has to declare first. Formulas: [data-quality.md](data-quality.md).

| file | outcome | rows | columns | repeated rows | completeness | consistency | filled by one value | blocked |
|---|---|---:|---:|---:|---:|---:|---|---|
`;

const percent = (ppm: number | undefined): string =>
  ppm === undefined ? 'not measured' : `${(ppm / 10_000).toFixed(2)} %`;

async function lineOf(name: string): Promise<string> {
  const source = await FileSource.open(vegaPath(name));
  try {
    const result = await ingest({ source, declaration: {}, nowMs: NOW_MS, secret: '' });
    const { completeness, consistency } = result.quality.dimensions;
    const filled = result.profile.filter(({ isFilled }) => isFilled).length;
    const blocked = result.personalData.map(({ column, category }) => `${column} (${category})`);
    const cells = [
      ...[name, result.format, result.rows, result.profile.length, result.duplicateRows],
      ...[percent(completeness?.scorePpm), percent(consistency?.scorePpm)],
      ...[filled === 0 ? '' : `${filled} columns`, blocked.join(', ')],
    ];
    return `| ${cells.join(' | ')} |`;
  } catch (error) {
    if (!(error instanceof IngestError)) throw error;
    const detail = error.detail === '' ? '' : `: ${error.detail}`;
    return `| ${name} | \`${error.code}\`${detail} | | | | | | | |`;
  } finally {
    await source.close();
  }
}

test('every file has the outcome the page says', async () => {
  expect(VEGA_FILES.length).toBe(73);
  const page = process.env.PATX_DOCS === 'write' ? undefined : readFileSync(PAGE, 'utf8');
  const known = new Map(page?.split('\n').map((line) => [line.split(' | ')[0]?.slice(2), line]));
  const lines: string[] = [];
  for (const { name, isTable, code } of VEGA_FILES) {
    const isLeft = page !== undefined && !isLong && LARGE.includes(name);
    const line = isLeft ? (known.get(name) ?? '') : await lineOf(name);
    expect(line, name).toContain(isTable ? ' % |' : `\`${code}\``);
    lines.push(line);
  }
  const fresh = `${HEAD}${lines.join('\n')}\n`;
  if (page === undefined) writeFileSync(PAGE, fresh);
  else expect(page).toBe(fresh);
});
