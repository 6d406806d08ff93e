/** Sets of bytes as ranges in order that do not touch. Pure. */
import type { ByteRange } from './market-view.js';

/** Adds a range; ranges that touch become one. */
export function withRange(ranges: readonly ByteRange[], added: ByteRange): ByteRange[] {
  const before = ranges.filter(({ to }) => to < added.from);
  const after = ranges.filter(({ from }) => from > added.to);
  const touched = ranges.slice(before.length, ranges.length - after.length);
  const from = Math.min(added.from, ...touched.map((one) => one.from));
  const to = Math.max(added.to, ...touched.map((one) => one.to));
  return [...before, { from, to }, ...after];
}

/** Bytes of a range that are not in a set. */
export function bytesBeyond(ranges: readonly ByteRange[], { from, to }: ByteRange): number {
  let had = 0;
  for (const one of ranges) had += Math.max(0, Math.min(one.to, to) - Math.max(one.from, from));
  return to - from - had;
}

/** Blocks of a size that a range touches and a set does not. */
export function blocksBeyond(
  ranges: readonly ByteRange[],
  { from, to }: ByteRange,
  blockBytes: number,
): number {
  let blocks = 0;
  for (let block = Math.floor(from / blockBytes); block * blockBytes < to; block += 1) {
    const [start, end] = [block * blockBytes, (block + 1) * blockBytes];
    const isHad = ranges.some((one) => one.from < end && one.to > start);
    if (!isHad) blocks += 1;
  }
  return blocks;
}
