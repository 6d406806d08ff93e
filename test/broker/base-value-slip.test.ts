/** Catches a slip in the base value that reaches the next series at once, and through it the others. */
import { expect, it } from 'vitest';
import { PAT, stockedMarket } from './broker-venue.js';

it('after a slip in the base value the next start is bid for at the price of before', async () => {
  const { venue } = await stockedMarket();
  const before = venue.quote(1).bids[0]!.priceTicks;
  venue.parameter('base_value_micro_pat', 10 * PAT);
  await venue.pass(5_000);
  expect(venue.quote(1).bids[0]!.priceTicks).toBeLessThan(before * 1.05);
  const windowStartMs = Math.ceil(venue.nowMs / 60_000) * 60_000;
  venue.operator('openSeries', { contractId: 1, windowStartMs });
  await venue.settle();
  await venue.pass(70_000);
  const nextTicks = venue.quote(2).bids[0]!.priceTicks;
  expect(nextTicks).toBeGreaterThan(before * 0.5);
  expect(nextTicks).toBeLessThan(before * 1.5);
});
