/** TradePrint: a public trade, or one taken back. Used like ExecutionReport. */
import type { WireReader } from '../wire/read.js';
import { writeTime } from '../wire/time.js';
import { writeSint64, writeUint32, writeUint64 } from '../wire/write.js';

export class TradePrint {
  seriesId = 0;
  /** Ascending by one in its series. */
  tradeId = 0;
  priceTicks = 0;
  quantityLots = 0;
  /** One of SIDE; 0 in an auction, where nobody takes. */
  takerSide = 0;
  sequence = 0;
  matchTimeMs = 0;
  /** True when the broker was a party. */
  broker = false;
  /** True when this takes a busted trade back. */
  busted = false;
  /** True when it happened in a call auction. */
  auction = false;
}

/** Bytes the body may take. */
export const TRADE_PRINT_BYTES_MAX = 64;

/** Writes the body and returns the place after it. */
export function writeTradePrint(out: Uint8Array, start: number, trade: TradePrint): number {
  let at = start;
  if (trade.seriesId !== 0) {
    out[at] = 0x08;
    at = writeUint32(out, at + 1, trade.seriesId);
  }
  if (trade.tradeId !== 0) {
    out[at] = 0x10;
    at = writeUint64(out, at + 1, trade.tradeId);
  }
  if (trade.priceTicks !== 0) {
    out[at] = 0x18;
    at = writeSint64(out, at + 1, trade.priceTicks);
  }
  if (trade.quantityLots !== 0) {
    out[at] = 0x20;
    at = writeSint64(out, at + 1, trade.quantityLots);
  }
  if (trade.takerSide !== 0) {
    out[at] = 0x28;
    at = writeUint32(out, at + 1, trade.takerSide);
  }
  if (trade.sequence !== 0) {
    out[at] = 0x30;
    at = writeUint64(out, at + 1, trade.sequence);
  }
  if (trade.matchTimeMs !== 0) {
    out[at] = 0x39;
    at = writeTime(out, at + 1, trade.matchTimeMs);
  }
  if (trade.broker) {
    out[at] = 0x40;
    out[at + 1] = 1;
    at += 2;
  }
  if (trade.busted) {
    out[at] = 0x48;
    out[at + 1] = 1;
    at += 2;
  }
  if (trade.auction) {
    out[at] = 0x50;
    out[at + 1] = 1;
    at += 2;
  }
  return at;
}

/** Reads the body up to the end of the reader's input; the caller looks at `reader.fault`. */
export function readTradePrint(reader: WireReader): TradePrint {
  const trade = new TradePrint();
  while (reader.at < reader.end) {
    const tag = reader.tag();
    switch (tag) {
      case 0x08:
        trade.seriesId = reader.uint32();
        break;
      case 0x10:
        trade.tradeId = reader.uint64();
        break;
      case 0x18:
        trade.priceTicks = reader.sint64();
        break;
      case 0x20:
        trade.quantityLots = reader.sint64();
        break;
      case 0x28:
        trade.takerSide = reader.uint32();
        break;
      case 0x30:
        trade.sequence = reader.uint64();
        break;
      case 0x39:
        trade.matchTimeMs = reader.timeMs();
        break;
      case 0x40:
        trade.broker = reader.bool();
        break;
      case 0x48:
        trade.busted = reader.bool();
        break;
      case 0x50:
        trade.auction = reader.bool();
        break;
      default:
        reader.skip(tag);
    }
  }
  return trade;
}
