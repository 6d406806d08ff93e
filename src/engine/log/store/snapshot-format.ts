/**
 * How a snapshot is stored, byte for byte; like frames, snapshots written today must be readable in years.
 *
 * A snapshot of sequence S is three kinds of record in the snapshot environment, keys big-endian:
 *
 * - `C` S(8) column(2) chunk(4): a run of a column's bytes, every chunk but the last `CHUNK_BYTES` long;
 * - `H` S(8): the header, JSON: format, sequence, time, epoch, core version, the hashes of the journal and of the
 *   state at S, and per column name, type, used bytes and CRC-32, in the order of the core;
 * - `V` S(8): 32 bytes, the snapshot's SHA-256, written once the follower has compared the state. Only a snapshot
 *   with this record counts.
 *
 * The SHA-256 is over the header's bytes followed by all columns' bytes.
 */
import { z } from 'zod';
import { sequenceKey } from './uint64.js';

export const CHUNK_BYTES = 4_194_304;
export const SNAPSHOT_FORMAT = 1;
export const COLUMNS_MAX = 65_535;

const KIND = { chunk: 'C', header: 'H', verified: 'V' } as const;
const KEY_BYTES = 9;
const CHUNK_KEY_BYTES = 15;

/** The state of an engine at one sequence, as columns of bytes. */
export interface SnapshotColumn {
  /** Unique in the snapshot. */
  readonly name: string;
  /** What the bytes are, a word of the core's own, such as `i32` or `records`. */
  readonly type: string;
  /** The used part of the column. */
  readonly bytes: Uint8Array;
}

/** What a snapshot says about itself. Hashes are 32 bytes. */
export interface SnapshotMeta {
  /** Last sequence applied. */
  readonly sequence: number;
  /** Sequenced time of that command, milliseconds since 1970 UTC. */
  readonly timeMs: number;
  readonly epoch: number;
  /** Version of the rules that made this state. */
  readonly coreVersion: number;
  /** Hash of the frame that ends at `sequence`: the next frame chains to it. */
  readonly frameHash: Uint8Array;
  /** Running hash of all events up to and including `sequence`. */
  readonly eventHash: Uint8Array;
  /** Hash of the whole state. */
  readonly stateHash: Uint8Array;
}

const hashText = z.string().regex(/^[0-9a-f]{64}$/);

const headerSchema = z.strictObject({
  format: z.literal(SNAPSHOT_FORMAT),
  sequence: z.int().positive(),
  timeMs: z.int().nonnegative(),
  epoch: z.int().nonnegative(),
  coreVersion: z.int().nonnegative(),
  frameHash: hashText,
  eventHash: hashText,
  stateHash: hashText,
  columns: z
    .array(
      z.strictObject({
        name: z.string(),
        type: z.string(),
        usedBytes: z.int().nonnegative(),
        crc32: z.int().nonnegative(),
      }),
    )
    .max(COLUMNS_MAX),
});

/** The header record, decoded. */
export type SnapshotHeader = z.infer<typeof headerSchema>;

/** The bytes of a header record. */
export const encodeHeader = (header: SnapshotHeader): Buffer => Buffer.from(JSON.stringify(header));

/** Decodes a header record; throws when it is not one. */
export const decodeHeader = (bytes: Uint8Array): SnapshotHeader =>
  headerSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));

const kindKey = (kind: string, sequence: number): Buffer =>
  Buffer.concat([Buffer.from(kind, 'latin1'), sequenceKey(sequence)], KEY_BYTES);

export const headerKey = (sequence: number): Buffer => kindKey(KIND.header, sequence);

export const verifiedKey = (sequence: number): Buffer => kindKey(KIND.verified, sequence);

export const chunkKey = (sequence: number, column: number, chunk: number): Buffer => {
  const key = Buffer.alloc(CHUNK_KEY_BYTES);
  kindKey(KIND.chunk, sequence).copy(key);
  key.writeUInt16BE(column, KEY_BYTES);
  key.writeUInt32BE(chunk, KEY_BYTES + 2);
  return key;
};

/** Range of the keys of one snapshot's chunks; without a sequence, of all chunks. */
export const chunkRange = (sequence?: number): { start: Buffer; end: Buffer } =>
  sequence === undefined
    ? { start: Buffer.from('C'), end: Buffer.from('D') }
    : { start: kindKey(KIND.chunk, sequence), end: kindKey(KIND.chunk, sequence + 1) };

/** Range of the keys of all headers. */
export const headerRange = (): { start: Buffer; end: Buffer } => ({
  start: Buffer.from('H'),
  end: Buffer.from('I'),
});

/** The sequence in any of the keys. */
export const sequenceInKey = (key: Uint8Array): number =>
  Number(Buffer.from(key).readBigUInt64BE(1));
