/**
 * Writes the body of a command of any kind, with its field number and length, into a caller's array.
 *
 * The bytes are canonical: equal commands give equal bytes, and they read back as an equal command. A command the
 * schema cannot carry throws a SchemaError that names the field, and leaves unspecified bytes where it was to go.
 */
import { COMMAND_KIND, type ColdBodies, type Command } from '../../values/index.js';
import { toProtobuf } from '../plain/to-protobuf.js';
import { problemOf, SchemaError } from '../problem.js';
import { encodeMessage, newWriter } from '../protobuf.js';
import { massQuoteShape } from '../shape/order-shapes.js';
import { closeLength, writeUint32 } from '../wire/write.js';
import { type ColdKindEntry, coldKind } from './cold-kinds.js';
import { massQuoteBytesMax, writeMassQuote } from './mass-quote.js';
import { isOrderKind, orderBody, orderShape } from './order-bodies.js';
import { ORDER_BODY_BYTES_MAX, writeOrderBody } from './order-writers.js';

/** Bytes of a body's tag and length. */
const BODY_HEADER_BYTES_MAX = 6;
const COLD_BODY_BYTES_MAX = 2_048;
const MARK_BYTES_MAX = 40;

export class BodyWriter {
  private readonly writer = newWriter();

  /** Bytes the body, its tag and its length take at most. */
  bytesMax(command: Command): number {
    if (isOrderKind(command.kind)) return BODY_HEADER_BYTES_MAX + ORDER_BODY_BYTES_MAX;
    return BODY_HEADER_BYTES_MAX + coldBytesMax(command);
  }

  /** Writes tag, length and body and returns the place after; the caller has made room for `bytesMax`. */
  write(out: Uint8Array, start: number, command: Command): number {
    const { kind } = command;
    if (isOrderKind(kind)) {
      out[start] = (kind << 3) | 2;
      const end = this.writeOrder(out, start + 2, command);
      out[start + 1] = end - start - 2;
      return end;
    }
    const entry = coldKind(kind);
    if (entry === undefined || command.body === undefined) throw noSuchCommand(kind);
    const at = writeUint32(out, start, (kind << 3) | 2);
    if (kind === COMMAND_KIND.MASS_QUOTE) {
      const end = writeQuotes(out, at + 2, command.body as ColdBodies['massQuote']);
      return closeLength(out, at, 2, end);
    }
    return this.writeCold(out, at, entry, command.body);
  }

  private writeOrder(out: Uint8Array, at: number, command: Command): number {
    try {
      return writeOrderBody(out, at, command);
    } catch (error) {
      // Says which field it was.
      toProtobuf(orderShape(command.kind), orderBody(command));
      throw error;
    }
  }

  private writeCold(
    out: Uint8Array,
    start: number,
    entry: ColdKindEntry,
    body: ColdBodies[ColdKindEntry['name']],
  ): number {
    const { writer } = this;
    encodeMessage(entry.shape.name, toProtobuf(entry.shape, body), writer);
    const at = writeUint32(out, start, writer.pos);
    writer.finishInto(out, at);
    return at + writer.pos;
  }
}

function writeQuotes(out: Uint8Array, at: number, body: ColdBodies['massQuote']): number {
  try {
    return writeMassQuote(out, at, body);
  } catch (error) {
    toProtobuf(massQuoteShape, body);
    throw error;
  }
}

function coldBytesMax({ kind, body }: Command): number {
  if (body === undefined) return COLD_BODY_BYTES_MAX;
  switch (kind) {
    case COMMAND_KIND.MASS_QUOTE:
      return massQuoteBytesMax(body as ColdBodies['massQuote']);
    case COMMAND_KIND.MARK_UPDATE:
      return (body as ColdBodies['markUpdate']).marks.length * MARK_BYTES_MAX;
    case COMMAND_KIND.QUOTER_CHECKPOINT:
      return (body as ColdBodies['quoterCheckpoint']).state.length + BODY_HEADER_BYTES_MAX;
    case COMMAND_KIND.CARRY_OVER:
      return (body as ColdBodies['carryOver']).rows.length + COLD_BODY_BYTES_MAX;
    default:
      return COLD_BODY_BYTES_MAX;
  }
}

function noSuchCommand(kind: number): SchemaError {
  return new SchemaError(
    problemOf('UNKNOWN_MESSAGE', '', `a command of kind ${kind} with this body does not exist`),
  );
}
