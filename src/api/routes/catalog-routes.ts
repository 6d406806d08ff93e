/**
 * The catalog: search, listings with what was measured of them, comparison, requests for data, the market's rules.
 *
 * A listing that is not shown to whoever asks is answered as one that is not there, in the same words.
 */
import { createRoute, z } from '@hono/zod-openapi';
import {
  COUNT_MAX,
  DIMENSIONS,
  listingsOf,
  ofListing,
  openRequests,
  PAGE_MAX,
  ratingOf,
  recordOf,
  reviewsOf,
  type SearchTerms,
  search,
  termsOf,
} from '../../catalog/index.js';
import { nameOf } from '../../reader/index.js';
import { ACCOUNT_ROLE, LISTING_KIND, PRICE_KIND } from '../../values/index.js';
import type { Caller } from '../auth/access.js';
import { type Api, type ApiContext, asOf, audienceOf, jsonContent, PROBLEMS } from '../context.js';
import {
  DOCUMENT,
  FLAG,
  LIST,
  MONEY,
  NUMBER,
  named,
  rowKind,
  SHARE,
  TEXT,
} from '../listings/catalog-rows.js';
import { AS_OF, id, integer, timeMs } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import { feedBody, feedSchema } from './feed-body.js';

const CATALOG = 'Data market';
const COMPARED_MAX = 6;

const MEASURED = {
  ...{ live_revision: NUMBER, composite_ppm: NUMBER, coverage_ppm: NUMBER },
  ...Object.fromEntries(DIMENSIONS.map((name) => [`${name}_ppm`, SHARE])),
  measured_ms: NUMBER,
};
const SUMMARY = {
  ...{ listing_id: NUMBER, title: TEXT, kind: named(nameOf.listingKind), owner_id: NUMBER },
  ...{ status: named(nameOf.listingStatus), version: NUMBER, licence: TEXT },
  ...{ visibility: named(nameOf.visibility), price_kind: named(nameOf.priceKind) },
  ...{ price_micro_pat: MONEY, sales_paused: FLAG, ...MEASURED, sales: NUMBER },
};
const summary = rowKind(SUMMARY);
const detail = rowKind({
  ...SUMMARY,
  ...{ free_quota_units: NUMBER, refund_window_ms: NUMBER, contract_id: NUMBER },
  ...{ verified_only: FLAG, personal_data: FLAG, licence_hash: TEXT, royalties: LIST },
  ...{ document: DOCUMENT, document_hash: TEXT, refunds: NUMBER, disputes: NUMBER },
  ...{ upheld: NUMBER, created_ms: NUMBER, updated_ms: NUMBER },
  ...{ update_every_ms: NUMBER, promised_composite_ppm: NUMBER, refunds_when_broken: FLAG },
  ...{ promise: named(nameOf.promise), periods: NUMBER, periods_kept: NUMBER },
});
const revision = rowKind({
  ...{ revision: NUMBER, status: named(nameOf.revisionStatus), content_hash: TEXT },
  ...{ size_bytes: NUMBER, row_count: NUMBER, result_hash: TEXT, rule_set_version: NUMBER },
  ...{ composite_ppm: NUMBER, coverage_ppm: NUMBER },
  ...Object.fromEntries(DIMENSIONS.map((name) => [`${name}_ppm`, SHARE])),
  ...{ created_ms: NUMBER, measured_ms: NUMBER },
});
const changed = rowKind({
  ...{ sequence: NUMBER, time_ms: NUMBER, version: NUMBER, revision: NUMBER, reason: TEXT },
  ...{ status: named(nameOf.listingStatus), cause: named(nameOf.listingCause) },
  evidence_hash: TEXT,
});
const review = rowKind({ stars: NUMBER, rating: DOCUMENT, answer: DOCUMENT, bought_ms: NUMBER });
const request = rowKind({
  ...{ request_id: NUMBER, status: named(nameOf.requestStatus), bounty_micro_pat: MONEY },
  ...{ deadline_ms: NUMBER, min_row_count: NUMBER, min_composite_ppm: NUMBER },
  ...{ schema_hash: TEXT, document: DOCUMENT, posted_ms: NUMBER },
});
const rules = rowKind({
  ...{ fee_ppm: NUMBER, dispute_window_ms: NUMBER, bond_ppm: NUMBER, rules_hash: TEXT },
  min_composite_ppm: NUMBER,
  ...{ document: DOCUMENT, time_ms: NUMBER },
});

const summarySchema = z.object(summary.shape).openapi('ListingSummary');
const ratingSchema = z.object({
  hundredths: integer().describe('Hundredths of a star, drawn to the mean of the market; 0: none'),
  count: integer(),
  freeCount: integer().describe('Ratings of what cost nothing, which do not count'),
});
const countSchema = z.object({ value: z.string(), count: z.string() });

const choice = (choices: Readonly<Record<string, number>>) =>
  z.enum(Object.keys(choices) as [string, ...string[]]).optional();
const ppm = () => z.coerce.number().int().min(0).max(1_000_000).optional();
const listingIds = z
  .string()
  .regex(/^[1-9]\d{0,6}(,[1-9]\d{0,6}){0,5}$/)
  .describe('Two to six listings, by commas');

const searchSchema = z.strictObject({
  q: z.string().max(256).optional().describe('Words, each by its beginning'),
  kind: choice(LISTING_KIND),
  priceKind: choice(PRICE_KIND),
  licence: z.string().max(256).optional(),
  region: z.string().max(256).optional(),
  providerId: id().optional(),
  maxPriceMicroPat: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  measuredFromMs: timeMs().optional().describe('Measured not before this time'),
  minCompositePpm: ppm(),
  minCompletenessPpm: ppm(),
  minTimelinessPpm: ppm(),
  minConsistencyPpm: ppm(),
  minAccuracyPpm: ppm(),
  minReliabilityPpm: ppm(),
  offset: z.coerce.number().int().min(0).max(COUNT_MAX).default(0),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(20),
});

export function addCatalogRoutes(api: Api): void {
  addSearch(api);
  addOne(api);
  addCompare(api);
  addRest(api);
}

function addSearch(api: Api): void {
  api.openapi(
    createRoute({
      ...{ tags: [CATALOG], ...audienceOf('public') },
      method: 'get',
      path: '/market/listings',
      operationId: 'searchListings',
      summary: 'Listings by words and facets, the best first',
      request: { query: searchSchema },
      responses: {
        200: jsonContent(
          z.object({
            data: z.array(summarySchema),
            count: z.string().describe('How many there are; above a thousand "1,000+"'),
            facets: z.record(z.string(), z.array(countSchema)),
            ...AS_OF,
          }),
          'Listings',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { database } = source.reader;
      const found = search(database, termsFrom(c.req.valid('query')), askerOf(c.get('caller')));
      const rows = listingsOf(database, found.listingIds, summary.columns);
      const facets = Object.entries(found.facets).map(([facet, counts]) => [
        facet,
        Object.entries(counts).map(([value, count]) => ({
          value: (FACET_NAMES[facet] ?? String)(value),
          count: countText(count),
        })),
      ]);
      return c.json(
        {
          data: rows.map((row) => summary.row(row)),
          count: countText(found.count),
          facets: Object.fromEntries(facets),
          ...asOf(source),
        } as never,
        200,
      );
    },
  );
}

const FACET_NAMES: Readonly<Record<string, (value: string) => string>> = {
  kind: (value) => nameOf.listingKind(Number(value)),
  priceKind: (value) => nameOf.priceKind(Number(value)),
};

function termsFrom(query: z.infer<typeof searchSchema>): SearchTerms {
  const { q, kind, priceKind, offset, limit } = query;
  const { licence, region, providerId, maxPriceMicroPat, measuredFromMs } = query;
  const least = {
    ...(query.minCompletenessPpm === undefined ? {} : { completeness: query.minCompletenessPpm }),
    ...(query.minTimelinessPpm === undefined ? {} : { timeliness: query.minTimelinessPpm }),
    ...(query.minConsistencyPpm === undefined ? {} : { consistency: query.minConsistencyPpm }),
    ...(query.minAccuracyPpm === undefined ? {} : { accuracy: query.minAccuracyPpm }),
    ...(query.minReliabilityPpm === undefined ? {} : { reliability: query.minReliabilityPpm }),
  };
  return {
    ...{ text: q, licence, region, providerId, maxPriceMicroPat, measuredFromMs, offset, limit },
    kind: LISTING_KIND[kind as keyof typeof LISTING_KIND],
    priceKind: PRICE_KIND[priceKind as keyof typeof PRICE_KIND],
    minCompositePpm: query.minCompositePpm,
    minDimensionPpm: least,
  };
}

function addOne(api: Api): void {
  const params = z.strictObject({ listingId: id() });
  api.openapi(
    createRoute({
      ...{ tags: [CATALOG], ...audienceOf('public') },
      method: 'get',
      path: '/market/listings/{listingId}',
      operationId: 'getListing',
      summary:
        'A listing: its document, what was measured, its record, its ratings and its change log',
      request: { params, query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z
            .object({
              ...detail.shape,
              rating: ratingSchema,
              reviews: z.array(z.object(review.shape)),
              changes: z.array(z.object(changed.shape)),
              feed: feedSchema.nullable().describe('Of a model feed; else null'),
              ...AS_OF,
            })
            .openapi('Listing'),
          'The listing',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { database } = source.reader;
      const listingId = seen(c as ApiContext, c.req.valid('param').listingId);
      const [row = {}] = ofListing(database, 'market_listings', detail.columns, listingId);
      const changes = ofListing(database, 'market_changes', changed.columns, listingId);
      return c.json(
        {
          ...detail.row(row),
          rating: ratingOf(database, listingId),
          reviews: reviewsOf(database, review.columns, listingId).map((one) => review.row(one)),
          changes: changes.map((one) => changed.row(one)),
          feed: feedBody(source, listingId),
          ...asOf(source),
        } as never,
        200,
      );
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [CATALOG], ...audienceOf('public') },
      method: 'get',
      path: '/market/listings/{listingId}/revisions',
      operationId: 'listRevisions',
      summary: 'Revisions of a listing with what was measured of each, the newest first',
      request: { params, query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(z.object(revision.shape).openapi('Revision')), ...AS_OF }),
          'Revisions',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const listingId = seen(c as ApiContext, c.req.valid('param').listingId);
      const { database } = source.reader;
      const rows = ofListing(database, 'market_revisions', revision.columns, listingId);
      return c.json({ data: rows.map((row) => revision.row(row)), ...asOf(source) } as never, 200);
    },
  );
}

function addCompare(api: Api): void {
  api.openapi(
    createRoute({
      ...{ tags: [CATALOG], ...audienceOf('public') },
      method: 'get',
      path: '/market/compare',
      operationId: 'compareListings',
      summary: 'Up to six listings side by side, with the fields in which they differ',
      request: { query: z.strictObject({ ids: listingIds }) },
      responses: {
        200: jsonContent(
          z.object({
            data: z.array(z.object({ ...detail.shape, rating: ratingSchema })),
            differences: z.array(z.string()).describe('Fields that are not the same in all'),
            ...AS_OF,
          }),
          'Listings side by side',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { database } = source.reader;
      const ids = [...new Set(c.req.valid('query').ids.split(',').map(Number))];
      if (ids.length < 2 || ids.length > COMPARED_MAX)
        throw new Problem('INVALID_FIELD', 'two to six listings are compared', 'ids');
      for (const listingId of ids) seen(c as ApiContext, listingId, 'ids');
      const data = listingsOf(database, ids, detail.columns).map((row) => ({
        ...detail.row(row),
        rating: ratingOf(database, Number(row.listing_id)),
      }));
      const [first] = data as Record<string, unknown>[];
      const differences = Object.keys(first ?? {}).filter((name) =>
        data.some(
          (one) =>
            JSON.stringify((one as Record<string, unknown>)[name]) !==
            JSON.stringify(first?.[name]),
        ),
      );
      return c.json({ data, differences, ...asOf(source) } as never, 200);
    },
  );
}

function addRest(api: Api): void {
  api.openapi(
    createRoute({
      ...{ tags: [CATALOG], ...audienceOf('public') },
      method: 'get',
      path: '/market/requests',
      operationId: 'listDataRequests',
      summary: 'Requests for data that is not there, with their bounties',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(z.object(request.shape).openapi('DataRequest')), ...AS_OF }),
          'Requests',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const rows = openRequests(source.reader.database, request.columns);
      return c.json({ data: rows.map((row) => request.row(row)), ...asOf(source) } as never, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [CATALOG], ...audienceOf('public') },
      method: 'get',
      path: '/market/terms',
      operationId: 'getMarketTerms',
      summary: 'The rules of the market and who operates it: accepted by their hash',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z.object({ terms: z.object(rules.shape).openapi('MarketTerms').nullable(), ...AS_OF }),
          'The rules; null: there are none yet',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const row = termsOf(source.reader.database, rules.columns);
      const terms = row === undefined ? null : rules.row(row);
      return c.json({ terms, ...asOf(source) } as never, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [CATALOG], ...audienceOf('public') },
      method: 'get',
      path: '/market/providers/{accountId}',
      operationId: 'getProvider',
      summary: 'A provider: whether its identity was checked, and its record',
      request: { params: z.strictObject({ accountId: id() }), query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z
            .object({
              ...{ accountId: integer(), name: z.string(), isVerified: z.boolean() },
              ...{ verifiedUntilMs: integer(), evidenceHash: z.string(), listings: integer() },
              ...{ sales: integer(), usedUnits: integer(), refunds: integer() },
              ...{ disputes: integer(), upheld: integer(), ...AS_OF },
            })
            .openapi('Provider'),
          'The provider',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { accountId } = c.req.valid('param');
      const { accounts, reader, venue } = source;
      const isProvider =
        accounts.exists(accountId) &&
        [ACCOUNT_ROLE.PROVIDER, ACCOUNT_ROLE.CREATOR].some(
          (one) => one === accounts.role(accountId),
        );
      if (!isProvider)
        throw new Problem('UNKNOWN_ACCOUNT', `there is no provider ${accountId}`, 'accountId');
      const { name } = reader.core.state.registry.account(accountId) ?? { name: '' };
      const record = recordOf(reader.database, accountId, venue.timeMs);
      return c.json({ accountId, name, ...record, ...asOf(source) }, 200);
    },
  );
}

/** A listing, if it is shown to whoever asks. */
export function seen(c: ApiContext, listingId: number, field = 'listingId'): number {
  const { market } = c.get('source').reader.core;
  const caller = c.get('caller');
  if (market.listings.isSeen(caller?.accountId ?? 0, listingId)) return listingId;
  throw new Problem('UNKNOWN_LISTING', `there is no listing ${listingId}`, field);
}

export function askerOf(caller: Caller | undefined) {
  const role = caller?.role ?? 0;
  const seesAll = role === ACCOUNT_ROLE.OPERATOR || role === ACCOUNT_ROLE.AUDITOR;
  return { accountId: caller?.accountId ?? 0, seesAll };
}

const countText = (count: number): string =>
  count > COUNT_MAX ? `${COUNT_MAX.toLocaleString('en-US')}+` : String(count);
