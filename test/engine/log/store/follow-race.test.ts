/**
 * Would catch: a follower that calls a frame missing because it became durable between its look at the journal and
 * its look at the watermark. Found by the end-to-end load on a busy machine.
 */
import { expect, it } from 'vitest';
import {
  DurableWatermark,
  followJournal,
  LmdbCommandLog,
} from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';

/** Answers the first look after `hold` with an earlier sequence, as if the publication came right after. */
class LaggingWatermark extends DurableWatermark {
  private held: number | undefined;

  hold(sequence: number): void {
    this.held = sequence;
  }

  override sequence(): number {
    const { held } = this;
    this.held = undefined;
    return held ?? super.sequence();
  }
}

it('takes a frame that becomes durable while it looks', async () => {
  const directory = scratchDirectory();
  const watermark = new LaggingWatermark();
  const log = LmdbCommandLog.open({ directory, watermark });
  log.appendBlocking(frameAfter(log.position, { count: 3 }));
  const frames = followJournal({ directory, watermark, fromSequence: 1, sleepMsMax: 20 });
  expect((await frames.next()).value).toHaveLength(1);
  log.appendBlocking(frameAfter(log.position, { count: 2 }));
  watermark.hold(3);
  const next = await frames.next();
  expect(next.value).toMatchObject([{ firstSequence: 4, lastSequence: 5 }]);
  await frames.return('stopped');
  await log.close();
});
