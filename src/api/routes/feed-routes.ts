/**
 * Model feeds: discovery by scores, disclosures, subscriptions of an account, creators, the payout ledger. Every number the
 * platform made comes with the document that has its inputs; next to hypothetical ones stands their legend.
 */
import { createRoute, z } from '@hono/zod-openapi';
import {
  creatorOf,
  creatorsBy,
  feedsBy,
  feedsOfOwner,
  payoutsOf,
  RECORD_CAUSES,
  recordsOf,
  seatsOf,
} from '../../catalog/index.js';
import { nameOf } from '../../reader/index.js';
import { HYPOTHETICAL_LEGEND } from '../../sigma/index.js';
import {
  type Api,
  type ApiContext,
  asOf,
  audienceOf,
  jsonContent,
  PROBLEMS,
  type RouteParts,
} from '../context.js';
import {
  DOCUMENT,
  FLAG,
  MONEY,
  NUMBER,
  named,
  rowKind,
  SHARE,
  TEXT,
} from '../listings/catalog-rows.js';
import { AS_OF, id, timeMs } from '../listings/schemas.js';
import { askerOf, seen } from './catalog-routes.js';
import { documentSchema, recordedOf } from './feed-body.js';

const FEEDS = 'Model feeds';
const PAGE_MAX = 100;
const PPM_MAX = 1_000_000;

const score = rowKind({
  ...{ 'f.listing_id': NUMBER, 'l.title': TEXT, 'f.model_id': TEXT, 'f.trust_ppm': SHARE },
  ...{ 'f.week': NUMBER, 'f.seat_limit': NUMBER, 'f.held_seats': NUMBER, 'f.risk_band': TEXT },
  ...{ 'f.regime_ppm': SHARE, 'f.disclosure_ppm': SHARE, 'f.drift': named(nameOf.feedDrift) },
  'l.status': named(nameOf.listingStatus),
});
const record = rowKind({
  ...{ sequence: NUMBER, time_ms: NUMBER, cause: named(nameOf.feedCause), account_id: NUMBER },
  ...{ phase: named(nameOf.feedPhase), drift: named(nameOf.feedDrift), reference: NUMBER },
  ...{ document: DOCUMENT, document_hash: TEXT },
});
const seat = rowKind({
  ...{ 's.purchase_id': NUMBER, 's.listing_id': NUMBER, 'l.title': TEXT, 's.seats': NUMBER },
  ...{ 's.tier': named(nameOf.feedTier), 's.is_trial': FLAG, 's.renews': FLAG },
  ...{ 's.status': named(nameOf.purchaseStatus), 's.cause': named(nameOf.purchaseCause) },
  ...{ 's.attempts': NUMBER, 's.price_micro_pat': MONEY, 's.begun_ms': NUMBER },
  ...{ 's.until_ms': NUMBER, 's.ended_ms': NUMBER },
});
const creator = rowKind({
  ...{ account_id: NUMBER, standing: named(nameOf.creatorStanding), payouts_held: FLAG },
  ...{ tax_form: named(nameOf.taxForm), tax_until_ms: NUMBER, payable_micro_pat: MONEY },
  ...{ entries: NUMBER, reason: TEXT, applied_ms: NUMBER, updated_ms: NUMBER },
});
const payout = rowKind({
  ...{ sequence: NUMBER, time_ms: NUMBER, cause: TEXT, reference: NUMBER },
  ...{ cash_micro_pat: MONEY, escrow_micro_pat: MONEY },
  ...{ cash_after_micro_pat: MONEY, escrow_after_micro_pat: MONEY },
});

const WHOSE = {
  accountId: id().optional().describe('Another account, for overseers; the own if not given'),
};
const limit = z.coerce.number().int().min(1).max(PAGE_MAX).default(20);
const least = () => z.coerce.number().int().min(0).optional();

export function addFeedRoutes(api: Api, { access }: RouteParts): void {
  const accountOf = (c: ApiContext, asked: number | undefined): number =>
    access.accountFor(c.get('caller'), asked, c.get('source').accounts);
  addScores(api);
  addDisclosures(api);
  addSubscriptions(api, accountOf);
  addCreators(api, accountOf);
  addQueue(api, access);
}

type AccountOf = (c: ApiContext, asked: number | undefined) => number;

function addScores(api: Api): void {
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('public') },
      method: 'get',
      path: '/market/scores',
      operationId: 'listScores',
      summary: 'Trust and capacity of feeds, by risk band, regime stability, disclosures and price',
      request: {
        query: z.strictObject({
          ids: z
            .string()
            .regex(/^[1-9]\d{0,6}(,[1-9]\d{0,6}){0,99}$/)
            .optional()
            .describe('Listings, by commas'),
          riskBand: z.enum(['LOW', 'MEDIUM', 'HIGH']).optional(),
          minFreeSeats: least().describe('Capacity that is left, in seats'),
          minTrustPpm: least().describe('100 is 100000000; an unrated feed reaches none'),
          minRegimePpm: least().describe('Least regime stability'),
          minDisclosurePpm: z.coerce.number().int().min(0).max(PPM_MAX).optional(),
          maxPriceMicroPat: least().describe('A tier costs no more a month'),
          afterId: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
          limit,
        }),
      },
      responses: {
        200: jsonContent(
          z.object({
            data: z.array(z.object({ ...score.shape, score: documentSchema }).openapi('FeedScore')),
            nextAfterId: z.number().int().nullable().describe('Ask on from here; null: no more'),
            legend: z.string(),
            ...AS_OF,
          }),
          'Scores with their inputs',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { ids, ...rest } = c.req.valid('query');
      const listingIds = ids?.split(',').map(Number);
      const filter = { ...rest, listingIds };
      const asker = askerOf(c.get('caller'));
      const rows = feedsBy(source.reader.database, score.columns, filter, asker);
      const data = rows.map((row) => {
        const listingId = Number(row['f.listing_id']);
        return {
          ...score.row(row),
          score: recordedOf(source, listingId, RECORD_CAUSES.SCORED),
        };
      });
      const last = rows.length === rest.limit ? Number(rows.at(-1)?.['f.listing_id']) : null;
      const body = { data, nextAfterId: last, legend: HYPOTHETICAL_LEGEND };
      return c.json({ ...body, ...asOf(source) } as never, 200);
    },
  );
}

function addDisclosures(api: Api): void {
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('public') },
      method: 'get',
      path: '/market/listings/{listingId}/disclosures',
      operationId: 'getDisclosures',
      summary:
        'Model card, backtest net of fees, Sigma Sim variance and change log; null: nothing recorded',
      request: { params: z.strictObject({ listingId: id() }), query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z
            .object({
              report: documentSchema.describe('Gates, lineage, model card, sweep and backtest'),
              judgement: documentSchema.describe('The burn-in, judged once'),
              score: documentSchema.describe('Every number of the newest week with its inputs'),
              simVariance: documentSchema,
              parity: documentSchema,
              changes: z.array(z.object(record.shape)),
              legend: z.string(),
              ...AS_OF,
            })
            .openapi('FeedDisclosures'),
          'Disclosures',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const listingId = seen(c as ApiContext, c.req.valid('param').listingId);
      const { database } = source.reader;
      const of = (cause: number) => recordedOf(source, listingId, cause);
      const newest = of(RECORD_CAUSES.SCORED);
      const part = (name: string) => (newest?.[name] ?? null) as never;
      return c.json(
        {
          ...{ report: of(RECORD_CAUSES.GATES), judgement: of(RECORD_CAUSES.JUDGED) },
          ...{ score: newest, simVariance: part('simVariance'), parity: part('parity') },
          changes: recordsOf(database, record.columns, listingId).map((row) => record.row(row)),
          legend: HYPOTHETICAL_LEGEND,
          ...asOf(source),
        } as never,
        200,
      );
    },
  );
}

function addSubscriptions(api: Api, accountOf: AccountOf): void {
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('account') },
      method: 'get',
      path: '/market/subscriptions',
      operationId: 'listSubscriptions',
      summary: 'Subscriptions of an account, the newest first',
      request: { query: z.strictObject({ ...WHOSE, beforeId: id().optional(), limit }) },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(z.object(seat.shape).openapi('Subscription')), ...AS_OF }),
          'Subscriptions',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const query = c.req.valid('query');
      const { beforeId = Number.MAX_SAFE_INTEGER } = query;
      const buyerId = accountOf(c as ApiContext, query.accountId);
      const asked = { buyerId, beforeId, limit: query.limit };
      const rows = seatsOf(source.reader.database, seat.columns, asked);
      return c.json({ data: rows.map((row) => seat.row(row)), ...asOf(source) } as never, 200);
    },
  );
}

function addCreators(api: Api, accountOf: AccountOf): void {
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('account') },
      method: 'get',
      path: '/market/studio',
      operationId: 'getStudio',
      summary: 'What the venue knows of a creator: its standing, its entries, what waits for it',
      request: { query: z.strictObject(WHOSE) },
      responses: {
        200: jsonContent(
          z
            .object({
              creator: z.object(creator.shape).openapi('Creator').nullable(),
              feeds: z.array(z.object(score.shape)),
              ...AS_OF,
            })
            .openapi('Studio'),
          'The studio',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { database } = source.reader;
      const account = accountOf(c as ApiContext, c.req.valid('query').accountId);
      const row = creatorOf(database, creator.columns, account);
      const feeds = feedsOfOwner(database, score.columns, account).map((one) => score.row(one));
      const said = row === undefined ? null : creator.row(row);
      return c.json({ creator: said, feeds, ...asOf(source) } as never, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('account') },
      method: 'get',
      path: '/market/payouts',
      operationId: 'listPayouts',
      summary: 'The payout ledger: what moved of an account’s money by feeds, the newest first',
      request: {
        query: z.strictObject({
          ...WHOSE,
          beforeSequence: timeMs().optional().describe('Older than this journal sequence'),
          limit,
        }),
      },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(z.object(payout.shape).openapi('Payout')), ...AS_OF }),
          'Movements',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const query = c.req.valid('query');
      const accountId = accountOf(c as ApiContext, query.accountId);
      const before = query.beforeSequence ?? Number.MAX_SAFE_INTEGER;
      const asked = { accountId, before, limit: query.limit };
      const rows = payoutsOf(source.reader.database, payout.columns, asked);
      return c.json({ data: rows.map((row) => payout.row(row)), ...asOf(source) } as never, 200);
    },
  );
}

function addQueue(api: Api, access: RouteParts['access']): void {
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('overseer') },
      method: 'get',
      path: '/market/creators',
      operationId: 'listCreators',
      summary: 'Creators of model feeds, those that wait longest first',
      request: { query: z.strictObject({ limit }) },
      responses: {
        200: jsonContent(
          z.object({
            stage: z.string().describe('Of the rollout'),
            data: z.array(z.object(creator.shape)),
            ...AS_OF,
          }),
          'Creators',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const rows = creatorsBy(source.reader.database, creator.columns, c.req.valid('query').limit);
      const stage = nameOf.feedStage(source.reader.core.state.feeds.stage);
      const data = rows.map((row) => creator.row(row));
      return c.json({ stage, data, ...asOf(source) } as never, 200);
    },
  );
}
