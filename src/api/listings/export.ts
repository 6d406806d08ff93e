/**
 * A listing as a file, streamed: CSV (RFC 4180), or Parquet with a row group every few thousand rows, so that pandas, DuckDB and
 * spreadsheets open it. Whoever reads slowly is waited for; between two pages the thread does its other work.
 *
 * Bounded in rows. What is added while it is read is not in it: it ends at the newest row there was when it began.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { ParquetWriter } from 'hyparquet-writer';
import {
  type Column,
  type Database,
  type Key,
  type Listing,
  type PageRequest,
  type Row,
  readPage,
} from '../../reader/index.js';

export type FileFormat = 'csv' | 'parquet';

export const CONTENT_TYPE: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
};

const PAGE_ROWS = 1_000;
/** Rows of a file at most; more are read by time. */
const EXPORT_ROWS_MAX = 1_000_000;
const GROUP_PAGES = 10;

/** Rows from the oldest on, page by page, up to the newest there was at the beginning. */
async function* pagesOf(
  database: () => Database,
  listing: Listing,
  request: PageRequest,
): AsyncGenerator<readonly Row[]> {
  const newest = readPage(database(), listing, { ...request, isAscending: false, limit: 1 });
  const [end] = newest.keys;
  if (end === undefined) return;
  let after = request.after;
  for (let rows = 0; rows < EXPORT_ROWS_MAX; rows += PAGE_ROWS) {
    const page = readPage(database(), listing, {
      ...request,
      after,
      isAscending: true,
      limit: PAGE_ROWS,
    });
    const beyond = page.keys.findIndex((key) => isAfter(key, end));
    yield beyond < 0 ? page.rows : page.rows.slice(0, beyond);
    if (beyond >= 0 || page.next === undefined) return;
    after = page.next;
    await turn();
  }
}

/** Whether a key comes after another, part by part. */
function isAfter(key: Key, end: Key): boolean {
  for (const [index, part] of key.entries()) {
    const other = end[index] as typeof part;
    if (part !== other) return part > other;
  }
  return false;
}

/** The file as a stream of bytes. @param ended called once, however it ends */
export function exportStream(
  format: FileFormat,
  database: () => Database,
  { listing, request, ended }: { listing: Listing; request: PageRequest; ended: () => void },
): ReadableStream<Uint8Array> {
  const pages = pagesOf(database, listing, request);
  let isEnded = false;
  const end = (): void => {
    if (!isEnded) ended();
    isEnded = true;
  };
  const chunks = format === 'csv' ? csv(listing.columns, pages) : parquet(listing.columns, pages);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await chunks.next();
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        end();
      },
      async cancel() {
        end();
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

async function* csv(
  columns: readonly Column[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  yield encoder.encode(`${columns.map(({ name }) => name).join(',')}\r\n`);
  for await (const rows of pages) {
    const lines = rows.map((row) => columns.map(({ name }) => field(row[name])).join(','));
    if (lines.length > 0) yield encoder.encode(`${lines.join('\r\n')}\r\n`);
  }
}

/** A text that a spreadsheet would take for a formula is told as a text. */
function field(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const isFormula = /^[=+@\t\r]/.test(value) || (value.startsWith('-') && !/^-\d+$/.test(value));
  const text = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* parquet(
  columns: readonly Column[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array, void, undefined> {
  // Loaded by the first export: most venues' starts never write a table of Parquet.
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
    createdBy: 'patx',
  });
  const taken = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  let group: Row[] = [];
  for await (const rows of pages) {
    group.push(...rows);
    if (group.length < GROUP_PAGES * PAGE_ROWS) continue;
    writeGroup(file, columns, group);
    group = [];
    yield taken();
  }
  if (group.length > 0) writeGroup(file, columns, group);
  file.finish();
  yield taken();
}

function writeGroup(file: ParquetWriter, columns: readonly Column[], rows: readonly Row[]): void {
  const columnData = columns.map((column) => ({
    name: column.name,
    data: rows.map((row) => parquetValue(column, row[column.name] ?? null)),
  }));
  file.write({ columnData, rowGroupSize: rows.length });
}

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

function elementOf({ name, kind, isNullable }: Column): Element {
  const repetition_type = isNullable === true ? 'OPTIONAL' : 'REQUIRED';
  if (kind === 'integer' || kind === 'money') return { name, type: 'INT64', repetition_type };
  if (kind === 'boolean') return { name, type: 'BOOLEAN', repetition_type };
  return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type };
}

function parquetValue({ kind }: Column, value: Row[string]): bigint | boolean | string | null {
  if (value === null) return null;
  if (kind === 'integer' || kind === 'money') return BigInt(value as number | string);
  return value as boolean | string;
}
