/** Catches a slip in the base value that reaches the next series at once, and through it the others. */
import { expect, it } from 'vitest';
import { placeOf, SAVED_FLOATS } from '../../src/quoting/series/series-numbers.js';
import { PAT, stockedMarket } from './broker-venue.js';

it('a slip in the base value, on a venue: the next start is bid for at ten times the price', async () => {
  const { venue } = await stockedMarket();
  const before = venue.quote(1).bids[0]!.priceTicks;
  venue.parameter('base_value_micro_pat', 10 * PAT);
  await venue.pass(5_000);
  expect(venue.quote(1).bids[0]!.priceTicks).toBeLessThan(before * 1.05);
  const windowStartMs = Math.ceil(venue.nowMs / 60_000) * 60_000;
  venue.operator('openSeries', { contractId: 1, windowStartMs });
  await venue.settle();
  await venue.pass(70_000);
  console.log(
    SAVED_FLOATS,
    placeOf('rawAskTicks'),
    placeOf('rawBidTicks'),
    placeOf('bookBidTicks'),
  );
  console.log(
    'bid of series 1',
    venue.quote(1).bids[0],
    'bids of the new series',
    venue.quote(2).bids,
  );
  expect(venue.quote(2).bids[0]?.priceTicks ?? 0).toBeLessThan(before * 1.5);
});
