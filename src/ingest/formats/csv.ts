/**
 * CSV and TSV by csv-parse: streamed, a header first, every row with as many cells. An empty cell and a missing one are the same
 * here. Fails with IngestError header, columns-limit, ragged-row, record-too-long, malformed, encoding, nul-byte, empty-file.
 */
import { once } from 'node:events';
import { CsvError, type Parser, parse } from 'csv-parse';
import type { ByteSource } from '../../objects/index.js';
import { IngestError } from '../ingest-error.js';
import { type TextEncoding, utf8Of } from './bytes.js';
import { parserOptions } from './csv-options.js';
import { checkedNames } from './names.js';
import type { Progress, Rows, Table } from './table.js';

export interface CsvOptions {
  readonly source: ByteSource;
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly progress: Progress;
}

export async function openCsv(options: CsvOptions): Promise<Table> {
  const rows = records(options);
  const first = await rows.next();
  const [header, ...rest] = first.done === true ? [] : first.value;
  if (header === undefined) throw new IngestError('empty-file');
  const columns = checkedNames(header as readonly string[]);
  return {
    format: options.delimiter === '\t' ? 'tsv' : 'csv',
    columns,
    async *batches() {
      if (rest.length > 0) yield rest;
      yield* rows;
    },
  };
}

async function* records({
  source,
  encoding,
  delimiter,
  progress,
}: CsvOptions): AsyncGenerator<Rows, void, undefined> {
  const parser = parse(parserOptions(delimiter));
  let failure: Error | undefined;
  parser.on('error', (error) => {
    failure = error;
  });
  try {
    for await (const bytes of utf8Of(source, encoding, progress)) {
      const isTaken = parser.write(bytes);
      const rows = drained(parser);
      if (rows.length > 0) yield rows;
      if (failure !== undefined) throw refusal(failure);
      if (!isTaken && parser.writableNeedDrain) await once(parser, 'drain');
    }
    parser.end();
    let rows: unknown[][] = [];
    for await (const row of parser) rows.push(row as unknown[]);
    if (rows.length > 0) yield rows;
    rows = [];
  } catch (error) {
    throw refusal(failure ?? error);
  } finally {
    parser.destroy();
  }
}

function drained(parser: Parser): unknown[][] {
  const rows: unknown[][] = [];
  for (let row = parser.read(); row !== null; row = parser.read()) rows.push(row as unknown[]);
  return rows;
}

function refusal(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const { code, records: before } = error as CsvError & { records?: number };
  // The header is a record too.
  const place = before === undefined ? {} : { row: before };
  switch (code) {
    case 'CSV_MAX_RECORD_SIZE':
      return new IngestError('record-too-long', '', place);
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
      return new IngestError('ragged-row', error.message, place);
    default:
      return new IngestError('malformed', error.message, place);
  }
}
