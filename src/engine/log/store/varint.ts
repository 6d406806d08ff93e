/**
 * Base-128 varints for lengths, the same bytes protobuf writes. Only lengths up to 2^32-1 occur here; a longer or
 * unfinished varint is answered with -1, so that a damaged payload never throws.
 */

const LENGTH_MAX = 0xffff_ffff;

/** Bytes the varint of `value` takes, 1 to 5. */
export const varintBytes = (value: number): number => {
  if (!(value >= 0 && value <= LENGTH_MAX)) throw new RangeError(`a length of ${value}`);
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  if (value < 0x1000_0000) return 4;
  return 5;
};

/** Writes `value` at `offset`; the caller has made room for `varintBytes(value)`. */
export const writeVarint = (bytes: Uint8Array, offset: number, value: number): void => {
  let rest = value;
  let at = offset;
  while (rest >= 0x80) {
    bytes[at] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
    at += 1;
  }
  bytes[at] = rest;
};

/** The varint at `offset`, or -1 when it is unfinished, too long or not canonical. */
export const readVarint = (bytes: Uint8Array, offset: number): number => {
  let value = 0;
  let scale = 1;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[offset + index];
    if (byte === undefined) return -1;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      const canonical = value <= LENGTH_MAX && varintBytes(value) === index + 1;
      return canonical ? value : -1;
    }
    scale *= 0x80;
  }
  return -1;
};
