/**
 * Signals, read by those who may: the door is the core's one entitlement, asked anew for every request. A page goes on from a
 * cursor, and an answer that is the same is not sent again (ETag). The free tier is a day late and sees one asset.
 *
 * Texts are opened with the platform's key only for the answer of somebody entitled; a signal whose text is not what its envelope
 * says comes as void, with the reason.
 */
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { feedOf, feedOfModel, isShownToAll } from '../../catalog/index.js';
import {
  type Allowance,
  type FeedKey,
  fullAllowance,
  MODEL_ID,
  TIER_TERMS,
  type Tier,
  takeAllowance,
} from '../../sigma/index.js';
import {
  type Api,
  type ApiContext,
  asOf,
  audienceOf,
  jsonContent,
  PROBLEMS,
  problem,
  type RouteParts,
} from '../context.js';
import { AS_OF, id, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import { signalPage, tierOf } from '../signals/signal-page.js';
import { seen } from './catalog-routes.js';
import { documentSchema } from './feed-body.js';

const FEEDS = 'Model feeds';
const PAGE_MAX = 200;
const READERS_MAX = 20_000;
const MS_PER_S = 1_000;

export interface SignalParts extends RouteParts {
  readonly nowMs: () => number;
  readonly feedKey: (() => FeedKey) | undefined;
}

/** A signal as it is read: what `signalSchema` let in. */
const signalBody = z
  .object({
    ...{ model_id: z.string(), sequence: integer(), asset: z.string() },
    target_weight: z.number().describe('Share of the follower’s capital, −1 to 1'),
    horizon: integer().describe('How long the position is held, milliseconds'),
    valid_until: integer(),
    data_as_of: integer(),
    stamp: z.string(),
    revises: integer().optional(),
    note: z.string().optional(),
  })
  .openapi('SignalText');

const signalRow = z
  .object({
    sequence: integer(),
    journalSequence: integer(),
    journalAtMs: integer().describe('Time of the journal: the only one a fill looks at'),
    signal: signalBody.nullable().describe('null: it is void'),
    void: z.string().describe('Why it is void; empty: it is not'),
    lineage: documentSchema.describe('The four hashes the stamp is over'),
    stamp: z.string(),
    sealedHash: z.string(),
    chainHash: z.string(),
  })
  .openapi('FeedSignal');

const querySchema = z.strictObject({
  model_id: z
    .string()
    .regex(MODEL_ID)
    .optional()
    .describe('The model; or its listing is named with listingId'),
  listingId: id().optional(),
  cursor: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe('Sequence of the last signal that is known'),
  tier: z.enum(['FREE']).optional().describe('FREE: a day late, without a seat'),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
});

export function addSignalRoutes(api: Api, parts: SignalParts): void {
  addKey(api, parts);
  addRead(api, parts);
}

function addKey(api: Api, { feedKey }: SignalParts): void {
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('public') },
      method: 'get',
      path: '/market/feeds/key',
      operationId: 'getFeedKey',
      summary: 'The point signals are sealed to: P-256, uncompressed, base64',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z.object({
            publicKey: z.string().describe('Empty: signals are not opened here'),
            ...AS_OF,
          }),
          'The key',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const publicKey = feedKey?.().publicKey ?? '';
      return c.json({ publicKey, ...asOf(c.get('source')) }, 200);
    },
  );
}

function addRead(api: Api, { access, nowMs, feedKey }: SignalParts): void {
  const budgets = new Map<string, Allowance>();
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('account') },
      method: 'get',
      path: '/signals',
      operationId: 'listSignals',
      summary: 'Signals of a feed after a cursor, for who holds a seat',
      request: { query: querySchema },
      responses: {
        200: jsonContent(
          z.object({
            listingId: integer(),
            tier: z.string(),
            data: z.array(signalRow),
            cursor: integer().describe('Ask on from here'),
            hasMore: z.boolean(),
            ...AS_OF,
          }),
          'Signals',
        ),
        402: problem('No seat, or one whose payment is due; the detail begins with the reason'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { accountId } = access.reader(c.get('caller'));
      const query = c.req.valid('query');
      const listingId = listingOf(c as ApiContext, query);
      if (feedKey === undefined) {
        throw new Problem('NOT_READY', 'signals are not opened by this process');
      }
      const key = feedKey();
      const isFree = query.tier !== undefined && isShownToAll(source.reader.database, listingId);
      const tier: Tier = isFree ? 'FREE' : tierOf(source, accountId, listingId, nowMs());
      takeRead(budgets, `${accountId}/${listingId}`, tier, nowMs());
      const { cursor, limit } = query;
      const body = signalPage(source, { key, listingId, tier, cursor, limit });
      return c.json({ ...body, ...asOf(source) } as never, 200);
    },
  );
}

function listingOf(c: ApiContext, query: z.infer<typeof querySchema>): number {
  const { database } = c.get('source').reader;
  const { model_id: modelId, listingId: named } = query;
  if ((modelId === undefined) === (named === undefined)) {
    throw new Problem('INVALID_FIELD', 'name a model, or a listing', 'model_id');
  }
  const hash = createHash('sha256')
    .update(modelId ?? '')
    .digest('hex');
  const listingId = named ?? feedOfModel(database, hash);
  const field = named === undefined ? 'model_id' : 'listingId';
  seen(c, listingId, field);
  if (feedOf(database, ['listing_id'], listingId) !== undefined) return listingId;
  throw new Problem('UNKNOWN_LISTING', `there is no listing ${listingId}`, field);
}

/** One read of the tier's rate. The one who read longest ago is forgotten. */
function takeRead(
  budgets: Map<string, Allowance>,
  reader: string,
  tier: Tier,
  nowMs: number,
): void {
  const { readsPerMinute } = TIER_TERMS[tier];
  const key = `${reader}/${tier}`;
  const before = budgets.get(key) ?? fullAllowance(readsPerMinute, nowMs);
  const { allowance, retryAfterMs } = takeAllowance(before, readsPerMinute, nowMs);
  budgets.delete(key);
  budgets.set(key, allowance);
  const [oldest] = budgets.keys();
  if (budgets.size > READERS_MAX && oldest !== undefined) budgets.delete(oldest);
  if (retryAfterMs === undefined) return;
  const seconds = Math.ceil(retryAfterMs / MS_PER_S);
  throw new Problem('RATE', `${tier} reads ${readsPerMinute} times a minute`, '', seconds);
}
