/**
 * Loads one snapshot and checks it whole: every column's checksum and length, then the SHA-256. Answers with a
 * reason instead of throwing, because a damaged snapshot is passed over, not fatal.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Records } from './record-pages.js';
import {
  CHUNK_BYTES,
  chunkKey,
  decodeHeader,
  headerKey,
  type SnapshotColumn,
  type SnapshotHeader,
  type SnapshotMeta,
} from './snapshot-format.js';

/** A snapshot in memory; the columns' bytes are its own. */
export interface LoadedSnapshot {
  readonly meta: SnapshotMeta;
  readonly columns: readonly SnapshotColumn[];
  /** Of header and columns together. */
  readonly sha256: Uint8Array;
}

/** A fault in a stored snapshot; its message is the reason. */
class SnapshotFault extends Error {}

/** The snapshot at `sequence`, or why it cannot be used. */
export const loadSnapshot = (records: Records, sequence: number): LoadedSnapshot | string => {
  try {
    return load(records, sequence);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const load = (records: Records, sequence: number): LoadedSnapshot => {
  const bytes = records.get(headerKey(sequence));
  if (bytes === undefined) {
    throw new SnapshotFault('there is no header');
  }
  const header = readHeader(bytes, sequence);
  const digest = createHash('sha256').update(bytes);
  const columns = header.columns.map((column, index): SnapshotColumn => {
    const content = loadColumn(records, sequence, index, column);
    digest.update(content);
    return { name: column.name, type: column.type, bytes: content };
  });
  return { meta: metaOf(header), columns, sha256: digest.digest() };
};

const readHeader = (bytes: Uint8Array, sequence: number): SnapshotHeader => {
  let header: SnapshotHeader;
  try {
    header = decodeHeader(bytes);
  } catch {
    throw new SnapshotFault('the header is damaged');
  }
  if (header.sequence !== sequence) {
    throw new SnapshotFault(`the header says sequence ${header.sequence}`);
  }
  return header;
};

const loadColumn = (
  records: Records,
  sequence: number,
  index: number,
  column: SnapshotHeader['columns'][number],
): Uint8Array => {
  const content = new Uint8Array(column.usedBytes);
  let checksum = 0;
  for (let offset = 0, chunk = 0; offset < content.length; chunk += 1) {
    const part = records.get(chunkKey(sequence, index, chunk));
    const expected = Math.min(CHUNK_BYTES, content.length - offset);
    if (part === undefined || part.length !== expected) {
      throw new SnapshotFault(`column ${column.name}: chunk ${chunk} is missing or cut off`);
    }
    content.set(part, offset);
    checksum = crc32(content.subarray(offset, offset + expected), checksum);
    offset += expected;
  }
  if (checksum !== column.crc32) {
    throw new SnapshotFault(`column ${column.name}: the checksum does not hold`);
  }
  return content;
};

const metaOf = (header: SnapshotHeader): SnapshotMeta => ({
  sequence: header.sequence,
  timeMs: header.timeMs,
  epoch: header.epoch,
  coreVersion: header.coreVersion,
  frameHash: Buffer.from(header.frameHash, 'hex'),
  eventHash: Buffer.from(header.eventHash, 'hex'),
  stateHash: Buffer.from(header.stateHash, 'hex'),
});
