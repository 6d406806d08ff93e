/**
 * Catches accounts that keep a series with price bands in a volatility auction by trades of one lot: one pair of one person,
 * and twenty that take turns, at no fees and at the sandbox's.
 */
import { describe, expect, test } from 'vitest';
import { SERIES_FIELD as S } from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, SERIES_STATE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { setParameter, stateOf } from '../support/auction.js';
import { FEES, gangVenue, openAccount } from './colluders.js';

const HOUR_S = 3_600;
const STEP_S = 5;
const MINTED_LOTS = 1_000;
const { BUY, SELL } = SIDE;

describe.each(FEES)('at %s', (_name, rules) => {
  describe.each([1, 20])('%i pairs', (pairs) => {
    test.each([60_000, 10_000])(
      'have it stand still no more than a tenth of an hour, with auctions of %i ms',
      (auctionMs) => {
        const { venue, gangs } = gangVenue(pairs, rules, MINTED_LOTS);
        venue.isChecked = false;
        setParameter(venue, 'volatility_auction_ms', auctionMs);
        setParameter(venue, 'volatility_dynamic_ppm', 20_000);
        setParameter(venue, 'volatility_static_ppm', 50_000);
        // Firms of their own, so that nothing keeps a pair from trading.
        const buyers = gangs.map(() => openAccount(venue, ACCOUNT_ROLE.CONSUMER));
        let still = 0;
        let interruptions = 0;
        let low = true;
        for (let second = 0; second < HOUR_S; second += STEP_S) {
          const before = stateOf(venue);
          // Below the band, then above it: each trade is out of the band around the one before.
          const priceTicks = low ? 96 : 104;
          const turn = (second / STEP_S) % pairs;
          venue.order(gangs[turn]?.provider as number, { side: SELL, priceTicks, lots: 1 });
          const bid = { side: BUY, priceTicks, lots: 1, timeInForce: TIME_IN_FORCE.IOC };
          venue.order(buyers[turn] as number, bid);
          if (venue.core.state.series.get(1, S.lastPriceTicks) === priceTicks) low = !low;
          if (stateOf(venue) === SERIES_STATE.AUCTION && before === SERIES_STATE.OPEN)
            interruptions += 1;
          venue.timeMs += STEP_S * 1_000;
          for (let i = 0; i < 4; i += 1) venue.send(0, 'advanceTime', {});
          if (stateOf(venue) === SERIES_STATE.AUCTION) still += STEP_S;
        }
        venue.check();
        expect(interruptions).toBeGreaterThanOrEqual(3);
        expect(still).toBeLessThanOrEqual(HOUR_S / 10 + (2 * auctionMs) / 1_000);
      },
    );
  });
});
