/**
 * Follows the journal from another thread or process: every durable frame once, in order, as it becomes durable.
 *
 * It never hands out a frame the watermark does not cover, sleeps without using the processor when there is nothing
 * new, and holds at most one batch: the caller sets the pace by asking for the next. Ends when the writer stops or
 * fails, after the last durable frame. Fails with `FrameError` when what is durable is not there or not sound.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Watermark } from './durable-watermark.js';
import type { Frame } from './frame-layout.js';
import { JournalReader } from './journal-reader.js';
import { FrameError } from './store-error.js';

export interface FollowOptions {
  /** Root of the journal. */
  readonly directory: string;
  readonly watermark: Watermark;
  /** First sequence wanted; the frame that holds it is the first handed out. */
  readonly fromSequence: number;
  /** Frames in one batch at most. */
  readonly framesMax?: number;
  /** Longest sleep before looking again, in case a wake-up is lost. */
  readonly sleepMsMax?: number;
  /** After a wake-up, how long frames gather before they are read together. */
  readonly gatherMs?: number;
}

const SLEEP_MS_MAX_DEFAULT = 1000;
/** A wake-up per frame costs the writer a system call and both threads a switch, several hundred times a second. */
const GATHER_MS_DEFAULT = 5;

/** Batches of durable frames, none empty. The return value tells how the writer ended. */
export async function* followJournal(
  options: FollowOptions,
): AsyncGenerator<Frame[], 'stopped' | 'failed', undefined> {
  const { directory, watermark, framesMax } = options;
  const sleepMs = options.sleepMsMax ?? SLEEP_MS_MAX_DEFAULT;
  const gatherMs = options.gatherMs ?? GATHER_MS_DEFAULT;
  const reader = JournalReader.open({ directory, watermark }, options.fromSequence);
  try {
    for (;;) {
      // Looked at before the read: what becomes durable while it runs may be missing from it, and is no gap.
      const durable = watermark.sequence();
      const frames = reader.next(framesMax);
      if (frames.length > 0) {
        yield frames;
        continue;
      }
      if (durable >= reader.nextSequence) {
        throw new FrameError(
          'frame-sequence-gap',
          `is durable up to ${durable} and is not in the journal`,
          reader.nextSequence,
        );
      }
      const outcome = await watermark.waitBeyond(reader.nextSequence - 1, sleepMs);
      if (outcome === 'stopped' || outcome === 'failed') {
        return outcome;
      }
      if (outcome === 'advanced' && gatherMs > 0) await sleep(gatherMs);
    }
  } finally {
    reader.close();
  }
}
