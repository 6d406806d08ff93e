/** Catches prices of a busted auction that go on deciding what may trade. */
import { expect, test } from 'vitest';
import {
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  SERIES_FIELD as S,
} from '../../../../src/engine/core/index.js';
import { SERIES_STATE, SIDE, TIME_IN_FORCE } from '../../../../src/values/index.js';
import { gather, setParameter, stateOf } from '../../../support/auction.js';
import { tradingVenue } from '../../../support/venue.js';

const { BUY, SELL } = SIDE;
const { IOC } = TIME_IN_FORCE;

test('a busted auction leaves no band around its price', () => {
  const venue = tradingVenue();
  const [c1 = 0, c2 = 0] = venue.consumers;
  const [p1 = 0] = venue.providers;
  venue.order(p1, { side: SELL, priceTicks: 100, lots: 1 });
  venue.order(c1, { side: BUY, priceTicks: 100, lots: 1 });
  gather(venue, 30_000);
  venue.order(p1, { side: SELL, priceTicks: 118, lots: 1 });
  venue.order(c1, { side: BUY, priceTicks: 118, lots: 1 });
  venue.advance(30_000);
  const { series } = venue.core.state;
  const bad = series.get(1, S.lastTradeId);
  expect(series.get(1, S.lastPriceTicks)).toBe(118);
  venue.send(FIRST_OPERATOR_ACCOUNT, 'bustTrade', { seriesId: 1, tradeId: bad, reason: 'error' });
  expect(series.get(1, S.lastPriceTicks)).toBe(100);
  setParameter(venue, 'volatility_static_ppm', 50_000);
  venue.order(p1, { side: SELL, priceTicks: 100, lots: 1 });
  const events = venue.order(c2, { side: BUY, priceTicks: 100, lots: 1, timeInForce: IOC });
  expect(events.some(([type]) => type === EVENT.TRADE)).toBe(true);
  expect(stateOf(venue)).toBe(SERIES_STATE.OPEN);
});
