/**
 * Packs the commands of one event-loop turn into one frame, in a buffer that is allocated once.
 *
 * Invariants: the payload never exceeds the configured size; after `seal` nothing changes until `reset`; every
 * command is preceded by its canonical varint length. A full buffer answers false or -1 (the caller closes the
 * frame and goes on with the next); misuse is an assertion.
 *
 * The bytes of a sealed frame are views into the buffer, so a caller that keeps one commit in flight while it fills
 * the next frame alternates between two writers.
 */
import assert, { AssertionError } from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import {
  FRAME_HEADER_BYTES,
  FRAME_MAGIC,
  FRAME_OFFSET,
  FRAME_VERSION,
  HASH_BYTES,
  type SealedFrame,
  type StateSlice,
} from './frame-layout.js';
import { sha256 } from './sha256.js';
import { writeUint64 } from './uint64.js';
import { varintBytes, writeVarint } from './varint.js';

/** What the sequencer knows about the frame it closes. */
export interface SealFields {
  readonly epoch: number;
  readonly firstSequence: number;
  /** Sequenced time of every command, milliseconds since 1970 UTC. */
  readonly timeMs: number;
  readonly previousHash: Uint8Array;
  readonly eventHash: Uint8Array;
  readonly stateSlice: StateSlice;
}

/** A reusable frame buffer. */
export class FrameWriter {
  /** The whole buffer; a codec writes between `reserve` and `commit`. */
  readonly buffer: Uint8Array;
  readonly #view: DataView;
  #end = FRAME_HEADER_BYTES;
  #count = 0;
  #reservedAt = -1;
  #reservedBytes = 0;
  #sealed = false;

  /** `payloadBytesMax` bounds the payload of one frame, lengths included. */
  constructor(payloadBytesMax: number) {
    assert(Number.isSafeInteger(payloadBytesMax) && payloadBytesMax > 0);
    // A slow buffer is never part of Node's shared pool, so the store may keep its address.
    this.buffer = Buffer.allocUnsafeSlow(FRAME_HEADER_BYTES + payloadBytesMax);
    this.#view = new DataView(this.buffer.buffer, this.buffer.byteOffset, this.buffer.byteLength);
  }

  /** Commands committed so far. */
  get count(): number {
    return this.#count;
  }

  /** Payload bytes so far, lengths included. */
  get payloadBytes(): number {
    return this.#end - FRAME_HEADER_BYTES;
  }

  /** Payload bytes still free. */
  get freeBytes(): number {
    return this.buffer.length - this.#end;
  }

  /** Appends a copy of one encoded command. False when it does not fit; the frame is then unchanged. */
  append(command: Uint8Array): boolean {
    const offset = this.reserve(command.length);
    if (offset < 0) {
      return false;
    }
    this.buffer.set(command, offset);
    this.commit(command.length);
    return true;
  }

  /**
   * Makes room for one command of at most `bytesMax` bytes and returns the offset in `buffer` to encode at, or -1
   * when it does not fit. Follow with `commit`, or with another `reserve` to give it up.
   */
  reserve(bytesMax: number): number {
    // Not `assert`, which gathers its arguments in an array: this runs for every command.
    if (this.#sealed || !(bytesMax >= 0)) {
      throw new AssertionError({ message: 'reset the writer before writing to it again' });
    }
    if (varintBytes(bytesMax) + bytesMax > this.freeBytes) {
      return -1;
    }
    // Nearly every command is shorter than 128 bytes: room for a one-byte length, and `commit` moves the rest.
    this.#reservedAt = this.#end + 1;
    this.#reservedBytes = bytesMax;
    return this.#reservedAt;
  }

  /** Ends the command begun by `reserve`; `bytes` is the length that was encoded. */
  commit(bytes: number): void {
    if (!(this.#reservedAt > 0 && bytes >= 0 && bytes <= this.#reservedBytes)) {
      throw new AssertionError({ message: 'commit follows reserve, with no more bytes than that' });
    }
    const lengthBytes = varintBytes(bytes);
    if (lengthBytes > 1) {
      this.buffer.copyWithin(this.#end + lengthBytes, this.#reservedAt, this.#reservedAt + bytes);
    }
    writeVarint(this.buffer, this.#end, bytes);
    this.#end += lengthBytes + bytes;
    this.#count += 1;
    this.#reservedAt = -1;
  }

  /** Writes the header and closes the frame. The result's bytes stay valid until `reset`. */
  seal(fields: SealFields): SealedFrame {
    assert(!this.#sealed, 'a frame is sealed once');
    assert(this.#count > 0, 'a frame holds at least one command');
    assert(fields.firstSequence > 0 && Number.isSafeInteger(fields.firstSequence + this.#count));
    this.#writeHeader(fields);
    this.#sealed = true;
    const bytes = this.buffer.subarray(0, this.#end);
    return {
      bytes,
      hash: sha256(bytes),
      previousHash: fields.previousHash,
      epoch: fields.epoch,
      firstSequence: fields.firstSequence,
      lastSequence: fields.firstSequence + this.#count - 1,
    };
  }

  /** Empties the writer for the next frame. Call it once the frame's append has settled. */
  reset(): void {
    this.#end = FRAME_HEADER_BYTES;
    this.#count = 0;
    this.#reservedAt = -1;
    this.#sealed = false;
  }

  #writeHeader(fields: SealFields): void {
    assert(fields.previousHash.length === HASH_BYTES && fields.eventHash.length === HASH_BYTES);
    const view = this.#view;
    view.setUint32(FRAME_OFFSET.magic, FRAME_MAGIC, true);
    view.setUint16(FRAME_OFFSET.version, FRAME_VERSION, true);
    view.setUint16(FRAME_OFFSET.flags, 0, true);
    view.setUint32(FRAME_OFFSET.epoch, fields.epoch, true);
    view.setUint32(FRAME_OFFSET.count, this.#count, true);
    writeUint64(view, FRAME_OFFSET.firstSequence, fields.firstSequence);
    writeUint64(view, FRAME_OFFSET.timeMs, fields.timeMs);
    this.buffer.set(fields.previousHash, FRAME_OFFSET.previousHash);
    this.buffer.set(fields.eventHash, FRAME_OFFSET.eventHash);
    writeUint64(view, FRAME_OFFSET.stateCursor, fields.stateSlice.cursor);
    view.setUint32(FRAME_OFFSET.stateCrc32, fields.stateSlice.crc32, true);
    view.setUint32(FRAME_OFFSET.payloadBytes, this.payloadBytes, true);
    view.setUint32(FRAME_OFFSET.reserved, 0, true);
    const headCrc32 = crc32(this.buffer.subarray(0, FRAME_OFFSET.crc32));
    const payload = this.buffer.subarray(FRAME_HEADER_BYTES, this.#end);
    view.setUint32(FRAME_OFFSET.crc32, crc32(payload, headCrc32), true);
  }
}
