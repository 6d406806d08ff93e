/**
 * The journal frame, byte for byte. This layout is stored for years: a field is never moved, resized or given
 * another meaning; a change is a new version number and the old reader stays.
 *
 * All integers are little-endian.
 *
 * | offset | bytes | field                                                                              |
 * |--------|-------|------------------------------------------------------------------------------------|
 * | 0      | 4     | magic, the ASCII letters `PATX`                                                    |
 * | 4      | 2     | format version, 1                                                                  |
 * | 6      | 2     | flags, none defined in version 1: always 0                                         |
 * | 8      | 4     | epoch of the leader that wrote the frame                                           |
 * | 12     | 4     | count of commands in the payload, at least 1                                       |
 * | 16     | 8     | sequence of the first command; the others follow without a gap                     |
 * | 24     | 8     | sequenced time of every command in the frame, milliseconds since 1970 UTC          |
 * | 32     | 32    | SHA-256 of the previous frame, all zero for the first frame of a journal           |
 * | 64     | 32    | running hash of all events up to, not including, this frame                        |
 * | 96     | 8     | state slice: cursor, how far the rolling check of the engine's state had come      |
 * | 104    | 4     | state slice: CRC-32 of the slice of state that ends at the cursor                  |
 * | 108    | 4     | payload length in bytes                                                            |
 * | 112    | 4     | reserved, 0                                                                        |
 * | 116    | 4     | CRC-32 (zlib's polynomial) of bytes 0 to 115 followed by the payload               |
 * | 120    |       | payload: per command a base-128 varint length, then that many bytes                |
 *
 * The frame's own hash is the SHA-256 of header and payload together, checksum included. It is not stored in the
 * frame: the next frame stores it, and that makes the chain.
 */

/** `PATX` read as a little-endian 32-bit integer. */
export const FRAME_MAGIC = 0x58544150;
/** The only format version written and read today. */
export const FRAME_VERSION = 1;
/** Bytes before the payload. */
export const FRAME_HEADER_BYTES = 120;
/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;

/** Byte offsets of the header fields; see the table above. */
export const FRAME_OFFSET = {
  magic: 0,
  version: 4,
  flags: 6,
  epoch: 8,
  count: 12,
  firstSequence: 16,
  timeMs: 24,
  previousHash: 32,
  eventHash: 64,
  stateCursor: 96,
  stateCrc32: 104,
  payloadBytes: 108,
  reserved: 112,
  crc32: 116,
} as const;

/** A rolling check of a part of the engine's state, computed by the engine and compared by whoever replays. */
export interface StateSlice {
  /** How far the rolling check has come; its meaning belongs to the engine. */
  readonly cursor: number;
  /** CRC-32 of the slice of state that ends at the cursor. */
  readonly crc32: number;
}

/** The header of a frame, decoded. Hashes are views into the frame's bytes. */
export interface FrameHeader {
  readonly version: number;
  readonly flags: number;
  readonly epoch: number;
  /** Commands in the payload, at least 1. */
  readonly count: number;
  readonly firstSequence: number;
  /** Sequenced time of every command, milliseconds since 1970 UTC. */
  readonly timeMs: number;
  /** SHA-256 of the frame before, zero for the first. */
  readonly previousHash: Uint8Array;
  /** Running hash of all events before this frame. */
  readonly eventHash: Uint8Array;
  readonly stateSlice: StateSlice;
}

/** A frame that was read and checked by itself: magic, version, lengths and checksum hold. */
export interface Frame extends FrameHeader {
  /** Sequence of the last command. */
  readonly lastSequence: number;
  /** The length-delimited commands. */
  readonly payload: Uint8Array;
  /** Header and payload, exactly as stored. */
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`. */
  readonly hash: Uint8Array;
}

/** A frame ready to be appended. `bytes` belongs to the writer and must not change until the append settles. */
export interface SealedFrame {
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly previousHash: Uint8Array;
  readonly epoch: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
}

/** The previous hash of the first frame of a journal: 32 zero bytes. */
export const GENESIS_HASH: Uint8Array = new Uint8Array(HASH_BYTES);

/** The sequence of the first command of a journal. */
export const FIRST_SEQUENCE = 1;
