/**
 * Ingestion against a plain read of the same file by the same parser, and against DuckDB's SUMMARIZE of it, by seconds of
 * processor, each in a fresh process; and the memory it takes at its peak over what the process had before.
 *
 * `node dist/bench/ingest/main.js MEGABYTES ROUNDS [large]` makes the files anew and prints one JSON line a figure. The CSV has a
 * distinct key in each row, so every row hash and estimate is exercised; Parquet has it in many row groups. `large` leaves out
 * everything but memory. A file that is refused ends it with a failure.
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { IngestPool, parserOptions } from '../../src/ingest/index.js';
import { median } from '../child.js';

const SELF = fileURLToPath(import.meta.url);
const MB = 1_000_000;
const MIB = 2 ** 20;
const ROW_GROUP_ROWS = 20_000;
const SECONDS_OF_2026 = 1_767_225_600;

interface Played {
  readonly cpuSeconds: number;
  readonly peakMib: number;
  readonly rows: number;
}

const [first = '60', second = '3', third] = process.argv.slice(2);
const PLAYS: Readonly<Record<string, (path: string) => Promise<number>>> = {
  ingest: ingested,
  plain: (path) => (path.endsWith('.csv') ? plainCsv(path) : plainParquet(path)),
  summarize: summarized,
};
const play = PLAYS[first];
if (play !== undefined) print(await measured(() => play(second)));
else await measure(Number(first), Number(second), third === 'large');

function print(value: object): void {
  console.log(JSON.stringify(value));
}

async function measured(work: () => Promise<number>): Promise<Played> {
  const idleBytes = process.memoryUsage().rss;
  const before = process.cpuUsage();
  const rows = await work();
  const { user, system } = process.cpuUsage(before);
  const peakBytes = process.resourceUsage().maxRSS * 1_024;
  return { cpuSeconds: (user + system) / 1e6, peakMib: (peakBytes - idleBytes) / MIB, rows };
}

async function ingested(path: string): Promise<number> {
  const { result } = await new IngestPool().run({
    ...{ source: { kind: 'file', path }, secret: '', nowMs: SECONDS_OF_2026 * 1_000 },
    declaration: {},
  });
  return result.rows;
}

async function plainCsv(path: string): Promise<number> {
  let rows = -1;
  for await (const _ of createReadStream(path).pipe(parse(parserOptions(',')))) rows += 1;
  return rows;
}

async function plainParquet(path: string): Promise<number> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let rows = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rows + Number(group.num_rows);
    await parquetRead({
      ...{ file, metadata, compressors, rowStart: rows, rowEnd },
      onComplete: (found) => {
        rows += found.length;
      },
    });
  }
  return rows;
}

async function summarized(path: string): Promise<number> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('SET threads = 1');
  await connection.runAndReadAll(`SUMMARIZE SELECT * FROM '${path}'`);
  const found = await connection.runAndReadAll(`SELECT count(*)::INT AS n FROM '${path}'`);
  return Number((found.getRowObjectsJson()[0] as { n: number }).n);
}

function inFreshProcess(what: string, path: string): Played {
  const text = execFileSync(process.execPath, [SELF, what, path], { encoding: 'utf8' });
  return JSON.parse(text) as Played;
}

async function measure(megabytes: number, rounds: number, isLarge: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'patx-bench-ingest-'));
  try {
    const csv = join(folder, 'rows.csv');
    const rows = writeCsv(csv, megabytes * MB);
    const parquet = join(folder, 'rows.parquet');
    await writeParquet(csv, parquet);
    for (const path of [csv, parquet]) measureFile(path, rows, rounds, isLarge);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureFile(path: string, rows: number, rounds: number, isLarge: boolean): void {
  const format = path.endsWith('.csv') ? 'CSV' : 'Parquet';
  const size = statSync(path).size / MB;
  const plays = isLarge ? ['ingest'] : ['ingest', 'plain', 'summarize'];
  const found = new Map<string, Played[]>(plays.map((what) => [what, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const what of plays) {
      const played = inFreshProcess(what, path);
      if (played.rows !== rows)
        throw new Error(`${what} of ${path}: ${played.rows} rows of ${rows}`);
      found.get(what)?.push(played);
    }
  }
  const speed = (what: string): number =>
    median((found.get(what) ?? []).map(({ cpuSeconds }) => size / cpuSeconds));
  const what = `${format} of ${Math.round(size)} MB`;
  if (!isLarge) {
    const unit = 'MB a second of processor';
    const value = speed('ingest');
    const plain = { what: 'a plain read by the same parser', value: speed('plain') };
    print({ name: `ingest, ${what}`, value, unit, against: plain });
    const duck = { what: "DuckDB's SUMMARIZE", value: speed('summarize') };
    print({ name: 'the same', value, unit, against: duck });
  }
  const peak = Math.max(...(found.get('ingest') ?? []).map(({ peakMib }) => peakMib));
  const asked = { what: 'asked at most', value: 256 };
  print({ name: `peak memory over idle, ${what}`, value: peak, unit: 'MiB', against: asked });
}

/** @returns rows written */
function writeCsv(path: string, bytes: number): number {
  const file = openSync(path, 'w');
  let rows = 0;
  let written = writeSync(file, 'id,at,city,amount,note\n');
  while (written < bytes) {
    const lines: string[] = [];
    for (let i = 0; i < 10_000; i += 1, rows += 1) {
      const at = new Date((SECONDS_OF_2026 + rows) * 1_000).toISOString();
      const amount = ((rows * 7_919) % 100_003) / 100;
      lines.push(`k${rows},${at},city ${rows % 977},${amount},"note, ${rows % 13} of ${rows}"\n`);
    }
    written += writeSync(file, lines.join(''));
  }
  closeSync(file);
  return rows;
}

async function writeParquet(csv: string, path: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `COPY (SELECT * FROM '${csv}') TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`,
  );
}
