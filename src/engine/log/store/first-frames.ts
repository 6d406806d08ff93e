/** The first frame of every segment that has one, the newest segment first, each checked by itself. Fails with `FrameError`. */
import type { Frame } from './frame-layout.js';
import { readFrame } from './frame-reader.js';
import { SegmentReader } from './segment-reader.js';
import { listSegments, segmentDirectory } from './segments.js';

export function* firstFrames(journalDirectory: string): Generator<Frame, void, undefined> {
  for (const number of listSegments(journalDirectory).toReversed()) {
    const segment = SegmentReader.open(segmentDirectory(journalDirectory, number));
    const first = segment?.firstSequence();
    const stored = first === undefined ? undefined : segment?.batch(first, 1)[0];
    void segment?.close();
    if (stored !== undefined) yield readFrame(stored.bytes, { sequence: stored.sequence });
  }
}
