/**
 * The broker's mass quote on the wire: the largest command and, after order entry, the most frequent one.
 *
 * Reading is bounded by the counts of the schema before anything is built. Writing throws on a value the schema cannot
 * carry or a count it does not allow; the codec then names the field.
 */
import type { ColdBodies, SeriesQuote } from '../../values/index.js';
import { massQuoteShape, seriesQuoteShape } from '../generated/command-shapes.js';
import {
  FACTORS_BYTES_MAX,
  LEVEL_BYTES_MAX,
  readFactors,
  readLevel,
  writeFactors,
  writeLevels,
} from '../messages/quote-parts.js';
import { type Problem, problemOf } from '../problem.js';
import { countMaxOf } from '../shape/bytes-max.js';
import { problemOfFault } from '../wire/fault.js';
import { FAULT, type WireReader } from '../wire/read.js';
import { writeTimeParts } from '../wire/time.js';
import { closeLength, writeUint32, writeUint64 } from '../wire/write.js';

type MassQuote = ColdBodies['massQuote'];

const MASS_ENTRIES_MAX = countMaxOf(massQuoteShape, 'quotes');
const QUOTE_LEVELS_MAX = countMaxOf(seriesQuoteShape, 'bids');

const QUOTE_BYTES_MAX = 3 + 6 + 2 * QUOTE_LEVELS_MAX * LEVEL_BYTES_MAX + 9 + FACTORS_BYTES_MAX;
const SEQUENCE_BYTES_MAX = 9;

/** Bytes the body of this mass quote may take. */
export const massQuoteBytesMax = ({ quotes }: MassQuote): number =>
  quotes.length * QUOTE_BYTES_MAX + SEQUENCE_BYTES_MAX;

/** Writes the body and returns the place after it. */
export function writeMassQuote(out: Uint8Array, start: number, body: MassQuote): number {
  const { quotes, basedOnSequence } = body;
  if (quotes.length > MASS_ENTRIES_MAX) throw new RangeError('too many quotes');
  let at = start;
  for (let index = 0; index < quotes.length; index += 1) {
    at = writeSeriesQuote(out, at, quotes[index] as SeriesQuote);
  }
  if (basedOnSequence !== 0) {
    out[at] = 0x10;
    at = writeUint64(out, at + 1, basedOnSequence);
  }
  return at;
}

function writeSeriesQuote(out: Uint8Array, start: number, quote: SeriesQuote): number {
  const { seriesId, bids, asks, validUntilMs, factors } = quote;
  if (bids.length > QUOTE_LEVELS_MAX || asks.length > QUOTE_LEVELS_MAX) {
    throw new RangeError('too many levels');
  }
  out[start] = 0x0a;
  const guessed = factors === null ? 1 : 2;
  let at = start + 1 + guessed;
  if (seriesId !== 0) {
    out[at] = 0x08;
    at = writeUint32(out, at + 1, seriesId);
  }
  at = writeLevels(out, at, 0x12, bids);
  at = writeLevels(out, at, 0x1a, asks);
  if (validUntilMs !== 0) {
    out[at] = 0x21;
    at = writeTimeParts(out, at + 1, validUntilMs, 0);
  }
  if (factors !== null) at = writeFactors(out, at, 0x2a, factors);
  return closeLength(out, start + 1, guessed, at);
}

/** Reads the body up to the end of the reader's input, or says what is wrong with it. */
export function readMassQuote(reader: WireReader): MassQuote | Problem {
  const quotes: SeriesQuote[] = [];
  let basedOnSequence = 0;
  reader.scope = massQuoteShape;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === 0x0a) {
      if (quotes.length === MASS_ENTRIES_MAX) return tooMany('quotes', MASS_ENTRIES_MAX);
      const path = `quotes[${quotes.length}].`;
      const quote = readSeriesQuote(reader, path);
      if ('code' in quote) return quote;
      quotes.push(quote);
    } else if (tag === 0x10) basedOnSequence = reader.uint64();
    else reader.skip(tag);
  }
  if (reader.fault !== FAULT.NONE) return problemOfFault(reader);
  return { quotes, basedOnSequence };
}

function readSeriesQuote(reader: WireReader, path: string): SeriesQuote | Problem {
  const bids: SeriesQuote['bids'][number][] = [];
  const asks: SeriesQuote['asks'][number][] = [];
  let seriesId = 0;
  let validUntilMs = 0;
  let factors: SeriesQuote['factors'] = null;
  const outer = reader.enter();
  reader.scope = seriesQuoteShape;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    switch (tag) {
      case 0x08:
        seriesId = reader.uint32();
        break;
      case 0x12:
        if (bids.push(readLevel(reader)) > QUOTE_LEVELS_MAX) return tooMany(`${path}bids`);
        break;
      case 0x1a:
        if (asks.push(readLevel(reader)) > QUOTE_LEVELS_MAX) return tooMany(`${path}asks`);
        break;
      case 0x21:
        validUntilMs = reader.timeWholeMs();
        break;
      case 0x2a:
        factors = readFactors(reader);
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.scope = massQuoteShape;
  reader.leave(outer);
  if (reader.fault !== FAULT.NONE) return problemOfFault(reader, path);
  return { seriesId, bids, asks, validUntilMs, factors };
}

function tooMany(field: string, countMax = QUOTE_LEVELS_MAX): Problem {
  return problemOf('INVALID_FIELD', field, `has too many entries; send at most ${countMax}`);
}
