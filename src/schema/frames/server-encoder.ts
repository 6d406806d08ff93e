/**
 * Appends `ServerEnvelope`s, each preceded by its length, to a reused buffer: the frequent messages in place and
 * without garbage, the rest by their shapes.
 *
 * Every method answers false when the envelope would pass the buffer's limit; nothing is appended then, nor when a
 * value the schema cannot carry throws (RangeError, TypeError or SchemaError: such a value is our own mistake).
 */
import {
  ACCOUNT_REPORT_BYTES_MAX,
  type BalanceReport,
  type PositionReport,
  writeBalanceReport,
  writePositionReport,
} from '../messages/account-reports.js';
import {
  type BookDeltaColumns,
  bookDeltaBytesMax,
  writeBookDelta,
} from '../messages/book-delta.js';
import {
  type CommandResult,
  commandResultBytesMax,
  writeCommandResult,
} from '../messages/command-result.js';
import {
  type ExecutionReport,
  executionReportBytesMax,
  writeExecutionReport,
} from '../messages/execution-report.js';
import { type Quote, quoteBytesMax, writeQuote } from '../messages/quote.js';
import {
  TRADE_PRINT_BYTES_MAX,
  type TradePrint,
  writeTradePrint,
} from '../messages/trade-print.js';
import { ShapeWriter } from '../plain/shape-writer.js';
import { TIME_BYTES, writeTime, writeTimeParts } from '../wire/time.js';
import { writeSint64, writeUint32, writeUint64 } from '../wire/write.js';
import { FrameBuffer, type FrameBufferOptions } from './frame-buffer.js';
import { SERVER_SHAPES, type ServerBodies, type ServerMessageType } from './server-bodies.js';

/** Bytes of the envelope's own fields. */
const HEADER_BYTES_MAX = 32;
const SESSION_BODY_BYTES_MAX = 40;

/** What the venue's heartbeat says. */
export interface ServerHeartbeat {
  readonly timeMs: number;
  readonly accountSequence: number;
  readonly lagNs: number;
  readonly journalSequence: number;
}

export class ServerEncoder {
  /** Place of the last reserved `sent_time_ns` in `bytes`, for `stampSentTime`; -1 when none is reserved. */
  sentTimeAt = -1;
  private readonly buffer: FrameBuffer;
  private readonly writer = new ShapeWriter();
  private reserves = false;
  private reservedAt = -1;

  constructor(options: FrameBufferOptions = {}) {
    this.buffer = new FrameBuffer(options);
  }

  /** What was appended since `reset`; a view that the next call may change. */
  get bytes(): Uint8Array {
    return this.buffer.bytes.subarray(0, this.buffer.length);
  }

  /** Bytes appended since `reset`. */
  get length(): number {
    return this.buffer.length;
  }

  /** Empties the buffer. */
  reset(): void {
    this.buffer.length = 0;
    this.reserves = false;
    this.sentTimeAt = -1;
  }

  /** The next envelope is the first of a WebSocket message: leaves room for the time it is sent. */
  startFrame(): void {
    this.reserves = true;
    this.sentTimeAt = -1;
  }

  /** Writes the time into the envelope that had room reserved: whole milliseconds and further nanoseconds. */
  stampSentTime(timeMs: number, extraNs: number): void {
    if (this.sentTimeAt >= 0) {
      stampSentTime(this.buffer.bytes, this.sentTimeAt, timeMs, extraNs);
    }
  }

  /** Appends envelopes that were encoded before. */
  appendEncoded(envelopes: Uint8Array): boolean {
    return this.buffer.append(envelopes);
  }

  executionReport(requestId: number, channelId: number, report: ExecutionReport): boolean {
    const at = this.open(4, requestId, channelId, executionReportBytesMax(report));
    return at >= 0 && this.close(writeExecutionReport(this.buffer.bytes, at, report));
  }

  commandResult(requestId: number, channelId: number, result: CommandResult): boolean {
    const at = this.open(5, requestId, channelId, commandResultBytesMax(result));
    return at >= 0 && this.close(writeCommandResult(this.buffer.bytes, at, result));
  }

  bookDelta(channelId: number, delta: BookDeltaColumns): boolean {
    const at = this.open(6, 0, channelId, bookDeltaBytesMax(delta));
    return at >= 0 && this.close(writeBookDelta(this.buffer.bytes, at, delta));
  }

  tradePrint(channelId: number, trade: TradePrint): boolean {
    const at = this.open(7, 0, channelId, TRADE_PRINT_BYTES_MAX);
    return at >= 0 && this.close(writeTradePrint(this.buffer.bytes, at, trade));
  }

  quote(channelId: number, quote: Quote): boolean {
    const at = this.open(8, 0, channelId, quoteBytesMax(quote));
    return at >= 0 && this.close(writeQuote(this.buffer.bytes, at, quote));
  }

  balanceReport(requestId: number, channelId: number, report: BalanceReport): boolean {
    const at = this.open(10, requestId, channelId, ACCOUNT_REPORT_BYTES_MAX);
    return at >= 0 && this.close(writeBalanceReport(this.buffer.bytes, at, report));
  }

  positionReport(requestId: number, channelId: number, report: PositionReport): boolean {
    const at = this.open(11, requestId, channelId, ACCOUNT_REPORT_BYTES_MAX);
    return at >= 0 && this.close(writePositionReport(this.buffer.bytes, at, report));
  }

  /** The venue's heartbeat, or its answer to one. */
  heartbeat(requestId: number, beat: ServerHeartbeat): boolean {
    const { timeMs, accountSequence, lagNs, journalSequence } = beat;
    let at = this.open(22, requestId, 0, SESSION_BODY_BYTES_MAX);
    if (at < 0) return false;
    const out = this.buffer.bytes;
    if (timeMs !== 0) {
      out[at] = 0x09;
      at = writeTime(out, at + 1, timeMs);
    }
    if (accountSequence !== 0) {
      out[at] = 0x10;
      at = writeUint64(out, at + 1, accountSequence);
    }
    if (lagNs !== 0) {
      out[at] = 0x18;
      at = writeUint64(out, at + 1, lagNs);
    }
    if (journalSequence !== 0) {
      out[at] = 0x20;
      at = writeUint64(out, at + 1, journalSequence);
    }
    return this.close(at);
  }

  /** Order credits left after the commands of a frame. */
  credits(requestId: number, remaining: number, resetMs: number): boolean {
    let at = this.open(32, requestId, 0, SESSION_BODY_BYTES_MAX);
    if (at < 0) return false;
    const out = this.buffer.bytes;
    if (remaining !== 0) {
      out[at] = 0x08;
      at = writeSint64(out, at + 1, remaining);
    }
    if (resetMs !== 0) {
      out[at] = 0x10;
      at = writeUint32(out, at + 1, resetMs);
    }
    return this.close(at);
  }

  /** Any message from its plain object, by its shape. */
  message<T extends ServerMessageType>(
    requestId: number,
    channelId: number,
    type: T,
    body: ServerBodies[T],
  ): boolean {
    const { number, shape } = SERVER_SHAPES[type];
    const { writer } = this;
    writer.write(shape, body);
    const at = this.open(number, requestId, channelId, writer.length);
    return at >= 0 && this.close(writer.copyInto(this.buffer.bytes, at));
  }

  /** Opens an envelope and returns the place of its body's first field, or -1 when there is no room. */
  private open(number: number, requestId: number, channelId: number, bodyBytesMax: number): number {
    const { buffer } = this;
    if (!buffer.hasRoom(HEADER_BYTES_MAX + bodyBytesMax)) return -1;
    const out = buffer.bytes;
    let at = buffer.openEnvelope();
    if (requestId !== 0) {
      out[at] = 0x08;
      at = writeUint64(out, at + 1, requestId);
    }
    if (channelId !== 0) {
      out[at] = 0x10;
      at = writeUint32(out, at + 1, channelId);
    }
    if (this.reserves) {
      out[at] = 0x19;
      this.reservedAt = at + 1;
      at = writeTimeParts(out, at + 1, 0, 0);
    }
    return buffer.openBody(at, number);
  }

  private close(end: number): true {
    const { buffer } = this;
    const moved = buffer.closeEnvelope(buffer.closeBody(end));
    if (this.reserves) {
      this.sentTimeAt = this.reservedAt + moved;
      this.reserves = false;
    }
    return true;
  }
}

/** Writes a sent time at the place an encoder reserved, in its own bytes or a copy of them. */
export function stampSentTime(
  bytes: Uint8Array,
  at: number,
  timeMs: number,
  extraNs: number,
): void {
  if (at < 0 || at + TIME_BYTES > bytes.length) throw new RangeError('no time is reserved there');
  writeTimeParts(bytes, at, timeMs, extraNs);
}
