/** Catches a replay that keeps its thread from everything else, signals among it, and one that cannot be called off. */
import { expect, test } from 'vitest';
import { MemoryCommandLog, recover } from '../../../src/engine/log/index.js';
import { CommandCodec } from '../../../src/schema/index.js';
import { BrokerVenue } from '../../broker/broker-venue.js';

const FRAMES = 5;
/** Longer than a replay goes on without a look at other work. */
const FRAME_MS = 30;

async function longJournal(): Promise<{ log: MemoryCommandLog; last: number }> {
  const log = new MemoryCommandLog();
  const venue = new BrokerVenue({ log });
  for (let frame = 1; frame < FRAMES; frame += 1) {
    await venue.settle();
    venue.submit(0, 'advanceTime', {});
  }
  await venue.sequencer.stop();
  return { log, last: log.position.nextSequence - 1 };
}

const slowly = (): void => {
  const endMs = performance.now() + FRAME_MS;
  while (performance.now() < endMs);
};

test('a replay lets the thread do other work, and is called off by it', async () => {
  const { log, last } = await longJournal();
  const codec = new CommandCodec();
  let turns = 0;
  const other = setInterval(() => {
    turns += 1;
  }, 1);
  const whole = await recover({ log, codec, replayed: slowly });
  clearInterval(other);
  expect(whole?.sequence).toBe(last);
  expect(turns).toBeGreaterThan(1);

  const controller = new AbortController();
  const reason = new Error('enough');
  let replayed = 0;
  setTimeout(() => controller.abort(reason), 1);
  const calledOff = recover({
    ...{ log, codec, signal: controller.signal },
    replayed: () => {
      replayed += 1;
      slowly();
    },
  });
  await expect(calledOff).rejects.toBe(reason);
  expect(replayed).toBeLessThan(FRAMES);
});
