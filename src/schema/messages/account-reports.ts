/** BalanceReport and PositionReport: pushed after fills, so they are written like ExecutionReport. */
import { writeSint64, writeUint32, writeUint64 } from '../wire/write.js';

export class BalanceReport {
  accountId = 0;
  availableMicroPat = 0;
  reservedMicroPat = 0;
  pendingMicroPat = 0;
  collateralMicroPat = 0;
  escrowMicroPat = 0;
  asOfAccountSequence = 0;
  asOfSequence = 0;
  withheldMicroPat = 0;
  marginMicroPat = 0;
}

export class PositionReport {
  accountId = 0;
  seriesId = 0;
  heldLots = 0;
  reservedLots = 0;
  costMicroPat = 0;
  asOfAccountSequence = 0;
  asOfSequence = 0;
  unpaidMicroPat = 0;
}

/** Bytes either body may take. */
export const ACCOUNT_REPORT_BYTES_MAX = 90;

function writeSigned(out: Uint8Array, at: number, tag: number, value: number): number {
  if (value === 0) return at;
  out[at] = tag;
  return writeSint64(out, at + 1, value);
}

function writeUnsigned(out: Uint8Array, at: number, tag: number, value: number): number {
  if (value === 0) return at;
  out[at] = tag;
  return writeUint64(out, at + 1, value);
}

function writeId(out: Uint8Array, at: number, tag: number, value: number): number {
  if (value === 0) return at;
  out[at] = tag;
  return writeUint32(out, at + 1, value);
}

/** Writes the body and returns the place after it. */
export function writeBalanceReport(out: Uint8Array, start: number, report: BalanceReport): number {
  let at = writeId(out, start, 0x08, report.accountId);
  at = writeSigned(out, at, 0x10, report.availableMicroPat);
  at = writeSigned(out, at, 0x18, report.reservedMicroPat);
  at = writeSigned(out, at, 0x20, report.pendingMicroPat);
  at = writeSigned(out, at, 0x28, report.collateralMicroPat);
  at = writeSigned(out, at, 0x30, report.escrowMicroPat);
  at = writeUnsigned(out, at, 0x38, report.asOfAccountSequence);
  at = writeUnsigned(out, at, 0x40, report.asOfSequence);
  at = writeSigned(out, at, 0x48, report.withheldMicroPat);
  return writeSigned(out, at, 0x50, report.marginMicroPat);
}

/** Writes the body and returns the place after it. */
export function writePositionReport(
  out: Uint8Array,
  start: number,
  report: PositionReport,
): number {
  let at = writeId(out, start, 0x08, report.accountId);
  at = writeId(out, at, 0x10, report.seriesId);
  at = writeSigned(out, at, 0x18, report.heldLots);
  at = writeSigned(out, at, 0x20, report.reservedLots);
  at = writeSigned(out, at, 0x28, report.costMicroPat);
  at = writeUnsigned(out, at, 0x30, report.asOfAccountSequence);
  at = writeUnsigned(out, at, 0x38, report.asOfSequence);
  return writeSigned(out, at, 0x40, report.unpaidMicroPat);
}
