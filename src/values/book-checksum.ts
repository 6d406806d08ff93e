/**
 * The checksum that follows a book: CRC-32 (IEEE 802.3, as in zlib) of its ten best levels a side, for each bid and then
 * each ask, best first, price and quantity as 64-bit little-endian integers.
 */

export const CHECKSUM_LEVELS = 10;

const TWO_32 = 4_294_967_296;
const POLYNOMIAL = 0xedb8_8320;

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** A CRC-32 being computed. */
export class Crc32 {
  private state = -1;

  reset(): void {
    this.state = -1;
  }

  /** Takes a non-negative safe integer in, as 64 bits, little-endian. */
  uint64(value: number): void {
    const low = value >>> 0;
    this.uint32(low);
    this.uint32((value - low) / TWO_32);
  }

  /** Unsigned 32-bit result. */
  get value(): number {
    return (this.state ^ -1) >>> 0;
  }

  private uint32(value: number): void {
    let { state } = this;
    for (let shift = 0; shift < 32; shift += 8) {
      state = (TABLE[(state ^ (value >>> shift)) & 0xff] as number) ^ (state >>> 8);
    }
    this.state = state;
  }
}
