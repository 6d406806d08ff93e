/**
 * Reads a file of frames laid end to end, one frame in memory at a time, checking each and the chain between them.
 * Fails with `FrameError`; a file that ends inside a frame is `frame-truncated`.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { FRAME_HEADER_BYTES, FRAME_OFFSET, type Frame } from './frame-layout.js';
import { type ChainPosition, checkFollows, positionAfter, readFrame } from './frame-reader.js';
import { FrameError } from './store-error.js';

/** More than any frame ever written: a larger length is damage, not a frame to make room for. */
const PAYLOAD_BYTES_MAX = 256 * 1_048_576;

/** The frames of the file at `path`, in order. */
export function* readFrameFile(path: string): Generator<Frame, void, undefined> {
  const descriptor = openSync(path, 'r');
  let position: ChainPosition | undefined;
  try {
    for (;;) {
      const bytes = readNext(descriptor, position?.nextSequence);
      if (bytes === undefined) {
        return;
      }
      const frame = readFrame(
        bytes,
        position === undefined ? {} : { sequence: position.nextSequence },
      );
      if (position !== undefined) {
        checkFollows(frame, position);
      }
      position = positionAfter(frame);
      yield frame;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of the next frame, undefined at the end of the file. */
const readNext = (descriptor: number, sequence: number | undefined): Uint8Array | undefined => {
  const header = readUpTo(descriptor, FRAME_HEADER_BYTES);
  if (header.length < FRAME_HEADER_BYTES) {
    if (header.length === 0) {
      return undefined;
    }
    throw new FrameError('frame-truncated', 'the file ends inside a header', sequence);
  }
  const payloadBytes = header.readUInt32LE(FRAME_OFFSET.payloadBytes);
  if (payloadBytes > PAYLOAD_BYTES_MAX) {
    throw new FrameError('frame-bad-length', `a payload of ${payloadBytes} bytes`, sequence);
  }
  return Buffer.concat([header, readUpTo(descriptor, payloadBytes)]);
};

/** Reads `bytes` bytes, or what is left of the file. */
const readUpTo = (descriptor: number, bytes: number): Buffer => {
  const buffer = Buffer.allocUnsafe(bytes);
  let filled = 0;
  while (filled < bytes) {
    const count = readSync(descriptor, buffer, filled, bytes - filled, null);
    if (count === 0) {
      break;
    }
    filled += count;
  }
  return buffer.subarray(0, filled);
};
