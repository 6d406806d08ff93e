/**
 * BookDelta: the price levels of one series that changed in one turn. Written from columns that are filled level by
 * level and reused; read into a plain object.
 */
import type { WireReader } from '../wire/read.js';
import { writeFixed32, writeSint64, writeUint32, writeUint64 } from '../wire/write.js';

export interface BookLevel {
  /** One of SIDE. */
  readonly side: number;
  readonly priceTicks: number;
  /** Total open quantity; 0 means the level is gone. */
  readonly quantityLots: number;
  readonly orderCount: number;
}

export interface BookDelta {
  readonly seriesId: number;
  readonly levels: readonly BookLevel[];
  /** Sequence of the message before on this channel. */
  readonly previousSequence: number;
  readonly sequence: number;
  /** CRC-32 of the top ten after it. */
  readonly checksum: number;
}

/** A delta being put together; `clear` before each. */
export class BookDeltaColumns {
  seriesId = 0;
  previousSequence = 0;
  sequence = 0;
  checksum = 0;
  /** Levels so far. */
  count = 0;
  private readonly sides: number[] = [];
  private readonly pricesTicks: number[] = [];
  private readonly quantitiesLots: number[] = [];
  private readonly orderCounts: number[] = [];

  clear(): void {
    this.seriesId = 0;
    this.previousSequence = 0;
    this.sequence = 0;
    this.checksum = 0;
    this.count = 0;
  }

  /** Adds one changed level. */
  add(side: number, priceTicks: number, quantityLots: number, orderCount: number): void {
    const { count } = this;
    this.sides[count] = side;
    this.pricesTicks[count] = priceTicks;
    this.quantitiesLots[count] = quantityLots;
    this.orderCounts[count] = orderCount;
    this.count = count + 1;
  }

  /** Writes level `index` and returns the place after it. */
  writeLevel(out: Uint8Array, start: number, index: number): number {
    const side = this.sides[index] as number;
    const priceTicks = this.pricesTicks[index] as number;
    const quantityLots = this.quantitiesLots[index] as number;
    const orderCount = this.orderCounts[index] as number;
    let at = start;
    if (side !== 0) {
      out[at] = 0x08;
      at = writeUint32(out, at + 1, side);
    }
    if (priceTicks !== 0) {
      out[at] = 0x10;
      at = writeSint64(out, at + 1, priceTicks);
    }
    if (quantityLots !== 0) {
      out[at] = 0x18;
      at = writeSint64(out, at + 1, quantityLots);
    }
    if (orderCount !== 0) {
      out[at] = 0x20;
      at = writeUint32(out, at + 1, orderCount);
    }
    return at;
  }
}

const LEVEL_BYTES_MAX = 2 + 6 + 9 + 9 + 6;

/** Bytes the body may take. */
export const bookDeltaBytesMax = (delta: BookDeltaColumns): number =>
  32 + delta.count * LEVEL_BYTES_MAX;

/** Writes the body and returns the place after it. */
export function writeBookDelta(out: Uint8Array, start: number, delta: BookDeltaColumns): number {
  let at = start;
  if (delta.seriesId !== 0) {
    out[at] = 0x08;
    at = writeUint32(out, at + 1, delta.seriesId);
  }
  for (let index = 0; index < delta.count; index += 1) {
    out[at] = 0x12;
    const end = delta.writeLevel(out, at + 2, index);
    out[at + 1] = end - at - 2;
    at = end;
  }
  if (delta.previousSequence !== 0) {
    out[at] = 0x18;
    at = writeUint64(out, at + 1, delta.previousSequence);
  }
  if (delta.sequence !== 0) {
    out[at] = 0x20;
    at = writeUint64(out, at + 1, delta.sequence);
  }
  if (delta.checksum !== 0) {
    out[at] = 0x2d;
    at = writeFixed32(out, at + 1, delta.checksum);
  }
  return at;
}

/** Reads the body up to the end of the reader's input; the caller looks at `reader.fault`. */
export function readBookDelta(reader: WireReader): BookDelta {
  const levels: BookLevel[] = [];
  let seriesId = 0;
  let previousSequence = 0;
  let sequence = 0;
  let checksum = 0;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    switch (tag) {
      case 0x08:
        seriesId = reader.uint32();
        break;
      case 0x12:
        levels.push(readBookLevel(reader));
        break;
      case 0x18:
        previousSequence = reader.uint64();
        break;
      case 0x20:
        sequence = reader.uint64();
        break;
      case 0x2d:
        checksum = reader.fixed32();
        break;
      default:
        reader.skip(tag);
    }
  }
  return { seriesId, levels, previousSequence, sequence, checksum };
}

function readBookLevel(reader: WireReader): BookLevel {
  const outer = reader.enter();
  let side = 0;
  let priceTicks = 0;
  let quantityLots = 0;
  let orderCount = 0;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === 0x08) side = reader.uint32();
    else if (tag === 0x10) priceTicks = reader.sint64();
    else if (tag === 0x18) quantityLots = reader.sint64();
    else if (tag === 0x20) orderCount = reader.uint32();
    else reader.skip(tag);
  }
  reader.leave(outer);
  return { side, priceTicks, quantityLots, orderCount };
}
