/**
 * Catches a rule against people who cheat that does not hold: selling to oneself, refunds as a pump, free units by many accounts,
 * ratings of friends, private listings that show, decisions on what nobody read, a policy that is walked around.
 */
// Rows of docs/marketplace-rows.md: DM1, DM5, QL6, QL11, QL17, GV3.
import { describe, expect, test } from 'vitest';
import { CODE, COMMAND_RESULT, EVENT } from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_ROLE,
  FIELD_ID,
  KILL_SCOPE,
  LISTING_VISIBILITY,
  PRICE_KIND,
} from '../../../../src/values/index.js';
import {
  COMPLETE,
  documentOf,
  EVIDENCE,
  NO_HASH,
  OPERATOR,
  PAT,
  PERSONAL,
  RULES_HASH,
  sha,
  TestMarket,
} from '../../../support/market.js';
import { DAY_MS, RULES, tradingVenue } from '../../../support/venue.js';

const KEY = new Uint8Array(32).fill(5);
const CONSUMER = ACCOUNT_ROLE.CONSUMER;
const addKey = (market: TestMarket, targetAccountId: number) =>
  market.send(OPERATOR, 'addKey', { targetAccountId, publicKey: KEY, scopes: [1] });

describe('owners', () => {
  test.each(['a key', 'a key that was revoked', 'a group'])(
    '%s makes one owner of accounts',
    (by) => {
      const market = new TestMarket();
      const group = by === 'a group' ? 77 : 0;
      const seller = market.open(ACCOUNT_ROLE.PROVIDER, 'seller', group);
      const twin = market.open(CONSUMER, 'twin', group);
      market.fund(twin);
      market.verify(seller);
      if (group === 0) for (const account of [seller, twin]) addKey(market, account);
      if (by === 'a key that was revoked') {
        market.send(OPERATOR, 'revokeKey', { targetAccountId: twin, keyId: 1 });
      }
      const listing = market.listed({}, COMPLETE, seller);
      expect(market.buy(twin, listing).code).toBe(CODE.OWN_LISTING);
      expect(market.may(twin, listing)).toBe('NO_ENTITLEMENT');
      expect(market.buy(market.buyer, listing).code).toBe(0);
    },
  );
});

describe('ways around the market', () => {
  test('without rules nothing is asked for', () => {
    const venue = tradingVenue();
    const codeOf = (events: number[][]) =>
      events.findLast(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code];
    const [consumer = 0] = venue.consumers;
    const wanted = { bountyMicroPat: PAT, deadlineMs: venue.timeMs + DAY_MS, minRowCount: 1 };
    const body = { ...wanted, minCompositePpm: 0, schemaHash: EVIDENCE, ...documentOf({}) };
    const request = { clientRequestId: 1, ...body };
    expect(codeOf(venue.send(consumer, 'postRequest', request))).toBe(CODE.MARKET_CLOSED);
  });

  test('what is subscribed to is bought in its book alone', () => {
    const market = new TestMarket();
    const rules = { ...RULES, licensorAccountId: market.provider };
    market.send(OPERATOR, 'defineContract', { contract: 'AUTO_INTENT|7D|0.70-0.85', rules });
    const terms = { priceKind: PRICE_KIND.SUBSCRIPTION, priceMicroPat: 0, refundWindowMs: 0 };
    const listing = market.listed({ ...terms, contractId: 1 });
    expect(market.buy(market.buyer, listing).code).toBe(CODE.SUBSCRIBED_IN_BOOK);
  });
});

describe('refunds', () => {
  test('a twentieth of the bytes, drawn or read, ends the right', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const { id } = market.buy(market.buyer, listing);
    const draw = (units: number) =>
      market.ask(market.buyer, 'drawUsage', { purchaseId: id, units });
    draw(49);
    market.ask(market.store, 'reportUsage', { purchaseId: id, usedUnits: 0, unusedUnits: 49 });
    draw(50);
    expect(market.refund(market.buyer, id).code).toBe(CODE.REFUND_ENDED);
    market.ask(market.store, 'reportUsage', { purchaseId: id, usedUnits: 49, unusedUnits: 1 });
    expect(market.refund(market.buyer, id).code).toBe(0);
  });

  test('of one listing an owner has one, whichever account bought', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const twin = market.open(CONSUMER, 'twin', 0, KEY);
    addKey(market, market.buyer);
    market.fund(twin);
    expect(market.refund(market.buyer, market.buy(market.buyer, listing).id).code).toBe(0);
    const again = market.buy(twin, listing);
    expect(market.refund(twin, again.id).code).toBe(CODE.REFUND_LIMIT);
  });

  test('an owner has five a month', () => {
    const market = new TestMarket();
    const codes: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      const listing = market.listed({}, { ...COMPLETE, title: `set ${i}` });
      codes.push(market.refund(market.buyer, market.buy(market.buyer, listing).id).code);
    }
    expect(codes).toEqual([0, 0, 0, 0, 0, CODE.REFUND_LIMIT]);
  });

  test("nobody takes another's purchase back, reads by it, or ends it by its entitlement", () => {
    const market = new TestMarket();
    const listing = market.listed();
    const { id, events } = market.buy(market.buyer, listing);
    expect(market.refund(market.other, id).code).toBe(CODE.UNKNOWN_PURCHASE);
    expect(market.may(market.other, listing)).toBe('NO_ENTITLEMENT');
    const entitlementId = events.find(([type]) => type === 11)?.[3] ?? 0;
    const revoked = market.ask(OPERATOR, 'revokeEntitlement', { entitlementId, reason: 'x' });
    expect(revoked.code).toBe(CODE.PURCHASE_STATE);
  });
});

test("free units of a month are an owner's, over all its accounts", () => {
  const market = new TestMarket();
  const use = { priceKind: PRICE_KIND.USAGE, priceMicroPat: PAT, refundWindowMs: 0 };
  const listing = market.listed({ ...use, freeQuotaUnits: 10 });
  const twin = market.open(CONSUMER, 'twin', 0, KEY);
  addKey(market, market.buyer);
  const draw = (account: number, units: number) => {
    const slot = market.core.state.purchases.of(account, listing);
    const purchaseId = market.core.state.purchases.idOf(slot);
    return market.ask(account, 'drawUsage', { purchaseId, units }).code;
  };
  market.buy(market.buyer, listing);
  expect(market.buy(twin, listing).code).toBe(0);
  expect(market.buy(market.other, listing).code).toBe(0);
  expect([draw(market.buyer, 7), draw(twin, 4), draw(twin, 3), draw(twin, 1)]).toEqual([
    ...[0, CODE.USAGE_CAP, 0, CODE.USAGE_CAP],
  ]);
  expect(draw(market.other, 10)).toBe(0);
  // Ending and buying again gives no second start.
  const slot = market.core.state.purchases.of(market.buyer, listing);
  const purchaseId = market.core.state.purchases.idOf(slot);
  market.ask(market.store, 'reportUsage', { purchaseId, usedUnits: 7, unusedUnits: 0 });
  market.ask(market.buyer, 'endPurchase', { purchaseId });
  market.buy(market.buyer, listing);
  expect(draw(market.buyer, 1)).toBe(CODE.USAGE_CAP);
  market.advance(30 * DAY_MS);
  market.buy(market.buyer, listing);
  expect(draw(market.buyer, 10)).toBe(0);
});

describe('ratings', () => {
  const rate = (market: TestMarket, account: number, purchaseId: number) =>
    market.ask(account, 'rateListing', { purchaseId, stars: 5, ...documentOf({ text: 'good' }) })
      .code;

  test('come after the money was paid on, once an owner, and from nobody who is paid', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const twin = market.open(CONSUMER, 'twin', 0, KEY);
    addKey(market, market.buyer);
    market.fund(twin);
    const [first, second] = [market.buy(market.buyer, listing), market.buy(twin, listing)];
    expect(rate(market, market.buyer, first.id)).toBe(CODE.PURCHASE_STATE);
    market.advance(14 * DAY_MS);
    expect(rate(market, market.buyer, second.id)).toBe(CODE.UNKNOWN_PURCHASE);
    expect(rate(market, market.buyer, first.id)).toBe(0);
    expect(rate(market, twin, second.id)).toBe(CODE.OWNER_LIMIT);
    const answer = { purchaseId: first.id, ...documentOf({ text: 'thanks' }) };
    expect(market.ask(market.provider, 'answerRating', answer).code).toBe(0);
    expect(market.ask(market.provider, 'answerRating', answer).code).toBe(CODE.PURCHASE_STATE);
    expect(market.ask(market.creator, 'answerRating', answer).code).toBe(CODE.UNKNOWN_PURCHASE);
  });

  test('a buyer who is paid a royalty rates nothing', () => {
    const market = new TestMarket();
    const listing = market.listed({ royalties: [{ accountId: market.other, shareBps: 9_000 }] });
    const { id } = market.buy(market.other, listing);
    market.advance(14 * DAY_MS);
    expect(rate(market, market.other, id)).toBe(CODE.OWN_LISTING);
  });
});

describe('listings', () => {
  test('a private one is not there for others: every command says what it says of a number that is none', () => {
    const market = new TestMarket();
    const listing = market.listed({ visibility: LISTING_VISIBILITY.PRIVATE });
    const tries = (listingId: number) => [
      market.buy(market.buyer, listingId, { basedOnVersion: 1 }),
      market.ask(market.buyer, 'draftPurchase', { listingId }),
      market.ask(market.buyer, 'requestListingAccess', { listingId }),
      market.ask(market.creator, 'submitListing', { listingId, basedOnVersion: 1 }),
      market.addRevisionAs(market.creator, listingId),
    ];
    const said = (listingId: number) => tries(listingId).map(({ code, field }) => [code, field]);
    expect(said(listing)).toEqual(said(999));
    for (const action of ['read', 'preview', 'purchase']) {
      expect(market.may(market.buyer, listing, action)).toBe(market.may(market.buyer, 999, action));
    }
    market.ask(market.provider, 'setListingAccess', {
      ...{ listingId: listing, targetAccountId: market.buyer, allowed: true },
    });
    expect(market.buy(market.buyer, listing).code).toBe(0);
    expect(market.buy(market.other, listing).code).toBe(CODE.UNKNOWN_LISTING);
  });

  test('one shown by request is seen, and had by those who were let in', () => {
    const market = new TestMarket();
    const listing = market.listed({ visibility: LISTING_VISIBILITY.BY_REQUEST });
    expect(market.buy(market.buyer, listing).code).toBe(CODE.NOT_ADMITTED);
    expect(market.ask(market.buyer, 'requestListingAccess', { listingId: listing }).code).toBe(0);
    expect(market.buy(market.buyer, listing).code).toBe(CODE.NOT_ADMITTED);
    market.ask(market.provider, 'setListingAccess', {
      ...{ listingId: listing, targetAccountId: market.buyer, allowed: true },
    });
    expect(market.buy(market.buyer, listing).code).toBe(0);
  });

  test('nobody buys, reviews or changes what is another version than the one he read', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const read = market.version(listing);
    market.publish({ priceMicroPat: 900 * PAT }, COMPLETE, { listingId: listing });
    const { code, field } = market.buy(market.buyer, listing, { basedOnVersion: read });
    expect([code, field]).toEqual([CODE.STALE_VERSION, FIELD_ID.based_on_version]);
    const stale = market.ask(OPERATOR, 'reviewListing', {
      ...{ listingId: listing, basedOnVersion: read, approved: true, evidenceHash: NO_HASH },
      reason: 'x',
    });
    expect(stale.code).toBe(CODE.STALE_VERSION);
    expect(market.available(market.buyer)).toBe(10_000 * PAT);
  });

  test('another document goes back to review and is not bought meanwhile; holders keep it', () => {
    const market = new TestMarket();
    const listing = market.listed();
    market.buy(market.buyer, listing);
    market.publish({}, { ...COMPLETE, description: 'something else' }, { listingId: listing });
    expect(market.buy(market.other, listing).code).toBe(CODE.UNKNOWN_LISTING);
    expect(market.may(market.buyer, listing)).toBe('yes');
    market.review(listing);
    expect(market.buy(market.other, listing).code).toBe(0);
  });

  test('what misses a field stays a draft, and the answer names it', () => {
    const market = new TestMarket();
    const { provenance: _, ...bare } = COMPLETE;
    const { id } = market.publish({}, bare);
    market.addRevision(id);
    market.measure(id, 1);
    const { code, field } = market.submit(id);
    expect([code, field]).toEqual([CODE.LISTING_INCOMPLETE, FIELD_ID.source]);
  });

  test('nothing is handed in by whom nobody verified, or without a measured revision', () => {
    const market = new TestMarket();
    const { id } = market.publish();
    expect(market.submit(id).code).toBe(CODE.NO_REVISION);
    market.addRevision(id);
    expect(market.submit(id).code).toBe(CODE.NO_REVISION);
    market.measure(id, 1);
    market.verify(market.provider, market.timeMs);
    expect(market.submit(id).code).toBe(CODE.NOT_VERIFIED);
  });

  test('personal data takes two operators, declared or found', () => {
    const market = new TestMarket();
    const declared = market.listed({}, PERSONAL);
    expect(market.buy(market.buyer, declared).code).toBe(CODE.UNKNOWN_LISTING);
    expect(market.review(declared).code).toBe(CODE.SECOND_PERSON);
    expect(market.review(declared, true, market.second).code).toBe(0);
    expect(market.buy(market.buyer, declared).code).toBe(0);
    const found = market.listed();
    market.measure(found, 1, { hasPersonalData: true });
    expect(market.buy(market.buyer, found).code).toBe(CODE.UNKNOWN_LISTING);
    market.review(found);
    expect(market.buy(market.buyer, found).code).toBe(CODE.UNKNOWN_LISTING);
    market.review(found, true, market.second);
    expect(market.buy(market.buyer, found).code).toBe(0);
  });

  test('quality counts only as far as it was measured, and only for the content it was measured of', () => {
    const market = new TestMarket();
    const listing = market.listed();
    market.addRevision(listing, 'next');
    expect(market.measure(listing, 2).code).toBe(CODE.HASH_MISMATCH);
    market.measure(listing, 2, { compositePpm: 1_000_000, coveragePpm: 300_000 }, 'next');
    market.ask(OPERATOR, 'setBuyerPolicy', {
      ...{ targetAccountId: market.buyer, stepsMask: 0, minCompositePpm: 300_001 },
      ...documentOf({}),
    });
    expect(market.buy(market.buyer, listing).code).toBe(CODE.QUALITY_BELOW);
  });

  test('shares beyond the whole, twice to one, or to the provider are refused', () => {
    const market = new TestMarket();
    const { creator, other, provider } = market;
    const of = (...royalties: { accountId: number; shareBps: number }[]) =>
      market.publish({ royalties }).code;
    const half = (accountId: number) => ({ accountId, shareBps: 5_001 });
    expect(of(half(creator), half(other))).toBe(CODE.BAD_ROYALTIES);
    expect(of({ accountId: creator, shareBps: 1 }, { accountId: creator, shareBps: 1 })).toBe(
      CODE.BAD_ROYALTIES,
    );
    expect(of(half(provider))).toBe(CODE.BAD_ROYALTIES);
    expect(of(half(999))).toBe(CODE.BAD_ROYALTIES);
    expect(of({ accountId: creator, shareBps: 0 })).toBe(CODE.BAD_ROYALTIES);
    expect(of({ accountId: creator, shareBps: 10_000 })).toBe(0);
  });
});

describe('takedowns', () => {
  const takeDown = (market: TestMarket, listingId: number) =>
    market.ask(OPERATOR, 'takeDownListing', { listingId, evidenceHash: EVIDENCE, reason: 'x' });
  const appeal = (market: TestMarket, listingId: number) =>
    market.ask(market.provider, 'appealTakedown', {
      listingId,
      evidenceHash: EVIDENCE,
      reason: 'x',
    });
  const rule = (market: TestMarket, listingId: number, restored: boolean, by: number) =>
    market.ask(by, 'ruleAppeal', { listingId, restored, reason: 'x' });

  test('stop reading, buying and paying; another operator rules', () => {
    const market = new TestMarket();
    const listing = market.listed();
    market.buy(market.buyer, listing);
    expect(takeDown(market, listing).code).toBe(0);
    expect(market.may(market.buyer, listing)).toBe('TAKEN_DOWN');
    expect(market.buy(market.other, listing).code).toBe(CODE.LISTING_STATE);
    expect(appeal(market, listing).code).toBe(0);
    expect(appeal(market, listing).code).toBe(CODE.LISTING_STATE);
    expect(rule(market, listing, true, OPERATOR).code).toBe(CODE.SECOND_PERSON);
    expect(rule(market, listing, true, market.second).code).toBe(0);
    expect(market.may(market.buyer, listing)).toBe('yes');
    market.advance(14 * DAY_MS);
    expect(market.available(market.provider)).toBe((10_000 + 95) * PAT);
  });

  test('that stand give back what is held, and nothing was paid meanwhile', () => {
    const market = new TestMarket();
    const listing = market.listed({ refundWindowMs: 0 });
    market.buy(market.buyer, listing);
    takeDown(market, listing);
    market.advance(8 * DAY_MS);
    expect(market.available(market.provider)).toBe(10_000 * PAT);
    // Nobody appeals.
    market.advance(6 * DAY_MS);
    expect(market.available(market.buyer)).toBe(10_000 * PAT);
    expect(market.may(market.buyer, listing)).toBe('REVOKED');
    expect(market.buy(market.other, listing).code).toBe(CODE.LISTING_STATE);
  });

  test('an appeal nobody rules on restores', () => {
    const market = new TestMarket();
    const listing = market.listed();
    market.buy(market.buyer, listing);
    takeDown(market, listing);
    market.advance(13 * DAY_MS);
    appeal(market, listing);
    market.advance(14 * DAY_MS);
    expect(market.may(market.buyer, listing)).toBe('yes');
  });
});

describe('a policy', () => {
  const NEEDED = 0b0010_0011;
  const policy = (market: TestMarket, by = OPERATOR, stepsMask = NEEDED) =>
    market.ask(by, 'setBuyerPolicy', {
      ...{ targetAccountId: market.buyer, stepsMask, minCompositePpm: 0 },
      ...documentOf({ owner: 'data office', steps: stepsMask }),
    });
  const fill = (
    market: TestMarket,
    dossierId: number,
    step: number,
    acceptedHash: Uint8Array = NO_HASH,
  ) =>
    market.ask(market.buyer, 'fillDossier', {
      ...{ dossierId, step, acceptedHash, deletionDueMs: 0, ...documentOf({ step }) },
    }).code;

  test('is enforced by the core: every step it names, under the policy in force, for this version', () => {
    const market = new TestMarket();
    const listing = market.listed();
    policy(market);
    expect(market.may(market.buyer, listing, 'purchase')).toBe('MAY_NOT_BUY');
    expect(market.buy(market.buyer, listing).code).toBe(CODE.POLICY);
    const dossierId = market.ask(market.buyer, 'draftPurchase', { listingId: listing }).id;
    const buy = () => market.buy(market.buyer, listing, { dossierId }).code;
    expect(fill(market, dossierId, 1)).toBe(0);
    expect(fill(market, dossierId, 2)).toBe(CODE.NOT_ACCEPTED);
    expect(fill(market, dossierId, 2, sha('other rules'))).toBe(CODE.NOT_ACCEPTED);
    expect(fill(market, dossierId, 2, RULES_HASH)).toBe(0);
    expect(buy()).toBe(CODE.POLICY);
    expect(fill(market, dossierId, 6)).toBe(0);
    expect(market.may(market.buyer, listing, 'purchase')).toBe('yes');
    expect(buy()).toBe(0);
    expect(buy()).toBe(CODE.UNKNOWN_DOSSIER);
  });

  test('that changed, or a listing that changed, asks anew; a dossier is its own', () => {
    const market = new TestMarket();
    const listing = market.listed();
    policy(market, OPERATOR, 1);
    const draft = () => market.ask(market.buyer, 'draftPurchase', { listingId: listing }).id;
    let dossierId = draft();
    fill(market, dossierId, 1);
    policy(market, OPERATOR, 0b101);
    expect(market.buy(market.buyer, listing, { dossierId }).code).toBe(CODE.POLICY);
    policy(market, OPERATOR, 1);
    dossierId = draft();
    fill(market, dossierId, 1);
    market.publish({ priceMicroPat: 101 * PAT }, COMPLETE, { listingId: listing });
    expect(market.buy(market.buyer, listing, { dossierId }).code).toBe(CODE.STALE_VERSION);
    expect(market.buy(market.other, listing, { dossierId }).code).toBe(CODE.UNKNOWN_DOSSIER);
  });

  test('an operator set is loosened by no account, and not walked around by another account', () => {
    const market = new TestMarket();
    const listing = market.listed();
    expect(policy(market, market.buyer, 1).code).toBe(0);
    expect(policy(market, market.other, 0).code).toBe(CODE.UNKNOWN_ACCOUNT);
    policy(market);
    expect(policy(market, market.buyer, 0).code).toBe(CODE.POLICY_LOCKED);
    const twin = market.open(CONSUMER, 'twin', 0, KEY);
    addKey(market, market.buyer);
    market.fund(twin);
    expect(market.buy(twin, listing).code).toBe(CODE.POLICY);
  });

  test('ends renewals it does not allow', () => {
    const market = new TestMarket();
    const use = { priceKind: PRICE_KIND.USAGE, priceMicroPat: PAT, refundWindowMs: 0 };
    const listing = market.listed(use);
    market.buy(market.buyer, listing, { capMicroPat: PAT, renews: true });
    market.advance(30 * DAY_MS);
    expect(market.may(market.buyer, listing)).toBe('yes');
    policy(market);
    market.advance(30 * DAY_MS);
    expect(market.may(market.buyer, listing)).toBe('REVOKED');
  });
});

describe('what is paused, sold by the book, or not accepted', () => {
  test('is not bought', () => {
    const market = new TestMarket();
    const listing = market.listed();
    const wrong = sha('wrong');
    expect(market.buy(market.buyer, listing, { licenceHash: wrong }).code).toBe(CODE.NOT_ACCEPTED);
    expect(market.buy(market.buyer, listing, { rulesHash: wrong }).code).toBe(CODE.NOT_ACCEPTED);
    const change = (account: number, what: number) =>
      market.ask(account, 'changeListing', {
        ...{ listingId: listing, basedOnVersion: market.version(listing), change: what },
        reason: 'x',
      }).code;
    expect(change(market.provider, 3)).toBe(CODE.INVALID_FIELD);
    expect(change(OPERATOR, 3)).toBe(0);
    expect(market.buy(market.buyer, listing).code).toBe(CODE.SALES_PAUSED);
    expect(change(OPERATOR, 4)).toBe(0);
    expect(market.buy(market.buyer, listing).code).toBe(0);
    expect(market.buy(market.buyer, listing).code).toBe(CODE.ALREADY_HELD);
    expect(change(market.provider, 2)).toBe(0);
    expect(market.buy(market.other, listing).code).toBe(CODE.LISTING_STATE);
    expect(market.may(market.buyer, listing)).toBe('yes');
  });

  test('and nothing is, while everything is killed', () => {
    const market = new TestMarket();
    const listing = market.listed();
    market.send(OPERATOR, 'kill', { killScope: KILL_SCOPE.GLOBAL, targetId: 0, reason: 'x' });
    const { code } = market.buy(market.buyer, listing);
    expect(code).toBe(CODE.KILLED);
  });
});
