/**
 * Catches bytes that would leave for somebody who may not read them, a lease that is paid by nobody or twice, a refund after a
 * twentieth was leased, or of what others did not read, and anybody but the venue's store who measures or meters.
 */
import { describe, expect, test } from 'vitest';
import { CODE } from '../../../../src/engine/core/index.js';
import { ACCOUNT_ROLE, FIELD_ID, KEY_SCOPE, PRICE_KIND } from '../../../../src/values/index.js';
import {
  EVIDENCE,
  LICENCE,
  OPERATOR,
  PAT,
  registerStore,
  TestMarket,
} from '../../../support/market.js';
import { SMALL_LIMITS } from '../../../support/venue.js';

const MIB = 1_048_576;

/** The store leases bytes [0, toByte) of a revision. */
function lease(market: TestMarket, holder: number, listingId: number, more = {}) {
  return market.ask(market.store, 'leaseRead', {
    ...{ targetAccountId: holder, listingId, revision: 1, fromByte: 0, toByte: 10, units: 10 },
    ...more,
  });
}

describe('a lease', () => {
  test('is for the buyer while it may read, with the reason why not, and for the provider', () => {
    const market = new TestMarket();
    const { buyer, other, provider } = market;
    const listing = market.listed();
    expect(lease(market, buyer, listing).code).toBe(CODE.ACCESS_DENIED);
    expect(lease(market, provider, listing)).toMatchObject({ code: 0, id: 0 });
    const { id } = market.buy(buyer, listing);
    expect(lease(market, buyer, listing)).toMatchObject({ code: 0, id });
    expect(lease(market, other, listing).code).toBe(CODE.ACCESS_DENIED);
    market.ask(buyer, 'disputePurchase', { purchaseId: id, evidenceHash: EVIDENCE, reason: 'x' });
    expect(lease(market, buyer, listing).code).toBe(CODE.ACCESS_SUSPENDED);
    market.ask(OPERATOR, 'rulePurchase', { purchaseId: id, upheld: true, reason: 'x' });
    expect(lease(market, buyer, listing).code).toBe(CODE.ACCESS_DENIED);
  });

  test('ends with a refund, a takedown and a revocation', () => {
    const market = new TestMarket();
    const { buyer, other } = market;
    const listing = market.listed();
    const { id } = market.buy(buyer, listing);
    market.buy(other, listing);
    expect(market.refund(buyer, id).code).toBe(0);
    expect(lease(market, buyer, listing).code).toBe(CODE.ACCESS_DENIED);
    const evidence = { listingId: listing, evidenceHash: EVIDENCE, reason: 'x' };
    market.ask(OPERATOR, 'takeDownListing', evidence);
    expect(lease(market, other, listing).code).toBe(CODE.TAKEN_DOWN);
    const ruling = { listingId: listing, restored: true, reason: 'x' };
    market.ask(market.second, 'ruleAppeal', ruling);
    expect(lease(market, other, listing).code).toBe(0);
    market.addRevision(listing, 'second');
    market.measure(listing, 2, {}, 'second');
    market.ask(market.provider, 'revokeRevision', {
      ...{ listingId: listing, revision: 1, replacedBy: 2, reason: 'x' },
    });
    expect(lease(market, other, listing).code).toBe(CODE.REVISION_REVOKED);
    expect(lease(market, other, listing, { revision: 2 }).code).toBe(0);
    expect(lease(market, other, listing, { revision: 3 }).code).toBe(CODE.UNKNOWN_REVISION);
  });

  test('of what a grant opened ends with the grant', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const granted = market.ask(OPERATOR, 'grantEntitlement', {
      ...{ holderId: market.other, resource: `listing:${listing}/1`, actions: 'read', quota: 0 },
      ...{ validFromMs: market.timeMs, validToMs: market.timeMs + 86_400_000, origin: 5 },
      licenceHash: LICENCE,
    });
    expect(lease(market, market.other, listing).code).toBe(0);
    const entitlementId = granted.id;
    market.ask(OPERATOR, 'revokeEntitlement', { entitlementId, reason: 'x' });
    expect(lease(market, market.other, listing).code).toBe(CODE.ACCESS_ENDED);
  });

  test('is a range of the file, and no longer than one lease', () => {
    const market = new TestMarket();
    const listing = market.listed();
    market.buy(market.buyer, listing);
    for (const [fromByte, toByte] of [
      [-1, 5],
      [5, 5],
      [0, 1_001],
    ]) {
      const { code, field } = lease(market, market.buyer, listing, { fromByte, toByte, units: 0 });
      expect([code, field]).toEqual([CODE.INVALID_FIELD, FIELD_ID.to_byte]);
    }
    expect(lease(market, market.buyer, listing, { units: 11 }).field).toBe(FIELD_ID.units);
    const { id } = market.publish();
    market.addRevision(id, 'large', 100 * MIB);
    const long = { toByte: 16 * MIB + 1, units: 0 };
    expect(lease(market, market.provider, id, long).field).toBe(FIELD_ID.to_byte);
    const whole = { toByte: 16 * MIB, units: 0 };
    expect(lease(market, market.provider, id, whole).code).toBe(0);
  });

  test('of a twentieth of the bytes ends the right to a refund; what was had before costs nothing', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const { id } = market.buy(market.buyer, listing);
    lease(market, market.buyer, listing, { toByte: 49, units: 49 });
    lease(market, market.buyer, listing, { toByte: 49, units: 0 });
    lease(market, market.buyer, listing, { toByte: 50, units: 1 });
    expect(market.refund(market.buyer, id).code).toBe(CODE.REFUND_ENDED);
  });

  test.each([1, 20])(
    'of another part of the file by each of %i buyers ends their right to a refund: together they have no more of it for nothing than one',
    (count) => {
      const market = new TestMarket({ ...SMALL_LIMITS, maxAccounts: 64 });
      const size = 100 * MIB;
      const { id: listing } = market.publish();
      market.addRevision(listing, 'large', size);
      market.measure(listing, 1, {}, 'large');
      market.submit(listing);
      market.review(listing);
      const part = Math.floor(size / 25);
      const had: [from: number, to: number][] = [];
      const before = market.available(market.provider);
      for (let i = 0; i < count; i += 1) {
        const buyer = market.open(ACCOUNT_ROLE.CONSUMER, `buyer ${i}`);
        market.fund(buyer);
        const { code, id } = market.buy(buyer, listing);
        expect(code).toBe(0);
        const [fromByte, toByte] = [i * part, (i + 1) * part];
        const range = { fromByte, toByte, units: toByte - fromByte };
        expect(lease(market, buyer, listing, range).code).toBe(0);
        // Less than a twentieth, but not the same as others'.
        const refunded = market.refund(buyer, id).code;
        expect(refunded).toBe(i === 0 ? 0 : CODE.REFUND_ENDED);
        if (refunded === 0) had.push([fromByte, toByte]);
      }
      const bytes = had.reduce((sum, [from, to]) => sum + to - from, 0);
      expect(bytes).toBeLessThan(size / 20);
      market.advance(60 * 86_400_000);
      expect(market.available(market.provider) > before).toBe(count > 1);
    },
  );

  test('of the end of the file, where formats keep their index, does not end it', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const { id } = market.buy(market.buyer, listing);
    lease(market, market.buyer, listing, { fromByte: 990, toByte: 1_000 });
    const { id: other } = market.buy(market.other, listing);
    lease(market, market.other, listing, { fromByte: 989, toByte: 1_000 });
    expect(market.refund(market.buyer, id).code).toBe(0);
    expect(market.refund(market.other, other).code).toBe(CODE.REFUND_ENDED);
  });

  test('of paid use takes free units, then money that is reserved, then ends', () => {
    const market = new TestMarket();
    const use = { priceKind: PRICE_KIND.USAGE, priceMicroPat: PAT, refundWindowMs: 0 };
    const listing = market.listed({ ...use, freeQuotaUnits: 3 });
    const before = market.available(market.buyer);
    const { id } = market.buy(market.buyer, listing, { capMicroPat: 4 * PAT });
    expect(lease(market, market.buyer, listing, { units: 5 }).code).toBe(0);
    expect(lease(market, market.buyer, listing, { units: 3 }).code).toBe(CODE.USAGE_CAP);
    expect(lease(market, market.buyer, listing, { units: 2 }).code).toBe(0);
    market.ask(market.buyer, 'endPurchase', { purchaseId: id });
    expect(before - market.available(market.buyer)).toBe(4 * PAT);
  });
});

describe('the store', () => {
  test('is opened by the venue alone, and has one key, which nobody is given', () => {
    const market = new TestMarket();
    const { store } = market;
    const refused = market.send(OPERATOR, 'openAccount', {
      ...{ role: ACCOUNT_ROLE.STORE, accountClass: 2, firmGroup: 0, name: 'x' },
      ...{ publicKey: new Uint8Array(0), scopes: [] },
    });
    expect(refused).toBeDefined();
    expect(market.core.state.accounts.count).toBe(store);
    const key = { publicKey: new Uint8Array(32).fill(3), scopes: [KEY_SCOPE.STORE] };
    const added = market.ask(OPERATOR, 'addKey', { targetAccountId: store, ...key });
    expect(added.code).toBe(CODE.INVALID_FIELD);
    const renamed = market.ask(OPERATOR, 'renameAccount', { targetAccountId: store, name: 'x' });
    expect(renamed.code).toBe(CODE.ROLE);
    expect(registerStore(market, 8)).toBe(store);
    expect(registerStore(market, 9)).toBe(store);
    const keys = market.core.state.registry.account(store)?.keys ?? [];
    expect(keys.map(({ revoked, scopes }) => [revoked, scopes])).toEqual([
      [true, [KEY_SCOPE.STORE]],
      [false, [KEY_SCOPE.STORE]],
    ]);
    registerStore(market, 8);
    expect(keys.map(({ revoked }) => revoked)).toEqual([true, true, false]);
  });

  test('measures and meters, and an operator does neither', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const { id } = market.buy(market.buyer, listing);
    const usage = { purchaseId: id, usedUnits: 0, unusedUnits: 0 };
    expect(market.ask(OPERATOR, 'reportUsage', usage).code).toBe(CODE.ROLE);
    expect(market.ask(market.provider, 'reportUsage', usage).code).toBe(CODE.ROLE);
    expect(market.ask(market.store, 'reportUsage', usage).code).toBe(0);
    const range = { targetAccountId: market.buyer, listingId: listing, revision: 1 };
    const body = { ...range, fromByte: 0, toByte: 1, units: 1 };
    for (const account of [OPERATOR, market.provider, market.buyer]) {
      expect(market.ask(account, 'leaseRead', body).code).toBe(CODE.ROLE);
    }
  });
});
