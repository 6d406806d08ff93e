// Rows: SL1, SL13, SL22, SL23, SL25, SO1, SO2, SO14, SO17, SO18, SO19.
/**
 * Catches a feed that gets on sale without its gates, its burn-in or its creator's admission (SL16, SL22, SL23, SO1, SO2, SO14,
 * SO17, SO18, SO19), a deposit that goes elsewhere than it should, a model two owners have, and a signal that is late, altered,
 * back-dated, from the future or of another bundle.
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  CODE,
  Core,
  chainHash,
  exportState,
  FEED_FIELD,
  FEES_ACCOUNT,
  importState,
  LISTING_STATUS,
} from '../../../../../src/engine/core/index.js';
import {
  CREATOR_STANDING,
  FEED_STAGE,
  FIELD_ID,
  KEY_SCOPE,
} from '../../../../../src/values/index.js';
import { CARD, DEPOSIT, SEALED, STAMP, TestFeeds } from '../../../../support/feeds.js';
import { documentOf, OPERATOR, PAT, registerScorer, sha } from '../../../../support/market.js';
import { DAY_MS, SMALL_LIMITS } from '../../../../support/venue.js';

const { DRAFT, SUBMITTED, LISTED } = LISTING_STATUS;
const statusOf = (market: TestFeeds, listing: number): number =>
  market.core.state.listings.get(listing, 4);

describe('on sale only (SL25)', () => {
  test('with gates, judgement and document as they were checked', () => {
    const market = new TestFeeds(FEED_STAGE.BETA);
    const { id } = market.draft();
    expect(market.submit(id).code).toBe(CODE.NO_REVISION);
    expect(market.enter(id).code).toBe(0);
    expect(market.judge(id).code).toBe(CODE.FEED_PHASE);
    market.advance(30 * DAY_MS);
    expect(market.judge(id).code).toBe(CODE.GATES_OPEN);
    expect(market.gates(id, { gatesMask: 510 }).code).toBe(0);
    expect(market.judge(id).code).toBe(CODE.GATES_OPEN);
    expect(market.gates(id, { stamp: sha('other') }).code).toBe(CODE.WRONG_STAMP);
    market.gates(id);
    expect(market.judge(id).code).toBe(0);
    expect(market.judge(id).code).toBe(CODE.FEED_PHASE);
    expect(market.submit(id).code).toBe(0);
    expect(statusOf(market, id)).toBe(LISTED);
  });

  test('in ALPHA, or with a text nobody checked, when an operator approved it (SO14, SO17)', () => {
    const alpha = new TestFeeds(FEED_STAGE.ALPHA);
    const { id } = alpha.draft();
    alpha.enter(id);
    alpha.gates(id);
    alpha.advance(30 * DAY_MS);
    alpha.judge(id);
    alpha.submit(id);
    expect(statusOf(alpha, id)).toBe(SUBMITTED);
    expect(alpha.review(id, false).code).toBe(0);
    expect(statusOf(alpha, id)).toBe(DRAFT);
    alpha.submit(id);
    expect(alpha.review(id).code).toBe(0);
    expect(statusOf(alpha, id)).toBe(LISTED);

    const beta = new TestFeeds(FEED_STAGE.BETA);
    const draft = beta.draft().id;
    beta.enter(draft);
    beta.gates(draft, { listingDocumentHash: sha('another text') });
    beta.advance(30 * DAY_MS);
    beta.judge(draft);
    beta.submit(draft);
    expect(statusOf(beta, draft)).toBe(SUBMITTED);
  });

  test('and what says something else is read anew', () => {
    const market = new TestFeeds(FEED_STAGE.BETA);
    const listing = market.feed();
    const document = { ...CARD, description: 'Guaranteed returns' };
    const terms = { priceKind: 3, priceMicroPat: 0, refundWindowMs: 0 };
    const of = { listingId: listing, account: market.creator, listingKind: 3 };
    expect(market.publish(terms, document, of).code).toBe(0);
    expect(statusOf(market, listing)).toBe(SUBMITTED);
    expect(market.subscribe(market.buyer, listing).code).toBe(CODE.UNKNOWN_LISTING);
  });
});

describe('an entry', () => {
  test('costs a deposit that comes back with a passed review and is kept otherwise', () => {
    for (const [passed, creator, fees] of [
      [true, 0, 0],
      [false, -DEPOSIT, DEPOSIT],
    ] as const) {
      const market = new TestFeeds();
      const before = market.available(market.creator);
      const { id } = market.draft();
      market.enter(id);
      expect(market.available(market.creator) - before).toBe(-DEPOSIT);
      market.gates(id);
      market.advance(30 * DAY_MS);
      market.judge(id, passed);
      expect(market.available(market.creator) - before).toBe(creator);
      expect(market.available(FEES_ACCOUNT)).toBe(fees);
    }
  });

  test('given up counts, its deposit is kept, and it can be made again', () => {
    const market = new TestFeeds();
    const { id } = market.draft();
    expect(market.enter(id).version).toBe(1);
    expect(market.enter(id).code).toBe(CODE.FEED_PHASE);
    const give = (account: number) => market.ask(account, 'abandonFeed', { listingId: id }).code;
    expect(give(market.provider)).toBe(CODE.UNKNOWN_LISTING);
    expect(give(market.creator)).toBe(0);
    expect(give(market.creator)).toBe(CODE.FEED_PHASE);
    expect(market.available(FEES_ACCOUNT)).toBe(DEPOSIT);
    expect(market.enter(id).version).toBe(2);
  });

  test('names a review 30 to 730 days ahead', () => {
    const market = new TestFeeds();
    const { id } = market.draft();
    for (const days of [29, 731]) {
      const { code, field } = market.enter(id, { reviewAtMs: market.timeMs + days * DAY_MS });
      expect([code, field]).toEqual([CODE.INVALID_FIELD, FIELD_ID.review_at_ns]);
    }
  });

  test('two creators claiming one model, or one pack: the first has it for good', () => {
    const market = new TestFeeds();
    market.admit(market.provider);
    const [mine, theirs] = [market.draft().id, market.draft(market.provider).id];
    market.enter(mine, { modelHash: sha('m'), packHash: sha('p') });
    market.ask(market.creator, 'abandonFeed', { listingId: mine });
    const claim = (modelHash: Uint8Array, packHash: Uint8Array) =>
      market.enter(theirs, { modelHash, packHash });
    expect(claim(sha('m'), sha('q')).code).toBe(CODE.MODEL_CLAIMED);
    expect(claim(sha('m'), sha('q')).field).toBe(FIELD_ID.model_hash);
    expect(claim(sha('n'), sha('p')).field).toBe(FIELD_ID.pack_hash);
    expect(claim(sha('n'), sha('q')).code).toBe(0);
  });
});

describe('creators (SO1, SO18, SO19)', () => {
  test('without rules nobody; then who is admitted and verified; in GA who is not removed', () => {
    const market = new TestFeeds(FEED_STAGE.BETA);
    const { id } = market.draft(market.provider);
    expect(market.enter(id).code).toBe(CODE.NOT_A_CREATOR);
    expect(market.ask(market.provider, 'applyAsCreator', {}).code).toBe(0);
    expect(market.enter(id).code).toBe(CODE.NOT_A_CREATOR);
    market.rules(FEED_STAGE.GA);
    market.verify(market.provider, market.timeMs);
    expect(market.enter(id).code).toBe(CODE.NOT_VERIFIED);
    market.verify(market.provider);
    market.admit(market.provider, { standing: CREATOR_STANDING.REMOVED });
    expect(market.enter(id).code).toBe(CODE.NOT_A_CREATOR);
    market.admit(market.provider);
    expect(market.enter(id).code).toBe(0);
  });

  test('the stage ALPHA admits ten', () => {
    const market = new TestFeeds(FEED_STAGE.ALPHA);
    const more = Array.from({ length: 10 }, (_, i) => market.open(4, `c${i}`));
    const codes = more.map((account) => market.admit(account).code);
    expect(codes).toEqual([...Array(9).fill(0), CODE.CREATORS_FULL]);
    expect(market.admit(market.creator).code).toBe(0);
  });
});

describe('scores', () => {
  test('come with their inputs, once a week, and say how many seats there are', () => {
    const market = new TestFeeds();
    const listing = market.feed(20);
    const score = (week: number, seatLimit: number, trustPpm = 61_500_000) =>
      market.ask(market.scorer, 'recordFeedScore', {
        ...{ listingId: listing, week, trustPpm, seatLimit },
        ...documentOf({ trust: 61.5 }),
      }).code;
    expect(score(market.week, 0)).toBe(0);
    expect(score(market.week, 0)).toBe(CODE.DRIFT_ORDER);
    expect(score(market.week + 1, 0)).toBe(CODE.DRIFT_ORDER);
    expect(market.subscribe(market.buyer, listing).code).toBe(CODE.NOT_ON_SALE);
    market.advance(7 * DAY_MS);
    expect(score(market.week, 5, -2)).toBe(CODE.INVALID_FIELD);
    expect(score(market.week, 5, -1)).toBe(0);
    expect(market.subscribe(market.buyer, listing).code).toBe(0);
  });

  test('are recorded by the venue’s scorer alone, and by no operator', () => {
    const market = new TestFeeds();
    const listing = market.feed();
    const drift = (by: number) =>
      market.ask(by, 'recordDrift', {
        ...{ listingId: listing, week: market.week, drift: 1, ...documentOf({}) },
      }).code;
    for (const by of [OPERATOR, market.creator, market.buyer, market.store]) {
      expect(drift(by)).toBe(CODE.ROLE);
    }
    expect(drift(market.scorer)).toBe(0);
  });

  test('come from one key, which no operator gives out and a new one ends', () => {
    const market = new TestFeeds();
    const { scorer } = market;
    const key = { publicKey: new Uint8Array(32).fill(3), scopes: [KEY_SCOPE.SCORE] };
    for (const targetAccountId of [scorer, market.buyer, OPERATOR]) {
      const { code } = market.ask(OPERATOR, 'addKey', { targetAccountId, ...key });
      expect(code).toBe(CODE.INVALID_FIELD);
    }
    const named = { targetAccountId: scorer, name: 'mine' };
    expect(market.ask(OPERATOR, 'renameAccount', named).code).toBe(CODE.ROLE);
    expect(registerScorer(market, 9)).toBe(scorer);
    const keys = market.core.state.registry.account(scorer)?.keys ?? [];
    expect(keys.map(({ revoked, scopes }) => [revoked, scopes])).toEqual([
      [true, [KEY_SCOPE.SCORE]],
      [false, [KEY_SCOPE.SCORE]],
    ]);
  });
});

describe('a signal (SL13)', () => {
  test('has a place in a chain anybody can compute, and a repeat changes nothing', () => {
    const market = new TestFeeds();
    const listing = market.feed();
    const { feeds } = market.core.state;
    const feed = feeds.of(listing);
    let before: Uint8Array = new Uint8Array(32);
    for (const sequence of [1, 2, 3]) {
      const sealed = Uint8Array.from([sequence]);
      const { timeMs } = market;
      expect(market.signal(listing, { sealed }).version).toBe(sequence);
      before = chainHash({
        ...{ before, timeMs, sequence, dataAsOfMs: timeMs, validUntilMs: timeMs + DAY_MS },
        stamp: STAMP,
        sealedHash: Uint8Array.from(createHash('sha256').update(sealed).digest()),
      });
      expect(feeds.hash(feed, FEED_FIELD.chainHash)).toEqual(before);
      market.advance(1_000);
    }
    const again = { sequence: 3, sealed: Uint8Array.from([3]), stamp: sha('any') };
    expect(market.signal(listing, again).code).toBe(0);
    expect(feeds.hash(feed, FEED_FIELD.chainHash)).toEqual(before);
  });

  test('edited, out of order, late, back-dated, from the future, of another bundle, empty: refused', () => {
    const market = new TestFeeds();
    const listing = market.feed();
    market.signal(listing);
    const { timeMs } = market;
    const code = (more: Parameters<TestFeeds['signal']>[1]) => market.signal(listing, more).code;
    expect(code({ sequence: 1, sealed: new Uint8Array([9]) })).toBe(CODE.SIGNAL_ORDER);
    expect(code({ sequence: 3 })).toBe(CODE.SIGNAL_ORDER);
    expect(code({ validUntilMs: timeMs })).toBe(CODE.SIGNAL_LATE);
    expect(code({ dataAsOfMs: timeMs - 1 })).toBe(CODE.SIGNAL_TIME);
    expect(code({ dataAsOfMs: timeMs + 1 })).toBe(CODE.SIGNAL_TIME);
    expect(code({ stamp: sha('other') })).toBe(CODE.WRONG_STAMP);
    expect(code({ sealed: new Uint8Array(0) })).toBe(CODE.INVALID_FIELD);
    market.signal(listing);
    market.signal(listing);
    expect(code({})).toBe(CODE.SIGNAL_RATE);
    market.advance(DAY_MS);
    expect(code({})).toBe(0);
    const body = { listingId: listing, sequence: 5, dataAsOfMs: market.timeMs };
    const strange = { ...body, validUntilMs: market.timeMs + 1, stamp: STAMP, sealed: SEALED };
    expect(market.ask(market.provider, 'publishSignal', strange).code).toBe(CODE.UNKNOWN_LISTING);
  });

  test('survives a snapshot', () => {
    const market = new TestFeeds();
    const listing = market.feed();
    market.signal(listing);
    const copy = new Core({ limits: SMALL_LIMITS });
    expect(importState(copy, exportState(market.core))).toBeUndefined();
    expect(copy.state.feeds.get(copy.state.feeds.of(listing), FEED_FIELD.lastSequence)).toBe(1);
    expect(market.available(market.creator)).toBeLessThan(20_000 * PAT);
  });
});
