/**
 * Reads the body of a command of any kind into a `Command`. Never throws; work and memory are bounded by the counts
 * and sizes of the schema, whatever the bytes are.
 */
import { COMMAND_KIND, type ColdBodies, type Command } from '../../values/index.js';
import { fromProtobuf } from '../plain/from-protobuf.js';
import { Faults, type Problem, problemOf } from '../problem.js';
import { decodeMessage } from '../protobuf.js';
import type { Shape } from '../shape/field.js';
import { MASS_ENTRIES_MAX } from '../shape/order-shapes.js';
import { CARRY_ROWS_BYTES_MAX, CHECKPOINT_BYTES_MAX } from '../shape/sizes.js';
import { problemOfFault } from '../wire/fault.js';
import { FAULT, type WireReader } from '../wire/read.js';
import { clearCommand, coldKind, fillCold } from './cold-kinds.js';
import { readMassQuote } from './mass-quote.js';
import { choiceProblem, isOrderKind } from './order-bodies.js';
import { readOrderBody } from './order-readers.js';

const COLD_BODY_BYTES_MAX = 16_384;
const MARK_BYTES_MAX = 64;

/** Most bytes a body of this kind may have on the wire, unknown fields included. */
function bodyBytesMax(kind: number): number {
  if (kind === COMMAND_KIND.MARK_UPDATE) return MASS_ENTRIES_MAX * MARK_BYTES_MAX;
  if (kind === COMMAND_KIND.QUOTER_CHECKPOINT) return CHECKPOINT_BYTES_MAX + COLD_BODY_BYTES_MAX;
  if (kind === COMMAND_KIND.CARRY_OVER) return CARRY_ROWS_BYTES_MAX + COLD_BODY_BYTES_MAX;
  return COLD_BODY_BYTES_MAX;
}

/**
 * Fills `command` with the body in [start, end) of the bytes, everything except who acts and when. Returns what is
 * wrong, if anything is; the command is then not to be used.
 */
export function readCommandBody(
  reader: WireReader,
  bytes: Uint8Array,
  start: number,
  end: number,
  kind: number,
  command: Command,
): Problem | undefined {
  clearCommand(command, kind);
  if (isOrderKind(kind)) {
    reader.reset(bytes, start, end);
    readOrderBody(reader, command);
    return reader.fault === FAULT.NONE ? choiceProblem(command) : problemOfFault(reader);
  }
  const entry = coldKind(kind);
  if (entry === undefined) return unknownKind(kind);
  if (kind === COMMAND_KIND.MASS_QUOTE) {
    reader.reset(bytes, start, end);
    const body = readMassQuote(reader);
    if ('code' in body) return body;
    fillCold(command, entry, body);
    return undefined;
  }
  const body = readPlainBody(entry.shape, bytes, start, end, bodyBytesMax(kind));
  if ('problem' in body) return body.problem;
  fillCold(command, entry, body.value as ColdBodies[typeof entry.name]);
  return undefined;
}

export function unknownKind(kind: number): Problem {
  return problemOf('UNKNOWN_MESSAGE', '', `${kind} is not the number of a message here`);
}

/** Reads the plain object of a message that is not frequent, checked and bounded. */
export function readPlainBody<T>(
  shape: Shape<T>,
  bytes: Uint8Array,
  start: number,
  end: number,
  bytesMax = COLD_BODY_BYTES_MAX,
): { readonly value: T } | { readonly problem: Problem } {
  if (end - start > bytesMax) {
    const detail = `${shape.name} has ${end - start} bytes; send at most ${bytesMax}`;
    return { problem: problemOf('TOO_LARGE', '', detail) };
  }
  const faults = new Faults();
  try {
    const value = fromProtobuf(shape, decodeMessage(shape.name, bytes, start, end), faults);
    return faults.problem === undefined ? { value } : { problem: faults.problem };
  } catch {
    return { problem: problemOf('MALFORMED', '', `the bytes are not a ${shape.name}`) };
  }
}
