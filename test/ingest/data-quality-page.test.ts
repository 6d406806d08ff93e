/**
 * Catches a page that says something else than the code does: its worked numbers are computed anew, its list of refusals and of
 * missing tokens is compared. `PATX_DOCS=write` writes the list of refusals.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';
import { INGEST_ERRORS } from '../../src/ingest/index.js';
import { MISSING_TOKENS } from '../../src/quality/index.js';
import { measure, NOW_MS } from './measured.js';

const PATH = join(ROOT, 'docs', 'data-quality.md');
const page = readFileSync(PATH, 'utf8');
const block = (kind: string, after: string): string =>
  new RegExp(`${after}[\\s\\S]*?\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

test('worked numbers', async () => {
  const declaration = JSON.parse(block('json', '## Worked numbers')) as Record<string, unknown>;
  const { rows, duplicateRows, quality } = await measure(
    block('csv', '## Worked numbers'),
    declaration,
    { nowMs: NOW_MS },
  );
  const values = new Map(
    [...page.matchAll(/^\| ([a-z ]+) \| [^|]+ \| ([\d.]+) \|$/gm)].map(([, name, value]) => [
      name,
      Number(value),
    ]),
  );
  const { dimensions, composite } = quality;
  const found = {
    'distinct rows': rows - duplicateRows,
    completeness: (dimensions.completeness?.scorePpm as number) / 1e6,
    timeliness: (dimensions.timeliness?.scorePpm as number) / 1e6,
    consistency: (dimensions.consistency?.scorePpm as number) / 1e6,
    composite: (composite?.compositePpm as number) / 1e6,
    coverage: (composite?.coveragePpm as number) / 1e6,
    counted: (composite?.countedPpm as number) / 1e6,
  };
  expect(Object.fromEntries(values)).toEqual(found);
});

test('refusals', () => {
  const lines = Object.entries(INGEST_ERRORS).map(
    ([code, { meaning, remedy }]) => `| \`${code}\` | ${meaning} | ${remedy} |`,
  );
  const begin = page.indexOf('| code | meaning | what to do |');
  const head = '| code | meaning | what to do |\n|---|---|---|\n';
  const end = page.indexOf('## Exports');
  const fresh = `${page.slice(0, begin)}${head}${lines.join('\n')}\n\n${page.slice(end)}`;
  if (process.env.PATX_DOCS === 'write') writeFileSync(PATH, fresh);
  else expect(page).toBe(fresh);
});

test('missing tokens', () => {
  const listed = /in any case: ([\s\S]*?)\. They always/.exec(page)?.[1] ?? '';
  const tokens = [...listed.matchAll(/`([^`]+)`/g)].map(([, token]) => token);
  expect(tokens).toEqual(MISSING_TOKENS.filter((token) => token !== ''));
});
