/**
 * Reads one binary WebSocket message of the venue: `ServerEnvelope`s, each preceded by its length.
 *
 * Results are new plain objects that share nothing with the input. Messages and enum numbers of a newer venue do not
 * disturb: messages are stepped over and counted, numbers passed on. Bytes that are not of the schema, and 64-bit
 * integers beyond 2^53, throw a SchemaError; the rest of the message is then lost.
 */
import { readPlainBody } from '../commands/body-reader.js';
import { readBookDelta } from '../messages/book-delta.js';
import { CommandResult, readCommandResult } from '../messages/command-result.js';
import { ExecutionReport, readExecutionReport } from '../messages/execution-report.js';
import { Quote, readQuote } from '../messages/quote.js';
import { readTradePrint, TradePrint } from '../messages/trade-print.js';
import { problemOf, SchemaError } from '../problem.js';
import type { AnyShape } from '../shape/field.js';
import { showNames } from '../shape/named.js';
import { problemOfFault } from '../wire/fault.js';
import { FAULT, WIRE_TYPE, WireReader } from '../wire/read.js';
import {
  SERVER_SHAPES,
  type ServerMessage,
  type ServerMessageType,
  serverType,
} from './server-bodies.js';

const EMPTY = new Uint8Array(0);

const READERS: { readonly [T in ServerMessageType]?: (reader: WireReader) => unknown } = {
  executionReport: readExecutionReport,
  commandResult: readCommandResult,
  bookDelta: readBookDelta,
  tradePrint: readTradePrint,
  quote: readQuote,
};

for (const [type, { prototype }] of [
  ['executionReport', ExecutionReport],
  ['commandResult', CommandResult],
  ['tradePrint', TradePrint],
  ['quote', Quote],
] as const) {
  showNames(prototype, SERVER_SHAPES[type].shape);
}

export class ServerFrameDecoder {
  /** Envelopes stepped over since the decoder was made, because this version does not know their message. */
  unknownCount = 0;
  private readonly reader = new WireReader();
  private bytes: Uint8Array = EMPTY;
  private at = 0;

  /** Begins a message. The bytes must stay as they are until the last envelope is read. */
  start(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
  }

  /** The next message, or undefined at the end. */
  next(): ServerMessage | undefined {
    while (this.at < this.bytes.length) {
      const message = this.readEnvelope();
      if (message !== undefined) return message;
      this.unknownCount += 1;
    }
    this.bytes = EMPTY;
    return undefined;
  }

  private readEnvelope(): ServerMessage | undefined {
    const { reader, bytes } = this;
    reader.reset(bytes, this.at, bytes.length);
    const end = reader.length();
    this.throwFault();
    const start = reader.at;
    this.at = end;
    reader.reset(bytes, start, end);
    reader.scope = undefined;
    let requestId = 0;
    let channelId = 0;
    let sentTimeMs = 0;
    let type: ServerMessageType | undefined;
    let bodyStart = 0;
    let bodyEnd = 0;
    while (reader.at < reader.end) {
      const tag = reader.tag();
      if (tag === 0x08) requestId = reader.uint64();
      else if (tag === 0x10) channelId = reader.uint32();
      else if (tag === 0x19) sentTimeMs = reader.timeMs();
      else if ((tag & 7) === WIRE_TYPE.BYTES) {
        const valueEnd = reader.length();
        const found = serverType(tag >>> 3);
        if (found !== undefined) {
          type = found;
          bodyStart = reader.at;
          bodyEnd = valueEnd;
        }
        reader.at = valueEnd;
      } else reader.skip(tag);
    }
    this.throwFault();
    if (type === undefined) return undefined;
    const body = this.readBody(type, bodyStart, bodyEnd);
    return { type, requestId, channelId, sentTimeMs, body } as ServerMessage;
  }

  private readBody(type: ServerMessageType, start: number, end: number): unknown {
    const { reader, bytes } = this;
    const shape: AnyShape = SERVER_SHAPES[type].shape;
    const read = READERS[type];
    if (read !== undefined) {
      reader.reset(bytes, start, end);
      reader.scope = shape;
      const body = read(reader);
      this.throwFault();
      return body;
    }
    const body = readPlainBody(shape, bytes, start, end, Number.POSITIVE_INFINITY);
    if ('problem' in body) {
      this.bytes = EMPTY;
      throw new SchemaError(body.problem);
    }
    return body.value;
  }

  private throwFault(): void {
    if (this.reader.fault === FAULT.NONE) return;
    this.bytes = EMPTY;
    const problem =
      this.reader.fault === FAULT.MALFORMED
        ? problemOf('MALFORMED', '', 'the message is not a sequence of ServerEnvelopes')
        : problemOfFault(this.reader);
    throw new SchemaError(problem);
  }
}
