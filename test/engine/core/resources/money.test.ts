/**
 * Pins each row of the market's part of the posting table (docs/posting-table.md) with its example, and catches access that
 * outlives its money or money that outlives its access. The invariants, conservation among them, are counted after every command.
 */
// Rows of docs/marketplace-rows.md: DM4, DM12, DM13, GV7, GV8.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE, FEES_ACCOUNT, MARKET_ESCROW } from '../../../../src/engine/core/index.js';
import { bpsOf, ppmOf, sharesOf } from '../../../../src/engine/core/resources/royalties.js';
import { FIELD_ID, PRICE_KIND } from '../../../../src/values/index.js';
import { EVIDENCE, OPERATOR, PAT, TestMarket } from '../../../support/market.js';
import { DAY_MS } from '../../../support/venue.js';

const START = 10_000 * PAT;

function scene(terms: Parameters<TestMarket['listed']>[0] = {}) {
  const market = new TestMarket();
  const listing = market.listed(terms);
  const { provider, creator, buyer } = market;
  const { ledger } = market.core.state;
  const balances = () => ({
    buyer: market.available(buyer) - START,
    provider: market.available(provider) - START,
    creator: market.available(creator) - START,
    fees: market.available(FEES_ACCOUNT),
    escrow: ledger.balance(ledger.escrow(MARKET_ESCROW)),
  });
  return { market, listing, provider, creator, buyer, balances };
}

const NOTHING = { buyer: 0, provider: 0, creator: 0, fees: 0, escrow: 0 };

describe('a licence bought once for 100', () => {
  test('the price waits; after the window fee 5, royalty 9.5 and 85.5 are paid on', () => {
    const { market, listing, buyer, creator, balances } = scene();
    market.publish({ royalties: [{ accountId: creator, shareBps: 1_000 }] }, undefined, {
      listingId: listing,
    });
    expect(market.may(buyer, listing)).toBe('NO_ENTITLEMENT');
    const { code, id } = market.buy(buyer, listing);
    expect(code).toBe(0);
    expect(balances()).toEqual({ ...NOTHING, buyer: -100 * PAT, escrow: 100 * PAT });
    expect(market.may(buyer, listing)).toBe('yes');
    market.advance(14 * DAY_MS - 1);
    expect(balances().escrow).toBe(100 * PAT);
    market.advance(1);
    expect(balances()).toEqual({
      ...{ buyer: -100 * PAT, escrow: 0 },
      ...{ fees: 5 * PAT, creator: 9.5 * PAT, provider: 85.5 * PAT },
    });
    expect(market.may(buyer, listing)).toBe('yes');
    expect(market.refund(buyer, id).code).toBe(CODE.PURCHASE_STATE);
  });

  test('royalties are those of the day it was bought, whatever the provider names later', () => {
    const { market, listing, buyer, creator, balances } = scene();
    const named = [{ accountId: creator, shareBps: 10_000 }];
    market.publish({ royalties: named }, undefined, { listingId: listing });
    market.buy(buyer, listing);
    market.publish({ royalties: [] }, undefined, { listingId: listing });
    market.advance(14 * DAY_MS);
    expect(balances()).toMatchObject({ creator: 95 * PAT, provider: 0 });
  });

  test('taken back within its right, everything comes back and the door closes', () => {
    const { market, listing, buyer, balances } = scene();
    const { id } = market.buy(buyer, listing);
    market.advance(14 * DAY_MS - 1);
    expect(market.refund(buyer, id).code).toBe(0);
    expect(balances()).toEqual(NOTHING);
    expect(market.may(buyer, listing)).toBe('REVOKED');
    expect(market.refund(buyer, id).code).toBe(CODE.UNKNOWN_PURCHASE);
  });

  test('without a right to a refund it still waits for disputes', () => {
    const { market, listing, buyer, balances } = scene({ refundWindowMs: 0 });
    const { id } = market.buy(buyer, listing);
    expect(market.refund(buyer, id).code).toBe(CODE.REFUND_ENDED);
    market.advance(7 * DAY_MS - 1);
    expect(balances().escrow).toBe(100 * PAT);
    market.advance(1);
    expect(balances()).toMatchObject({ escrow: 0, provider: 95 * PAT, fees: 5 * PAT });
  });

  test('free of charge, nothing waits', () => {
    const { market, listing, buyer, balances } = scene({ priceMicroPat: 0 });
    expect(market.buy(buyer, listing).code).toBe(0);
    expect(balances()).toEqual(NOTHING);
    expect(market.may(buyer, listing)).toBe('yes');
  });

  test('whoever has too little gets nothing', () => {
    const { market, listing, buyer, balances } = scene({ priceMicroPat: START + 1 });
    const { code, field } = market.buy(buyer, listing);
    expect([code, field]).toEqual([CODE.INSUFFICIENT_PAT, FIELD_ID.price_micro_pat]);
    expect(balances()).toEqual(NOTHING);
    expect(market.may(buyer, listing)).toBe('NO_ENTITLEMENT');
  });
});

describe('a dispute', () => {
  const dispute = (market: TestMarket, purchaseId: number) =>
    market.ask(market.buyer, 'disputePurchase', {
      ...{ purchaseId, evidenceHash: EVIDENCE, reason: 'empty file' },
    });
  const rule = (market: TestMarket, purchaseId: number, upheld: boolean) =>
    market.ask(OPERATOR, 'rulePurchase', { purchaseId, upheld, reason: 'looked' });

  test('takes a bond of 5, and the door is closed meanwhile', () => {
    const { market, listing, buyer, balances } = scene();
    const { id } = market.buy(buyer, listing);
    expect(dispute(market, id).code).toBe(0);
    expect(balances()).toEqual({ ...NOTHING, buyer: -105 * PAT, escrow: 105 * PAT });
    expect(market.may(buyer, listing)).toBe('SUSPENDED');
    expect(dispute(market, id).code).toBe(CODE.PURCHASE_STATE);
    expect(market.refund(buyer, id).code).toBe(CODE.PURCHASE_STATE);
  });

  test('upheld, price and bond come back', () => {
    const { market, listing, buyer, balances } = scene();
    const { id } = market.buy(buyer, listing);
    dispute(market, id);
    expect(rule(market, id, true).code).toBe(0);
    expect(balances()).toEqual(NOTHING);
    expect(market.may(buyer, listing)).toBe('REVOKED');
  });

  test("rejected, the bond is the provider's and the price is paid on", () => {
    const { market, listing, buyer, balances } = scene();
    const { id } = market.buy(buyer, listing);
    dispute(market, id);
    expect(rule(market, id, false).code).toBe(0);
    expect(balances()).toEqual({
      ...{ ...NOTHING, buyer: -105 * PAT, fees: 5 * PAT },
      provider: (95 + 5) * PAT,
    });
    expect(market.may(buyer, listing)).toBe('yes');
    expect(rule(market, id, true).code).toBe(CODE.PURCHASE_STATE);
  });

  test.each([
    [0, 0],
    [1, 100 * PAT],
  ])('without a ruling the meter decides: %i bytes read', (bytes, providers) => {
    const { market, listing, buyer, balances } = scene();
    const { id } = market.buy(buyer, listing);
    if (bytes > 0) market.ask(buyer, 'drawUsage', { purchaseId: id, units: bytes });
    dispute(market, id);
    market.advance(7 * DAY_MS);
    expect(balances().escrow).toBe(0);
    expect(balances().provider).toBe(providers);
  });
});

describe('paid use at 2 a unit, capped at 100 a month', () => {
  const use = {
    ...{ priceKind: PRICE_KIND.USAGE, priceMicroPat: 2 * PAT },
    ...{ refundWindowMs: 0, freeQuotaUnits: 10 },
  };
  const cap = { capMicroPat: 100 * PAT, renews: false };
  const draw = (market: TestMarket, purchaseId: number, units: number) =>
    market.ask(market.buyer, 'drawUsage', { purchaseId, units }).code;
  const report = (market: TestMarket, purchaseId: number, usedUnits: number, unusedUnits: number) =>
    market.ask(market.store, 'reportUsage', { purchaseId, usedUnits, unusedUnits }).code;

  test('what is drawn is reserved, free units first; what is not used comes back', () => {
    const { market, listing, buyer, balances } = scene(use);
    const { id } = market.buy(buyer, listing, cap);
    expect(balances()).toEqual({ ...NOTHING, buyer: -100 * PAT, escrow: 100 * PAT });
    expect(draw(market, id, 61)).toBe(CODE.USAGE_CAP);
    expect(draw(market, id, 60)).toBe(0);
    expect(draw(market, id, 1)).toBe(CODE.USAGE_CAP);
    // Ten were free, twenty are paid, thirty go back.
    expect(report(market, id, 30, 30)).toBe(0);
    expect(report(market, id, 1, 0)).toBe(CODE.USAGE_CAP);
    expect(draw(market, id, 30)).toBe(0);
    expect(report(market, id, 0, 30)).toBe(0);
    market.advance(30 * DAY_MS);
    expect(balances()).toEqual({
      ...{ ...NOTHING, buyer: -40 * PAT },
      ...{ fees: 2 * PAT, provider: 38 * PAT },
    });
    expect(market.may(buyer, listing)).toBe('REVOKED');
  });

  test('what is neither reported nor given back by the end of the month was used', () => {
    const { market, listing, buyer, balances } = scene(use);
    const { id } = market.buy(buyer, listing, cap);
    draw(market, id, 20);
    market.advance(30 * DAY_MS);
    expect(balances()).toMatchObject({ buyer: -20 * PAT, escrow: 0, provider: 19 * PAT });
  });

  test('renews at the old price for a while after a rise, and then no more', () => {
    const { market, listing, buyer, balances } = scene(use);
    const { id } = market.buy(buyer, listing, { ...cap, renews: true });
    market.publish({ ...use, priceMicroPat: 3 * PAT }, undefined, { listingId: listing });
    for (let month = 0; month < 2; month += 1) {
      market.advance(30 * DAY_MS);
      expect(draw(market, id, 15)).toBe(0);
      expect(report(market, id, 15, 0)).toBe(0);
    }
    market.advance(30 * DAY_MS);
    // Twice five units beyond the free ones, at the old price.
    expect(balances()).toMatchObject({ buyer: -20 * PAT, escrow: 0, provider: 19 * PAT });
    expect(market.may(buyer, listing)).toBe('REVOKED');
  });

  test('ended early, what is reserved comes back; not while units are out', () => {
    const { market, listing, buyer, balances } = scene(use);
    const { id } = market.buy(buyer, listing, cap);
    draw(market, id, 1);
    expect(market.ask(buyer, 'endPurchase', { purchaseId: id }).code).toBe(CODE.USAGE_CAP);
    report(market, id, 0, 1);
    expect(market.ask(buyer, 'endPurchase', { purchaseId: id }).code).toBe(0);
    expect(balances()).toEqual(NOTHING);
  });
});

describe('a revision that is revoked', () => {
  const revoke = (market: TestMarket, account: number, listingId: number, replacedBy = 0) =>
    market.ask(account, 'revokeRevision', {
      ...{ listingId, revision: 1, replacedBy, reason: 'a person asked' },
    });

  test('opens to nobody at once, and its buyers get their money back, paid out or not', () => {
    const { market, listing, buyer, provider, balances } = scene();
    market.buy(buyer, listing);
    market.advance(14 * DAY_MS);
    market.buy(market.other, listing);
    expect(revoke(market, provider, listing).code).toBe(0);
    expect([market.may(buyer, listing), market.may(market.other, listing)]).toEqual([
      ...['REVISION_REVOKED', 'REVISION_REVOKED'],
    ]);
    market.advance(1);
    // The fee was paid for the sale that was; the provider bears it.
    expect(balances()).toEqual({ ...NOTHING, provider: -5 * PAT, fees: 5 * PAT });
    expect(market.available(market.other)).toBe(START);
  });

  test('with another in its place the buyers have that one', () => {
    const { market, listing, buyer, provider, balances } = scene();
    market.buy(buyer, listing);
    market.addRevision(listing, 'better');
    market.measure(listing, 2, {}, 'better');
    expect(revoke(market, provider, listing, 2).code).toBe(0);
    market.advance(1);
    expect(market.may(buyer, listing, 'read', 1)).toBe('REVISION_REVOKED');
    expect(market.may(buyer, listing, 'read', 2)).toBe('yes');
    expect(balances().escrow).toBe(100 * PAT);
  });

  test('a provider that cannot pay its buyers back cannot revoke; an operator can', () => {
    const { market, listing, buyer, provider, balances } = scene();
    market.buy(buyer, listing);
    market.advance(14 * DAY_MS);
    const amountMicroPat = market.available(provider) - 30 * PAT;
    market.send(OPERATOR, 'withdraw', { targetAccountId: provider, amountMicroPat });
    expect(revoke(market, provider, listing).code).toBe(CODE.INSUFFICIENT_PAT);
    expect(market.may(buyer, listing)).toBe('yes');
    expect(revoke(market, OPERATOR, listing).code).toBe(0);
    market.advance(1);
    expect(balances()).toMatchObject({ buyer: -70 * PAT, escrow: 0 });
    expect(market.available(provider)).toBe(0);
  });
});

describe('shares', () => {
  const amount = fc.maxSafeNat().map((n) => n);
  test('are exact over the whole range of money, as with big integers', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (micro, bps) => {
        expect(BigInt(bpsOf(micro, bps))).toBe((BigInt(micro) * BigInt(bps)) / 10_000n);
        const fee = BigInt(micro) * BigInt(bps);
        expect(BigInt(ppmOf(micro, bps))).toBe((fee + 999_999n) / 1_000_000n);
      }),
    );
  });

  test('and what is left are the amount, and nothing is negative', () => {
    const royalties = fc
      .array(fc.integer({ min: 1, max: 1_250 }), { maxLength: 8 })
      .map((all) => all.map((shareBps, account) => ({ account, shareBps })));
    fc.assert(
      fc.property(amount, royalties, (micro, named) => {
        const { shares, rest } = sharesOf(micro, named);
        expect(rest).toBeGreaterThanOrEqual(0);
        const sum = shares.reduce((all, share) => all + BigInt(share.amountMicroPat), 0n);
        expect(sum + BigInt(rest)).toBe(BigInt(micro));
      }),
    );
  });
});
