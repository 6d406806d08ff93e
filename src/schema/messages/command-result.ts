/**
 * CommandResult: what became of a command that is not an order. Used like ExecutionReport.
 */
import type { WireReader } from '../wire/read.js';
import { writeTime } from '../wire/time.js';
import {
  textBytesMax,
  VARINT32_BYTES_MAX,
  writeText,
  writeUint32,
  writeUint64,
} from '../wire/write.js';

export class CommandResult {
  clientRequestId = 0;
  /** Number in the error catalog; 0 when done. */
  errorCode = 0;
  errorField = '';
  errorDetail = '';
  referenceId = 0;
  affectedCount = 0;
  journalSequence = 0;
  /** One of DURABILITY. */
  durability = 0;
  duplicate = false;
  accountSequence = 0;
  /** For each entry of a mass quote its number in the error catalog, or 0. */
  entryErrorCodes: readonly number[] = [];
  receivedTimeMs = 0;
  matchTimeMs = 0;
}

/** Bytes the body may take. */
export const commandResultBytesMax = (result: CommandResult): number =>
  96 +
  textBytesMax(result.errorField) +
  textBytesMax(result.errorDetail) +
  result.entryErrorCodes.length * VARINT32_BYTES_MAX;

/** Writes the body and returns the place after it. */
export function writeCommandResult(out: Uint8Array, start: number, result: CommandResult): number {
  let at = start;
  if (result.clientRequestId !== 0) {
    out[at] = 0x08;
    at = writeUint64(out, at + 1, result.clientRequestId);
  }
  if (result.errorCode !== 0) {
    out[at] = 0x10;
    at = writeUint32(out, at + 1, result.errorCode);
  }
  if (result.errorField !== '') {
    out[at] = 0x1a;
    at = writeText(out, at + 1, result.errorField);
  }
  if (result.errorDetail !== '') {
    out[at] = 0x22;
    at = writeText(out, at + 1, result.errorDetail);
  }
  if (result.referenceId !== 0) {
    out[at] = 0x28;
    at = writeUint64(out, at + 1, result.referenceId);
  }
  if (result.affectedCount !== 0) {
    out[at] = 0x30;
    at = writeUint32(out, at + 1, result.affectedCount);
  }
  return writeSequencePart(out, at, result);
}

function writeSequencePart(out: Uint8Array, start: number, result: CommandResult): number {
  let at = start;
  if (result.journalSequence !== 0) {
    out[at] = 0x38;
    at = writeUint64(out, at + 1, result.journalSequence);
  }
  if (result.durability !== 0) {
    out[at] = 0x40;
    at = writeUint32(out, at + 1, result.durability);
  }
  if (result.duplicate) {
    out[at] = 0x48;
    out[at + 1] = 1;
    at += 2;
  }
  if (result.accountSequence !== 0) {
    out[at] = 0x50;
    at = writeUint64(out, at + 1, result.accountSequence);
  }
  if (result.entryErrorCodes.length > 0) at = writeEntryCodes(out, at, result.entryErrorCodes);
  if (result.receivedTimeMs !== 0) {
    out[at] = 0x61;
    at = writeTime(out, at + 1, result.receivedTimeMs);
  }
  if (result.matchTimeMs !== 0) {
    out[at] = 0x69;
    at = writeTime(out, at + 1, result.matchTimeMs);
  }
  return at;
}

/** Writes the codes packed. Those below 128 take a byte each; the length is counted before it is written. */
function writeEntryCodes(out: Uint8Array, start: number, codes: readonly number[]): number {
  let length = 0;
  for (const code of codes) length += code < 0x80 ? 1 : writeUint32(out, start, code) - start;
  out[start] = 0x5a;
  let at = writeUint32(out, start + 1, length);
  for (const code of codes) at = writeUint32(out, at, code);
  return at;
}

/** Reads the body up to the end of the reader's input; the caller looks at `reader.fault`. */
export function readCommandResult(reader: WireReader): CommandResult {
  const result = new CommandResult();
  const codes: number[] = [];
  result.entryErrorCodes = codes;
  while (reader.at < reader.end) {
    const tag = reader.tag();
    switch (tag) {
      case 0x08:
        result.clientRequestId = reader.uint64();
        break;
      case 0x10:
        result.errorCode = reader.uint32();
        break;
      case 0x1a:
        result.errorField = reader.text();
        break;
      case 0x22:
        result.errorDetail = reader.text();
        break;
      case 0x28:
        result.referenceId = reader.uint64();
        break;
      case 0x30:
        result.affectedCount = reader.uint32();
        break;
      case 0x38:
        result.journalSequence = reader.uint64();
        break;
      case 0x40:
        result.durability = reader.uint32();
        break;
      case 0x48:
        result.duplicate = reader.bool();
        break;
      case 0x50:
        result.accountSequence = reader.uint64();
        break;
      case 0x58:
        codes.push(reader.uint32());
        break;
      case 0x5a: {
        const outer = reader.enter();
        while (reader.at < reader.end) codes.push(reader.uint32());
        reader.leave(outer);
        break;
      }
      case 0x61:
        result.receivedTimeMs = reader.timeMs();
        break;
      case 0x69:
        result.matchTimeMs = reader.timeMs();
        break;
      default:
        reader.skip(tag);
    }
  }
  return result;
}
