/**
 * Catches accounts that take all the places a series has for stops, trailing stops or pegged orders, so that nobody else gets
 * one; and shares that keep an honest account from more than one place. At no fees and at the sandbox's.
 */
import { describe, expect, it } from 'vitest';
import { CODE, EVENT, FIRST_OPERATOR_ACCOUNT, ORDER_REFUSED } from '../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  type ContractRules,
  ORDER_TYPE,
  SIDE,
} from '../../src/values/index.js';
import { setParameter } from '../support/auction.js';
import { type OrderFields, type TradingVenue, tradingVenue } from '../support/venue.js';
import { FEES } from './colluders.js';

const PAT = 1_000_000;
const BUY_ONE = { side: SIDE.BUY, priceTicks: 90, lots: 1 };

const KINDS: Readonly<Record<string, { places: number; terms: Partial<OrderFields> }>> = {
  stops: { places: 1_024, terms: { orderType: ORDER_TYPE.STOP, triggerPriceTicks: 150 } },
  'trailing stops': {
    places: 128,
    terms: { orderType: ORDER_TYPE.TRAILING_STOP, trailingOffsetTicks: 10, triggerPriceTicks: 150 },
  },
  pegs: { places: 128, terms: { orderType: ORDER_TYPE.PEGGED } },
};

function crowdedVenue(rules: Partial<ContractRules>): TradingVenue {
  const venue = tradingVenue(rules, { maxOrders: 16_384, maxAccounts: 64 });
  venue.isChecked = false;
  setParameter(venue, 'order_burst_count', 1_000_000);
  setParameter(venue, 'max_open_orders', 1_000);
  return venue;
}

function openConsumer(venue: TradingVenue): number {
  venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
    role: ACCOUNT_ROLE.CONSUMER,
    accountClass: ACCOUNT_CLASS.RETAIL,
    firmGroup: 0,
    name: '',
    publicKey: new Uint8Array(),
    scopes: [],
  });
  const account = venue.core.state.accounts.count;
  const terms = { targetAccountId: account, amountMicroPat: 1_000_000 * PAT };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'deposit', terms);
  return account;
}

/** Code of the refusal of an order, 0 when it was taken. */
function placed(venue: TradingVenue, account: number, terms: Partial<OrderFields>): number {
  const events = venue.order(account, { ...BUY_ONE, ...terms });
  const refused = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  return refused?.[ORDER_REFUSED.code] ?? 0;
}

/** How many an account gets until it is refused, and with what. */
function fill(venue: TradingVenue, account: number, terms: Partial<OrderFields>) {
  for (let got = 0; got < 1_000; got += 1) {
    const code = placed(venue, account, terms);
    if (code !== 0) return { got, code };
  }
  throw new Error('nothing was ever refused');
}

describe.each(FEES)('at %s', (_fees, rules) => {
  describe.each(Object.entries(KINDS))('%s', (_, { places, terms }) => {
    it('one account gets a thirty-second of the places', () => {
      const venue = crowdedVenue(rules);
      const share = { got: places / 32, code: CODE.SHARE_USED };
      expect(fill(venue, openConsumer(venue), terms)).toEqual(share);
      venue.check();
    });

    it('twenty leave places to two who come late', () => {
      const venue = crowdedVenue(rules);
      const greedy = Array.from({ length: 20 }, () => openConsumer(venue));
      for (const account of greedy) expect(fill(venue, account, terms).code).toBe(CODE.SHARE_USED);
      for (let late = 0; late < 2; late += 1) {
        const { got, code } = fill(venue, openConsumer(venue), terms);
        expect(got).toBeGreaterThanOrEqual(2);
        expect(code).toBe(CODE.SHARE_USED);
      }
      venue.check();
    });

    it('a place that is given back is there for others', () => {
      const venue = crowdedVenue(rules);
      const first = openConsumer(venue);
      const { got } = fill(venue, first, terms);
      const { orders, accounts } = venue.core.state;
      expect(accounts.get(first, 4)).toBe(got);
      for (let slot = 1; slot <= orders.highWater; slot += 1)
        venue.cancel(first, orders.idOf(slot));
      expect(accounts.get(first, 4)).toBe(0);
      expect(fill(venue, first, terms).got).toBe(got);
      venue.check();
    });
  });
});
