/** Catches a close without room that keeps the journal growing while nothing can happen. */
import { expect, test } from 'vitest';
import { FIRST_OPERATOR_ACCOUNT, SERIES_FIELD as S } from '../../../src/engine/core/index.js';
import { SERIES_STATE, SIDE } from '../../../src/values/index.js';
import { DAY_MS, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;

test('a close that waits for room for entitlements does not ask for a command every tick', () => {
  const venue = tradingVenue({}, { maxEntitlements: 16 });
  const [c1 = 0] = venue.consumers;
  const [p1 = 0] = venue.providers;
  for (let i = 0; i < 16; i += 1) {
    venue.send(FIRST_OPERATOR_ACCOUNT, 'grantEntitlement', {
      holderId: c1,
      resource: `r${i}`,
      actions: 'read',
      quota: 1,
      validFromMs: venue.timeMs,
      validToMs: venue.timeMs + 365 * DAY_MS,
      origin: 5,
      licenceHash: new Uint8Array(32),
    });
  }
  expect(venue.core.state.entitlements.highWater).toBe(16);
  venue.order(p1, { side: SELL, priceTicks: 100, lots: 1 });
  venue.order(c1, { side: BUY, priceTicks: 100, lots: 1 });
  venue.advance(8 * DAY_MS);
  const { series, work } = venue.core.state;
  expect([series.get(1, S.state), work.count]).toEqual([SERIES_STATE.CLOSING, 1]);
  expect(venue.core.lifecycle.isDue(venue.timeMs)).toBe(false);
});
