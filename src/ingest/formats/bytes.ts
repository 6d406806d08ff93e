/**
 * A source's bytes in order, checked as text: whole UTF-8 (or UTF-16 with a mark, which is turned into UTF-8), no NUL.
 * Fails with IngestError encoding, nul-byte.
 */
import { TextDecoder } from 'node:util';
import type { ByteSource } from '../../objects/index.js';
import { IngestError } from '../ingest-error.js';
import { READ_BYTES } from '../limits.js';
import type { Progress } from './table.js';

export async function* bytesOf(
  source: ByteSource,
  progress: Progress,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < source.sizeBytes; ) {
    const bytes = await source.read(at, at + READ_BYTES);
    if (bytes.length === 0) throw new IngestError('damaged-file', `the file ends at byte ${at}`);
    at += bytes.length;
    progress(bytes.length);
    yield bytes;
  }
}

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding a mark at the beginning names; UTF-8 without one. */
export function encodingOf(head: Uint8Array): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Text in pieces. */
export async function* textOf(
  source: ByteSource,
  encoding: TextEncoding,
  progress: Progress,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let at = 0;
  for await (const bytes of bytesOf(source, progress)) {
    yield decoded(decoder, bytes, at, encoding);
    at += bytes.length;
  }
  yield decoded(decoder, undefined, at, encoding);
}

/** UTF-8 bytes in pieces. */
export async function* utf8Of(
  source: ByteSource,
  encoding: TextEncoding,
  progress: Progress,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (encoding !== 'utf-8') {
    for await (const text of textOf(source, encoding, progress)) yield Buffer.from(text, 'utf8');
    return;
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let at = 0;
  for await (const bytes of bytesOf(source, progress)) {
    decoded(decoder, bytes, at, encoding);
    yield bytes;
    at += bytes.length;
  }
  decoded(decoder, undefined, at, encoding);
}

function decoded(
  decoder: TextDecoder,
  bytes: Uint8Array | undefined,
  at: number,
  encoding: TextEncoding,
): string {
  let text: string;
  try {
    text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    const end = at + (bytes?.length ?? 0);
    throw new IngestError('encoding', `not ${encoding} somewhere in bytes ${at} to ${end}`);
  }
  if (text.includes('\0')) throw new IngestError('nul-byte', `a NUL after byte ${at}`);
  return text;
}
