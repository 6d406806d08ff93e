/** The checksum of a book as read from a core, as the book channel and the SDK compute it. */
import type { DepthRows } from '../../engine/core/index.js';
import { CHECKSUM_LEVELS, Crc32 } from '../../values/index.js';

const crc = new Crc32();

/** Of the rows of both sides, best first; the first ten of each count. */
export function bookChecksum(bids: DepthRows, asks: DepthRows): number {
  crc.reset();
  for (const rows of [bids, asks]) {
    for (let row = 0; row < rows.count && row < CHECKSUM_LEVELS; row += 1) {
      crc.uint64(rows.priceTicks[row] as number);
      crc.uint64(rows.lots[row] as number);
    }
  }
  return crc.value;
}
