/** Catches two accounts of one person that keep a series with price bands in a volatility auction by trades of one lot. */
import { expect, it } from 'vitest';
import { SERIES_FIELD as S } from '../../src/engine/core/index.js';
import { SERIES_STATE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { setParameter, stateOf } from '../support/auction.js';
import { tradingVenue } from '../support/venue.js';

const HOUR_S = 3_600;
const STEP_S = 5;
const { BUY, SELL } = SIDE;

it.each([60_000, 10_000])(
  'stands still no more than a tenth of an hour, with auctions of %i ms',
  (auctionMs) => {
    const venue = tradingVenue();
    setParameter(venue, 'volatility_auction_ms', auctionMs);
    setParameter(venue, 'volatility_dynamic_ppm', 20_000);
    setParameter(venue, 'volatility_static_ppm', 50_000);
    const [buyer] = venue.consumers as [number];
    const [seller] = venue.providers as [number];
    let still = 0;
    let interruptions = 0;
    let low = true;
    for (let second = 0; second < HOUR_S; second += STEP_S) {
      const before = stateOf(venue);
      // Below the band, then above it: each trade is out of the band around the one before.
      const priceTicks = low ? 96 : 104;
      venue.order(seller, { side: SELL, priceTicks, lots: 1 });
      venue.order(buyer, { side: BUY, priceTicks, lots: 1, timeInForce: TIME_IN_FORCE.IOC });
      if (venue.core.state.series.get(1, S.lastPriceTicks) === priceTicks) low = !low;
      if (stateOf(venue) === SERIES_STATE.AUCTION && before === SERIES_STATE.OPEN)
        interruptions += 1;
      venue.advance(STEP_S * 1_000);
      if (stateOf(venue) === SERIES_STATE.AUCTION) still += STEP_S;
    }
    expect(interruptions).toBeGreaterThanOrEqual(3);
    expect(still).toBeLessThanOrEqual(HOUR_S / 10 + (2 * auctionMs) / 1_000);
  },
);
