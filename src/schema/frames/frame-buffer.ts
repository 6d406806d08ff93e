/**
 * A reusable buffer that grows, up to a limit, for length-delimited envelopes whose bodies are written in place.
 *
 * The length of an envelope is known only after it has been written, so one byte or two are left free for it,
 * whichever the last one took; a wrong guess costs moving that envelope by a byte. Growth doubles and copies, so give
 * a first size that is rarely outgrown. What was written before a refused envelope or a throw stays as it was.
 */
import { closeLength } from '../wire/write.js';

export interface FrameBufferOptions {
  readonly initialBytes?: number;
  /** An envelope that would pass this is refused. */
  readonly maxBytes?: number;
}

const INITIAL_BYTES = 4_096;
const MAX_BYTES = 16 * 1_048_576;

/** Bytes of an envelope's length, a body's tag and a body's length. */
const LENGTHS_BYTES_MAX = 12;

export class FrameBuffer {
  /** What was written is in [0, length). Replaced when it grows. */
  bytes: Uint8Array;
  length = 0;
  private readonly maxBytes: number;
  private envelopeGuess = 1;
  private bodyGuess = 1;
  private envelopeStart = 0;
  private bodyStart = 0;

  constructor({ initialBytes = INITIAL_BYTES, maxBytes = MAX_BYTES }: FrameBufferOptions = {}) {
    this.bytes = new Uint8Array(Math.min(initialBytes, maxBytes));
    this.maxBytes = maxBytes;
  }

  /** Makes room for an envelope of at most this many bytes beside its lengths; false when there is none. */
  hasRoom(envelopeBytesMax: number): boolean {
    const needed = this.length + envelopeBytesMax + LENGTHS_BYTES_MAX;
    return needed <= this.bytes.length || this.grow(needed);
  }

  /** Place of the first field of a new envelope. Nothing counts as written before `closeEnvelope`. */
  openEnvelope(): number {
    this.envelopeStart = this.length;
    return this.length + this.envelopeGuess;
  }

  /** Writes the tag of the body and returns the place of its first field. */
  openBody(at: number, number: number): number {
    const { bytes } = this;
    if (number < 16) {
      bytes[at] = (number << 3) | 2;
      this.bodyStart = at + 1;
    } else {
      bytes[at] = ((number << 3) & 0x7f) | 0x82;
      bytes[at + 1] = number >>> 4;
      this.bodyStart = at + 2;
    }
    return this.bodyStart + this.bodyGuess;
  }

  /** Ends the body at this place; returns the end, which may have moved. */
  closeBody(end: number): number {
    const closed = closeLength(this.bytes, this.bodyStart, this.bodyGuess, end);
    this.bodyGuess = closed - this.bodyStart >= 130 ? 2 : 1;
    return closed;
  }

  /** Ends the envelope at this place; returns by how many bytes its fields moved. */
  closeEnvelope(end: number): number {
    const closed = closeLength(this.bytes, this.envelopeStart, this.envelopeGuess, end);
    this.envelopeGuess = closed - this.envelopeStart >= 130 ? 2 : 1;
    this.length = closed;
    return closed - end;
  }

  /** Appends bytes as they are; false when they do not fit. */
  append(source: Uint8Array): boolean {
    if (!this.hasRoom(source.length)) return false;
    this.bytes.set(source, this.length);
    this.length += source.length;
    return true;
  }

  private grow(needed: number): boolean {
    if (needed > this.maxBytes) return false;
    const grown = new Uint8Array(Math.min(this.maxBytes, Math.max(needed, 2 * this.bytes.length)));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    return true;
  }
}
