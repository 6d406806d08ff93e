/**
 * What an ingestion refuses: a code that stays, what is wrong, where, and what to do about it. Whatever a file holds ends in one
 * of these or in a result; the list is part of docs/data-quality.md.
 */

interface Entry {
  readonly meaning: string;
  readonly remedy: string;
}

export const INGEST_ERRORS = {
  'empty-file': {
    meaning: 'The file has no rows.',
    remedy: 'Send a file with a header and at least one row.',
  },
  'format-not-accepted': {
    meaning:
      'The bytes are of a format that is no table here: an image, an archive, an Arrow file.',
    remedy:
      'Send CSV, TSV, JSON lines, a JSON array of objects, or Parquet; unpack archives first.',
  },
  'format-unknown': {
    meaning: 'The bytes are of no format that is known.',
    remedy: 'Send CSV, TSV, JSON lines, a JSON array of objects, or Parquet.',
  },
  'not-tabular': {
    meaning: 'The JSON is no list of objects: a topology, a graph, one object, a list of numbers.',
    remedy: 'Send an array of objects, or one object a line.',
  },
  encoding: {
    meaning: 'Some bytes are not of the encoding of the rest.',
    remedy: 'Convert the whole file to UTF-8.',
  },
  'nul-byte': {
    meaning: 'A text file holds a NUL byte.',
    remedy: 'Remove it, or send the binary format under its own name.',
  },
  'record-too-long': {
    meaning: 'A row is longer than 1 MiB; often a quote that does not close.',
    remedy: 'Close the quote, or shorten the row.',
  },
  'columns-limit': {
    meaning: 'There are more than 1,000 columns.',
    remedy: 'Split the table, or turn columns into rows.',
  },
  header: {
    meaning: 'The names of the columns are not there, or one is there twice.',
    remedy: 'Give every column a name of its own, of at most 200 characters.',
  },
  'ragged-row': {
    meaning: 'A row has another number of cells than the header.',
    remedy: 'Quote cells that hold the delimiter; give every row all cells.',
  },
  malformed: {
    meaning: 'The file breaks the rules of its format.',
    remedy: 'Write it again with a tool that quotes and escapes.',
  },
  'too-deep': {
    meaning: 'A JSON value is nested more than 64 levels.',
    remedy: 'Flatten it.',
  },
  'decompression-bomb': {
    meaning:
      'Data would become far larger than it is when it is unpacked, or not what its header says.',
    remedy: 'Write the file again with usual settings.',
  },
  'chunk-too-large': {
    meaning: 'A column of a Parquet row group is larger than 64 MiB unpacked.',
    remedy: 'Write row groups of at most 100,000 rows.',
  },
  'damaged-file': {
    meaning: 'The file is cut or its index does not fit its content.',
    remedy: 'Write and upload it again.',
  },
  'content-hash-differs': {
    meaning: 'The file is not the one whose hash was named.',
    remedy: 'Upload the file that was declared, or declare this one.',
  },
  'schema-differs': {
    meaning: 'The file does not have the columns or types that were declared.',
    remedy: 'Correct the declaration or the file.',
  },
  declaration: {
    meaning: 'The declaration breaks its schema, or names a column that is not there.',
    remedy: 'Correct the field that is named.',
  },
  'reference-too-large': {
    meaning: 'A reference has more rows than are compared with.',
    remedy: 'Send a reference of at most 1,000,000 rows.',
  },
  'personal-data': {
    meaning: 'Personal data was found that nobody declared.',
    remedy: 'Say in the declaration which columns hold it, and in the document of the listing why.',
  },
  cancelled: { meaning: 'Somebody cancelled it.', remedy: 'Begin it again when wanted.' },
  stalled: {
    meaning: 'It made no progress for a minute; often a pattern that backtracks without end.',
    remedy: 'Simplify the patterns of the declaration.',
  },
  memory: {
    meaning: 'It needed more memory than an ingestion may have.',
    remedy: 'Write smaller rows or row groups.',
  },
} as const satisfies Record<string, Entry>;

export type IngestErrorCode = keyof typeof INGEST_ERRORS;

/** What of the input an error is about. */
export interface IngestErrorPlace {
  /** Column, field of the declaration, or part of the file. */
  readonly field?: string;
  /** From 1; the header is not counted. */
  readonly row?: number;
}

export class IngestError extends Error {
  override readonly name = 'IngestError';
  readonly code: IngestErrorCode;
  readonly detail: string;
  readonly place: IngestErrorPlace;

  constructor(code: IngestErrorCode, detail = '', place: IngestErrorPlace = {}) {
    super(`${code}: ${detail === '' ? INGEST_ERRORS[code].meaning : detail}`);
    this.code = code;
    this.detail = detail;
    this.place = place;
  }

  get remedy(): string {
    return INGEST_ERRORS[this.code].remedy;
  }
}
