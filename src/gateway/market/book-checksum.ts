/**
 * Checksum of a book's top: CRC-32 over price and quantity, each as a signed 64-bit integer, little-endian, of the
 * best ten bids and then the best ten asks, best first. Lets a client see that its book is the venue's.
 */
import { crc32 } from 'node:zlib';
import type { DepthRows } from '../../engine/core/index.js';

export const CHECKSUM_LEVELS = 10;

const WORD = 8;
const TWO_32 = 4_294_967_296;
const bytes = new Uint8Array(CHECKSUM_LEVELS * 2 * 2 * WORD);
const view = new DataView(bytes.buffer);

/** Checksum of the rows, of which the first ten of each side count. */
export function bookChecksum(bids: DepthRows, asks: DepthRows): number {
  const end = write(asks, write(bids, 0));
  return crc32(bytes.subarray(0, end));
}

function write(rows: DepthRows, start: number): number {
  const count = Math.min(rows.count, CHECKSUM_LEVELS);
  let at = start;
  for (let row = 0; row < count; row += 1) {
    at = writeInteger(at, rows.priceTicks[row] as number);
    at = writeInteger(at, rows.lots[row] as number);
  }
  return at;
}

/** A non-negative integer below 2^53. */
function writeInteger(at: number, value: number): number {
  view.setUint32(at, value % TWO_32, true);
  view.setUint32(at + 4, Math.floor(value / TWO_32), true);
  return at + WORD;
}
