/**
 * Catches an ingestion that cannot be watched, stopped or bounded; one that takes the process or the others with it; and a stored,
 * encrypted file that is measured otherwise than the plain one.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';
import { type IngestJob, type IngestProgress, parseDeclaration } from '../../src/ingest/index.js';
import { DirectoryStore } from '../../src/objects/index.js';
import { csvOf, measure, NOW_MS } from './measured.js';
import { vegaPath } from './vega.js';

// Threads run the build, so the pool that starts them is the build's too.
const { IngestPool, PoolFullError } = (await import(
  join(ROOT, 'dist', 'src', 'ingest', 'index.js')
)) as typeof import('../../src/ingest/index.js');
const scratch = mkdtempSync(join(tmpdir(), 'patx-ingest-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const jobOf = (path: string, declaration: Record<string, unknown> = {}): IngestJob => ({
  source: { kind: 'file', path },
  declaration: parseDeclaration(declaration),
  nowMs: NOW_MS,
  secret: 'secret of the test',
});

const big = join(scratch, 'big.csv');
writeFileSync(
  big,
  csvOf(Array.from({ length: 60_000 }, (_, i) => ({ a: i, b: `text ${i % 977}`, c: i / 7 }))),
);

test('a thread measures the same, of a plain file and of an encrypted object', async () => {
  const path = vegaPath('weather.csv');
  const expected = await measure(readFileSync(path));
  const pool = new IngestPool();
  expect((await pool.run(jobOf(path))).result).toEqual(expected);
  const places = { directory: join(scratch, 'bytes'), keysDirectory: join(scratch, 'keys') };
  const upload = await new DirectoryStore(places).beginUpload('5');
  async function* bytes() {
    yield readFileSync(path);
  }
  await upload.append(bytes());
  const { address, contentHash } = await upload.finish();
  expect(contentHash).toBe(expected.contentHash);
  const job = { ...jobOf(path), source: { kind: 'object', address, ...places } } as const;
  expect((await pool.run(job)).result).toEqual(expected);
});

test('progress goes up to the whole file', async () => {
  const seen: IngestProgress[] = [];
  const { result } = await new IngestPool().run(jobOf(big), { progress: (one) => seen.push(one) });
  expect(result.rows).toBe(60_000);
  expect(seen.length).toBeGreaterThan(0);
  for (const one of seen) expect(one.bytes).toBeLessThanOrEqual(one.totalBytes);
});

test('a cancelled one ends as cancelled, and one that waits too', async () => {
  const pool = new IngestPool({ threadsMax: 1 });
  const stop = new AbortController();
  const running = pool.run(jobOf(big), { signal: stop.signal, progress: () => stop.abort() });
  const waiting = pool.run(jobOf(big), { signal: stop.signal });
  await expect(running).rejects.toThrow('cancelled');
  await expect(waiting).rejects.toThrow('cancelled');
  expect((await pool.run(jobOf(vegaPath('stocks.csv')))).result.rows).toBe(560);
});

test('a pattern that never ends stops its own ingestion alone', async () => {
  const path = join(scratch, 'slow.csv');
  writeFileSync(path, `a,b\n${'x'.repeat(40)}!,1\n`);
  const declaration = { columns: [{ name: 'a', pattern: '(x+x+)+y' }] };
  const pool = new IngestPool({ stallMs: 2_000 });
  await expect(pool.run(jobOf(path, declaration))).rejects.toThrow('stalled');
});

test('a thread that needs too much memory ends as such, and the process goes on', async () => {
  const path = join(scratch, 'wide.json');
  const row = JSON.stringify(
    Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`c${i}`, `${i}-${'v'.repeat(50)}`])),
  );
  writeFileSync(path, `[${Array(1_500).fill(row).join(',')}]`);
  const pool = new IngestPool({ memoryMib: 24 });
  await expect(pool.run(jobOf(path))).rejects.toThrow('memory');
  expect((await pool.run(jobOf(vegaPath('stocks.csv')))).result.rows).toBe(560);
});

test('what waits is bounded, and refusals come back typed', async () => {
  const pool = new IngestPool({ threadsMax: 1, waitingMax: 1 });
  const first = pool.run(jobOf(vegaPath('stocks.csv')));
  const second = pool.run(jobOf(vegaPath('7zip.png')));
  await expect(pool.run(jobOf(big))).rejects.toBeInstanceOf(PoolFullError);
  expect((await first).result.rows).toBe(560);
  await expect(second).rejects.toMatchObject({ code: 'format-not-accepted' });
  await expect(pool.run(jobOf(join(scratch, 'nowhere.csv')))).rejects.toThrow('ENOENT');
});

test('two kinds of age: what a thread gives is what the next one takes', async () => {
  const path = join(scratch, 'times.csv');
  const rows = (day: string) => csvOf(Array.from({ length: 40 }, (_, i) => ({ id: i, at: day })));
  const declaration = { eventTime: { column: 'at', halfLifeMs: 86_400_000 } };
  const pool = new IngestPool();
  writeFileSync(path, rows('2026-11-22'));
  const first = await pool.run(jobOf(path, declaration));
  expect(first.result.quality.dimensions.timeliness?.scorePpm).toBe(250_000);
  writeFileSync(path, rows('2026-11-24'));
  const again = await pool.run({ ...jobOf(path, declaration), earlierAges: first.ages });
  expect(again.result.quality.dimensions.timeliness?.scorePpm).toBe(250_000);
});
