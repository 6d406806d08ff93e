/**
 * Catches a file that is taken although it is no table, one that is refused without saying why and where, and one that takes the
 * process with it: bombs, endless lines, mixed encodings, NUL, too many columns, false schemas and hashes.
 */
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import {
  INGEST_ERRORS,
  IngestError,
  type IngestErrorCode,
  ingest,
} from '../../src/ingest/index.js';
import type { ByteSource } from '../../src/objects/index.js';
import { measure, memorySource, NOW_MS } from './measured.js';

const reached = new Set<IngestErrorCode>();

async function refusal(
  content: string | Uint8Array | ByteSource,
  declaration: Record<string, unknown> = {},
): Promise<IngestError> {
  const isSource = typeof content === 'object' && 'sizeBytes' in content;
  const source = isSource ? content : memorySource(content);
  try {
    await measure('', declaration, { source });
  } catch (error) {
    if (!(error instanceof IngestError)) throw error;
    reached.add(error.code);
    return error;
  }
  throw new Error('it was taken');
}

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const REST = 'x'.repeat(100);

test.each([
  ['an image', bytes([0x89], 'PNG\r\n', [0x1a], '\n', REST), 'format-not-accepted', 'PNG'],
  ['an Arrow file', bytes('ARROW1', [0, 0], REST), 'format-not-accepted', 'Arrow'],
  ['a zip bomb', bytes('PK', [3, 4], REST), 'format-not-accepted', 'zip'],
  ['gzip', gzipSync('a,b\n1,2\n'), 'format-not-accepted', 'gzip'],
  ['a PDF', bytes('%PDF-1.7', REST), 'format-not-accepted', 'PDF'],
  ['markup', '<!doctype html><table><tr><td>1', 'format-not-accepted', 'markup'],
  ['encrypted Parquet', bytes('PARE', REST), 'format-not-accepted', 'encrypted'],
  ['nothing', '', 'empty-file', ''],
  ['spaces', ' \n\n', 'empty-file', ''],
  ['a header alone', 'a,b\n', 'empty-file', ''],
  ['an empty array', '[]', 'empty-file', ''],
  ['control characters', bytes([1, 2, 3, 4, 5, 6, 7, 8], REST), 'format-unknown', ''],
  ['a topology', '{"type":"Topology","objects":{}}', 'not-tabular', 'topology'],
  ['geometry', '{"type":"FeatureCollection","features":[]}', 'not-tabular', 'geometry'],
  ['a graph', '{"nodes":[],"links":[]}', 'not-tabular', 'graph'],
  ['one object over lines', '{\n "a": 1\n}\n', 'not-tabular', 'one JSON object'],
  ['a list of numbers', '[1,2,3]', 'not-tabular', 'row 1'],
  ['a list of lists', '[[1,2],[3,4]]', 'not-tabular', ''],
  ['lines of something else', '{"a":1}\n{"a":2}\n3\n', 'not-tabular', ''],
  ['a NUL in text', bytes('a,b\n1,', [0], '\n'), 'nul-byte', 'byte'],
  ['a NUL far inside', `a,b\n${'1,2\n'.repeat(100_000)}1,\0\n`, 'nul-byte', 'byte'],
  ['Latin-1 after UTF-8', bytes('a,b\nä,1\n', [0xe4], ',2\n'), 'encoding', 'utf-8'],
  ['UTF-8 cut in a letter', bytes('a,b\n1,', [0xc3]), 'encoding', ''],
  [
    'UTF-16 with half a letter',
    bytes([0xff, 0xfe, 0x61, 0, 0x2c, 0, 0x62]),
    'encoding',
    'utf-16le',
  ],
  ['a row with more cells', 'a,b\n1,2\n1,2,3\n1,2\n', 'ragged-row', ''],
  ['a row with fewer cells', 'a,b\n1,2\n1\n1,2\n', 'ragged-row', ''],
  ['a name twice', 'a,a\n1,2\n', 'header', 'twice'],
  ['a long name', `${'n'.repeat(201)},b\n1,2\n`, 'header', '201'],
  ['a quote that opens in a cell', 'a,b\n1,x"y\n2,3\n', 'malformed', ''],
  ['a quote that never closes', `a,b\n1,"${'x'.repeat(2_000_000)}`, 'record-too-long', ''],
  ['a JSON row that is too long', `[{"a":"${'x'.repeat(1_200_000)}"}]`, 'record-too-long', ''],
  [
    'a JSON line that is too long',
    `{"a":1}\n{"a":"${'x'.repeat(1_200_000)}"}`,
    'record-too-long',
    '',
  ],
  ['deep JSON', `[${'{"a":'.repeat(70)}1${'}'.repeat(70)}]`, 'too-deep', ''],
  ['deep JSON lines', `{"a":1}\n{"a":${'['.repeat(70)}${']'.repeat(70)}}\n`, 'too-deep', ''],
  ['an array that does not end', '[{"a":1},{"a":2}', 'malformed', 'end'],
  ['a comma too many', '[{"a":1},]', 'malformed', ''],
  ['no comma', '[{"a":1}{"a":2}]', 'malformed', ''],
  ['something after the end', '[{"a":1}] x', 'malformed', ''],
  ['a broken object', '[{"a":1,}]', 'malformed', ''],
  [
    '10,000 columns',
    `${names(10_000).join(',')}\n${names(10_000).join(',')}\n`,
    'columns-limit',
    '10000',
  ],
  [
    'JSON that grows columns',
    `[${names(1_001)
      .map((n) => `{"${n}":1}`)
      .join(',')}]`,
    'columns-limit',
    '',
  ],
  ['a cut Parquet file', bytes('PAR1', REST), 'damaged-file', 'footer'],
] as const)('%s', async (_, content, code, said) => {
  const error = await refusal(content);
  expect(error.code).toBe(code);
  expect(`${error.message} row ${error.place.row}`).toContain(said);
  expect(error.remedy.length).toBeGreaterThan(10);
});

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `c${i}`);
}

test('a line of 1 GB is refused after its first megabyte', async () => {
  let read = 0;
  const source: ByteSource = {
    sizeBytes: 1_000_000_000,
    read: async (start, end) => {
      read = Math.max(read, end);
      return start === 0
        ? Buffer.from(`a,b\n1,${'x'.repeat(end - start - 6)}`)
        : Buffer.alloc(end - start, 120);
    },
  };
  // The hash alone reads it all, so the hash is left out: the format's own limit is what is tested.
  const { openTable } = await import('../../src/ingest/formats/open-table.js');
  await expect(
    (async () => {
      const table = await openTable(source, () => {});
      for await (const _ of table.batches());
    })(),
  ).rejects.toThrow('record-too-long');
  expect(read).toBeLessThan(4_000_000);
});

test('another file than the declared one is refused before it is looked at', async () => {
  const error = await refusal('a,b\n1,2\n', { contentHash: 'a'.repeat(64) });
  expect(error.code).toBe('content-hash-differs');
  expect(error.place.field).toBe('contentHash');
});

test('a source that ends before its size', async () => {
  const error = await refusal({ sizeBytes: 100, read: async () => new Uint8Array() });
  expect(error.code).toBe('damaged-file');
});

test.each([
  ['a column that is not there', { columns: [{ name: 'c' }] }, 'schema-differs', 'c'],
  [
    'a column that is not declared',
    { columns: [{ name: 'a' }], isComplete: true },
    'schema-differs',
    'b',
  ],
  ['another type', { columns: [{ name: 'b', type: 'integer' }] }, 'schema-differs', 'b'],
  [
    'a pattern that is none',
    { columns: [{ name: 'a', pattern: '(' }] },
    'declaration',
    'a.pattern',
  ],
  ['a key that is not there', { keys: [['z']] }, 'declaration', 'keys'],
  [
    'a time that is not there',
    { eventTime: { column: 'z', halfLifeMs: 1_000 } },
    'declaration',
    'eventTime.column',
  ],
  ['an unknown field', { quality: 1 }, 'declaration', ''],
  [
    'a half-life of nothing',
    { eventTime: { column: 'a', halfLifeMs: 0 } },
    'declaration',
    'eventTime.halfLifeMs',
  ],
  ['a schema that is none', { jsonSchema: { type: 'nothing' } }, 'declaration', 'jsonSchema'],
  [
    'a schema from elsewhere',
    { jsonSchema: { $ref: 'https://example.org/s' } },
    'declaration',
    'jsonSchema',
  ],
  ['a check without a metric', { odcs: [{ mustBe: 0 }] }, 'declaration', 'odcs.0'],
  ['a check that compares nothing', { odcs: [{ metric: 'rowCount' }] }, 'declaration', 'odcs.0'],
] as const)('declared: %s', async (_, declaration, code, field) => {
  const error = await refusal('a,b\n1,x\n2,y\n', declaration);
  expect([error.code, error.place.field]).toEqual([code, field]);
});

const PARQUET = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      { name: 'id', data: Array.from({ length: 1_000 }, (_, i) => i), type: 'INT32' },
      {
        name: 'text',
        data: Array.from({ length: 1_000 }, (_, i) => `text ${i % 7}`),
        type: 'STRING',
      },
    ],
  }),
);

test('Parquet with any byte changed ends in a result or a typed refusal', async () => {
  expect((await measure(PARQUET)).rows).toBe(1_000);
  let refused = 0;
  for (let at = 4; at < PARQUET.length; at += Math.ceil(PARQUET.length / 400)) {
    const copy = Buffer.from(PARQUET);
    copy[at] = (copy[at] as number) ^ 0xff;
    try {
      await measure(copy);
    } catch (error) {
      expect(error, `byte ${at}`).toBeInstanceOf(IngestError);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(20);
});

test('a Parquet page that says it is huge, and a chunk that is', async () => {
  const { boundedCompressors } = await import('../../src/ingest/formats/parquet-bytes.js');
  const unpack = boundedCompressors({ SNAPPY: () => new Uint8Array(7) }).SNAPPY;
  expect(() => unpack?.(new Uint8Array(4), 2_000_000_000)).toThrow('decompression-bomb');
  expect(() => unpack?.(new Uint8Array(4), 8)).toThrow('decompression-bomb');
  reached.add('decompression-bomb');
  const text = 'y'.repeat(1_000_000);
  const wide = parquetWriteBuffer({
    columnData: [
      { name: 'text', data: Array.from({ length: 70 }, (_, i) => text + i), type: 'STRING' },
    ],
    codec: 'UNCOMPRESSED',
  });
  const error = await refusal(Buffer.from(wide));
  expect([error.code, error.place.field]).toEqual(['chunk-too-large', 'text']);
});

test('cancelling stops it where it is', async () => {
  const stop = ingest({
    source: memorySource('a,b\n1,2\n'.repeat(10)),
    declaration: {},
    nowMs: NOW_MS,
    secret: '',
    progress: () => {
      throw new IngestError('cancelled');
    },
  });
  await expect(stop).rejects.toThrow('cancelled');
  reached.add('cancelled');
});

test('every code was reached, or is of threads and references', () => {
  // Tested in ingest-pool.test.ts and dimensions.test.ts.
  const elsewhere = ['stalled', 'memory', 'reference-too-large', 'personal-data'];
  const missing = Object.keys(INGEST_ERRORS).filter(
    (code) => !reached.has(code as IngestErrorCode) && !elsewhere.includes(code),
  );
  expect(missing).toEqual([]);
});
