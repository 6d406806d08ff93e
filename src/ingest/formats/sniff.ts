/**
 * What a file is, by its bytes and not by its name. What is no table is refused by the name of what it is.
 * Fails with IngestError empty-file, format-not-accepted, format-unknown, not-tabular, nul-byte.
 */
import type { ByteSource } from '../../objects/index.js';
import { IngestError } from '../ingest-error.js';
import { RECORD_BYTES_MAX } from '../limits.js';
import { encodingOf, type TextEncoding } from './bytes.js';

export type Sniffed =
  | { readonly format: 'parquet' }
  | { readonly format: 'json' | 'jsonl'; readonly encoding: TextEncoding }
  | {
      readonly format: 'csv' | 'tsv';
      readonly encoding: TextEncoding;
      readonly delimiter: string;
    };

const HEAD_BYTES = 65_536;
/** A JSON document that is no list is read whole up to this size, to say what it is. */
const WHOLE_BYTES_MAX = 16_777_216;

const MAGIC: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['an Arrow file', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
  ['an Arrow stream', [0xff, 0xff, 0xff, 0xff]],
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty zip archive', [0x50, 0x4b, 0x05, 0x06]],
  ['gzip', [0x1f, 0x8b]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['HDF5', [0x89, 0x48, 0x44, 0x46]],
  ['Avro', [0x4f, 0x62, 0x6a, 0x01]],
  ['ORC', [0x4f, 0x52, 0x43]],
];
const PARQUET = [0x50, 0x41, 0x52, 0x31];
const PARQUET_ENCRYPTED = [0x50, 0x41, 0x52, 0x45];

const beginsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte);

export async function sniff(source: ByteSource): Promise<Sniffed> {
  const head = await source.read(0, HEAD_BYTES);
  if (head.length === 0) throw new IngestError('empty-file');
  if (beginsWith(head, PARQUET)) return { format: 'parquet' };
  if (beginsWith(head, PARQUET_ENCRYPTED))
    throw new IngestError('format-not-accepted', 'encrypted Parquet');
  const magic = MAGIC.find(([, bytes]) => beginsWith(head, bytes));
  if (magic !== undefined) throw new IngestError('format-not-accepted', `this is ${magic[0]}`);
  const encoding = encodingOf(head);
  if (encoding === 'utf-8' && head.includes(0)) {
    throw new IngestError('nul-byte', `a NUL at byte ${head.indexOf(0)}`);
  }
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  const trimmed = text.trimStart();
  if (trimmed === '') throw new IngestError('empty-file');
  if (trimmed.startsWith('[')) return { format: 'json', encoding };
  if (trimmed.startsWith('{')) return await objectFormat(source, encoding);
  if (/^<(?:!doctype|\?xml|html|svg)/i.test(trimmed))
    throw new IngestError('format-not-accepted', 'this is markup');
  const delimiter = delimiterOf(text, source.sizeBytes <= HEAD_BYTES);
  if (delimiter === undefined) throw new IngestError('format-unknown');
  return { format: delimiter === '\t' ? 'tsv' : 'csv', encoding, delimiter };
}

/** A file that begins with an object: one a line, or something that is no table. */
async function objectFormat(source: ByteSource, encoding: TextEncoding): Promise<Sniffed> {
  const head = await source.read(0, RECORD_BYTES_MAX + HEAD_BYTES);
  const text = new TextDecoder(encoding).decode(head, { stream: true }).trimStart();
  const end = text.indexOf('\n');
  const next = end < 0 ? '' : text.slice(end).trimStart();
  if (next.startsWith('{') && isJson(text.slice(0, end))) return { format: 'jsonl', encoding };
  if (source.sizeBytes > WHOLE_BYTES_MAX) throw new IngestError('not-tabular', 'one JSON object');
  const whole = new TextDecoder(encoding).decode(await source.read(0, source.sizeBytes));
  throw new IngestError('not-tabular', kindOfObject(whole));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function kindOfObject(text: string): string {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return 'it begins with an object and is no JSON';
  }
  const { type, nodes, links, edges } = value;
  if (type === 'Topology') return 'a topology (TopoJSON)';
  if (type === 'FeatureCollection' || type === 'Feature') return 'geometry (GeoJSON)';
  if (Array.isArray(nodes) && (Array.isArray(links) || Array.isArray(edges))) return 'a graph';
  return 'one JSON object';
}

const DELIMITERS = [',', '\t', ';', '|'];
const LINES_LOOKED_AT = 20;

/** The delimiter that cuts the first lines into equally many cells, most of them; a comma where a table has one column. */
function delimiterOf(text: string, isWhole: boolean): string | undefined {
  const lines = linesOutsideQuotes(text).slice(0, LINES_LOOKED_AT);
  if (!isWhole && lines.length > 1) lines.pop();
  const [header = ''] = lines;
  let best: string | undefined;
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const cells = cellsIn(header, delimiter);
    const agreeing = lines.filter((line) => cellsIn(line, delimiter) === cells).length;
    if (cells > 1 && agreeing * cells > most && agreeing * 2 > lines.length) {
      most = agreeing * cells;
      best = delimiter;
    }
  }
  if (best !== undefined) return best;
  const hasComma = header.includes(',');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells text from other bytes
  return /^[^\x00-\x08\x0e-\x1f\ufffd]+$/.test(header) || hasComma ? ',' : undefined;
}

function linesOutsideQuotes(text: string): string[] {
  const lines: string[] = [];
  let isQuoted = false;
  let begin = 0;
  for (let i = 0; i < text.length && lines.length <= LINES_LOOKED_AT; i += 1) {
    const letter = text.charCodeAt(i);
    if (letter === 34) isQuoted = !isQuoted;
    else if (letter === 10 && !isQuoted) {
      if (i > begin) lines.push(text.slice(begin, i));
      begin = i + 1;
    }
  }
  if (begin < text.length) lines.push(text.slice(begin));
  return lines;
}

function cellsIn(line: string, delimiter: string): number {
  let cells = 1;
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) cells += 1;
  }
  return cells;
}
