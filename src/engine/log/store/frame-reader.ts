/**
 * Reads frames back and says what is wrong with one that is not as written.
 *
 * `readFrame` checks a frame by itself, `checkFollows` against the frame before it, `commandsOf` splits the payload.
 * Each fails with a `FrameError` that names the fault; no input makes them throw anything else or read outside the
 * given bytes.
 */
import { crc32 } from 'node:zlib';
import {
  FRAME_HEADER_BYTES,
  FRAME_MAGIC,
  FRAME_OFFSET,
  FRAME_VERSION,
  type Frame,
  HASH_BYTES,
} from './frame-layout.js';
import { equalBytes, hex, sha256 } from './sha256.js';
import { FrameError } from './store-error.js';
import { readUint64 } from './uint64.js';
import { readVarint, varintBytes } from './varint.js';

/** What the reader knows about the place a frame comes from. */
export interface FramePlace {
  /** Sequence of the frame's first command according to the store's key; named in errors. */
  readonly sequence?: number;
}

/** What a frame is checked against: the end of the log before it. */
export interface ChainPosition {
  /** Sequence the next frame must begin with. */
  readonly nextSequence: number;
  /** Hash of the frame before. */
  readonly lastHash: Uint8Array;
  /** Epoch of the frame before; it never goes back. */
  readonly epoch: number;
}

/**
 * Decodes and checks one frame. The result's fields are views into `bytes`, which must hold the frame and nothing
 * else. Fails with a `FrameError`.
 */
export const readFrame = (bytes: Uint8Array, place: FramePlace = {}): Frame => {
  const fail = (code: FrameError['code'], reason: string): never => {
    throw new FrameError(code, reason, place.sequence);
  };
  if (bytes.length < FRAME_HEADER_BYTES) {
    fail('frame-truncated', `${bytes.length} bytes, a header alone has ${FRAME_HEADER_BYTES}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(FRAME_OFFSET.magic, true) !== FRAME_MAGIC) {
    fail('frame-bad-magic', `begins with ${hex(bytes.subarray(0, 4))}, not with the letters PATX`);
  }
  const version = view.getUint16(FRAME_OFFSET.version, true);
  if (version !== FRAME_VERSION) {
    fail(
      'frame-unsupported-version',
      `format version ${version}, this build reads ${FRAME_VERSION}`,
    );
  }
  const payloadBytes = view.getUint32(FRAME_OFFSET.payloadBytes, true);
  const frameBytes = FRAME_HEADER_BYTES + payloadBytes;
  if (bytes.length < frameBytes) {
    fail('frame-truncated', `${bytes.length} bytes of ${frameBytes}`);
  }
  if (bytes.length > frameBytes) {
    fail('frame-bad-length', `${bytes.length - frameBytes} bytes after the end of the frame`);
  }
  const stored = view.getUint32(FRAME_OFFSET.crc32, true);
  const computed = checksumOf(bytes);
  if (stored !== computed) {
    fail('frame-bad-crc', `checksum ${word(stored)} is stored, the bytes have ${word(computed)}`);
  }
  return decodeFrame(bytes, view, place);
};

/** CRC-32 of a frame: the header up to the checksum, then the payload. */
const checksumOf = (bytes: Uint8Array): number =>
  crc32(bytes.subarray(FRAME_HEADER_BYTES), crc32(bytes.subarray(0, FRAME_OFFSET.crc32)));

const word = (value: number): string => value.toString(16).padStart(8, '0');

/** Decodes the fields of a frame whose checksum holds; what is out of range was written so. */
const decodeFrame = (bytes: Uint8Array, view: DataView, place: FramePlace): Frame => {
  const fail = (reason: string): never => {
    throw new FrameError('frame-out-of-range', reason, place.sequence);
  };
  const flags = view.getUint16(FRAME_OFFSET.flags, true);
  const reserved = view.getUint32(FRAME_OFFSET.reserved, true);
  if (flags !== 0 || reserved !== 0) {
    fail(`flags ${flags} and reserved ${reserved} must be zero in version ${FRAME_VERSION}`);
  }
  const count = view.getUint32(FRAME_OFFSET.count, true);
  const firstSequence = readUint64(view, FRAME_OFFSET.firstSequence) ?? fail('first sequence');
  const timeMs = readUint64(view, FRAME_OFFSET.timeMs) ?? fail('time');
  const cursor = readUint64(view, FRAME_OFFSET.stateCursor) ?? fail('state cursor');
  const lastSequence = firstSequence + count - 1;
  if (count === 0 || firstSequence === 0 || !Number.isSafeInteger(lastSequence)) {
    fail(`${count} commands from sequence ${firstSequence}`);
  }
  return {
    version: FRAME_VERSION,
    flags,
    epoch: view.getUint32(FRAME_OFFSET.epoch, true),
    count,
    firstSequence,
    lastSequence,
    timeMs,
    previousHash: hashAt(bytes, FRAME_OFFSET.previousHash),
    eventHash: hashAt(bytes, FRAME_OFFSET.eventHash),
    stateSlice: { cursor, crc32: view.getUint32(FRAME_OFFSET.stateCrc32, true) },
    payload: bytes.subarray(FRAME_HEADER_BYTES),
    bytes,
    hash: sha256(bytes),
  };
};

const hashAt = (bytes: Uint8Array, offset: number): Uint8Array =>
  bytes.subarray(offset, offset + HASH_BYTES);

/** The sequence range and chain of `frame` must continue `position`. Fails with a `FrameError`. */
export const checkFollows = (frame: Frame, position: ChainPosition): void => {
  if (frame.firstSequence !== position.nextSequence) {
    throw new FrameError(
      'frame-sequence-gap',
      `begins at ${frame.firstSequence}, expected ${position.nextSequence}`,
      position.nextSequence,
    );
  }
  if (!equalBytes(frame.previousHash, position.lastHash)) {
    throw new FrameError(
      'frame-broken-chain',
      `names ${hex(frame.previousHash)} as the frame before, which hashes to ${hex(position.lastHash)}`,
      frame.firstSequence,
    );
  }
  if (frame.epoch < position.epoch) {
    throw new FrameError(
      'frame-epoch-regressed',
      `epoch ${frame.epoch} after epoch ${position.epoch}`,
      frame.firstSequence,
    );
  }
};

/** The position after `frame`. */
export const positionAfter = (frame: Frame): ChainPosition => ({
  nextSequence: frame.lastSequence + 1,
  lastHash: frame.hash,
  epoch: frame.epoch,
});

/**
 * The commands of a frame in order, each a view into the payload. Fails with `frame-bad-payload` when the lengths
 * do not divide the payload into exactly `count` commands.
 */
export function* commandsOf(frame: Frame): Generator<Uint8Array, void, undefined> {
  const { payload } = frame;
  let offset = 0;
  for (let index = 0; index < frame.count; index += 1) {
    const bytes = readVarint(payload, offset);
    const start = bytes < 0 ? offset : offset + varintBytes(bytes);
    if (bytes < 0 || start + bytes > payload.length) {
      throw new FrameError(
        'frame-bad-payload',
        `command ${index + 1} of ${frame.count} does not end inside the payload`,
        frame.firstSequence,
      );
    }
    yield payload.subarray(start, start + bytes);
    offset = start + bytes;
  }
  if (offset !== payload.length) {
    throw new FrameError(
      'frame-bad-payload',
      `${payload.length - offset} bytes after the last of ${frame.count} commands`,
      frame.firstSequence,
    );
  }
}
