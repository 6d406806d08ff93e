/**
 * Reads the body of a command of any kind into a `Command`. Never throws; work and memory are bounded by the counts
 * and sizes of the schema, whatever the bytes are.
 */
import { COMMAND_KIND, type ColdBodies, type Command } from '../../values/index.js';
import { readShape } from '../plain/shape-reader.js';
import { Faults, type Problem, problemOf } from '../problem.js';
import { bytesMaxOf } from '../shape/bytes-max.js';
import type { Shape } from '../shape/field.js';
import { problemOfFault } from '../wire/fault.js';
import { FAULT, type WireReader } from '../wire/read.js';
import { clearCommand, coldKind, fillCold } from './cold-kinds.js';
import { readMassQuote } from './mass-quote.js';
import { choiceProblem, isOrderKind } from './order-bodies.js';
import { readOrderBody } from './order-readers.js';

/** Beside what the fields take: fields of later versions, and numbers longer than they need to be. */
const UNKNOWN_BYTES_MAX = 1_024;

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
  const body = readPlainBody(entry.shape, bytes, start, end, entry.bytesMax);
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
  knownBytesMax = bytesMaxOf(shape),
): { readonly value: T } | { readonly problem: Problem } {
  const bytesMax = knownBytesMax + UNKNOWN_BYTES_MAX;
  if (end - start > bytesMax) {
    const detail = `${shape.name} has ${end - start} bytes; send at most ${bytesMax}`;
    return { problem: problemOf('TOO_LARGE', '', detail) };
  }
  const faults = new Faults();
  const value = readShape(shape, bytes, start, end, faults);
  return faults.problem === undefined ? { value } : { problem: faults.problem };
}
