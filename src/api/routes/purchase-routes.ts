/** What concerns one account of the market: purchases, dossiers, dates, sales; and what waits for operators. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  dossiersOf,
  purchasesOf,
  queueOf,
  ratingOf,
  remindersOf,
  salesOf,
  stepsOf,
} from '../../catalog/index.js';
import { nameOf } from '../../reader/index.js';
import {
  type Api,
  type ApiContext,
  asOf,
  audienceOf,
  jsonContent,
  PROBLEMS,
  type RouteParts,
} from '../context.js';
import { DOCUMENT, FLAG, MONEY, NUMBER, named, rowKind, TEXT } from '../listings/catalog-rows.js';
import { AS_OF, id, integer, timeMs } from '../listings/schemas.js';

const MARKET = 'Data market';
const WHOSE = {
  accountId: id().optional().describe('Another account, for overseers; the own if not given'),
};
const PAGE_MAX = 100;

const purchase = rowKind({
  ...{ 'p.purchase_id': NUMBER, 'p.listing_id': NUMBER, 'l.title': TEXT, 'p.revision': NUMBER },
  ...{ 'p.status': named(nameOf.purchaseStatus), 'p.cause': named(nameOf.purchaseCause) },
  ...{ 'p.price_micro_pat': MONEY, 'p.held_micro_pat': MONEY, 'p.reserved_micro_pat': MONEY },
  ...{ 'p.paid_micro_pat': MONEY, 'p.used_units': NUMBER, 'p.licence_hash': TEXT },
  ...{ 'p.rules_hash': TEXT, 'p.steps_mask': NUMBER, 'p.refund_until_ms': NUMBER },
  ...{ 'p.held_until_ms': NUMBER, 'p.bought_ms': NUMBER, 'p.ended_ms': NUMBER },
  ...{ 'p.stars': NUMBER, 'p.rating': DOCUMENT, 'p.answer': DOCUMENT },
  ...{ 'l.promise': named(nameOf.promise), 'l.refunds_when_broken': FLAG },
});
const dossier = rowKind({
  ...{ dossier_id: NUMBER, listing_id: NUMBER, version: NUMBER, steps_mask: NUMBER },
  ...{ deletion_due_ms: NUMBER, purchase_id: NUMBER, begun_ms: NUMBER },
});
const step = rowKind({ step: named(nameOf.dossierStep), time_ms: NUMBER, document: DOCUMENT });
const reminder = rowKind({
  ...{
    'd.purchase_id': NUMBER,
    'd.listing_id': NUMBER,
    'l.title': TEXT,
    'd.deletion_due_ms': NUMBER,
  },
});
const sale = rowKind({
  ...{ listing_id: NUMBER, title: TEXT, status: named(nameOf.listingStatus), version: NUMBER },
  ...{ sales: NUMBER, sold_micro_pat: MONEY, used_units: NUMBER, refunds: NUMBER },
  ...{ disputes: NUMBER, upheld: NUMBER, sales_paused: FLAG, composite_ppm: NUMBER },
  ...{ update_every_ms: NUMBER, promise: named(nameOf.promise) },
  ...{ periods: NUMBER, periods_kept: NUMBER },
});
const waiting = {
  listings: rowKind({
    ...{ listing_id: NUMBER, version: NUMBER, title: TEXT, owner_id: NUMBER },
    ...{ personal_data: FLAG, approver_id: NUMBER, updated_ms: NUMBER },
  }),
  takedowns: rowKind({
    ...{ listing_id: NUMBER, version: NUMBER, title: TEXT, owner_id: NUMBER, updated_ms: NUMBER },
  }),
  disputes: rowKind({
    ...{ purchase_id: NUMBER, listing_id: NUMBER, buyer_id: NUMBER, held_micro_pat: MONEY },
    ...{ evidence_hash: TEXT, reason: TEXT },
  }),
  requests: rowKind({
    ...{ request_id: NUMBER, listing_id: NUMBER, asker_id: NUMBER, bounty_micro_pat: MONEY },
    updated_ms: NUMBER,
  }),
};

export function addPurchaseRoutes(api: Api, parts: RouteParts): void {
  const { access } = parts;
  const accountOf = (c: ApiContext, asked: number | undefined): number =>
    access.accountFor(c.get('caller'), asked, c.get('source').accounts);
  api.openapi(
    createRoute({
      ...{ tags: [MARKET], ...audienceOf('account') },
      method: 'get',
      path: '/purchases',
      operationId: 'listPurchases',
      summary: 'Purchases of an account with their state, use and what is held, the newest first',
      request: {
        query: z.strictObject({
          ...WHOSE,
          beforeId: id().optional().describe('Older than this purchase'),
          limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(20),
        }),
      },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(z.object(purchase.shape).openapi('Purchase')), ...AS_OF }),
          'Purchases',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { accountId, beforeId = Number.MAX_SAFE_INTEGER, limit } = c.req.valid('query');
      const buyerId = accountOf(c as ApiContext, accountId);
      const asked = { buyerId, beforeId, limit };
      const rows = purchasesOf(source.reader.database, purchase.columns, asked);
      return c.json({ data: rows.map((row) => purchase.row(row)), ...asOf(source) } as never, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [MARKET], ...audienceOf('account') },
      method: 'get',
      path: '/purchases/drafts',
      operationId: 'listDossiers',
      summary: 'Dossiers of an account with the steps that were filled',
      request: { query: z.strictObject(WHOSE) },
      responses: {
        200: jsonContent(
          z.object({
            data: z.array(
              z
                .object({ ...dossier.shape, steps: z.array(z.object(step.shape)) })
                .openapi('Dossier'),
            ),
            ...AS_OF,
          }),
          'Dossiers',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { database } = source.reader;
      const accountId = accountOf(c as ApiContext, c.req.valid('query').accountId);
      const data = dossiersOf(database, dossier.columns, accountId).map((row) => ({
        ...dossier.row(row),
        steps: stepsOf(database, step.columns, Number(row.dossier_id)).map((one) => step.row(one)),
      }));
      return c.json({ data, ...asOf(source) } as never, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [MARKET], ...audienceOf('account') },
      method: 'get',
      path: '/purchases/reminders',
      operationId: 'listReminders',
      summary: 'Data of an account that is to be deleted, by the plan of its dossier',
      request: {
        query: z.strictObject({
          ...WHOSE,
          untilMs: timeMs().optional().describe('Due until then'),
        }),
      },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(z.object(reminder.shape).openapi('Reminder')), ...AS_OF }),
          'Reminders',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { accountId: asked, untilMs = Number.MAX_SAFE_INTEGER } = c.req.valid('query');
      const accountId = accountOf(c as ApiContext, asked);
      const { database } = source.reader;
      const rows = remindersOf(database, reminder.columns, { accountId, untilMs });
      return c.json({ data: rows.map((row) => reminder.row(row)), ...asOf(source) } as never, 200);
    },
  );
  addSales(api, accountOf);
  addQueue(api, parts);
}

type AccountOf = (c: ApiContext, asked: number | undefined) => number;

function addSales(api: Api, accountOf: AccountOf): void {
  api.openapi(
    createRoute({
      ...{ tags: [MARKET], ...audienceOf('account') },
      method: 'get',
      path: '/market/sales',
      operationId: 'listSales',
      summary: 'Listings of a provider with sales, use, ratings and disputes',
      request: { query: z.strictObject(WHOSE) },
      responses: {
        200: jsonContent(
          z.object({
            data: z.array(
              z
                .object({ ...sale.shape, ratingHundredths: integer(), ratingCount: integer() })
                .openapi('Sale'),
            ),
            ...AS_OF,
          }),
          'Sales',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { database } = source.reader;
      const ownerId = accountOf(c as ApiContext, c.req.valid('query').accountId);
      const data = salesOf(database, sale.columns, ownerId).map((row) => {
        const { hundredths, count } = ratingOf(database, Number(row.listing_id));
        return { ...sale.row(row), ratingHundredths: hundredths, ratingCount: count };
      });
      return c.json({ data, ...asOf(source) } as never, 200);
    },
  );
}

function addQueue(api: Api, { access }: RouteParts): void {
  api.openapi(
    createRoute({
      ...{ tags: [MARKET], ...audienceOf('account') },
      method: 'get',
      path: '/market/queue',
      operationId: 'getMarketQueue',
      summary: 'What waits for operators: reviews, takedowns, disputes, judgements',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z
            .object({
              listings: z.array(z.object(waiting.listings.shape)),
              takedowns: z.array(z.object(waiting.takedowns.shape)),
              disputes: z.array(z.object(waiting.disputes.shape)),
              requests: z.array(z.object(waiting.requests.shape)),
              ...AS_OF,
            })
            .openapi('MarketQueue'),
          'The queue',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const queue = queueOf(source.reader.database);
      return c.json(
        {
          listings: queue.listings.map((row) => waiting.listings.row(row)),
          takedowns: queue.takedowns.map((row) => waiting.takedowns.row(row)),
          disputes: queue.disputes.map((row) => waiting.disputes.row(row)),
          requests: queue.requests.map((row) => waiting.requests.row(row)),
          ...asOf(source),
        } as never,
        200,
      );
    },
  );
}
