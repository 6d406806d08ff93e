/** Catches a trailing stop that is in no book once there is no room for the trigger it would follow to. */
import { expect, test } from 'vitest';
import { ORDER_TYPE, SIDE } from '../../../../src/values/index.js';
import { setParameter } from '../../../support/auction.js';
import { DAY_MS, type TradingVenue, tradingVenue } from '../../../support/venue.js';

const { BUY, SELL } = SIDE;
const { STOP, TRAILING_STOP } = ORDER_TYPE;

/** A trailing stop alone in its page of triggers, the pool of trigger nodes nearly used up; then the market moves. */
function crowded(): { venue: TradingVenue; id: number; c1: number; c2: number; p1: number } {
  const venue = tradingVenue({}, { maxOrders: 1_024, maxPricePages: 92 });
  setParameter(venue, 'order_burst_count', 100_000);
  const [c1 = 0, c2 = 0] = venue.consumers;
  const [p1 = 0] = venue.providers;
  const trade = (priceTicks: number): void => {
    venue.order(c2, { side: BUY, priceTicks, lots: 1 });
    venue.order(p1, { side: SELL, priceTicks, lots: 1 });
  };
  trade(100);
  const terms = { side: BUY, priceTicks: 100, lots: 1 };
  const [accepted] = venue.order(c1, {
    ...terms,
    orderType: TRAILING_STOP,
    trailingOffsetTicks: 7_296,
  });
  venue.order(c1, { ...terms, orderType: STOP, triggerPriceTicks: 7_300 });
  for (let i = 0; i < 60; i += 1) {
    venue.order(c1, { ...terms, orderType: STOP, triggerPriceTicks: 20_000 + i * 37 * 32 });
  }
  trade(94);
  return { venue, id: accepted?.[3] as number, c1, c2, p1 };
}

test('a trailing stop still waits after the market moved', () => {
  const { venue, id } = crowded();
  const { orders, specials } = venue.core.state;
  expect(specials.triggers.waiting.levelOf(orders.find(id))).not.toBe(0);
});

test('the next trade does not break the books', () => {
  const { venue, c2, p1 } = crowded();
  venue.order(c2, { side: BUY, priceTicks: 93, lots: 1 });
  venue.order(p1, { side: SELL, priceTicks: 93, lots: 1 });
});

test('it can be cancelled and the market goes on', () => {
  const { venue, id, c1, c2, p1 } = crowded();
  venue.cancel(c1, id);
  venue.order(c2, { side: BUY, priceTicks: 93, lots: 1 });
  venue.order(p1, { side: SELL, priceTicks: 93, lots: 1 });
});

test('its series closes', () => {
  const { venue } = crowded();
  venue.advance(8 * DAY_MS);
});
