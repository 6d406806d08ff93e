/**
 * Parquet by hyparquet: a bounded number of rows at a time, of one row group at a time. Sizes are checked in the footer before
 * anything is unpacked, and again by each page as it is. Fails with IngestError damaged-file, chunk-too-large,
 * decompression-bomb, columns-limit, header, malformed, schema-differs.
 */
import {
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  type RowGroup,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ByteSource } from '../../objects/index.js';
import { IngestError } from '../ingest-error.js';
import {
  CHUNK_BYTES_MAX,
  COLUMNS_MAX,
  FOOTER_BYTES_MAX,
  GROUP_ROWS_MAX,
  PARQUET_BATCH_BYTES,
} from '../limits.js';
import { checkedNames } from './names.js';
import { boundedCompressors, ChunkCache } from './parquet-bytes.js';
import { checkPages } from './parquet-pages.js';
import type { Progress, Rows, Table } from './table.js';

const FOOTER_TAIL_BYTES = 8;
/** Values a column chunk has for each packed byte; a run of one value packs well, but not without end. */
const VALUES_PER_BYTE_MAX = 65_536;
const ROWS_MIN = 256;

export async function openParquet(source: ByteSource, progress: Progress): Promise<Table> {
  const file = new ChunkCache(source);
  const metadata = await footerOf(source, file);
  const [root, ...elements] = metadata.schema;
  if (root === undefined || elements.length > COLUMNS_MAX * 4)
    throw new IngestError('columns-limit', `${elements.length} parts of the schema`);
  const top = topElements(metadata);
  const columns = checkedNames(top.map(({ name }) => name));
  for (const group of metadata.row_groups) checkGroup(group);
  const total = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (total !== Number(metadata.num_rows))
    throw new IngestError(
      'damaged-file',
      `${metadata.num_rows} rows named, ${total} in row groups`,
    );
  if (columns.length === 0 || total === 0) throw new IngestError('empty-file');
  return {
    format: 'parquet',
    columns,
    declaredTypes: top.map(({ type }) => type),
    async *batches() {
      let begin = 0;
      for (const group of metadata.row_groups) {
        const end = begin + Number(group.num_rows);
        const step = rowsAtATime(group);
        for (const { meta_data: data } of group.columns)
          await checkPages(source, data as ColumnMetaData);
        for (let from = begin; from < end; from += step) {
          const to = Math.min(end, from + step);
          yield await rowsOf(file, metadata, from, to);
          progress((sizeOf(group, 'total_compressed_size') * (to - from)) / (end - begin));
        }
        begin = end;
      }
    },
  };
}

async function footerOf(source: ByteSource, file: ChunkCache): Promise<FileMetaData> {
  const end = source.sizeBytes;
  const tail = await source.read(Math.max(0, end - FOOTER_TAIL_BYTES), end);
  const isMarked = Buffer.from(tail.subarray(4)).toString('latin1') === 'PAR1';
  if (tail.length < FOOTER_TAIL_BYTES || !isMarked)
    throw new IngestError('damaged-file', 'the footer is cut off');
  const length = Buffer.from(tail).readUInt32LE(0);
  if (length > end - FOOTER_TAIL_BYTES || length > FOOTER_BYTES_MAX)
    throw new IngestError('damaged-file', `a footer of ${length} bytes`);
  try {
    return await parquetMetadataAsync(file, { geoparquet: false });
  } catch (error) {
    throw new IngestError('damaged-file', (error as Error).message);
  }
}

interface TopElement {
  readonly name: string;
  readonly type: string;
}

/** The columns: what lies directly below the root. */
function topElements({ schema }: FileMetaData): TopElement[] {
  const found: TopElement[] = [];
  let at = 1;
  const skip = (depth: number): void => {
    const element = schema[at];
    if (element === undefined || depth > 64)
      throw new IngestError('damaged-file', 'the schema does not add up');
    at += 1;
    for (let child = 0; child < (element.num_children ?? 0); child += 1) skip(depth + 1);
  };
  for (let child = 0; child < (schema[0]?.num_children ?? 0); child += 1) {
    const element = schema[at];
    if (element === undefined) throw new IngestError('damaged-file', 'the schema does not add up');
    const logical = element.logical_type?.type ?? element.converted_type;
    found.push({ name: element.name, type: logical ?? element.type ?? 'GROUP' });
    skip(0);
  }
  return found;
}

function checkGroup(group: RowGroup): void {
  const rows = Number(group.num_rows);
  if (!(rows >= 0 && rows <= GROUP_ROWS_MAX))
    throw new IngestError('chunk-too-large', `a row group of ${rows} rows`);
  for (const { meta_data: data } of group.columns) {
    if (data === undefined)
      throw new IngestError('damaged-file', 'a column chunk is described elsewhere');
    const field = data.path_in_schema.join('.');
    const unpacked = Number(data.total_uncompressed_size);
    const packed = Number(data.total_compressed_size);
    const values = Number(data.num_values);
    if (!(unpacked >= 0 && packed >= 0 && values >= 0))
      throw new IngestError('damaged-file', 'a size below zero', { field });
    if (unpacked > CHUNK_BYTES_MAX || packed > CHUNK_BYTES_MAX)
      throw new IngestError('chunk-too-large', `${Math.max(unpacked, packed)} bytes unpacked`, {
        field,
      });
    if (values > VALUES_PER_BYTE_MAX * Math.max(1, packed))
      throw new IngestError('decompression-bomb', `${values} values in ${packed} bytes`, { field });
  }
}

const sizeOf = (
  group: RowGroup,
  which: 'total_compressed_size' | 'total_uncompressed_size',
): number =>
  group.columns.reduce((sum, { meta_data: data }) => sum + Number(data?.[which] ?? 0), 0);

/** What a row takes beside its cells while it is handed on. */
const ROW_BYTES = 48;

function rowsAtATime(group: RowGroup): number {
  const rows = Math.max(1, Number(group.num_rows));
  // What packs well as a dictionary still becomes a value for each row.
  const asValues = rows * (group.columns.length * 8 + ROW_BYTES);
  const bytes = Math.max(sizeOf(group, 'total_uncompressed_size'), asValues);
  // Parts of one size: a page at a border is unpacked for both sides.
  return Math.max(ROWS_MIN, Math.ceil(rows / Math.ceil(bytes / PARQUET_BATCH_BYTES)));
}

async function rowsOf(
  file: ChunkCache,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Rows> {
  let rows: Rows = [];
  try {
    await parquetRead({
      file,
      metadata,
      rowStart,
      rowEnd,
      compressors: boundedCompressors(compressors),
      onComplete: (found) => {
        rows = found as unknown[][];
      },
    });
  } catch (error) {
    if (error instanceof IngestError) throw error;
    throw new IngestError('malformed', (error as Error).message, { row: rowStart + 1 });
  }
  if (rows.length !== rowEnd - rowStart)
    throw new IngestError('damaged-file', `rows ${rowStart + 1} to ${rowEnd} are not all there`);
  return rows;
}
