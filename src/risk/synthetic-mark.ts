/**
 * The mark of a dated future on an index, in whole numbers: what the venue's model says, held within what the index implies,
 * within what two owners in the book stand for, and within what one minute may move.
 *
 * Source: docs/synthetics.md. The index has ages taken out, so what it implies for a later day is what it is now. Pure, total:
 * without an index there is no mark. Rounded down; edges inwards. Prices are micro-PAT a lot, widths ppm.
 */
import { mulDivDown, mulDivUp } from '../values/index.js';

const PPM = 1_000_000;
const DAY_MS = 86_400_000;
/** How far from what the index implies a mark may be: a day and more before it settles, and at the end. */
export const INDEX_BAND_PPM = 100_000;
const INDEX_BAND_LEAST_PPM = 10_000;

export interface MarkInput {
  /** Last valid value of the index; 0: there is none that counts. */
  readonly indexMicroPat: number;
  /** What the venue's model says; 0: nothing. */
  readonly modelMicroPat: number;
  /** The price of a few lots of each side; 0: the book has no two owners for it. */
  readonly midMicroPat: number;
  /** The mark before; 0: there was none. */
  readonly lastMicroPat: number;
  readonly bandPpm: number;
  readonly stepPpm: number;
  /** Until it settles. */
  readonly leftMs: number;
}

export interface Mark {
  /** 0: there is none. */
  readonly markMicroPat: number;
  /** Whether it wanted to move further than a minute allows. */
  readonly isSliding: boolean;
}

/** The band around the index: a tenth, which closes over the last day to a hundredth. */
export function indexBandPpm(leftMs: number): number {
  const left = Math.min(DAY_MS, Math.max(0, leftMs));
  return Math.max(INDEX_BAND_LEAST_PPM, mulDivDown(INDEX_BAND_PPM, left, DAY_MS));
}

export function syntheticMark(input: MarkInput): Mark {
  const { indexMicroPat, modelMicroPat, midMicroPat, lastMicroPat, bandPpm, stepPpm } = input;
  if (indexMicroPat <= 0) return { markMicroPat: 0, isSliding: false };
  const wide = indexBandPpm(input.leftMs);
  const byIndex = (price: number): number => within(price, indexMicroPat, wide);
  let wanted = byIndex(modelMicroPat > 0 ? modelMicroPat : indexMicroPat);
  // Two owners may stand for a price, but for none that the index does not allow.
  if (midMicroPat > 0) wanted = byIndex(within(wanted, byIndex(midMicroPat), bandPpm));
  if (lastMicroPat <= 0) return { markMicroPat: wanted, isSliding: false };
  const markMicroPat = within(wanted, lastMicroPat, stepPpm);
  return { markMicroPat, isSliding: markMicroPat !== wanted };
}

/** The price nearest to one that is no further from a middle than a width; at least one micro-PAT. */
function within(price: number, middle: number, widthPpm: number): number {
  const low = Math.max(1, mulDivUp(middle, PPM - widthPpm, PPM));
  const high = Math.max(low, mulDivDown(middle, PPM + widthPpm, PPM));
  return Math.min(high, Math.max(low, price));
}
