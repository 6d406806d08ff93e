/**
 * Unsigned 64-bit fields as JavaScript numbers. Sequences, times and cursors stay below 2^53, so a double holds
 * them exactly; a stored value above that is corruption and is answered with `undefined`, never rounded.
 */
import assert from 'node:assert/strict';

const TWO_POW_32 = 4_294_967_296;
const HIGH_WORD_MAX = 0x1f_ffff;

/** Writes `value` (an integer in 0..2^53-1) as 8 little-endian bytes at `offset`. */
export const writeUint64 = (view: DataView, offset: number, value: number): void => {
  assert(Number.isSafeInteger(value) && value >= 0, 'a 64-bit field must be a safe integer');
  view.setUint32(offset, value % TWO_POW_32, true);
  view.setUint32(offset + 4, Math.floor(value / TWO_POW_32), true);
};

/** Reads 8 little-endian bytes; undefined when the value is 2^53 or more. */
export const readUint64 = (view: DataView, offset: number): number | undefined => {
  const high = view.getUint32(offset + 4, true);
  if (high > HIGH_WORD_MAX) {
    return undefined;
  }
  return high * TWO_POW_32 + view.getUint32(offset, true);
};

/** Bytes of a store key. */
const SEQUENCE_KEY_BYTES = 8;

/** Encodes a sequence as an 8-byte big-endian key, so that keys sort as the numbers do. */
export const sequenceKey = (sequence: number): Buffer => {
  assert(Number.isSafeInteger(sequence) && sequence >= 0, 'a key must be a safe integer');
  const key = Buffer.allocUnsafe(SEQUENCE_KEY_BYTES);
  key.writeUInt32BE(Math.floor(sequence / TWO_POW_32), 0);
  key.writeUInt32BE(sequence % TWO_POW_32, 4);
  return key;
};

/** Decodes a key written by `sequenceKey`; undefined when it is not one. */
export const sequenceOfKey = (key: Uint8Array): number | undefined => {
  if (key.length !== SEQUENCE_KEY_BYTES) {
    return undefined;
  }
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const high = view.getUint32(0, false);
  return high > HIGH_WORD_MAX ? undefined : high * TWO_POW_32 + view.getUint32(4, false);
};
