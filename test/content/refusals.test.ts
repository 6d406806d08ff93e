/**
 * Catches a refusal of the data market that cannot be provoked any more, that says something else than the catalog, or that reaches
 * nobody: every one of them, from a request over a real socket to the problem document that answers it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ERROR_CATALOG, type ErrorName } from '../../src/values/index.js';
import { MARKET_ERRORS } from '../../src/values/market-errors.js';
import { answerOf, type HttpAnswer, type HttpParty } from '../api/http-client.js';
import { COMPLETE, RULES_OF_MARKET } from '../support/market.js';
import { DataVenue, PAT, sha256, textDocument } from './venue.js';

/** What cannot be brought about in a venue that was opened a moment ago; each has its test in the core. */
const TAKES_LONGER: readonly ErrorName[] = [
  // An entitlement that was revoked is a grant's: test/engine/core/resources/leases.test.ts.
  'ACCESS_ENDED',
  // More refunds than a month allows, free units of another account: test/engine/core/resources/attackers.test.ts.
  'OWNER_LIMIT',
  // A contract has to trade: test/engine/core/resources/attackers.test.ts.
  'SUBSCRIBED_IN_BOOK',
  // Judged only once a measured answer is in: test/engine/core/resources/requests.test.ts.
  'REQUEST_STATE',
  // Promises and the market's floor: test/engine/core/resources/promises.test.ts.
  ...['PROMISE_LOOSENED' as const, 'PROMISE_BROKEN' as const, 'BELOW_FLOOR' as const],
];
const BYTES = Buffer.from(
  `a,b\n${Array.from({ length: 100 }, (_, i) => `${i},${i % 7}\n`).join('')}`,
);
const HASH = 'c'.repeat(64);
const seen = new Set<string>();
let venue: DataVenue;

beforeAll(async () => {
  venue = new DataVenue();
  await venue.begin();
}, 120_000);
afterAll(() => venue.close());

/** Refused with this code, as the catalog has it. */
async function refused(name: ErrorName, answer: Promise<HttpAnswer>): Promise<void> {
  const { status, body } = await answer;
  const { code, remedy } = ERROR_CATALOG[name];
  expect({ status, ...body }).toMatchObject({ name, code, remedy });
  expect(status).toBeGreaterThanOrEqual(400);
  seen.add(name);
}

test('each is answered with its code, its number and what to do', async () => {
  const { buyer, other, provider, operator, second } = venue;
  const ask = (by: HttpParty, name: string, fields: object = {}) =>
    venue.command(by, name, fields as Record<string, unknown>);
  const draft = (document: unknown = COMPLETE, more: object = {}) => ({
    ...{ listingId: 0, basedOnVersion: 0, listingKind: 'DATASET', ...textDocument(document) },
    terms: {
      ...{ priceKind: 'ONE_TIME', priceMicroPat: 100 * PAT, freeQuotaUnits: 0, contractId: 0 },
      ...{ refundWindowMs: 86_400_000, visibility: 'PUBLIC', licenceHash: 'a'.repeat(64) },
      ...{ verifiedBuyersOnly: false, royalties: [], ...more },
    },
  });
  const wanted = (more: object = {}) => ({
    ...{ bountyMicroPat: PAT, deadlineMs: Date.now() + 86_400_000, minRowCount: 1 },
    ...{ minCompositePpm: 0, schemaHash: HASH, ...textDocument({ want: 'tides' }), ...more },
  });
  await refused('MARKET_CLOSED', ask(buyer, 'postRequest', wanted()));
  await venue.done(operator, 'setMarketTerms', {
    ...{ feePpm: 0, disputeWindowMs: 86_400_000, bondPpm: 0, reason: 'opens' },
    ...textDocument(RULES_OF_MARKET),
  });

  // Listing.
  await refused('BAD_DOCUMENT', ask(provider, 'publishListing', { ...draft(), document: '{ }' }));
  await refused(
    'HASH_MISMATCH',
    ask(provider, 'publishListing', { ...draft(), documentHash: HASH }),
  );
  const royalties = [{ accountId: 9_999, shareBps: 1 }];
  await refused('BAD_ROYALTIES', ask(provider, 'publishListing', draft(COMPLETE, { royalties })));
  const { provenance: _none, ...bare } = COMPLETE;
  const bareId = await venue.publish({}, bare);
  const at = async (listingId: number) => ({
    ...{ listingId, basedOnVersion: await venue.version(listingId) },
  });
  await refused('LISTING_INCOMPLETE', ask(provider, 'submitListing', await at(bareId)));
  const early = await venue.publish();
  await refused('NOT_VERIFIED', ask(provider, 'submitListing', await at(early)));
  await venue.verify(provider);
  await refused('UNKNOWN_LISTING', venue.get(buyer, `/market/listings/${early}`));

  // Files.
  await refused('UNKNOWN_REVISION', venue.ingest(early, 1));
  await venue.addRevision(early, BYTES);
  await refused('UNKNOWN_FILE', venue.ingest(early, 1));
  await refused(
    'NOT_MEASURED',
    venue.get(provider, `/market/listings/${early}/revisions/1/result`),
  );
  await venue.upload(provider, BYTES);
  await refused('FILE_REFUSED', venue.ingest(early, 1, { columns: 'none' }));
  expect((await venue.ingest(early, 1)).status).toBe(202);
  await venue.ended(early, 1);
  await refused('INGESTION_STATE', venue.ingest(early, 1));
  await venue.list(early);
  await refused('LISTING_STATE', ask(provider, 'submitListing', await at(early)));
  await refused('ACCESS_DENIED', venue.link(buyer, early, 1));
  await refused('BAD_LINK', fetch(`${venue.apiUrl}/market/content/x`).then(answerOf));

  // Buying.
  const buy = async (by: HttpParty, listingId: number, more: object = {}) =>
    ask(by, 'purchaseListing', await venue.purchaseBody(listingId, { ...more }));
  await refused('NOT_ACCEPTED', buy(buyer, early, { licenceHash: HASH }));
  await refused('UNKNOWN_DOSSIER', buy(buyer, early, { dossierId: 999 }));
  const empty = await venue.publish();
  await refused('UNKNOWN_LISTING', buy(buyer, empty));
  const policy = { targetAccountId: other.accountId, ...textDocument({ why: 'ours' }) };
  await venue.done(operator, 'setBuyerPolicy', { ...policy, stepsMask: 1, minCompositePpm: 0 });
  await refused('POLICY', buy(other, early));
  const own = { ...policy, stepsMask: 0, minCompositePpm: 0 };
  await refused('POLICY_LOCKED', ask(other, 'setBuyerPolicy', own));
  const best = { ...policy, stepsMask: 0, minCompositePpm: 1_000_000 };
  await venue.done(operator, 'setBuyerPolicy', best);
  await refused('QUALITY_BELOW', buy(other, early));
  await venue.done(operator, 'setBuyerPolicy', { ...policy, stepsMask: 0, minCompositePpm: 0 });
  const change = async (name: string) =>
    venue.done(operator, 'changeListing', { ...(await at(early)), change: name, reason: 'x' });
  await change('PAUSE_SALES');
  await refused('SALES_PAUSED', buy(buyer, early));
  await change('RESUME_SALES');
  const purchaseId = await venue.buy(buyer, early);
  await refused('ALREADY_HELD', buy(buyer, early));
  await refused('UNKNOWN_PURCHASE', ask(other, 'refundPurchase', { purchaseId, reason: 'x' }));
  const stars = { purchaseId, stars: 5, ...textDocument({ text: 'good' }) };
  await refused('PURCHASE_STATE', ask(buyer, 'rateListing', stars));
  const range = { headers: { range: 'bytes=99999-' } };
  const { body } = await venue.link(buyer, early, 1);
  await refused('BAD_RANGE', fetch(venue.apiUrl + body.path, range).then(answerOf));

  // Ways back.
  await venue.done(buyer, 'refundPurchase', { purchaseId, reason: 'x' });
  const again = await venue.buy(buyer, early);
  await refused('REFUND_LIMIT', ask(buyer, 'refundPurchase', { purchaseId: again, reason: 'x' }));
  const taken = await venue.buy(other, early);
  const link = (await venue.link(other, early, 1)).body.path as string;
  expect((await fetch(venue.apiUrl + link)).status).toBe(200);
  await refused('REFUND_ENDED', ask(other, 'refundPurchase', { purchaseId: taken, reason: 'x' }));
  const evidence = { evidenceHash: HASH, reason: 'x' };
  await venue.done(buyer, 'disputePurchase', { purchaseId: again, ...evidence });
  await refused('ACCESS_SUSPENDED', venue.link(buyer, early, 1));
  await venue.done(operator, 'takeDownListing', { listingId: early, ...evidence });
  await refused('TAKEN_DOWN', venue.link(other, early, 1));
  await venue.done(second, 'ruleAppeal', { listingId: early, restored: true, reason: 'x' });

  // Use, admission, requests, what is one's own.
  const use = { priceKind: 'USAGE', priceMicroPat: PAT, refundWindowMs: 0 };
  const metered = await venue.listed(Buffer.concat([BYTES, BYTES.subarray(4)]), {
    ...{ ...use, visibility: 'BY_REQUEST' },
  });
  await refused('NOT_ADMITTED', buy(buyer, metered.listingId, { capMicroPat: PAT }));
  await venue.done(provider, 'setListingAccess', {
    ...{ listingId: metered.listingId, targetAccountId: buyer.accountId, allowed: true },
  });
  const month = await venue.buy(buyer, metered.listingId, { capMicroPat: PAT });
  await refused('USAGE_CAP', ask(buyer, 'drawUsage', { purchaseId: month, units: 2 }));
  await refused('UNKNOWN_REQUEST', ask(buyer, 'cancelRequest', { requestId: 999 }));
  const third = await venue.account('CONSUMER', 'third');
  const requestId = await venue.done(third, 'postRequest', wanted({ minRowCount: 1_000_000 }));
  const offer = { requestId, listingId: early, revision: 1 };
  await refused('QUALITY_BELOW', ask(provider, 'answerRequest', offer));
  const twin = await venue.account('CONSUMER', 'twin', provider);
  await refused('OWN_LISTING', buy(twin, early));
  await venue.done(provider, 'revokeRevision', {
    ...{ listingId: early, revision: 1, replacedBy: 0, reason: 'x' },
  });
  await refused('REVISION_REVOKED', venue.ingest(early, 1));
  const gone = { listingId: early, revision: 1, replacedBy: 0, reason: 'x' };
  await refused('NO_REVISION', ask(provider, 'revokeRevision', gone));

  // Bounds.
  const ready: (readonly [listingId: number, revision: number])[] = [];
  for (let i = 0; i < 6; i += 1) {
    const rows = Array.from({ length: 60_000 }, (_, n) => `${n + i}\n`).join('');
    const bytes = Buffer.from(`a\n${rows}`);
    await venue.upload(provider, bytes);
    const listingId = await venue.publish();
    ready.push([listingId, await venue.addRevision(listingId, bytes)]);
  }
  const answers = await Promise.all(ready.map((one) => venue.ingest(...one)));
  const full = answers.find(({ status }) => status !== 202) as HttpAnswer;
  await refused('STORE_FULL', Promise.resolve(full));
  expect(sha256(BYTES)).toHaveLength(64);

  expect([...seen, ...TAKES_LONGER].sort()).toEqual(
    expect.arrayContaining(Object.keys(MARKET_ERRORS).sort()),
  );
}, 240_000);
