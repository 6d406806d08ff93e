/**
 * Decides what a fault in a journal segment's structure means.
 *
 * Our own reading of the pages is stricter than the storage engine needs, and was wrong before. So where it finds a
 * fault, the engine is asked, and the frames prove themselves: when it reads as many as the file states, each whole and
 * following the one before, nothing is missing, and the fault is a warning. Such a segment is only read from then on,
 * because what the engine would write next to a fault cannot be foreseen. Anything else is `segment-damaged`, or the
 * `FrameError` of the first frame that is not what was written.
 */
import { describeFault, faultOf, type StructureFault } from './check-environment.js';
import { recordsReadFrom } from './second-opinion.js';
import { SegmentFrames } from './segment-frames.js';
import { StoreError } from './store-error.js';

/** Hears what is not as it should be and yet loses nothing. */
export type Warn = (warning: string) => void;

export const ignoreWarnings: Warn = () => undefined;

/** Returns whether the segment in `directory` is without a fault; one that loses nothing is told to `warn`. */
export const requireSound = (directory: string, warn: Warn): boolean => {
  const fault = faultOf(directory);
  if (fault === undefined) {
    return true;
  }
  if (fault.part === 'meta') {
    throw damaged(fault, 'the newest state of the file is not known');
  }
  const stated = fault.entries;
  const read = recordsReadFrom(directory);
  if (read === undefined || read !== stated) {
    throw damaged(fault, `of ${stated} frames ${read ?? 'not all'} can be read`);
  }
  const frames = countFrames(directory);
  if (frames !== stated) {
    throw damaged(fault, `of ${stated} frames ${frames} follow one another`);
  }
  warn(
    `${describeFault(fault)}; every frame of the segment is there and whole, so nothing is lost: it is only read from now on. Archive it and keep the copy`,
  );
  return false;
};

/** Frames of the segment, each whole and following the one before; fails with the FrameError of the first that is not. */
const countFrames = (directory: string): number => {
  const frames = SegmentFrames.open(directory);
  let count = 0;
  try {
    for (const _frame of frames) {
      count += 1;
    }
  } finally {
    frames.close();
  }
  return count;
};

const damaged = (fault: StructureFault, besides: string): StoreError =>
  new StoreError(
    'segment-damaged',
    `${describeFault(fault)}; ${besides}`,
    'keep the directory as it is and restore the segment from its archive or from a replica',
  );
