/**
 * Appends `ClientEnvelope`s, each preceded by its length, to a reused buffer.
 *
 * Commands are given as a `Command` whose fields the caller sets anew each time, so that orders, cancels and amends
 * leave no garbage. Every method answers false when the envelope would pass the buffer's limit. What the venue would
 * refuse by the schema alone throws a SchemaError that names the field, and nothing is appended.
 */
import { type ColdBodies, type ColdKind, Command, isAccountCommand } from '../../values/index.js';
import { BodyWriter } from '../commands/body-writer.js';
import { clearCommand, kindOf } from '../commands/cold-kinds.js';
import type { SessionMessage } from '../messages/session-messages.js';
import { ShapeWriter } from '../plain/shape-writer.js';
import { SchemaError } from '../problem.js';
import type { AnyShape } from '../shape/field.js';
import { SESSION_SHAPES } from '../shape/session-shapes.js';
import { writeUint64 } from '../wire/write.js';
import { noMessage } from './client-bodies.js';
import { FrameBuffer, type FrameBufferOptions } from './frame-buffer.js';

const REQUEST_ID_BYTES_MAX = 10;

export class ClientEncoder {
  private readonly buffer: FrameBuffer;
  private readonly bodies = new BodyWriter();
  private readonly writer = new ShapeWriter();
  private readonly scratch = new Command();

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
  }

  /** A command of any kind a client may send; who acts is the session's account, not the command's. */
  command(requestId: number, command: Command): boolean {
    if (!isAccountCommand(command.kind)) throw new SchemaError(noMessage(command.kind));
    const { buffer, bodies } = this;
    if (!buffer.hasRoom(REQUEST_ID_BYTES_MAX + bodies.bytesMax(command))) return false;
    const at = this.open(requestId);
    buffer.closeEnvelope(bodies.write(buffer.bytes, at, command));
    return true;
  }

  /** A command that is not order entry, from its plain body. */
  request<N extends ColdKind>(requestId: number, name: N, body: ColdBodies[N]): boolean {
    const { scratch } = this;
    clearCommand(scratch, kindOf(name));
    scratch.body = body;
    return this.command(requestId, scratch);
  }

  /** A message that runs the session. */
  session(requestId: number, message: SessionMessage): boolean {
    const { buffer, writer } = this;
    const entry = SESSION_SHAPES[message.type];
    const shape: AnyShape = entry.shape;
    writer.write(shape, message.body);
    if (!buffer.hasRoom(REQUEST_ID_BYTES_MAX + writer.length)) return false;
    const at = buffer.openBody(this.open(requestId), entry.number);
    buffer.closeEnvelope(buffer.closeBody(writer.copyInto(buffer.bytes, at)));
    return true;
  }

  private open(requestId: number): number {
    const at = this.buffer.openEnvelope();
    if (requestId === 0) return at;
    this.buffer.bytes[at] = 0x08;
    return writeUint64(this.buffer.bytes, at + 1, requestId);
  }
}
