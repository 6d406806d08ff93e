/** Catches a dry run that changes what the next client is answered. */
import { expect, it } from 'vitest';
import { EVENT, EVENT_WORDS, FIRM_QUOTE as F } from '../../src/engine/core/index.js';
import { SIDE } from '../../src/values/index.js';
import { stockedMarket } from './broker-venue.js';

it('a dry run of a parameter does not change what a client is answered', async () => {
  const { venue, consumer } = await stockedMarket();
  const codes: number[] = [];
  venue.sequencer.listen({
    sealed: () => undefined,
    durable: (batch) => {
      const { words, length } = batch.events;
      for (let at = 0; at < length; at += EVENT_WORDS[words[at] as number] as number) {
        if (words[at] === EVENT.FIRM_QUOTE) codes.push(words[at + F.code] as number);
      }
    },
  });
  venue.submit(consumer, 'requestQuote', { seriesId: 1, side: SIDE.BUY, quantityLots: 5 });
  await venue.settle();
  const moves = venue.desk.preview({ name: 'freshness_start_ppm', target: '', value: 200_000 });
  expect(moves?.movedQuotes).toBe(1);
  venue.submit(consumer, 'requestQuote', { seriesId: 1, side: SIDE.BUY, quantityLots: 5 });
  await venue.settle();
  expect(codes).toEqual([0, 0]);
});
