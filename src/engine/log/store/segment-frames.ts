/** The frames of one segment in order, each checked by itself and against the one before. Fails with `FrameError`. */
import type { Frame } from './frame-layout.js';
import { type ChainPosition, checkFollows, positionAfter, readFrame } from './frame-reader.js';
import { SegmentReader } from './segment-reader.js';

const BATCH_FRAMES = 64;

export class SegmentFrames implements Iterable<Frame> {
  readonly #segment: SegmentReader | undefined;

  private constructor(segment: SegmentReader | undefined) {
    this.#segment = segment;
  }

  /** The segment in `directory`; without an environment there it has no frames. */
  static open(directory: string): SegmentFrames {
    return new SegmentFrames(SegmentReader.open(directory));
  }

  *[Symbol.iterator](): Generator<Frame, void, undefined> {
    let position: ChainPosition | undefined;
    for (;;) {
      const stored = this.#segment?.batch(position?.nextSequence ?? 0, BATCH_FRAMES) ?? [];
      if (stored.length === 0) {
        return;
      }
      for (const { sequence, bytes } of stored) {
        const frame = readFrame(bytes, { sequence });
        if (position !== undefined) {
          checkFollows(frame, position);
        }
        position = positionAfter(frame);
        yield frame;
      }
    }
  }

  close(): void {
    this.#segment?.close();
  }
}
