/**
 * Catches a provider that sells on a promise it does not keep, gets out of one that somebody bought on, keeps one with what it had
 * before; a buyer that has more back than is held; and sales below what the market sells. The invariants, I79 among them, are
 * counted after every command.
 */
import { describe, expect, test } from 'vitest';
import { CODE, LISTING_FIELD, PROMISE, promiseOf } from '../../../../src/engine/core/index.js';
import { FIELD_ID, LISTING_CHANGE } from '../../../../src/values/index.js';
import {
  COMPLETE,
  documentOf,
  OPERATOR,
  PAT,
  PERSONAL,
  RULES_OF_MARKET,
  TestMarket,
} from '../../../support/market.js';
import { DAY_MS } from '../../../support/venue.js';

const WEEK_MS = 7 * DAY_MS;
const WEEKLY = { updateEveryMs: WEEK_MS, promisedCompositePpm: 800_000, refundsWhenBroken: true };
const { KEPT, LATE, BROKEN } = PROMISE;

function scene(terms: Parameters<TestMarket['listed']>[0] = WEEKLY) {
  const market = new TestMarket();
  const listing = market.listed(terms);
  let last = 1;
  const update = (content: string, more = {}) => {
    last += 1;
    expect(market.addRevision(listing, content).code).toBe(0);
    return market.measure(listing, last, more, content).code;
  };
  const get = (field: number) => market.core.state.listings.get(listing, field);
  return {
    ...{ market, listing, update, get },
    stands: () => promiseOf(market.core.state, listing),
    /** To the end of so many periods, the first a tenth longer. */
    weeks: (count: number) => market.advance(count * WEEK_MS),
  };
}

describe('updates', () => {
  test('a period without another content is late, a second one broken; another content ends both', () => {
    const { market, listing, update, stands, weeks, get } = scene();
    market.advance(1.1 * WEEK_MS);
    // It was measured once in the first period.
    expect([stands(), get(LISTING_FIELD.periodsKept)]).toEqual([KEPT, 1]);
    weeks(1);
    expect(stands()).toBe(LATE);
    expect(market.buy(market.buyer, listing).code).toBe(0);
    weeks(1);
    expect(stands()).toBe(BROKEN);
    expect(market.buy(market.other, listing).code).toBe(CODE.PROMISE_BROKEN);
    expect(market.may(market.other, listing, 'purchase')).toBe('MAY_NOT_BUY');
    expect(market.may(market.buyer, listing)).toBe('yes');
    expect(update('two')).toBe(0);
    expect(stands()).toBe(KEPT);
    expect(market.buy(market.other, listing).code).toBe(0);
    expect([get(LISTING_FIELD.periods), get(LISTING_FIELD.periodsKept)]).toEqual([3, 1]);
  });

  test('each step is another version: nobody buys on what he has not read', () => {
    const { market, listing, weeks } = scene();
    const basedOnVersion = market.version(listing);
    weeks(2.2);
    expect(market.buy(market.buyer, listing, { basedOnVersion }).code).toBe(CODE.STALE_VERSION);
  });

  test('content the listing had before is no update, nor is measuring again, nor adding without measuring', () => {
    const { market, listing, update, stands, weeks } = scene();
    update('two');
    weeks(2.2);
    expect(stands()).toBe(LATE);
    update('content');
    update('two');
    market.measure(listing, 2, {}, 'two');
    market.addRevision(listing, 'three');
    expect(stands()).toBe(LATE);
    weeks(1);
    expect(stands()).toBe(BROKEN);
  });

  test('an outage of the venue makes nobody late, and what is taken down cannot be updated', () => {
    const { market, listing, stands, weeks, get } = scene();
    weeks(1.2);
    const down = { listingId: listing, evidenceHash: new Uint8Array(32).fill(1), reason: 'x' };
    expect(market.ask(OPERATOR, 'takeDownListing', down).code).toBe(0);
    weeks(1.9);
    expect([stands(), get(LISTING_FIELD.periods)]).toEqual([KEPT, 1]);
  });

  test('who hands in another document, or delists, is measured on as long as somebody has bought it', () => {
    const { market, listing, stands, weeks } = scene();
    const { id } = market.buy(market.buyer, listing);
    market.publish(WEEKLY, { ...COMPLETE, title: 'another' }, { listingId: listing });
    const body = { listingId: listing, change: LISTING_CHANGE.DELIST, reason: 'over' };
    const basedOnVersion = market.version(listing);
    expect(market.ask(market.provider, 'changeListing', { ...body, basedOnVersion }).code).toBe(0);
    weeks(1.9);
    expect(stands()).toBe(KEPT);
    weeks(0.2);
    expect(stands()).toBe(LATE);
    expect(market.refund(market.buyer, id).code).toBe(CODE.PURCHASE_STATE);
    // Nobody has it any more: nothing waits.
    const bare = scene();
    const at = bare.market.version(bare.listing);
    bare.market.ask(bare.market.provider, 'changeListing', {
      ...{ ...body, listingId: bare.listing, basedOnVersion: at },
    });
    bare.weeks(3);
    expect(bare.get(LISTING_FIELD.promiseTimer)).toBe(0);
  });
});

describe('quality', () => {
  test('a revision below what is promised stops sales the moment it is measured; revoked or bettered, they go on', () => {
    const { market, listing, update, stands } = scene();
    update('two', { compositePpm: 799_999 });
    expect(stands()).toBe(BROKEN);
    expect(market.buy(market.buyer, listing).code).toBe(CODE.PROMISE_BROKEN);
    const revoked = { listingId: listing, revision: 2, replacedBy: 0, reason: 'bad' };
    expect(market.ask(market.provider, 'revokeRevision', revoked).code).toBe(0);
    expect(stands()).toBe(KEPT);
    update('three', { compositePpm: 700_000 });
    update('four', { compositePpm: 900_000 });
    expect([stands(), market.buy(market.buyer, listing).code]).toEqual([KEPT, 0]);
  });

  test('the market names a least quality, and nothing measured below it is sold', () => {
    const { market, listing } = scene({});
    const set = (minCompositePpm: number) =>
      market.ask(OPERATOR, 'setMarketTerms', {
        ...{ feePpm: 50_000, disputeWindowMs: WEEK_MS, bondPpm: 50_000, reason: 'better' },
        ...{ minCompositePpm, ...documentOf(RULES_OF_MARKET) },
      });
    expect(set(1_000_001)).toMatchObject({
      ...{ code: CODE.INVALID_FIELD, field: FIELD_ID.min_composite_ppm },
    });
    expect(set(920_001).code).toBe(0);
    expect(market.buy(market.buyer, listing).code).toBe(CODE.BELOW_FLOOR);
    expect(set(920_000).code).toBe(0);
    expect(market.buy(market.buyer, listing).code).toBe(0);
  });
});

describe('money back while a promise is broken', () => {
  test('what is held comes back, though the window is over and all of it was read; what was paid on does not', () => {
    const { market, listing, weeks, stands } = scene({ ...WEEKLY, refundWindowMs: 90 * DAY_MS });
    const { id } = market.buy(market.buyer, listing);
    market.ask(market.buyer, 'drawUsage', { purchaseId: id, units: 1_000 });
    expect(market.refund(market.buyer, id).code).toBe(CODE.REFUND_ENDED);
    weeks(2.2);
    expect([stands(), market.refund(market.buyer, id).code]).toEqual([LATE, CODE.REFUND_ENDED]);
    weeks(1);
    expect([stands(), market.refund(market.buyer, id).code]).toEqual([BROKEN, 0]);
    expect(market.available(market.buyer)).toBe(10_000 * PAT);
    expect(market.may(market.buyer, listing)).toBe('REVOKED');
    expect(market.refund(market.buyer, id).code).toBe(CODE.UNKNOWN_PURCHASE);
    const paid = scene({ ...WEEKLY, refundWindowMs: 0 });
    const bought = paid.market.buy(paid.market.buyer, paid.listing);
    paid.weeks(3.3);
    expect(paid.stands()).toBe(BROKEN);
    expect(paid.market.refund(paid.market.buyer, bought.id).code).toBe(CODE.PURCHASE_STATE);
  });

  test('not where the terms do not say so', () => {
    const { market, listing, weeks } = scene({
      ...{ ...WEEKLY, refundsWhenBroken: false, refundWindowMs: 8 * DAY_MS },
    });
    const { id } = market.buy(market.buyer, listing);
    market.ask(market.buyer, 'drawUsage', { purchaseId: id, units: 1_000 });
    weeks(1);
    market.measure(listing, 1, { compositePpm: 1 });
    expect(market.refund(market.buyer, id).code).toBe(CODE.REFUND_ENDED);
  });
});

describe('a promise somebody bought on', () => {
  test('is only made stricter, whichever part of it', () => {
    const { market, listing } = scene();
    const { refund, publish } = {
      refund: (id: number) => market.refund(market.buyer, id),
      publish: (terms: object) =>
        market.publish({ ...WEEKLY, ...terms }, undefined, { listingId: listing }),
    };
    const { id } = market.buy(market.buyer, listing);
    const loosened = (field: number) => ({ code: CODE.PROMISE_LOOSENED, field });
    const { update_every_ms, promised_composite_ppm, refunds_when_broken } = FIELD_ID;
    expect(publish({ updateEveryMs: 0 })).toMatchObject(loosened(update_every_ms));
    expect(publish({ updateEveryMs: WEEK_MS + 1 })).toMatchObject(loosened(update_every_ms));
    expect(publish({ promisedCompositePpm: 799_999 })).toMatchObject(
      loosened(promised_composite_ppm),
    );
    expect(publish({ refundsWhenBroken: false })).toMatchObject(loosened(refunds_when_broken));
    // A client that knows nothing of promises leaves them out, and is refused as well.
    expect(market.publish({}, undefined, { listingId: listing })).toMatchObject(
      loosened(update_every_ms),
    );
    expect(publish({ updateEveryMs: DAY_MS, promisedCompositePpm: 900_000 }).code).toBe(0);
    expect(refund(id).code).toBe(0);
    expect(market.publish({}, undefined, { listingId: listing }).code).toBe(0);
  });

  test('bounds name their field', () => {
    const market = new TestMarket();
    const { update_every_ms, promised_composite_ppm } = FIELD_ID;
    for (const updateEveryMs of [-1, 1, 3_599_999, 366 * DAY_MS + 1]) {
      expect(market.publish({ updateEveryMs })).toMatchObject({
        ...{ code: CODE.INVALID_FIELD, field: update_every_ms },
      });
    }
    for (const promisedCompositePpm of [-1, 1_000_001]) {
      expect(market.publish({ promisedCompositePpm })).toMatchObject({
        ...{ code: CODE.INVALID_FIELD, field: promised_composite_ppm },
      });
    }
    expect(market.publish({}, PERSONAL).code).toBe(0);
  });
});
