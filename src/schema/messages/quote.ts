/** Quote: what the broker quotes in one series, with the factors it came from. Used like ExecutionReport. */
import type { QuoteFactors, QuoteLevel } from '../../values/index.js';
import type { WireReader } from '../wire/read.js';
import { writeTimeParts } from '../wire/time.js';
import { writeSint64, writeUint32, writeUint64 } from '../wire/write.js';
import {
  FACTORS_BYTES_MAX,
  LEVEL_BYTES_MAX,
  readFactors,
  readLevel,
  writeFactors,
  writeLevels,
} from './quote-parts.js';

export class Quote {
  seriesId = 0;
  bids: readonly QuoteLevel[] = [];
  asks: readonly QuoteLevel[] = [];
  markTicks = 0;
  factors: QuoteFactors | null = null;
  /** One of QUOTER_STATE. */
  quoterState = 0;
  validUntilMs = 0;
  /** Sequence of the message before on this channel. */
  previousSequence = 0;
  sequence = 0;
}

/** Bytes the body may take. */
export const quoteBytesMax = (quote: Quote): number =>
  64 + FACTORS_BYTES_MAX + (quote.bids.length + quote.asks.length) * LEVEL_BYTES_MAX;

/** Writes the body and returns the place after it. */
export function writeQuote(out: Uint8Array, start: number, quote: Quote): number {
  let at = start;
  if (quote.seriesId !== 0) {
    out[at] = 0x08;
    at = writeUint32(out, at + 1, quote.seriesId);
  }
  at = writeLevels(out, at, 0x12, quote.bids);
  at = writeLevels(out, at, 0x1a, quote.asks);
  if (quote.markTicks !== 0) {
    out[at] = 0x20;
    at = writeSint64(out, at + 1, quote.markTicks);
  }
  if (quote.factors !== null) at = writeFactors(out, at, 0x2a, quote.factors);
  if (quote.quoterState !== 0) {
    out[at] = 0x30;
    at = writeUint32(out, at + 1, quote.quoterState);
  }
  if (quote.validUntilMs !== 0) {
    out[at] = 0x39;
    at = writeTimeParts(out, at + 1, quote.validUntilMs, 0);
  }
  if (quote.previousSequence !== 0) {
    out[at] = 0x40;
    at = writeUint64(out, at + 1, quote.previousSequence);
  }
  if (quote.sequence !== 0) {
    out[at] = 0x48;
    at = writeUint64(out, at + 1, quote.sequence);
  }
  return at;
}

/** Reads the body up to the end of the reader's input; the caller looks at `reader.fault`. */
export function readQuote(reader: WireReader): Quote {
  const quote = new Quote();
  const bids: QuoteLevel[] = [];
  const asks: QuoteLevel[] = [];
  quote.bids = bids;
  quote.asks = asks;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    switch (tag) {
      case 0x08:
        quote.seriesId = reader.uint32();
        break;
      case 0x12:
        bids.push(readLevel(reader));
        break;
      case 0x1a:
        asks.push(readLevel(reader));
        break;
      case 0x20:
        quote.markTicks = reader.sint64();
        break;
      case 0x2a:
        quote.factors = readFactors(reader);
        break;
      case 0x30:
        quote.quoterState = reader.uint32();
        break;
      case 0x39:
        quote.validUntilMs = reader.timeWholeMs();
        break;
      case 0x40:
        quote.previousSequence = reader.uint64();
        break;
      case 0x48:
        quote.sequence = reader.uint64();
        break;
      default:
        reader.skip(tag);
    }
  }
  return quote;
}
