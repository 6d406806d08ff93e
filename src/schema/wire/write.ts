/**
 * Protobuf's scalar encodings, written straight into a caller's array: varints, zigzag varints and texts.
 *
 * Every function takes the place to write at and returns the place after; the caller has made room (`*_BYTES_MAX`).
 * 64-bit integers are doubles of at most 2^53-1. A value that is not a whole number of the type's range, a NaN or a
 * bigint throws a RangeError or TypeError: nothing is ever written as something else.
 */

export const VARINT32_BYTES_MAX = 5;

const TWO_32 = 4_294_967_296;
const TWO_31 = 2_147_483_648;

/** Writes an integer of 0 to 2^32-1 as a varint. */
export function writeUint32(out: Uint8Array, start: number, value: number): number {
  let rest = value >>> 0;
  if (rest !== value) throw notExact(value);
  let at = start;
  while (rest > 0x7f) {
    out[at] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
    at += 1;
  }
  out[at] = rest;
  return at + 1;
}

/** Writes an integer of 0 to 2^53-1 as a varint. */
export function writeUint64(out: Uint8Array, start: number, value: number): number {
  if (value >>> 0 === value) return writeUint32(out, start, value);
  if (!Number.isSafeInteger(value) || value < 0) throw notExact(value);
  const low = value >>> 0;
  return writeLong(out, start, low, (value - low) / TWO_32);
}

/** Writes an integer of ±(2^53-1) as a zigzag varint (protobuf `sint64`). */
export function writeSint64(out: Uint8Array, start: number, value: number): number {
  if ((value | 0) === value && value < 0x4000_0000 && value >= -0x4000_0000) {
    let rest = (value << 1) ^ (value >> 31);
    let at = start;
    while (rest > 0x7f) {
      out[at] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
      at += 1;
    }
    out[at] = rest;
    return at + 1;
  }
  if (!Number.isSafeInteger(value)) throw notExact(value);
  // The zigzag value, 2 × half + sign, can pass 2^53, so it exists as two halves only.
  const half = value < 0 ? -value - 1 : value;
  const sign = value < 0 ? 1 : 0;
  return writeLong(out, start, ((half * 2) >>> 0) | sign, Math.floor(half / TWO_31));
}

/** Writes 64 bits given as two unsigned halves; the high half is below 2^28. */
function writeLong(out: Uint8Array, start: number, low: number, high: number): number {
  if (high === 0) return writeUint32(out, start, low >>> 0);
  out[start] = (low & 0x7f) | 0x80;
  out[start + 1] = ((low >>> 7) & 0x7f) | 0x80;
  out[start + 2] = ((low >>> 14) & 0x7f) | 0x80;
  out[start + 3] = ((low >>> 21) & 0x7f) | 0x80;
  return writeUint32(out, start + 4, (low >>> 28) + high * 16);
}

/** Writes an unsigned 32-bit integer as four bytes (protobuf `fixed32`). */
export function writeFixed32(out: Uint8Array, at: number, value: number): number {
  if (value >>> 0 !== value) throw notExact(value);
  out[at] = value & 0xff;
  out[at + 1] = (value >>> 8) & 0xff;
  out[at + 2] = (value >>> 16) & 0xff;
  out[at + 3] = value >>> 24;
  return at + 4;
}

/** Bytes `writeText` may need: its length and three bytes for each UTF-16 unit. */
export const textBytesMax = (text: string): number => VARINT32_BYTES_MAX + 3 * text.length;

const encoder = new TextEncoder();

/** Writes a text as UTF-8, its length first. */
export function writeText(out: Uint8Array, start: number, text: string): number {
  const { length } = text;
  if (length < 0x80) {
    let at = start + 1;
    for (let index = 0; index < length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return writeEncodedText(out, start, text);
      out[at] = unit;
      at += 1;
    }
    out[start] = length;
    return at;
  }
  return writeEncodedText(out, start, text);
}

function writeEncodedText(out: Uint8Array, start: number, text: string): number {
  const bytes = encoder.encode(text);
  const at = writeUint32(out, start, bytes.length);
  out.set(bytes, at);
  return at + bytes.length;
}

/** Bytes of the varint of a length below 2^28. */
function lengthBytes(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x4000) return 2;
  return length < 0x20_0000 ? 3 : 4;
}

/**
 * Writes the length of what lies between `start + guessed` and `end` at `start`, moving it when its length takes
 * another number of bytes than was left free for it. Returns the place after it.
 */
export function closeLength(out: Uint8Array, start: number, guessed: number, end: number): number {
  const length = end - start - guessed;
  const needed = lengthBytes(length);
  if (needed !== guessed) out.copyWithin(start + needed, start + guessed, end);
  writeUint32(out, start, length);
  return start + needed + length;
}

function notExact(value: unknown): RangeError {
  return new RangeError(`${String(value)} is not a whole number this field can carry`);
}
