/** Builders the store's tests share: frames that chain, and directories that clean up after themselves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type ChainPosition,
  FrameWriter,
  GENESIS,
  HASH_BYTES,
  type SealedFrame,
} from '../../../../src/engine/log/store/index.js';

/** A fresh directory, removed when the test ends. */
export const scratchDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'patx-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** A command whose bytes depend on its sequence, `bytes` long. */
export const commandAt = (sequence: number, bytes = 40): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, index) => (sequence * 31 + index * 7) % 256);

export interface FrameShape {
  readonly count?: number;
  readonly commandBytes?: number;
  readonly timeMs?: number;
  readonly epoch?: number;
}

/** Seals a frame that continues `position`, in a buffer of its own. */
export const frameAfter = (position: ChainPosition, shape: FrameShape = {}): SealedFrame => {
  const { count = 1, commandBytes = 40 } = shape;
  const writer = new FrameWriter(count * (commandBytes + 5));
  for (let index = 0; index < count; index += 1) {
    writer.append(commandAt(position.nextSequence + index, commandBytes));
  }
  return writer.seal({
    epoch: shape.epoch ?? position.epoch,
    firstSequence: position.nextSequence,
    timeMs: shape.timeMs ?? 1_700_000_000_000 + position.nextSequence,
    previousHash: position.lastHash,
    eventHash: new Uint8Array(HASH_BYTES).fill(position.nextSequence % 256),
    stateSlice: { cursor: position.nextSequence, crc32: position.nextSequence },
  });
};

/** Where a log stands after `frame`. */
export const after = (frame: SealedFrame): ChainPosition => ({
  nextSequence: frame.lastSequence + 1,
  lastHash: frame.hash,
  epoch: frame.epoch,
});

/** A chain of frames from the beginning, one for each shape. */
export const chainOf = (shapes: readonly FrameShape[]): SealedFrame[] => {
  let position = GENESIS;
  return shapes.map((shape) => {
    const frame = frameAfter(position, shape);
    position = after(frame);
    return frame;
  });
};
