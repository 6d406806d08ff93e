/** Days of a market: listings of every kind of visibility and price, purchases in every state, requests, dossiers, ratings. */
import { LISTING_VISIBILITY, PRICE_KIND } from '../../src/values/index.js';
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
} from '../support/market.js';
import { DAY_MS, START_MS } from '../support/venue.js';

/** What a stranger must never find. */
export const SECRET = 'Zanzibar clove harvest';

export interface Days {
  readonly market: TestMarket;
  readonly open: number;
  readonly secret: number;
  readonly byRequest: number;
  readonly use: number;
  readonly revoked: number;
  readonly draft: number;
}

export function playDays(): Days {
  const market = new TestMarket();
  market.isChecked = false;
  const { buyer, other, provider, creator } = market;
  const named = (title: string, more: object = {}) => ({ ...COMPLETE, title, ...more });
  const royalties = [{ accountId: creator, shareBps: 1_000 }];
  const open = market.listed({ royalties }, named('Fuel of cars', { region: 'EU' }));
  const secret = market.listed({ visibility: LISTING_VISIBILITY.PRIVATE }, named(SECRET));
  const byRequest = market.listed(
    { visibility: LISTING_VISIBILITY.BY_REQUEST, priceMicroPat: 5 * PAT },
    named('Fuel prices by request', { licence: 'proprietary' }),
  );
  const use = market.listed(
    { priceKind: PRICE_KIND.USAGE, priceMicroPat: PAT, refundWindowMs: 0, freeQuotaUnits: 2 },
    named('Tide gauge service'),
  );
  const revoked = market.listed({}, named('Birds of a coast'));
  const { id: draft } = market.publish({}, named('An unfinished draft'));
  market.listed({}, { ...PERSONAL, title: 'Waits for a second pair of eyes' });
  market.ask(provider, 'setListingAccess', {
    ...{ listingId: secret, targetAccountId: other, allowed: true },
  });
  market.ask(buyer, 'requestListingAccess', { listingId: byRequest });
  const dossierId = market.ask(buyer, 'draftPurchase', { listingId: open }).id;
  for (const [step, acceptedHash, deletionDueMs] of [
    [1, NO_HASH, 0],
    [2, RULES_HASH, 0],
    [6, NO_HASH, START_MS + 90 * DAY_MS],
  ] as const) {
    const body = { dossierId, step, acceptedHash, deletionDueMs, ...documentOf({ step }) };
    market.ask(buyer, 'fillDossier', body);
  }
  const first = market.buy(buyer, open, { dossierId });
  market.buy(other, secret);
  market.ask(buyer, 'draftPurchase', { listingId: use });
  market.refund(other, market.buy(other, open).id);
  const month = market.buy(buyer, use, { capMicroPat: 50 * PAT, renews: true });
  market.ask(buyer, 'drawUsage', { purchaseId: month.id, units: 12 });
  market.ask(market.store, 'reportUsage', { purchaseId: month.id, usedUnits: 7, unusedUnits: 5 });
  const disputed = market.buy(other, revoked);
  market.ask(other, 'disputePurchase', {
    ...{ purchaseId: disputed.id, evidenceHash: EVIDENCE, reason: 'no birds' },
  });
  market.buy(buyer, revoked);
  market.advance(DAY_MS);
  market.ask(OPERATOR, 'rulePurchase', { purchaseId: disputed.id, upheld: true, reason: 'none' });
  market.addRevision(open, 'second');
  market.measure(open, 2, { compositePpm: 950_000, timelinessPpm: 800_000 }, 'second');
  market.ask(provider, 'revokeRevision', {
    ...{ listingId: revoked, revision: 1, replacedBy: 0, reason: 'a person asked' },
  });
  const request = market.ask(buyer, 'postRequest', {
    ...{ bountyMicroPat: 40 * PAT, deadlineMs: START_MS + 60 * DAY_MS, minRowCount: 1 },
    ...{ minCompositePpm: 0, schemaHash: sha('schema'), ...documentOf({ wanted: 'tides' }) },
  });
  market.ask(provider, 'answerRequest', {
    requestId: request.id,
    listingId: byRequest,
    revision: 1,
  });
  market.ask(OPERATOR, 'judgeRequest', {
    ...{ requestId: request.id, accepted: true, evidenceHash: EVIDENCE, reason: 'fits' },
  });
  market.advance(14 * DAY_MS);
  const rating = { purchaseId: first.id, stars: 4, ...documentOf({ text: 'useful' }) };
  market.ask(buyer, 'rateListing', rating);
  const answer = { purchaseId: first.id, ...documentOf({ text: 'thanks' }) };
  market.ask(provider, 'answerRating', answer);
  market.ask(OPERATOR, 'takeDownListing', {
    ...{ listingId: use, evidenceHash: EVIDENCE, reason: 'claims what it is not' },
  });
  market.ask(provider, 'appealTakedown', {
    ...{ listingId: use, evidenceHash: EVIDENCE, reason: 'it is' },
  });
  market.ask(market.second, 'ruleAppeal', { listingId: use, restored: true, reason: 'it is' });
  market.ask(OPERATOR, 'setBuyerPolicy', {
    ...{ targetAccountId: other, stepsMask: 3, minCompositePpm: 0 },
    ...documentOf({ owner: 'office' }),
  });
  market.advance(30 * DAY_MS);
  return { market, open, secret, byRequest, use, revoked, draft };
}
