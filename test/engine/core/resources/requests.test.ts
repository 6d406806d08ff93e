/** Catches a bounty that is paid for nothing, twice or to its own asker, or that is taken back while an answer is judged. */
import { expect, test } from 'vitest';
import { CODE, FEES_ACCOUNT, MARKET_ESCROW } from '../../../../src/engine/core/index.js';
import { ACCOUNT_ROLE } from '../../../../src/values/index.js';
import {
  COMPLETE,
  documentOf,
  EVIDENCE,
  OPERATOR,
  PAT,
  sha,
  TestMarket,
} from '../../../support/market.js';
import { DAY_MS, START_MS } from '../../../support/venue.js';

const START = 10_000 * PAT;

function scene() {
  const market = new TestMarket();
  const { ledger } = market.core.state;
  const post = (account = market.buyer, more = {}) =>
    market.ask(account, 'postRequest', {
      ...{ bountyMicroPat: 40 * PAT, deadlineMs: START_MS + 30 * DAY_MS, minRowCount: 50 },
      ...{
        minCompositePpm: 900_000,
        schemaHash: sha('schema'),
        ...documentOf({ wanted: 'tides' }),
      },
      ...more,
    });
  const answer = (requestId: number, listingId: number, revision = 1, account = market.provider) =>
    market.ask(account, 'answerRequest', { requestId, listingId, revision });
  const judge = (requestId: number, accepted: boolean) =>
    market.ask(OPERATOR, 'judgeRequest', {
      ...{ requestId, accepted, evidenceHash: EVIDENCE, reason: 'checked' },
    });
  const cancel = (requestId: number, account = market.buyer) =>
    market.ask(account, 'cancelRequest', { requestId });
  const escrow = () => ledger.balance(ledger.escrow(MARKET_ESCROW));
  return { market, post, answer, judge, cancel, escrow };
}

test('a bounty waits, is the price of what is accepted, and is paid on when it can be disputed no more', () => {
  const { market, post, answer, judge, escrow } = scene();
  const listing = market.listed();
  const { id } = post();
  expect(escrow()).toBe(40 * PAT);
  expect(answer(id, listing).code).toBe(0);
  const bought = judge(id, true);
  expect(bought.code).toBe(0);
  expect(market.may(market.buyer, listing)).toBe('yes');
  expect(market.refund(market.buyer, bought.id).code).toBe(CODE.REFUND_ENDED);
  market.advance(7 * DAY_MS);
  expect(escrow()).toBe(0);
  expect(market.available(market.provider) - START).toBe(38 * PAT);
  expect(market.available(FEES_ACCOUNT)).toBe(2 * PAT);
  expect(judge(id, true).code).toBe(CODE.UNKNOWN_REQUEST);
});

test('comes back when nobody delivers', () => {
  const { market, post, escrow } = scene();
  post();
  market.advance(30 * DAY_MS);
  expect(escrow()).toBe(0);
  expect(market.available(market.buyer)).toBe(START);
});

test('cannot be taken back while an answer is judged, and by nobody else', () => {
  const { market, post, answer, judge, cancel, escrow } = scene();
  const listing = market.listed();
  const { id } = post();
  expect(cancel(id, market.other).code).toBe(CODE.UNKNOWN_REQUEST);
  answer(id, listing);
  expect(answer(id, listing).code).toBe(CODE.REQUEST_STATE);
  expect(cancel(id).code).toBe(CODE.REQUEST_STATE);
  expect(judge(id, false).code).toBe(0);
  expect(market.may(market.buyer, listing)).toBe('NO_ENTITLEMENT');
  expect(cancel(id).code).toBe(0);
  expect(escrow()).toBe(0);
});

test('is not held for longer by answers that are refused again and again, by one provider or by several', () => {
  const { market, post, answer, judge, cancel, escrow } = scene();
  const junk = market.listed();
  const { id } = post();
  expect(answer(id, junk).code).toBe(0);
  expect(cancel(id).code).toBe(CODE.REQUEST_STATE);
  expect(judge(id, false).code).toBe(0);
  // The same again keeps nobody from answering.
  expect(answer(id, junk).code).toBe(CODE.OWNER_LIMIT);
  const more = Array.from({ length: 20 }, (_, i) => {
    const account = market.open(ACCOUNT_ROLE.PROVIDER, `seller ${i}`);
    market.verify(account);
    return { account, listing: market.listed({}, { ...COMPLETE, title: `set ${i}` }, account) };
  });
  for (const { account, listing } of more) {
    expect(answer(id, listing, 1, account).code).toBe(0);
    expect(judge(id, false).code).toBe(0);
  }
  const [first] = more;
  expect(answer(id, first?.listing ?? 0, 1, first?.account).code).toBe(0);
  expect(cancel(id).code).toBe(0);
  expect(escrow()).toBe(0);
});

test('an answer nobody judges in time counts as refused, and the request ends with its time', () => {
  const { market, post, answer, cancel, escrow } = scene();
  const listing = market.listed();
  const { id } = post();
  market.advance(25 * DAY_MS);
  answer(id, listing);
  market.advance(6 * DAY_MS);
  expect(cancel(id).code).toBe(CODE.REQUEST_STATE);
  market.advance(DAY_MS);
  expect(escrow()).toBe(0);
  expect(cancel(id).code).toBe(CODE.UNKNOWN_REQUEST);
});

test('what does not reach what was asked for is not even judged', () => {
  const { market, post, answer } = scene();
  const listing = market.listed();
  expect(answer(post(market.buyer, { minRowCount: 101 }).id, listing).code).toBe(
    CODE.QUALITY_BELOW,
  );
  const { id } = post(market.buyer, { minCompositePpm: 920_001 });
  expect(answer(id, listing).code).toBe(CODE.QUALITY_BELOW);
  expect(answer(id, listing, 2).code).toBe(CODE.UNKNOWN_REVISION);
  market.addRevision(listing, 'more');
  expect(answer(id, listing, 2).code).toBe(CODE.NO_REVISION);
  expect(answer(id, 99).code).toBe(CODE.UNKNOWN_LISTING);
  expect(answer(id, listing, 1, market.creator).code).toBe(CODE.UNKNOWN_LISTING);
});

test('nobody answers his own request, whichever of his accounts asks', () => {
  const { market, answer, post } = scene();
  const key = new Uint8Array(32).fill(3);
  const twin = market.open(ACCOUNT_ROLE.CONSUMER, 'twin', 0, key);
  market.send(OPERATOR, 'addKey', {
    targetAccountId: market.provider,
    publicKey: key,
    scopes: [1],
  });
  market.fund(twin);
  const listing = market.listed();
  expect(answer(post(twin).id, listing).code).toBe(CODE.OWN_LISTING);
});
