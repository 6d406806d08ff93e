/**
 * Catches a provider or buyers who together stop the engine or use up for good what all share in the market: a revocation while
 * a takedown is decided on, and what is remembered of owners who came once and never again.
 */
import { describe, expect, test } from 'vitest';
import { CODE, LISTING_FIELD } from '../../../../src/engine/core/index.js';
import { LISTING_STATUS } from '../../../../src/engine/core/resources/listings.js';
import { ACCOUNT_ROLE, PRICE_KIND } from '../../../../src/values/index.js';
import { COMPLETE, EVIDENCE, OPERATOR, PAT, TestMarket } from '../../../support/market.js';
import { DAY_MS, SMALL_LIMITS } from '../../../support/venue.js';

const CONSUMER = ACCOUNT_ROLE.CONSUMER;

describe('a provider whose listing is down', () => {
  test.each(['a ruling', 'the time of the appeal'])(
    'and that revokes a revision right before %s stops nothing: what was bought of it ends first',
    (by) => {
      const limits = { maxAccounts: 512, maxEntitlements: 2_048, maxIdSpaces: 1_024 };
      const market = new TestMarket({ ...SMALL_LIMITS, ...limits });
      market.isChecked = false;
      const { second, provider } = market;
      const listing = market.listed();
      // More than one command ends.
      const buyers = Array.from({ length: 400 }, (_, i) => market.open(CONSUMER, `buyer ${i}`));
      const price = market.core.state.listings.get(listing, LISTING_FIELD.priceMicroPat);
      for (const buyer of buyers) {
        market.fund(buyer);
        expect(market.buy(buyer, listing).code).toBe(0);
      }
      const had = market.available(buyers[0] as number) + price;
      const reason = 'x';
      const evidence = { listingId: listing, evidenceHash: EVIDENCE, reason };
      expect(market.ask(OPERATOR, 'takeDownListing', evidence).code).toBe(0);
      if (by !== 'a ruling') market.timeMs += 14 * DAY_MS - 1;
      const revocation = { listingId: listing, revision: 1, replacedBy: 0, reason };
      expect(market.ask(provider, 'revokeRevision', revocation).code).toBe(0);
      const ruling = { listingId: listing, restored: false, reason };
      if (by === 'a ruling') {
        expect(market.ask(second, 'ruleAppeal', ruling).code).toBe(CODE.LISTING_STATE);
        market.advance(1);
        expect(market.ask(second, 'ruleAppeal', ruling).code).toBe(0);
      } else {
        market.timeMs += 1;
        market.advance(DAY_MS);
      }
      market.advance(DAY_MS);
      for (const buyer of buyers) expect(market.available(buyer)).toBe(had);
      const status = market.core.state.listings.get(listing, LISTING_FIELD.status);
      expect(status).toBe(LISTING_STATUS.DELISTED);
      market.check();
    },
  );
});

describe('what is remembered of owners', () => {
  const use = { priceKind: PRICE_KIND.USAGE, priceMicroPat: PAT, refundWindowMs: 0 };
  const lease = (market: TestMarket, holder: number, listingId: number): number =>
    market.ask(market.store, 'leaseRead', {
      ...{ targetAccountId: holder, listingId, revision: 1, fromByte: 0, toByte: 1, units: 1 },
    }).code;

  test('is not made by a command that is refused', () => {
    const market = new TestMarket();
    const { dealings } = market.core.state.purchases;
    const listing = market.listed({ ...use, freeQuotaUnits: 3 });
    const { id } = market.buy(market.buyer, listing);
    const draw = (units: number) =>
      market.ask(market.buyer, 'drawUsage', { purchaseId: id, units }).code;
    expect(draw(4)).toBe(CODE.USAGE_CAP);
    for (let i = 0; i < 6; i += 1) {
      const other = market.listed({}, { ...COMPLETE, title: `set ${i}` });
      market.refund(market.buyer, market.buy(market.buyer, other).id);
    }
    expect(dealings.liveCount).toBe(5);
  });

  test('is forgotten when it says nothing any more: many who used free units once leave room to those who come later', () => {
    const limits = { maxEntitlements: 256, maxAccounts: 300, maxIdSpaces: 1_024 };
    const market = new TestMarket({ ...SMALL_LIMITS, ...limits });
    market.isChecked = false;
    const { dealings } = market.core.state.purchases;
    const listings = Array.from({ length: 4 }, (_, i) =>
      market.listed({ ...use, freeQuotaUnits: 3 }, { ...COMPLETE, title: `set ${i}` }),
    );
    const gang = Array.from({ length: 100 }, (_, i) => market.open(CONSUMER, `gang ${i}`));
    let refused = 0;
    for (const account of gang) {
      for (const listing of listings) {
        const { id, code } = market.buy(account, listing);
        if (code !== 0) continue;
        if (lease(market, account, listing) === CODE.SHARE_USED) refused += 1;
        market.ask(account, 'endPurchase', { purchaseId: id });
        market.advance(1);
      }
    }
    expect(refused).toBeGreaterThan(0);
    const crowded = dealings.liveCount;
    market.advance(31 * DAY_MS);
    const late = Array.from({ length: 100 }, (_, i) => market.open(CONSUMER, `late ${i}`));
    const [first = 0, second = 0] = listings;
    const useOnce = (account: number, listing: number): number => {
      const { id, code } = market.buy(account, listing);
      expect(code).toBe(0);
      const leased = lease(market, account, listing);
      market.ask(account, 'endPurchase', { purchaseId: id });
      return leased;
    };
    for (const account of late) expect(useOnce(account, first)).toBe(0);
    expect(useOnce(late[0] as number, second)).toBe(0);
    // What they were refused before because of others.
    expect(useOnce(gang.at(-1) as number, second)).toBe(0);
    expect(dealings.liveCount).toBeLessThan(crowded);
    market.check();
  });
});
