/**
 * Reads one binary WebSocket message of a client: `ClientEnvelope`s, each preceded by its length.
 *
 * Never throws, whatever the bytes are; byte fields of results are copies, so that the input may be reused at once.
 * Unknown fields are stepped over. A problem inside one envelope leaves the others readable; bytes that are no
 * sequence of envelopes, or too many of them, are fatal and end the message.
 */
import { type Command, isAccountCommand } from '../../values/index.js';
import { readCommandBody, readPlainBody } from '../commands/body-reader.js';
import type { SessionMessage } from '../messages/session-messages.js';
import { type Problem, problemOf } from '../problem.js';
import { shapeOf } from '../shape/field.js';
import { uint64 } from '../shape/fields.js';
import { problemOfFault } from '../wire/fault.js';
import { FAULT, WIRE_TYPE, WireReader } from '../wire/read.js';
import { noMessage, sessionEntry, sessionMessage, severalMessages } from './client-bodies.js';
import { ENVELOPE, ENVELOPES_MAX, type FrameDecoder } from './frame-decoder.js';

const EMPTY = new Uint8Array(0);
const headerShape = shapeOf<{ requestId: number }>('ClientEnvelope', { requestId: uint64() });

export class ClientFrameDecoder implements FrameDecoder {
  requestId = 0;
  session: SessionMessage | undefined;
  problem: Problem | undefined;
  private readonly reader = new WireReader();
  private bytes: Uint8Array = EMPTY;
  private at = 0;
  private end = 0;
  private count = 0;
  private bodyNumber = 0;
  private bodyStart = 0;
  private bodyEnd = 0;
  private unknownNumber = 0;

  /** Begins a message. The bytes must stay as they are until the last envelope is read. */
  start(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
    this.end = bytes.length;
    this.count = 0;
    this.requestId = 0;
  }

  next(command: Command): number {
    this.session = undefined;
    this.problem = undefined;
    if (this.at >= this.end) {
      this.bytes = EMPTY;
      return ENVELOPE.END;
    }
    this.requestId = 0;
    if (this.count === ENVELOPES_MAX) {
      const detail = `more than ${ENVELOPES_MAX} envelopes in one message; send several messages`;
      return this.fail(problemOf('TOO_LARGE', '', detail));
    }
    this.count += 1;
    const { reader } = this;
    reader.reset(this.bytes, this.at, this.end);
    const end = reader.length();
    if (reader.fault !== FAULT.NONE) {
      const detail = "an envelope's length is cut off or goes past the end of the message";
      return this.fail(problemOf('MALFORMED', '', detail));
    }
    const start = reader.at;
    this.at = end;
    this.readHeader(start, end);
    if (reader.fault !== FAULT.NONE) return this.fail(problemOfFault(reader));
    return this.readBody(command);
  }

  /** Finds the request id and where the body lies. */
  private readHeader(start: number, end: number): void {
    const { reader } = this;
    reader.reset(this.bytes, start, end);
    reader.scope = headerShape;
    this.bodyNumber = 0;
    this.unknownNumber = 0;
    while (reader.at < reader.end) {
      const tag = reader.tag();
      if (tag === 0x08) this.requestId = reader.uint64();
      else if ((tag & 7) === WIRE_TYPE.BYTES) {
        const number = tag >>> 3;
        const bodyEnd = reader.length();
        if (isAccountCommand(number) || sessionEntry(number) !== undefined) {
          this.bodyNumber = this.bodyNumber === 0 ? number : -1;
          this.bodyStart = reader.at;
          this.bodyEnd = bodyEnd;
        } else this.unknownNumber = number;
        reader.at = bodyEnd;
      } else reader.skip(tag);
    }
  }

  private readBody(command: Command): number {
    const { bodyNumber, bytes, bodyStart, bodyEnd } = this;
    if (bodyNumber === 0) return this.fail(noMessage(this.unknownNumber));
    if (bodyNumber < 0) return this.fail(severalMessages());
    if (isAccountCommand(bodyNumber)) {
      const problem = readCommandBody(this.reader, bytes, bodyStart, bodyEnd, bodyNumber, command);
      return problem === undefined ? ENVELOPE.COMMAND : this.fail(problem);
    }
    const entry = sessionEntry(bodyNumber);
    if (entry === undefined) return this.fail(noMessage(bodyNumber));
    const body = readPlainBody(entry.shape, bytes, bodyStart, bodyEnd);
    if ('problem' in body) return this.fail(body.problem);
    this.session = sessionMessage(entry.type, body.value);
    return ENVELOPE.SESSION;
  }

  private fail(problem: Problem): number {
    if (problem.fatal) this.at = this.end;
    this.problem = problem;
    return ENVELOPE.PROBLEM;
  }
}
