/** Changes of parameters before they count: those that wait, and what one would do. */
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { nameOf } from '../../reader/index.js';
import { askSigned, type SendCommand } from '../commands/command-routes.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';

const tags = ['Venue'];

const requestSchema = z
  .object({
    requestId: integer(),
    name: z.string().describe('Of the parameter, or of the command that waits'),
    target: z.string().describe('Where it applies; of a command, its terms in words'),
    value: integer().nullable().describe('null: what is set at the target is removed'),
    changesApproval: z
      .boolean()
      .nullable()
      .describe('Whether changes are to need a second person; null: it is about the value'),
    actionDigest: z
      .string()
      .describe('SHA-256 of the command that waits, hex, as a passkey agrees to it; empty: none'),
    isAction: z.boolean().describe('A command waits, and no change of a parameter'),
    state: z.string().describe('AWAITING_APPROVAL or SCHEDULED'),
    baseVersion: integer().describe('Version of the target when it was asked for'),
    undoesVersion: integer().describe('Of a rollback; 0: it is none'),
    authorId: integer(),
    approverId: integer().describe('0: nobody yet'),
    reason: z.string(),
    sequence: integer().describe('Where it was asked for'),
    effectiveMs: integer().describe('0: when it is approved'),
    lapseMs: integer().describe('0: it needs no approval'),
  })
  .openapi('ParameterRequest');

const moveSchema = z.object({
  ...{ seriesId: integer(), bidTicksBefore: integer(), bidTicksAfter: integer() },
  ...{ askTicksBefore: integer(), askTicksAfter: integer() },
  ...{ markTicksBefore: integer(), markTicksAfter: integer() },
});

const dryRunSchema = z
  .object({
    refusal: z
      .object({ name: z.string(), field: z.string(), detail: z.string() })
      .nullable()
      .describe('What the change would be refused with'),
    approvalRequired: z.boolean(),
    seriesCount: integer().describe('Series in which another value would be in force'),
    breachCount: integer().describe('Live orders that pass today and would be refused'),
    orderIds: z.array(integer()).describe('The first of them'),
    refusedQuotes: integer(),
    movedQuotes: integer(),
    pulledQuotes: integer(),
    quotesComputed: z.boolean().describe('Whether the quoter worked out what moves'),
    quoteMoves: z.array(moveSchema).describe('The first quotes that move, from and to'),
    marginMicroPat: integer().describe('Collateral the broker would lack'),
    providerMarginMicroPat: integer().describe('Margin providers would have to add'),
    partial: z.boolean().describe('There were more orders than are looked at'),
    inert: z.boolean().describe('No price rests on it as these series are quoted'),
    asOfSequence: integer(),
  })
  .openapi('ParameterDryRun');

export function addParameterRoutes(
  api: Api,
  { access }: RouteParts,
  send: SendCommand | undefined,
): void {
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('overseer'), method: 'get', path: '/v1/parameter-requests' },
      operationId: 'listParameterRequests',
      summary: 'Changes and commands that wait for a second person or their time',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(z.object({ data: z.array(requestSchema), ...AS_OF }), 'What waits'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const data = source.venue.waitingRequests().map((one) => ({
        ...{ requestId: one.requestId, name: one.name, target: one.target, value: one.value },
        ...{ changesApproval: one.approval, isAction: one.action !== null },
        actionDigest: digestOf(one.action),
        ...{ state: nameOf.requestState(one.state), baseVersion: one.baseVersion },
        ...{ undoesVersion: one.undoesVersion, authorId: one.authorId, reason: one.reason },
        ...{ approverId: one.approverId, sequence: one.sequence },
        ...{ effectiveMs: one.effectiveTimeMs, lapseMs: one.lapseTimeMs },
      }));
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, security: [{ signature: [] }], method: 'post' },
      path: '/v1/parameters/{name}/dry-run',
      operationId: 'dryRunParameter',
      summary: 'What a change would do now: which quotes move from and to, which orders breach',
      request: {
        params: z.object({ name: z.string().min(1).max(64) }),
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z.strictObject({
                target: z.string().max(160).optional(),
                value: z.number().int().optional(),
                unset: z.boolean().optional(),
              }),
            },
          },
        },
      },
      responses: { 200: jsonContent(dryRunSchema, 'What it would do'), ...PROBLEMS },
    }),
    async (c) => {
      const told = await askSigned(c as never, send);
      return c.json(told as z.infer<typeof dryRunSchema>, 200);
    },
  );
}

/** As the gateway digests it (`approvalTextOf`). */
const digestOf = (action: { readonly kind: number; readonly body: string } | null): string =>
  action === null ? '' : createHash('sha256').update(`${action.kind} ${action.body}`).digest('hex');
