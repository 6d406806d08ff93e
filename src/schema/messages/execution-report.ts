/**
 * ExecutionReport: one thing that happened to one order. The most frequent private message, so it has a codec of its
 * own on the same bytes as the generated one.
 *
 * Writers keep one report and set its fields anew for each order; readers return a new one. Times may have a fraction.
 */
import type { WireReader } from '../wire/read.js';
import { writeTime } from '../wire/time.js';
import { textBytesMax, writeSint64, writeText, writeUint32, writeUint64 } from '../wire/write.js';

export class ExecutionReport {
  /** One of EXECUTION_TYPE. */
  executionType = 0;
  orderId = 0;
  clientOrderId = 0;
  seriesId = 0;
  /** One of SIDE. */
  side = 0;
  priceTicks = 0;
  openLots = 0;
  cumulativeLots = 0;
  lastPriceTicks = 0;
  lastLots = 0;
  feeMicroPat = 0;
  /** One of LIQUIDITY, or 0. */
  liquidity = 0;
  tradeId = 0;
  /** One of CANCEL_REASON, or 0. */
  cancelReason = 0;
  /** Number in the error catalog, or 0. */
  errorCode = 0;
  errorField = '';
  accountSequence = 0;
  journalSequence = 0;
  /** One of DURABILITY. */
  durability = 0;
  duplicate = false;
  receivedTimeMs = 0;
  matchTimeMs = 0;
  accountId = 0;
}

/** Bytes the body may take. */
export const executionReportBytesMax = (report: ExecutionReport): number =>
  192 + textBytesMax(report.errorField);

/** Writes the body and returns the place after it. */
export function writeExecutionReport(
  out: Uint8Array,
  start: number,
  report: ExecutionReport,
): number {
  const at = writeOrderPart(out, start, report);
  return writeOutcomePart(out, writeTradePart(out, at, report), report);
}

function writeOrderPart(out: Uint8Array, start: number, report: ExecutionReport): number {
  let at = start;
  if (report.executionType !== 0) {
    out[at] = 0x08;
    at = writeUint32(out, at + 1, report.executionType);
  }
  if (report.orderId !== 0) {
    out[at] = 0x10;
    at = writeUint64(out, at + 1, report.orderId);
  }
  if (report.clientOrderId !== 0) {
    out[at] = 0x18;
    at = writeUint64(out, at + 1, report.clientOrderId);
  }
  if (report.seriesId !== 0) {
    out[at] = 0x20;
    at = writeUint32(out, at + 1, report.seriesId);
  }
  if (report.side !== 0) {
    out[at] = 0x28;
    at = writeUint32(out, at + 1, report.side);
  }
  if (report.priceTicks !== 0) {
    out[at] = 0x30;
    at = writeSint64(out, at + 1, report.priceTicks);
  }
  if (report.openLots !== 0) {
    out[at] = 0x38;
    at = writeSint64(out, at + 1, report.openLots);
  }
  if (report.cumulativeLots !== 0) {
    out[at] = 0x40;
    at = writeSint64(out, at + 1, report.cumulativeLots);
  }
  return at;
}

function writeTradePart(out: Uint8Array, start: number, report: ExecutionReport): number {
  let at = start;
  if (report.lastPriceTicks !== 0) {
    out[at] = 0x48;
    at = writeSint64(out, at + 1, report.lastPriceTicks);
  }
  if (report.lastLots !== 0) {
    out[at] = 0x50;
    at = writeSint64(out, at + 1, report.lastLots);
  }
  if (report.feeMicroPat !== 0) {
    out[at] = 0x58;
    at = writeSint64(out, at + 1, report.feeMicroPat);
  }
  if (report.liquidity !== 0) {
    out[at] = 0x60;
    at = writeUint32(out, at + 1, report.liquidity);
  }
  if (report.tradeId !== 0) {
    out[at] = 0x68;
    at = writeUint64(out, at + 1, report.tradeId);
  }
  return at;
}

function writeOutcomePart(out: Uint8Array, start: number, report: ExecutionReport): number {
  let at = start;
  if (report.cancelReason !== 0) {
    out[at] = 0x70;
    at = writeUint32(out, at + 1, report.cancelReason);
  }
  if (report.errorCode !== 0) {
    out[at] = 0x78;
    at = writeUint32(out, at + 1, report.errorCode);
  }
  if (report.errorField !== '') {
    at = writeText(out, tag2(out, at, 0x82), report.errorField);
  }
  if (report.accountSequence !== 0) {
    at = writeUint64(out, tag2(out, at, 0x88), report.accountSequence);
  }
  if (report.journalSequence !== 0) {
    at = writeUint64(out, tag2(out, at, 0x90), report.journalSequence);
  }
  if (report.durability !== 0) at = writeUint32(out, tag2(out, at, 0x98), report.durability);
  if (report.duplicate) at = writeUint32(out, tag2(out, at, 0xa0), 1);
  if (report.receivedTimeMs !== 0) {
    at = writeTime(out, tag2(out, at, 0xa9), report.receivedTimeMs);
  }
  if (report.matchTimeMs !== 0) at = writeTime(out, tag2(out, at, 0xb1), report.matchTimeMs);
  if (report.accountId !== 0) at = writeUint32(out, tag2(out, at, 0xb8), report.accountId);
  return at;
}

/** Writes the tag of a field from 16 to 31, which takes two bytes. */
function tag2(out: Uint8Array, at: number, first: number): number {
  out[at] = first;
  out[at + 1] = 1;
  return at + 2;
}

/** Reads the body up to the end of the reader's input; the caller looks at `reader.fault`. */
export function readExecutionReport(reader: WireReader): ExecutionReport {
  const report = new ExecutionReport();
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag < 0x80) readFrequentField(reader, tag, report);
    else readOutcomeField(reader, tag, report);
  }
  return report;
}

function readFrequentField(reader: WireReader, tag: number, report: ExecutionReport): void {
  switch (tag) {
    case 0x08:
      report.executionType = reader.uint32();
      break;
    case 0x10:
      report.orderId = reader.uint64();
      break;
    case 0x18:
      report.clientOrderId = reader.uint64();
      break;
    case 0x20:
      report.seriesId = reader.uint32();
      break;
    case 0x28:
      report.side = reader.uint32();
      break;
    case 0x30:
      report.priceTicks = reader.sint64();
      break;
    case 0x38:
      report.openLots = reader.sint64();
      break;
    case 0x40:
      report.cumulativeLots = reader.sint64();
      break;
    case 0x48:
      report.lastPriceTicks = reader.sint64();
      break;
    case 0x50:
      report.lastLots = reader.sint64();
      break;
    case 0x58:
      report.feeMicroPat = reader.sint64();
      break;
    case 0x60:
      report.liquidity = reader.uint32();
      break;
    case 0x68:
      report.tradeId = reader.uint64();
      break;
    case 0x70:
      report.cancelReason = reader.uint32();
      break;
    case 0x78:
      report.errorCode = reader.uint32();
      break;
    default:
      reader.skip(tag);
  }
}

function readOutcomeField(reader: WireReader, tag: number, report: ExecutionReport): void {
  switch (tag) {
    case 0x82:
      report.errorField = reader.text();
      break;
    case 0x88:
      report.accountSequence = reader.uint64();
      break;
    case 0x90:
      report.journalSequence = reader.uint64();
      break;
    case 0x98:
      report.durability = reader.uint32();
      break;
    case 0xa0:
      report.duplicate = reader.bool();
      break;
    case 0xa9:
      report.receivedTimeMs = reader.timeMs();
      break;
    case 0xb1:
      report.matchTimeMs = reader.timeMs();
      break;
    case 0xb8:
      report.accountId = reader.uint32();
      break;
    default:
      reader.skip(tag);
  }
}
