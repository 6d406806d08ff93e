/**
 * Catches a dry run that changes the state, says another thing than the change then does, or misses what the broker would
 * lack.
 */
import { expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  dryRun,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
} from '../../../src/engine/core/index.js';
import { SIDE } from '../../../src/values/index.js';
import { approveWaiting } from '../../support/approvals.js';
import { DAY_MS, tradingVenue } from '../../support/venue.js';

const draft = (name: string, value: number) => ({
  ...{ name, target: '', value, expectedVersion: 0, undoesVersion: 0, authorId: 0 },
  ...{ reason: '', effectiveTimeMs: 0 },
});

test('the broker lacks what its exposure needs beyond its collateral, and its bids would breach', () => {
  const venue = tradingVenue();
  const { state } = venue.core;
  const quote = { asks: [], validUntilMs: venue.timeMs + DAY_MS, factors: null };
  const bids = [{ priceTicks: 90, quantityLots: 10 }];
  venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [{ ...quote, seriesId: 1, bids }],
  });
  const before = exportState(venue.core);
  const found = dryRun(venue.core, draft('broker_series_exposure_ppm', 1), 10);
  expect(exportState(venue.core)).toEqual(before);
  const { ledger } = state;
  const has = ledger.balance(ledger.bucket(BROKER_ACCOUNT, BUCKET.COLLATERAL));
  const exposure = state.exposures.window(1);
  expect(exposure).toBeGreaterThan(0);
  const marginMicroPat = exposure * 1_000_000 - has;
  expect(found).toMatchObject({ needsApproval: true, breachCount: 1, refusedQuotes: 1 });
  expect(found.marginMicroPat).toBe(marginMicroPat);
});

test('the orders it names are those that are refused once the change is made', () => {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const prices = [80, 95, 105, 115, 120];
  const order = (priceTicks: number) =>
    venue.order(consumer, { side: SIDE.BUY, priceTicks, lots: 1 });
  for (const price of prices) order(price);
  const found = dryRun(venue.core, draft('collar_buy_ppm', 1_100_000), 1);
  expect(found).toMatchObject({ breachCount: 2, seriesCount: 1, isPartial: false });
  expect(found.orderIds).toHaveLength(1);
  const body = { ...draft('collar_buy_ppm', 1_100_000), unset: false, reason: 'r' };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'setParameter', body);
  approveWaiting(venue);
  const live = venue.core.state.orders.liveCount;
  const taken = prices.filter((price) => {
    order(price);
    return venue.core.state.orders.liveCount > live + prices.indexOf(price);
  });
  expect(prices.length - taken.length).toBe(found.breachCount);
});

test('it says when prices do not rest on a parameter under the policy that quotes', () => {
  const venue = tradingVenue();
  const ask = (name: string, value: number) => dryRun(venue.core, draft(name, value), 10).isInert;
  expect(ask('spread_base_ppm', 20_000)).toBe(true);
  expect(ask('quote_margin_ppm', 900_000)).toBe(false);
  expect(ask('top_lots', 5)).toBe(false);
  const body = { ...draft('quote_policy', 0), unset: false, reason: 'r' };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'setParameter', body);
  approveWaiting(venue);
  expect(ask('spread_base_ppm', 20_000)).toBe(false);
  expect(ask('quote_margin_ppm', 900_000)).toBe(true);
});
