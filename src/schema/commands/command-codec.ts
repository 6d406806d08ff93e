/**
 * Commands as the journal holds them: `patx.v1.Command`, in place and canonical.
 *
 * Encoding and decoding are inverse: equal commands have equal bytes, and bytes written here read back as an equal
 * command. The time of a command is its frame's and not part of the bytes. A command that cannot be written throws a
 * SchemaError; bytes that cannot be read set `problem`.
 */
import type { Command } from '../../values/index.js';
import { type Problem, problemOf } from '../problem.js';
import { problemOfFault } from '../wire/fault.js';
import { FAULT, WIRE_TYPE, WireReader } from '../wire/read.js';
import { closeLength, VARINT32_BYTES_MAX, writeUint32 } from '../wire/write.js';
import { readCommandBody, unknownKind } from './body-reader.js';
import { BodyWriter } from './body-writer.js';
import { isOrderKind } from './order-bodies.js';
import { ORDER_BODY_BYTES_MAX } from './order-writers.js';

/** `encode` and `decode` answer this instead of a place. */
export const NO_PLACE = -1;

const ACTOR_BYTES_MAX = 2 + 2 * VARINT32_BYTES_MAX;

/** Bytes an order command takes at most, its length of one byte included. */
const ORDER_BYTES_MAX = 1 + ACTOR_BYTES_MAX + 2 + ORDER_BODY_BYTES_MAX;

export class CommandCodec {
  /** What was wrong when `decode` last failed. */
  problem: Problem | undefined;
  private readonly bodies = new BodyWriter();
  private readonly reader = new WireReader();

  /** Bytes `encode` may need for this command, its length prefix included. Cheap, an upper bound. */
  bytesMax(command: Command): number {
    if (isOrderKind(command.kind)) return ORDER_BYTES_MAX;
    return VARINT32_BYTES_MAX + ACTOR_BYTES_MAX + this.bodies.bytesMax(command);
  }

  /**
   * Writes the command, preceded by its length as a varint, at `start`. Returns the place after it, or NO_PLACE when
   * fewer than `bytesMax` bytes are left in the array.
   */
  encode(command: Command, out: Uint8Array, start: number): number {
    if (isOrderKind(command.kind)) {
      if (out.length - start < ORDER_BYTES_MAX) return NO_PLACE;
      const end = this.write(command, out, start + 1);
      out[start] = end - start - 1;
      return end;
    }
    if (out.length - start < this.bytesMax(command)) return NO_PLACE;
    return closeLength(out, start, 2, this.write(command, out, start + 2));
  }

  /** Writes the command without a length prefix; otherwise like `encode`. */
  encodeBare(command: Command, out: Uint8Array, start: number): number {
    if (out.length - start < this.bytesMax(command)) return NO_PLACE;
    return this.write(command, out, start);
  }

  /**
   * Reads the command whose length prefix is at `start` into `command`, everything except `timeMs`. Returns the place
   * after it, or NO_PLACE with `problem` set.
   */
  decode(bytes: Uint8Array, start: number, command: Command): number {
    const { reader } = this;
    reader.reset(bytes, start, bytes.length);
    const end = reader.length();
    if (reader.fault !== FAULT.NONE) {
      this.problem = problemOf('MALFORMED', '', 'the length goes past the end of the bytes');
      return NO_PLACE;
    }
    return this.decodeBare(bytes, reader.at, end, command) ? end : NO_PLACE;
  }

  /** Reads the command that fills [start, end); false with `problem` set if it is none. */
  decodeBare(bytes: Uint8Array, start: number, end: number, command: Command): boolean {
    const { reader } = this;
    reader.reset(bytes, start, end);
    reader.scope = undefined;
    let accountId = 0;
    let sessionId = 0;
    let kind = 0;
    let bodyStart = 0;
    let bodyEnd = 0;
    while (reader.at < reader.end) {
      const tag = reader.tag();
      if (tag === 0x08) accountId = reader.uint32();
      else if (tag === 0x10) sessionId = reader.uint32();
      else if ((tag & 7) !== WIRE_TYPE.BYTES) reader.skip(tag);
      else {
        if (kind !== 0) reader.fail();
        kind = tag >>> 3;
        bodyEnd = reader.length();
        bodyStart = reader.at;
        reader.at = bodyEnd;
      }
    }
    if (reader.fault !== FAULT.NONE) this.problem = problemOfFault(reader);
    else if (kind === 0) this.problem = unknownKind(kind);
    else this.problem = readCommandBody(reader, bytes, bodyStart, bodyEnd, kind, command);
    command.accountId = accountId;
    command.sessionId = sessionId;
    return this.problem === undefined;
  }

  private write(command: Command, out: Uint8Array, start: number): number {
    let at = start;
    if (command.accountId !== 0) {
      out[at] = 0x08;
      at = writeUint32(out, at + 1, command.accountId);
    }
    if (command.sessionId !== 0) {
      out[at] = 0x10;
      at = writeUint32(out, at + 1, command.sessionId);
    }
    return this.bodies.write(out, at, command);
  }
}
