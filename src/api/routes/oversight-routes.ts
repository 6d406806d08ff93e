/** What those who oversee the venue look up: accounts with their limits, deliveries with their evidence, how it settles. */
import { createRoute, z } from '@hono/zod-openapi';
import { nameOf, OversightView, reasonsBy } from '../../reader/index.js';
import { COMMAND_KIND, DELIVERY_STATE } from '../../values/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, integer, money } from '../listings/schemas.js';
import type { EngineFacts } from '../now/engine-facts.js';

const tags = ['Venue'];
const overseen = { tags, ...audienceOf('overseer'), method: 'get' } as const;
const PAGE_MAX = 500;

const pageQuery = {
  after: z.coerce.number().int().min(0).default(0).describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100),
};

const accountSchema = z
  .object({
    ...{ accountId: integer(), name: z.string(), role: z.string(), accountClass: z.string() },
    ...{ availableMicroPat: money(), reservedMicroPat: money(), escrowMicroPat: money() },
    exposureLimitMicroPat: z.string().describe('Micro-PAT; empty: as the parameter says'),
    dailyCreditMicroPat: z.string().describe('Micro-PAT; empty: as the parameter says'),
    ...{ openOrders: integer(), openDeliveries: integer(), killed: z.boolean() },
  })
  .openapi('OverseenAccount');

const deliverySchema = z
  .object({
    ...{ deliveryId: integer(), state: z.string(), seriesId: integer(), consumerId: integer() },
    ...{ providerId: integer(), quantityLots: integer(), escrowMicroPat: money() },
    deadlineMs: integer().describe('0: no time runs'),
    contentHash: z.string().describe('Of what was handed over, hex; empty before the notice'),
    location: z.string().describe("The provider's words: where it can be fetched"),
    disputeReason: z.string().describe("The consumer's words; empty without a dispute"),
  })
  .openapi('OverseenDelivery');

const settlementSchema = z
  .object({
    chainId: integer().nullable().describe('null: the venue settles on no chain'),
    clearing: z.string().describe('Address of the contract, hex; empty without a chain'),
    totalMicroPat: money().describe('What all accounts and escrows hold together'),
    escrowMicroPat: money().describe('Of it, in escrows'),
    batch: z
      .object({
        ...{ batchId: integer(), batchHash: z.string(), ledgerSequence: integer() },
        ...{ requestSequence: integer(), liabilitiesRoot: z.string() },
        liabilitiesSumMicroPat: money(),
      })
      .nullable()
      .describe('The last batch that is final on chain'),
    settler: z
      .object({
        state: z.string(),
        trouble: z.object({ code: z.string(), detail: z.string(), sinceMs: integer() }).nullable(),
        ...{ batchesInFlight: integer(), lastBatchAtMs: integer() },
      })
      .nullable()
      .describe('null: no engine beside this reader, or no chain'),
    ...AS_OF,
  })
  .openapi('Settlement');

export function addOversightRoutes(
  api: Api,
  { access }: RouteParts,
  engine: () => EngineFacts | undefined,
): void {
  const many = <T extends z.ZodType>(schema: T) =>
    z.object({ data: z.array(schema), next: integer().nullable(), ...AS_OF });
  api.openapi(
    createRoute({
      ...{ ...overseen, path: '/v1/accounts', operationId: 'listAccounts' },
      summary: 'Every account with its balances and limits',
      request: { query: z.strictObject(pageQuery) },
      responses: { 200: jsonContent(many(accountSchema), 'Accounts'), ...PROBLEMS },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const { after, limit } = c.req.valid('query');
      const killed = new Set(
        source.venue.kills
          .filter(({ killScope }) => nameOf.killScope(killScope) === 'ACCOUNT')
          .map(({ targetId }) => targetId),
      );
      const rows = new OversightView(source.reader.core).accounts(after, limit);
      const own = (value: number): string => (value < 0 ? '' : String(value));
      const data = rows.map((row) => ({
        ...row,
        ...{ role: nameOf.role(row.role), accountClass: nameOf.accountClass(row.accountClass) },
        availableMicroPat: String(row.availableMicroPat),
        reservedMicroPat: String(row.reservedMicroPat),
        escrowMicroPat: String(row.escrowMicroPat),
        exposureLimitMicroPat: own(row.exposureLimitMicroPat),
        dailyCreditMicroPat: own(row.dailyCreditMicroPat),
        killed: killed.has(row.accountId),
      }));
      const last = data.at(-1)?.accountId ?? 0;
      const next = data.length < limit || last >= source.accounts.count ? null : last;
      return c.json({ data, next, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ ...overseen, path: '/v1/deliveries', operationId: 'listDeliveriesUnderWay' },
      summary: 'Deliveries under way, with the evidence of both sides',
      request: {
        query: z.strictObject({
          ...pageQuery,
          state: z
            .enum(Object.keys(DELIVERY_STATE) as [string, ...string[]])
            .optional()
            .describe('Of this state alone'),
        }),
      },
      responses: { 200: jsonContent(many(deliverySchema), 'Deliveries'), ...PROBLEMS },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const { after, limit, state } = c.req.valid('query');
      const { core, database } = source.reader;
      const wanted = state === undefined ? undefined : DELIVERY_STATE[state as 'DISPUTED'];
      const { rows, next } = new OversightView(core).deliveries(after, limit, wanted);
      const isDisputed = rows.some((row) => row.state === DELIVERY_STATE.DISPUTED);
      const reasons = isDisputed
        ? reasonsBy(database, COMMAND_KIND.DISPUTE_DELIVERY, 'deliveryId')
        : undefined;
      const data = rows.map((row) => ({
        ...row,
        ...{ state: nameOf.deliveryState(row.state), escrowMicroPat: String(row.escrowMicroPat) },
        disputeReason: reasons?.get(row.deliveryId) ?? '',
      }));
      return c.json({ data, next: next === 0 ? null : next, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ ...overseen, path: '/v1/settlement', operationId: 'getSettlement' },
      summary:
        'How the venue settles: what the ledger holds, the last batch, how the settler stands',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(settlementSchema, 'Settlement'), ...PROBLEMS },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const { venue } = source;
      const { batch, chain } = venue;
      const settler = engine()?.settlement;
      return c.json(
        {
          ...{ chainId: chain?.chainId ?? null, clearing: chain?.clearing ?? '' },
          totalMicroPat: String(venue.totalMicroPat),
          escrowMicroPat: String(venue.escrowMicroPat),
          batch:
            batch === null
              ? null
              : { ...batch, liabilitiesSumMicroPat: String(batch.liabilitiesSumMicroPat) },
          settler: settler === undefined ? null : { ...settler, trouble: settler.trouble ?? null },
          ...asOf(source),
        },
        200,
      );
    },
  );
}
