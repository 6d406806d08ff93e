/**
 * Catches a provider who cannot measure before publishing: `patx ingest` that shows other figures than the library, hides why a
 * file is refused, or ends well although a venue would block it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { measure } from '../ingest/measured.js';
import { vegaPath } from '../ingest/vega.js';
import { patx } from './patx.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-cli-ingest-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function fileOf(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

test('the whole result as JSON is what the library says', async () => {
  const path = vegaPath('seattle-weather.csv');
  const declaration = { eventTime: { column: 'date', halfLifeMs: 86_400_000_000 } };
  const given = fileOf('declaration.json', JSON.stringify(declaration));
  const args = ['--declaration', given, '--now', '2026-11-24T00:00:00Z', '--json'];
  const { status, out } = await patx('ingest', path, ...args);
  expect(status).toBe(0);
  const expected = await measure(readFileSync(path), declaration, { secret: '' });
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(expected)));
});

test('tables for people, with accuracy against a reference', async () => {
  const path = vegaPath('sp500.csv');
  const { status, out } = await patx(
    'ingest',
    path,
    '--reference',
    path,
    '--key',
    'date',
    '--compare',
    'price~0.5',
  );
  expect(status).toBe(0);
  for (const text of [
    'csv, 2305 bytes, 123 rows',
    'accuracy',
    '100.00 %',
    'not measured',
    'a sample of 20 rows',
  ])
    expect(out).toContain(text);
});

test.each([
  ['a file that is no table', () => [vegaPath('7zip.png')], 'file-refused: format-not-accepted'],
  [
    'a row that is ragged',
    () => [fileOf('ragged.csv', 'a,b\n1,2\n3\n')],
    'file-refused: ragged-row',
  ],
  ['personal data nobody declared', () => [vegaPath('la-riots.csv')], 'a venue blocks it'],
  ['a file that is not there', () => [join(scratch, 'none.csv')], 'unreadable-file'],
  [
    'a reference without a key',
    () => [vegaPath('sp500.csv'), '--reference', vegaPath('sp500.csv')],
    'bad-value',
  ],
  [
    'a declaration that is none',
    () => [vegaPath('sp500.csv'), '--declaration', fileOf('d.json', '{"a":1}')],
    'file-refused: declaration',
  ],
] as const)('%s ends with 1 and one line that says why', async (_, args, said) => {
  const { status, err } = await patx('ingest', ...args());
  expect(status).toBe(1);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain(said);
});

test('what a file holds does not move the cursor', async () => {
  const lines = Array.from({ length: 9 }, (_, i) => `\u001b[2Jx\u0007,${i}`).join('\n');
  const { status, out } = await patx(
    'ingest',
    fileOf('control.csv', `\u001b[31mname,n\n${lines}\n`),
  );
  expect(status).toBe(0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
});
