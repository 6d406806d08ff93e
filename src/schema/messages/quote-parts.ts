/**
 * The parts quotes are made of, on the wire: price levels and the factors a quote came from. Shared by the broker's
 * mass quote and the quotes subscribers see.
 *
 * A level takes at most `LEVEL_BYTES_MAX`, the factors at most `FACTORS_BYTES_MAX`, tag and length included; both
 * lengths fit one byte.
 */
import type { QuoteFactors, QuoteLevel } from '../../values/index.js';
import { quoteFactorsShape, quoteLevelShape } from '../generated/command-shapes.js';
import type { WireReader } from '../wire/read.js';
import { writeTimeParts } from '../wire/time.js';
import { writeSint64 } from '../wire/write.js';

export const LEVEL_BYTES_MAX = 20;
export const FACTORS_BYTES_MAX = 101;

/** Writes levels as entries of the repeated field with this tag. */
export function writeLevels(
  out: Uint8Array,
  start: number,
  tag: number,
  levels: readonly QuoteLevel[],
): number {
  let at = start;
  for (let index = 0; index < levels.length; index += 1) {
    const { priceTicks, quantityLots } = levels[index] as QuoteLevel;
    out[at] = tag;
    const body = at + 2;
    let end = body;
    if (priceTicks !== 0) {
      out[end] = 0x08;
      end = writeSint64(out, end + 1, priceTicks);
    }
    if (quantityLots !== 0) {
      out[end] = 0x10;
      end = writeSint64(out, end + 1, quantityLots);
    }
    out[at + 1] = end - body;
    at = end;
  }
  return at;
}

function writeFactor(out: Uint8Array, at: number, tag: number, value: number): number {
  if (value === 0) return at;
  out[at] = tag;
  return writeSint64(out, at + 1, value);
}

/** Writes the factors as the field with this tag. */
export function writeFactors(
  out: Uint8Array,
  start: number,
  tag: number,
  factors: QuoteFactors,
): number {
  out[start] = tag;
  const body = start + 2;
  let at = writeFactor(out, body, 0x08, factors.baseValuePpmTicks);
  at = writeFactor(out, at, 0x10, factors.freshnessPpm);
  at = writeFactor(out, at, 0x18, factors.demandPpm);
  at = writeFactor(out, at, 0x20, factors.scarcityPpm);
  at = writeFactor(out, at, 0x28, factors.dominancePpm);
  at = writeFactor(out, at, 0x30, factors.halfSpreadPpm);
  at = writeFactor(out, at, 0x38, factors.reservationPpm);
  at = writeFactor(out, at, 0x40, factors.bidFactorPpm);
  at = writeFactor(out, at, 0x48, factors.sigmaPpm);
  at = writeFactor(out, at, 0x50, factors.thinnessPpm);
  if (factors.nextRepriceTimeMs !== 0) {
    out[at] = 0x59;
    at = writeTimeParts(out, at + 1, factors.nextRepriceTimeMs, 0);
  }
  out[start + 1] = at - body;
  return at;
}

/** Reads one level; the reader stands at its length. */
export function readLevel(reader: WireReader): QuoteLevel {
  const outer = reader.enter();
  const { scope } = reader;
  reader.scope = quoteLevelShape;
  let priceTicks = 0;
  let quantityLots = 0;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === 0x08) priceTicks = reader.sint64();
    else if (tag === 0x10) quantityLots = reader.sint64();
    else reader.skip(tag);
  }
  reader.scope = scope;
  reader.leave(outer);
  return { priceTicks, quantityLots };
}

/** Reads the factors; the reader stands at their length. */
export function readFactors(reader: WireReader): QuoteFactors {
  const outer = reader.enter();
  const { scope } = reader;
  reader.scope = quoteFactorsShape;
  const factors = {
    baseValuePpmTicks: 0,
    freshnessPpm: 0,
    demandPpm: 0,
    scarcityPpm: 0,
    dominancePpm: 0,
    halfSpreadPpm: 0,
    reservationPpm: 0,
    bidFactorPpm: 0,
    sigmaPpm: 0,
    thinnessPpm: 0,
    nextRepriceTimeMs: 0,
  };
  while (reader.at < reader.end) {
    const tag = reader.tag();
    switch (tag) {
      case 0x08:
        factors.baseValuePpmTicks = reader.sint64();
        break;
      case 0x10:
        factors.freshnessPpm = reader.sint64();
        break;
      case 0x18:
        factors.demandPpm = reader.sint64();
        break;
      case 0x20:
        factors.scarcityPpm = reader.sint64();
        break;
      case 0x28:
        factors.dominancePpm = reader.sint64();
        break;
      case 0x30:
        factors.halfSpreadPpm = reader.sint64();
        break;
      case 0x38:
        factors.reservationPpm = reader.sint64();
        break;
      case 0x40:
        factors.bidFactorPpm = reader.sint64();
        break;
      case 0x48:
        factors.sigmaPpm = reader.sint64();
        break;
      case 0x50:
        factors.thinnessPpm = reader.sint64();
        break;
      case 0x59:
        factors.nextRepriceTimeMs = reader.timeWholeMs();
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.scope = scope;
  reader.leave(outer);
  return factors;
}
