// Rows: SL14, SL16, SD11, SD13, SD16, SE1, SE3, SE7, SE8, SE10, SE12, SE14, SE16, SO3, SO5, SO6, SO20, SO22.
/**
 * Pins each row of the posting table about seats of feeds with its example (SE1, SE3, SE6, SE7, SE8, SE10, SE14, SE16, SD11, SD13,
 * SO3, SO5), and catches seats beyond their limits, access without payment, and money that a delisting loses.
 */
import { describe, expect, test } from 'vitest';
import {
  CODE,
  CREATOR_FIELD,
  FEES_ACCOUNT,
  MARKET_ESCROW,
} from '../../../../../src/engine/core/index.js';
import { FEED_DRIFT, FEED_STAGE, FEED_TIER, FIELD_ID } from '../../../../../src/values/index.js';
import { RETAIL_PRICE, TestFeeds } from '../../../../support/feeds.js';
import { OPERATOR, PAT } from '../../../../support/market.js';
import { DAY_MS } from '../../../../support/venue.js';

const START = 10_000 * PAT;

function scene(seatLimit = 20, stage: number = FEED_STAGE.GA) {
  const market = new TestFeeds(stage);
  const listing = market.feed(seatLimit);
  const { buyer, creator, other } = market;
  const { ledger } = market.core.state;
  const balances = () => ({
    buyer: market.available(buyer) - START,
    creator: market.available(creator) - START,
    fees: market.available(FEES_ACCOUNT),
    escrow: ledger.balance(ledger.escrow(MARKET_ESCROW)),
  });
  return { market, listing, buyer, creator, other, balances };
}

describe('a seat for 30 PAT (SE1, SE6, SE14, SO22)', () => {
  test('its price waits for 30 days; then fee 1.5 and 28.5 are paid on and the next 30 begin', () => {
    const { market, listing, buyer, balances } = scene();
    expect(market.may(buyer, listing)).toBe('NO_ENTITLEMENT');
    expect(market.subscribe(buyer, listing).code).toBe(0);
    expect(market.may(buyer, listing)).toBe('yes');
    expect(balances()).toEqual({ buyer: -30 * PAT, creator: 0, fees: 0, escrow: 30 * PAT });
    market.advance(30 * DAY_MS - 1);
    expect(balances().escrow).toBe(30 * PAT);
    market.advance(1);
    expect(balances()).toEqual({
      ...{ buyer: -60 * PAT, creator: 28.5 * PAT, fees: 1.5 * PAT, escrow: 30 * PAT },
    });
    expect(market.subscribe(buyer, listing).code).toBe(CODE.ALREADY_HELD);
  });

  test('canceled, it is served until the 30 days are over, and not after (SE3)', () => {
    const { market, listing, buyer, balances } = scene();
    const { id } = market.subscribe(buyer, listing);
    expect(market.cancelSeats(market.other, id).code).toBe(CODE.UNKNOWN_PURCHASE);
    expect(market.cancelSeats(buyer, id).code).toBe(0);
    market.advance(30 * DAY_MS - 1);
    expect(market.may(buyer, listing)).toBe('yes');
    market.advance(1);
    expect(market.may(buyer, listing)).toBe('REVOKED');
    expect(balances()).toMatchObject({ buyer: -30 * PAT, escrow: 0, creator: 28.5 * PAT });
  });

  test('canceled and renewed after all, it goes on', () => {
    const { market, listing, buyer, balances } = scene();
    const { id } = market.subscribe(buyer, listing, { renews: false });
    expect(market.renew(buyer, id).code).toBe(0);
    market.advance(30 * DAY_MS);
    expect(balances()).toMatchObject({ buyer: -60 * PAT, escrow: 30 * PAT });
  });

  test('whoever cannot pay is not served, is asked daily for a week, and then the seat is free', () => {
    const { market, listing } = scene(1);
    const poor = market.open(2, 'poor');
    market.fund(poor, RETAIL_PRICE);
    const { id } = market.subscribe(poor, listing);
    market.advance(30 * DAY_MS);
    expect(market.may(poor, listing)).toBe('PAYMENT_DUE');
    expect(market.subscribe(market.buyer, listing).code).toBe(CODE.SEATS_FULL);
    market.advance(DAY_MS);
    expect(market.renew(poor, id).code).toBe(CODE.INSUFFICIENT_PAT);
    market.fund(poor, RETAIL_PRICE);
    expect(market.renew(poor, id).code).toBe(0);
    expect(market.may(poor, listing)).toBe('yes');
    market.advance(30 * DAY_MS);
    for (let day = 0; day < 7; day += 1) {
      expect(market.may(poor, listing)).toBe('PAYMENT_DUE');
      market.advance(DAY_MS);
    }
    expect(market.may(poor, listing)).toBe('REVOKED');
    expect(market.subscribe(market.buyer, listing).code).toBe(0);
  });

  test('it is no licence, and cannot be taken back, disputed or bought like one', () => {
    const { market, listing, buyer } = scene();
    expect(market.buy(buyer, listing).code).toBe(CODE.SUBSCRIBED_IN_BOOK);
    const { id } = market.subscribe(buyer, listing);
    expect(market.refund(buyer, id).code).toBe(CODE.PURCHASE_STATE);
    expect(market.ask(buyer, 'endPurchase', { purchaseId: id }).code).toBe(CODE.PURCHASE_STATE);
    const once = market.listed();
    expect(market.subscribe(buyer, once).code).toBe(CODE.SUBSCRIBED_IN_BOOK);
    const bought = market.buy(buyer, once).id;
    expect(market.cancelSeats(buyer, bought).code).toBe(CODE.PURCHASE_STATE);
  });
});

describe('a trial', () => {
  test('is free of charge, once an owner, and is paid when it goes on', () => {
    const { market, listing, buyer, balances } = scene();
    const { id } = market.subscribe(buyer, listing, { trial: true });
    expect(balances()).toMatchObject({ buyer: 0, escrow: 0 });
    expect(market.may(buyer, listing)).toBe('yes');
    market.advance(7 * DAY_MS);
    expect(balances()).toMatchObject({ buyer: -30 * PAT, escrow: 30 * PAT });
    market.cancelSeats(buyer, id);
    market.advance(30 * DAY_MS);
    expect(market.subscribe(buyer, listing, { trial: true }).code).toBe(CODE.NO_TRIAL);
  });
});

describe('limits (SE16, SD13)', () => {
  test('of the capacity, of the tier, of an owner; unknown capacity sells none', () => {
    const { market, listing, buyer, other } = scene(20);
    expect(market.subscribe(buyer, listing, { seats: 3 }).code).toBe(CODE.OWNER_SEATS);
    expect(market.subscribe(buyer, listing, { seats: 2 }).code).toBe(0);
    market.plan(listing, { seatCap: 3 });
    expect(market.subscribe(other, listing, { seats: 2 }).code).toBe(CODE.SEATS_FULL);
    expect(market.subscribe(other, listing, { seats: 0 }).field).toBe(FIELD_ID.seats);
    expect(market.subscribe(other, listing, { seats: 1 }).code).toBe(0);
    const unknown = scene(0);
    const { code } = unknown.market.subscribe(unknown.buyer, unknown.listing);
    expect(code).toBe(CODE.NOT_ON_SALE);
  });

  test('all accounts of an owner count, also those that turn out to be one', () => {
    const { market, listing } = scene(10);
    const [one, two] = [market.open(2, 'one', 7), market.open(2, 'two', 7)];
    for (const account of [one, two]) market.fund(account);
    expect(market.subscribe(one, listing).code).toBe(0);
    expect(market.subscribe(two, listing).code).toBe(CODE.OWNER_SEATS);
    expect(market.subscribe(two, listing, { trial: true }).code).toBe(CODE.OWNER_SEATS);
  });

  test('its creator and its group hold none', () => {
    const { market } = scene();
    const creator = market.open(4, 'of group', 9);
    const friend = market.open(2, 'friend', 9);
    for (const account of [creator, friend]) market.fund(account);
    market.verify(creator);
    const feed = market.feed(20, creator);
    expect(market.subscribe(friend, feed).code).toBe(CODE.OWN_LISTING);
  });

  test('seats of organisations come with GA (SE10), and tiers are retail and pro before (SE7)', () => {
    const { market, listing, buyer } = scene(20, FEED_STAGE.BETA);
    expect(market.subscribe(buyer, listing, { seats: 2 }).code).toBe(CODE.FEEDS_CLOSED);
    const { ENTERPRISE, PRO } = FEED_TIER;
    expect(market.plan(listing, { tier: ENTERPRISE }).code).toBe(CODE.FEEDS_CLOSED);
    expect(market.plan(listing, { tier: PRO }).code).toBe(0);
  });

  test('a performance fee is refused, in every stage (SE8, SE12)', () => {
    for (const stage of [FEED_STAGE.ALPHA, FEED_STAGE.BETA, FEED_STAGE.GA]) {
      const { market, listing } = scene(20, stage);
      const { code, field } = market.plan(listing, { performanceFeeBps: 1 });
      expect([code, field]).toEqual([CODE.PERFORMANCE_FEE, FIELD_ID.performance_fee_bps]);
    }
  });
});

describe('a risky change (SL16)', () => {
  test('cools off for new seats; holders keep the old price for 90 days, then it ends', () => {
    const { market, listing, buyer, other, balances } = scene();
    market.subscribe(buyer, listing);
    market.plan(listing, { priceMicroPat: 60 * PAT });
    expect(market.subscribe(other, listing).code).toBe(CODE.COOLING_OFF);
    market.advance(7 * DAY_MS);
    expect(market.subscribe(other, listing, { renews: false }).code).toBe(0);
    market.advance(23 * DAY_MS);
    market.advance(30 * DAY_MS);
    expect(balances()).toMatchObject({ buyer: -90 * PAT });
    market.advance(30 * DAY_MS);
    expect(market.may(buyer, listing)).toBe('REVOKED');
    expect(balances()).toMatchObject({ buyer: -90 * PAT, escrow: 0 });
  });

  test('a fall of the price is for everybody with the next 30 days', () => {
    const { market, listing, buyer, balances } = scene();
    market.subscribe(buyer, listing);
    market.plan(listing, { priceMicroPat: 10 * PAT });
    market.advance(30 * DAY_MS);
    expect(balances()).toMatchObject({ buyer: -40 * PAT });
  });

  test('of which the subscriber has not read is not what it buys (SL14)', () => {
    const { market, listing, buyer } = scene();
    const basedOnVersion = market.version(listing);
    market.plan(listing, { priceMicroPat: 29 * PAT });
    expect(market.subscribe(buyer, listing, { basedOnVersion }).code).toBe(CODE.STALE_VERSION);
  });
});

describe('drift (SD11)', () => {
  test('a downgraded feed serves its holders and sells nothing', () => {
    const { market, listing, buyer, other, balances } = scene();
    market.subscribe(buyer, listing);
    expect(market.drift(listing, FEED_DRIFT.WATCH, market.week - 1).code).toBe(0);
    expect(market.drift(listing, FEED_DRIFT.DOWNGRADED).code).toBe(0);
    expect(market.subscribe(other, listing).code).toBe(CODE.NOT_ON_SALE);
    market.advance(30 * DAY_MS);
    expect(market.may(buyer, listing)).toBe('yes');
    expect(balances()).toMatchObject({ buyer: -60 * PAT });
  });

  test('a second alarm delists: 10 of 30 days are paid on, 20 come back, the door closes (SD16)', () => {
    const { market, listing, buyer, balances } = scene();
    market.subscribe(buyer, listing);
    market.advance(10 * DAY_MS + 5);
    expect(market.drift(listing, FEED_DRIFT.DELISTED).code).toBe(CODE.DRIFT_ORDER);
    expect(market.delist(listing).code).toBe(0);
    market.advance(0);
    expect(balances()).toEqual({
      ...{ buyer: -10 * PAT, creator: 9.5 * PAT, fees: 0.5 * PAT, escrow: 0 },
    });
    expect(market.may(buyer, listing)).toBe('REVOKED');
    expect(market.drift(listing, FEED_DRIFT.NORMAL).code).toBe(CODE.DRIFT_ORDER);
    expect(market.signal(listing).code).toBe(CODE.FEED_PHASE);
  });

  test('so does a gate that fails later', () => {
    const { market, listing, buyer, balances } = scene();
    market.subscribe(buyer, listing);
    expect(market.gates(listing, { gatesMask: 1 }).code).toBe(0);
    market.advance(0);
    expect(balances()).toMatchObject({ buyer: 0, escrow: 0 });
    expect(market.may(buyer, listing)).toBe('REVOKED');
  });

  test('taken down, nobody reads; what stands gives the running 30 days back (SO6)', () => {
    const { market, listing, buyer, balances } = scene();
    market.subscribe(buyer, listing);
    market.advance(3 * DAY_MS);
    const down = { listingId: listing, evidenceHash: new Uint8Array(32), reason: 'claims' };
    expect(market.ask(OPERATOR, 'takeDownListing', down).code).toBe(0);
    expect(market.may(buyer, listing)).toBe('TAKEN_DOWN');
    expect(market.signal(listing).code).toBe(CODE.FEED_PHASE);
    market.advance(14 * DAY_MS);
    expect(balances()).toMatchObject({ buyer: 0, escrow: 0 });
    expect(market.may(buyer, listing)).toBe('REVOKED');
  });

  test('taken down and restored, it goes on (SO20)', () => {
    const { market, listing, buyer } = scene();
    market.subscribe(buyer, listing);
    const down = { listingId: listing, evidenceHash: new Uint8Array(32), reason: 'claims' };
    market.ask(OPERATOR, 'takeDownListing', down);
    market.advance(40 * DAY_MS - 27 * DAY_MS);
    const ruling = { listingId: listing, restored: true, reason: 'fine' };
    expect(market.ask(market.second, 'ruleAppeal', ruling).code).toBe(0);
    expect(market.may(buyer, listing)).toBe('yes');
  });
});

describe('payouts (SO2, SO3, SO5)', () => {
  test('wait in escrow while there is no tax form, no identity, or they are held', () => {
    const { market, listing, buyer, creator, balances } = scene();
    market.subscribe(buyer, listing, { renews: false });
    market.admit(creator, { payoutsHeld: true });
    market.advance(30 * DAY_MS);
    expect(balances()).toMatchObject({ creator: 0, fees: 1.5 * PAT, escrow: 28.5 * PAT });
    const { feeds } = market.core.state;
    const slot = feeds.creator(creator);
    expect(feeds.creators.get(slot, CREATOR_FIELD.payableMicroPat)).toBe(28.5 * PAT);
    expect(market.ask(creator, 'collectPayout', {}).code).toBe(CODE.PAYOUT_HELD);
    market.admit(creator);
    market.taxForm(creator, market.timeMs);
    expect(market.ask(creator, 'collectPayout', {}).code).toBe(CODE.PAYOUT_HELD);
    market.taxForm(creator);
    market.verify(creator, market.timeMs);
    expect(market.ask(creator, 'collectPayout', {}).code).toBe(CODE.PAYOUT_HELD);
    market.verify(creator);
    expect(market.ask(creator, 'collectPayout', {}).version).toBe(28.5 * PAT);
    expect(balances()).toMatchObject({ creator: 28.5 * PAT, escrow: 0 });
    expect(market.ask(creator, 'collectPayout', {}).version).toBe(0);
  });

  test('of somebody who never applied wait too: every owner of a feed has a record (I75)', () => {
    const market = new TestFeeds();
    const { provider, buyer } = market;
    const { feeds } = market.core.state;
    expect(feeds.creator(provider)).toBe(0);
    const listing = market.feed(20, provider);
    market.subscribe(buyer, listing, { renews: false });
    market.advance(30 * DAY_MS);
    const slot = feeds.creator(provider);
    expect(feeds.creators.get(slot, CREATOR_FIELD.payableMicroPat)).toBe(28.5 * PAT);
    expect(market.ask(buyer, 'collectPayout', {}).code).not.toBe(0);
    market.taxForm(provider);
    expect(market.ask(provider, 'collectPayout', {}).version).toBe(28.5 * PAT);
  });
});
