/** Files of tests as bytes in memory, and what an ingestion says of them. */
import {
  type Declaration,
  type IngestOptions,
  ingest,
  parseDeclaration,
} from '../../src/ingest/index.js';
import type { ByteSource } from '../../src/objects/index.js';
import type { IngestResult } from '../../src/quality/index.js';

export const NOW_MS = Date.UTC(2026, 10, 24);
export const DAY_MS = 86_400_000;

/** Bytes as a source. */
export function memorySource(content: string | Uint8Array): ByteSource {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    sizeBytes: bytes.length,
    read: async (start, end) => bytes.subarray(start, end),
  };
}

export async function measure(
  content: string | Uint8Array,
  declaration: Declaration | Record<string, unknown> = {},
  options: Partial<IngestOptions> = {},
): Promise<IngestResult> {
  return await ingest({
    source: memorySource(content),
    declaration: parseDeclaration(declaration),
    nowMs: NOW_MS,
    secret: 'secret of the test',
    ...options,
  });
}

type Row = Readonly<Record<string, unknown>>;

export function csvOf(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown): string => {
    const text = value === undefined || value === null ? '' : String(value);
    return /[",\n\r]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))];
  return `${lines.map((line) => line.map(cell).join(',')).join('\n')}\n`;
}

export const column = (result: IngestResult, name: string) => {
  const found = result.profile.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return found;
};
